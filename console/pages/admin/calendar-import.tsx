import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input } from 'antd';
import { ask } from '../../api/client.ts';
import { FileChoice } from '../../parts/file-choice.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { exampleOf } from './calendar.ts';

type Typed = { readonly text: string };
type Imported = { readonly year: number; readonly added: boolean };

type CalendarImportProps = {
  /** The year that is probably wanted. */
  readonly year: number;
  readonly onClose: () => void;
};

/** Adds the holidays of a year from a text that is pasted or chosen. */
export function CalendarImport({ year, onClose }: CalendarImportProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const submit = async (body: Typed) => {
    const done = await ask<Imported>('/api/calendar-years', { method: 'POST', body });
    message.success(
      done.added
        ? `已加入 ${done.year} 年，立即生效；暂定的期限已按新的日历计算。`
        : `${done.year} 年早已有同样的内容，没有改动。`,
    );
    await queryClient.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog<Typed>
      form={form}
      title="导入一年的放假安排"
      lead="对照国务院办公厅的通知填写。只写放假和调休上班的日子；平常的周末不用写。放假可以写成“起..止”的区间。"
      submitTitle="检查并导入"
      initialValues={{ text: exampleOf(year) }}
      onSubmit={submit}
      onClose={onClose}
    >
      <FileChoice
        label="选择 YAML 文件"
        accept=".yaml,.yml,text/yaml,text/plain"
        onChoose={(file) => void file.text().then((text) => form.setFieldsValue({ text }))}
      />
      <Form.Item
        name="text"
        label="或者在这里粘贴、填写"
        rules={[{ required: true, whitespace: true, message: '请填写放假安排。' }]}
      >
        <Input.TextArea rows={12} className="code-area" spellCheck={false} maxLength={65_536} />
      </Form.Item>
    </FormDialog>
  );
}
