import { createBrowserRouter, redirect } from 'react-router';
import { paths } from '#api/paths.ts';
import { About } from './about.tsx';
import { NotFound, PageError } from './page-error.tsx';
import { pages } from './pages.ts';
import { Shell } from './shell.tsx';

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
          ...pages.map(({ path, page }) => ({ path, lazy: page })),
          { path: paths.about(), Component: About },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
