/** A command of every kind, for what a world holds at the moment: mostly one that it carries out. */
import * as fc from 'fast-check';
import type { Command } from '#mocks/world/commands.ts';
import { postureFor } from '#model/tagging/posture.ts';
import { endpointPosture } from '#mocks/world/tagging/posture-commands.ts';
import type { FortiGate, WorldState } from '#mocks/world/state.ts';
import { exportTags } from '#mocks/world/tagging/tagging-commands.ts';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import type { BulkChange } from '#model/ems/bulk-change.ts';
import { endpointSharingModes } from '#model/ems/ems.ts';
import { endpointActionSchema } from '#model/ems/ems-api.ts';
import { tagConflicts } from '#model/tagging/tagging-api.ts';
import { tagSpecSchema } from '#model/tagging/tagging.ts';
import { type Tag, tagCategories } from '#model/tagging/tags.ts';
import type { Chooser } from './chooser.ts';
import { connectionRequest } from './connections.ts';
import { estateMakers } from './estate-commands.ts';
import { basedOn, fortigateOf, newAddress, rowMakers } from './row-commands.ts';
import { testMakers } from './test-commands.ts';
import { definitionArbitrary } from './tagging.ts';

export type Kind = Command['kind'];
type Of<K extends Kind> = Extract<Command, { kind: K }>;

/** Names that hold where a world has nothing to choose from: the command is refused then. */
const nobody = 'nobody';

const uidOf = ({ ems }: WorldState, one: Chooser): string => one.of(ems.endpoints)?.uid ?? nobody;
const deviceOf = ({ ems }: WorldState, one: Chooser) =>
  one.of(ems.fabricDevices) ?? { name: nobody, serial: nobody, authorized: true };
const definitionId = ({ tagDefinitions }: WorldState, one: Chooser): number =>
  one.of(tagDefinitions)?.id ?? 1;
const handlerId = ({ fortiAnalyzer }: WorldState, one: Chooser): number =>
  one.of(fortiAnalyzer.handlers)?.id ?? 1;
const policies = 'firewall policy';

/** As EMS's API hands it on: read, with its fields in the schema's order. */
function specOf(state: WorldState, one: Chooser) {
  const spec = tagSpecSchema.parse(one.drawn(definitionArbitrary(1 + one.upTo(20))));
  return one.upTo(9) === 0 ? { ...spec, name: state.tagDefinitions[0]?.name ?? spec.name } : spec;
}

function verification({ name }: FortiGate, one: Chooser): Of<'fortigate/verify-connector'> {
  const which = { connector: one.either(1, 1, 2), verified: one.either(true, false, false) };
  return { kind: 'fortigate/verify-connector', fortigate: name, ...which };
}

function changeOf(state: WorldState, one: Chooser): Of<'lab/apply-repair'>['changes'][number] {
  const { uid, host, tags } = one.of(state.ems.endpoints) ?? { uid: nobody, host: '', tags: [] };
  const device = deviceOf(state, one).name;
  const { name: fortigate, config } = fortigateOf(state, one);
  const { policyid, name } = one.of(config[policies]) ?? { policyid: 0, name: '' };
  const onPolicy = { fortigate, policytype: 'policy', policyid, name } as const;
  const tag: Tag = { category: one.either(...tagCategories), name: one.either('Low', 'High') };
  const category = one.either(...tagCategories);
  const given = one.of(tags);
  return one.either(
    { kind: 'add-tag', uid, host, tag },
    {
      kind: 'remove-tag',
      uid,
      host,
      tag: given ? { category: given.category, name: given.name } : tag,
    },
    { kind: 'bring-online', uid, host },
    { kind: 'unregister', uid, host },
    { kind: one.either('share-type', 'stop-sharing-type'), device, category },
    { kind: one.either('authorize', 'reconnect'), device },
    { kind: one.either('enable-connector', 'verify-connector'), fortigate, connector: 1 },
    { kind: one.either('disable-policy', 'match-any'), ...onPolicy },
    { kind: 'present-certificate', uid, host },
  );
}

/** One that was logged, as if from elsewhere. */
function loggedLine({ fortigates }: WorldState, one: Chooser): string {
  const line = one.of(fortigates.flatMap(({ logs }) => logs))?.text ?? 'nothing';
  const [policy, host] = [one.upTo(900), one.upTo(250)];
  return one.either(
    line,
    line.replace(/policyid=\d+/, `policyid=${policy}`),
    line.replace(/dstip=\S+/, `dstip=10.66.0.${host}`),
    line.replace(/srcip=\S+/, `srcip=10.55.0.${host}`).replace(/clientdeviceid="[^"]*"/, ''),
  );
}

