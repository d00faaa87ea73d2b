import { describe, expect, test } from 'vitest';
import { uploadOf } from './begun-upload.ts';

const upload = (uploadId: string) => ({
  uploadId,
  fileName: 'REC001.WAV',
  sizeBytes: 9_600_044,
  receivedBytes: 4_194_304,
  isComplete: false,
  path: '',
});
const file = { name: 'REC001.WAV', size: 9_600_044, lastModified: 1_790_000_000_000 };

describe('[anze-R18-2] an upload goes on only with the file it was begun with', () => {
  test('given the same file, then it goes on', () => {
    const begun = [['one', file.lastModified]] as const;
    expect(uploadOf([upload('one')], file, begun)?.uploadId).toBe('one');
  });

  test('given another recording of the same name and length, then it is a new one', () => {
    const begun = [['one', file.lastModified - 600_000]] as const;
    expect(uploadOf([upload('one')], file, begun)).toBeUndefined();
  });

  test('given an upload that this browser did not begin, then it is a new one', () => {
    expect(uploadOf([upload('one')], file, [])).toBeUndefined();
  });

  test('given another name or length, then it is a new one', () => {
    const begun = [['one', file.lastModified]] as const;
    for (const differs of [{ name: 'REC002.WAV' }, { size: 1 }])
      expect(uploadOf([upload('one')], { ...file, ...differs }, begun)).toBeUndefined();
  });
});
