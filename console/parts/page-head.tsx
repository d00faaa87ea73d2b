import { type ReactNode, useEffect, useRef } from 'react';

type PageHeadProps = {
  readonly title: string;
  /** One sentence that says what the page is for. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
};

/** Title of a page; it takes the focus and names the window when the page opens. */
export function PageHead({ title, lead, actions }: PageHeadProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 明法`;
    head.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <header className="page-head">
      <div>
        <h1 tabIndex={-1} ref={head}>
          {title}
        </h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  );
}
