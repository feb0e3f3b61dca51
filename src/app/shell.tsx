import { count, numberWords, plural } from '#model/plural.ts';
import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { useWorld } from '#api/world.ts';
import { paths } from '#api/paths.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { classes } from '#ui/class-names.ts';
import { Icon } from '#ui/icons.tsx';
import { type Density, setDensity, useDensity } from '#ui/table/density.ts';
import { FilterMenu, Menu } from '#ui/menu.tsx';
import { useLookAtSteps } from '#lab/scenarios/use-look-at-steps.ts';
import { UnsavedProvider } from '#ui/panel/unsaved.tsx';
import { Banner, Skeleton } from '#ui/states.tsx';
import { type Theme, setTheme, useTheme } from '#ui/theme.ts';
import { EmsPicker } from './ems-picker.tsx';
import { useLastPlaces } from './last-places.ts';
import { menuOf } from './menus.ts';
import type { Product } from './pages/page.ts';
import { useSessionNews } from './session-news.ts';
import { type TestTally, useTestNews } from './test-news.ts';
import styles from './shell.module.css';
import { UndoMenu } from './undo-menu.tsx';
import { WorldMenu } from './world-menu.tsx';
import { WorldClock } from './world-clock.tsx';

function productAt(pathname: string): Product {
  const [, first] = pathname.split('/');
  return first === 'ems' || first === 'fortigate' ? first : 'lab';
}

