// Every page and panel, for what must hold on each of them.
import { expect, type Page } from '@playwright/test';
import { axe, test } from './fixtures.ts';
import { layoutFaults } from './layout.ts';
import { loadScenario, seed } from './lab.ts';

const hq = '/fortigate/FGT-HQ';

interface Place {
  readonly name: string;
  readonly path: string;
  /** The page's heading, if it is not the name. */
  readonly heading?: string;
  /** What tells it from the page before, where both have one heading. */
  readonly shows?: string;
  /** A panel stands over the page, and its name tells when it is there. */
  readonly panel?: RegExp;
}

/** A finding by what it is, and of what. */
function findingPath(...id: readonly string[]): string {
  return `/lab/findings?open=${encodeURIComponent(JSON.stringify(id))}`;
}

const everyPage: readonly Place[] = [
  { name: 'Scenarios', path: '/lab/scenarios' },
  { name: 'Connect', path: '/lab/connect' },
  { name: 'Sessions', path: '/lab/sessions' },
  { name: 'Policy Tests', path: '/lab/policy-tests' },
  { name: 'a new policy test', path: '/lab/policy-tests?test=(new)', panel: /New policy test/ },
  { name: 'policy tests as text', path: '/lab/policy-tests?text=1', panel: /as text/ },
  { name: 'Worlds', path: '/lab/worlds' },
  { name: 'a new world', path: '/lab/worlds?new=1', panel: /New world/ },
  { name: 'Draft', path: '/lab/draft' },
  { name: 'Open a link', path: '/lab/open', shows: 'The link holds no world.' },
  { name: 'History', path: '/lab/history' },
  { name: 'Side by side', path: '/lab/side-by-side' },
  { name: 'Flow', path: '/lab/flow', shows: 'Implicit deny' },
  { name: 'FortiGates', path: '/lab/fortigates', shows: 'FGT-HQ' },
  { name: 'a new FortiGate', path: '/lab/fortigates?new=one', panel: /New FortiGate/ },
  { name: 'a table of endpoints', path: '/ems/endpoints?new=table', panel: /from a table/ },
  { name: 'a new endpoint', path: '/ems/endpoints?new=one', panel: /New endpoint/ },
  { name: 'EMS Servers', path: '/lab/ems-servers' },
  { name: 'a new EMS server', path: '/lab/ems-servers?new=1', panel: /New EMS server/ },
  { name: 'Names', path: '/lab/names' },
  { name: 'a new name', path: '/lab/names?edit=(new)', panel: /New name/ },
  { name: 'Access matrix', path: '/lab/matrix', shows: 'WIN11-ANN' },
  { name: 'Policy map', path: '/lab/policy-map', shows: 'ZTNA-webserver-allow' },
  {
    name: 'the map of forward policies',
    heading: 'Policy map',
    path: '/lab/policy-map?of=forward',
  },
  { name: 'Compare', path: '/lab/compare' },
  {
    name: 'a comparison',
    heading: 'Compare',
    path: '/lab/compare?scenario=example-1',
    shows: 'Only then: FGT-A.',
  },
  {
    name: 'a pair of the matrix',
    path: '/lab/matrix?uid=A1D0C6E27B9F4A58830E5C14F7B26D01&at=FGT-HQ&to=ZTNA-finance',
    panel: /ZTNA-finance/,
  },
  { name: 'Findings', path: '/lab/findings' },
  {
    name: 'a finding',
    path: findingPath('not-reached', 'FGT-HQ', 'firewall proxy-policy', '2'),
    panel: /Not reached today/,
  },
  { name: 'Who knows what', path: '/lab/who-knows-what' },
  {
    name: 'who knows an endpoint',
    heading: 'Who knows what',
    path: '/lab/who-knows-what?endpoint=A1D0C6E27B9F4A58830E5C14F7B26D08',
    shows: 'IOC-Suspicious',
  },
  {
    name: 'who knows a tag',
    heading: 'Who knows what',
    path: '/lab/who-knows-what?tag=classification%2FFinance',
    shows: 'Used by policies',
  },
  { name: 'Explain a log', path: '/lab/explain-log' },
  {
    name: 'explained lines',
    panel: /Line 1/,
    path: `/lab/explain-log?line=${encodeURIComponent(seed.example2.line)}`,
  },
  { name: 'All Endpoints', path: '/ems/endpoints' },
  {
    name: 'an endpoint',
    path: '/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D08',
    panel: /WIN11-GINA/,
  },
  {
    name: 'no endpoint matches',
    heading: 'All Endpoints',
    path: '/ems/endpoints?search=nothing-like-it',
    shows: 'No endpoint matches',
  },
  {
    name: 'an endpoint’s posture',
    path: '/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D01?posture=1',
    panel: /Posture/,
  },
  {
    name: 'an endpoint’s routes',
    path: '/ems/endpoints/A1D0C6E27B9F4A58830E5C14F7B26D01?routes=1',
    panel: /Routes/,
  },
  { name: 'Tag Monitor', path: '/ems/tag-monitor' },
  { name: 'who has a tag', path: '/ems/tag-monitor?tag=zero_trust%2FFortiAD', panel: /FortiAD/ },
  { name: 'Outbreak Alerts', heading: 'FortiGuard Outbreak Alerts', path: '/ems/outbreak-alerts' },
  { name: 'a new outbreak', path: '/ems/outbreak-alerts?new=1', panel: /Publish an outbreak/ },
  { name: 'FortiAnalyzer', path: '/ems/fortianalyzer' },
  { name: 'Tags', path: '/ems/tags' },
  { name: 'a tag’s form', path: '/ems/tags/1', panel: /Edit/ },
  { name: 'a new tag', path: '/ems/tags/new', panel: /New tag/ },
  { name: 'import of tags', path: '/ems/tags?import=1', panel: /Import/ },
  { name: 'Fabric Devices', path: '/ems/fabric-devices' },
  { name: 'the sync editor', path: '/ems/fabric-devices/FGVM02TM22013110', panel: /Edit FGT-HQ/ },
  { name: 'Fabric Connectors', path: `${hq}/fabric-connectors` },
  { name: 'a connector', path: `${hq}/fabric-connectors?edit=EMS1`, panel: /Edit EMS1/ },
  { name: 'a new connector', path: `${hq}/fabric-connectors?edit=EMS2`, panel: /New connector/ },
  {
    name: 'authorization on EMS',
    path: `${hq}/fabric-connectors?authorize=EMS1`,
    panel: /Authorize/,
  },
  { name: 'Interfaces', path: `${hq}/interfaces` },
  { name: 'an interface', path: `${hq}/interfaces?interface=port1`, panel: /Edit port1/ },
  { name: 'a new zone', path: `${hq}/interfaces?zone=(new)`, panel: /New zone/ },
  { name: 'Addresses', path: `${hq}/addresses/address` },
  { name: 'a new address', path: `${hq}/addresses/address?edit=(new)`, panel: /New address/ },
  { name: 'an address', path: `${hq}/addresses/address?edit=HQ-LAN`, panel: /Edit HQ-LAN/ },
  {
    name: 'an address that is a tag',
    path: `${hq}/addresses/address?edit=EMS1_ZTNA_FortiAD`,
    panel: /EMS1_ZTNA_FortiAD/,
  },
  { name: 'Address Group', heading: 'Addresses', path: `${hq}/addresses/group` },
  {
    name: 'a new address group',
    path: `${hq}/addresses/group?edit=(new)`,
    panel: /New address group/,
  },
  {
    name: 'an address group',
    path: `${hq}/addresses/group?edit=All-Sites`,
    panel: /Edit All-Sites/,
  },
  { name: 'User Definition', path: `${hq}/user-definition` },
  { name: 'a new user', path: `${hq}/user-definition?edit=(new)`, panel: /New user/ },
  { name: 'a table of users', path: `${hq}/user-definition?new=table`, panel: /from a table/ },
  { name: 'User Groups', path: `${hq}/user-groups` },
  { name: 'a new user group', path: `${hq}/user-groups?edit=(new)`, panel: /New user group/ },
  { name: 'a user group', path: `${hq}/user-groups?edit=Finance`, panel: /Edit Finance/ },
  { name: 'ZTNA Servers', heading: 'ZTNA', path: `${hq}/ztna/servers` },
  {
    name: 'a ZTNA server',
    path: `${hq}/ztna/servers?edit=ZTNA-finance`,
    panel: /Edit ZTNA-finance/,
  },
  { name: 'Security Posture Tags', heading: 'ZTNA', path: `${hq}/ztna/tags` },
  { name: 'a tag', path: `${hq}/ztna/tags?tag=zero_trust%2FFortiAD`, panel: /FortiAD/ },
  {
    name: 'matched endpoints of a tag',
    path: `${hq}/ztna/tags?tag=zero_trust%2FFortiAD&view=matched`,
    panel: /FortiAD/,
  },
  { name: 'a new tag group', path: `${hq}/ztna/tags?group=(new)`, panel: /New tag group/ },
  { name: 'a tag group', path: `${hq}/ztna/tags?group=Suspicious`, panel: /Edit Suspicious/ },
  { name: 'Firewall Policy', path: `${hq}/firewall-policy` },
  { name: 'Security Policy', path: `${hq}/security-policy` },
  { name: 'a firewall policy', path: `${hq}/firewall-policy?edit=17`, panel: /Edit policy 17/ },
  { name: 'Proxy Policy', path: `${hq}/proxy-policy` },
  { name: 'a proxy policy', path: `${hq}/proxy-policy?edit=2`, panel: /Edit proxy policy 2/ },
  { name: 'ZTNA Traffic', path: `${hq}/ztna-traffic` },
  {
    name: 'execute log display',
    path: `${hq}/ztna-traffic?display=cli`,
    panel: /execute log display/,
  },
  { name: 'a log record', path: `${hq}/ztna-traffic?record=1`, panel: /Record \d+/ },
  { name: 'Forward Traffic', path: `${hq}/forward-traffic` },
  {
    name: 'import of a configuration',
    heading: 'Configuration',
    path: `${hq}/configuration/import`,
  },
  {
    name: 'export of a configuration',
    heading: 'Configuration',
    path: `${hq}/configuration/export`,
  },
  {
    name: 'comparison of configurations',
    heading: 'Configuration',
    path: `${hq}/configuration/compare`,
  },
  { name: 'Command line', path: `${hq}/cli` },
  { name: 'About', path: '/about' },
  { name: 'no such page', heading: 'No such page', path: '/nowhere' },
];

