import { Link } from 'react-router';
import { IconButton } from '#ui/button.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { nameWidth, wordWidth } from '#ui/table/folding.ts';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { Status } from '#ui/states.tsx';
import styles from './columns.module.css';
import { otherValue } from '#model/fortios/wire.parse.ts';
import { type PolicyContext, tagInAddress, tagNamed } from '../policy-context.ts';
import {
  type AskedPosture,
  type PolicyRow,
  type PolicyTable,
  logWords,
  policyId,
  postureOf,
  typeWord,
} from '../policy-row.ts';
import { Led, Not, Sub } from './cell-words.tsx';
import { columnWidths, tagWidth } from './column-widths.ts';
import { FindingMark } from './finding-mark.tsx';
import type { FindingKind } from '#model/lab/findings.ts';
import { PolicyTagChip } from '../policy-tag-chip.tsx';

/** Two names, or one and how many more. */
function shownOf(names: readonly string[]): number {
  return names.length <= 2 ? 2 : 1;
}

function Names({ names, of }: { readonly names: readonly string[]; readonly of: string }) {
  return (
    <CellList
      label={of}
      shown={shownOf(names)}
      entries={names.map((name) => ({ key: name, view: <CutText text={name} /> }))}
    />
  );
}

function PolicyName({
  policy,
  to,
  children,
}: {
  readonly policy: PolicyRow;
  readonly to: string;
  readonly children: React.ReactNode;
}) {
  const { row } = policy;
  return (
    <span className={styles['line']}>
      <span className={styles['id']}>{row.policyid}</span>
      <Link className={styles['name']} to={to}>
        <CutText text={row.name || `Policy ${row.policyid}`} />
      </Link>
      {policy.kind === 'other' ? <Sub>{typeWord(policy)}</Sub> : null}
      {row.status === 'disable' ? (
        <Status tone="off">
          <span className={styles['state']}>Disabled</span>
        </Status>
      ) : null}
      {children}
    </span>
  );
}

/** Addresses in words; those that stand for a tag as its chip, since IP or MAC matters there. */
function Addresses({
  names,
  others = [],
  of,
  isNegated,
  context,
}: {
  readonly names: readonly string[];
  /** Users and groups, which stand with the addresses. */
  readonly others?: readonly string[];
  readonly of: string;
  readonly isNegated: boolean;
  readonly context: PolicyContext;
}) {
  return (
    <span className={styles['line']}>
      <Not isNegated={isNegated} />
      <CellList
        label={of}
        entries={[
          ...names.map((name) => {
            const view = tagInAddress(context, name);
            return {
              key: name,
              width: view === null ? nameWidth(name) : tagWidth(view, name, context, true),
              view:
                view === null ? (
                  <CutText text={name} />
                ) : (
                  <PolicyTagChip view={view} device={context.device} badged carded />
                ),
            };
          }),
          ...others.map((name, i) => ({
            key: `who ${name}`,
            width: nameWidth(name) + (i === 0 && names.length > 0 ? wordWidth('and') : 0),
            view:
              i === 0 && names.length > 0 ? (
                <Led word="and">
                  <CutText text={name} />
                </Led>
              ) : (
                <CutText text={name} />
              ),
          })),
        ]}
      />
    </span>
  );
}

function Source({
  policy,
  context,
}: {
  readonly policy: PolicyRow;
  readonly context: PolicyContext;
}) {
  const { row } = policy;
  return (
    <Addresses
      names={row.srcaddr}
      others={[...row.users, ...row.groups]}
      of={`sources of policy ${row.policyid}`}
      isNegated={row['srcaddr-negate'] === 'enable'}
      context={context}
    />
  );
}

/** `Any` or `All`, and `Not` where the condition is negated. */
function matchWord({ logic, isNegated }: AskedPosture): string {
  const word = logic === 'or' ? 'Any' : 'All';
  return isNegated ? `Not ${word.toLowerCase()}` : word;
}

function Tag({
  name,
  policy,
  context,
}: {
  readonly name: string;
  readonly policy: PolicyRow;
  readonly context: PolicyContext;
}) {
  const view = tagNamed(context, name);
  return view === null ? (
    <CutText text={name} />
  ) : (
    <PolicyTagChip view={view} device={context.device} badged={policy.kind === 'standard'} carded />
  );
}

function Tags({
  policy,
  context,
}: {
  readonly policy: PolicyRow;
  readonly context: PolicyContext;
}) {
  const asked = postureOf(policy);
  const { tags, secondary } = asked;
  const isOff =
    policy.table === 'firewall policy' &&
    policy.kind === 'standard' &&
    policy.row['ztna-status'] === 'disable';
  if (tags.length + secondary.length === 0) return <span className={styles['none']}>no tags</span>;
  return (
    <span className={styles['line']}>
      {isOff ? <Sub>not in force (ztna-status disabled):</Sub> : null}
      <Led word={tags.length > 0 ? matchWord(asked) : 'Any'} isWide>
        <CellList
          label={`tags of policy ${policy.row.policyid}`}
          entries={[
            ...tags.map((name) => ({
              key: name,
              view: <Tag name={name} policy={policy} context={context} />,
              width: tagWidth(tagNamed(context, name), name, context, policy.kind === 'standard'),
            })),
            ...secondary.map((name, i) => {
              const view = <Tag name={name} policy={policy} context={context} />;
              const isFirst = i === 0 && tags.length > 0;
              return {
                key: `secondary ${name}`,
                view: isFirst ? <Led word="and any">{view}</Led> : view,
                width:
                  tagWidth(tagNamed(context, name), name, context, true) +
                  (isFirst ? wordWidth('and any') : 0),
              };
            }),
          ]}
        />
      </Led>
    </span>
  );
}

