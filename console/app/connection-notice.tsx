import { useEffect, useState } from 'react';
import { watchConnection } from '../api/client.ts';

/** Says that the server is not reached, for as long as it is not. */
export function ConnectionNotice() {
  const [isReached, setReached] = useState(true);
  useEffect(() => watchConnection(setReached), []);
  return (
    <div role="status" className="connection" hidden={isReached}>
      {isReached ? '' : '连不上服务器，正在重试。填写的内容不会丢失，请不要关闭页面。'}
    </div>
  );
}
