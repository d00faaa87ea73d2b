import { App, Button } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { FieldList } from '../../parts/fields/field-list.tsx';
import type { FieldOffer, Typed, TypedValue } from '../../parts/fields/field-offer.ts';
import { type Earlier, FormProvider, withValue } from '../../parts/fields/form-state.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Keeping } from './draft-keeper.ts';
import { focusFirstError } from './first-error.ts';
import type { CommandToGive } from './use-command.tsx';
import { useCommand } from './use-command.tsx';
import { useDraft, useStoredDraft } from './use-draft.ts';

/** The form of a command. */
export type CommandFormProps = CommandToGive & {
  /** Key of its draft. */
  readonly draft: string;
  /** What stands in it when it opens without a draft. */
  readonly before: Typed;
  readonly earlier: (field: FieldOffer) => Earlier | null;
  /** What `before` holds from earlier acts, by the path of the field. */
  readonly filled?: Readonly<Record<string, Earlier>>;
  /** Nothing can be submitted at present; the reason stands above. */
  readonly isShut?: boolean;
  readonly onClose: () => void;
  /** Told of every change, for hints outside the form. */
  readonly onTyped?: (typed: Typed) => void;
  /** Shown instead of the server's problem, where more is to be said than it says. */
  readonly problemOf?: (problem: unknown) => ReactNode;
  /** What stands below the fields. */
  readonly children?: ReactNode;
};

/** A form that opens with its draft. */
export function CommandForm(props: CommandFormProps) {
  const stored = useStoredDraft(props.draft);
  if (stored === undefined) return <p className="soft">正在读取草稿……</p>;
  return <OpenForm {...props} stored={stored} />;
}

type OpenFormProps = CommandFormProps & {
  readonly stored: { readonly typed: Typed; readonly savedAt: string } | null;
};

function OpenForm({ stored, ...props }: OpenFormProps) {
  const { before, onDone, onTyped } = props;
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(stored?.typed ?? before);
  const [restoredAt, setRestoredAt] = useState(stored?.savedAt ?? null);
  const { keeper, keeping, drop } = useDraft(props.draft, { typed, before });
  const command = useCommand({
    ...props,
    onDone: (performed) => {
      drop();
      onDone(performed);
    },
  });
  const close = useClosing(props.onClose, JSON.stringify(typed) !== JSON.stringify(before));
  useEffect(() => {
    if (command.errors.length > 0) focusFirstError(form.current, command.errors);
  }, [command.errors]);
  const set = (next: Typed) => {
    setTyped(next);
    onTyped?.(next);
  };
  const change = (path: string, value: TypedValue) => {
    command.forgive(path);
    const next = withValue(typed, path, value);
    keeper.take(next);
    set(next);
  };
  const startOver = () => {
    drop();
    set(before);
    setRestoredAt(null);
  };
  const submit = () => {
    if (props.isShut !== true) void command.submit(typed);
  };
  useKeys(submit, close);
  const { errors } = command;
  return (
    <form
      className="act-form"
      noValidate
      aria-label={props.title}
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {restoredAt !== null && <Restored savedAt={restoredAt} onDrop={startOver} />}
      <Trouble problem={command.problem} count={errors.length} problemOf={props.problemOf} />
      {props.fields.length === 0 && <p className="soft">这一项没有要填写的内容，提交即可。</p>}
      <FormProvider
        value={{ typed, errors, change, earlier: props.earlier, filled: props.filled ?? {} }}
      >
        <FieldList fields={props.fields} groupType={props.command} />
      </FormProvider>
      {props.children}
      <div className="act-bar">
        <Button
          type="primary"
          htmlType="submit"
          loading={command.isBusy}
          disabled={props.isShut === true}
          title="Ctrl + Enter"
        >
          {`提交：${props.title}`}
        </Button>
        <Button onClick={close}>取消</Button>
        <KeepingNote keeping={keeping} />
      </div>
    </form>
  );
}

const above = '.ant-modal, .ant-popover, .ant-dropdown, .ant-drawer, [role="dialog"]';

/** Where a key was pressed; null when it was meant for something else, such as a dialog above the form. */
function placeOf({ defaultPrevented, repeat, isComposing, target }: KeyboardEvent): Element | null {
  if (defaultPrevented || repeat || isComposing || !(target instanceof Element)) return null;
  return target.closest(above) === null ? target : null;
}

/** What a key asks of the form. */
function askedBy(event: KeyboardEvent): 'submit' | 'close' | 'stay' | null {
  const place = placeOf(event);
  if (place === null) return null;
  if (event.key === 'Escape') return 'close';
  if (event.key !== 'Enter') return null;
  if (event.ctrlKey || event.metaKey) return 'submit';
  // Enter alone in a field of one line must not give a command that cannot be taken back.
  return place instanceof HTMLInputElement && place.closest('.act-form') !== null ? 'stay' : null;
}

/** Ctrl+Enter submits and Escape closes, wherever the focus is on the page. */
function useKeys(submit: () => void, close: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const asked = askedBy(event);
    if (asked === null) return;
    event.preventDefault();
    if (asked === 'submit') submit();
    if (asked === 'close') close();
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

type TroubleProps = {
  readonly problem: unknown;
  readonly count: number;
  readonly problemOf: CommandFormProps['problemOf'];
};

/** What stands against the form as a whole. */
function Trouble({ problem, count, problemOf }: TroubleProps) {
  if (problem !== null)
    return problemOf?.(problem) ?? <ProblemNotice error={problem} hideFields={count > 0} />;
  return (
    count > 0 && (
      <p className="field-error" role="alert">
        有 {count} 处需要填写或者改正，见各项下面的说明。
      </p>
    )
  );
}

/** Asks before a form with something in it is closed; its draft stays. */
function useClosing(onClose: () => void, hasInput: boolean): () => void {
  const { modal } = App.useApp();
  return () => {
    if (!hasInput) return onClose();
    modal.confirm({
      title: '关闭这张表？',
      content: '已经填写的内容留作草稿，下次打开时接着填写。',
      okText: '关闭，留作草稿',
      cancelText: '继续填写',
      onOk: onClose,
    });
  };
}

function Restored({ savedAt, onDrop }: { readonly savedAt: string; readonly onDrop: () => void }) {
  return (
    <div className="notice case-restored" role="status">
      <span>已恢复 {localMoment(savedAt)} 的草稿。</span>{' '}
      <Button size="small" onClick={onDrop}>
        放弃草稿
      </Button>
    </div>
  );
}

function localMoment(savedAt: string): string {
  const moment = new Date(savedAt);
  if (Number.isNaN(moment.getTime())) return '上次';
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(moment);
}

const words: Readonly<Record<Keeping, string>> = {
  nothing: '',
  waiting: '正在保存草稿……',
  kept: '草稿已保存',
  'in-tab': '草稿还没有存到服务器，请不要关闭页面',
};

function KeepingNote({ keeping }: { readonly keeping: Keeping }) {
  if (keeping === 'nothing')
    return <span className="soft small case-keys">Ctrl + Enter 提交，Esc 关闭</span>;
  return (
    <span className={keeping === 'in-tab' ? 'field-warning small' : 'soft small'} role="status">
      {words[keeping]}
    </span>
  );
}
