import {
  GetRoleCommand,
  IAMClient,
  ListUsersCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DeleteOrganizationalUnitCommand,
  DeleteOrganizationCommand,
  DeletePolicyCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListCreateAccountStatusCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  ListTargetsForPolicyCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateOrganizationalUnitCommand,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { makeUser, policyOf } from './identities.ts';
import { enableServiceControlPolicies } from './service-control-policies.ts';
import { refusal } from './refusal.ts';

/** Organizations over a socket, with the AWS SDK: the tree, its policies, AWS's errors. */

let house: TestHouse;
let organizations: OrganizationsClient;
let rootId: string;
beforeAll(async () => {
  house = await startHouse();
  organizations = new OrganizationsClient(house.client());
});
afterAll(() => house.close());

const DENY_IAM = policyOf({ Effect: 'Deny', Action: 'iam:*', Resource: '*' });

async function makeAccount(name: string): Promise<string> {
  const command = new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` });
  const { CreateAccountStatus } = await organizations.send(command);
  const CreateAccountRequestId = CreateAccountStatus?.Id;
  const described = await organizations.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }),
  );
  return described.CreateAccountStatus?.AccountId ?? '';
}

async function makeUnit(Name: string, ParentId = rootId): Promise<string> {
  const { OrganizationalUnit } = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId, Name }),
  );
  return OrganizationalUnit?.Id ?? '';
}

async function makePolicy(Name: string, Content = DENY_IAM): Promise<string> {
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({ Name, Content, Description: '', Type: 'SERVICE_CONTROL_POLICY' }),
  );
  return Policy?.PolicySummary?.Id ?? '';
}

/** A session of the role that Organizations makes in every account. */
async function inside(accountId: string): Promise<Credentials> {
  const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await new STSClient(house.client()).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'inside' }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

describe('an account in no organization', () => {
  test('is told so by every call but the one that makes one', async () => {
    const expected = {
      code: 'AWSOrganizationsNotInUseException',
      status: 400,
      message: 'Your account is not a member of an organization.',
    };
    expect(await refusal(organizations.send(new DescribeOrganizationCommand({})))).toEqual(expected);
    expect(await refusal(organizations.send(new ListRootsCommand({})))).toEqual(expected);
    const create = new CreateAccountCommand({ AccountName: 'a', Email: 'a@example.com' });
    expect(await refusal(organizations.send(create))).toEqual(expected);
  });

  test('makes one with all features and no type of policy enabled', async () => {
    const { Organization } = await organizations.send(new CreateOrganizationCommand({}));
    expect(Organization).toMatchObject({
      Id: expect.stringMatching(/^o-[a-z0-9]{10,32}$/) as string,
      Arn: `arn:aws:organizations::${ACCOUNT}:organization/${Organization?.Id}`,
      FeatureSet: 'ALL',
      MasterAccountId: ACCOUNT,
      MasterAccountArn: `arn:aws:organizations::${ACCOUNT}:account/${Organization?.Id}/${ACCOUNT}`,
    });
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    rootId = Roots?.[0]?.Id ?? '';
    expect(Roots).toEqual([
      {
        Id: expect.stringMatching(/^r-[0-9a-z]{4,32}$/) as string,
        Arn: `arn:aws:organizations::${ACCOUNT}:root/${Organization?.Id}/${rootId}`,
        Name: 'Root',
        PolicyTypes: [],
      },
    ]);
    expect(await refusal(organizations.send(new CreateOrganizationCommand({})))).toMatchObject({
      code: 'AlreadyInOrganizationException',
    });
  });
});

describe('accounts', () => {
  test('an account is made in the root, with the role by which the management account reaches it', async () => {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: 'first', Email: 'first@example.com' }),
    );
    expect(CreateAccountStatus).toMatchObject({ AccountName: 'first', State: 'IN_PROGRESS' });
    const CreateAccountRequestId = CreateAccountStatus?.Id;
    const described = await organizations.send(
      new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }),
    );
    const id = described.CreateAccountStatus?.AccountId ?? '';
    expect(described.CreateAccountStatus).toMatchObject({ State: 'SUCCEEDED' });
    const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: id }));
    expect(Account).toMatchObject({
      Id: id,
      Name: 'first',
      Email: 'first@example.com',
      Status: 'ACTIVE',
      JoinedMethod: 'CREATED',
    });
    const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: id }));
    expect(Parents).toEqual([{ Id: rootId, Type: 'ROOT' }]);
    const iam = new IAMClient(house.client(await inside(id)));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'OrganizationAccountAccessRole' }));
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }],
    });
  });

  test('an e-mail address serves one account: the request for another one fails', async () => {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: 'again', Email: 'first@example.com' }),
    );
    const failed = await organizations.send(new ListCreateAccountStatusCommand({ States: ['FAILED'] }));
    expect(failed.CreateAccountStatuses).toMatchObject([
      { Id: CreateAccountStatus?.Id, State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' },
    ]);
  });

  test('an account moves between OUs, from where it is', async () => {
    const [id, unit] = [await makeAccount('mover'), await makeUnit('destination')];
    const move = { AccountId: id, SourceParentId: rootId, DestinationParentId: unit };
    await organizations.send(new MoveAccountCommand(move));
    const below = await organizations.send(new ListAccountsForParentCommand({ ParentId: unit }));
    expect(below.Accounts?.map((account) => account.Id)).toEqual([id]);
    expect(await refusal(organizations.send(new MoveAccountCommand(move)))).toMatchObject({
      code: 'SourceParentNotFoundException',
    });
    const same = { ...move, SourceParentId: unit };
    expect(await refusal(organizations.send(new MoveAccountCommand(same)))).toMatchObject({
      code: 'DuplicateAccountException',
    });
    const nowhere = { ...same, DestinationParentId: `${unit.slice(0, -8)}zzzzzzzz` };
    expect(await refusal(organizations.send(new MoveAccountCommand(nowhere)))).toMatchObject({
      code: 'DestinationParentNotFoundException',
    });
  });

  test('accounts are listed page by page', async () => {
    const first = await organizations.send(new ListAccountsCommand({ MaxResults: 2 }));
    expect(first.Accounts).toHaveLength(2);
    const second = await organizations.send(new ListAccountsCommand({ NextToken: first.NextToken }));
    const ids = [...(first.Accounts ?? []), ...(second.Accounts ?? [])].map((account) => account.Id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(ACCOUNT);
    expect(await refusal(organizations.send(new ListAccountsCommand({ NextToken: 'none' })))).toMatchObject({
      code: 'InvalidInputException',
    });
  });

  test('a removed account lives on by itself; the management account stays', async () => {
    const AccountId = await makeAccount('leaver');
    const role = await inside(AccountId);
    await organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
    const itself = new OrganizationsClient(house.client(role));
    expect(await refusal(itself.send(new DescribeOrganizationCommand({})))).toMatchObject({
      code: 'AWSOrganizationsNotInUseException',
    });
    const management = new RemoveAccountFromOrganizationCommand({ AccountId: ACCOUNT });
    expect(await refusal(organizations.send(management))).toMatchObject({
      code: 'MasterCannotLeaveOrganizationException',
    });
  });

  test('a member may ask for its organization, and for nothing else', async () => {
    const member = new OrganizationsClient(house.client(await inside(await makeAccount('member'))));
    const { Organization } = await member.send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId).toBe(ACCOUNT);
    expect(await refusal(member.send(new ListAccountsCommand({})))).toEqual({
      code: 'AccessDeniedException',
      status: 400,
      message: "You don't have permissions to access this resource.",
    });
  });
});

describe('organizational units', () => {
  test('an OU is made, described, renamed, listed and deleted', async () => {
    const id = await makeUnit('unit');
    expect(id).toMatch(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/);
    const rename = new UpdateOrganizationalUnitCommand({ OrganizationalUnitId: id, Name: 'renamed' });
    await organizations.send(rename);
    const { OrganizationalUnit } = await organizations.send(
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }),
    );
    expect(OrganizationalUnit).toMatchObject({ Id: id, Name: 'renamed' });
    expect(OrganizationalUnit?.Arn).toMatch(new RegExp(`^arn:aws:organizations::${ACCOUNT}:ou/o-.*/${id}$`));
    const units = await organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId: rootId }));
    expect(units.OrganizationalUnits?.map((unit) => unit.Id)).toContain(id);
    const children = await organizations.send(
      new ListChildrenCommand({ ParentId: rootId, ChildType: 'ORGANIZATIONAL_UNIT' }),
    );
    expect(children.Children).toContainEqual({ Id: id, Type: 'ORGANIZATIONAL_UNIT' });
    await organizations.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: id }));
    const gone = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id });
    expect(await refusal(organizations.send(gone))).toEqual({
      code: 'OrganizationalUnitNotFoundException',
      status: 400,
      message: "You specified an organizational unit that doesn't exist.",
    });
  });

  test('OUs of one parent have different names, and lie at most five deep', async () => {
    let parent = await makeUnit('deep');
    expect(await refusal(makeUnit('deep'))).toMatchObject({ code: 'DuplicateOrganizationalUnitException' });
    for (let depth = 2; depth <= 5; depth++) parent = await makeUnit('deep', parent);
    expect(await refusal(makeUnit('deep', parent))).toMatchObject({ code: 'ConstraintViolationException' });
  });

  test('an OU that holds something is not deleted', async () => {
    const outer = await makeUnit('outer');
    await makeUnit('inner', outer);
    const remove = new DeleteOrganizationalUnitCommand({ OrganizationalUnitId: outer });
    expect(await refusal(organizations.send(remove))).toMatchObject({
      code: 'OrganizationalUnitNotEmptyException',
    });
  });
});

describe('policies', () => {
  test('a policy is made, changed, listed and deleted', async () => {
    const id = await makePolicy('lifecycle');
    expect(id).toMatch(/^p-[0-9a-z]{8,128}$/);
    const Content = policyOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    await organizations.send(new UpdatePolicyCommand({ PolicyId: id, Name: 'changed', Content }));
    const { Policy } = await organizations.send(new DescribePolicyCommand({ PolicyId: id }));
    expect(Policy).toMatchObject({
      Content,
      PolicySummary: { Name: 'changed', AwsManaged: false, Type: 'SERVICE_CONTROL_POLICY' },
    });
    expect(Policy?.PolicySummary?.Arn).toMatch(
      new RegExp(`^arn:aws:organizations::${ACCOUNT}:policy/o-.*/service_control_policy/${id}$`),
    );
    const listed = await organizations.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }));
    expect(listed.Policies?.map(({ Id }) => Id)).toEqual(expect.arrayContaining(['p-FullAWSAccess', id]));
    await organizations.send(new DeletePolicyCommand({ PolicyId: id }));
    expect(await refusal(organizations.send(new DescribePolicyCommand({ PolicyId: id })))).toEqual({
      code: 'PolicyNotFoundException',
      status: 400,
      message: "You specified a policy that doesn't exist.",
    });
  });

  test('service control policies count once enabled; until then none is attached anywhere', async () => {
    const PolicyId = await makePolicy('early');
    const attach = new AttachPolicyCommand({ PolicyId, TargetId: rootId });
    expect(await refusal(organizations.send(attach))).toMatchObject({
      code: 'PolicyTypeNotEnabledException',
    });
    const listing = new ListPoliciesForTargetCommand({ TargetId: rootId, Filter: 'SERVICE_CONTROL_POLICY' });
    expect((await organizations.send(listing)).Policies).toEqual([]);
    expect(await enableServiceControlPolicies(organizations)).toBe(rootId);
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    expect(Roots?.[0]?.PolicyTypes).toEqual([{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]);
  });

  test('FullAWSAccess is attached everywhere and AWS alone changes it', async () => {
    const unit = await makeUnit('attached');
    for (const TargetId of [rootId, ACCOUNT, unit]) {
      const { Policies } = await organizations.send(
        new ListPoliciesForTargetCommand({ TargetId, Filter: 'SERVICE_CONTROL_POLICY' }),
      );
      expect(Policies).toMatchObject([
        {
          Id: 'p-FullAWSAccess',
          Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
          AwsManaged: true,
        },
      ]);
    }
    const change = new UpdatePolicyCommand({ PolicyId: 'p-FullAWSAccess', Name: 'x' });
    expect(await refusal(organizations.send(change))).toMatchObject({ code: 'InvalidInputException' });
  });

  test('the last policy of a target stays, five are the most, and one is attached once', async () => {
    const TargetId = await makeUnit('crowded');
    const last = new DetachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId });
    expect(await refusal(organizations.send(last))).toEqual({
      code: 'ConstraintViolationException',
      status: 400,
      message:
        'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
    });
    const ids = [];
    for (let n = 1; n <= 5; n++) ids.push(await makePolicy(`crowd-${n}`));
    for (const PolicyId of ids.slice(0, 4)) {
      await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
    }
    const twice = new AttachPolicyCommand({ PolicyId: ids[0], TargetId });
    expect(await refusal(organizations.send(twice))).toMatchObject({
      code: 'DuplicatePolicyAttachmentException',
    });
    const sixth = new AttachPolicyCommand({ PolicyId: ids[4], TargetId });
    expect(await refusal(organizations.send(sixth))).toEqual({
      code: 'ConstraintViolationException',
      status: 400,
      message: 'You have attached the maximum number of policies to the specified target.',
    });
    const { Targets } = await organizations.send(new ListTargetsForPolicyCommand({ PolicyId: ids[0] }));
    expect(Targets).toMatchObject([{ TargetId, Name: 'crowded', Type: 'ORGANIZATIONAL_UNIT' }]);
    expect(await refusal(organizations.send(new DeletePolicyCommand({ PolicyId: ids[0] })))).toMatchObject({
      code: 'PolicyInUseException',
    });
    await organizations.send(new DetachPolicyCommand({ PolicyId: ids[0], TargetId }));
    const gone = new DetachPolicyCommand({ PolicyId: ids[0], TargetId });
    expect(await refusal(organizations.send(gone))).toMatchObject({ code: 'PolicyNotAttachedException' });
  });

  test.each([
    ['no JSON', '{'],
    ['a Principal', policyOf({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })],
    ['no Action', policyOf({ Effect: 'Deny', Resource: '*' })],
  ])('a service control policy with %s is refused', async (_what, Content) => {
    expect(await refusal(makePolicy('malformed', Content))).toEqual({
      code: 'MalformedPolicyDocumentException',
      status: 400,
      message: 'The provided policy document does not meet the requirements of the specified policy type.',
    });
  });

  test('a document has at most 5,120 characters, white space counted', async () => {
    const long = DENY_IAM + ' '.repeat(5_121 - DENY_IAM.length);
    expect(await refusal(makePolicy('long', long))).toMatchObject({ code: 'ConstraintViolationException' });
    expect(await makePolicy('fits', long.slice(0, -1))).toMatch(/^p-/);
  });

  test('resource control policies count once enabled; RCPFullAWSAccess then stays', async () => {
    const PolicyType = 'RESOURCE_CONTROL_POLICY';
    const Content = policyOf({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
    const input = { Name: 'resources', Content, Description: '', Type: PolicyType } as const;
    const { Policy } = await organizations.send(new CreatePolicyCommand(input));
    const PolicyId = Policy?.PolicySummary?.Id;
    const attach = new AttachPolicyCommand({ PolicyId, TargetId: rootId });
    expect(await refusal(organizations.send(attach))).toEqual({
      code: 'PolicyTypeNotEnabledException',
      status: 400,
      message: 'This operation can be performed only for enabled policy types.',
    });
    const { Root } = await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }));
    expect(Root?.PolicyTypes).toContainEqual({ Type: PolicyType, Status: 'ENABLED' });
    const { Policies } = await organizations.send(
      new ListPoliciesForTargetCommand({ TargetId: ACCOUNT, Filter: PolicyType }),
    );
    expect(Policies?.map(({ Id }) => Id)).toEqual(['p-RCPFullAWSAccess']);
    const detach = new DetachPolicyCommand({ PolicyId: 'p-RCPFullAWSAccess', TargetId: rootId });
    expect(await refusal(organizations.send(detach))).toMatchObject({ code: 'InvalidInputException' });
    const allowing = policyOf({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' });
    const allow = new CreatePolicyCommand({ ...input, Name: 'allow', Content: allowing });
    expect(await refusal(organizations.send(allow))).toMatchObject({
      code: 'MalformedPolicyDocumentException',
    });
    const again = new EnablePolicyTypeCommand({ RootId: rootId, PolicyType });
    expect(await refusal(organizations.send(again))).toMatchObject({
      code: 'PolicyTypeAlreadyEnabledException',
    });
    await organizations.send(new DisablePolicyTypeCommand({ RootId: rootId, PolicyType }));
    const disabled = new DisablePolicyTypeCommand({ RootId: rootId, PolicyType });
    expect(await refusal(organizations.send(disabled))).toMatchObject({
      code: 'PolicyTypeNotEnabledException',
    });
  });
});

describe('tags', () => {
  test('what hangs in the tree carries tags', async () => {
    const ResourceId = await makeUnit('tagged');
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ];
    await organizations.send(new TagResourceCommand({ ResourceId, Tags }));
    await organizations.send(new UntagResourceCommand({ ResourceId, TagKeys: ['b', 'none'] }));
    const listed = await organizations.send(new ListTagsForResourceCommand({ ResourceId }));
    expect(listed.Tags).toEqual([{ Key: 'a', Value: '1' }]);
    const nobody = new TagResourceCommand({ ResourceId: '111122223333', Tags });
    expect(await refusal(organizations.send(nobody))).toEqual({
      code: 'TargetNotFoundException',
      status: 400,
      message: "You specified a target that doesn't exist.",
    });
  });

  test('a permission may depend on them', async () => {
    const client = new OrganizationsClient(
      house.client(
        await makeUser(house, 'tag-bound', {
          Effect: 'Allow',
          Action: 'organizations:DescribeOrganizationalUnit',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/open': 'yes' } },
        }),
      ),
    );
    const OrganizationalUnitId = await makeUnit('conditional');
    const describeIt = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId });
    expect((await refusal(client.send(describeIt)))?.message).toMatch(
      /^User: arn:aws:iam::\d+:user\/tag-bound is not authorized to perform: organizations:DescribeOrganizationalUnit on resource: arn:aws:organizations::\d+:ou\/o-.* because no identity-based policy allows/,
    );
    const Tags = [{ Key: 'open', Value: 'yes' }];
    await organizations.send(new TagResourceCommand({ ResourceId: OrganizationalUnitId, Tags }));
    expect(await refusal(client.send(describeIt))).toBeUndefined();
  });
});

describe('input that makes no sense', () => {
  test.each([
    ['a malformed id', new DescribePolicyCommand({ PolicyId: 'nothing' }), 'INVALID_PATTERN'],
    ['a missing parameter', new DescribePolicyCommand({ PolicyId: undefined }), 'INPUT_REQUIRED'],
    ['an unknown filter', new ListPoliciesCommand({ Filter: 'X' as 'TAG_POLICY' }), 'INVALID_ENUM'],
    ['U+0000', new UpdatePolicyCommand({ PolicyId: 'p-01234567', Name: 'a\0' }), 'INVALID_PATTERN'],
  ])('%s is an InvalidInputException with its reason', async (_what, command, Reason) => {
    const sent = organizations.send(command as DescribePolicyCommand);
    await expect(sent).rejects.toMatchObject({ name: 'InvalidInputException', Reason });
  });

  test.each([
    ['ListPolicies', new ListPoliciesCommand({ Filter: 'TAG_POLICY' })],
    ['EnablePolicyType', new EnablePolicyTypeCommand({ RootId: 'r-0000', PolicyType: 'TAG_POLICY' })],
  ])('%s of a policy type that decides no requests is not built, and names it', async (_name, command) => {
    expect(await refusal(organizations.send(command as ListPoliciesCommand))).toEqual({
      code: 'NotImplemented',
      status: 501,
      message:
        'Utsuwa has no policies of type `TAG_POLICY`: it has SERVICE_CONTROL_POLICY and RESOURCE_CONTROL_POLICY',
    });
  });
});

describe('trusted services', () => {
  test('none may be let in, so truly none is listed', async () => {
    const services = await organizations.send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(services.EnabledServicePrincipals).toEqual([]);
    const delegated = await organizations.send(new ListDelegatedAdministratorsCommand({}));
    expect(delegated.DelegatedAdministrators).toEqual([]);
    const ofAccount = new ListDelegatedServicesForAccountCommand({ AccountId: ACCOUNT });
    expect(await refusal(organizations.send(ofAccount))).toMatchObject({
      code: 'AccountNotRegisteredException',
    });
    const enable = new EnableAWSServiceAccessCommand({ ServicePrincipal: 'config.amazonaws.com' });
    const refused = await refusal(organizations.send(enable));
    expect(refused).toMatchObject({ code: 'NotImplemented', status: 501 });
    expect(refused?.message).toContain('EnableAWSServiceAccess');
  });
});

test('an organization with members is not deleted; one without is', async () => {
  expect(await refusal(organizations.send(new DeleteOrganizationCommand({})))).toMatchObject({
    code: 'OrganizationNotEmptyException',
  });
  const other = await startHouse();
  const client = new OrganizationsClient(other.client());
  await client.send(new CreateOrganizationCommand({}));
  await client.send(new DeleteOrganizationCommand({}));
  expect(await refusal(client.send(new ListRootsCommand({})))).toMatchObject({
    code: 'AWSOrganizationsNotInUseException',
  });
  await other.close();
});

test('a change of a policy, of an attachment or of a place counts at the next request', async () => {
  const accountId = await makeAccount('bound');
  const iam = new IAMClient(house.client(await inside(accountId)));
  const mayList = async () => (await refusal(iam.send(new ListUsersCommand({})))) === undefined;
  expect(await mayList()).toBe(true);
  const [PolicyId, unit] = [await makePolicy('binding'), await makeUnit('binding')];
  await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId: unit }));
  expect(await mayList()).toBe(true);
  const move = { AccountId: accountId, SourceParentId: rootId, DestinationParentId: unit };
  await organizations.send(new MoveAccountCommand(move));
  expect(await mayList()).toBe(false);
  const Content = policyOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
  await organizations.send(new UpdatePolicyCommand({ PolicyId, Content }));
  expect(await mayList()).toBe(true);
  await organizations.send(new UpdatePolicyCommand({ PolicyId, Content: DENY_IAM }));
  expect(await mayList()).toBe(false);
  await organizations.send(new DetachPolicyCommand({ PolicyId, TargetId: unit }));
  expect(await mayList()).toBe(true);
});

test('every level must allow, root, OU and account; within a level one policy is enough', async () => {
  const accountId = await makeAccount('levels');
  const keys = await inside(accountId);
  const message = async () =>
    (await refusal(new IAMClient(house.client(keys)).send(new ListUsersCommand({}))))?.message;
  const unit = await makeUnit('levels');
  await organizations.send(
    new MoveAccountCommand({ AccountId: accountId, SourceParentId: rootId, DestinationParentId: unit }),
  );
  const allowing = async (name: string, Action: string) => {
    const PolicyId = await makePolicy(name);
    const Content = policyOf({ Effect: 'Allow', Action, Resource: '*' });
    await organizations.send(new UpdatePolicyCommand({ PolicyId, Content }));
    return PolicyId;
  };
  const [s3Only, iamOnly] = [await allowing('levels-s3', 's3:*'), await allowing('levels-iam', 'iam:*')];
  for (const TargetId of [unit, accountId]) {
    await organizations.send(new AttachPolicyCommand({ PolicyId: s3Only, TargetId }));
    expect(await message()).toBeUndefined();
    await organizations.send(new DetachPolicyCommand({ PolicyId: 'p-FullAWSAccess', TargetId }));
    expect(await message()).toContain('because no service control policy allows the iam:ListUsers action');
    await organizations.send(new AttachPolicyCommand({ PolicyId: iamOnly, TargetId }));
    expect(await message()).toBeUndefined();
  }
});

test('SimulatePrincipalPolicy counts the service control policies of the account', async () => {
  const account = await makeAccount('simulated');
  const keys = await inside(account);
  const iam = new IAMClient(house.client(keys));
  const unit = await makeUnit('simulated');
  const PolicyId = await makePolicy('simulated');
  await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId: unit }));
  const simulated = async () => {
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
        ActionNames: ['s3:GetObject', 'iam:GetUser'],
      }),
    );
    return EvaluationResults?.map(({ EvalDecision, OrganizationsDecisionDetail }) => [
      EvalDecision,
      OrganizationsDecisionDetail?.AllowedByOrganizations,
    ]);
  };
  expect(await simulated()).toEqual([
    ['allowed', true],
    ['allowed', true],
  ]);
  // One that denied all of IAM would deny the simulation itself.
  const Content = policyOf({ Effect: 'Deny', Action: 'iam:GetUser', Resource: '*' });
  await organizations.send(new UpdatePolicyCommand({ PolicyId, Content }));
  const move = { AccountId: account, SourceParentId: rootId, DestinationParentId: unit };
  await organizations.send(new MoveAccountCommand(move));
  expect(await simulated()).toEqual([
    ['allowed', true],
    ['explicitDeny', false],
  ]);
});
