import { type LoaderFunctionArgs, createBrowserRouter, redirect } from 'react-router';
import { paths } from '#api/paths.ts';
import { About } from './about.tsx';
import { NotFound, PageError } from './page-error.tsx';
import { pages } from './pages/pages.ts';
import { Shell } from './shell.tsx';

/** Pages of several tabs: their address without a tab leads to the first. */
const tabbed = [
  {
    start: (device: string) => paths.fgt(device).addressObjects(),
    first: (device: string) => paths.fgt(device).addresses(),
  },
  {
    start: (device: string) => paths.fgt(device).ztna(),
    first: (device: string) => paths.fgt(device).ztnaServers(),
  },
];

/** Each page is a chunk of its own. */
export const router = createBrowserRouter([
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: PageError,
    children: [
      { index: true, loader: () => redirect(paths.lab.scenarios()) },
      {
        ErrorBoundary: PageError,
        children: [
          ...tabbed.map(({ start, first }) => ({
            path: decodeURIComponent(start(':device')),
            loader: ({ params }: LoaderFunctionArgs) => redirect(first(params['device'] ?? '')),
          })),
          ...pages.map(({ path, page }) => ({ path, lazy: page })),
          { path: paths.about(), Component: About },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
