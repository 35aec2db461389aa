import { iamReference } from '../../model/iam-reference.ts';
import { findPolicyFindings } from '../../policy/findings/find-policy-findings.ts';
import type { PathStep, PolicyFinding } from '../../policy/findings/policy-finding.ts';
import { mistakenKind } from '../policy-kind.ts';
import type { Found, Level, Rule } from '../rule.ts';
import { keyOf, type Spot } from '../spot.ts';
import { documentTree } from '../trust.ts';
import { hasChoices, isSettled, options, plainOf, type Value } from '../value.ts';
import type { PolicyDocument } from '../world.ts';

/** What IAM Access Analyzer's ValidatePolicy says of policies, at its place. */
export const policyFinding: Rule = {
  name: 'policy-finding',
  level: 'error',
  looksAt: 'policies of which Access Analyzer would say something',
  *find({ documents }) {
    for (const document of documents) {
      if (document.value.kind !== 'unknown' && mistakenKind(document) === undefined) {
        yield* findingsOf(document);
      }
    }
  },
};

const LEVELS: Readonly<Record<PolicyFinding['type'], Level>> = {
  ERROR: 'error',
  SECURITY_WARNING: 'warning',
  WARNING: 'warning',
  SUGGESTION: 'note',
};

const USES = {
  identity: 'IDENTITY_POLICY',
  trust: 'RESOURCE_POLICY',
  resource: 'RESOURCE_POLICY',
} as const;

/** Where conditions decide, a policy is looked at with what they let in first, then with the rest. */
const BRANCHES = ['first', 'last'] as const;

/** No policy is longer; AWS looks at none that is. */
const MAX_LENGTH = 65_536;

function* findingsOf({ id, property, value, use, resourceType }: PolicyDocument): Generator<Found> {
  const tree = documentTree(value);
  // What is put together of names may be no JSON because of them.
  if (tree === undefined && value.isMadeUp !== undefined) return;
  const seen = new Set<string>();
  for (const branch of tree !== undefined && hasChoices(tree) ? BRANCHES : BRANCHES.slice(0, 1)) {
    const text = tree === undefined ? textIn(value) : JSON.stringify(plainOf(tree, branch));
    if (text === undefined || text.length > MAX_LENGTH) return;
    for (const finding of findPolicyFindings(text, { type: USES[use], resourceType }, iamReference())) {
      const spot = tree === undefined ? value.spot : spotOf(finding, tree, branch);
      const key = `${finding.code} ${JSON.stringify(spot)} ${finding.details}`;
      if (spot === undefined || seen.has(key)) continue;
      seen.add(key);
      const [what, advice] = parted(finding);
      yield {
        spot,
        says: `\`${property}\` of ${id}: ${what}`,
        mend: advice,
        level: LEVELS[finding.type],
      };
    }
  }
}

function textIn(value: Value): string | undefined {
  return value.kind === 'text' ? value.text : undefined;
}

const ADVICE =
  /^(?:Add|Avoid|Fix|Move|Provide|Refer|Remove|Replace|Restrict|Review|Specify|Update|Use|We recommend|To )/;

/** AWS's sentences, those that advise apart; what is advice alone is told by the name of its finding. */
function parted({ details, code, learnMore }: PolicyFinding): readonly [what: string, advice: string] {
  const [, meant] = / Did you mean (.+)\?$/.exec(details) ?? [];
  if (meant !== undefined) {
    return [unended(details.slice(0, details.indexOf(' Did you mean'))), `write \`${meant}\``];
  }
  const sentences = details.match(/[^.]+(?:\.(?!\s|$)[^.]+)*\.?/g)?.map((one) => one.trim()) ?? [details];
  const from = sentences.findIndex((sentence) => ADVICE.test(sentence));
  if (from < 0) return [unended(details), `see ${learnMore}`];
  const what = from === 0 ? code.toLowerCase().replaceAll('_', ' ') : sentences.slice(0, from).join(' ');
  return [unended(what), advised(sentences.slice(from).join(' '))];
}

function advised(sentence: string): string {
  const advice = sentence.replace(/^We recommend that you /, '');
  return unended(advice.charAt(0).toLowerCase() + advice.slice(1));
}

function unended(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** The finding's place in the template; `undefined` where it is about what is made up. */
function spotOf({ places }: PolicyFinding, tree: Value, branch: 'first' | 'last'): Spot | undefined {
  const reached = places.map(({ path }) => follow(tree, path, branch));
  if (reached.some((value) => value !== undefined && isPart(value) && !isSettled(value))) return undefined;
  const [place] = places;
  const spot = reached[0]?.spot ?? tree.spot;
  const last = place?.path.at(-1);
  return last !== undefined && 'key' in last ? keyOf(spot) : spot;
}

/** A statement or a whole document may hold what is made up without being it. */
function isPart(value: Value): boolean {
  return value.kind !== 'object';
}

function follow(tree: Value, path: readonly PathStep[], branch: 'first' | 'last'): Value {
  let at = chosen(tree, branch) ?? tree;
  for (const step of path) {
    const next = within(at, step, branch);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function within(value: Value, step: PathStep, branch: 'first' | 'last'): Value | undefined {
  if ('index' in step) {
    if (value.kind !== 'list') return undefined;
    return value.items.flatMap((item) => chosen(item, branch) ?? [])[step.index];
  }
  if (value.kind !== 'object') return undefined;
  return chosen(value.members.get('key' in step ? step.key : step.value), branch);
}

function chosen(value: Value | undefined, branch: 'first' | 'last'): Value | undefined {
  if (value?.kind !== 'choice') return value?.kind === 'absent' ? undefined : value;
  return options(value.options.at(branch === 'first' ? 0 : -1))[0];
}
