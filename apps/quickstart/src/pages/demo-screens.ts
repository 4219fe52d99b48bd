import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Language } from '#libs/password-policy';
import { StaticFiles } from '#libs/platform';

import { CannotStart } from '../cannot-start.js';
import type { Look } from './page.js';

/** Beside the compiled apps; sources are run by tests only. */
const PLACES = ['../../../../demo-ui', '../../../../dist/demo-ui'];

/** The built screens of the demo, which no production process has. */
export class DemoScreens {
  constructor(readonly files: StaticFiles) {}

  /** @throws CannotStart if they were never built. */
  static async open(): Promise<DemoScreens> {
    const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
    const found = places.find((place) => existsSync(place));
    if (!found) throw new CannotStart('The screens are missing. Run `npm run build` once.');
    return new DemoScreens(await StaticFiles.open(found));
  }

  /** What pages that are made by the server link. */
  look(language: Language): Look {
    const named = (beginning: string, ending: string): string =>
      `/demo-ui/${this.files.named(`assets/${beginning}`, ending) ?? ''}`;
    return { sheet: named('', '.css'), mark: named('mark-', '.svg'), language };
  }
}
