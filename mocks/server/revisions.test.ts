/** Each object has a revision of its own: what else happens in the world makes no conflict, and no other answer. */
import { beforeEach, expect, test } from 'vitest';
import { fabricDevicePageSchema } from '#model/ems/ems-api.ts';
import { tagDefinitionAnswerSchema } from '#model/tagging/tagging-api.ts';
import { emsClient } from '#test/fixtures/ems-client.ts';

let client: Awaited<ReturnType<typeof emsClient>>;
beforeEach(async () => {
  client = await emsClient();
});

async function tag(id: number) {
  return tagDefinitionAnswerSchema.parse((await client.ask('GET', `/tag_definitions/${id}`)).data);
}
const change = (id: number, spec: object, revision: number) =>
  client.ask('PUT', `/tag_definitions/${id}`, spec, { 'If-Match': `"${revision}"` });

test('the clock and other objects leave it alone', async () => {
  const { definition, revision } = await tag(1);
  const other = await tag(2);
  await client.world.execute({ kind: 'lab/step-clock', seconds: 600 });
  expect((await change(2, { ...other.definition, message: 'New' }, other.revision)).status).toBe(
    200,
  );
  expect(await tag(1)).toEqual(expect.objectContaining({ definition, revision }));
  expect((await change(1, { ...definition, message: 'New' }, revision)).status).toBe(200);
  expect((await tag(1)).revision).toBeGreaterThan(revision);
});

test('what was taken back meanwhile is a conflict for who saw it as it was', async () => {
  const { definition, revision } = await tag(1);
  await change(1, { ...definition, message: 'New' }, revision);
  const seen = await tag(1);
  await client.world.undo();
  expect((await change(1, seen.definition, seen.revision)).status).toBe(412);
  const now = await tag(1);
  expect(now.definition).toEqual(definition);
  expect((await change(1, definition, now.revision)).status).toBe(200);
});

test('a world that was loaded over and put back counts as changed as a whole', async () => {
  const device = async () => {
    const { data } = await client.ask('GET', '/fabric_devices/index?count=1');
    const [first] = fabricDevicesIn(data);
    return first;
  };
  const before = await device();
  await client.world.loadScenario('example-1');
  await client.world.undo();
  const serial = before?.device.serial ?? '';
  const { tagTypes, endpointSharing, selected } = before?.device ?? {};
  const sharing = { tagTypes, endpointSharing, selected };
  const answer = await client.ask('PUT', `/fabric_devices/${serial}/sharing`, sharing, {
    'If-Match': `"${before?.revision ?? 0}"`,
  });
  expect(answer.status).toBe(412);
});

function fabricDevicesIn(data: unknown) {
  return fabricDevicePageSchema.parse(data).devices;
}
