import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Button } from '../button.tsx';
import { FormBanners } from './form-banners.tsx';
import { SidePanel } from './side-panel.tsx';
import type { EditForm } from './use-edit-form.ts';

/**
 * A form in a panel over its list. What became of saving stands beside the button that was pressed, wherever
 * the form is scrolled to.
 */
export function EditPanel<Values extends FieldValues>({
  edit,
  crumb,
  title,
  saveLabel,
  isNew = false,
  conflict,
  size = 'wide',
  onReload,
  children,
}: {
  readonly edit: EditForm<Values>;
  readonly crumb: ReactNode;
  readonly title: string;
  /** The product's own word: *OK* on a FortiGate, *Save* or *Update* on EMS. */
  readonly saveLabel: string;
  readonly isNew?: boolean;
  /** What happened, in a sentence, when someone else saved meanwhile. */
  readonly conflict?: string;
  readonly size?: 'narrow' | 'wide' | 'full';
  readonly onReload?: () => void;
  readonly children: ReactNode;
}) {
  const { isDirty } = edit.form.formState;
  return (
    <SidePanel
      crumb={crumb}
      title={title}
      wide={size === 'wide'}
      full={size === 'full'}
      onClose={edit.cancel}
      footer={
        <>
          <FormBanners
            conflict={edit.isConflict ? (conflict ?? 'Someone else has changed this.') : null}
            problem={edit.problem}
            onReload={onReload}
            onOverwrite={edit.overwrite}
          />
          <Button onClick={edit.cancel}>Cancel</Button>
          <Button
            look="primary"
            busy={edit.isSaving}
            disabledReason={isNew || isDirty ? null : 'No changes to save.'}
            onClick={edit.save}
          >
            {saveLabel}
          </Button>
        </>
      }
    >
      {children}
    </SidePanel>
  );
}
