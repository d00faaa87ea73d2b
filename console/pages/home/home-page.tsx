import { useMe } from '../../api/session.ts';
import { PageHead } from '../../parts/page-head.tsx';

/** What waits for the person, what is late below, what changed. */
export function HomePage() {
  const me = useMe();
  return <PageHead title={`${me.name}，您好`} />;
}
