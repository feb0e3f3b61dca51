import { count, numberWords } from '#model/plural.ts';
import { useState } from 'react';
import { useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { type TagRoom, setTagLimitSchema } from '#model/ems/fortigate-models.ts';
import { tagRoomWords } from '#model/words/tag-limit.ts';
import { Button } from '#ui/button.tsx';
import { Section } from '#ui/page.tsx';
import { Banner } from '#ui/states.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './tag-room.module.css';

/** How many tags the FortiGate has room for, and a way to let it run out. */
export function TagRoomSection({
  device,
  serial,
  room,
}: {
  readonly device: string;
  readonly serial: string;
  readonly room: TagRoom;
}) {
  const set = useChange(emsApi.setTagLimit);
  const toast = useToast();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const message = tagRoomWords(room);
  const save = (): void => {
    const tagLimit = typed.trim() === '' ? null : Number(typed);
    const read = setTagLimitSchema.safeParse({ tagLimit });
    if (!read.success) {
      setError(read.error.issues[0]?.message);
      return;
    }
    const limit = { serial, body: read.data };
    set.mutate(limit, {
      onSuccess: () => {
        toast({
          text:
            tagLimit === null
              ? `${device} uses the tag limit of its model.`
              : `${device} has a limit of ${count(tagLimit, 'tag')}.`,
        });
        setTyped('');
      },
      onError: (problem) => setError(problem.message),
    });
  };
  return (
    <Section title="Tag capacity" own>
      <p className={styles['dim']}>
        {room.tagLimit === null
          ? `${count(room.tags, 'tag')}. The limit of this model is not known.`
          : `${numberWords(room.tags)} of ${count(room.tagLimit, 'tag')} on ${room.model ?? device}. Each tag takes two address objects in every VDOM.`}
      </p>
      {message === null ? null : <Banner tone="warn">{message}</Banner>}
      <div className={styles['form']}>
        <TextField
          label="Tag limit in this lab"
          hint="Leave empty for the model’s limit."
          inputMode="numeric"
          error={error}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setError(undefined);
          }}
        />
        <Button busy={set.isPending} onClick={save}>
          Set the limit
        </Button>
      </div>
    </Section>
  );
}
