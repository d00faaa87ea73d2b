import './chart.css';
import { Link } from '@tanstack/react-router';

/** A number that leads to what it counts. */
export type Figure = {
  readonly title: string;
  readonly value: number;
  /** Colours a number above nothing; the title says the same in words. */
  readonly tone?: 'late' | 'warn' | undefined;
  readonly to?: '/tasks' | '/cases' | '/overdue';
  readonly search?: Readonly<Record<string, string>>;
  /** What is shown at present. */
  readonly isOn?: boolean;
};

/** A few numbers side by side. */
export function FigureStrip({
  label,
  figures,
}: {
  readonly label: string;
  readonly figures: readonly Figure[];
}) {
  return (
    <ul className="figure-strip" aria-label={label}>
      {figures.map((figure) => (
        <li key={figure.title} className={toneOf(figure)}>
          <FigureLink figure={figure} />
        </li>
      ))}
    </ul>
  );
}

function toneOf({ tone, value }: Figure): string | undefined {
  return tone === undefined || value === 0 ? undefined : `figure--${tone}`;
}

function FigureLink({ figure: { title, value, to, search, isOn } }: { readonly figure: Figure }) {
  const text = (
    <>
      <span className="figure-title">{title}</span> <strong>{value}</strong>
    </>
  );
  if (to === undefined) return <span className="figure">{text}</span>;
  return (
    <Link
      to={to}
      search={search ?? {}}
      className="figure"
      aria-current={isOn === true ? 'true' : undefined}
    >
      {text}
    </Link>
  );
}
