import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxSize, type FlowNode, layOut } from './flow.ts';

const node = (id: string): FlowNode => ({
  id,
  title: id,
  kind: 'act',
  who: '',
  clock: '',
  notes: [],
  clauses: [],
});
const way = (from: string, to: string, title = '') => ({ from, to, title });
const nodes = ['a', 'b', 'c', 'd'].map(node);

describe('the flow chart is drawn from its boxes and ways', () => {
  test('given a way to the next box, then it runs straight down; one that skips runs on the right, one back on the left', () => {
    const { ways } = layOut({ nodes, edges: [way('a', 'b'), way('a', 'c'), way('d', 'b')] });

    expect(ways.map(({ from, to, side }) => `${from}${to} ${side}`)).toEqual([
      'ab down',
      'ac right',
      'db left',
    ]);
  });

  test('given boxes, then none stands upon another and all are within the picture', () => {
    const { boxes, width, height } = layOut({ nodes, edges: [way('a', 'd')] });

    for (const [index, { x, y }] of boxes.entries()) {
      expect(y).toBeGreaterThanOrEqual((boxes[index - 1]?.y ?? -boxSize.height) + boxSize.height);
      expect(x + boxSize.width).toBeLessThanOrEqual(width);
      expect(y + boxSize.height).toBeLessThanOrEqual(height);
    }
  });

  test('given a way to a box that is not there, then it is not drawn', () => {
    expect(layOut({ nodes, edges: [way('a', 'z')] }).ways).toEqual([]);
  });

  test('given any ways, then no two on one side share a lane where they share a stretch', () => {
    const places = fc.integer({ min: 0, max: 7 });
    const many = Array.from({ length: 8 }, (_, index) => node(String(index)));
    fc.assert(
      fc.property(fc.array(fc.tuple(places, places), { maxLength: 14 }), (pairs) => {
        const edges = pairs.map(([from, to]) => way(String(from), String(to)));
        const ways = layOut({ nodes: many, edges }).ways.filter(({ lane }) => lane !== null);
        expect(layOut({ nodes: many, edges }).ways).toHaveLength(edges.length);
        for (const [index, one] of ways.entries())
          for (const other of ways.slice(index + 1)) {
            const [top, bottom] = [Number(one.from), Number(one.to)].toSorted((a, b) => a - b);
            const [from, until] = [Number(other.from), Number(other.to)].toSorted((a, b) => a - b);
            const share = (top ?? 0) <= (until ?? 0) && (from ?? 0) <= (bottom ?? 0);
            if (one.side === other.side && share) expect(one.lane).not.toBe(other.lane);
          }
      }),
    );
  });
});
