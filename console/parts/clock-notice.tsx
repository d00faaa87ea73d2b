/** How pressing a clock is, as the server says. */
export type Urgency =
  | 'overdue'
  | 'today'
  | 'soon'
  | 'ample'
  | 'paused'
  | 'met'
  | 'late'
  | 'lapses'
  | 'none';

/** A clock as lists show it. */
export type ClockBrief = {
  readonly title: string;
  readonly dueAt: string | null;
  readonly dueOn?: string | null;
  readonly words?: string;
  readonly urgency?: Urgency;
};

type ClockNoticeProps = {
  readonly clock: ClockBrief;
  /** Whose clock it is, where that is not plain. */
  readonly of?: string;
};

/** One clock: always in words, the colour only repeats them (WCAG 2.2, 1.4.1). */
export function ClockNotice({ clock, of = '' }: ClockNoticeProps) {
  const due = clock.dueOn ?? clock.dueAt?.slice(0, 10) ?? null;
  return (
    <span className={`clock clock--${clock.urgency ?? 'none'}`}>
      <strong>{clock.words ?? ''}</strong>{' '}
      <span className="clock-title">
        {of}
        {clock.title}
        {due !== null && (
          <>
            {' '}
            <time dateTime={due}>{due}</time>
          </>
        )}
      </span>
    </span>
  );
}
