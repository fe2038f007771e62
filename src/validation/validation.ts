import type { Position } from '../base/errors';
import type { Layer, NeighbourSource } from '../inputs/values/choices';
import type { NamedNeighbour } from './golden/golden-set';

/**
 * same-model: present vectors are compared with approved ones, component by component where that helps.
 * cross-model: vectors of different models cannot be compared; what is near what can.
 */
export type Profile = 'same-model' | 'cross-model';

/**
 * What validation found, as facts: the whole content of the reports, and what the gate is decided from.
 * @members they are the fields of `validation` in report.json
 */
export interface Validation {
  /** Whether every layer that closes the gate passed; where none is to close it, whether all passed. */
  readonly passed: boolean;
  readonly profile: Profile;
  /** Why this profile, as a sentence. */
  readonly profileReason: string;
  readonly goldenSet: GoldenSetFacts;
  readonly engine: EngineFacts;
  /** Nearest neighbours that were compared, of each text, and among what. */
  readonly k: number;
  readonly neighboursFrom: NeighbourSource;
  /** All five, in the order of LAYERS. */
  readonly layers: readonly LayerVerdict[];
  /** One for each golden text, in the order of the golden set. */
  readonly texts: readonly TextVerdict[];
  /** Of present to approved vectors. Absent where they have different dimensions. */
  readonly similarity?: SimilarityFacts;
  /** Absent where there are fewer than three texts. */
  readonly map?: VectorMap;
  /** Names of golden texts that the corpus does not hold. They were embedded all the same, and are judged like the rest. */
  readonly notInCorpus: readonly string[];
}

interface GoldenSetFacts {
  readonly path: string;
  readonly texts: number;
  /** Raised by each approval. Absent in files that were written before they had versions. */
  readonly version?: number;
  /** ISO 8601, UTC. */
  readonly approvedAt?: string;
  readonly approvedCommit?: string;
  /** The model under which it was approved. */
  readonly model?: string;
  readonly fingerprint?: string;
}

/** What answered nearest-neighbour queries, and how far it can be believed. */
export interface EngineFacts {
  readonly name: 'exact' | 'redisearch' | 'vectorset';
  /** Where and how, for people: such as the index, its algorithm and its metric. */
  readonly description: string;
  /** Why this engine, where `auto` chose it; or why not the one that would have been expected. */
  readonly reason?: string;
  /** Vectors in which neighbours were searched. */
  readonly indexed: number;
  /**
   * Recall of an approximate engine against an exact search on the same vectors and queries, tie-tolerant as ann-benchmarks
   * defines it (ε = 1e-3): 0 to 1. Absent for `exact`.
   */
  readonly recall?: number;
}

export interface LayerVerdict {
  readonly layer: Layer;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** Whether a failure of this layer closes the gate. */
  readonly gates: boolean;
  /** Of a layer that was skipped or does not gate: why. */
  readonly why?: string;
  readonly checks: readonly Check[];
}

/** One question with a number for an answer. */
export interface Check {
  /** Such as `recall@10`; unique within its layer. */
  readonly name: string;
  /** What the number is, as a sentence for people. */
  readonly description: string;
  readonly value: number;
  readonly threshold: number;
  /** On which side of the threshold the value has to be. */
  readonly bound: 'at least' | 'at most';
  readonly passed: boolean;
  /** Names of the golden texts that fail it, the worst first; empty for checks of the set as a whole. */
  readonly failing: readonly string[];
  /** What could have gone unseen although it passed, such as "with 95 % confidence, fewer than 3.0 % of texts drifted". */
  readonly unseen?: string;
}

/** Cosine similarities, −1 to 1. */
export interface SimilarityFacts {
  readonly min: number;
  readonly mean: number;
  /** By share, such as `0.01` for the similarity that 1 % of texts are below. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  /** From the least similarity to 1, in steps of one width. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly texts: number }[];
}

/** All that is known of one golden text. */
export interface TextVerdict {
  readonly name: string;
  /** Beginning of the text, at most 200 characters. */
  readonly excerpt: string;
  /** Where the corpus has it; absent where it does not. */
  readonly position?: Position;
  /** Cosine similarity of the present vector to the approved one. Absent where they have different dimensions. */
  readonly similarity?: number;
  /** Share of the approved neighbours that are still among the k nearest, 0 to 1. Absent where none were approved. */
  readonly recall?: number;
  /** Jaccard index of both sets of neighbours, 0 to 1. */
  readonly jaccard?: number;
  /** Rank-biased overlap of both lists, 0 to 1. */
  readonly rankBiasedOverlap?: number;
  /** Nearest first, without the text itself. */
  readonly approvedNeighbours: readonly NamedNeighbour[];
  readonly presentNeighbours: readonly NamedNeighbour[];
  /** What is wrong with it, by layer; empty for a text that is as approved. */
  readonly faults: readonly { readonly layer: Layer; readonly message: string }[];
}

/**
 * Golden texts in two dimensions: the two principal components of the approved vectors, and the present vectors in the same
 * plane. In the cross-model profile, or where dimensions differ, the present vectors' own components, turned, mirrored and scaled onto
 * the approved ones (Procrustes).
 */
export interface VectorMap {
  /** Share of the variance that each axis holds, 0 to 1. */
  readonly explained: readonly [number, number];
  /** By golden text, in order. */
  readonly points: readonly {
    readonly approved: readonly [number, number];
    readonly present: readonly [number, number];
  }[];
}
