import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { StaticFiles } from '#libs/platform';

/** Beside the compiled apps; sources are run by tests only. */
const PLACES = ['../../../../ui', '../../../../dist/ui'];

/** The built screens. @throws with what to do, if they were never built. */
export async function openScreens(): Promise<StaticFiles> {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error('the screens are missing: npm run build');
  return StaticFiles.open(found);
}
