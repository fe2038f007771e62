/** Every error that a person may see. The message says what failed, with which value, and what to do about it. */
export abstract class EmbedOnceError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What the user asked for cannot be done. Carries every fault found, not only the first. */
export class InputError extends EmbedOnceError {
  readonly faults: readonly string[];

  constructor(faults: readonly string[], options?: { cause?: unknown }) {
    super(faults.join('\n'), options);
    this.faults = faults;
  }
}

/** Where in the corpus something was found. Lines count from 1. */
export interface Position {
  readonly source: string;
  readonly line?: number;
  /** In formats that have no lines: such as `row 7`. */
  readonly place?: string;
}

/** A position as people read it, and as editors find it. */
export function positionText({ source, line, place }: Position): string {
  if (line !== undefined) return `${source}:${line}`;
  return place === undefined ? source : `${source}, ${place}`;
}

/** The corpus cannot be read, or a record in it cannot be used. */
export class CorpusError extends EmbedOnceError {
  readonly position: Position | undefined;

  constructor(message: string, options?: { cause?: unknown; position?: Position }) {
    super(message, options);
    this.position = options?.position;
  }
}

/** The model cannot be loaded, or gave something that is not a vector. */
export class ModelError extends EmbedOnceError {}

/** A tier failed. Ends the run only with `on-cache-failure: fail`. */
export class CacheError extends EmbedOnceError {
  /** Whether there is no connection any more, so that every other call would fail as well. */
  readonly lost: boolean;

  constructor(message: string, options?: { cause?: unknown; lost?: boolean }) {
    super(message, options);
    this.lost = options?.lost ?? false;
  }
}

/** The output, or the golden set, cannot be written. */
export class OutputError extends EmbedOnceError {}

/** An index downstream cannot be brought up to date. */
export class SinkError extends EmbedOnceError {}

/** The engine for nearest neighbours that was named cannot be used. */
export class EngineError extends EmbedOnceError {}
/** Mode validate was to judge vectors that are nowhere. */
export class VectorsMissing extends EmbedOnceError {}

/** The gate is closed: present vectors are not those that were approved. */
export class ValidationFailed extends EmbedOnceError {}

/** The gate of an audit is closed: a tier holds what it should not. */
export class AuditFailed extends EmbedOnceError {}
/** More is missing, or would be spent, than `max-misses` or `max-cost` allows. */
export class LimitExceeded extends EmbedOnceError {}

/** A signal ended the run. What was embedded until then is stored. */
export class Interrupted extends EmbedOnceError {}

/** The message of what lies behind an error: fetch says only that it failed. */
export function causeOf(error: unknown): string {
  return messageOf((error as { cause?: unknown }).cause ?? error);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
