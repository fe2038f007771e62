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
  private counting: Promise<CountTokens> | undefined;

  constructor(private readonly options: SurveyOptions) {}

  async take({ records, keys, firsts, origins }: SurveyedWindow): Promise<void> {
    for (const [at, record] of records.entries()) {
      const file = this.fileOf(record);
      file.records++;
      if (!firsts[at]) continue;
      file.unique++;
      const tier = origins[at];
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
    this.counting ??= openTokenCounter(this.options.model);
    const count = await this.counting;
    const { tokens, truncated } = count(this.options.model.contract.textPrefix + record.text);
    file.misses++;
    file.tokens += tokens;
    if (truncated) this.truncated++;
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

type CountTokens = (text: string) => { readonly tokens: number; readonly truncated: boolean };

/** Characters per token in English prose, according to providers of embedding services. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * Loads the model's tokenizer, and nothing else of it, at the first miss. The tokenizer of a service or a program is unknown, so its
 * tokens are estimated.
 */
async function openTokenCounter(model: Model): Promise<CountTokens> {
  if (model.kind !== 'onnx') {
    return (text) => ({ tokens: Math.ceil(text.length / CHARACTERS_PER_TOKEN), truncated: false });
  }
  const { folder, contract } = model;
  const { TextTokenizer } = await import('../embedder/tokenizer');
  const tokenizer = await TextTokenizer.open(folder, contract.maxTokens, contract);
  const { maxTokens } = contract;
  return (text) => {
    const tokens = tokenizer.count(text) + tokenizer.specialTokens;
    return { tokens: Math.min(tokens, maxTokens), truncated: tokens > maxTokens };
  };
}
