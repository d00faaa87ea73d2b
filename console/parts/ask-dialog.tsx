import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';

type AskDialogProps = {
  readonly title: string;
  /** What will follow; always said before it is done. */
  readonly consequence: ReactNode;
  readonly submitTitle: string;
  /** Asks for the reason, which is kept with what is done. */
  readonly wantsReason?: boolean;
  readonly isDanger?: boolean;
  /** Something else is shown in its place when it is done. */
  readonly staysOpen?: boolean;
  readonly onSubmit: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
};

/** Asks once more before something that hurts, and says what will follow. */
export function AskDialog({
  title,
  consequence,
  submitTitle,
  wantsReason = false,
  isDanger = false,
  staysOpen = false,
  onSubmit,
  onClose,
}: AskDialogProps) {
  return (
    <FormDialog<{ readonly reason?: string }>
      title={title}
      lead={consequence}
      submitTitle={submitTitle}
      isDanger={isDanger}
      onClose={onClose}
      onSubmit={async ({ reason = '' }) => {
        await onSubmit(reason);
        if (!staysOpen) onClose();
      }}
    >
      {wantsReason && (
        <Form.Item
          name="reason"
          label="原因"
          extra="写入历史记录，审计员可以看到。"
          rules={[{ required: true, whitespace: true, message: '请写明原因。' }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
