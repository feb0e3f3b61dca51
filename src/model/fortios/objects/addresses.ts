/** Addresses: what a form and a FortiGate refuse of one, and what lists say of it. */
import { ipNumber, subnetNumbers } from '../ip.ts';
import { type FieldProblem, type RowDraft, newRow, rowProblems } from '../rows.parse.ts';
import type { Address } from '../tables.ts';

export const fortiosAddressTypes = [
  'ipmask',
  'iprange',
  'fqdn',
  'geography',
  'wildcard',
  'wildcard-fqdn',
  'dynamic',
  'interface-subnet',
  'mac',
  'route-tag',
] as const;

/** As FortiOS's own pages call them; those that no form here has are [assumed]. */
export const addressTypeWords: Readonly<Record<Address['type'], string>> = {
  ipmask: 'Subnet',
  iprange: 'IP Range',
  fqdn: 'FQDN',
  geography: 'Geography',
  wildcard: 'Wildcard',
  'wildcard-fqdn': 'Wildcard FQDN',
  dynamic: 'Dynamic',
  'interface-subnet': 'Interface Subnet',
  mac: 'Device (MAC Address)',
  'route-tag': 'Route Tag',
};

/** `10.0.1.0 255.255.255.0` as `10.0.1.0/24`; a mask with gaps stays as it is. */
export function shortSubnet(text: string): string {
  const subnet = subnetNumbers(text);
  if (!subnet) return text;
  const bits = subnet.mask.toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits)
    ? `${text.trim().split(/[\s/]+/)[0] ?? ''}/${bits.replaceAll('0', '').length}`
    : text;
}

/** What an address stands for, on one line. */
export function addressDetails(address: Address): string {
  switch (address.type) {
    case 'ipmask':
    case 'interface-subnet':
      return shortSubnet(address.subnet);
    case 'iprange':
      return `${address['start-ip']}-${address['end-ip']}`;
    case 'fqdn':
      return address.fqdn;
    case 'geography':
      return address.country;
    case 'wildcard':
      return address.wildcard;
    case 'dynamic':
      return address['obj-tag'];
    case 'mac':
    case 'route-tag':
    case 'wildcard-fqdn':
      return '';
  }
}

/** A part of a domain name; FortiOS takes underscores, as service names have them. */
const domainPart = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/i;

/** `www.example.com`, or `*.example.com` for every name below it. */
function isDomainName(text: string): boolean {
  const parts = (text.startsWith('*.') ? text.slice(2) : text).split('.');
  return parts.every((part) => domainPart.test(part)) && ipNumber(text) === null;
}

function rangeProblems(first: string, last: string): readonly FieldProblem[] {
  if (first === '' || last === '')
    return [{ field: 'start-ip', code: -56, message: 'Type the first and the last address.' }];
  const [from, to] = [ipNumber(first), ipNumber(last)];
  return from !== null && to !== null && from > to
    ? [
        {
          field: 'start-ip',
          code: -15,
          message: `The range begins at ${first}, after its end ${last}. Write the lower address first.`,
        },
      ]
    : [];
}

/** What the type of an address asks for, besides the form of each value. */
export function addressTypeProblems(address: Address): readonly FieldProblem[] {
  switch (address.type) {
    case 'ipmask':
      return address.subnet === ''
        ? [{ field: 'subnet', code: -56, message: 'Type the address and its netmask.' }]
        : [];
    case 'iprange':
      return rangeProblems(address['start-ip'], address['end-ip']);
    case 'fqdn': {
      const { fqdn } = address;
      if (fqdn === '') return [{ field: 'fqdn', code: -56, message: 'Type the domain name.' }];
      return isDomainName(fqdn)
        ? []
        : [
            {
              field: 'fqdn',
              code: -15,
              message: `${fqdn} is not a domain name. Write it as www.example.com or *.example.com.`,
            },
          ];
    }
    case 'geography':
      if (address.country === '')
        return [{ field: 'country', code: -56, message: 'Choose the country.' }];
      // `A1` and `O1` are FortiOS's own, for what is no country.
      return /^[A-Z][A-Z\d]$/.test(address.country)
        ? []
        : [
            {
              field: 'country',
              code: -15,
              message: `${address.country} is not a country. Write its two letters, as GB.`,
            },
          ];
    case 'wildcard':
    case 'dynamic':
    case 'interface-subnet':
    case 'mac':
    case 'route-tag':
    case 'wildcard-fqdn':
      return [];
  }
}

/** Everything wrong with an address by itself, as its form finds it before it is sent. */
export function addressProblems(draft: RowDraft<'firewall address'>): readonly FieldProblem[] {
  const address = newRow('firewall address', draft);
  return [...rowProblems('firewall address', address), ...addressTypeProblems(address)];
}
