import path from 'node:path';
import type { TierFacts } from './cache/guarded-tier';
import type { Ledger } from './cache/ledger';
import { openCache } from './cache/open';
import type { Embedder } from './embedder/embedder';
import { type Model, openEmbedder, openModel } from './embedder/open';
import { Interrupted } from './errors';
import type { Inputs } from './inputs';
import type { Platform } from './platform/platform';
import { RecomputeAudit } from './recompute-audit';
import { hitRate, REPORT_SCHEMA, type RunReport } from './report/run-report';
import { Resolver } from './resolve';
import type { Settings } from './settings';

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
  /** Tells the platform, and the report. */
  warn(message: string): void;
  /** A new one counts from zero; all of a session share tiers and embedder. */
  resolver(): Resolver;
  /** What the run came to. To be asked after closing, when all that was to be stored is stored. */
  report(
    facts: Pick<RunReport, 'corpus' | 'output' | 'validation' | 'approved' | 'explanation'>,
    resolver: Resolver,
  ): RunReport;
  /** What earlier runs left beside the vectors of each tier, and this one leaves. Open until the session closes. */
  readonly ledgers: readonly Ledger[];
  /** What happened to each tier until now. */
  readonly tiers: readonly TierFacts[];
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
  const folder = inputs.runnerCachePath || platform.cacheFolder;
  const model = await openModel(inputs, {
    defaultModel: path.join(bundle, 'model', 'all-MiniLM-L6-v2'),
    cacheFolder: folder,
    warn,
  });
  const space = { fingerprint: model.fingerprint, dimensions: model.contract.dimensions, dtype: inputs.cacheDtype };
  const resolvers: Resolver[] = [];
  const { cache, leases, ledgers } = await openCache({ ...inputs, runnerCachePath: folder }, space, {
    warn,
    info: (message) => platform.info(message),
    embeddingCost: () => embeddingCost(resolvers),
  });
  const audit = new RecomputeAudit({
    sample: inputs.auditSample,
    tolerance: inputs.auditTolerance,
    seed: inputs.auditSeed,
  });
  const embedder: Embedder = openEmbedder(model, inputs, { bundle, cacheFolder: folder });
  let closing: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closing ??= Promise.all([
      leases.close().then(() => cache.close()),
      embedder.close(),
      ...ledgers.map((ledger) => ledger.close()),
    ]).then(() => {
      for (const tier of cache.facts) if (isOwed(tier)) warn(owedWarning(tier));
    });
    await closing;
  };
  return {
    model,
    ledgers,
    get tiers() {
      return cache.facts;
    },
    warn,
    resolver() {
      const resolver = new Resolver(cache, embedder, {
        textPrefix: inputs.textPrefix,
        cacheDtype: inputs.cacheDtype,
        leases,
        audit,
        signal,
        traced: inputs.decisionLog !== '',
      });
      resolvers.push(resolver);
      return resolver;
    },
    report: (facts, { facts: texts }) => ({
      schema: REPORT_SCHEMA,
      version,
      mode: inputs.mode,
      started: started.toISOString(),
      seconds: (Date.now() - started.getTime()) / 1000,
      settings,
      model: { name: model.name, fingerprint: model.fingerprint, contract: model.contract },
      texts: { ...texts, hitRate: hitRate(texts) },
      tiers: cache.facts,
      ...(embedder.device && { device: embedder.device }),
      ...(audit.facts.eligible > 0 && { recomputed: audit.facts }),
      ...facts,
      warnings,
    }),
    close,
    async endIfInterrupted() {
      if (!signal.aborted) return;
      await close();
      const embedded = resolvers.reduce((sum, { facts }) => sum + facts.embedded, 0);
      throw new Interrupted(
        `ended by ${signal.reason} after ${embedded} texts were embedded. ${whereStored(cache.facts)}`,
      );
    },
  };
}

/** Mean over the run so far, in ms a text. */
function embeddingCost(resolvers: readonly Resolver[]): number | undefined {
  const texts = resolvers.reduce((sum, { facts }) => sum + facts.embedded, 0);
  const milliseconds = resolvers.reduce((sum, { facts }) => sum + facts.embedMs, 0);
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
