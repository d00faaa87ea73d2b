export { fromBase64, toBase64, toHex } from './base64.ts';
export {
  canonicalJson,
  type Json,
  NotCanonical,
  type NotCanonicalReason,
} from './canonical-json.ts';
export { type Checkpoint, checkpointText, parseCheckpoint } from './checkpoint.ts';
export { openTiles, type Tile, TreeEdge, tileWidth } from './edge.ts';
export { type CommittedEvent, eventText } from './event-text.ts';
export {
  type CheckpointFinding,
  type EventFinding,
  type Finding,
  findingText,
  type LatestFinding,
  type LeafFinding,
  type NamedEvent,
  type TileFinding,
} from './finding.ts';
export {
  isKeyName,
  type Note,
  type NoteSignature,
  type NoteSigner,
  type NoteVerifier,
  openNote,
  parseNote,
  signNote,
} from './note.ts';
export {
  type ConsistencyClaim,
  consistencyRanges,
  type InclusionClaim,
  includes,
  inclusionRanges,
  isConsistent,
} from './proof.ts';
export type { Sha256 } from './sha256.ts';
export {
  bundleOf,
  entriesOf,
  hashInTile,
  type NodePlace,
  placeOf,
  type TileAddress,
  tileAddress,
  tilePath,
  widthAt,
} from './tile.ts';
export {
  emptyRoot,
  hashChildren,
  hashEntry,
  hashSize,
  type Node,
  nodesOf,
  type Range,
  rootOf,
  sameHash,
} from './tree.ts';
