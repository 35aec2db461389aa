/** What the console keeps of a person's taste between visits. Never a key, never anything of an account. */
type Taste = 'language' | 'theme' | 'region';

/** What was kept, when it is still something that `isKnown`; storage that a browser denies keeps nothing. */
export function remembered<T extends string>(
  taste: Taste,
  isKnown: (value: string) => value is T,
): T | undefined {
  try {
    const value = localStorage.getItem(`utsuwa.${taste}`);
    return value !== null && isKnown(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a choice for the next visit, where the browser allows. */
export function remember(taste: Taste, value: string): void {
  try {
    localStorage.setItem(`utsuwa.${taste}`, value);
  } catch {
    // A browser that keeps nothing shows the console as well; the choice ends with the tab.
  }
}
