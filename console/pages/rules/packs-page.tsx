import { PageHead } from '../../parts/page-head.tsx';

/** Packs. */
export function PacksPage() {
  return <PageHead title="规则包" />;
}