function Destination({
  policy,
  context,
}: {
  readonly policy: PolicyRow;
  readonly context: PolicyContext;
}) {
  const { row } = policy;
  const isNegated = row['dstaddr-negate'] === 'enable';
  const of = `destinations of policy ${row.policyid}`;
  if (policy.kind !== 'ztna')
    return <Addresses names={row.dstaddr} of={of} isNegated={isNegated} context={context} />;
  const isSimple = policy.table === 'firewall policy';
  const names = policy.table === 'firewall proxy-policy' ? policy.row['access-proxy'] : row.dstaddr;
  const servers = names.map((name) => {
    const known = context.names.get(name);
    const found = isSimple ? known?.serverAtVip : known?.server;
    return { name: found?.name ?? name, address: found?.address ?? '' };
  });
  const isAnywhere = isSimple || (row.dstaddr.length === 1 && row.dstaddr[0] === 'all');
  return (
    <span className={styles['line']}>
      <CellList
        label={of}
        shown={shownOf(names)}
        entries={servers.map(({ name, address }) => ({
          key: name,
          view: <CutText text={name} full={address === '' ? name : `${name}, ${address}`} />,
        }))}
      />
      {isAnywhere ? null : (
        <>
          <Sub>
            at <Not isNegated={isNegated} />
          </Sub>
          <Names names={row.dstaddr} of={`real server addresses of policy ${row.policyid}`} />
        </>
      )}
    </span>
  );
}

function Service({ policy }: { readonly policy: PolicyRow }) {
  const { row } = policy;
  return policy.table !== 'firewall proxy-policy' && policy.kind === 'standard' ? (
    <span className={styles['line']}>
      <Not isNegated={policy.row['service-negate'] === 'enable'} />
      <Names names={policy.row.service} of={`services of policy ${row.policyid}`} />
    </span>
  ) : (
    <span className={styles['none']}>–</span>
  );
}

/** `menuOf`: what can be done with a policy; `editAddress`: where it is edited; `marks`: what the lab finds of it. */
export function policyColumns(
  table: PolicyTable,
  context: PolicyContext,
  editAddress: (policy: PolicyRow) => string,
  menuOf: (policy: PolicyRow) => readonly MenuItem[],
  marks: Readonly<Record<string, readonly FindingKind[]>> | null | undefined,
): readonly Column<PolicyRow>[] {
  const isFirewall = table !== 'firewall proxy-policy';
  const hasTags = table !== 'firewall security-policy';
  const columns: readonly Column<PolicyRow>[] = [
    {
      id: 'policy',
      header: 'Policy',
      phone: 'first',
      cell: (policy) => (
        <PolicyName policy={policy} to={editAddress(policy)}>
          <FindingMark device={context.device} policy={policy} kinds={marks?.[policyId(policy)]} />
        </PolicyName>
      ),
    },
    ...(hasTags ? [{ id: 'type', header: 'Type', wide: true, cell: typeWord } as const] : []),
    {
      id: 'from',
      header: 'From',
      phone: 'hidden',
      cell: ({ row }) => <Names names={row.srcintf} of={`From of policy ${row.policyid}`} />,
    },
    ...(isFirewall
      ? [
          {
            id: 'to',
            header: 'To',
            phone: 'hidden',
            cell: ({ row }: PolicyRow) => (
              <Names names={row.dstintf} of={`To of policy ${row.policyid}`} />
            ),
          } as const,
        ]
      : []),
    {
      id: 'source',
      header: 'Source',
      // Where it has the tags, it stands in their place.
      ...(hasTags ? { phone: 'hidden' as const } : {}),
      cell: (policy) => <Source policy={policy} context={context} />,
    },
    ...(hasTags
      ? [
          {
            id: 'tags',
            header: 'Security posture tags',
            cell: (policy: PolicyRow) => <Tags policy={policy} context={context} />,
          } as const,
        ]
      : []),
    {
      id: 'destination',
      header: isFirewall ? 'Destination' : 'ZTNA server',
      cell: (policy) => (
        <div className={styles['to']}>
          <Destination policy={policy} context={context} />
        </div>
      ),
    },
    ...(isFirewall
      ? [
          {
            id: 'service',
            header: 'Service',
            phone: 'hidden',
            cell: (policy: PolicyRow) => <Service policy={policy} />,
          } as const,
        ]
      : []),
    {
      id: 'schedule',
      header: 'Schedule',
      phone: 'hidden',
      wide: true,
      cell: ({ row }) => <CutText text={row.schedule} />,
    },
    {
      id: 'action',
      header: 'Action',
      phone: 'first',
      cell: ({ row }) => (
        <Status tone={row.action === 'accept' && !otherValue(row, 'action') ? 'allow' : 'bad'}>
          {otherValue(row, 'action') ?? (row.action === 'accept' ? 'Accept' : 'Deny')}
        </Status>
      ),
    },
    {
      id: 'log',
      header: 'Log',
      phone: 'hidden',
      cell: ({ row }) => otherValue(row, 'logtraffic') ?? logWords[row.logtraffic],
    },
    {
      id: 'menu',
      header: '',
      phone: 'first',
      cell: (policy) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of policy ${policy.row.policyid}`} />}
          items={menuOf(policy)}
        />
      ),
    },
  ];
  return columns.map((column) => {
    const width = columnWidths[table][column.id];
    return width === undefined ? column : { ...column, width };
  });
}
