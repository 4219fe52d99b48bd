import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { ROOT } from './sources.js';

interface Table {
  readonly published: string;
  /** The file whose tests are named after its rows. */
  readonly tests: string;
  /** The words of each row that stand together in the title of one test. */
  readonly rows: readonly (readonly string[])[];
}

const TABLES = JSON.parse(
  readFileSync(`${ROOT}test/architecture/published-rows.json`, 'utf8'),
) as Table[];

const wordsOf = (node: ts.Node): string =>
  ts.isStringLiteralLike(node) ? node.text : node.getText();

/** The cells of every row of an `it.each([...])`; a row that is no list is one cell. */
const rowsOf = (table: ts.Node | undefined): string[][] =>
  table && ts.isArrayLiteralExpression(table)
    ? table.elements.map((row) =>
        ts.isArrayLiteralExpression(row) ? row.elements.map(wordsOf) : [wordsOf(row)],
      )
    : [];

/** Puts the cells in the place of %s, %j and the like, in their order, as the runner does. */
function filled(title: string, cells: readonly string[]): string {
  let next = 0;
  return title.replaceAll(/%[sdijp]/g, (mark) => cells[next++] ?? mark);
}

/** The titles of the tests in a file, one for every row of a table that is written down there. */
function titlesIn(text: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^it\b/.test(node.expression.getText())) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) {
        const each = ts.isCallExpression(node.expression) ? node.expression : undefined;
        const rows = rowsOf(each?.arguments[0]);
        titles.push(...(each ? rows.map((row) => filled(title.text, row)) : [title.text]));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
  return titles;
}

describe('every row of a published table is a test named after it', () => {
  it.each(TABLES)('$published', ({ tests, rows }) => {
    const titles = titlesIn(readFileSync(`${ROOT}test/${tests}`, 'utf8'));
    const unnamed = rows.filter(
      (row) => !titles.some((title) => row.every((words) => title.includes(words))),
    );
    expect(unnamed).toEqual([]);
  });

  it('reads titles as the runner prints them', () => {
    const text = `it('plain', f); it.each([['a', 1], ['b', 2]])('%s is %i', f); it.each(['c'])('%j', f);`;
    expect(titlesIn(text)).toEqual(['plain', 'a is 1', 'b is 2', 'c']);
  });
});
