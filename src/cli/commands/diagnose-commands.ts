/** `diagnose`: what the device knows of EMS, of endpoints and of tags. */
import { dynamicAddress, dynamicNames, dynamicList } from '../records/dynamic-addresses.ts';
import { debugStep, wadDebugSteps } from './debug-commands.ts';
import { connectionStatusStep, connectivityStep } from './ems-commands.ts';
import {
  endpointRecord,
  endpointRecords,
  knownUids,
  ztnaCache,
} from '../records/endpoint-records.ts';
import {
  deviceList,
  lookupByIp,
  lookupByUid,
  routeCache,
  vpnGatewayCache,
} from '../records/endpoint-routes.ts';
import { errors } from '../errors.ts';
import { type Handler, type Place, type Step, keyword, printing, value } from '../grammar.ts';
import { said } from '../show/looking.ts';
import type { CliWorld } from '../session.ts';
import { transactionViews } from './transaction-commands.ts';
import {
  deviceByIp,
  deviceByUid,
  kernelPolicies,
  knownIps,
  policyStatistics,
  userList,
} from '../records/wad.ts';

/** By UID; the EMS's serial number and tenant may follow, and must then be its own. */
function byUid(find: (place: Place, uid: string) => readonly string[]): readonly Step[] {
  const run: Handler = (args, place) => {
    const [uid = '', serial, tenant] = args.map(({ text }) => text);
    const { ems } = place.world;
    const isOther =
      (serial !== undefined && serial !== ems.serial) ||
      (tenant !== undefined && tenant !== ems.tenant);
    // Of another EMS this device knows nobody.
    return said(place.session, find(place, isOther ? '' : uid));
  };
  return [
    value('<uid>', 'An endpoint’s UID, 32 hex digits.', {
      offers: ({ world }) => knownUids(world),
      run,
      next: [
        value('<ems-serial>', 'The EMS’s serial number.', {
          offers: ({ world }) => [world.ems.serial],
          run,
          next: [
            value('<tenant-id>', 'The EMS’s tenant.', {
              offers: ({ world }) => [world.ems.tenant],
              run,
            }),
          ],
        }),
      ],
    }),
  ];
}

const listRecords = printing(({ world }, words) =>
  endpointRecords(
    world,
    words.map(({ text }) => text),
  ),
);

/** `list [<ip>] [<mac>] [<ems-serial>] [<tenant>]`: each narrows it down, and may be left out. */
const recordList = keyword('list', 'Endpoint records from EMS.', {
  run: listRecords,
  next: [
    value('<ip|mac|ems-serial|tenant-id>', 'What the records must have; several may follow.', {
      isList: true,
      offers: ({ world }) => [...knownIps(world), world.ems.serial, world.ems.tenant],
      run: listRecords,
    }),
  ],
});

/** `find-ip-vdom <ip> <vdom>`, by whatever word it is called. */
const byIpAndVdom = (word: string): Step =>
  keyword(word, 'The endpoint that has an address.', {
    next: [
      value('<ip>', 'An IPv4 address.', {
        offers: ({ world }) => knownIps(world),
        next: [
          value('<vdom>', 'A VDOM; there is root.', {
            offers: () => ['root'],
            run: printing(({ world }, [ip, vdom]) =>
              lookupByIp(world, ip?.text ?? '', vdom?.text ?? ''),
            ),
          }),
        ],
      }),
    ],
  });
const findByUid = (word: string): Step =>
  keyword(word, 'The endpoint of a UID.', {
    next: byUid(({ world }, uid) => lookupByUid(world, uid)),
  });

const endpointSteps: readonly Step[] = [
  keyword('ec-shm', 'Endpoint records.', {
    next: [
      recordList,
      keyword('find-by-uid', 'The record of one endpoint.', {
        next: byUid(({ world }, uid) => endpointRecord(world, uid)),
      }),
    ],
  }),
  keyword('fctems', 'FortiClient EMS.', {
    next: [connectivityStep],
  }),
  keyword('lls-comm', 'The service by which daemons look endpoints up.', {
    next: [
      keyword('send', 'Ask it.', {
        next: [
          keyword('ztna', 'Of ZTNA.', {
            next: [findByUid('find-uid'), byIpAndVdom('find-ip-vdom')],
          }),
        ],
      }),
    ],
  }),
  keyword('record', 'Endpoint records, by their older name.', { next: [recordList] }),
  keyword('wad-comm', 'The same service, by its older name.', {
    next: [
      keyword('find-by', 'One endpoint.', { next: [findByUid('uid'), byIpAndVdom('ip-vdom')] }),
    ],
  }),
];

