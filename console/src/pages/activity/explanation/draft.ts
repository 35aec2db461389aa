import { pretty } from './lay-out-document.ts';
import { pathOfFurther, pathOfPolicy } from './path-of-policy.ts';
import type {
  PresentRequest,
  ToldEvaluation,
  ToldPolicy,
  ToldRequest,
} from '../../../../../src/kernel/told-request.ts';

/** A document that is being tried. */
export interface Draft {
  readonly key: string;
  /** The policy whose document it is to be; absent for a further one. */
  readonly policy?: ToldPolicy | undefined;
  readonly type: string;
  readonly level?: number | undefined;
  readonly evaluation?: number | undefined;
  readonly document: string;
  /** What the policy said when this was made of it; a further one said nothing. */
  readonly base?: string | undefined;
  /** The page where it would be done. */
  readonly page?: string | undefined;
  /** What does it by the AWS CLI, as it was proposed. */
  readonly command?: string | undefined;
  /** Whether the server proposed it. */
  readonly isProposed: boolean;
}

/** What the server proposes, to begin with. */
export function firstDrafts(told: ToldRequest): Draft[] {
  return told.evaluations.flatMap((evaluation, at) =>
    (evaluation.edits ?? []).map((edit, place): Draft => {
      const policy = policyAt(evaluation, edit.place);
      return {
        key: `proposed ${at} ${edit.place ?? `further ${place}`}`,
        policy,
        type: edit.type,
        level: edit.level,
        evaluation: policy === undefined ? at : undefined,
        document: pretty(edit.document).text,
        base: policy && textOf(policy, told),
        page: policy === undefined ? pathOfFurther(edit, evaluation, told) : pathOfPolicy(policy),
        command: edit.command,
        isProposed: true,
      };
    }),
  );
}

/** A policy as it is, to be changed. */
export function draftOfPolicy(policy: ToldPolicy, told: PresentRequest): Draft {
  const document = textOf(policy, told);
  return {
    key: `policy ${policy.place}`,
    policy,
    type: policy.type,
    document,
    base: document,
    page: pathOfPolicy(policy),
    isProposed: false,
  };
}

/** Policies that are not being changed yet, each once. AWS's own may be tried too: as if they were another's. */
export function policiesToChoose(
  { evaluations }: ToldRequest,
  drafts: readonly Draft[],
): readonly ToldPolicy[] {
  const taken = new Set(drafts.map(({ policy }) => policy?.place));
  const policies = new Map<number, ToldPolicy>();
  for (const evaluation of evaluations) {
    for (const policy of evaluation.policies)
      if (!taken.has(policy.place)) policies.set(policy.place, policy);
  }
  return [...policies.values()];
}

/** As a preview takes it: another document for one of the request's policies, or a further one. */
export function proposalOf({ policy, type, level, evaluation, document }: Draft): object {
  return policy === undefined ? { type, level, evaluation, document } : { place: policy.place, document };
}

/** What a policy says, a line a member. */
export function textOf({ document }: ToldPolicy, { documents }: PresentRequest): string {
  return pretty(documents[document] ?? '{}').text;
}

function policyAt({ policies }: ToldEvaluation, place: number | undefined): ToldPolicy | undefined {
  return place === undefined ? undefined : policies.find((policy) => policy.place === place);
}
