const rooms = [
  ...['rules', 'ledger', 'store', 'access', 'registers', 'casework', 'recording', 'review', 'disclosure'],
  ...['documents', 'archive', 'notification', 'supervision', 'exchange', 'assist', 'portal', 'demonstration', 'assembly', 'http', 'cli', 'console'],
];
const packs = ['national', 'kaifu', 'dazhou', 'anze', 'yueqing', 'calendar', 'procedures', 'templates'];
const others = ['tools', 'tests', 'scenarios', 'faults', 'e2e', 'bench', 'ci', 'deps', 'guide'];

export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'type-enum': [2, 'always', ['feat', 'fix', 'rule', 'docs', 'test', 'refactor', 'perf', 'build', 'chore']],
    'scope-enum': [2, 'always', [...rooms, ...packs, ...others]],
    'subject-max-length': [2, 'always', 72],
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
    'subject-case': [2, 'never', ['pascal-case', 'upper-case']],
  },
};
