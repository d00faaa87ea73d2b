// Words that schemas of reviews are made of.

import { type TSchema, Type } from 'typebox';

/** An identifier. */
export const id = (title: string) => Type.String({ format: 'uuid', title });
/** Something, or nothing. */
export const orNull = <T extends TSchema>(schema: T, title: string) =>
  Type.Union([schema, Type.Null()], { title });
/** Text. */
export const text = (title: string) => Type.String({ title });
/** A whole number. */
export const count = (title: string) => Type.Integer({ title });
/** Yes or no. */
export const flag = (title: string) => Type.Boolean({ title });
/** Texts in order. */
export const texts = (title: string) => Type.Array(Type.String(), { title });
/** A moment in Beijing time. */
export const instant = (title: string) =>
  Type.String({ title, examples: ['2026-09-28T09:00:00.000+08:00'] });
/** A civil day. */
export const day = (title: string) => Type.String({ title, examples: ['2026-09-28'] });
/** Clauses by their ids. */
export const clauses = Type.Array(Type.String(), { title: '依据的条款编号' });

/** What a clock warns of. */
export const warning = Type.Union(
  [
    Type.Literal('half'),
    Type.Literal('two-days'),
    Type.Literal('today'),
    Type.Literal('over'),
    Type.Null(),
  ],
  {
    title: '提醒',
    description: 'half：期限过半；two-days：剩两个工作日以内；today：今天到期；over：已超期。',
  },
);
/** How pressing a clock is. */
export const urgency = Type.String({ title: '紧急程度' });

/** What was done: where in the file, when and by whom. */
export const done = {
  sequence: count('案内序号'),
  at: instant('时间'),
  byName: text('办理人姓名'),
};
/** Something that was done. */
export const doneOnly = Type.Object(done, { title: '办理' });
/** The answer to something; null while it is awaited. */
export const answered = orNull(doneOnly, '答复；尚未答复的为 null');
