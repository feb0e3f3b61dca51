/** What an EMS administrator does to an endpoint or a Fabric device as a whole, and what follows from it. */
import { endpointOf, withEndpoint } from '#engine/sync/endpoint-index.ts';
import { noEndpoint, noFabricDevice } from '#model/words/refusals.ts';
import {
  type EndpointAction,
  authorizeBodySchema,
  endpointActionBodySchema,
} from '#model/ems/ems-api.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { allRegisteredClients, sameTag } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { draw } from '../random.ts';
import { conflict, notFound } from '../refusal.ts';
import { type WorldState, objectPath } from '../state.ts';

/** The world after the action; refused where the endpoint is in that state already. */
function acted(
  state: WorldState,
  endpoint: Endpoint,
  action: EndpointAction,
): { readonly endpoint: Endpoint; readonly random?: WorldState['random'] } {
  const already = (is: boolean, words: string): void => {
    if (is) conflict(`${endpoint.host} is already ${words}.`);
  };
  switch (action) {
    case 'quarantine':
      already(endpoint.quarantined, 'quarantined');
      return { endpoint: { ...endpoint, quarantined: true } };
    case 'unquarantine':
      already(!endpoint.quarantined, 'out of quarantine');
      return { endpoint: { ...endpoint, quarantined: false } };
    case 'unregister':
      already(!endpoint.registered, 'not registered');
      // An endpoint that EMS no longer manages reports nothing, and is in none of its tags [477578].
      return {
        endpoint: {
          ...endpoint,
          registered: false,
          online: false,
          tags: endpoint.tags.filter((tag) => !sameTag(tag, allRegisteredClients)),
        },
      };
    case 'register':
      already(endpoint.registered, 'registered');
      return {
        endpoint: {
          ...endpoint,
          registered: true,
          online: true,
          tags: [...endpoint.tags, { ...allRegisteredClients, since: state.clock.epochMs }],
        },
      };
    case 'take-offline':
      already(!endpoint.online, 'offline');
      return { endpoint: { ...endpoint, online: false } };
    case 'bring-online':
      already(endpoint.online, 'online');
      if (!endpoint.registered)
        conflict(`${endpoint.host} is not registered to EMS. Register the endpoint first.`);
      return { endpoint: { ...endpoint, online: true } };
    case 'out-of-sync':
      already(!endpoint.inSync, 'out of sync');
      return { endpoint: { ...endpoint, inSync: false } };
    case 'sync':
      already(endpoint.inSync, 'in sync');
      return { endpoint: { ...endpoint, inSync: true } };
    case 'revoke-certificate':
      if (endpoint.certificateRevoked)
        conflict(`The certificate of ${endpoint.host} is already revoked.`);
      return { endpoint: { ...endpoint, certificateRevoked: true } };
    case 'reissue-certificate': {
      const drawn = draw(state.random);
      const number = (drawn.draw.sessionid * 65_536 + drawn.draw.srcport) % 16 ** 10;
      return {
        endpoint: {
          ...endpoint,
          certificateRevoked: false,
          certificateSerial:
            endpoint.certificateSerial.slice(0, -10) +
            number.toString(16).toUpperCase().padStart(10, '0'),
        },
        random: drawn.source,
      };
    }
  }
}

const actionWords: Record<EndpointAction, string> = {
  quarantine: 'quarantine an endpoint',
  unquarantine: 'unquarantine an endpoint',
  unregister: 'deregister an endpoint',
  register: 'register an endpoint',
  'take-offline': 'take an endpoint offline',
  'bring-online': 'bring an endpoint online',
  'out-of-sync': 'mark an endpoint out of sync',
  sync: 'mark an endpoint in sync',
  'revoke-certificate': 'revoke the certificate of an endpoint',
  'reissue-certificate': 'reissue the certificate of an endpoint',
};

export const endpointAction = command('ems/endpoint-action', {
  input: z.object({ uid: z.string(), ...endpointActionBodySchema.shape }),
  words: ({ action }) => actionWords[action],
  touches: (_before, { uid }) => [objectPath.endpoint(uid)],
  run: (state, { uid, action }) => {
    const before = endpointOf(state.ems, uid) ?? notFound(noEndpoint(uid), 'uid');
    const { endpoint, random } = acted(state, before, action);
    const ems = withEndpoint(state.ems, before, endpoint);
    return { state: { ...state, ...(random ? { random } : {}), ems } };
  },
});

/** An administrator of EMS authorizes a FortiGate or denies it [445705]. */
export const authorizeDevice = command('ems/authorize-device', {
  input: z.object({ serial: z.string(), ...authorizeBodySchema.shape }),
  words: ({ authorized }) => `${authorized ? 'authorize' : 'deny'} a Fabric device`,
  touches: (_before, { serial }) => [objectPath.fabricDevice(serial)],
  run: (state, { serial, authorized }) => {
    const { ems } = state;
    const before =
      ems.fabricDevices.find((one) => one.serial === serial) ??
      notFound(noFabricDevice(serial), 'serial');
    if (before.authorized === authorized)
      conflict(`${before.name} is already ${authorized ? 'authorized' : 'denied'}.`);
    const fabricDevices = ems.fabricDevices.map((one) =>
      one === before ? { ...one, authorized } : one,
    );
    return { state: { ...state, ems: { ...ems, fabricDevices } } };
  },
});
