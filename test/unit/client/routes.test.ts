import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

/** Every method and path that the API documents describe. */
function described(): Set<string> {
  const folder = 'docs/openapi/';
  const files = readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith('.json'));
  const routes = files.flatMap((file) => {
    const { paths } = JSON.parse(read(folder + file)) as { paths: Record<string, object> };
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
  });
  return new Set(routes);
}

describe('the routes that screens use', () => {
  it('are all described in the API documents', () => {
    const tables = ['routes.ts', 'admin-routes.ts'].map((file) => read(`libs/client/src/${file}`));
    const used = [...tables.join('').matchAll(/'((?:GET|POST|PUT|DELETE) .*?)'/g)];
    expect(used.length).toBeGreaterThan(15);
    const known = described();
    expect(used.map(([, route]) => route).filter((route) => !known.has(route ?? ''))).toEqual([]);
  });
});
