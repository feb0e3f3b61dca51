/** Everything that is found in a world, a slice at a time. */
import { type Finding, findingKinds } from '#model/lab/findings.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import { compareNames } from '#model/name-order.ts';
import { endpointsOfAll } from '../../sync/lines.ts';
import { Sliced } from '../sliced.ts';
import { type Estate, type Site, finding, siteOf } from './draft.ts';
import { undefinedReferences, unusedObjects } from './object-findings.ts';
import { hasBit } from '../columns/bits.ts';
import { PlainColumns } from './plain-columns.ts';
import { PolicyProofs } from './policy-findings.ts';
import { settingFindings } from './setting-findings.ts';
import { askedInVain, unusedTags, wideSharing } from './tag-findings.ts';

/** What is not counted as it goes: it costs roughly so much, and more with the policies. */
const aroundCost = 500;
const aroundCostAPolicy = 4;

/** What the text of a configuration warns of, from who reads texts. */
export type TextWarnings = (site: Site) => readonly Finding[];

const order = new Map(findingKinds.map((kind, i) => [kind, i]));

function inOrder(a: Finding, b: Finding): number {
  return (
    (order.get(a.about.kind) ?? 0) - (order.get(b.about.kind) ?? 0) ||
    compareNames(a.fortigate ?? '', b.fortigate ?? '') ||
    compareNames(a.table, b.table) ||
    compareNames(a.key, b.key)
  );
}

interface Looked {
  readonly site: Site;
  readonly proofs: PolicyProofs;
  readonly columns: PlainColumns;
}

/** Policies that sessions to ZTNA servers are held against. */
function ztnaPolicies({ site }: Looked): readonly (FirewallPolicy | ProxyPolicy)[] {
  const { simpleByVip, fullByProxy } = site.compiled;
  return [...new Set([...simpleByVip.values(), ...fullByProxy.values()].flat())];
}

/** Servers that nobody of today's endpoints gets into; their endpoints that do are noted in `columns`. */
function serverFindings({ site, columns }: Looked, server: string): readonly Finding[] {
  const { compiled, fortigate } = site;
  const proxy = compiled.config['firewall access-proxy'].find(({ name }) => name === server);
  const isEntered = columns.decide(server);
  const isUsed =
    proxy !== undefined &&
    (compiled.simpleByVip.has(proxy.vip) || compiled.fullByProxy.has(proxy.name));
  return isEntered || !isUsed || columns.endpoints.length === 0
    ? []
    : [
        finding(
          fortigate.name,
          { table: 'firewall access-proxy', key: server, name: '' },
          { kind: 'server-unreached' },
        ),
      ];
}

/** Registered endpoints that no ZTNA server of any FortiGate lets in. */
function endpointFindings(estate: Estate, looked: readonly Looked[]): readonly Finding[] {
  if (!looked.some(({ columns }) => columns.servers.length > 0)) return [];
  return endpointsOfAll(estate.ems).flatMap((endpoint, place) =>
    !endpoint.registered || looked.some(({ columns }) => hasBit(columns.accepted, place))
      ? []
      : [
          finding(
            null,
            { table: 'ems endpoint', key: endpoint.uid, name: endpoint.host },
            { kind: 'no-access' },
          ),
        ],
  );
}

export class FindingsUnderWay {
  readonly work: Sliced;
  private readonly found: Finding[] = [];
  private sorted: readonly Finding[] | null = null;

  constructor(estate: Estate, warnings: TextWarnings = () => []) {
    const looked = estate.fortigates.map((fortigate): Looked => {
      const site = siteOf(estate, fortigate);
      const columns = new PlainColumns(estate.ems, fortigate, estate.at, estate.resolver);
      return { site, columns, proofs: new PolicyProofs(site) };
    });
    const steps = looked.reduce(
      (sum, one) =>
        sum + 6 + ztnaPolicies(one).length + one.columns.servers.length + one.proofs.steps,
      1,
    );
    this.work = new Sliced(steps, this.steps(estate, looked, warnings));
  }

  /** In order once all are found; as they come until then. */
  get findings(): readonly Finding[] {
    if (!this.work.isDone) return this.found;
    this.sorted ??= this.found.toSorted(inOrder);
    return this.sorted;
  }

  private *steps(
    estate: Estate,
    looked: readonly Looked[],
    warnings: TextWarnings,
  ): Generator<number, void> {
    const { found } = this;
    for (const one of looked) {
      for (const look of [
        askedInVain,
        undefinedReferences,
        settingFindings,
        wideSharing,
        unusedObjects,
        warnings,
      ]) {
        found.push(...look(one.site));
        yield aroundCost + aroundCostAPolicy * one.site.compiled.config['firewall policy'].length;
      }
      for (const policy of ztnaPolicies(one)) yield one.columns.prepare(policy);
      for (const server of one.columns.servers) {
        found.push(...serverFindings(one, server));
        yield 50 + one.columns.endpoints.length / 10;
      }
      yield* one.proofs.work(one.columns, found);
    }
    found.push(...unusedTags(looked.map(({ site }) => site)), ...endpointFindings(estate, looked));
    yield aroundCost;
  }
}
