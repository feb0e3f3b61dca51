import { useState } from 'react';
import { useChange } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import type { CompareSide } from '#model/fortios/config-import.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { Section } from '#ui/page.tsx';
import { Banner, EmptyState } from '#ui/states.tsx';
import {
  type TextSource,
  TextSourceField,
  isEmptySource,
  nothingTyped,
  sourceText,
} from '#ui/fields/text-source.tsx';
import { ChangeTable, changeWords } from './change-table.tsx';
import styles from './page.module.css';

/** The select's value for a text that is pasted; no FortiGate has a name with a colon. */
const pasted = ':text';

function Side({
  label,
  chosen,
  onChosen,
  source,
  onSource,
}: {
  readonly label: string;
  readonly chosen: string;
  readonly onChosen: (value: string) => void;
  readonly source: TextSource;
  readonly onSource: (source: TextSource) => void;
}) {
  const { data: world } = useWorld();
  return (
    <div className={styles['side']}>
      <SelectField
        label={label}
        value={chosen}
        options={[
          ...(world?.fortigates ?? []).map(({ name }) => ({
            value: name,
            label: `${name} as it is now`,
          })),
          { value: pasted, label: 'pasted text' },
        ]}
        onChange={onChosen}
      />
      {chosen === pasted ? (
        <TextSourceField
          label={`${label}: configuration`}
          rows={7}
          value={source}
          onChange={onSource}
        />
      ) : null}
    </div>
  );
}

/** What differs between two states, and the commands that lead from the one to the other. */
export function Compare({ device }: { readonly device: string }) {
  const [from, setFrom] = useState(device);
  const [to, setTo] = useState(pasted);
  const [fromText, setFromText] = useState<TextSource>(nothingTyped);
  const [toText, setToText] = useState<TextSource>(nothingTyped);
  const compare = useChange(labApi.compareConfigs);
  const { data, error } = compare;

  const sideOf = async (chosen: string, source: TextSource): Promise<CompareSide> =>
    chosen === pasted ? { text: await sourceText(source) } : { fortigate: chosen };
  const isMissing =
    (from === pasted && isEmptySource(fromText)) || (to === pasted && isEmptySource(toText));
  const total = data
    ? data.counts.added + data.counts.changed + data.counts.removed + data.counts.moved
    : 0;
  return (
    <div className={styles['parts']}>
      <form
        className={styles['form']}
        aria-label="Compare"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void Promise.all([sideOf(from, fromText), sideOf(to, toText)]).then(([one, other]) =>
            compare.mutate({ body: { from: one, to: other } }),
          );
        }}
      >
        <div className={styles['sides']}>
          <Side
            label="From"
            chosen={from}
            onChosen={setFrom}
            source={fromText}
            onSource={setFromText}
          />
          <Side label="To" chosen={to} onChosen={setTo} source={toText} onSource={setToText} />
        </div>
        <div className={styles['buttons']}>
          <Button
            type="submit"
            look="primary"
            busy={compare.isPending}
            disabledReason={isMissing ? 'Paste the configuration to compare with first.' : null}
          >
            Compare
          </Button>
        </div>
      </form>
      {error ? (
        <Banner tone="bad" live>
          {error.message}
        </Banner>
      ) : null}
      {data ? (
        total === 0 ? (
          <EmptyState title="No differences" />
        ) : (
          <section className={styles['preview']} aria-label="Comparison">
            <p>
              Differences: <b>{changeWords(data.counts)}</b>.
            </p>
            <CodeView label="Commands for the changes" text={data.script} />
            {data.replayed ? (
              <p className={styles['dim']}>
                Checked: these commands turn the first configuration into the second.
              </p>
            ) : (
              <Banner tone="warn">
                These commands do not produce the second configuration completely, because part of
                the text is not a configuration. Check the changes below.
              </Banner>
            )}
            <Section title="Changes">
              <ChangeTable changes={data.changes} total={total} />
            </Section>
          </section>
        )
      ) : error ? null : (
        <EmptyState title="Compare two configurations">
          The result shows the changes and the commands to paste into a device, including unset and
          delete.
        </EmptyState>
      )}
    </div>
  );
}
