// What tests run inside a page. The tests are checked without the types of a browser; what is used of it stands here.
// biome-ignore-all lint/suspicious/noExplicitAny: untyped -- elements of a page have no types here

type InPage = any;

declare const document: InPage;
declare const getComputedStyle: (element: InPage) => InPage;
declare const scrollTo: (left: number, top: number) => void;
declare const requestAnimationFrame: (run: (at: unknown) => void) => void;
declare const __TSR_ROUTER__: { readonly routesByPath: object };

/** Which key leads from the focus to the element; 'here' when it has it, or another of its group. */
export function wayTo(element: InPage): string {
  const active = document.activeElement;
  if (active === element) return 'here';
  const isGroup = element.type === 'radio' && active?.type === 'radio';
  if (isGroup && active.name === element.name) return 'here';
  if (active === null || active === document.body) return 'Tab';
  const precedes = 2;
  return (active.compareDocumentPosition(element) & precedes) === 0 ? 'Tab' : 'Shift+Tab';
}

/** Whether the element has the focus. */
export function hasFocus(element: InPage): boolean {
  return element === document.activeElement;
}

/** What has the focus, as it begins. */
export function focused(): string {
  const active = document.activeElement;
  return `${active?.tagName}.${active?.className} ${active?.innerText ?? ''}`.slice(0, 200);
}

/** Whether it is seen where the focus is, and whether what has it can itself be seen; empty when both. */
export function focusFaults(): string[] {
  const active = document.activeElement;
  if (active === null || active === document.body) return ['the focus is nowhere'];
  const name: string = active.outerHTML.slice(0, 120);
  const around = [active, active.parentElement, active.nextElementSibling].filter(Boolean);
  const isSeen = around.some((one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  });
  const { left, top, width, height } = active.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
  const isOpen = above !== null && (active.contains(above) || above.contains(active));
  return [
    ...(isSeen ? [] : [`no focus to be seen: ${name}`]),
    ...(isOpen ? [] : [`the focus lies under something: ${name}`]),
  ];
}

/**
 * What stands against hitting an element with a finger; empty when nothing.
 *
 * Whatever can be pressed is at least 24 px wide and high, what a page is there for 44.
 */
export function tapFaults(element: InPage): string[] {
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const name: string = element.outerHTML.slice(0, 120);
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  const isOpen = above !== null && (element.contains(above) || above.contains(element));
  const least = element.matches('.button-link, .ant-btn-primary') ? 44 : 24;
  const size = `${Math.round(width)}×${Math.round(height)}`;
  return [
    ...(Math.round(height) < least || Math.round(width) < 24
      ? [`${size}, not ${least}: ${name}`]
      : []),
    ...(isOpen ? [] : [`lies under something: ${name}`]),
  ];
}

/** Whether a field that is gone to from the top of the page can be seen; empty when it can. */
export function arrivalFaults(element: InPage): string[] {
  document.activeElement?.blur();
  scrollTo(0, 0);
  element.focus();
  const { left, top, width, height } = element.getBoundingClientRect();
  const isSeen = [top + 2, top + Math.min(height, 60) - 2].every((y) => {
    const above = document.elementFromPoint(left + width / 2, y);
    return above !== null && element.contains(above);
  });
  return isSeen ? [] : [`hidden when it is gone to: ${element.outerHTML.slice(0, 120)}`];
}

/** What stands against headings and width of the page; empty when nothing. */
export function shapeFaults(): string[] {
  const heads: number = document.querySelectorAll('h1').length;
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = [...document.querySelectorAll('main *')]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
    .slice(0, 3)
    .map((one) => one.outerHTML.slice(0, 160));
  return [
    ...(heads === 1 ? [] : [`${heads} h1`]),
    ...(scrollWidth <= clientWidth ? [] : [`scrolls sideways, ${scrollWidth} px: ${wide.join()}`]),
  ];
}

/** Whether the page has read what it shows; asked after the next frame. */
export async function isRead(): Promise<boolean> {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return !document.body.innerText.includes('正在读取');
}

/** Whether the components are drawn in the colours of the tokens, and nothing is on its way from one colour to another. */
export function isColoured(): boolean {
  const ink = (element: InPage, name: string): string =>
    getComputedStyle(element).getPropertyValue(name).trim();
  const wanted = ink(document.documentElement, '--ink');
  const components = [...document.querySelectorAll('[class*="css-var-"]')];
  return (
    document.getAnimations().length === 0 &&
    components.length > 0 &&
    components.every((one) => ink(one, '--ant-color-text') === wanted)
  );
}

/** The addresses of the router of the console. */
export function routerPaths(): string[] {
  return Object.keys(__TSR_ROUTER__.routesByPath);
}
