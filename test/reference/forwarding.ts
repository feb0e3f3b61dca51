/** TCP forwarding of rule R3 (domain.md section 12). */
import type { RealServer } from '#model/fortios/tables.ts';
import { addressesContain } from './addresses.ts';
import type { Situation } from './situation.ts';

/** Section 12: `/tcp?address=A&port=P&tls=…`. */
export function tcpRequest(path: string): { readonly address: string; readonly port: string } {
  const parts = path.slice(path.indexOf('?') + 1).split('&');
  const value = (key: string): string =>
    parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
  return { address: value('address'), port: value('port') };
}

/** The addresses that FortiClient's word stands for. */
export function meantBy({ resolver }: Situation, address: string): readonly string[] {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return [address];
  return Object.entries(resolver.fqdn).find(([name]) => name === address)?.[1] ?? [];
}

/** Section 12: the real server's object or domain contains the address, its mapped ports the port. */
export function forwardsTo(
  situation: Situation,
  server: RealServer,
  asked: { readonly address: string; readonly port: string },
): boolean {
  const isMapped =
    server.mappedport.length === 0 ||
    server.mappedport.some((text) => {
      const [first = '', last = first] = text.split('-');
      return (
        asked.port !== '' &&
        Number(first) <= Number(asked.port) &&
        Number(asked.port) <= Number(last)
      );
    });
  if (!isMapped) return false;
  const isSame = (name: string): boolean =>
    name !== '' && name.toLowerCase() === asked.address.toLowerCase();
  if (isSame(server.domain)) return true;
  if (server.address === '') return server.ip !== '' && server.ip === asked.address;
  const object = situation.fortigate.config['firewall address'].find(
    (one) => one.name === server.address,
  );
  if (object?.type === 'fqdn' && isSame(object.fqdn)) return true;
  return meantBy(situation, asked.address).some((ip) =>
    addressesContain(situation, [server.address], 'disable', { ip, mac: null }),
  );
}
