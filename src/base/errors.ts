/** Every error that a person may see. The message says what failed, with which value, and what to do about it. */
export abstract class EmbedOnceError extends Error {
  /** Stays the same when messages change. docs/errors.md has a cause and a remedy for each. */
  static readonly code: string;
  readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = new.target.code;
  }
}

/** What the user asked for cannot be done. Carries every fault found, not only the first. */
export class InputError extends EmbedOnceError {
  static override readonly code = 'EO_INPUT';
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
  static override readonly code = 'EO_CORPUS';
  readonly position: Position | undefined;

  constructor(message: string, options?: { cause?: unknown; position?: Position }) {
    super(message, options);
    this.position = options?.position;
  }
}

/** The model cannot be loaded, or gave something that is not a vector. */
export class ModelError extends EmbedOnceError {
  static override readonly code: string = 'EO_MODEL';
}

/** Plain data: it crosses from the worker thread. */
export interface DeviceFault {
  readonly device: string;
  /** What is wrong, without its full stop. */
  readonly said: string;
  /** For who asked for this device by name. */
  readonly advice: string;
}

/** A device that was to be used, and cannot be. */
export class DeviceUnusable extends ModelError {
  static override readonly code = 'EO_DEVICE';

  constructor(
    readonly fault: DeviceFault,
    options?: { cause?: unknown },
  ) {
    super([`device ${fault.device} cannot be used: ${fault.said}.`, fault.advice].join(' ').trim(), options);
  }
}

/** A tier failed. Ends the run only with `on-cache-failure: fail`. */
export class CacheError extends EmbedOnceError {
  static override readonly code = 'EO_CACHE';
  /** Whether there is no connection any more, so that every other call would fail as well. */
  readonly lost: boolean;

  constructor(message: string, options?: { cause?: unknown; lost?: boolean }) {
    super(message, options);
    this.lost = options?.lost ?? false;
  }
}

/** The output, or the golden set, cannot be written. */
export class OutputError extends EmbedOnceError {
  static override readonly code = 'EO_OUTPUT';
}

/** An index downstream cannot be brought up to date. */
export class SinkError extends EmbedOnceError {
  static override readonly code = 'EO_SINK';
}

/** The engine for nearest neighbours that was named cannot be used. */
export class EngineError extends EmbedOnceError {
  static override readonly code = 'EO_ENGINE';
}

/** Mode validate was to judge vectors that are nowhere. */
export class VectorsMissing extends EmbedOnceError {
  static override readonly code = 'EO_VECTORS_MISSING';
}

/** The gate is closed: present vectors are not those that were approved. */
export class ValidationFailed extends EmbedOnceError {
  static override readonly code = 'EO_VALIDATION';
}

/** The gate of an audit is closed: a tier holds what it should not. */
export class AuditFailed extends EmbedOnceError {
  static override readonly code = 'EO_AUDIT';
}

/** More is missing, or would be spent, than `max-misses` or `max-cost` allows. */
export class LimitExceeded extends EmbedOnceError {
  static override readonly code = 'EO_LIMIT';
}

/** A signal ended the run. What was embedded until then is stored. */
export class Interrupted extends EmbedOnceError {
  static override readonly code = 'EO_INTERRUPTED';
}

/** An entry of the queue is no message of embed-once. Says why, without any of its values. */
export class MessageFault extends EmbedOnceError {
  static override readonly code = 'EO_MESSAGE';
}

/** A vector was embedded, or found, and is in no tier any more. */
export class VectorsNotKept extends EmbedOnceError {
  static override readonly code = 'EO_VECTORS_NOT_KEPT';
}

/**
 * A request that gets no event for an answer. The message is for whoever sent it, and holds nothing of the texts. Knative tries again
 * after 404, 408, 409, 429 and 5xx, and gives up after any other: so what can never work has one of the others.
 */
export class Refusal extends EmbedOnceError {
  static override readonly code = 'EO_REQUEST';

  constructor(
    readonly status: number,
    message: string,
    /** Seconds after which it is worth trying again; only where it is. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** The message of what lies behind an error: fetch says only that it failed. */
export function causeOf(error: unknown): string {
  return messageOf((error as { cause?: unknown }).cause ?? error);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** The code of an error of ours or of the system, such as ENOSPC; undefined for any other. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
