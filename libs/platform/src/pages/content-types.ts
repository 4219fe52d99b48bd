/** Whatever a folder of built screens holds; anything else is not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

export const contentTypeOf = (name: string): string | undefined =>
  CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1)];
