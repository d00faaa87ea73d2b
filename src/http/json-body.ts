import type { FastifyInstance } from 'fastify';
import { Refused } from '../rules/index.ts';
import { requestRefusals } from './request-refusals.ts';

const deepest = 32;

/**
 * Reads bodies as JSON, and no others.
 *
 * Depth is looked at before the text is parsed, because what comes after walks the value with its own stack. Names that
 * would reach the prototype of objects are refused.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      const text = String(body);
      if (depthOf(text) > deepest) {
        done(new Refused(requestRefusals.tooDeep));
        return;
      }
      void parse(request, text, done);
    },
  );
}

/** How deep a JSON text nests objects and lists, whether or not it is well formed. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepestSeen = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (inString) {
      if (character === 92) index += 1;
      else if (character === 34) inString = false;
    } else if (character === 34) inString = true;
    else if (character === 91 || character === 123) deepestSeen = Math.max(deepestSeen, ++depth);
    else if (character === 93 || character === 125) depth -= 1;
  }
  return deepestSeen;
}
