import { CorpusError } from '../base/errors';
import { count, counted } from '../base/wording';
import { openRecords } from '../chunking/records';
import { trimText } from '../corpus/lines';
import type { Corpus } from '../corpus/read';
import type { CorpusRecord } from '../corpus/record';
import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import { readPlan } from '../plan/plan-file';
import { PlannedTexts, selected } from '../plan/selection';
import { type QueueMessage, type ShardMessage, shownMessage, type TextsMessage } from './message';

/** The parts of a worker that reading a message needs. */
interface Reader {
  readonly model: Model;
  warn(message: string): void;
}

/** Records per batch. */
const PIECE = 256;

/**
 * Opens the corpus that a message names. It can be read more than once.
 * @throws CorpusError, InputError if a named file or object does not exist or cannot be used
 */
export async function corpusOfMessage(message: QueueMessage, inputs: Inputs, reader: Reader): Promise<Corpus> {
  switch (message.kind) {
    case 'document':
      return openRecords({ ...inputs, corpus: [message.source], exactAddresses: true }, reader.model, reader.warn);
    case 'shard':
      return shardCorpus(message, inputs, reader);
    case 'texts':
      return textsCorpus(message);
  }
}

async function shardCorpus(message: ShardMessage, inputs: Inputs, reader: Reader): Promise<Corpus> {
  const { plan, shard, corpus } = message;
  const { model, warn } = reader;
  const texts = new PlannedTexts(shard);
  await readPlan(plan, model, (key, tokens) => texts.offer(key, tokens));
  const all = await openRecords({ ...inputs, corpus }, model, warn);
  const { facts } = all;
  return {
    facts,
    repeatable: all.repeatable,
    async *records() {
      yield* selected(all.records(), texts, model.contract.textPrefix);
      if (texts.missing === 0) return;
      const part = `${shownMessage(message)}: ${count(texts.missing)} of ${counted(texts.size, 'text')}`;
      if (texts.missing < texts.size) return warn(`${part} are no longer in the corpus, and were left out.`);
      throw new CorpusError(
        `${part} are in the corpus no more: the plan was made from another one, or with other fields.`,
      );
    },
  };
}

function textsCorpus({ texts }: TextsMessage): Corpus {
  const facts = { files: 0, bytesTotal: 0, bytesRead: 0, records: 0, blank: 0, skipped: 0, skippedExamples: [] };
  const records: CorpusRecord[] = [];
  for (const [at, text] of texts.entries()) {
    if (!text.isWellFormed()) {
      throw new CorpusError(`text ${at + 1} holds half of a surrogate pair, which is no character`);
    }
    const trimmed = trimText(text);
    if (trimmed === '') facts.blank++;
    else records.push({ text: trimmed, source: 'message', line: at + 1 });
  }
  return {
    facts,
    repeatable: true,
    async *records() {
      for (let at = 0; at < records.length; at += PIECE) {
        const some = records.slice(at, at + PIECE);
        facts.records += some.length;
        yield some;
      }
    },
  };
}
