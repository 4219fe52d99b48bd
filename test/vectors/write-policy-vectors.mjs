/**
 * node test/vectors/write-policy-vectors.mjs: writes policy.json anew after rules or inputs have
 * changed. The difference to the file before is what must be reviewed.
 */
import { writeFileSync } from 'node:fs';

import { bundled } from '../support/bundle.mjs';

const { code } = await bundled('test/vectors/policy-verdicts.ts');
const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);

/** ASCII, so that no editor and no transport normalises what is tested. */
const ascii = (text) =>
  text.replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const cases = module.verdictsNow().map((one) => ascii(JSON.stringify(one)));
writeFileSync(new URL('./policy.json', import.meta.url), `[\n${cases.join(',\n')}\n]\n`);
console.log(`${cases.length} cases`);
