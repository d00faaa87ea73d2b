import { Button } from 'antd';
import { useState } from 'react';
import { usePages } from '../../api/pages.ts';
import { useItems } from '../../api/whole.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import type { Agency, Department } from './agency.ts';
import { CertificateDialog, CertificateLine, RevocationDialog } from './certificates.tsx';
import { type Certificate, type Officer, officerLook } from './officer.ts';
import { OfficerDialog, OfficerStandingDialog } from './officer-dialog.tsx';
import { useKeeper } from './use-keeper.ts';

/** What was asked of the list. */
type Asked =
  | { readonly what: 'register' }
  | { readonly what: 'change'; readonly officer: Officer }
  | { readonly what: 'standing'; readonly officer: Officer }
  | { readonly what: 'certificate'; readonly officer: Officer }
  | {
      readonly what: 'revoke';
      readonly officer: Officer;
      readonly certificate: Certificate;
    };

/** The officers of a body with their certificates. */
export function Officers({ agency }: { readonly agency: Agency }) {
  const mayKeep = useKeeper(agency, 'register:officer');
  const [asked, setAsked] = useState<Asked | null>(null);
  const at = `/api/agencies/${agency.agencyId}`;
  const pages = usePages<Officer>(`${at}/officers`);
  const { data: departments = [] } = useItems<Department>(`${at}/departments`);
  const names = new Map(departments.map(({ departmentId, name }) => [departmentId, name]));
  const columns = columnsFor(names, mayKeep ? setAsked : null);
  const close = () => setAsked(null);
  return (
    <>
      <div className="panel-head">
        <p className="soft">没有有效行政执法证的人不得从事执法工作；持证名单依法公示。</p>
        <div className="page-actions">
          <ExportButton name="执法人员" columns={fileColumns(names, columns)} pages={pages} />
          {mayKeep && (
            <Button type="primary" onClick={() => setAsked({ what: 'register' })}>
              登记执法人员
            </Button>
          )}
        </div>
      </div>
      <RecordList
        caption="执法人员"
        columns={columns}
        pages={pages}
        rowKey={({ officerId }) => officerId}
        empty={
          <NothingHere title="还没有登记执法人员。">
            <p>
              {mayKeep
                ? '请点“登记执法人员”，从已有账户的人员中选择，再登记证件。'
                : '由本单位办公室登记。'}
            </p>
          </NothingHere>
        }
      />
      {asked !== null && (
        <OfficersDialog agency={agency} asked={asked} departments={departments} onClose={close} />
      )}
    </>
  );
}

type OfficersDialogProps = {
  readonly agency: Agency;
  readonly asked: Asked;
  readonly departments: readonly Department[];
  readonly onClose: () => void;
};

function OfficersDialog({ agency, asked, departments, onClose }: OfficersDialogProps) {
  const at = `/api/agencies/${agency.agencyId}/officers`;
  if (asked.what === 'register' || asked.what === 'change')
    return (
      <OfficerDialog
        agency={agency}
        departments={departments}
        onClose={onClose}
        {...(asked.what === 'change' ? { officer: asked.officer } : {})}
      />
    );
  if (asked.what === 'standing')
    return <OfficerStandingDialog at={at} officer={asked.officer} onClose={onClose} />;
  if (asked.what === 'certificate')
    return <CertificateDialog at={at} officer={asked.officer} onClose={onClose} />;
  return (
    <RevocationDialog
      at={at}
      officer={asked.officer}
      certificate={asked.certificate}
      onClose={onClose}
    />
  );
}

function columnsFor(
  departmentNames: ReadonlyMap<string, string>,
  put: ((asked: Asked) => void) | null,
): readonly Column<Officer>[] {
  const department = ({ departmentId }: Officer) =>
    departmentId === null ? '' : (departmentNames.get(departmentId) ?? '');
  const facts: readonly Column<Officer>[] = [
    {
      key: 'name',
      title: '姓名',
      isHead: true,
      text: ({ name }) => name,
      cell: (officer) => (
        <>
          {officer.name}
          <div className="small soft">
            {[officer.post, department(officer)].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    {
      key: 'standing',
      title: '执法资格',
      text: (officer) => officerLook(officer).words,
      cell: (officer) => <OfficerTag officer={officer} />,
    },
    {
      key: 'certificates',
      title: '证件',
      text: ({ certificates }) =>
        certificates.map((one) => `${one.number}（至 ${one.validUntil}）`).join('、'),
      cell: (officer) => <Certificates officer={officer} put={put} />,
    },
  ];
  return put === null ? facts : [...facts, actionsColumn(put)];
}

/** What stands under the name on the screen has columns of its own in an exported file. */
function fileColumns(
  departmentNames: ReadonlyMap<string, string>,
  columns: readonly Column<Officer>[],
): readonly Column<Officer>[] {
  const [name, ...others] = columns;
  const department = ({ departmentId }: Officer) => departmentNames.get(departmentId ?? '') ?? '';
  return [
    ...(name === undefined ? [] : [name]),
    { key: 'post', title: '职务', text: ({ post }) => post, cell: ({ post }) => post },
    { key: 'department', title: '内设机构', text: department, cell: department },
    ...others,
  ];
}

function OfficerTag({ officer }: { readonly officer: Officer }) {
  const { words, look } = officerLook(officer);
  return (
    <span className="row-actions">
      <span className={`tag tag--${look}`}>{words}</span>
      {officer.mayReview && <span className="tag">具备法制审核资格</span>}
    </span>
  );
}

type CertificatesProps = {
  readonly officer: Officer;
  readonly put: ((asked: Asked) => void) | null;
};

function Certificates({ officer, put }: CertificatesProps) {
  if (officer.certificates.length === 0) return <span className="soft">没有登记</span>;
  return (
    <ul className="certificates">
      {officer.certificates.map((certificate) => (
        <li key={certificate.certificateId}>
          <CertificateLine certificate={certificate} />{' '}
          {put !== null && certificate.revokedOn === null && (
            <Button
              size="small"
              danger
              aria-label={`注销或收回：${certificate.number}`}
              onClick={() => put({ what: 'revoke', officer, certificate })}
            >
              注销或收回
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function actionsColumn(put: (asked: Asked) => void): Column<Officer> {
  return {
    key: 'actions',
    title: '办理',
    cell: (officer) => (
      <span className="row-actions">
        {officer.standing === 'active' && (
          <>
            <Button
              size="small"
              aria-label={`登记证件：${officer.name}`}
              onClick={() => put({ what: 'certificate', officer })}
            >
              登记证件
            </Button>
            <Button
              size="small"
              aria-label={`变更：${officer.name}`}
              onClick={() => put({ what: 'change', officer })}
            >
              变更
            </Button>
          </>
        )}
        <Button
          size="small"
          aria-label={`${officer.standing === 'active' ? '离岗' : '重新上岗'}：${officer.name}`}
          onClick={() => put({ what: 'standing', officer })}
        >
          {officer.standing === 'active' ? '离岗' : '重新上岗'}
        </Button>
      </span>
    ),
  };
}
