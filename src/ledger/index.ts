export { toBase64, toHex } from './base64.ts';
export {
  canonicalJson,
  comparable,
  type Json,
  NotCanonical,
} from './canonical-json.ts';
export { type Checkpoint, checkpointText, parseCheckpoint } from './checkpoint.ts';
export { openTiles, type Tile, TreeEdge, tileWidth } from './edge.ts';
export { type CommittedEvent, eventText } from './event-text.ts';
export {
  type EventFinding,
  type Finding,
  findingText,
  type NamedEvent,
} from './finding.ts';
export {
  openNote,
  parseNote,
  signNote,
} from './note.ts';
export {
  consistencyRanges,
  includes,
  inclusionRanges,
  isConsistent,
} from './proof.ts';
export {
  bundleOf,
  entriesOf,
  hashInTile,
  placeOf,
  type TileAddress,
  tileAddress,
  widthAt,
} from './tile.ts';
export {
  hashEntry,
  hashSize,
  type Node,
  nodesOf,
  type Range,
  rootOf,
} from './tree.ts';
