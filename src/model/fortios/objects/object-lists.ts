/** Addresses, interfaces, users and their groups as pages list them, a page at a time. */
import { objectUseSchema } from '#model/fortios/fortios-api.ts';
import { addressKindSchema } from '#model/tagging/tag-entries.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** So many uses are named of each table; the lists themselves have them all. */
export const namedUses = 3;

/** Of each table that uses an object: how many entries, and the first of them. */
export const usesByTableSchema = z.array(
  z.object({ table: z.string(), total: z.number(), first: z.array(objectUseSchema) }),
);
export type UsesByTable = z.infer<typeof usesByTableSchema>;

const common = {
  /** As the FortiGate's own API writes it. */
  row: z.unknown(),
  /** For `If-Match`. */
  revision: z.number(),
  uses: usesByTableSchema,
};

const listedAddressSchema = z.object({
  ...common,
  name: z.string(),
  details: z.string(),
  /** The interface that it is bound to; empty for any. */
  interface: z.string(),
  /** The tag that it stands for; such objects are EMS's to change. */
  tag: tagSchema.extend({ kind: addressKindSchema }).nullable(),
});
export const addressListSchema = z.object({
  addresses: z.array(listedAddressSchema),
  matched: z.number(),
});
export type AddressList = z.infer<typeof addressListSchema>;

const namedMemberSchema = z.object({ name: z.string(), isGroup: z.boolean() });
const listedGroupSchema = z.object({
  ...common,
  name: z.string(),
  /** The first of its members, and of those that it leaves out. */
  members: z.array(namedMemberSchema),
  memberCount: z.number(),
});
export const groupListSchema = z.object({
  groups: z.array(listedGroupSchema),
  matched: z.number(),
});
export type GroupList = z.infer<typeof groupListSchema>;

export const interfaceKinds = ['interface', 'zone'] as const;
const listedInterfaceSchema = z.object({
  ...common,
  kind: z.enum(interfaceKinds),
  name: z.string(),
  /** In words, as lists group by it. */
  type: z.string(),
  /** How the interface comes by its address; `static` where it is typed. */
  mode: z.string(),
  /** The zones that the interface is in. */
  zones: z.array(z.string()),
});
export const interfaceListSchema = z.object({
  interfaces: z.array(listedInterfaceSchema),
  matched: z.number(),
});
export type InterfaceList = z.infer<typeof interfaceListSchema>;

const listedUserSchema = z.object({
  ...common,
  name: z.string(),
  /** All groups that the user is in. */
  groups: z.array(z.string()),
});
export const userListSchema = z.object({ users: z.array(listedUserSchema), matched: z.number() });
export type UserList = z.infer<typeof userListSchema>;

const listedUserGroupSchema = z.object({
  ...common,
  name: z.string(),
  /** `firewall`, or another of FortiOS's. */
  type: z.string(),
  /** The first of its members; what is no local user is one of another server. */
  members: z.array(z.object({ name: z.string(), isUser: z.boolean() })),
  memberCount: z.number(),
});
export const userGroupListSchema = z.object({
  groups: z.array(listedUserGroupSchema),
  matched: z.number(),
});
export type UserGroupList = z.infer<typeof userGroupListSchema>;

/** Of names that were asked about, those that are there. */
export const knownUsersSchema = z.object({
  users: z.array(z.string()),
  groups: z.array(z.string()),
});
