import { describe, expect, test } from 'vitest';
import { destinationText, readDestination } from './forward-destination.ts';

describe('a destination that is typed', () => {
  test.each([
    ['10.0.3.10:443', { dstip: '10.0.3.10', dstport: 443, protocol: 6 }, '10.0.3.10:443'],
    [' 10.0.3.10:53/udp ', { dstip: '10.0.3.10', dstport: 53, protocol: 17 }, '10.0.3.10:53/udp'],
    ['10.0.3.10:22/TCP', { dstip: '10.0.3.10', dstport: 22, protocol: 6 }, '10.0.3.10:22'],
    ['10.0.3.10/icmp', { dstip: '10.0.3.10', dstport: 0, protocol: 1 }, '10.0.3.10/icmp'],
    ['10.0.3.10/47', { dstip: '10.0.3.10', dstport: 0, protocol: 47 }, '10.0.3.10/47'],
  ])('%s', (text, destination, written) => {
    expect(readDestination(text)).toEqual({ destination });
    expect(destinationText(destination)).toBe(written);
  });

  test.each([
    ['', 'Enter an address and a port, as 10.0.3.10:443.'],
    ['web', 'web is not an IPv4 address. Write it as 10.0.3.10:443.'],
    ['10.0.3.300:443', '10.0.3.300 is not an IPv4 address. Write it as 10.0.3.10:443.'],
    ['10.0.3.10', 'Enter a port from 1 to 65535, as 10.0.3.10:443.'],
    ['10.0.3.10:70000', 'Enter a port from 1 to 65535, as 10.0.3.10:443.'],
    ['10.0.3.10:443/ssh', 'ssh is no protocol. Write tcp, udp, icmp or a number.'],
    ['10.0.3.10:443/icmp', 'This protocol has no ports. Write 10.0.3.10/icmp.'],
    ['10.0.3.10:443:1', 'Enter an address and a port, as 10.0.3.10:443.'],
  ])('%s is refused in words', (text, problem) => {
    expect(readDestination(text)).toEqual({ problem });
  });
});
