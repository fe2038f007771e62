import type { TierFacts } from '../cache/guarded-tier';
import type { ChangeFacts } from '../changes/record-changes';
import type { CorpusFacts } from '../corpus/record';
import type { DeviceFacts } from '../embedder/device/device-facts';
import type { Explanation } from '../explanation/explain';
import type { GitHubCacheFacts } from '../github-cache/github-cache';
import type { Setting, Settings } from '../inputs/settings';
import type { EmbeddingContract } from '../keys/embedding-contract';
import type { TrustScope } from '../keys/trust-scope';
import type { OutputFacts } from '../output/output';
import type { PlanFacts } from '../plan/plan-facts';
import type { PredictionCheck } from '../plan/prediction';
import type { TimeSaved } from '../plan/time-saved';
import type { QueueFacts } from '../queue/queue';
import type { RecomputeFacts } from '../resolve/recompute-audit';
import type { ResolveFacts } from '../resolve/resolve';
import type { SinkFacts } from '../sink/sink-facts';
import type { ApprovalFacts } from '../validation/golden/approval';
import type { Validation } from '../validation/validation';

/** Version of the shape below. Raised when a field changes its meaning or goes; new fields do not raise it. */
export const REPORT_SCHEMA = 'embed-once/run-report@2';

/**
 * A run as facts, from which every report is rendered.
 * @members they are the keys of `report.json`, a published schema, and cannot be grouped without a new version of it
 */
export interface RunReport {
  readonly schema: typeof REPORT_SCHEMA;
  readonly version: string;
  readonly mode: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly seconds: number;
  /** The value of each input, and its source. */
  readonly settings: Settings;
  readonly model: { readonly name: string; readonly fingerprint: string; readonly contract: EmbeddingContract };
  /** The scope of the vectors, and the keys of their signatures: the first signs, the others are accepted. Without keys: unsigned. */
  readonly trust: { readonly scope: TrustScope; readonly keyIds: readonly string[] };
  /** Absent if no corpus was read. */
  readonly corpus?: CorpusFacts;
  readonly texts: ResolveFacts & { readonly hitRate: number };
  readonly tiers: readonly TierFacts[];
  /** The device that embedded texts. Absent if none was embedded, or if a service or program did it. */
  readonly device?: DeviceFacts;
  /** The traffic with GitHub's cache. Absent outside GitHub Actions. */
  readonly githubCache?: GitHubCacheFacts;
  /** Hits that were embedded again. Absent if none could be. */
  readonly recomputed?: RecomputeFacts;
  /** Why texts were misses. Absent if none was. */
  readonly explanation?: Explanation;
  readonly output?: OutputFacts;
  /** Changes of records since the last run. Absent without `records-state`. */
  readonly changes?: ChangeFacts;
  /** Changes to the search index. Absent without one. */
  readonly index?: SinkFacts;
  readonly validation?: Validation;
  /** The approval of mode golden, or its preview. */
  readonly approved?: ApprovalFacts;
  /** The golden texts that mode golden proposed. */
  readonly proposed?: ProposalFacts;
  /** The plan of mode plan, or of a run with a limit. */
  readonly plan?: PlanFacts;
  /** The part of the corpus that mode embed took. */
  readonly shard?: ShardFacts;
  /** The messages that mode worker took. */
  readonly queue?: QueueFacts;
  /** The predictions of earlier runs and the plan, and the result. Absent if nothing was embedded. */
  readonly prediction?: PredictionCheck;
  /** Absent without hits, or if no rate of this model is known. */
  readonly saved?: TimeSaved;
  readonly warnings: readonly string[];
}

/** Returns the settings that neither the command nor the workflow step names, which a reader would not expect. */
export function settingsFromElsewhere({ settings }: Pick<RunReport, 'settings'>): [name: string, setting: Setting][] {
  return Object.entries(settings).filter(([, { source }]) => !/^(default|flag|INPUT_.*)$/.test(source));
}

/** Golden texts chosen from a corpus and not yet approved. */
export interface ProposalFacts {
  readonly path: string;
  readonly texts: number;
  /** Texts of the corpus that could be chosen: all, or a random sample. */
  readonly candidates: number;
  /** Texts by the reason for their choice. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** A part of the texts of a plan, or of the corpus without a plan. */
export interface ShardFacts {
  /** Counting from 1. */
  readonly number: number;
  readonly of: number;
  /** The plan, and the size of this part in it. Absent without a plan. */
  readonly plan?: string;
  readonly texts?: number;
  readonly tokens?: number;
  /** Texts of this part that have left the corpus. */
  readonly missing?: number;
}

/** Returns the share of unique texts with a cached vector, 0 to 1. Without texts it is 1. */
export function hitRate({ unique, hits }: Pick<ResolveFacts, 'unique' | 'hits'>): number {
  return unique === 0 ? 1 : hits / unique;
}

/** The outputs of a run for later steps, by name. */
export const OUTPUTS = {
  total: 'Records read.',
  unique: 'Different texts among them.',
  hits: 'Unique texts whose vector a tier had.',
  misses: 'Unique texts that no tier had.',
  embedded: 'Texts that were embedded.',
  'hit-rate': 'hits / unique, 0 to 1.',
  fingerprint: 'SHA-256 of the embedding contract, 64 hexadecimal digits.',
  dimensions: 'Components of a vector.',
  'output-path': 'The file with the vectors; empty for output-format none.',
  validation: 'passed, failed, or none where no golden set was given.',
  'has-misses': 'true if some text has no vector in any tier, or had none before it was embedded; else false.',
  shards: 'plan: the parts as a JSON array for a job matrix, such as ["1/2","2/2"]; [] if nothing is missing.',
  'plan-path': 'plan: the file that lists what is missing, for embed.',
  changes:
    'added, changed, removed and unchanged records since the last run, counted in a JSON object; empty without records-state.',
  'changes-path': 'The file that lists the records that were added, changed or removed.',
  'report-path': 'report.json; empty where report-dir is.',
} as const;

/** Returns the outputs as strings, for GitHub's step outputs and Tekton's results. */
export function outputsOf(report: RunReport, reportPath: string): Record<keyof typeof OUTPUTS, string> {
  const { texts, model, corpus, output, validation, plan, changes } = report;
  return {
    total: String(corpus?.records ?? texts.records),
    unique: String(texts.unique),
    hits: String(texts.hits),
    misses: String(texts.misses),
    embedded: String(texts.embedded),
    // Rounded down, so only a run without misses has 1.
    'hit-rate': (Math.floor(texts.hitRate * 10_000) / 10_000).toFixed(4),
    fingerprint: model.fingerprint,
    dimensions: String(model.contract.dimensions),
    'output-path': output?.files[0]?.path ?? '',
    validation: validation ? (validation.passed ? 'passed' : 'failed') : 'none',
    'has-misses': String(texts.misses > 0),
    shards: JSON.stringify(
      (plan?.path === undefined ? [] : plan.shards).map((_, at, { length }) => `${at + 1}/${length}`),
    ),
    'plan-path': plan?.path ?? '',
    changes: changes ? countsOf(changes) : '',
    'changes-path': changes?.path ?? '',
    'report-path': reportPath,
  };
}

/** Only counts, because Tekton has 4 KB for all results of a task. */
function countsOf({ added, changed, removed, unchanged }: ChangeFacts): string {
  return JSON.stringify({ added, changed, removed, unchanged });
}
