import { PageHead } from '../../parts/page-head.tsx';

/** Deputies. */
export function DeputiesPage() {
  return <PageHead title="代理" />;
}
