import { Fragment } from 'react';
import { Button } from './button.tsx';
import { classes } from './class-names.ts';
import styles from './code-view.module.css';
import { useToast } from './toast.tsx';

/** Text cut at the parts to be marked. */
function marked(text: string, marks: readonly string[]): { text: string; mark: boolean }[] {
  const found = marks
    .filter((mark) => mark !== '')
    .flatMap((mark) => {
      const starts: { start: number; mark: string }[] = [];
      for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length))
        starts.push({ start: at, mark });
      return starts;
    })
    // Of two that begin together, the longer one.
    .toSorted((a, b) => a.start - b.start || b.mark.length - a.mark.length);
  const parts: { text: string; mark: boolean }[] = [];
  let at = 0;
  for (const { start, mark } of found) {
    if (start < at) continue;
    parts.push({ text: text.slice(at, start), mark: false }, { text: mark, mark: true });
    at = start + mark.length;
  }
  parts.push({ text: text.slice(at), mark: false });
  return parts;
}

/** Text of a device, as it stands, to read and to copy. */
export function CodeView({
  label,
  text,
  marks = [],
  tall = false,
}: {
  readonly label: string;
  readonly text: string;
  readonly marks?: readonly string[];
  /** As high as the window allows: where it is what the page is about. */
  readonly tall?: boolean;
}) {
  const toast = useToast();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      toast({ text: `${label} copied.` });
    } catch {
      toast({
        text: 'The browser did not allow copying. Select the text and copy it by keyboard.',
        tone: 'bad',
      });
    }
  };
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['head']}>
        <span>{label}</span>
        <Button icon="copy" onClick={() => void copy()} aria-label={`Copy ${label}`}>
          Copy
        </Button>
      </figcaption>
      <pre
        className={classes(styles['code'], tall && styles['tall'])}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        {marked(text, marks).map((part, i) => (
          <Fragment key={i}>{part.mark ? <mark>{part.text}</mark> : part.text}</Fragment>
        ))}
      </pre>
    </figure>
  );
}
