import { MenuOutlined } from '@ant-design/icons';
import { Link, Outlet } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { Suspense, useState } from 'react';
import { useMe } from '../api/session.ts';
import { FrameTools } from './frame-tools.tsx';
import { navigationOf } from './navigation.ts';
import { PersonMenu } from './person-menu.tsx';

/** What stands around every page: who it is, where one can go, what is new. */
export function Frame() {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        跳到正文
      </a>
      <header className="top">
        <Button
          className="top-menu"
          type="text"
          icon={<MenuOutlined />}
          aria-label="打开导航"
          onClick={() => setOpen(true)}
        />
        <Link to="/" className="top-name">
          明法<small>行政执法办案</small>
        </Link>
        <div className="top-tools">
          <FrameTools />
          <PersonMenu />
        </div>
      </header>
      <nav className="side" aria-label="主导航">
        <Navigation />
      </nav>
      <Drawer
        open={isOpen}
        onClose={() => setOpen(false)}
        placement="left"
        size={280}
        title="导航"
        rootClassName="side-drawer"
      >
        <nav aria-label="主导航">
          <Navigation onGo={() => setOpen(false)} />
        </nav>
      </Drawer>
      <main id="main" className="main">
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

/** Entries whose pages have others below them. */
const exactly: ReadonlySet<string> = new Set(['/', '/cases', '/review', '/rules']);

function Navigation({ onGo }: { readonly onGo?: () => void }) {
  const me = useMe();
  return navigationOf(me).map((group) => (
    <section key={group.title} className="side-group">
      {group.title !== '' && <h2>{group.title}</h2>}
      <ul>
        {group.entries.map((entry) => (
          <li key={entry.to}>
            <Link
              to={entry.to}
              onClick={onGo}
              activeOptions={{
                exact: exactly.has(entry.to),
              }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {entry.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}
