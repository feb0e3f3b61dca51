/** The pages that neither product has. */
import { paths } from '#api/paths.ts';
import type { Page } from './page.ts';

export const labPages: readonly Page[] = [
  {
    path: paths.lab.scenarios(),
    page: () => import('#lab/scenarios/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Try',
      label: 'Scenarios',
      to: () => paths.lab.scenarios(),
    },
  },
  {
    path: paths.lab.connect(),
    page: () => import('#lab/connect/page.tsx'),
    menu: { product: 'lab', section: 'Try', label: 'Connect', to: () => paths.lab.connect() },
  },
  {
    path: paths.lab.sideBySide(),
    page: () => import('#lab/side-by-side/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Try',
      label: 'Side by side',
      to: () => paths.lab.sideBySide(),
    },
  },
  {
    path: paths.lab.sessions(),
    page: () => import('#lab/sessions/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Try',
      label: 'Sessions',
      to: () => paths.lab.sessions(),
      count: ({ sessions }) => sessions,
    },
  },
  {
    path: paths.lab.worlds(),
    page: () => import('#lab/worlds/page.tsx'),
    menu: { product: 'lab', section: 'World', label: 'Worlds', to: () => paths.lab.worlds() },
  },
  {
    path: paths.lab.draft(),
    page: () => import('#lab/draft/page.tsx'),
    menu: {
      product: 'lab',
      section: 'World',
      label: 'Draft',
      to: () => paths.lab.draft(),
      count: ({ draft }) => draft?.changes,
    },
  },
  { path: paths.lab.openLink(), page: () => import('#lab/share/page.tsx') },
  {
    path: paths.lab.history(),
    page: () => import('#lab/history/page.tsx'),
    menu: { product: 'lab', section: 'World', label: 'History', to: () => paths.lab.history() },
  },
  {
    path: paths.lab.fortigates(),
    page: () => import('#lab/fortigates/page.tsx'),
    menu: {
      product: 'lab',
      section: 'World',
      label: 'FortiGates',
      to: () => paths.lab.fortigates(),
    },
  },
  {
    path: paths.lab.emsServers(),
    page: () => import('#lab/ems-servers/page.tsx'),
    menu: {
      product: 'lab',
      section: 'World',
      label: 'EMS Servers',
      to: () => paths.lab.emsServers(),
    },
  },
  {
    path: paths.lab.names(),
    page: () => import('#lab/names/page.tsx'),
    menu: { product: 'lab', section: 'World', label: 'Names', to: () => paths.lab.names() },
  },
  {
    path: paths.lab.policyMap(),
    page: () => import('#lab/policy-map/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Policy map',
      to: () => paths.lab.policyMap(),
    },
  },
  {
    path: paths.lab.flow(),
    page: () => import('#lab/flow/page.tsx'),
    menu: { product: 'lab', section: 'See', label: 'Flow', to: () => paths.lab.flow() },
  },
  {
    path: paths.lab.matrix(),
    page: () => import('#lab/matrix/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Access matrix',
      to: () => paths.lab.matrix(),
    },
  },
  {
    path: paths.lab.whoKnows(),
    page: () => import('#lab/who-knows-what/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Who knows what',
      to: () => paths.lab.whoKnows(),
    },
  },
  {
    path: paths.lab.findings(),
    page: () => import('#lab/findings/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Check',
      label: 'Findings',
      to: () => paths.lab.findings(),
    },
  },
  {
    path: paths.lab.explainLog(),
    page: () => import('#lab/explain-log/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Explain a log',
      to: () => paths.lab.explainLog(),
    },
  },
  {
    path: paths.lab.compare(),
    page: () => import('#lab/compare/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Compare',
      to: () => paths.lab.compare(),
    },
  },
  {
    path: paths.lab.policyTests(),
    page: () => import('#lab/policy-tests/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Check',
      label: 'Policy Tests',
      to: () => paths.lab.policyTests(),
    },
  },
];
