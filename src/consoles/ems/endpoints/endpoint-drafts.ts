/** Endpoints as the lab's forms and tables of them have them. */
import { namesIn } from '#consoles/table-import/read-table.ts';
import { type OperatingSystem, operatingSystemWords, operatingSystems } from '#model/ems/ems.ts';
import { type EndpointDraft, endpointDraftSchema } from '#model/lab/worlds/estate.ts';
import { type Tag, type TagCategory, tagCategories } from '#model/tagging/tags.ts';

export const endpointFields = [
  { key: 'host', label: 'Host name', names: ['host', 'device', 'device name', 'name', 'hostname'] },
  { key: 'ip', label: 'IP', names: ['ip address', 'address', 'ipv4'] },
  { key: 'user', label: 'User', names: ['username', 'user name', 'owner'] },
  { key: 'groups', label: 'Groups', names: ['group', 'user groups'] },
  { key: 'gateway', label: 'FortiGate', names: ['gateway', 'fabric device', 'fgt'] },
  { key: 'tags', label: 'Tags', names: ['tag', 'posture tags', 'security posture tags'] },
  { key: 'os', label: 'OS', names: ['operating system', 'platform'] },
  { key: 'mac', label: 'MAC', names: ['mac address'] },
  { key: 'online', label: 'Online', names: ['status', 'connected'] },
] as const;

/** By the beginnings of the words that EMS has for its kinds of tags, and by FortiOS's own. */
const categoryNames: Readonly<Record<string, TagCategory>> = {
  zt: 'zero_trust',
  ztna: 'zero_trust',
  posture: 'zero_trust',
  class: 'classification',
  classification: 'classification',
  outbreak: 'outbreak_alert',
  fabric: 'fabric',
};

/** `FortiAD` is a security posture tag; `class:Low` names another kind. */
export function tagIn(text: string): Tag {
  const [, kind = '', name = ''] = /^(\w+):(.+)$/.exec(text) ?? [];
  const category = categoryNames[kind.toLowerCase()] ?? tagCategories.find((one) => one === kind);
  return category ? { category, name: name.trim() } : { category: 'zero_trust', name: text };
}

function systemIn(text: string): OperatingSystem | null {
  const found = operatingSystems.find((one) =>
    [one, operatingSystemWords[one].toLowerCase()].some((word) =>
      text.toLowerCase().startsWith(word),
    ),
  );
  return found ?? (text === '' ? 'windows' : null);
}

const offWords: ReadonlySet<string> = new Set(['no', 'offline', 'false', '0', 'down']);

/** A row of a table; what no column says is left to the lab. */
export function endpointInRow(
  cells: Readonly<Record<string, string>>,
): { ok: true; draft: EndpointDraft } | { ok: false; problem: string } {
  const { host = '', ip = '', user = '', groups = '', gateway = '', tags = '', mac = '' } = cells;
  const os = systemIn(cells['os'] ?? '');
  if (os === null)
    return {
      ok: false,
      problem: `${cells['os'] ?? ''} is no operating system. Type one of ${operatingSystems.map((one) => operatingSystemWords[one]).join(', ')}.`,
    };
  const read = endpointDraftSchema.safeParse({
    uid: null,
    host,
    os,
    user: user === '' ? null : user,
    groups: namesIn(groups),
    ip,
    mac: mac === '' ? null : mac.replaceAll('-', ':'),
    gateway: gateway === '' ? null : gateway,
    online: !offWords.has((cells['online'] ?? '').toLowerCase()),
    tags: namesIn(tags).map(tagIn),
  });
  return read.success
    ? { ok: true, draft: read.data }
    : { ok: false, problem: read.error.issues[0]?.message ?? 'The row cannot be read.' };
}
