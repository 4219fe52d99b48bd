import tseslint from 'typescript-eslint';

import { ADAPTERS, APP_VENDORS, PURE, USE_CASES } from './test/architecture/dependency-rules.mjs';

/** What has exactly one door in the product: how code reaches for it, and where the door is. */
const ONE_DOOR = {
  environment: {
    properties: [{ object: 'process', property: 'env' }],
    files: ['libs/platform/src/configuration/**', 'libs/platform/src/configuration.ts'],
    door: 'the environment is read by platform’s configuration',
  },
  time: {
    properties: [{ object: 'Date', property: 'now' }],
    syntax: [
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'CallExpression[callee.name="Date"]',
    ],
    files: ['libs/platform/src/clock.ts'],
    door: 'the time comes from platform’s clock',
  },
  randomness: {
    properties: [{ object: 'Math', property: 'random' }],
    files: [],
    door: 'nothing here may be guessable: see platform’s random.ts',
  },
  network: {
    properties: [{ object: 'globalThis', property: 'fetch' }],
    globals: ['fetch', 'XMLHttpRequest', 'WebSocket'],
    files: ['libs/platform/src/http-client.ts', 'libs/client/src/api-client.ts'],
    door: 'requests leave through platform’s http-client, from a browser through client',
  },
};

/** The rules that shut every door of the house, or all but the one that these files are. */
function shut(open) {
  const doors = Object.entries(ONE_DOOR).flatMap(([name, door]) => (name === open ? [] : [door]));
  const each = (list, say) => {
    const shutOnes = doors.flatMap((one) => (one[list] ?? []).map((what) => say(what, one.door)));
    // A bare ['error'] would inherit the options of the configuration before it.
    return shutOnes.length > 0 ? ['error', ...shutOnes] : 'off';
  };
  return {
    'no-restricted-globals': each('globals', (name, message) => ({ name, message })),
    'no-restricted-properties': each('properties', (what, message) => ({ ...what, message })),
    'no-restricted-syntax': each('syntax', (selector, message) => ({ selector, message })),
  };
}

const VENDORS = [...new Set([...Object.values(ADAPTERS), ...Object.values(APP_VENDORS)].flat())];
const WIRE_VENDORS = ['class-validator', 'class-transformer'];

/** The packages that a room may not import: everybody else's vendors. */
const foreignTo = (own) => {
  const foreign = VENDORS.filter((vendor) => !own.includes(vendor));
  const message = 'this package has another home: see test/architecture/dependency-rules.mjs';
  const group = foreign.flatMap((vendor) => [vendor, `${vendor}/*`]);
  const environment = {
    name: 'node:process',
    importNames: ['env'],
    message: ONE_DOOR.environment.door,
  };
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { paths: [environment], patterns: [{ group, message }] },
    ],
  };
};

const rooms = [
  ...[...PURE, ...USE_CASES].map((room) => ['libs', room, []]),
  ...Object.entries(ADAPTERS).map(([room, own]) => ['libs', room, own]),
  ...Object.entries(APP_VENDORS).map(([room, own]) => ['apps', room, own]),
].flatMap(([folder, room, own]) => [
  {
    files: [`${folder}/${room}/src/**/*.ts`],
    rules: foreignTo(own.filter((vendor) => !WIRE_VENDORS.includes(vendor))),
  },
  { files: [`${folder}/${room}/src/**/*.wire.ts`], rules: foreignTo(own) },
]);

export default [
  { ignores: ['**/dist/', '**/node_modules/', '**/.*/', '**/coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,ts,mts}'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-unsafe-finally': 'error',
      'no-self-compare': 'error',
      'no-unmodified-loop-condition': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.{mts,d.mts}'],
    languageOptions: { parser: tseslint.parser },
  },
  { files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'], rules: shut() },
  ...Object.entries(ONE_DOOR)
    .filter(([, { files }]) => files.length > 0)
    .map(([name, { files }]) => ({ files, rules: shut(name) })),
  ...rooms,
];
