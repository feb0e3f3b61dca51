import { describe, expect, test } from 'vitest';
import { PlainDecisions } from '#engine/analysis/plain-decisions.ts';
import { knowledgeOf, roomFor } from '#engine/sync/knowledge.ts';
import { plain } from '#model/words/sentence.ts';
import { causeSentence } from '#model/words/tag-cause.ts';
import { demo } from '#mocks/scenarios/demo.ts';
import { fabricDeviceAnswerSchema } from '#model/ems/ems-api.ts';
import type { Ems } from '#model/ems/ems.ts';
import { modelTagLimit } from '#model/ems/fortigate-models.ts';
import { tagRoomWords } from '#model/words/tag-limit.ts';
import { sameTag, tagKey } from '#model/tagging/tags.ts';
import { emsClient } from '#test/fixtures/ems-client.ts';
import { buildWorld } from '../build-world.ts';
import { fortigateNamed } from '../state.ts';
import * as queries from '../queries.ts';

const hq = 'FGT-HQ';
const serial = 'FGVM02TM22013110';
const world = buildWorld(demo);

function withLimit(ems: Ems, tagLimit: number): Ems {
  return {
    ...ems,
    fabricDevices: ems.fabricDevices.map((one) =>
      one.name === hq
        ? { ...one, tagLimit, tagTypes: ['zero_trust', 'classification'] as const }
        : one,
    ),
  };
}

function hqOf(ems: Ems) {
  const device = ems.fabricDevices.find(({ name }) => name === hq);
  if (!device) throw new Error('no HQ');
  return roomFor(ems, device, fortigateNamed(world, hq));
}

describe('a FortiGate has room for half as many tags as addresses [25915]', () => {
  test('its model says for how many', () => {
    expect(modelTagLimit(serial)).toBe(10_000);
    expect(modelTagLimit('unknown')).toBeUndefined();
    expect(world.ems.fabricDevices.map((one) => one.tagLimit)).toEqual([10_000, 10_000]);
  });

  test('past it, tags are refused that came later', () => {
    const unlimited = hqOf(withLimit(world.ems, 1000));
    expect(unlimited.refused).toEqual([]);
    const all = unlimited.tags.length;
    const { tags, refused } = hqOf(withLimit(world.ems, 3));
    expect([tags.length, refused.length]).toEqual([3, all - 3]);
    const limited = withLimit(world.ems, 3);
    const known = [...knowledgeOf(limited, fortigateNamed(world, hq)).tags.keys()].toSorted();
    expect(known).toEqual(tags.map(tagKey).toSorted());
    const since = (key: string): number =>
      Math.min(
        ...limited.endpoints.flatMap((one) =>
          one.tags.flatMap((tag) => (tagKey(tag) === key ? [tag.since] : [])),
        ),
      );
    const latestIn = Math.max(...tags.map((tag) => since(tagKey(tag))));
    expect(refused.every((tag) => since(tagKey(tag)) >= latestIn)).toBe(true);
  });

  test.each([1, 2, 3, 5])(
    'with room for %i, decisions are as if no endpoint had the refused tags',
    (limit) => {
      const limited = withLimit(world.ems, limit);
      const { refused } = hqOf(limited);
      const stripped: Ems = {
        ...withLimit(world.ems, 1000),
        endpoints: world.ems.endpoints.map((one) => ({
          ...one,
          tags: one.tags.filter((tag) => !refused.some((other) => sameTag(other, tag))),
        })),
      };
      const fortigate = world.fortigates.find(({ name }) => name === hq);
      if (!fortigate) throw new Error('no HQ');
      const decided = (ems: Ems) => {
        const plain = new PlainDecisions(ems, fortigate, { srcintf: null, at: world.clock });
        return ems.endpoints.map((endpoint) => plain.of(endpoint));
      };
      expect(decided(limited)).toEqual(decided(stripped));
    },
  );
});

describe('both products say it', () => {
  test('EMS of the device, FortiOS of its connector, and the decision of the tag', async () => {
    const { world: lab, ask } = await emsClient();
    await ask('PUT', `/fabric_devices/${serial}/tag_limit`, { tagLimit: 2 });
    const { data } = await ask('GET', `/fabric_devices/${serial}`);
    const { room } = fabricDeviceAnswerSchema.parse(data);
    expect(room).toMatchObject({ model: 'FortiGate-VM02', tagLimit: 2, tags: 2 });
    expect(tagRoomWords(room)).toMatch(/^The limit of 2 tags is reached.* Refused: .+ more\.$/);
    const status = await lab.ask(queries.emsStatus, { fortigate: hq });
    expect(status.ok && status.value.room).toEqual(room);

    const made = await lab.execute({
      kind: 'lab/connect',
      request: {
        fortigate: hq,
        endpoint: 'A1D0C6E27B9F4A58830E5C14F7B26D01',
        server: 'ZTNA-webserver',
        certificate: 'valid',
        srcintf: 'port3',
        srcip: '10.0.1.21',
        os: 'windows',
        path: '/',
        host: null,
      },
    });
    const explanation = made.ok ? made.value.connection?.explanation : undefined;
    expect(explanation).toMatchObject({ action: 'deny', broke: 'fortigate-knows' });
    const asked = explanation?.policies
      .flatMap(({ conditions }) => conditions)
      .flatMap((one) => (one.kind === 'tags' ? one.asked : []))
      .find(({ cause }) => cause?.kind === 'no-room');
    expect(asked && explanation && plain(causeSentence(asked, explanation))).toMatch(
      /WIN11-ANN has .*, but FGT-HQ refused the tag: its limit of 2 tags was reached\.$/,
    );
    const knowledge = await lab.ask(queries.knowledge, { category: 'zero_trust', tag: 'Low-Risk' });
    expect(knowledge.ok && knowledge.value.devices[0]).toMatchObject({
      absence: { kind: 'no-room', limit: 2 },
    });

    await ask('PUT', `/fabric_devices/${serial}/tag_limit`, { tagLimit: null });
    const again = fabricDeviceAnswerSchema.parse(
      (await ask('GET', `/fabric_devices/${serial}`)).data,
    );
    expect(again.room).toMatchObject({ tagLimit: 10_000, refused: [] });
    expect(tagRoomWords(again.room)).toBeNull();
  });

  test('a limit that is none is refused at its field', async () => {
    const { ask } = await emsClient();
    const answer = await ask('PUT', `/fabric_devices/${serial}/tag_limit`, { tagLimit: 0 });
    expect([answer.status, answer.result.field]).toEqual([400, 'tagLimit']);
    const unknown = await ask('PUT', '/fabric_devices/X/tag_limit', { tagLimit: 5 });
    expect(unknown.status).toBe(404);
  });
});
