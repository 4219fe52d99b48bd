import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { sourcesIn } from './sources.js';

interface Shape {
  readonly place: string;
  readonly lines: number;
  readonly parameters: number;
  readonly constructs: boolean;
}

/** Every function, method and constructor with a body, wherever it stands. */
function shapesIn(path: string, text: string): Shape[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
  const shapes: Shape[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const [first, last] = [lineAt(node.getStart()), lineAt(node.end)];
      shapes.push({
        place: `${path}:${first}`,
        lines: last - first + 1,
        parameters: node.parameters.length,
        constructs: ts.isConstructorDeclaration(node),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return shapes;
}

const shapes = [...sourcesIn('apps', /\.ts$/), ...sourcesIn('libs', /\.ts$/)].flatMap(
  ({ path, text }) => shapesIn(path, text),
);

const places = (which: readonly Shape[]) => which.map(({ place, lines }) => `${place} (${lines})`);

describe('a function', () => {
  it('has 30 lines or fewer in 98 of 100 cases and never more than 50', () => {
    const long = shapes.filter(({ lines }) => lines > 30);
    expect(places(shapes.filter(({ lines }) => lines > 50))).toEqual([]);
    expect(long.length).toBeLessThanOrEqual(shapes.length * 0.02);
  });

  it('is measured wherever it stands', () => {
    const text = `class A { constructor(a: 1, b: 2) {} m() { return () => {\n\n}; } }`;
    expect(shapesIn('a.ts', text).map(({ lines, parameters }) => [lines, parameters])).toEqual([
      [1, 2],
      [3, 0],
      [3, 0],
    ]);
  });
});

describe('a constructor', () => {
  it('is handed at most six things', () => {
    const greedy = shapes.filter(({ constructs, parameters }) => constructs && parameters > 6);
    expect(places(greedy)).toEqual([]);
  });
});
