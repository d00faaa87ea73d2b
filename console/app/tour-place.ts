/** A place on the screen. */
export type Rect = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

type Size = { readonly width: number; readonly height: number };

const card: Size = { width: 340, height: 210 };
const gap = 14;

/**
 * Where the card of the tour stands: beside or below what it points at, else above; in the middle without anything to
 * point at. It never leaves the screen.
 */
export function cardPlace(target: Rect | null, screen: Size): { left: number; top: number } {
  const width = Math.min(card.width, screen.width - 2 * gap);
  const clampX = (left: number) => clamp(left, gap, screen.width - width - gap);
  const clampY = (top: number) => clamp(top, gap, screen.height - card.height - gap);
  if (target === null)
    return {
      left: clampX((screen.width - width) / 2),
      top: clampY((screen.height - card.height) / 2),
    };
  const right = target.left + target.width;
  const bottom = target.top + target.height;
  const fitsBeside = right + gap + width + gap <= screen.width;
  if (fitsBeside && target.width < screen.width / 2)
    return { left: right + gap, top: clampY(target.top) };
  const fitsBelow = bottom + gap + card.height + gap <= screen.height;
  const top = fitsBelow ? bottom + gap : target.top - card.height - gap;
  return { left: clampX(target.left), top: clampY(top) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, Math.max(least, most))));
}
