import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Loading these anew for every test file was half of a run, so each worker loads them once. The
 * others stay in the test file's own context: some ask for its `Function` or `Object` (pino,
 * libphonenumber-js), and the small ones are not worth it.
 */
const PACKAGES = [
  ...['@nestjs', 'fastify', 'rxjs', 'class-validator', 'passport', 'passport-jwt'],
  ...['typeorm', 'pg', 'ioredis', 'jose', '@zxcvbn-ts'],
];

/** Jest's `transformIgnorePatterns`: every package but these. */
export const OTHERS = `/node_modules/(?!(${PACKAGES.join('|')})/)`;

const require = createRequire(import.meta.url);
const lock = readFileSync(new URL('../../package-lock.json', import.meta.url));
const self = readFileSync(new URL(import.meta.url));

/** Makes of a package's file one that hands out what the worker has loaded from it. */
export default {
  // What a file exports can change with any other file of its package.
  getCacheKey: (_source, path, { supportsStaticESM, supportsDynamicImport }) =>
    createHash('sha256')
      .update(lock)
      .update(self)
      .update(JSON.stringify([path, supportsStaticESM, supportsDynamicImport]))
      .digest('hex'),

  process(source, path, { supportsStaticESM, supportsDynamicImport }) {
    // Jest itself requires the global set-up, and what that imports, without modules.
    if (!supportsDynamicImport) return { code: source };
    const loaded = `loadedOnce(${JSON.stringify(path)})`;
    if (!supportsStaticESM) return { code: `module.exports = ${loaded};` };
    const names = Object.keys(require(path));
    const bound = names.map((name, n) => `const _${n} = loaded[${JSON.stringify(name)}];\n`);
    const exported = names.map((name, n) => `_${n} as ${JSON.stringify(name)}`);
    return {
      code: `const loaded = ${loaded};\n${bound.join('')}export { ${exported.join(', ')} };`,
    };
  },
};
