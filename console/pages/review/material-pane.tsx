import { useQuery } from '@tanstack/react-query';
import { Fragment, memo, useEffect, useRef, useState } from 'react';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type CaseEvent, eventsQuery, momentText } from '../workspace/case-file.ts';
import { filesOf, recordingsQuery } from '../workspace/recording-file.ts';
import { RecordingFiles } from '../workspace/recording-player.tsx';
import {
  byMaterial,
  byOrder,
  type Grouping,
  type Material,
  narrowed,
  numberIn,
  piecesOf,
  type RecordGroup,
  recordingsIn,
} from './materials.ts';
import { ScrollArea } from './scroll-area.tsx';

type MaterialPaneProps = {
  readonly caseId: string;
  readonly materials: readonly Material[];
  /** The record of the last submission; what is later was not before the reviewer. */
  readonly submittedAt: number | null;
  readonly shown: number | null;
  readonly onShow: (sequence: number) => void;
  /** False where a phone shows the other side. */
  readonly isInSight: boolean;
};

/** The materials of the case, to be read beside the check list. */
export function MaterialPane(props: MaterialPaneProps) {
  const { caseId, materials, shown, isInSight } = props;
  const { data, error } = useQuery(eventsQuery(caseId));
  const [grouping, setGrouping] = useState<Grouping>('material');
  const [text, setText] = useState('');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown !== null && data !== undefined && isInSight) goTo(place.current, shown);
  }, [shown, data, isInSight]);
  const events = data?.items ?? [];
  const groups = grouping === 'material' ? byMaterial(events, materials) : byOrder(events);
  const found = narrowed(groups, text);
  return (
    <section className="room-pane room-materials" aria-labelledby="room-materials">
      <div className="room-pane-head">
        <h2 id="room-materials">材料</h2>
        <MaterialTools
          text={text}
          onText={setText}
          grouping={grouping}
          onGrouping={setGrouping}
          onGo={() => {
            const wanted = numberIn(text) ?? found[0]?.records[0]?.sequence;
            if (wanted !== undefined) props.onShow(wanted);
          }}
        />
        <p className="small soft" role="status">
          {text.trim() === '' ? '' : `找到 ${count(found)} 项`}
        </p>
      </div>
      <ScrollArea label="材料的内容" ref={place}>
        {error !== null && <ProblemNotice error={error} />}
        {data === undefined && error === null && <p className="soft">正在读取……</p>}
        {data !== undefined && found.length === 0 && <p className="soft">没有符合的记录。</p>}
        {found.map((group) => (
          <Group key={group.key} group={group} text={text.trim()} {...props} />
        ))}
      </ScrollArea>
    </section>
  );
}

const count = (groups: readonly RecordGroup[]) =>
  groups.reduce((sum, { records }) => sum + records.length, 0);

/** The heading of a group stays in sight above its records. */
const headRoom = 40;

/** Brings a record to the top of the pane without moving the page; on a phone the page itself is what scrolls. */
function goTo(pane: HTMLElement | null, sequence: number): void {
  const record = pane?.querySelector<HTMLElement>(`[data-record="${sequence}"]`);
  if (pane === null || record === null || record === undefined) return;
  if (pane.scrollHeight <= pane.clientHeight) return record.scrollIntoView({ block: 'start' });
  const offset = record.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + offset - headRoom });
}

type MaterialToolsProps = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly grouping: Grouping;
  readonly onGrouping: (grouping: Grouping) => void;
  readonly onGo: () => void;
};

function MaterialTools({ text, onText, grouping, onGrouping, onGo }: MaterialToolsProps) {
  return (
    <search className="room-tools" aria-label="在材料中查找">
      <input
        className="input"
        type="search"
        data-room-search=""
        aria-label="在材料中查找，或者填记录号"
        placeholder="查找内容或者记录号"
        value={text}
        maxLength={60}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            onGo();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
      />
      <select
        className="input"
        aria-label="材料的排列"
        value={grouping}
        onChange={({ target }) => onGrouping(target.value as Grouping)}
      >
        <option value="material">按送审材料</option>
        <option value="order">按办理先后</option>
      </select>
    </search>
  );
}

type GroupProps = Omit<MaterialPaneProps, 'materials' | 'isInSight'> & {
  readonly group: RecordGroup;
  readonly text: string;
};

function Group({ group, text, shown, submittedAt, caseId, onShow }: GroupProps) {
  const { title, records, isMissing, isAbove = false } = group;
  return (
    <section className="room-group" aria-label={title}>
      <h3>
        {title}
        {isMissing && <span className="tag tag--late">没有提交</span>}
        {!isMissing && records.length === 0 && (
          <span className="small soft">
            {isAbove ? '（见以上各项材料所列的记录）' : '（案卷里没有对应的记录）'}
          </span>
        )}
      </h3>
      {records.map((event) => (
        <Entry
          key={event.sequence}
          event={event}
          text={text}
          caseId={caseId}
          isShown={event.sequence === shown}
          isLater={submittedAt !== null && event.sequence > submittedAt}
          onShow={onShow}
        />
      ))}
    </section>
  );
}

type EntryProps = {
  readonly event: CaseEvent;
  readonly text: string;
  readonly caseId: string;
  readonly isShown: boolean;
  readonly isLater: boolean;
  readonly onShow: (sequence: number) => void;
};

/** One record, in full; drawn anew only when it changes, so that a long case stays quick. */
const Entry = memo(function Entry(props: EntryProps) {
  const { event, text, caseId, isShown, isLater, onShow } = props;
  const { sequence, title, actorName, at } = event;
  return (
    <article
      className="room-record"
      data-record={sequence}
      aria-current={isShown ? 'true' : undefined}
    >
      <h4>
        <button type="button" className="room-record-title" onClick={() => onShow(sequence)}>
          <span className="room-number">{sequence}</span>
          <Marked text={title} wanted={text} />
        </button>
        {isLater && <span className="tag">送审之后</span>}
      </h4>
      <p className="small soft">
        {actorName ?? '系统'} · <time dateTime={at}>{momentText(at)}</time>
      </p>
      <dl className="room-particulars">
        {event.particulars.map((one) => (
          <div key={one.title}>
            <dt>{one.title}</dt>
            <dd>
              <Marked text={one.text} wanted={text} />
            </dd>
          </div>
        ))}
      </dl>
      <Recordings event={event} caseId={caseId} />
    </article>
  );
});

type EventRecordingsProps = { readonly event: CaseEvent; readonly caseId: string };

/** The recordings of a scene, to be played beside the record that speaks of them. */
function Recordings({ event, caseId }: EventRecordingsProps) {
  const references = recordingsIn(event);
  const { data, error } = useQuery({
    ...recordingsQuery(caseId),
    enabled: references.length > 0,
  });
  if (references.length === 0) return null;
  if (data === undefined)
    return (
      <p className="small">
        音像记录：{references.join('、')}
        {error !== null && '（没有读到文件，请刷新页面）'}
      </p>
    );
  return (
    <section aria-label={`记录 ${event.sequence} 的音像记录`}>
      {filesOf(data.items, references).map((recording) => (
        <RecordingFiles key={recording.reference} recording={recording} />
      ))}
    </section>
  );
}

function Marked({ text, wanted }: { readonly text: string; readonly wanted: string }) {
  return piecesOf(text, wanted).map((piece, at) => {
    const Tag = piece.isHit ? 'mark' : Fragment;
    return <Tag key={`${at} ${piece.text}`}>{piece.text}</Tag>;
  });
}
