/**
 * The bar: everything that is found among 500 tags, 1,000 policies, 5,000 endpoints and 200 servers in under 2 s,
 * in slices of which none keeps others waiting for long.
 */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { FindingsUnderWay } from '#engine/analysis/findings/findings.ts';
import type { Estate } from '#engine/analysis/findings/draft.ts';
import { textWarnings } from '#mocks/world/lab/findings/text-warnings.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';

const sizes = { tags: 500, policies: 1000, endpoints: 5000, servers: 200 };
/** As the world's own. */
const slice = 20_000;

function entries(count: number, of: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${of(i)}\nnext`).join('\n');
}

function config(servers: number): string {
  return `config firewall address
${entries(400, (i) => `edit "a${i}"\nset subnet 10.${i >> 4}.${(i & 15) * 16}.0 255.255.240.0`)}
end
config firewall vip
${entries(servers, (i) => `edit "v${i}"\nset type access-proxy\nset extip 10.9.0.${i}\nset extport 443\nset extintf any`)}
end
config firewall access-proxy
${entries(servers, (i) => `edit "v${i}"\nset vip "v${i}"\nconfig api-gateway\nedit 1\nconfig realservers\nedit 1\nset ip 10.88.0.3\nnext\nend\nnext\nend`)}
end
config firewall policy
${entries(
  sizes.policies,
  (i) => `edit ${i + 1}
set srcintf any
set dstintf any
set srcaddr ${i % 3 === 0 ? `a${i % 400}` : 'all'}
set dstaddr "v${i % servers}"
set action ${i % 7 === 0 ? 'deny' : 'accept'}
set schedule always
set service ALL
set ztna-status enable
set ztna-ems-tag "EMS1_ZTNA_T${(i * 7) % sizes.tags}" "EMS1_ZTNA_T${(i * 13) % sizes.tags}"
set ztna-tags-match-logic ${i % 2 === 0 ? 'or' : 'and'}`,
)}
end
`;
}

const endpoints = Array.from({ length: sizes.endpoints }, (_, i) =>
  endpointOf({
    uid: i.toString(16).padStart(32, '0'),
    host: `PC-${i}`,
    ip: `10.${i >> 12}.${(i >> 6) & 63}.${i & 63}`,
    tags: Array.from({ length: 8 }, (__, k) => ({
      category: 'zero_trust',
      name: `T${(i * 31 + k * 61) % sizes.tags}`,
      since: 0,
    })),
  }),
);

describe.each([sizes.servers, 1])('at %i servers', (servers) => {
  const read = readConfig(config(servers)).config;
  /** Nothing that an earlier run compiled is found again: objects are what it is kept by. */
  const anew = (): Estate => ({
    ems: emsOf([...endpoints], [deviceOf({})]),
    fortigates: [{ name: 'FGT-A', connector: 1, config: { ...read } }],
    resolver: { fqdn: {}, geography: {} },
    at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 },
    tagging: new Map(),
  });

  test('everything from nothing', { timeout: 60_000 }, async ({ bench }) => {
    const longest: number[] = [];
    const result = await bench('findings', () => {
      const underWay = new FindingsUnderWay(anew(), textWarnings);
      let worst = 0;
      while (!underWay.work.isDone) {
        const start = performance.now();
        underWay.work.advance(slice);
        worst = Math.max(worst, performance.now() - start);
      }
      longest.push(worst);
      expect(underWay.findings.some(({ about }) => about.kind === 'shadowed')).toBe(true);
    }).run({ iterations: 5, warmupIterations: 2 });
    expect(result.latency.p50).toBeLessThan(2000);
    expect(longest.toSorted((a, b) => a - b)[Math.floor(longest.length / 2)]).toBeLessThan(200);
  });
});
