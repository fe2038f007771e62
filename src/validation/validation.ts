import type { Position } from '../base/errors';
import type { Layer, NeighbourSource } from '../inputs/values/choices';
import type { NamedNeighbour } from './golden/golden-set';

/**
 * same-model: present vectors are compared with approved ones, component by component if that helps.
 * cross-model: only neighbours are compared, because vectors of different models are not comparable.
 */
export type Profile = 'same-model' | 'cross-model';

/**
 * The findings of a validation: the whole content of its reports, and the basis of its verdict.
 * @members they are the fields of `validation` in report.json
 */
export interface Validation {
  /** Whether every gating layer passed; if none gates, whether all passed. */
  readonly passed: boolean;
  readonly profile: Profile;
  /** Why this profile, as a sentence. */
  readonly profileReason: string;
  readonly goldenSet: GoldenSetFacts;
  readonly engine: EngineFacts;
  /** Nearest neighbours compared per text, and the set they come from. */
  readonly k: number;
  readonly neighboursFrom: NeighbourSource;
  /** All five, in the order of LAYERS. */
  readonly layers: readonly LayerVerdict[];
  /** One per golden text, in the order of the golden set. */
  readonly texts: readonly TextVerdict[];
  /** Of present to approved vectors. Absent if they have different dimensions. */
  readonly similarity?: SimilarityFacts;
  /** Absent with fewer than three texts. */
  readonly map?: VectorMap;
  /** Names of golden texts that are not in the corpus. They are embedded and judged like the rest. */
  readonly notInCorpus: readonly string[];
}

interface GoldenSetFacts {
  readonly path: string;
  readonly texts: number;
  /** Incremented by each approval. Absent in files written before versions existed. */
  readonly version?: number;
  /** ISO 8601, UTC. */
  readonly approvedAt?: string;
  readonly approvedCommit?: string;
  /** The model under which it was approved. */
  readonly model?: string;
  readonly fingerprint?: string;
}

/** The engine that answered nearest-neighbour queries, and its recall. */
export interface EngineFacts {
  readonly name: 'exact' | 'redisearch' | 'vectorset';
  /** For people: such as the index, its algorithm and its metric. */
  readonly description: string;
  /** Why `auto` chose this engine, or could not use the expected one. */
  readonly reason?: string;
  /** Number of vectors searched. */
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
  /** Why the layer was skipped or does not gate. */
  readonly why?: string;
  readonly checks: readonly Check[];
}

/** A measured value and its threshold. */
export interface Check {
  /** Such as `recall@10`; unique within its layer. */
  readonly name: string;
  /** Explains the value to people, in a sentence. */
  readonly description: string;
  readonly value: number;
  readonly threshold: number;
  /** The side of the threshold on which the value passes. */
  readonly bound: 'at least' | 'at most';
  readonly passed: boolean;
  /** Names of the golden texts that fail it, the worst first; empty for checks of the set as a whole. */
  readonly failing: readonly string[];
  /** Drift that the passed check may have missed, such as "with 95 % confidence, fewer than 3.0 % of texts drifted". */
  readonly unseen?: string;
}

/** Cosine similarities, −1 to 1. */
export interface SimilarityFacts {
  readonly min: number;
  readonly mean: number;
  /** By share, such as `0.01` for the similarity that 1 % of texts fall below. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  /** From the lowest similarity to 1, in steps of equal width. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly texts: number }[];
}

/** The findings for one golden text. */
export interface TextVerdict {
  readonly name: string;
  /** Beginning of the text, at most 200 characters. */
  readonly excerpt: string;
  /** In the corpus; absent if the corpus does not hold the text. */
  readonly position?: Position;
  /** Cosine similarity of the present vector to the approved one. Absent if they have different dimensions. */
  readonly similarity?: number;
  /** Share of the approved neighbours that are still among the k nearest, 0 to 1. Absent if none were approved. */
  readonly recall?: number;
  /** Jaccard index of both sets of neighbours, 0 to 1. */
  readonly jaccard?: number;
  /** Rank-biased overlap of both lists, 0 to 1. */
  readonly rankBiasedOverlap?: number;
  /** Nearest first, without the text itself. */
  readonly approvedNeighbours: readonly NamedNeighbour[];
  readonly presentNeighbours: readonly NamedNeighbour[];
  /** By layer; empty for a text that is as approved. */
  readonly faults: readonly { readonly layer: Layer; readonly message: string }[];
}

/**
 * Golden texts in two dimensions: the two principal components of the approved vectors, and the present vectors in the same
 * plane. In the cross-model profile, or if dimensions differ, the present vectors use their own components, rotated, mirrored
 * and scaled onto the approved ones (Procrustes).
 */
export interface VectorMap {
  /** Share of the variance that each axis holds, 0 to 1. */
  readonly explained: readonly [number, number];
  /** One per golden text, in order. */
  readonly points: readonly {
    readonly approved: readonly [number, number];
    readonly present: readonly [number, number];
  }[];
}
