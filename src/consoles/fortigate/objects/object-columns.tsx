import type { UsesByTable } from '#model/fortios/objects/object-lists.ts';
import { IconButton } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ObjectUses } from './object-uses.tsx';

interface Listed {
  readonly name: string;
  readonly uses: UsesByTable;
}

interface ObjectSteps<Row> {
  readonly open: (row: Row) => void;
  /** Left out where the menu offers no *Clone*. */
  readonly clone?: (row: Row) => void;
  readonly remove: (row: Row) => void;
}

/** What the menu of a row offers. */
type Offer<Row> = (row: Row) => 'everything' | 'edit' | 'nothing';

/** The last column of a list of objects. */
export function actionsColumn<Row extends { readonly name: string }>(
  { open, clone, remove }: ObjectSteps<Row>,
  offer: Offer<Row> = () => 'everything',
): Column<Row> {
  return {
    id: 'actions',
    width: '72px',
    header: 'Actions',
    phone: 'first',
    cell: (row) => {
      const offered = offer(row);
      if (offered === 'nothing') return null;
      const edit = { label: 'Edit', icon: 'edit', onSelect: () => open(row) } as const;
      const others = [
        ...(clone ? [{ label: 'Clone', icon: 'clone', onSelect: () => clone(row) } as const] : []),
        { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => remove(row) } as const,
      ];
      return (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${row.name}`} />}
          items={offered === 'edit' ? [edit] : [edit, ...others]}
        />
      );
    },
  };
}

/** *Used by*, and the last one. */
export function lastColumns<Row extends Listed>(
  device: string,
  width: string,
  steps: ObjectSteps<Row>,
  offer?: Offer<Row>,
): readonly Column<Row>[] {
  return [
    {
      id: 'used',
      width,
      header: 'Used by',
      phone: 'hidden',
      cell: ({ name, uses }) => <ObjectUses device={device} name={name} uses={uses} />,
    },
    actionsColumn(steps, offer),
  ];
}
