import { expect, test } from 'vitest';
import { endpointAnswerSchema } from '#model/ems/ems-api.ts';
import { z } from '#model/zod.ts';
import { emsClient } from '#test/fixtures/ems-client.ts';

test('an endpoint’s details are found by the device ID that the list has', async () => {
  const client = await emsClient();
  const list = z
    .object({ endpoints: z.array(z.object({ device_id: z.number(), uid: z.string() })) })
    .parse((await client.ask('GET', '/endpoints/index?count=50')).data);
  expect(new Set(list.endpoints.map((one) => one.device_id)).size).toBe(list.endpoints.length);
  for (const { device_id: id, uid } of list.endpoints.slice(0, 3)) {
    const { data } = await client.ask('GET', `/endpoints/device/${id}/details`);
    expect(endpointAnswerSchema.parse(data).uid).toBe(uid);
  }
  expect(await client.ask('GET', '/endpoints/device/999/details')).toMatchObject({
    result: { message: 'EMS has no endpoint with the device ID 999.' },
  });
});
