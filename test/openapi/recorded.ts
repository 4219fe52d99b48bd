import type { Answer } from '../contract/tongue.js';
import type { House } from '../support/house.js';
import type { DescribedRoute, Example } from './description.js';

export interface Recorded {
  readonly title: string;
  readonly status: number;
  readonly request: unknown;
  readonly contentType: string;
  readonly answer: unknown;
}

/** Sends an example to the running services and keeps what came back. */
export async function record(
  house: House,
  name: string,
  route: DescribedRoute,
  example: Example,
): Promise<Recorded> {
  const [method = '', template = ''] = name.split(' ');
  const person = await house.person(example.given ?? {});
  await example.after?.(house, person);
  const path = example.path?.(person) ?? template;
  const body = typeof example.body === 'function' ? example.body(person) : example.body;
  const url = route.service === 'password' ? house.passwordUrl : house.verificationUrl;
  const token = await tokenFor(house, person, route, example);
  const headers = {
    ...(example.afterReading && (await ifMatch(house, url, path, token))),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...example.headers,
  };
  const raw = { headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await house.send(url, { method, path } as never, raw);
  const stand = standInsFor({ [person.subject]: SUBJECT, [person.tenant]: 'demo' });
  return {
    title: example.title,
    status: answer.status,
    request: stand(body),
    contentType: contentTypeOf(answer),
    answer: stand(answer.body),
  };
}

async function ifMatch(
  house: House,
  url: string,
  path: string,
  token: string | undefined,
): Promise<Record<string, string>> {
  const { headers } = await house.ask(url, { method: 'GET', path }, token);
  return { 'if-match': headers.get('etag') ?? '' };
}

function tokenFor(
  house: House,
  person: Awaited<ReturnType<House['person']>>,
  { token }: DescribedRoute,
  { by }: Example,
): Promise<string> | string | undefined {
  if (by === 'nobody' || token === 'none') return undefined;
  if (by) return house.serviceToken(by.scopes, person);
  return token === 'admin' ? person.token({ scope: 'tenant:admin' }) : person.token();
}

const contentTypeOf = ({ headers }: Answer): string =>
  (headers.get('content-type') ?? '').split(';')[0] ?? '';

const SUBJECT = '4838dab3-6d88-4403-8dda-c1486754121a';
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
const DATE = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Grows by one a day. */
const AGE = 'age_days';

/** Values that are another every time. */
const OPAQUE = new Set([
  'request_id',
  'refnum',
  'rprq',
  'resetRequestId',
  'exchangeId',
  'exchange_id',
  'reset_request_id',
  'token',
  'txn',
  'device_token',
]);

/** Puts one value in the place of all that differ from run to run, so that documents do not. */
function standInsFor(names: Readonly<Record<string, string>>) {
  const text = (value: string): string => {
    let said = value;
    for (const [name, stand] of Object.entries(names)) said = said.replaceAll(name, stand);
    return said
      .replace(UUID, (uuid) => (uuid === SUBJECT ? uuid : 'bb2d4a47-ed81-4d0f-9bde-f91414860674'))
      .replace(DATE, '2026-01-15T09:30:00.000Z');
  };
  const stand = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return OPAQUE.has(key) ? 'opaque' : text(value);
    if (key === AGE) return 12;
    if (Array.isArray(value)) return value.map((one) => stand(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, stand(one, name)]));
  };
  return (value: unknown) => stand(value);
}
