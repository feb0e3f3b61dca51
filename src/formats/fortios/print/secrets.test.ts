import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskSecretsInText } from './secrets.ts';

const secret = 'S3cr3tAbc';

test.each([
  ['an encrypted value', `set passwd ENC ${secret}==`],
  ['one of any name', `set whatever ENC ${secret}`],
  ['a pre-shared key in the clear', `set psksecret "${secret}"`],
  ['a password that has a number', `set password2 ${secret}`],
  ['a Wi-Fi passphrase', `set passphrase "${secret}"`],
  [
    'a private key over many lines',
    `set private-key "-----BEGIN ENCRYPTED PRIVATE KEY-----\n${secret}\n-----END ENCRYPTED PRIVATE KEY-----"`,
  ],
  [
    'a private key in a setting of another name',
    `set buffer "x\n-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----"`,
  ],
  ['a private key that was cut off', `set private-key "-----BEGIN PRIVATE KEY-----\n${secret}`],
  ['a line that is no command', `FGT # execute login password ${secret}`],
  ['an encrypted value in such a line', `passwd is ENC ${secret}`],
])('%s is not shown', (_what, line) => {
  const text = `config user local\nedit "a"\n${line}\nset status disable\nnext\nend\n`;
  const masked = maskSecretsInText(text);
  expect(masked).not.toContain(secret);
  expect(masked).toContain('******');
  expect(maskSecretsInText(masked)).toBe(masked);
});

test('what is no secret is shown as it is', () => {
  const text = `config system password-policy
    set status enable
end
config vpn certificate local
    edit "a"
        set certificate "-----BEGIN CERTIFICATE-----
MIIC
-----END CERTIFICATE-----"
        set two-factor-password enable
    next
end
`;
  expect(maskSecretsInText(text)).toBe(text);
});

test('no encrypted value comes through, wherever it stands', () => {
  const name = fc.stringMatching(/^[a-z-]{1,12}$/);
  fc.assert(
    fc.property(name, fc.nat(3), (setting, depth) => {
      const text = `${'config a\nedit 1\n'.repeat(depth)}set ${setting} ENC ${secret}\n`;
      expect(maskSecretsInText(text)).not.toContain(secret);
    }),
  );
});
