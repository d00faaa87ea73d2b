import { expect, test } from 'vitest';
import type { Me } from '../../console/api/session.ts';
import { navigationOf } from '../../console/app/navigation.ts';
import { permissionTitles, permits, type Role, roles } from '../access/index.ts';
import { consolePages, pagesFor } from './console-pages.ts';

const permissions = Object.keys(permissionTitles) as (keyof typeof permissionTitles)[];

test.each(roles)(
  'given the pages in the navigation of %s, then each is found by its title',
  (role) => {
    const held = permissions.filter((one) => permits([role], one));
    const me = { roles: [{ role }], permissions: held } as unknown as Me;
    const entries = navigationOf(me).flatMap((group) => group.entries);

    expect(entries.length).toBeGreaterThan(3);
    for (const { to, title } of entries)
      expect(pagesFor(title, [role]).map(({ path }) => path)).toContain(to);
  },
);

test('given pages that only some open, when others seek them, then they are not there', () => {
  const paths = (text: string, role: Role) => pagesFor(text, [role]).map(({ path }) => path);

  expect(paths('移交案件', 'leader')).toEqual(['/handover']);
  expect(paths('移交案件', 'officer')).toEqual([]);
  expect(paths('代理', 'office')).toEqual(['/deputies']);
  expect(paths('代理', 'auditor')).toEqual([]);
  expect(new Set(consolePages.map(({ title }) => title)).size).toBe(consolePages.length);
});
