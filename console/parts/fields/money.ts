// Money: people type and read yuan, the server counts fen. The amount in Chinese capitals guards against a slip of zeros.

/**
 * Fen in what was typed as yuan, or as officers say it, such as 5万.
 *
 * @returns null when it is no amount, or has more than two decimals
 */
export function fenOf(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s,，¥￥元]/g, '');
  const wan = /^(\d{1,8})(?:\.(\d{1,4}))?万$/.exec(plain);
  if (wan !== null) return Number(`${wan[1]}${(wan[2] ?? '').padEnd(4, '0')}`) * 100;
  const found = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain);
  if (found === null) return null;
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** An amount as it is typed, with two decimals. */
export function yuanOf(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** An amount as it is read, such as 1,234.50 元. */
export function yuanText(fen: number): string {
  const [whole = '0', rest = '00'] = yuanOf(fen).split('.');
  return `${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}.${rest} 元`;
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'] as const;

/** An amount in the capitals that documents of money use, such as 伍仟元整. */
export function capitalsOf(fen: number): string {
  if (fen === 0) return '零元整';
  const whole = wholeCapitals(Math.floor(fen / 100));
  const [jiao, rest] = [Math.floor((fen % 100) / 10), fen % 10];
  const yuan = whole === '' ? '' : `${whole}元`;
  if (jiao === 0 && rest === 0) return `${yuan}整`;
  const gap = jiao === 0 && yuan !== '' ? '零' : '';
  const tenth = jiao === 0 ? '' : `${digits[jiao]}角`;
  return `${yuan}${gap}${tenth}${rest === 0 ? '整' : `${digits[rest]}分`}`;
}

/** Groups of four figures; a gap of zeros between two figures is said once. */
function wholeCapitals(yuan: number): string {
  let text = '';
  let isGap = false;
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const part = Math.floor(yuan / 10_000 ** at) % 10_000;
    if (part === 0) {
      isGap = text !== '';
      continue;
    }
    const zero = text !== '' && (isGap || part < 1000) ? '零' : '';
    text += zero + fourCapitals(part) + groups[at];
    isGap = false;
  }
  // 万亿 and 亿 in one amount share the 亿.
  return text.replace(/万亿(?=.*亿)/u, '万');
}

function fourCapitals(part: number): string {
  let text = '';
  let isGap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(part / 10 ** place) % 10;
    if (digit === 0) {
      isGap = text !== '';
      continue;
    }
    text += (isGap ? '零' : '') + digits[digit] + places[place];
    isGap = false;
  }
  return text;
}
