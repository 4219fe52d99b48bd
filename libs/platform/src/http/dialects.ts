import type { CommonRefusal } from '#libs/identity';

import { problem } from '../wire/problem-details.js';
import type { PathDialect, Reply, ReplyContext } from '../wire/reply.js';
import { COMMON_WORDS } from '../wire/words.js';

/** The published interfaces of a process; a path that is nobody's is answered as problem details. */
export class Dialects {
  readonly #dialects: readonly PathDialect[];

  constructor(dialects: readonly PathDialect[], publicUrl = '') {
    this.#dialects = [...dialects, problemDetails(publicUrl)];
  }

  refuse(refusal: CommonRefusal, context: ReplyContext): Reply {
    const dialect = this.#dialects.find((one) => one.speaks(context.path));
    if (!dialect) throw new Error('the last dialect speaks every path');
    return dialect.refuse(refusal, context);
  }
}

const problemDetails = (publicUrl: string): PathDialect => ({
  speaks: () => true,
  refuse: (refusal, { requestId }) => problem(COMMON_WORDS, refusal, { requestId, publicUrl }),
});

/** The path of a request target in origin form or absolute form (RFC 9112 §3.2), without query. */
export function pathOf(target: string): string {
  const path = target.startsWith('/') ? target : target.replace(/^\w+:\/\/[^/?]*/u, '');
  return path.split('?', 1)[0] || '/';
}
