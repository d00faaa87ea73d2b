const units = ['字节', 'KB', 'MB', 'GB', 'TB'];

/** A size as people read it; empty when it is not known. */
export function sizeText(bytes: number | null): string {
  if (bytes === null) return '';
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** step;
  const shown = step === 0 || amount >= 100 ? Math.round(amount) : Math.round(amount * 10) / 10;
  return `${shown} ${units[step]}`;
}
