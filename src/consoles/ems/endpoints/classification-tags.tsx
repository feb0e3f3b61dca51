import { useEffect, useRef, useState } from 'react';
import { useAnswer, useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { ApiError } from '#api/http.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { nameProblem, tagKey } from '#model/tagging/tags.ts';
import { Button } from '#ui/button.tsx';
import { ChipRow } from '#ui/chip.tsx';
import { Note, Section } from '#ui/page.tsx';
import { Banner } from '#ui/states.tsx';
import { SuggestField } from '#ui/fields/suggest-field.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './classification-tags.module.css';

function suggestedTag(name: string) {
  return <TagChip category="classification" name={name} />;
}

/** Picks a tag that exists, or makes a custom one of the name that is typed. It stays for the next tag. */
function AddTagForm({
  endpoint,
  onDone,
}: {
  readonly endpoint: Endpoint;
  readonly onDone: () => void;
}) {
  const tags = useAnswer(emsApi.tags, {}).data?.tags ?? [];
  const add = useChange(emsApi.addClassificationTag);
  const toast = useToast();
  const [name, setName] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  /** Each tag that was added makes way for a fresh field. */
  const [added, setAdded] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const own = endpoint.tags
    .filter((tag) => tag.category === 'classification')
    .map((tag) => tag.name);
  const offered = tags
    .filter((tag) => tag.category === 'classification' && !own.includes(tag.name))
    .map((tag) => tag.name);
  const isNew = name !== '' && !offered.includes(name) && !own.includes(name);
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const submit = async (name: string): Promise<void> => {
    if (add.isPending) return;
    const problem =
      nameProblem(name, 'tag') ??
      (own.includes(name) ? `${endpoint.host} already has the classification tag ${name}.` : null);
    if (problem !== null) {
      setError(problem);
      return;
    }
    try {
      await add.mutateAsync({ uid: endpoint.uid, body: { name } });
      toast({ text: `${endpoint.host} has the classification tag ${name}.` });
      setName('');
      setAdded(added + 1);
    } catch (failure) {
      setError(failure instanceof ApiError ? failure.message : 'The tag was not added. Try again.');
    }
  };

  return (
    <form
      ref={form}
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(name);
      }}
    >
      <SuggestField
        key={added}
        label="Classification tag"
        hint={
          isNew
            ? `Enter creates the custom tag ${name} and adds it.`
            : 'Choose a tag, or type the name of a new tag. Enter adds the tag.'
        }
        error={error}
        value={name}
        suggestions={offered}
        view={suggestedTag}
        isOpenAtFirst={added === 0}
        hasFocusAtFirst
        onPick={(picked) => void submit(picked)}
        onChange={(value) => {
          setName(value);
          setError(undefined);
        }}
      />
      <div className={styles['buttons']}>
        <Button onClick={onDone}>Done</Button>
        <Button type="submit" look="primary" busy={add.isPending}>
          Add tag
        </Button>
      </div>
    </form>
  );
}

/** Classification tags with *Add* and remove. Fabric tags are listed here as well [445705], and are not ours to remove. */
export function ClassificationTags({ endpoint }: { readonly endpoint: Endpoint }) {
  const [adding, setAdding] = useState(false);
  const remove = useChange(emsApi.removeClassificationTag);
  const toast = useToast();
  const classification = endpoint.tags.filter((tag) => tag.category === 'classification');
  const fabric = endpoint.tags.filter((tag) => tag.category === 'fabric');
  return (
    <Section
      title="Classification Tags"
      actions={
        adding ? null : (
          <Button icon="plus" onClick={() => setAdding(true)}>
            Add
          </Button>
        )
      }
    >
      {adding ? <AddTagForm endpoint={endpoint} onDone={() => setAdding(false)} /> : null}
      {classification.length + fabric.length === 0 ? <p>No classification tags.</p> : null}
      <ChipRow>
        {classification.map((tag) => (
          <TagChip
            key={tagKey(tag)}
            category={tag.category}
            name={tag.name}
            onRemove={() =>
              remove.mutate(
                { uid: endpoint.uid, name: tag.name },
                { onSuccess: () => toast({ text: `${tag.name} removed from ${endpoint.host}.` }) },
              )
            }
          />
        ))}
        {fabric.map((tag) => (
          <TagChip key={tagKey(tag)} category={tag.category} name={tag.name} />
        ))}
      </ChipRow>
      {fabric.length > 0 ? <Note>FortiAnalyzer adds and removes Fabric tags.</Note> : null}
      {remove.error ? (
        <Banner tone="bad" live>
          {remove.error.message}
        </Banner>
      ) : null}
    </Section>
  );
}
