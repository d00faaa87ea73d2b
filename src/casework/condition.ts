// When a field concerns a form.
//
// A condition looks at the fields beside it, in the same form or group: of each that it names, one of the values must
// stand there; of a choice of several, one of the codes must be among those chosen. What is named is a choice whose codes
// the procedure lists, or a yes or no; options that come from a body's rules are not known before there is a body.

/** Names of fields beside it, each with the values of which one must stand there; never empty. */
export type Condition = Readonly<Record<string, readonly (string | boolean)[]>>;

/** What a condition must know of a field beside it. */
type Sibling = {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly options: Readonly<Record<string, string>> | null;
};

/** What a condition must know of the field that lies under it. */
type Conditioned = {
  readonly name: string;
  readonly required: boolean;
  readonly when: Condition | null;
  readonly neededThen: boolean;
};

/**
 * Reads a condition from parsed YAML; a single value may stand without its brackets.
 *
 * @returns null when there is none; what is wrong with it `conditionProblems` says
 */
export function readCondition(value: unknown): Condition | null {
  if (value === undefined) return null;
  const named = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return Object.fromEntries(
    Object.entries(named).map(([name, one]) => [name, Array.isArray(one) ? one : [one]]),
  );
}

/** Whether a condition holds beside what stands in the other fields. */
export function conditionHolds(
  condition: Condition,
  beside: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(condition).every(([name, values]) => {
    const value = beside[name];
    const standing: readonly unknown[] = Array.isArray(value) ? value : [value];
    return standing.some((one) => values.some((wanted) => wanted === one));
  });
}

/**
 * What is wrong with the condition of a field.
 *
 * @param siblings - all fields of the form or group it belongs to
 * @returns what comes after the name of the field; empty when nothing is wrong
 */
export function conditionProblems(
  field: Conditioned,
  siblings: readonly Sibling[],
): readonly string[] {
  const { when, neededThen, required } = field;
  if (when === null)
    return neededThen && required ? ['已是必填，不用再写 neededThen。请删去。'] : [];
  const wrong = Object.entries(when).flatMap(([name, values]) => {
    const sibling = siblings.find((one) => one.name === name && name !== field.name);
    if (sibling === undefined) return [`的条件引用了同一表单里没有的字段“${name}”。`];
    return valueProblems(sibling, values);
  });
  if (Object.keys(when).length === 0) wrong.push('的条件（when）没有写明看哪个字段。');
  if (required) wrong.push('有条件（when），不能又是必填。请加上 required: false。');
  return wrong;
}

function valueProblems(
  { name, type, options }: Sibling,
  values: readonly unknown[],
): readonly string[] {
  if (values.length === 0) return [`的条件没有写明“${name}”的值。`];
  if (type === 'flag')
    return values
      .filter((value) => typeof value !== 'boolean')
      .map((value) => `的条件中，“${name}”的值须是 true 或者 false，不能是“${String(value)}”。`);
  if ((type !== 'choice' && type !== 'choices') || options === null)
    return [`的条件只能看是否或者列有选项（options）的字段，“${name}”不是。`];
  return values
    .filter((value) => typeof value !== 'string' || !Object.hasOwn(options, value))
    .map((value) => `的条件引用了“${name}”没有的选项“${String(value)}”。`);
}

/**
 * A condition in words, such as “送达方式”为“邮寄送达”.
 *
 * @param siblings - all fields of the form or group it belongs to
 */
export function conditionText(condition: Condition, siblings: readonly Sibling[]): string {
  return Object.entries(condition)
    .map(([name, values]) => {
      const sibling = siblings.find((one) => one.name === name);
      const verb = sibling?.type === 'choices' ? '含' : '为';
      const words = values.map((value) => valueText(value, sibling));
      return `“${sibling?.title ?? name}”${verb}${words.join('或者')}`;
    })
    .join('，且');
}

function valueText(value: string | boolean, sibling: Sibling | undefined): string {
  if (typeof value === 'boolean') return value ? '“是”' : '“否”';
  return `“${sibling?.options?.[value] ?? value}”`;
}
