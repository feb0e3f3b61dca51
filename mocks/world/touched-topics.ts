/** Which answers rows that changed are a part of, so that pages which show them ask again, and no others. */
import { everything, followingEms } from '#model/contract/topics.ts';
import type { RowAddress } from './storage/rows.ts';
import { configPrefix } from './storage/tables.ts';

function topicsOfRow({ table, owner }: RowAddress): readonly string[] {
  const device = encodeURIComponent(owner);
  switch (table) {
    case 'names':
      return ['world', 'names', 'decisions', 'log'];
    case 'other-server':
    case 'closed-console':
      return everything;
    case 'last-known':
    case 'endpoint':
    case 'fabric-device':
    case 'posture':
    case 'classification-tag':
    case 'tag-by-hand':
    case 'pending-tag-change':
      return followingEms;
    case 'tag-definition':
      return ['tags'];
    case 'ignored-finding':
      return ['world', 'findings'];
    case 'outbreak':
    case 'ioc-handler':
    case 'ioc-event':
      return ['sources', 'tags'];
    case 'ems':
      return everything;
    case 'policy-test':
      return ['world', 'tests'];
    case 'open-session':
    case 'ended-session':
    case 'connection':
      return ['world', 'decisions'];
    case 'log':
      return ['world', `log/${device}`];
    // EMS lists who is connected to it.
    case `${configPrefix}endpoint-control fctems`:
      return ['world', 'devices', `config/${device}`, 'knowledge', 'decisions'];
    case 'layout':
      return ['world', `config/${device}`];
    // The revision of an object is in the answer that has the object.
    case 'changed':
      return [];
    // Schedules of tests begin and end.
    case 'clock':
      return ['world', 'tests'];
    case 'turn':
    case 'random':
    case 'steps-done':
    case 'past':
      return ['world'];
    default:
      return table.startsWith(configPrefix)
        ? ['world', `config/${device}`, 'knowledge', 'decisions']
        : everything;
  }
}

export function touchedTopics(rows: readonly RowAddress[]): readonly string[] {
  return [...new Set(rows.flatMap(topicsOfRow))];
}
