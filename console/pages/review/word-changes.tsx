import { Fragment } from 'react';
import { RecordLink } from './record-link.tsx';
import type { Comparison, Piece } from './review-file.ts';

type WordChangesProps = { readonly caseId: string; readonly comparison: Comparison };
type Part = Comparison['parts'][number];

const isSame = (one: readonly number[], other: readonly number[]) =>
  one.length === other.length && one.every((sequence, at) => sequence === other[at]);

/** What changed between two rounds: what was struck out, what was added, which records are new. */
export function WordChanges({ caseId, comparison }: WordChangesProps) {
  const { parts, materials, penalty } = comparison;
  const changed = parts.filter(({ before, after }) => before !== after);
  const moved = materials.filter(({ before, after }) => !isSame(before, after));
  const isOther = penalty.before !== penalty.after;
  if (changed.length === 0 && moved.length === 0 && !isOther)
    return <p className="soft">这两轮送审的内容、材料和处罚相同。</p>;
  return (
    <>
      <p className="small soft">
        <del>划去的</del>是前一轮有而后一轮没有的，<ins>加底线的</ins>是后一轮增加的。
      </p>
      {isOther && (
        <div className="review-entry">
          <h3>拟处罚</h3>
          <p>
            <del>{penalty.before || '没有写明'}</del> <ins>{penalty.after || '没有写明'}</ins>
          </p>
        </div>
      )}
      {changed.map((part) => (
        <PartChanges key={part.title} part={part} />
      ))}
      {moved.length > 0 && <MaterialChanges caseId={caseId} materials={moved} />}
    </>
  );
}

const tags = { added: 'ins', removed: 'del', same: Fragment } as const;

function PartChanges({ part: { title, pieces } }: { readonly part: Part }) {
  return (
    <div className="review-entry">
      <h3>{title}</h3>
      <ChangedText pieces={pieces} />
    </div>
  );
}

/** A text with what was struck out and what was added. */
export function ChangedText({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <p className="review-prose review-changes">
      {pieces.map(({ kind, text }, at) => {
        const Tag = tags[kind];
        return <Tag key={`${at} ${kind}`}>{text}</Tag>;
      })}
    </p>
  );
}

type MaterialChangesProps = {
  readonly caseId: string;
  readonly materials: Comparison['materials'];
};

function MaterialChanges({ caseId, materials }: MaterialChangesProps) {
  return (
    <div className="review-entry">
      <h3>材料</h3>
      <table className="records records--plain">
        <caption className="unseen">两轮送审的材料所依的记录</caption>
        <thead>
          <tr>
            <th scope="col">材料</th>
            <th scope="col">前一轮</th>
            <th scope="col">后一轮</th>
          </tr>
        </thead>
        <tbody>
          {materials.map(({ title, before, after }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td data-title="前一轮">
                <Records caseId={caseId} sequences={before} />
              </td>
              <td data-title="后一轮">
                <Records caseId={caseId} sequences={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RecordsProps = { readonly caseId: string; readonly sequences: readonly number[] };

function Records({ caseId, sequences }: RecordsProps) {
  if (sequences.length === 0) return <span className="soft">没有</span>;
  return sequences.map((sequence, at) => (
    <Fragment key={sequence}>
      {at > 0 && '、'}
      <RecordLink caseId={caseId} sequence={sequence} />
    </Fragment>
  ));
}
