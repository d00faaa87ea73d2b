/**
 * The HTTP status of each refusal of the registers, for the edge's one table.
 *
 * 404: not there, or not to be known; 409: the present state stands against it; 422: what was submitted is wrong.
 */
export const registerRefusalStatus = {
  'register.agency-closed': 409,
  'register.agency-in-use': 409,
  'register.agency-name-taken': 409,
  'register.certificate-already-revoked': 409,
  'register.certificate-missing': 409,
  'register.certificate-not-valid': 409,
  'register.certificate-number-taken': 409,
  'register.certificate-period-reversed': 422,
  'register.certificate-revoked-too-early': 422,
  'register.changed': 409,
  'register.credit-code-taken': 409,
  'register.department-in-use': 409,
  'register.department-name-taken': 409,
  'register.department-unknown': 422,
  'register.draft-not-open': 409,
  'register.id-taken': 409,
  'register.officer-known': 409,
  'register.officer-left': 409,
  'register.pack-order': 422,
  'register.pack-unknown': 422,
  'register.parent-circle': 422,
  'register.parent-unknown': 422,
  'register.unknown': 404,
  'reviewer.designated-already': 409,
  'reviewer.ended-already': 409,
  'reviewer.ended-too-early': 422,
  'reviewer.level-unknown': 422,
  'reviewer.licence-needed': 422,
  'reviewer.period-reversed': 422,
  'reviewer.proof-missing': 422,
} as const;
