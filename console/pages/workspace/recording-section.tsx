import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ClauseList } from '../../parts/clause-link.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { clausesOf } from './case-file.ts';
import { type Recording, type Recordings, recordingsQuery } from './recording-file.ts';
import { FileFacts, RecordingFiles } from './recording-player.tsx';
import { RecordingUpload } from './recording-upload.tsx';
import './recording.css';

/** The recordings of a case: which there are, which have no file yet, and room for more. */
export function RecordingSection({ caseId }: { readonly caseId: string }) {
  const { data, error } = useQuery(recordingsQuery(caseId));
  if (data === undefined)
    return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
  const { items, mayStore, whyNot } = data;
  return (
    <section aria-label="音像记录">
      {mayStore && <RecordingUpload caseId={caseId} known={data} />}
      {whyNot.map((text) => (
        <p key={text} className="small soft">
          不能上传：{text}
        </p>
      ))}
      {items.length === 0 ? (
        <NothingHere title="还没有音像记录">
          <p>笔录等填写了音像编号，或者上传了文件以后，列在这里。</p>
        </NothingHere>
      ) : (
        <ul className="recording-list">
          {items.map((item) => (
            <li key={item.reference} className="panel">
              <RecordingCard recording={item} known={data} caseId={caseId} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type RecordingCardProps = {
  readonly recording: Recording;
  readonly known: Recordings;
  readonly caseId: string;
};

function RecordingCard({ recording, known, caseId }: RecordingCardProps) {
  const { reference, records, files } = recording;
  const behind = files.flatMap(({ storing }) => storing?.clauses ?? []);
  return (
    <>
      <h2>{reference}</h2>
      {records.length > 0 && (
        <p className="small soft">
          写了这个编号的记录：
          {records.map(({ sequence, title }) => `${sequence}. ${title}`).join('；')}{' '}
          <Link to="/cases/$caseId" params={{ caseId }} search={{ part: 'events' }}>
            在经过中查看
          </Link>
        </p>
      )}
      <RecordingFiles recording={recording} isBrief />
      {files.map((file) => (
        <FileFacts key={file.sequence} file={file} />
      ))}
      <ClauseList clauses={clausesOf([...new Set(behind)], known.clauses)} />
    </>
  );
}
