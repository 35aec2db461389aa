import '@cloudscape-design/global-styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { ALL_PAGES } from './app/all-pages.ts';
import { App } from './app/app.tsx';
import { lazyPage } from './app/lazy-page.tsx';
import { PageFailed, PageMissing } from './app/page-failed.tsx';
import './app/console.css';
import { BASE } from './parts/addresses.ts';

const router = createBrowserRouter(
  [
    {
      path: '/',
      Component: App,
      HydrateFallback: () => null,
      children: [
        ...ALL_PAGES.map((page) => ({
          path: page.path,
          ErrorBoundary: PageFailed,
          lazy: lazyPage(page),
        })),
        { path: '*', Component: PageMissing },
      ],
    },
  ],
  { basename: BASE },
);

const place = document.querySelector('#console');
if (place === null) throw new Error('the page has no place for the console');
createRoot(place).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
