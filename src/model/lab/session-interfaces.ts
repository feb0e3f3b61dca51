/** Through which interface a FortiGate reaches an address, as far as its interfaces tell. */
import { ipNumber, subnetNumbers } from '#model/fortios/ip.ts';

interface Located {
  readonly name: string;
  /** Address and mask. */
  readonly ip: string;
  readonly role: string;
}

/** The interface with the smallest subnet that holds the address; undefined where none does. */
export function interfaceHolding(interfaces: readonly Located[], ip: string): Located | undefined {
  const number = ipNumber(ip);
  let best: Located | undefined;
  let bestMask = 0;
  for (const one of interfaces) {
    const subnet = subnetNumbers(one.ip);
    // An interface without an address has mask 0, which would hold every address.
    if (number === null || !subnet || subnet.mask <= bestMask) continue;
    if (((subnet.ip ^ number) & subnet.mask) === 0) [best, bestMask] = [one, subnet.mask];
  }
  return best;
}

/** The interface whose subnet holds the address, else the WAN interface [assumed]; `any` where there is neither. */
export function interfaceTowards(interfaces: readonly Located[], ip: string): string {
  return (
    (interfaceHolding(interfaces, ip) ?? interfaces.find(({ role }) => role === 'wan'))?.name ??
    'any'
  );
}
