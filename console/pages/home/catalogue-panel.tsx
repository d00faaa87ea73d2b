import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { catalogueQuery } from '../review/catalogue.ts';
import { catalogueTasks } from '../review/catalogue-tasks.ts';

/** What of the review catalogue waits for the person; nothing while nothing does. */
export function CataloguePanel() {
  const { data } = useQuery(catalogueQuery);
  const tasks = data === undefined ? [] : catalogueTasks(data);
  if (tasks.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="home-catalogue">
      <div className="panel-head">
        <h2 id="home-catalogue">审核目录等我办理</h2>
        <Link to="/review/catalogue">打开审核目录</Link>
      </div>
      <ul className="task-list">
        {tasks.map(({ title, number }) => (
          <li key={title}>
            {number === null ? (
              <Link to="/review/catalogue">{title}</Link>
            ) : (
              <Link to="/review/catalogue/$number" params={{ number: String(number) }}>
                {title}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
