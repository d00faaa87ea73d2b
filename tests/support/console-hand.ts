// What a person does with a control: by mouse, by finger, or by keyboard alone.

import type { Locator, Page } from 'playwright-core';
import { arrivalFaults, focusFaults, hasFocus, tapFaults, wayTo } from './in-page.ts';

/** How a person works. */
export type Hand = {
  /** Presses a button or follows a link. */
  press(at: Locator): Promise<void>;
  /** Chooses a radio button or ticks a box; nothing when it is so already. */
  check(at: Locator): Promise<void>;
  type(at: Locator, text: string): Promise<void>;
  /** Chooses in a closed list. */
  select(at: Locator, value: string): Promise<void>;
  /** Submits the form in which the person works. */
  submit(button: Locator): Promise<void>;
};

/** By mouse. */
export const mouse: Hand = {
  press: (at) => at.click(),
  check: (at) => at.check(),
  type: (at, text) => at.fill(text),
  select: async (at, value) => void (await at.selectOption(value)),
  submit: (button) => button.click(),
};

/**
 * By finger.
 *
 * @param faults - takes what is too small to be hit, or lies under something else
 */
export function touch(faults: string[]): Hand {
  const tap = async (at: Locator) => {
    await at.waitFor();
    faults.push(...(await at.evaluate(tapFaults)));
    await at.tap();
  };
  const goTo = async (at: Locator) => {
    await at.waitFor();
    faults.push(...(await at.evaluate(arrivalFaults)));
    await tap(at);
  };
  return {
    press: tap,
    check: async (at) => {
      if (!(await at.isChecked())) await tap(at.locator('xpath=ancestor-or-self::label'));
    },
    type: async (at, text) => {
      await goTo(at);
      await at.fill(text);
    },
    select: async (at, value) => {
      await goTo(at);
      await at.selectOption(value);
    },
    submit: tap,
  };
}

/**
 * By keyboard alone.
 *
 * @param faults - takes where the focus is not seen, or lies under something else
 */
export function keys(faults: string[]): Hand {
  const reach = async (at: Locator) => {
    await tabTo(at);
    faults.push(...(await at.page().evaluate(focusFaults)));
  };
  const key = (at: Locator, name: string) => at.page().keyboard.press(name);
  return {
    press: async (at) => {
      await reach(at);
      await key(at, 'Enter');
    },
    check: async (at) => {
      if (await at.isChecked()) return;
      await reach(at);
      const isThere = await at.evaluate(hasFocus);
      if (isThere) await key(at, ' ');
      for (let left = 40; left > 0 && !(await at.isChecked()); left -= 1)
        await key(at, 'ArrowDown');
    },
    type: async (at, text) => {
      await reach(at);
      if ((await at.getAttribute('type')) === 'date') return typeDay(at, text);
      await key(at, 'Control+a');
      await at.page().keyboard.insertText(text);
    },
    select: async (at, value) => {
      await reach(at);
      for (let left = 60; left > 0 && (await at.inputValue()) !== value; left -= 1)
        await key(at, 'ArrowDown');
    },
    submit: (button) => key(button, 'Control+Enter'),
  };
}

/** The parts of a day stand in the order of the browser's own language. */
async function typeDay(at: Locator, day: string): Promise<void> {
  const { keyboard } = at.page();
  const [year = '', month = '', date = ''] = day.split('-');
  for (const order of [`${month}${date}${year}`, `${year}${month}${date}`]) {
    await keyboard.type(order);
    if ((await at.inputValue()) === day) return;
    for (let part = 0; part < 3; part += 1) await keyboard.press('ArrowLeft');
  }
  throw new Error(`${day} was typed, but ${await at.inputValue()} stands there`);
}

/** Tabs on, or back, until the element has the focus; of radio buttons, any of the group. */
async function tabTo(at: Locator): Promise<void> {
  await at.waitFor();
  const page = at.page();
  for (let left = 400; left > 0; left -= 1) {
    const way = await at.evaluate(wayTo);
    if (way === 'here') return;
    await page.keyboard.press(way);
  }
  throw new Error(`the keyboard does not reach ${String(at)}`);
}

/** Ends the tour that is shown to whoever signs in for the first time. */
export async function endTour(page: Page, hand: Hand = mouse): Promise<void> {
  const tour = page.locator('dialog.tour');
  const kept = page.waitForResponse(/\/api\/preferences\/tour$/);
  await hand.press(tour.getByRole('button', { name: '跳过' }));
  await kept;
  await tour.waitFor({ state: 'detached' });
}
