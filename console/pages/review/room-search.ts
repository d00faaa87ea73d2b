/** Parts of the reading room, in their order. */
export const roomParts = {
  check: '逐项审核',
  acts: '办理',
  rounds: '各轮对照',
  duty: '人员和责任',
  documents: '文书',
} as const;

/** One part of the reading room. */
export type RoomPart = keyof typeof roomParts;

/** What the address of the reading room says besides the case. */
export type RoomSearch = {
  /** The part in sight; the check list when absent. */
  readonly part?: RoomPart;
  /** The command whose form is open. */
  readonly do?: string;
  /** The record shown at the left. */
  readonly record?: number;
};

/** Reads the address, leaving out what is not known. */
export function roomSearchIn(search: Readonly<Record<string, unknown>>): RoomSearch {
  const { part, do: command } = search;
  const record = Number(search['record']);
  return {
    ...(typeof part === 'string' && Object.hasOwn(roomParts, part)
      ? { part: part as RoomPart }
      : {}),
    ...(typeof command === 'string' && /^[a-zA-Z]{1,60}$/.test(command) ? { do: command } : {}),
    ...(Number.isInteger(record) && record > 0 && record < 10_000_000 ? { record } : {}),
  };
}

// The address for somebody from outside is shown once, by the dialogs beside the list of requests.
const besideTheList: readonly string[] = ['requestCounsel', 'withdrawCounselRequest'];

/** Where an act of the review is done: in its own form, or in the part that shows what it concerns. */
export function searchOf(command: string, before: Pick<RoomSearch, 'record'>): RoomSearch {
  const record = before.record === undefined ? {} : { record: before.record };
  return besideTheList.includes(command) ? { ...record, part: 'duty' } : { ...record, do: command };
}
