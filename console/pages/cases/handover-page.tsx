import { PageHead } from '../../parts/page-head.tsx';

/** Handing over cases. */
export function HandoverPage() {
  return <PageHead title="移交案件" />;
}
