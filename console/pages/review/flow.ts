import type { Clause } from '../../api/client.ts';

/** A box of the flow chart. */
export type FlowNode = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'start' | 'act' | 'question' | 'end';
  readonly who: string;
  readonly clock: string;
  readonly notes: readonly string[];
  readonly clauses: readonly Clause[];
};

/** A way from one box to another. */
export type FlowEdge = { readonly from: string; readonly to: string; readonly title: string };

/** The flow chart of review, as the server tells it. */
export type Flow = {
  readonly packs: readonly string[];
  readonly on: string;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
};

/** Where a box stands. */
export type PlacedBox = { readonly id: string; readonly x: number; readonly y: number };

/** How a way runs, and where its words stand. */
export type PlacedWay = {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly title: string;
  readonly label: {
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'end' | 'middle';
  };
  /** Lane beside the boxes, from 0; null for a way straight down. */
  readonly lane: number | null;
  readonly side: 'left' | 'right' | 'down';
};

/** A drawing of a flow chart, in pixels. */
export type FlowPicture = {
  readonly boxes: readonly PlacedBox[];
  readonly ways: readonly PlacedWay[];
  readonly width: number;
  readonly height: number;
};

/** Size of a box. */
export const boxSize = { width: 320, height: 84 } as const;
const [gap, edge, words, laneWidth] = [44, 12, 176, 14];

type Routed = FlowEdge & {
  readonly top: number;
  readonly bottom: number;
  readonly fromPlace: number;
  readonly toPlace: number;
};

/**
 * Draws a flow chart: the boxes below one another in reading order, ways down between neighbours, ways that skip boxes
 * on the right, ways back on the left. Ways on one side that would run over each other get lanes of their own.
 */
export function layOut({ nodes, edges }: Pick<Flow, 'nodes' | 'edges'>): FlowPicture {
  const places = new Map(nodes.map(({ id }, index) => [id, index]));
  const routed = edges.flatMap((one) => {
    const [fromPlace, toPlace] = [places.get(one.from), places.get(one.to)];
    if (fromPlace === undefined || toPlace === undefined) return [];
    const [top, bottom] = [Math.min(fromPlace, toPlace), Math.max(fromPlace, toPlace)];
    return [{ ...one, fromPlace, toPlace, top, bottom }];
  });
  const down = routed.filter(({ fromPlace, toPlace }) => toPlace === fromPlace + 1);
  const right = inLanes(routed.filter(({ fromPlace, toPlace }) => toPlace > fromPlace + 1));
  const left = inLanes(routed.filter(({ fromPlace, toPlace }) => toPlace <= fromPlace));
  const roomFor = (lanes: ReadonlyMap<Routed, number>) =>
    lanes.size === 0 ? edge : words + laneWidth * (1 + Math.max(...lanes.values())) + edge;
  const boxX = roomFor(left);
  const boxes = nodes.map(({ id }, index) => ({ id, x: boxX, y: topOf(index) }));
  return {
    boxes,
    ways: [
      ...down.map((one) => straight(one, boxX)),
      ...[...right].map(([one, lane]) => aside(one, { lane, side: 'right', boxX, all: right })),
      ...[...left].map(([one, lane]) => aside(one, { lane, side: 'left', boxX, all: left })),
    ],
    width: boxX + boxSize.width + roomFor(right),
    height: topOf(nodes.length) - gap + edge,
  };
}

const topOf = (place: number) => edge + place * (boxSize.height + gap);

/** Short ways get the inner lanes; two that share a stretch never share a lane. */
function inLanes(ways: readonly Routed[]): ReadonlyMap<Routed, number> {
  const lanes = new Map<Routed, number>();
  const byLength = ways.toSorted((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top);
  for (const way of byLength) {
    const taken = new Set(
      [...lanes]
        .filter(([other]) => other.top <= way.bottom && way.top <= other.bottom)
        .map(([, lane]) => lane),
    );
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    lanes.set(way, lane);
  }
  return lanes;
}

function straight({ from, to, title, fromPlace, toPlace }: Routed, boxX: number): PlacedWay {
  const x = boxX + boxSize.width / 2;
  const [start, end] = [topOf(fromPlace) + boxSize.height, topOf(toPlace)];
  return {
    from,
    to,
    title,
    side: 'down',
    lane: null,
    path: `M${x} ${start}V${end - 7}`,
    label: { x: x + 8, y: start + gap / 2 + 4, anchor: 'start' },
  };
}

type Aside = {
  readonly lane: number;
  readonly side: 'left' | 'right';
  readonly boxX: number;
  readonly all: ReadonlyMap<Routed, number>;
};

function aside(way: Routed, { lane, side, boxX, all }: Aside): PlacedWay {
  const sign = side === 'right' ? 1 : -1;
  const border = side === 'right' ? boxX + boxSize.width : boxX;
  const laneX = border + sign * (words + lane * laneWidth);
  const start = portOf(way, way.fromPlace, all);
  const end = portOf(way, way.toPlace, all);
  return {
    from: way.from,
    to: way.to,
    title: way.title,
    side,
    lane,
    path: `M${border} ${start}H${laneX}V${end}H${border + sign * 7}`,
    label: { x: border + sign * 8, y: start - 4, anchor: side === 'right' ? 'start' : 'end' },
  };
}

/** Ways that touch a box on one side leave and reach it at different heights. */
function portOf(way: Routed, place: number, all: ReadonlyMap<Routed, number>): number {
  const touching = [...all.keys()]
    .filter(({ fromPlace, toPlace }) => fromPlace === place || toPlace === place)
    .toSorted(
      (a, b) => otherEnd(a, place) - otherEnd(b, place) || (all.get(b) ?? 0) - (all.get(a) ?? 0),
    );
  const step = boxSize.height / (touching.length + 1);
  return Math.round(topOf(place) + step * (touching.indexOf(way) + 1));
}

const otherEnd = ({ fromPlace, toPlace }: Routed, place: number) =>
  fromPlace === place ? toPlace : fromPlace;
