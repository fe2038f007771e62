import type { Vector } from '../../base/vector';
import type { NeighbourSource } from '../../inputs/values/choices';
import type { EmbeddingContract, Fingerprint } from '../../keys/embedding-contract';

/** More is a corpus that was named by mistake: mode golden would write its vectors into it. */
export const MOST_GOLDEN_TEXTS = 100_000;

/** A golden set as its file has it. */
export interface GoldenSet {
  readonly path: string;
  /** Absent before the first approval, and in files of a time when they had none. */
  readonly header?: GoldenHeader;
  readonly texts: readonly GoldenText[];
  /** SHA-256 (hex) of the file's bytes when it was read. Absent for one that is not there yet. */
  readonly digest?: string;
}

/** What the first line says of the approval as a whole. */
export interface GoldenHeader {
  /** Counts approvals, from 1. */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly approvedAt: string;
  /** What was checked out, where there is a repository. */
  readonly commit?: string;
  /** Who started the run, where the platform says so. */
  readonly approvedBy?: string;
  readonly model: string;
  readonly fingerprint: Fingerprint;
  readonly contract: EmbeddingContract;
  /** Neighbours that were recorded of each text. */
  readonly k: number;
  readonly neighboursFrom: NeighbourSource;
  /** Of all texts that were approved, so that the next approval can tell which are gone. Absent in files of a time before that. */
  readonly names?: readonly string[];
}

/** A text whose vector is a yardstick, once it was approved. */
export interface GoldenText {
  readonly text: string;
  /** What people know it by: its id, or its line in the file. */
  readonly name: string;
  readonly approved?: Approved;
  /** Names that must be among its k nearest neighbours, and that must not. */
  readonly mustInclude: readonly string[];
  readonly mustExclude: readonly string[];
  /** The other fields of its line, kept when the file is written anew. */
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Approved {
  readonly vector: Vector;
  readonly fingerprint: Fingerprint;
  /** Nearest first, without the text itself. Empty in files of a time when none were recorded. */
  readonly neighbours: readonly NamedNeighbour[];
}

export interface NamedNeighbour {
  readonly name: string;
  /** Beginning of its text, at most 200 characters. */
  readonly excerpt: string;
  /** Cosine similarity to the query, −1 to 1. */
  readonly similarity: number;
}
