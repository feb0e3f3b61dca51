/** The names that a test's form offers. */
import { useState } from 'react';
import { type Control, Controller } from 'react-hook-form';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { TestNames } from '#model/lab/policy-test.ts';
import { categoryWords, tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { numberWords } from '#model/plural.ts';
import { type Pick, PickField } from '#ui/fields/pick-field.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import type { TestValues } from './form-values.ts';

type ListName = {
  [Name in keyof TestValues]: TestValues[Name] extends string[] ? Name : never;
}[keyof TestValues];

/** Several names of a list that the form holds. */
export function NamesField({
  control,
  name,
  label,
  hint,
  names,
  placeholder,
}: {
  readonly control: Control<TestValues>;
  readonly name: ListName;
  readonly label: string;
  readonly hint?: string;
  readonly names: readonly string[];
  readonly placeholder: string;
}) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <PickField
          label={label}
          hint={hint}
          error={fieldState.error?.message}
          placeholder={placeholder}
          options={names.map((one) => ({ value: one, label: one }))}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
        />
      )}
    />
  );
}

function tagPick(key: string): Pick {
  const tag = tagFromKey(key);
  if (!tag) return { value: key, label: key };
  return {
    value: key,
    label: tag.name,
    group: categoryWords[tag.category].label,
    view: <TagChip category={tag.category} name={tag.name} />,
  };
}

/** Tags of every category. */
export function TagsField({
  control,
  name,
  label,
  joint,
  tags,
}: {
  readonly control: Control<TestValues>;
  readonly name: 'allOf' | 'anyOf' | 'noneOf';
  readonly label: string;
  readonly joint: string;
  readonly tags: TestNames['tags'];
}) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <PickField
          label={label}
          placeholder={name === 'noneOf' ? 'none' : 'any'}
          joint={() => joint}
          options={tags.map((tag) => tagPick(tagKey(tag)))}
          chosen={field.value.map(tagPick)}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
        />
      )}
    />
  );
}

/** So many endpoints are offered at once; typing finds the others. */
const offered = 50;

/** Endpoints by host name, of any EMS server. */
export function EndpointsField({ control }: { readonly control: Control<TestValues> }) {
  const [search, setSearch] = useState('');
  const { data, isPlaceholderData } = useAnswer(
    labApi.devices,
    { query: { count: offered, search: search.trim() } },
    { keepsLast: true },
  );
  const found = data?.devices ?? [];
  const more = (data?.total ?? 0) - found.length;
  const hosts = [...new Set(found.map(({ endpoint }) => endpoint.host))];
  return (
    <Controller
      control={control}
      name="endpoints"
      render={({ field, fieldState }) => (
        <PickField
          label="Endpoints"
          hint={more > 0 ? `${numberWords(more)} more: type a host, user or address.` : undefined}
          error={fieldState.error?.message}
          placeholder="any"
          options={hosts.map((host) => ({ value: host, label: host }))}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
          onSearch={setSearch}
          isSearching={isPlaceholderData || data === undefined}
        />
      )}
    />
  );
}
