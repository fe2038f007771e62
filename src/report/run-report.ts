import type { TierFacts } from '../cache/tiered';
import type { CorpusFacts } from '../corpus/record';
import type { EmbeddingContract } from '../keys/embedding-contract';
import type { OutputFacts } from '../output/output';
import type { ResolveFacts } from '../resolve';
import type { Validation } from '../validation/gate';

/** Version of the shape below. Raised when a field changes its meaning or goes; new fields do not raise it. */
export const REPORT_SCHEMA = 'embed-once/run-report@1';

/** A whole run as facts: what `report.json` holds, and all that is shown is made from. */
export interface RunReport {
  readonly schema: typeof REPORT_SCHEMA;
  readonly version: string;
  readonly mode: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly seconds: number;
  readonly model: { readonly name: string; readonly fingerprint: string; readonly contract: EmbeddingContract };
  /** Absent where no corpus was read. */
  readonly corpus?: CorpusFacts;
  readonly texts: ResolveFacts & { readonly hitRate: number };
  readonly tiers: readonly TierFacts[];
  readonly output?: OutputFacts;
  readonly validation?: Validation;
  readonly warnings: readonly string[];
}

/** Share of unique texts that some tier had, 0 to 1. Of no texts, all were had. */
export function hitRate({ unique, hits }: Pick<ResolveFacts, 'unique' | 'hits'>): number {
  return unique === 0 ? 1 : hits / unique;
}

/** The outputs of DESIGN, as strings: GitHub's step outputs and Tekton's results. */
export function outputsOf(report: RunReport, reportPath: string): Record<string, string> {
  return {
    total: String(report.corpus?.records ?? report.texts.records),
    unique: String(report.texts.unique),
    hits: String(report.texts.hits),
    misses: String(report.texts.misses),
    embedded: String(report.texts.embedded),
    'hit-rate': report.texts.hitRate.toFixed(4),
    fingerprint: report.model.fingerprint,
    dimensions: String(report.model.contract.dimensions),
    'output-path': report.output?.files[0]?.path ?? '',
    validation: report.validation ? (report.validation.passed ? 'passed' : 'failed') : 'none',
    'report-path': reportPath,
  };
}
