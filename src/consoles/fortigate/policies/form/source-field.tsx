import { useMemo } from 'react';
import { type UseFormReturn, useController } from 'react-hook-form';
import { PickField } from '#ui/fields/pick-field.tsx';
import type { PolicyContext } from '../policy-context.ts';
import { byName, useFoundPicks } from './names-field.tsx';
import { type PickPlace, chosenPicks } from './picks.tsx';
import type { FieldLogic } from './policy-logic.ts';
import type { PolicyValues } from './policy-values.ts';
import {
  addressSource,
  namesOf,
  sharedOut,
  sourceJoint,
  sourceValue,
  whoSource,
} from './source-picks.tsx';
import { unresolvedHint } from './unresolved.ts';

const addresses: PickPlace = { kind: 'address', vips: false };
/** So many are drawn at once. */
const offered = 100;

/** The three searches as one. */
function useSources(device: string, from: 'source' | 'address') {
  const address = useFoundPicks(device, from, addresses);
  const user = useFoundPicks(device, 'user', byName);
  const group = useFoundPicks(device, 'user-group', byName);
  const all = [address, user, group];
  const { options, left } = useMemo(
    () =>
      sharedOut(
        [
          address.options.map(addressSource),
          user.options.map(({ value, twin }) => ({
            ...whoSource('user', value),
            twin: twin ?? null,
          })),
          group.options.map(({ value, twin }) => ({
            ...whoSource('group', value),
            twin: twin ?? null,
          })),
        ],
        offered,
      ),
    [address.options, user.options, group.options],
  );
  return {
    options,
    more: all.reduce((sum, { more }) => sum + more, left),
    isSearching: all.some(({ isSearching }) => isSearching),
    problem: all.find(({ problem }) => problem !== null)?.problem ?? null,
    onSearch: (text: string): void => {
      for (const { onSearch } of all) onSearch(text);
    },
    onWant: (): void => {
      for (const { onWant } of all) onWant();
    },
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** Addresses, users and user groups in one field, as on a FortiGate [259754]. */
export function SourceField({
  form: { control },
  isStandard,
  logic,
  context,
}: {
  readonly form: UseFormReturn<PolicyValues>;
  /** Tags stand among the addresses of a standard policy. */
  readonly isStandard: boolean;
  readonly logic: FieldLogic | undefined;
  readonly context: PolicyContext;
}) {
  const {
    field: { ref, ...srcaddr },
    fieldState,
  } = useController({ control, name: 'srcaddr' });
  const { field: users } = useController({ control, name: 'users' });
  const { field: groups } = useController({ control, name: 'groups' });
  const found = useSources(context.device, isStandard ? 'source' : 'address');
  const who = [
    ...users.value.map((name) => whoSource('user', name)),
    ...groups.value.map((name) => whoSource('group', name)),
  ];
  return (
    <PickField
      label="Source"
      mark={logic?.mark}
      lead={logic?.lead}
      joint={logic && sourceJoint}
      hint={
        unresolvedHint(srcaddr.value, context) ??
        (isStandard
          ? 'Addresses, tags, users and user groups. An address or a tag must match and, where there are users or groups, one of these too.'
          : 'Addresses, users and user groups. An address must match and, where there are users or groups, one of these too.')
      }
      error={fieldState.error?.message}
      value={[
        ...srcaddr.value.map((name) => sourceValue('address', name)),
        ...who.map(({ value }) => value),
      ]}
      onChange={(values) => {
        const next = { users: namesOf('user', values), groups: namesOf('group', values) };
        if (!sameNames(next.users, users.value)) users.onChange(next.users);
        if (!sameNames(next.groups, groups.value)) groups.onChange(next.groups);
        srcaddr.onChange(namesOf('address', values));
      }}
      onBlur={srcaddr.onBlur}
      ref={ref}
      {...found}
      chosen={[...chosenPicks(srcaddr.value, context, addresses).map(addressSource), ...who]}
    />
  );
}
