import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../base/errors';
import type { AnswerEvent, ContentMode, ReceivedEvent, TraceContext } from './event-types';

const REQUIRED = ['specversion', 'id', 'source', 'type'] as const;
const LONGEST_ATTRIBUTE = 2048;
/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

type Attributes = Readonly<Record<string, unknown>>;

/**
 * Reads the event of a request, CloudEvents 1.0 in binary or structured mode.
 * @throws Refusal with 400 for a request without such an event, 415 for data that is not JSON
 */
export async function readEvent(headers: IncomingHttpHeaders, body: Buffer): Promise<ReceivedEvent> {
  const mode = modeOf(headers);
  if (!isUtf8(body)) throw new Refusal(400, 'The body is not UTF-8.');
  const text = body.toString('utf8');
  const attributes = mode === 'binary' ? attributesIn(headers) : attributesOf(parse(text));
  checkAttributes(attributes);
  const { HTTP, CloudEvent } = await import('cloudevents');
  try {
    const message = { headers: mode === 'binary' ? binaryHeaders(headers, attributes) : headers, body: text };
    const event = HTTP.toEvent<unknown>(message);
    if (!(event instanceof CloudEvent)) throw new Refusal(400, 'The body is not one event.');
    event.validate();
    return {
      id: event.id,
      source: event.source,
      type: event.type,
      routing: {
        ...(event.subject !== undefined && { subject: event.subject }),
        ...(typeof event.partitionkey === 'string' && { partitionkey: event.partitionkey }),
      },
      trace: traceOf(event.traceparent === undefined ? headers : event),
      mode,
      data: attributes.data_base64 === undefined ? event.data : parse(decoded(attributes.data_base64)),
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // Its own message may quote the event.
    const what = error instanceof SyntaxError ? 'The data is not valid JSON.' : 'This is no valid CloudEvent.';
    throw new Refusal(400, what);
  }
}

/** Returns an answer as headers and body, in the mode of the event. */
export async function writeEvent(
  { routing, verdict, data, ...attributes }: AnswerEvent,
  trace: TraceContext,
  mode: ContentMode,
): Promise<{ headers: Record<string, string>; body: string }> {
  const { HTTP, CloudEvent } = await import('cloudevents');
  const event = new CloudEvent({
    ...attributes,
    ...routing,
    ...(verdict !== undefined && { verdict }),
    ...trace,
    datacontenttype: 'application/json',
    data,
  });
  const message = HTTP[mode](event);
  const headers = Object.entries(message.headers).map(([name, value]) => [
    name,
    name.startsWith('ce-') ? percentEncoded(String(value)) : String(value),
  ]);
  return { headers: Object.fromEntries(headers), body: String(message.body) };
}

function modeOf(headers: IncomingHttpHeaders): ContentMode {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new Refusal(415, 'The body is compressed. Send it as it is.');
  const media = mediaType(headers['content-type'] ?? '');
  if (media === 'application/cloudevents+json') return 'structured';
  if (media.startsWith('application/cloudevents-batch')) {
    throw new Refusal(415, 'Batches are not taken, since each event has an answer of its own. Send them one by one.');
  }
  if (media.startsWith('application/cloudevents')) throw new Refusal(415, 'Structured events are read as JSON only.');
  if (headers['ce-specversion'] === undefined) throw new Refusal(400, 'There is no CloudEvent in this request.');
  if (!isJson(media)) throw new Refusal(415, 'The data of an event has to be application/json.');
  return 'binary';
}

function attributesIn(headers: IncomingHttpHeaders): Attributes {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('ce-'))
      .map(([name, value]) => [name.slice('ce-'.length), percentDecoded(String(value))]),
  );
}

function binaryHeaders(headers: IncomingHttpHeaders, attributes: Attributes): Record<string, string> {
  const decodedOnes = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]);
  return { ...Object.fromEntries(decodedOnes), 'content-type': mediaType(headers['content-type'] ?? '') };
}

function attributesOf(value: unknown): Attributes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(400, 'The body is not one event: a JSON object is expected.');
  }
  const attributes = value as Attributes;
  const media = attributes.datacontenttype;
  if (media !== undefined && !(typeof media === 'string' && isJson(mediaType(media)))) {
    throw new Refusal(415, 'The data of an event has to be application/json.');
  }
  return attributes;
}

/** Checks the attributes first: the package fills in missing ones, such as the id, and takes unknown versions for 1.0. */
function checkAttributes(attributes: Attributes): void {
  for (const name of REQUIRED) {
    const value = attributes[name];
    if (typeof value !== 'string' || value === '' || value.length > LONGEST_ATTRIBUTE) {
      throw new Refusal(
        400,
        `The attribute ${name} is missing, empty, or longer than ${LONGEST_ATTRIBUTE} characters.`,
      );
    }
  }
  if (attributes.specversion !== '1.0')
    throw new Refusal(400, 'The specversion is not 1.0, the only one that is read.');
}

function traceOf({ traceparent, tracestate }: Attributes): TraceContext {
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return {};
  return { traceparent, ...(typeof tracestate === 'string' && { tracestate }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's own message quotes the text.
    throw new Refusal(400, 'The body is not valid JSON.');
  }
}

function decoded(base64: unknown): string {
  return Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64').toString('utf8');
}

function mediaType(contentType: string): string {
  return (contentType.split(';')[0] as string).trim().toLowerCase();
}

function isJson(media: string): boolean {
  return media === 'application/json' || media === 'text/json' || media.endsWith('+json');
}

/** Headers hold printable ASCII: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values */
function percentEncoded(value: string): string {
  return value.replace(/[^\x21-\x7e]|["%]/gu, (character) =>
    encodeURIComponent(character.isWellFormed() ? character : '\ufffd'),
  );
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
