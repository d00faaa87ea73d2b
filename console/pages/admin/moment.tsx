import { momentText } from './account.ts';

/** A moment that stays on one line. */
export function Moment({ at }: { readonly at: string }) {
  return (
    <time className="moment" dateTime={at}>
      {momentText(at)}
    </time>
  );
}
