/**
 * Gives style elements the nonce of the page.
 *
 * Ant Design does so itself with its styles, but not where it holds the page still behind a dialog; the policy of the
 * server then refuses that style. Markup that came in from elsewhere is not made by this function and gets no nonce.
 */
export function markStyles(nonce: string): void {
  const make = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
