import { Modal } from 'antd';
import { type ReactNode, useRef } from 'react';
import { ActionForm, type ActionFormProps } from './action-form.tsx';

type FormDialogProps<T extends object> = ActionFormProps<T> & {
  readonly title: string;
  /** What will follow, said before it is done. */
  readonly lead?: ReactNode;
  readonly onClose: () => void;
};

/** A form on top of the page; it closes when it is done or given up, never by a click beside it. */
export function FormDialog<T extends object>({
  title,
  lead,
  onClose,
  ...form
}: FormDialogProps<T>) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Modal
      open
      title={title}
      // Who opens a form wants to type, not to close it.
      afterOpenChange={() => focusFirst(body.current)}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
      closable={{ 'aria-label': '关闭' }}
    >
      <div ref={body}>
        {lead !== undefined && <div className="dialog-lead">{lead}</div>}
        <ActionForm {...form} onCancel={onClose} />
      </div>
    </Modal>
  );
}

function focusFirst(form: HTMLElement | null): void {
  if (form === null || form.contains(document.activeElement)) return;
  form.querySelector<HTMLElement>('input:not([type="hidden"]):enabled, textarea:enabled')?.focus();
}
