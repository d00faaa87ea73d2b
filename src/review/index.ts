/** The pure face of legal review. */
export { reviewPart } from './review.ts';
export { type ReviewStanding, standingOf } from './review-standing.ts';
