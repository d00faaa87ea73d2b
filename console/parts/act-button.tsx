import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { ProblemNotice } from './problem-notice.tsx';

type ActButtonProps = {
  readonly title: string;
  /** Said when it is done. */
  readonly done: string;
  readonly path: string;
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  /** Tells apart buttons of the same title for those who cannot see the row. */
  readonly label?: string;
  readonly kind?: 'link' | 'default' | 'primary';
};

/** A button that does one thing that does not hurt, says so, and shows what the server has against it. */
export function ActButton({
  title,
  done,
  path,
  method = 'POST',
  label,
  kind = 'default',
}: ActButtonProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async () => {
    setBusy(true);
    setError(null);
    try {
      await ask(path, { method });
      message.success(done);
      await queryClient.invalidateQueries();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button type={kind} aria-label={label} onClick={() => void act()} loading={isBusy}>
        {title}
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}
