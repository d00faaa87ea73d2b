import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { asPages } from '../../api/whole.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { RecordList } from '../../parts/record-list.tsx';
import {
  type Catalogue,
  catalogueAt,
  catalogueQuery,
  type VersionDetail,
  type VersionStep,
  versionQuery,
} from './catalogue.ts';
import './catalogue.css';
import { VersionDialog } from './catalogue-acts.tsx';
import { compiledColumns, compiledFileColumns } from './catalogue-columns.tsx';
import { StandingTags } from './catalogue-versions.tsx';

/** One version of the catalogue: what it holds, how it stands, what may be done with it. */
export function CatalogueVersionPage() {
  const { number } = useParams({ from: '/review/catalogue/$number' });
  const detail = useQuery(versionQuery(Number(number)));
  const catalogue = useQuery(catalogueQuery);
  const error = detail.error ?? catalogue.error;
  if (detail.data === undefined || catalogue.data === undefined)
    return (
      <>
        <PageHead title="审核目录" />
        {error !== null && <ProblemNotice error={error} />}
      </>
    );
  return <Detail detail={detail.data} catalogue={catalogue.data} />;
}

type DetailProps = { readonly detail: VersionDetail; readonly catalogue: Catalogue };

function Detail({ detail, catalogue }: DetailProps) {
  const [what, setWhat] = useState<VersionStep | null>(null);
  const { version, items, agencyName } = detail;
  const pages = asPages(items, {
    path: `${catalogueAt}/versions`,
    error: null,
    isPending: false,
  });
  return (
    <div className="catalogue-version">
      <PageHead
        title={`审核目录第 ${version.number} 版`}
        lead={agencyName}
        actions={<HeadActions detail={detail} put={setWhat} pages={pages} />}
      />
      <Facts detail={detail} catalogue={catalogue} />
      <div className="catalogue-items">
        <RecordList
          caption={`审核目录第 ${version.number} 版的事项`}
          columns={compiledColumns}
          pages={pages}
          rowKey={({ itemId }) => itemId}
          empty={<NothingHere title="这一版没有事项。" />}
        />
      </div>
      {what !== null && (
        <VersionDialog
          version={version}
          asked={catalogue.asked}
          what={what}
          onClose={() => setWhat(null)}
        />
      )}
    </div>
  );
}

const stepTitles: Readonly<Record<VersionStep, string>> = {
  approve: '批准',
  return: '退回',
  publish: '公开',
  file: '登记备案',
};

type HeadActionsProps = {
  readonly detail: VersionDetail;
  readonly put: (what: VersionStep) => void;
  readonly pages: ReturnType<typeof asPages<VersionDetail['items'][number]>>;
};

function HeadActions({ detail: { version, items }, put, pages }: HeadActionsProps) {
  const copy = `${catalogueAt}/versions/${version.number}/copy`;
  return (
    <>
      <Link to="/review/catalogue" className="button-link">
        返回目录
      </Link>
      <Button onClick={() => window.print()}>打印</Button>
      <ExportButton
        name={`审核目录第${version.number}版`}
        columns={compiledFileColumns}
        pages={pages}
        rows={items}
      />
      <a className="button-link" href={copy} download>
        下载文本
      </a>
      {version.next.map((step) => (
        <Button
          key={step}
          type={step === 'return' ? 'default' : 'primary'}
          onClick={() => put(step)}
        >
          {stepTitles[step]}
        </Button>
      ))}
    </>
  );
}

function Facts({ detail: { version }, catalogue }: DetailProps) {
  const facts = factsOf(version);
  return (
    <section className="panel" aria-label="这一版的情况">
      <p className="catalogue-tags">
        <StandingTags version={version} asked={catalogue.asked} />
      </p>
      {version.waiting.length > 0 && (
        <div className="notice">
          <p>批准以前还须办理：</p>
          <ul>
            {version.waiting.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {version.returned !== null && version.standing === 'returned' && (
        <p className="notice">
          {version.returned.by}退回：{version.returned.reason}
        </p>
      )}
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {version.publicPath !== null && (
        <p className="print-hide">
          <a href={version.publicPath}>在公众网站上查看</a>
        </p>
      )}
      <Comparisons number={version.number} catalogue={catalogue} />
    </section>
  );
}

function factsOf(version: VersionDetail['version']): readonly (readonly [string, string])[] {
  const { filed } = version;
  const when = (instant: string) => instant.slice(0, 16).replace('T', ' ');
  const facts: readonly (readonly [string, string])[] = [
    ['汇编', `${version.compiledBy} ${when(version.compiledAt)}`],
    ['说明', version.note],
    [
      '批准',
      version.approvedAt === null ? '' : `${version.approvedBy ?? ''} ${when(version.approvedAt)}`,
    ],
    ['施行日期', version.inForceFrom ?? ''],
    ['最后一日', version.inForceUntil ?? ''],
    ['公开', version.publishedAt === null ? '' : when(version.publishedAt)],
    [
      '备案',
      filed === null ? '' : `${filed.receiptNumber}，回执 ${filed.receivedOn}，${filed.by}登记`,
    ],
    ['文本的摘要（SHA-256）', version.digest],
  ];
  return facts.filter(([, value]) => value !== '');
}

function Comparisons({
  number,
  catalogue,
}: {
  readonly number: number;
  readonly catalogue: Catalogue;
}) {
  const others = catalogue.versions.filter((one) => one.number !== number);
  if (others.length === 0) return null;
  return (
    <p className="small print-hide">
      与别的版本比较：
      {others.map((other) => (
        <Link
          key={other.number}
          className="catalogue-other"
          to="/review/catalogue/comparison"
          search={{
            before: Math.min(number, other.number),
            after: Math.max(number, other.number),
          }}
        >
          第 {other.number} 版
        </Link>
      ))}
    </p>
  );
}
