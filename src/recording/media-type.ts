/** How a file of a recording is shown. */
export type MediaKind = 'audio' | 'video' | 'image' | 'document';

/** A type of file that the store keeps. */
export type MediaType = {
  readonly kind: MediaKind;
  /** What people call it. */
  readonly title: string;
  /** Ending of a file of this type, with the dot. */
  readonly ending: string;
};

/**
 * The types that are kept, by their media type.
 *
 * Nothing that a browser would run, and nothing that could be anything, such as an archive.
 */
const mediaTypes: Readonly<Record<string, MediaType>> = {
  'video/mp4': { kind: 'video', title: 'MP4 视频', ending: '.mp4' },
  'video/x-m4v': { kind: 'video', title: 'MP4 视频', ending: '.m4v' },
  'video/quicktime': { kind: 'video', title: 'MOV 视频', ending: '.mov' },
  'video/webm': { kind: 'video', title: 'WebM 视频', ending: '.webm' },
  'video/matroska': { kind: 'video', title: 'MKV 视频', ending: '.mkv' },
  'video/vnd.avi': { kind: 'video', title: 'AVI 视频', ending: '.avi' },
  'video/mp2t': { kind: 'video', title: 'TS 视频', ending: '.ts' },
  'video/mpeg': { kind: 'video', title: 'MPEG 视频', ending: '.mpg' },
  'video/MP1S': { kind: 'video', title: 'MPEG 视频', ending: '.mpg' },
  'video/MP2P': { kind: 'video', title: 'MPEG 视频', ending: '.mpg' },
  'video/3gpp': { kind: 'video', title: '3GP 视频', ending: '.3gp' },
  'video/3gpp2': { kind: 'video', title: '3GP 视频', ending: '.3g2' },
  'video/x-flv': { kind: 'video', title: 'FLV 视频', ending: '.flv' },
  'video/x-ms-asf': { kind: 'video', title: 'WMV 视频', ending: '.wmv' },
  'video/ogg': { kind: 'video', title: 'OGG 视频', ending: '.ogv' },
  'audio/mpeg': { kind: 'audio', title: 'MP3 录音', ending: '.mp3' },
  'audio/wav': { kind: 'audio', title: 'WAV 录音', ending: '.wav' },
  'audio/aac': { kind: 'audio', title: 'AAC 录音', ending: '.aac' },
  'audio/mp4': { kind: 'audio', title: 'M4A 录音', ending: '.m4a' },
  'audio/x-m4a': { kind: 'audio', title: 'M4A 录音', ending: '.m4a' },
  'audio/ogg': { kind: 'audio', title: 'OGG 录音', ending: '.ogg' },
  'audio/ogg; codecs=opus': { kind: 'audio', title: 'Opus 录音', ending: '.opus' },
  'audio/flac': { kind: 'audio', title: 'FLAC 录音', ending: '.flac' },
  'audio/amr': { kind: 'audio', title: 'AMR 录音', ending: '.amr' },
  'audio/aiff': { kind: 'audio', title: 'AIFF 录音', ending: '.aif' },
  'audio/x-ms-asf': { kind: 'audio', title: 'WMA 录音', ending: '.wma' },
  'image/jpeg': { kind: 'image', title: 'JPEG 照片', ending: '.jpg' },
  'image/png': { kind: 'image', title: 'PNG 图片', ending: '.png' },
  'image/webp': { kind: 'image', title: 'WebP 图片', ending: '.webp' },
  'image/heic': { kind: 'image', title: 'HEIC 照片', ending: '.heic' },
  'image/avif': { kind: 'image', title: 'AVIF 图片', ending: '.avif' },
  'image/bmp': { kind: 'image', title: 'BMP 图片', ending: '.bmp' },
  'image/gif': { kind: 'image', title: 'GIF 图片', ending: '.gif' },
  'image/tiff': { kind: 'image', title: 'TIFF 图片', ending: '.tif' },
  'application/pdf': { kind: 'document', title: 'PDF 文件', ending: '.pdf' },
};

/** What is known of a media type; null for one that is not kept. */
export function mediaTypeOf(type: string): MediaType | null {
  return Object.hasOwn(mediaTypes, type) ? (mediaTypes[type] ?? null) : null;
}

/** The kinds of files that are kept, as people say it. */
export const keptTypesText =
  '视频（MP4、MOV、AVI、MKV、WebM、TS 等）、录音（MP3、WAV、M4A、AAC、AMR 等）、照片（JPEG、PNG、HEIC 等）和 PDF';