const longFortigate = `FGT-${'x'.repeat(28)}-HQ`;
const longServer = `ZTNA-${'x'.repeat(67)}-server`;
const longTag = `Corporate-Managed-And-Compliant-${'x'.repeat(40)}-Tier-1`;
const longGroup = `Tags-${'x'.repeat(68)}-group`;
const longZone = `Zone-${'x'.repeat(23)}-inside`;
const longAddress = `Servers-${'x'.repeat(67)}-dmz`;
const longAddressGroup = `Sites-${'x'.repeat(69)}-all`;
const longUser = `anna-katharina.${'x'.repeat(43)}@local`;
const longUserGroup = `Interns-${'x'.repeat(23)}-all`;
const longTest = `Finance-may-reach-its-server-${'x'.repeat(84)}-always`;
const longHost = '0DD0A3E5000000000000000000000001';
const long = `/fortigate/${longFortigate}`;

/** The pages and panels that show names, in the world whose names are as long and odd as they may be. */
const placesOfNames: readonly Place[] = [
  { name: 'Scenarios', path: '/lab/scenarios' },
  { name: 'Connect', path: '/lab/connect' },
  { name: 'Compare', path: '/lab/compare?scenario=example-1' },
  { name: 'Access matrix', path: '/lab/matrix' },
  { name: 'Policy map', path: '/lab/policy-map' },
  { name: 'Policy Tests', path: '/lab/policy-tests' },
  { name: 'a policy test', path: `/lab/policy-tests?test=${longTest}`, panel: /Finance-may/ },
  { name: 'policy tests as text', path: '/lab/policy-tests?text=1', panel: /as text/ },
  { name: 'Findings', path: '/lab/findings' },
  {
    name: 'a finding',
    path: findingPath('not-reached', longFortigate, 'firewall policy', '1000000001'),
    panel: /Not reached today/,
  },
  {
    name: 'who knows an endpoint',
    heading: 'Who knows what',
    path: `/lab/who-knows-what?endpoint=${longHost}`,
  },
  {
    name: 'who knows a tag',
    heading: 'Who knows what',
    path: `/lab/who-knows-what?tag=zero_trust%2F${longTag}`,
  },
  { name: 'All Endpoints', path: '/ems/endpoints' },
  { name: 'an endpoint', path: `/ems/endpoints/${longHost}`, panel: /WIN11-FINANCE/ },
  { name: 'its posture', path: `/ems/endpoints/${longHost}?posture=1`, panel: /Posture/ },
  { name: 'Tag Monitor', path: '/ems/tag-monitor' },
  {
    name: 'who has a tag',
    path: `/ems/tag-monitor?tag=zero_trust%2F${longTag}`,
    panel: /Corporate/,
  },
  { name: 'Fabric Devices', path: '/ems/fabric-devices' },
  { name: 'the sync editor', path: '/ems/fabric-devices/FGVM04TM23000777', panel: /Edit FGT/ },
  { name: 'Fabric Connectors', path: `${long}/fabric-connectors` },
  { name: 'a connector', path: `${long}/fabric-connectors?edit=EMS1`, panel: /Edit EMS1/ },
  { name: 'Interfaces', path: `${long}/interfaces` },
  { name: 'a zone', path: `${long}/interfaces?zone=${longZone}`, panel: /Edit Zone/ },
  { name: 'Addresses', path: `${long}/addresses/address` },
  {
    name: 'an address',
    path: `${long}/addresses/address?edit=${longAddress}`,
    panel: /Edit Servers/,
  },
  { name: 'Address Group', heading: 'Addresses', path: `${long}/addresses/group` },
  {
    name: 'an address group',
    path: `${long}/addresses/group?edit=${longAddressGroup}`,
    panel: /Edit Sites/,
  },
  { name: 'User Definition', path: `${long}/user-definition` },
  { name: 'a user', path: `${long}/user-definition?edit=${longUser}`, panel: /Edit anna/ },
  { name: 'User Groups', path: `${long}/user-groups` },
  {
    name: 'a user group',
    path: `${long}/user-groups?edit=${longUserGroup}`,
    panel: /Edit Interns/,
  },
  { name: 'ZTNA Servers', heading: 'ZTNA', path: `${long}/ztna/servers` },
  { name: 'a server', path: `${long}/ztna/servers?edit=${longServer}`, panel: /Edit ZTNA/ },
  { name: 'Security Posture Tags', heading: 'ZTNA', path: `${long}/ztna/tags` },
  { name: 'a tag', path: `${long}/ztna/tags?tag=zero_trust%2F${longTag}`, panel: /Corporate/ },
  {
    name: 'matched endpoints of a tag',
    path: `${long}/ztna/tags?tag=zero_trust%2F${longTag}&view=matched`,
    panel: /Corporate/,
  },
  {
    name: 'a tag group',
    path: `${long}/ztna/tags?group=${longGroup}`,
    panel: /Edit Tags/,
  },
  { name: 'Firewall Policy', path: `${long}/firewall-policy` },
  {
    name: 'a policy',
    path: `${long}/firewall-policy?edit=1000000001`,
    panel: /Edit policy 1000000001/,
  },
  { name: 'Proxy Policy', path: `${long}/proxy-policy` },
  { name: 'ZTNA Traffic', path: `${long}/ztna-traffic` },
  { name: 'a log record', path: `${long}/ztna-traffic?record=1`, panel: /Record \d+/ },
  { name: 'Command line', path: `${long}/cli` },
];

