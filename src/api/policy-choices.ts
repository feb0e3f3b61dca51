import { useState } from 'react';
import type { ChoiceField, FieldChoice } from '#model/fortios/choices.ts';
import { labApi } from '#model/contract/lab.ts';
import { useAnswer } from './hooks.ts';

/** So many are offered at once; typing finds the others. */
const offered = 100;
const none: readonly FieldChoice[] = [];

/** What a field of a FortiGate's form offers, found by what is typed; asked for once somebody looks. */
export function useChoices(device: string, field: ChoiceField) {
  const [search, setSearch] = useState('');
  const [isWanted, setWanted] = useState(false);
  const { data, error, isPlaceholderData } = useAnswer(
    labApi.choices,
    isWanted ? { device, field, query: { search: search.trim(), count: offered } } : null,
    { keepsLast: true, retry: false },
  );
  return {
    choices: data?.choices ?? none,
    /** How a pick field searches. */
    search: {
      more: data ? data.matched - data.choices.length : 0,
      isSearching: isPlaceholderData || (data === undefined && error === null),
      problem: error?.message ?? null,
      onSearch: setSearch,
      onWant: () => setWanted(true),
    },
  };
}
