import { describe, expect, test } from 'vitest';
import { conditionHolds, conditionText } from './condition.ts';

const sibling = (name: string, title: string, type: string, options = {}) => ({
  name,
  title,
  type,
  options,
});
const siblings = [
  sibling('method', '送达方式', 'choice', { post: '邮寄送达', leave: '留置送达' }),
  sibling('kinds', '处罚种类', 'choices', { fine: '罚款' }),
  sibling('public', '公开举行', 'flag'),
];

describe('a condition looks at the fields beside a field', () => {
  test.each([
    [{ method: ['post', 'leave'] }, { method: 'leave' }, true],
    [{ method: ['post', 'leave'] }, { method: 'direct' }, false],
    [{ method: ['post'] }, {}, false],
    [{ kinds: ['fine'] }, { kinds: ['warning', 'fine'] }, true],
    [{ kinds: ['fine'] }, { kinds: ['warning'] }, false],
    [{ kinds: ['fine'] }, { kinds: [] }, false],
    [{ public: [false] }, { public: false }, true],
    [{ public: [false] }, { public: true }, false],
    // Whoever has not said yes has not said no.
    [{ public: [false] }, {}, false],
    [{ public: [true] }, { public: 'true' }, false],
    [{ method: ['post'], public: [true] }, { method: 'post', public: true }, true],
    [{ method: ['post'], public: [true] }, { method: 'post', public: false }, false],
  ])('given %j beside %j, then whether it holds is %j', (condition, beside, holds) => {
    expect(conditionHolds(condition, beside)).toBe(holds);
  });

  test('given one or several values and fields, then they are told by their titles', () => {
    expect(conditionText({ method: ['post', 'leave'] }, siblings)).toBe(
      '“送达方式”为“邮寄送达”或者“留置送达”',
    );
    expect(conditionText({ kinds: ['fine'], public: [false] }, siblings)).toBe(
      '“处罚种类”含“罚款”，且“公开举行”为“否”',
    );
  });
});
