import { PageHead } from '../../parts/page-head.tsx';

/** Guide. */
export function GuidePage() {
  return <PageHead title="启用指引" />;
}
