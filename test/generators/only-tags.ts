import type { GeneratedWorld } from './world.ts';

/** Every condition but tags opened: what sharing, endpoints and tags decide then comes up more often. */
export function onlyTags(world: GeneratedWorld): GeneratedWorld {
  const open = {
    srcintf: ['any'],
    srcaddr: ['all'],
    'srcaddr-negate': 'disable',
    'dstaddr-negate': 'disable',
    schedule: 'always',
    users: [],
    groups: [],
  } as const;
  return {
    ...world,
    fortigates: world.fortigates.map((one) => ({
      ...one,
      config: {
        ...one.config,
        'firewall policy': one.config['firewall policy'].map((policy) => ({
          ...policy,
          ...open,
          dstintf: ['any'],
          service: ['ALL'],
          'service-negate': 'disable' as const,
        })),
        'firewall proxy-policy': one.config['firewall proxy-policy'].map((policy) => ({
          ...policy,
          ...open,
          dstaddr: ['all'],
        })),
      },
    })),
  };
}
