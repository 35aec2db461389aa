/** Where a stack is, as its pseudo parameters tell. */
export interface StackPlace {
  readonly accountId: string;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
}

const NAMES = new Set(
  [
    'AccountId',
    'NoValue',
    'NotificationARNs',
    'Partition',
    'Region',
    'StackId',
    'StackName',
    'URLSuffix',
  ].map((name) => `AWS::${name}`),
);

export function isPseudoParameter(name: string): boolean {
  return NAMES.has(name);
}

/** The value of a pseudo parameter; `undefined` for another name, and for `AWS::NoValue`, which has none. */
export function pseudoParameter(place: StackPlace, name: string): string | readonly string[] | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return place.accountId;
    case 'AWS::NotificationARNs':
      return place.notificationArns;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::Region':
      return place.region;
    case 'AWS::StackId':
      return place.stackId;
    case 'AWS::StackName':
      return place.stackName;
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    default:
      return undefined;
  }
}
