import { PageHead } from '../../parts/page-head.tsx';

/** One case. */
export function CasePage() {
  return <PageHead title="案件" />;
}
