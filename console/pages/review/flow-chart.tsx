import { useEffect, useId, useRef } from 'react';
import { boxSize, type Flow, type FlowNode, layOut, type PlacedWay } from './flow.ts';

/** The flow chart as a drawing; the list below it says the same in words. */
export function FlowChart({ flow }: { readonly flow: Flow }) {
  const { boxes, ways, width, height } = layOut(flow);
  const [title, tip] = [useId(), useId()];
  const place = useRef<HTMLDivElement>(null);
  const first = boxes[0]?.x ?? 0;
  // A small screen begins with the boxes, not with the ways beside them.
  useEffect(() => {
    const shown = place.current?.clientWidth ?? 0;
    place.current?.scrollTo({ left: first - Math.max(0, (shown - boxSize.width) / 2) });
  }, [first]);
  return (
    <div
      ref={place}
      className="flow-picture"
      role="region"
      aria-label="流程图，可以左右移动"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- moved along with the arrow keys on a small screen
      tabIndex={0}
    >
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={title}
      >
        <title
          id={title}
        >{`法制审核流程图，共 ${flow.nodes.length} 步；下面的列表写明同样的内容`}</title>
        <defs>
          <marker id={tip} markerWidth="8" markerHeight="8" refX="1" refY="4" orient="auto">
            <path className="flow-tip" d="M0 0L8 4L0 8Z" />
          </marker>
        </defs>
        {ways.map((way) => (
          <Way key={`${way.from} ${way.to}`} way={way} tip={tip} />
        ))}
        {boxes.map(({ id, x, y }, index) => {
          const node = flow.nodes[index];
          return node === undefined ? null : (
            <g key={id} transform={`translate(${x} ${y})`}>
              <Box node={node} no={index + 1} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function Way({ way, tip }: { readonly way: PlacedWay; readonly tip: string }) {
  const { x, y, anchor } = way.label;
  return (
    <>
      <path className="flow-way" d={way.path} markerEnd={`url(#${tip})`} />
      {way.title !== '' && (
        <text className="flow-label" x={x} y={y} textAnchor={anchor}>
          {shortened(way.title, way.side === 'down' ? 24 : 13)}
        </text>
      )}
    </>
  );
}

/** The list says the whole; the drawing has room for the beginning. */
const shortened = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

function Box({ node, no }: { readonly node: FlowNode; readonly no: number }) {
  const { width, height } = boxSize;
  const middle = width / 2;
  const lines = [
    { className: 'flow-title', text: `${no}. ${node.title}` },
    { className: 'flow-who', text: shortened(node.who, 22) },
    { className: 'flow-clock', text: shortened(node.clock, 24) },
  ].filter(({ text }) => text !== '');
  const first = height / 2 + 5 - (lines.length - 1) * 11;
  return (
    <>
      <rect
        className={`flow-box flow-box--${node.kind}`}
        width={width}
        height={height}
        rx={node.kind === 'act' ? 3 : height / 2}
      />
      {lines.map(({ className, text }, index) => (
        <text
          key={className}
          className={className}
          x={middle}
          y={first + index * 22}
          textAnchor="middle"
        >
          {text}
        </text>
      ))}
    </>
  );
}
