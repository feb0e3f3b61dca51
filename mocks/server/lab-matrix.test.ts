/** The access matrix as a page asks for it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { large } from '#mocks/scenarios/large.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import {
  type MatrixWindow,
  matrixPairAnswerSchema,
  matrixWindowSchema,
} from '#model/lab/access-matrix.ts';
import { matrixGroupAnswerSchema } from '#model/lab/group-sweep.ts';
import { serverOf } from './app.ts';

let world: World;
let app: ReturnType<typeof serverOf>;
/** So many endpoints and servers that its matrix takes a while. */
const wide = {
  ...large,
  fortigates: [
    ...large.fortigates,
    ...large.fortigates
      .slice(-1)
      .flatMap((site) =>
        Array.from({ length: 36 }, (_, i) => ({ ...site, name: `FGT-COPY-${i}` })),
      ),
  ],
};

beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
  app = serverOf(world);
});

async function ask(path: string) {
  const answer = await app.request(`http://lab/lab/api/matrix${path}`);
  const body: unknown = await answer.json();
  return { status: answer.status, body };
}

/** Asked again until it is whole, as a page does. */
async function windowOf(path: string) {
  for (;;) {
    const window = matrixWindowSchema.parse((await ask(path)).body);
    if (window.counting === null) return window;
  }
}

/** `WIN11-ANN: accept near` of each row. */
async function rows(path: string): Promise<readonly string[]> {
  const { rows: found } = await windowOf(path);
  return found.map(({ label, cells }) => `${label}: ${cells.map(({ is }) => is).join(' ')}`);
}

describe('a window', () => {
  test('has every FortiGate’s servers, sums, and what each pair comes to', async () => {
    const window = await windowOf('?count=2');
    expect(window.columns.map(({ fortigate, server }) => `${fortigate} ${server}`)).toEqual([
      'FGT-HQ ZTNA-webserver',
      'FGT-HQ ZTNA-finance',
      'FGT-Branch ZTNA-store',
    ]);
    expect(window).toMatchObject({ totalRows: 20, totalColumns: 3, endpoints: 20, pairs: 60 });
    expect(window.columns.reduce((sum, one) => sum + (one.allowed ?? 0), 0)).toBe(window.allowed);
    expect(window.rows).toMatchObject([
      {
        label: 'WIN11-ANN',
        user: 'ann.berg',
        size: 1,
        allowed: 2,
        cells: [
          { is: 'accept', policytype: 'policy', policyid: 17 },
          // EMS has Finance on it, and does not share the category.
          { is: 'near', policytype: 'proxy-policy', policyid: 0, error: 65 },
          { is: 'accept', policytype: 'policy', policyid: 2 },
        ],
      },
      { label: 'WIN11-BOB', cells: [{ is: 'deny', error: 65 }, { is: 'deny' }, { is: 'accept' }] },
    ]);
  });

  test('begins where it is asked to, in rows and columns', async () => {
    const window = await windowOf('?start=19&count=5&left=2&width=5');
    expect(window).toMatchObject({ start: 19, left: 2, totalRows: 20, totalColumns: 3 });
    expect(window.rows).toHaveLength(1);
    expect(window.rows[0]?.cells).toHaveLength(1);
  });

  test('is filtered by what a host, a user or a tag is called, by server and by FortiGate', async () => {
    expect(await rows('?search=ann.berg')).toEqual(['WIN11-ANN: accept near accept']);
    expect(await rows('?search=iris&server=WEB')).toEqual(['WIN11-IRIS: near']);
    expect(await rows('?search=malicious&fortigate=FGT-HQ')).toEqual(['WIN11-GINA: deny deny']);
  });

  test('shows those with access, with a denial, with a near miss', async () => {
    const near = await rows('?show=near');
    expect(near).toContain('WIN10-CARLA: deny near deny');
    expect(near.every((one) => one.includes('near'))).toBe(true);
    const allowed = await rows('?show=allowed&server=webserver');
    expect(allowed.map((one) => one.split(':')[0])).toEqual([
      'WIN11-ANN',
      'BR-WIN-KIM',
      'WIN11-OLGA-HOME',
    ]);
    expect(await rows('?show=denied&server=store&search=ann')).toEqual([]);
  });

  test('is sorted by name and by access', async () => {
    const names = (await rows('?sort=name')).map((one) => one.split(':')[0] ?? '');
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
    const { rows: most } = await windowOf('?sort=-allowed');
    const sums = most.map(({ allowed }) => allowed);
    expect(sums).toEqual(sums.toSorted((a, b) => (b ?? 0) - (a ?? 0)));
    expect(sums[0]).toBeGreaterThan(0);
  });

  test.each(['tags', 'user', 'gateway', 'alike'])(
    'puts endpoints of one %s together, and shows a group’s one by one',
    async (group) => {
      const whole = await windowOf(`?group=${group}`);
      expect(whole.rows.reduce((sum, { size }) => sum + size, 0)).toBe(20);
      const largest = whole.rows.toSorted((a, b) => b.size - a.size)[0];
      const inside = await windowOf(
        `?group=${group}&within=${encodeURIComponent(largest?.key ?? '')}`,
      );
      expect(inside.rows).toHaveLength(largest?.size ?? 0);
      // What a group's cell counts is what its endpoints come to.
      expect(largest?.cells.map(({ is, accepted }) => accepted ?? Number(is === 'accept'))).toEqual(
        inside.columns.map(
          (_, column) => inside.rows.filter(({ cells }) => cells[column]?.is === 'accept').length,
        ),
      );
    },
  );

  test('of one access has the same cells for all', async () => {
    const { rows: groups } = await windowOf('?group=alike');
    expect(groups.flatMap(({ cells }) => cells.map(({ is }) => is))).not.toContain('some');
  });

  test('follows a change at once', async () => {
    const before = await windowOf('?server=webserver');
    const done = await world.execute({
      kind: 'lab/apply-repair',
      changes: [
        {
          kind: 'disable-policy',
          fortigate: 'FGT-HQ',
          policytype: 'policy',
          policyid: 17,
          name: '',
        },
      ],
    });
    expect(done.ok).toBe(true);
    const after = await windowOf('?server=webserver');
    expect([before.allowed > 0, after.allowed]).toEqual([true, 0]);
  });

  test.each([
    ['?fortigate=none', 404],
    ['?count=501', 400],
    ['?group=other', 400],
    ['?other=1', 400],
  ])('%s is refused with %d', async (path, status) => {
    expect((await ask(path)).status).toBe(status);
  });
});

