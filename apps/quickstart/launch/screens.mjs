/**
 * Turns what runs in browsers into dist/ui (production) and dist/demo-ui (quickstart alone). Of each app
 * the `*.html` become pages, the `latchkey-*.ts` modules that pages of others load by their name.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const SITES = [
  { name: 'ui', apps: ['account-ui', 'admin-console'] },
  { name: 'demo-ui', apps: ['demo-ui'] },
];

/** The house's names for its libraries, which only Node reads from package.json. */
const HOUSE = [{ find: /^#libs\/([a-z-]+)$/, replacement: `${ROOT}libs/$1/src/index.ts` }];

const MARK = '/libs/screen-design/src/mark.svg';
const WITHOUT_SCRIPT =
  '<main class="narrow"><p>This page needs JavaScript. · Diese Seite braucht JavaScript.</p></main>';

const meta = (name, content) => [
  { tag: 'meta', attrs: { name, content }, injectTo: 'head-prepend' },
];

/** What every page has, whatever is on it. */
const SKELETON = {
  name: 'skeleton',
  transformIndexHtml: {
    order: 'pre',
    handler: () => [
      { tag: 'meta', attrs: { charset: 'utf-8' }, injectTo: 'head-prepend' },
      ...meta('viewport', 'width=device-width, initial-scale=1'),
      ...meta('color-scheme', 'light dark'),
      { tag: 'link', attrs: { rel: 'icon', href: MARK, type: 'image/svg+xml' }, injectTo: 'head' },
      { tag: 'noscript', children: WITHOUT_SCRIPT, injectTo: 'body' },
    ],
  },
};

const COMPRESSED = /\.(js|css|html|svg|json)$/;

/** Level 9 is within 3 % of the best and takes a second instead of ten. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

for (const site of SITES) {
  const folder = join(ROOT, 'dist', site.name);
  await rm(folder, { recursive: true, force: true });
  const { pages, modules } = await entriesOf(site);
  if (pages.length > 0) await written(folder, await builtPages(site, pages));
  for (const entry of modules) await written(folder, await builtModule(entry));
}

async function entriesOf({ apps }) {
  const files = [];
  for (const app of apps) {
    const folder = join(ROOT, 'apps', app, 'src');
    for (const name of await readdir(folder)) files.push(join(folder, name));
  }
  return {
    pages: files.filter((file) => file.endsWith('.html')),
    modules: files.filter((file) => /^latchkey-.*\.ts$/.test(basename(file))),
  };
}

function builtPages({ name }, pages) {
  return bundled({
    plugins: [SKELETON],
    experimental: {
      // Relative to the page, which lies beside the folder: a proxy may put both behind a prefix.
      renderBuiltUrl: (file, { hostType }) =>
        hostType === 'html' ? `${name}/${file}` : { relative: true },
    },
    build: { rolldownOptions: { input: pages } },
  });
}

function builtModule(entry) {
  return bundled({
    base: './',
    build: {
      lib: { entry, formats: ['es'], fileName: () => basename(entry).replace(/\.ts$/, '.js') },
      rolldownOptions: { output: { chunkFileNames: 'assets/[name]-[hash].js' } },
    },
  });
}

async function bundled({ build: own, ...options }) {
  const output = await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: HOUSE },
    ...options,
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      // The content security policy of our pages knows no data: URLs.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      ...own,
    },
  });
  return [output].flat().flatMap((one) => one.output);
}

/** A page is found by its name; what it loads lies in assets/ under a name that its content gave it. */
async function written(folder, output) {
  for (const { fileName, code, source } of output) {
    const file = join(folder, fileName.endsWith('.html') ? basename(fileName) : fileName);
    const content = Buffer.from(code ?? source);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    if (!COMPRESSED.test(file)) continue;
    await writeFile(`${file}.br`, brotliCompressSync(content, BROTLI));
    await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}
