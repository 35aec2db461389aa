import type { Finding } from '../lint/lint.ts';
import { printable } from './printable.ts';
import { colours } from './terminal-colours.ts';

/** What was found in one file. */
export interface LintedFile {
  readonly file: string;
  readonly findings: readonly Finding[];
  /** What could not be looked at, each a sentence. */
  readonly notLookedAt: readonly string[];
  /** Why the file could not be read. */
  readonly problem?: string | undefined;
}

const COLOURS = { error: colours.red, warning: colours.yellow, note: colours.cyan } as const;

/** A file's findings as a person reads them; in colour on a terminal. */
export function lintText({ file, findings, notLookedAt, problem }: LintedFile): string {
  if (problem !== undefined)
    return `${colours.bold(file)}: ${colours.red('not read')}: ${oneLine(problem)}\n\n`;
  const lines = [
    ...findings.flatMap((finding) => [...findingLines(file, finding), '']),
    ...notLookedAt.map((what) => colours.dim(`${file}: not looked at: ${oneLine(what)}`)),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** How much was found. */
export function summaryText(files: readonly LintedFile[]): string {
  const all = files.flatMap(({ findings }) => findings);
  const count = (level: Finding['level'], word: string) => {
    const many = all.filter((one) => one.level === level).length;
    return `${many} ${word}${many === 1 ? '' : 's'}`;
  };
  return `${[count('error', 'error'), count('warning', 'warning'), count('note', 'note')].join(', ')}\n`;
}

function findingLines(file: string, finding: Finding): readonly string[] {
  const { rule, level, message, mend, line, column, source } = finding;
  return [
    `${colours.bold(placeOf(file, finding))} ${COLOURS[level](level)} ${colours.bold(rule)}`,
    ...message.split('\n').map((part) => `  ${printable(part)}`),
    `  ${colours.green('→')} ${printable(mend)}`,
    ...(line === undefined || source === undefined ? [] : sourceLines(line, column ?? 1, source)),
  ];
}

/** `file:line:column`; of a plan whose configuration is not found, the resource. */
function placeOf(file: string, { file: found, line, column, resource }: Finding): string {
  if (line === undefined) return resource === undefined ? file : `${file}: ${resource}`;
  return `${found ?? file}:${line}:${column ?? 1}`;
}

const MOST_SHOWN = 120;

function sourceLines(line: number, column: number, source: string): readonly string[] {
  const number = `${line} | `.padStart(8);
  // A template may be one line.
  const from = column > MOST_SHOWN ? column - 20 : 1;
  const shown = printable(source.slice(from - 1, from - 1 + MOST_SHOWN));
  const mark = `${' '.repeat(number.length + Math.max(0, column - from))}^`;
  return [colours.dim(`${number}${shown}`), colours.dim(mark)];
}

/** Findings as annotations of GitHub's workflows. */
export function githubLines(files: readonly LintedFile[]): string {
  const lines = files.flatMap(({ file, findings, problem }) => [
    ...(problem === undefined ? [] : [`::error file=${property(file)}::${data(problem)}`]),
    ...findings.map(({ rule, level, message, mend, line, column, file: found }) => {
      const place = line === undefined ? '' : `,line=${line},col=${column ?? 1}`;
      const command = level === 'note' ? 'notice' : level;
      return `::${command} file=${property(found ?? file)}${place},title=${rule}::${data(`${message}\n${mend}`)}`;
    }),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function oneLine(text: string): string {
  return printable(text.replaceAll('\n', ' '));
}
