// Long texts are not kept with the state of a case; what must be compared later keeps a mark.

/** A mark of a text: the same text has the same mark. It tells changes apart and proves nothing. */
export function markOf(text: string): string {
  let one = 0x811c9dc5;
  let other = 5381;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193) >>> 0;
    other = (Math.imul(other, 33) + unit) >>> 0;
  }
  return `${one.toString(16)}-${other.toString(16)}-${text.length}`;
}
