import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from '#model/zod.ts';
import { root } from '../install.mjs';
import { runLab } from './commands.ts';

const rows = z.array(
  z.strictObject({
    kind: z.string(),
    fortigate: z.string().nullable(),
    table: z.string(),
    key: z.string(),
    because: z.array(z.strictObject({ table: z.string(), key: z.string() })),
    reason: z.string().min(10),
    severity: z.enum(['high', 'medium', 'low']),
  }),
);

async function lab(...args: readonly string[]) {
  let out = '';
  const said: string[] = [];
  const status = await runLab(['findings', ...args], {
    out: (text) => {
      out += text;
    },
    say: (line) => said.push(line),
    read: (file) => Promise.resolve(readFileSync(join(root, 'test', 'cases', file), 'utf8')),
    write: () => Promise.resolve(),
  });
  return { status, out, said };
}

test('prints the findings of a case as a JSON array', async () => {
  const { status, out } = await lab('field/geography-in-ztna-rule.json');
  expect(status).toBe(0);
  const found = rows.parse(JSON.parse(out));
  expect(found.map(({ kind }) => kind)).toContain('never-matches');
  expect(found.map(({ kind }) => kind)).toContain('unused-tag');
});

test('of a case without any, an empty one', async () => {
  expect((await lab('field/sdwan-zone-ztna.json')).out).toBe('[]\n');
});

test('says what is wrong with its arguments', async () => {
  expect(await lab()).toMatchObject({ status: 2, out: '' });
  expect((await lab('--all')).said.at(-1)).toContain('There is no option --all here');
});
