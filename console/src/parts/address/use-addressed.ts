import { useState } from 'react';
import { useViewParams } from './use-view-params.ts';

/**
 * What a page is narrowed to, kept in the query of its address: it begins with what the address says, or as given here.
 * It is kept beside the address too, which follows a moment later: fields are typed in faster.
 *
 * @param first the names and first values; one that is as at first is not in the address
 */
export function useAddressed<T extends Readonly<Record<string, string>>>(
  first: T,
): readonly [T, (changed: Partial<T>) => void] {
  const { view, params, write } = useViewParams();
  const [own, setOwn] = useState<{ readonly view: string; readonly values: T }>();
  const said = Object.entries(first).map(([name, value]) => [name, params.get(name) ?? value]);
  const values = own?.view === view ? own.values : (Object.fromEntries(said) as T);
  const change = (changed: Partial<T>) => {
    const next = { ...values, ...changed };
    setOwn({ view, values: next });
    const told = Object.entries(next).map(([name, value]) => [name, value === first[name] ? '' : value]);
    write(Object.fromEntries(told) as Readonly<Record<string, string>>);
  };
  return [values, change];
}
