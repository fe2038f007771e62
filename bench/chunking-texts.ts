import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url));
const GLOSSES_A_PARAGRAPH = 6;
const PARAGRAPHS_A_TEXT = 40;
const MARKDOWN_CHARACTERS = 6e6;
const LONGEST_MARKDOWN = 400_000;
/** Of the compiler's messages. */
const LANGUAGES = ['ja', 'ko', 'zh-cn', 'zh-tw'];
const MESSAGES_A_TEXT = 150;

/** Glosses as sentences, some a paragraph: all that there are, so that words are as many as a dictionary has. */
export function proseTexts(glosses: readonly string[]): string[] {
  const sentences = glosses.map((gloss) => `${gloss.charAt(0).toUpperCase()}${gloss.slice(1)}.`);
  const paragraphs = inGroups(sentences, GLOSSES_A_PARAGRAPH).map((group) => group.join(' '));
  return inGroups(paragraphs, PARAGRAPHS_A_TEXT).map((group) => group.join('\n\n'));
}

/** What the packages say that are installed here: tables, lists, code and links. */
export async function markdownTexts(): Promise<string[]> {
  const texts: string[] = [];
  let characters = 0;
  for (const file of (await glob('**/*.md', { cwd: MODULES, followSymbolicLinks: false })).toSorted()) {
    const text = (await readFile(path.join(MODULES, file), 'utf8')).trim();
    if (text === '' || text.length > LONGEST_MARKDOWN) continue;
    texts.push(text);
    characters += text.length;
    if (characters > MARKDOWN_CHARACTERS) break;
  }
  return texts;
}

/** The messages of TypeScript's compiler in Chinese, Japanese and Korean. */
export async function ideographTexts(): Promise<string[]> {
  const texts: string[] = [];
  for (const language of LANGUAGES) {
    const file = path.join(MODULES, 'typescript', 'lib', language, 'diagnosticMessages.generated.json');
    const messages: string[] = Object.values(JSON.parse(await readFile(file, 'utf8')));
    texts.push(...inGroups(messages, MESSAGES_A_TEXT).map((group) => group.join('\n')));
  }
  return texts;
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
