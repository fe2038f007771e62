import type { EmbeddingContract } from '../keys/embedding-contract';

const DIGEST = /^[0-9a-f]{64}$/;

/** In what two contracts differ, part by part: `tokenizer.json (3f2a… → 91c0…)`, `maxTokens (256 → 128)`. */
export function contractDifferences(before: EmbeddingContract, after: EmbeddingContract): string[] {
  const [old, present] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(present)])]
    .filter((part) => old[part] !== present[part])
    .map((part) => `${part} (${shown(old[part])} → ${shown(present[part])})`);
}

/** One value a part; each file is a part of its own. */
function flat({ files, ...others }: EmbeddingContract): Record<string, string> {
  const entries = [...Object.entries(others), ...Object.entries(files ?? {})];
  return Object.fromEntries(entries.map(([part, value]) => [part, JSON.stringify(value)]));
}

function shown(json: string | undefined): string {
  if (json === undefined) return 'none';
  const bare = json.slice(1, -1);
  return DIGEST.test(bare) ? `${bare.slice(0, 4)}…` : json;
}
