import { DescribeRouteTablesCommand, type EC2Client } from '@aws-sdk/client-ec2';

/** The id of a VPC's main route table. */
export async function mainRouteTable(ec2: EC2Client, vpcId: string): Promise<string> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpcId] },
    { Name: 'association.main', Values: ['true'] },
  ];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  return RouteTables?.[0]?.RouteTableId ?? '';
}
