/** Words, in lower case. In scripts without spaces between words, each character is one. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

export interface Rarity {
  readonly words: number;
  /** Mean over its words of ln(texts ÷ texts with that word); 0 without words. */
  readonly mean: number;
  /** The word in the fewest texts, the first of several; empty without words. */
  readonly rarest: string;
}

/** Measures how rare the words of each text are among all texts. */
export function wordRarity(texts: readonly string[]): Rarity[] {
  const textsWith = new Map<string, number>();
  const words = texts.map((text) => text.toLowerCase().match(WORDS) ?? []);
  for (const list of words) for (const word of new Set(list)) textsWith.set(word, (textsWith.get(word) ?? 0) + 1);
  return words.map((list) => {
    let [sum, rarest, fewest] = [0, '', Number.POSITIVE_INFINITY];
    for (const word of list) {
      const having = textsWith.get(word) as number;
      sum += Math.log(texts.length / having);
      if (having < fewest) [rarest, fewest] = [word, having];
    }
    return { words: list.length, mean: list.length === 0 ? 0 : sum / list.length, rarest };
  });
}
