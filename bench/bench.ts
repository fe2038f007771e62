import type { Model } from '../src/embedder/open';
import type { Inputs } from '../src/inputs/inputs';
import type { Bundle } from './bundle';

/** What every part of the benchmark works with. */
export interface Bench {
  readonly bundle: Bundle;
  /** The default model, as the bundle knows it. */
  readonly model: Model;
  /** What the bundle takes where nothing is given. */
  readonly defaults: Inputs;
  /** Distinct. */
  readonly glosses: readonly string[];
  /** For large files; deleted at the end. */
  readonly folder: string;
  /** Says what goes on. */
  log(message: string): void;
}

/** What was measured, several times, and what it is measured against. A line of the table. */
export interface Row {
  readonly part: string;
  readonly name: string;
  readonly unit: 's' | 'MB' | 'texts/s' | 'vectors/s' | 'tokens/s' | 'GFLOPS' | 'times';
  /** One a round, in the order in which they were measured. */
  readonly values: readonly number[];
  /** What the median comes to, where that is not the unit itself. */
  readonly rate?: string;
  readonly comparison?: Comparison;
  /** Where it lies in the plot of part f. */
  readonly point?: { readonly curve: Curve; readonly records: number };
}

/** Where the vectors come from. */
export type Curve = 'Redis' | 'runner cache' | 'embedding';

export interface Comparison {
  /** With what, in words that follow the number: `43.2 times as fast as the script`. */
  readonly text: string;
  readonly value: number;
  readonly goal?: { readonly text: string; readonly reached: boolean };
}
