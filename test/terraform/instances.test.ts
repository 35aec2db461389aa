import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  EC2Client,
  StopInstancesCommand,
  waitUntilInstanceStopped,
  type Instance,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

/**
 * Instances in all states in which their changes differ. The provider waits ten seconds for each step of an
 * instance, so each change has an instance of its own, and all are changed at once.
 */
const INSTANCES = `
variable "stage" { default = "one" }

data "aws_region" "here" {}
data "aws_availability_zones" "here" { state = "available" }
data "aws_vpc" "default" { default = true }

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }
}

data "aws_ami" "newest" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}

data "aws_ec2_instance_type" "micro" { instance_type = "t3.micro" }

locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "role" {
  for_each           = toset(["one", "two"])
  name               = "role-\${each.key}"
  assume_role_policy = local.trust
}

resource "aws_iam_instance_profile" "profile" {
  for_each = aws_iam_role.role
  name     = each.key
  role     = each.value.name
}

resource "aws_key_pair" "key" {
  key_name   = "key"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJd3sQYtFSEkDjIaTM4PUvVf4LjrTCIIl5yzKSrMpPMK someone@example.com"
  tags       = { stage = var.stage }
}

resource "aws_security_group" "group" {
  name        = "instances"
  description = "of the instances"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [data.aws_vpc.default.cidr_block]
  }
}

resource "aws_instance" "running" {
  ami                    = data.aws_ami.newest.id
  instance_type          = data.aws_ec2_instance_type.micro.instance_type
  key_name               = aws_key_pair.key.key_name
  subnet_id              = sort(data.aws_subnets.default.ids)[0]
  vpc_security_group_ids = [aws_security_group.group.id]
  iam_instance_profile   = aws_iam_instance_profile.profile[var.stage].name
  source_dest_check      = var.stage == "one"
  monitoring             = var.stage == "two"
  tags                   = { stage = var.stage }
  volume_tags            = { stage = var.stage }
  metadata_options {
    http_tokens                 = var.stage == "one" ? "required" : "optional"
    http_put_response_hop_limit = var.stage == "one" ? 2 : 3
    instance_metadata_tags      = var.stage == "one" ? "disabled" : "enabled"
  }
  root_block_device {
    volume_type = "gp3"
    volume_size = var.stage == "one" ? 10 : 12
  }
  credit_specification {
    cpu_credits = var.stage == "one" ? "unlimited" : "standard"
  }
}

resource "aws_instance" "stopped" {
  ami                                  = data.aws_ami.newest.id
  instance_type                        = "t3.micro"
  iam_instance_profile                 = aws_iam_instance_profile.profile[var.stage].name
  instance_initiated_shutdown_behavior = var.stage == "one" ? "stop" : "terminate"
}

resource "aws_instance" "grown" {
  ami           = data.aws_ami.newest.id
  instance_type = var.stage == "one" ? "t3.micro" : "t3.small"
}

resource "aws_instance" "told" {
  ami       = data.aws_ami.newest.id
  user_data = "#!/bin/sh\\necho \${var.stage}\\n"
  launch_template {
    id      = aws_launch_template.template.id
    version = "1"
  }
}

resource "aws_launch_template" "template" {
  name                   = "template"
  instance_type          = "t3.nano"
  update_default_version = true
  description            = "for stage \${var.stage}"
  tags                   = { stage = var.stage }
  iam_instance_profile {
    name = aws_iam_instance_profile.profile["one"].name
  }
  tag_specifications {
    resource_type = "volume"
    tags          = { from = "template" }
  }
}

output "region" { value = data.aws_region.here.name }
output "zones" { value = length(data.aws_availability_zones.here.names) }
output "memory" { value = data.aws_ec2_instance_type.micro.memory_size }
output "version" { value = aws_launch_template.template.default_version }
output "ids" {
  value = {
    running = aws_instance.running.id
    stopped = aws_instance.stopped.id
    grown   = aws_instance.grown.id
    told    = aws_instance.told.id
  }
}
`;

interface Ids {
  readonly running: string;
  readonly stopped: string;
  readonly grown: string;
  readonly told: string;
}

