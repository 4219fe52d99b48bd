import { describe, expect, it } from '@jest/globals';

import { hostName } from '#libs/identity';

describe('the name of a host', () => {
  it.each([
    ['ID.Acme.example', 'id.acme.example'],
    ['id.acme.example:8443', 'id.acme.example'],
    ['id.acme.example.', 'id.acme.example'],
    ['konto.müller.example', 'konto.xn--mller-kva.example'],
    ['[2001:DB8::1]:443', '2001:db8::1'],
    ['127.0.0.1:3000', '127.0.0.1'],
    ['localhost', 'localhost'],
  ])('is spelled one way: %s', (text, name) => {
    expect(hostName(text)).toBe(name);
  });

  it.each([
    ...['', ' ', 'a b', 'a/b', 'user@a.example', 'a?b', 'a#b', 'a\\b', 'http://a.example'],
    ...['a:99999', 'a:b', '::1', 'x'.repeat(254), 'a%00b'],
  ])('is none: %j', (text) => {
    expect(hostName(text)).toBeUndefined();
  });
});
