import { Type } from 'typebox';

/** What a list of cases is searched with. */
export const caseTextField = Type.Optional(
  Type.String({
    title: '案件名称、当事人或者案号中的文字',
    minLength: 1,
    maxLength: 100,
    pattern: String.raw`^[^\p{Cc}\p{Cs}]*$`,
  }),
);
