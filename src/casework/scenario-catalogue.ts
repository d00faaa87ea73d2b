import { isCivilDate } from '../rules/index.ts';
import { isObject, type JsonObject } from './case-event.ts';
import type { CatalogueAmount, CatalogueStandard, ReviewCatalogue } from './review-catalogue.ts';

const versionKeys = ['from', 'items'];
const itemKeys = ['title', 'field', 'trigger', 'penaltyKinds', 'amount', 'other', 'words'];
const amountKeys = ['of', 'citizenFen', 'organisationFen'];
const amountKinds = ['fine', 'taken', 'involved'] as const;

/**
 * Reads the review catalogues of a scenario: a list of versions, each with its first day and its items.
 *
 * Items are of penalties, for these are what scenarios play.
 *
 * @param complain - told what is wrong; it does not come back
 */
export function readCatalogues(
  value: unknown,
  complain: (text: string) => never,
): readonly ReviewCatalogue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return complain('审核目录（catalogue）须写成各版的列表。');
  return value.map((one: unknown, index) => {
    const from = known(one, versionKeys, complain);
    const day = from['from'];
    if (typeof day !== 'string' || !isCivilDate(day))
      return complain('审核目录的“from”须写施行日期，例如 2026-01-01。');
    const items: readonly unknown[] = Array.isArray(from['items']) ? from['items'] : [];
    return {
      number: index + 1,
      from: day,
      items: items.map((item, place) => standard(item, place + 1, complain)),
    };
  });
}

function known(
  value: unknown,
  keys: readonly string[],
  complain: (text: string) => never,
): JsonObject {
  if (!isObject(value)) return complain('审核目录的各版、各项须逐项写明。');
  const stray = Object.keys(value).find((key) => !keys.includes(key));
  return stray === undefined ? value : complain(`审核目录中没有“${stray}”这一项，请删去或者改正。`);
}

function standard(
  value: unknown,
  no: number,
  complain: (text: string) => never,
): CatalogueStandard {
  const from = known(value, itemKeys, complain);
  const text = (key: string) => (typeof from[key] === 'string' ? from[key] : '');
  const kinds = from['penaltyKinds'];
  return {
    no,
    itemId: `item-${no}`,
    actKind: 'penalty',
    title: text('title'),
    field: text('field') || null,
    trigger: text('trigger') || null,
    penaltyKinds: Array.isArray(kinds) ? kinds.map(String) : [],
    amount: from['amount'] === undefined ? null : amount(from['amount'], complain),
    other: text('other'),
    words: text('words'),
  };
}

function amount(value: unknown, complain: (text: string) => never): CatalogueAmount {
  const from = known(value, amountKeys, complain);
  const fen = (key: string) => (typeof from[key] === 'number' ? from[key] : null);
  const of = amountKinds.find((kind) => kind === from['of']) ?? 'fine';
  return { of, citizenFen: fen('citizenFen'), organisationFen: fen('organisationFen') };
}
