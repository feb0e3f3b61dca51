/** The columns of a policy, each a place and what it comes to. */
import { policyId, postureOf, servicesOf } from '#consoles/fortigate/policies/policy-row.ts';
import { categoryWords } from '#model/tagging/tags.ts';
import { Status } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { forwardWho, forwardWords, notJudgedWords } from '../forward-words.ts';
import { isServiceNegated, postureWords, takesWords, whoWords } from '../words.ts';
import {
  AddressChips,
  MatchSetting,
  More,
  Names,
  PostureChips,
  Who,
  unsharedIn,
} from './rule-parts.tsx';
import type { RuleProps } from './rule-props.ts';
import styles from './rule.module.css';
import { Slot } from './slot.tsx';
import type { SlotName } from './slots.ts';

/** For tags that the policy asks for and EMS does not share. */
function ShareButtons({
  policy,
  names,
  onShare,
}: Pick<RuleProps, 'policy' | 'names'> & Pick<RuleProps['actions'], 'onShare'>) {
  return unsharedIn(policy, names).map((category) => (
    <button
      key={category}
      type="button"
      className={styles['share']}
      onClick={() => onShare(category)}
    >
      share {categoryWords[category].sharing}
    </button>
  ));
}

export function PostureCell({ actions, refusal, ...props }: RuleProps) {
  const { policy, names, device, mapped } = props;
  const id = policyId(policy);
  const { logic, isNegated, secondary } = postureOf(policy);
  const words = mapped
    ? postureWords(mapped, { logic, negate: isNegated, isTwofold: secondary.length > 0 }, device)
    : null;
  return (
    <div className={styles['cell']} data-part="has posture">
      <MatchSetting policy={policy} actions={actions} />
      <Slot
        slot="posture"
        policy={policy}
        refusal={refusal?.slot === 'posture' ? refusal : undefined}
        actions={actions.slotActions(id)}
      >
        <PostureChips policy={policy} names={names} device={device} mapped={mapped} />
      </Slot>
      <small>
        {words ?? ' '}
        <ShareButtons policy={policy} names={names} onShare={actions.onShare} />
      </small>
    </div>
  );
}

function serverNames({ policy, names }: Pick<RuleProps, 'policy' | 'names'>) {
  const isSimple = policy.table === 'firewall policy';
  const own =
    policy.table === 'firewall proxy-policy' ? policy.row['access-proxy'] : policy.row.dstaddr;
  return own.map((name) => {
    const known = names.get(name);
    const found = isSimple ? known?.serverAtVip : known?.server;
    return { name: found?.name ?? name, address: found?.address ?? '' };
  });
}

/** Servers of a ZTNA policy; of another one its destination. */
export function ReachesCells({
  policy,
  names,
  device,
  mapped,
  endpoints,
  refusal,
  actions,
}: RuleProps) {
  const id = policyId(policy);
  const { row } = policy;
  const common = (slot: SlotName) => ({
    slot,
    policy,
    refusal: refusal?.slot === slot ? refusal : undefined,
    actions: actions.slotActions(id),
  });
  if (policy.kind === 'ztna') {
    const servers = serverNames({ policy, names });
    const [first] = servers;
    return (
      <div className={styles['cell']} data-part="reaches">
        <Slot {...common('servers')}>
          {servers.slice(0, 4).map(({ name }) => (
            <b key={name} className={styles['server']}>
              <CutText text={name} />
            </b>
          ))}
          {servers.length > 4 ? (
            <span className={styles['more']}>and {servers.length - 4} more</span>
          ) : null}
          {servers.length === 0 ? <span className={styles['word']}>choose a server</span> : null}
        </Slot>
        <small>
          {servers.length === 1 && first ? <span>{first.address}</span> : null}
          {policy.table === 'firewall proxy-policy' ? (
            <Slot {...common('destination')} quiet>
              <CutText
                text={`at ${row.dstaddr.includes('all') ? 'any address' : row.dstaddr.join(', ')}`}
              />
            </Slot>
          ) : null}
          <Slot {...common('when')} quiet>
            <CutText text={row.schedule} />
          </Slot>
        </small>
      </div>
    );
  }
  const service = servicesOf(policy);
  const notJudged = notJudgedWords(policy);
  const words = mapped ? forwardWords(mapped, endpoints, policy.row.dstintf) : null;
  return (
    <>
      <div className={styles['cell']} data-part="destination">
        <Slot {...common('destination')}>
          {row['dstaddr-negate'] === 'enable' ? <span className={styles['word']}>not</span> : null}
          <AddressChips addresses={row.dstaddr} names={names} device={device} />
        </Slot>
        <small>{words?.destination ?? ' '}</small>
      </div>
      <div className={styles['cell']} data-part="service">
        <Slot {...common('service')}>
          {isServiceNegated(policy) ? <span className={styles['word']}>not</span> : null}
          <Names names={service} />
          <More of={service} />
        </Slot>
        <small>
          {words?.service ? <span>{words.service}</span> : null}
          {notJudged === null ? null : <span>{notJudged}</span>}
          <Slot {...common('when')} quiet>
            <CutText text={row.schedule} />
          </Slot>
        </small>
      </div>
    </>
  );
}

