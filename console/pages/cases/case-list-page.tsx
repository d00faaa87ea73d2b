import { PageHead } from '../../parts/page-head.tsx';

/** Cases. */
export function CaseListPage() {
  return <PageHead title="案件" />;
}
