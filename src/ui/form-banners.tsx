import { Button } from './button.tsx';
import { Banner } from './states.tsx';

/** Over a form: that someone else saved meanwhile, with both ways on; and what is wrong with no one field. */
export function FormBanners({
  conflict,
  problem,
  onReload,
  onOverwrite,
}: {
  /** What happened, in a sentence; null where nothing did. */
  readonly conflict: string | null;
  readonly problem: string | undefined;
  readonly onReload: () => void;
  readonly onOverwrite: () => void;
}) {
  return (
    <>
      {conflict === null ? null : (
        <Banner tone="warn" live>
          <p>{conflict} Your changes are not saved.</p>
          <p>
            <Button look="quiet" onClick={onReload}>
              Load the new state
            </Button>
            <Button look="quiet" onClick={onOverwrite}>
              Overwrite it with mine
            </Button>
          </p>
        </Banner>
      )}
      {problem === undefined ? null : (
        <Banner tone="bad" live>
          {problem}
        </Banner>
      )}
    </>
  );
}
