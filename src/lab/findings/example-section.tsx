import type { Counterexample } from '#model/lab/findings.ts';
import { destinationWords } from '#model/lab/connect-request.ts';
import { Button } from '#ui/button.tsx';
import { clockText, dateText } from '#ui/clock-text.ts';
import { KeyValue } from '#ui/key-value.tsx';
import { Section } from '#ui/page.tsx';
import { Banner } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './finding-panel.module.css';

/** A policy takes a device at another time than now. */
export function OtherTime({
  at,
  offsetMinutes,
}: {
  /** Milliseconds of the epoch; null for now. */
  readonly at: number | null;
  readonly offsetMinutes: number;
}) {
  if (at === null) return null;
  return (
    <Banner tone="warn">
      Not at this time, but at {dateText(at, offsetMinutes)} {clockText(at, offsetMinutes)}: the
      schedule of the policy is not active now. Step the clock there first.
    </Banner>
  );
}

/** A device that could exist and that the policy takes, with one press to try it; or that none is known. */
export function ExampleSection({
  example,
  offsetMinutes,
  busy,
  onTry,
}: {
  readonly example: Counterexample | null;
  readonly offsetMinutes: number;
  readonly busy: boolean;
  readonly onTry: () => void;
}) {
  if (!example)
    return (
      <Section title="A device that it would take">
        <p className={styles['text']}>
          No example works in this world as it is: a tag that the policy asks for may not be shared
          with the FortiGate, or a name may not resolve.
        </p>
      </Section>
    );
  const { device, request, otherTime } = example;
  return (
    <Section title="A device that it would take">
      <p className={styles['text']}>
        The lab made it up and decided its session: the policy takes it.
      </p>
      <KeyValue
        items={[
          { name: 'Address', value: device?.ip ?? request.source.srcip, mono: true },
          { name: 'Incoming interface', value: request.srcintf },
          { name: 'Destination', value: destinationWords(request) },
          ...(device
            ? [
                {
                  name: 'Tags',
                  value: (
                    <span className={styles['tags']}>
                      {device.tags.map(({ category, name }) => (
                        <TagChip key={`${category} ${name}`} category={category} name={name} />
                      ))}
                    </span>
                  ),
                },
                { name: 'User', value: device.user ?? 'nobody' },
                ...(device.groups.length > 0
                  ? [{ name: 'Groups', value: device.groups.join(', ') }]
                  : []),
              ]
            : [{ name: 'Known to EMS', value: 'no' }]),
        ]}
      />
      <OtherTime at={otherTime} offsetMinutes={offsetMinutes} />
      <div>
        <Button look="primary" busy={busy} onClick={onTry}>
          {device ? 'Add the device and connect' : 'Connect'}
        </Button>
      </div>
    </Section>
  );
}
