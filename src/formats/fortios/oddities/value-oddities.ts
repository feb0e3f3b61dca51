/** Values that FortiOS takes and that do nothing: ports upside down, the serial number of no EMS. */
import { isUpsideDown } from '#model/fortios/ip.ts';
import { listWords } from '#model/plural.ts';
import type { Note } from './known-world.ts';

/** Of real servers; of a VIP, the value itself is refused. */
export const notePorts: Note = ({ config, placeOf }, warnings) => {
  for (const { name, 'api-gateway': gateways } of config['firewall access-proxy'])
    for (const gateway of gateways)
      for (const server of gateway.realservers)
        for (const range of server.mappedport)
          if (isUpsideDown(range))
            warnings.note(placeOf('firewall access-proxy', name, 'mappedport'), {
              where: `firewall access-proxy ${name} api-gateway ${gateway.id} realservers ${server.id}`,
              what: `mappedport ${range} is upside down, so no port is in it. Write the lower port first.`,
              decides: true,
            });
};

export const noteConnectors: Note = ({ config, placeOf }, warnings, { emsSerials }) => {
  if (emsSerials === null || emsSerials.length === 0) return;
  for (const entry of config['endpoint-control fctems']) {
    const serial = entry['serial-number'];
    const key = String(entry['ems-id']);
    if (entry.status === 'enable' && serial !== '' && !emsSerials.includes(serial))
      warnings.note(placeOf('endpoint-control fctems', key, 'serial-number'), {
        where: `endpoint-control fctems ${key}`,
        what: `no EMS has the serial number ${serial}, so this FortiGate learns nothing by the entry. There is ${listWords(emsSerials)}.`,
        decides: true,
      });
  }
};
