import path from 'node:path';
import { useOf } from '../audit/use-ledger';
import { UseNotes } from '../audit/use-notes';
import { Interrupted } from '../base/errors';
import type { TierFacts } from '../cache/guarded-tier';
import type { Ledger } from '../cache/ledger';
import { openCache } from '../cache/open';
import { SigningKeys } from '../cache/signature';
import { readSigningKeys } from '../cache/signing-key-file';
import type { VectorSpace } from '../cache/vector-cache';
import { auditTolerance } from '../embedder/device/tolerances';
import type { Embedder } from '../embedder/embedder';
import { type Model, openEmbedder, openModel } from '../embedder/open';
import { openGitHubCache } from '../github-cache/open';
import type { Inputs } from '../inputs/inputs';
import type { Settings } from '../inputs/settings';
import { decideTrustScope, scopeFolder, type TrustScope, untrustedName } from '../keys/trust-scope';
import { deviceName } from '../plan/device';
import { watch } from '../plan/limits';
import { checkPrediction, type Rate } from '../plan/prediction';
import { type Measured, readRate, readRates, recordRate } from '../plan/rates';
import { timeSaved } from '../plan/time-saved';
import type { Platform } from '../platform/platform';
import { hitRate, REPORT_SCHEMA, type RunReport } from '../report/run-report';
import { RecomputeAudit } from '../resolve/recompute-audit';
import { type ResolveFacts, Resolver, sumFacts } from '../resolve/resolve';

/** Embedded once to load the model, and kept nowhere. */
const WARM_UP_TEXT = 'ready';

/** Where a run takes place. */
export interface Surroundings {
  readonly platform: Platform;
  readonly version: string;
  /** The folder of the bundle, which holds the default model and the embedder's own bundle. */
  readonly bundle: string;
  /** Aborted when the run is to end early; its reason is the name of the signal. */
  readonly signal: AbortSignal;
  readonly settings: Settings;
  /** Told before the session began. */
  readonly warnings: readonly string[];
}

/** What every mode works with: a model, the tiers, an embedder that starts when it is needed. */
export interface Session {
  readonly model: Model;
  /** The untrusted scope that this run writes; absent in the trusted one. */
  readonly scope?: string;
  /** The folder of the bundle. */
  readonly bundle: string;
  /** What embeds here, as rates are kept by; the CPU as long as nothing else is decided. */
  readonly device: string;
  /**
   * The same, decided.
   * @throws ModelError if it cannot be what was asked for
   */
  decideDevice(): Promise<string>;
  /** Tells the platform, and the report. */
  warn(message: string): void;
  /**
   * A new one counts from zero; all of a session share tiers and embedder.
   * @param limited whether max-misses and max-cost hold for it: what they forbid then ends it with LimitExceeded
   */
  resolver(limited?: boolean): Resolver;
  /** One that only surveys: it counts neither as use nor for rates. */
  surveyor(): Resolver;
  /** Lets go of a resolver whose work is done; what it came to stays counted. A service has one an event, and no end of them. */
  done(resolver: Resolver): void;
  /** What all resolvers came to until now. */
  readonly texts: ResolveFacts;
  /**
   * Loads the model before there is a text for it.
   * @throws ModelError
   */
  loadModel(): Promise<void>;
  /** What the run came to. To be asked after closing, when all that was to be stored is stored. */
  report(
    facts: Pick<
      RunReport,
      | 'corpus'
      | 'output'
      | 'validation'
      | 'approved'
      | 'proposed'
      | 'explanation'
      | 'plan'
      | 'shard'
      | 'queue'
      | 'index'
    >,
    resolver: { readonly facts: ResolveFacts },
  ): RunReport;
  /** What earlier runs left beside the vectors of each tier, and this one leaves. Open until the session closes. */
  readonly ledgers: readonly Ledger[];
  /** What happened to each tier until now. */
  readonly tiers: readonly TierFacts[];
  /** Leaves in the ledgers that the fingerprint is used, and what came since the last time: for a session that lasts. */
  noteUse(): Promise<void>;
  /** Waits until no tier is being filled from another one. */
  settle(): Promise<void>;
  /** Waits until all is stored. May be called again. */
  close(): Promise<void>;
  /**
   * Once the run is to end early, waits until all is stored.
   * @throws Interrupted then, saying where the work is
   */
  endIfInterrupted(): Promise<void>;
}

