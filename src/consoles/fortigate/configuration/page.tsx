import { useParams } from 'react-router';
import { paths } from '#api/paths.ts';
import { PageHeader, Tabs } from '#ui/page.tsx';
import { Compare } from './compare.tsx';
import { Export } from './export.tsx';
import { Import } from './import.tsx';

/** System > Configuration: a device's own words in and out. */
export function Component() {
  const { device = '', tab = 'import' } = useParams();
  const at = paths.fgt(device);
  return (
    <>
      <PageHeader crumb="System" title="Configuration" />
      <Tabs
        label="Configuration"
        tabs={[
          { to: at.configuration('import'), label: 'Import' },
          { to: at.configuration('export'), label: 'Export' },
          { to: at.configuration('compare'), label: 'Compare' },
        ]}
      />
      {tab === 'export' ? (
        <Export key={device} device={device} />
      ) : tab === 'compare' ? (
        <Compare key={device} device={device} />
      ) : (
        <Import key={device} device={device} />
      )}
    </>
  );
}
