import type { Dialect } from '../dialect.js';
import { refuseNatively } from './native.dialect.js';
import { RESET_WORDS } from './reset.errors.js';

/** The routes beside the native ones that its clients call: the same envelope and words. */
export const companion: Dialect = {
  speaks: (path) => path.startsWith('/users-srv/'),
  refuse: (refusal, about) => refuseNatively(RESET_WORDS, refusal, about),
};
