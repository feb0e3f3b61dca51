/** What is on an endpoint is changed as if on the device; its tags follow (`follow-rules.ts`). */
import { withEndpoint } from '#engine/sync/endpoint-index.ts';
import { noEndpoint, noFabricDevice } from '#model/words/refusals.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { type Posture, postureFor } from '#model/tagging/posture.ts';
import {
  type EndpointFacts,
  type EndpointPosture,
  changePostureSchema,
} from '#model/tagging/posture-api.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { invalid, notFound } from '../refusal.ts';
import { basedOn, checkRevision } from '../revisions.ts';
import { type WorldState, changedAt, objectPath } from '../state.ts';
import { postureOf } from './tag-evaluation.ts';

function endpointOf({ ems }: WorldState, uid: string): Endpoint {
  return ems.endpoints.find((one) => one.uid === uid) ?? notFound(noEndpoint(uid), 'uid');
}

function factsOf(endpoint: Endpoint): EndpointFacts {
  const { os, osVersion, forticlientVersion, user, groups, ip, onNet, gateway } = endpoint;
  return { os, osVersion, forticlientVersion, user, groups: [...groups], ip, onNet, gateway };
}

export function endpointPosture(
  state: WorldState,
  { uid }: { readonly uid: string },
): EndpointPosture {
  const endpoint = endpointOf(state, uid);
  return {
    posture: postureOf(state, endpoint),
    facts: factsOf(endpoint),
    revision: changedAt(state, objectPath.posture(uid)),
  };
}

/** What only one system has comes with it, and goes. */
function fitting(posture: Posture, { os, osVersion }: EndpointFacts): Posture {
  const usual = postureFor(os, osVersion);
  return {
    ...posture,
    windowsSecurity: os === 'windows' ? (posture.windowsSecurity ?? usual.windowsSecurity) : null,
    fileVault: os === 'macos' ? (posture.fileVault ?? usual.fileVault) : null,
  };
}

export const changePosture = command('ems/change-posture', {
  input: changePostureSchema.extend({ uid: z.string(), basedOn }),
  words: () => 'change the posture of an endpoint',
  touches: (_before, { uid }) => [objectPath.posture(uid), objectPath.endpoint(uid)],
  run: (state, { uid, posture, facts, basedOn: shown }) => {
    const { ems, postures } = state;
    const before = endpointOf(state, uid);
    checkRevision(state, objectPath.posture(uid), shown, `Posture and details of ${before.host}`);
    const { gateway, forticlientVersion = before.forticlientVersion } = facts;
    if (gateway !== null && !ems.fabricDevices.some(({ name }) => name === gateway))
      invalid(-3, 'facts.gateway', noFabricDevice(gateway));
    return {
      state: {
        ...state,
        postures: { ...postures, [uid]: fitting(posture, facts) },
        ems: withEndpoint(ems, before, { ...before, ...facts, forticlientVersion }),
      },
    };
  },
});
