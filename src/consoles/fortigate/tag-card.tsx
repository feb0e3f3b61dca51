import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { numberWords } from '#model/plural.ts';
import { type PolicyTag } from '#model/tagging/policy-tags.ts';
import { tagMark } from '#model/tagging/tag-entries.ts';
import { type Tag, categoryWords, tagKey } from '#model/tagging/tags.ts';
import { policyTagProblem, tagText } from '#model/words/policy-tag.ts';
import { CardHost, createCard } from '#ui/hover-card.tsx';
import { KeyValue } from '#ui/key-value.tsx';
import styles from './tag-card.module.css';

/** A name of a tag field, or a tag that a log names. */
export interface TagOfCard {
  readonly device: string;
  readonly view: PolicyTag;
}

export const tagCard = createCard<TagOfCard>();

/** A tag that is told by itself, without the name of an object. */
export function bareTag(tag: Tag): PolicyTag {
  return { kind: 'tag', name: '', tag: { ...tag }, addressKind: 'ip', absence: null };
}

/** `EMS1 HQ-EMS, FCTEMS8824093638`. */
function useEmsName(device: string): string {
  const { data: ems } = useAnswer(labApi.emsStatus, { device });
  return ems ? `EMS${ems.id} ${ems.name}, ${ems.serial}` : '…';
}

function TagFacts({
  device,
  view,
}: {
  readonly device: string;
  readonly view: Extract<PolicyTag, { kind: 'tag' }>;
}) {
  const { tag, addressKind: kind } = view;
  const at = paths.fgt(device);
  const ems = useEmsName(device);
  const { data, error } = useAnswer(
    fortiosApi.resolvedAddresses,
    view.absence === null
      ? { device, category: tag.category, tag: tag.name, query: { kind, count: 1 } }
      : null,
  );
  const problem = policyTagProblem(view, device)?.sentence ?? error?.message;
  return (
    <>
      <KeyValue
        items={[
          { name: 'EMS', value: ems },
          {
            name: 'Type',
            value: `${tagMark(tag.category, kind)} (${categoryWords[tag.category].label.toLowerCase()})`,
          },
          ...(problem === undefined
            ? [
                {
                  name: 'Resolved addresses',
                  value: data === undefined ? '…' : numberWords(data.size),
                },
              ]
            : []),
        ]}
      />
      {problem === undefined ? (
        <p className={styles['links']}>
          <Link to={at.ztnaTags({ tag: tagKey(tag), of: kind, view: 'matched' })}>
            View Matched Endpoints
          </Link>
          <Link to={at.ztnaTags({ tag: tagKey(tag), of: kind, view: 'resolved' })}>
            View Resolved Addresses
          </Link>
        </p>
      ) : (
        <p className={styles['problem']}>{problem}</p>
      )}
      <p className={styles['links']}>
        <Link to={paths.ems.endpoints({ tag: tagKey(tag) })}>Endpoints with this tag on EMS</Link>
      </p>
    </>
  );
}

function CardBody({ device, view }: TagOfCard) {
  switch (view.kind) {
    case 'tag':
      return <TagFacts device={device} view={view} />;
    case 'group':
      return (
        <>
          <KeyValue
            items={[
              { name: 'Type', value: 'Tag group' },
              { name: 'Members', value: view.members.map(tagText).join(', ') || 'none' },
            ]}
          />
          <p className={styles['links']}>
            <Link to={paths.fgt(device).ztnaTags({ group: view.name })}>Open the tag group</Link>
          </p>
        </>
      );
    case 'built-in':
      return (
        <KeyValue
          items={[
            { name: 'Type', value: 'Built-in tag' },
            { name: 'EMS', value: 'none: FortiOS gives the tag itself' },
          ]}
        />
      );
    case 'unknown':
      return <p className={styles['problem']}>{policyTagProblem(view, device)?.sentence}</p>;
  }
}

/** The card of a FortiGate's tag chips, once on a page. */
export function TagCardHost() {
  return (
    <CardHost card={tagCard} label={({ view }) => tagText(view)}>
      {(payload) => (
        <>
          <p className={styles['name']}>{tagText(payload.view)}</p>
          <CardBody {...payload} />
        </>
      )}
    </CardHost>
  );
}
