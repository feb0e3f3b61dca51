/** *Lab > Names*: what domain names and countries resolve to, for every FortiGate of the world. */
import { ipNumber, subnetNumbers } from '#model/fortios/ip.ts';
import { z } from '#model/zod.ts';

export const nameKinds = ['fqdn', 'geography'] as const;
export type NameKind = (typeof nameKinds)[number];

export const nameKeySchema = z.object({
  /** Of what it is the name. */
  of: z.enum(nameKinds),
  name: z.string(),
});

/** What is wrong with an address that a name is to have; null if nothing is. */
function addressProblem(kind: NameKind, text: string): string | null {
  if (kind === 'fqdn')
    return ipNumber(text) === null
      ? `${text} is not an IPv4 address. Write it as 10.88.0.3.`
      : null;
  return subnetNumbers(text) === null
    ? `${text} is not a subnet. Write it as 203.0.113.0/24.`
    : null;
}

export const nameFieldsSchema = nameKeySchema.extend({
  name: z.string().trim().min(1, { message: 'Type a domain name or a country.' }),
  /** Of a domain name in the order in which DNS gives them; subnets of a country. */
  addresses: z.array(z.string().trim()).max(100, {
    message: 'A name has at most 100 addresses. Remove some.',
  }),
  /** The name that it had before; null for a new one. */
  former: z.string().nullable(),
});
export const nameDraftSchema = nameFieldsSchema.superRefine(({ of, name, addresses }, context) => {
  const isName = of === 'geography' ? /^[A-Z]{2}$/.test(name) : /^[^\s/]{1,255}$/.test(name);
  // One that is empty is asked for by its own check.
  if (!isName && name !== '')
    context.addIssue({
      code: 'custom',
      path: ['name'],
      message:
        of === 'geography'
          ? `${name} is not a country. Write its two capital letters, as CH.`
          : `${name} is not a domain name. Write it as web.example.com.`,
    });
  for (const [i, text] of addresses.entries()) {
    const message = addressProblem(of, text);
    if (message !== null) context.addIssue({ code: 'custom', path: ['addresses', i], message });
  }
});

export const nameTableSchema = z.object({
  names: z.array(
    nameKeySchema.extend({
      /** Empty for one that a configuration names and that does not resolve. */
      addresses: z.array(z.string()),
      /** In the table, whatever its addresses are. */
      isSet: z.boolean(),
      /** Address objects with it. */
      usedBy: z.array(z.object({ fortigate: z.string(), address: z.string() })),
    }),
  ),
});
export type NameTable = z.infer<typeof nameTableSchema>;
