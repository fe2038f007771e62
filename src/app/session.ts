import { Interrupted } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import type { RunReport } from '../report/run-report';
import type { ResolveFacts } from '../resolve/resolve';
import { Accounting, type ModeFacts } from './accounting';
import { Embedding, ResolverFacts } from './embedding';
import { type Identity, identify } from './identity';
import { type Surroundings, Warnings } from './surroundings';
import { owedWarnings, Tiers, whereStored } from './tiers';

/** Opens the parts of a run in order, and closes them together. */
export class Session {
  private closing: Promise<unknown> | undefined;

  private constructor(
    readonly identity: Identity,
    readonly tiers: Tiers,
    readonly embedding: Embedding,
    readonly accounting: Accounting,
    private readonly facts: ResolverFacts,
    private readonly surroundings: Surroundings,
    /** Warns on the platform, and in the report. */
    readonly warn: (message: string) => void,
  ) {}

  /** @throws InputError, ModelError; CacheError only with `on-cache-failure: fail` */
  static async open(inputs: Inputs, surroundings: Surroundings): Promise<Session> {
    const started = new Date();
    const { warn, all: warnings } = new Warnings(surroundings);
    const identity = await identify(inputs, surroundings, warn);
    const facts = new ResolverFacts();
    const tiers = await Tiers.open(inputs, identity, surroundings, { warn, embeddingCost: () => facts.embeddingCost });
    const embedding = new Embedding(inputs, identity, tiers, facts, surroundings);
    const accounting = new Accounting({ inputs, surroundings, identity, tiers, embedding, facts, warnings, started });
    return new Session(identity, tiers, embedding, accounting, facts, surroundings, warn);
  }

  /** Folder of the bundle. */
  get bundle(): string {
    return this.surroundings.bundle;
  }

  /** Closes the session, and reports on it. */
  async finish(facts: ModeFacts, texts?: ResolveFacts): Promise<RunReport> {
    await this.close();
    return this.accounting.report(facts, texts);
  }

  /**
   * After a signal, waits until all vectors are stored.
   * @throws Interrupted then, telling where they are
   */
  async endIfInterrupted(): Promise<void> {
    const { signal } = this.surroundings;
    if (!signal.aborted) return;
    await this.close();
    throw new Interrupted(
      `ended by ${signal.reason} after ${this.facts.sum.embedded} texts were embedded. ${whereStored(this.tiers.facts)}`,
    );
  }

  /** Waits until all vectors are stored. May be called again. */
  async close(): Promise<void> {
    this.closing ??= Promise.all([this.tiers.close(this.accounting.close()), this.embedding.close()]).then(() => {
      for (const warning of owedWarnings(this.tiers.facts)) this.warn(warning);
    });
    await this.closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
