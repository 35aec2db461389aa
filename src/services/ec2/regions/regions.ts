/** A region that an account has from the start, or may opt into. */
interface RegionEntry {
  /** The letters of its availability zones. */
  readonly zones: string;
  readonly optIn: boolean;
}

const ENABLED = {
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ap-northeast-3': 'abc',
  'ap-south-1': 'abc',
  'ap-southeast-1': 'abc',
  'ap-southeast-2': 'abc',
  'ca-central-1': 'abd',
  'eu-central-1': 'abc',
  'eu-north-1': 'abc',
  'eu-west-1': 'abc',
  'eu-west-2': 'abc',
  'eu-west-3': 'abc',
  'sa-east-1': 'abc',
  'us-east-1': 'abcdef',
  'us-east-2': 'abc',
  'us-west-1': 'ac',
  'us-west-2': 'abcd',
} as const;

const OPT_IN = [
  'af-south-1',
  'ap-east-1',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
] as const;

/** Every region of the partition, by name. */
export const REGIONS: ReadonlyMap<string, RegionEntry> = new Map<string, RegionEntry>([
  ...Object.entries(ENABLED).map(([name, zones]) => [name, { zones, optIn: false }] as const),
  ...OPT_IN.map((name) => [name, { zones: 'abc', optIn: true }] as const),
]);

const REGION_NAME =
  /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov|us-iso)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/;

/** Whether a region of AWS's, present or future, can have this name: there are not endlessly many to make networks in. */
export function isRegionName(name: string): boolean {
  return REGION_NAME.test(name);
}

/** An availability zone. */
export interface Zone {
  /** `us-east-1a` */
  readonly name: string;
  /** `use1-az1` */
  readonly id: string;
}

/** The zones of a region in order; a region that AWS does not have gets three. */
export function zonesOf(region: string): readonly Zone[] {
  const letters = REGIONS.get(region)?.zones ?? 'abc';
  return letters.split('').map((letter, index) => ({
    name: region + letter,
    id: `${zoneIdPrefix(region)}-az${index + 1}`,
  }));
}

/** `use1` for `us-east-1`, `apne1` for `ap-northeast-1`: how AWS shortens regions in zone ids. */
function zoneIdPrefix(region: string): string {
  const [area = '', ...rest] = region.split('-');
  const number = rest.pop() ?? '';
  const direction = rest.join('').replaceAll(/(north|south|east|west|central)/g, (word) => word.slice(0, 1));
  return area + direction + number;
}

/** The private DNS name that EC2 gives an address. */
export function privateDnsName(region: string, ip: string): string {
  return inPrivateZone(region, `ip-${ip.replaceAll('.', '-')}`);
}

/** A host's name in the domain that EC2 has inside a VPC. */
export function inPrivateZone(region: string, host: string): string {
  return region === 'us-east-1' ? `${host}.ec2.internal` : `${host}.${region}.compute.internal`;
}

/** The public DNS name that EC2 gives an address. */
export function publicDnsName(region: string, ip: string): string {
  const host = `ec2-${ip.replaceAll('.', '-')}`;
  return region === 'us-east-1'
    ? `${host}.compute-1.amazonaws.com`
    : `${host}.${region}.compute.amazonaws.com`;
}
