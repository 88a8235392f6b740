import { posix } from 'node:path';
import ts from 'typescript';
import { entriesOf } from './manifest-rules.ts';
import { providerName } from './provider-name.ts';
import type { SourceFile, WorkspacePackage } from './read-workspace.ts';

/** The statements that declare names; of overloads the first, which bears the comment. */
type Declarations = Map<string, ts.Statement>;

/** Default exports where there should be none: they are for providers and config files. */
export function checkDefaultExports(own: WorkspacePackage): string[] {
  const isProvider = providerName.test(own.manifest.name);
  return own.sources
    .filter(({ path }) => !path.endsWith('.config.ts') && !path.includes('__fixtures__/'))
    .filter(({ path }) => !(isProvider && path.startsWith('src/')))
    .filter((file) => parse(file).statements.some(exportsDefault))
    .map(({ path }) => `${own.folder}/${path} has a default export`);
}

/** Names that people import and that no comment explains, and entries that do more than re-export. */
export function checkDocumentation(own: WorkspacePackage): string[] {
  if (own.manifest.private === true) return [];
  return entriesOf(own.manifest).flatMap(([, target]) => {
    const entry = typeof target === 'string' ? target : target['@cdr/source'];
    const path = entry?.replace('./', '') ?? '';
    return own.sources
      .filter((file) => file.path === path)
      .flatMap((file) => checkEntryFile(own, file));
  });
}

function checkEntryFile(own: WorkspacePackage, entry: SourceFile): string[] {
  const where = `${own.folder}/${entry.path}`;
  return parse(entry).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) {
      return [];
    }
    const { exportClause } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) {
      return [`${where} re-exports without naming: ${statement.getText()}`];
    }
    const from = textOf(statement.moduleSpecifier);
    return exportClause.elements
      .map((element) => (element.propertyName ?? element.name).text)
      .filter((name) => !isDocumented(own, entry.path, from, name))
      .map((name) => `${where} exports ${name}, which has no doc comment`);
  });
}

/** Whether the name, found through all re-exports, has a doc comment; true for other packages' names. */
function isDocumented(own: WorkspacePackage, path: string, from: string, name: string): boolean {
  if (!from.startsWith('.')) return true;
  const target = posix.join(posix.dirname(path), from);
  const file = own.sources.find((source) => source.path === target);
  if (file === undefined) return false;
  const source = parse(file);
  const declared = declarationsOf(source).get(name);
  if (declared !== undefined) return hasDocComment(declared, file.text);
  return source.statements.some(
    (statement) =>
      ts.isExportDeclaration(statement) &&
      statement.moduleSpecifier !== undefined &&
      statement.exportClause !== undefined &&
      ts.isNamedExports(statement.exportClause) &&
      statement.exportClause.elements.some(
        (element) =>
          element.name.text === name &&
          isDocumented(
            own,
            file.path,
            textOf(statement.moduleSpecifier),
            (element.propertyName ?? element.name).text,
          ),
      ),
  );
}

function declarationsOf(source: ts.SourceFile): Declarations {
  const declarations: Declarations = new Map();
  for (const statement of source.statements.toReversed()) {
    for (const name of namesOf(statement)) declarations.set(name, statement);
  }
  return declarations;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  if (ts.isExportAssignment(statement)) return ['default'];
  return isNamedDeclaration(statement) && statement.name !== undefined ? [statement.name.text] : [];
}

function isNamedDeclaration(node: ts.Node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}

function hasDocComment(node: ts.Node, text: string): boolean {
  const comments = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const last = comments.at(-1);
  return last !== undefined && text.startsWith('/**', last.pos);
}

function exportsDefault(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    return (
      exportClause !== undefined &&
      ts.isNamedExports(exportClause) &&
      exportClause.elements.some(({ name }) => name.text === 'default')
    );
  }
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function textOf(specifier: ts.Expression | undefined): string {
  return specifier !== undefined && ts.isStringLiteral(specifier) ? specifier.text : '';
}

function parse({ path, text }: SourceFile): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}
