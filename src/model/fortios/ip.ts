/** IPv4 addresses as unsigned 32-bit numbers. */

const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The number of a dotted IPv4 address; null for anything else, a part over 255 or a leading zero included. */
export function ipNumber(text: string): number | null {
  const match = dotted.exec(text);
  if (!match) return null;
  let value = 0;
  for (const part of match.slice(1)) {
    if (Number(part) > 255 || (part.length > 1 && part.startsWith('0'))) return null;
    value = value * 256 + Number(part);
  }
  return value;
}

/** Address and mask of `10.0.0.0 255.255.255.0` or `10.0.0.0/24`; null if either part is none. */
export function subnetNumbers(text: string): { ip: number; mask: number } | null {
  const [address = '', maskText, rest] = text.trim().split(/[\s/]+/);
  if (rest !== undefined) return null;
  const ip = ipNumber(address);
  if (ip === null) return null;
  if (maskText === undefined) return { ip, mask: 0xffffffff };
  if (/^\d{1,2}$/.test(maskText)) {
    const bits = Number(maskText);
    return bits > 32 ? null : { ip, mask: bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0 };
  }
  const mask = ipNumber(maskText);
  return mask === null ? null : { ip, mask };
}

/** The dotted form of an address's number. */
export function ipText(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** As FortiOS writes it: `10.0.0.0/8` as `10.0.0.0 255.0.0.0`; whatever is no such address as it is. */
export function writtenSubnet(text: string): string {
  const subnet = /^[\d.]+\/\d+$/.test(text) ? subnetNumbers(text) : null;
  if (!subnet) return text;
  return `${text.split('/')[0] ?? ''} ${ipText(subnet.mask)}`;
}

/** True for a mask whose ones all stand before its zeros. */
export function isContiguousMask(mask: number): boolean {
  const inverted = ~mask >>> 0;
  return (inverted & (inverted + 1)) === 0;
}

/** The parts of `22 8000-8080` or `22, 8000-8080`, as FortiOS keeps them. */
export function portParts(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}

/** The first part of a list of ports that is none; undefined where each is one. */
export function notAPort(parts: readonly string[]): string | undefined {
  return parts.find((part) => (portRange(part)?.first ?? 0) === 0);
}

/** First and last address of `10.0.3.10` or `10.0.3.10-10.0.3.19`, as numbers; null if it is no range of addresses. */
export function addressRange(text: string): { first: number; last: number } | null {
  const [from = '', to = from, ...rest] = text.split('-');
  const [first, last] = [ipNumber(from), ipNumber(to)];
  return first === null || last === null || rest.length > 0 || first > last
    ? null
    : { first, last };
}

/** First and last port of `443` or `8000-8080`; null if it is no range of ports. */
/** A range of ports whose first is the higher one: no port is in it. */
export function isUpsideDown(range: string): boolean {
  const ends = /^(\d+)-(\d+)$/.exec(range);
  return ends !== null && Number(ends[1]) > Number(ends[2]);
}

export function portRange(text: string): { first: number; last: number } | null {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return null;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= 65535 ? { first, last } : null;
}
