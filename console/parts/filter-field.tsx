import { type ReactNode, useId } from 'react';

type FilterFieldProps = {
  readonly title: string;
  /** Draws the control with the id that its label names. */
  readonly children: (id: string) => ReactNode;
};

/** A control of a filter with its label above it. */
export function FilterField({ title, children }: FilterFieldProps) {
  const id = useId();
  return (
    <div className="filter-field">
      <label htmlFor={id}>{title}</label>
      {children(id)}
    </div>
  );
}
