/** `lab serve --store`: a world that outlives its process. */
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fortiosEnvelopeSchema } from '#model/api.ts';
import { Refusal, type Terminal } from './command.ts';
import { serve } from './serve.ts';

let folder: string;
const said: string[] = [];
const terminal: Terminal = {
  out: () => undefined,
  say: (line) => void said.push(line),
  read: () => Promise.reject(new Refusal('no files here')),
  write: () => Promise.reject(new Refusal('no files here')),
};
beforeEach(async () => {
  said.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'posture-lab-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What a FortiGate answers, with the servers open for as long as that takes. */
async function ask(method: string, path: string, body?: unknown) {
  const { addresses, close } = await serve(['--store', folder], terminal);
  const at = addresses.find(({ name }) => name === 'FortiGate FGT-HQ')?.url ?? '';
  const response = await fetch(`${at}/api/v2/cmdb/firewall/${path}`, {
    method,
    headers: { Authorization: 'Bearer lab' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = fortiosEnvelopeSchema.parse(await response.json());
  await close();
  return answer;
}

test('what was changed is there again, and so is the key by which SSH clients know the servers', async () => {
  await ask('PUT', 'policy/17', { comments: 'kept' });
  expect(await ask('GET', 'policy/17')).toMatchObject({ results: [{ comments: 'kept' }] });
  const first = await serve(['--store', folder, '--ssh', '0'], terminal);
  await first.close();
  const { mtimeMs, mode } = await stat(join(folder, 'host-key'));
  expect(mode & 0o077).toBe(0);
  const second = await serve(['--store', folder, '--ssh', '0'], terminal);
  await second.close();
  expect((await stat(join(folder, 'host-key'))).mtimeMs).toBe(mtimeMs);
  expect((await readdir(folder)).toSorted()).toEqual(['host-key', 'journal.jsonl']);
  expect(said).toEqual([]);
});

test('a store that another process has, or that is no folder, is refused in one line', async () => {
  await writeFile(join(folder, 'lock'), String(process.ppid));
  await expect(serve(['--store', folder], terminal)).rejects.toThrow(
    /is used by process \d+\. Stop that process, or choose another folder\.$/,
  );
  const file = join(folder, 'lock');
  await expect(serve(['--store', file], terminal)).rejects.toThrow(/cannot be used as a store/);
});

test('a case does not replace the world of a store', async () => {
  await ask('PUT', 'policy/17', { comments: 'kept' });
  await expect(serve(['--store', folder, 'case.json'], terminal)).rejects.toThrow(
    'The store holds a world already, and case.json would replace it; leave case.json out, or choose another --store.',
  );
  // Refused, it leaves the store to the next.
  expect(await ask('GET', 'policy/17')).toMatchObject({ results: [{ comments: 'kept' }] });
});
