/** One pair, tried with every certificate, incoming interface, route, path and hour: what its outcome hangs on. */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import {
  type CertificateState,
  type Resolver,
  type Session,
  certificateStateSchema,
} from '#model/decision/session.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { type Outcome, outcomeOf } from '../decide/decide.ts';
import { type SweptFact, sweptFacts } from '#model/lab/access-matrix.ts';
import { routesOf } from '../sync/routes.ts';

export interface SweptValue {
  /** A certificate's state, a name, an address, a path; of an hour, milliseconds of the epoch. */
  readonly value: string;
  readonly outcome: Outcome;
  /** The pair's own value. */
  readonly isOwn: boolean;
}

export interface Sweep {
  /** What each value alone, in place of the pair's own, comes to. Facts with one value alone are left out. */
  readonly facts: readonly { readonly fact: SweptFact; readonly values: readonly SweptValue[] }[];
  /** Every combination but of the hours, and how many of them are allowed. */
  readonly combinations: number;
  readonly allowed: number;
}

/** So many combinations are tried at most. */
const mostCombinations = 2000;
const hourMs = 3_600_000;
const hoursAWeek = 168;

type Changed = Partial<Session>;
interface Option {
  readonly value: string;
  readonly change: Changed;
}

/** Paths that gateways tell apart, as someone would ask for them. */
function pathsOf(config: FortiosConfig, session: Session): readonly string[] {
  const vips = new Set(
    config['firewall vip'].flatMap(({ name, extip }) => (extip === session.dstip ? name : [])),
  );
  const asked = config['firewall access-proxy']
    .filter(({ vip }) => vips.has(vip))
    .flatMap((proxy) => proxy['api-gateway'])
    .flatMap((gateway) =>
      gateway['url-map-type'] === 'sub-string' && gateway['url-map'].startsWith('/')
        ? [gateway['url-map']]
        : [],
    );
  return [...new Set([session.path, ...asked])];
}

/** Interfaces, in the order of the configuration; where it has none, those that policies name. */
function interfacesOf(config: FortiosConfig, { srcintf }: Session): readonly string[] {
  return [...new Set([srcintf, ...config['system interface'].map(({ name }) => name)])];
}

/** The hours of a week from now on, where a policy has a schedule. */
function hoursOf(config: FortiosConfig, { at }: Session): readonly Session['at'][] {
  const hasHours = [...config['firewall policy'], ...config['firewall proxy-policy']].some(
    ({ schedule }) => schedule !== 'always' && schedule !== 'none',
  );
  return Array.from({ length: hasHours ? hoursAWeek : 0 }, (_, hour) => ({
    ...at,
    epochMs: at.epochMs + hour * hourMs,
  }));
}

/** What a fact can be in place of the session's own, which is among them. */
export function factOptions(
  fact: SweptFact,
  endpoint: Endpoint,
  config: FortiosConfig,
  session: Session,
): readonly Option[] {
  switch (fact) {
    case 'certificate':
      return certificateStateSchema.options.map((certificate: CertificateState) => ({
        value: certificate,
        change: { certificate },
      }));
    case 'interface':
      return interfacesOf(config, session).map((srcintf) => ({
        value: srcintf,
        change: { srcintf },
      }));
    case 'address':
      return [...new Set([session.srcip, ...routesOf(endpoint).map(({ ip }) => ip)])].map(
        (srcip) => ({ value: srcip, change: { srcip } }),
      );
    case 'path':
      return pathsOf(config, session).map((path) => ({ value: path, change: { path } }));
    case 'hour':
      return hoursOf(config, session).map((at) => ({
        value: String(at.epochMs),
        change: { at },
      }));
  }
}

/** All choices of one option a list, until there are too many. */
function combined(lists: readonly (readonly Option[])[]): readonly Changed[] {
  return lists.reduce<readonly Changed[]>(
    (all, list) =>
      all
        .flatMap((one) => list.map(({ change }) => ({ ...one, ...change })))
        .slice(0, mostCombinations),
    [{}],
  );
}

/** @param session the pair's own, whose facts are changed one at a time, and then all together */
export function sweepOf(
  ems: Ems,
  fortigate: FortiGateInput,
  endpoint: Endpoint,
  session: Session,
  resolver: Resolver,
): Sweep {
  return sweepBy(endpoint, fortigate.config, session, (one) =>
    outcomeOf(ems, fortigate, one, resolver),
  );
}

/** The same, with whoever decides its sessions. */
export function sweepBy(
  endpoint: Endpoint,
  config: FortiosConfig,
  session: Session,
  decide: (session: Session) => Outcome,
): Sweep {
  const outcome = (change: Changed): Outcome => decide({ ...session, ...change });
  const lists = sweptFacts.map((fact) => ({
    fact,
    options: factOptions(fact, endpoint, config, session),
  }));
  const own = JSON.stringify(session);
  const combinations = combined(
    lists.filter(({ fact }) => fact !== 'hour').map(({ options }) => options),
  );
  return {
    facts: lists
      .filter(({ options }) => options.length > 1)
      .map(({ fact, options }) => ({
        fact,
        values: options.map(({ value, change }) => ({
          value,
          outcome: outcome(change),
          isOwn: JSON.stringify({ ...session, ...change }) === own,
        })),
      })),
    combinations: combinations.length,
    allowed: combinations.filter((change) => outcome(change).action === 'accept').length,
  };
}
