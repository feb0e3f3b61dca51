/** The picture's nodes and links, laid out by d3-sankey. */
import { type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from 'd3-sankey';
import type { FlowPolicy, PolicyFlow } from '#model/lab/policy-flow.ts';
import { count } from '#model/plural.ts';
import { policyTitle } from '#model/words/policy-name.ts';

type Tone = 'all' | 'accept' | 'deny' | 'none';

interface NodeFacts {
  readonly id: string;
  readonly label: string;
  readonly tone: Tone;
}
interface LinkFacts {
  readonly tone: Tone;
}
type Node = SankeyNode<NodeFacts, LinkFacts>;
type Link = SankeyLink<NodeFacts, LinkFacts>;

export interface FlowNode extends NodeFacts {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly sessions: number;
  /** It stands at the right edge: its label is on its left. */
  readonly isLast: boolean;
}
export interface FlowLink extends LinkFacts {
  readonly id: string;
  readonly path: string;
  readonly width: number;
  /** The nodes that it joins. */
  readonly ends: readonly [string, string];
}

/** So many policies are drawn one by one: the others are one node. */
const mostDrawn = 18;

export function flowKey({ policytype, policyid }: Pick<FlowPolicy, 'policytype' | 'policyid'>) {
  return `${policytype} ${policyid}`;
}

/** The policies that are drawn one by one: those that take most, in their order. */
export function drawnPolicies({ policies }: PolicyFlow): readonly FlowPolicy[] {
  const taking = policies.filter(({ taken }) => taken > 0);
  if (taking.length <= mostDrawn) return taking;
  const most = new Set(taking.toSorted((a, b) => b.taken - a.taken).slice(0, mostDrawn));
  return taking.filter((one) => most.has(one));
}

/** What the picture is made of: who takes how many sessions, and to which end. */
export function flowParts(flow: PolicyFlow) {
  const drawn = drawnPolicies(flow);
  const rest = flow.policies.filter((one) => one.taken > 0 && !drawn.includes(one));
  const restOf = (action: FlowPolicy['action']) => rest.filter((one) => one.action === action);
  const sum = (policies: readonly FlowPolicy[]): number =>
    policies.reduce((all, { taken }) => all + taken, 0);
  return [
    { id: 'before', label: 'Before any policy', accept: 0, deny: flow.before },
    ...drawn.map((one) => ({
      id: flowKey(one),
      label: policyTitle(one),
      accept: one.action === 'accept' ? one.taken : 0,
      deny: one.action === 'deny' ? one.taken : 0,
    })),
    {
      id: 'rest',
      label: count(rest.length, 'other policy', 'other policies'),
      accept: sum(restOf('accept')),
      deny: sum(restOf('deny')),
    },
    { id: 'implicit', label: 'Implicit deny', accept: 0, deny: flow.implicit },
  ].filter(({ accept, deny }) => accept + deny > 0);
}

export function layOut(
  flow: PolicyFlow,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly nodes: readonly FlowNode[]; readonly links: readonly FlowLink[] } {
  const parts = flowParts(flow);
  if (parts.length === 0) return { nodes: [], links: [] };
  const has = (end: 'accept' | 'deny'): boolean => parts.some((one) => one[end] > 0);
  const nodes: NodeFacts[] = [
    { id: 'all', label: 'Sessions', tone: 'all' },
    ...parts.map(({ id, label, accept }): NodeFacts => ({
      id,
      label,
      tone: accept > 0 ? 'accept' : id === 'implicit' || id === 'before' ? 'none' : 'deny',
    })),
    ...(has('accept') ? [{ id: 'accept', label: 'Allowed', tone: 'accept' as const }] : []),
    ...(has('deny') ? [{ id: 'deny', label: 'Denied', tone: 'deny' as const }] : []),
  ];
  const links = parts.flatMap(({ id, accept, deny }) => [
    { source: 'all', target: id, value: accept + deny, tone: 'all' as const },
    ...(accept > 0
      ? [{ source: id, target: 'accept', value: accept, tone: 'accept' as const }]
      : []),
    ...(deny > 0 ? [{ source: id, target: 'deny', value: deny, tone: 'deny' as const }] : []),
  ]);
  const graph = sankey<NodeFacts, LinkFacts>()
    .nodeId(({ id }: NodeFacts) => id)
    .nodeWidth(10)
    .nodePadding(16)
    // In the order of the policies.
    .nodeSort(null)
    .extent([
      [0, 8],
      [width, height - 8],
    ])({ nodes: nodes.map((one) => ({ ...one })), links: links.map((one) => ({ ...one })) });
  const pathOf = sankeyLinkHorizontal<NodeFacts, LinkFacts>();
  const idOf = (end: Link['source']): string => (typeof end === 'object' ? end.id : String(end));
  return {
    nodes: graph.nodes.map(
      ({ id, label, tone, x0 = 0, x1 = 0, y0 = 0, y1 = 0, value = 0 }: Node) => ({
        id,
        label,
        tone,
        x: x0,
        y: y0,
        width: x1 - x0,
        height: Math.max(1, y1 - y0),
        sessions: value,
        isLast: id === 'accept' || id === 'deny',
      }),
    ),
    links: graph.links.map((link: Link) => ({
      id: `${idOf(link.source)} → ${idOf(link.target)}`,
      path: pathOf(link) ?? '',
      width: Math.max(1, link.width ?? 0),
      tone: link.tone,
      ends: [idOf(link.source), idOf(link.target)],
    })),
  };
}
