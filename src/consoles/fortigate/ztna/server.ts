/** A ZTNA server as the page shows it, and as its form holds it. */
import { type ZtnaServerDraft } from '#api/ztna-servers.ts';
import type { ObjectUse } from '#model/fortios/fortios-api.ts';
import { ipNumber, portRange } from '#model/fortios/ip.ts';
import type { AccessProxy, ApiGateway, Vip } from '#model/fortios/tables.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import type { ZtnaServers } from '#model/fortios/ztna-servers.ts';

export interface Server {
  readonly proxy: AccessProxy;
  /** Null where the access proxy names a VIP that is not there. */
  readonly vip: Vip | null;
  /** The first policies of each table that use it, and how many of each there are. */
  readonly uses: readonly ObjectUse[];
  readonly totals: Readonly<Record<string, number>>;
}

/** A server as it came. */
export function serverOf({ proxy, vip, uses }: ZtnaServers['servers'][number]): Server {
  return {
    proxy: rowFromAnswer('firewall access-proxy', proxy),
    vip: vip === null ? null : rowFromAnswer('firewall vip', vip),
    uses: uses.flatMap(({ first }) => first),
    totals: Object.fromEntries(uses.map(({ table, total }) => [table, total])),
  };
}

/** The setting in force (rule R1): the VIP's, else the access proxy's, as older texts have it, else FortiOS's. */
export function certificateSettings({ proxy, vip }: Pick<Server, 'proxy' | 'vip'>) {
  return {
    clientCert: vip?.['client-cert'] || proxy['client-cert'] || 'enable',
    emptyCertAction: vip?.['empty-cert-action'] || proxy['empty-cert-action'] || 'block',
  } as const;
}

const maxName = 79;
const ip = (what: string) =>
  z.string().superRefine((value, context) => {
    if (value === '') context.addIssue({ code: 'custom', message: `Type the ${what}.` });
    else if (ipNumber(value) === null)
      context.addIssue({
        code: 'custom',
        message: `${value} is not an IPv4 address. Write it as 10.0.3.10.`,
      });
  });
const port = (what: string) =>
  z.string().superRefine((value, context) => {
    const range = /^\d+$/.test(value) ? portRange(value) : null;
    if (value === '') context.addIssue({ code: 'custom', message: `Type the ${what}.` });
    else if (range === null || range.first === 0)
      context.addIssue({
        code: 'custom',
        message: `${value} is not a port. Write a number from 1 to 65535.`,
      });
  });

export const serverFormSchema = z.object({
  name: z.string().superRefine((value, context) => {
    const problem = nameProblem(value, 'ZTNA server', maxName);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  }),
  extintf: z.string().min(1, { message: 'Choose the interface.' }),
  extip: ip('external IP address'),
  extport: port('external port'),
  clientCert: z.enum(['enable', 'disable']),
  emptyCertAction: z.enum(['block', 'accept', 'accept-unmanageable']),
  gateways: z
    .array(
      z.object({
        id: z.number(),
        urlMap: z.string().min(1, { message: 'Type the path, at least /.' }),
        urlMapType: z.enum(['sub-string', 'wildcard', 'regex']),
        servers: z
          .array(
            z.object({
              id: z.number(),
              ip: ip('real server’s address'),
              port: port('port'),
              status: z.enum(['active', 'standby', 'disable']),
            }),
          )
          .min(1, { message: 'Add at least one real server.' }),
      }),
    )
    .min(1, { message: 'Add at least one service mapping.' }),
});
export type ServerForm = z.infer<typeof serverFormSchema>;

export const newMapping: ServerForm['gateways'][number] = {
  id: 1,
  urlMap: '/',
  urlMapType: 'sub-string',
  servers: [{ id: 1, ip: '', port: '443', status: 'active' }],
};

export function formOf(server: Server | null): ServerForm {
  if (!server)
    return {
      name: '',
      extintf: 'any',
      extip: '',
      extport: '443',
      clientCert: 'enable',
      emptyCertAction: 'block',
      gateways: [newMapping],
    };
  const { proxy, vip } = server;
  return {
    name: proxy.name,
    extintf: vip?.extintf ?? 'any',
    extip: vip?.extip ?? '',
    extport: vip?.extport ?? '443',
    ...certificateSettings(server),
    gateways: proxy['api-gateway'].map((gateway) => ({
      id: gateway.id,
      urlMap: gateway['url-map'],
      urlMapType: gateway['url-map-type'],
      servers: gateway.realservers.map((real) => ({
        id: real.id,
        ip: real.ip,
        port: String(real.port),
        status: real.status,
      })),
    })),
  };
}

/** An entry without what no request can say; the FortiGate keeps that by the entry's number. */
function shown<Entry extends { readonly unknown: unknown }>({ unknown: _, ...rest }: Entry) {
  return rest;
}

function realServerOf(gateway: ApiGateway | undefined, id: number) {
  const found = gateway?.realservers.find((one) => one.id === id);
  return found ? shown(found) : {};
}

/** The two rows to send. Settings that the form does not show stay as they are. */
export function draftOf(form: ServerForm, before: Server | null): ZtnaServerDraft {
  const vipName = before ? before.proxy.vip : form.name;
  const was = before
    ? certificateSettings(before)
    : { clientCert: 'enable', emptyCertAction: 'block' };
  return {
    vip: {
      ...(before?.vip ? {} : { name: vipName, type: 'access-proxy', 'server-type': 'https' }),
      extip: form.extip,
      extintf: form.extintf,
      extport: form.extport,
      // What stays at its default is not written, as on a device.
      ...(form.clientCert === was.clientCert ? {} : { 'client-cert': form.clientCert }),
      ...(form.emptyCertAction === was.emptyCertAction
        ? {}
        : { 'empty-cert-action': form.emptyCertAction }),
    },
    proxy: {
      ...(before ? {} : { name: form.name, vip: vipName }),
      'api-gateway': form.gateways.map((gateway) => {
        const old = before?.proxy['api-gateway'].find((one) => one.id === gateway.id);
        return {
          ...(old ? shown(old) : {}),
          id: gateway.id,
          'url-map': gateway.urlMap,
          'url-map-type': gateway.urlMapType,
          realservers: gateway.servers.map((real) => ({
            ...realServerOf(old, real.id),
            id: real.id,
            ip: real.ip,
            port: Number(real.port),
            status: real.status,
          })),
        };
      }),
    },
  };
}

/** The form's field that FortiOS means by one of its own; null for a message about the whole. */
export function findServerField(fortiosField: string | null): string | null {
  switch (fortiosField) {
    case 'name':
    case 'vip':
      return 'name';
    case 'extip':
    case 'extport':
    case 'extintf':
      return fortiosField;
    case 'client-cert':
      return 'clientCert';
    case 'empty-cert-action':
      return 'emptyCertAction';
    default: {
      const match = /^api-gateway\.(\d+)\.(?:(url-map)|realservers\.(\d+)\.(ip|port))/.exec(
        fortiosField ?? '',
      );
      if (!match) return null;
      return match[2] === undefined
        ? `gateways.${match[1]}.servers.${match[3]}.${match[4]}`
        : `gateways.${match[1]}.urlMap`;
    }
  }
}

/** The next free number of a sub-table. */
export function nextId(entries: readonly { readonly id: number }[]): number {
  return Math.max(0, ...entries.map(({ id }) => id)) + 1;
}
