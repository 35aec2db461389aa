import { AwsError } from '../../kernel/aws-error.ts';
import type { PolicyType } from '../../policy/decision.ts';
import { validatePolicy, type PolicyKind } from '../../policy/validation/validate-policy.ts';
import { typeAt, type AddedPolicy, type ProposedPolicies, type ReplacedPolicy } from './propose-policies.ts';
import type { RequestRecord } from './request-record.ts';

/** How many documents one preview may propose; each is bounded by the request's body. */
const MOST_PROPOSALS = 20;

/** The grammar of each type's documents. A managed policy's is an inline one's too. */
const KINDS: Readonly<Record<PolicyType, PolicyKind>> = {
  'identity-based policy': 'managed',
  'permissions boundary': 'managed',
  'session policy': 'session',
  'resource-based policy': 'resource',
  'role trust policy': 'trust',
  'service control policy': 'scp',
  'resource control policy': 'rcp',
  'VPC endpoint policy': 'endpoint',
};

/**
 * Reads which policies are proposed for a request:
 * `{"policies": [{"place": 0, "document": "{…}"}, {"type": "identity-based policy", "document": "{…}"}]}`.
 *
 * @throws AwsError InvalidRequest, or the code of the service that would refuse the document, in its words
 */
export function readProposals(
  { policies }: Readonly<Record<string, unknown>>,
  record: RequestRecord,
): ProposedPolicies {
  if (!Array.isArray(policies)) throw invalid('`policies` must be a list');
  if (policies.length > MOST_PROPOSALS) throw invalid(`\`policies\` may hold ${MOST_PROPOSALS} at most`);
  const replaced: ReplacedPolicy[] = [];
  const added: AddedPolicy[] = [];
  for (const [at, proposed] of (policies as unknown[]).entries()) {
    const where = `policies[${at}]`;
    if (typeof proposed !== 'object' || proposed === null) throw invalid(`\`${where}\` must be an object`);
    const { place, type, level = 0, evaluation, document } = proposed as Readonly<Record<string, unknown>>;
    if (typeof document !== 'string') throw invalid(`\`${where}.document\` must be a text`);
    if (place === undefined) {
      if (!isType(type)) throw invalid(`\`${where}.type\` must be one of ${Object.keys(KINDS).join(', ')}`);
      if (!isPlace(level, 10)) throw invalid(`\`${where}.level\` must be a level, from 0`);
      if (evaluation !== undefined && !isPlace(evaluation, record.evaluations.length)) {
        throw invalid(`\`${where}.evaluation\` must be the place of one of the request's permissions`);
      }
      assertGood(document, type, where);
      added.push({ type, level, evaluation, document });
    } else {
      const typeThere = isPlace(place, record.policies.length)
        ? typeAt(record.evaluations, place)
        : undefined;
      if (typeThere === undefined || !isPlace(place, record.policies.length)) {
        throw invalid(`\`${where}.place\` must be the place of one of the request's policies`);
      }
      assertGood(document, typeThere, where);
      replaced.push({ place, document });
    }
  }
  return { replaced, added };
}

function isType(type: unknown): type is PolicyType {
  return typeof type === 'string' && Object.hasOwn(KINDS, type);
}

function isPlace(place: unknown, length: number): place is number {
  return typeof place === 'number' && Number.isInteger(place) && place >= 0 && place < length;
}

function assertGood(document: string, type: PolicyType, where: string): void {
  const problem = validatePolicy(document, KINDS[type]);
  if (problem === undefined) return;
  const { code, message, position } = problem;
  const place = position === undefined ? '' : ` (line ${position.line}, column ${position.column})`;
  throw new AwsError(code, 400, `${where}: ${message}${place}`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}
