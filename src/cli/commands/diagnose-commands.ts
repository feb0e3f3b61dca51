/** `diagnose`: what the device knows of EMS, of endpoints and of tags. */
import { dynamicAddress, dynamicNames, dynamicList } from '../records/dynamic-addresses.ts';
import { connectionStatusStep, connectivityStep } from './ems-commands.ts';
import {
  endpointRecord,
  endpointRecords,
  knownUids,
  ztnaCache,
} from '../records/endpoint-records.ts';
import { errors } from '../errors.ts';
import { type Handler, type Place, type Step, keyword, printing, value } from '../grammar.ts';
import { said } from '../show/looking.ts';
import { deviceByIp, deviceByUid, knownIps, policyStatistics } from '../records/wad.ts';

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

const recordList = keyword('list', 'All endpoint records from EMS.', {
  run: printing(({ world }) => endpointRecords(world)),
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
  keyword('record', 'Endpoint records, by their older name.', { next: [recordList] }),
];

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
  keyword('endpoint', 'Endpoints and EMS.', { next: endpointSteps }),
  keyword('firewall', 'The firewall.', {
    next: [keyword('dynamic', 'Dynamic addresses.', { next: dynamicSteps })],
  }),
  keyword('test', 'Test of a daemon.', {
    next: [
      keyword('application', 'A daemon by its name.', {
        next: [
          keyword('fcnacd', 'The daemon that connects to EMS.', {
            next: [
              connectionStatusStep,
              {
                ...keyword('7', 'The ZTNA cache.', {
                  run: printing(({ world }) => ztnaCache(world)),
                }),
                isValue: true,
              },
            ],
            run: printing(() => ['2. Connections to EMS.', '7. The ZTNA cache.']),
          }),
        ],
      }),
    ],
  }),
  keyword('wad', 'The proxy daemon.', {
    next: [
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
