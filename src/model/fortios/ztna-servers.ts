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
