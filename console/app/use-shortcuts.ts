import { useEffect } from 'react';
import { usePreference } from '../api/preferences.ts';
import { allowSingleKeys, singleKeysAllowed } from './single-keys.ts';

type Shortcuts = { readonly onSearch: () => void; readonly onHelp: () => void };

/** Whether the person wants single letters as shortcuts, and how to say so. */
export function useSingleKeys() {
  const { value = true, keep } = usePreference('single-keys', (stored) =>
    typeof stored === 'boolean' ? stored : undefined,
  );
  useEffect(() => allowSingleKeys(value), [value]);
  return { isOn: value, turn: (isOn: boolean) => keep(() => isOn) };
}

/** Keys that work on every page: Ctrl+K searches, ? explains the keys. */
export function useShortcuts({ onSearch, onHelp }: Shortcuts): void {
  useSingleKeys();
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      const isSearch = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const isHelp = event.key === '?' && singleKeysAllowed() && !isTyping(event.target);
      if (!isSearch && !isHelp) return;
      event.preventDefault();
      if (isSearch) onSearch();
      else onHelp();
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
