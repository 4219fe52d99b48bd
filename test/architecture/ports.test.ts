import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { ADAPTERS, USE_CASES } from './dependency-rules.mjs';
import { foldersIn, sourcesIn } from './sources.js';

const TYPESCRIPT = /\.ts$/;

const parsed = (path: string, text: string) =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** The values that an adapter file takes out of use-case libraries; types cost nothing and are free. */
function takenFromUseCases(path: string, text: string): string[] {
  return parsed(path, text).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) {
      return [];
    }
    const library = /^#libs\/(.+)$/.exec(statement.moduleSpecifier.text)?.[1] ?? '';
    const clause = statement.importClause;
    if (!USE_CASES.includes(library) || !clause || clause.phaseModifier !== undefined) return [];
    const bindings = clause.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return ['everything'];
    return bindings.elements
      .filter((element) => !element.isTypeOnly)
      .map((element) => (element.propertyName ?? element.name).text);
  });
}

const portNames = USE_CASES.flatMap((library) =>
  sourcesIn(`libs/${library}/src/ports`, TYPESCRIPT).flatMap(({ path, text }) =>
    parsed(path, text)
      .statements.filter((statement) => ts.isClassDeclaration(statement))
      .map((port) => port.name?.text ?? ''),
  ),
);

describe('a port', () => {
  it('is all that an adapter takes from a use-case library', () => {
    const ports = new Set(portNames);
    const trespasses = foldersIn('libs')
      .filter((library) => library in ADAPTERS)
      .flatMap((library) => sourcesIn(`libs/${library}/src`, TYPESCRIPT))
      .flatMap(({ path, text }) =>
        takenFromUseCases(path, text)
          .filter((name) => !ports.has(name))
          .map((name) => `${path} imports ${name}`),
      );
    expect(trespasses).toEqual([]);
  });

  it('would not be confused with a use case or a function beside it', () => {
    const text = `import { ChangePassword, type Account, Attempts } from '#libs/credentials';`;
    expect(takenFromUseCases('planted.ts', text)).toEqual(['ChangePassword', 'Attempts']);
    expect(portNames).toContain('Attempts');
    expect(portNames).not.toContain('ChangePassword');
  });

  it('is an abstract class named by a plural noun or a role, never with a technology or an I', () => {
    expect(portNames.length).toBeGreaterThanOrEqual(10);
    expect(portNames.filter((name) => /^I[A-Z]|Port$|Service$|Typeorm|Argon/.test(name))).toEqual(
      [],
    );
  });
});
