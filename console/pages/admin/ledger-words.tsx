import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import { checkpointOf } from './audit.ts';

/** How it is known that nothing in the records was changed, and what to keep to be able to show it. */
export function LedgerWords() {
  const { data } = useQuery({
    queryKey: ['/ledger/checkpoint'],
    queryFn: ({ signal }) => ask<string>('/ledger/checkpoint', { signal }),
  });
  const checkpoint = data === undefined ? null : checkpointOf(data);
  return (
    <section className="notice">
      <p>
        每一条记录都写进存证账本，改动、缺失、插入、调换都能查出来。
        {checkpoint !== null && (
          <>
            账本现有 {checkpoint.size} 条，树根哈希值 <code>{checkpoint.root}</code>。
          </>
        )}
      </p>
      <p className="row-links">
        <a href="/ledger/checkpoint" download="checkpoint.txt">
          下载签名的检查点
        </a>
        <a href="/ledger">怎样核验</a>
      </p>
      <p className="small soft">
        请定期把检查点存到本机关以外。在服务器上执行 ./mingfa verify 核验全部记录。
      </p>
    </section>
  );
}
