import { archivePart } from './archive/index.ts';
import {
  type CasePart,
  type Composition,
  closingPart,
  compose,
  decisionPart,
  defencePart,
  filingPart,
  investigationPart,
  officersPart,
  type Procedure,
  performancePart,
  servicePart,
  transferPart,
} from './casework/index.ts';
import { disclosurePart } from './disclosure/index.ts';
import { recordingPart } from './recording/index.ts';
import { reviewPart } from './review/index.ts';

/** Every part that takes part in a case. A new room adds one line here. */
const caseParts: readonly CasePart[] = [
  filingPart,
  officersPart,
  investigationPart,
  recordingPart,
  reviewPart,
  defencePart,
  decisionPart,
  servicePart,
  performancePart,
  disclosurePart,
  transferPart,
  closingPart,
  archivePart,
];

/** Composes a procedure with all parts: the one composition that server, command line, scenarios and tests use. */
export function assemble(procedure: Procedure): Composition {
  return compose(procedure, caseParts);
}
