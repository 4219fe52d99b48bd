import ts from 'typescript';

const PRIMITIVES =
  /^(createHash|createHmac|createCipheriv|createDecipheriv|hkdfSync|pbkdf2Sync|scryptSync|createSign|createVerify|(?:crypto\.)?hash|(?:crypto\.)?sign|(?:crypto\.)?verify|(?:crypto\.)?subtle\.\w+)$/;
const PACKAGES = /^(argon2|bcrypt|@node-rs\/\w+)$/;
const SIGNATURES = /^(HS|RS|ES|PS)\d{3}$/;

/** What proves something by being equal to what is expected. */
const PROOF =
  /(?:\b(?:mac|hmac|digest|tag|signature|proof|secret)|(?:Mac|Digest|Tag|Signature|Proof|Secret))$/;
const EQUALITIES = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** The primitives that a file uses: `createHmac('sha256')`, `'RS256'`, or the package of one. */
export function primitivesIn(text: string): string[] {
  const fromNode = /from 'node:crypto'/.test(text);
  const found: string[] = [];
  walk(text, (node, constants) => {
    if (ts.isImportDeclaration(node)) {
      const name = (node.moduleSpecifier as ts.StringLiteral).text;
      if (PACKAGES.test(name) && !node.importClause?.isTypeOnly) found.push(name);
    }
    if (ts.isStringLiteral(node) && SIGNATURES.test(node.text)) found.push(node.getText());
    if (!fromNode || !ts.isCallExpression(node)) return;
    const callee = node.expression.getText();
    if (!PRIMITIVES.test(callee)) return;
    const [first] = node.arguments;
    const algorithm = first && (constants.get(first.getText()) ?? first.getText());
    found.push(
      `${callee.replace('crypto.', '')}(${/^'/.test(algorithm ?? '') ? String(algorithm) : '…'})`,
    );
  });
  return found;
}

/** How many bytes each call of randomBytes asks for; undefined: not told in this file. */
export function randomBytesIn(text: string): (number | undefined)[] {
  const found: (number | undefined)[] = [];
  walk(text, (node, constants) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'randomBytes') return;
    const asked = node.arguments[0]?.getText() ?? '';
    const size = Number(constants.get(asked) ?? asked);
    found.push(Number.isNaN(size) ? undefined : size);
  });
  return found;
}

/** Comparisons by an operator where a proof stands on either side and a value on the other. */
export function comparisonsIn(text: string): string[] {
  const found: string[] = [];
  walk(text, (node) => {
    if (!ts.isBinaryExpression(node) || !EQUALITIES.has(node.operatorToken.kind)) return;
    const sides = [node.left, node.right];
    const constant = sides.some((side) => ts.isLiteralExpression(side) || isNothing(side));
    if (!constant && sides.some((side) => PROOF.test(side.getText()))) found.push(node.getText());
  });
  return found;
}

const isNothing = (node: ts.Node): boolean => /^(undefined|null|true|false)$/.test(node.getText());

/** Visits every node, with the literals that the file gives names. */
function walk(
  text: string,
  look: (node: ts.Node, constants: ReadonlyMap<string, string>) => void,
): void {
  const constants = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer &&
      ts.isLiteralExpression(node.initializer)
    )
      constants.set(node.name.getText(), node.initializer.getText());
    look(node, constants);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true));
}
