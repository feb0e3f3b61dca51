import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { releaseWarnings } from './release-warnings.ts';

const text = `config firewall vip
    edit "web"
        set type access-proxy
        set client-cert disable
    next
end
config firewall access-proxy
    edit "web"
        set vip "web"
        set client-cert disable
        set empty-cert-action accept
    next
end
`;

test.each([
  ['7.6.4', [10, 11]],
  ['7.6.1', [10, 11]],
  ['7.4.8', [10, 11]],
  ['7.4.7', [4]],
  ['7.6.0', [4]],
])('in FortiOS %s, what it has elsewhere is said with its line', (release, lines) => {
  const warnings = releaseWarnings(readConfig(text), release);
  expect(warnings.map(({ line }) => line)).toEqual(lines);
});
