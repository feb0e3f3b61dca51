/** Changes that mend a finding, each checked: it is made, and the finding is looked for again. */
import type { Change } from '#model/decision/repair.ts';
import { type Finding, type FindingPlace, policyAt } from '#model/lab/findings.ts';
import { tagAddressName, parseTagAddressName } from '#model/tagging/tag-names.ts';
import { nearMiss } from '../../explain/near-miss.ts';
import { applyChange } from '../../repairs/apply-change.ts';
import { lineBy } from '../../sync/lines.ts';
import { type Estate, type Site, siteOf } from './draft.ts';
import { PolicyProofs } from './policy-findings.ts';
import { settingFindings } from './setting-findings.ts';
import { askedInVain, wideSharing } from './tag-findings.ts';

type Policy = NonNullable<ReturnType<typeof policyAt>> & { readonly fortigate: string };

function policyOf(site: Site, place: FindingPlace): Policy | null {
  const policy = policyAt(place);
  return policy && { fortigate: site.fortigate.name, ...policy };
}

/** The device by which an EMS lists the FortiGate, and that server where it is not the first. */
function deviceOf(site: Site, connector: number) {
  const line = lineBy(site.lines, connector);
  const { serial } = site.estate.ems;
  const server = line?.server.serial;
  return {
    device: site.fortigate.name,
    ...(server !== undefined && server !== serial ? { ems: server } : {}),
  };
}

function connecting(
  site: Site,
  { connector, link }: Extract<Finding['about'], { kind: 'not-connected' }>,
): readonly Change[] {
  const device = deviceOf(site, connector);
  const ofConnector = { fortigate: site.fortigate.name, connector };
  switch (link) {
    case 'not-authorized':
      return [{ kind: 'authorize', ...device }];
    case 'down':
      return [{ kind: 'reconnect', ...device }];
    case 'disabled':
      return [{ kind: 'enable-connector', ...ofConnector }];
    case 'other-serial':
      return [{ kind: 'set-connector-serial', ...ofConnector, serial: site.estate.ems.serial }];
    case 'unverified':
      return [{ kind: 'verify-connector', ...ofConnector }];
    case 'no-tags':
      return [{ kind: 'pull-tags', ...ofConnector }];
    case 'not-configured':
      return [];
  }
}

/** The tag list of a policy that a field is; null for its addresses. */
function listOf(field: string): 'primary' | 'secondary' | null {
  if (field === 'ztna-ems-tag') return 'primary';
  return field === 'ztna-ems-tag-secondary' ? 'secondary' : null;
}

/** The tag of this FortiGate that comes nearest to one that is not there. */
function swapping(
  site: Site,
  policy: Policy,
  { field, name, tag }: Extract<Finding['about'], { kind: 'undefined-reference' }>,
): readonly Change[] {
  const list = listOf(field);
  const parsed = parseTagAddressName(name);
  if (list === null || tag === null || parsed === null) return [];
  const line = lineBy(site.lines, parsed.connector) ?? site.lines[0];
  const known = [...line.knowledge.tags.values()].map((one) => one.tag);
  const near = line.connector === null ? null : nearMiss(tag, known);
  if (!near || line.connector === null) return [];
  const to = tagAddressName(near.tag, parsed.kind, line.connector);
  return [{ kind: 'swap-tag', ...policy, list, from: name, to, asked: tag, tag: near.tag }];
}

