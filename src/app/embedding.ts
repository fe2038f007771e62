import type { DeviceFacts } from '../embedder/device/device-facts';
import { auditTolerance } from '../embedder/device/tolerances';
import type { Embedder } from '../embedder/embedder';
import { openEmbedder } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import { deviceName } from '../plan/device';
import { watch } from '../plan/limits';
import type { Measured } from '../plan/rates';
import { RecomputeAudit, type RecomputeFacts } from '../resolve/recompute-audit';
import { type ResolveFacts, Resolver, sumFacts } from '../resolve/resolve';
import type { Identity } from './identity';
import type { Surroundings } from './surroundings';
import type { Tiers } from './tiers';

/** Embedded once to load the model, and stored nowhere. */
const WARM_UP_TEXT = 'ready';

/** The facts of all resolvers of a run. */
export class ResolverFacts {
  private readonly open = new Set<Resolver>();
  private finished: ResolveFacts | undefined;

  get sum(): ResolveFacts {
    return sumFacts(this.all);
  }

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** The cost of embedding so far. */
  get measured(): Measured {
    const { embedded, tokens, embedMs, loadMs } = this.sum;
    return { texts: embedded, tokens, milliseconds: embedMs, loadMilliseconds: loadMs };
  }

  /** Mean ms per text; undefined before the first one is embedded. */
  get embeddingCost(): number | undefined {
    const { texts, milliseconds } = this.measured;
    return texts > 0 && milliseconds > 0 ? milliseconds / texts : undefined;
  }

  add(resolver: Resolver): void {
    this.open.add(resolver);
  }

  /** Lets go of a resolver, and keeps its numbers. */
  done(resolver: Resolver): void {
    if (this.open.delete(resolver))
      this.finished = sumFacts([...(this.finished ? [this.finished] : []), resolver.facts]);
  }

  private get all(): ResolveFacts[] {
    return [...(this.finished ? [this.finished] : []), ...[...this.open].map(({ facts }) => facts)];
  }
}

/** The embedder of a run, which starts when it is needed, and the resolvers that share it. */
export class Embedding {
  private readonly audit: RecomputeAudit;
  private readonly embedder: Embedder;

  constructor(
    private readonly inputs: Inputs,
    private readonly identity: Identity,
    private readonly tiers: Tiers,
    private readonly facts: ResolverFacts,
    private readonly surroundings: Surroundings,
  ) {
    const { auditSample: sample, auditSeed: seed } = inputs;
    const tolerance = auditTolerance(inputs.auditTolerance, identity.model.contract);
    this.audit = new RecomputeAudit({ sample, tolerance, seed, gates: inputs.failOnAudit });
    const { bundle, platform } = surroundings;
    this.embedder = openEmbedder(identity.model, inputs, { bundle, nativesFolder: platform.cacheFolder });
  }

  /** The name under which rates of this device are kept; the CPU until something else is decided. */
  get device(): string {
    return deviceName(this.inputs, this.embedder.device);
  }

  /** Undefined until a device is chosen. */
  get deviceFacts(): DeviceFacts | undefined {
    return this.embedder.device;
  }

  get recomputed(): RecomputeFacts {
    return this.audit.facts;
  }

  /**
   * Decides on the device before a text is embedded.
   * @throws ModelError if the device that was asked for is unavailable
   */
  async decideDevice(): Promise<string> {
    return deviceName(this.inputs, await this.embedder.decide?.());
  }

  /**
   * A resolver that counts from zero.
   * @param limited whether it stops with LimitExceeded at max-misses and max-cost
   */
  resolver(limited = false): Resolver {
    const resolver = this.newResolver(limited);
    this.facts.add(resolver);
    return resolver;
  }

  /** A resolver that only surveys: it counts neither as use nor for rates. */
  surveyor(): Resolver {
    return this.newResolver(false);
  }

  /** Lets go of a resolver. A service has one per event. */
  done(resolver: Resolver): void {
    this.facts.done(resolver);
  }

  /** @throws ModelError */
  async loadModel(): Promise<void> {
    await this.embedder.embed([WARM_UP_TEXT]);
  }

  close(): Promise<void> {
    return this.embedder.close();
  }

  private newResolver(limited: boolean): Resolver {
    const { inputs, identity, tiers, audit, surroundings } = this;
    return new Resolver(tiers.cache, this.embedder, {
      textPrefix: identity.model.contract.textPrefix,
      cacheDtype: inputs.cacheDtype,
      leases: tiers.leases,
      audit,
      signal: surroundings.signal,
      traced: inputs.decisionLog !== '',
      ...(limited && { mayEmbed: (facts: ResolveFacts) => watch(facts, this.device, inputs) }),
    });
  }
}
