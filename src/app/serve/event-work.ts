import { messageOf, Refusal } from '../../base/errors';
import { openRecords, recordsOf } from '../../chunking/records';
import type { CorpusRecord } from '../../corpus/record';
import type { Inputs } from '../../inputs/inputs';
import type { ShardChoice } from '../../inputs/values/shard';
import { openSelection, selected } from '../../plan/selection';
import type { ResolveFacts } from '../../resolve/resolve';
import type { ResolvedWindow } from '../../resolve/window';
import { inOneGo } from '../../validation/golden/golden-vectors';
import type { Session } from '../session';
import { type EmbedRequest, requestOf } from './embed-request';
import {
  countUnusable,
  type EmbeddedData,
  embeddedData,
  type KeyedText,
  shortDecimals,
  verdictData,
} from './event-data';
import { atMost, corpusOfDocuments } from './event-documents';
import { type AnswerEvent, EMBEDDED, type ReceivedEvent, VALIDATED } from './event-types';
import type { GoldenVerdict } from './golden-verdict';

const RETRY_SECONDS = 1;

/** The outcome of an event. */
export type Outcome = Pick<AnswerEvent, 'type' | 'data' | 'verdict'>;

/** Does the work that an event asks for. */
export class EventWork {
  constructor(
    private readonly inputs: Inputs,
    private readonly session: Session,
    /** Absent without a golden set. */
    private readonly golden: GoldenVerdict | undefined,
    /** Aborted when the service can wait no longer. */
    private readonly signal: AbortSignal,
  ) {}

  /** @throws Refusal, or the errors of embedding and validation */
  async of({ type, data }: Pick<ReceivedEvent, 'type' | 'data'>): Promise<Outcome> {
    if (type === VALIDATED) throw new Refusal(422, 'The event is validated already.');
    if (type !== EMBEDDED) return this.judged(await this.embed(requestOf(data, this.inputs.serveMaxTexts)), 0);
    if (!this.golden) throw new Refusal(422, 'The event is embedded already, and this service has no golden set.');
    return this.judged(data as object, countUnusable(data, this.model));
  }

  private get model(): { readonly fingerprint: string; readonly dimensions: number } {
    const { fingerprint, contract } = this.session.identity.model;
    return { fingerprint, dimensions: contract.dimensions };
  }

  private async judged(data: object, unusableVectors: number): Promise<Outcome> {
    if (!this.golden) return { type: EMBEDDED, data };
    const validation = verdictData(await this.golden.now(), unusableVectors);
    this.refuseIfStopped();
    return { type: VALIDATED, verdict: validation.passed ? 'passed' : 'failed', data: { ...data, validation } };
  }

  private async embed(request: EmbedRequest): Promise<EmbeddedData> {
    if (request.kind === 'shard') return this.embedShard(request.shard);
    const texts: KeyedText[] = [];
    const facts = await this.resolve(await this.recordsIn(request), ({ records, keys, vectors }) => {
      for (const [index, { id }] of records.entries()) {
        const vector = request.vectors && shortDecimals(vectors[index] as Float32Array);
        texts.push({ ...(id !== undefined && { id }), key: keys[index] as string, ...(vector && { vector }) });
      }
    });
    return embeddedData(this.model, facts, { texts });
  }

  private async recordsIn(request: Exclude<EmbedRequest, { kind: 'shard' }>): Promise<AsyncIterable<CorpusRecord[]>> {
    if (request.kind === 'records') return inOneGo([...request.records]);
    const corpus = corpusOfDocuments(request.documents, this.inputs);
    return atMost(await recordsOf(corpus, this.inputs, this.session.identity.model), this.inputs.serveMaxTexts);
  }

  /** Embeds a shard of the corpus and plan that the service was started with: an event names no file. */
  private async embedShard(shard: ShardChoice): Promise<EmbeddedData> {
    const { inputs, session } = this;
    if (inputs.corpus.length === 0) throw new Refusal(422, 'shard: this service was started without a corpus.');
    try {
      const selection = await openSelection({ planPath: inputs.planPath, shard }, session.identity.model);
      const corpus = await openRecords(inputs, session.identity.model, session.warn);
      const records = selection
        ? selected(corpus.records(), selection, session.identity.model.contract.textPrefix)
        : corpus.records();
      return embeddedData(this.model, await this.resolve(records), { shard });
    } catch (error) {
      if (error instanceof Refusal) throw error;
      // A missing file is the fault of the service, not of the event, and may exist at the next try.
      throw new Error(`shard ${shard.number}/${shard.of}: ${messageOf(error)}`, { cause: error });
    }
  }

  private async resolve(
    records: AsyncIterable<CorpusRecord[]>,
    each: (window: ResolvedWindow) => void = () => {},
  ): Promise<ResolveFacts> {
    const resolver = this.session.embedding.resolver(true);
    try {
      for await (const window of resolver.resolve(records)) each(window);
    } finally {
      this.session.embedding.done(resolver);
    }
    this.refuseIfStopped();
    return resolver.facts;
  }

  /** Resolving ends early then, without an error, and embedded texts are stored. */
  private refuseIfStopped(): void {
    if (this.signal.aborted) throw new Refusal(503, 'The service is ending. Embedded texts are stored.', RETRY_SECONDS);
  }
}
