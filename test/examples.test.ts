import { describe, expect, test } from 'vitest';
import { printLogDisplay, printLogLine } from '#formats/log/line.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';
import { seed } from '#test/fixtures/seed-lines.ts';
import { incomingOf } from '#test/fixtures/incoming.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import * as queries from '#mocks/world/queries.ts';
import { World } from '#mocks/world/world.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';

async function opened(id: string): Promise<World> {
  const world = await World.open(memoryStorage(), scenarios);
  expect(await world.loadScenario(id)).toMatchObject({ ok: true });
  return world;
}

async function connected(world: World, id: string) {
  const connect = scenarios.find((one) => one.about.id === id)?.about.connect;
  if (!connect) throw new Error(`no place to start in ${id}`);
  const endpoint = await world.ask(queries.endpoint, { uid: connect.endpoint });
  if (!endpoint.ok) throw new Error(endpoint.refusal.message);
  const outcome = await world.execute({
    kind: 'lab/connect',
    request: {
      ...connect,
      srcintf: await incomingOf(world, connect.fortigate, connect.endpoint),
      srcip: endpoint.value.ip,
      os: endpoint.value.os,
      path: '/',
      host: null,
    },
  });
  if (!outcome.ok || !outcome.value.connection) throw new Error('not connected');
  return outcome.value.connection;
}

describe('the two published examples', () => {
  test('Example 1 gives its log line byte for byte', async () => {
    const world = await opened('example-1');
    const { record, denied, protectedPage } = await connected(world, 'example-1');
    expect(printLogLine(record.line)).toBe(seed.example1.line);
    expect(record.number).toBe(seed.example1.index);
    expect(denied).toBeNull();
    expect(protectedPage?.realServer).toBe('10.88.0.3:443');
  });

  test('Example 2 gives its log line, its number and its header byte for byte', async () => {
    const world = await opened('example-2');
    const { record, denied, explanation } = await connected(world, 'example-2');
    expect(printLogLine(record.line)).toBe(seed.example2.line);
    expect(record.number).toBe(seed.example2.index);
    expect(denied?.code).toBe('065');
    expect(plain(headline(explanation))).toBe(
      'Policy 17 ZTNA-webserver-allow asks for All of its tags. WIN10-02 does not have Low-Risk. It has Low, a classification tag, which is another tag. No policy matched, so the implicit deny applies (error 065).',
    );
    const logs = await world.ask(queries.logs, {
      fortigate: 'FGT-A',
      subtype: 'ztna',
      start: 0,
      count: 50,
      search: '',
      action: null,
    });
    if (!logs.ok) throw new Error(logs.refusal.message);
    expect(
      logs.value.display.startsWith(`${seed.example2.header}\n\n7: ${seed.example2.line}\n`),
    ).toBe(true);
    expect(logs.value.display).toBe(printLogDisplay(5, logs.value.records));
  });

  test('All instead of Any flips Example 1, and the missing tag is named', async () => {
    const world = await opened('example-1');
    const edited = await world.execute({
      kind: 'fortigate/update',
      fortigate: 'FGT-A',
      table: 'firewall policy',
      key: '17',
      values: { 'ztna-tags-match-logic': 'and' },
      basedOn: null,
    });
    expect(edited.ok).toBe(true);
    const { explanation } = await connected(world, 'example-1');
    expect(explanation.action).toBe('deny');
    expect(plain(headline(explanation))).toContain('WIN10-01 does not have Low-Risk');
  });
});
