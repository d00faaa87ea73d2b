import { describe, expect, test } from 'vitest';
import { chosenWith, type KindChoice, keptOf } from './choices.ts';

const kinds: readonly KindChoice[] = [
  { kind: 'task', title: '等待我办理', console: true, mail: true, webhook: false },
  { kind: 'changed', title: '他人办理', console: true, mail: false, webhook: false },
];

describe('how somebody wants to be told', () => {
  test('given one box, when it is ticked, then only that kind and way change', () => {
    const after = chosenWith(kinds, 'changed', { mail: true });
    expect(after[1]).toMatchObject({ console: true, mail: true, webhook: false });
    expect(after[0]).toEqual(kinds[0]);
  });

  test('given blank addresses, when choices are kept, then there are none and no titles are sent', () => {
    const kept = keptOf(kinds, { mailAddress: ' ', webhookUrl: ' https://a/b ' });
    expect(kept.mailAddress).toBeNull();
    expect(kept.webhookUrl).toBe('https://a/b');
    expect(kept.kinds[0]).toEqual({ kind: 'task', console: true, mail: true, webhook: false });
  });
});
