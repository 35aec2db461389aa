import { callService } from './service-calls.ts';
import { define, exportsOf, madeValues, zonesFor, type Defined, type Surroundings } from './definition.ts';
import type { Definition } from './records.ts';
import type { Work } from './work.ts';

/**
 * What a stack shall be, evaluated with what its resources are by now.
 *
 * @param imports filled with the names that the template turns out to import
 * @throws AwsError ValidationError
 */
export async function definedFor(
  work: Work,
  wanted: Definition,
  template: string,
  imports: Set<string>,
): Promise<Defined> {
  const { house, stack } = work;
  const exports = await house.store.read((tx) => exportsOf(tx, stack.account_id, stack.region));
  const surroundings: Surroundings = {
    exports,
    zones: await zonesFor(template, async () => {
      const place = await work.callPlace();
      return callService(house, place, { service: 'ec2', operation: 'DescribeAvailabilityZones', input: {} });
    }),
  };
  const defined = define(template, wanted, stack, surroundings, madeValues(stack, work.now));
  const scope = {
    ...defined.scope,
    imported(name: string) {
      const value = defined.scope.imported(name);
      imports.add(name);
      return value;
    },
  };
  return { ...defined, scope };
}