const numbered = (number: string, help: string, print: (world: CliWorld) => readonly string[]) => ({
  ...keyword(number, help, { run: printing(({ world }) => print(world)) }),
  isValue: true as const,
});

const dynamicSteps: readonly Step[] = [
  keyword('address', 'One dynamic address.', {
    next: [
      value('<name>', 'A tag’s address object.', {
        offers: ({ world }) => dynamicNames(world),
        run: (args, { world, session }) => {
          const name = args[0]?.text ?? '';
          return said(session, dynamicAddress(world, name) ?? errors.noEntry(name));
        },
      }),
    ],
    run: printing(({ world }) => dynamicList(world)),
  }),
  keyword('list', 'Every tag with the addresses that it resolves to.', {
    run: printing(({ world }) => dynamicList(world)),
  }),
];

export const diagnoseSteps: readonly Step[] = [
  debugStep,
  keyword('endpoint', 'Endpoints and EMS.', { next: endpointSteps }),
  keyword('firewall', 'The firewall.', {
    next: [
      keyword('dynamic', 'Dynamic addresses.', { next: dynamicSteps }),
      keyword('iprope', 'Policies as the kernel has them.', {
        next: [
          keyword('list', 'The policies of a group.', {
            next: [
              value('<group>', '100017 for the simple ZTNA policies.', {
                offers: () => ['100017'],
                run: printing(({ world }, [group]) => kernelPolicies(world, group?.text ?? '')),
              }),
            ],
          }),
        ],
      }),
    ],
  }),
  keyword('sys', 'The system.', {
    next: [keyword('config-transaction', 'Workspace mode.', { next: transactionViews })],
  }),
  keyword('test', 'Test of a daemon.', {
    next: [
      keyword('application', 'A daemon by its name.', {
        next: [
          keyword('fcnacd', 'The daemon that connects to EMS.', {
            next: [
              connectionStatusStep,
              numbered('7', 'The ZTNA cache.', ztnaCache),
              numbered('8', 'The route cache.', routeCache),
              numbered('33', 'The cache of VPN gateways.', vpnGatewayCache),
            ],
            run: printing(() => [
              '2. Connections to EMS.',
              '7. The ZTNA cache.',
              '8. The route cache.',
              '33. The cache of VPN gateways.',
            ]),
          }),
        ],
      }),
    ],
  }),
  keyword('user', 'Users and their devices.', {
    next: [
      keyword('device', 'Devices that were seen.', {
        next: [
          keyword('list', 'Devices behind this FortiGate.', {
            run: printing(({ world }) => deviceList(world)),
          }),
        ],
      }),
    ],
  }),
  keyword('wad', 'The proxy daemon.', {
    next: [
      ...wadDebugSteps,
      keyword('user', 'Users of the proxy.', {
        next: [keyword('list', 'Who is in.', { run: printing(({ world }) => userList(world)) })],
      }),
      keyword('dev', 'Devices that the proxy knows.', {
        next: [
          keyword('query-by', 'One device.', {
            next: [
              keyword('ipv4', 'By its address.', {
                next: [
                  value('<ip>', 'An IPv4 address.', {
                    offers: ({ world }) => knownIps(world),
                    run: printing(({ world }, [word]) => deviceByIp(world, word?.text ?? '')),
                  }),
                ],
              }),
              keyword('uid', 'By its UID.', {
                next: byUid(({ world }, uid) => deviceByUid(world, uid)),
              }),
            ],
          }),
        ],
      }),
      keyword('worker', 'The proxy’s workers.', {
        next: [
          keyword('policy', 'ZTNA policies.', {
            next: [
              keyword('list', 'How often each ZTNA policy matched.', {
                run: printing(({ world }) => policyStatistics(world)),
              }),
            ],
          }),
        ],
      }),
    ],
  }),
];
