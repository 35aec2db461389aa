import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lint, type Finding } from '../lint.ts';

/** A resource of a plan: what is known of it, what it refers to, and what only the apply tells. */
interface Planned {
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly expressions?: Readonly<Record<string, unknown>>;
  readonly unknown?: Readonly<Record<string, unknown>>;
}

const refersTo = (attribute: string) => ({ references: [attribute, attribute.replace(/\.\w+$/, '')] });

function plan(resources: readonly Planned[], module: readonly Planned[] = []): string {
  const planned = ({ address, values }: Planned) => {
    const [type, name] = address
      .replaceAll(/\[.*?\]/g, '')
      .split('.')
      .slice(-2);
    return { address, mode: 'managed', type, name, values };
  };
  const configured = ({ address, expressions = {} }: Planned) => ({
    address: address.replaceAll(/\[.*?\]|module\.\w+\./g, ''),
    expressions,
  });
  return JSON.stringify({
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: resources.map(planned),
        child_modules: [{ address: 'module.web', resources: module.map(planned) }],
      },
    },
    resource_changes: [...resources, ...module].map(({ address, unknown = {} }) => ({
      address,
      change: { after_unknown: unknown },
    })),
    configuration: {
      root_module: {
        resources: resources.map(configured),
        module_calls: { web: { source: './web', module: { resources: module.map(configured) } } },
      },
    },
  });
}

const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

const ROLE: Planned = {
  address: 'aws_iam_role.worker',
  values: { name: 'worker', path: '/', assume_role_policy: trust('ec2.amazonaws.com') },
  unknown: { arn: true, id: true },
};
const PROFILE: Planned = {
  address: 'aws_iam_instance_profile.holder',
  values: { name: 'holder', role: 'worker' },
  expressions: { role: refersTo('aws_iam_role.worker.name') },
};
const instance = (reference: string, value: string): Planned => ({
  address: 'aws_instance.web',
  values: { iam_instance_profile: value },
  expressions: { iam_instance_profile: refersTo(reference) },
});

const folder = mkdtempSync(path.join(tmpdir(), 'utsuwa-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function findings(text: string): Promise<readonly Finding[]> {
  return (await lint({ text, folder })).findings;
}

const CASES: readonly {
  readonly is: string;
  readonly rule: string;
  readonly resources: readonly Planned[];
  readonly says: RegExp;
  readonly mend?: RegExp;
}[] = [
  {
    is: 'an instance with a role, as in seed 002',
    rule: 'profile-is-a-role',
    resources: [instance('aws_iam_role.worker.name', 'worker'), ROLE],
    says: /`iam_instance_profile` of aws_instance.web is the role aws_iam_role.worker/,
    mend: /an aws_iam_instance_profile with `role = aws_iam_role.worker.name`/,
  },
  {
    is: 'a role’s ARN in a profile',
    rule: 'arn-for-a-name',
    resources: [
      ROLE,
      {
        address: 'aws_iam_instance_profile.holder',
        values: { name: 'holder' },
        expressions: { role: refersTo('aws_iam_role.worker.arn') },
        unknown: { role: true },
      },
    ],
    says: /wants the name of a role and is given an ARN/,
    mend: /`aws_iam_role.worker.name`/,
  },
  {
    is: 'a profile without a role',
    rule: 'profile-without-role',
    resources: [{ address: 'aws_iam_instance_profile.holder', values: { name: 'holder', role: null } }],
    says: /holds no role/,
  },
  {
    is: 'a function with a role for EC2',
    rule: 'role-not-for-service',
    resources: [
      ROLE,
      {
        address: 'aws_lambda_function.hello',
        values: {},
        expressions: { role: refersTo('aws_iam_role.worker.arn') },
        unknown: { role: true },
      },
    ],
    says: /trusts ec2.amazonaws.com, not lambda.amazonaws.com/,
  },
  {
    is: 'a profile’s name where a launch template wants its ARN',
    rule: 'name-for-an-arn',
    resources: [
      ROLE,
      PROFILE,
      {
        address: 'aws_launch_template.web',
        values: { iam_instance_profile: [{ arn: 'holder' }] },
        expressions: { iam_instance_profile: [{ arn: refersTo('aws_iam_instance_profile.holder.name') }] },
      },
    ],
    says: /wants the ARN of an instance profile/,
    mend: /`aws_iam_instance_profile.holder.arn`/,
  },
  {
    is: 'an attached policy that AWS has not',
    rule: 'managed-policy-unknown',
    resources: [
      {
        address: 'aws_iam_role_policy_attachment.one',
        values: { role: 'worker', policy_arn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCor' },
      },
    ],
    says: /AWS has no managed policy/,
    mend: /AmazonSSMManagedInstanceCore/,
  },
  {
    is: 'objects’ actions on the bucket',
    rule: 'bucket-for-its-objects',
    resources: [
      {
        address: 'aws_iam_policy.own',
        values: {
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data' },
          }),
        },
      },
    ],
    says: /allowed on the bucket alone/,
  },
];

