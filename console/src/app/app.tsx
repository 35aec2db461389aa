import AppLayout from '@cloudscape-design/components/app-layout';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Outlet } from 'react-router';
import { defineTexts, LanguageProvider, useTexts } from '../language/language.tsx';
import { Notifications, NotificationsProvider } from '../parts/notifications.tsx';
import { UnsavedProvider } from '../parts/unsaved/unsaved-provider.tsx';
import { SessionProvider, useSessionControl } from '../session/session.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { Navigation } from './navigation.tsx';
import { useTheme } from './theme.ts';
import { TopBar } from './top-bar.tsx';
import { useScrollPlace } from './use-scroll-place.ts';

const TEXTS = defineTexts({
  en: { menu: 'Side navigation' },
  ja: { menu: 'サイドナビゲーション' },
});

/** AWS's answers are kept for a moment; what it refuses is not asked again by itself. */
const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 2_000, refetchOnWindowFocus: true } },
});

/** The whole console: whoever is not signed in sees where to, at whatever address. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <UnsavedProvider>
          <SessionProvider>
            <Noticed />
          </SessionProvider>
        </UnsavedProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}

/** The console with its notices, which nobody sees but whom they were for. */
function Noticed() {
  const { session } = useSessionControl();
  return (
    <NotificationsProvider owner={session?.caller.arn}>
      <Shell />
    </NotificationsProvider>
  );
}

function Shell() {
  const texts = useTexts(TEXTS);
  const [theme, setTheme] = useTheme();
  const { session } = useSessionControl();
  const [isNavigationOpen, setIsNavigationOpen] = useState(window.innerWidth > 900);
  useScrollPlace();
  return (
    <>
      <div id="top">
        <TopBar theme={theme} onTheme={setTheme} />
      </div>
      {session === undefined ? (
        <SignInPage />
      ) : (
        <AppLayout
          key={session.id}
          headerSelector="#top"
          ariaLabels={{ navigation: texts.menu }}
          navigation={<Navigation />}
          navigationOpen={isNavigationOpen}
          onNavigationChange={({ detail }) => setIsNavigationOpen(detail.open)}
          toolsHide
          content={
            <>
              <Outlet />
              <Notifications />
            </>
          }
        />
      )}
    </>
  );
}
