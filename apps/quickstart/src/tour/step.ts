import type { Language } from '#libs/password-policy';

/** One request that is worth trying, with the answer to expect on fresh data. */
export interface Step {
  readonly shows: Readonly<Record<Language, string>>;
  /** Whose token goes along; undefined: none is needed. */
  readonly as?: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  /** Whether the ETag of the same path must go along as If-Match. */
  readonly ifMatch?: true;
  /** Seconds to wait before: for what comes by itself a moment later. */
  readonly after?: number;
  readonly status: number;
  /** The answer's beginning as it comes; `…` stands for what differs from time to time. */
  readonly answer: string;
}

const JSON_TYPE = "-H 'content-type: application/json'";

const variableOf = (user: string): string => user.toUpperCase();

/** Sets a shell variable to a fresh token; Node is the one tool that is certainly there. */
export function tokenCommand(user: string, url: string): string {
  const read = `node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'`;
  return `${variableOf(user)}=$(curl -s ${url}/demo/token ${JSON_TYPE} -d '{"user":"${user}"}' | ${read})`;
}

/** The command to paste; it asks for every header and body that the request needs. */
export function curlOf(step: Step, url: string): string {
  const bearer = step.as ? `-H "authorization: Bearer $${variableOf(step.as)}"` : '';
  const place = `${url}${step.path}`;
  const etag = `$(curl -s -D - -o /dev/null ${place} ${bearer} | tr -d '\\r' | sed -n 's/^etag: //p')`;
  return [
    step.after === undefined ? '' : `sleep ${step.after};`,
    'curl -s',
    step.method === 'GET' ? '' : `-X ${step.method}`,
    place,
    bearer,
    step.ifMatch ? `-H "if-match: ${etag}"` : '',
    step.body === undefined ? '' : `${JSON_TYPE} --data-raw '${JSON.stringify(step.body)}'`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
