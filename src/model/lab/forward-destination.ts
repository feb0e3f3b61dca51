/** An address behind a FortiGate with protocol and port, as one types it: `10.0.3.10:443`, `10.0.3.10:53/udp`. */
import { ipNumber } from '#model/fortios/ip.ts';
import { hasPorts } from '#model/fortios/services.ts';
import { z } from '#model/zod.ts';

export interface ForwardDestination {
  readonly dstip: string;
  /** 0 for a protocol without ports. */
  readonly dstport: number;
  /** IP protocol number: 6 TCP, 17 UDP. */
  readonly protocol: number;
}

const protocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132, icmp: 1 };
const lastPort = 65_535;
const form = /^([^:/]*)(?::([^:/]*))?(?:\/(\w+))?$/;

function protocolOf(word: string | undefined): number | null {
  if (word === undefined) return 6;
  const named = Object.hasOwn(protocols, word.toLowerCase())
    ? protocols[word.toLowerCase()]
    : undefined;
  if (named !== undefined) return named;
  return /^\d{1,3}$/.test(word) && Number(word) <= 255 ? Number(word) : null;
}

/** The destination, or what is wrong with the text, in words. */
export function readDestination(
  text: string,
): { readonly destination: ForwardDestination } | { readonly problem: string } {
  const [, dstip = '', port, word] = form.exec(text.trim()) ?? [];
  if (dstip === '') return { problem: 'Enter an address and a port, as 10.0.3.10:443.' };
  if (ipNumber(dstip) === null)
    return { problem: `${dstip} is not an IPv4 address. Write it as 10.0.3.10:443.` };
  const protocol = protocolOf(word);
  if (protocol === null)
    return { problem: `${word ?? ''} is no protocol. Write tcp, udp, icmp or a number.` };
  if (!hasPorts(protocol)) {
    if (port === undefined) return { destination: { dstip, dstport: 0, protocol } };
    return { problem: `This protocol has no ports. Write ${dstip}/${word ?? ''}.` };
  }
  const dstport = /^\d{1,5}$/.test(port ?? '') ? Number(port) : 0;
  if (dstport < 1 || dstport > lastPort)
    return { problem: `Enter a port from 1 to 65535, as ${dstip}:443.` };
  return { destination: { dstip, dstport, protocol } };
}

/** As it is typed. */
export function destinationText({ dstip, dstport, protocol }: ForwardDestination): string {
  const [word = String(protocol)] =
    Object.entries(protocols).find(([, number]) => number === protocol) ?? [];
  if (!hasPorts(protocol)) return `${dstip}/${word}`;
  return `${dstip}:${dstport}${protocol === 6 ? '' : `/${word}`}`;
}

/** Empty for none. */
export const destinationTextSchema = z
  .string()
  .superRefine((text, context) => {
    const read = text === '' ? null : readDestination(text);
    if (read !== null && 'problem' in read)
      context.addIssue({ code: 'custom', message: read.problem });
  })
  .default('');
