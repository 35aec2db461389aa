import { expect, test } from 'vitest';
import { calledAs, ownCommand } from './own-command.ts';

test.each([
  ['in its own folder', '/home/me/utsuwa/bin/utsuwa', '/home/me/utsuwa', '/usr/bin', 'bin/utsuwa'],
  ['from elsewhere', '/home/me/utsuwa/bin/utsuwa', '/tmp', '/usr/bin', '/home/me/utsuwa/bin/utsuwa'],
  ['found by the PATH', '/usr/local/bin/utsuwa', '/tmp', '/usr/bin:/usr/local/bin', 'utsuwa'],
])('a command that was run %s is run again so', (_how, script, here, searched, expected) => {
  expect(calledAs(script, here, searched)).toBe(expected);
});

test('the port is named where it is not the usual one', () => {
  expect(ownCommand('env', 5000)).toMatch(/ env --port 5000$/);
  expect(ownCommand('env', 4566)).toMatch(/ env$/);
});
