import { useState } from 'react';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import type { FabricDeviceSharing } from '#model/ems/ems.ts';
import { count, numberWords, plural } from '#model/plural.ts';
import { policyName } from '#model/words/policy-name.ts';
import type { FlippedPair, PolicyRef, SharingPreview } from '#model/ems/sharing-preview.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import { LabMark, Disclosure } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import { Banner } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './sharing-preview.module.css';

const shownTags = 6;

function Tags({ tags }: { readonly tags: readonly Tag[] }) {
  const rest = tags.length - shownTags;
  return (
    <>
      {tags.slice(0, shownTags).map((tag) => (
        <span key={tagKey(tag)}>
          <TagChip category={tag.category} name={tag.name} />{' '}
        </span>
      ))}
      {rest > 0 ? <span className={styles['dim']}>and {numberWords(rest)} more</span> : null}
    </>
  );
}

function PolicyLink({ device, policy }: { readonly device: string; readonly policy: PolicyRef }) {
  const to = paths.policy(device, policy);
  return to === null ? policyName(policy) : <Link to={to}>{policyName(policy)}</Link>;
}

function Policies({
  device,
  policies,
}: {
  readonly device: string;
  readonly policies: readonly PolicyRef[];
}) {
  return policies.map((policy, i) => (
    <span key={`${policy.policytype} ${policy.policyid}`}>
      {i > 0 ? ', ' : ''}
      <PolicyLink device={device} policy={policy} />
    </span>
  ));
}

