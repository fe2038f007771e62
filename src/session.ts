import path from 'node:path';
import type { TierFacts } from './cache/guarded-tier';
import type { Ledger } from './cache/ledger';
import { openCache } from './cache/open';
import type { Embedder } from './embedder/embedder';
import { type Model, openModel } from './embedder/model';
import { openEmbedder } from './embedder/open';
import { Interrupted } from './errors';
import type { Inputs } from './inputs';
import { deviceName } from './plan/device';
import { watch } from './plan/limits';
import { checkPrediction, type Rate } from './plan/prediction';
import { type Measured, readRate, recordRate } from './plan/rates';
import type { Platform } from './platform/platform';
import { hitRate, REPORT_SCHEMA, type RunReport } from './report/run-report';
import { type ResolveFacts, Resolver } from './resolve';

/** Where a run takes place. */
export interface Surroundings {
  readonly platform: Platform;
  readonly version: string;
  /** The folder of the bundle, which holds the default model and the embedder's own bundle. */
  readonly bundle: string;
  /** Aborted when the run is to end early; its reason is the name of the signal. */
  readonly signal: AbortSignal;
}

/** What every mode works with: a model, the tiers, an embedder that starts when it is needed. */
export interface Session {
  readonly model: Model;
  /** What embeds here, as rates are kept by. */
  readonly device: string;
  /** Tells the platform, and the report. */
  warn(message: string): void;
  /**
   * A new one counts from zero; all of a session share tiers and embedder.
   * @param limited whether max-misses and max-cost hold for it: what they forbid then ends it with LimitExceeded
   */
  resolver(limited?: boolean): Resolver;
  /** What the run came to. To be asked after closing, when all that was to be stored is stored. */
  report(
    facts: Pick<RunReport, 'corpus' | 'output' | 'validation' | 'approved' | 'plan' | 'shard'>,
    resolver: { readonly facts: ResolveFacts },
  ): RunReport;
  /** What earlier runs left beside the vectors of each tier, and this one leaves. Open until the session closes. */
  readonly ledgers: readonly Ledger[];
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
  { platform, version, bundle, signal }: Surroundings,
): Promise<Session> {
  const started = new Date();
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
    platform.warn(message);
  };
  const folder = inputs.runnerCachePath || platform.cacheFolder;
  const model = await openModel(inputs, {
    defaultModel: path.join(bundle, 'model', 'all-MiniLM-L6-v2'),
    digestFolder: folder,
  });
  const space = { fingerprint: model.fingerprint, dimensions: model.contract.dimensions, dtype: inputs.cacheDtype };
  const resolvers: Resolver[] = [];
  const { cache, leases, ledgers } = await openCache({ ...inputs, runnerCachePath: folder }, space, {
    warn,
    info: (message) => platform.info(message),
    embeddingCost: () => embeddingCost(resolvers),
  });
  const embedder: Embedder = openEmbedder(model, inputs, bundle);
  const device = deviceName(inputs);
  let earlier: Rate | undefined;
  /** What is learnt here is for the next run: what was known before is what this one is judged by. */
  const learn = async (): Promise<void> => {
    const measured = measure(resolvers);
    if (measured.tokens === 0) return;
    earlier = await readRate(ledgers, model.fingerprint, device);
    await recordRate(ledgers, model.fingerprint, device, measured);
  };
  let closing: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closing ??= Promise.all([
      leases.close().then(() => cache.close()),
      embedder.close(),
      learn().then(() => Promise.all(ledgers.map((ledger) => ledger.close()))),
    ]).then(() => {
      for (const tier of cache.facts) if (isOwed(tier)) warn(owedWarning(tier));
    });
    await closing;
  };
  const predictionOf = ({ plan, shard }: Pick<RunReport, 'plan' | 'shard'>): Pick<RunReport, 'prediction'> => {
    const measured = measure(resolvers);
    const prediction =
      measured.tokens > 0 ? checkPrediction(device, earlier, plan?.tokens ?? shard?.tokens, measured) : undefined;
    return prediction ? { prediction } : {};
  };
  return {
    model,
    device,
    ledgers,
    warn,
    resolver(limited = false) {
      const resolver = new Resolver(cache, embedder, {
        textPrefix: inputs.textPrefix,
        cacheDtype: inputs.cacheDtype,
        leases,
        signal,
        ...(limited && { mayEmbed: (facts: ResolveFacts) => watch(facts, device, inputs) }),
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
      model: { name: model.name, fingerprint: model.fingerprint, contract: model.contract },
      texts: { ...texts, hitRate: hitRate(texts) },
      tiers: cache.facts,
      ...facts,
      ...predictionOf(facts),
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

/** What all of them embedded. */
function measure(resolvers: readonly Resolver[]): Measured {
  const sum = (of: (facts: ResolveFacts) => number): number =>
    resolvers.reduce((total, { facts }) => total + of(facts), 0);
  return {
    texts: sum(({ embedded }) => embedded),
    tokens: sum(({ tokens }) => tokens),
    milliseconds: sum(({ embedMs }) => embedMs),
    loadMilliseconds: sum(({ loadMs }) => loadMs),
  };
}

/** Mean over the run so far, in ms a text. */
function embeddingCost(resolvers: readonly Resolver[]): number | undefined {
  const { texts, milliseconds } = measure(resolvers);
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
