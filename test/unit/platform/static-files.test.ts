import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { PAGE_HEADERS, StaticFiles } from '#libs/platform';

describe('the files of screens', () => {
  let folder: string;
  let files: StaticFiles;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-screens-'));
    const inner = join(folder, 'ui');
    await mkdir(join(inner, 'assets'), { recursive: true });
    await writeFile(join(folder, 'secret.js'), 'outside');
    await writeFile(join(inner, 'page.html'), '<p>page</p>');
    await writeFile(join(inner, 'module.js'), 'export {};');
    await writeFile(join(inner, 'module.js.br'), 'brotli');
    await writeFile(join(inner, 'module.js.gz'), 'gzip');
    await writeFile(join(inner, 'notes.md'), 'not for browsers');
    await writeFile(join(inner, 'assets/chunk-aB3_x-9Z.css'), 'p {}');
    files = await StaticFiles.open(inner);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['../secret.js', '..%2fsecret.js', '/module.js', './module.js', 'assets', '', 'none.js'])(
    'are found by their own names and never by %j',
    (name) => expect(files.find(name, {})).toBeUndefined(),
  );

  it('are of known types only', () => {
    expect(files.find('notes.md', {})).toBeUndefined();
    expect(files.find('module.js', {})?.headers?.['content-type']).toBe(
      'text/javascript; charset=utf-8',
    );
  });

  it('are kept for good where the name holds a digest, asked for again otherwise', () => {
    const cached = (name: string) => files.find(name, {})?.headers?.['cache-control'];
    expect(cached('assets/chunk-aB3_x-9Z.css')).toBe('public, max-age=31536000, immutable');
    expect(cached('module.js')).toBe('public, no-cache');
  });

  it('are not sent again to who has them', () => {
    const etag = files.find('module.js', {})?.headers?.['etag'] ?? '';
    expect(files.find('module.js', { ifNoneMatch: `"other", W/${etag}` })?.status).toBe(304);
    expect(files.find('module.js', { ifNoneMatch: '"other"' })?.status).toBe(200);
  });

  it.each([
    ['gzip, deflate, br', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip', 'gzip'],
    ['identity', undefined, 'export {};'],
    [undefined, undefined, 'export {};'],
  ])('are sent as %s allows', (acceptEncoding, coding, content) => {
    const reply = files.find('module.js', { acceptEncoding });
    expect(reply?.headers?.['content-encoding']).toBe(coding);
    expect(String(reply?.body)).toBe(content);
    expect(reply?.headers?.['vary']).toBe('accept-encoding');
  });

  it('are pages under their own address alone, with the headers of pages', () => {
    expect(files.find('page.html', {})).toBeUndefined();
    const page = files.page('page', {}, PAGE_HEADERS);
    expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const policy = page?.headers?.['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
  });
});
