import { paths } from '#api/paths.ts';
import { Tabs } from '#ui/page.tsx';

/** Policy & Objects > ZTNA has two tabs, each with an address of its own. */
export function ZtnaTabs({ device }: { readonly device: string }) {
  const at = paths.fgt(device);
  return (
    <Tabs
      label="ZTNA"
      tabs={[
        { to: at.ztnaServers(), label: 'ZTNA Servers' },
        { to: at.ztnaTags(), label: 'Security Posture Tags' },
      ]}
    />
  );
}
