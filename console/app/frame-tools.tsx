/** Search and notifications in the head of every page. */
export function FrameTools() {
  return null;
}
