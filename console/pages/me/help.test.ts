import { describe, expect, test } from 'vitest';
import { helpTopics, topicFor } from './help.ts';

describe('help finds the page of the person', () => {
  test('given every role, when help is opened, then there is a page of that role', () => {
    expect(helpTopics.filter(({ role }) => role !== undefined)).toHaveLength(10);
    expect(topicFor(undefined, ['leader']).id).toBe('leader');
  });

  test('given a topic, when it is named, then it wins over the role; an unknown one does not', () => {
    expect(topicFor('clocks', ['leader']).id).toBe('clocks');
    expect(topicFor('nothing', ['leader']).id).toBe('leader');
    expect(topicFor(undefined, []).id).toBe('gates');
  });
});
