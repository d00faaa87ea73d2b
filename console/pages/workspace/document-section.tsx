import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ask, type Clause } from '../../api/client.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { momentText } from './case-file.ts';
import './document-section.css';

type CaseDocument = {
  readonly documentId: string;
  readonly title: string;
  readonly sequence: number;
  readonly number: string | null;
  readonly copies: readonly { readonly n: number; readonly keeper: string }[];
  readonly note: string | null;
  readonly clauses: readonly Clause[];
  readonly standing: 'to-make' | 'made';
  readonly sha256: string | null;
  readonly madeAt: string | null;
  readonly versions: number;
  readonly path: string;
};

const listKey = (caseId: string) => ['/api/cases', caseId, 'documents'];

/** The documents of a case: to make, to open and print, to keep. */
export function DocumentSection({ caseId }: { readonly caseId: string }) {
  const { data, error } = useQuery({
    queryKey: listKey(caseId),
    queryFn: () =>
      ask<{ readonly items: readonly CaseDocument[] }>(`/api/cases/${caseId}/documents`),
  });
  if (data === undefined)
    return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
  if (data.items.length === 0)
    return (
      <NothingHere title="还没有文书">
        <p>出具审核意见、要求补充材料、集体讨论、移送案件以后，相应的文书列在这里。</p>
      </NothingHere>
    );
  return (
    <section aria-label="文书">
      <p className="small soft">
        文书由案卷中的记录生成，同一条记录生成的文件相同；打开后用浏览器打印，签名、盖章后归档。
      </p>
      <ul className="case-documents">
        {data.items.toReversed().map((document) => (
          <li key={document.documentId} className="panel">
            <DocumentCard document={document} caseId={caseId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type DocumentCardProps = { readonly document: CaseDocument; readonly caseId: string };

function DocumentCard({ document, caseId }: DocumentCardProps) {
  const { title, number, sequence, copies, note, clauses, standing } = document;
  const [isNew, setNew] = useState(false);
  const kept = copies.map(({ keeper }) => `一份由${keeper}`).join('，');
  return (
    <>
      <h2>
        {title} <span className="small soft">{number ?? `记录 ${sequence}`}</span>
      </h2>
      {copies.length > 0 && (
        <p>
          一式 {copies.length} 份：{kept}。
        </p>
      )}
      {note !== null && <p>{note}</p>}
      <ClauseList clauses={clauses} />
      {standing === 'made' ? (
        <MadeDocument document={document} isNew={isNew} />
      ) : (
        <MakeButton document={document} caseId={caseId} onMade={() => setNew(true)} />
      )}
    </>
  );
}

type MakeButtonProps = DocumentCardProps & { readonly onMade: () => void };

/** Makes the document first, so that what stands against it is said here and not in another window. */
function MakeButton({ document, caseId, onMade }: MakeButtonProps) {
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      await ask(document.path);
      onMade();
      await queryClient.invalidateQueries({ queryKey: listKey(caseId) });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        loading={isBusy}
        aria-label={`生成 PDF：${document.title}（记录 ${document.sequence}）`}
        onClick={() => void make()}
      >
        生成 PDF
      </Button>
      {error !== null && <ProblemNotice error={error} title="文书没有生成" />}
    </>
  );
}

type MadeDocumentProps = {
  readonly document: CaseDocument;
  /** Whether it was made just now: the button that was pressed is gone, so the way on takes the focus. */
  readonly isNew: boolean;
};

function MadeDocument({ document, isNew }: MadeDocumentProps) {
  const { title, sequence, path, sha256, madeAt, versions } = document;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isNew) link.current?.focus();
  }, [isNew]);
  const which = `${title}（记录 ${sequence}）`;
  return (
    <>
      <p className="case-document-links" role="status">
        <a
          ref={link}
          href={path}
          target="_blank"
          rel="noopener"
          aria-label={`打开（可打印）：${which}，在新窗口`}
        >
          打开（可打印）
        </a>
        <a href={`${path}?download=true`} download aria-label={`下载 PDF：${which}`}>
          下载 PDF
        </a>
      </p>
      <details>
        <summary className="small">核对文件</summary>
        <p className="small">
          {madeAt !== null && `${momentText(madeAt)} 生成。`}
          摘要（SHA-256）<code>{sha256}</code>
        </p>
        {versions > 1 && (
          <p className="small">
            程序、模板或者字体更新后，样子变过 {versions - 1} 次；每一种的摘要都在存证账本中。
          </p>
        )}
      </details>
    </>
  );
}
