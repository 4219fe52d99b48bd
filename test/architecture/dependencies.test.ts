import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ICruiseResult } from 'dependency-cruiser';

import { cruiseHouse, violationsOf } from './cruise.js';
import { ADAPTERS, APP_VENDORS, FORBIDDEN, PURE, USE_CASES } from './dependency-rules.mjs';
import { PlantedHouse } from './planted-house.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const foldersIn = (folder: string) =>
  readdirSync(`${ROOT}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const sourcesIn = (folder: string) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`);

describe('the house', () => {
  let house: ICruiseResult;

  beforeAll(async () => {
    house = await cruiseHouse(ROOT);
  });

  it('breaks no dependency rule', () => {
    expect(violationsOf(house)).toEqual([]);
  });

  it('was seen whole: every source file is among the modules that were judged', () => {
    const sources = [...sourcesIn('apps'), ...sourcesIn('libs')];
    const seen = new Set(house.modules.map(({ source }) => source));
    expect(sources.filter((source) => !seen.has(source))).toEqual([]);
    expect(house.summary.totalCruised).toBeGreaterThanOrEqual(sources.length);
  });

  it('has followed imports between libraries to their sources', () => {
    const change = house.modules.find(
      ({ source }) => source === 'libs/credentials/src/change-password.ts',
    );
    const resolved = change?.dependencies.map((dependency) => dependency.resolved);
    expect(resolved).toContain('libs/identity/src/index.ts');
  });

  it('knows the room of every library and of every app', () => {
    const rooms = [...PURE, ...USE_CASES, ...Object.keys(ADAPTERS)];
    expect(rooms).toEqual(expect.arrayContaining(foldersIn('libs')));
    expect(Object.keys(APP_VENDORS)).toEqual(expect.arrayContaining(foldersIn('apps')));
  });
});

/** One import per line that must be refused: which rule says so, the file, what it imports. */
const PLANTED: readonly (readonly [rule: string, file: string, specifier: string])[] = [
  ['pure-imports-only-pure', 'libs/identity/src/a.ts', 'node:crypto'],
  ['pure-imports-only-pure', 'libs/identity/src/b.ts', 'jose'],
  ['pure-imports-only-pure', 'libs/password-policy/src/c.ts', '#libs/credentials'],
  ['use-cases-import-only-pure-and-use-cases', 'libs/credentials/src/a.ts', 'node:crypto'],
  ['use-cases-import-only-pure-and-use-cases', 'libs/credentials/src/b.ts', 'rxjs'],
  ['use-cases-import-only-pure-and-use-cases', 'libs/verification/src/c.ts', '#libs/platform'],
  ['adapters-import-only-inwards-and-platform', 'libs/auth/src/a.ts', '#libs/persistence'],
  ['adapters-import-only-inwards-and-platform', 'libs/platform/src/b.ts', '#libs/hashing'],
  ['adapters-import-only-inwards-and-platform', 'libs/events/src/c.ts', '#apps/quickstart'],
  ['services-import-no-app', 'apps/password-srv/src/a.ts', '#apps/verification-srv'],
  ['services-import-no-app', 'apps/pwctl/src/a.ts', '#apps/quickstart'],
  [
    'quickstart-enters-services-by-index',
    'apps/quickstart/src/a.ts',
    '../../password-srv/src/inner.js',
  ],
  ['quickstart-enters-services-by-index', 'apps/quickstart/src/b.ts', '#apps/pwctl'],
  ['screens-import-only-pure-client-strength', 'apps/account-ui/src/a.ts', '#libs/platform'],
  ['screens-import-only-pure-client-strength', 'apps/admin-console/src/b.ts', '#libs/credentials'],
  ['screens-import-nothing-from-node', 'apps/account-ui/src/c.ts', 'node:fs'],
  ['libraries-enter-each-other-by-index', 'libs/auth/src/d.ts', '../../platform/src/inner.js'],
  ['apps-enter-libraries-by-index', 'apps/pwctl/src/d.ts', '../../../libs/auth/src/inner.js'],
  ['libraries-are-named-not-pathed', 'libs/auth/src/e.ts', '../../platform/src/index.js'],
  ['libraries-are-named-not-pathed', 'apps/pwctl/src/e.ts', '../../../libs/auth/src/index.js'],
  [
    'dialects-never-import-each-other',
    'apps/password-srv/src/dialects/native/native.controller.ts',
    '../profile-v1/profile.wire.js',
  ],
  ['class-validator-only-in-wire', 'apps/password-srv/src/f.ts', 'class-validator'],
  ['class-validator-only-in-wire', 'libs/platform/src/f.ts', 'class-transformer'],
  ['no-cycles', 'libs/events/src/one.ts', './two.js'],
  ['everything-resolves', 'libs/events/src/g.ts', './nowhere.js'],
  ['everything-resolves', 'libs/events/src/h.ts', '#libs/nowhere'],
  ['product-needs-no-tests', 'apps/pwctl/src/h.ts', '../../../test/support/fakes.js'],
  ['packages-are-declared', 'libs/events/src/i.ts', 'fast-check'],
  ...[...Object.entries(ADAPTERS), ...Object.entries(APP_VENDORS)].map(
    ([room, vendors]) =>
      [
        `vendors-of-${room}`,
        `${room in ADAPTERS ? 'libs' : 'apps'}/${room}/src/vendor.ts`,
        vendors.includes('typeorm') ? 'jose' : 'typeorm',
      ] as const,
  ),
];

/** Imports that must stay possible, so that no rule passes by refusing everything. */
const WELCOME: readonly (readonly [file: string, specifier: string])[] = [
  ['libs/password-policy/src/w.ts', '#libs/identity'],
  ['libs/credentials/src/w.ts', '#libs/password-policy'],
  ['libs/hashing/src/w.ts', 'node:crypto'],
  ['libs/persistence/src/w.ts', 'typeorm'],
  ['libs/persistence/src/x.ts', '#libs/credentials'],
  ['libs/auth/src/w.ts', '#libs/platform'],
  ['libs/platform/src/body.wire.ts', 'class-validator'],
  ['apps/password-srv/src/w.ts', '#libs/persistence'],
  ['apps/password-srv/src/dialects/native/native.wire.ts', '../dialect.js'],
  ['apps/password-srv/src/dialects/native/w.wire.ts', 'class-validator'],
  ['apps/quickstart/src/w.ts', '#apps/password-srv'],
  ['apps/account-ui/src/w.ts', 'lit'],
];

describe('a planted violation', () => {
  const house = new PlantedHouse();
  let found: ReadonlySet<string>;

  beforeAll(async () => {
    house.plant('libs/events/src/two.ts', './one.js');
    house.plant('apps/password-srv/src/dialects/profile-v1/profile.wire.ts', '../dialect.js');
    house.plant('apps/password-srv/src/dialects/dialect.ts', '#libs/identity');
    for (const [, file, specifier] of PLANTED) house.plant(file, specifier);
    for (const [file, specifier] of WELCOME) house.plant(file, specifier);
    const { summary } = await cruiseHouse(house.root);
    found = new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));
  });

  afterAll(() => {
    house.remove();
  });

  it.each(PLANTED)('of %s in %s (%s) is reported', (rule, file) => {
    expect([...found]).toContain(`${rule} ${file}`);
  });

  it.each(WELCOME)('is not seen in %s, which may import %s', (file) => {
    expect([...found].filter((violation) => violation.endsWith(` ${file}`))).toEqual([]);
  });

  it('exists for every rule', () => {
    const planted = new Set(PLANTED.map(([rule]) => rule));
    expect(FORBIDDEN.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });
});
