// Who is not signed in sees the sign-in page. Whose session ends while working signs in again in a dialog on top of
// the work, and what was under way goes on.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { keepSession } from '../api/client.ts';
import { type Me, sessionQuery } from '../api/session.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { PasswordChange } from './password-change.tsx';
import { SetUp } from './set-up.tsx';
import { SignInForm, SignInPage } from './sign-in.tsx';

type Waiting = { readonly done: (() => void)[] };

/** Lets through who is signed in. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const { data: me, error, isPending } = useQuery(sessionQuery);
  const isExpired = useExpiry(me ?? null);
  if (isPending) return null;
  if (error !== null && me === undefined) return <ProblemNotice error={error} />;
  if (me === null || me === undefined)
    return (
      <SetUp>
        <SignInPage />
      </SetUp>
    );
  if (me.mustChangePassword) return <PasswordChange />;
  return (
    <>
      <ConnectionNotice />
      {children}
      {isExpired.open && <ExpiredDialog me={me} onSignedIn={isExpired.close} />}
    </>
  );
}

function useExpiry(me: Me | null): { readonly open: boolean; readonly close: () => void } {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const csrfToken = me?.csrfToken ?? '';
  useEffect(() => {
    keepSession({
      csrfToken,
      untilSignedIn: () =>
        new Promise((resolve) => {
          setWaiting((held) => ({ done: [...(held?.done ?? []), resolve] }));
        }),
    });
  }, [csrfToken]);
  const close = () => {
    for (const go of waiting?.done ?? []) go();
    setWaiting(null);
  };
  return { open: waiting !== null, close };
}

type ExpiredDialogProps = { readonly me: Me; readonly onSignedIn: () => void };

function ExpiredDialog({ me, onSignedIn }: ExpiredDialogProps) {
  const queryClient = useQueryClient();
  const settle = (now: Me) => {
    // Somebody else at the same machine must not go on in the work of the first.
    if (now.accountId !== me.accountId) {
      window.location.assign('/console/');
      return;
    }
    queryClient.setQueryData(sessionQuery.queryKey, now);
    keepSession({ csrfToken: now.csrfToken, untilSignedIn: () => Promise.resolve() });
    onSignedIn();
  };
  return (
    <Modal
      open
      title="登录已过期，请重新登录"
      footer={null}
      closable={false}
      mask={{ closable: false }}
    >
      <p>填写的内容都在，登录后接着办理。</p>
      <SignInForm userName={me.userName} onSignedIn={settle} />
      <p className="small">
        <a href="/console/">不再继续，换一个人登录（未提交的内容将放弃）</a>
      </p>
    </Modal>
  );
}
