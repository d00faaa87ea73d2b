/**
 * For how long a page may be shown without asking whether its decision is still public.
 *
 * Who shows pages asks the database for the version and may use the answer for so long, counted from before the question.
 * Who withdraws, ends or corrects a decision waits as long before saying that it is done. So nobody, in any process,
 * is shown the old page once the withdrawal has been confirmed; and a page that many read at once costs one question
 * in this time, however many they are.
 */
export const PUBLIC_LEASE_MILLIS = 50;
