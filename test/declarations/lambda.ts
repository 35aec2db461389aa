import type { LambdaOperations } from '../../src/model/generated/lambda.ts';
import { lambdaService } from '../../src/services/lambda/service.ts';
import { documentOf, type InProcessHouse } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const Tags = { team: 'blue' };
const FunctionName = 'sample';
const Resource = 'arn:aws:lambda:us-east-1:123456789012:function:sample';
const VpcConfig = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
const Layers = ['arn:aws:lambda:us-east-1:123456789012:layer:sample:1'];

export const lambdaSamples: Samples = {
  service: lambdaService,
  // Functions are in no VPC; one that brings a token of Alexa's is not served.
  departures: {
    unheardOf: ['lambda:VpcIds', 'lambda:EventSourceToken'],
    // Several URLs, each with its own.
    unheardOfIn: { ListFunctionUrlConfigs: ['lambda:FunctionUrlAuthType'] },
    // Denials that people report name the layer, for which the reference has no place.
    resources: { 'lambda:ListLayerVersions': /:layer:[\w-]+$/ },
  },
  async inputs(inside) {
    const creating = await prepare(inside);
    const it = { FunctionName };
    const layer = { LayerName: 'sample', VersionNumber: 1 };
    const statement = { StatementId: 'a' };
    const alias = { ...it, Name: 'live' };
    return {
      AddLayerVersionPermission: { ...layer, ...statement, Action: 'lambda:GetLayerVersion', Principal: '*' },
      AddPermission: {
        ...it,
        StatementId: 'b',
        Action: 'lambda:InvokeFunctionUrl',
        Principal: 's3.amazonaws.com',
        FunctionUrlAuthType: 'NONE',
      },
      CreateAlias: { ...alias, FunctionVersion: '$LATEST' },
      CreateFunction: { ...creating, VpcConfig, Layers, CodeSigningConfigArn: 'arn:aws:lambda:x', Tags },
      CreateFunctionUrlConfig: { ...it, AuthType: 'NONE' },
      DeleteAlias: alias,
      DeleteFunction: it,
      DeleteFunctionConcurrency: it,
      DeleteFunctionEventInvokeConfig: it,
      DeleteFunctionUrlConfig: it,
      DeleteLayerVersion: layer,
      GetAccountSettings: {},
      GetAlias: alias,
      GetFunction: it,
      GetFunctionCodeSigningConfig: it,
      GetFunctionConcurrency: it,
      GetFunctionConfiguration: it,
      GetFunctionEventInvokeConfig: it,
      GetFunctionUrlConfig: it,
      GetLayerVersion: layer,
      GetLayerVersionByArn: { Arn: Layers[0] },
      GetLayerVersionPolicy: layer,
      GetPolicy: it,
      Invoke: { ...it, Qualifier: '$LATEST' },
      ListAliases: it,
      ListFunctionEventInvokeConfigs: it,
      ListFunctionUrlConfigs: it,
      ListFunctions: {},
      ListLayerVersions: layer,
      ListLayers: {},
      ListTags: { Resource },
      ListVersionsByFunction: it,
      PublishLayerVersion: { ...layer, Content: { ZipFile: Buffer.from('any') } },
      PublishVersion: it,
      PutFunctionConcurrency: { ...it, ReservedConcurrentExecutions: 1 },
      PutFunctionEventInvokeConfig: it,
      RemoveLayerVersionPermission: { ...layer, ...statement },
      RemovePermission: { ...it, StatementId: 'a' },
      TagResource: { Resource, Tags },
      UntagResource: { Resource, TagKeys: ['team'] },
      UpdateAlias: alias,
      UpdateFunctionCode: it,
      UpdateFunctionConfiguration: { ...it, Role: creating.Role, VpcConfig, Layers },
      UpdateFunctionEventInvokeConfig: it,
      UpdateFunctionUrlConfig: it,
    } satisfies Record<keyof LambdaOperations, object>;
  },
};

/** A function with tags and a policy. @returns what made it */
async function prepare(inside: InProcessHouse) {
  const { root } = inside;
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const { arn } = await inside.addRole('sample', { trust });
  const creating = {
    FunctionName,
    Role: arn,
    Runtime: 'nodejs20.x',
    Handler: 'index.handler',
    Code: { ZipFile: Buffer.from('any') },
  };
  await inside.call(root, 'lambda', 'CreateFunction', { ...creating, Tags });
  await inside.call(root, 'lambda', 'CreateFunctionUrlConfig', { FunctionName, AuthType: 'NONE' });
  await inside.call(root, 'lambda', 'AddPermission', {
    FunctionName,
    StatementId: 'a',
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  });
  return creating;
}
