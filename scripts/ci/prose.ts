/**
 * Counts the worst habits of English in the docs, in the messages of src and in its comments.
 *
 *   npm run check:prose             fails if there are more than prose-budget.json allows, and asks to lower it if there are fewer
 *   npm run check:prose -- --write  lowers the budget; it never rises
 *   npm run check:prose -- --list   shows each place
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';

const BUDGET = 'scripts/ci/prose-budget.json';
/** Admired projects have 0 to 0.3 of "what" per 1,000 words. */
const MOST_PER_1000 = 1;

/** Each names a habit and a better way. */
const HABITS: readonly [habit: RegExp, better: string][] = [
  [/\b(what|who|whom|whoever|whatever)\b/gi, 'name the subject'],
  [/\b(taken away|is not to be had|not at all)\b/gi, 'removed, unavailable, fails'],
  [
    /\b(texts|vectors|records|lines|tokens|requests|bytes) (a|an) (second|minute|hour|text|line|record|vector)\b/gi,
    'per',
  ],
  [/\b(one|each) a (line|row|file|text|processor)\b/gi, 'per'],
];

interface Piece {
  readonly file: string;
  readonly text: string;
}

const KINDS = {
  docs: () => globSync(['*.md', 'docs/*.md', 'bench/README.md', '{examples,tekton-adapter}/**/*.md']).map(page),
  messages: () => sources().flatMap(messagesIn),
  comments: () => sources().flatMap(commentsIn),
} satisfies Record<string, () => Piece[]>;

type Budget = Record<keyof typeof KINDS, number>;

const budget = JSON.parse(readFileSync(BUDGET, 'utf8')) as Budget;
for (const kind of Object.keys(KINDS) as (keyof typeof KINDS)[]) {
  const pieces = KINDS[kind]();
  const words = pieces.reduce((sum, { text }) => sum + (text.match(/\p{L}+/gu)?.length ?? 0), 0);
  const found = pieces.flatMap(habitsIn);
  if (process.argv.includes('--list')) for (const line of found) console.log(`${kind}: ${line}`);
  const rate = (found.length / words) * 1000;
  console.log(`${kind}: ${found.length} in ${words} words, ${rate.toFixed(2)} per 1,000`);
  const least = Math.min(found.length, budget[kind]);
  if (found.length > budget[kind])
    fault(`${kind}: ${found.length} habits, and the budget is ${budget[kind]}. See --list.`);
  else if (found.length < budget[kind] && !process.argv.includes('--write'))
    fault(`${kind}: the budget is ${budget[kind]}, and ${found.length} are left: npm run check:prose -- --write`);
  if (kind !== 'comments' && rate > MOST_PER_1000) fault(`${kind}: more than ${MOST_PER_1000} per 1,000 words`);
  budget[kind] = least;
}
if (process.argv.includes('--write')) writeFileSync(BUDGET, `${JSON.stringify(budget, undefined, 2)}\n`);

function fault(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

function habitsIn({ file, text }: Piece): string[] {
  const sentences = text.split(/(?<=[.!:;])\s+|\n\n|\|/).filter((sentence) => !sentence.trimEnd().endsWith('?'));
  return sentences.flatMap((sentence) =>
    HABITS.flatMap(([habit, better]) =>
      (sentence.match(habit) ?? []).map((match) => `${file}: "${match}" (${better}): ${sentence.trim().slice(0, 120)}`),
    ),
  );
}

/** A page without its code, quotes of output and links' addresses. */
function page(file: string): Piece {
  const text = readFileSync(file, 'utf8')
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/^ {4}.*$/gm, ' ')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/\]\([^)]*\)/g, '] ');
  return { file, text };
}

function sources(): ts.SourceFile[] {
  return globSync('src/**/*.ts').map((file) =>
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
  );
}

/** Texts of three words and more: sentences for people. */
function messagesIn(source: ts.SourceFile): Piece[] {
  const found: Piece[] = [];
  const visit = (node: ts.Node): void => {
    const text =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)
        ? node.text
        : ts.isTemplateExpression(node)
          ? templateText(node)
          : '';
    if (/\p{L}+ \p{L}+ \p{L}+/u.test(text)) found.push({ file: place(source, node.getStart()), text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function templateText({ head, templateSpans }: ts.TemplateExpression): string {
  return head.text + templateSpans.map(({ literal }) => ` … ${literal.text}`).join('');
}

function commentsIn(source: ts.SourceFile): Piece[] {
  const found = new Map<number, Piece>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []) {
      const text = source.text
        .slice(pos, end)
        .replace(/^\s*(\/\*\*|\*\/|\*|\/\/) ?/gm, '')
        .replace(/`[^`\n]*`/g, ' ');
      found.set(pos, { file: place(source, pos), text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()];
}

function place(source: ts.SourceFile, at: number): string {
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(at).line + 1}`;
}