/** @throws InputError, ModelError; CacheError only with `on-cache-failure: fail` */
export async function openSession(
  inputs: Inputs,
  { platform, version, bundle, signal, settings, warnings: earlier }: Surroundings,
): Promise<Session> {
  const started = new Date();
  const warnings: string[] = [...earlier];
  const warn = (message: string): void => {
    warnings.push(message);
    platform.warn(message);
  };
  const { model, scope, signingKeys, folder } = await identify(inputs, { platform, bundle, warn });
  const untrusted = untrustedName(scope);
  const space: VectorSpace = {
    fingerprint: model.fingerprint,
    dimensions: model.contract.dimensions,
    dtype: inputs.cacheDtype,
    ...(untrusted !== undefined && { scope: untrusted }),
    ...(signingKeys && { signingKeys }),
  };
  const githubCache = await openGitHubCache(inputs, { job: platform.githubJob, space, root: folder, bundle, warn });
  const resolvers = new Resolvers();
  const { cache, leases, ledgers } = await openCache({ ...inputs, runnerCachePath: folder }, space, {
    warn,
    info: (message) => platform.info(message),
    embeddingCost: () => embeddingCost(resolvers.facts),
  });
  const audit = new RecomputeAudit({
    sample: inputs.auditSample,
    tolerance: auditTolerance(inputs.auditTolerance, model.contract),
    seed: inputs.auditSeed,
    gates: inputs.failOnAudit,
  });
  const embedder: Embedder = openEmbedder(model, inputs, { bundle, nativesFolder: platform.cacheFolder });
  const device = (): string => deviceName(inputs, embedder.device);
  let rateBefore: Rate | undefined;
  const uses = new UseNotes(ledgers, model.fingerprint, started, () =>
    useOf(resolvers.facts, cache.facts, Date.now() - started.getTime()),
  );
  /** What is learnt here is for the next run: what was known before is what this one is judged by. */
  const learn = async (): Promise<void> => {
    // A plan only asks: what it asked for is used, or embedded, by the runs that follow.
    const noted = resolvers.facts.length > 0 && uses.atEnd();
    const measured = measure(resolvers.facts);
    if (measured.tokens > 0) {
      rateBefore = await readRate(ledgers, model.fingerprint, device());
      await recordRate(ledgers, model.fingerprint, device(), measured);
    } else if (sumFacts(resolvers.facts).hits > 0) {
      // What it would have taken, on the device that embedded last.
      [rateBefore] = await readRates(ledgers, model.fingerprint);
    }
    await noted;
  };
  let closing: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closing ??= Promise.all([
      leases
        .close()
        .then(() => cache.close())
        .then(() => githubCache.save()),
      embedder.close(),
      // Beside the closing of the tiers, so that it takes no time of its own.
      learn().then(() => Promise.all(ledgers.map((ledger) => ledger.close()))),
    ]).then(() => {
      for (const tier of cache.facts) if (isOwed(tier)) warn(owedWarning(tier));
    });
    await closing;
  };
  const predictionOf = ({ plan, shard }: Pick<RunReport, 'plan' | 'shard'>): Pick<RunReport, 'prediction'> => {
    const measured = measure(resolvers.facts);
    const prediction =
      measured.tokens > 0 ? checkPrediction(device(), rateBefore, plan?.tokens ?? shard?.tokens, measured) : undefined;
    return prediction ? { prediction } : {};
  };
  const savedOf = ({ hits }: ResolveFacts): Pick<RunReport, 'saved'> => {
    const saved = timeSaved(hits, { ...measure(resolvers.facts), device: device() }, rateBefore);
    return saved ? { saved } : {};
  };
  const newResolver = (limited = false): Resolver =>
    new Resolver(cache, embedder, {
      textPrefix: model.contract.textPrefix,
      cacheDtype: inputs.cacheDtype,
      leases,
      audit,
      signal,
      traced: inputs.decisionLog !== '',
      ...(limited && { mayEmbed: (facts: ResolveFacts) => watch(facts, device(), inputs) }),
    });
  return {
    model,
    ...(untrusted !== undefined && { scope: untrusted }),
    bundle,
    get device() {
      return device();
    },
    decideDevice: async () => deviceName(inputs, await embedder.decide?.()),
    ledgers,
    get tiers() {
      return cache.facts;
    },
    warn,
    surveyor: () => newResolver(),
    resolver(limited = false) {
      const resolver = newResolver(limited);
      resolvers.add(resolver);
      return resolver;
    },
    done: (resolver) => resolvers.done(resolver),
    get texts() {
      return sumFacts(resolvers.facts);
    },
    loadModel: async () => {
      await embedder.embed([WARM_UP_TEXT]);
    },
    report: (facts, { facts: texts }) => ({
      schema: REPORT_SCHEMA,
      version,
      mode: inputs.mode,
      started: started.toISOString(),
      seconds: (Date.now() - started.getTime()) / 1000,
      settings,
      model: { name: model.name, fingerprint: model.fingerprint, contract: model.contract },
      trust: { scope, keyIds: signingKeys?.ids ?? [] },
      texts: { ...texts, hitRate: hitRate(texts) },
      tiers: cache.facts,
      ...(embedder.device && { device: embedder.device }),
      ...(githubCache.facts && { githubCache: githubCache.facts }),
      ...(audit.facts.eligible > 0 && { recomputed: audit.facts }),
      ...facts,
      ...predictionOf(facts),
      ...savedOf(texts),
      warnings,
    }),
    noteUse: () => uses.soFar(),
    settle: () => cache.settle(),
    close,
    async endIfInterrupted() {
      if (!signal.aborted) return;
      await close();
      const { embedded } = sumFacts(resolvers.facts);
      throw new Interrupted(
        `ended by ${signal.reason} after ${embedded} texts were embedded. ${whereStored(cache.facts)}`,
      );
    },
  };
}

