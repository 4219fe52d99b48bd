import { targetConstructorToSchema } from 'class-validator-jsonschema';

import type { DescribedRoute, Interface } from './description.js';
import type { Recorded } from './recorded.js';

const SECURITY = {
  none: [],
  person: [{ personsToken: [] }],
  admin: [{ adminsToken: [] }],
  service: [{ servicesToken: [] }],
} as const;

const SECURITY_SCHEMES = {
  personsToken: { type: 'http', scheme: 'bearer', description: "the person's own access token" },
  adminsToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'an access token with scope tenant:admin of a tenant admin',
  },
  servicesToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'an access token of a service client, audience latchkey-internal',
  },
} as const;

/** OpenAPI 3.1 of one interface: bodies as its wire classes read them, answers as they were given. */
export function openApi(
  { title, description, routes }: Interface,
  recorded: ReadonlyMap<string, readonly Recorded[]>,
): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const [method = '', path = ''] = name.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] ??= {};
    paths[template][method.toLowerCase()] = operation(route, template, recorded.get(name) ?? []);
  }
  return {
    openapi: '3.1.1',
    info: { title, description, version: '1' },
    paths,
    components: { securitySchemes: SECURITY_SCHEMES },
  };
}

function operation(route: DescribedRoute, path: string, recorded: readonly Recorded[]): object {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
  return {
    summary: route.summary,
    security: SECURITY[route.token],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: requestBody(route.body, recorded) }),
    responses: responses(recorded),
  };
}

function requestBody(wire: new () => object, recorded: readonly Recorded[]): object {
  const schema = targetConstructorToSchema(wire, { additionalConverters: CONVERTERS });
  const examples = Object.fromEntries(
    recorded.flatMap(({ title, request }) => (request ? [[title, { value: request }]] : [])),
  );
  const required = 'required' in schema;
  const content = { schema: { ...schema, additionalProperties: false }, examples };
  return { required, content: { 'application/json': content } };
}

/** Our own decorators, as JSON Schema says them. */
const CONVERTERS = {
  /** Anything, null included, but it has to be there. */
  isGiven: () => ({}),
  isText: ({ constraints }: { constraints: unknown[] }) => ({
    type: 'string' as const,
    minLength: 1,
    description: `at most ${String(constraints[0])} bytes of UTF-8`,
  }),
};

function responses(recorded: readonly Recorded[]): object {
  const byStatus = new Map<number, Recorded[]>();
  for (const one of recorded) {
    byStatus.set(one.status, [...(byStatus.get(one.status) ?? []), one]);
  }
  const statuses = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(statuses.map(([status, ones]) => [status, response(ones)]));
}

function response(ones: readonly Recorded[]): object {
  const description = ones.map(({ title }) => title).join('; ');
  const [first] = ones;
  if (!first || first.answer === '') return { description };
  const examples = Object.fromEntries(ones.map(({ title, answer }) => [title, { value: answer }]));
  const schema = schemaOf(first.answer);
  return { description, content: { [first.contentType]: { schema, examples } } };
}

/** What a recorded answer is made of. */
function schemaOf(value: unknown): object {
  if (Array.isArray(value)) {
    return { type: 'array', ...(value.length > 0 && { items: schemaOf(value[0]) }) };
  }
  if (typeof value !== 'object' || value === null) {
    return { type: value === null ? 'null' : typeof value };
  }
  const entries = Object.entries(value);
  const properties = Object.fromEntries(entries.map(([name, one]) => [name, schemaOf(one)]));
  return { type: 'object', properties, required: entries.map(([name]) => name) };
}