/** Waits until a page shows what it is about. */
async function shown(page: Page, { name, heading = name, shows, panel }: Place): Promise<void> {
  await expect(
    panel
      ? page.getByRole('dialog', { name: panel })
      : page.getByRole('heading', { level: 1, name: heading, exact: true }),
  ).toBeVisible();
  if (shows !== undefined) await expect(page.getByText(shows).first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/**
 * Opens a page. From another one it goes as a link does, by the address and what the router hears of it:
 * loading everything anew for each page would be most of these tests' time.
 */
async function openAt(page: Page, place: Place): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(place.path);
  else
    await page.evaluate((path) => {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate', { state: null }));
    }, place.path);
  await shown(page, place);
}

/** As many places a test as keep two workers evenly busy: what costs most is a browser's first page. */
const placesPerTest = 9;

/** A page of a menu that is not among the places is one that nothing here holds. */
export function everyMenuEntryIsAPlace(): void {
  test('every entry of every menu is held by these tests', async ({ page }) => {
    const known = new Set(everyPage.map(({ path }) => path.replace(/\?.*$/, '')));
    for (const start of ['/ems/endpoints', `${hq}/firewall-policy`, '/lab/scenarios']) {
      await page.goto(start);
      const links = page.getByRole('navigation', { name: 'Menu' }).getByRole('link');
      await expect(links.first()).toBeVisible();
      const addresses = await links.evaluateAll((all) =>
        all.map((link) => new URL(link.getAttribute('href') ?? '', location.href).pathname),
      );
      expect(addresses.filter((address) => !known.has(address))).toEqual([]);
    }
  });
}

function inGroups(places: readonly Place[]): readonly (readonly Place[])[] {
  return Array.from({ length: Math.ceil(places.length / placesPerTest) }, (_, i) =>
    places.slice(i * placesPerTest, (i + 1) * placesPerTest),
  );
}

/**
 * Every page at the width of the project: no serious fault of accessibility.
 * @param more what else must hold of each page; it may change the window's size and its theme
 */
export function everyPageIsInOrder({
  more,
  tag = [],
}: {
  readonly more?: (page: Page, name: string, place: number) => Promise<void>;
  readonly tag?: string[];
}): void {
  for (const places of inGroups(everyPage)) {
    const list = places.map(({ name }) => name).join(', ');
    test(`in order: ${list}`, { tag }, async ({ page }) => {
      const size = page.viewportSize();
      for (const place of places)
        await test.step(place.name, async () => {
          await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
          if (size) await page.setViewportSize(size);
          await openAt(page, place);
          expect.soft(await axe(page), `${place.name}, light`).toEqual([]);
          await more?.(page, place.name, everyPage.indexOf(place));
        });
    });
  }
}

/** Names as long and odd as they may be fit every page that shows them. */
export function longNamesFit(): void {
  for (const places of inGroups(placesOfNames))
    test(`names at their limits fit: ${places.map(({ name }) => name).join(', ')}`, async ({
      page,
    }) => {
      await loadScenario(page, 'Names at their limits');
      for (const place of places)
        await test.step(place.name, async () => {
          await openAt(page, place);
          expect.soft(await layoutFaults(page), place.name).toEqual([]);
        });
    });
}
