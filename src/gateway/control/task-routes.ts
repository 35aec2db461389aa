import { parseArn } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { TaskRoles } from '../../imds/task-roles.ts';
import type { House } from '../../operation/house.ts';
import type { ControlRoutes } from './control-routes.ts';

/** How IAM tells a role's ARN. */
type RoleArnByName = (house: House, accountId: string, name: string) => Promise<string | undefined>;

/** The route by which a command gets the credentials of a role as a container of ECS's would. */
export function taskRoutes(tasks: TaskRoles, roleArnByName: RoleArnByName): ControlRoutes {
  return [
    {
      method: 'POST',
      path: 'tasks/{id}/credentials',
      run: async ({ house, parameters: { id: taskId = '' }, body }) => {
        if (!/^[0-9a-f]{32}$/.test(taskId)) throw invalid('a task’s id is 32 hex digits');
        const region = body['region'] ?? house.settings.region;
        if (typeof region !== 'string' || !/^[a-z0-9-]{1,32}$/.test(region)) {
          throw invalid('`region` must be a region’s name');
        }
        const { accountId, name } = readRole(house, body['role']);
        const roleArn = await roleArnByName(house, accountId, name);
        if (roleArn === undefined) {
          throw new AwsError('NoSuchEntity', 404, `account ${accountId} has no role \`${name}\``);
        }
        try {
          return { region, credentials: await tasks.credentialsOf({ taskId, roleArn, accountId, region }) };
        } catch (error) {
          throw error instanceof AwsError && error.code === 'AccessDenied'
            ? untrusting(roleArn, error)
            : error;
        }
      },
    },
  ];
}

/** A role's name in the house's own account, or its ARN. */
function readRole(house: House, role: unknown): { accountId: string; name: string } {
  const arn = typeof role === 'string' ? parseArn(role) : undefined;
  const text = arn === undefined ? role : /^role\/(?:.*\/)?([^/]+)$/.exec(arn.resource)?.[1];
  if (typeof text !== 'string' || !/^[\w+=,.@-]{1,64}$/.test(text)) {
    throw invalid('`role` must be the name or the ARN of a role');
  }
  return { accountId: arn?.accountId ?? house.settings.accountId, name: text };
}

function untrusting(roleArn: string, { message, status }: AwsError): AwsError {
  return new AwsError(
    'AccessDenied',
    status,
    `ECS cannot assume \`${roleArn}\`: its trust policy must allow sts:AssumeRole to ecs-tasks.amazonaws.com (${message})`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRequest', 400, message);
}
