import Checkbox from '@cloudscape-design/components/checkbox';
import Input from '@cloudscape-design/components/input';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import type { ActivityEvent } from '../../aws/look-up-events.ts';
import { useTexts } from '../../language/language.tsx';
import { nameOfCaller } from '../../session/name-of-caller.ts';
import { ACTIVITY_TEXTS } from './activity-texts.ts';

/** Which requests are wanted, as the page's address says it; empty for all. */
export interface Filters extends Readonly<Record<string, string>> {
  readonly find: string;
  /** `denied` or empty. */
  readonly only: string;
  /** `console` or empty: what the console itself looks up is left out unless it is asked for. */
  readonly also: string;
  /** An ARN. */
  readonly caller: string;
  readonly service: string;
}

export const NO_FILTERS: Filters = { find: '', only: '', also: '', caller: '', service: '' };

/** Whether an event passes; what the console was denied is no noise. */
export function isWanted(event: ActivityEvent, filters: Filters): boolean {
  const { find, only, also, caller, service } = filters;
  if (only === 'denied' && event.outcome !== 'denied') return false;
  if (also !== 'console' && event.isConsolesRead && event.outcome !== 'denied') return false;
  if (caller !== '' && event.caller !== caller) return false;
  if (service !== '' && event.service !== service) return false;
  if (find === '') return true;
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
  return said.join('\n').toLowerCase().includes(find.toLowerCase());
}

interface ActivityFiltersProps {
  readonly events: readonly ActivityEvent[];
  readonly filters: Filters;
  readonly onChange: (changed: Partial<Filters>) => void;
}

/** What narrows the list; callers and services are those that were seen. */
export function ActivityFilters({ events, filters, onChange: change }: ActivityFiltersProps) {
  const texts = useTexts(ACTIVITY_TEXTS);
  const callers = useMemo(() => distinct(events.map(({ caller }) => caller)), [events]);
  const services = useMemo(() => distinct(events.map(({ service }) => service)), [events]);
  return (
    <SpaceBetween size="xs">
      <div className="utsuwa-filters">
        <Input
          type="search"
          value={filters.find}
          onChange={({ detail }) => change({ find: detail.value })}
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
          checked={filters.only === 'denied'}
          onChange={({ detail }) => change({ only: detail.checked ? 'denied' : '' })}
        >
          {texts.deniedOnly}
        </Checkbox>
        <Checkbox
          checked={filters.also === 'console'}
          onChange={({ detail }) => change({ also: detail.checked ? 'console' : '' })}
        >
          {texts.alsoConsole}
        </Checkbox>
      </SpaceBetween>
    </SpaceBetween>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly any: string;
  readonly values: readonly string[];
  readonly chosen: string;
  readonly nameOf: (value: string) => string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, any, values, chosen, nameOf, onChange }: ChoiceProps) {
  const all: SelectProps.Option = { value: '', label: any };
  // The chosen one was seen at another time: by an address that was kept.
  const known = chosen === '' || values.includes(chosen) ? values : [chosen, ...values];
  const options = known.map((value): SelectProps.Option => {
    const name = nameOf(value);
    return name === value ? { value, label: name } : { value, label: name, description: value };
  });
  return (
    <Select
      ariaLabel={label}
      options={[all, ...options]}
      selectedOption={options.find(({ value }) => value === chosen) ?? all}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      filteringType={values.length > 10 ? 'auto' : 'none'}
      expandToViewport
    />
  );
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
