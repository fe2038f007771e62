/** Base of all errors shown to people. Messages give the failure, the value, and the fix. */
export abstract class EmbedOnceError extends Error {
  /** Never changes, unlike messages. docs/errors.md lists a cause and a remedy for each. */
  static readonly code: string;
  readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = new.target.code;
  }
}

/** The inputs are invalid. Carries all faults, not only the first. */
export class InputError extends EmbedOnceError {
  static override readonly code = 'EO_INPUT';
  readonly faults: readonly string[];

  constructor(faults: readonly string[], options?: { cause?: unknown }) {
    super(faults.join('\n'), options);
    this.faults = faults;
  }
}

/** A position in the corpus. Lines count from 1. */
export interface Position {
  readonly source: string;
  readonly line?: number;
  /** The position in a format without lines, such as `row 7`. */
  readonly place?: string;
}

/** Formats a position for people and editors. */
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

/** The model fails to load, or returns something other than a vector. */
export class ModelError extends EmbedOnceError {
  static override readonly code: string = 'EO_MODEL';
}

/** Plain data, because the worker thread sends it. */
export interface DeviceFault {
  readonly device: string;
  /** The fault, without a full stop. */
  readonly said: string;
  /** For a user that named this device. */
  readonly advice: string;
}

/** The requested device is unusable. */
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
  /** Whether the connection is lost, so every other call would fail too. */
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

/** A downstream index cannot be updated. */
export class SinkError extends EmbedOnceError {
  static override readonly code = 'EO_SINK';
}

/** The named nearest-neighbour engine is unusable. */
export class EngineError extends EmbedOnceError {
  static override readonly code = 'EO_ENGINE';
}

/** Mode `validate` found no vectors to judge. */
export class VectorsMissing extends EmbedOnceError {
  static override readonly code = 'EO_VECTORS_MISSING';
}

/** The gate is closed: the present vectors differ from the approved ones. */
export class ValidationFailed extends EmbedOnceError {
  static override readonly code = 'EO_VALIDATION';
}

/** The gate of an audit is closed: a tier holds bad entries. */
export class AuditFailed extends EmbedOnceError {
  static override readonly code = 'EO_AUDIT';
}

/** The run exceeds `max-misses` or `max-cost`. */
export class LimitExceeded extends EmbedOnceError {
  static override readonly code = 'EO_LIMIT';
}

/** A signal ended the run. Vectors embedded until then are stored. */
export class Interrupted extends EmbedOnceError {
  static override readonly code = 'EO_INTERRUPTED';
}

/** An entry of the queue is not an embed-once message. The error gives the reason without quoting values. */
export class MessageFault extends EmbedOnceError {
  static override readonly code = 'EO_MESSAGE';
}

/** A vector was embedded or found, but is no longer in any tier. */
export class VectorsNotKept extends EmbedOnceError {
  static override readonly code = 'EO_VECTORS_NOT_KEPT';
}

/**
 * A request that is not answered with an event. The message is for the sender and quotes no text. Knative retries after 404, 408,
 * 409, 429, and 5xx, and gives up after any other status: requests that can never succeed get one of the others.
 */
export class Refusal extends EmbedOnceError {
  static override readonly code = 'EO_REQUEST';

  constructor(
    readonly status: number,
    message: string,
    /** Seconds to wait before a retry; undefined if a retry would not help. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** Returns the message of an error's cause: `fetch` itself only reports that it failed. */
export function causeOf(error: unknown): string {
  return messageOf((error as { cause?: unknown }).cause ?? error);
}

/** Returns the message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Returns the code of our own or a system error, such as ENOSPC; undefined for any other. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
