import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { labApi } from '#model/contract/lab.ts';
import { categoryWords, tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { SegmentField } from '#ui/fields/choice-field.tsx';
import { PageHeader } from '#ui/page.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { EndpointField } from '../endpoint-field.tsx';
import { EndpointKnowledgeTable } from './endpoint-knowledge.tsx';
import styles from './page.module.css';
import { TagKnowledgeTable } from './tag-knowledge.tsx';

type Kind = 'endpoint' | 'tag';

function TagField({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  const tags = useAnswer(emsApi.tags, {}).data?.tags ?? [];
  return (
    <PickOneField
      label="Tag"
      value={value}
      options={tags.map((tag) => ({
        value: tagKey(tag),
        label: tag.name,
        group: categoryWords[tag.category].label,
        view: <TagChip category={tag.category} name={tag.name} />,
      }))}
      onChange={(key) => {
        if (key !== '') onChange(key);
      }}
    />
  );
}

/** Lab > Who knows what: every FortiGate's share of one endpoint or one tag. */
export function Component() {
  const url = useUrlState();
  const uid = url.get('endpoint');
  const tag = tagFromKey(url.get('tag'));
  const kind: Kind = url.get('tag') !== '' || url.get('by') === 'tag' ? 'tag' : 'endpoint';
  const { data: chosen } = useAnswer(labApi.device, uid === '' ? null : { uid });
  const endpoint = chosen?.endpoint;
  const ofTag = tag && { category: tag.category, tag: tag.name };
  const subject = kind === 'tag' ? ofTag : uid === '' ? null : { endpoint: uid };
  const { data, error, refetch } = useAnswer(labApi.knowledge, subject && { query: subject }, {
    keepsLast: true,
  });
  return (
    <>
      <PageHeader crumb="Lab" title="Who knows what" />
      <div className={styles['form']}>
        <SegmentField<Kind>
          label="Show"
          value={kind}
          options={[
            { value: 'endpoint', label: 'Endpoint' },
            { value: 'tag', label: 'Tag' },
          ]}
          onChange={(by) => url.set({ by: by === 'tag' ? 'tag' : null, endpoint: null, tag: null })}
        />
        {kind === 'endpoint' ? (
          <EndpointField
            chosen={endpoint}
            value={uid}
            onChange={(chosen) => url.set({ endpoint: chosen })}
          />
        ) : (
          <TagField value={url.get('tag')} onChange={(key) => url.set({ tag: key, by: null })} />
        )}
      </div>
      {subject === null ? (
        <EmptyState title={kind === 'tag' ? 'Choose a tag' : 'Choose an endpoint'}>
          {kind === 'tag'
            ? 'The table shows for each FortiGate whether the tag exists, how many addresses it resolves to, and which setting decides.'
            : 'The table shows for each FortiGate which tags of the endpoint it knows, whether it has the addresses, and which setting decides.'}
        </EmptyState>
      ) : data ? (
        data.kind === 'endpoint' ? (
          <EndpointKnowledgeTable knowledge={data} />
        ) : (
          <TagKnowledgeTable knowledge={data} />
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
