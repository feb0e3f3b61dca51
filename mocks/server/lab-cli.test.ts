import { expect, test } from 'vitest';
import { cliAnswerSchema, cliHelpSchema, mostCliLines } from '#model/fortios/cli-api.ts';
import { z } from '#model/zod.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { serverOf } from './app.ts';

const origin = 'http://lab.test';

async function post(path: string, body: string) {
  const world = await World.open(memoryStorage(), scenarios);
  const request = new Request(`${origin}/lab/api${path}`, { method: 'POST', body });
  const response = await serverOf(world).fetch(request);
  const json: unknown = await response.json();
  return { status: response.status, json };
}

const place = { fortigate: 'FGT-HQ', session: 'one' };

test('lines are carried out in order, and help is given', async () => {
  const lines = ['config firewall policy', 'edit 17', 'foo'];
  const answer = await post('/cli', JSON.stringify({ ...place, lines }));
  expect(answer.status).toBe(200);
  expect(cliAnswerSchema.parse(answer.json)).toEqual({
    lines: [
      { prompt: 'FGT-HQ # ', output: [] },
      { prompt: 'FGT-HQ (policy) # ', output: [] },
      {
        prompt: 'FGT-HQ (17) # ',
        output: ["command parse error before 'foo'", 'Command fail. Return code -61'],
      },
    ],
    prompt: 'FGT-HQ (17) # ',
    changed: false,
    closed: false,
  });
  const help = await post('/cli/help', JSON.stringify({ ...place, text: 'dia' }));
  expect(cliHelpSchema.parse(help.json).words).toEqual(['diagnose']);
});

test.each([
  ['/cli', 'no JSON', 400],
  ['/cli', JSON.stringify({ ...place }), 400],
  ['/cli', JSON.stringify({ ...place, lines: Array(mostCliLines + 1).fill('') }), 400],
  ['/cli', JSON.stringify({ ...place, fortigate: 'FGT-X', lines: [] }), 404],
  ['/cli', JSON.stringify({ ...place, lines: ['lab-error-503'] }), 503],
  ['/cli/help', JSON.stringify({ ...place, lines: [] }), 400],
  ['/cli/help', JSON.stringify({ ...place, fortigate: 'FGT-X', text: '' }), 404],
])('%s refuses %s with %i, in words', async (path, body, status) => {
  const answer = await post(path, body);
  expect(answer.status).toBe(status);
  expect(z.object({ message: z.string() }).parse(answer.json).message).toMatch(/\.$/);
});
