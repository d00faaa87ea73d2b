import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { sessionQuery, signOut, useMe } from '../api/session.ts';

/** Who is signed in, in which roles, for whom as deputy; and the way out. */
export function PersonMenu() {
  const me = useMe();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const leave = async () => {
    await signOut();
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
  };
  const roles = me.roles.map(({ title }) => title).join('、') || '尚未授予角色';
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', type: 'group', label: whoIs(me) },
          {
            key: 'me',
            label: '账户和通知设置',
            onClick: () => void navigate({ to: '/me' }),
          },
          { key: 'leave', label: '退出登录', onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" className="person" aria-label={`${me.name}，${roles}，打开个人菜单`}>
        <span className="person-name">{me.name}</span>
        <span className="person-roles">{roles}</span>
      </Button>
    </Dropdown>
  );
}

function whoIs(me: ReturnType<typeof useMe>) {
  return (
    <div className="who">
      <div>{[me.agencyName, me.departmentName].filter(Boolean).join(' · ')}</div>
      {(me.standsInFor ?? []).map((one) => (
        <div key={one.principalName}>
          代 {one.principalName}（{one.roleTitles.join('、')}），至 {one.until}
        </div>
      ))}
    </div>
  );
}
