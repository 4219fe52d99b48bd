import type { Dialect } from '../dialect.js';
import { refuseNatively } from './native.dialect.js';
import { RESET_WORDS } from './reset.errors.js';

const PREFIXES = ['/users-srv/', '/verification-actions-srv/'];

/** The routes beside the native ones that its clients call: the same envelope and words. */
export const companion: Dialect = {
  speaks: (path) => PREFIXES.some((prefix) => path.startsWith(prefix)),
  refuse: (refusal, about) => refuseNatively(RESET_WORDS, refusal, about),
};
