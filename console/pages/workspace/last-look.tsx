import type { Essential } from '../../parts/fields/essence.ts';

type LastLookProps = { readonly consequence: string; readonly essence: readonly Essential[] };

/** What is confirmed: what follows from it, and the choices and amounts that will be sent. */
export function LastLook({ consequence, essence }: LastLookProps) {
  return (
    <>
      <p>{consequence}</p>
      {essence.length > 0 && (
        <dl className="act-essence">
          {essence.map(({ title, text }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
