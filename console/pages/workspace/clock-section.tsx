import { useQuery } from '@tanstack/react-query';
import { ClauseList } from '../../parts/clause-link.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type CaseClock, clausesOf, clocksQuery, momentText, packsQuery } from './case-file.ts';
import { ClockPicture } from './clock-picture.tsx';

const order = ['overdue', 'today', 'soon', 'ample', 'paused', 'lapses', 'late', 'met', 'none'];

/** Every clock of the case, the most pressing first. */
export function ClockSection({ caseId }: { readonly caseId: string }) {
  const { data, error } = useQuery(clocksQuery(caseId));
  const packs = useQuery(packsQuery);
  if (data === undefined)
    return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
  if (data.clocks.length === 0)
    return (
      <NothingHere title="还没有开始计算的期限">
        <p>期限在相应的事项办理后自动开始计算。</p>
      </NothingHere>
    );
  const titleOf = (pack: string) => packs.data?.items.find(({ id }) => id === pack)?.title ?? pack;
  const rank = ({ urgency }: CaseClock) => order.indexOf(urgency);
  const sorted = [...data.clocks].sort((one, other) => rank(one) - rank(other));
  return (
    <section aria-label="期限">
      <ClockPicture clocks={data.clocks} />
      <ul className="case-clock-cards">
        {sorted.map((clock) => (
          <li key={clock.name} className="panel">
            <ClockCard clock={clock} packTitle={titleOf(clock.pack)} />
            <ClauseList clauses={clausesOf(clock.clauses, data.clauses)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type ClockCardProps = { readonly clock: CaseClock; readonly packTitle: string };

/** One clock: from when, until when, how it stands, and what is special about it. */
export function ClockCard({ clock, packTitle }: ClockCardProps) {
  const due = clock.dueOn ?? (clock.dueAt === null ? null : momentText(clock.dueAt));
  return (
    <>
      <h2>
        {clock.title}{' '}
        <span className={`clock clock--${clock.urgency}`}>
          <strong>{clock.words}</strong>
        </span>
      </h2>
      <p>
        自 <time dateTime={clock.from}>{dayText(clock.from)}</time> 起
        {due === null ? (
          '，最后一日恢复计时后确定'
        ) : (
          <>
            ，至 <time dateTime={clock.dueAt ?? due}>{due}</time>
          </>
        )}
        {clock.endedOn !== null && `，${clock.endedOn} 完成`}
        {clock.standing === 'paused' && '；计时已中止'}。
      </p>
      {[...clock.extensions.map(extensionText), ...clock.pauses.map(pauseText)].map((text) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
      <p className="small soft">{[`规则包：${packTitle}`, ...marksOf(clock)].join('；')}。</p>
    </>
  );
}

const extensionText = (length: string) => `已批准延长 ${length}。`;

function pauseText({ after, until }: CaseClock['pauses'][number]): string {
  if (until === null) return `${after} 起中止计时，尚未恢复，这段时间不计入期限。`;
  return `${after} 中止计时，${until} 恢复，其间不计入期限。`;
}

function marksOf(clock: CaseClock): readonly string[] {
  return [
    ...(clock.ours ? ['期限由本机关自定，原文没有规定日数'] : []),
    ...(clock.provisional ? ['暂定：所及年份的放假安排尚未公布'] : []),
    ...(clock.lapses ? ['这是当事人的权利期限，届满不是本机关超期'] : []),
  ];
}

function dayText(from: string): string {
  return from.length > 10 ? momentText(from) : from;
}
