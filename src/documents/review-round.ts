import { isObject, type JsonObject, objectOf, textOf, textsOf } from '../casework/index.ts';
import { dayOf } from '../rules/index.ts';
import { allAfter, entriesOf, type Filed, type FiledEvent } from './filed.ts';
import { paragraphsOf, recordsText } from './words.ts';

// What documents tell of one round of review: its materials and its conclusions.

const conclusionWords: Readonly<Record<string, string>> = {
  ok: '合格',
  problem: '存在问题',
  'not-applicable': '不涉及',
};

/**
 * Materials of a submission and its supplements, in the order of the pack.
 *
 * @param until - first record of the next round; that of the last round when absent
 */
export function materialsOf(
  filed: Filed,
  submission: FiledEvent,
  until = Number.POSITIVE_INFINITY,
): readonly JsonObject[] {
  const supplements = allAfter(filed, 'reviewSupplemented', submission.sequence).filter(
    ({ sequence }) => sequence < until,
  );
  const handed = new Set(
    [submission, ...supplements].flatMap(({ data }) => textsOf(data, 'materials')),
  );
  const kept = [submission, ...supplements].findLast(({ data }) => isObject(data['versions']));
  const versions = objectOf(kept?.data, 'versions');
  return entriesOf(filed.view, 'review.materials', dayOf(submission.at))
    .filter(({ code }) => handed.has(String(code)))
    .map(({ code, title }, index) => ({
      n: index + 1,
      title: String(title),
      records: recordsText(numbersIn(versions, String(code))),
    }));
}

function numbersIn(data: JsonObject, name: string): readonly number[] {
  const list = data[name];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'number') : [];
}

/** Conclusions in the order of the pack; what the opinion passed over is not in it. */
export function checklistOf(filed: Filed, opinion: FiledEvent) {
  const given = objectOf(opinion.data, 'checklist');
  return entriesOf(filed.view, 'review.checklist', dayOf(opinion.at))
    .filter(({ code }) => isObject(given[String(code)]))
    .map(({ code, title }, index) => {
      const item = objectOf(given, String(code));
      const conclusion = textOf(item, 'conclusion');
      const place = textOf(item, 'place');
      return {
        n: index + 1,
        title: String(title),
        conclusion,
        word: conclusionWords[conclusion] ?? conclusion,
        ground: paragraphsOf(textOf(item, 'ground')),
        place: place === '' ? '' : `见案卷第${place}号记录`,
      };
    });
}
