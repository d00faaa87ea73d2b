// Fills in the forms of the console as a person does: by what stands beside the fields.

import type { Locator, Page } from 'playwright-core';
import { isObject, type Json, type JsonObject } from '../../src/casework/index.ts';
import type { Hand } from './console-hand.ts';

/** A field as the interface offers it. */
export type OfferedField = {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly required: boolean;
  /** `event.field`: what the form opens with, where it is on file. */
  readonly from?: readonly string[];
  readonly options: Readonly<Record<string, string>> | null;
  readonly fields: readonly OfferedField[] | null;
};

/** How much a person had to do. */
export type Effort = { clicks: number; fields: number };

/** A form, who fills it in and what it takes. */
export type Filling = { readonly form: Locator; readonly effort: Effort; readonly hand: Hand };
type Filler = (at: Locator, value: Json, field: OfferedField, filling: Filling) => Promise<void>;

const written = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
const cssPath = (path: string) => `[data-path="${path}"]`;

/** Fills in a form. */
export async function fillForm(
  filling: Filling,
  fields: readonly OfferedField[],
  data: JsonObject,
): Promise<void> {
  await fillGroup(filling, fields, data, '');
}

async function fillGroup(
  filling: Filling,
  fields: readonly OfferedField[],
  data: JsonObject,
  path: string,
): Promise<void> {
  for (const field of fields) {
    const value = data[field.name];
    if (value === undefined || value === null) continue;
    const here = `${path}/${field.name}`;
    const at = filling.form.locator(cssPath(here)).first();
    // What the form leaves out as it stands does not concern the case.
    if (!field.required && !(await at.isVisible())) continue;
    await at.waitFor();
    if (field.fields === null) await fillOne(filling, field, at, value);
    else if (isObject(value)) {
      const opener = at.getByRole('checkbox', { name: `填写${field.title}` });
      // A group that the form asks for as it stands is open without it.
      if ((await opener.count()) > 0 && !(await opener.isChecked())) {
        await filling.hand.check(opener);
        filling.effort.clicks += 1;
      }
      await fillGroup(filling, field.fields, value, here);
    }
  }
}

const fillers: Readonly<Record<string, Filler>> = {
  flag: (at, value, _field, { hand }) =>
    hand.check(at.getByRole('radio', { name: value === true ? '是' : '否' })),
  choice: async (at, value, field, { hand }) => {
    const title = field.options?.[written(value)] ?? '';
    const select = at.locator('select');
    if ((await select.count()) > 0) await hand.select(select, written(value));
    else await hand.check(at.getByRole('radio', { name: title, exact: true }));
  },
  choices: async (at, value, field, { hand }) => {
    for (const code of value as readonly string[])
      await hand.check(
        at.getByRole('checkbox', { name: field.options?.[code] ?? '', exact: true }),
      );
  },
  officer: (at, value, _field, { hand }) => hand.select(at.locator('select'), written(value)),
  officers: async (at, value, _field, { form, hand }) => {
    const names = namesOf.get(form.page()) ?? {};
    for (const id of value as readonly string[])
      await hand.check(at.getByRole('checkbox', { name: new RegExp(`^${names[id]}（`) }));
  },
  money: (at, value, _field, { hand }) => typeIn(hand, at, (Number(value) / 100).toFixed(2)),
  lines: (at, value, _field, { hand }) => typeIn(hand, at, (value as readonly string[]).join('\n')),
  summary: async (_at, value, field, { form, hand }) => {
    for (const [code, text] of Object.entries(value as JsonObject)) {
      const item = form.locator(cssPath(`/${field.name}/${code}`));
      await hand.type(item.locator('textarea'), written(text));
    }
  },
  checklist: async (_at, value, field, { form, hand }) => {
    for (const [code, item] of Object.entries(value as JsonObject)) {
      const place = form.locator(cssPath(`/${field.name}/${code}`));
      const { conclusion, ground } = item as { conclusion: string; ground?: string };
      await hand.check(place.getByRole('radio', { name: conclusions[conclusion] ?? '' }));
      if (ground !== undefined && ground !== '') await hand.type(place.locator('textarea'), ground);
    }
  },
};

const conclusions: Readonly<Record<string, string>> = {
  ok: '合格',
  problem: '有问题',
  'not-applicable': '不涉及',
};

const namesOf = new WeakMap<Page, Readonly<Record<string, string>>>();

/** Says who the people in the forms of a page are. */
export function knowPeople(page: Page, names: Readonly<Record<string, string>>): void {
  namesOf.set(page, names);
}

async function fillOne(
  filling: Filling,
  field: OfferedField,
  at: Locator,
  value: Json,
): Promise<void> {
  const fill = fillers[field.type];
  if (fill === undefined) await typeIn(filling.hand, at, written(value));
  else await fill(at, value, field, filling);
  filling.effort.fields += 1;
}

async function typeIn(hand: Hand, at: Locator, text: string): Promise<void> {
  await hand.type(
    at.locator('input:not([type=radio]):not([type=checkbox]), textarea').first(),
    text,
  );
}
