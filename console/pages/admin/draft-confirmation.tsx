import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import type { Agency } from './agency.ts';

type DraftConfirmationProps = {
  readonly agency: Agency;
  readonly packId: string;
  readonly mayConfirm: boolean;
};

/** A draft that binds nobody yet: says who confirms it, and lets the leader do so. */
export function DraftConfirmation({ agency, packId, mayConfirm }: DraftConfirmationProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const submit = async ({ basis }: { readonly basis: string }) => {
    await ask(`/api/agencies/${agency.agencyId}/draft-confirmations`, {
      method: 'POST',
      body: { packId, basis },
    });
    message.success('已确认，从现在起适用。');
    await queryClient.invalidateQueries();
    setOpen(false);
  };
  return (
    <div className="small">
      <span className="tag tag--late">待确认</span>{' '}
      这是征求意见稿。机关负责人核对正式文本并确认以前，不适用，也不能办案。{' '}
      {mayConfirm ? (
        <Button size="small" type="primary" onClick={() => setOpen(true)}>
          核对后确认
        </Button>
      ) : (
        '请本单位的机关负责人登录后在这里确认。'
      )}
      {isOpen && (
        <FormDialog<{ readonly basis: string }>
          title="确认征求意见稿"
          lead="确认的意思是：您已经把规则包和正式印发的文本逐条核对过，本单位照此执行。确认人和依据写入历史记录。"
          submitTitle="确认适用"
          onSubmit={submit}
          onClose={() => setOpen(false)}
        >
          <Form.Item
            name="basis"
            label="核对所依据的文件"
            extra="写明正式文本的名称和文号。"
            rules={[{ required: true, whitespace: true, message: '请写明所依据的文件。' }]}
          >
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </FormDialog>
      )}
    </div>
  );
}
