import ts from 'typescript';
import { isTestFile, type WorkspacePackage } from './read-workspace.ts';

const impureNames = [
  'fetch',
  'process',
  'performance',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
];
const impureMembers = ['Date.now', 'Math.random', 'Temporal.Now'];

/** Where a package that must be pure reaches for the network, the clock, chance or its process. */
export function checkPurity(own: WorkspacePackage): string[] {
  return own.sources
    .filter(({ path }) => path.startsWith('src/') && !isTestFile(path))
    .flatMap(({ path, text }) =>
      findImpure(text).map((what) => `${own.folder}/${path} uses ${what}`),
    );
}

function findImpure(text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);

  function visit(node: ts.Node): void {
    const impure = impureUse(node);
    if (impure !== null) found.push(impure);
    ts.forEachChild(node, visit);
  }

  visit(source);
  return found;
}

function impureUse(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    const member = node.getText();
    return impureMembers.find((name) => member === name) ?? null;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    return node.arguments?.length ? null : 'new Date() without an argument';
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  return ts.isIdentifier(node) && impureNames.includes(node.text) && isValue(node)
    ? node.text
    : null;
}

/** Whether the identifier stands for a value of its own, and doesn't just name a member or a type. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return (
    ts.isExpression(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node) ||
    ts.isStatement(parent)
  );
}
