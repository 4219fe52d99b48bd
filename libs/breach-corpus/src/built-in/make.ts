import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { writeBuiltInCorpus } from './built-in-list.js';

/** A step of the build, after the compiler: node make.js. The same list makes the same bytes. */
const out = fileURLToPath(new URL('../../built-in.lbc', import.meta.url));
mkdirSync(dirname(out), { recursive: true });
writeBuiltInCorpus(out);
