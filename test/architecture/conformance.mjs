import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

/** Writes docs/conformance.md from the ids that test titles name. Run it: node, this file. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCUMENT = `${ROOT}docs/conformance.md`;

const CHECKLIST = JSON.parse(
  readFileSync(new URL('./conformance-ids.json', import.meta.url), 'utf8'),
);

const HEADINGS = {
  standards: ['Standards', 'What the standards ask of us, and what we ask of ourselves (D-).'],
  regressions: ['Regressions', 'What went wrong elsewhere and must not go wrong here.'],
  faults: ['Faults', 'What is broken on purpose.'],
};

const rows = Object.values(CHECKLIST).flat();
const known = new Set(rows.flatMap(({ ids }) => ids));

/** What looks like an id of the checklist; a letter after R.. or F.. names a part of the row. */
const ID =
  /(?<![\w.-])(?:[RF]\d\d(?=[a-z]?(?![\w-]))|(?:NIST|ASVS|D-KDF|IDEMP|CAEP|SSF|W3C|APPLE|HTML-AC|WCAG|HIBP)-[\w-]+(?:[.,]\w[\w-]*)*|RFC\d{4}(?:-\d+)?)/g;

export const idsIn = (title) => [...title.matchAll(ID)].map(([id]) => id);

/** The full titles of a test file, as the runner would print them. Skipped tests prove nothing. */
export function titlesIn(text, path = 'test.ts') {
  const titles = [];
  const visit = (node, above) => {
    const call = ts.isCallExpression(node) ? named(node) : undefined;
    if (call?.skipped) return;
    const title = call ? [...above, call.title] : above;
    if (call && call.kind !== 'describe') {
      titles.push(title.join(' › '));
      for (const row of call.rows) titles.push([...title.slice(0, -1), row].join(' › '));
    }
    ts.forEachChild(node, (child) => visit(child, title));
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), []);
  return titles;
}

/** `describe`, `it` or `test`, plain or with `.each(…)`, `.skip`, `.only` and the like. */
function named(call) {
  const [title] = call.arguments;
  if (!title || !(ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
    return undefined;
  const [, kind, rest] = /^(describe|it|test)\b([\s\S]*)$/.exec(call.expression.getText()) ?? [];
  if (!kind) return undefined;
  const skipped = /^\.(skip|todo)/.test(rest);
  const text = spoken(title);
  return { kind, skipped, title: text, rows: rowsOf(call.expression, text) };
}

const spoken = (literal) =>
  literal
    .getText()
    .slice(1, -1)
    .replaceAll(/\\(['"`])/g, '$1');

/** What the nearest `const` around gives that name. */
function declared(name) {
  for (let scope = name.parent; scope; scope = scope.parent) {
    for (const statement of scope.statements ?? []) {
      if (!ts.isVariableStatement(statement)) continue;
      const { declarations } = statement.declarationList;
      const found = declarations.find((one) => one.name.getText() === name.text);
      if (found) return found.initializer;
    }
  }
  return undefined;
}

/** The titles that a table of `.each` makes of its rows, of those that name an id themselves. */
function rowsOf(expression, title) {
  const [given] = ts.isCallExpression(expression) ? expression.arguments : [];
  const table = given && ts.isIdentifier(given) ? declared(given) : given;
  if (!table || !ts.isArrayLiteralExpression(table)) return [];
  return table.elements
    .map((row) => (ts.isArrayLiteralExpression(row) ? row.elements[0] : row))
    .filter((first) => first && ts.isStringLiteralLike(first) && idsIn(first.text).length > 0)
    .map((first) => title.replace(/%[sj]/, () => spoken(first)));
}

function provenIn(files) {
  const proofs = new Map([...known].map((id) => [id, new Map()]));
  const unknown = [];
  for (const { path, text } of files) {
    for (const title of titlesIn(text, path)) {
      for (const id of idsIn(title)) {
        const tests = proofs.get(id);
        if (!tests) unknown.push(`${id} in ${path}: ${title}`);
        else tests.set(path, [...(tests.get(path) ?? []), title]);
      }
    }
  }
  return { proofs, unknown };
}

/** Tests, and the behaviour suites that several of them share. */
const HOLDS_TESTS = /\.(test|behaviour)\.ts$/;

const testFiles = () =>
  readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' })
    .filter((path) => HOLDS_TESTS.test(path) && !path.startsWith('architecture/conformance'))
    .sort()
    .map((path) => ({ path: `test/${path}`, text: readFileSync(`${ROOT}test/${path}`, 'utf8') }));

/** The tests that name any of a row's ids, by file, as sentences without their ids. */
function proofOf({ ids }, proofs) {
  const files = new Map();
  for (const id of ids) {
    for (const [path, titles] of proofs.get(id)) {
      files.set(path, new Set([...(files.get(path) ?? []), ...titles.map(sentence)]));
    }
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([path, titles]) =>
        `[${path.slice(5).replace(HOLDS_TESTS, '')}](../${path}): ${[...titles].join('; ')}`,
    );
}

const sentence = (title) =>
  title
    .replace('${tongue.name}: ', 'every dialect: ')
    .replaceAll(/ ?\(([^()]*)\)/g, (part, inner) => (idsIn(inner).length > 0 ? '' : part))
    .replaceAll(/[|`<>*_]/g, (mark) => `\\${mark}`);

function section(name, proofs) {
  const [heading, lead] = HEADINGS[name];
  const lines = CHECKLIST[name].map((row) => {
    const proof = proofOf(row, proofs);
    return `| ${row.ids.join('<br>')} | ${row.statement} | ${proof.join('<br>') || 'open'} |`;
  });
  const open = lines.filter((line) => line.endsWith('| open |')).length;
  const count = `${lines.length - open} of ${lines.length} rows are named by tests.`;
  const table = ['| id | statement | tests |', '|---|---|---|', ...lines];
  return [`## ${heading}`, '', `${lead} ${count}`, '', ...table, ''];
}

export function conformance(files = testFiles()) {
  const { proofs, unknown } = provenIn(files);
  const text = [
    '# Conformance',
    '',
    'Generated from the titles of the tests by `node test/architecture/conformance.mjs`; do not edit.',
    'A row lists the tests that name it. Being named is not being complete: read the titles.',
    '',
    ...Object.keys(HEADINGS).flatMap((name) => section(name, proofs)),
  ].join('\n');
  return { text, unknown };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { text, unknown } = conformance();
  writeFileSync(DOCUMENT, text);
  for (const stray of unknown) console.error(`not in the checklist: ${stray}`);
}
