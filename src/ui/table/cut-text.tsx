import { classes } from '../class-names.ts';
import styles from './cut-text.module.css';

/** A name this long or longer is cut in its middle, as names differ more at their ends. */
const cutFrom = 20;
/** What always stays of the end. */
const tailLength = 8;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The beginning, which gives way, and the end, which stays; never within one character as it is seen. */
function splitName(text: string): readonly [head: string, tail: string] {
  if (text.length < cutFrom) return [text, ''];
  // Printable ASCII needs no segmenter, and nearly every name is that.
  if (/^[\x20-\x7e]+$/.test(text)) return [text.slice(0, -tailLength), text.slice(-tailLength)];
  const starts = [...segmenter.segment(text)].map(({ index }) => index);
  const at = starts.length < cutFrom ? undefined : starts.at(-tailLength);
  return at === undefined ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/**
 * A name on one line, in the width there is. What does not fit is left out in the middle, and `FullNames`
 * shows the whole by pointer and focus.
 * @param full what `FullNames` says, if it is more than the name
 */
export function CutText({
  text,
  full = text,
  cut = 'middle',
  className,
}: {
  readonly text: string;
  readonly full?: string;
  /** `end`: what it begins with tells it apart, as a policy's number does. */
  readonly cut?: 'middle' | 'end';
  readonly className?: string | undefined;
}) {
  const [head, tail] = cut === 'end' ? [text, ''] : splitName(text);
  // A mark without a letter takes no room: it stands on the circle that stands for one.
  const bearer = /^\p{M}/u.test(text) ? <span aria-hidden="true">◌</span> : null;
  if (tail === '')
    return (
      <span className={classes(styles['cut'], styles['whole'], className)} data-full={full}>
        {bearer}
        {text}
      </span>
    );
  return (
    <span className={classes(styles['cut'], className)} data-full={full}>
      <span className={styles['head']} aria-hidden="true">
        {bearer}
        {head}
      </span>
      <span className={styles['tail']} aria-hidden="true">
        {tail}
      </span>
      {/* Read out as one word. */}
      <span className={classes('visually-hidden', styles['read'])}>{text}</span>
    </span>
  );
}
