import { count } from '#model/plural.ts';
import { Fragment, memo } from 'react';
import { classes } from '#ui/class-names.ts';
import styles from './terminal.module.css';
import type { Chunk, Transcript } from './transcript.ts';

/** The height of a line, for what is not drawn yet; as in the style sheet. */
const lineHeight = 19;

const OutputChunk = memo(function OutputChunk({ chunk }: { readonly chunk: Chunk }) {
  return (
    // Out of view it is neither laid out nor painted, and can still be selected and searched.
    <div
      className={styles['chunk']}
      style={{ containIntrinsicSize: `auto ${chunk.lines * lineHeight}px` }}
    >
      {chunk.entries.map(({ typed, output, tone }, i) => (
        <Fragment key={i}>
          {typed ? (
            <span className={styles['typed']}>
              <span className={styles['prompt']}>{typed.prompt}</span>
              {`${typed.text}\n`}
            </span>
          ) : null}
          {output === '' ? null : (
            <span className={classes(tone !== 'output' && styles[tone])}>{`${output}\n`}</span>
          )}
        </Fragment>
      ))}
    </div>
  );
});

/** Everything shown so far, as text. */
export const Output = memo(function Output({ transcript }: { readonly transcript: Transcript }) {
  const { chunks, dropped } = transcript;
  return (
    <>
      {dropped > 0 ? (
        <p
          className={styles['note']}
        >{`${count(dropped, 'earlier line is', 'earlier lines are')} no longer shown.`}</p>
      ) : null}
      {chunks.map((chunk) => (
        <OutputChunk key={chunk.id} chunk={chunk} />
      ))}
    </>
  );
});
