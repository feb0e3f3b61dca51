import { useEffect, useRef, useState } from 'react';
import { exportWorld } from '#api/texts.ts';
import type { ListedWorld } from '#model/lab/worlds/worlds.ts';
import { saveFile } from '#ui/save-file.ts';
import { useToast } from '#ui/toast.tsx';

interface Exporting {
  readonly id: string;
  readonly name: string;
  /** How much of it has come, from 0 to 1. */
  readonly share: number;
}

/** Saves a world as a file; of a large one, tells how far it is. */
export function useExport() {
  const toast = useToast();
  const [under, setUnder] = useState<Exporting | null>(null);
  const over = useRef<AbortController | null>(null);
  useEffect(() => () => over.current?.abort('left'), []);

  const save = async (
    { id, name }: ListedWorld,
    secrets: 'masked' | 'kept',
    { signal }: AbortController,
  ): Promise<void> => {
    setUnder({ id, name, share: 0 });
    try {
      const { file, content } = await exportWorld(
        { id, secrets },
        (share) => setUnder({ id, name, share }),
        signal,
      );
      saveFile(file, 'application/json', content);
    } catch (problem) {
      if (signal.reason === 'left')
        toast({ text: `${name} was not exported: you left the page.`, tone: 'bad' });
      else if (!signal.aborted)
        toast({ text: problem instanceof Error ? problem.message : String(problem), tone: 'bad' });
    } finally {
      over.current = null;
      setUnder(null);
    }
  };
  return {
    /** Null while none is exported. */
    under,
    begin: (world: ListedWorld, secrets: 'masked' | 'kept'): void => {
      if (over.current !== null) {
        toast({ text: 'Another world is being exported. Wait for it, or cancel it.', tone: 'bad' });
        return;
      }
      over.current = new AbortController();
      void save(world, secrets, over.current);
    },
    cancel: () => over.current?.abort(),
  };
}
