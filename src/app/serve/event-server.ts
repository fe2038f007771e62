import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError, messageOf, Refusal } from '../../base/errors';
import type { Inputs } from '../../inputs/inputs';
import type { EventAnswerer } from './event-answerer';
import { readEvent, writeEvent } from './event-message';
import { refusalOfError } from './refusal';
import { RequestBodies } from './request-body';

const HEADERS_MS = 10_000;
/** Longer than the keep-alive of proxies, so none sends a request into a connection that is closing. */
const KEEP_ALIVE_MS = 75_000;
const CHECK_MS = 500;
const RETRY_SECONDS = 1;
/** Time for overdue events to store their current share and to answer that the service is ending. */
const OVERDUE_MS = 2_000;

export interface EventServerOptions extends Pick<Inputs, 'host' | 'port' | 'serveMaxBody' | 'serveTimeout'> {
  info(message: string): void;
  error(message: string): void;
  /** The body of /metrics. */
  metrics(server: EventServer): string;
}

/** Speaks HTTP: takes events, answers health and readiness probes, and drains before it ends. */
export class EventServer {
  readonly answered = new Map<number, number>();
  seconds = 0;
  private answerer: EventAnswerer | undefined;
  private draining = false;
  private underWay = 0;
  private idle = (): void => {};
  private readonly bodies: RequestBodies;
  private readonly server: Server;

  private constructor(private readonly options: EventServerOptions) {
    this.bodies = new RequestBodies(options.serveMaxBody);
    const requestTimeout = options.serveTimeout * 1000;
    this.server = createServer(
      {
        requestTimeout,
        headersTimeout: Math.min(HEADERS_MS, requestTimeout),
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectionsCheckingInterval: CHECK_MS,
      },
      (request, response) => void this.handle(request, response),
    );
  }

  /** @throws InputError if the port is unavailable */
  static async listen(options: EventServerOptions): Promise<EventServer> {
    const events = new EventServer(options);
    const { host, port } = options;
    try {
      events.server.listen(port, ...(host === '' ? [] : [host]));
      await once(events.server, 'listening');
    } catch (error) {
      throw new InputError([`port: cannot listen on ${port}: ${messageOf(error)}`], { cause: error });
    }
    return events;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get ready(): boolean {
    return this.answerer !== undefined && !this.draining;
  }

  /** Takes events from now on. */
  begin(answerer: EventAnswerer): void {
    this.answerer = answerer;
  }

  /**
   * Takes no more events, and waits for those under way.
   * @param overdue called when they take longer than `milliseconds`; they get a little more time after it
   */
  async drain(milliseconds: number, overdue: () => void): Promise<void> {
    this.draining = true;
    if (this.underWay === 0) return;
    await new Promise<void>((resolve) => {
      // Otherwise a slow body would be awaited until its own timeout.
      const timers = [setTimeout(overdue, milliseconds), setTimeout(resolve, milliseconds + OVERDUE_MS)];
      this.idle = () => {
        for (const timer of timers) clearTimeout(timer);
        resolve();
      };
    });
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path] = (request.url ?? '').split('?');
    const get = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/' && request.method === 'POST') await this.handleEvent(request, response);
    else if (path === '/healthz' && get) this.say(response, this.answerer?.alive ?? true);
    else if (path === '/readyz' && get) this.say(response, this.ready);
    else if (path === '/metrics' && get) {
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').end(this.options.metrics(this));
    } else if (['/', '/healthz', '/readyz', '/metrics'].includes(path ?? '')) {
      response.setHeader('allow', path === '/' ? 'POST' : 'GET, HEAD');
      this.refuse(request, response, new Refusal(405, 'This method is not for this path.'));
    } else this.refuse(request, response, new Refusal(404, 'Events are taken by POST to /.'));
  }

  private say(response: ServerResponse, good: boolean): void {
    response.writeHead(good ? 200 : 503, { 'content-type': 'text/plain' }).end(good ? 'ok\n' : 'not now\n');
  }

  private async handleEvent(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.underWay++;
    const started = performance.now();
    let said = '';
    try {
      said = await this.answerEvent(request, response);
    } catch (error) {
      // A client that left, or timed out and was told so, gets no further answer.
      if (request.errored) said = '';
      else {
        const refusal = refusalOfError(error);
        if (refusal.status >= 500 && !(error instanceof Refusal)) this.options.error(`event: ${messageOf(error)}`);
        this.refuse(request, response, refusal);
        said = refusal.message;
      }
    } finally {
      const { statusCode } = response;
      const seconds = (performance.now() - started) / 1000;
      const status = request.errored ? 408 : statusCode;
      this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
      this.seconds += seconds;
      this.options.info(`event ${status} in ${Math.round(seconds * 1000)} ms${said === '' ? '' : `: ${said}`}`);
      if (--this.underWay === 0) this.idle();
    }
  }

  /** @returns the line for the log */
  private async answerEvent(request: IncomingMessage, response: ServerResponse): Promise<string> {
    const { answerer } = this;
    if (this.draining) throw new Refusal(503, 'The service is ending.', RETRY_SECONDS);
    if (!answerer) throw new Refusal(503, 'The model is being loaded.', RETRY_SECONDS);
    return this.bodies.with(request, async (body) => {
      const event = await readEvent(request.headers, body);
      const answer = await answerer.answer(event);
      const { headers, body: text } = await writeEvent(answer, event.trace, event.mode);
      if (this.draining) response.setHeader('connection', 'close');
      response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
      const trace = event.trace.traceparent === undefined ? '' : `, trace ${event.trace.traceparent}`;
      return `${answer.type} ${answer.id.slice(0, 12)}${answer.verdict === undefined ? '' : `, ${answer.verdict}`}${trace}`;
    });
  }

  private refuse(request: IncomingMessage, response: ServerResponse, { status, message, retryAfter }: Refusal): void {
    if (response.headersSent) return;
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
    // The rest of the body is not read.
    if (!request.complete || this.draining) response.setHeader('connection', 'close');
    request.resume();
    const body = JSON.stringify({ status, title: message });
    response.writeHead(status, {
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  }
}
