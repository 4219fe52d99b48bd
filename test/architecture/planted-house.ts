import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ADAPTERS, APP_VENDORS, PURE, USE_CASES } from './dependency-rules.mjs';

const LIBS = [...PURE, ...USE_CASES, ...Object.keys(ADAPTERS)];
const APPS = Object.keys(APP_VENDORS);
const DEV_PACKAGE = 'fast-check';
const VENDORS = new Set([...Object.values(ADAPTERS), ...Object.values(APP_VENDORS)].flat());

/** A house with every room and every package, nearly empty, in which imports can be planted. */
export class PlantedHouse {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-house-')));

  constructor() {
    this.#write('package.json', JSON.stringify(manifest()));
    for (const name of [...VENDORS, DEV_PACKAGE]) {
      const main = { name, version: '1.0.0', main: 'index.js' };
      this.#write(`node_modules/${name}/package.json`, JSON.stringify(main));
      this.#write(`node_modules/${name}/index.js`, 'module.exports = {};');
    }
    const rooms = [...LIBS.map((lib) => `libs/${lib}`), ...APPS.map((app) => `apps/${app}`)];
    for (const room of rooms) {
      this.#write(`${room}/src/index.ts`, 'export {};');
      this.#write(`${room}/src/inner.ts`, 'export {};');
    }
    this.#write('test/support/fakes.ts', 'export {};');
  }

  plant(file: string, specifier: string): void {
    this.#write(file, `import '${specifier}';`);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  #write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  }
}

const manifest = () => ({
  name: 'planted',
  type: 'module',
  imports: { '#libs/*': './libs/*/src/index.ts', '#apps/*': './apps/*/src/index.ts' },
  dependencies: Object.fromEntries([...VENDORS].map((name) => [name, '1.0.0'])),
  devDependencies: { [DEV_PACKAGE]: '1.0.0' },
});
