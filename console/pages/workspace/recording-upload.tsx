import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { problemIn } from '../../api/client.ts';
import { beginUpload, sendRest, type Upload } from '../../api/upload.ts';
import { FileChoice } from '../../parts/file-choice.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { sizeText } from '../../parts/size.ts';
import { begunUploads, rememberUpload, uploadOf } from './begun-upload.ts';
import { caseKey } from './case-file.ts';
import { dayOfFile, enterFile, numbersWithout, type Recordings } from './recording-file.ts';
import './recording.css';

type RecordingUploadProps = { readonly caseId: string; readonly known: Recordings };

const accept = 'video/*,audio/*,image/*,application/pdf,.mkv,.ts,.avi,.amr';

/** Sends a file and makes it part of the case; what was broken off goes on when the same file is chosen again. */
export function RecordingUpload({ caseId, known }: RecordingUploadProps) {
  const [file, setFile] = useState<File | null>(null);
  const [entered, setEntered] = useState<string | null>(null);
  const said = useRef<HTMLParagraphElement>(null);
  // The form is gone with its button; the way on is read from here.
  useEffect(() => {
    if (entered !== null) said.current?.focus();
  }, [entered]);
  const tooLarge = file !== null && file.size > known.maxBytes;
  return (
    <section className="panel recording-upload" aria-label="上传音像文件">
      <h2>上传音像文件</h2>
      <p className="small soft">
        可以上传{known.keptTypes}，单个文件至多 {sizeText(known.maxBytes)}
        。登记以后不能删除、替换。
      </p>
      <Unfinished uploads={known.uploads} />
      <FileChoice
        label="选择文件"
        accept={accept}
        problem={tooLarge ? `这个文件有 ${sizeText(file.size)}，太大了。请分段后上传。` : null}
        onChoose={(chosen) => {
          setFile(chosen);
          setEntered(null);
        }}
      />
      {file !== null && !tooLarge && (
        <Entry
          key={`${file.name} ${file.size} ${file.lastModified}`}
          caseId={caseId}
          known={known}
          file={file}
          onEntered={(reference) => {
            setFile(null);
            setEntered(reference);
          }}
        />
      )}
      <p role="status" tabIndex={-1} ref={said}>
        {entered === null ? '' : `“${entered}”已经上传并登记。`}
      </p>
    </section>
  );
}

/** What was begun and broken off. */
function Unfinished({ uploads }: { readonly uploads: readonly Upload[] }) {
  if (uploads.length === 0) return null;
  return (
    <div className="notice small">
      <p>
        以下上传还没有完成，在开始上传的浏览器里重新选择同一个文件即可接着上传；一天内不继续的自动清理：
      </p>
      <ul>
        {uploads.map(({ uploadId, fileName, receivedBytes, sizeBytes, isComplete }) => (
          <li key={uploadId}>
            {fileName}：
            {isComplete
              ? '已经传完，还没有登记'
              : `已收到 ${sizeText(receivedBytes)}，共 ${sizeText(sizeBytes)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

type EntryProps = RecordingUploadProps & {
  readonly file: File;
  readonly onEntered: (reference: string) => void;
};

/** The number and the day of a file, and its way to the server. */
function Entry({ caseId, known, file, onEntered }: EntryProps) {
  const id = useId();
  const numbers = numbersWithout(known.items);
  const [reference, setReference] = useState(numbers.length === 1 ? (numbers[0] ?? '') : '');
  const [madeOn, setMadeOn] = useState(dayOfFile(file));
  const sending = useSending({ caseId, known, file, onEntered });
  const { isBusy, received, error } = sending;
  const isReady = reference.trim() !== '' && madeOn !== '';
  return (
    <form
      noValidate
      aria-label={`登记 ${file.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) void sending.start({ reference: reference.trim(), madeOn });
      }}
    >
      <div className="field">
        <label className="field-title" htmlFor={`${id}-number`}>
          <span className="is-required">音像编号</span>
        </label>
        <p className="field-hint" id={`${id}-hint`}>
          与笔录中填写的编号相同；同一次记录分几段的，编号后加 -2、-3。
        </p>
        <input
          id={`${id}-number`}
          className="input"
          list={`${id}-numbers`}
          maxLength={200}
          autoComplete="off"
          aria-required
          aria-describedby={`${id}-hint`}
          value={reference}
          onChange={({ target }) => setReference(target.value)}
        />
        <datalist id={`${id}-numbers`}>
          {numbers.map((number) => (
            <option key={number} value={number}>
              {number}
            </option>
          ))}
        </datalist>
      </div>
      <div className="field">
        <label className="field-title" htmlFor={`${id}-day`}>
          <span className="is-required">录制日期</span>
        </label>
        <p className="field-hint" id={`${id}-day-hint`}>
          取自文件的修改日期，请核对。
        </p>
        <input
          id={`${id}-day`}
          className="input input--date"
          type="date"
          max="9999-12-31"
          aria-required
          aria-describedby={`${id}-day-hint`}
          value={madeOn}
          onChange={({ target }) => setMadeOn(target.value)}
        />
      </div>
      {received !== null && <Received received={received} total={file.size} isBusy={isBusy} />}
      {error !== null && <ProblemNotice error={error} title="没有上传完成" />}
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isReady}>
          {received === null ? '上传并登记' : '继续'}
        </Button>
        {isBusy && <Button onClick={sending.stop}>暂停</Button>}
      </div>
    </form>
  );
}

type ReceivedProps = {
  readonly received: number;
  readonly total: number;
  readonly isBusy: boolean;
};

function Received({ received, total, isBusy }: ReceivedProps) {
  const percent = Math.floor((received / total) * 100);
  return (
    <p>
      <progress value={received} max={total} aria-label="上传的进度" />
      <span className="small" role="status">
        已上传 {percent}%（{sizeText(received)}，共 {sizeText(total)}）
        {!isBusy && received < total && '，已暂停'}
      </span>
    </p>
  );
}

/** Sends a file from where the server has got to, then enters it; can be stopped and gone on with. */
function useSending({ caseId, known, file, onEntered }: EntryProps) {
  const queryClient = useQueryClient();
  const [upload, setUpload] = useState(() => uploadOf(known.uploads, file, begunUploads()));
  const [received, setReceived] = useState(upload?.receivedBytes ?? null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const start = async (entry: { readonly reference: string; readonly madeOn: string }) => {
    const stop = new AbortController();
    stopping.current = stop;
    setBusy(true);
    setError(null);
    try {
      const begun = upload ?? (await beginUpload(caseId, file));
      rememberUpload(begun.uploadId, file);
      setUpload(begun);
      const progress = (bytes: number) => {
        setReceived(bytes);
        setUpload({ ...begun, receivedBytes: bytes });
      };
      progress(begun.receivedBytes);
      await sendRest(begun, file, { signal: stop.signal, onProgress: progress });
      await enterFile(caseId, { uploadId: begun.uploadId, ...entry });
      onEntered(entry.reference);
      await queryClient.invalidateQueries({ queryKey: caseKey(caseId) });
    } catch (caught) {
      if (stop.signal.aborted) return;
      if (isGone(caught)) {
        setUpload(undefined);
        setReceived(null);
      }
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return { start, stop: () => stopping.current?.abort(), isBusy, received, error };
}

/** Whether the upload is no more, so that the next try begins anew. */
function isGone(error: unknown): boolean {
  const { code } = problemIn(error);
  return code === 'recording.type' || code === 'recording.upload-unknown';
}
