import { Link } from '@tanstack/react-router';
import { NothingHere } from '../../parts/nothing-here.tsx';
import type { Catalogue, Version } from './catalogue.ts';

/** The versions of the catalogue, newest first. */
export function VersionList({ catalogue }: { readonly catalogue: Catalogue }) {
  const { versions, asked } = catalogue;
  return (
    <section className="panel" aria-labelledby="versions">
      <h2 id="versions">各版</h2>
      {versions.length === 0 ? (
        <NothingHere title="还没有汇编。">
          <p>各承办机构报送、{asked.reviewOffice}审核同意以后，点“汇编”编成第 1 版。</p>
        </NothingHere>
      ) : (
        <ul className="task-list">
          {versions.map((version) => (
            <VersionLine key={version.number} version={version} asked={asked} />
          ))}
        </ul>
      )}
    </section>
  );
}

type VersionLineProps = { readonly version: Version; readonly asked: Catalogue['asked'] };

function VersionLine({ version, asked }: VersionLineProps) {
  const { number, itemCount } = version;
  return (
    <li>
      <div>
        <Link to="/review/catalogue/$number" params={{ number: String(number) }}>
          第 {number} 版
        </Link>
        （{itemCount} 项）
        <div className="small soft">{factsOf(version).join(' · ')}</div>
      </div>
      <span className="catalogue-tags">
        <StandingTags version={version} asked={asked} />
      </span>
    </li>
  );
}

function factsOf(version: Version): readonly string[] {
  const { compiledBy, compiledAt, approvedBy, approvedAt, inForceFrom, inForceUntil } = version;
  return [
    `${compiledBy} ${compiledAt.slice(0, 10)} 汇编`,
    approvedAt === null ? '' : `${approvedBy ?? ''} ${approvedAt.slice(0, 10)} 批准`,
    inForceFrom === null
      ? ''
      : `自 ${inForceFrom} 起施行${inForceUntil === null ? '' : `，至 ${inForceUntil}`}`,
  ].filter(Boolean);
}

/** How a version stands, in words; what the rules still ask of it is said too. */
export function StandingTags({ version, asked }: VersionLineProps) {
  const isApproved = version.standing === 'approved';
  const tags: readonly (readonly [boolean, string, string])[] = [
    [version.standing === 'compiled', 'tag tag--warn', version.standingTitle],
    [version.standing === 'returned', 'tag tag--late', version.standingTitle],
    [version.isInForce, 'tag tag--ok', '施行中'],
    [isApproved && !version.isInForce, 'tag', version.inForceUntil === null ? '将施行' : '已批准'],
    [version.publishedAt !== null, 'tag tag--ok', '已公开'],
    [isApproved && asked.publish && version.publishedAt === null, 'tag tag--warn', '尚未公开'],
    [version.filed !== null, 'tag tag--ok', '已备案'],
    [isApproved && asked.fileWith !== null && version.filed === null, 'tag tag--warn', '尚未备案'],
  ];
  return tags
    .filter(([isSo]) => isSo)
    .map(([, tone, title]) => (
      <span key={title} className={tone}>
        {title}
      </span>
    ));
}
