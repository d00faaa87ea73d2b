// What verification finds, and how it is told.

/** An event by name. */
export type NamedEvent = {
  readonly agencyId: string;
  readonly streamId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly at: string;
};

/** One thing that is not as it was written. */
export type Finding =
  | {
      readonly what: EventFinding;
      readonly event: NamedEvent;
      readonly columns?: readonly string[];
    }
  | { readonly what: 'event-lost'; readonly leafIndex: number }
  | { readonly what: LeafFinding; readonly leafIndex: number }
  | { readonly what: TileFinding; readonly level: number; readonly index: number }
  | { readonly what: CheckpointFinding; readonly size: number }
  | { readonly what: 'log-truncated' | 'log-forked'; readonly from: number; readonly to: number }
  | { readonly what: LatestFinding }
  | {
      readonly what: 'projection-changed';
      readonly agencyId: string;
      readonly caseId: string;
      readonly columns: readonly string[];
    };

/** Findings about one event. */
export type EventFinding =
  | 'event-changed'
  | 'event-missing'
  | 'event-added'
  | 'event-reordered'
  | 'event-unsealed';

/** Findings about the map from leaves to events. */
export type LeafFinding = 'leaf-changed' | 'leaf-missing' | 'leaf-added';

/** Findings about tiles. */
export type TileFinding = 'tile-changed' | 'tile-missing' | 'tile-added';

/** Findings about kept checkpoints. */
export type CheckpointFinding = 'checkpoint-changed' | 'checkpoint-missing' | 'checkpoint-added';

/** Findings about the checkpoint remembered in the file beside the key. */
export type LatestFinding = 'latest-missing' | 'latest-changed';

const eventTexts: Record<EventFinding, string> = {
  'event-changed': '事件被改动',
  'event-missing': '事件被删除',
  'event-added': '事件不是本系统写入的',
  'event-reordered': '事件的先后次序被改动',
  'event-unsealed': '事件未按次序入链',
};

const columnTexts: Readonly<Record<string, string>> = {
  content: '内容',
  commitment: '承诺值',
  leaf_hash: '叶哈希',
  mac: '写入标记',
  recorded_at: '入库时间',
  log_id: '入链次序号',
};

/** One finding in a sentence. */
export function findingText(finding: Finding): string {
  switch (finding.what) {
    case 'event-lost':
      return `第 ${finding.leafIndex} 号叶对应的事件及其登记都已不在，无法说出是哪一件。`;
    case 'leaf-changed':
    case 'leaf-missing':
    case 'leaf-added':
      return `链上登记（ledger_leaf）第 ${finding.leafIndex} 号${ending(finding.what)}。`;
    case 'tile-changed':
    case 'tile-missing':
    case 'tile-added':
      return `哈希瓦片（ledger_tile）第 ${finding.level} 层第 ${finding.index} 块${ending(finding.what)}。`;
    case 'checkpoint-changed':
    case 'checkpoint-missing':
    case 'checkpoint-added':
      return `检查点（ledger_checkpoint）规模 ${finding.size} ${ending(finding.what)}。`;
    case 'log-truncated':
      return `链被截短：曾签署到 ${finding.to} 片叶，现在只到 ${finding.from} 片。`;
    case 'log-forked':
      return `规模 ${finding.from} 之后、${finding.to} 之前的内容与签署过的检查点不符。`;
    case 'latest-missing':
      return '密钥文件夹里的 checkpoint.latest 不在了，链的末尾是否被截断无从核对。';
    case 'latest-changed':
      return '密钥文件夹里的 checkpoint.latest 不是本系统签署的，链的末尾是否被截断无从核对。';
    case 'projection-changed':
      return `案卷现状与其事件不符：主体 ${finding.agencyId} 案件 ${finding.caseId}（${finding.columns.join('、')}）。`;
    default:
      return eventSentence(finding);
  }
}

function eventSentence(finding: Extract<Finding, { what: EventFinding }>): string {
  const { agencyId, streamId, sequence, kind, at } = finding.event;
  const columns = (finding.columns ?? []).map((column) => columnTexts[column] ?? column);
  const which = columns.length === 0 ? '' : `（${columns.join('、')}）`;
  const name = `主体 ${agencyId} 案件/流 ${streamId} 第 ${sequence} 号 ${kind} ${at}`;
  return `${eventTexts[finding.what]}${which}：${name}。`;
}

function ending(what: string): string {
  if (what.endsWith('-changed')) return '被改动';
  return what.endsWith('-missing') ? '被删除' : '是多出来的';
}
