import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  type CreateFunctionCommandInput,
  type InvokeCommandInput,
} from '@aws-sdk/client-lambda';
import { ACCOUNT, REGION, startHouse, type Credentials, type TestHouse } from '../house.ts';
import { zipOf, type ZippedFile } from '../zip.ts';
import type { StartOptions } from '../../src/main/start-options.ts';

/** What a call answered, read. */
export interface Invoked {
  readonly status: number | undefined;
  readonly error: string | undefined;
  /** The payload's JSON; `undefined` for none. */
  readonly payload: unknown;
  readonly log: string;
  readonly version: string | undefined;
}

/** A house with a role for functions. */
export interface LambdaWorld {
  readonly house: TestHouse;
  readonly lambda: LambdaClient;
  readonly roleArn: string;
  /** Makes a function; Node.js with `index.handler` unless told otherwise. @returns its name */
  make(
    files: Readonly<Record<string, string>> | readonly ZippedFile[],
    given?: Partial<CreateFunctionCommandInput>,
  ): Promise<string>;
  invoke(name: string, event?: unknown, given?: Partial<InvokeCommandInput>): Promise<Invoked>;
}

export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

/** Whom a role trusts. */
export function trusting(service: string): string {
  const statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

export async function openLambdaWorld(options: Partial<StartOptions> = {}): Promise<LambdaWorld> {
  const house = await startHouse(options);
  const iam = new IAMClient(house.client());
  const lambda = new LambdaClient(house.client());
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'functions',
      AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
    }),
  );
  const roleArn = Role?.Arn ?? '';
  const statement = {
    Effect: 'Allow',
    Action: ['s3:PutObject', 's3:GetObject'],
    Resource: 'arn:aws:s3:::functions-bucket/*',
  };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'functions', PolicyName: 'own', PolicyDocument }));
  let number = 0;
  return {
    house,
    lambda,
    roleArn,
    async make(files, given = {}) {
      const FunctionName = given.FunctionName ?? `function-${number++}`;
      await lambda.send(
        new CreateFunctionCommand({
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Role: roleArn,
          Code: { ZipFile: zipOf(files) },
          ...given,
          FunctionName,
        }),
      );
      return FunctionName;
    },
    async invoke(FunctionName, event = {}, given = {}) {
      const Payload = Buffer.from(JSON.stringify(event));
      const answer = await lambda.send(
        new InvokeCommand({ FunctionName, Payload, LogType: 'Tail', ...given }),
      );
      const text = Buffer.from(answer.Payload ?? []).toString();
      return {
        status: answer.StatusCode,
        error: answer.FunctionError,
        payload: text === '' ? undefined : JSON.parse(text),
        log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
        version: answer.ExecutedVersion,
      };
    },
  };
}

/** A statement that allows. */
export const allow = (Action: string | readonly string[], Resource = '*', Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});

/** Makes a user with just these statements. @param by whose account it is; the first one's when absent */
export async function userKeys(
  house: TestHouse,
  UserName: string,
  Statement: readonly object[],
  by?: Credentials,
): Promise<Credentials> {
  const iam = new IAMClient(house.client(by));
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  if (Statement.length > 0)
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

/** The same, as a client of Lambda's. */
export async function userClient(
  house: TestHouse,
  name: string,
  ...statements: readonly object[]
): Promise<LambdaClient> {
  return new LambdaClient(house.client(await userKeys(house, name, statements)));
}
