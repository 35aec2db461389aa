import { iamReference, type ActionReference } from '../model/iam-reference.ts';
import { mistakenKind } from './policy-kind.ts';
import { statementsOf, textsOf } from './trust.ts';
import { member, textOf, type Value } from './value.ts';
import type { PolicyDocument, World } from './world.ts';

/** A statement that allows actions on resources, all of them written out. */
export interface Allowing {
  /** Whose it is, for example `Role`. */
  readonly id: string;
  readonly actions: readonly {
    readonly written: string;
    readonly value: Value;
    readonly service: string;
    readonly known: ActionReference;
  }[];
  readonly resources: readonly Value[];
  /** The place of its resources. */
  readonly at: Value;
}

/** S3 refuses statements of a bucket's policy that allow nothing; others' policies name no resources. */
function isPermitting({ use, resourceType }: PolicyDocument): boolean {
  return use === 'identity' || resourceType === 'AWS::S3::Bucket';
}

/** Statements of policies that name each action whole, and resources other than all. */
export function* allowingStatements({ documents }: World): Generator<Allowing> {
  const { services } = iamReference();
  for (const document of documents) {
    if (!isPermitting(document) || mistakenKind(document) !== undefined) continue;
    for (const statement of statementsOf(document.value)) {
      const at = member(statement, 'Resource');
      const resources = textsOf(statement, 'Resource');
      if (textOf(member(statement, 'Effect')) !== 'Allow' || at === undefined) continue;
      if (at.kind === 'list' && at.items.length !== resources.length) continue;
      if (resources.length === 0 || resources.some((one) => /^\*+$/.test(textOf(one) ?? ''))) continue;
      const actions = textsOf(statement, 'Action').flatMap((value) => {
        const written = textOf(value) ?? '';
        const [service = '', name = ''] = written.toLowerCase().split(':');
        const known = services.get(service)?.actions.get(name);
        return known === undefined ? [] : [{ written, value, service, known }];
      });
      yield { id: document.id, actions, resources, at };
    }
  }
}
