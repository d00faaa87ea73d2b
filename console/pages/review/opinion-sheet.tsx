import { sequenceIn } from '../../parts/fields/place-picker.ts';
import { momentText } from '../workspace/case-file.ts';
import { RecordLink } from './record-link.tsx';
import type { Finding, Opinion } from './review-file.ts';

type OpinionSheetProps = { readonly caseId: string; readonly opinion: Opinion };

/** An opinion as it was given: its kind, its text, each conclusion with ground and place. */
export function OpinionSheet({ caseId, opinion }: OpinionSheetProps) {
  const { kindTitle, reviewerName, at, findings, checklist, method, copies } = opinion;
  return (
    <div className="review-opinion">
      <p>
        <strong>审核意见：{kindTitle}</strong>{' '}
        <span className="small soft">
          {[reviewerName, momentText(at), method].filter(Boolean).join(' · ')}
        </span>
      </p>
      {findings !== '' && <p className="review-prose">{findings}</p>}
      {copies === 0 && <p className="small soft">在线出具，不另行制作纸质意见书。</p>}
      <Findings caseId={caseId} findings={checklist} />
    </div>
  );
}

type FindingsProps = { readonly caseId: string; readonly findings: readonly Finding[] };

/** The conclusions of a check list. */
export function Findings({ caseId, findings }: FindingsProps) {
  return (
    <ol className="review-findings">
      {findings.map((finding) => (
        <li key={finding.code}>
          <span className={`tag tag--${toneOf(finding)}`}>{finding.conclusionTitle}</span>{' '}
          {finding.title}
          {finding.ground !== '' && <p className="review-prose small">{finding.ground}</p>}
          <FindingPlace caseId={caseId} place={finding.place} />
        </li>
      ))}
    </ol>
  );
}

function toneOf({ conclusion }: Finding): string {
  if (conclusion === 'problem') return 'late';
  return conclusion === 'ok' ? 'ok' : 'none';
}

function FindingPlace({ caseId, place }: { readonly caseId: string; readonly place: string }) {
  const sequence = sequenceIn(place);
  if (place === '') return null;
  return sequence === null ? (
    <p className="small soft">材料位置：{place}</p>
  ) : (
    <p className="small">
      材料位置：
      <RecordLink caseId={caseId} sequence={sequence} />
    </p>
  );
}
