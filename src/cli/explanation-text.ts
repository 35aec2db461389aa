import { printable } from './printable.ts';
import { colours } from './terminal-colours.ts';
import type {
  ToldCondition,
  ToldEdit,
  ToldEvaluation,
  ToldPolicy,
  ToldRequest,
  ToldStatement,
} from '../kernel/told-request.ts';

/** An explained request as a person reads it; in colour on a terminal. */
export function explanationText(told: ToldRequest): string {
  const { evaluations } = told;
  const isBrief = evaluations.some(({ decision }) => decision !== 'allowed');
  const isChanged = told.present !== undefined;
  const lines = evaluations.flatMap((evaluation) => evaluationLines(evaluation, isBrief, isChanged));
  // Where policies refused, they tell more than the sentence that the caller got.
  const said = isBrief || told.errorMessage === undefined ? [] : [printable(told.errorMessage)];
  return `${[...heading(told), ...said, ...lines].join('\n')}\n`;
}

function heading({ caller, service, operation, errorCode, exempt, notes, ...told }: ToldRequest): string[] {
  const what = operation === undefined ? '' : ` called ${service}:${operation}`;
  const where = told.region === undefined ? '' : ` in ${told.region}`;
  const when = told.at === undefined ? '' : ` at ${new Date(told.at).toISOString()}`;
  const ended = errorCode === undefined ? '' : ` and was answered ${colours.red(errorCode)}`;
  const ids = [
    ...(told.requestId === undefined ? [] : [`request ${told.requestId}`]),
    ...(told.authorizationId === undefined ? [] : [`authorization ${told.authorizationId}`]),
  ];
  return [
    `${colours.bold(caller)}${what}${where}${when}${ended}`,
    ...(ids.length === 0 ? [] : [colours.dim(ids.join(' · '))]),
    ...notes.map(({ text }) => colours.yellow(text)),
    ...(exempt === undefined ? [] : [`it needs no permission: ${exempt.text}`]),
  ];
}

/**
 * @param isBrief whether what was allowed is told in a line: it is not what was asked about
 * @param isChanged whether other policies stand now
 */
function evaluationLines(evaluation: ToldEvaluation, isBrief: boolean, isChanged: boolean): string[] {
  const { action, resource, decision, policies, missingKeys, context } = evaluation;
  if (decision === 'allowed' && isBrief) {
    return [`${colours.green('✓')} ${action} on ${resource}: ${verdict(evaluation)}`];
  }
  const mark = decision === 'allowed' ? colours.green('✓') : colours.red('✗');
  return [
    '',
    `${mark} ${colours.bold(action)} on ${resource}`,
    `  ${verdict(evaluation)}`,
    ...(policies.length === 0 ? ['  no policy applies'] : policies.flatMap(policyLines)),
    ...(missingKeys.length === 0 ? [] : [`  condition keys that were missing: ${missingKeys.join(', ')}`]),
    colours.dim(`  the request had ${Object.entries(context).map(contextText).join(', ')}`),
    ...wishLines(evaluation),
    ...editLines(evaluation, isChanged),
  ];
}

function verdict({ decision, decidedBy, action }: ToldEvaluation): string {
  switch (decision) {
    case 'allowed':
      return decidedBy === undefined ? 'allowed: the root user needs no policy' : `allowed by ${decidedBy}`;
    case 'explicit-deny':
      return colours.red(`refused: an explicit deny in ${decidedBy}`);
    case 'implicit-deny':
      return colours.red(`refused: no ${decidedBy} allows ${action}`);
  }
}

function contextText([key, value]: readonly [string, string | readonly string[]]): string {
  return `${key}=${typeof value === 'string' ? value : `[${value.join(', ')}]`}`;
}

function policyLines({ type, label, statements }: ToldPolicy): string[] {
  return [`  ${colours.cyan(type)} ${label}`, ...statements.flatMap(statementLines)];
}

function statementLines(statement: ToldStatement): string[] {
  const { sid, effect, matched, decided, failedAt, line, column, text, conditions } = statement;
  const name = sid === undefined ? '' : ` ${sid}`;
  const said = matched
    ? `matches${decided ? ', and decides' : ''}`
    : failedAt === 'Condition'
      ? 'does not match: its Condition does not hold'
      : `does not match: by its ${failedAt}`;
  const head = `    ${line}:${column} ${effect}${name} ${said}`;
  if (text === undefined) return [colours.dim(head)];
  const colour = !matched ? (plain: string) => plain : effect === 'Deny' ? colours.red : colours.green;
  return [
    colour(head),
    ...text.split('\n').map((row) => colours.dim(`      ${row}`)),
    ...(failedAt === 'Condition' ? conditions.filter(({ holds }) => !holds).map(conditionLine) : []),
  ];
}

function conditionLine({ operator, key, values, actual }: ToldCondition): string {
  const had = actual === undefined ? 'was missing' : `was ${[actual].flat().join(', ')}`;
  return `      ${colours.yellow(`${operator} ${key} wants ${values.join(' or ')}, and ${had}`)}`;
}

function wishLines({ wishes }: ToldEvaluation): string[] {
  if (wishes.length === 0) return [];
  return [`  ${colours.bold('what the caller could bring:')}`, ...wishes.map(({ text }) => `  → ${text}`)];
}

function editLines({ decision, edits }: ToldEvaluation, isChanged: boolean): string[] {
  if (decision === 'allowed') return [];
  if (edits === undefined) return ['  no change of policies would allow it'];
  if (edits.length === 0) return ['  policies have changed since: those that stand now allow it'];
  const all = edits.length > 1 ? ', all of it together' : '';
  const what = isChanged ? 'policies have changed since; what of those that stand now' : 'what';
  return [`  ${colours.bold(`${what} would allow it${all}:`)}`, ...edits.flatMap(editText)];
}

function editText({ what, statements, command }: ToldEdit): string[] {
  return [
    `  → ${what}`,
    ...statements.map((statement) => `      ${colours.green(statement)}`),
    ...(command === undefined ? [] : [`      ${command}`]),
  ];
}
