import type { ReactNode } from 'react';

/** Said where a list is empty: why, and what to do. */
export function NothingHere({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="nothing">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
