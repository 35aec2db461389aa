import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { findTerraform } from './installed-terraform.ts';
import { SLOW, Workspace } from './workspace.ts';

const terraform = findTerraform();
const reason = 'missing' in terraform ? `: skipped, ${terraform.missing}` : '';

/** A network whole; security group rules in all three ways in which the provider writes them. */
const NETWORK = `
variable "stage" { default = "one" }

data "aws_availability_zones" "here" { state = "available" }

resource "aws_vpc" "vpc" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = var.stage == "one"
  tags                 = { Name = var.stage }
}

resource "aws_subnet" "subnet" {
  vpc_id                  = aws_vpc.vpc.id
  cidr_block              = "10.1.1.0/24"
  availability_zone       = data.aws_availability_zones.here.names[0]
  map_public_ip_on_launch = var.stage == "two"
  tags                    = { Name = var.stage }
}

resource "aws_internet_gateway" "gateway" {
  vpc_id = aws_vpc.vpc.id
  tags   = { Name = var.stage }
}

resource "aws_route_table" "table" {
  vpc_id = aws_vpc.vpc.id
  route {
    cidr_block = var.stage == "one" ? "0.0.0.0/0" : "10.9.0.0/16"
    gateway_id = aws_internet_gateway.gateway.id
  }
  tags = { Name = var.stage }
}

resource "aws_route_table_association" "association" {
  subnet_id      = aws_subnet.subnet.id
  route_table_id = aws_route_table.table.id
}

resource "aws_route" "main" {
  route_table_id         = aws_vpc.vpc.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.gateway.id
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.vpc.id
  ingress {
    from_port   = var.stage == "one" ? 22 : 23
    to_port     = 23
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = var.stage }
}

resource "aws_security_group" "rules" {
  name        = "rules"
  description = "its rules stand by themselves"
  vpc_id      = aws_vpc.vpc.id
}

resource "aws_vpc_security_group_ingress_rule" "in" {
  security_group_id            = aws_security_group.rules.id
  referenced_security_group_id = aws_security_group.inline.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = var.stage == "one" ? 80 : 81
  tags                         = { Name = var.stage }
}

resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.rules.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
  description       = var.stage
}

resource "aws_security_group" "old" {
  name   = "old"
  vpc_id = aws_vpc.vpc.id
}

resource "aws_security_group_rule" "old" {
  security_group_id = aws_security_group.old.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.0.0.0/8"]
  description       = var.stage
}

resource "aws_network_acl" "acl" {
  vpc_id     = aws_vpc.vpc.id
  subnet_ids = [aws_subnet.subnet.id]
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = var.stage == "one" ? 80 : 90
  }
}

resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.vpc.id
}

resource "aws_network_interface" "interface" {
  subnet_id       = aws_subnet.subnet.id
  security_groups = [aws_security_group.rules.id]
  tags            = { Name = var.stage }
}

resource "aws_eip" "address" {
  domain            = "vpc"
  network_interface = aws_network_interface.interface.id
  depends_on        = [aws_internet_gateway.gateway]
}

output "vpc" { value = aws_vpc.vpc.id }
output "subnet" { value = aws_subnet.subnet.id }
`;

describe.skipIf('missing' in terraform)(`Terraform manages a network${reason}`, SLOW, () => {
  let house: TestHouse;
  let ec2: EC2Client;
  let workspace: Workspace;

  beforeAll(async () => {
    if ('missing' in terraform) throw new Error(terraform.missing);
    house = await startHouse();
    ec2 = new EC2Client(house.client());
    workspace = await Workspace.open(terraform, house, NETWORK);
  });
  afterAll(async () => {
    await workspace.close();
    await house.close();
  });

  /** The rules of the network's groups: description or first port, and last port. */
  async function rules(): Promise<string[]> {
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    return SecurityGroupRules.map(
      ({ Description, FromPort, ToPort }) => `${Description ?? FromPort}-${ToPort}`,
    ).sort();
  }

  test('everything is made, and a second plan is empty', async () => {
    await workspace.apply();
    expect(await rules()).toEqual(expect.arrayContaining(['22-23', '80-80', 'one--1', 'one-443']));
  });

  test('tags, attributes, routes and rules change in place', async () => {
    const output = await workspace.apply({ variables: { stage: 'two' } });
    expect(output).toMatch(/ 0 added, \d+ changed, 0 destroyed/);
    expect(await rules()).toEqual(expect.arrayContaining(['23-23', '80-81', 'two--1', 'two-443']));

    const { subnet, vpc } = (await workspace.outputs()) as { subnet: string; vpc: string };
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnet] }));
    expect(Subnets).toMatchObject([{ MapPublicIpOnLaunch: true, Tags: [{ Key: 'Name', Value: 'two' }] }]);
    const Filters = [{ Name: 'vpc-id', Values: [vpc] }];
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
    const routes = RouteTables?.flatMap(({ Routes = [] }) =>
      Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock),
    );
    expect(routes?.sort()).toEqual(['0.0.0.0/0', '10.1.0.0/16', '10.1.0.0/16', '10.9.0.0/16']);
  });

  test('destroy leaves the default VPC alone', async () => {
    expect(await workspace.destroy()).toContain('Destroy complete!');
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
    expect(Vpcs?.map(({ IsDefault }) => IsDefault)).toEqual([true]);
  });
});
