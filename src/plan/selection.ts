import type { CorpusRecord } from '../corpus/record';
import type { Inputs } from '../inputs/inputs';
import type { ShardChoice } from '../inputs/values/shard';
import { KeyIndex } from '../keys/key-index';
import { type TextKey, textKey } from '../keys/text-key';
import { Dealer } from './balance';
import { type PlanModel, readPlan } from './plan-file';

/** The texts of a corpus that a shard embeds. */
export interface Selection {
  includes(key: TextKey): boolean;
}

const WANTED = 0;
const FOUND = 1;

/** The texts that a plan assigns to one of its shards; filled while the plan is read. Remembers which of them the corpus has. */
export class PlannedTexts implements Selection {
  tokens = 0;
  private found = 0;
  private readonly keys = new KeyIndex();
  private readonly dealer: Dealer;

  constructor(private readonly shard: ShardChoice) {
    this.dealer = new Dealer(shard.of);
  }

  /** Takes a text of the plan, in its order. */
  offer(key: TextKey, tokens: number): void {
    if (this.dealer.deal(tokens) !== this.shard.number - 1) return;
    this.keys.set(key, WANTED);
    this.tokens += tokens;
  }

  includes(key: TextKey): boolean {
    const state = this.keys.get(key);
    if (state === WANTED) {
      this.keys.set(key, FOUND);
      this.found++;
    }
    return state !== undefined;
  }

  get size(): number {
    return this.keys.size;
  }

  /** Texts of the plan that the corpus, as far as it was read, does not have. */
  get missing(): number {
    return this.keys.size - this.found;
  }
}

/** Without a plan: a share of all texts, selected by their keys, which are as good as random. */
export class HashedTexts implements Selection {
  constructor(private readonly shard: ShardChoice) {}

  includes(key: TextKey): boolean {
    // Eight of 43 digits: 48 bits, so remainders are as good as even.
    return Buffer.from(key.slice(0, 8), 'base64url').readUIntBE(0, 6) % this.shard.of === this.shard.number - 1;
  }
}

export async function* selected(
  records: AsyncIterable<CorpusRecord[]>,
  selection: Selection,
  textPrefix: string,
): AsyncGenerator<CorpusRecord[]> {
  for await (const some of records) {
    const chosen = some.filter(({ text }) => selection.includes(textKey(textPrefix + text)));
    if (chosen.length > 0) yield chosen;
  }
}

/** @returns undefined for all of the corpus */
export async function openSelection(
  { planPath, shard }: Pick<Inputs, 'planPath' | 'shard'>,
  model: PlanModel,
): Promise<Selection | undefined> {
  if (planPath === '') return shard && new HashedTexts(shard);
  const texts = new PlannedTexts(shard ?? { number: 1, of: 1 });
  await readPlan(planPath, model, (key, tokens) => texts.offer(key, tokens));
  return texts;
}
