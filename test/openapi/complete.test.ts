import 'reflect-metadata';

import { RequestMethod } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';

import { sourcesIn } from '../architecture/sources.js';
import { INTERFACES } from './interfaces/index.js';

/** Described where their protocols are: docs/breach-corpus.md, and docs/integrating.md for pages. */
const ELSEWHERE = new Set([
  'GET /range/:prefix',
  'GET /reset',
  'GET /console',
  'GET /ui/:name',
  'GET /ui/assets/:name',
  'GET /.well-known/change-password',
]);

const texts = (path: unknown): string[] => (Array.isArray(path) ? path : [path]) as string[];

/** What Nest knows of a class: every method and path that it answers. */
function routesOf(controller: unknown): string[] {
  if (typeof controller !== 'function') return [];
  const base: unknown = Reflect.getMetadata('path', controller);
  if (base === undefined) return [];
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    const method: unknown = handler && Reflect.getMetadata('method', handler);
    if (typeof method !== 'number' || !handler) return [];
    const own: unknown = Reflect.getMetadata('path', handler);
    return texts(base).flatMap((start) =>
      texts(own).map((end) => {
        const path = `/${start}/${end}`.replace(/\/+/g, '/').replace(/\/$/, '');
        return `${RequestMethod[method] ?? ''} ${path}`;
      }),
    );
  });
}

async function everyRoute(): Promise<Set<string>> {
  const files = ['apps/password-srv/src', 'apps/verification-srv/src'].flatMap((folder) =>
    sourcesIn(folder, /\.controller\.ts$/),
  );
  const routes = new Set<string>();
  // One after the other: Jest links modules that are imported at once into each other's way.
  for (const { path } of files) {
    const module = (await import(`../../${path}`)) as Record<string, unknown>;
    for (const route of Object.values(module).flatMap(routesOf)) routes.add(route);
  }
  return routes;
}

type Json = { readonly [name: string]: Json };

/** The names of all fields that bodies of requests with an admin's token may have. */
function adminsFields(text: string): string[] {
  const document = JSON.parse(text) as Json;
  const operations = Object.values(document['paths'] ?? {}).flatMap((path) => Object.values(path));
  return operations
    .filter(({ security }) => JSON.stringify(security ?? []).includes('adminsToken'))
    .flatMap(({ requestBody }) => (requestBody ? fieldsOf(requestBody, document, new Set()) : []));
}

function fieldsOf(schema: Json, document: Json, seen: Set<string>): string[] {
  const found = Object.keys(schema['properties'] ?? {});
  for (const [name, value] of Object.entries(schema)) {
    if (name === '$ref' && !seen.has(String(value))) {
      seen.add(String(value));
      const path = String(value).split('/').slice(1);
      const target = path.reduce<Json | undefined>((at, step) => at?.[step], document);
      if (target) found.push(...fieldsOf(target, document, seen));
    } else if (typeof value === 'object') found.push(...fieldsOf(value, document, seen));
  }
  return found;
}

describe('the API documents', () => {
  it('describe every route of both services, and no other', async () => {
    const described = INTERFACES.flatMap(({ routes }) => Object.keys(routes));
    const routes = [...(await everyRoute())].filter((route) => !ELSEWHERE.has(route));
    expect(routes.length).toBeGreaterThan(20);
    expect([...new Set(described)].sort()).toEqual(routes.sort());
    expect(new Set(described).size).toBe(described.length);
  });

  it('ask nobody for a password who comes as an admin (ASVS-6.4.6)', () => {
    const asked = sourcesIn('docs/openapi', /\.json$/).flatMap(({ text }) => adminsFields(text));
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => /passw(?:or)?d$/i.test(name))).toEqual([]);
  });
});
