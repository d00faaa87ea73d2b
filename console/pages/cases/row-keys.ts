// Moving between the rows of a list by key. Every row has one main link; Enter opens it as it opens any link.

import { type RefObject, useEffect } from 'react';
import { singleKeysAllowed } from '../../app/single-keys.ts';

/** Which way a key leads; null for a key that means nothing here. */
export function directionOf(key: string, singleKeys: boolean): 1 | -1 | null {
  if (key === 'ArrowDown' || (singleKeys && key === 'j')) return 1;
  if (key === 'ArrowUp' || (singleKeys && key === 'k')) return -1;
  return null;
}

/** Where a step leads: the first row when none is chosen yet, and not past the ends. */
export function nextRow(at: number, direction: 1 | -1, rows: number): number {
  if (at < 0) return direction === 1 ? 0 : rows - 1;
  return Math.min(Math.max(at + direction, 0), rows - 1);
}

/** Arrow keys, j and k move the focus between the rows, except where something is being typed or chosen. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const place = list.current;
      if (place === null || hasModifier(event) || isBusy(event, place)) return;
      const direction = directionOf(event.key, singleKeysAllowed());
      const links = [...place.querySelectorAll<HTMLElement>('[data-row-link]')];
      if (direction === null || links.length === 0) return;
      const at = links.indexOf(document.activeElement as HTMLElement);
      event.preventDefault();
      goTo(links[nextRow(at, direction, links.length)]);
    };
    document.addEventListener('keydown', move);
    return () => document.removeEventListener('keydown', move);
  }, [list]);
}

function goTo(link: HTMLElement | undefined): void {
  link?.focus();
  link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
}

function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

/** Whether the key belongs to something else: a field, a menu, a dialog. */
function isBusy({ target, defaultPrevented }: KeyboardEvent, list: HTMLElement): boolean {
  if (defaultPrevented || !(target instanceof HTMLElement)) return true;
  return target !== document.body && target.tagName !== 'H1' && !list.contains(target);
}
