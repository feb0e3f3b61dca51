/** Fabric devices, as EMS's API has them: by the paths that are public, and by the lab's own. */
import { emsApi as api } from '#model/contract/ems.ts';
import type { FabricDevice } from '#model/ems/ems.ts';
import { shareModes, shareTagTypes } from '#model/ems/ems-published.ts';
import * as queries from '#mocks/world/queries.ts';
import { invalid } from '#mocks/world/refusal.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { sorted } from './parsed.ts';
import { type Route, route } from './route.parse.ts';

/** What a number stands for. */
function meant<Word>(words: ReadonlyMap<number, Word>, number: number, field: string): Word {
  return (
    words.get(number) ??
    invalid(-15, field, `${field} takes ${[...words.keys()].join(', ')}, not ${number}.`)
  );
}

function publishedRoutes(world: World): readonly Route[] {
  const device = async (serial: string): Promise<FabricDevice> =>
    granted(await world.ask(queries.fabricDevice, { serial })).device;
  return [
    route(api.setCertificates, async ({ body: { filters, properties } }) => {
      // All of them are there, or none is changed; who is as asked for already, stays so.
      const devices = await Promise.all(filters.cns.map(device));
      for (const { serial, authorized } of devices)
        if (authorized !== properties.authorized)
          granted(await world.execute({ kind: 'ems/authorize-device', serial, ...properties }));
      return { cns: filters.cns, ...properties };
    }),
    route(api.updateFabricDevice, async ({ params: { serial }, body, basedOn }) => {
      const before = await device(serial);
      const { share_mode: mode, selected_cn_list: selected, share_tag_types: types, alias } = body;
      const named = await Promise.all((selected ?? []).map(device));
      const sharing = {
        tagTypes:
          types?.map((type) => meant(shareTagTypes, type, 'share_tag_types')) ?? before.tagTypes,
        endpointSharing:
          mode === undefined ? before.endpointSharing : meant(shareModes, mode, 'share_mode'),
        selected: selected ? named.map(({ name }) => name) : before.selected,
      };
      const command = { kind: 'ems/update-sharing', serial, basedOn } as const;
      granted(
        await world.execute({
          ...command,
          sharing: {
            tagTypes: [...sharing.tagTypes],
            endpointSharing: sharing.endpointSharing,
            selected: [...sharing.selected],
            ...(alias === undefined ? {} : { alias }),
          },
        }),
      );
      return { serial };
    }),
  ];
}

export function emsDeviceRoutes(world: World): readonly Route[] {
  return [
    ...publishedRoutes(world),
    route(api.fabricDevices, async ({ query }) =>
      granted(await world.ask(queries.fabricDevices, sorted(query))),
    ),
    route(api.fabricDevice, async ({ params }) =>
      granted(await world.ask(queries.fabricDevice, params)),
    ),
    route(api.authorizeDevice, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/authorize-device', ...params, ...body }));
      return { ...params, ...body };
    }),
    route(api.connectDevice, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/connect-device', ...params, ...body }));
      return { ...params, ...body };
    }),
    route(api.setTagLimit, async ({ params, body }) => {
      granted(await world.execute({ kind: 'ems/set-tag-limit', ...params, ...body }));
      return { ...params, ...body };
    }),
    route(api.previewSharing, async ({ params, body: sharing }) =>
      granted(await world.ask(queries.previewSharing, { ...params, sharing })),
    ),
    route(api.updateSharing, async ({ params, body: sharing, basedOn }) => {
      granted(await world.execute({ kind: 'ems/update-sharing', ...params, sharing, basedOn }));
      return params;
    }),
  ];
}
