import { Link } from '@tanstack/react-router';
import { useItems } from '../../api/whole.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import '../../parts/form.css';
import { forceWords, type Pack, packName } from './pack.ts';
import './rules.css';

/** The packs of rules that this installation knows. */
export function PacksPage() {
  const { data = [], error } = useItems<Pack>('/api/packs');
  return (
    <>
      <PageHead
        title="规则包"
        lead="系统适用的每一个期限、条件和清单都来自这里，都能查到出处。规则包随程序发布，在这里只供查阅。"
        actions={
          <Link to="/rules/compare" className="button-link">
            各地规定对照
          </Link>
        }
      />
      {error !== null && <ProblemNotice error={error} />}
      {data.map((pack) => (
        <section key={pack.folder} className="panel">
          <h2>
            <Link to="/rules/$packId" params={{ packId: pack.id }}>
              {packName(pack)}
            </Link>
          </h2>
          <p>{[pack.issuer, pack.documentNumber, forceWords(pack)].filter(Boolean).join(' · ')}</p>
          <p className="soft">
            {pack.clauseCount} 条款，{pack.ruleCount} 条规则
            {pack.extends.length > 0 && '；没有规定的按国家规定'}
          </p>
          <PackWarnings pack={pack} />
        </section>
      ))}
    </>
  );
}

/** What must be known before the pack is relied on. */
export function PackWarnings({ pack }: { readonly pack: Pack }) {
  return pack.warnings.map(({ code, text }) => (
    <p key={text} className="pack-warning">
      <span className={`tag ${code === 'ending' || code === 'draft' ? 'tag--warn' : 'tag--late'}`}>
        提醒
      </span>{' '}
      {text}
    </p>
  ));
}
