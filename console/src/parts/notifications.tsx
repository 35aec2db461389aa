import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { readAwsError } from '../aws/aws-error.ts';

/**
 * Tells a person how something went that they started. What went well goes away by itself after a while; all else stays
 * until they dismiss it, or the next of the same `id`.
 */
export interface Notice {
  readonly type: 'success' | 'error' | 'info' | 'in-progress';
  readonly text: ReactNode;
  /** Notices of one undertaking share it, so that "done" takes the place of "in progress". */
  readonly id?: string | undefined;
}

interface NotificationsControl {
  readonly notify: (notice: Notice) => void;
  /** An error, in AWS's words. */
  readonly notifyError: (error: unknown, id?: string) => void;
}

const NotificationsContext = createContext<NotificationsControl | undefined>(undefined);
const ItemsContext = createContext<readonly FlashbarProps.MessageDefinition[]>([]);

/** How many notices are kept at once. */
const MOST = 5;

/** How long good news is seen. */
const SEEN_MS = 15_000;

let notices = 0;

/** Keeps the notices of everything below it, until somebody else looks. @param owner whose they are */
export function NotificationsProvider({
  owner,
  children,
}: {
  readonly owner: string | undefined;
  readonly children: ReactNode;
}) {
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const [shownTo, setShownTo] = useState(owner);
  if (shownTo !== owner) {
    setShownTo(owner);
    setItems([]);
  }
  const notify = useCallback(({ type, text, id }: Notice) => {
    notices += 1;
    const key = id ?? `notice ${notices}`;
    const remove = () => setItems((current) => current.filter((item) => item.id !== key));
    const item: FlashbarProps.MessageDefinition = {
      id: key,
      type,
      content: text,
      loading: type === 'in-progress',
      dismissible: type !== 'in-progress',
      onDismiss: remove,
    };
    setItems((current) => [item, ...current.filter((other) => other.id !== key)].slice(0, MOST));
    if (type === 'success' || type === 'info') {
      setTimeout(() => setItems((current) => current.filter((other) => other !== item)), SEEN_MS);
    }
  }, []);
  const control = useMemo(
    () => ({
      notify,
      notifyError: (error: unknown, id?: string) => {
        const { code, message } = readAwsError(error);
        notify({ type: 'error', text: `${code}: ${message}`, id });
      },
    }),
    [notify],
  );
  return (
    <NotificationsContext value={control}>
      <ItemsContext value={items}>{children}</ItemsContext>
    </NotificationsContext>
  );
}

/** How to tell a person something. */
export function useNotifications(): NotificationsControl {
  const control = use(NotificationsContext);
  if (control === undefined) throw new Error('outside of NotificationsProvider');
  return control;
}

/**
 * Where the notices are seen: over the page, at its lower end, so that they move nothing that somebody is about to click.
 * The page's end has as much room below it, so that they cover nothing for good.
 */
export function Notifications() {
  const items = use(ItemsContext);
  const [room, setRoom] = useState(0);
  const measure = useCallback((shown: HTMLDivElement | null) => {
    if (shown === null) return undefined;
    const sizes = new ResizeObserver(() => setRoom(shown.offsetHeight));
    sizes.observe(shown);
    return () => sizes.disconnect();
  }, []);
  return (
    <>
      <div aria-hidden style={{ blockSize: room }} />
      <div ref={measure} className="utsuwa-notices">
        <Flashbar items={[...items]} stackItems />
      </div>
    </>
  );
}
