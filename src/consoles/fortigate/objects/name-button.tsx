import { CutText } from '#ui/table/cut-text.tsx';
import styles from './objects.module.css';

/** An object's name in its list, which opens its form. */
export function NameButton({
  name,
  onOpen,
}: {
  readonly name: string;
  readonly onOpen: () => void;
}) {
  return (
    <button type="button" className={styles['open']} onClick={onOpen}>
      <CutText text={name} />
    </button>
  );
}
