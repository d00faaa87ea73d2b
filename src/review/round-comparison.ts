import type { ToldRound } from './round-telling.ts';
import { compareTexts } from './text-comparison.ts';

/**
 * What changed from one round of a review to another: texts piece by piece, materials by their records, the penalty.
 *
 * @source kaifu-3.5-e; dazhou-2.3.11-2b; yueqing-4.2-3
 */
export function compareRounds(before: ToldRound, after: ToldRound) {
  const texts: readonly (readonly [string, (round: ToldRound) => string])[] = [
    ['决定书代拟稿', ({ draft }) => draft],
    ['承办机构审查意见', ({ handlingReview }) => handlingReview],
    ['送审的事实', ({ words }) => words.facts],
    ['送审的证据', ({ words }) => words.evidence],
    ['送审的法律依据', ({ words }) => words.basis],
    ['送审的裁量理由', ({ words }) => words.discretion],
  ];
  return {
    parts: texts.map(([title, of]) => ({
      title,
      before: of(before),
      after: of(after),
      pieces: [...compareTexts(of(before), of(after))],
    })),
    materials: comparedMaterials(before, after),
    penalty: { before: before.penaltyText, after: after.penaltyText },
  };
}

function comparedMaterials(before: ToldRound, after: ToldRound) {
  const titles = new Map(
    [...before.materials, ...after.materials].map(({ code, title }) => [code, title]),
  );
  const sequencesIn = (round: ToldRound, code: string) => [
    ...(round.materials.find((one) => one.code === code)?.sequences ?? []),
  ];
  return [...titles].map(([code, title]) => ({
    code,
    title,
    before: sequencesIn(before, code),
    after: sequencesIn(after, code),
  }));
}
