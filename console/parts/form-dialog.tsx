import { Modal } from 'antd';
import type { ReactNode } from 'react';
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
  return (
    <Modal
      open
      title={title}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
      closable={{ 'aria-label': '关闭' }}
    >
      {lead !== undefined && <div className="dialog-lead">{lead}</div>}
      <ActionForm {...form} onCancel={onClose} />
    </Modal>
  );
}
