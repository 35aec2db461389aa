import {
  AttachUserPolicyCommand,
  CreateRoleCommand,
  CreateInstanceProfileCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployerOf } from '../src/cli/lint.ts';
import { SEED_000, SEED_002_BAD, SEED_002_GOOD } from '../src/lint/testing/seeds.ts';
import { startHouse, type TestHouse } from './house.ts';
import { allow, documentOf } from './in-process-house.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** `bin/utsuwa lint` as people and pipelines run it. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-lint-'));
  await Promise.all(
    Object.entries({
      'good.yaml': SEED_000,
      'bad.yaml': SEED_002_BAD,
      'named.yaml': SEED_002_GOOD,
      'warned.yaml':
        'Resources: {Web: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: elsewhere}}}\n',
    }).map(([name, text]) => writeFile(path.join(folder, name), text)),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const lint = (args: readonly string[], input?: string) =>
  runUtsuwa(['lint', ...args], { cwd: folder, ...(input === undefined ? {} : { input }) });

describe('bin/utsuwa lint', () => {
  test('names the mistake, its place and its mend, shows the line, and fails', async () => {
    const { code, stdout, stderr } = await lint(['bad.yaml']);
    expect(stderr).toBe('');
    expect(stdout).toContain(`bad.yaml:6:33 error profile-is-a-role
  \`IamInstanceProfile\` of EC2Instance is the role IAMRole, but wanted is an instance profile, and no profile of that name is made here
  → make an AWS::IAM::InstanceProfile with \`Roles: [!Ref IAMRole]\` and let \`IamInstanceProfile\` name that
    6 |             IamInstanceProfile: !Ref IAMRole
                                        ^
`);
    expect(stdout).toMatch(/1 error, 0 warnings, 1 note\n$/);
    expect(code).toBe(1);
  });

  test('lets what is right pass, several files at once, and says what it did not look at', async () => {
    const { code, stdout } = await lint(['good.yaml', 'named.yaml']);
    expect(stdout).toMatch(/named.yaml: not looked at: whether the deployer may pass the roles/);
    expect(stdout).toMatch(/0 errors, 0 warnings, 2 notes\n$/);
    expect(code).toBe(0);
  });

  test('reads standard input, and answers machines in JSON', async () => {
    const { code, stdout } = await lint(['--format', 'json', '-'], SEED_002_BAD);
    const { files } = JSON.parse(stdout) as { files: { file: string; findings: object[] }[] };
    expect(files).toHaveLength(1);
    expect(files[0]?.file).toBe('standard input');
    expect(files[0]?.findings[0]).toEqual({
      rule: 'profile-is-a-role',
      level: 'error',
      line: 6,
      column: 33,
      source: '            IamInstanceProfile: !Ref IAMRole',
      resource: 'EC2Instance',
      message: expect.stringContaining('is the role IAMRole'),
      mend: expect.stringContaining('AWS::IAM::InstanceProfile'),
    });
    expect(code).toBe(1);
  });

  test('annotates in GitHub’s workflows; warnings fail with --strict alone', async () => {
    const { code, stdout } = await lint(['--format', 'github', 'warned.yaml']);
    expect(stdout).toMatch(
      /^::warning file=warned\.yaml,line=1,col=78,title=profile-missing::the instance profile `elsewhere` of Web .*%0Amake it/,
    );
    expect(code).toBe(0);
    expect((await lint(['--strict', 'warned.yaml'])).code).toBe(1);
  });

  test('tells bad input, and goes on with the other files', async () => {
    const { code, stdout, stderr } = await lint(['nowhere.yaml', '.', 'good.yaml']);
    expect(stderr).toBe('');
    expect(stdout).toContain('nowhere.yaml: not read: there is no such file');
    expect(stdout).toContain('.: not read: it is a folder');
    expect(stdout).toContain('good.yaml:3:3 note capabilities');
    expect(code).toBe(2);
    expect((await lint(['main.tf'])).stdout).toContain(
      'main.tf: not read: it is a configuration of Terraform; lint its plan:',
    );
    const none = await lint([]);
    expect([none.code, none.stderr]).toEqual([2, 'utsuwa: name a template, or `-` for standard input\n']);
    for (const wrong of [['--nonsense'], ['--format', 'xml', 'good.yaml'], ['--port', 'x', 'good.yaml']]) {
      const { code: exit, stderr: said } = await lint(wrong);
      expect([exit, said]).toEqual([2, expect.stringMatching(/^error: /)]);
    }
    expect((await lint(['--help'])).code).toBe(0);
    const nobody = await lint(['--as', 'bob', 'good.yaml']);
    expect(nobody.stderr).toContain('`bob` is nobody');
  });

  test('goes on where no server runs', async () => {
    const { code, stdout } = await lint([
      '--as',
      'user/bob',
      '--port',
      String(await freePort()),
      'named.yaml',
    ]);
    expect(stdout).toContain('not looked at: whether the deployer may pass the roles: no server on port');
    expect(code).toBe(0);
  });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('with a server and a deployer', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await startHouse();
    const iam = new IAMClient(house.client());
    await iam.send(new CreateUserCommand({ UserName: 'operator' }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonEC2FullAccess';
    await iam.send(new AttachUserPolicyCommand({ UserName: 'operator', PolicyArn }));
    await iam.send(new CreateUserCommand({ UserName: 'deployer' }));
    const own = allow('iam:PassRole', 'arn:aws:iam::*:role/Yuta*');
    const policy = { UserName: 'deployer', PolicyName: 'own', PolicyDocument: own };
    await iam.send(new PutUserPolicyCommand(policy));
    const AssumeRolePolicyDocument = allow('sts:AssumeRole').replace('"Resource":"*"', '"Principal":"*"');
    await iam.send(new CreateRoleCommand({ RoleName: 'ci', AssumeRolePolicyDocument }));
    for (const [RoleName, service] of [
      ['YutaEks', 'eks'],
      ['YutaLambda', 'lambda'],
      ['YutaCloudFormation', 'cloudformation'],
    ]) {
      const trust = documentOf({
        Effect: 'Allow',
        Principal: { Service: `${service}.amazonaws.com` },
        Action: 'sts:AssumeRole',
      });
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    }
    await iam.send(
      new PutRolePolicyCommand({ RoleName: 'YutaCloudFormation', PolicyName: 'own', PolicyDocument: own }),
    );
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'elsewhere' }));
  });
  afterAll(() => house.close());

  const asked = (as: readonly string[], file: string) =>
    lint(['--port', String(house.port), '--as', ...as, file]);

  test.each([[['user', 'operator']], [['user/operator']], [['role', 'ci']]])(
    '%s may not pass the role, and why is told with what would allow it',
    async (as) => {
      const { code, stdout } = await asked(as, 'named.yaml');
      expect(stdout).toContain('named.yaml:25:17 error pass-role');
      expect(stdout).toMatch(
        /IAMInstanceProfile hands a role to ec2\.amazonaws\.com: arn:aws:iam::000000000000:(?:user\/operator|role\/ci) is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role\/Yuta20220815 because no identity-based policy allows the iam:PassRole action/,
      );
      expect(stdout).toMatch(/→ .*iam:PassRole/);
      expect(stdout).not.toContain('not looked at');
      expect(code).toBe(1);
    },
  );

  test('who may pass the role deploys', async () => {
    const { code, stdout } = await asked([`arn:aws:iam::${house.accountId}:user/deployer`], 'named.yaml');
    expect(stdout).not.toContain('pass-role');
    expect(code).toBe(0);
  });

  test('a role whose name the deploy makes may turn out one that he may pass: a warning', async () => {
    await writeFile(path.join(folder, 'made.yaml'), SEED_000.replace('      RoleName: test-role\n', ''));
    const { code, stdout } = await asked(['user', 'deployer'], 'made.yaml');
    expect(stdout).toContain('warning pass-role');
    expect(code).toBe(0);
  });

  test('the account’s own profiles are known', async () => {
    expect((await asked(['user', 'operator'], 'warned.yaml')).stdout).not.toContain('profile-missing');
    await writeFile(
      path.join(folder, 'missing.yaml'),
      'Resources: {Web: {Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: gone}}}\n',
    );
    const { code, stdout } = await asked(['user', 'operator'], 'missing.yaml');
    expect(stdout).toContain('`gone` of Web is not made here, and the server has none of that name');
    expect(code).toBe(1);
  });

  const FUNCTION = (role: string) =>
    `Resources: {Hello: {Type: AWS::Lambda::Function, Properties: {Role: "${role}", Code: {ZipFile: x}}}}\n`;

  test('the account’s own roles are known, and whether the service may assume them', async () => {
    await writeFile(path.join(folder, 'absent.yaml'), FUNCTION(`arn:aws:iam::${house.accountId}:role/Yuta1`));
    const absent = await asked(['user', 'deployer'], 'absent.yaml');
    expect(absent.stdout).toMatch(
      /role-missing\n {2}Hello hands the role `\S+role\/Yuta1` to lambda\.amazonaws\.com/,
    );
    expect(absent.code).toBe(1);
    await writeFile(path.join(folder, 'eks.yaml'), FUNCTION(`arn:aws:iam::${house.accountId}:role/YutaEks`));
    const eks = await asked(['user', 'deployer'], 'eks.yaml');
    expect(eks.stdout).toContain('The role defined for the function cannot be assumed by Lambda.');
    expect(eks.stdout).toContain('1 error');
    await writeFile(
      path.join(folder, 'own.yaml'),
      FUNCTION(`arn:aws:iam::${house.accountId}:role/YutaLambda`),
    );
    expect(await asked(['user', 'deployer'], 'own.yaml')).toMatchObject({ code: 0 });
  });

  test('a service role makes what the deployer may not, if he may pass it and CloudFormation may assume it', async () => {
    const withRole = (as: string, role: string) =>
      asked(['user', as, '--role-arn', `arn:aws:iam::${house.accountId}:role/${role}`], 'named.yaml');
    const whole = await withRole('deployer', 'YutaCloudFormation');
    expect(whole.stdout).toContain('0 errors');
    const unpassed = await withRole('operator', 'YutaCloudFormation');
    expect(unpassed.stdout).toContain('the deploy hands a role to cloudformation.amazonaws.com');
    expect(unpassed.stdout).toContain('1 error');
    const unfit = await withRole('deployer', 'YutaEks');
    expect(unfit.stdout).toContain(
      'to cloudformation.amazonaws.com, which its trust policy in the account does not',
    );
    expect(unfit.stdout).toContain('IAMInstanceProfile hands a role to ec2.amazonaws.com');
    expect((await withRole('deployer', 'YutaNobody')).stdout).toContain('error role-missing');
  });

  test('a deployer whom nobody knows is told', async () => {
    const { code, stderr } = await asked(['user', 'stranger'], 'named.yaml');
    expect(stderr).toBe('utsuwa: nobody here is named as `user/stranger`\n');
    expect(code).toBe(2);
  });
});

test('the name behind `--as user` is no file', () => {
  const words = ['utsuwa', 'lint', 'a.yaml', '--as', 'user', 'bob', 'b.yaml'];
  expect(deployerOf(['a.yaml', 'bob', 'b.yaml'], 'user', words)).toEqual({
    files: ['a.yaml', 'b.yaml'],
    deployer: 'user/bob',
  });
  expect(() => deployerOf([], 'user', ['utsuwa', 'lint', '--as', 'user'])).toThrow('name of the user');
});
