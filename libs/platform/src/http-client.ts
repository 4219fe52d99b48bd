export interface FetchLimits {
  /** Connecting, headers and body together. */
  readonly timeoutMs: number;
  readonly maximumBytes: number;
}

export type FetchJson = (url: string, limits: FetchLimits) => Promise<unknown>;

/** `application/json` and the `+json` types, such as `application/jwk-set+json` (RFC 6839 §3.1). */
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/iu;

/**
 * The one door out: GET a JSON document. A redirect is an error, because it would let the
 * other side choose whom we talk to.
 * @throws on anything but a complete 200 answer in JSON within the limits; never says its content.
 */
export const fetchJson: FetchJson = async (url, { timeoutMs, maximumBytes }) => {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  });
  try {
    if (response.status !== 200) throw new Error(`answered ${String(response.status)}`);
    if (!JSON_TYPE.test(response.headers.get('content-type') ?? '')) {
      throw new Error('did not answer JSON');
    }
    return parse(await boundedBody(response, maximumBytes));
  } finally {
    // What is left unread must not keep the connection.
    if (response.body && !response.bodyUsed) await response.body.cancel();
  }
};

async function boundedBody(response: Response, maximumBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > maximumBytes) throw new Error(`answered more than ${String(maximumBytes)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Node's own message would quote the document. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('answered something that is not JSON');
  }
}