describe('Terraform’s plans', () => {
  test.each(CASES)('have $is', async ({ rule, resources, says, mend = /./ }) => {
    const found = await findings(plan(resources));
    expect(found.map((one) => one.rule)).toEqual([rule]);
    expect(found[0]?.message).toMatch(says);
    expect(found[0]?.mend).toMatch(mend);
  });

  test('are right with a profile of its own, and with one that bears the role’s name (seed 002)', async () => {
    const own = [instance('aws_iam_instance_profile.holder.name', 'holder'), PROFILE, ROLE];
    expect(await findings(plan(own))).toEqual([]);
    const named = { ...PROFILE, values: { name: 'worker', role: 'worker' } };
    expect(await findings(plan([instance('aws_iam_role.worker.name', 'worker'), named, ROLE]))).toEqual([]);
  });

  test('say what is known after the apply alone, and nothing of it', async () => {
    const later = { address: 'aws_iam_policy.own', values: {}, unknown: { policy: true } };
    const result = await lint({ text: plan([later]), folder });
    expect(result).toEqual({
      findings: [],
      notLookedAt: ['`policy` of aws_iam_policy.own, which is known after the apply alone'],
    });
  });

  test('are found in the configuration beside them, each module in its folder', async () => {
    mkdirSync(path.join(folder, 'web'));
    writeFileSync(
      path.join(folder, 'main.tf'),
      'resource "aws_iam_role" "worker" {\n}\n\nresource "aws_instance" "web" {\n  ami = "ami-1"\n  iam_instance_profile = aws_iam_role.worker.name\n}\n',
    );
    writeFileSync(
      path.join(folder, 'web', 'main.tf'),
      'resource "aws_instance" "web" { iam_instance_profile = var.profile }\n',
    );
    const inModule = {
      ...instance('var.profile', 'worker'),
      address: 'module.web.aws_instance.web["a"]',
    };
    const found = await findings(plan([instance('aws_iam_role.worker.name', 'worker'), ROLE], [inModule]));
    expect(found).toMatchObject([
      {
        file: path.join(folder, 'main.tf'),
        line: 6,
        column: 3,
        source: '  iam_instance_profile = aws_iam_role.worker.name',
      },
      { file: path.join(folder, 'web', 'main.tf'), line: 1, resource: 'module.web.aws_instance.web["a"]' },
    ]);
  });

  test('are one mistake however often they count it', async () => {
    const counted = [0, 1].map((at) => ({
      ...instance('aws_iam_role.worker.name', 'worker'),
      address: `aws_instance.web[${at}]`,
    }));
    expect(await findings(plan([...counted, ROLE]))).toHaveLength(1);
  });

  test('are no states', async () => {
    const state = JSON.stringify({ format_version: '1.0', values: {} });
    await expect(lint({ text: state, folder })).rejects.toThrow('terraform plan -out FILE');
  });
});
