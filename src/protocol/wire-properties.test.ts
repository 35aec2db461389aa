import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import { decodeInput, streamsInput } from './decode-input.ts';
import { findOperation } from './find-operation.ts';
import { parseForm, type FormNode } from './form.ts';
import { formatTimestamp, parseTimestamp, type TimestampFormat } from './scalar-text.ts';
import { testRequest } from './test-request.ts';
import { readXml } from './xml-reader.ts';
import { escapeXml } from './xml-text.ts';

/** Characters that XML 1.0 can say at all. */
const sayable = fc
  .string({ unit: 'binary' })
  .filter((text) => !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/.test(text));

test('escaped_text_is_read_back', () => {
  fc.assert(
    fc.property(sayable, (text) => {
      expect(readXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`)?.text).toBe(text);
    }),
  );
});

test('a_form_is_read_as_it_was_written', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('.'));
  const parameters = fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'grapheme' })), {
    selector: ([key]) => key,
  });
  fc.assert(
    fc.property(parameters, (entries) => {
      const root = parseForm([new URLSearchParams(entries).toString()]);
      expect(valuesOf(root)).toEqual(new Map(entries));
    }),
  );
});

function valuesOf(root: FormNode): Map<string, string | undefined> {
  return new Map([...(root.children ?? [])].map(([key, { value }]) => [key, value]));
}

test.each<TimestampFormat>(['iso8601', 'iso8601-ms', 'rfc822', 'unixTimestamp'])(
  'a_time_is_read_back_from_%s',
  (format) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const time = new Date(seconds * 1_000);
        expect(parseTimestamp(formatTimestamp(time, format))).toEqual(time);
      }),
    );
  },
);

/** Bodies between noise and sense: bytes, and pieces of what the parsers know. */
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...['<Delete>', '</Delete>', '<Object>', '<Key>', '</Key>', '</Object>', '<![CDATA[', ']]>'],
        ),
        fc.constantFrom(
          ...['<!DOCTYPE', '<?xml', '?>', '&amp;', '&#0;', '&x;', 'xmlns:a="b"', '<a:b/>', '-->'],
        ),
        fc.constantFrom(
          ...['Tags.member.', '1', '.Key=', '&', '=', '%', '%41', 'RoleName=', 'Filter.', '\0', 'é'],
        ),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 40 },
    )
    .map((pieces) => new TextEncoder().encode(pieces.join(''))),
);

test('no_request_makes_the_wire_throw_anything_but_an_AwsError', () => {
  const operations = (['iam', 'sts', 'ec2', 's3'] as const)
    .flatMap((name) => [...loadServiceModel(name).operations.values()])
    .filter((operation) => !streamsInput(operation));
  const path = fc.oneof(fc.constant('/b/k'), fc.webPath(), fc.string());
  const query = fc.oneof(fc.webQueryParameters(), fc.string());
  fc.assert(
    fc.property(fc.constantFrom(...operations), bodies, path, query, (operation, body, path, query) => {
      const request = testRequest({ method: operation.http.method, path, query });
      expect(defectOf(() => findOperation(operation.service, request, body))).toBeUndefined();
      expect(defectOf(() => decodeInput(operation, request, body))).toBeUndefined();
    }),
    { numRuns: 3_000 },
  );
});

/** What an attempt threw, when it is no answer to a client. */
function defectOf(attempt: () => unknown): unknown {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error instanceof AwsError ? undefined : error;
  }
}
