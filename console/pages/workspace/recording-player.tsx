import { type RefObject, useEffect, useRef, useState } from 'react';
import { sizeText } from '../../parts/size.ts';
import { momentText } from './case-file.ts';
import type { RecordedFile, Recording } from './recording-file.ts';
import './recording.css';

type RecordingFilesProps = {
  readonly recording: Recording;
  /** Where the number itself stands beside it already. */
  readonly isBrief?: boolean;
};

/** The files of a number, each to be played where it stands; a number without one says so. */
export function RecordingFiles({ recording, isBrief = false }: RecordingFilesProps) {
  const { reference, files } = recording;
  if (files.length === 0)
    return (
      <p className="recording-none small">
        {isBrief ? '' : `音像编号 ${reference}：`}没有上传文件，只有编号。
      </p>
    );
  return (
    <ul className="plain-list recording-files">
      {files.map((file) => (
        <li key={file.sequence}>
          <RecordingFile file={file} isBrief={isBrief && file.reference === reference} />
        </li>
      ))}
    </ul>
  );
}

type RecordingFileProps = { readonly file: RecordedFile; readonly isBrief?: boolean };

const verbs = { audio: '播放', video: '播放', image: '查看', document: '下载' } as const;

/** One file: what it is, and the thing itself as soon as somebody asks for it. */
function RecordingFile({ file, isBrief = false }: RecordingFileProps) {
  const { reference, kind, typeTitle, sizeBytes, madeOn, path, storing } = file;
  const [isOpen, setOpen] = useState(false);
  const named = `${reference}（${typeTitle}，${sizeText(sizeBytes)}）`;
  return (
    <div className="recording-file">
      <p className="recording-line">
        {!isBrief && <strong>{reference}</strong>}
        <span className="small soft">
          {typeTitle}，{sizeText(sizeBytes)}，{madeOn} 录制
        </span>
        {storing?.isLate === true && <span className="tag tag--late">存储晚了</span>}
        {kind !== 'document' && !isOpen && (
          <button
            type="button"
            className="plain-button"
            aria-label={`${verbs[kind]}：${named}`}
            onClick={() => setOpen(true)}
          >
            {verbs[kind]}
          </button>
        )}
        <a href={`${path}?download=true`} download aria-label={`下载：${named}`}>
          下载
        </a>
      </p>
      {isOpen && <Player file={file} />}
    </div>
  );
}

/** Plays a file with the browser's own controls; it takes the focus, so that the space bar stops it. */
function Player({ file }: { readonly file: RecordedFile }) {
  const { kind, path, reference } = file;
  const place = useRef<HTMLMediaElement>(null);
  const [isUnplayable, setUnplayable] = useState(false);
  useEffect(() => {
    place.current?.focus();
    // A browser that plays nothing unasked leaves it to the controls.
    void place.current?.play().catch(() => undefined);
  }, []);
  if (isUnplayable)
    return (
      <p className="field-error" role="alert">
        没有打开。可能是浏览器不能播放这种格式，或者文件不在文件库中；请下载后用播放器打开，下载也不成的请告诉系统管理员。
      </p>
    );
  const shared = { src: path, onError: () => setUnplayable(true) };
  const label = `音像记录 ${reference}`;
  if (kind === 'image') return <img {...shared} className="recording-picture" alt={label} />;
  const player = { ...shared, controls: true, 'aria-label': label, tabIndex: 0 } as const;
  return kind === 'audio' ? (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- evidence is shown as it was recorded
    <audio {...player} ref={place} className="recording-sound" />
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- evidence is shown as it was recorded
    <video
      {...player}
      ref={place as RefObject<HTMLVideoElement | null>}
      className="recording-picture"
    />
  );
}

/** When a file was entered, by whom, and by which digest it is known again. */
export function FileFacts({ file }: { readonly file: RecordedFile }) {
  const { sequence, fileName, attachedAt, attachedByName, storing, sha256 } = file;
  return (
    <details className="small">
      <summary>登记情况</summary>
      <p>
        {attachedByName ?? '（已不在册的人员）'} {momentText(attachedAt)} 登记（记录 {sequence}
        ），原文件名 {fileName}。{storing?.text}
      </p>
      <p>
        摘要（SHA-256）<code>{sha256}</code>
      </p>
    </details>
  );
}
