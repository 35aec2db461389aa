import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { viewOf } from './view-state.ts';

/** What a page keeps of its looks in the query of its address, so that a reload, Back and a link bring it again. */
export interface ViewParams {
  /** Another one for each way here: whoever keeps a value of their own beside the address begins anew with it. */
  readonly view: string;
  readonly params: URLSearchParams;
  /** Takes the place of the address in the history, so that Back leaves the page. No value, no parameter. */
  readonly write: (changes: Readonly<Record<string, string | undefined>>) => void;
}

/** The page's query, for names and choices; what is secret has no business in it. */
export function useViewParams(): ViewParams {
  const location = useLocation();
  const navigate = useNavigate();
  const view = viewOf(location);
  const write = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) => {
      // As it is by now: another part of the page may have written since.
      const params = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') params.delete(name);
        else params.set(name, value);
      }
      void navigate({ search: params.toString() }, { replace: true, state: { view } });
    },
    [navigate, view],
  );
  return { view, params: new URLSearchParams(location.search), write };
}
