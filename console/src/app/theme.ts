import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useEffect, useState } from 'react';
import { remember, remembered } from '../language/remembered.ts';

/** How bright the console is. */
export type Theme = 'light' | 'dark';

/** The theme: the one chosen before, otherwise the system's. */
export function useTheme(): readonly [theme: Theme, choose: (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => remembered('theme', isTheme) ?? ofSystem());
  useEffect(() => applyMode(theme === 'dark' ? Mode.Dark : Mode.Light), [theme]);
  return [
    theme,
    (chosen) => {
      remember('theme', chosen);
      setTheme(chosen);
    },
  ];
}

function ofSystem(): Theme {
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function isTheme(value: string): value is Theme {
  return value === 'light' || value === 'dark';
}
