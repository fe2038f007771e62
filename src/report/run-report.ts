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

/** A whole run as facts: what `report.json` holds, and all that is shown is made from. */
export interface RunReport {
  readonly schema: typeof REPORT_SCHEMA;
  readonly version: string;
  readonly mode: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly seconds: number;
  /** What each input was, and who said so. */
  readonly settings: Settings;
  readonly model: { readonly name: string; readonly fingerprint: string; readonly contract: EmbeddingContract };
  /** Where vectors went, and by which keys they are signed: the first signed, the others were accepted too. None: unsigned. */
  readonly trust: { readonly scope: TrustScope; readonly keyIds: readonly string[] };
  /** Absent where no corpus was read. */
  readonly corpus?: CorpusFacts;
  readonly texts: ResolveFacts & { readonly hitRate: number };
  readonly tiers: readonly TierFacts[];
  /** Where texts were embedded, and why there. Absent where none was, or by a service or program. */
  readonly device?: DeviceFacts;
  /** What carried the runner cache between jobs. Absent outside GitHub Actions. */
  readonly githubCache?: GitHubCacheFacts;
  /** Hits that were embedded again. Absent where none could be. */
  readonly recomputed?: RecomputeFacts;
  /** Why texts were misses. Absent where none was. */
  readonly explanation?: Explanation;
  readonly output?: OutputFacts;
  /** Records since the last run, by their ids. Absent where no state of them is kept. */
  readonly changes?: ChangeFacts;
  /** What was done to the index downstream. Absent where none is given. */
  readonly index?: SinkFacts;
  readonly validation?: Validation;
  /** What mode golden approved, or would have. */
  readonly approved?: ApprovalFacts;
  /** The golden texts that it proposed. */
  readonly proposed?: ProposalFacts;
  /** What mode plan found; or run and embed, before they began, where a limit was given. */
  readonly plan?: PlanFacts;
  /** Which part of the corpus mode embed took. */
  readonly shard?: ShardFacts;
  /** What mode worker took from its queue. */
  readonly queue?: QueueFacts;
  /** What earlier runs and the plan had said of this run's embedding, and what it came to. Absent where nothing was embedded. */
  readonly prediction?: PredictionCheck;
  /** By texts that were there. Absent where none was, or no rate of this model is known. */
  readonly saved?: TimeSaved;
  readonly warnings: readonly string[];
}

/** Settings that the command or the workflow step did not name itself, by input: what a reader would not expect. */
export function settingsFromElsewhere({ settings }: Pick<RunReport, 'settings'>): [name: string, setting: Setting][] {
  return Object.entries(settings).filter(([, { source }]) => !/^(default|flag|INPUT_.*)$/.test(source));
}

/** Golden texts that were chosen from a corpus, and are not approved yet. */
export interface ProposalFacts {
  readonly path: string;
  readonly texts: number;
  /** Texts of the corpus of which they were chosen: all, or a random sample. */
  readonly candidates: number;
  /** How many were chosen for which reason. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** A part of what a plan lists, or of the corpus where there is no plan. */
export interface ShardFacts {
  /** Counting from 1. */
  readonly number: number;
  readonly of: number;
  /** The plan, and what it says of this part; absent without one. */
  readonly plan?: string;
  readonly texts?: number;
  readonly tokens?: number;
  /** Texts of this part that are no longer in the corpus. */
  readonly missing?: number;
}

/** Share of unique texts that some tier had, 0 to 1. Of no texts, all were had. */
export function hitRate({ unique, hits }: Pick<ResolveFacts, 'unique' | 'hits'>): number {
  return unique === 0 ? 1 : hits / unique;
}

/** What a run hands to the steps after it, by name. */
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

/** Outputs as GitHub's step outputs and Tekton's results want them: strings. */
export function outputsOf(report: RunReport, reportPath: string): Record<keyof typeof OUTPUTS, string> {
  const { texts, model, corpus, output, validation, plan, changes } = report;
  return {
    total: String(corpus?.records ?? texts.records),
    unique: String(texts.unique),
    hits: String(texts.hits),
    misses: String(texts.misses),
    embedded: String(texts.embedded),
    // Never rounded up to 1: whoever compares wants to know that something was missing.
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

/** No more than counts: Tekton has 4 KB for all results of a task. */
function countsOf({ added, changed, removed, unchanged }: ChangeFacts): string {
  return JSON.stringify({ added, changed, removed, unchanged });
}
