import { SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Bell } from './bell.tsx';
import { TourGate } from './tour-gate.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const SearchDialog = lazy(async () => ({
  default: (await import('./search-dialog.tsx')).SearchDialog,
}));
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }));

/** Search and notifications in the head of every page; also the keys that work everywhere, and the tour. */
export function FrameTools() {
  const [open, setOpen] = useState<'search' | 'keys' | null>(null);
  useShortcuts({ onSearch: () => setOpen('search'), onHelp: () => setOpen('keys') });
  return (
    <>
      <Button
        className="top-search"
        icon={<SearchOutlined />}
        aria-label="查找 Ctrl K"
        aria-keyshortcuts="Control+K"
        data-tour="search"
        onClick={() => setOpen('search')}
      >
        <span className="top-search-text">
          查找 <kbd>Ctrl K</kbd>
        </span>
      </Button>
      <Bell />
      <Suspense>
        {open === 'search' && <SearchDialog onClose={() => setOpen(null)} />}
        {open === 'keys' && <KeyHelp onClose={() => setOpen(null)} />}
      </Suspense>
      <TourGate />
    </>
  );
}
