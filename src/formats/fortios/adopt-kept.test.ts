import { expect, test } from 'vitest';
import type { Kept } from '#model/fortios/config-tree.ts';
import { looseRow, newRow } from '#model/fortios/rows.parse.ts';
import { tables } from '#model/fortios/tables.ts';
import { adoptKept } from './adopt-kept.ts';

const kept = (name: string, text: string): Kept => ({
  place: 'inside',
  after: '',
  statement: { kind: 'set', name, values: [{ text, quoted: false }], line: 0, column: 0 },
});
const { fields } = tables['firewall access-proxy'];

test('what was kept as text is a field’s value, in sub-tables too; a value that is none stays', () => {
  const row = looseRow(
    newRow('firewall access-proxy', {
      name: 'web',
      'api-gateway': [
        {
          id: 1,
          realservers: [{ id: 1, ip: '10.0.0.1', unknown: [kept('weight', '5')] }],
          unknown: [kept('ldb-method', 'round-robin'), kept('h2-support', 'perhaps')],
        },
      ],
      unknown: [kept('svr-pool-ttl', '30'), kept('something', 'else')],
    }),
  );
  const adopted = adoptKept(row, fields);
  expect(adopted).toMatchObject({
    'svr-pool-ttl': 30,
    unknown: [kept('something', 'else')],
    'api-gateway': [
      {
        'ldb-method': 'round-robin',
        'h2-support': 'enable',
        realservers: [{ weight: 5, unknown: [] }],
        unknown: [kept('h2-support', 'perhaps')],
      },
    ],
  });
  expect(adoptKept(adopted, fields)).toBe(adopted);
});
