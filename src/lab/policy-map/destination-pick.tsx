import { useState } from 'react';
import { readDestination } from '#model/lab/forward-destination.ts';
import { Button } from '#ui/button.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { FilterPopover } from '#ui/menu.tsx';
import type { UrlState } from '#ui/url-state.ts';
import styles from './page.module.css';

const form = 'Address and port, as 10.0.3.10:443 or 10.0.3.10:53/udp.';

/** Where a session goes, as typed. */
export function DestinationField({
  hint,
  value,
  error,
  onChange,
}: {
  readonly hint?: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}) {
  return (
    <TextField
      label="Destination"
      hint={hint === undefined ? form : `${form} ${hint}`}
      mono
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

function DestinationForm({
  to,
  onChange,
}: {
  readonly to: string;
  readonly onChange: (to: string) => void;
}) {
  const [text, setText] = useState(to);
  const [error, setError] = useState<string>();
  return (
    <form
      className={styles['destination']}
      onSubmit={(event) => {
        event.preventDefault();
        const read = readDestination(text);
        if ('problem' in read) setError(read.problem);
        else onChange(text.trim());
      }}
    >
      <DestinationField
        hint="Every policy is counted for sessions that go there."
        value={text}
        error={error}
        onChange={(next) => {
          setText(next);
          setError(undefined);
        }}
      />
      <div className={styles['tools']}>
        <Button look="primary" type="submit">
          Count
        </Button>
        {to === '' ? null : <Button onClick={() => onChange('')}>Each policy’s own</Button>}
      </div>
    </form>
  );
}

/** Where the forwarded sessions go that are counted. */
export function DestinationPick({ to, url }: { readonly to: string; readonly url: UrlState }) {
  return (
    <FilterPopover label="Destination" value={to === '' ? 'of each policy' : to}>
      {(close) => (
        <DestinationForm
          to={to}
          onChange={(next) => {
            url.set({ to: next === '' ? null : next });
            close();
          }}
        />
      )}
    </FilterPopover>
  );
}
