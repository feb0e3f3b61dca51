/** What the command line prints is on a screen: no secret is in it. */
import { expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';

const { config } = readConfig(`config system admin
    edit "admin"
        set password ENC topsecret
    next
end
config user local
    edit "ann"
        set type password
        set passwd ENC topsecret
    next
end
config vpn ipsec phase1-interface
    edit "hub"
        set psksecret topsecret
    next
end
`);

test.each([
  ['show'],
  ['show full-configuration'],
  ['show system admin'],
  ['show user local ann'],
  ['get system admin admin'],
  ['get user local ann'],
  ['config user local', 'edit ann', 'show', 'get'],
  ['config system admin', 'edit admin', 'show', 'get'],
  ['show | grep -f hub'],
])('%s', (...lines) => {
  const text = CommandLine.onDemo()
    .withConfig(config)
    .type(...lines)
    .join('\n');
  expect(text).not.toContain('topsecret');
  expect(text).toContain('ENC ******');
});
