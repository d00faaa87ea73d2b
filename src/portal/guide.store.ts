// The guides lie as Markdown in docs/guide and their pictures in docs/pictures; both belong to the program and do not
// change while it runs.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

/** A picture of the guides. */
export type GuidePicture = {
  readonly content: Buffer;
  readonly width: number;
  readonly height: number;
  /** Names this version of it. */
  readonly digest: string;
};

/** Everything that the guides are made from. */
export type GuideShelf = {
  /** Markdown by name of the page; `index` is the first. */
  readonly texts: ReadonlyMap<string, string>;
  /** Pictures by file name. */
  readonly pictures: ReadonlyMap<string, GuidePicture>;
};

const docs = new URL('../../docs/', import.meta.url);

let held: Promise<GuideShelf> | null = null;

/** The guides; read when they are first asked for. */
export function guideShelf(): Promise<GuideShelf> {
  held ??= readGuides().catch((error: unknown) => {
    held = null;
    throw error;
  });
  return held;
}

async function readGuides(): Promise<GuideShelf> {
  const texts = await filesIn('guide/', '.md');
  const pictures = await filesIn('pictures/', '.png');
  return {
    texts: new Map(texts.map(([name, text]) => [name.slice(0, -3), text.toString('utf8')])),
    pictures: new Map(pictures.map(([name, content]) => [name, pictureOf(content)])),
  };
}

async function filesIn(folder: string, ending: string): Promise<readonly [string, Buffer][]> {
  const names = (await readdir(new URL(folder, docs))).filter((name) => name.endsWith(ending));
  return Promise.all(
    names
      .toSorted()
      .map(
        async (name): Promise<[string, Buffer]> => [
          name,
          await readFile(new URL(`${folder}${name}`, docs)),
        ],
      ),
  );
}

/** A PNG tells its size in the first chunk, right after its signature. */
function pictureOf(content: Buffer): GuidePicture {
  return {
    content,
    width: content.readUInt32BE(16),
    height: content.readUInt32BE(20),
    digest: createHash('sha256').update(content).digest('base64url').slice(0, 12),
  };
}
