import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';

import { TestEnvironment } from 'jest-environment-node';

const ERRORS = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];

/** Jest leaves one running per test file, which every promise of the later files pays for. */
const running = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...given) {
  running.add(this);
  return run.apply(this, given);
};

/**
 * Node's, for packages that come from the worker (`loaded-once.mjs`): what they make has to pass for
 * a Date or an Error in a test file, what that decorates has to be found by them.
 */
export default class extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.global.loadedOnce = createRequire(import.meta.url);
    this.global.Reflect = Reflect;
    this.global.Date = Date;
    // What the engine itself throws in a test file is of the file's own kind: it passes for both.
    for (const kind of [...ERRORS, AggregateError]) {
      Object.setPrototypeOf(this.global[kind.name].prototype, kind.prototype);
      this.global[kind.name] = kind;
    }
    // Here class-validator and TypeORM keep every class that was decorated: to each file its own.
    delete globalThis.classValidatorMetadataStorage;
    delete globalThis.typeormMetadataArgsStorage;
  }

  async teardown() {
    await super.teardown();
    for (const storage of running) storage.disable();
    running.clear();
  }
}
