import { useLayoutEffect, useRef, useState } from 'react';
import type { PolicyFlow } from '#model/lab/policy-flow.ts';
import { count, numberWords } from '#model/plural.ts';
import { type FlowNode, flowParts, layOut } from './flow-graph.ts';
import styles from './flow.module.css';

/** Below it, labels stand on the left of their nodes, as between policies and ends there is no room for two. */
const narrow = 640;

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    setWidth(current.clientWidth);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

function NodeLabel({
  node,
  chosen,
  isNarrow,
  onChoose,
}: {
  readonly node: FlowNode;
  readonly chosen: boolean;
  readonly isNarrow: boolean;
  readonly onChoose: () => void;
}) {
  const { id, label, sessions, isLast, x, y, width, height } = node;
  const text = (
    <>
      <span className={styles['name']}>{label}</span> {numberWords(sessions)}
    </>
  );
  const style = {
    top: y + height / 2,
    ...(isLast || isNarrow ? { right: `calc(100% - ${x - 6}px)` } : { left: x + width + 6 }),
  };
  // How many there are is said above the picture, too.
  if (id === 'all')
    return isNarrow ? null : (
      <span className={styles['label']} style={style}>
        {text}
      </span>
    );
  return (
    <button
      type="button"
      className={styles['label']}
      style={style}
      aria-pressed={chosen}
      aria-label={`${label}: ${count(sessions, 'session')}`}
      onClick={onChoose}
    >
      {text}
    </button>
  );
}

/** Sessions from left to right: which policy takes them, and to which end. The table below says the same. */
export function FlowDiagram({
  flow,
  chosen,
  onChoose,
}: {
  readonly flow: PolicyFlow;
  /** A node's id; empty for none. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const { box, width } = useWidth();
  const height = Math.max(220, flowParts(flow).length * 38);
  const { nodes, links } = width === 0 ? { nodes: [], links: [] } : layOut(flow, { width, height });
  const isLit = (ends: readonly [string, string]): boolean =>
    chosen === '' || ends.includes(chosen);
  return (
    <div ref={box} className={styles['picture']} style={{ height }}>
      <svg width={width} height={height} aria-hidden="true">
        {links.map(({ id, path, width: thick, tone, ends }) => (
          <path
            key={id}
            d={path}
            className={styles['link']}
            data-tone={tone}
            data-dim={!isLit(ends) || undefined}
            strokeWidth={thick}
          />
        ))}
        {nodes.map(({ id, x, y, width: wide, height: high, tone }) => (
          <rect
            key={id}
            x={x}
            y={y}
            width={wide}
            height={high}
            className={styles['node']}
            data-tone={tone}
          />
        ))}
      </svg>
      {nodes.map((node) => (
        <NodeLabel
          key={node.id}
          node={node}
          chosen={node.id === chosen}
          isNarrow={width < narrow}
          onChoose={() => onChoose(node.id === chosen ? '' : node.id)}
        />
      ))}
    </div>
  );
}
