/** What a new password must be, said before it is typed. */
export const passwordHint =
  '12 个字以上；含大写字母、小写字母、数字、符号中三类的，10 个字以上。不用常见的密码，不含登录名。';
