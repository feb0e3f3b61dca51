/** Rules R4 and R5: the device of a ZTNA session, and what is known of it. */
import type { Endpoint } from '#model/ems/ems.ts';
import type { AccessProxy, Vip } from '#model/fortios/tables.ts';
import type { Tag } from '#model/tagging/tags.ts';
import {
  type Line,
  type Situation,
  f1Addresses,
  linesInForce,
  ownEndpoint,
  tagsArePulled,
  toldBy,
  typeIsShared,
} from './situation.ts';

/** R1: the server, and what it asks of clients. */
export interface Server {
  readonly vip: Vip;
  readonly proxy: AccessProxy | undefined;
  readonly clientCert: 'enable' | 'disable';
  readonly emptyCertAction: 'accept' | 'block' | 'accept-unmanageable';
  readonly userAgentDetect: 'enable' | 'disable';
}

/** R2: an endpoint so marked, or an unknown device with a mobile system. */
export function r2Unmanageable(situation: Situation, server: Server): boolean {
  const endpoint = ownEndpoint(situation);
  if (endpoint) return !endpoint.manageable;
  const mobile = situation.session.os === 'ios' || situation.session.os === 'android';
  return mobile && server.userAgentDetect !== 'disable';
}

export interface Device {
  readonly endpoint: Endpoint | undefined;
  /** The connector to the endpoint's EMS; none where that is not in force. */
  readonly line: Line | undefined;
  readonly information: boolean;
  readonly certificatePresented: boolean;
}

/** R4: the endpoint that the certificate was issued to; without one, that whose shared address is the source. */
export function r4Device(situation: Situation, server: Server): Device {
  const certificatePresented =
    server.clientCert === 'enable' && situation.session.certificate !== 'none';
  const lines = linesInForce(situation);
  if (certificatePresented) {
    const own = ownEndpoint(situation);
    const line = lines.find((one) => own !== undefined && one.server.endpoints.includes(own));
    const told = line && toldBy(situation, line);
    const endpoint = told ? told.endpoints.find(({ uid }) => uid === own?.uid) : own;
    const information = told !== undefined && endpoint?.registered === true;
    return { endpoint, line, information, certificatePresented };
  }
  for (const line of lines) {
    const endpoint = toldBy(situation, line)?.endpoints.find((one) =>
      one.tags.some((tag) =>
        f1Addresses(situation, line.connector, tag).some(
          (address) => address.endpoint === one && address.ip === situation.session.srcip,
        ),
      ),
    );
    if (endpoint) return { endpoint, line, information: endpoint.registered, certificatePresented };
  }
  return { endpoint: undefined, line: undefined, information: false, certificatePresented };
}

export interface Known {
  readonly connector: number | undefined;
  readonly tags: readonly Tag[];
  readonly builtIns: readonly string[];
}

/** R5: tags of shared types, and what FortiOS itself knows where no certificate was presented. */
export function r5Known(situation: Situation, server: Server, device: Device): Known {
  const { line } = device;
  const told = line && toldBy(situation, line);
  const tags =
    device.information && device.endpoint?.online && told && tagsArePulled(situation, line)
      ? device.endpoint.tags.filter((tag) => typeIsShared(told.device, tag.category))
      : [];
  const builtIns: string[] = [];
  if (!device.certificatePresented)
    if (r2Unmanageable(situation, server)) builtIns.push('EMS_ALL_UNMANAGEABLE_CLIENTS');
    else if (!device.information) builtIns.push('EMS_ALL_UNKNOWN_CLIENTS');
  return { connector: line?.connector, tags, builtIns };
}
