import '../workspace/case.css';
import '../../parts/fields/fields.css';
import './review.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { PickerProvider } from '../../parts/fields/place-picker.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import {
  type CaseDetail,
  type CaseOption,
  caseKey,
  eventsQuery,
  optionsQuery,
  useDetail,
} from '../workspace/case-file.ts';
import { ChangesNotice } from '../workspace/changes-notice.tsx';
import { CommandPanel } from '../workspace/command-panel.tsx';
import { DocumentSection } from '../workspace/document-section.tsx';
import { type Done, Outcome } from '../workspace/outcome.tsx';
import { useChanges } from '../workspace/use-changes.ts';
import { ActPane } from './act-pane.tsx';
import { CheckPane } from './check-pane.tsx';
import { leastKindFor } from './course.ts';
import { DutySection } from './duty-section.tsx';
import { MaterialPane } from './material-pane.tsx';
import { neighbour } from './materials.ts';
import { CounselSection } from './people-requests.tsx';
import { type ReviewFile, reviewQuery } from './review-file.ts';
import { RoomHead } from './room-head.tsx';
import { useRoomKeys } from './room-keys.ts';
import { type RoomPart, roomParts } from './room-search.ts';
import { RoundSection } from './round-section.tsx';
import { ScrollArea } from './scroll-area.tsx';

/** The reading room of one case: what was submitted at the left, the check list at the right. */
export function RoomPage() {
  const { caseId } = useParams({ from: '/review/$caseId' });
  const { data, error } = useDetail(caseId);
  if (data !== undefined) return <Room key={caseId} detail={data} />;
  return (
    <>
      <PageHead title={error === null ? '法制审核' : '案件没有打开'} />
      {error === null ? (
        <p className="soft">正在读取……</p>
      ) : (
        <ProblemNotice error={error}>
          <Link to="/review" search={{}}>
            回到审核列表
          </Link>
        </ProblemNotice>
      )}
    </>
  );
}

function Room({ detail }: { readonly detail: CaseDetail }) {
  const { caseId, version } = detail;
  const search = useSearch({ from: '/review/$caseId' });
  const navigate = useNavigate({ from: '/review/$caseId' });
  const queryClient = useQueryClient();
  const { data: file, error } = useQuery(reviewQuery(caseId));
  const changes = useChanges(caseId, version);
  const [done, setDone] = useState<Done | null>(null);
  const renew = () => queryClient.invalidateQueries({ queryKey: caseKey(caseId) });
  const part = search.do === undefined ? (search.part ?? 'check') : 'acts';
  const settle = (what: Done) => {
    setDone(what);
    // The router would put the list back to where its form was scrolled to; what was done stands at the top.
    void navigate({ search: {}, replace: true, resetScroll: false });
    void renew();
  };
  return (
    <div className={`room room--${part}`}>
      <RoomHead detail={detail} file={file} />
      {error !== null && <ProblemNotice error={error} />}
      <ChangesNotice changes={changes} onRenew={() => void renew()} />
      <PartLinks caseId={caseId} part={part} />
      {part === 'check' || part === 'acts' ? (
        <Desk
          detail={detail}
          file={file}
          part={part}
          done={search.do === undefined ? done : null}
          onDone={settle}
          onSeen={() => setDone(null)}
        />
      ) : (
        file !== undefined && <WholePart part={part} detail={detail} file={file} />
      )}
    </div>
  );
}

type PartLinksProps = { readonly caseId: string; readonly part: RoomPart };

