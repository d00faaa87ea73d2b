/**
 * The HTTP status of each refusal about the review catalogue, for the edge's one table.
 *
 * 404: not there, or not to be known; 409: the present state stands against it; 422: what was submitted is wrong.
 */
export const catalogueRefusalStatus = {
  'review.catalogue-backdated': 422,
  'review.catalogue-body-unknown': 404,
  'review.catalogue-choice': 422,
  'review.catalogue-empty': 409,
  'review.catalogue-factor': 422,
  'review.catalogue-filed': 409,
  'review.catalogue-filing-unasked': 409,
  'review.catalogue-item-unknown': 404,
  'review.catalogue-no-department': 422,
  'review.catalogue-not-approved': 409,
  'review.catalogue-not-reported': 409,
  'review.catalogue-order': 422,
  'review.catalogue-other-content': 409,
  'review.catalogue-outdated': 409,
  'review.catalogue-own-item': 409,
  'review.catalogue-publication-unasked': 409,
  'review.catalogue-published': 409,
  'review.catalogue-reason': 422,
  'review.catalogue-received-on': 422,
  'review.catalogue-returned': 409,
  'review.catalogue-standard': 422,
  'review.catalogue-threshold': 422,
  'review.catalogue-unchanged': 409,
  'review.catalogue-unexamined': 409,
  'review.catalogue-unset': 409,
  'review.catalogue-version-closed': 409,
  'review.catalogue-version-unknown': 404,
  'review.catalogue-withdrawn': 409,
} as const;
