/** What follows from a change is what would be learned from nothing. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { type TagCategory, tagCategories } from '#model/tagging/tags.ts';
import { deviceOf, emsOf, endpointOf, fortigateOf } from '#test/fixtures/installation.ts';
import { endpointOf as found, followEndpoints, indexOf, timesOf } from './endpoint-index.ts';
import { followKnowledge, knowledgeOf } from './knowledge.ts';

const tag = fc.record({
  category: fc.constantFrom<TagCategory>(...tagCategories),
  name: fc.constantFrom('A', 'B', 'C'),
  since: fc.nat(9),
});
const values = fc.record({
  ip: fc.constantFrom('10.0.1.1', '10.0.1.2', '10.0.1.3'),
  mac: fc.constantFrom('02:00:00:00:00:0A', '02:00:00:00:00:0b'),
  registered: fc.boolean(),
  online: fc.boolean(),
  gateway: fc.constantFrom('FGT-A', 'FGT-B', null),
  tags: fc.uniqueArray(tag, { maxLength: 4, selector: (one) => one.category + one.name }),
});
const device = fc.record({
  endpointSharing: fc.constantFrom('all', 'connected'),
  connected: fc.boolean(),
  tagLimit: fc.constantFrom(undefined, 1, 3),
});
const step = fc.record({
  at: fc.nat(20),
  values,
  what: fc.constantFrom('change', 'change', 'change', 'remove', 'add', 'share'),
  device,
});

function made(uid: number, given: Partial<Endpoint>): Endpoint {
  return endpointOf({ uid: String(uid).padStart(32, '0'), ...given });
}

/** All that can be asked of it. */
function answers(ems: Ems) {
  const { carriers } = indexOf(ems.endpoints);
  const knowledge = knowledgeOf(ems, fortigateOf('FGT-A'));
  return {
    tags: [...carriers].map(([key, one]) => [
      key,
      one.places.all(),
      one.places.size,
      timesOf(indexOf(ems.endpoints), one),
    ]),
    uids: ems.endpoints.map(({ uid }) => found(ems, uid)),
    link: knowledge.link,
    refused: knowledge.refused,
    known: [...knowledge.tags].map(([key, { endpoints, ips, macs }]) => [
      key,
      endpoints,
      [...ips],
      [...macs],
      [ips.size, macs.size, ips.has('10.0.1.1'), macs.has('02:00:00:00:00:0b')],
    ]),
    addresses: knowledge.byAddress.keys().map((ip) => [ip, knowledge.byAddress.get(ip)]),
  };
}

test('endpoints come, go and change, devices are shared with otherwise, tags have no room', () => {
  let followed = 0;
  fc.assert(
    fc.property(
      fc.array(values, { minLength: 1, maxLength: 8 }),
      device,
      fc.array(step, { minLength: 1, maxLength: 8 }),
      (first, sharing, steps) => {
        const shared = (given: typeof sharing) => {
          const { tagLimit, ...rest } = given;
          return deviceOf({ ...rest, ...(tagLimit === undefined ? {} : { tagLimit }) });
        };
        let ems = emsOf(
          first.map((one, i) => made(i, one)),
          [shared(sharing)],
        );
        answers(ems);
        for (const { at, values: given, what, device: other } of steps) {
          const place = ems.endpoints.length === 0 ? 0 : at % ems.endpoints.length;
          const old = ems.endpoints[place];
          const before = ems;
          if (what === 'share') ems = { ...ems, fabricDevices: [shared(other)] };
          else if (what === 'remove')
            ems = { ...ems, endpoints: ems.endpoints.toSpliced(place, 1) };
          else if (what === 'add' || !old)
            ems = { ...ems, endpoints: ems.endpoints.toSpliced(place, 0, made(100 + at, given)) };
          else ems = { ...ems, endpoints: ems.endpoints.with(place, { ...old, ...given }) };
          followEndpoints(before.endpoints, ems.endpoints);
          followKnowledge(before, ems);
          const fresh = { ...ems, endpoints: [...ems.endpoints] };
          expect(answers(ems)).toEqual(answers(fresh));
          if (what === 'change') followed++;
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(followed).toBeGreaterThan(100);
});

test('hundreds of changes beside the first list are the same as a new list', () => {
  let ems = emsOf(
    Array.from({ length: 3000 }, (_, i) =>
      made(i, {
        ip: `10.0.${i >> 8}.${i & 255}`,
        gateway: 'FGT-A',
        tags: [{ category: 'zero_trust', name: `T${i % 7}`, since: i }],
      }),
    ),
    [deviceOf({})],
  );
  answers(ems);
  for (let i = 0; i < 1300; i++) {
    const place = (i * 7) % 3000;
    const old = ems.endpoints[place];
    if (!old) throw new Error('no endpoint');
    const before = ems;
    const changed = {
      ...old,
      ip: `10.1.${i >> 8}.${i & 255}`,
      tags: [{ category: 'zero_trust' as const, name: `T${i % 5}`, since: i }],
    };
    ems = { ...ems, endpoints: ems.endpoints.with(place, changed) };
    followKnowledge(before, ems);
  }
  expect(answers(ems)).toEqual(answers({ ...ems, endpoints: [...ems.endpoints] }));
});
