import { penaltyKinds, type SearchPosition, type SearchRequest } from '../disclosure/index.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is an identifier as our addresses hold it. */
export function isId(text: string): boolean {
  return uuid.test(text);
}

/**
 * What an address of the list asks for.
 *
 * Anyone may type anything behind the question mark; what makes no sense is passed over, and the page shows what was
 * understood.
 *
 * @param query - parameters as parsed, possibly repeated or foreign
 */
export function searchRequestOf(query: Readonly<Record<string, unknown>>): SearchRequest {
  const textOf = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const year = Number(textOf('year'));
  const isYear = Number.isInteger(year) && year >= 1949 && year <= 2200;
  return {
    typed: textOf('q').slice(0, 2001),
    agencyId: isId(textOf('body')) ? textOf('body') : undefined,
    year: isYear ? year : undefined,
    penaltyKind: penaltyKinds.includes(textOf('kind')) ? textOf('kind') : undefined,
    after: positionOf(textOf('after')),
  };
}

function positionOf(text: string): SearchPosition | undefined {
  const [, decidedOn = '', id = ''] = /^(\d{4}-\d\d-\d\d)~(.{36})$/.exec(text) ?? [];
  return isDay(decidedOn) && isId(id) ? { decidedOn, id } : undefined;
}

function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The address of the list that asks for this; parameters that are not set are left out.
 *
 * @param format - the page when absent, else the same list as a file
 */
export function searchAddress(request: SearchRequest, format?: 'csv' | 'ndjson'): string {
  const given: [string, string][] = [];
  if (request.typed !== '') given.push(['q', request.typed]);
  if (request.agencyId !== undefined) given.push(['body', request.agencyId]);
  if (request.year !== undefined) given.push(['year', String(request.year)]);
  if (request.penaltyKind !== undefined) given.push(['kind', request.penaltyKind]);
  if (request.after !== undefined)
    given.push(['after', `${request.after.decidedOn}~${request.after.id}`]);
  const query = given
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&');
  const path = format === undefined ? '/decisions' : `/decisions.${format}`;
  return query === '' ? path : `${path}?${query}`;
}
