import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input } from 'antd';
import { ask } from '../../api/client.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { type AskedOfCatalogue, catalogueAt, type Version } from './catalogue.ts';
import type { AskedOfItem } from './catalogue-columns.tsx';

/** Does something to the catalogue, says so, and draws anew what follows from it. */
function useAct(onClose: () => void) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return async (path: string, body: unknown, said: string) => {
    await ask(`${catalogueAt}${path}`, { method: 'POST', body });
    message.success(said);
    await queryClient.invalidateQueries({ queryKey: [catalogueAt] });
    onClose();
  };
}

type ItemDialogProps = {
  readonly asked: AskedOfItem;
  readonly onClose: () => void;
};

/** The review office's word on an item, or the department taking it back. */
export function ItemDialog({ asked, onClose }: ItemDialogProps) {
  const act = useAct(onClose);
  const { item, what } = asked;
  const path = `/items/${item.itemId}`;
  if (what === 'accept')
    return (
      <AskDialog
        title={`同意编入目录：${item.title}`}
        consequence={`${item.words}。同意以后，下次汇编时编入目录。`}
        submitTitle="同意"
        onClose={onClose}
        onSubmit={async () => act(`${path}/finding`, { accepted: true }, '已同意。')}
      />
    );
  const isReturn = what === 'send-back';
  return (
    <AskDialog
      title={isReturn ? `退回：${item.title}` : `撤回：${item.title}`}
      consequence={
        isReturn
          ? '退回以后由承办机构修改后重新报送。请写明要改什么。'
          : '撤回以后，下次汇编时不再编入；已经批准的各版不受影响。'
      }
      submitTitle={isReturn ? '退回' : '撤回'}
      wantsReason
      isDanger={!isReturn}
      onClose={onClose}
      onSubmit={async (reason) =>
        isReturn
          ? act(`${path}/finding`, { accepted: false, reason }, '已退回。')
          : act(`${path}/withdrawal`, { reason }, '已撤回。')
      }
    />
  );
}

/** Compiles what was accepted. */
export function CompileDialog({ onClose }: { readonly onClose: () => void }) {
  const act = useAct(onClose);
  return (
    <FormDialog<{ readonly note?: string }>
      title="汇编审核目录"
      lead="把已同意的事项编成一版，等待机关负责人批准。还没有批准的一版由它代替。"
      submitTitle="汇编"
      onClose={onClose}
      onSubmit={async ({ note = '' }) =>
        act('/versions', note.trim() === '' ? {} : { note: note.trim() }, '已汇编，等待批准。')
      }
    >
      <Form.Item name="note" label="说明" extra="例如这次改了什么；可以不填。">
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

type VersionDialogProps = {
  readonly version: Version;
  readonly asked: AskedOfCatalogue;
  readonly what: 'approve' | 'return' | 'publish' | 'file';
  readonly onClose: () => void;
};

/** What is done with a version; each is confirmed, for none can be undone. */
export function VersionDialog(props: VersionDialogProps) {
  const dialogs = {
    approve: ApprovalDialog,
    return: ReturnDialog,
    publish: PublicationDialog,
    file: FilingDialog,
  };
  const Dialog = dialogs[props.what];
  return <Dialog {...props} />;
}

function ApprovalDialog({ version, asked, onClose }: VersionDialogProps) {
  const act = useAct(onClose);
  const after = asked.publish ? '批准以后由审核机构公开。' : '';
  const filing = asked.fileWith === null ? '' : `批准以后须向${asked.fileWith}备案。`;
  return (
    <FormDialog<{ readonly inForceFrom: string }>
      title={`批准第 ${version.number} 版审核目录`}
      lead={`共 ${version.itemCount} 项。批准以后内容不能再改，自施行之日起，案件按这一版判断是否应当审核。${after}${filing}`}
      submitTitle="批准"
      initialValues={{ inForceFrom: asked.today }}
      onClose={onClose}
      onSubmit={async ({ inForceFrom }) =>
        act(
          `/versions/${version.number}/approval`,
          { digest: version.digest, inForceFrom },
          '已批准。',
        )
      }
    >
      <Form.Item
        name="inForceFrom"
        label="施行日期"
        rules={[{ required: true, message: '请填写施行日期。' }]}
      >
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}

function ReturnDialog({ version, onClose }: VersionDialogProps) {
  const act = useAct(onClose);
  return (
    <AskDialog
      title={`退回第 ${version.number} 版`}
      consequence="退回以后由审核机构修改、重新汇编。请写明要改什么。"
      submitTitle="退回"
      wantsReason
      onClose={onClose}
      onSubmit={async (reason) =>
        act(
          `/versions/${version.number}/return`,
          { digest: version.digest, reason },
          '已退回审核机构。',
        )
      }
    />
  );
}

function PublicationDialog({ version, asked, onClose }: VersionDialogProps) {
  const act = useAct(onClose);
  return (
    <AskDialog
      title={`公开第 ${version.number} 版`}
      consequence={`公开以后任何人都能在公众网站上看到这 ${version.itemCount} 项${asked.flowChart ? '和审核流程图' : ''}，不能收回；以后的变动另编一版公开。`}
      submitTitle="公开"
      onClose={onClose}
      onSubmit={async () =>
        act(`/versions/${version.number}/publication`, undefined, '已公开到公众网站。')
      }
    />
  );
}

function FilingDialog({ version, asked, onClose }: VersionDialogProps) {
  const act = useAct(onClose);
  return (
    <FormDialog<{ readonly receiptNumber: string; readonly receivedOn: string }>
      title={`登记第 ${version.number} 版的备案`}
      lead={`请先下载这一版的文本报送${asked.fileWith ?? '司法行政部门'}，收到回执后在这里登记。系统同时记下所报文本的摘要。`}
      submitTitle="登记"
      initialValues={{ receivedOn: asked.today }}
      onClose={onClose}
      onSubmit={async (typed) => act(`/versions/${version.number}/filing`, typed, '已登记备案。')}
    >
      <Form.Item
        name="receiptNumber"
        label="备案文号"
        rules={[{ required: true, whitespace: true, message: '请填写回执上的备案文号。' }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="receivedOn"
        label="回执日期"
        rules={[{ required: true, message: '请填写回执日期。' }]}
      >
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
