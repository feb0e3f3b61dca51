/** Why a FortiGate does not know an endpoint or a tag, in words, for every page and the terminal. */
import type {
  AddressStanding,
  BrokenLink,
  Absence,
  Link,
  TagAbsence,
} from '#model/ems/standing.ts';
import { categoryWords } from '#model/tagging/tags.ts';
import { count } from '#model/plural.ts';
import { sentenceStart } from '#model/text.ts';

/** The state of a connection, for a status. */
export const linkWords: Record<Link, string> = {
  up: 'connected',
  cached: 'connection down, tags kept for now',
  down: 'connection down',
  'not-authorized': 'not authorized',
  'not-configured': 'not configured',
  disabled: 'connector disabled',
  'other-serial': 'serial number of another EMS',
  unverified: 'certificate not verified',
};

/** Why nothing comes from EMS to the FortiGate of that name, as a clause. */
export function linkClause(link: BrokenLink, device: string): string {
  switch (link) {
    case 'down':
      return `the connection of ${device} to EMS is down`;
    case 'not-authorized':
      return `EMS has not authorized ${device}`;
    case 'not-configured':
      return `${device} has no connection to EMS`;
    case 'disabled':
      return `the FortiClient EMS connector of ${device} is disabled`;
    case 'other-serial':
      return `the FortiClient EMS connector of ${device} does not have the serial number of EMS`;
    case 'unverified':
      return `${device} has not verified the certificate of EMS`;
  }
}

/** That no tags come, though the connection stands. */
export function notPulledClause(device: string): string {
  return `The FortiClient EMS connector of ${device} does not synchronize firewall addresses`;
}

/** A sentence on why the FortiGate does not know a tag of the endpoint. */
export function absenceSentence(why: Absence, device: string): string {
  switch (why.kind) {
    case 'link':
      return sentenceStart(`${linkClause(why.link, device)}.`);
    case 'no-endpoint':
      return 'EMS does not know the endpoint.';
    case 'not-registered':
      return 'The endpoint is not registered to EMS.';
    case 'offline':
      return 'The endpoint is offline.';
    case 'endpoint-lacks':
      return 'The endpoint does not have the tag.';
    case 'tags-not-pulled':
      return `${notPulledClause(device)}.`;
    case 'type-not-shared':
      return `EMS does not share ${categoryWords[why.category].sharing} with ${device}.`;
    case 'no-room':
      return `${device} refused the tag: its limit of ${count(why.limit, 'tag')} was reached.`;
  }
}

/** A sentence on why the tag does not exist on the FortiGate. */
export function tagAbsenceSentence(why: TagAbsence, device: string): string {
  switch (why.kind) {
    case 'nobody-carries': {
      if (!why.near) return 'No endpoint has this tag.';
      const { tag } = why.near;
      return `No endpoint has this tag. ${device} has the ${lower(categoryWords[tag.category].label)} ${tag.name}, which is another tag.`;
    }
    case 'link':
    case 'tags-not-pulled':
    case 'type-not-shared':
    case 'no-room':
      return absenceSentence(why, device);
  }
}

/** A sentence on the setting that gives the endpoint's addresses to the FortiGate, or withholds them. */
export function addressSentence(standing: AddressStanding, device: string): string {
  switch (standing.kind) {
    case 'given':
      switch (standing.by) {
        case 'own-gateway':
          return `${device} is the endpoint’s gateway, so EMS always shares the address with it.`;
        case 'all':
          return `EMS shares all FortiClients with ${device}.`;
        case 'selected':
          return `EMS shares the FortiClients behind the endpoint’s gateway with ${device}.`;
      }
      break;
    case 'left-out':
      return standing.gateway === null
        ? `No Fabric device is the endpoint’s gateway, and FortiClient Endpoint Sharing does not share the address with ${device}.`
        : `The endpoint’s gateway is ${standing.gateway}, and FortiClient Endpoint Sharing does not share the addresses of that gateway’s endpoints with ${device}.`;
  }
}

/** A category in running text; two of the four begin with a name. */
function lower(label: string): string {
  return label.startsWith('Forti') || label.startsWith('Fabric')
    ? label
    : label.charAt(0).toLowerCase() + label.slice(1);
}
