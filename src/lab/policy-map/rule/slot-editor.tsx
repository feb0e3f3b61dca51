import { Popover } from '@base-ui/react/popover';
import { useEffect, useRef } from 'react';
import { useForm } from 'react-hook-form';
import { NamesField } from '#consoles/fortigate/policies/form/names-field.tsx';
import { ScheduleField, ServersField } from '#consoles/fortigate/policies/form/policy-fields.tsx';
import { useFormNames } from '#consoles/fortigate/policies/form/policy-checks.ts';
import { type PolicyValues, valuesOf } from '#consoles/fortigate/policies/form/policy-values.ts';
import { SourceField } from '#consoles/fortigate/policies/form/source-field.tsx';
import { SecondaryTagFields, TagField } from '#consoles/fortigate/policies/form/tag-field.tsx';
import { useSyncEditor } from '#consoles/fortigate/policies/policy-context.ts';
import { type PolicyRow, policyId } from '#consoles/fortigate/policies/policy-row.ts';
import type { NamedObject } from '#model/fortios/policy-list.ts';
import { Button, IconButton } from '#ui/button.tsx';
import type { NewObject } from '../new-object.tsx';
import { type RuleKind, type SlotName, ruleKindOf, slotWord } from './slots.ts';
import styles from './slot-editor.module.css';

/** What can be made in place, and put there. */
function makersOf(slot: SlotName, kind: RuleKind): readonly NewObject[] {
  switch (slot) {
    case 'who':
      return kind === 'security' ? ['address', 'tag', 'group'] : ['address', 'group'];
    case 'posture':
      return ['tag', 'tag-group'];
    case 'servers':
      return ['server'];
    case 'destination':
      return ['address'];
    case 'when':
      return ['schedule'];
    case 'from':
    case 'to':
    case 'service':
      return [];
  }
}

const makerWords: Record<NewObject, string> = {
  address: 'New address',
  group: 'New user group',
  tag: 'New tag on EMS',
  'tag-group': 'New tag group',
  server: 'New ZTNA server',
  schedule: 'New schedule',
};

interface Props {
  readonly slot: SlotName;
  readonly policy: PolicyRow;
  readonly device: string;
  readonly known: ReadonlyMap<string, NamedObject>;
  readonly anchor: HTMLElement;
  readonly refusal: string | undefined;
  readonly onChange: (values: PolicyValues) => void;
  readonly onMake: (what: NewObject) => void;
  readonly onClose: () => void;
}

function Fields({
  slot,
  policy,
  device,
  known,
  onChange,
}: Omit<Props, 'anchor' | 'onMake' | 'onClose'>) {
  const form = useForm<PolicyValues>({ defaultValues: valuesOf(policy) });
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const { watch } = form;
  useEffect(() => {
    const watching = watch((_, { name }) => {
      if (name !== undefined) latest.current(form.getValues());
    });
    return () => watching.unsubscribe();
  }, [form, watch]);
  const names = useFormNames(device, watch(), known);
  const context = { device, names, syncEditor: useSyncEditor(device) };
  const isStandard = policy.kind === 'standard';
  const common = { form, logic: undefined, context };
  switch (slot) {
    case 'who':
      return <SourceField {...common} isStandard={isStandard} />;
    case 'posture':
      return (
        <>
          <TagField {...common} />
          {isStandard ? <SecondaryTagFields {...common} /> : null}
        </>
      );
    case 'servers':
      return <ServersField {...common} table={policy.table} />;
    case 'from':
      return <NamesField {...common} name="srcintf" from="interface" label="Incoming Interface" />;
    case 'to':
      return <NamesField {...common} name="dstintf" from="interface" label="Outgoing Interface" />;
    case 'destination':
      return (
        <NamesField
          {...common}
          name="dstaddr"
          from={isStandard ? 'destination' : 'address'}
          place={{ kind: 'address', vips: isStandard }}
          label="Destination"
        />
      );
    case 'service':
      return <NamesField {...common} name="service" from="service" label="Service" />;
    case 'when':
      return <ScheduleField form={form} mark={undefined} context={context} />;
  }
}

/**
 * A press anywhere else closes the place, be it on what takes no focus; not one on a list of picks, which is drawn
 * outside of it, nor on the place itself, which opens it again.
 */
function usePressOutside(anchor: HTMLElement, onClose: () => void) {
  const popup = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const onPress = ({ target }: PointerEvent): void => {
      if (!(target instanceof Element) || target.closest('[data-names]')) return;
      if (!popup.current?.contains(target) && !anchor.contains(target)) close.current();
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [anchor]);
  return popup;
}

/** Where one types at once. On a touch screen its keyboard would cover the place: nothing is chosen there. */
function firstField(popup: HTMLElement | null): HTMLElement | boolean {
  if (matchMedia('(pointer: coarse)').matches) return true;
  return popup?.querySelector<HTMLElement>('input:not([type=hidden])') ?? true;
}

/** What stands in a place of a policy, to pick: beside the place, or at the foot of a phone's screen. */
export function SlotEditor(props: Props) {
  const { slot, policy, anchor, refusal, onMake, onClose } = props;
  const popup = usePressOutside(anchor, onClose);
  return (
    <Popover.Root
      open
      onOpenChange={(open, details) => {
        // A list of picks is drawn outside of it.
        if (open || details.reason === 'focus-out') return;
        onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          className={styles['positioner']}
          side="bottom"
          align="start"
          sideOffset={4}
          collisionAvoidance={{ side: 'flip', fallbackAxisSide: 'none' }}
        >
          <Popover.Popup
            ref={popup}
            className={styles['popup']}
            data-foot
            initialFocus={() => firstField(popup.current)}
            finalFocus={() => anchor}
          >
            <div className={styles['head']}>
              <Popover.Title className={styles['title']}>
                {slotWord(slot, ruleKindOf(policy))} of policy {policyId(policy)}
              </Popover.Title>
              <IconButton icon="close" label="Close" onClick={onClose} />
            </div>
            <Fields {...props} />
            {refusal === undefined ? null : (
              <p role="alert" className={styles['refusal']}>
                {refusal}
              </p>
            )}
            <div className={styles['makers']}>
              {makersOf(slot, ruleKindOf(policy)).map((what) => (
                <Button key={what} look="quiet" icon="plus" onClick={() => onMake(what)}>
                  {makerWords[what]}
                </Button>
              ))}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
