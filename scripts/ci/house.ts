/**
 * Checks rules of the house that no linter knows. Usage: tsx scripts/ci/house.ts
 *
 * Members: no function has more than ten parameters, and no interface or type more than ten members, unless its docstring says
 * why after `@members`.
 */
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';

const MOST_MEMBERS = 10;

const faults = globSync(['src/**/*.ts']).sort().flatMap(faultsIn);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);

function faultsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const visit = (node: ts.Node, name: string): void => {
    const own = nameOf(node) ?? name;
    const [count, what] = membersOf(node);
    if (count > MOST_MEMBERS && !isReasoned(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      faults.push(`${file}:${line}: ${own} has ${count} ${what}. Split it, or say after @members why it has so many.`);
    }
    ts.forEachChild(node, (child) => visit(child, own));
  };
  visit(source, file);
  return faults;
}

function membersOf(node: ts.Node): [count: number, what: string] {
  if (ts.isFunctionLike(node)) return [node.parameters.length, 'parameters'];
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) return [node.members.length, 'members'];
  return [0, ''];
}

function nameOf(node: ts.Node): string | undefined {
  const { name } = node as ts.Node & { readonly name?: ts.Node };
  return name && ts.isIdentifier(name) ? name.text : undefined;
}

/** A reason may stand at the declaration that a type literal or a function is part of. */
function isReasoned(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at && !ts.isSourceFile(at); at = at.parent) {
    const tag = ts.getJSDocTags(at).find(({ tagName }) => tagName.text === 'members');
    if (tag) return String(ts.getTextOfJSDocComment(tag.comment) ?? '').trim() !== '';
  }
  return false;
}
