import { useEffect, useLayoutEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/** How long a page one comes back to may take until it is as high as it was, ms. */
const PATIENCE = 3_000;

/**
 * A page that one goes to begins at its top; one that Back or Forward leads to stands where it was left, as soon as it
 * is high enough again. What takes the place of an address of the same page (a tab, a filter) moves nothing.
 */
export function useScrollPlace(): void {
  const { key, pathname } = useLocation();
  const action = useNavigationType();
  const places = useRef(new Map<string, number>());
  const shown = useRef({ key, pathname });
  useEffect(() => {
    window.history.scrollRestoration = 'manual';
    const remember = () => places.current.set(shown.current.key, window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, []);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = { key, pathname };
    if (before.key === key) return undefined;
    if (action === NavigationType.Replace && before.pathname === pathname) {
      places.current.set(key, window.scrollY);
      return undefined;
    }
    const place = action === NavigationType.Pop ? (places.current.get(key) ?? 0) : 0;
    window.scrollTo(0, place);
    return place > window.scrollY ? scrollOnceHighEnough(place) : undefined;
  }, [key, pathname, action]);
}

/** What a page shows comes in a moment; until then it may be too low. @returns gives up */
function scrollOnceHighEnough(place: number): () => void {
  const grown = new ResizeObserver(() => {
    window.scrollTo(0, place);
    if (window.scrollY >= place) stop();
  });
  const timer = setTimeout(() => stop(), PATIENCE);
  const stop = () => {
    clearTimeout(timer);
    grown.disconnect();
    window.removeEventListener('wheel', stop);
    window.removeEventListener('keydown', stop);
    window.removeEventListener('pointerdown', stop);
  };
  grown.observe(document.body);
  // Whoever scrolls by themselves is not moved any more.
  window.addEventListener('wheel', stop, { passive: true });
  window.addEventListener('keydown', stop);
  window.addEventListener('pointerdown', stop);
  return stop;
}
