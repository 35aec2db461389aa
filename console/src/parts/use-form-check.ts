import { useState } from 'react';

/** How a form tells what keeps it from being sent. */
export interface FormCheck {
  /** Another for each time that sending was tried in vain; fields say what they miss from the first on. */
  readonly tried: object | undefined;
  readonly isTried: boolean;
  /** What is wrong, for the place of the button: `Form`'s and a wizard step's `errorText`. */
  readonly errorText: string | undefined;
  /** Does it where nothing is wrong; otherwise tells so, and leads to the first field that is. */
  readonly attempt: (act: () => void) => void;
}

/**
 * The one way in which long forms say what is missing: at the button, at the field, and with the first such field in
 * view and in focus, by `CheckedFields` around them.
 *
 * @param problems of the fields, in their order
 * @param part of a form in several parts: what was tried in one says nothing of the next
 */
export function useFormCheck(problems: readonly (string | undefined)[], part = 0): FormCheck {
  const [last, setLast] = useState<{ readonly part: number }>();
  const wrong = problems.filter((problem) => problem !== undefined);
  const tried = last?.part === part ? last : undefined;
  return {
    tried,
    isTried: tried !== undefined,
    errorText: tried !== undefined && wrong.length > 0 ? [...new Set(wrong)].join(' ') : undefined,
    attempt: (act) => {
      if (wrong.length > 0) setLast({ part });
      else act();
    },
  };
}
