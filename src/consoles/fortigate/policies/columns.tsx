import { Link } from 'react-router';
import { IconButton } from '#ui/button.tsx';
import { ChipRow } from '#ui/chip.tsx';
import type { Column } from '#ui/data-table.tsx';
import { Menu, type MenuItem } from '#ui/menu.tsx';
import { Status } from '#ui/states.tsx';
import styles from './columns.module.css';
import { otherValue } from '#model/fortios/wire.parse.ts';
import type { PolicyContext } from './policy-context.ts';
import { type PolicyRow, type PolicyTable, kindWords, logWords } from './policy-row.ts';
import { PolicyTagChip } from './policy-tag-chip.tsx';

/** More than this make a row taller than it is useful; the form shows them all. */
const shownNames = 3;
const shownTags = 4;

function Names({ names }: { readonly names: readonly string[] }) {
  const rest = names.slice(shownNames);
  return (
    <>
      {names.slice(0, shownNames).join(', ')}
      {rest.length > 0 ? <span title={rest.join(', ')}> and {rest.length} more</span> : null}
    </>
  );
}

function Sub({ children }: { readonly children: React.ReactNode }) {
  return <span className={styles['sub']}>{children}</span>;
}

function Not({ isNegated }: { readonly isNegated: boolean }) {
  return isNegated ? <b className={styles['not']}>not </b> : null;
}

function PolicyName({ policy, to }: { readonly policy: PolicyRow; readonly to: string }) {
  const { row } = policy;
  return (
    <div className={styles['policy']}>
      <span className={styles['id']}>{row.policyid}</span>
      <div>
        <Link className={styles['name']} to={to}>
          {row.name || `Policy ${row.policyid}`}
        </Link>
        <Sub>
          {kindWords[policy.kind]}
          {row.status === 'disable' ? (
            <>
              {' · '}
              <Status tone="off">Disabled</Status>
            </>
          ) : null}
        </Sub>
      </div>
    </div>
  );
}

