import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { FlowPolicy, PolicyFlow } from '#model/lab/policy-flow.ts';
import { count, numberWords } from '#model/plural.ts';
import { policyTitle } from '#model/words/policy-name.ts';
import { FilterMenu } from '#ui/menu.tsx';
import { Card, PageHeader, Toolbar } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { EmptyState, ErrorState, Skeleton, Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { useState } from 'react';
import { FlowDiagram } from './diagram.tsx';
import { drawnPolicies, flowKey } from './flow-graph.ts';
import styles from './flow.module.css';

interface FlowRow {
  readonly key: string;
  /** Null for what is no policy. */
  readonly policy: FlowPolicy | null;
  readonly name: string;
  readonly reached: number | null;
  readonly taken: number;
  readonly action: 'accept' | 'deny';
}

function rowsOf({ policies, implicit, before }: PolicyFlow): readonly FlowRow[] {
  const denied = (key: string, name: string, taken: number): FlowRow[] =>
    taken === 0 ? [] : [{ key, policy: null, name, reached: null, taken, action: 'deny' }];
  return [
    ...denied('before', 'Before any policy', before),
    ...policies.map((policy): FlowRow => ({
      key: flowKey(policy),
      policy,
      name: policyTitle(policy),
      reached: policy.reached,
      taken: policy.taken,
      action: policy.action,
    })),
    ...denied('implicit', 'Implicit deny', implicit),
  ];
}

/** What a node of the picture stands for. */
function filtered(rows: readonly FlowRow[], chosen: string, flow: PolicyFlow): readonly FlowRow[] {
  if (chosen === 'accept' || chosen === 'deny')
    return rows.filter(({ action, taken }) => action === chosen && taken > 0);
  if (chosen === 'rest') {
    const drawn = new Set(drawnPolicies(flow).map(flowKey));
    return rows.filter(({ key, policy, taken }) => policy !== null && taken > 0 && !drawn.has(key));
  }
  return chosen === '' ? rows : rows.filter(({ key }) => key === chosen);
}

function columns(fortigate: string): readonly Column<FlowRow>[] {
  return [
    {
      id: 'policy',
      header: 'Policy',
      phone: 'first',
      cell: ({ policy, name }) => {
        const to = policy && paths.policy(fortigate, policy);
        return to === null ? (
          <CutText text={name} />
        ) : (
          <Link to={to}>
            <CutText text={name} />
          </Link>
        );
      },
    },
    {
      id: 'action',
      width: '120px',
      header: 'Action',
      cell: ({ action }) =>
        action === 'accept' ? (
          <Status tone="allow">Accept</Status>
        ) : (
          <Status tone="bad">Deny</Status>
        ),
    },
    {
      id: 'reached',
      width: '140px',
      header: 'Come to it',
      phone: 'hidden',
      cell: ({ reached }) => (reached === null ? '' : numberWords(reached)),
    },
    {
      id: 'taken',
      width: '140px',
      header: 'Takes',
      cell: ({ taken }) => numberWords(taken),
    },
    {
      id: 'on',
      width: '140px',
      header: 'Go on',
      phone: 'hidden',
      cell: ({ reached, taken }) => (reached === null ? '' : numberWords(reached - taken)),
    },
  ];
}

/** Lab > Flow: how the sessions of all endpoints fall through the policies of a FortiGate. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const targets = useAnswer(labApi.targets, {}).data?.targets ?? [];
  const [isStopped, setStopped] = useState(false);
  const fortigates = world?.fortigates ?? [];
  const asked = url.get('fortigate');
  const fortigate = fortigates.some(({ name }) => name === asked)
    ? asked
    : (fortigates[0]?.name ?? '');
  const servers = targets.filter((one) => one.fortigate === fortigate);
  const server = servers.some((one) => one.server === url.get('server')) ? url.get('server') : '';
  const { data, error, refetch } = useAnswer(
    labApi.policyFlow,
    fortigate === '' ? null : { query: { fortigate, server } },
    { keepsLast: true, counting: isStopped ? null : ({ counting }) => counting },
  );
  const chosen = url.get('at');
  const all = data ? rowsOf(data) : undefined;
  const accepted = (all ?? []).reduce(
    (sum, { action, taken }) => sum + (action === 'accept' ? taken : 0),
    0,
  );
  return (
    <>
      <PageHeader crumb="Lab" title="Flow" />
      <Toolbar>
        <FilterMenu
          label="FortiGate"
          value={fortigate}
          choices={fortigates.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name) => url.set({ fortigate: name, server: null, at: null })}
        />
        <FilterMenu
          label="ZTNA server"
          value={server}
          choices={[
            { value: '', label: 'all' },
            ...servers.map((one) => ({ value: one.server, label: one.server })),
          ]}
          onChange={(name) => url.set({ server: name === '' ? null : name, at: null })}
        />
      </Toolbar>
      {world && fortigates.length === 0 ? (
        <EmptyState title="This world has no FortiGate">
          Add one under Lab &gt; FortiGates: its policies decide.
        </EmptyState>
      ) : error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : data.counting ? (
        <Progress
          label="Counting the sessions that come to each policy"
          {...data.counting}
          stop={isStopped ? 'Go on' : 'Stop'}
          onStop={() => setStopped(!isStopped)}
        />
      ) : data.sessions === 0 ? (
        <EmptyState title="No sessions">
          There is no endpoint, or no ZTNA server with a VIP, on {fortigate}.
        </EmptyState>
      ) : (
        <div className={styles['parts']}>
          <p className={styles['sum']} role="status">
            {count(data.sessions, 'session')} of endpoints to {count(data.servers, 'server')}:{' '}
            {numberWords(accepted)} allowed, {numberWords(data.sessions - accepted)} denied.
          </p>
          <Card title="Flow" padded>
            <FlowDiagram
              flow={data}
              chosen={chosen}
              onChoose={(id) => url.set({ at: id === '' ? null : id })}
            />
          </Card>
          <DataTable
            label="Policies in their order"
            columns={columns(fortigate)}
            rows={filtered(all ?? [], chosen, data)}
            rowId={({ key }) => key}
            empty={
              <EmptyState title="No policy">
                Nothing goes this way any more. Choose another part of the picture.
              </EmptyState>
            }
          />
        </div>
      )}
    </>
  );
}
