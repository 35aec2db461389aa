import AppLayout from '@cloudscape-design/components/app-layout';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Outlet } from 'react-router';
import { LanguageProvider } from '../language/language.tsx';
import { Notifications, NotificationsProvider } from '../parts/notifications.tsx';
import { SessionProvider, useSessionControl } from '../session/session.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { Navigation } from './navigation.tsx';
import { useTheme } from './theme.ts';
import { TopBar } from './top-bar.tsx';

/** AWS's answers are kept for a moment; what it refuses is not asked again by itself. */
const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 2_000, refetchOnWindowFocus: true } },
});

/** The whole console: whoever is not signed in sees where to, at whatever address. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <SessionProvider>
          <NotificationsProvider>
            <Shell />
          </NotificationsProvider>
        </SessionProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}

function Shell() {
  const [theme, setTheme] = useTheme();
  const { session } = useSessionControl();
  const [isNavigationOpen, setIsNavigationOpen] = useState(window.innerWidth > 900);
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
          navigation={<Navigation />}
          navigationOpen={isNavigationOpen}
          onNavigationChange={({ detail }) => setIsNavigationOpen(detail.open)}
          notifications={<Notifications />}
          stickyNotifications
          toolsHide
          content={<Outlet />}
        />
      )}
    </>
  );
}
