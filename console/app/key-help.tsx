import { App, Checkbox, Modal } from 'antd';
import { problemIn } from '../api/client.ts';
import { useSingleKeys } from './use-shortcuts.ts';

const keys = [
  {
    keys: ['Ctrl K'],
    does: '查找案件、文书、条款、规则、人员、页面，办案时也能查找这件案件的办理事项',
  },
  { keys: ['Tab', 'Shift Tab'], does: '到下一处、上一处' },
  { keys: ['↓', '↑', 'j', 'k'], does: '在“我的待办”里上下移动' },
  { keys: ['Enter'], does: '打开所在的一项' },
  { keys: ['Esc'], does: '关闭对话框或者菜单' },
  { keys: ['?'], does: '打开这张表' },
] as const;

/** The keys, and the choice to do without those of a single letter. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { isOn, turn } = useSingleKeys();
  const { message } = App.useApp();
  const choose = (isWanted: boolean) =>
    turn(isWanted).catch((error: unknown) => message.error(problemIn(error).detail));
  return (
    <Modal open title="快捷键" footer={null} onCancel={onClose}>
      <dl className="keys">
        {keys.map((one) => (
          <div key={one.does}>
            <dt>
              {one.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{one.does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox checked={isOn} onChange={({ target }) => void choose(target.checked)}>
        使用单个字母和 ? 作快捷键（语音输入时可以关掉）
      </Checkbox>
    </Modal>
  );
}
