import { useEffect, useId, useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { Button } from '../button.tsx';
import { classes } from '../class-names.ts';
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx';
import fieldStyles from './field.module.css';
import styles from './text-source.module.css';

/** Text that was typed or pasted, or a file that is too large to be shown in a field. */
export type TextSource =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly blob: Blob };

export const nothingTyped: TextSource = { kind: 'typed', text: '' };

/** A field with more than that makes a browser slow. */
const usualMost = 500_000;

const megabytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function isEmptySource(source: TextSource): boolean {
  return source.kind === 'typed' ? source.text.trim() === '' : source.blob.size === 0;
}

export async function sourceText(source: TextSource): Promise<string> {
  return source.kind === 'typed' ? source.text : source.blob.text();
}

/** Paste, drop or open a file; what is large stays a file. */
export function TextSourceField({
  label,
  hint,
  error,
  value,
  onChange,
  rows = 8,
  most = usualMost,
  placeholder,
}: FieldProps & {
  readonly value: TextSource;
  readonly onChange: (source: TextSource) => void;
  readonly rows?: number;
  /** A longer text is kept as a file is, and not shown. */
  readonly most?: number;
  readonly placeholder?: string;
}) {
  const ids = useFieldIds(hint, error);
  const fileId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const shown = useRef<HTMLDivElement>(null);
  /** What the focus was in is about to be drawn as something else. */
  const refocuses = useRef(false);
  useEffect(() => {
    if (!refocuses.current) return;
    refocuses.current = false;
    shown.current?.querySelector<HTMLElement>('textarea, button')?.focus();
  });

  const open = async (name: string, blob: Blob): Promise<void> => {
    onChange(
      blob.size <= most ? { kind: 'typed', text: await blob.text() } : { kind: 'file', name, blob },
    );
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void open(file.name, file);
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (text.length <= most) return;
    event.preventDefault();
    refocuses.current = true;
    onChange({ kind: 'file', name: 'pasted text', blob: new Blob([text]) });
  };
  return (
    // What is dropped can as well be opened by the button below: no one needs a pointer for it.
    <div
      className={classes(styles['source'], over && styles['over'])}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FieldFrame label={label} hint={hint} error={error} ids={ids}>
        <div ref={shown} className={styles['shown']}>
          {value.kind === 'typed' ? (
            <textarea
              id={ids.id}
              className={classes(fieldStyles['input'], styles['area'])}
              rows={rows}
              value={value.text}
              placeholder={placeholder}
              autoComplete="off"
              spellCheck={false}
              wrap="off"
              aria-invalid={error !== undefined}
              aria-describedby={ids.describedBy}
              onChange={(event) => onChange({ kind: 'typed', text: event.target.value })}
              onPaste={paste}
            />
          ) : (
            <div id={ids.id} className={styles['file']}>
              <span>
                <b>{value.name}</b>, {megabytes.format(value.blob.size / 1e6)} MB
              </span>
              <Button
                look="quiet"
                onClick={() => {
                  refocuses.current = true;
                  onChange(nothingTyped);
                }}
              >
                Remove
              </Button>
            </div>
          )}
        </div>
      </FieldFrame>
      <div className={styles['open']}>
        <input
          ref={input}
          id={fileId}
          className="visually-hidden"
          type="file"
          tabIndex={-1}
          aria-label={`${label}: file`}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void open(file.name, file);
            event.target.value = '';
          }}
        />
        <Button onClick={() => input.current?.click()}>Open a file…</Button>
        <span className={styles['or']}>or drop one here</span>
      </div>
    </div>
  );
}
