import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkpointText, parseCheckpoint } from './checkpoint.ts';
import { readVerifierKey, verifierKey } from './key.store.ts';
import { openNote, parseNote, signNote } from './note.ts';

// The example of the reference implementation (golang.org/x/mod/sumdb/note).
const key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const text =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n";
const note = `${text}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const known = readVerifierKey(key);
if (known === null) throw new Error('the example key does not parse');

describe('notes are those of C2SP signed-note', () => {
  test('given the published note and key, then it opens', () => {
    expect(openNote(note, [known])).toBe(text);
  });

  test('given the published private key, then signing gives the published note', () => {
    const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const signer = {
      name: known.name,
      keyId: known.keyId,
      sign: (signed: string) => sign(null, Buffer.from(signed), privateKey),
    };
    expect(signNote(text, signer)).toBe(note);
  });

  test('given the line of an unknown key beside ours, then the note still opens', () => {
    const witnessed = `${note}— witness.example AAAAAAAA\n`;
    expect(openNote(witnessed, [known])).toBe(text);
  });

  test.each([
    ['another text', note.replace('answer', 'anwser')],
    ['another signature', note.replace('x08go/ZJ', 'x08go/ZK')],
    ['no signature', `${text}\n`],
    ['a signature by nobody we know', `${text}\n— Other AAAAAAAA\n`],
    ['our name with another key id', note.replace('x08go', 'x08gp')],
    ['no last newline', note.slice(0, -1)],
    ['a control character', note.replace('If you', 'If\tyou')],
    ['a hyphen for the dash', note.replace('—', '-')],
    ['more behind the signature', note.replace('nAM=', 'nAM= x')],
    ['no empty line', note.replace('\n\n', '\n')],
  ])('given %s, then it does not open', (_title, bad) => {
    expect(openNote(bad, [known])).toBeNull();
  });

  test('given a text with an empty line, then only the last one divides', () => {
    expect(parseNote(`a\n\nb\n\n— n AAAAAAAA\n`)?.text).toBe('a\n\nb\n');
  });

  test.each([
    ['a wrong key id', key.replace('c74f20a3', 'c74f20a4')],
    ['a wrong algorithm', key.replace('+ARpc', '+AhpC')],
    ['half a key', key.slice(0, 30)],
  ])('given %s, then the public key is refused', (_title, bad) => {
    expect(readVerifierKey(bad)).toBeNull();
  });

  test('given a public key, then it is handed on in the published form', () => {
    const raw = Buffer.from('GlzZBxQ8OExB6DDFvOEqqIF+xWSaqr8sMTiLNbLXRNY=', 'base64');
    expect(verifierKey('PeterNeumann', raw)).toBe(key);
  });
});

describe('checkpoints are those of C2SP tlog-checkpoint', () => {
  const root = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64');
  const checkpoint = { origin: 'example.com/behind-the-sofa', size: 20_852_163, root };
  const written =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

  test('given the published example, then it is written and read the same', () => {
    expect(checkpointText(checkpoint)).toBe(written);
    expect(parseCheckpoint(written)).toMatchObject({ size: 20_852_163, origin: checkpoint.origin });
    expect(Buffer.from(parseCheckpoint(written)?.root ?? []).equals(root)).toBe(true);
  });

  test('given extension lines, then they are passed over', () => {
    expect(parseCheckpoint(`${written}more\n`)?.size).toBe(20_852_163);
  });

  test.each([
    ['no origin', written.replace('example.com/behind-the-sofa', '')],
    ['a leading zero', written.replace('20852163', '020852163')],
    ['a sign', written.replace('20852163', '-1')],
    ['a size that no double holds', written.replace('20852163', '9999999999999999')],
    ['a short root', written.replace('CsUYapGG', 'CsUY')],
    ['no last newline', written.slice(0, -1)],
  ])('given %s, then it is refused', (_title, bad) => {
    expect(parseCheckpoint(bad)).toBeNull();
  });
});
