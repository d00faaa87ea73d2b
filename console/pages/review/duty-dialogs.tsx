import { Form, Input, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { type Duty, dutiesAt } from './duties.ts';
import { useSettled } from './people-dialogs.tsx';

type DutyDialogProps = {
  readonly duty: Duty;
  readonly today: string;
  readonly onClose: () => void;
};

const needed = (message: string) => [{ required: true, whitespace: true, message }];

/** Records that a duty is completed, or opens it again. */
export function DutyDialog(props: DutyDialogProps) {
  return props.duty.next === 'complete' ? (
    <CompletionDialog {...props} />
  ) : (
    <ReopeningDialog {...props} />
  );
}

function CompletionDialog({ duty, today, onClose }: DutyDialogProps) {
  const settled = useSettled(onClose);
  const isRestored = duty.standing === 'lapsed';
  return (
    <FormDialog<{ readonly metOn: string; readonly evidence: string }>
      title={`${isRestored ? '登记恢复落实' : '登记完成'}：${duty.title}`}
      lead={
        isRestored
          ? '写入历史记录，不能修改；当初的完成日期不变。'
          : `写入历史记录，不能修改；登记有误的可以重新打开。时限：${duty.dueText}。`
      }
      submitTitle="登记"
      onClose={onClose}
      onSubmit={async (body) => {
        await ask(`${dutiesAt}/${duty.code}/completion`, { method: 'POST', body });
        await settled('已登记。');
      }}
    >
      <Form.Item
        name="metOn"
        label={isRestored ? '恢复落实的日期' : '完成日期'}
        rules={needed('请填写日期。')}
      >
        <Input type="date" max={today} />
      </Form.Item>
      <Form.Item
        name="evidence"
        label="凭据"
        extra="例如印发的制度、会议纪要的名称和文号。"
        rules={needed('请写明凭据。')}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

function ReopeningDialog({ duty, onClose }: DutyDialogProps) {
  const settled = useSettled(onClose);
  return (
    <FormDialog<{ readonly ground: string; readonly reason: string }>
      title={`重新打开：${duty.title}`}
      lead="登记有误的，原来的登记不再算数；没有保持的，当初的完成日期仍然有效，恢复后再登记。"
      submitTitle="重新打开"
      isDanger
      onClose={onClose}
      onSubmit={async (body) => {
        await ask(`${dutiesAt}/${duty.code}/reopening`, { method: 'POST', body });
        await settled('已重新打开。');
      }}
    >
      <Form.Item name="ground" label="情形" rules={needed('请选择情形。')}>
        <Select
          options={[
            { value: 'mistaken', label: '登记有误' },
            { value: 'lapsed', label: '没有保持' },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label="原因" rules={needed('请写明原因。')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
