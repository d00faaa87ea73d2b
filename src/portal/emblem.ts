/** The mark of the site: 日 and 月, which together are 明, cut into a seal. Drawn by us; also the small icon of a tab. */

const strokes =
  '<path d="M8 9h6v14H8zM8 16h6M18 23c1-3 1-6 1-14h6v14h-2M19 13h6M19 18h6" fill="none" stroke="#fff" stroke-width="1.9"/>';

const seal = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#7f1d1d"/>${strokes}</svg>`;

/** The mark as an address that needs no request. */
export const emblemAddress: string = `data:image/svg+xml,${encodeURIComponent(seal)}`;
