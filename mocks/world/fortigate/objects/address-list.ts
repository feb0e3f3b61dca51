/** A FortiGate's addresses, a page at a time: its own, and those that EMS's tags are. */
import { addressDetails, addressTypeWords } from '#model/fortios/objects/addresses.ts';
import type { AddressList } from '#model/fortios/objects/object-lists.ts';
import type { Address, FortiosConfig } from '#model/fortios/tables.ts';
import { otherValue, toWire } from '#model/fortios/wire.parse.ts';
import { compareNames } from '#model/name-order.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { tagIsShared } from '../row-checks.ts';
import { sharedTagObjects } from '../row-queries.ts';
import {
  type FortiGate,
  type WorldState,
  changedAt,
  fortigateNamed,
  objectPath,
} from '../../state.ts';
import { type ObjectQuery, inPage } from './object-page.ts';
import { usesOf } from './object-uses.ts';

const table = 'firewall address';

interface AddressQuery extends ObjectQuery<'name' | 'type'> {
  readonly type: Address['type'] | null;
}

/** The interface that an address is bound to, a setting that no decision looks at. */
function boundInterface(address: Address): string {
  return otherValue(address, 'associated-interface') ?? '';
}

const texts = new WeakMap<Address, string>();
function searchText(address: Address): string {
  const known = texts.get(address);
  if (known !== undefined) return known;
  const { name, subnet, comment } = address;
  const text = [
    name,
    addressDetails(address),
    address.type === 'ipmask' ? subnet : '',
    boundInterface(address),
    comment,
  ]
    .join('\n')
    .toLowerCase();
  texts.set(address, text);
  return text;
}

interface All {
  readonly shared: readonly Address[];
  readonly byName: readonly Address[];
}
const sorted = new WeakMap<FortiosConfig, All>();

/** Sorted once for each configuration and what EMS shares: five thousand names take a while. */
function sortedAddresses(fortigate: FortiGate, shared: readonly Address[]): readonly Address[] {
  const { config } = fortigate;
  const known = sorted.get(config);
  const isSame =
    known !== undefined &&
    known.shared.length === shared.length &&
    known.shared.every((one, i) => one === shared[i]);
  if (isSame) return known.byName;
  const byName = [...config[table], ...shared].toSorted((a, b) => compareNames(a.name, b.name));
  sorted.set(config, { shared, byName });
  return byName;
}

export function addressList(state: WorldState, query: AddressQuery): AddressList {
  const fortigate = fortigateNamed(state, query.fortigate);
  const { config, name: device } = fortigate;
  const shared = sharedTagObjects(state, fortigate);
  const { page, matched } = inPage(sortedAddresses(fortigate, shared), query, {
    name: ({ name }) => name,
    text: searchText,
    isFound: ({ type }) => query.type === null || type === query.type,
    isUsed: ({ name }) => usesOf(config, table, name).length > 0,
    group: ({ type }) => addressTypeWords[type],
  });
  return {
    matched,
    addresses: page.map((address) => {
      const { name } = address;
      // An object of the configuration's own may stand for a tag as well, as an imported one does.
      const parsed =
        address.type === 'dynamic' && tagIsShared(state, fortigate, name)
          ? parseTagAddressName(name)
          : null;
      return {
        name,
        details: addressDetails(address),
        interface: boundInterface(address),
        tag: parsed === null ? null : { ...parsed.tag, kind: parsed.kind },
        row: toWire(table, address),
        revision: changedAt(state, objectPath.row(device, table, name)),
        uses: usesOf(config, table, name),
      };
    }),
  };
}
