import {
  CacheError,
  CorpusError,
  InputError,
  type MessageFault,
  messageOf,
  OutputError,
  SinkError,
  VectorsNotKept,
} from '../../base/errors';
import { counted, excerpt } from '../../base/wording';
import { SKIPPED_EXAMPLES } from '../../corpus/format';
import type { Corpus } from '../../corpus/read';
import type { CorpusFacts } from '../../corpus/record';
import { ServerAway } from '../../corpus/remote-object';
import { isS3 } from '../../corpus/s3-address';
import type { Inputs } from '../../inputs/inputs';
import { openOutput } from '../../output/open';
import { documentOutput } from '../../queue/document-output';
import { parseMessages, type QueueMessage, shownMessage } from '../../queue/message';
import { corpusOfMessage } from '../../queue/message-corpus';
import { openQueue } from '../../queue/open';
import type { DeadMessage, Queue, QueueFacts, TakenEntry } from '../../queue/queue';
import { awaitStored, isSurelyStored, sharedTier } from '../../queue/stored';
import type { RunReport } from '../../report/run-report';
import { noFacts, type ResolveFacts } from '../../resolve/resolve';
import { openSink } from '../../sink/open';
import type { Sink } from '../../sink/sink';
import { type SinkFacts, sumOfFacts } from '../../sink/sink-facts';
import { Synchronization } from '../../sink/synchronization';
import { openSession, type Session, type Surroundings } from '../session';

/** A worker tells that it is alive so often in the time after which another takes over. */
const BEATS = 4;
/** Dead messages that the report names; the queue keeps them all. */
const DEAD_NAMED = 10;
/** Characters of a reason, which may quote the answer of a server. */
const LONGEST_REASON = 500;

/** Takes messages from a queue and fills the tiers with their vectors, until the queue is empty or a signal ends it. */
export async function worker(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  const session = await openSession(inputs, surroundings);
  let sink: Sink | undefined;
  try {
    sink = await openSink(inputs, session, false);
    const queue = await openQueue(inputs, { signal: surroundings.signal, warn: session.warn });
    const shift = new Shift(inputs, surroundings, session, queue, sink);
    await shift.work().finally(() => shift.leave());
    await session.close();
    const { corpus, facts, texts, index } = shift;
    return session.report({ corpus, queue: facts, ...(index && { index }) }, { facts: texts });
  } finally {
    await sink?.close();
    await session.close();
  }
}

interface Failure {
  readonly message: QueueMessage;
  readonly error: unknown;
}

/** The life of one worker. */
class Shift {
  readonly facts: QueueFacts;
  /** Of all messages. */
  readonly corpus: CorpusFacts = {
    files: 0,
    bytesTotal: 0,
    bytesRead: 0,
    records: 0,
    blank: 0,
    skipped: 0,
    skippedExamples: [],
  };
  readonly texts: ResolveFacts = noFacts();
  /** Of all documents. */
  index: SinkFacts | undefined;
  /** Whether it was told that some messages are not published. */
  private leftOut = false;

  constructor(
    private readonly inputs: Inputs,
    private readonly surroundings: Surroundings,
    private readonly session: Session,
    private readonly queue: Queue,
    private readonly sink: Sink | undefined,
  ) {
    this.facts = {
      address: queue.address,
      ...(queue.group !== undefined && { group: queue.group }),
      taken: 0,
      claimed: 0,
      done: 0,
      withoutWork: 0,
      doneElsewhere: 0,
      retried: 0,
      givenBack: 0,
      dead: 0,
      doneByKind: {},
      deadMessages: [],
      files: 0,
    };
  }

  private get signal(): AbortSignal {
    return this.surroundings.signal;
  }

  async work(): Promise<void> {
    const { queueIdle } = this.inputs;
    let busy = performance.now();
    while (!this.signal.aborted) {
      const taken = await this.queue.take();
      if (taken) {
        await this.handle(taken);
        busy = performance.now();
      } else if (queueIdle > 0 && performance.now() - busy >= queueIdle * 1000) {
        // What another worker left behind when it died would otherwise wait for one that nobody starts.
        if (await this.queue.awaitsClaim()) continue;
        this.facts.end = 'drained';
        return;
      }
    }
    this.facts.end = 'signal';
  }