function SideMenu({
  product,
  device,
  world,
  tests,
  onGo,
}: {
  readonly product: Product;
  readonly device: string;
  readonly world: WorldSummary | undefined;
  /** Null where there are none, and while they run. */
  readonly tests: TestTally | null;
  readonly onGo?: () => void;
}) {
  const { pathname } = useLocation();
  return (
    <nav className={styles['menu']} aria-label="Menu">
      {menuOf(product, device, world).map((section) => (
        <div key={section.title}>
          <h2>{section.title}</h2>
          <ul>
            {section.items.map((item) => {
              const here = pathname === item.under || pathname.startsWith(`${item.under}/`);
              return (
                <li key={item.to}>
                  <Link to={item.to} aria-current={here ? 'page' : undefined} onClick={onGo}>
                    {item.label}
                    {item.to === paths.lab.policyTests() && tests ? (
                      <span
                        className={styles['count']}
                        data-bad={tests.passed < tests.all || undefined}
                        aria-hidden="true"
                      >
                        {numberWords(tests.passed)}/{numberWords(tests.all)}
                      </span>
                    ) : null}
                    {item.count === undefined ? null : (
                      // Seen beside the name, and no part of it.
                      <span className={styles['count']} aria-hidden="true">
                        {numberWords(item.count)}
                      </span>
                    )}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** Wherever one is, until every policy test passes. */
function FailingTests({ tests: { passed, all } }: { readonly tests: TestTally }) {
  const failing = all - passed;
  if (failing === 0) return null;
  return (
    <Link
      className={classes(styles['failing'], styles['wide'])}
      to={paths.lab.policyTests({ result: 'failing' })}
    >
      <Icon name="warning" size={14} />
      {count(failing, 'policy test')} {plural(failing, 'fails', 'fail')}
    </Link>
  );
}

/** Each product opens where it was left. */
function ProductSwitch({
  device,
  world,
}: {
  readonly device: string | undefined;
  readonly world: WorldSummary | undefined;
}) {
  const { pathname } = useLocation();
  const here = productAt(pathname);
  const last = useLastPlaces(here, pathname);
  // Another world may have no FortiGate of that name.
  const isThere = world?.fortigates.some(({ name }) =>
    last.fortigate?.startsWith(`${paths.fgt(name).base()}/`),
  );
  const products: readonly { to: string; label: string; under: Product }[] = [
    { to: last.ems ?? paths.ems.endpoints(), label: 'EMS', under: 'ems' },
    ...(device === undefined
      ? []
      : [
          {
            to: (isThere ? last.fortigate : undefined) ?? paths.fgt(device).ztnaTags(),
            label: 'FortiGate',
            under: 'fortigate' as const,
          },
        ]),
    { to: last.lab ?? paths.lab.connect(), label: 'Lab', under: 'lab' },
  ];
  return (
    <nav className={styles['switch']} aria-label="Product">
      {products.map((product) => (
        <NavLink
          key={product.label}
          to={product.to}
          className={styles['product'] ?? ''}
          aria-current={undefined}
          data-here={product.under === here || undefined}
        >
          {product.label}
        </NavLink>
      ))}
    </nav>
  );
}

function DevicePicker({
  world,
  device,
}: {
  readonly world: WorldSummary;
  readonly device: string;
}) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <FilterMenu
      label="FortiGate"
      compact
      value={device}
      choices={world.fortigates.map(({ name }) => ({ value: name, label: name }))}
      onChange={(name) => {
        const [, , , ...rest] = pathname.split('/');
        void navigate(`/fortigate/${encodeURIComponent(name)}/${rest.join('/')}`);
      }}
    />
  );
}

const themes: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'system' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
];

const rowHeights: readonly { value: Density; label: string }[] = [
  { value: 'regular', label: 'regular' },
  { value: 'compact', label: 'compact' },
];

function DisplayMenu() {
  const theme = useTheme();
  const { density } = useDensity();
  return (
    <Menu
      trigger={<IconButton icon="theme" label="Display" />}
      items={[
        ...themes.map(({ value, label }) => ({
          label: `Theme: ${label}`,
          ...(value === theme ? { icon: 'check' as const } : {}),
          onSelect: () => setTheme(value),
        })),
        ...rowHeights.map(({ value, label }) => ({
          label: `Rows: ${label}`,
          ...(value === density ? { icon: 'check' as const } : {}),
          onSelect: () => setDensity(value),
        })),
      ]}
    />
  );
}

/** The menu of narrow windows. */
function Drawer({ children }: { readonly children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        render={<IconButton icon="menu" label="Menu" className={styles['drawerButton']} />}
      />
      <Dialog.Portal>
        <Dialog.Backdrop className={styles['veil']} />
        <Dialog.Popup className={styles['drawer']} aria-label="Menu">
          <div className={styles['drawerHead']}>
            <span className={styles['brandName']}>
              Posture<b>Lab</b>
            </span>
            <IconButton icon="close" label="Close the menu" onClick={() => setOpen(false)} />
          </div>
          {children(() => setOpen(false))}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export function Shell() {
  const { pathname } = useLocation();
  const params = useParams();
  const { data: world, isPending } = useWorld();
  useSessionNews();
  const tests = useTestNews();
  useLookAtSteps();
  const product = productAt(pathname);
  const device = params['device'] ?? world?.fortigates[0]?.name;
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        Skip to the page
      </a>
      <header className={styles['top']}>
        <Drawer>
          {(close) => (
            <>
              <ProductSwitch device={device} world={world} />
              <SideMenu
                product={product}
                device={device ?? ''}
                world={world}
                tests={tests}
                onGo={close}
              />
              <Link className={styles['about']} to={paths.about()} onClick={close}>
                About
              </Link>
            </>
          )}
        </Drawer>
        <Link to={paths.about()} className={styles['brand']} title="About Posture Lab">
          Posture<b>Lab</b>
        </Link>
        <div className={styles['wide']}>
          <ProductSwitch device={device} world={world} />
        </div>
        {world && product === 'fortigate' && device !== undefined ? (
          <DevicePicker world={world} device={device} />
        ) : null}
        {product === 'ems' ? <EmsPicker /> : null}
        <span className={styles['grow']} />
        {tests ? <FailingTests tests={tests} /> : null}
        {world ? (
          <>
            <WorldMenu world={world} />
            <WorldClock world={world} />
            <UndoMenu world={world} />
          </>
        ) : null}
        <DisplayMenu />
      </header>
      <div className={styles['side']}>
        <SideMenu product={product} device={device ?? ''} world={world} tests={tests} />
        <Link className={styles['about']} to={paths.about()}>
          About
        </Link>
      </div>
      <main className={styles['main']} id="main" tabIndex={-1}>
        {world?.notice ? (
          <div className={styles['notice']}>
            <Banner tone="warn">{world.notice}</Banner>
          </div>
        ) : null}
        {isPending && params['device'] !== undefined ? (
          // Only the world knows whether there is such a device to ask.
          <Skeleton lines={10} />
        ) : world &&
          params['device'] !== undefined &&
          !world.fortigates.some(({ name }) => name === params['device']) ? (
          <NoDevice name={params['device']} world={world} />
        ) : (
          <UnsavedProvider>
            <Outlet />
          </UnsavedProvider>
        )}
      </main>
    </div>
  );
}

/** An address of another world's FortiGate. */
function NoDevice({ name, world }: { readonly name: string; readonly world: WorldSummary }) {
  const navigate = useNavigate();
  const first = world.fortigates[0]?.name;
  return (
    <>
      <h1 className={styles['title']}>No such FortiGate</h1>
      <Banner
        tone="warn"
        action={
          first === undefined ? null : (
            <Button onClick={() => void navigate(paths.fgt(first).ztnaTags())}>Open {first}</Button>
          )
        }
      >
        The world {world.name} has no FortiGate named {name}.
      </Banner>
    </>
  );
}
