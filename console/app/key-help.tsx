import { App, Checkbox, Modal } from 'antd';
import { problemIn } from '../api/client.ts';
import { useSingleKeys } from './use-shortcuts.ts';

const keys = [
  {
    keys: ['Ctrl K'],
    does: '查找案件、文书、条款、规则、人员、页面，办案时也能查找这件案件的办理事项',
  },
  { keys: ['Tab', 'Shift Tab'], does: '到下一处、上一处' },
  { keys: ['↓', '↑', 'j', 'k'], does: '在“我的待办”和“法制审核”里上下移动' },
  { keys: ['Enter'], does: '打开所在的一项' },
  { keys: ['j', 'k'], does: '审核时：到清单的下一项、上一项' },
  { keys: ['1', '2', '3'], does: '审核时：作出所在一项的结论，然后到下一项' },
  { keys: ['n', 'Esc'], does: '审核时：写这一项的理由；写完回到这一项' },
  { keys: ['g', 'o'], does: '审核时：引用正在看的记录；打开已引用的记录' },
  { keys: ['[', ']', 'd', 'u'], does: '审核时：上一件、下一件记录；材料向下、向上翻页' },
  { keys: ['/'], does: '审核时：在材料中查找，填记录号直接跳到' },
  { keys: ['Ctrl Enter'], does: '提交正在填写的表' },
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
