import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { asPages } from '../../api/whole.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { RecordList } from '../../parts/record-list.tsx';
import { type Catalogue, catalogueAt, catalogueQuery } from './catalogue.ts';
import './catalogue.css';
import { CompileDialog, ItemDialog } from './catalogue-acts.tsx';
import { type AskedOfItem, registerColumns } from './catalogue-columns.tsx';
import { ReportDialog } from './catalogue-report.tsx';
import { VersionList } from './catalogue-versions.tsx';

type Open = AskedOfItem | { readonly what: 'report' } | { readonly what: 'compile' };

/** The body's catalogue of decisions that must pass legal review. */
export function CataloguePage() {
  const { data, error } = useQuery(catalogueQuery);
  const [open, setOpen] = useState<Open | null>(null);
  if (data === undefined)
    return (
      <>
        <PageHead title="审核目录" />
        {error !== null && <ProblemNotice error={error} />}
      </>
    );
  return (
    <>
      <PageHead
        title="审核目录"
        lead={leadOf(data)}
        actions={<HeadActions catalogue={data} put={setOpen} />}
      />
      {error !== null && <ProblemNotice error={error} />}
      <Asked catalogue={data} />
      <VersionList catalogue={data} />
      <Register catalogue={data} put={setOpen} />
      {open !== null && <Dialogs catalogue={data} open={open} onClose={() => setOpen(null)} />}
    </>
  );
}

type DialogsProps = {
  readonly catalogue: Catalogue;
  readonly open: Open;
  readonly onClose: () => void;
};

function Dialogs({ catalogue, open, onClose }: DialogsProps) {
  if (open.what === 'report') return <ReportDialog catalogue={catalogue} onClose={onClose} />;
  if (open.what === 'compile') return <CompileDialog onClose={onClose} />;
  if (open.what === 'revise')
    return <ReportDialog catalogue={catalogue} item={open.item} onClose={onClose} />;
  return <ItemDialog asked={open} onClose={onClose} />;
}

function leadOf({ inForce, versions }: Catalogue): string {
  if (inForce !== null) return `今天施行的是第 ${inForce} 版。案件是否应当审核，程序按它提示。`;
  return versions.length === 0
    ? '哪些决定作出前须经法制审核，由各承办机构报送、审核机构汇编、机关负责人批准。'
    : '还没有施行的一版。案件是否应当审核，只按规则所列情形提示。';
}

type PutProps = { readonly catalogue: Catalogue; readonly put: (open: Open) => void };

function HeadActions({ catalogue, put }: PutProps) {
  return (
    <>
      <Link to="/review/flow" search={{}} className="button-link">
        审核流程图
      </Link>
      {catalogue.mayCompile && catalogue.items.length > 0 && (
        <Button onClick={() => put({ what: 'compile' })}>汇编</Button>
      )}
      {catalogue.departments.length > 0 && (
        <Button type="primary" onClick={() => put({ what: 'report' })}>
          报送事项
        </Button>
      )}
    </>
  );
}

/** What the rules ask of the catalogue, and nothing they do not ask. */
function Asked({ catalogue: { asked } }: { readonly catalogue: Catalogue }) {
  const factors = asked.factors.map(({ title }) => title).join('、');
  const sentences = [
    factors === ''
      ? ''
      : `事项须写明：${factors}${asked.standards ? '，以及重大决定的标准' : ''}。`,
    asked.publish ? `批准以后公开到公众网站${asked.flowChart ? '，连同审核流程图' : ''}。` : '',
    asked.fileWith === null ? '' : `批准以后向${asked.fileWith}备案。`,
  ];
  return (
    <div className="notice">
      <p>{sentences.filter(Boolean).join('')}</p>
      <ClauseList clauses={asked.clauses} />
    </div>
  );
}

function Register({ catalogue, put }: PutProps) {
  const columns = registerColumns(put);
  const { items } = catalogue;
  const pages = asPages(items, { path: catalogueAt, error: null, isPending: false });
  const waiting = items.filter(({ standing }) => standing === 'reported').length;
  return (
    <section aria-labelledby="register">
      <div className="panel-head">
        <h2 id="register">各机构报送的事项</h2>
        <div className="page-actions">
          <ExportButton name="审核目录事项" columns={columns} pages={pages} rows={items} />
        </div>
      </div>
      {waiting > 0 && <p className="soft">有 {waiting} 项等待审核。</p>}
      <div className="catalogue-items">
        <RecordList
          caption="各机构报送的事项"
          columns={columns}
          pages={pages}
          rowKey={({ itemId }) => itemId}
          empty={<NoItems catalogue={catalogue} />}
        />
      </div>
    </section>
  );
}

function NoItems({ catalogue }: { readonly catalogue: Catalogue }) {
  return (
    <NothingHere title="还没有报送的事项。">
      <p>
        {catalogue.departments.length > 0
          ? '请点“报送事项”，把本机构作出前应当法制审核的决定逐项写明。'
          : '由各承办机构负责人报送。报送以后，审核机构在这里逐项审核。'}
      </p>
    </NothingHere>
  );
}
