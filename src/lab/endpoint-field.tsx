import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { numberWords } from '#model/plural.ts';
import { type Pick, PickOneField } from '#ui/fields/pick-field.tsx';
import styles from './endpoint-field.module.css';

/** So many endpoints are offered at once; typing finds the others. */
const offered = 50;

function endpointPick({ uid, host, user, ip }: Endpoint, server: string | null): Pick {
  return {
    value: uid,
    label: host,
    group: server === null ? 'Endpoints' : `Endpoints of ${server}`,
    view: (
      <span className={styles['option']}>
        <span>{host}</span>
        <small>
          {user ?? 'nobody'}, {ip}
        </small>
      </span>
    ),
  };
}

/** One of the endpoints of any EMS server, found by typing: there may be thousands. */
export function EndpointField({
  chosen,
  value,
  error,
  other,
  onChange,
}: {
  /** The chosen one, if it is known yet; null where something else is chosen. */
  readonly chosen: Endpoint | null | undefined;
  readonly value: string;
  readonly error?: string | undefined;
  /** A choice that is no endpoint of EMS. */
  readonly other?: Pick;
  readonly onChange: (uid: string) => void;
}) {
  const [search, setSearch] = useState('');
  const { data, isPlaceholderData } = useAnswer(
    labApi.devices,
    { query: { count: offered, search: search.trim() } },
    { keepsLast: true },
  );
  const found = data?.devices ?? [];
  const typed = search.trim().toLowerCase();
  const options = [
    ...found.map(({ endpoint, server }) => endpointPick(endpoint, server)),
    ...(other?.label.toLowerCase().includes(typed) ? [other] : []),
  ];
  const more = (data?.total ?? 0) - found.length;
  return (
    <PickOneField
      label="Endpoint"
      hint={more > 0 ? `${numberWords(more)} more: type a host, user or address.` : undefined}
      error={error}
      options={options}
      // Its name comes with it; until then no UID stands in its place.
      chosen={
        chosen
          ? endpointPick(chosen, null)
          : chosen === undefined
            ? { value, label: '' }
            : undefined
      }
      value={value}
      onChange={(uid) => {
        if (uid !== '') onChange(uid);
      }}
      onSearch={setSearch}
      isSearching={isPlaceholderData || data === undefined}
    />
  );
}
