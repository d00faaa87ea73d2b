import type { Command } from 'commander';
import type { Settings } from './settings.ts';
import type { Words } from './usage.ts';

/** What a command is given. */
export type Cli = { readonly settings: Settings; readonly words: Words };

/** Gives a command its options and what it does. */
export type Define = (command: Command, cli: Cli) => void;
