/** Where the form of an act is opened. */
export type ActPlace = {
  readonly to: '/cases/$caseId' | '/review/$caseId';
  readonly search: { readonly do?: string };
};

// These are done with the materials beside the form; the reading room opens with the opinion by itself.
const inTheRoom: readonly string[] = [
  'acceptReview',
  'holdReviewMeeting',
  'giveOpinion',
  'countersignOpinion',
];

/** Where the form of an act is opened: at the case, or in the reading room of its review. */
export function placeOfAct(command: string | null): ActPlace {
  if (command !== null && inTheRoom.includes(command))
    return { to: '/review/$caseId', search: command === 'giveOpinion' ? {} : { do: command } };
  return { to: '/cases/$caseId', search: command === null ? {} : { do: command } };
}
