import { readGlosses } from '../texts';

/** A golden text of the table; each near-duplicate has to stay beside the text that it was made of. */
export interface TableText {
  readonly name: string;
  readonly text: string;
  readonly mustInclude: readonly string[];
}

/** One text in this many has a near-duplicate in the set. */
const TEXTS_A_DUPLICATE = 10;

/** Definitions of WordNet from all over the dictionary, and near-duplicates of some of them: the last word left out. */
export async function tableTexts(count: number): Promise<TableText[]> {
  const glosses = await readGlosses();
  const originals = Math.floor((count * TEXTS_A_DUPLICATE) / (TEXTS_A_DUPLICATE + 1));
  const texts: TableText[] = [];
  for (let index = 0; index < originals; index++) {
    const text = glosses[Math.floor((index * glosses.length) / originals)] as string;
    const shorter = text.replace(/\s+\S+$/, '');
    const name = `gloss ${index}`;
    const twin = index % TEXTS_A_DUPLICATE === 0 && shorter !== text ? `${name}, shorter` : undefined;
    texts.push({ name, text, mustInclude: twin ? [twin] : [] });
    if (twin) texts.push({ name: twin, text: shorter, mustInclude: [name] });
  }
  return texts;
}
