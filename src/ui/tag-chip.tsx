import { Chip, type ChipTone } from './chip.tsx';
import type { IconName } from './icons.tsx';

type Category = 'zero_trust' | 'classification' | 'outbreak_alert' | 'fabric';

const looks: Record<
  Category,
  { readonly tone: ChipTone; readonly icon: IconName; readonly label: string }
> = {
  zero_trust: { tone: 'posture', icon: 'shield', label: 'Security posture tag' },
  classification: { tone: 'class', icon: 'bookmark', label: 'Classification tag' },
  outbreak_alert: { tone: 'outbreak', icon: 'triangle', label: 'Outbreak alert tag' },
  fabric: { tone: 'fabric', icon: 'nodes', label: 'Fabric tag' },
};

/** A tag with its category by icon, colour and name. */
export function TagChip({
  category,
  name,
  missing,
  badge,
  to,
  hasCard,
  onRemove,
}: {
  readonly category: Category;
  readonly name: string;
  readonly missing?: boolean;
  readonly badge?: 'IP' | 'MAC' | undefined;
  readonly to?: string;
  readonly hasCard?: boolean;
  readonly onRemove?: () => void;
}) {
  const { tone, icon, label } = looks[category];
  return (
    <Chip
      text={name}
      tone={tone}
      icon={icon}
      kindLabel={label}
      missing={missing ?? false}
      badge={badge}
      to={to}
      hasCard={hasCard ?? false}
      onRemove={onRemove}
    />
  );
}
