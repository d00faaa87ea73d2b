const urgencies = ['overdue', 'today', 'soon', 'ample', 'none'] as const;

/** Which tasks are listed. */
export type TaskQuery = {
  readonly urgency?: (typeof urgencies)[number] | undefined;
  readonly command?: string | undefined;
};

/** The question that an address holds; what it does not understand is left out. */
export function taskQueryIn(stored: Readonly<Record<string, unknown>>): TaskQuery {
  const urgency = urgencies.find((one) => one === stored['urgency']);
  const command = stored['command'];
  return {
    ...(urgency === undefined ? {} : { urgency }),
    ...(typeof command === 'string' && command !== '' ? { command: command.slice(0, 60) } : {}),
  };
}