describe.skipIf('missing' in terraform)(`Terraform manages instances${reason}`, SLOW, () => {
  let house: TestHouse;
  let ec2: EC2Client;
  let workspace: Workspace;
  let ids: Ids;

  beforeAll(async () => {
    if ('missing' in terraform) throw new Error(terraform.missing);
    house = await startHouse();
    ec2 = new EC2Client(house.client());
    workspace = await Workspace.open(terraform, house, INSTANCES);
  });
  afterAll(async () => {
    await workspace.close();
    await house.close();
  });

  async function instance(id: string): Promise<Instance | undefined> {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations?.[0]?.Instances?.[0];
  }

  /** The instance's profile association. */
  async function association(id: string) {
    const Filters = [
      { Name: 'instance-id', Values: [id] },
      { Name: 'state', Values: ['associated'] },
    ];
    const command = new DescribeIamInstanceProfileAssociationsCommand({ Filters });
    const { IamInstanceProfileAssociations } = await ec2.send(command);
    expect(IamInstanceProfileAssociations).toHaveLength(1);
    return IamInstanceProfileAssociations?.[0];
  }

  const profile = (name: string) => `arn:aws:iam::${house.accountId}:instance-profile/${name}`;

  test('instances are made with a profile, a key, a group, a template; a second plan is empty', async () => {
    await workspace.apply();
    const outputs = await workspace.outputs();
    expect(outputs).toMatchObject({ region: 'us-east-1', memory: 1024, version: 1 });
    ids = outputs['ids'] as Ids;
    const running = await instance(ids.running);
    expect(running).toMatchObject({
      State: { Name: 'running' },
      KeyName: 'key',
      IamInstanceProfile: { Arn: profile('one') },
      SecurityGroups: [{ GroupName: 'instances' }],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2, State: 'applied' },
    });
    expect(await instance(ids.told)).toMatchObject({
      InstanceType: 't3.nano',
      IamInstanceProfile: { Arn: profile('one') },
    });
  });

  test('profiles of running and stopped instances, types, user data and options change in place', async () => {
    const before = await association(ids.running);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [ids.stopped] }));
    await waitUntilInstanceStopped(
      { client: ec2, maxWaitTime: 60, minDelay: 1 },
      { InstanceIds: [ids.stopped] },
    );

    const output = await workspace.apply({ variables: { stage: 'two' } });
    expect(output).toContain(' 0 added, 6 changed, 0 destroyed');

    const after = await association(ids.running);
    expect(after?.IamInstanceProfile?.Arn).toBe(profile('two'));
    expect(after?.AssociationId).not.toBe(before?.AssociationId);
    expect(await instance(ids.running)).toMatchObject({
      State: { Name: 'running' },
      IamInstanceProfile: { Arn: profile('two') },
      SourceDestCheck: false,
      Monitoring: { State: 'enabled' },
      MetadataOptions: {
        HttpTokens: 'optional',
        HttpPutResponseHopLimit: 3,
        InstanceMetadataTags: 'enabled',
      },
      Tags: [{ Key: 'stage', Value: 'two' }],
    });
    expect(await instance(ids.stopped)).toMatchObject({
      State: { Name: 'stopped' },
      IamInstanceProfile: { Arn: profile('two') },
    });
    expect(await instance(ids.grown)).toMatchObject({
      State: { Name: 'running' },
      InstanceType: 't3.small',
    });
    const userData = new DescribeInstanceAttributeCommand({ InstanceId: ids.told, Attribute: 'userData' });
    const { UserData } = await ec2.send(userData);
    expect(Buffer.from(UserData?.Value ?? '', 'base64').toString()).toContain('echo two');
  });

  test('destroy leaves nothing that runs', async () => {
    expect(await workspace.destroy()).toContain('Destroy complete!');
    for (const id of Object.values(ids) as string[]) {
      expect((await instance(id))?.State?.Name ?? 'terminated').toBe('terminated');
    }
    expect((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs).toEqual([]);
    expect((await ec2.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates).toEqual([]);
  });
});
