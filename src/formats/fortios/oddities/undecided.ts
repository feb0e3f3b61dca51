/** Objects of FortiOS 7.6 to which sessions are not decided here: each kind is said once. */
import type { ConfigBlock, EditStatement } from '#model/fortios/config-tree.ts';
import { sectionsOf } from '#model/fortios/layout-parts.ts';
import type { Note } from './known-world.ts';

/** Sections that the lab keeps as text, each with what stands in its entries where only some count. */
const undecided: ReadonlyMap<string, { readonly type?: string }> = new Map([
  ['ztna traffic-forward-proxy', {}],
  ['ztna web-proxy', {}],
  ['ztna web-portal', {}],
  ['firewall vip6', { type: 'access-proxy' }],
  ['firewall access-proxy6', {}],
]);

function entriesOf({ path, body }: ConfigBlock): readonly EditStatement[] {
  const type = undecided.get(path)?.type;
  const counts = (one: EditStatement): boolean =>
    type === undefined ||
    one.body.some(
      (set) => set.kind === 'set' && set.name === 'type' && set.values[0]?.text === type,
    );
  return body.flatMap((one) => (one.kind === 'edit' && counts(one) ? [one] : []));
}

export const noteUndecided: Note = ({ config, placeOf }, warnings, { before }) => {
  for (const part of sectionsOf(config.layout)) {
    if (part.kind !== 'kept' || part.statement.kind !== 'config') continue;
    const { path } = part.statement;
    if (!undecided.has(path)) continue;
    for (const entry of entriesOf(part.statement)) {
      const type = undecided.get(path)?.type;
      warnings.note(before?.has(entry) ? { line: 0, column: 0 } : entry, {
        where: `${path} ${entry.key.text}`,
        what: `sessions to ${type ? `an object of type ${type}` : 'such an object'} are not decided here. It is kept as text.`,
        cause: `undecided: ${path}`,
        decides: true,
      });
    }
  }
  for (const { policyid, proxy } of config['firewall proxy-policy'])
    if (proxy === 'ztna-proxy')
      warnings.note(placeOf('firewall proxy-policy', String(policyid), 'proxy'), {
        where: `firewall proxy-policy ${policyid}`,
        what: 'sessions to a ZTNA web proxy or traffic forward proxy (proxy ztna-proxy) are not decided here. The policy is not in force.',
        decides: true,
      });
};
