import Checkbox from '@cloudscape-design/components/checkbox';
import Input from '@cloudscape-design/components/input';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import type { ActivityEvent } from '../../aws/look-up-events.ts';
import { useTexts } from '../../language/language.tsx';
import { nameOfCaller } from '../../session/name-of-caller.ts';
import { ACTIVITY_TEXTS } from './activity-texts.ts';

/** Which requests are wanted. */
export interface Filters {
  readonly text: string;
  readonly deniedOnly: boolean;
  readonly hidesOwn: boolean;
  /** An ARN; any when absent. */
  readonly caller: string | undefined;
  readonly service: string | undefined;
}

export const NO_FILTERS: Filters = {
  text: '',
  deniedOnly: false,
  hidesOwn: false,
  caller: undefined,
  service: undefined,
};

/** @param ownKey the id of the key that the console itself signs with */
export function isWanted(event: ActivityEvent, filters: Filters, ownKey: string): boolean {
  const { text, deniedOnly, hidesOwn, caller, service } = filters;
  if (deniedOnly && event.outcome !== 'denied') return false;
  if (hidesOwn && event.accessKeyId === ownKey) return false;
  if (caller !== undefined && event.caller !== caller) return false;
  if (service !== undefined && event.service !== service) return false;
  if (text === '') return true;
  const { operation, refusedAction, resource, errorCode, errorMessage, id } = event;
  const said = [
    event.caller,
    `${event.service}:${operation}`,
    refusedAction,
    resource,
    errorCode,
    errorMessage,
    id,
  ];
  return said.join('\n').toLowerCase().includes(text.toLowerCase());
}

interface ActivityFiltersProps {
  readonly events: readonly ActivityEvent[];
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** What narrows the list; callers and services are those that were seen. */
export function ActivityFilters({ events, filters, onChange }: ActivityFiltersProps) {
  const texts = useTexts(ACTIVITY_TEXTS);
  const callers = useMemo(() => distinct(events.map(({ caller }) => caller)), [events]);
  const services = useMemo(() => distinct(events.map(({ service }) => service)), [events]);
  const change = (changed: Partial<Filters>) => onChange({ ...filters, ...changed });
  return (
    <SpaceBetween size="xs">
      <div className="utsuwa-filters">
        <Input
          type="search"
          value={filters.text}
          onChange={({ detail }) => change({ text: detail.value })}
          placeholder={texts.find}
          ariaLabel={texts.find}
        />
        <Choice
          label={texts.callerFilter}
          any={texts.anyCaller}
          values={callers}
          chosen={filters.caller}
          nameOf={nameOfCaller}
          onChange={(caller) => change({ caller })}
        />
        <Choice
          label={texts.serviceFilter}
          any={texts.anyService}
          values={services}
          chosen={filters.service}
          nameOf={(service) => service}
          onChange={(service) => change({ service })}
        />
      </div>
      <SpaceBetween direction="horizontal" size="l">
        <Checkbox
          checked={filters.deniedOnly}
          onChange={({ detail }) => change({ deniedOnly: detail.checked })}
        >
          {texts.deniedOnly}
        </Checkbox>
        <Checkbox checked={filters.hidesOwn} onChange={({ detail }) => change({ hidesOwn: detail.checked })}>
          {texts.hideOwn}
        </Checkbox>
      </SpaceBetween>
    </SpaceBetween>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly any: string;
  readonly values: readonly string[];
  readonly chosen: string | undefined;
  readonly nameOf: (value: string) => string;
  readonly onChange: (value: string | undefined) => void;
}

function Choice({ label, any, values, chosen, nameOf, onChange }: ChoiceProps) {
  const all: SelectProps.Option = { value: '', label: any };
  const options = values.map((value): SelectProps.Option => {
    const name = nameOf(value);
    return name === value ? { value, label: name } : { value, label: name, description: value };
  });
  return (
    <Select
      ariaLabel={label}
      options={[all, ...options]}
      selectedOption={options.find(({ value }) => value === chosen) ?? all}
      onChange={({ detail }) =>
        onChange(detail.selectedOption.value === '' ? undefined : detail.selectedOption.value)
      }
      filteringType={values.length > 10 ? 'auto' : 'none'}
      expandToViewport
    />
  );
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
