import { ipNumber, isContiguousMask, subnetNumbers } from '#model/fortios/ip.ts';

/** IPv4 addresses from the first to the last, as unsigned 32-bit numbers. */
export interface IpRange {
  readonly first: number;
  readonly last: number;
}

/** Of `10.0.1.20`, `10.0.1.20-10.0.1.40`, `10.0.1.0/24` or `10.0.1.0/255.255.255.0`; null for anything else. */
export function readIpRange(text: string): IpRange | null {
  const written = text.trim();
  if (written.includes('-')) {
    const [from = '', to = '', ...rest] = written.split('-').map((part) => part.trim());
    const [first, last] = [ipNumber(from), ipNumber(to)];
    if (first === null || last === null || rest.length > 0 || first > last) return null;
    return { first, last };
  }
  if (/\s/.test(written)) return null;
  const subnet = subnetNumbers(written);
  if (!subnet || !isContiguousMask(subnet.mask)) return null;
  const first = (subnet.ip & subnet.mask) >>> 0;
  return { first, last: (first | ~subnet.mask) >>> 0 };
}
