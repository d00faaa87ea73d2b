/** The face of the rules that reads files. */
export { loadRuleBook, type RuleFolders } from './rule-book.store.ts';
