/**
 * Whether a FortiGate's connection to EMS is up. That of a device that is no root of its Security Fabric
 * expires after 15 minutes unless the root keeps it alive [445705, 7.2.4].
 */
import { sentenceStart } from '#model/text.ts';
import { linkClause } from '#model/words/standing.ts';
import { noFabricDevice } from '#model/words/refusals.ts';
import { connectionOf, fabricRoot, isConnected } from '#engine/sync/connection.ts';
import type { Ems, FabricDevice } from '#model/ems/ems.ts';
import { connectionBodySchema } from '#model/ems/ems-api.ts';
import { z } from '#model/zod.ts';
import { command } from '../command.ts';
import { withLastKnown } from './ems-servers.ts';
import { conflict, notFound } from '../refusal.ts';
import { type WorldState, findFortiGate, objectPath } from '../state.ts';

const expiryMs = 15 * 60_000;

/** The connection is cut, as when the link is down, or comes back. */
export const connectDevice = command('ems/connect-device', {
  input: z.object({ serial: z.string(), ...connectionBodySchema.shape }),
  words: ({ connected }) => `${connected ? 'reconnect' : 'disconnect'} a Fabric device`,
  touches: (_before, { serial }) => [objectPath.fabricDevice(serial)],
  run: (state, { serial, connected }) => {
    const { ems, clock } = state;
    const before =
      ems.fabricDevices.find((one) => one.serial === serial) ??
      notFound(noFabricDevice(serial), 'serial');
    const fortigate = findFortiGate(state, before.name);
    const broken = fortigate ? connectionOf(fortigate, ems).broken : null;
    if (connected && broken !== null)
      conflict(
        `${sentenceStart(linkClause(broken, before.name))}. Change it under Security Fabric > Fabric Connectors of ${before.name}.`,
      );
    if (isConnected(before) === connected)
      conflict(`${before.name} is already ${connected ? 'connected' : 'disconnected'}.`);
    const root = fabricRoot(ems, before);
    if (connected && root && !isConnected(root))
      conflict(
        `${before.name} connects through ${root.name}, its Security Fabric root, which is disconnected. Reconnect ${root.name} first.`,
      );
    const { downSince: _, ...rest } = before;
    const after: FabricDevice = {
      ...rest,
      connected,
      lastSeen: clock.epochMs,
      ...(connected ? {} : { downSince: clock.epochMs }),
    };
    const fabricDevices = ems.fabricDevices.map((one) => (one === before ? after : one));
    const known = (ems.lastKnown ?? []).filter(({ device }) => device.serial !== serial);
    // What the device has of EMS now, it keeps for as long as its connector says.
    const now = connected ? [] : [{ device: before, endpoints: ems.endpoints }];
    return {
      state: { ...state, ems: withLastKnown({ ...ems, fabricDevices }, [...known, ...now]) },
    };
  },
});

/** Silent for so long: since its root went down; 0 where nothing is wrong. */
function rootSilentMs(device: FabricDevice, ems: Ems, epochMs: number): number {
  const root = fabricRoot(ems, device);
  return root && !isConnected(root) && root.lastSeen !== null ? epochMs - root.lastSeen : 0;
}

/**
 * When EMS last heard of the device. One that is up reports every so often; the second follows from the
 * serial number, so that they differ [assumed]. Worked out when asked: it is no change of the world.
 */
export function lastSeen(device: FabricDevice, ems: Ems, epochMs: number): number | null {
  const silent = rootSilentMs(device, ems, epochMs);
  if (!isConnected(device)) return device.lastSeen;
  return epochMs - silent - ((Number(device.serial.slice(-2)) % 50) * 1000 + 5000);
}

function settledDevice(device: FabricDevice, ems: Ems, epochMs: number): FabricDevice {
  const silent = rootSilentMs(device, ems, epochMs);
  if (isConnected(device) && silent >= expiryMs)
    return { ...device, connected: false, expired: true, lastSeen: epochMs - silent };
  const root = fabricRoot(ems, device);
  // The root is back and keeps it alive again.
  return device.expired && (!root || isConnected(root))
    ? { ...device, connected: true, expired: false }
    : device;
}

/**
 * When the device forgets what it knew of EMS, whose connection is down; null where it is up, or has been down
 * for longer than that.
 */
export function cacheEnd(state: WorldState, device: FabricDevice): number | null {
  const fortigate = findFortiGate(state, device.name);
  if (!fortigate || isConnected(device) || device.downSince === undefined) return null;
  return device.downSince + connectionOf(fortigate, state.ems).keepsMs;
}

function withoutCache({ downSince: _, ...device }: FabricDevice): FabricDevice {
  return device;
}

/**
 * After the clock or a connection has changed: whose connection has expired, whose is back, and whose cache
 * has run out. That is a change of EMS's state, so that whatever hangs on it is decided again.
 */
export function connectionsSettled(state: WorldState): WorldState {
  const { ems, clock } = state;
  const devices = ems.fabricDevices.map((one) => {
    const device = settledDevice(one, ems, clock.epochMs);
    const end = cacheEnd(state, device);
    return end !== null && end <= clock.epochMs ? withoutCache(device) : device;
  });
  if (devices.every((one, i) => one === ems.fabricDevices[i])) return state;
  const isKept = (serial: string): boolean =>
    devices.some((one) => one.serial === serial && one.downSince !== undefined);
  const known = (ems.lastKnown ?? []).filter(({ device }) => isKept(device.serial));
  const after = { ...ems, fabricDevices: devices };
  return { ...state, ems: ems.lastKnown ? withLastKnown(after, known) : after };
}
