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
      { index: true, loader: () => redirect(paths.lab.scenarios()) },
      {
        ErrorBoundary: PageError,
        children: [
          {
            path: 'ems/endpoints/:uid?',
            lazy: () => import('#consoles/ems/endpoints/page.tsx'),
          },
          {
            path: 'ems/outbreak-alerts',
            lazy: () => import('#consoles/ems/outbreak-alerts/page.tsx'),
          },
          { path: 'ems/fortianalyzer', lazy: () => import('#consoles/ems/fortianalyzer/page.tsx') },
          { path: 'ems/tag-monitor', lazy: () => import('#consoles/ems/tag-monitor/page.tsx') },
          { path: 'ems/tags/:id?', lazy: () => import('#consoles/ems/tags/page.tsx') },
          {
            path: 'ems/fabric-devices/:serial?',
            lazy: () => import('#consoles/ems/fabric-devices/page.tsx'),
          },
          {
            path: 'fortigate/:device/ztna/servers',
            lazy: () => import('#consoles/fortigate/ztna/servers-page.tsx'),
          },
          {
            path: 'fortigate/:device/ztna/tags',
            lazy: () => import('#consoles/fortigate/ztna/tags-page.tsx'),
          },
          {
            path: 'fortigate/:device/firewall-policy',
            lazy: () => import('#consoles/fortigate/policies/firewall-page.tsx'),
          },
          {
            path: 'fortigate/:device/proxy-policy',
            lazy: () => import('#consoles/fortigate/policies/proxy-page.tsx'),
          },
          {
            path: 'fortigate/:device/ztna-traffic',
            lazy: () => import('#consoles/fortigate/ztna-traffic/page.tsx'),
          },
          {
            path: 'fortigate/:device/configuration/:tab?',
            lazy: () => import('#consoles/fortigate/configuration/page.tsx'),
          },
          {
            path: 'fortigate/:device/cli',
            lazy: () => import('#consoles/fortigate/cli/page.tsx'),
          },
          { path: 'lab/scenarios', lazy: () => import('#lab/scenarios/page.tsx') },
          { path: 'lab/who-knows-what', lazy: () => import('#lab/who-knows-what/page.tsx') },
          { path: 'lab/sessions', lazy: () => import('#lab/sessions/page.tsx') },
          { path: 'lab/explain-log', lazy: () => import('#lab/explain-log/page.tsx') },
          { path: 'lab/connect', lazy: () => import('#lab/connect/page.tsx') },
          { path: 'about', Component: About },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
