import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button, Modal } from 'antd';
import './form.css';
import { printSheet } from './print-sheet.ts';

type SecretOnceProps = {
  /** Heading of the dialog and of the printed sheet. */
  readonly title: string;
  /** What stands beside the secret: for whom it is, where to use it. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly string[];
  /** What to do with it. */
  readonly advice: string;
  readonly onClose: () => void;
};

/** A dialog with something that is shown this one time: to copy, to print, to hand over. */
export function SecretOnce({ title, facts, secrets, advice, onClose }: SecretOnceProps) {
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secrets.join('\n'));
      message.success('已复制。');
    } catch {
      message.warning('浏览器不允许复制，请选中后手工复制。');
    }
  };
  return (
    <Modal
      open
      title={title}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
      keyboard={false}
      closable={{ 'aria-label': '关闭' }}
    >
      <p>
        <strong>只显示这一次，关闭后无法再看。</strong>
        {advice}
      </p>
      <dl className="facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul className="secret-texts">
        {secrets.map((secret) => (
          <li key={secret}>
            <code>{secret}</code>
          </li>
        ))}
      </ul>
      <div className="form-end">
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          复制
        </Button>
        <Button
          icon={<PrinterOutlined />}
          onClick={() => printSheet({ title, facts, secrets, advice })}
        >
          打印
        </Button>
        <Button type="primary" onClick={onClose}>
          已收好，关闭
        </Button>
      </div>
    </Modal>
  );
}