/** Whose vectors a run is about, and whom it trusts. */
export interface Identity {
  readonly model: Model;
  readonly scope: TrustScope;
  readonly signingKeys: SigningKeys | undefined;
  /** Of the runner cache, all scopes. */
  readonly folder: string;
}

/** @throws InputError, ModelError */
export async function identify(
  inputs: Inputs,
  { platform, bundle, warn }: Pick<Surroundings, 'platform' | 'bundle'> & { warn(message: string): void },
): Promise<Identity> {
  const keys = await readSigningKeys(inputs);
  for (const key of keys) platform.mask(key);
  const signingKeys = keys.length > 0 ? new SigningKeys(keys) : undefined;
  const { scope, warning } = decideTrustScope(inputs.trustScope, await platform.trustScope());
  if (warning !== undefined) warn(warning);
  const folder = inputs.runnerCachePath || platform.cacheFolder;
  const model = await openModel(inputs, {
    defaultModel: path.join(bundle, 'model', 'all-MiniLM-L6-v2'),
    cacheFolder: scopeFolder(folder, untrustedName(scope)),
    // Whoever can write remembered digests decides fingerprints. So an untrusted run has a file of its own, and a run that signs
    // believes none.
    remembersDigests: signingKeys === undefined,
    warn,
  });
  return { model, scope, signingKeys, folder };
}

/** The resolvers of a session, and the sum of those that are done. */
class Resolvers {
  private readonly open = new Set<Resolver>();
  private finished: ResolveFacts | undefined;

  get facts(): ResolveFacts[] {
    return [...(this.finished ? [this.finished] : []), ...[...this.open].map(({ facts }) => facts)];
  }

  add(resolver: Resolver): void {
    this.open.add(resolver);
  }

  done(resolver: Resolver): void {
    if (this.open.delete(resolver))
      this.finished = sumFacts([...(this.finished ? [this.finished] : []), resolver.facts]);
  }
}

/** What all of them embedded. */
function measure(all: readonly ResolveFacts[]): Measured {
  const { embedded, tokens, embedMs, loadMs } = sumFacts(all);
  return { texts: embedded, tokens, milliseconds: embedMs, loadMilliseconds: loadMs };
}

/** Mean over the run so far, in ms a text. */
function embeddingCost(all: readonly ResolveFacts[]): number | undefined {
  const { texts, milliseconds } = measure(all);
  return texts > 0 && milliseconds > 0 ? milliseconds / texts : undefined;
}

function whereStored(tiers: readonly TierFacts[]): string {
  const places = tiers.filter(({ written }) => written > 0).map(({ name, location }) => `${name} (${location})`);
  const stored =
    places.length > 0 ? `They are stored in ${places.join(' and ')}: run it again to go on from there. ` : '';
  return `${stored}No output was written.`;
}

/** Whether a tier is short of vectors although it was never paused, which would have been told. */
function isOwed({ missed, madeUp, changes }: TierFacts): boolean {
  return missed > madeUp && changes.length === 0;
}

function owedWarning({ name, missed, madeUp, lastFailure }: TierFacts): string {
  return `${name} did not take ${missed - madeUp} vectors: ${lastFailure ?? 'it was not available'}`;
}
