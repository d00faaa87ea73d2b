/** The face of the rules that reads files. */

export { addedYears, CalendarFolder } from './calendar-folder.store.ts';
export {
  type CalendarImport,
  importCalendarText,
  importCalendarYear,
} from './calendar-import.store.ts';
export { loadRuleBook, type RuleFolders } from './rule-book.store.ts';
