import { expect, test } from 'vitest';
import { nameCanonicalUsers } from './name-canonical-users.ts';

const ID = 'a'.repeat(64);
const accountOf = (id: string) => (id === ID ? '111122223333' : undefined);
const rest = '"Effect":"Allow", "Action":"s3:*","Resource":"*"';
const documentOf = (principal: string) => `{"Statement": [ {${rest}, "Principal" : ${principal}} ]}`;

test.each([
  [`{"CanonicalUser": "${ID}"}`, '{"AWS":"arn:aws:iam::111122223333:root"}'],
  [
    `{"AWS":["arn:aws:iam::444455556666:root"],"CanonicalUser":["${ID}","${'b'.repeat(64)}"]}`,
    `{"AWS":["arn:aws:iam::444455556666:root","arn:aws:iam::111122223333:root"],"CanonicalUser":"${'b'.repeat(64)}"}`,
  ],
  ['{ "AWS" : "*" }', '{ "AWS" : "*" }'],
  ['"*"', '"*"'],
])('the principal %s becomes %s', (principal, named) => {
  expect(nameCanonicalUsers(documentOf(principal), accountOf)).toBe(documentOf(named));
});
