/** The face of the rules that reads files. */
export { type CalendarImport, importCalendarYear } from './calendar-import.store.ts';
export { loadRuleBook, type RuleFolders } from './rule-book.store.ts';
