/** Kinds of penalty as the public site lists and filters them. */

const kinds: readonly (readonly [kind: string, sign: RegExp])[] = [
  ['警告', /警告/],
  ['通报批评', /通报批评/],
  ['罚款', /罚款/],
  ['没收违法所得', /没收[^，。；、]*违法所得|没收非法所得/],
  ['没收非法财物', /没收(?![^，。；、]*(?:违法|非法)所得)/],
  ['暂扣许可证件', /暂扣/],
  ['降低资质等级', /降低[^，。；]*资质/],
  ['吊销许可证件', /吊销/],
  ['限制开展生产经营活动', /限制[^，。；]*(?:生产|经营)/],
  ['责令停产停业', /停产|停业/],
  ['责令关闭', /责令[^，。；]*关闭/],
  ['限制从业', /限制从业|禁止从业|终身禁止|不得从事/],
  ['行政拘留', /拘留/],
];

/** Kind of what none of the named kinds describes. */
export const OTHER_KIND = '其他';

/**
 * The kinds that may be chosen as a filter, in the order of the law.
 *
 * @source apl-2021-9
 */
export const penaltyKinds: readonly string[] = [...kinds.map(([kind]) => kind), OTHER_KIND];

/**
 * Kinds of penalty that the wording of a punishment names.
 *
 * @param punishment - as in the decision
 * @returns in the order of the law; the kind "其他" alone when no kind is named
 * @source apl-2021-9
 */
export function penaltyKindsOf(punishment: string): string[] {
  const named = kinds.filter(([, sign]) => sign.test(punishment)).map(([kind]) => kind);
  return named.length > 0 ? named : [OTHER_KIND];
}

/**
 * The fine that the wording of a punishment names.
 *
 * @param punishment - as in the decision
 * @returns in fen (分), fines of one decision added up; null when none is named in digits
 */
export function fineFenOf(punishment: string): number | null {
  let fen: number | null = null;
  for (const found of punishment.matchAll(
    /罚款(?:人民币)?([\d,，]{1,15})(?:\.(\d{1,6}))?(万?)元/gu,
  )) {
    const whole = (found[1] ?? '').replace(/[,，]/gu, '');
    const places = found[3] === '万' ? 6 : 2;
    const part = (found[2] ?? '').slice(0, places).padEnd(places, '0');
    const amount = Number(whole + part);
    if (whole === '' || !Number.isSafeInteger(amount)) continue;
    fen = (fen ?? 0) + amount;
  }
  return fen;
}
