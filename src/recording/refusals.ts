import type { Refusal } from '../rules/index.ts';
import { keptTypesText } from './media-type.ts';

const refusal = (code: string, text: string): Refusal => ({ code, text, clauses: [] });

/** A number of bytes as people read it. */
export function sizeText(bytes: number): string {
  const units = ['字节', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), 4);
  const amount = bytes / 1024 ** step;
  return `${step === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[step]}`;
}

/** What the store of recordings refuses. */
export const recordingRefusals = {
  notOurs: refusal('recording.not-ours', '这是其他机关的案件，不能在其中登记音像文件。'),
  unknown: refusal('recording.unknown', '本案没有这个音像文件。请从案件的音像记录中打开。'),
  uploadUnknown: refusal(
    'recording.upload-unknown',
    '没有这项上传，或者已过一天、已被清理。请重新选择文件上传。',
  ),
  offset: refusal(
    'recording.offset',
    '接续的位置与已经收到的不符。请先查询已收到的长度（Upload-Offset），从那里接着上传。',
  ),
  tooMuch: refusal('recording.too-much', '收到的内容比登记的文件长度多。请重新选择文件上传。'),
  unfinished: refusal('recording.unfinished', '文件还没有上传完。请等上传完成后再登记。'),
  type: refusal(
    'recording.type',
    `不能识别为可以保存的音像文件。可以上传${keptTypesText}；执法记录仪的专用格式请先用配套软件转成 MP4。`,
  ),
  uploadsFull: refusal(
    'recording.uploads-full',
    '您没有传完的文件太多。请先把它们传完，或者等一天后自动清理。',
  ),
  noRoom: refusal(
    'recording.no-room',
    '服务器的磁盘空间不足，没有收下。请联系系统管理员清理磁盘后接着上传。',
  ),
  noRoomToCopy: refusal(
    'recording.no-room-to-copy',
    '磁盘空间不足，音像文件没有复制。请清理磁盘或者换一个位置，然后重新备份；恢复时遇到的，数据库已经恢复，请按运行手册“备份与恢复”补上音像文件。',
  ),
  gone: refusal(
    'recording.gone',
    '这个文件不在文件库中，无法播放。请告诉系统管理员：运行 ./mingfa verify 核验，并从备份恢复。',
  ),
  storeDamaged: refusal(
    'recording.store-damaged',
    '文件库中这个文件已被改动，没有登记；您上传的内容还在。请告诉系统管理员：运行 ./mingfa verify 核验，并从备份恢复，然后再登记。',
  ),
  tooManyPieces: refusal(
    'recording.too-many-pieces',
    '同时上传的太多。请等正在上传的传完一些，再接着上传。',
  ),
  notBytes: refusal(
    'recording.not-bytes',
    '收到的不是文件的内容，没有收下。请用内容类型 application/offset+octet-stream 发送。',
  ),
  altered: refusal(
    'recording.altered',
    '这个文件或者案卷中对它的登记已被改动，没有播放。请告诉系统管理员：运行 ./mingfa verify --deep 核验，并从备份恢复。',
  ),
  range: refusal('recording.range', '请求的范围超出了文件的长度。请从头读取。'),
  length: refusal(
    'recording.length',
    '没有说明文件有多长。请在 Upload-Length 中填写文件的字节数，空文件不能上传。',
  ),
} as const satisfies Readonly<Record<string, Refusal>>;

/** The refusal of a file that is larger than this installation takes. */
export function tooLargeRefusal(sizeBytes: number, maxBytes: number): Refusal {
  return {
    code: 'recording.too-large',
    text: `文件有 ${sizeText(sizeBytes)}，超过了单个文件 ${sizeText(maxBytes)} 的上限。请分段后上传，或者联系系统管理员调整 MINGFA_FILE_MAX_MB。`,
    clauses: [],
  };
}

/** HTTP status of each refusal: 404 not there; 409 the present state stands against it; 413, 415, 416 as HTTP names them. */
export const recordingRefusalStatus = {
  'recording.altered': 409,
  'recording.file-attached': 422,
  'recording.gone': 409,
  'recording.length': 400,
  'recording.no-room': 409,
  'recording.no-room-to-copy': 409,
  'recording.not-bytes': 415,
  'recording.not-ours': 403,
  'recording.number-taken': 422,
  'recording.number-unreadable': 422,
  'recording.offset': 409,
  'recording.range': 416,
  'recording.store-damaged': 409,
  'recording.too-large': 413,
  'recording.too-many-pieces': 429,
  'recording.too-much': 413,
  'recording.type': 415,
  'recording.unfinished': 409,
  'recording.unknown': 404,
  'recording.upload-unknown': 404,
  'recording.uploads-full': 409,
} as const;