function PartLinks({ caseId, part }: PartLinksProps) {
  return (
    <nav className="case-parts" aria-label="审核的各部分">
      {Object.entries(roomParts).map(([key, title]) => (
        <Link
          key={key}
          to="/review/$caseId"
          params={{ caseId }}
          search={key === 'check' ? {} : { part: key as RoomPart }}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{}}
          aria-current={key === part ? 'page' : undefined}
          replace
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

type WholePartProps = {
  readonly part: RoomPart;
  readonly detail: CaseDetail;
  readonly file: ReviewFile;
};

function WholePart({ part, detail, file }: WholePartProps) {
  if (part === 'rounds') return <RoundSection caseId={detail.caseId} file={file} />;
  if (part === 'duty')
    return (
      <>
        <DutySection caseId={detail.caseId} file={file} />
        <CounselSection caseId={detail.caseId} />
      </>
    );
  return <DocumentSection caseId={detail.caseId} />;
}

type DeskProps = {
  readonly detail: CaseDetail;
  readonly file: ReviewFile | undefined;
  readonly part: RoomPart;
  readonly onDone: (done: Done) => void;
  /** What was done just now; it stands above the list. */
  readonly done: Done | null;
  readonly onSeen: () => void;
};

/** Materials and check list side by side, each scrolling on its own; on a phone one at a time. */
function Desk(props: DeskProps) {
  const { detail, file } = props;
  const { caseId } = detail;
  const search = useSearch({ from: '/review/$caseId' });
  const navigate = useNavigate({ from: '/review/$caseId' });
  const { data: events } = useQuery(eventsQuery(caseId));
  const shown = search.record ?? null;
  const [side, setSide] = useSide(shown);
  const room = useRef<HTMLDivElement>(null);
  const round = file?.rounds.at(-1);
  const show = (record: number) => {
    setSide('materials');
    void navigate({
      search: (before) => ({ ...before, record }),
      replace: true,
      resetScroll: false,
    });
  };
  useRoomKeys(room, (direction) => {
    const drawn = [...(room.current?.querySelectorAll<HTMLElement>('[data-record]') ?? [])];
    const records = drawn.map(({ dataset }) => Number(dataset['record']));
    const next = neighbour(records, shown, direction);
    if (next !== null) show(next);
  });
  const isKnown = events?.items.some(({ sequence }) => sequence === shown) === true;
  return (
    <div className={`room-desk room-desk--${side}`} ref={room}>
      <SideSwitch side={side} onSide={setSide} />
      <MaterialPane
        caseId={caseId}
        materials={round?.materials ?? []}
        submittedAt={round?.submittedSequence ?? null}
        shown={shown}
        onShow={show}
        isInSight={side === 'materials'}
      />
      <PickerProvider value={{ shown: isKnown ? shown : null, show, askedFor: askedBy(file) }}>
        <RightPane {...props} />
      </PickerProvider>
    </div>
  );
}

function RightPane({ detail, file, part, done, onDone, onSeen }: DeskProps) {
  const { caseId } = detail;
  const search = useSearch({ from: '/review/$caseId' });
  const navigate = useNavigate({ from: '/review/$caseId' });
  const { data, error } = useQuery(optionsQuery(caseId));
  const close = () =>
    void navigate({ search: { part: 'acts' }, replace: true, resetScroll: false });
  const inSight = (): ReactNode => {
    if (data === undefined)
      return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
    if (search.do !== undefined)
      return (
        <CommandPanel
          key={search.do}
          detail={detail}
          command={search.do}
          onDone={onDone}
          onClose={close}
        />
      );
    const { options } = data;
    if (part === 'acts') return <ActPane caseId={caseId} options={options} {...fileOf(file)} />;
    return <CheckPane {...{ detail, file, options, onDone }} onClose={close} />;
  };
  return (
    <section className="room-pane room-list" aria-label={part === 'acts' ? '办理' : '审核清单'}>
      {/* After an act the list begins at its top again. */}
      <ScrollArea key={done?.performed.version} label="清单的内容">
        {done !== null && (
          <Outcome done={done} detail={detail} to="/review/$caseId" onClose={onSeen} />
        )}
        {inSight()}
      </ScrollArea>
      <KeyLine isReviewing={part === 'check' && mayConclude(data?.options)} />
    </section>
  );
}

const fileOf = (file: ReviewFile | undefined) => (file === undefined ? {} : { file });

const mayConclude = (options: readonly CaseOption[] = []) =>
  options.some(({ command, open }) => command === 'giveOpinion' && open);

/** The keys that do something here; those of the check list only where one is filled in. */
function KeyLine({ isReviewing }: { readonly isReviewing: boolean }) {
  return (
    <p className="small soft room-keys">
      {isReviewing && (
        <>
          <kbd>j</kbd> <kbd>k</kbd> 逐项 <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> 结论并到下一项{' '}
          <kbd>g</kbd> 引用记录{' '}
        </>
      )}
      <kbd>[</kbd> <kbd>]</kbd> 换记录 <kbd>/</kbd> 查找 <kbd>?</kbd> 全部
    </p>
  );
}

/** Says which kind of opinion the problems ask for at least; what the server refuses otherwise. */
const askedBy = (file: ReviewFile | undefined) => (problems: readonly string[]) => {
  const least = leastKindFor(file?.checklist ?? [], problems);
  return least === null ? '' : `所列问题至少对应“${least.title}”的意见。`;
};

type Side = 'materials' | 'list';

/** Which side a phone shows: the materials as soon as a record of them is asked for. */
function useSide(shown: number | null) {
  const [{ side, seen }, set] = useState<{ side: Side; seen: number | null }>({
    side: shown === null ? 'list' : 'materials',
    seen: shown,
  });
  if (seen !== shown) set({ side: 'materials', seen: shown });
  return [side, (next: Side) => set({ side: next, seen: shown })] as const;
}

/** On a phone one side is in sight. */
function SideSwitch({ side, onSide }: { side: Side; onSide: (side: Side) => void }) {
  const titles = { materials: '材料', list: '清单' } as const;
  return (
    <fieldset className="room-switch">
      <legend className="unseen">在看哪一边</legend>
      {Object.entries(titles).map(([key, title]) => (
        <button
          key={key}
          type="button"
          className="plain-button"
          aria-pressed={key === side}
          onClick={() => onSide(key as Side)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}
