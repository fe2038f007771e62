import path from 'node:path';
import { openCache } from './cache/open';
import type { TieredCache } from './cache/tiered';
import type { Embedder } from './embedder/embedder';
import { type Model, openModel } from './embedder/model';
import { openEmbedder } from './embedder/open';
import type { Inputs } from './inputs';
import type { Platform } from './platform/platform';
import { hitRate, REPORT_SCHEMA, type RunReport } from './report/run-report';
import { Resolver } from './resolve';

/** Where a run takes place. */
export interface Surroundings {
  readonly platform: Platform;
  readonly version: string;
  /** The folder of the bundle, which holds the default model and the embedder's own bundle. */
  readonly bundle: string;
}

/** What every mode works with: a model, the tiers, an embedder that starts when it is needed. */
export interface Session {
  readonly model: Model;
  /** Tells the platform, and the report. */
  warn(message: string): void;
  /** A new one counts from zero; all of a session share tiers and embedder. */
  resolver(): Resolver;
  /** What the run came to. To be asked after closing, when all that was to be stored is stored. */
  report(facts: Pick<RunReport, 'corpus' | 'output' | 'validation' | 'approved'>, resolver: Resolver): RunReport;
  /** Waits until all is stored. May be called again. */
  close(): Promise<void>;
}

/** @throws InputError, ModelError; CacheError only with `on-cache-failure: fail` */
export async function openSession(inputs: Inputs, { platform, version, bundle }: Surroundings): Promise<Session> {
  const started = new Date();
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
    platform.warn(message);
  };
  const folder = inputs.runnerCachePath || platform.cacheFolder;
  const model = await openModel(inputs, {
    defaultModel: path.join(bundle, 'model', 'all-MiniLM-L6-v2'),
    digestFolder: inputs.runnerCache === 'off' ? undefined : folder,
  });
  const space = { fingerprint: model.fingerprint, dimensions: model.contract.dimensions, dtype: inputs.cacheDtype };
  const cache: TieredCache = await openCache({ ...inputs, runnerCachePath: folder }, space, warn);
  const embedder: Embedder = openEmbedder(model, inputs, bundle);
  let closing: Promise<unknown> | undefined;
  return {
    model,
    warn,
    resolver: () => new Resolver(cache, embedder, inputs.textPrefix, inputs.cacheDtype),
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
      warnings,
    }),
    async close() {
      closing ??= Promise.all([cache.close(), embedder.close()]);
      await closing;
    },
  };
}
