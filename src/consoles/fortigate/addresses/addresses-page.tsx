import { useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { addressTypeWords, fortiosAddressTypes } from '#model/fortios/objects/addresses.ts';
import { countryLabel } from '#model/fortios/objects/countries.ts';
import type { AddressList } from '#model/fortios/objects/object-lists.ts';
import type { Address } from '#model/fortios/tables.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { EmptyState } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useUrlState } from '#ui/url-state.ts';
import { NameButton } from '../objects/name-button.tsx';
import { useObjectActions } from '../objects/object-actions.ts';
import { lastColumns } from '../objects/object-columns.tsx';
import { askForEdited, editedOf } from '../objects/edited-object.ts';
import { OpenedObject, newObject } from '../objects/opened-object.tsx';
import { isUsedAsked, usedFilter, usedValues } from '../objects/used-filter.ts';
import { TagCardHost } from '../tag-card.tsx';
import { addressTable } from './address-form.ts';
import { AddressPanel } from './address-panel.tsx';
import { AddressTabs, CreateObject } from './address-tabs.tsx';
import { AddressTag, TagAddressPanel } from './tag-address-panel.tsx';

type Listed = AddressList['addresses'][number];

const filterValues = { type: fortiosAddressTypes, used: usedValues } as const;
const typeChoices = fortiosAddressTypes.map((value) => ({ value, label: addressTypeWords[value] }));

function rowIn({ row }: Listed): Address {
  return rowFromAnswer(addressTable, row);
}

function typeIn(address: Listed): string {
  const { type } = rowIn(address);
  return address.tag ? `${addressTypeWords[type]} (FortiClient EMS Tag)` : addressTypeWords[type];
}

function Details({ device, address }: { readonly device: string; readonly address: Listed }) {
  const { name, tag, details } = address;
  if (tag !== null) return <AddressTag device={device} name={name} tag={tag} />;
  return (
    <CutText
      className="mono"
      text={rowIn(address).type === 'geography' ? countryLabel(details) : details}
    />
  );
}

interface Actions {
  readonly open: (address: Listed) => void;
  readonly clone: (address: Listed) => void;
  readonly remove: (address: Listed) => void;
}

function columns(device: string, { open, clone, remove }: Actions): readonly Column<Listed>[] {
  return [
    {
      id: 'name',
      width: '20%',
      header: 'Name',
      phone: 'first',
      sortable: true,
      cell: (address) => <NameButton name={address.name} onOpen={() => open(address)} />,
    },
    {
      id: 'type',
      width: '212px',
      header: 'Type',
      phone: 'hidden',
      sortable: true,
      cell: (address) => <CutText text={typeIn(address)} cut="end" />,
    },
    {
      id: 'details',
      width: '18%',
      header: 'Details',
      cell: (address) => <Details device={device} address={address} />,
    },
    {
      id: 'interface',
      width: '96px',
      wide: true,
      header: 'Interface',
      phone: 'hidden',
      cell: (address) => <CutText text={address.interface} />,
    },
    {
      id: 'comments',
      header: 'Comments',
      phone: 'hidden',
      cell: (address) => <CutText text={rowIn(address).comment} cut="end" />,
    },
    ...lastColumns(device, '26%', { open, clone, remove }, ({ tag }) =>
      tag ? 'nothing' : 'everything',
    ),
  ];
}

/** Policy & Objects > Addresses > Address. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({
    sorts: ['name', 'type'],
    first: { sort: 'name' },
    filters: filterValues,
  });
  const { search, offset: start, count, sort, order } = list.query;
  const { type, used } = list.filters;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.addresses,
    {
      device,
      query: {
        search,
        type,
        used: isUsedAsked(used),
        sort,
        order,
        start,
        count,
      },
    },
    { keepsLast: true },
  );
  const edited = url.get('edit');
  const alone = useAnswer(labApi.addresses, askForEdited(device, edited, data?.addresses));
  const opened = editedOf(edited, data?.addresses, alone, alone.data?.addresses);
  const close = (): void => url.set({ edit: null });
  const open = ({ name }: Listed): void => url.set({ edit: name });
  const actions = useObjectActions(device, addressTable, {
    onCloned: (name) => url.set({ edit: name }),
    onRemoved: (name) => {
      if (name === edited) close();
    },
  });
  return (
    <ListPage
      crumb="Policy & Objects"
      title="Addresses"
      actions={<CreateObject device={device} />}
      tabs={<AddressTabs device={device} />}
      label="Addresses"
      list={list}
      answer={{
        rows: data?.addresses,
        total: data?.matched,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search addresses"
      filters={[{ name: 'type', label: 'Type', choices: typeChoices }, usedFilter]}
      columns={columns(device, {
        open,
        clone: ({ name }) => actions.clone(name),
        remove: ({ name }) => void actions.remove(name, `The address is removed from ${device}.`),
      })}
      rowId={({ name }) => name}
      wideFrom={1400}
      onOpen={open}
      selected={opened.found?.name ?? null}
      noMatch={{ title: 'No address matches', text: 'Change the search text or the filters.' }}
      empty={
        <EmptyState title="No addresses" action={<CreateObject device={device} />}>
          An address is a subnet, a range, a domain name or a country that policies name. all, for
          any address, is always there.
        </EmptyState>
      }
    >
      <TagCardHost />
      {edited === newObject ? (
        <AddressPanel
          key={newObject}
          device={device}
          address={null}
          revision={null}
          onReload={close}
          onClose={close}
        />
      ) : edited === '' ? null : (
        <OpenedObject
          key={edited}
          {...opened}
          crumb="Addresses"
          name={edited}
          missing={`${device} has no address ${edited}`}
          onClose={close}
        >
          {(address, key, onReload) =>
            address.tag ? (
              <TagAddressPanel
                device={device}
                name={address.name}
                tag={address.tag}
                type={typeIn(address)}
                onClose={close}
              />
            ) : (
              <AddressPanel
                key={key}
                device={device}
                address={rowIn(address)}
                revision={address.revision}
                onReload={onReload}
                onClose={close}
              />
            )
          }
        </OpenedObject>
      )}
    </ListPage>
  );
}
