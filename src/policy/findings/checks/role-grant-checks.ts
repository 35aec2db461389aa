import { compileGlob } from '../../glob.ts';
import { globContains } from '../glob-containment.ts';
import type { Inquiry } from '../inquiry.ts';
import type { FindingCode, Place } from '../policy-finding.ts';
import type { ListView, StatementView } from '../policy-view.ts';

/** A permission over roles that is dangerous when it is granted over all of them. */
interface RoleGrant {
  /** Lower-cased. */
  readonly action: string;
  /** The roles it is about. */
  readonly roles: string;
  /** The key, lower-cased, that narrows it to one service and so makes a wide resource acceptable. */
  readonly narrowedBy: string;
  readonly codes: Codes;
}

/** By how the action is granted, then by how the resource is. */
type Codes = Readonly<
  Record<'named' | 'wildcard' | 'negated', Readonly<Record<'star' | 'negated', FindingCode>>>
>;

const GRANTS: readonly RoleGrant[] = [
  {
    action: 'iam:passrole',
    roles: 'role/*',
    narrowedBy: 'iam:passedtoservice',
    codes: {
      named: { star: 'PASS_ROLE_WITH_STAR_IN_RESOURCE', negated: 'PASS_ROLE_WITH_NOT_RESOURCE' },
      wildcard: {
        star: 'PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE',
        negated: 'PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
      },
      negated: {
        star: 'PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
        negated: 'PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE',
      },
    },
  },
  {
    action: 'iam:createservicelinkedrole',
    roles: 'role/aws-service-role/*',
    narrowedBy: 'iam:awsservicename',
    codes: {
      named: { star: 'CREATE_SLR_WITH_STAR_IN_RESOURCE', negated: 'CREATE_SLR_WITH_NOT_RESOURCE' },
      wildcard: {
        star: 'CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE',
        negated: 'CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
      },
      negated: {
        star: 'CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
        negated: 'CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE',
      },
    },
  },
];

/** An Allow over all roles of an account. */
export function checkRoleGrants({ type, report }: Inquiry, statement: StatementView): void {
  const { action, resource, effect, conditions } = statement;
  if (type !== 'IDENTITY_POLICY' || effect !== 'Allow' || !action || !resource) return;
  for (const { action: name, roles, narrowedBy, codes } of GRANTS) {
    if (conditions.some(({ lowerCaseKey }) => lowerCaseKey === narrowedBy)) continue;
    const granted = grantOf(action, name);
    if (granted === undefined) continue;
    const { places } = granted;
    if (resource.negated) report(codes[granted.how].negated, {}, ...places, resource.place);
    else {
      const wide = resource.values.filter(({ value }) => holdsEveryRole(value, roles));
      if (wide.length > 0) {
        report(codes[granted.how].star, {}, ...places, ...wide.map(({ place }) => place));
      }
    }
  }
}

function grantOf(
  { negated, values, place }: ListView,
  name: string,
): { how: keyof Codes; places: readonly Place[] } | undefined {
  const matching = values.filter(({ value }) => matchesAction(value.toLowerCase(), name));
  if (negated) return matching.length > 0 ? undefined : { how: 'negated', places: [place] };
  const exact = matching.filter(({ value }) => value.toLowerCase() === name);
  const granting = exact.length > 0 ? exact : matching;
  if (granting.length === 0) return undefined;
  return { how: exact.length > 0 ? 'named' : 'wildcard', places: granting.map(({ place: at }) => at) };
}

function matchesAction(pattern: string, name: string): boolean {
  return pattern === '*:*' || compileGlob(pattern)(name);
}

/** Whether a pattern matches every role there may be in some account. */
function holdsEveryRole(pattern: string, roles: string): boolean {
  const [, partition = 'aws', , , account = ''] = pattern.split(':');
  const some = (part: string, usual: string): string => (/[*?]/.test(part) || part === '' ? usual : part);
  const all = `arn:${some(partition, 'aws')}:iam::${some(account, '999999999999')}:${roles}`;
  return globContains(pattern, all);
}