export function VerdictCell({ policy, mapped, actions }: RuleProps) {
  const { row } = policy;
  const id = policyId(policy);
  const isAccept = row.action === 'accept';
  const words = mapped ? takesWords(mapped, row.action) : null;
  return (
    <div className={styles['cell']} data-part="is">
      <button
        type="button"
        className={styles['verdict']}
        aria-label={`Action of policy ${id}: ${isAccept ? 'Accept. Change to Deny' : 'Deny. Change to Accept'}`}
        onClick={() => actions.onVerdict(id, isAccept ? 'deny' : 'accept')}
      >
        <Status tone={isAccept ? 'allow' : 'bad'}>{isAccept ? 'Accept' : 'Deny'}</Status>
      </button>
      <small>{words ?? (row.status === 'disable' ? 'disabled' : ' ')}</small>
    </div>
  );
}

/** Where sessions come in, and leave: places of their own among forward policies. */
function InterfaceSlot({ way, ...props }: RuleProps & { readonly way: 'from' | 'to' }) {
  const { policy, refusal, actions } = props;
  const names = way === 'from' ? policy.row.srcintf : policy.row.dstintf;
  const isForward = policy.kind !== 'ztna';
  return (
    <Slot
      slot={way}
      policy={policy}
      quiet={!isForward}
      refusal={refusal?.slot === way ? refusal : undefined}
      actions={actions.slotActions(policyId(policy))}
    >
      {isForward ? (
        <Names names={names} />
      ) : (
        <span>
          by {names.includes('any') ? 'any interface' : names.join(', ') || 'no interface'}
        </span>
      )}
    </Slot>
  );
}

/** Whom the policy is for, and how many get this far. */
export function WhoCell(props: RuleProps) {
  const { policy, mapped, endpoints, refusal, actions, device, names } = props;
  const isForward = policy.kind !== 'ztna';
  return (
    <div className={styles['cell']} data-part={isForward ? 'source' : 'who'}>
      <Slot
        slot="who"
        policy={policy}
        refusal={refusal?.slot === 'who' ? refusal : undefined}
        actions={actions.slotActions(policyId(policy))}
      >
        <Who {...props} />
      </Slot>
      <small>
        <span>
          {mapped
            ? isForward
              ? forwardWho(mapped, endpoints, policy.row.dstintf, device)
              : whoWords(mapped, endpoints)
            : ' '}
        </span>
        {policy.table === 'firewall security-policy' ? (
          <ShareButtons policy={policy} names={names} onShare={actions.onShare} />
        ) : null}
        {isForward ? null : <InterfaceSlot {...props} way="from" />}
      </small>
    </div>
  );
}

export function InterfaceCells(props: RuleProps) {
  const { policy, mapped, endpoints } = props;
  const words = mapped ? forwardWords(mapped, endpoints, policy.row.dstintf) : null;
  return (
    <>
      <div className={styles['cell']} data-part="from">
        <InterfaceSlot {...props} way="from" />
        <small>{words?.from ?? ' '}</small>
      </div>
      <div className={styles['cell']} data-part="to">
        <InterfaceSlot {...props} way="to" />
        <small>{words?.to ?? ' '}</small>
      </div>
    </>
  );
}
