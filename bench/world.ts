/**
 * What the middle pays for a change in a very large estate: rows, knowledge, lists and other pages.
 * `npm run bench -- world` prints a table, with `--json` the figures alone.
 */
import { knowledgeOf } from '#engine/sync/knowledge.ts';
import { fortigateNamed } from '#mocks/world/state.ts';
import type { Command } from '#mocks/world/commands.ts';
import { storeState } from '#mocks/world/storage/opening.ts';
import * as queries from '#mocks/world/queries.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import type { WorldStorage } from '#mocks/world/storage/storage.ts';
import type { Answered } from '#mocks/world/answered.ts';
import { World } from '#mocks/world/world.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { largeEstate, uidAt } from './large-estate.ts';

/** Name, bar, and what is measured: milliseconds but for the bytes. */
export const bars = {
  storedBytes: { most: 20_000, about: 'stored for one classification tag added' },
  commandMs: { most: 20, about: 'an endpoint is brought online, with all that follows' },
  knowledgeMs: { most: 20, about: 'what a FortiGate knows after it' },
  tagsTabMs: { most: 100, about: 'the Security Posture Tags tab after it' },
  otherTabMs: { most: 50, about: 'another page takes it over' },
  policyPageMs: { most: 20, about: 'a page of policies after one was changed' },
  endpointSearchMs: { most: 50, about: 'the first 50 endpoints with a text, after it' },
} as const;
export type Figure = keyof typeof bars;

const rounds = 15;
/** The first rounds are those of a program that is not warm yet. */
const warmUps = 3;

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function granted<Value>(outcome: Promise<Answered<Value>>): Promise<Value> {
  const done = await outcome;
  if (!done.ok) throw new Error(done.refusal.message);
  return done.value;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A storage that counts what it writes, as the text that it would be. */
function counting(storage: WorldStorage): { readonly storage: WorldStorage; bytes: () => number } {
  let bytes = 0;
  return {
    storage: {
      ...storage,
      write: (write) => {
        bytes = Buffer.byteLength(JSON.stringify(write));
        return storage.write(write);
      },
    },
    bytes: () => bytes,
  };
}

const list = {
  offset: 0,
  count: 50,
  status: null,
  tag: null,
  sort: 'host',
  descending: false,
} as const;
const device = { fortigate: 'FGT-1' } as const;

async function round(index: number, world: World, other: World, bytes: () => number) {
  // Every eleventh endpoint is offline.
  const uid = uidAt(index * 11);
  const online: Command = { kind: 'ems/endpoint-action', uid, action: 'bring-online' };
  const commandMs = await timed(() => granted(world.execute(online)));
  const knowledgeMs = await timed(() =>
    granted(
      world.ask(
        (state) => knowledgeOf(state.ems, fortigateNamed(state, device.fortigate)).tags.size,
        null,
      ),
    ),
  );
  const tagsTabMs = await timed(() =>
    granted(
      world.ask(queries.tagEntries, {
        ...device,
        search: '',
        type: null,
        kind: null,
        used: null,
        start: 0,
        count: 50,
      }),
    ),
  );
  const endpointSearchMs = await timed(() =>
    granted(world.ask(queries.endpoints, { ...list, search: `c-0${index % 10}` })),
  );
  const otherTabMs = await timed(async () => {
    await other.refresh();
    await granted(other.ask(queries.endpoints, { ...list, search: '' }));
  });
  await granted(world.execute({ kind: 'ems/add-classification-tag', uid, name: 'High' }));
  const storedBytes = bytes();
  await granted(
    world.execute({
      kind: 'fortigate/update',
      ...device,
      table: 'firewall policy',
      key: String(index + 1),
      values: { comments: `changed ${index}` },
      basedOn: null,
    }),
  );
  const policyPageMs = await timed(() =>
    granted(
      world.ask(queries.rows, {
        ...device,
        table: 'firewall policy',
        start: 5000,
        count: 50,
        search: '',
        filters: [],
      }),
    ),
  );
  await other.refresh();
  return {
    storedBytes,
    commandMs,
    knowledgeMs,
    tagsTabMs,
    otherTabMs,
    policyPageMs,
    endpointSearchMs,
  };
}

/** Medians, each in its own unit. */
export async function measureWorld(): Promise<Record<Figure, number>> {
  const storage = memoryStorage();
  await storeState(storage, largeEstate());
  const watched = counting(storage);
  const world = await World.open(watched.storage, [demo]);
  const other = await World.open(storage, [demo]);
  const found: Awaited<ReturnType<typeof round>>[] = [];
  for (let i = 0; i < rounds; i++) found.push(await round(i, world, other, watched.bytes));
  const of = (name: Figure): number => median(found.slice(warmUps).map((one) => one[name]));
  return {
    storedBytes: of('storedBytes'),
    commandMs: of('commandMs'),
    knowledgeMs: of('knowledgeMs'),
    tagsTabMs: of('tagsTabMs'),
    otherTabMs: of('otherTabMs'),
    policyPageMs: of('policyPageMs'),
    endpointSearchMs: of('endpointSearchMs'),
  };
}
