import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { caseKey, momentText } from '../workspace/case-file.ts';
import { RecordLink } from './record-link.tsx';

/** A document made from a record of the case. */
type CaseDocument = {
  readonly documentId: string;
  readonly kind: string;
  readonly title: string;
  readonly sequence: number;
  readonly number: string | null;
  readonly copies: readonly { readonly n: number; readonly keeper: string }[];
  readonly standing: 'to-make' | 'made';
  readonly sha256: string | null;
  readonly madeAt: string | null;
  readonly note?: string | null;
};

/** The documents of the review, to be read, printed and kept. */
export function DocumentSection({ caseId }: { readonly caseId: string }) {
  const { data, error } = useQuery({
    queryKey: [...caseKey(caseId), 'documents'],
    queryFn: ({ signal }) =>
      ask<{ readonly items: readonly CaseDocument[] }>(`/api/cases/${caseId}/documents`, {
        signal,
      }),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return <p className="soft">正在读取……</p>;
  if (data.items.length === 0)
    return (
      <NothingHere title="还没有文书">
        <p>出具审核意见、要求补充材料或者移送以后，这里可以打开和打印相应的文书。</p>
      </NothingHere>
    );
  return (
    <ul className="plain">
      {data.items.map((one) => (
        <DocumentCard key={one.documentId} caseId={caseId} one={one} />
      ))}
    </ul>
  );
}

type DocumentCardProps = { readonly caseId: string; readonly one: CaseDocument };

function DocumentCard({ caseId, one }: DocumentCardProps) {
  const { title, number, kind, sequence, copies, madeAt, sha256, note } = one;
  const path = `/api/cases/${caseId}/documents/${kind}/${sequence}.pdf`;
  return (
    <li className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
        <a href={path} target="_blank" rel="noreferrer" className="button-link">
          打开 PDF
          <span className="unseen">：{title}（在新的标签页中打开）</span>
        </a>
      </div>
      <p className="small soft">
        {[number, madeAt === null ? '打开时制作' : `制作于 ${momentText(madeAt)}`]
          .filter(Boolean)
          .join(' · ')}{' '}
        · 依据 <RecordLink caseId={caseId} sequence={sequence} />
      </p>
      {copies.length > 0 && (
        <p>
          共 {copies.length} 份：{copies.map(({ keeper }) => keeper).join('、')}
        </p>
      )}
      {note !== null && note !== undefined && note !== '' && <p className="soft">{note}</p>}
      {sha256 !== null && (
        <p className="small soft">
          校验值（SHA-256）<code>{sha256}</code>
        </p>
      )}
    </li>
  );
}
