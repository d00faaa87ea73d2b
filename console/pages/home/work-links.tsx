import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/session.ts';
import { navigationOf } from '../../app/navigation.ts';

/** Where the work of an administrator is. */
export function WorkLinks() {
  const me = useMe();
  const entries = navigationOf(me)
    .filter(({ title }) => title === '管理' || title === '规则')
    .flatMap((group) => group.entries);
  if (entries.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="home-work">
      <h2 id="home-work">我的工作</h2>
      <ul className="work-links">
        {entries.map(({ to, title }) => (
          <li key={to}>
            <Link to={to}>{title}</Link>
            {duties[to] !== undefined && <div className="small soft">{duties[to]}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const duties: Readonly<Record<string, string>> = {
  '/rules': '各规则包的条款、期限和来源',
  '/rules/compare': '同一事项各规则包怎样规定',
  '/procedure': '办案的步骤、文书和关口',
  '/review/flow': '法制审核怎样走，图和文字',
  '/guide': '从空系统到第一件案件，还缺什么',
  '/admin/agencies': '登记执法主体、内设机构、执法人员和证件',
  '/admin/accounts': '建立和停用账户，授予和收回角色',
  '/admin/sessions': '谁现在登录着，结束可疑的登录',
  '/admin/calendar': '每年的节假日和调休，期限按它计算',
  '/admin/backups': '备份数据，查看是否成功',
  '/admin/jobs': '后台任务是否积压或者失败',
  '/admin/standing': '数据库、磁盘、存证账本的情况',
  '/audit/events': '账户、登录、登记的全部记录',
  '/audit/readings': '谁查阅了哪些案件',
};
