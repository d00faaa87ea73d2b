// The keys of the reading room. They press what stands on the page, so that everything they do can be done and seen
// without them: j and k go through the check list, 1 2 3 conclude, n writes the ground, g takes the record that is
// looked at as the place, o opens the place, [ and ] go through the records, d and u turn the pages, / searches.

import { type RefObject, useEffect } from 'react';
import { singleKeysAllowed } from '../../app/single-keys.ts';

/** What a key asks for in the reading room. */
export type RoomAct =
  | { readonly kind: 'item'; readonly direction: 1 | -1 }
  | { readonly kind: 'conclude'; readonly at: number }
  | { readonly kind: 'press'; readonly what: 'take-place' | 'open-place' }
  | { readonly kind: 'ground' }
  | { readonly kind: 'record'; readonly direction: 1 | -1 }
  | { readonly kind: 'turn'; readonly direction: 1 | -1 }
  | { readonly kind: 'search' };

const acts: Readonly<Record<string, RoomAct>> = {
  j: { kind: 'item', direction: 1 },
  k: { kind: 'item', direction: -1 },
  '1': { kind: 'conclude', at: 0 },
  '2': { kind: 'conclude', at: 1 },
  '3': { kind: 'conclude', at: 2 },
  n: { kind: 'ground' },
  g: { kind: 'press', what: 'take-place' },
  o: { kind: 'press', what: 'open-place' },
  ']': { kind: 'record', direction: 1 },
  '[': { kind: 'record', direction: -1 },
  d: { kind: 'turn', direction: 1 },
  u: { kind: 'turn', direction: -1 },
  '/': { kind: 'search' },
};

/** What a key means in the reading room; null for keys that mean nothing here. */
export function roomActOf(key: string): RoomAct | null {
  return Object.hasOwn(acts, key) ? (acts[key] ?? null) : null;
}

/** Which item comes next: the first open one when none is at hand, and not past the ends. */
export function nextItem(
  items: readonly { readonly isOpen: boolean }[],
  at: number,
  direction: 1 | -1,
): number {
  if (at === -1)
    return Math.max(
      0,
      items.findIndex(({ isOpen }) => isOpen),
    );
  return Math.min(Math.max(at + direction, 0), items.length - 1);
}

const itemSelector = '[data-check-item]';

/** Lets the keys work within the reading room; they rest while something is typed or chosen. */
export function useRoomKeys(
  room: RefObject<HTMLElement | null>,
  onRecord: (direction: 1 | -1) => void,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const place = room.current;
      if (place === null || !singleKeysAllowed()) return;
      if (leavesText(event)) return;
      const act = isElsewhere(event) ? null : roomActOf(event.key);
      if (act === null) return;
      event.preventDefault();
      if (act.kind === 'record') onRecord(act.direction);
      else perform(place, act);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}

/** Escape in an item goes back from its ground or place to its conclusions; there it must not close the whole form. */
function leavesText(event: KeyboardEvent): boolean {
  const { key, target, defaultPrevented, isComposing } = event;
  if (key !== 'Escape' || defaultPrevented || isComposing) return false;
  if (!(target instanceof HTMLElement)) return false;
  const item = target.closest<HTMLElement>(itemSelector);
  if (item === null) return false;
  event.preventDefault();
  focusItem(item);
  return true;
}

/** Whether a key is meant for something else: a modifier, a text, a dialog above the room. */
function isElsewhere({ ctrlKey, metaKey, altKey, defaultPrevented, target }: KeyboardEvent) {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true;
  if (!(target instanceof HTMLElement)) return true;
  return isText(target) || target.closest('.ant-modal, .ant-popover, [role="dialog"]') !== null;
}

function isText(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox'].includes(target.type);
  return target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName);
}

function perform(room: HTMLElement, act: Exclude<RoomAct, { kind: 'record' }>): void {
  if (act.kind === 'search') return room.querySelector<HTMLElement>('[data-room-search]')?.focus();
  if (act.kind === 'turn') return turn(room, act.direction);
  const items = [...room.querySelectorAll<HTMLElement>(itemSelector)];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  if (act.kind === 'item') return moveFrom(items, at, act.direction);
  const item = items[at];
  if (item === undefined) return moveFrom(items, -1, 1);
  if (act.kind === 'conclude') return conclude(items, at, act.at);
  if (act.kind === 'ground') return focusSoon(item, '[data-ground]');
  item.querySelector<HTMLElement>(`[data-${act.what}]`)?.click();
  focusItem(item);
}

function turn(room: HTMLElement, direction: 1 | -1): void {
  const pane = room.querySelector<HTMLElement>('.room-materials .room-scroll');
  pane?.scrollBy({ top: direction * pane.clientHeight * 0.8 });
}

function moveFrom(items: readonly HTMLElement[], at: number, direction: 1 | -1): void {
  const told = items.map((item) => ({ isOpen: item.dataset['checkItem'] === 'open' }));
  focusItem(items[nextItem(told, at, direction)]);
}

function focusItem(item: HTMLElement | undefined): void {
  const radios = [...(item?.querySelectorAll<HTMLInputElement>('input[type="radio"]') ?? [])];
  (radios.find(({ checked }) => checked) ?? radios[0])?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: 'nearest' });
}

const problemAt = 1;

/** Concludes an item and goes on: to the ground where there is a problem, else to the next item. */
function conclude(items: readonly HTMLElement[], at: number, conclusion: number): void {
  const item = items[at];
  item?.querySelectorAll<HTMLInputElement>('input[type="radio"]')[conclusion]?.click();
  if (item === undefined) return;
  if (conclusion === problemAt) focusSoon(item, '[data-ground]');
  else focusItem(items[Math.min(at + 1, items.length - 1)]);
}

/** Moves to a control that is drawn only after what was pressed has taken effect. */
function focusSoon(item: HTMLElement, selector: string): void {
  requestAnimationFrame(() => {
    item.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
    item.scrollIntoView({ block: 'nearest' });
  });
}
