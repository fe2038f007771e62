import { Refusal } from '../../base/errors';
import type { Vector } from '../../base/vector';
import type { ShardChoice } from '../../inputs/values/shard';
import type { ResolveFacts } from '../../resolve/resolve';
import { isUsable } from '../../validation/checks/sanity';
import type { GoldenJudgement } from './golden-verdict';

/** Golden texts that a verdict names, worst first. */
const NAMES_SHOWN = 10;

/** A text of the event by its key: `<prefix>:<first 16 hex of fingerprint>:<key>` in Redis. */
export interface KeyedText {
  /** The id from the event, or that of a part of a document. */
  readonly id?: string;
  readonly key: string;
  /** Only if the event asked for it. */
  readonly vector?: readonly number[];
}

/** Data of an embedded event. */
export interface EmbeddedData {
  /** SHA-256 of the embedding contract, 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly dimensions: number;
  readonly records: number;
  readonly unique: number;
  readonly hits: number;
  readonly embedded: number;
  /** Misses that another run or service embedded in the meantime. */
  readonly sharedByOthers: number;
  readonly truncated: number;
  /** One per record, in order; absent for a shard. */
  readonly texts?: readonly KeyedText[];
  readonly shard?: string;
}

/** Data of a validated event, beside those of the embedded one. */
export interface VerdictData {
  readonly passed: boolean;
  /** ISO 8601, UTC. */
  readonly judgedAt: string;
  readonly profile: string;
  readonly profileReason: string;
  readonly goldenTexts: number;
  readonly goldenVersion?: number;
  readonly layers: readonly {
    readonly layer: string;
    readonly verdict: string;
    readonly gates: boolean;
    readonly checks: readonly {
      readonly name: string;
      readonly value: number;
      readonly threshold: number;
      readonly bound: string;
      readonly passed: boolean;
      readonly failing: readonly string[];
    }[];
  }[];
  /** Unusable vectors in the event: wrong dimensions, not finite, or zero. */
  readonly unusableVectors: number;
}

export function embeddedData(
  model: { readonly fingerprint: string; readonly dimensions: number },
  { records, unique, hits, embedded, sharedByOthers, truncated }: ResolveFacts,
  found: { readonly texts: readonly KeyedText[] } | { readonly shard: ShardChoice },
): EmbeddedData {
  const { fingerprint, dimensions } = model;
  const counts = { records, unique, hits, embedded, sharedByOthers, truncated };
  if ('texts' in found) return { fingerprint, dimensions, ...counts, texts: found.texts };
  return { fingerprint, dimensions, ...counts, shard: `${found.shard.number}/${found.shard.of}` };
}

/** The shortest decimals that round to the same float32: as a double, each would have twice the digits. */
export function shortDecimals(vector: Vector): number[] {
  return Array.from(vector, (value) => Number(value.toPrecision(9)));
}

export function verdictData({ validation, judgedAt }: GoldenJudgement, unusableVectors: number): VerdictData {
  const { passed, profile, profileReason, goldenSet, layers } = validation;
  return {
    passed: passed && unusableVectors === 0,
    judgedAt,
    profile,
    profileReason,
    goldenTexts: goldenSet.texts,
    ...(goldenSet.version !== undefined && { goldenVersion: goldenSet.version }),
    layers: layers.map(({ layer, verdict, gates, checks }) => ({
      layer,
      verdict,
      gates,
      checks: checks.map(({ name, value, threshold, bound, passed: good, failing }) => {
        return { name, value, threshold, bound, passed: good, failing: failing.slice(0, NAMES_SHOWN) };
      }),
    })),
    unusableVectors,
  };
}

/**
 * Checks the vectors that an earlier step embedded.
 * @returns the number of unusable ones
 * @throws Refusal with 422 if another model than this service's made them
 */
export function countUnusable(
  data: unknown,
  model: { readonly fingerprint: string; readonly dimensions: number },
): number {
  const { fingerprint, texts = [] } = (typeof data === 'object' && data !== null ? data : {}) as Partial<EmbeddedData>;
  if (typeof fingerprint !== 'string' || !Array.isArray(texts)) {
    throw new Refusal(422, 'The data are not those of an embedded event: fingerprint or texts cannot be read.');
  }
  if (fingerprint !== model.fingerprint) {
    throw new Refusal(
      422,
      `Embedded under another contract than the one that is judged here, ${model.fingerprint.slice(0, 16)}. Give both steps the same model and inputs.`,
    );
  }
  return texts.filter((text: Partial<KeyedText> | null) => {
    const vector: unknown = text?.vector;
    // JSON turns a number that is not finite into null, which would become a zero.
    const numbers = Array.isArray(vector) && vector.every(Number.isFinite);
    return vector !== undefined && !(numbers && isUsable(Float32Array.from(vector), model.dimensions));
  }).length;
}
