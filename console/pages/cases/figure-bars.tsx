import { Link } from '@tanstack/react-router';
import type { DepartmentFigures, Figures } from '../../api/cases.ts';
import { type BarPart, BarTable } from '../../parts/bar-table.tsx';

type Step = Figures['steps'][number];
type Handler = Figures['handlers'][number];
type Place = DepartmentFigures & { readonly title: string };

const stepParts: readonly BarPart<Step>[] = [
  { title: '在办', tone: 'chart', value: ({ count }) => count },
];
const handlerParts: readonly BarPart<Handler>[] = [
  { title: '有超期', tone: 'late', value: ({ overdue }) => overdue },
];
const placeParts: readonly BarPart<Place>[] = [
  { title: '有超期', tone: 'late', value: ({ overdue }) => overdue },
  { title: '快到期', tone: 'warn', value: ({ soon }) => soon },
];
const whole = {
  title: '在办',
  value: ({ open }: { readonly open: number }) => open,
};

/** Open cases by the step they have reached; each leads to its cases. */
export function StepBars({ steps }: { readonly steps: Figures['steps'] }) {
  return (
    <BarTable
      caption="在办案件所处步骤"
      head="步骤"
      rows={steps}
      rowKey={({ step }) => step}
      name={stepName}
      parts={stepParts}
      isSlim
    />
  );
}

function stepName({ step, title }: Step) {
  return (
    <Link to="/cases" search={{ standing: 'open', step }}>
      {title}
    </Link>
  );
}

type DepartmentBarsProps = { readonly departments: readonly DepartmentFigures[] };

/** Open and late cases of each department, and of each body where there are several. */
export function DepartmentBars({ departments }: DepartmentBarsProps) {
  const isOneBody = new Set(departments.map(({ agencyId }) => agencyId)).size <= 1;
  const places = departments.map((one) => {
    const name = one.departmentName ?? '未分机构';
    return { ...one, title: isOneBody ? name : `${one.agencyName} · ${name}` };
  });
  return (
    <BarTable
      caption="各承办机构在办、超期和快到期的案件"
      head={isOneBody ? '承办机构' : '执法主体和承办机构'}
      rows={places}
      rowKey={({ agencyId, departmentId }) => `${agencyId}/${departmentId}`}
      name={placeName}
      whole={whole}
      parts={placeParts}
    />
  );
}

function placeName({ agencyId, departmentId, title }: Place) {
  const search =
    departmentId === null ? { agency: agencyId } : { agency: agencyId, department: departmentId };
  return (
    <Link to="/overdue" search={search}>
      {title}
    </Link>
  );
}

/** Open and late cases of each officer. */
export function HandlerBars({ handlers }: { readonly handlers: Figures['handlers'] }) {
  const isOneBody = new Set(handlers.map(({ agencyName }) => agencyName)).size <= 1;
  const named = handlers.map((one) => ({
    ...one,
    name: isOneBody ? one.name : `${one.name}（${one.agencyName}）`,
  }));
  return (
    <BarTable
      caption="各承办人在办和超期的案件"
      head="承办人"
      rows={named}
      rowKey={({ id }) => id}
      name={handlerName}
      whole={whole}
      parts={handlerParts}
      isSlim={isOneBody}
    />
  );
}

function handlerName({ id, name }: Handler) {
  return (
    <Link to="/cases" search={{ standing: 'open', handler: id }}>
      {name}
    </Link>
  );
}
