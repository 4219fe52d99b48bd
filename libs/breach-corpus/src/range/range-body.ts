import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import type { EgressAnswer } from '#libs/platform';

import type { ParsedRange } from './parse-range.js';
import { parseRange } from './parse-range.js';

/** Ten times the largest range of two billion hashes; a bomb ends here. */
export const MOST_BYTES = 1024 * 1024;

/** The text of a range, if all of it is one. */
export function decodedRange(answer: EgressAnswer): string | undefined {
  const text = answer.framed ? decoded(answer) : undefined;
  return text !== undefined && parseRange(text) ? text : undefined;
}

/**
 * The range that an answer holds, if it holds one. A server that knows all ranges never has an empty
 * one, so that an empty answer, or one of padding only, is not believed unless it is `sparse`.
 */
export function rangeIn(answer: EgressAnswer, sparse: boolean): ParsedRange | undefined {
  if (!answer.framed) return undefined;
  const text = decoded(answer);
  const range = text === undefined ? undefined : parseRange(text);
  return range && (sparse || range.counts.size > 0) ? range : undefined;
}

function decoded({ headers, body }: EgressAnswer): string | undefined {
  const limit = { maxOutputLength: MOST_BYTES };
  try {
    switch (headers['content-encoding']?.toLowerCase() ?? 'identity') {
      case 'identity':
        return body.toString('latin1');
      case 'gzip':
        return gunzipSync(body, limit).toString('latin1');
      case 'br':
        return brotliDecompressSync(body, limit).toString('latin1');
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
