import { Type } from 'typebox';
import { permissionTitles } from './permission.ts';
import { roleTitles } from './role.ts';

const TYPED = '^(?=.*\\S)[^\\p{Cc}\\p{Cs}]*$';
// One text for one id: an id in capitals would be another one wherever it is compared.
const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/**
 * Text that people type: something to see, no control characters, and no halves of characters, which nothing after
 * this could keep.
 */
export function textField(title: string, limits: { minLength?: number; maxLength: number }) {
  return Type.String({ title, minLength: 1, ...limits, pattern: TYPED });
}

/** An identifier. */
export function idField(title: string) {
  return Type.String({ title, format: 'uuid', pattern: UUID });
}

/** An identifier or nothing. */
export function optionalIdField(title: string) {
  return Type.Union([Type.String({ format: 'uuid', pattern: UUID }), Type.Null()], { title });
}

/** A moment in Beijing time. */
export function instantField(title: string) {
  return Type.String({ title, examples: ['2026-09-28T09:00:00.000+08:00'] });
}

/** A civil day. */
export function dateField(title: string) {
  return Type.String({ title, format: 'date', pattern: '^(19|20|21)', examples: ['2026-09-28'] });
}

/** A role by its code. */
export const roleField = Type.Unsafe<keyof typeof roleTitles>({
  type: 'string',
  enum: Object.keys(roleTitles),
  title: '角色',
  description: Object.entries(roleTitles)
    .map(([code, title]) => `${code}：${title}`)
    .join('；'),
});

/** A permission by its code. */
export const permissionField = Type.Unsafe<keyof typeof permissionTitles>({
  type: 'string',
  enum: Object.keys(permissionTitles),
  title: '权限',
});

/** How many entries a page of a list has. */
export const limitField = Type.Integer({
  title: '每页条数',
  minimum: 1,
  maximum: 200,
  default: 50,
});

/** Where a list goes on; taken from `nextCursor` of the page before. */
export const cursorField = Type.String({ title: '续读位置', minLength: 1, maxLength: 300 });

/** Where the next page starts; null at the end. */
export const nextCursorField = Type.Union([Type.String(), Type.Null()], {
  title: '下一页的续读位置；没有更多时为 null',
});
