/** ZTNA servers of a FortiGate as a page lists them: an access proxy, its VIP, and who uses them. */
import { usesByTableSchema } from '#model/fortios/objects/object-lists.ts';
import { z } from '#model/zod.ts';

const listedServerSchema = z.object({
  /** As the FortiGate's own API writes them; the VIP is null where the access proxy names one that is not there. */
  proxy: z.unknown(),
  vip: z.unknown().nullable(),
  /** Of each table, how many policies use it, and the first of them. */
  uses: usesByTableSchema,
});

export const ztnaServersSchema = z.object({
  servers: z.array(listedServerSchema),
  matched: z.number(),
});
export type ZtnaServers = z.infer<typeof ztnaServersSchema>;

export const ztnaServerSchema = z.object({ server: listedServerSchema.nullable() });

/** A service mapping in words. */
export function serverMapping(server: string, id: number): string {
  return `mapping ${id} of ${server}`;
}

/** What the form of a ZTNA server knows of its FortiGate. */
export const serverFactsSchema = z.object({
  /** The object that says what the server asks of clients [1035072]. */
  askedBy: z.enum(['vip', 'access-proxy']),
  interfaces: z.array(
    z.object({
      name: z.string(),
      /** Blank where it has none of its own. */
      ip: z.string(),
      /** The FortiGate's own pages are served there over HTTPS. */
      isManaged: z.boolean(),
    }),
  ),
  /** The port of these pages. */
  adminPort: z.number(),
  /** Names of certificates that the configuration knows. */
  certificates: z.array(z.string()),
  virtualHosts: z.array(
    z.object({
      name: z.string(),
      host: z.string(),
      hostType: z.enum(['sub-string', 'wildcard']),
      /** It has certificate settings of its own, which stand above the VIP's (rule R1). */
      asksItself: z.boolean(),
      /** The service mappings that name it, as `mapping 1 of web`. */
      users: z.array(z.string()),
    }),
  ),
});
export type ServerFacts = z.infer<typeof serverFactsSchema>;

/** The certificate that every FortiGate has from the factory; not for use outside a lab [374354, 325639]. */
export const factoryCertificate = 'Fortinet_Factory';
