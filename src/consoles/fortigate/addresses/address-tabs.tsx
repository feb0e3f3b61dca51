import { useNavigate } from 'react-router';
import { paths } from '#api/paths.ts';
import { Button } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Tabs } from '#ui/page.tsx';
import { newObject } from '../objects/opened-object.tsx';

/** Policy & Objects > Addresses has two tabs, each with an address of its own. */
export function AddressTabs({ device }: { readonly device: string }) {
  const at = paths.fgt(device);
  return (
    <Tabs
      label="Addresses"
      tabs={[
        { to: at.addresses(), label: 'Address' },
        { to: at.addressGroups(), label: 'Address Group' },
      ]}
    />
  );
}

/** *Create New* of both tabs; what is made is listed in its own. */
export function CreateObject({ device }: { readonly device: string }) {
  const at = paths.fgt(device);
  const navigate = useNavigate();
  return (
    <Menu
      trigger={
        <Button look="primary" icon="plus">
          Create New
        </Button>
      }
      items={[
        { label: 'Address', onSelect: () => void navigate(at.addresses({ edit: newObject })) },
        {
          label: 'Address Group',
          onSelect: () => void navigate(at.addressGroups({ edit: newObject })),
        },
      ]}
    />
  );
}
