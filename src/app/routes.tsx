import { createBrowserRouter, redirect } from 'react-router';
import { paths } from '#api/paths.ts';
import { About } from './about.tsx';
import { NotFound, PageError } from './page-error.tsx';
import { Shell } from './shell.tsx';

/** Each page is a chunk of its own. */
export const router = createBrowserRouter([
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: PageError,
    children: [
      { index: true, loader: () => redirect(paths.ems.endpoints()) },
      {
        ErrorBoundary: PageError,
        children: [
          {
            path: 'ems/endpoints/:uid?',
            lazy: () => import('#consoles/ems/endpoints/page.tsx'),
          },
          {
            path: 'ems/fabric-devices/:serial?',
            lazy: () => import('#consoles/ems/fabric-devices/page.tsx'),
          },
          { path: 'about', Component: About },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
