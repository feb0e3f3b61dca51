/** Lists of a FortiGate's objects, as the console's pages show them: of the lab's own API. */
import { fortiosAddressTypes } from '#model/fortios/objects/addresses.ts';
import { interfaceRoles } from '#model/fortios/objects/interfaces.ts';
import {
  addressListSchema,
  groupListSchema,
  interfaceKinds,
  interfaceListSchema,
  knownUsersSchema,
  userGroupListSchema,
  userListSchema,
} from '#model/fortios/objects/object-lists.ts';
import { userTypes } from '#model/fortios/tables/users.ts';
import { z } from '#model/zod.ts';
import { endpointsOf, flag, whole } from './endpoint.ts';

const { get, post } = endpointsOf('lab');

const onDevice = z.object({ device: z.string() });

/** Of lists of objects. */
const objectsQuery = {
  search: z.string().default(''),
  name: z.string().nullable().default(null),
  used: flag,
  order: z.enum(['asc', 'desc']).default('asc'),
  start: whole.min(0).default(0),
  count: whole.min(1).max(500).default(50),
};
export const objectLists = {
  addresses: get('/fortigates/:device/addresses', {
    about:
      'A FortiGate’s addresses, those of EMS’s tags included, each with who uses it; `name` is one of them.',
    params: onDevice,
    query: z.strictObject({
      ...objectsQuery,
      sort: z.enum(['name', 'type']).default('name'),
      type: z.enum(fortiosAddressTypes).nullable().default(null),
    }),
    answer: addressListSchema,
    topics: ['config/:device', 'knowledge'],
  }),
  addressGroups: get('/fortigates/:device/address-groups', {
    about: 'Its address groups, but for those of tags.',
    params: onDevice,
    query: z.strictObject({ ...objectsQuery, sort: z.enum(['name']).default('name') }),
    answer: groupListSchema,
    topics: ['config/:device'],
  }),
  interfaces: get('/fortigates/:device/interfaces', {
    about: 'Its interfaces and zones.',
    params: onDevice,
    query: z.strictObject({
      ...objectsQuery,
      sort: z.enum(['name', 'type']).default('type'),
      kind: z.enum(interfaceKinds).nullable().default(null),
      role: z.enum(interfaceRoles).nullable().default(null),
    }),
    answer: interfaceListSchema,
    topics: ['config/:device'],
  }),
  users: get('/fortigates/:device/users', {
    about: 'Its local users, each with the groups that the user is in.',
    params: onDevice,
    query: z.strictObject({
      ...objectsQuery,
      sort: z.enum(['name', 'type', 'status']).default('name'),
      type: z.enum(userTypes).nullable().default(null),
      status: z.enum(['enable', 'disable']).nullable().default(null),
      /** Only its members. */
      group: z.string().nullable().default(null),
    }),
    answer: userListSchema,
    topics: ['config/:device'],
  }),
  userGroups: get('/fortigates/:device/user-groups', {
    about: 'Its user groups.',
    params: onDevice,
    query: z.strictObject({ ...objectsQuery, sort: z.enum(['name', 'type']).default('name') }),
    answer: userGroupListSchema,
    topics: ['config/:device'],
  }),
  knownUsers: post('/fortigates/:device/known-users', {
    about:
      'Which of these users and user groups it has. Nothing is changed; a body has room for any names.',
    params: onDevice,
    body: z.object({
      users: z.array(z.string()).max(100_000),
      groups: z.array(z.string()).max(100_000),
    }),
    answer: knownUsersSchema,
    topics: ['config/:device'],
  }),
};
