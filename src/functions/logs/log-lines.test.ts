import { expect, test } from 'vitest';
import { LogLines } from './log-lines.ts';

function read(act: (lines: LogLines) => void): string[] {
  const taken: string[] = [];
  act(new LogLines((message) => taken.push(message)));
  return taken;
}

test('lines are put together from pieces, each stream’s of its own', () => {
  const taken = read((lines) => {
    const out = lines.stream();
    const error = lines.stream();
    out(Buffer.from('hel'));
    error(Buffer.from('wrong\n'));
    out(Buffer.from('lo\ntwo\n'));
  });
  expect(taken).toEqual(['wrong\n', 'hello\n', 'two\n']);
});

test('a character that is cut in two stays one', () => {
  const bytes = Buffer.from('é\n');
  const taken = read((lines) => {
    const out = lines.stream();
    out(bytes.subarray(0, 1));
    out(bytes.subarray(1));
  });
  expect(taken).toEqual(['é\n']);
});

test('a carriage return is a line’s end within one event', () => {
  expect(read((lines) => lines.stream()(Buffer.from('a\rb\n')))).toEqual(['a\nb\n']);
});

test('what was begun goes before a line of the house’s own', () => {
  const taken = read((lines) => {
    lines.stream()(Buffer.from('begun'));
    lines.line('END');
    lines.line('REPORT');
  });
  expect(taken).toEqual(['begun', 'END\n', 'REPORT\n']);
});

test('no line is longer than CloudWatch Logs takes, with or without an end', () => {
  const long = Buffer.alloc(600 * 1024, 'x');
  const taken = read((lines) => {
    const out = lines.stream();
    out(long);
    out(Buffer.from('\n'));
    out(Buffer.concat([long, Buffer.from('\n')]));
  });
  expect(taken.every((line) => Buffer.byteLength(line) <= 256 * 1024)).toBe(true);
  expect(taken.join('')).toBe(`${'x'.repeat(600 * 1024)}\n`.repeat(2));
});
