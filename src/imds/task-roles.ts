import { LruCache } from '../credentials/lru-cache.ts';
import { formatArn } from '../kernel/arn.ts';
import type { ServiceCaller } from '../kernel/caller.ts';
import { assumeAsService } from '../operation/assume-as-service.ts';
import type { House } from '../operation/house.ts';
import { AWS_ROTATION } from './instance-roles.ts';
import { taskCredentials, type TaskCredentials } from './role-documents.ts';

/** A command that runs as a container of ECS's would, under one role. */
export interface Task {
  /** 32 hex digits, as ECS names tasks and their sessions. */
  readonly taskId: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly region: string;
}

/** What a task was last given. */
interface Given {
  readonly at: number;
  readonly credentials: Promise<TaskCredentials>;
}

/** How many tasks' credentials are kept; those of a task that is forgotten are made anew. */
const CAPACITY = 1_000;

/**
 * The credentials of tasks, as ECS's agent hands them out: sessions of the task's role, the same until
 * they rotate.
 */
export class TaskRoles {
  readonly #house: House;
  readonly #given = new LruCache<Given>(CAPACITY);

  constructor(house: House) {
    this.#house = house;
  }

  /** @throws AwsError AccessDenied when the role's trust policy does not let `ecs-tasks.amazonaws.com` assume it */
  async credentialsOf(task: Task): Promise<TaskCredentials> {
    const key = `${task.taskId} ${task.roleArn}`;
    const now = this.#house.clock.now().getTime();
    const given = this.#given.get(key);
    if (given !== undefined && now - given.at < AWS_ROTATION.renewAfterSeconds * 1000) {
      return given.credentials;
    }
    const credentials = this.#assume(task);
    const mine = { at: now, credentials };
    this.#given.set(key, mine);
    try {
      return await credentials;
    } catch (error) {
      // A refusal is not kept: when the trust policy is mended, the next answer has credentials.
      if (this.#given.get(key) === mine) this.#given.set(key, { ...mine, at: -Infinity });
      throw error;
    }
  }

  async #assume({ taskId, roleArn, region, accountId }: Task): Promise<TaskCredentials> {
    const { lifetimeSeconds } = AWS_ROTATION;
    const wanted = { roleArn, sessionName: taskId, region, lifetimeSeconds };
    const service = ecsOnBehalfOf(taskId, region, accountId);
    return taskCredentials(roleArn, await assumeAsService(this.#house, service, wanted));
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
function ecsOnBehalfOf(taskId: string, region: string, accountId: string): ServiceCaller {
  const sourceArn = formatArn({ service: 'ecs', region, accountId, resource: `task/default/${taskId}` });
  return { kind: 'service', service: 'ecs-tasks.amazonaws.com', accountId, sourceArn };
}
