import type { Command, CommanderError, Help } from 'commander';
import type { Language } from './settings.ts';

/** Chooses between the two languages of the command line. */
export type Words = (zh: string, en: string) => string;

/** Words in one language. */
export function wordsIn(language: Language): Words {
  return (zh, en) => (language === 'en' ? en : zh);
}

const headings: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
};

/** Help that is aligned and headed in Chinese; a Chinese character takes two columns. */
export function helpIn(language: Language): Partial<Help> {
  const displayWidth = (text: string): number =>
    Array.from(text).reduce(
      (sum, character) => sum + (/[\u2e80-\u9fff\uff00-\uff60]/.test(character) ? 2 : 1),
      0,
    );
  if (language === 'en') return { displayWidth };
  return {
    displayWidth,
    styleTitle: (title) => headings[title] ?? title,
    subcommandTerm: (command) =>
      [
        command.name(),
        ...command.registeredArguments.map(argumentName),
        command.options.length > 0 ? '[选项]' : '',
      ]
        .filter(Boolean)
        .join(' '),
    commandUsage: (command: Command) =>
      [
        fullName(command),
        ...command.registeredArguments.map(argumentName),
        command.usage().includes('[options]') ? '[选项]' : '',
      ]
        .concat(command.commands.length > 0 ? ['[命令]'] : [])
        .filter(Boolean)
        .join(' '),
    optionDescription: (option) => {
      const shown = option.defaultValue !== undefined && option.defaultValue !== false;
      return shown
        ? `${option.description}（默认 ${option.defaultValueDescription ?? String(option.defaultValue)}）`
        : option.description;
    },
  };
}

/** What is wrong with the arguments, where, and what to write instead. */
export function usageSentence(error: CommanderError, command: Command, words: Words): string {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const [first = '', second = ''] = quoted;
  const near = /\(Did you mean (.*)\?\)/.exec(error.message)?.[1];
  const nearZh = near ? `是不是 ${near.replace(/^one of /, '')}？` : '';
  const nearEn = near ? ` Did you mean ${near}?` : '';
  const help = `${fullName(command)} --help`;
  const look = words(`执行 ${help} 查看用法。`, `Run ${help} for usage.`);
  const facts = { command: fullName(command), first, second, message: error.message };
  const [zh, en] = (sentences[error.code] ?? otherwise)(facts);
  return words(`${zh}${nearZh}${look}`, `${en}${nearEn} ${look}`);
}

type Facts = {
  readonly command: string;
  readonly first: string;
  readonly second: string;
  readonly message: string;
};
type Sentence = (facts: Facts) => readonly [zh: string, en: string];

const sentences: Readonly<Record<string, Sentence>> = {
  'commander.unknownCommand': ({ first }) => [
    `没有“${first}”这个命令。`,
    `There is no command "${first}".`,
  ],
  'commander.unknownOption': ({ command, first }) => [
    `“${command}”没有 ${first} 这个选项。`,
    `"${command}" has no option ${first}.`,
  ],
  'commander.missingArgument': ({ first }) => [
    `缺少参数 <${first}>。`,
    `The argument <${first}> is missing.`,
  ],
  'commander.optionMissingArgument': ({ first }) => [
    `选项 ${first} 后面缺少值。`,
    `The option ${first} needs a value.`,
  ],
  'commander.missingMandatoryOptionValue': ({ first }) => [
    `缺少必需的选项 ${first}。`,
    `The option ${first} is required.`,
  ],
  'commander.excessArguments': () => ['参数太多。', 'There are too many arguments.'],
  'commander.conflictingOption': ({ first, second }) => [
    `选项 ${first} 不能与 ${second} 同时使用。`,
    `The option ${first} cannot be used with ${second}.`,
  ],
  'commander.invalidArgument': ({ first, second, message }) => [
    `${second} 的值“${first}”不可用。${/is invalid\. (.*)$/.exec(message)?.[1] ?? ''}`,
    message.replace(/^error: /, ''),
  ],
};

const otherwise: Sentence = ({ message }) => [`参数有误（${message}）。`, message];

function fullName(command: Command): string {
  const names: string[] = [];
  for (let each: Command | null = command; each; each = each.parent) names.unshift(each.name());
  return names.join(' ');
}

function argumentName(argument: { name(): string; required: boolean; variadic: boolean }): string {
  const name = argument.name() + (argument.variadic ? '…' : '');
  return argument.required ? `<${name}>` : `[${name}]`;
}
