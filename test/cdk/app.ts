import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, CfnOutput, RemovalPolicy, Stack, type AppProps } from 'aws-cdk-lib';
import { Instance, InstanceType, MachineImage, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';

const env = { account: '000000000000', region: 'us-east-1' };

/** An instance with its role, a bucket, and a function from a file asset. @param tier what a change changes */
function site(name: string, tier: string, given?: AppProps): CfnOutput[] {
  const stack = new Stack(new App(given), name, { env });
  const bucket = new Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY, versioned: true });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
  const role = new Role(stack, 'Role', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    description: `Reads the site's bucket (${tier})`,
  });
  bucket.grantRead(role);
  const instance = new Instance(stack, 'Instance', {
    // The CDK's own types do not hold under `exactOptionalPropertyTypes`.
    vpc: vpc as IVpc,
    vpcSubnets: { subnets: vpc.publicSubnets },
    instanceType: new InstanceType('t3.micro'),
    machineImage: MachineImage.latestAmazonLinux2023(),
    role,
  });
  const greeter = new LambdaFunction(stack, 'Greeter', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(path.join(path.dirname(fileURLToPath(import.meta.url)), 'greeter')),
    environment: { BUCKET: bucket.bucketName },
  });
  bucket.grantPut(greeter);
  // What the test asks of the stack.
  const outputs = {
    BucketName: bucket.bucketName,
    RoleName: role.roleName,
    InstanceId: instance.instanceId,
    FunctionName: greeter.functionName,
  };
  return Object.entries(outputs).map(([output, value]) => new CfnOutput(stack, output, { value }));
}

/**
 * The app that `cdk.test.ts` deploys, and beside its templates those of apps that differ from it: reading the
 * CDK's library takes longer than all of them.
 */
const outdir = process.env['CDK_OUTDIR'] ?? '';
site('Site', 'blue');
site('Site', 'green', { outdir: `${outdir}-green` });
site('Refused', 'blue', { outdir: `${outdir}-refused` });
site('Bounded', 'blue', {
  outdir: `${outdir}-limited`,
  postCliContext: { '@aws-cdk/core:bootstrapQualifier': 'limited' },
});
