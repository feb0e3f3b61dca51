import { Button } from '../button.tsx';
import styles from './form-banners.module.css';
import { Banner } from '../states.tsx';

/** Beside a form's buttons: that someone else saved meanwhile, with both ways on; and what is wrong with no one field. */
export function FormBanners({
  conflict,
  problem,
  onReload,
  onOverwrite,
}: {
  /** What happened, in a sentence; null where nothing did. */
  readonly conflict: string | null;
  readonly problem: string | undefined;
  readonly onReload?: (() => void) | undefined;
  readonly onOverwrite: () => void;
}) {
  if (conflict === null && problem === undefined) return null;
  return (
    <div className={styles['banners']}>
      {conflict === null ? null : (
        <Banner tone="warn" live>
          <p>{conflict} Your changes are not saved.</p>
          <p className={styles['ways']}>
            {onReload ? (
              <Button look="quiet" onClick={onReload}>
                Load the new state
              </Button>
            ) : null}
            <Button look="quiet" onClick={onOverwrite}>
              Overwrite with my changes
            </Button>
          </p>
        </Banner>
      )}
      {problem === undefined ? null : (
        <Banner tone="bad" live>
          {problem}
        </Banner>
      )}
    </div>
  );
}
