import type { LookupAttribute } from '../../model/generated/cloudtrail.ts';
import type { TrailEntry } from '../../operation/trail.ts';
import { eventSourceOf, isReadOnly } from './events/event-kind.ts';
import { resourcesOf } from './events/event-resources.ts';
import { accessKeyOf, userNameOf } from './events/user-identity.ts';

/** Whether a request is one of those that a lookup asks for; values are compared as they are. */
export function matcherOf(attribute: LookupAttribute | undefined): (entry: TrailEntry) => boolean {
  if (attribute === undefined) return () => true;
  const { AttributeKey: key, AttributeValue: value } = attribute;
  switch (key) {
    case 'EventId':
      return ({ requestId }) => requestId === value;
    case 'EventName':
      return ({ operation }) => operation === value;
    case 'EventSource':
      return (entry) => eventSourceOf(entry) === value;
    case 'ReadOnly':
      return (entry) => String(isReadOnly(entry)) === value;
    case 'Username':
      return (entry) => userNameOf(entry) === value;
    case 'AccessKeyId':
      return (entry) => accessKeyOf(entry) === value;
    case 'ResourceName':
      return (entry) => resourcesOf(entry).some(({ arn, name }) => arn === value || name === value);
    case 'ResourceType':
      return (entry) => resourcesOf(entry).some(({ type }) => type === value);
  }
}
