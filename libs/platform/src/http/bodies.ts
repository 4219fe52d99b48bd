import type { FastifyInstance, FastifyRequest } from 'fastify';

import { RefusalException } from '../wire/refusal-exception.js';
import { strictForm } from './strict-form.js';
import { strictJson } from './strict-json.js';

/**
 * JSON is what is read, and forms where a route is the target of one; anything else is 415. Every
 * other form stays outside, because a browser sends one across origins without asking first.
 */
export function readStrictBodies(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  accept(instance, 'application/json', strictJson, () => true);
  accept(instance, FORM, strictForm, ({ place }) => place?.forms ?? false);
}

const FORM = 'application/x-www-form-urlencoded';

function accept(
  instance: FastifyInstance,
  type: string,
  read: (body: Buffer) => unknown,
  isWelcome: (request: FastifyRequest) => boolean,
): void {
  instance.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const { headers } = request;
    try {
      const plain = isPlainUtf8(headers['content-type'], headers['content-encoding']);
      if (!plain || !isWelcome(request)) {
        throw new RefusalException({ code: 'unsupported_media_type' });
      }
      done(null, body.length === 0 ? undefined : read(body));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** RFC 8259 §8.1 knows no other charset, and a compressed body could be larger than its limit. */
function isPlainUtf8(type = '', encoding = 'identity'): boolean {
  const charsets = type.matchAll(/;\s*charset\s*=\s*"?([^";\s]*)/giu);
  return (
    encoding.toLowerCase() === 'identity' &&
    [...charsets].every(([, charset = '']) => /^utf-?8$/iu.test(charset))
  );
}
