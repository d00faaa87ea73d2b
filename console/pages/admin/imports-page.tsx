import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { FileChoice } from '../../parts/file-choice.tsx';
import '../../parts/form.css';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import './admin.css';
import { fileProblem, mappingText, type Preview, type Report, typeOf } from './decision-import.ts';
import { BadRows, ImportPreview, MappingChoice } from './import-preview.tsx';

/** Past decisions into the public site, published ones out of it. */
export function ImportsPage() {
  const mayImport = may(useMe(), 'decision:import');
  return (
    <>
      <PageHead
        title={mayImport ? '导入和导出决定' : '导出决定'}
        lead={
          mayImport
            ? '把启用本系统以前的决定导入公示，或者导出已经公示的决定。'
            : '导出已经公示的决定。以往决定的导入由办公室办理。'
        }
      />
      {mayImport && <ImportPanel />}
      <section className="panel">
        <h2>导出已公示的决定</h2>
        <p>本单位在公示网站上的决定，内容与网站相同。</p>
        <div className="form-end">
          <Button href="/api/decision-export?format=xlsx" download>
            导出 Excel 表格
          </Button>
          <Button href="/api/decision-export?format=csv" download>
            导出 CSV
          </Button>
        </div>
      </section>
    </>
  );
}

type Stage = {
  readonly file: File | null;
  readonly preview: Preview | null;
  readonly report: Report | null;
  readonly busy: 'preview' | 'import' | null;
  readonly error: unknown;
  readonly fileError: string | null;
};

const start: Stage = {
  file: null,
  preview: null,
  report: null,
  busy: null,
  error: null,
  fileError: null,
};

/** Checks a file with the server and imports it. */
function useImport() {
  const queryClient = useQueryClient();
  const [stage, setStage] = useState<Stage>(start);
  const mapping = useRef<string | undefined>(undefined);
  const send = <T,>(path: string, file: File) =>
    ask<T>(path, {
      method: 'POST',
      file,
      query: { fileName: file.name, mapping: mapping.current },
      headers: { 'content-type': typeOf(file.name) ?? 'application/octet-stream' },
    });
  const check = async (file: File) => {
    setStage({ ...start, file, busy: 'preview' });
    try {
      const preview = await send<Preview>('/api/decision-imports/preview', file);
      setStage({ ...start, file, preview });
    } catch (error) {
      setStage({ ...start, file, error });
    }
  };
  return {
    stage,
    choose: (file: File) => {
      mapping.current = undefined;
      const fileError = fileProblem(file);
      if (fileError === null) return check(file);
      setStage({ ...start, fileError });
      return Promise.resolve();
    },
    map: (chosen: Readonly<Record<string, readonly string[]>>) => {
      mapping.current = mappingText(chosen);
      return stage.file === null ? Promise.resolve() : check(stage.file);
    },
    take: async () => {
      const { file, preview } = stage;
      if (file === null) return;
      setStage({ ...start, file, preview, busy: 'import' });
      try {
        const report = await send<Report>('/api/decision-imports', file);
        setStage({ ...start, report });
        await queryClient.invalidateQueries();
      } catch (error) {
        setStage({ ...start, file, preview, error });
      }
    },
  };
}

function ImportPanel() {
  const { stage, choose, map, take } = useImport();
  const { preview, report, busy } = stage;
  return (
    <section className="panel">
      <h2>导入以往的决定</h2>
      <p>
        先检查，看清将公开什么，再导入。个人姓名按公示的规定遮盖。有一行不对就一行也不导入；同一份文件导两次不会重复。
      </p>
      <p>
        第一行写列名，每件决定一行。必须有决定日期和处罚内容；当事人、当事人类别、决定书文号、案件名称、违法事实、处罚依据有的写上。列名不同的，检查以后可以指定各项取自哪一列。
      </p>
      <p className="small soft">CSV、XLSX 或者 JSONL，不超过 20 MB。</p>
      <FileChoice
        label="选择文件"
        accept=".csv,.xlsx,.jsonl"
        problem={stage.fileError}
        onChoose={(file) => void choose(file)}
      />
      {busy !== null && <Busy what={busy} rows={preview?.rows} />}
      {stage.error !== null && <ProblemNotice error={stage.error} />}
      {preview !== null && (
        <>
          <MappingChoice key={preview.columns.join()} preview={preview} onMap={map} />
          <ImportPreview preview={preview} />
          <Taking preview={preview} isBusy={busy !== null} onTake={take} />
        </>
      )}
      {report !== null && <ReportWords report={report} />}
    </section>
  );
}

type BusyProps = { readonly what: 'preview' | 'import'; readonly rows: number | undefined };

function Busy({ what, rows }: BusyProps) {
  return (
    <div role="status">
      {what === 'preview' ? '正在检查文件……' : `正在导入 ${rows ?? ''} 行……`}
      <Progress percent={100} status="active" showInfo={false} aria-label="进行中" />
    </div>
  );
}

type TakingProps = {
  readonly preview: Preview;
  readonly isBusy: boolean;
  readonly onTake: () => Promise<void>;
};

function Taking({ preview, isBusy, onTake }: TakingProps) {
  const [isAsked, setAsked] = useState(false);
  const isReady = preview.fits && preview.badRows === 0 && preview.rows > 0;
  if (!isReady) return null;
  return (
    <>
      <div className="form-end">
        <Button type="primary" disabled={isBusy} onClick={() => setAsked(true)}>
          导入 {preview.rows} 条并公示
        </Button>
      </div>
      {isAsked && (
        <AskDialog
          title={`导入 ${preview.rows} 条决定`}
          consequence="导入后立即在公示网站上公开，任何人都能看到。请确认已经核对预览。以后只能逐件更正或者撤下。"
          submitTitle="导入并公示"
          onClose={() => setAsked(false)}
          onSubmit={() => {
            // The page itself shows how the import goes on.
            void onTake();
            return Promise.resolve();
          }}
        />
      )}
    </>
  );
}

function ReportWords({ report }: { readonly report: Report }) {
  return (
    <div className="notice" role="status">
      <p>
        <strong>
          {report.badRows > 0
            ? `有 ${report.badRows} 行不对，一行也没有导入。`
            : `共 ${report.rows} 行：新公开 ${report.added} 条，以前已导入 ${report.skipped} 条。`}
        </strong>
        {report.importedBeforeAt !== null &&
          `同一份文件在 ${report.importedBeforeAt.slice(0, 10)} 导入过。`}
      </p>
      <BadRows rows={report.shownBadRows} />
    </div>
  );
}
