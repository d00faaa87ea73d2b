import { CopyOutlined, PrinterOutlined, PushpinFilled, PushpinOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { usePinned } from '../../api/case-marks.ts';
import { problemIn } from '../../api/client.ts';
import { ClockNotice } from '../../parts/clock-notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type CaseDetail, clocksQuery } from './case-file.ts';

type CaseHeadProps = {
  readonly detail: CaseDetail;
  /** Only which case it is; the rest stands beside the form. */
  readonly isBrief?: boolean;
};

/** Which case it is, how it stands, what is due next. */
export function CaseHead({ detail, isBrief = false }: CaseHeadProps) {
  return (
    <div className={isBrief ? 'case-head case-head--brief' : 'case-head'}>
      <PageHead
        title={detail.title}
        lead={<NumberAndStanding detail={detail} />}
        actions={isBrief ? undefined : <HeadActions detail={detail} />}
      />
      {!isBrief && <CaseFacts detail={detail} />}
      {detail.warnings.map(({ pack, code, text }) => (
        <p key={`${pack}.${code}`} className="notice small">
          {text}
        </p>
      ))}
    </div>
  );
}

/** Party, handlers, department, procedure and the next clock. */
export function CaseFacts({ detail }: { readonly detail: CaseDetail }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['当事人', detail.partyName],
    ['承办人', detail.handlers.map(({ name }) => name).join('、') || '尚未指派'],
    ['承办机构', detail.departmentName],
    ['程序', detail.variantTitle],
  ];
  return (
    <dl className="case-facts">
      {facts.map(
        ([title, text]) =>
          text !== null && (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
      <NextClock caseId={detail.caseId} />
    </dl>
  );
}

function NumberAndStanding({ detail }: { readonly detail: CaseDetail }) {
  const { message } = App.useApp();
  const number = detail.caseNumber;
  const copy = async () => {
    // The clipboard is only there where the console is reached over https.
    try {
      await navigator.clipboard.writeText(number ?? '');
      message.success('案号已复制');
    } catch {
      message.info('浏览器不允许复制，请选中案号后按 Ctrl+C。');
    }
  };
  return (
    <span className="case-number">
      {number !== null && (
        <>
          <span className="case-number-text">{number}</span>
          <Button
            type="text"
            size="small"
            icon={<CopyOutlined />}
            aria-label="复制案号"
            onClick={() => void copy()}
          />
        </>
      )}
      <span className={`case-standing case-standing--${detail.standing}`}>
        {detail.standingTitle}
      </span>
      <span className="soft">{detail.agencyName}</span>
    </span>
  );
}

/** The most pressing clock that still runs. */
function NextClock({ caseId }: { readonly caseId: string }) {
  const { data } = useQuery(clocksQuery(caseId));
  const order = ['overdue', 'today', 'soon', 'ample'];
  const running = (data?.clocks ?? []).filter(({ urgency }) => order.includes(urgency));
  const due = ({ dueAt, dueOn }: (typeof running)[number]) => dueAt ?? dueOn ?? '';
  const [next] = running.sort((one, other) => (due(one) < due(other) ? -1 : 1));
  if (next === undefined) return null;
  return (
    <div>
      <dt>最近的期限</dt>
      <dd>
        <ClockNotice clock={next} />
      </dd>
    </div>
  );
}

/** Whether the case has come to its legal review. */
function isReviewed({ steps }: CaseDetail): boolean {
  const standing = steps.find(({ id }) => id === 'review')?.standing;
  return standing === 'current' || standing === 'done';
}

function HeadActions({ detail }: { readonly detail: CaseDetail }) {
  const { caseId, title, caseNumber, publicPath } = detail;
  const { message } = App.useApp();
  const { isPinned, pin, release } = usePinned();
  const isOn = isPinned(caseId);
  const toggle = () =>
    (isOn ? release(caseId) : pin({ caseId, title, caseNumber })).catch((error: unknown) =>
      message.error(problemIn(error).detail),
    );
  return (
    <>
      <Button
        icon={isOn ? <PushpinFilled /> : <PushpinOutlined />}
        aria-pressed={isOn}
        onClick={() => void toggle()}
      >
        {isOn ? '取消置顶' : '置顶'}
      </Button>
      {isReviewed(detail) && (
        <Link to="/review/$caseId" params={{ caseId }} className="button-link">
          法制审核
        </Link>
      )}
      <Link to="/cases/$caseId/print" params={{ caseId }} className="button-link">
        <PrinterOutlined aria-hidden /> 打印
      </Link>
      {publicPath !== null && (
        <a href={publicPath} target="_blank" rel="noreferrer" className="button-link">
          公示页面
        </a>
      )}
    </>
  );
}
