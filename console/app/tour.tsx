import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useMe } from '../api/session.ts';
import { cardPlace, type Rect } from './tour-place.ts';
import { tourStepsFor } from './tour-steps.ts';

/** Shows a new person around: a few stops at what is on the screen, left at any moment with Esc. */
export function GuidedTour({ onEnd }: { readonly onEnd: () => void }) {
  const steps = tourStepsFor(useMe());
  const [at, setAt] = useState(0);
  const step = steps[at];
  const isLast = at === steps.length - 1;
  const dialog = useRef<HTMLDialogElement>(null);
  const onward = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // A dialog gives the focus to its first button, which here would be the one that leaves.
    onward.current?.focus();
  }, []);
  const place = usePlace(step?.at ?? []);
  if (step === undefined) return null;
  return (
    <dialog
      ref={dialog}
      className="tour"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={onEnd}
    >
      {place !== null && <div className="tour-ring" style={ringStyle(place)} aria-hidden="true" />}
      <div
        className="tour-card"
        style={cardPlace(place, { width: innerWidth, height: innerHeight })}
      >
        <h2 id={`${id}-title`}>{step.title}</h2>
        <p id={`${id}-text`}>{step.text}</p>
        <div className="tour-end">
          <span className="small soft">
            第 {at + 1} 步，共 {steps.length} 步
          </span>
          {!isLast && (
            <Button type="link" onClick={onEnd}>
              跳过
            </Button>
          )}
          {at > 0 && <Button onClick={() => setAt(at - 1)}>上一步</Button>}
          <Button type="primary" ref={onward} onClick={() => (isLast ? onEnd() : setAt(at + 1))}>
            {isLast ? '完成' : '下一步'}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

const around = 4;

function ringStyle({ left, top, width, height }: Rect) {
  return {
    left: left - around,
    top: top - around,
    width: width + 2 * around,
    height: height + 2 * around,
  };
}

/** Where the first of the elements that is on the screen stands; null when none is. */
function usePlace(selectors: readonly string[]): Rect | null {
  const [place, setPlace] = useState<Rect | null>(null);
  const wanted = selectors.join();
  useEffect(() => {
    const element = selectors.map(firstSeen).find((one) => one !== null) ?? null;
    element?.scrollIntoView({ block: 'nearest' });
    const measure = () => setPlace(element === null ? null : element.getBoundingClientRect());
    const frame = requestAnimationFrame(measure);
    addEventListener('resize', measure);
    addEventListener('scroll', measure, true);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('resize', measure);
      removeEventListener('scroll', measure, true);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the joined text changes exactly when the selectors do
  }, [wanted]);
  return place;
}

function firstSeen(selector: string): HTMLElement | null {
  const element = document.querySelector<HTMLElement>(selector);
  return element !== null && element.getClientRects().length > 0 ? element : null;
}
