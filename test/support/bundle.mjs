/** node test/support/bundle.mjs <entry>: prints what `bundled` answers, as JSON. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The house's names for its libraries, which only Node reads from package.json. */
const HOUSE = [{ find: /^#libs\/([a-z-]+)$/, replacement: `${ROOT}libs/$1/src/index.ts` }];

/** What a page loads to judge passwords. */
export const POLICY_PAGE = 'libs/password-policy/src/browser.ts';

/**
 * A file of ours and all it needs as one ES module, as pages get it.
 * @param {string} entry its path from the top
 * @returns {Promise<{code: string, gzipped: number}>}
 */
export async function bundled(entry) {
  const output = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: HOUSE },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: `${ROOT}${entry}`, formats: ['es'] },
    },
  });
  const chunks = [output].flat().flatMap((one) => one.output);
  if (chunks.length !== 1) throw new Error(`expected one module, got ${chunks.length}`);
  const [{ code }] = chunks;
  return { code, gzipped: gzipSync(code).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(await bundled(process.argv[2] ?? POLICY_PAGE)));
}
