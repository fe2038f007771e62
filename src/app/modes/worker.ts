import { closing } from '../../base/closing';
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
import { openSink } from '../../sink/open';
import type { Sink } from '../../sink/sink';
import { type SinkFacts, sumOfFacts } from '../../sink/sink-facts';
import { Synchronization } from '../../sink/synchronization';
import { Session } from '../session';
import type { Surroundings } from '../surroundings';

/** Heartbeats of a worker within the time after which another worker takes over. */
const BEATS = 4;
/** Dead messages that the report names; the queue keeps all of them. */
const DEAD_NAMED = 10;
/** Longest reason, in characters: it may quote the answer of a server. */
const LONGEST_REASON = 500;

/** Takes messages from a queue and fills the tiers with their vectors, until the queue is empty or a signal ends it. */
export async function worker(inputs: Inputs, surroundings: Surroundings): Promise<RunReport> {
  await using session = await Session.open(inputs, surroundings);
  await using sink = closing(await openSink(inputs, session, false));
  const queue = await openQueue(inputs, { signal: surroundings.signal, warn: session.warn });
  const shift = new Shift(inputs, surroundings, session, queue, sink);
  await shift.work().finally(() => shift.leave());
  const { corpus, facts, index } = shift;
  return await session.finish({ corpus, queue: facts, ...(index && { index }) });
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
  /** Of all documents. */
  index: SinkFacts | undefined;
  /** Whether the warning about unpublished messages was given. */
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
        // The messages of a dead worker would otherwise wait for a worker that nobody starts.
        if (await this.queue.awaitsClaim()) continue;
        this.facts.end = 'drained';
        return;
      }
    }
    this.facts.end = 'signal';
  }

  /** Counts the messages that are left, and closes the queue. */
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
   * Continues after an object that cannot be used.
   * @returns the first failure
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

  /** Returns when all vectors are in the shared tier and the output is written, or early when the signal is aborted. */
  private async embed(message: QueueMessage): Promise<void> {
    const { session, inputs, signal } = this;
    const open = () => corpusOfMessage(message, inputs, { model: session.identity.model, warn: session.warn });
    const corpus = await open();
    const resolver = session.embedding.resolver();
    const missedBefore = sharedTier(session.tiers.facts).facts.missed;
    const started = performance.now();
    const file = documentOutput(message, inputs);
    const output =
      file === undefined ? undefined : await openOutput({ ...inputs, ...formatOf(file) }, session.identity.model);
    const published = this.publicationOf(message);
    try {
      for await (const window of resolver.resolve(corpus.records())) {
        await published?.take(window);
        await output?.write(window);
      }
      if (signal.aborted) return;
      const stored = isSurelyStored(sharedTier(session.tiers.facts), missedBefore, resolver.facts);
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
      // Does nothing to a finished output.
      await output?.discard();
      await published?.close();
      this.count(corpus.facts);
      session.embedding.done(resolver);
    }
  }

  /** Only documents have stable ids, and arrive complete. */
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

  /** @throws the error if the worker may be at fault rather than the message, so no other message suffers */
  private async fail(taken: TakenEntry, message: QueueMessage, error: unknown): Promise<void> {
    const ofMessage = isOfMessage(message, error);
    // An unavailable tier, index or disk is not the fault of the message.
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
      // It stays with this worker until another takes it over.
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

  private count(read: CorpusFacts): void {
    const { corpus } = this;
    corpus.files += read.files;
    corpus.bytesTotal = sum(corpus.bytesTotal, read.bytesTotal);
    for (const name of ['bytesRead', 'records', 'blank', 'skipped'] as const) corpus[name] += read[name];
    if (read.chunked) {
      corpus.chunked ??= { records: 0, chunks: 0 };
      corpus.chunked.records += read.chunked.records;
      corpus.chunked.chunks += read.chunked.chunks;
    }
    corpus.skippedExamples.push(...read.skippedExamples.slice(0, SKIPPED_EXAMPLES - corpus.skippedExamples.length));
  }
}

/** Tells whether the message is at fault. An S3 outage would otherwise bury the whole queue; any other host may serve one document only. */
function isOfMessage(message: QueueMessage, error: unknown): boolean {
  const { cause } = (error ?? {}) as Error;
  if (cause instanceof ServerAway && message.kind === 'document' && isS3(message.source)) return false;
  return [CorpusError, InputError, VectorsNotKept].some((kind) => error instanceof kind);
}

/** The extension decides the format. */
function formatOf(output: string): Pick<Inputs, 'output' | 'outputFormat'> {
  return { output, outputFormat: 'auto' };
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
