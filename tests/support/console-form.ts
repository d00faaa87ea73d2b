// Fills in the forms of the console as a person does: by what stands beside the fields.

import type { Locator, Page } from 'playwright-core';
import { isObject, type Json, type JsonObject } from '../../src/casework/index.ts';

/** A field as the interface offers it. */
export type OfferedField = {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly required: boolean;
  readonly options: Readonly<Record<string, string>> | null;
  readonly fields: readonly OfferedField[] | null;
};

/** How much a person had to do. */
export type Effort = { clicks: number; fields: number };

type Filling = { readonly form: Locator; readonly effort: Effort };
type Filler = (at: Locator, value: Json, field: OfferedField, filling: Filling) => Promise<void>;

const cssPath = (path: string) => `[data-path="${path}"]`;

/** Fills in a form. */
export async function fillForm(
  form: Locator,
  fields: readonly OfferedField[],
  data: JsonObject,
  effort: Effort,
): Promise<void> {
  await fillGroup({ form, effort }, fields, data, '');
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
      if (!field.required && !(await opener.isChecked())) {
        await opener.check();
        filling.effort.clicks += 1;
      }
      await fillGroup(filling, field.fields, value, here);
    }
  }
}

const fillers: Readonly<Record<string, Filler>> = {
  flag: (at, value) => at.getByRole('radio', { name: value === true ? '是' : '否' }).check(),
  choice: async (at, value, field) => {
    const title = field.options?.[String(value)] ?? '';
    const select = at.locator('select');
    if ((await select.count()) > 0) await select.selectOption(String(value));
    else await at.getByRole('radio', { name: title, exact: true }).check();
  },
  choices: async (at, value, field) => {
    for (const code of value as readonly string[])
      await at.getByRole('checkbox', { name: field.options?.[code] ?? '', exact: true }).check();
  },
  officer: async (at, value) => void (await at.locator('select').selectOption(String(value))),
  officers: async (at, value, _field, { form }) => {
    const names = namesOf.get(form.page()) ?? {};
    for (const id of value as readonly string[])
      await at.getByRole('checkbox', { name: new RegExp(`^${names[id]}（`) }).check();
  },
  money: (at, value) => typeIn(at, (Number(value) / 100).toFixed(2)),
  lines: (at, value) => typeIn(at, (value as readonly string[]).join('\n')),
  summary: async (_at, value, field, { form }) => {
    for (const [code, text] of Object.entries(value as JsonObject)) {
      const item = form.locator(cssPath(`/${field.name}/${code}`));
      await item.locator('textarea').fill(String(text));
    }
  },
  checklist: async (_at, value, field, { form }) => {
    for (const [code, item] of Object.entries(value as JsonObject)) {
      const place = form.locator(cssPath(`/${field.name}/${code}`));
      const { conclusion, ground } = item as { conclusion: string; ground?: string };
      await place.getByRole('radio', { name: conclusions[conclusion] ?? '' }).check();
      if (ground !== undefined && ground !== '') await place.locator('textarea').fill(ground);
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
  if (fill === undefined) await typeIn(at, String(value));
  else await fill(at, value, field, filling);
  filling.effort.fields += 1;
}

async function typeIn(at: Locator, text: string): Promise<void> {
  await at.locator('input:not([type=radio]):not([type=checkbox]), textarea').first().fill(text);
}
