import pc from 'picocolors';
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
  return `${[...heading(told), ...told.evaluations.flatMap(evaluationLines)].join('\n')}\n`;
}

function heading({ caller, service, operation, errorCode, exempt, notes, ...told }: ToldRequest): string[] {
  const what = operation === undefined ? '' : ` called ${service}:${operation}`;
  const where = told.region === undefined ? '' : ` in ${told.region}`;
  const when = told.at === undefined ? '' : ` at ${new Date(told.at).toISOString()}`;
  const ended = errorCode === undefined ? '' : ` and was answered ${pc.red(errorCode)}`;
  const ids = [
    ...(told.requestId === undefined ? [] : [`request ${told.requestId}`]),
    ...(told.authorizationId === undefined ? [] : [`authorization ${told.authorizationId}`]),
  ];
  return [
    `${pc.bold(caller)}${what}${where}${when}${ended}`,
    ...(ids.length === 0 ? [] : [pc.dim(ids.join(' · '))]),
    ...notes.map((note) => pc.yellow(note)),
    ...(exempt === undefined ? [] : [`it needs no permission: ${exempt}`]),
  ];
}

function evaluationLines(evaluation: ToldEvaluation): string[] {
  const { action, resource, decision, policies, missingKeys, context } = evaluation;
  const mark = decision === 'allowed' ? pc.green('✓') : pc.red('✗');
  return [
    '',
    `${mark} ${pc.bold(action)} on ${resource}`,
    `  ${verdict(evaluation)}`,
    ...(policies.length === 0 ? ['  no policy applies'] : policies.flatMap(policyLines)),
    ...(missingKeys.length === 0 ? [] : [`  condition keys that were missing: ${missingKeys.join(', ')}`]),
    pc.dim(`  the request had ${Object.entries(context).map(contextText).join(', ')}`),
    ...editLines(evaluation),
  ];
}

function verdict({ decision, decidedBy, action }: ToldEvaluation): string {
  switch (decision) {
    case 'allowed':
      return decidedBy === undefined ? 'allowed: the root user needs no policy' : `allowed by ${decidedBy}`;
    case 'explicit-deny':
      return pc.red(`refused: an explicit deny in ${decidedBy}`);
    case 'implicit-deny':
      return pc.red(`refused: no ${decidedBy} allows ${action}`);
  }
}

function contextText([key, value]: readonly [string, string | readonly string[]]): string {
  return `${key}=${typeof value === 'string' ? value : `[${value.join(', ')}]`}`;
}

function policyLines({ type, label, statements }: ToldPolicy): string[] {
  return [`  ${pc.cyan(type)} ${label}`, ...statements.flatMap(statementLines)];
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
  if (text === undefined) return [pc.dim(head)];
  const colour = !matched ? (plain: string) => plain : effect === 'Deny' ? pc.red : pc.green;
  return [
    colour(head),
    ...text.split('\n').map((row) => pc.dim(`      ${row}`)),
    ...(failedAt === 'Condition' ? conditions.filter(({ holds }) => !holds).map(conditionLine) : []),
  ];
}

function conditionLine({ operator, key, values, actual }: ToldCondition): string {
  const had = actual === undefined ? 'was missing' : `was ${[actual].flat().join(', ')}`;
  return `      ${pc.yellow(`${operator} ${key} wants ${values.join(' or ')}, and ${had}`)}`;
}

function editLines({ decision, edits }: ToldEvaluation): string[] {
  if (decision === 'allowed') return [];
  if (edits === undefined) return ['  no change of policies would allow it'];
  const all = edits.length > 1 ? ', all of it together' : '';
  return [`  ${pc.bold(`what would allow it${all}:`)}`, ...edits.flatMap(editText)];
}

function editText({ what, statements, command }: ToldEdit): string[] {
  return [
    `  → ${what}`,
    ...statements.map((statement) => `      ${pc.green(statement)}`),
    ...(command === undefined ? [] : [`      ${command}`]),
  ];
}
