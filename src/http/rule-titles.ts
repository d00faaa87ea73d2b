/** The system of 三项制度 that a clause belongs to. */
export const clauseSystemTitles: Readonly<Record<string, string>> = {
  publicity: '行政执法公示',
  record: '执法全过程记录',
  review: '重大执法决定法制审核',
  procedure: '执法程序',
  organisation: '组织和保障',
  platform: '信息化平台',
};

/** What a clause is about. */
export const clauseKindTitles: Readonly<Record<string, string>> = {
  'policy-meta': '文件本身',
  quality: '质量要求',
  role: '职责分工',
  workflow: '办理流程',
  gate: '前提条件',
  access: '查阅权限',
  content: '内容要求',
  list: '清单',
  deadline: '期限',
  notification: '告知',
  retention: '保存',
  staffing: '人员配备',
  report: '报告',
};

/** What a rule is about. */
export const subjectTitles: Readonly<Record<string, string>> = {
  disclosure: '公示',
  report: '报告',
  officers: '执法人员',
  casework: '办案程序',
  recording: '全过程记录',
  review: '法制审核',
  archive: '归档',
};
