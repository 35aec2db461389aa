import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials as StsCredentials,
} from '@aws-sdk/client-sts';
import { control, operatorKeys } from './control.ts';
import type { Credentials, TestHouse } from './house.ts';

/** Someone who may call: keys, and the ARN by which a denial names them. */
export interface Someone {
  readonly arn: string;
  readonly keys: Credentials;
}

interface PrincipalGiven {
  /** An inline policy's document. */
  readonly policy?: string;
  /** A policy's ARN. */
  readonly boundary?: string;
}

/** An account of a house, and ways to people it. */
export class AccountWorld {
  readonly id: string;
  readonly admin: Credentials;
  readonly #house: TestHouse;
  readonly #iam: IAMClient;

  constructor(house: TestHouse, id: string, admin: Credentials) {
    this.#house = house;
    this.id = id;
    this.admin = admin;
    this.#iam = new IAMClient(house.client(admin));
  }

  /** An account in the organization of the house's first account. */
  static async member(house: TestHouse, name: string): Promise<AccountWorld> {
    const organizations = new OrganizationsClient(house.client());
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    const described = await organizations.send(
      new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }),
    );
    const account = described.CreateAccountStatus?.AccountId ?? '';
    return new AccountWorld(house, account, await operatorKeys(house, { account }));
  }

  /** An account in no organization. */
  static async outsider(house: TestHouse): Promise<AccountWorld> {
    const { answer } = await control(house, 'accounts', {});
    const account = String(answer['accountId']);
    return new AccountWorld(house, account, await operatorKeys(house, { account }));
  }

  async root(): Promise<Someone> {
    return {
      arn: `arn:aws:iam::${this.id}:root`,
      keys: await operatorKeys(this.#house, { account: this.id, root: true }),
    };
  }

  /** A user with an access key. */
  async user(UserName: string, { policy, boundary }: PrincipalGiven = {}): Promise<Someone> {
    await this.#iam.send(new CreateUserCommand({ UserName, PermissionsBoundary: boundary }));
    if (policy !== undefined) {
      await this.#iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: policy }));
    }
    const { AccessKey } = await this.#iam.send(new CreateAccessKeyCommand({ UserName }));
    return {
      arn: `arn:aws:iam::${this.id}:user/${UserName}`,
      keys: {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      },
    };
  }

  /** A user whose permissions are a group's. */
  async userInGroup(name: string, { policy = '', boundary = '' }: PrincipalGiven): Promise<Someone> {
    const someone = await this.user(name, { boundary });
    const GroupName = `${name}-group`;
    await this.#iam.send(new CreateGroupCommand({ GroupName }));
    await this.#iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'own', PolicyDocument: policy }));
    await this.#iam.send(new AddUserToGroupCommand({ GroupName, UserName: name }));
    return someone;
  }

  /** @param trust the trust policy; by default everyone in the account */
  async role(RoleName: string, { policy, boundary }: PrincipalGiven = {}, trust?: string): Promise<string> {
    const statement = { Effect: 'Allow', Principal: { AWS: this.id }, Action: 'sts:AssumeRole' };
    const own = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await this.#iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: trust ?? own,
        PermissionsBoundary: boundary,
      }),
    );
    if (policy !== undefined) {
      await this.#iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: policy }));
    }
    return `arn:aws:iam::${this.id}:role/${RoleName}`;
  }

  async managedPolicy(PolicyName: string, PolicyDocument: string): Promise<string> {
    await this.#iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
    return `arn:aws:iam::${this.id}:policy/${PolicyName}`;
  }

  /** A session of a role, assumed by anyone. @param policy a session policy */
  async session(
    RoleArn: string,
    RoleSessionName: string,
    { by = this.admin, policy }: { readonly by?: Credentials; readonly policy?: string } = {},
  ): Promise<Someone> {
    const { Credentials, AssumedRoleUser } = await this.#sts(by).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName, Policy: policy }),
    );
    return { arn: AssumedRoleUser?.Arn ?? '', keys: keysOf(Credentials) };
  }

  /** A federated user, by a user. @param policy a session policy */
  async federated(by: Someone, Name: string, policy?: string): Promise<Someone> {
    const { Credentials, FederatedUser } = await this.#sts(by.keys).send(
      new GetFederationTokenCommand({ Name, Policy: policy }),
    );
    return { arn: FederatedUser?.Arn ?? '', keys: keysOf(Credentials) };
  }

  /** A user's own temporary credentials. */
  async temporary(by: Someone): Promise<Someone> {
    const { Credentials } = await this.#sts(by.keys).send(new GetSessionTokenCommand({}));
    return { arn: by.arn, keys: keysOf(Credentials) };
  }

  /** Registers an OpenID Connect provider. @returns its ARN */
  async identityProvider(Url: string, audience: string): Promise<string> {
    const { OpenIDConnectProviderArn = '' } = await this.#iam.send(
      new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: [audience] }),
    );
    return OpenIDConnectProviderArn;
  }

  /** A session of a role, assumed by a token. @param policy a session policy */
  async webIdentity(
    RoleArn: string,
    RoleSessionName: string,
    WebIdentityToken: string,
    policy?: string,
  ): Promise<Someone> {
    const { Credentials, AssumedRoleUser } = await this.#sts(this.admin).send(
      new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName, WebIdentityToken, Policy: policy }),
    );
    return { arn: AssumedRoleUser?.Arn ?? '', keys: keysOf(Credentials) };
  }

  #sts(keys: Credentials): STSClient {
    return new STSClient(this.#house.client(keys));
  }
}

function keysOf(credentials: StsCredentials | undefined): Credentials {
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
  };
}
