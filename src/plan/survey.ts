import { openTokenCounter, type TokenCounter } from '../chunking/token-counter';
import type { CorpusRecord } from '../corpus/record';
import type { Model } from '../embedder/open';
import type { TextKey } from '../keys/text-key';
import type { Resolver } from '../resolve/resolve';
import type { SurveyedWindow } from '../resolve/window';

/** The results of a survey for one file. */
export interface FileFacts {
  /** As records name it: the path, or `stdin`. */
  readonly file: string;
  records: number;
  /** Texts that occur in this file first; the counts below are of these. */
  unique: number;
  readonly hitsByTier: Record<string, number>;
  misses: number;
  /** Of the misses. */
  tokens: number;
}

export interface SurveyFacts {
  /** In the order of the corpus. */
  readonly files: readonly FileFacts[];
  /** Texts that no tier has. */
  readonly misses: number;
  /** Tokens that the model will read for the misses. */
  readonly tokens: number;
  /** Misses longer than the model reads. */
  readonly truncated: number;
}

export interface SurveyOptions {
  readonly model: Model;
  /** See Resolver.survey. */
  readonly again?: boolean;
  /** Called for each text that no tier has, in the order of the corpus. */
  missed?(key: TextKey, tokens: number): Promise<void>;
}

/** Reads a corpus without a model: asks the tiers for each text, and counts the tokens of the misses. */
export async function surveyCorpus(
  resolver: Resolver,
  records: AsyncIterable<CorpusRecord[]>,
  options: SurveyOptions,
): Promise<SurveyFacts> {
  const survey = new Survey(options);
  for await (const window of resolver.survey(records, options.again)) await survey.take(window);
  return survey.facts;
}

class Survey {
  private readonly files = new Map<string, FileFacts>();
  private truncated = 0;
  /** Opened at the first miss: a run of hits alone loads no tokenizer. */
  private counter: Promise<TokenCounter> | undefined;

  constructor(private readonly options: SurveyOptions) {}

  async take({ records, keys, firsts, origins }: SurveyedWindow): Promise<void> {
    for (const [at, record] of records.entries()) {
      const file = this.fileOf(record);
      file.records++;
      if (!firsts[at]) continue;
      file.unique++;
      const tier = origins[at]?.name;
      if (tier !== undefined) file.hitsByTier[tier] = (file.hitsByTier[tier] ?? 0) + 1;
      else await this.miss(file, record, keys[at] as TextKey);
    }
  }

  get facts(): SurveyFacts {
    const files = [...this.files.values()];
    return {
      files,
      misses: files.reduce((sum, { misses }) => sum + misses, 0),
      tokens: files.reduce((sum, { tokens }) => sum + tokens, 0),
      truncated: this.truncated,
    };
  }

  private async miss(file: FileFacts, record: CorpusRecord, key: TextKey): Promise<void> {
    this.counter ??= openTokenCounter(this.options.model);
    const counter = await this.counter;
    const { capacity = Number.POSITIVE_INFINITY, taken } = counter;
    const own = counter.text(record.text);
    const tokens = Math.min(own, capacity) + taken.special + taken.prefix;
    file.misses++;
    file.tokens += tokens;
    if (own > capacity) this.truncated++;
    await this.options.missed?.(key, tokens);
  }

  private fileOf({ source }: CorpusRecord): FileFacts {
    let file = this.files.get(source);
    if (!file) {
      file = { file: source, records: 0, unique: 0, hitsByTier: {}, misses: 0, tokens: 0 };
      this.files.set(source, file);
    }
    return file;
  }
}