function script({ config }: FortiGate, one: Chooser): string {
  const address = `config firewall address\n edit "imported-${one.upTo(9)}"\n set subnet 10.70.0.0 255.255.0.0\n next\nend\n`;
  return one.either(address, `${printConfig(config)}\n${address}`, 'config nonsense\n');
}

/** Every kind has one; a kind without does not compile. */
const makers: { readonly [K in Kind]: (state: WorldState, one: Chooser) => Of<K> } = {
  'ems/create-tag': (state, one) => ({ kind: 'ems/create-tag', spec: specOf(state, one) }),
  'ems/update-tag': (state, one) => ({
    kind: 'ems/update-tag',
    id: definitionId(state, one),
    spec: specOf(state, one),
    basedOn: basedOn(state, one),
  }),
  'ems/delete-tag': (state, one) => ({ kind: 'ems/delete-tag', id: definitionId(state, one) }),
  'ems/clone-tag': (state, one) => ({ kind: 'ems/clone-tag', id: definitionId(state, one) }),
  'ems/enable-tag': (state, one) => ({
    kind: 'ems/enable-tag',
    id: definitionId(state, one),
    enabled: one.either(true, false),
  }),
  'ems/import-tags': (state, one) => ({
    kind: 'ems/import-tags',
    text: one.either(exportTags(state), exportTags(state).replace('"name": "', '"name": "X '), '?'),
    conflict: one.either(...tagConflicts),
  }),
  'ems/add-classification-tag': (state, one) => ({
    kind: 'ems/add-classification-tag',
    uid: uidOf(state, one),
    name: one.either('Contractor', 'Kiosk', 'High', ''),
  }),
  'ems/remove-classification-tag': ({ ems }, one) => {
    const classified = ems.endpoints.flatMap(({ uid, tags }) =>
      tags
        .filter(({ category }) => category === 'classification')
        .map(({ name }) => ({ uid, name })),
    );
    return {
      kind: 'ems/remove-classification-tag',
      ...(one.of(classified) ?? { uid: nobody, name: '' }),
    };
  },
  'ems/update-sharing': (state, one) => ({
    kind: 'ems/update-sharing',
    serial: deviceOf(state, one).serial,
    sharing: {
      tagTypes: ['zero_trust', ...one.some(tagCategories.filter((name) => name !== 'zero_trust'))],
      endpointSharing: one.either(...endpointSharingModes),
      selected: [...new Set([deviceOf(state, one).name])],
      ...one.either({}, { alias: 'Branch' }, { alias: '' }),
    },
    basedOn: basedOn(state, one),
  }),
  'ems/change-posture': (state, one) => {
    // An EMS without endpoints has none to ask for: another's is not found.
    const { uid } = one.of(state.ems.endpoints) ?? { uid: nobody };
    const { posture, facts } =
      uid === nobody
        ? {
            posture: postureFor('windows', 'Windows 11'),
            facts: {
              os: 'windows' as const,
              osVersion: 'Windows 11',
              user: null,
              groups: [],
              ip: '10.0.1.20',
              gateway: null,
              onNet: false,
            },
          }
        : endpointPosture(state, { uid });
    return {
      kind: 'ems/change-posture',
      posture: one.either(
        { ...posture, files: [one.either('C:\\virus.txt', 'C:\\Lab\\ready.txt')] },
        { ...posture, vulnerabilities: [] },
        { ...posture, logon: { kind: 'domain', domain: 'fortiad.example' } },
      ),
      facts: { ...facts, onNet: one.either(true, false), user: one.either(facts.user, 'ann.berg') },
      uid,
      basedOn: basedOn(state, one),
    };
  },
  'ems/endpoint-action': (state, one) => ({
    kind: 'ems/endpoint-action',
    uid: uidOf(state, one),
    action: one.drawn(fc.constantFrom(...endpointActionSchema.options)),
  }),
  'ems/change-endpoints': (state, one) => ({
    kind: 'ems/change-endpoints',
    uids: [...new Set([uidOf(state, one), uidOf(state, one), uidOf(state, one)])],
    change: one.either<BulkChange>(
      { kind: 'quarantine' },
      { kind: 'unquarantine' },
      { kind: 'add-classification-tag', name: 'Kiosk' },
      { kind: 'remove-classification-tag', name: 'Kiosk' },
      { kind: 'add-classification-tag', name: '' },
    ),
  }),
  'ems/authorize-device': (state, one) => {
    const { serial, authorized } = deviceOf(state, one);
    return { kind: 'ems/authorize-device', serial, authorized: !authorized };
  },
  'ems/connect-device': (state, one) => ({
    kind: 'ems/connect-device',
    serial: deviceOf(state, one).serial,
    connected: one.either(true, false),
  }),
  'ems/set-tag-limit': (state, one) => ({
    kind: 'ems/set-tag-limit',
    serial: deviceOf(state, one).serial,
    tagLimit: one.either(null, 1, 3, 500),
  }),
  ...estateMakers,
  ...testMakers,
  'ems/add-outbreak': (_state, one) => ({
    kind: 'ems/add-outbreak',
    spec: {
      name: `Outbreak ${one.upTo(9)}`,
      tag: one.either('Log4j', 'XZ'),
      cves: [one.either('CVE-2021-44228', 'CVE-2024-3094')],
    },
  }),
  'ems/publish-outbreak': ({ outbreaks }, one) => ({
    kind: 'ems/publish-outbreak',
    published: one.either(true, false),
    id: one.of(outbreaks)?.id ?? nobody,
  }),
  'fortianalyzer/connect': ({ ems }, one) => ({
    kind: 'fortianalyzer/connect',
    connected: one.either(true, !ems.fortiAnalyzerConnected),
  }),
  'fortianalyzer/add-handler': (_state, one) => ({
    kind: 'fortianalyzer/add-handler',
    spec: {
      indicator: one.either('botnet', 'miner', 'beacon'),
      tag: one.either('Infected', 'IoC'),
    },
  }),
  'fortianalyzer/enable-handler': (state, one) => ({
    kind: 'fortianalyzer/enable-handler',
    id: handlerId(state, one),
    enabled: one.either(true, false),
  }),
  'fortianalyzer/remove-handler': (state, one) => ({
    kind: 'fortianalyzer/remove-handler',
    id: handlerId(state, one),
  }),
  'fortianalyzer/log': (state, one) => ({
    kind: 'fortianalyzer/log',
    uid: uidOf(state, one),
    text: `found a ${one.either('botnet', 'miner', 'cat')}`,
  }),
  ...rowMakers,
  'fortigate/keep-section': (state, one) => {
    const at = { line: 0, column: 0 };
    const values = [{ text: one.either('enable', 'disable'), quoted: false }];
    return {
      kind: 'fortigate/keep-section',
      fortigate: fortigateOf(state, one).name,
      block: {
        ...at,
        kind: 'config',
        path: 'log syslogd setting',
        body: [{ ...at, kind: 'set', name: 'status', values }],
      },
    };
  },
  'fortigate/verify-connector': (state, one) => verification(fortigateOf(state, one), one),
  'fortigate/batch': (state, one) => {
    const fortigate = fortigateOf(state, one);
    return {
      kind: 'fortigate/batch',
      fortigate: fortigate.name,
      words: 'two addresses',
      steps: [newAddress(fortigate, one), newAddress(fortigate, one)],
    };
  },
  'lab/import-config': (state, one) => {
    const fortigate = fortigateOf(state, one);
    return {
      kind: 'lab/import-config',
      fortigate: fortigate.name,
      mode: one.either('merge', 'merge', 'replace'),
      script: script(fortigate, one),
      basedOn: basedOn(state, one),
      createTags: one.some([
        { category: 'classification', name: 'Imported' },
        { category: 'zero_trust', name: 'Imported' },
      ]),
    };
  },
  'lab/create-from-log': (state, one) => ({
    kind: 'lab/create-from-log',
    line: loggedLine(state, one),
    fortigate: one.either(null, fortigateOf(state, one).name),
  }),
  'lab/connect': (state, one) => ({ kind: 'lab/connect', request: connectionRequest(state, one) }),
  'lab/apply-repair': (state, one) => ({
    kind: 'lab/apply-repair',
    changes: [changeOf(state, one)],
  }),
  'lab/end-session': ({ openSessions }, one) => ({
    kind: 'lab/end-session',
    id: one.of(openSessions)?.shown.id ?? 0,
  }),
  'lab/step-clock': (_state, one) => ({
    kind: 'lab/step-clock',
    seconds: one.either(1, 60, 900, 86_400, 0),
  }),
  'lab/look-at-step': (_state, one) => ({
    kind: 'lab/look-at-step',
    id: one.either('first', 'second', 'third'),
  }),
};

const isKind = (kind: string): kind is Kind => Object.hasOwn(makers, kind);
export const kinds = Object.keys(makers).filter(isKind);

/** Connections come often, since few of them are accepted; and what they open is now and then ended. */
export function commandFor(state: WorldState, one: Chooser): Command {
  const often: readonly Kind[] =
    state.openSessions.length > 0 ? ['lab/end-session', 'lab/end-session'] : [];
  const kind = one.of([...kinds, 'lab/connect', 'lab/connect', 'lab/connect', ...often]);
  return makers[kind ?? 'lab/connect'](state, one);
}
