type Sheet = {
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly string[];
  readonly advice: string;
};

/** Prints one sheet instead of the page that is open. */
export function printSheet({ title, facts, secrets, advice }: Sheet): void {
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  const lines: readonly (readonly [string, string])[] = [
    ['h1', title],
    ...facts.map(({ name, value }) => ['p', `${name}：${value}`] as const),
    ...secrets.map((secret) => ['code', secret] as const),
    ['p', advice],
  ];
  for (const [tag, text] of lines) {
    const line = document.createElement(tag);
    line.textContent = text;
    sheet.append(line);
  }
  document.body.append(sheet);
  document.body.classList.add('prints-sheet');
  window.print();
  document.body.classList.remove('prints-sheet');
  sheet.remove();
}