/** Addresses in words; those that stand for a tag as its chip, since IP or MAC matters there. */
function Addresses({
  names,
  isNegated,
  context,
}: {
  readonly names: readonly string[];
  readonly isNegated: boolean;
  readonly context: PolicyContext;
}) {
  const plain = names.filter((name) => context.tags.inAddress(name) === null);
  const tags = names.flatMap((name) => context.tags.inAddress(name) ?? []);
  return (
    <>
      <Not isNegated={isNegated} />
      <Names names={plain} />
      {tags.length > 0 ? (
        <ChipRow>
          {tags.map((view) => (
            <PolicyTagChip key={view.name} view={view} device={context.device} badged linked />
          ))}
        </ChipRow>
      ) : null}
    </>
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
  const people = [...row.users, ...row.groups];
  return (
    <>
      <Addresses
        names={row.srcaddr}
        isNegated={row['srcaddr-negate'] === 'enable'}
        context={context}
      />
      {people.length > 0 ? (
        <Sub>
          <Names names={people} />
        </Sub>
      ) : null}
    </>
  );
}

/** `Any` or `All`, and `Not` where the condition is negated. A standard policy always takes any [477578]. */
function matchWord({ row, kind }: PolicyRow): string {
  const word = kind === 'standard' || row['ztna-tags-match-logic'] === 'or' ? 'Any' : 'All';
  return row['ztna-ems-tag-negate'] === 'enable' ? `Not ${word.toLowerCase()}` : word;
}

function TagList({
  names,
  word,
  policy,
  context,
}: {
  readonly names: readonly string[];
  readonly word: string;
  readonly policy: PolicyRow;
  readonly context: PolicyContext;
}) {
  const rest = names.slice(shownTags);
  return (
    <div className={styles['tags']}>
      <span className={styles['word']}>{word}</span>
      <ChipRow>
        {names.slice(0, shownTags).map((name) => (
          <PolicyTagChip
            key={name}
            view={context.tags.of(name)}
            device={context.device}
            badged={policy.kind === 'standard'}
            linked
          />
        ))}
        {rest.length > 0 ? <span title={rest.join(', ')}>and {rest.length} more</span> : null}
      </ChipRow>
    </div>
  );
}

function Tags({
  policy,
  context,
}: {
  readonly policy: PolicyRow;
  readonly context: PolicyContext;
}) {
  const tags = policy.row['ztna-ems-tag'];
  const secondary =
    policy.table === 'firewall policy' && policy.kind === 'standard'
      ? policy.row['ztna-ems-tag-secondary']
      : [];
  const isOff =
    policy.table === 'firewall policy' &&
    policy.kind === 'standard' &&
    policy.row['ztna-status'] === 'disable' &&
    tags.length > 0;
  if (tags.length + secondary.length === 0) return <span className={styles['none']}>no tags</span>;
  return (
    <>
      {tags.length > 0 ? (
        <TagList names={tags} word={matchWord(policy)} policy={policy} context={context} />
      ) : null}
      {secondary.length > 0 ? (
        <TagList names={secondary} word="and any" policy={policy} context={context} />
      ) : null}
      {isOff ? <Sub>not in force: ztna-status is disabled</Sub> : null}
    </>
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
  if (policy.kind !== 'ztna')
    return <Addresses names={row.dstaddr} isNegated={isNegated} context={context} />;
  const isSimple = policy.table === 'firewall policy';
  const names = isSimple ? row.dstaddr : policy.row['access-proxy'];
  const servers = names.map((name) => {
    const found = context.servers.find((one) => (isSimple ? one.vip : one.name) === name);
    return { name: found?.name ?? name, address: found?.address ?? '' };
  });
  return (
    <>
      {servers.map(({ name, address }) => (
        <div key={name} className={styles['server']}>
          {name}
          {address === '' ? null : <span className={styles['address']}>{address}</span>}
        </div>
      ))}
      {isSimple || (row.dstaddr.length === 1 && row.dstaddr[0] === 'all') ? null : (
        <Sub>
          real server: <Not isNegated={isNegated} />
          <Names names={row.dstaddr} />
        </Sub>
      )}
    </>
  );
}

function Service({ policy }: { readonly policy: PolicyRow }) {
  const { row } = policy;
  return (
    <>
      {policy.table === 'firewall policy' && policy.kind === 'standard' ? (
        <span className={styles['block']}>
          <Not isNegated={policy.row['service-negate'] === 'enable'} />
          <Names names={policy.row.service} />
        </span>
      ) : null}
      {policy.table === 'firewall policy' ? <Sub>{row.schedule}</Sub> : row.schedule}
    </>
  );
}

/** Of the table; the policy's own column takes the rest. */
const widths: Readonly<Record<PolicyTable, Readonly<Record<string, string>>>> = {
  'firewall policy': {
    from: '7%',
    to: '7%',
    source: '10%',
    tags: '18%',
    destination: '14%',
    service: '10.5%',
    action: '9%',
    menu: '66px',
  },
  'firewall proxy-policy': {
    from: '7%',
    source: '11%',
    tags: '24%',
    destination: '16%',
    service: '8%',
    action: '9%',
    menu: '66px',
  },
};

/** `menuOf`: what can be done with a policy; `editAddress`: where it is edited. */
export function policyColumns(
  table: PolicyTable,
  context: PolicyContext,
  editAddress: (policy: PolicyRow) => string,
  menuOf: (policy: PolicyRow) => readonly MenuItem[],
): readonly Column<PolicyRow>[] {
  const isFirewall = table === 'firewall policy';
  const columns: readonly Column<PolicyRow>[] = [
    {
      id: 'policy',
      header: 'Policy',
      phone: 'first',
      cell: (policy) => <PolicyName policy={policy} to={editAddress(policy)} />,
    },
    {
      id: 'from',
      header: 'From',
      phone: 'hidden',
      cell: ({ row }) => <Names names={row.srcintf} />,
    },
    ...(isFirewall
      ? [
          {
            id: 'to',
            header: 'To',
            phone: 'hidden',
            cell: ({ row }: PolicyRow) => <Names names={row.dstintf} />,
          } as const,
        ]
      : []),
    {
      id: 'source',
      header: 'Source',
      phone: 'hidden',
      cell: (policy) => <Source policy={policy} context={context} />,
    },
    {
      id: 'tags',
      header: 'Security posture tags',
      cell: (policy) => <Tags policy={policy} context={context} />,
    },
    {
      id: 'destination',
      header: isFirewall ? 'Destination' : 'ZTNA server',
      cell: (policy) => (
        <div className={styles['to']}>
          <div>
            <Destination policy={policy} context={context} />
          </div>
        </div>
      ),
    },
    {
      id: 'service',
      header: isFirewall ? 'Service, schedule' : 'Schedule',
      phone: 'hidden',
      cell: (policy) => <Service policy={policy} />,
    },
    {
      id: 'action',
      header: 'Action',
      phone: 'first',
      cell: ({ row }) => (
        <>
          <Status tone={row.action === 'accept' && !otherValue(row, 'action') ? 'allow' : 'bad'}>
            {otherValue(row, 'action') ?? (row.action === 'accept' ? 'Accept' : 'Deny')}
          </Status>
          <span className={styles['log']}>{logWords[row.logtraffic]}</span>
        </>
      ),
    },
    {
      id: 'menu',
      header: 'Actions',
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
    const width = widths[table][column.id];
    return width === undefined ? column : { ...column, width };
  });
}
