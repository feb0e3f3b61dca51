/** Where an endpoint's traffic comes in on a FortiGate, as its interfaces and EMS's record tell. */
import type { Endpoint } from '#model/ems/ems.ts';
import { ipNumber, subnetNumbers } from '#model/fortios/ip.ts';

export interface DeviceInterface {
  readonly name: string;
  /** Address and mask. */
  readonly ip: string;
  readonly role: string;
}

type Located = Pick<Endpoint, 'gateway' | 'onNet' | 'ip'>;

function holds(interfaceIp: string, ip: string): boolean {
  const subnet = subnetNumbers(interfaceIp);
  const number = ipNumber(ip);
  return subnet !== null && number !== null && ((subnet.ip ^ number) & subnet.mask) === 0;
}

/** The interface whose subnet holds the endpoint, where the device is the gateway of it; null elsewhere. */
export function gatewayInterface(
  device: string,
  interfaces: readonly DeviceInterface[],
  { gateway, onNet, ip }: Located,
): string | null {
  if (gateway !== device || !onNet) return null;
  return interfaces.find((one) => holds(one.ip, ip))?.name ?? null;
}

/**
 * The gateway's interface for an endpoint that is on-net behind this device, the WAN interface for any
 * other device [assumed]; null where the device has neither.
 */
export function incomingInterface(
  device: string,
  interfaces: readonly DeviceInterface[],
  endpoint: Located | null,
): string | null {
  const gateway = endpoint && gatewayInterface(device, interfaces, endpoint);
  return gateway ?? interfaces.find(({ role }) => role === 'wan')?.name ?? null;
}
