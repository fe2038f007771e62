/** Types of events, with the version of their data. docs/events.md has the schemas. */
export const EMBEDDED = 'embed-once.embedded.v1';
export const VALIDATED = 'embed-once.validated.v1';

/** The content mode of a request: attributes in headers, or in the body beside the data. */
export type ContentMode = 'binary' | 'structured';

/** W3C trace context, as the extension attributes of CloudEvents have it. */
export interface TraceContext {
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** The parts of an event that the service reads. */
export interface ReceivedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** Passed on to the answer: the subject of the event, and its partition key. */
  readonly routing: { readonly subject?: string; readonly partitionkey?: string };
  readonly trace: TraceContext;
  readonly mode: ContentMode;
  readonly data: unknown;
}

/** The event that answers one. */
export interface AnswerEvent {
  readonly id: string;
  readonly source: string;
  readonly type: typeof EMBEDDED | typeof VALIDATED;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly routing: ReceivedEvent['routing'];
  /** For triggers to filter by; only on a validated event. */
  readonly verdict?: 'passed' | 'failed';
  readonly data: object;
}
