import type { ReactNode, Ref } from 'react';

type ScrollAreaProps = {
  readonly label: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
};

/** A part of the page that scrolls on its own; whoever has no mouse reaches it with Tab and scrolls it with the arrows. */
export function ScrollArea({ label, children, ref }: ScrollAreaProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div className="room-scroll" ref={ref} tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
