import { todayInBeijing } from '../../parts/fields/text-fields.tsx';
import type { CaseClock } from './case-file.ts';
import { placesOf } from './clock-places.ts';

/** The clocks side by side on one line of time. The list below says the same in words. */
export function ClockPicture({ clocks }: { readonly clocks: readonly CaseClock[] }) {
  const picture = placesOf(clocks, todayInBeijing());
  if (picture.bars.length === 0) return null;
  return (
    <div className="panel case-clock-picture" aria-hidden="true">
      {picture.bars.map(({ name, title, urgency, start, width }) => (
        <div key={name} className="case-clock-row">
          <span className="case-clock-row-title">{title}</span>
          <svg className="case-clock-track" preserveAspectRatio="none" viewBox="0 0 100 10">
            <rect className="track" x="0" y="4.5" width="100" height="1" />
            <rect className={`bar bar--${urgency}`} x={start} y="2" width={width} height="6" />
            <rect className="today" x={picture.today} y="0" width="0.35" height="10" />
          </svg>
        </div>
      ))}
      <div className="case-clock-row small soft">
        <span className="case-clock-row-title">竖线为今天</span>
        <span className="case-clock-ends">
          <span>{picture.from}</span>
          <span>{picture.until}</span>
        </span>
      </div>
    </div>
  );
}
