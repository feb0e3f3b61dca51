/**
 * Passwords, pre-shared keys and private keys out of sight: for a screen, a link, an export that does not
 * ask for them. `ENC` and what follows it is how FortiOS writes a secret that it has encrypted.
 */
import type { ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';
import { printTree } from './print-tree.ts';
import { readTree } from '../tree.ts';

const placeholder: readonly ConfigValue[] = [
  { text: 'ENC', quoted: false },
  { text: '******', quoted: false },
];

/** Settings that hold a secret whatever it looks like [assumed: FortiOS's names of such settings]. */
const secretName =
  /^(?:.*(?:passw(?:or)?d|passphrase|secret|private-key|shared-key|-psk|-pwd|-token|api-key)\d*|pass|pwd|psk|key|token|md5-key|authentication-key|keystring)$/i;
/** Some settings of such a name switch something on. */
const harmless: ReadonlySet<string> = new Set(['enable', 'disable']);

function isSecret(name: string, values: readonly ConfigValue[]): boolean {
  const [first, second] = values;
  if (!first) return false;
  if (!first.quoted && first.text === 'ENC' && second) return true;
  if (values.some(({ text }) => text.includes('PRIVATE KEY-----'))) return true;
  return secretName.test(name) && !(values.length === 1 && harmless.has(first.text));
}

/** A line that fits nowhere may be the rest of a key that was cut off, or a command with a secret in it. */
function maskedLines(lines: readonly string[]): readonly string[] {
  let inKey = false;
  return lines.map((line) => {
    if (line.includes('-----BEGIN')) inKey = line.includes('PRIVATE KEY');
    const isKey = inKey || /^[A-Za-z0-9+/=]{40,}$/.test(line);
    if (line.includes('-----END')) inKey = false;
    if (isKey) return '******';
    return line
      .replaceAll(/\bENC\s+\S+/g, 'ENC ******')
      .replaceAll(
        /\b((?:passw(?:or)?d|passphrase|psksecret|private-key|secret|psk)\s+)(?!ENC\b)\S.*/gi,
        '$1******',
      );
  });
}

function maskedStatement(statement: ConfigStatement): ConfigStatement {
  switch (statement.kind) {
    case 'set':
    case 'append':
    case 'select':
    case 'unselect':
      return isSecret(statement.name, statement.values)
        ? { ...statement, values: placeholder }
        : statement;
    case 'config':
    case 'edit':
      return { ...statement, body: statement.body.map(maskedStatement) };
    case 'text':
      return { ...statement, lines: maskedLines(statement.lines) };
    case 'unset':
    case 'delete':
    case 'rename':
    case 'move':
    case 'clone':
      return statement;
  }
}

/** The statements with `ENC ******` for every secret; everything else as it is. */
export function maskSecrets(statements: readonly ConfigStatement[]): readonly ConfigStatement[] {
  return statements.map(maskedStatement);
}

/** The same for text, which is given back as FortiOS prints it. */
export function maskSecretsInText(text: string): string {
  return printTree(maskSecrets(readTree(text).statements));
}

/** The same for an entry as data, whatever its shape: a setting's name leads to its value. */
export function maskSecretsInData(value: unknown, name = ''): unknown {
  if (typeof value === 'string')
    return value !== '' && secretName.test(name) && !harmless.has(value) ? 'ENC ******' : value;
  if (Array.isArray(value)) return value.map((one: unknown) => maskSecretsInData(one, name));
  if (typeof value !== 'object' || value === null) return value;
  // A statement says its setting's name beside the values, of which each is a text.
  const setting =
    'name' in value && 'values' in value && typeof value.name === 'string' ? value.name : null;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'values' && setting !== null) return [key, maskSecretsInData(inner, setting)];
      return [key, maskSecretsInData(inner, key === 'text' ? name : key)];
    }),
  );
}
