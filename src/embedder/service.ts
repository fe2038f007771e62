import { setTimeout as wait } from 'node:timers/promises';
import { causeOf, ModelError } from '../base/errors';
import { checkedVectors } from './checked-vectors';
import type { Embedded, Embedder } from './embedder';
import type { ServiceModel } from './external-model';

/** Timeout of one request. It is long because a service may scale up from zero. */
const DEADLINE_MS = 120_000;
/** Tries per request, including the first. */
const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 500;
/** Longest `Retry-After` that is respected; a service that asks for more counts as down. */
const LONGEST_PAUSE_MS = 60_000;
/** Most characters shown of a service's own message. */
const MESSAGE_LENGTH = 300;

export interface ServiceOptions {
  /** Not sent if empty. */
  readonly apiKey: string;
  /** Most concurrent requests. */
  readonly concurrency: number;
  /** Most texts per request. */
  readonly batch: number;
  /** Pause before the first retry, in ms; it doubles each time. */
  readonly firstPauseMs?: number;
}

interface Answer {
  readonly vectors: Float32Array;
  readonly tokens: number;
}

/** Why a request failed, and whether retrying it or sending fewer texts may help. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly remedy: 'again' | 'fewer' | 'none',
    readonly pauseMs?: number,
  ) {
    super(message);
  }
}

/**
 * Embeds with a service that has OpenAI's `/v1/embeddings` or text-embeddings-inference's `/embed`. Retries requests after transient
 * failures (429, 5xx, no connection), respecting `Retry-After`, and splits requests that are too large in half.
 */
export class ServiceEmbedder implements Embedder {
  private readonly ending = new AbortController();
  private readonly who: string;

  constructor(
    private readonly model: ServiceModel,
    private readonly options: ServiceOptions,
  ) {
    this.who = `the embedding service at ${new URL(model.url).host}`;
  }

  async embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    const started = performance.now();
    const { dimensions } = this.model.contract;
    const vectors = new Float32Array(texts.length * dimensions);
    const batches: number[] = [];
    for (let from = 0; from < texts.length; from += this.options.batch) batches.push(from);
    let tokens = 0;
    const worker = async (): Promise<void> => {
      for (let from = batches.shift(); from !== undefined; from = batches.shift()) {
        const batch = texts.slice(from, from + this.options.batch);
        const answer = await this.answered(batch);
        vectors.set(answer.vectors, from * dimensions);
        tokens += answer.tokens;
        progress?.(batch.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.options.concurrency, batches.length) }, worker));
    return { vectors, tokens, truncated: 0, milliseconds: performance.now() - started };
  }

  async close(): Promise<void> {
    this.ending.abort();
  }

  /** @throws ModelError if all tries fail, or a retry cannot help */
  private async answered(texts: readonly string[]): Promise<Answer> {
    let pause = this.options.firstPauseMs ?? FIRST_PAUSE_MS;
    for (let tries = 1; ; tries++) {
      try {
        return await this.request(texts);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.remedy === 'fewer' && texts.length > 1) return this.inHalves(texts);
        const hopeless = error.remedy !== 'again' || tries === MOST_TRIES || (error.pauseMs ?? 0) > LONGEST_PAUSE_MS;
        if (hopeless) throw new ModelError(this.failure(error, texts, tries), { cause: error });
        // Jitter: requests that were refused together do not retry together.
        await wait(error.pauseMs ?? pause * (0.5 + Math.random()), undefined, { signal: this.ending.signal });
        pause *= 2;
      }
    }
  }

  private async inHalves(texts: readonly string[]): Promise<Answer> {
    const middle = Math.ceil(texts.length / 2);
    const first = await this.answered(texts.slice(0, middle));
    const second = await this.answered(texts.slice(middle));
    const vectors = new Float32Array(first.vectors.length + second.vectors.length);
    vectors.set(first.vectors);
    vectors.set(second.vectors, first.vectors.length);
    return { vectors, tokens: first.tokens + second.tokens };
  }

  private async request(texts: readonly string[]): Promise<Answer> {
    const { contract, url, native, served } = this.model;
    const body = native
      ? { inputs: texts, normalize: contract.normalize, truncate: true }
      : { input: texts, ...(served && { model: served }), encoding_format: 'float' };
    const content = await this.post(url, JSON.stringify(body), texts);
    const rows = native ? content : rowsByIndex(content);
    const expected = { texts: texts.length, dimensions: contract.dimensions, normalize: contract.normalize };
    return { vectors: checkedVectors(rows, expected, this.who), tokens: tokensIn(content) };
  }

  /** @returns the parsed body of a successful response */
  private async post(url: string, body: string, texts: readonly string[]): Promise<unknown> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.options.apiKey) headers.authorization = `Bearer ${this.options.apiKey}`;
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(DEADLINE_MS)]);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { method: 'POST', headers, body, signal });
      text = await response.text();
    } catch (error) {
      throw new Refusal(`no answer: ${causeOf(error)}`, this.ending.signal.aborted ? 'none' : 'again');
    }
    if (!response.ok) throw refusalOfResponse(response, text, texts);
    try {
      return JSON.parse(text);
    } catch {
      throw new ModelError(`${this.who} did not answer with JSON. Check embedder-url.`);
    }
  }

  private failure(error: Refusal, texts: readonly string[], tries: number): string {
    const what = texts.length === 1 ? `a text of ${texts[0]?.length} characters` : `${texts.length} texts`;
    return `${this.who} did not embed ${what}${tries > 1 ? ` in ${tries} tries` : ''}: ${error.message}`;
  }
}

function refusalOfResponse(response: Response, body: string, texts: readonly string[]): Refusal {
  const { status } = response;
  const said = messageIn(body, texts);
  const message = `HTTP ${status}${said ? `, ${said}` : ''}${ADVICE[status] ? `. ${ADVICE[status]}` : ''}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return new Refusal(message, 'again', retryAfter(response.headers.get('retry-after')));
  }
  const tooLarge =
    status === 413 || (/^4(00|22)$/.test(String(status)) && /token|too (long|large|many)|batch|length/i.test(said));
  return new Refusal(message, tooLarge ? 'fewer' : 'none');
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Check embedder-api-key',
  403: 'Check embedder-api-key',
  404: 'Check embedder-url and model',
};

/** The service's own message; empty if its form is unknown or it quotes a text. */
function messageIn(body: string, texts: readonly string[]): string {
  let said: unknown;
  try {
    const { error, message, detail } = JSON.parse(body);
    said = error?.message ?? error ?? message ?? detail;
  } catch {
    return '';
  }
  if (typeof said !== 'string' || texts.some((text) => said.includes(text.slice(0, 20)))) return '';
  return said.slice(0, MESSAGE_LENGTH).replace(/\s+/g, ' ');
}

/** Parses seconds or a date (RFC 9110). @returns ms */
function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const pause = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(pause) ? undefined : Math.max(0, pause);
}

/** OpenAI's list gives the index of each vector. */
function rowsByIndex(content: unknown): unknown {
  const data = (content as { data?: unknown } | null)?.data;
  if (!Array.isArray(data)) return undefined;
  const rows: unknown[] = [];
  for (const [at, item] of data.entries()) rows[item?.index ?? at] = item?.embedding;
  return rows;
}

function tokensIn(content: unknown): number {
  const tokens = (content as { usage?: { prompt_tokens?: unknown } } | null)?.usage?.prompt_tokens;
  return typeof tokens === 'number' ? tokens : 0;
}
