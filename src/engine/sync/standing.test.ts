/** What a FortiGate knows of a tag on an endpoint: one row for each reason, and for reasons that meet. */
import { describe, expect, test } from 'vitest';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import { addressSentence, absenceSentence, tagAbsenceSentence } from '#model/words/standing.ts';
import { type Standing, type TagAbsence, standingSchema } from '#model/ems/standing.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { deviceOf, emsOf, endpointOf, fortigateOf } from '#test/fixtures/installation.ts';
import { knowledgeOf } from './knowledge.ts';
import { endpointAbsence, standingOf, tagAbsence } from './standing.ts';

const low: Tag = { category: 'classification', name: 'Low' };
const fortiAd: Tag = { category: 'zero_trust', name: 'FortiAD' };
const endpoint = endpointOf({
  tags: [
    { ...fortiAd, since: 0 },
    { ...low, since: 1 },
  ],
});

function known(from: Partial<Endpoint>, device: Partial<FabricDevice> | null) {
  const one = { ...endpoint, ...from };
  const devices = device === null ? [] : [deviceOf(device)];
  return { one, knowledge: knowledgeOf(emsOf([one], devices), fortigateOf('FGT-A')) };
}

const shared: Partial<FabricDevice> = { tagTypes: ['zero_trust', 'classification'] };

describe('a tag of an endpoint', () => {
  test.each<[string, Tag, Partial<Endpoint>, Partial<FabricDevice> | null, Standing]>([
    ['is known', low, {}, shared, { known: true, addresses: { kind: 'given', by: 'own-gateway' } }],
    [
      'is known, of an endpoint behind a selected device',
      low,
      { gateway: 'FGT-B' },
      { ...shared, endpointSharing: 'selected', selected: ['FGT-B'] },
      { known: true, addresses: { kind: 'given', by: 'selected' } },
    ],
    [
      'is known, of every endpoint',
      low,
      { gateway: null },
      { ...shared, endpointSharing: 'all' },
      { known: true, addresses: { kind: 'given', by: 'all' } },
    ],
    [
      'is known, and its address is left out',
      low,
      { gateway: 'FGT-B' },
      shared,
      { known: true, addresses: { kind: 'left-out', gateway: 'FGT-B' } },
    ],
    [
      'of a FortiGate that EMS does not list',
      low,
      {},
      null,
      { known: false, why: { kind: 'link', link: 'not-configured' } },
    ],
    [
      'of one that EMS has not authorized',
      low,
      {},
      { ...shared, authorized: false },
      { known: false, why: { kind: 'link', link: 'not-authorized' } },
    ],
    [
      'of one whose connection is down',
      low,
      {},
      { ...shared, connected: false },
      { known: false, why: { kind: 'link', link: 'down' } },
    ],
    [
      'of one that is denied and down: first it is denied',
      low,
      {},
      { ...shared, authorized: false, connected: false },
      { known: false, why: { kind: 'link', link: 'not-authorized' } },
    ],
    [
      'before that the connection is down, though the endpoint is offline and lacks it',
      { ...low, name: 'No' },
      { online: false, registered: false },
      { connected: false },
      { known: false, why: { kind: 'link', link: 'down' } },
    ],
    [
      'of one that is neither registered nor online: no information comes first (066)',
      low,
      { online: false, registered: false },
      shared,
      { known: false, why: { kind: 'not-registered' } },
    ],
    [
      'of one that is offline and whose type is not shared: offline comes first (067)',
      low,
      { online: false },
      {},
      { known: false, why: { kind: 'offline' } },
    ],
    [
      'that it lacks, of a type that is not shared: that it lacks it comes first',
      { ...low, name: 'Elsewhere' },
      {},
      {},
      { known: false, why: { kind: 'endpoint-lacks', near: null } },
    ],
    [
      'that is no other: it has one that is spelt in other case',
      { ...low, name: 'LOW' },
      {},
      shared,
      { known: false, why: { kind: 'endpoint-lacks', near: { tag: low, how: 'other-case' } } },
    ],
    [
      'of a type that is not shared',
      low,
      {},
      {},
      { known: false, why: { kind: 'type-not-shared', category: 'classification' } },
    ],
    [
      'for which there is no room',
      low,
      {},
      { ...shared, tagLimit: 1 },
      { known: false, why: { kind: 'no-room', limit: 1 } },
    ],
  ])('%s', (_, tag, from, device, standing) => {
    const { one, knowledge } = known(from, device);
    expect(standingOf(knowledge, one, tag)).toMatchObject(standing);
    expect(standingSchema.safeParse(standingOf(knowledge, one, tag)).success).toBe(true);
    const words = standing.known
      ? addressSentence(standing.addresses, 'FGT-A')
      : absenceSentence(standing.why, 'FGT-A');
    expect(words).toMatch(/^[A-Z].*\.$/);
  });

  test('of nobody: EMS has no such endpoint', () => {
    const { knowledge } = known({}, shared);
    const why = { kind: 'no-endpoint' };
    expect(endpointAbsence(knowledge, null)).toEqual(why);
    expect(standingOf(knowledge, null, low)).toEqual({ known: false, why });
  });
});

describe('a tag, whoever carries it', () => {
  test.each<[string, Tag, Partial<FabricDevice> | null, TagAbsence | null, string]>([
    ['is there', low, shared, null, ''],
    [
      'is not there without a connection',
      low,
      null,
      { kind: 'link', link: 'not-configured' },
      'FGT-A has no connection to EMS.',
    ],
    [
      'is not there where its type is not shared',
      low,
      {},
      { kind: 'type-not-shared', category: 'classification' },
      'EMS does not share Classification Tags with FGT-A.',
    ],
    [
      'is not there where room is full',
      low,
      { ...shared, tagLimit: 1 },
      { kind: 'no-room', limit: 1 },
      'FGT-A refused the tag: its limit of 1 tag was reached.',
    ],
    [
      'is not there where nobody has it',
      { ...low, name: 'low' },
      shared,
      { kind: 'nobody-carries', near: { tag: low, how: 'other-case' } },
      'No endpoint has this tag. FGT-A has the classification tag Low, which is another tag.',
    ],
  ])('%s', (_, tag, device, absence, words) => {
    const found = tagAbsence(known({}, device).knowledge, tag);
    expect(found).toEqual(absence);
    expect(found ? tagAbsenceSentence(found, 'FGT-A') : '').toBe(words);
  });
});
