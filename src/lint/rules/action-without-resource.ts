import { globsOverlap } from '../../policy/findings/glob-overlap.ts';
import { resourceText } from '../../policy/findings/resource-patterns.ts';
import { allowingStatements } from '../allowed-actions.ts';
import type { Rule } from '../rule.ts';
import { isSettled, textOf } from '../value.ts';

/** By AWS's tables an action knows some types of resources: on others it is allowed in vain. */
export const actionWithoutResource: Rule = {
  name: 'action-without-resource',
  level: 'warning',
  looksAt: 'actions allowed on resources of types that they do not know',
  *find(world) {
    for (const { id, actions, resources } of allowingStatements(world)) {
      if (!resources.every(isSettled)) continue;
      const texts = resources.map((one) => textOf(one) ?? '');
      for (const { written, value, service, known } of actions) {
        // Buckets and objects have a rule of their own, and so have instance profiles.
        if (service === 's3' && known.resourceTypes.length > 0) continue;
        if (texts.some((text) => text.includes(':instance-profile/'))) continue;
        const patterns = known.resourceTypes.map(({ arn }) => resourceText(arn));
        const isInVain = !texts.some((text) =>
          patterns.some((pattern) => globsOverlap(pattern, resourceText(text))),
        );
        if (!isInVain) continue;
        yield {
          spot: value.spot,
          says: `${written} of ${id} is allowed on no resource that it knows`,
          mend:
            patterns.length === 0
              ? 'it knows no single resources: give it a statement of its own with `"Resource": "*"`'
              : `give it resources as \`${known.resourceTypes
                  .map(({ arn }) => arn)
                  .slice(0, 3)
                  .join('`, `')}\``,
        };
      }
    }
  },
};