function Pairs({
  title,
  pairs,
}: {
  readonly title: string;
  readonly pairs: readonly FlippedPair[];
}) {
  return (
    <Disclosure summary={title}>
      <ul className={styles['list']} aria-label={title}>
        {pairs.map(({ uid, host, server, policy }) => (
          <li key={`${uid} ${server}`}>
            {host} to {server}
            {policy ? ` (${policyName(policy)})` : ''}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function TestNames({
  title,
  names,
}: {
  readonly title: string;
  readonly names: readonly string[];
}) {
  return (
    <Disclosure summary={title} open={names.length <= shownTags}>
      <ul className={styles['list']} aria-label={title}>
        {names.map((name) => (
          <li key={name}>
            <Link to={paths.lab.policyTests({ test: name })}>{name}</Link>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** Policy tests that would begin or cease to pass. */
function Tests({ tests: { fail, pass } }: { readonly tests: SharingPreview['tests'] }) {
  const title = (names: readonly string[], fails: boolean): string =>
    `${count(names.length, 'policy test')} would ${fails ? 'fail' : 'pass again'}`;
  return (
    <>
      {fail.length > 0 ? (
        <Banner tone="bad">
          <TestNames title={title(fail, true)} names={fail} />
        </Banner>
      ) : null}
      {pass.length > 0 ? <TestNames title={title(pass, false)} names={pass} /> : null}
    </>
  );
}

function Changes({
  device,
  preview,
  stopped,
  onStop,
}: {
  readonly device: string;
  readonly preview: SharingPreview;
  readonly stopped: boolean;
  readonly onStop: () => void;
}) {
  const { appear, vanish, resolve, start, stop, pairs, tests, counting } = preview;
  const flips = pairs.opens.length + pairs.closes.length;
  const changes = appear.length + vanish.length + resolve.length + start.length + stop.length;
  if (counting === null && changes + flips + tests.fail.length + tests.pass.length === 0)
    return <p className={styles['dim']}>Nothing changes on {device}.</p>;
  return (
    <>
      {appear.length > 0 ? (
        <p className={styles['line']}>
          <span className={styles['more']}>+ {count(appear.length, 'tag')}</span>{' '}
          {plural(appear.length, 'appears', 'appear')} on {device} (
          {count(appear.length * 2, 'address object')}): <Tags tags={appear} />
        </p>
      ) : null}
      {vanish.length > 0 ? (
        <p className={styles['line']}>
          <span className={styles['less']}>− {count(vanish.length, 'tag')}</span>{' '}
          {plural(vanish.length, 'disappears', 'disappear')} from {device}: <Tags tags={vanish} />
        </p>
      ) : null}
      {resolve.length > 0 ? (
        <p className={styles['line']}>
          {count(resolve.length, 'tag resolves', 'tags resolve')} to other addresses:{' '}
          {resolve
            .slice(0, shownTags)
            .map(({ name, before, after }) => `${name} ${before} → ${after}`)
            .join(', ')}
          {resolve.length > shownTags ? ` and ${numberWords(resolve.length - shownTags)} more` : ''}
        </p>
      ) : null}
      {start.length > 0 ? (
        <p className={styles['line']}>
          Policies that begin to match: <Policies device={device} policies={start} />
        </p>
      ) : null}
      {stop.length > 0 ? (
        <p className={styles['line']}>
          Policies that no longer match: <Policies device={device} policies={stop} />
        </p>
      ) : null}
      {counting === null ? null : stopped ? (
        <p className={styles['dim']}>
          Stopped at {numberWords(Math.floor((100 * counting.done) / counting.total))} %. More
          endpoints may gain or lose access. The effect on policies and policy tests is not known.
        </p>
      ) : (
        <Progress
          label="Checking who gains and who loses access"
          {...counting}
          stop="Stop"
          onStop={onStop}
        />
      )}
      {flips === 0 ? (
        counting === null ? (
          <p className={styles['dim']}>Nobody gains or loses access to a ZTNA server.</p>
        ) : null
      ) : (
        <>
          {pairs.opens.length > 0 ? (
            <Pairs
              title={`Access gained: ${count(pairs.opens.length, 'connection')}`}
              pairs={pairs.opens}
            />
          ) : null}
          {pairs.closes.length > 0 ? (
            <Pairs
              title={`Access lost: ${count(pairs.closes.length, 'connection')}`}
              pairs={pairs.closes}
            />
          ) : null}
        </>
      )}
      <Tests tests={tests} />
    </>
  );
}

/** Policies that ask for a tag which the device would lose. */
export function brokenPolicies(preview: SharingPreview | null | undefined): readonly PolicyRef[] {
  const used = (preview?.vanish ?? []).flatMap((tag) => tag.usedBy);
  return [...new Map(used.map((one) => [`${one.policytype} ${one.policyid}`, one])).values()];
}

/** What *Update* would do on the FortiGate, before it is pressed. `sharing` is null while nothing is changed. */
export function SharingPreviewBox({
  device,
  serial,
  sharing,
}: {
  readonly device: string;
  readonly serial: string;
  readonly sharing: FabricDeviceSharing | null;
}) {
  const [stoppedAt, setStoppedAt] = useState<string | null>(null);
  // Other settings are another question.
  const asked = JSON.stringify(sharing);
  const stopped = stoppedAt === asked;
  const { data, error } = useAnswer(emsApi.previewSharing, sharing && { serial, body: sharing }, {
    keepsLast: true,
    counting: stopped ? null : ({ counting }) => counting,
  });
  if (sharing === null) return null;
  const broken = brokenPolicies(data);
  return (
    <section className={styles['box']} aria-label="If you update">
      <div className={styles['title']}>
        <h3>If you update</h3>
        <LabMark />
      </div>
      {data ? (
        <>
          <Changes
            device={device}
            preview={data}
            stopped={stopped}
            onStop={() => setStoppedAt(asked)}
          />
          {broken.length > 0 ? (
            <Banner tone="warn">
              <Policies device={device} policies={broken} /> {plural(broken.length, 'asks', 'ask')}{' '}
              for tags that {device} would lose. These references would no longer match.
            </Banner>
          ) : null}
        </>
      ) : error ? (
        <p className={styles['dim']}>The preview failed: {error.message}</p>
      ) : (
        <p className={styles['dim']}>Calculating the preview…</p>
      )}
    </section>
  );
}
