import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { PageHead } from '../parts/page-head.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';

/** Said at an address that leads nowhere. */
export function NoSuchPage() {
  return (
    <>
      <PageHead title="没有这个页面" lead="地址可能写错了，或者内容已经不在这里。" />
      <Link to="/">回到首页</Link>
    </>
  );
}

/** Said when a page cannot be drawn; the rest of the console goes on. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  return (
    <>
      <PageHead title="这一页没有打开" />
      <ProblemNotice error={error}>
        <Button onClick={reset}>再试一次</Button>
      </ProblemNotice>
    </>
  );
}
