import { describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const place = { fortigate: 'FGT-HQ', session: 'one' };

async function opened() {
  let announced = 0;
  const storage = memoryStorage();
  const world = await World.open(storage, scenarios, () => announced++);
  const type = async (...lines: string[]) => {
    const answer = await world.typeLines({ ...place, lines });
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value;
  };
  const row = async (key: string) =>
    world.ask(queries.row, { fortigate: 'FGT-HQ', table: 'firewall policy', key });
  return { world, storage, type, row, announced: () => announced };
}

describe('the command line of a world', () => {
  test('a change is stored, announced, and seen by the pages; Undo takes back one line', async () => {
    const { world, storage, type, row, announced } = await opened();
    const answer = await type('config firewall policy', 'edit 17', 'set comments typed', 'next');
    expect(answer).toMatchObject({ changed: true, closed: false, prompt: 'FGT-HQ (policy) # ' });
    expect(answer.lines.map(({ prompt }) => prompt)).toEqual([
      'FGT-HQ # ',
      'FGT-HQ (policy) # ',
      'FGT-HQ (17) # ',
      'FGT-HQ (17) # ',
    ]);
    expect(announced()).toBe(1);
    expect(JSON.stringify(await storage.load())).toContain('"comments":"typed"');
    expect(await row('17')).toMatchObject({ value: { rows: [{ comments: 'typed' }] } });
    expect((await world.summary()).undo[0]?.words).toBe('edit policy 17');
    await world.undo();
    expect(await row('17')).toMatchObject({ value: { rows: [{ comments: '' }] } });
    // The session still stands where it stood.
    expect((await type()).prompt).toBe('FGT-HQ (policy) # ');
  });

  test('a line that only looks is nothing to store or to undo', async () => {
    const { world, type, announced } = await opened();
    const before = (await world.summary()).revision;
    const { changed } = await type(
      'show',
      'foo',
      'config firewall policy',
      'edit 17',
      'next',
      'end',
    );
    expect(changed).toBe(false);
    expect(announced()).toBe(0);
    expect(await world.summary()).toMatchObject({ revision: before, undo: [] });
  });

  test('an editor in a page that is open meanwhile hears of it', async () => {
    const { world, type } = await opened();
    const basedOn = (await world.summary()).revision;
    await type('config firewall policy', 'edit 17', 'set comments typed', 'end');
    const outcome = await world.execute({
      kind: 'fortigate/update',
      fortigate: 'FGT-HQ',
      table: 'firewall policy',
      key: '17',
      values: { comments: 'from a form' },
      basedOn,
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  });

  test('a rename is a change of the entries that refer to it, too', async () => {
    const { world, type } = await opened();
    const basedOn = (await world.summary()).revision;
    await type('config firewall vip', 'rename ZTNA-webserver to ZTNA-web', 'end');
    const outcome = await world.execute({
      kind: 'fortigate/update',
      fortigate: 'FGT-HQ',
      table: 'firewall policy',
      key: '17',
      values: { comments: 'from a form' },
      basedOn,
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  });

  test('a purge is undone as one', async () => {
    const { world, type } = await opened();
    await type('config firewall policy', 'purge', 'y', 'end');
    expect((await world.summary()).undo[0]?.words).toBe('purge firewall policy');
    await world.undo();
    expect((await world.summary()).fortigates[0]?.firewallPolicies).toBe(5);
  });

  test('each session stands somewhere of its own, on its own FortiGate', async () => {
    const { world, type } = await opened();
    await type('config firewall policy');
    const other = await world.typeLines({ ...place, session: 'two', lines: ['show firewall foo'] });
    expect(other).toMatchObject({ value: { prompt: 'FGT-HQ # ' } });
    const branch = await world.typeLines({ ...place, fortigate: 'FGT-Branch', lines: [] });
    expect(branch).toMatchObject({ value: { prompt: 'FGT-Branch # ' } });
    expect((await type()).prompt).toBe('FGT-HQ (policy) # ');
  });

  test('exit leaves the lines after it undone, and the next ones begin anew', async () => {
    const { type } = await opened();
    const answer = await type('exit', 'config firewall policy');
    expect(answer).toMatchObject({ closed: true, prompt: 'FGT-HQ # ' });
    expect(answer.lines).toHaveLength(1);
  });

  test('help says what may be typed, and where the word begins', async () => {
    const { world } = await opened();
    expect(await world.completeLine({ ...place, text: 'show firewall addr' })).toMatchObject({
      value: {
        from: 14,
        words: ['address', 'addrgrp'],
        help: ['address    A table.', 'addrgrp    A table.'],
      },
    });
    const whole = await world.completeLine({ ...place, text: 'show firewall address ' });
    expect(whole.ok && whole.value.help.at(-1)).toMatch(/^<Enter> +Run the line\.$/);
  });

  test('there is no such FortiGate', async () => {
    const { world } = await opened();
    const refused = {
      ok: false,
      refusal: { message: 'This world has no FortiGate named FGT-X.' },
    };
    const nowhere = { ...place, fortigate: 'FGT-X' };
    expect(await world.typeLines({ ...nowhere, lines: ['show'] })).toMatchObject(refused);
    expect(await world.typeLines({ ...nowhere, lines: [] })).toMatchObject(refused);
    expect(await world.completeLine({ ...nowhere, text: '' })).toMatchObject(refused);
  });
});
