import { allowingStatements, type Allowing } from '../allowed-actions.ts';
import type { Rule } from '../rule.ts';
import { textOf } from '../value.ts';
import type { World } from '../world.ts';

const BUCKET = /^arn:[\w-]+:s3:::[^/]+$/;
const OBJECTS = /^arn:[\w-]+:s3:::[^/]+\/./;

/** A bucket and its objects are two kinds of resource: `s3:GetObject` on the bucket alone allows nothing. */
export const bucketForItsObjects: Rule = {
  name: 'bucket-for-its-objects',
  level: 'error',
  looksAt: 'actions on objects allowed on the bucket alone, and the reverse',
  *find(world) {
    for (const statement of allowingStatements(world)) {
      const texts = statement.resources.map((one) => textOf(one) ?? '');
      const [bucket] = texts;
      if (bucket === undefined) continue;
      const objects = actionsOn(statement, 'object');
      if (texts.every((text) => BUCKET.test(text) && !text.endsWith('*')) && objects.length > 0) {
        yield {
          spot: statement.at.spot,
          says: `${objects.join(', ')} of ${statement.id} ${isOrAre(objects)} allowed on the bucket alone, and so on none of its objects`,
          mend: `add to its resources ${shown(world, statement, '/*')}`,
        };
      }
      const buckets = actionsOn(statement, 'bucket');
      if (texts.every((text) => OBJECTS.test(text)) && buckets.length > 0) {
        yield {
          spot: statement.at.spot,
          says: `${buckets.join(', ')} of ${statement.id} ${isOrAre(buckets)} allowed on objects alone, and ${buckets.length === 1 ? 'is an action' : 'are actions'} on the bucket`,
          mend: `add to its resources ${shown(world, statement, '')}`,
        };
      }
    }
  },
};

/** The actions that know this type of resource and not the other. */
function actionsOn({ actions }: Allowing, type: 'object' | 'bucket'): readonly string[] {
  const other = type === 'object' ? 'bucket' : 'object';
  return actions
    .filter(({ service, known: { resourceTypes } }) => {
      const names = new Set(resourceTypes.map(({ name }) => name));
      return service === 's3' && names.has(type) && !names.has(other);
    })
    .map(({ written }) => written);
}

function isOrAre(actions: readonly string[]): string {
  return actions.length === 1 ? 'is' : 'are';
}

/** The first resource with another end, where its name is in the template. */
function shown({ form }: World, { resources: [first] }: Allowing, end: '/*' | ''): string {
  const { link, isMadeUp } = first ?? {};
  const bucket = (textOf(first) ?? '').replace(/\/.*$/, '');
  if (isMadeUp === undefined) return `\`${bucket}${end}\``;
  if (link === undefined || form !== 'cloudformation') {
    return end === '' ? 'the ARN of the bucket itself' : 'the same with `/*` behind it';
  }
  return end === '' ? `\`!GetAtt ${link.resource}.Arn\`` : `\`!Sub "\${${link.resource}.Arn}${end}"\``;
}
