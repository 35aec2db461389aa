import { AwsError } from '../../kernel/aws-error.ts';
import { iamReference, type ServiceReference } from '../../model/iam-reference.ts';
import type { ControlRoute, ControlRoutes } from './control-routes.ts';

/**
 * AWS's published tables of services, actions, resources and condition keys, in the form of AWS's own service
 * reference: no secret of anybody's, and so open to everyone.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html
 */
export const referenceRoutes: ControlRoutes = [services(), service()];

function services(): ControlRoute {
  return {
    method: 'GET',
    path: 'service-reference',
    open: true,
    run: async () => [...iamReference().services.keys()].sort().map((prefix) => ({ service: prefix })),
  };
}

function service(): ControlRoute {
  return {
    method: 'GET',
    path: 'service-reference/{service}',
    open: true,
    run: async ({ parameters: { service = '' } }) => {
      const found = iamReference().services.get(service);
      if (found === undefined)
        throw new AwsError('NotFound', 404, `there is no service \`${service.slice(0, 64)}\``);
      return tellService(found);
    },
  };
}

function tellService({ prefix, actions, keys, resourceTypes }: ServiceReference): object {
  return {
    Name: prefix,
    Actions: [...actions.values()].map((action) => ({
      Name: action.name,
      ActionConditionKeys: action.keys.map(({ name }) => name),
      Resources: action.resourceTypes.map(({ name }) => ({ Name: name })),
    })),
    ConditionKeys: [...keys.values()].map(({ name, type }) => ({ Name: name, Types: [type] })),
    Resources: resourceTypes.map(({ name, arn, keys: own }) => ({
      Name: name,
      ARNFormats: [arn],
      ConditionKeys: own.map((key) => key.name),
    })),
  };
}
