import { loadRuleBook } from '../rules/index.store.ts';
import {
  type CivilDate,
  type Deadline,
  dayOf,
  deadlineOf,
  type Instant,
  isCivilDate,
  nearest,
  parseInstant,
  Refused,
  type RuleBook,
  type Rules,
  ruleText,
} from '../rules/index.ts';
import type { Define } from './define.ts';
import { printJson, type Shell, tableOf, terminal } from './shell.ts';

/** What `mingfa deadline` is asked. */
export type DeadlineQuestion = {
  readonly pack: string;
  readonly rule: string;
  readonly from: string;
  readonly json?: boolean;
};

/** `mingfa deadline`: exit code 2 when no pack sets the rule. */
export const defineDeadline: Define = (command, cli) => {
  const { words } = cli;
  command
    .requiredOption('--pack <id>', words('规则包，如 anze', 'rule pack, such as anze'))
    .requiredOption(
      '--rule <key>',
      words('规则键，如 disclosure.penalty', 'rule key, such as disclosure.penalty'),
    )
    .requiredOption(
      '--from <when>',
      words(
        "起算日 YYYY-MM-DD；以小时计的写 'YYYY-MM-DD HH:mm'",
        "day YYYY-MM-DD, or 'YYYY-MM-DD HH:mm' for hours",
      ),
    )
    .option('--json', words('以 JSON 输出', 'print JSON'))
    .action(async (question: DeadlineQuestion) => {
      process.exitCode = await deadline(question, terminal(cli));
    });
};

/**
 * Answers when an act is due.
 *
 * @returns 0, or 2 if no pack sets the rule
 * @throws Refused for an unknown pack, a date that is none, or a rule that is no period
 */
export async function deadline(question: DeadlineQuestion, shell: Shell): Promise<number> {
  const from = startOf(question.from);
  const book = await loadRuleBook(shell.folders);
  const rules = rehearsed(book, question.pack);
  const on = dayOf(from);
  for (const warning of book.warnings([question.pack], on)) shell.err(warning.text);

  const rule = rules.get(question.rule, on);
  if (rule === null) return unset(question, from, { rules, book, shell });
  const found = deadlineOf(rule, from, book.calendar);
  if (found === null) {
    const text = `规则“${question.rule}”以小时计。请用 --from 'YYYY-MM-DD HH:mm' 写明起算时刻。`;
    throw new Refused({
      code: 'rules.from-needs-time',
      text,
      clauses: rule.clauses,
      field: 'from',
    });
  }
  if (found.origin === 'none' && rule.keep === undefined && rule.promptly !== true) {
    const text = `规则“${question.rule}”（${rule.title}）不是期限，没有截止日。请用 ./mingfa rules list --pack ${question.pack} 查看它的内容。`;
    throw new Refused({ code: 'rules.not-a-period', text, clauses: rule.clauses, field: 'rule' });
  }
  if (question.json === true) printJson(shell, answerOf(question, found));
  else shell.out(told(question, found, { rules, shell }));
  return 0;
}

/** The rules of one pack as if a body followed it; a draft may be rehearsed without being confirmed. */
export function rehearsed(book: RuleBook, pack: string): Rules {
  const drafts = book.packs.filter((each) => each.draft).map((each) => each.id);
  return book.rulesFor([pack], { confirmedDrafts: drafts });
}

function startOf(text: string): CivilDate | Instant {
  const start = isCivilDate(text) ? text : parseInstant(text);
  if (start !== null && start >= '1949-10-01' && start < '2200') return start;
  const sentence = `--from 的值“${text}”不是可用的日期。请写成 2026-09-28，或者 '2026-09-28 09:00'。`;
  throw new Refused({ code: 'rules.bad-from', text: sentence, clauses: [], field: 'from' });
}

type Ground = { readonly rules: Rules; readonly book: RuleBook; readonly shell: Shell };

function unset(question: DeadlineQuestion, from: string, { rules, book, shell }: Ground): number {
  const { pack, rule } = question;
  const reason = rules.unsetReason(rule, dayOf(from));
  const known = book.keys.get(rule);
  const near = known === undefined ? nearest(rule, book.keys.keys()) : null;
  const why = (
    reason ?? (known === undefined ? unknownText(rule, near) : '所适用的规则包都没有这一项')
  ).replace(/。$/, '');
  const text = shell.words(
    `未规定：规则包“${pack}”在 ${dayOf(from)} 对“${rule}”没有规定，不作计算。原因：${why}。`,
    `Not set: pack "${pack}" has no rule "${rule}" on ${dayOf(from)}; nothing is counted. ${why}.`,
  );
  if (question.json === true) {
    printJson(shell, { pack, rule, clauses: [], from, due: null, provisional: false, unset: why });
  }
  shell.err(text);
  return 2;
}

function unknownText(rule: string, near: string | null): string {
  return near === null ? `没有“${rule}”这个规则键` : `没有这个规则键，多半是“${near}”`;
}

/** What programs read: six parts always, the others only where they say something. */
export function answerOf(question: DeadlineQuestion, found: Deadline): object {
  const { rule, clauses, from, due, provisional, origin } = found;
  return {
    pack: question.pack,
    rule: question.rule,
    clauses,
    from,
    due,
    provisional,
    ...(rule.pack === question.pack ? {} : { setBy: rule.pack }),
    ...(origin === 'ours' || origin === 'behind' ? { origin } : {}),
    ...(rule.bound === 'min' ? { bound: 'min' } : {}),
    ...(rule.promptly === true ? { promptly: true } : {}),
    ...(rule.keep === undefined ? {} : { keep: rule.keep }),
  };
}

const origins = {
  text: ['', ''],
  schedule: ['', ''],
  ours: ['本机关自行补定，不是原文规定', "the body's own number, not the source's"],
  behind: ['原文没有数字，按法律的上限计算', 'the source names no number; the law’s limit counts'],
  none: ['原文没有数字，不计算截止日', 'the source names no number; nothing is counted'],
} as const;

function told(
  question: DeadlineQuestion,
  found: Deadline,
  { rules, shell }: { readonly rules: Rules; readonly shell: Shell },
): string {
  const { words } = shell;
  const { rule, due, from } = found;
  const setBy =
    rule.pack === question.pack ? '' : words(`（由 ${rule.pack} 设定）`, ` (set by ${rule.pack})`);
  const [originZh, originEn] = origins[found.origin];
  const origin = words(originZh, originEn);
  const soon = words(
    '（暂定：所跨年度的放假安排尚未全部公布）',
    ' (provisional: a holiday notice is still to come)',
  );
  const last =
    rule.bound === 'min' ? words('至少到', 'at least until') : words('最后期限', 'last day');
  const rows = [
    [words('规则', 'rule'), `${rule.title}（${question.rule}）`],
    [words('规则包', 'pack'), `${question.pack}${setBy}`],
    [words('内容', 'content'), ruleText(rule)],
    [words('起算', 'from'), from],
    [last, `${due ?? '—'}${found.provisional ? soon : ''}`],
    ...found.clauses.map((id, index) => [
      index === 0 ? words('依据', 'clauses') : '',
      `${rules.clause(id)?.citation ?? ''} ${id}`,
    ]),
    ...(origin === '' ? [] : [[words('说明', 'note'), origin]]),
  ];
  return tableOf(rows);
}
