import { useQuery } from '@tanstack/react-query';
import { recordingsQuery } from '../workspace/recording-file.ts';
import { RecordingFiles } from '../workspace/recording-player.tsx';
import { RecordLink } from './record-link.tsx';

/** All recordings of the case, called up from the check list; those without a file say so. */
export function RecordingFold({ caseId }: { readonly caseId: string }) {
  const { data } = useQuery(recordingsQuery(caseId));
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const withFile = items.filter(({ files }) => files.length > 0).length;
  return (
    <details className="recording-fold">
      <summary>
        调取音像记录（{items.length} 个编号，{withFile} 个有文件）
      </summary>
      <ul className="recording-list">
        {items.map((recording) => (
          <li key={recording.reference}>
            <strong>{recording.reference}</strong>{' '}
            {recording.records.map(({ sequence }) => (
              <RecordLink key={sequence} caseId={caseId} sequence={sequence} />
            ))}
            <RecordingFiles recording={recording} isBrief />
          </li>
        ))}
      </ul>
    </details>
  );
}
