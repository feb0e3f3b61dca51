/** Changes between configurations as a person is shown them: counted, in part, and without secrets. */
import type { ConfigChange } from '#formats/fortios/change/changes.ts';
import { maskSecretsInText } from '#formats/fortios/print/secrets.ts';
import {
  type ConfigChangeView,
  type ImportPreview,
  shownOfEach,
} from '#model/fortios/config-import.ts';

/** Of one entry, so many settings are shown. */
const shownFields = 60;

export function changeCounts(changes: readonly ConfigChange[]): ImportPreview['counts'] {
  const counts = { added: 0, changed: 0, removed: 0, moved: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
}

const mask = 'ENC ******';

function isSecret(field: string, value: string): boolean {
  const name = field.split(' ').at(-1) ?? field;
  return maskSecretsInText(`set ${name} ${value}`).includes(mask);
}

function scopeName({ scope }: ConfigChange): string {
  switch (scope.kind) {
    case 'plain':
      return '';
    case 'global':
      return 'global';
    case 'vdom':
      return scope.name;
  }
}

export function changeViews(changes: readonly ConfigChange[]): ConfigChangeView[] {
  return changes.slice(0, shownOfEach).map((change) => ({
    scope: scopeName(change),
    table: change.table,
    key: change.key,
    kind: change.kind,
    fields: change.fields.slice(0, shownFields).map(({ field, before, after, refused }) => {
      const shown = (value: string | null): string | null =>
        value !== null && isSecret(field, value) ? mask : value;
      return { field, before: shown(before), after: shown(after), refused: shown(refused) };
    }),
  }));
}