  /** Looks once more at what is left, and lets the queue go. */
  async leave(): Promise<void> {
    const waiting = await this.queue.waiting?.();
    if (waiting !== undefined) this.facts.waiting = waiting;
    await this.queue.close();
  }

  private async handle(taken: TakenEntry): Promise<void> {
    const { facts, inputs } = this;
    facts.taken++;
    if (taken.claimed) facts.claimed++;
    let messages: readonly QueueMessage[];
    try {
      messages = parseMessages(taken.fields);
    } catch (error) {
      return this.bury(taken, (error as MessageFault).message, taken.tries);
    }
    const [message] = messages;
    if (message === undefined) {
      facts.withoutWork++;
      return this.finish(taken);
    }
    if (taken.tries >= inputs.queueMaxTries) {
      const reason = `it was begun ${counted(taken.tries, 'time')}, and each time the worker ended in the middle`;
      return this.bury(taken, reason, taken.tries, message);
    }
    const beat = setInterval(() => void this.queue.keep(taken), (inputs.queueClaimAfter * 1000) / BEATS);
    try {
      const failure = await this.embedEach(messages);
      if (failure) await this.fail(taken, failure.message, failure.error);
      else if (this.signal.aborted) await this.giveBack(taken, message);
      else await this.finish(taken);
    } finally {
      clearInterval(beat);
    }
  }

  /**
   * One of several objects that cannot be used is no reason to leave out those after it.
   * @returns the first that failed, and why
   */
  private async embedEach(messages: readonly QueueMessage[]): Promise<Failure | undefined> {
    let first: Failure | undefined;
    for (const message of messages) {
      if (this.signal.aborted) break;
      try {
        await this.embed(message);
      } catch (error) {
        if (!isOfMessage(message, error)) return { message, error };
        first ??= { message, error };
      }
    }
    return first;
  }

  /** Returns when all vectors are in the shared tier, and the output is written; or early, when the signal is aborted. */
  private async embed(message: QueueMessage): Promise<void> {
    const { session, inputs, signal } = this;
    const open = () => corpusOfMessage(message, inputs, session);
    const corpus = await open();
    const resolver = session.resolver();
    const missedBefore = sharedTier(session.tiers).facts.missed;
    const started = performance.now();
    const file = documentOutput(message, inputs);
    const output = file === undefined ? undefined : await openOutput({ ...inputs, ...formatOf(file) }, session.model);
    const published = this.publicationOf(message);
    try {
      for await (const window of resolver.resolve(corpus.records())) {
        await published?.take(window);
        await output?.write(window);
      }
      if (signal.aborted) return;
      const stored = isSurelyStored(sharedTier(session.tiers), missedBefore, resolver.facts);
      if (!stored) await awaitStored(session, open, signal);
      if (signal.aborted) return;
      const index = await published?.finish({ skipped: corpus.facts.skipped });
      if (index) this.index = sumOfFacts(this.index, index);
      this.facts.files += (await output?.finish(corpus.facts.records))?.files.length ?? 0;
      const { embedded, unique } = resolver.facts;
      const took = ((performance.now() - started) / 1000).toFixed(2);
      this.surroundings.platform.info(
        `${shownMessage(message)}: ${counted(unique, 'text')}, ${embedded} embedded, ${took} s`,
      );
    } finally {
      // What is finished has its name, and stays.
      await output?.discard();
      await published?.close();
      this.count(corpus, resolver.facts);
      session.done(resolver);
    }
  }

  /** Only documents have ids that last, and come whole. */
  private publicationOf(message: QueueMessage): Synchronization | undefined {
    if (!this.sink) return undefined;
    if (message.kind === 'document') return new Synchronization(this.sink, this.inputs, false);
    if (!this.leftOut) {
      this.session.warn(
        `${shownMessage(message)}: its texts are not published to ${this.sink.index}, only documents are.`,
      );
    }
    this.leftOut = true;
    return undefined;
  }

