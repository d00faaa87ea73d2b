// Shortcuts of a single letter can be turned off, because speech input and tremor press them by chance (WCAG 2.1.4).

let allowed = true;

/** Whether single letters act as shortcuts for the person. */
export function singleKeysAllowed(): boolean {
  return allowed;
}

/** Turns single letters on or off. */
export function allowSingleKeys(isOn: boolean): void {
  allowed = isOn;
}
