import type { CaseView } from './part.ts';

/** A choice a pack offers. */
export type Option = { readonly code: string; readonly title: string };

/**
 * The options a body's rule offers under a key.
 *
 * The rule's value is a list of `{code, title}`, or an object that holds such a list under `triggers` or `when`.
 *
 * @returns in the order of the pack; null when no pack sets the key
 */
export function optionsOf(view: CaseView, key: string): readonly Option[] | null {
  const rule = view.rule(key);
  if (rule === null) return null;
  const value: unknown = rule.value;
  const held = value as { triggers?: unknown; when?: unknown } | undefined;
  const list = Array.isArray(value) ? value : (held?.triggers ?? held?.when);
  if (!Array.isArray(list)) return null;
  return list.filter(isOption);
}

/**
 * Whether the body's rule rules an option out.
 *
 * @param reference - `rule key/part`: the part that says `false`; absent for an option that no rule governs
 * @returns false where no rule, or no such part of it, speaks of it
 */
export function isRuledOut(view: CaseView, reference: string | undefined): boolean {
  return partOf(view, reference) === false;
}

/**
 * Whether the body's rule says yes.
 *
 * @param reference - `rule key/part`
 * @returns false where no rule, or no such part of it, speaks of it
 */
export function isProvided(view: CaseView, reference: string): boolean {
  return partOf(view, reference) === true;
}

/**
 * Whether the body's rule lists a code.
 *
 * @param reference - `rule key/code`
 * @returns false where no rule does
 */
export function isListed(view: CaseView, reference: string): boolean {
  const [key = '', code = ''] = reference.split('/');
  return optionsOf(view, key)?.some((option) => option.code === code) === true;
}

function partOf(view: CaseView, reference: string | undefined): unknown {
  const [key = '', part = ''] = (reference ?? '').split('/');
  const value: unknown = key === '' ? undefined : view.rule(key)?.value;
  return (value as Readonly<Record<string, unknown>> | null | undefined)?.[part];
}

function isOption(value: unknown): value is Option {
  const option = value as Partial<Option> | null;
  return typeof option?.code === 'string' && typeof option.title === 'string';
}