/** Each alone, by what is wrong. */
function candidates(
  site: Site,
  { about, because, ...place }: Finding,
): readonly (readonly Change[])[] {
  const policy = policyOf(site, place);
  switch (about.kind) {
    case 'not-connected':
      return connecting(site, about).map((one) => [one]);
    case 'not-shared': {
      const { connector = 1 } = parseTagAddressName(about.name) ?? {};
      return [[{ kind: 'share-type', ...deviceOf(site, connector), category: about.tag.category }]];
    }
    case 'undefined-reference':
      return policy ? swapping(site, policy, about).map((one) => [one]) : [];
    case 'never-matches':
      if (policy && about.why === 'exclusive-tags') return [[{ kind: 'match-any', ...policy }]];
      return policy && about.why === 'mac' ? macToIp(policy, about.names) : [];
    case 'shadowed': {
      if (!policy) return [];
      const [first] = because.filter(({ table }) => table === place.table);
      return [
        ...(first
          ? [
              [
                {
                  kind: 'move-policy',
                  ...policy,
                  before: Number(first.key),
                  beforeName: first.name,
                } as const,
              ],
            ]
          : []),
        [{ kind: 'disable-policy', ...policy }],
      ];
    }
    case 'redundant':
      return policy ? [[{ kind: 'disable-policy', ...policy }]] : [];
    case 'no-effect':
      return policy && about.why === 'match-logic' ? [[{ kind: 'match-any', ...policy }]] : [];
    case 'wide-sharing':
      return narrowing(site, about, place.key).map((one) => [one]);
    case 'no-room':
    case 'open-to-all':
    case 'warning':
    case 'server-unreached':
    case 'not-decided':
    case 'not-reached':
    case 'no-access':
    case 'unused-tag':
    case 'unused-server':
    case 'unused-object':
      return [];
  }
}

function macToIp(policy: Policy, names: readonly string[]): readonly (readonly Change[])[] {
  const changes = names.flatMap((from): Change[] => {
    const parsed = parseTagAddressName(from);
    if (parsed?.kind !== 'mac') return [];
    const to = tagAddressName(parsed.tag, 'ip', parsed.connector);
    return [{ kind: 'mac-to-ip', ...policy, list: 'primary', from, to, tag: parsed.tag }];
  });
  return changes.length > 0 && changes.length === names.length ? [changes] : [];
}

function narrowing(
  site: Site,
  { category }: Extract<Finding['about'], { kind: 'wide-sharing' }>,
  serial: string,
): readonly Change[] {
  const line = site.lines.find(({ knowledge }) => knowledge.device?.serial === serial);
  if (!line || line.connector === null) return [];
  const device = deviceOf(site, line.connector);
  if (category !== null) return [{ kind: 'stop-sharing-type', ...device, category }];
  const selected = [...(line.knowledge.device?.selected ?? [])];
  return [{ kind: 'narrow-endpoint-sharing', ...device, endpointSharing: 'connected', selected }];
}

/** Whether the finding is still there. */
function stands({ id, about, ...place }: Finding, site: Site): boolean {
  switch (about.kind) {
    case 'never-matches':
    case 'shadowed':
    case 'redundant': {
      const policy = policyAt(place);
      const key = policy ? `${policy.policytype} ${policy.policyid}` : '';
      const found: Finding[] = [];
      for (const _ of new PolicyProofs(site, key).work(null, found));
      return found.some((one) => one.id === id);
    }
    case 'no-effect':
      return settingFindings(site).some((one) => one.id === id);
    case 'wide-sharing':
      return wideSharing(site).some((one) => one.id === id);
    case 'not-connected':
    case 'not-shared':
    case 'undefined-reference':
    case 'no-room':
      return askedInVain(site).some((one) => one.id === id);
    case 'open-to-all':
    case 'warning':
    case 'server-unreached':
    case 'not-decided':
    case 'not-reached':
    case 'no-access':
    case 'unused-tag':
    case 'unused-server':
    case 'unused-object':
      return true;
  }
}

/** Changes after which the finding is gone, the most likely to be meant first. */
export function mendsFor(finding: Finding, estate: Estate): readonly (readonly Change[])[] {
  const fortigate = estate.fortigates.find(({ name }) => name === finding.fortigate);
  if (!fortigate) return [];
  return candidates(siteOf(estate, fortigate), finding).filter((changes) => {
    const after = changes.reduce(
      (installation, change) => applyChange(installation, change, estate.at.epochMs),
      { ems: estate.ems, fortigates: estate.fortigates },
    );
    const then = after.fortigates.find(({ name }) => name === finding.fortigate);
    return then !== undefined && !stands(finding, siteOf({ ...estate, ...after }, then));
  });
}
