import { withoutOperator } from './instance-environment.ts';

/** Where a command runs as a container of ECS's would. */
export interface TaskPlace {
  readonly region: string;
  /** Where AWS's APIs are, for example `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Where the credentials of the task's role are, and what must be said to have them. */
  readonly credentialsUri: string;
  readonly authorizationToken: string;
  /** The task's own home directory. */
  readonly home: string;
}

/**
 * The environment of a command that runs under a task's role: the operator's without anything of AWS's,
 * the container's credentials in its place. There is no instance behind it whose metadata would be found.
 *
 * @param exists whether a path exists
 */
export function taskEnvironment(
  operator: Readonly<NodeJS.ProcessEnv>,
  place: TaskPlace,
  exists: (path: string) => boolean,
): NodeJS.ProcessEnv {
  return {
    ...withoutOperator(operator, exists),
    HOME: place.home,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: place.credentialsUri,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: place.authorizationToken,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EXECUTION_ENV: 'AWS_ECS_EC2',
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
  };
}
