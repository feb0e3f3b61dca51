/** Where in the console a step of a scenario is taken. */
import { paths } from '#api/paths.ts';
import type { StepPlace } from '#model/lab/scenario-steps.ts';

export function stepPath(place: StepPlace): string {
  switch (place.page) {
    case 'connect': {
      const { page: _, ...start } = place;
      return paths.lab.connect({ ...start, now: '1' });
    }
    case 'fabric-devices':
      return paths.ems.fabricDevices();
    case 'fabric-device':
      return paths.ems.fabricDevice(place.serial);
    case 'endpoints':
      return paths.ems.endpoints({ search: place.search });
    case 'endpoint':
      return paths.ems.endpoint(place.uid);
    case 'who-knows':
      return paths.lab.whoKnows({ endpoint: place.endpoint });
    case 'firewall-policy':
      return paths.fgt(place.fortigate).firewallPolicy(String(place.id));
    case 'ztna-traffic':
      return paths.fgt(place.fortigate).ztnaTraffic();
  }
}

/** What its link is called. */
export function stepLinkWords(place: StepPlace): string {
  switch (place.page) {
    case 'connect':
      return 'Connect';
    case 'fabric-devices':
      return 'Open Fabric Devices';
    case 'fabric-device':
      return 'Open the sync editor';
    case 'endpoints':
      return 'Search All Endpoints';
    case 'endpoint':
      return 'Open the endpoint';
    case 'who-knows':
      return 'Open Who knows what';
    case 'firewall-policy':
      return `Open policy ${place.id}`;
    case 'ztna-traffic':
      return 'Open ZTNA Traffic';
  }
}

/** Whether the page at this address shows the place, whatever else it shows. */
export function isAtPlace(place: StepPlace, pathname: string, search: string): boolean {
  const [path, wanted = ''] = stepPath(place).split('?');
  const here = new URLSearchParams(search);
  return (
    path === pathname &&
    [...new URLSearchParams(wanted)].every(([name, value]) => here.get(name) === value)
  );
}
