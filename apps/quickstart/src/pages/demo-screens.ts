import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { StaticFiles } from '#libs/platform';

import { CannotStart } from '../cannot-start.js';

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

  /** What pages that are made by the server link, from the top of the site. */
  get sheet(): string {
    return `demo-ui/${this.files.named('assets/', '.css') ?? ''}`;
  }

  get mark(): string {
    return `demo-ui/${this.files.named('assets/mark-', '.svg') ?? ''}`;
  }
}
