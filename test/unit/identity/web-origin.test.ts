import { describe, expect, it } from '@jest/globals';

import { isWebOrigin, ownPagePath, pageAddress, registeredForms } from '#libs/identity';

describe('a web origin', () => {
  it.each([
    'https://shop.example',
    'https://shop.example:8443',
    'https://xn--bcher-kva.example',
    'http://localhost',
    'http://localhost:5173',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])('may be %s', (text) => {
    expect(isWebOrigin(text)).toBe(true);
  });

  it.each([
    ['a wildcard', '*'],
    ['a wildcard of hosts', 'https://*.example'],
    ['no origin', 'null'],
    ['not', ''],
    ['followed by a slash', 'https://shop.example/'],
    ['followed by a path', 'https://shop.example/app'],
    ['spelled with the usual port', 'https://shop.example:443'],
    ['spelled in capitals', 'https://Shop.example'],
    ['spelled in Unicode', 'https://bücher.example'],
    ['together with credentials', 'https://me:secret@shop.example'],
    ['readable on its way', 'http://shop.example'],
    ['disguised as loopback', 'http://localhost.evil.example'],
    ['a numeric disguise', 'http://127.1.evil.example'],
    ['no scheme of the web', 'ftp://shop.example'],
    ['a file', 'file:///tmp/page.html'],
    ['followed by a line break', 'https://shop.example\n'],
  ])('is never %s: %j', (_why, text) => {
    expect(isWebOrigin(text)).toBe(false);
  });

  it('of loopback is registered for one port, or without port for all of them', () => {
    const forms = ['http://localhost:5173', 'http://localhost'];
    expect(registeredForms('http://localhost:5173')).toEqual(forms);
    expect(registeredForms('http://[::1]:80')).toEqual(['http://[::1]:80']);
    expect(registeredForms('http://localhost')).toEqual(['http://localhost']);
    expect(registeredForms('https://shop.example:8443')).toEqual(['https://shop.example:8443']);
    expect(registeredForms('null')).toEqual(['null']);
  });
});

describe('the address of a page', () => {
  it.each([
    ['https://id.example/reset', 'https://id.example/reset'],
    ['https://id.example/reset?theme=dark', 'https://id.example/reset?theme=dark'],
    ['https://ID.example', 'https://id.example/'],
    ['http://127.0.0.1:3000/reset', 'http://127.0.0.1:3000/reset'],
    ['https://id.example/a\r\nset-cookie: b', 'https://id.example/aset-cookie:%20b'],
  ])('%j is kept as a browser reads it', (text, address) => {
    expect(pageAddress(text)).toBe(address);
  });

  it.each([
    '/reset',
    '//id.example/reset',
    'id.example/reset',
    'http://id.example/reset',
    'https://id.example/reset#here',
    'https://id.example/reset#',
    'https://me@id.example/reset',
    'javascript:alert(1)',
    'data:text/html,reset',
  ])('is not %s', (text) => {
    expect(pageAddress(text)).toBeUndefined();
  });
});

describe('a page of our own', () => {
  it.each([
    ['/reset', '/reset'],
    ['/reset?theme=dark', '/reset?theme=dark'],
    ['/a/../reset', '/reset'],
    ['/re\r\nset', '/reset'],
  ])('%j is kept as a browser reads it', (text, path) => {
    expect(ownPagePath(text)).toBe(path);
  });

  it.each([
    'reset',
    '//evil.example/reset',
    '/\\evil.example/reset',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/reset#here',
    'https://id.example/reset',
    '',
  ])('is not %j', (text) => {
    expect(ownPagePath(text)).toBeUndefined();
  });
});
