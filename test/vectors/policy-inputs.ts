import type { Composition, PersonAndPlace, PolicyDocument, Preset } from '#libs/password-policy';

const document = (
  preset: Preset | undefined,
  rules: PolicyDocument['rules'] = {},
): PolicyDocument => ({ format: 1, ...(preset && { preset }), rules });

export interface VectorPolicy extends Composition {
  readonly secondFactorRequired: boolean;
}

/** Policies that between them ask every rule that a page can judge. */
export const POLICIES: Readonly<Record<string, VectorPolicy>> = {
  nist: { tenant: document('nist-800-63b-4'), secondFactorRequired: false },
  nist_second_factor: { tenant: document('nist-800-63b-4'), secondFactorRequired: true },
  pci: { tenant: document('pci-dss-4'), secondFactorRequired: false },
  legacy: { tenant: document('legacy'), secondFactorRequired: true },
  strict_group: {
    tenant: document('nist-800-63b-4', { breached: 10 }),
    groups: [
      {
        name: 'operators',
        document: document(undefined, {
          minimum: 10,
          repeats: 2,
          sequences: 3,
          classes: ['digit'],
        }),
      },
    ],
    secondFactorRequired: true,
  },
  narrow: {
    tenant: document('legacy', { maximum: 20, classes: ['letter', 'digit'], contextWords: false }),
    secondFactorRequired: false,
  },
};

/** What the page knows of its person, and the tenant's list, which never reaches a page. */
export const ABOUT: PersonAndPlace = {
  userNames: ['alice.muster'],
  emails: ['muster.mannheim1test+shop@gmail.com'],
  phones: ['+4915112345678'],
  names: ['Älice Müster-Groß'],
  tenantNames: ['Demo Gesellschaft'],
  productNames: ['Latchkey'],
};
export const LIST: readonly string[] = [
  'Neckarbrücke',
  'sommerfest-2025',
  'rhein neckar',
  'Wasserturm',
];

export const PASSWORDS: readonly string[] = [
  ...['', ' ', 'a', 'short', '1234567', '12345678', 'password', 'Password1', 'Passw0rd!'],
  ...['Test1234%', 'Test12345$', 'Quiet-harbour-58', 'Imported-2019!', 'Initial-passphrase-1'],
  ...['correct horse battery staple', 'Correct Horse Battery 7!', 'Summer2025!', 'Summer2031!'],
  // Lengths around every boundary, in several scripts.
  ...[7, 8, 9, 10, 11, 12, 14, 15, 16, 20, 21, 64, 127, 128, 129].map((n) =>
    'xK7#'.repeat(40).slice(0, n),
  ),
  ...[14, 15, 128, 129, 256, 257].map((n) => '😀'.repeat(n)),
  ...['あ'.repeat(128), 'ß'.repeat(64), 'A\u030a'.repeat(14), 'A\u030a'.repeat(15), 'é'.repeat(15)],
  ...['סיסמה ארוכה מאוד', 'пароль-Пароль-17', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦 Familie 1', 'q\u0323\u0307'.repeat(8)],
  // Classes.
  ...[
    'lowercaseonly',
    'UPPERCASEONLY',
    '1357924680135',
    '#%§&!?#%§&!?',
    'Ää9 Öö8 Üü7 ',
    'Ⅷ٣٤٥x-Zeta-ok',
  ],
  // Repeats.
  ...[
    'Good-aaa-8-pass',
    'Good-aaaa-8-pass',
    'Good-aAaA-8-pass',
    'Good-😀😀😀😀-8-pass',
    'zz-Top-777-77-Q',
  ],
  // Sequences, forwards and backwards, on several tracks.
  ...['Walk-1234-Boat', 'Walk-12345-Boat', 'Walk-54321-Boat', 'Walk-56789-Boat', 'Walk-67890-Boat'],
  ...['Boat-9-abcd-Q', 'Boat-9-abcde-Q', 'Boat-9-EDCBA-Q', 'Boat-9-qwert-Q', 'Boat-9-QWERTZ-Q'],
  ...['Boat-9-zuiop-Q', 'Boat-9-yxcvb-Q', 'Boat-9-bvcxz-Q', 'Boat-9-asdf-Q', 'Boat-9-öäasd-Q'],
  ...['Boat-9-!@#$%-Q', 'Boat-9-!"§$%-Q', 'Boat-9-acegi-Q', 'Boat-9-hjkl-;-Q', 'Boat-9-0987-Q'],
  // Context words: whole, dressed up, with affixes, and merely contained.
  ...[
    'alice.muster',
    'ALICE_MUSTER',
    '4l1c3-mu5t3r',
    'alicemuster!!!!',
    'alicemuster12345',
    '--alice muster--7',
  ],
  ...[
    '12alicemuster34',
    '123alicemuster45',
    'muster.mannheim1test',
    'mustermannheim1test+shop',
    'gmail',
    'gmail2025',
  ],
  ...[
    'Muster.Mannheim1Test@gmail.com',
    '015112345678',
    '+4915112345678',
    '0049 151 12345678',
    '15112345678',
  ],
  ...[
    'Älice Müster-Groß',
    'alicemustergross',
    'gross1',
    'Demo-Gesellschaft',
    'd3m0.g3s3ll5ch4ft',
    'demogesellschaft2025',
  ],
  ...[
    'latchkey',
    'L4tchk3y',
    '2025latchkey',
    'my latchkey is under the mat',
    'latchkeylatchkey',
    'yekhctal',
  ],
  ...[
    'Neckarbrücke',
    'neckarbruecke',
    'N3ck4rbruck3',
    'Neckarbrücke2026',
    'Neckarbrücke20261',
    'sommerfest2025',
  ],
  ...['Rhein-Neckar', 'rheinneckar!1', 'Wasserturm', 'W4ss3rturm', 'the Wasserturm at dawn 9'],
  // What must not disturb anybody.
  ...[
    '\0'.repeat(15),
    '\ud800 lone surrogate 1',
    'tail \udc00',
    '%s%s%s%n{{7*7}}${7*7}',
    '__proto__',
    'constructor1',
  ],
  ...[
    '\u202eright to left 1',
    '\ufeffbyte order mark',
    'ﬁ ﬂ ligature Text 1',
    'İstanbul Iıiİ 2024',
    'a\u0300'.repeat(200),
  ],
  ...[
    '........',
    '- - - - - - - -',
    '++++++++++++++++',
    '_'.repeat(130),
    '(((((((((((((((',
    '[.*+?^${}()|]\\',
  ],
];
