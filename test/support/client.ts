import type { Answer, Sent } from '../contract/tongue.js';

export interface RawRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Sends a request as a client would, with a JSON body if there is one. */
export function ask(url: string, sent: Sent, token?: string): Promise<Answer> {
  const headers: Record<string, string> = { ...sent.headers };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (sent.body === undefined) return send(url, sent, { headers });
  headers['content-type'] = 'application/json';
  return send(url, sent, { headers, body: JSON.stringify(sent.body) });
}

/** Sends exactly these headers and bytes. */
export async function send(
  url: string,
  { method, path }: Sent,
  { headers = {}, body }: RawRequest,
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(response, text), text };
}

function parsed(response: Response, text: string): unknown {
  const json = /^application\/(\w+\+)?json/.test(response.headers.get('content-type') ?? '');
  return json ? JSON.parse(text) : text;
}
