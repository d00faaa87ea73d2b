import type { CaseView } from './part.ts';

/** A choice a pack offers. */
export type Option = { readonly code: string; readonly title: string };

/**
 * The options a body's rule offers under a key.
 *
 * The rule's value is a list of `{code, title}`, or an object that holds such a list under `triggers`.
 *
 * @returns in the order of the pack; null when no pack sets the key
 */
export function optionsOf(view: CaseView, key: string): readonly Option[] | null {
  const rule = view.rule(key);
  if (rule === null) return null;
  const value: unknown = rule.value;
  const list = Array.isArray(value)
    ? value
    : (value as { triggers?: unknown } | undefined)?.triggers;
  if (!Array.isArray(list)) return null;
  return list.filter(isOption);
}

function isOption(value: unknown): value is Option {
  const option = value as Partial<Option> | null;
  return typeof option?.code === 'string' && typeof option.title === 'string';
}