test('a pair is explained, with the session that opens it in Connect', async () => {
  const uid = (await windowOf('?search=ann.berg')).rows[0]?.key ?? '';
  const { body } = await ask(`/pair?fortigate=FGT-HQ&server=ZTNA-finance&uid=${uid}`);
  const { host, explanation, request } = matrixPairAnswerSchema.parse(body);
  expect(host).toBe('WIN11-ANN');
  expect(explanation).toMatchObject({ action: 'deny', error: 65, cause: { kind: 'tag' } });
  const made = await world.execute({ kind: 'lab/connect', request });
  expect(made.ok && made.value.connection?.explanation).toMatchObject({
    action: 'deny',
    error: 65,
  });
  expect((await ask('/pair?fortigate=FGT-HQ&server=none&uid=1')).status).toBe(404);
  expect((await ask(`/pair?fortigate=FGT-HQ&server=none&uid=${uid}`)).status).toBe(404);
});

test('the first cells of a large world are there at once, and are what they are in the end', async () => {
  const own = await World.open(memoryStorage(), [wide]);
  const ask = async (): Promise<MatrixWindow> => {
    const answer = await serverOf(own).request('/lab/api/matrix?count=40&width=8');
    return matrixWindowSchema.parse(await answer.json());
  };
  const first = await ask();
  expect(first.counting).not.toBeNull();
  expect([first.rows.length, first.rows[0]?.cells.length]).toEqual([40, 8]);
  expect(first.rows.every(({ allowed }) => allowed === null)).toBe(true);
  let last = await ask();
  while (last.counting) last = await ask();
  const plain = ({ rows }: MatrixWindow) =>
    rows.map(({ key, cells, tags }) => ({
      key,
      tags,
      cells: cells.map((cell) => (cell.is === 'near' ? { ...cell, is: 'deny' } : cell)),
    }));
  expect(plain(first)).toEqual(plain(last));
  expect(last.rows.every(({ allowed }) => allowed !== null)).toBe(true);
});

describe('a group at a server', () => {
  const cell = '/group?group=gateway&at=FGT-HQ&to=ZTNA-webserver&row=';

  test('says how many are allowed with each value, and whose outcome hangs on one fact alone', async () => {
    const { rows: groups } = await windowOf('?group=gateway');
    const largest = groups.toSorted((a, b) => b.size - a.size)[0];
    if (!largest) throw new Error('no group');
    const { body } = await ask(`${cell}${encodeURIComponent(largest.key)}`);
    const { label, size, sweep } = matrixGroupAnswerSchema.parse(body);
    expect({ label, size }).toEqual({ label: largest.label, size: largest.size });
    expect(sweep?.allowed).toBe(largest.cells[0]?.accepted);
    const certificate = sweep?.facts.find(({ fact }) => fact === 'certificate');
    expect(certificate?.values.find(({ value }) => value === 'valid')?.allowed).toBeGreaterThan(0);
    expect(certificate?.values.find(({ value }) => value === 'none')).toMatchObject({ allowed: 0 });
    expect(certificate?.hanging).toBe(sweep?.allowed);
    expect(certificate?.first).toHaveLength(Math.min(5, certificate?.hanging ?? 0));
  });

  test('is refused in words where the group, the FortiGate or the server is not there', async () => {
    await windowOf('');
    expect(await ask(`${cell}${encodeURIComponent('=none')}`)).toMatchObject({ status: 404 });
    const nowhere = await ask('/group?group=gateway&at=FGT-HQ&to=nothing&row=x');
    expect(nowhere).toMatchObject({ status: 404 });
    expect(JSON.stringify(nowhere.body)).toContain('FGT-HQ has no ZTNA server nothing.');
  });
});

test('after a change of one endpoint the matrix follows from the one before it', async () => {
  const own = await World.open(memoryStorage(), [wide]);
  const server = serverOf(own);
  const wholeAfter = async (): Promise<{ asks: number; window: MatrixWindow }> => {
    for (let asks = 1; ; asks++) {
      const answer = await server.request('/lab/api/matrix?count=40&width=8');
      const window = matrixWindowSchema.parse(await answer.json());
      if (window.counting === null) return { asks, window };
    }
  };
  const before = await wholeAfter();
  const place = before.window.rows.findIndex(({ allowed }) => (allowed ?? 0) > 0);
  const uid = before.window.rows[place]?.key ?? '';
  expect(
    await own.execute({ kind: 'ems/endpoint-action', uid, action: 'unregister' }),
  ).toMatchObject({ ok: true });
  const after = await wholeAfter();
  expect(after.asks).toBeLessThan(before.asks);
  expect(after.window.rows[place]?.allowed).toBe(0);
  expect(after.window.allowed).toBe(
    before.window.allowed - (before.window.rows[place]?.allowed ?? 0),
  );
});
