import type { Vector } from '../../base/vector';
import type { NeighbourSource } from '../../inputs/values/choices';
import type { EmbeddingContract, Fingerprint } from '../../keys/embedding-contract';

/** A larger file is a corpus given by mistake: mode golden would write its vectors into it. */
export const MOST_GOLDEN_TEXTS = 100_000;

/** The content of a golden-set file. */
export interface GoldenSet {
  readonly path: string;
  /** Absent before the first approval, and in files written before headers existed. */
  readonly header?: GoldenHeader;
  readonly texts: readonly GoldenText[];
  /** SHA-256 (hex) of the file's bytes when it was read. Absent for a file that does not exist yet. */
  readonly digest?: string;
}

/** The first line of an approved file. */
export interface GoldenHeader {
  /** Counts approvals, from 1. */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly approvedAt: string;
  /** The commit that was checked out, if there is a repository. */
  readonly commit?: string;
  /** The user that started the run, if the platform tells. */
  readonly approvedBy?: string;
  readonly model: string;
  readonly fingerprint: Fingerprint;
  readonly contract: EmbeddingContract;
  /** Neighbours recorded per text. */
  readonly k: number;
  readonly neighboursFrom: NeighbourSource;
  /** Names of all approved texts, so the next approval can tell which were removed. Absent in files written before names were kept. */
  readonly names?: readonly string[];
}

/** A text, with its reference vector once approved. */
export interface GoldenText {
  readonly text: string;
  /** Its id, or its line in the file. */
  readonly name: string;
  readonly approved?: Approved;
  /** Names that must be among its k nearest neighbours, and names that must not. */
  readonly mustInclude: readonly string[];
  readonly mustExclude: readonly string[];
  /** The other fields of its line, kept when the file is rewritten. */
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Approved {
  readonly vector: Vector;
  readonly fingerprint: Fingerprint;
  /** Nearest first, without the text itself. Empty in files written before neighbours were recorded. */
  readonly neighbours: readonly NamedNeighbour[];
}

export interface NamedNeighbour {
  readonly name: string;
  /** Beginning of its text, at most 200 characters. */
  readonly excerpt: string;
  /** Cosine similarity to the query, −1 to 1. */
  readonly similarity: number;
}
