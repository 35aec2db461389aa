import { useEffect, useState } from 'react';

/** A value once it has not changed for a while: what is asked of a server as one types. @param quiet ms */
export function useSettled<T>(value: T, quiet: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quiet);
    return () => clearTimeout(timer);
  }, [value, quiet]);
  return settled;
}
