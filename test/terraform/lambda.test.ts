import {
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListLayersCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { askUrl } from '../lambda/url-client.ts';
import { zipOf } from '../zip.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

const FUNCTION = `
variable "colour" { default = "blue" }
variable "memory" { default = 128 }

resource "aws_iam_role" "role" {
  name = "efs-S3"
  path = "/"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_lambda_function" "function" {
  function_name    = "efs-s3"
  role             = aws_iam_role.role.arn
  runtime          = "nodejs20.x"
  handler          = "index.handler"
  filename         = "code.zip"
  source_code_hash = filebase64sha256("code.zip")
  memory_size      = var.memory
  publish          = true
  layers           = [aws_lambda_layer_version.greeting.arn]
  tags             = { colour = var.colour }
  environment {
    variables = { COLOUR = var.colour }
  }
}

resource "aws_lambda_layer_version" "greeting" {
  layer_name          = "greeting"
  filename            = "layer.zip"
  source_code_hash    = filebase64sha256("layer.zip")
  compatible_runtimes = ["nodejs20.x"]
}

resource "aws_lambda_layer_version_permission" "all" {
  layer_name     = aws_lambda_layer_version.greeting.layer_name
  version_number = aws_lambda_layer_version.greeting.version
  statement_id   = "all"
  action         = "lambda:GetLayerVersion"
  principal      = "*"
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.function.function_name
  function_version = aws_lambda_function.function.version
}

resource "aws_lambda_permission" "s3" {
  statement_id  = "s3"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = "arn:aws:s3:::bucket"
}

resource "aws_lambda_function_url" "url" {
  function_name      = aws_lambda_function.function.function_name
  authorization_type = "NONE"
  cors {
    allow_origins = ["https://\${var.colour}.example"]
    max_age       = 60
  }
}

resource "aws_lambda_permission" "url" {
  statement_id  = "url"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  principal     = "*"
}

data "aws_lambda_function" "read" {
  function_name = aws_lambda_function.function.function_name
  depends_on    = [aws_lambda_function.function]
}

output "arn" { value = aws_lambda_function.function.arn }
output "url" { value = aws_lambda_function_url.url.function_url }
output "read" { value = data.aws_lambda_function.read.handler }
`;

const codeAnswering = (value: number) =>
  zipOf({ 'index.js': `exports.handler = async () => [${value}, process.env.COLOUR, require('greeting')];` });

const layerSaying = (text: string) =>
  zipOf({ 'nodejs/node_modules/greeting/index.js': `module.exports = '${text}';` });

describe.skipIf('missing' in terraform)(`Terraform manages functions${reason}`, SLOW, () => {
  let house: TestHouse;
  let lambda: LambdaClient;
  let workspace: Workspace;

  beforeAll(async () => {
    if ('missing' in terraform) throw new Error(terraform.missing);
    house = await startHouse();
    lambda = new LambdaClient(house.client());
    workspace = await Workspace.open(terraform, house, FUNCTION);
    await workspace.put('code.zip', codeAnswering(1));
    await workspace.put('layer.zip', layerSaying('hello'));
  });
  afterAll(async () => {
    await workspace.close();
    await house.close();
  });

  const answer = async (Qualifier?: string) => {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'efs-s3', Qualifier }));
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown;
  };

  const byUrl = async (origin: string) => {
    const { url } = (await workspace.outputs()) as { url: string };
    const { text, headers } = await askUrl(url, { headers: { origin } });
    return [JSON.parse(text), headers['access-control-allow-origin']];
  };

  test('a function with its role, alias and permission is made; a second plan is empty; it runs', async () => {
    await workspace.apply();
    expect(await workspace.outputs()).toEqual({
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:efs-s3',
      read: 'index.handler',
      url: expect.stringMatching(/^http:\/\/[a-z0-9]{32}\.lambda-url\.us-east-1\.localhost:\d+\/$/),
    });
    expect(await byUrl('https://blue.example')).toEqual([[1, 'blue', 'hello'], 'https://blue.example']);
    expect(await answer('live')).toEqual([1, 'blue', 'hello']);
    const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: 'efs-s3' }));
    expect(Policy).toContain('"Sid":"s3"');
  });

  test('code, settings and tags change in place, a layer by a new version', async () => {
    await workspace.put('code.zip', codeAnswering(2));
    await workspace.put('layer.zip', layerSaying('good day'));
    const output = await workspace.apply({ variables: { colour: 'green', memory: '256' } });
    // A layer’s version is replaced, with what lets others use it.
    expect(output).toContain('2 destroyed');
    expect(await answer('live')).toEqual([2, 'green', 'good day']);
    expect(await byUrl('https://green.example')).toEqual([[2, 'green', 'good day'], 'https://green.example']);
    const { Configuration, Tags } = await lambda.send(new GetFunctionCommand({ FunctionName: 'efs-s3' }));
    expect([Configuration?.MemorySize, Tags]).toEqual([256, { colour: 'green' }]);
  });

  test('destroy leaves nothing', async () => {
    expect(await workspace.destroy()).toContain('Destroy complete!');
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    expect((await lambda.send(new ListLayersCommand({}))).Layers).toEqual([]);
  });
});
