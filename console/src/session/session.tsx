import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { Connection, type Keys } from '../aws/connection.ts';
import { remember } from '../language/remembered.ts';

/** Who the person is, as STS says. */
export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

/** One person, signed in. */
export interface Session {
  /** Changes with every sign-in and region, so that nobody sees what another asked for. */
  readonly id: string;
  readonly connection: Connection;
  readonly caller: CallerIdentity;
  /** Whose role was taken on, when one was: where "switch back" leads. */
  readonly before?: Session | undefined;
}

interface SessionControl {
  readonly session: Session | undefined;
  /** @throws what AWS answers when the keys are wrong */
  readonly signIn: (keys: Keys, region: string) => Promise<void>;
  readonly signOut: () => void;
  readonly changeRegion: (region: string) => void;
  /** Goes on with other keys, of a role, until {@link switchBack}. */
  readonly switchTo: (keys: Keys) => Promise<void>;
  readonly switchBack: () => void;
}

const SessionContext = createContext<SessionControl | undefined>(undefined);

let sessions = 0;

function sessionOf(connection: Connection, caller: CallerIdentity, before?: Session): Session {
  sessions += 1;
  return { id: `session ${sessions}`, connection, caller, before };
}

async function open(keys: Keys, region: string, before?: Session): Promise<Session> {
  const connection = new Connection(keys, region);
  const { Account, Arn, UserId } = await connection.client(STSClient).send(new GetCallerIdentityCommand({}));
  return sessionOf(connection, { accountId: Account ?? '', arn: Arn ?? '', userId: UserId ?? '' }, before);
}

/** Holds who is signed in, in memory alone: a tab that is closed or loaded anew forgets. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session>();
  const queries = useQueryClient();
  const control = useMemo<SessionControl>(() => {
    const replace = (next: Session | undefined) => {
      queries.clear();
      setSession(next);
    };
    return {
      session,
      signIn: async (keys, region) => replace(await open(keys, region)),
      signOut: () => replace(undefined),
      changeRegion: (region) => {
        if (session === undefined) return;
        remember('region', region);
        replace(sessionOf(session.connection.in(region), session.caller, session.before));
      },
      switchTo: async (keys) => {
        if (session !== undefined) replace(await open(keys, session.connection.region, session));
      },
      switchBack: () => replace(session?.before),
    };
  }, [session, queries]);
  return <SessionContext value={control}>{children}</SessionContext>;
}

/** How to sign in and out. */
export function useSessionControl(): SessionControl {
  const control = use(SessionContext);
  if (control === undefined) throw new Error('outside of SessionProvider');
  return control;
}

/** Who is signed in; only for what is shown to nobody else. */
export function useSession(): Session {
  const { session } = useSessionControl();
  if (session === undefined) throw new Error('nobody is signed in');
  return session;
}
