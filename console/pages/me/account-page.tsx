import { PageHead } from '../../parts/page-head.tsx';

/** Account. */
export function AccountPage() {
  return <PageHead title="账户和通知设置" />;
}
