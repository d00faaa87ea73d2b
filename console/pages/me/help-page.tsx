import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMe } from '../../api/session.ts';
import { startTour } from '../../app/tour-start.ts';
import { ClausesById } from '../../parts/clause-by-id.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type HelpPart, helpTopics, topicFor } from './help.ts';
import './me.css';

/** Help for the person's role. */
export function HelpPage() {
  return <HelpSheet />;
}

/** Help of one topic. */
export function HelpTopicPage() {
  const { topic } = useParams({ from: '/help/$topic' });
  return <HelpSheet id={topic} />;
}

function HelpSheet({ id }: { readonly id?: string }) {
  const me = useMe();
  const navigate = useNavigate();
  const roles = me.roles.map(({ role }) => role);
  const topic = topicFor(id, roles);
  const again = async () => {
    await navigate({ to: '/' });
    startTour();
  };
  return (
    <>
      <PageHead
        title={`帮助：${topic.title}`}
        lead={topic.lead}
        actions={<Button onClick={() => void again()}>再看一遍导览</Button>}
      />
      <nav aria-label="帮助目录">
        <ul className="help-nav">
          {helpTopics.map((one) => (
            <li key={one.id}>
              <Link
                to="/help/$topic"
                params={{ topic: one.id }}
                {...(one.id === topic.id ? { 'aria-current': 'page' } : {})}
              >
                {one.title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {topic.parts.map((part) => (
        <section key={part.title} className="panel">
          <h2>{part.title}</h2>
          <AdviceList part={part} />
        </section>
      ))}
      <p className="soft">
        更多说明：<a href="/help">公示网站上的帮助</a>
      </p>
    </>
  );
}

function AdviceList({ part: { advice, isSteps = false } }: { readonly part: HelpPart }) {
  const List = isSteps ? 'ol' : 'ul';
  return (
    <List className="help-text">
      {advice.map(({ text, clauses = [] }) => (
        <li key={text}>
          {text}
          <ClausesById ids={clauses} />
        </li>
      ))}
    </List>
  );
}