  private async finish(taken: TakenEntry): Promise<void> {
    const { facts } = this;
    if (await this.queue.done(taken)) {
      const type = taken.fields.get('type') ?? '';
      facts.done++;
      facts.doneByKind[type] = (facts.doneByKind[type] ?? 0) + 1;
    } else facts.doneElsewhere++;
  }

  private async giveBack(taken: TakenEntry, message: QueueMessage): Promise<void> {
    await this.queue.putBack(taken, taken.tries);
    this.facts.givenBack++;
    this.session.warn(`${shownMessage(message)} was not finished when ${this.signal.reason} came, and was given back.`);
  }

  /** @throws the error, where it may be this worker's fault rather than the message's: then no other message is to suffer from it */
  private async fail(taken: TakenEntry, message: QueueMessage, error: unknown): Promise<void> {
    const ofMessage = isOfMessage(message, error);
    // A tier, an index or a disk that is away says nothing of the message.
    const elsewhere = [CacheError, OutputError, SinkError].some((kind) => error instanceof kind);
    const tries = elsewhere ? taken.tries : taken.tries + 1;
    const reason = messageOf(error).slice(0, LONGEST_REASON);
    try {
      if (tries >= this.inputs.queueMaxTries) await this.bury(taken, reason, tries, message);
      else {
        await this.queue.putBack(taken, tries);
        this.facts.retried++;
        if (ofMessage)
          this.session.warn(`${shownMessage(message)} failed at try ${tries}, and was put back: ${reason}`);
      }
    } catch (lost) {
      // It stays with this worker, until another takes it over.
      if (ofMessage) throw lost;
    }
    if (!ofMessage) throw error;
  }

  private async bury(taken: TakenEntry, reason: string, tries: number, message?: QueueMessage): Promise<void> {
    const { facts } = this;
    await this.queue.bury(taken, reason, tries);
    facts.dead++;
    const shown = message && shownMessage(message);
    const dead: DeadMessage = { entry: taken.entry, ...(shown !== undefined && { message: shown }), reason };
    if (facts.deadMessages.length < DEAD_NAMED) facts.deadMessages.push(dead);
    this.session.warn(`${shown ?? 'an entry of the queue'} (${excerpt(taken.entry)}) was put aside: ${reason}`);
  }

  /** Texts that several messages have count for each. */
  private count({ facts: read }: Corpus, found: ResolveFacts): void {
    const { corpus, texts } = this;
    corpus.files += read.files;
    corpus.bytesTotal = sum(corpus.bytesTotal, read.bytesTotal);
    for (const name of ['bytesRead', 'records', 'blank', 'skipped'] as const) corpus[name] += read[name];
    if (read.chunked) {
      corpus.chunked ??= { records: 0, chunks: 0 };
      corpus.chunked.records += read.chunked.records;
      corpus.chunked.chunks += read.chunked.chunks;
    }
    corpus.skippedExamples.push(...read.skippedExamples.slice(0, SKIPPED_EXAMPLES - corpus.skippedExamples.length));
    for (const [name, value] of Object.entries(found)) {
      if (typeof value === 'number') texts[name as Exclude<keyof ResolveFacts, 'hitsByTier'>] += value;
    }
    for (const [tier, hits] of Object.entries(found.hitsByTier)) {
      texts.hitsByTier[tier] = (texts.hitsByTier[tier] ?? 0) + hits;
    }
  }
}

/** Where S3 is away, each message would be put aside, one after the other. Any other host may be that of one document. */
function isOfMessage(message: QueueMessage, error: unknown): boolean {
  const { cause } = (error ?? {}) as Error;
  if (cause instanceof ServerAway && message.kind === 'document' && isS3(message.source)) return false;
  return [CorpusError, InputError, VectorsNotKept].some((kind) => error instanceof kind);
}

/** The name tells the format. */
function formatOf(output: string): Pick<Inputs, 'output' | 'outputFormat'> {
  return { output, outputFormat: 'auto' };
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
