export const id = 357;
export const ids = [357];
export const modules = {

/***/ 27357:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serve: () => (/* binding */ serve)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: ./src/chunking/chunk.ts + 3 modules
var chunk = __webpack_require__(51942);
// EXTERNAL MODULE: ./src/validation/golden/golden-file.ts + 1 modules
var golden_file = __webpack_require__(8547);
// EXTERNAL MODULE: ./src/validation/subject.ts
var subject = __webpack_require__(3639);
// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
;// CONCATENATED MODULE: ./src/app/serve/admission.ts

const LONGEST_RETRY_SECONDS = 60;
/** Weight of the latest event in the moving mean of event durations. */
const LATEST = 0.2;
/** Limits the events at work and the events that wait, in order. All others are refused. */
class Admission {
    concurrency;
    places;
    atWork = 0;
    queue = [];
    /** Moving mean. */
    meanSeconds = 1;
    constructor(concurrency, places) {
        this.concurrency = concurrency;
        this.places = places;
    }
    get waiting() {
        return this.queue.length;
    }
    /** @throws Refusal with 429 if no place is left */
    async run(work) {
        if (this.atWork < this.concurrency)
            this.atWork++;
        else if (this.queue.length < this.places)
            await new Promise((resolve) => this.queue.push(resolve));
        else
            throw new errors/* Refusal */.P_(429, 'Too many events are waiting.', this.retryAfter());
        const started = performance.now();
        try {
            return await work();
        }
        finally {
            this.meanSeconds += LATEST * ((performance.now() - started) / 1000 - this.meanSeconds);
            const next = this.queue.shift();
            // The place passes to the next one in line; a newcomer cannot take it.
            if (next)
                next();
            else
                this.atWork--;
        }
    }
    /** Seconds until the events that wait now are done. */
    retryAfter() {
        const seconds = ((this.queue.length + 1) * this.meanSeconds) / this.concurrency;
        return Math.min(LONGEST_RETRY_SECONDS, Math.max(1, Math.ceil(seconds)));
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/app/serve/answers.ts
/**
 * Keeps answers by event: an event that is delivered again gets the same answer, and simultaneous deliveries share the work. The least
 * recently used answers are evicted; failures are not kept.
 */
class Answers {
    limits;
    /** Events whose answer was kept or in progress. */
    repeats = 0;
    known = new Map();
    underWay = new Map();
    bytes = 0;
    constructor(limits) {
        this.limits = limits;
    }
    async of(key, make) {
        const known = this.known.get(key);
        if (known) {
            this.repeats++;
            this.known.delete(key);
            this.known.set(key, known);
            return known;
        }
        const shared = this.underWay.get(key);
        if (shared) {
            this.repeats++;
            return shared;
        }
        const making = make();
        this.underWay.set(key, making);
        try {
            const answer = await making;
            this.remember(key, answer);
            return answer;
        }
        finally {
            this.underWay.delete(key);
        }
    }
    remember(key, answer) {
        this.known.set(key, answer);
        this.bytes += answer.size;
        for (const [oldest, { size }] of this.known) {
            if (this.known.size <= this.limits.answers && this.bytes <= this.limits.bytes)
                return;
            this.known.delete(oldest);
            this.bytes -= size;
        }
    }
}

;// CONCATENATED MODULE: ./src/app/serve/event-answerer.ts



/** Enough for redeliveries after a lost reply; an older event is looked up in the tiers. */
const REMEMBERED = { answers: 1024, bytes: 64 * 2 ** 20 };
/** Failures of the model without a success after which it counts as broken. */
const MODEL_FAILURES = 3;
/** Answers each event once, however often it is delivered. */
class EventAnswerer {
    work;
    admission;
    source;
    answers = new Answers(REMEMBERED);
    modelFailures = 0;
    constructor(work, admission, 
    /** Of the answers. */
    source) {
        this.work = work;
        this.admission = admission;
        this.source = source;
    }
    /** Whether the model still embeds, as far as known. */
    get alive() {
        return this.modelFailures < MODEL_FAILURES;
    }
    /** @throws Refusal, or the error of the work */
    async answer(received) {
        const id = answerId(received);
        const { event } = await this.answers.of(id, () => this.admission.run(() => this.make(id, received)));
        return event;
    }
    async make(id, received) {
        try {
            const outcome = await this.work.of(received);
            this.modelFailures = 0;
            const { source } = this;
            const event = { id, source, time: new Date().toISOString(), routing: received.routing, ...outcome };
            return { event, size: JSON.stringify(event).length };
        }
        catch (error) {
            if (error instanceof errors/* ModelError */.me)
                this.modelFailures++;
            throw error;
        }
    }
}
/**
 * The same for the same event in every replica, so that steps that follow know a repeated answer too. The data is part of it: an id that
 * is given to two events would else get one the answer of the other.
 */
function answerId({ source, id, type, data }) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([source, id, type, data]))
        .digest('base64url');
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./src/app/serve/event-message.ts


const REQUIRED = ['specversion', 'id', 'source', 'type'];
const LONGEST_ATTRIBUTE = 2048;
/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/**
 * Reads the event of a request, CloudEvents 1.0 in binary or structured mode.
 * @throws Refusal with 400 for a request without such an event, 415 for data that is not JSON
 */
async function readEvent(headers, body) {
    const mode = modeOf(headers);
    if (!(0,external_node_buffer_.isUtf8)(body))
        throw new errors/* Refusal */.P_(400, 'The body is not UTF-8.');
    const text = body.toString('utf8');
    const attributes = mode === 'binary' ? attributesIn(headers) : attributesOf(parse(text));
    checkAttributes(attributes);
    const { HTTP, CloudEvent } = await __webpack_require__.e(/* import() */ 973).then(__webpack_require__.t.bind(__webpack_require__, 62973, 23));
    try {
        const message = { headers: mode === 'binary' ? binaryHeaders(headers, attributes) : headers, body: text };
        const event = HTTP.toEvent(message);
        if (!(event instanceof CloudEvent))
            throw new errors/* Refusal */.P_(400, 'The body is not one event.');
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
    }
    catch (error) {
        if (error instanceof errors/* Refusal */.P_)
            throw error;
        // Its own message may quote the event.
        const what = error instanceof SyntaxError ? 'The data is not valid JSON.' : 'This is no valid CloudEvent.';
        throw new errors/* Refusal */.P_(400, what);
    }
}
/** Returns an answer as headers and body, in the mode of the event. */
async function writeEvent({ routing, verdict, data, ...attributes }, trace, mode) {
    const { HTTP, CloudEvent } = await __webpack_require__.e(/* import() */ 973).then(__webpack_require__.t.bind(__webpack_require__, 62973, 23));
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
function modeOf(headers) {
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity')
        throw new errors/* Refusal */.P_(415, 'The body is compressed. Send it as it is.');
    const media = mediaType(headers['content-type'] ?? '');
    if (media === 'application/cloudevents+json')
        return 'structured';
    if (media.startsWith('application/cloudevents-batch')) {
        throw new errors/* Refusal */.P_(415, 'Batches are not taken, since each event has an answer of its own. Send them one by one.');
    }
    if (media.startsWith('application/cloudevents'))
        throw new errors/* Refusal */.P_(415, 'Structured events are read as JSON only.');
    if (headers['ce-specversion'] === undefined)
        throw new errors/* Refusal */.P_(400, 'There is no CloudEvent in this request.');
    if (!isJson(media))
        throw new errors/* Refusal */.P_(415, 'The data of an event has to be application/json.');
    return 'binary';
}
function attributesIn(headers) {
    return Object.fromEntries(Object.entries(headers)
        .filter(([name]) => name.startsWith('ce-'))
        .map(([name, value]) => [name.slice('ce-'.length), percentDecoded(String(value))]));
}
function binaryHeaders(headers, attributes) {
    const decodedOnes = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]);
    return { ...Object.fromEntries(decodedOnes), 'content-type': mediaType(headers['content-type'] ?? '') };
}
function attributesOf(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new errors/* Refusal */.P_(400, 'The body is not one event: a JSON object is expected.');
    }
    const attributes = value;
    const media = attributes.datacontenttype;
    if (media !== undefined && !(typeof media === 'string' && isJson(mediaType(media)))) {
        throw new errors/* Refusal */.P_(415, 'The data of an event has to be application/json.');
    }
    return attributes;
}
/** Checks the attributes first: the package fills in missing ones, such as the id, and takes unknown versions for 1.0. */
function checkAttributes(attributes) {
    for (const name of REQUIRED) {
        const value = attributes[name];
        if (typeof value !== 'string' || value === '' || value.length > LONGEST_ATTRIBUTE) {
            throw new errors/* Refusal */.P_(400, `The attribute ${name} is missing, empty, or longer than ${LONGEST_ATTRIBUTE} characters.`);
        }
    }
    if (attributes.specversion !== '1.0')
        throw new errors/* Refusal */.P_(400, 'The specversion is not 1.0, the only one that is read.');
}
function traceOf({ traceparent, tracestate }) {
    if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent))
        return {};
    return { traceparent, ...(typeof tracestate === 'string' && { tracestate }) };
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // V8's own message quotes the text.
        throw new errors/* Refusal */.P_(400, 'The body is not valid JSON.');
    }
}
function decoded(base64) {
    return Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64').toString('utf8');
}
function mediaType(contentType) {
    return contentType.split(';')[0].trim().toLowerCase();
}
function isJson(media) {
    return media === 'application/json' || media === 'text/json' || media.endsWith('+json');
}
/** Headers hold printable ASCII: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values */
function percentEncoded(value) {
    return value.replace(/[^\x21-\x7e]|["%]/gu, (character) => encodeURIComponent(character.isWellFormed() ? character : '\ufffd'));
}
function percentDecoded(value) {
    try {
        return decodeURIComponent(value);
    }
    catch {
        return value;
    }
}

;// CONCATENATED MODULE: ./src/app/serve/refusal.ts

const RETRY_SECONDS = 5;
/** Turns a failure of the work into a refusal for the sender. */
function refusalOfError(error) {
    if (error instanceof errors/* Refusal */.P_)
        return error;
    if (error instanceof errors/* CorpusError */.bf)
        return new errors/* Refusal */.P_(422, error.message);
    if (error instanceof errors/* LimitExceeded */.nP)
        return new errors/* Refusal */.P_(422, error.message);
    if (error instanceof errors/* ModelError */.me)
        return new errors/* Refusal */.P_(503, 'The model cannot embed now.', RETRY_SECONDS);
    if (error instanceof errors/* CacheError */.xA)
        return new errors/* Refusal */.P_(503, 'A tier failed, and on-cache-failure is fail.', RETRY_SECONDS);
    return new errors/* Refusal */.P_(500, 'The service failed; its log says how.');
}

;// CONCATENATED MODULE: ./src/app/serve/request-body.ts

/** Memory for bodies, as a multiple of the largest one. */
const BODIES_AT_ONCE = 16;
const request_body_RETRY_SECONDS = 1;
/** Reads bodies within a limit per body and a limit for all. */
class RequestBodies {
    largest;
    held = 0;
    /** @param largest bytes per body */
    constructor(largest) {
        this.largest = largest;
    }
    /**
     * Reads a body, and holds its bytes until `use` has ended.
     * @throws Refusal with 413 if it is too large, 429 if there are too many
     */
    async with(request, use) {
        const announced = Number(request.headers['content-length'] ?? 0);
        if (announced > this.largest)
            throw this.tooLarge();
        let bytes = 0;
        try {
            const parts = [];
            // The connection must survive the loop: the refusal is sent on it.
            for await (const part of request.iterator({ destroyOnReturn: false })) {
                bytes += part.length;
                this.held += part.length;
                if (bytes > this.largest)
                    throw this.tooLarge();
                if (this.held > this.largest * BODIES_AT_ONCE) {
                    throw new errors/* Refusal */.P_(429, 'Too much is coming in at once.', request_body_RETRY_SECONDS);
                }
                parts.push(part);
            }
            return await use(Buffer.concat(parts));
        }
        finally {
            this.held -= bytes;
        }
    }
    tooLarge() {
        return new errors/* Refusal */.P_(413, `The body is larger than ${this.largest} bytes.`);
    }
}

;// CONCATENATED MODULE: ./src/app/serve/event-server.ts






const HEADERS_MS = 10_000;
/** Longer than the keep-alive of proxies, so none sends a request into a connection that is closing. */
const KEEP_ALIVE_MS = 75_000;
const CHECK_MS = 500;
const event_server_RETRY_SECONDS = 1;
/** Time for overdue events to store their current share and to answer that the service is ending. */
const OVERDUE_MS = 2_000;
/** Speaks HTTP: takes events, answers health and readiness probes, and drains before it ends. */
class EventServer {
    options;
    answered = new Map();
    seconds = 0;
    answerer;
    draining = false;
    underWay = 0;
    idle = () => { };
    bodies;
    server;
    constructor(options) {
        this.options = options;
        this.bodies = new RequestBodies(options.serveMaxBody);
        const requestTimeout = options.serveTimeout * 1000;
        this.server = (0,external_node_http_.createServer)({
            requestTimeout,
            headersTimeout: Math.min(HEADERS_MS, requestTimeout),
            keepAliveTimeout: KEEP_ALIVE_MS,
            connectionsCheckingInterval: CHECK_MS,
        }, (request, response) => void this.handle(request, response));
    }
    /** @throws InputError if the port is unavailable */
    static async listen(options) {
        const events = new EventServer(options);
        const { host, port } = options;
        try {
            events.server.listen(port, ...(host === '' ? [] : [host]));
            await (0,external_node_events_.once)(events.server, 'listening');
        }
        catch (error) {
            throw new errors/* InputError */.dz([`port: cannot listen on ${port}: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
        }
        return events;
    }
    get port() {
        return this.server.address().port;
    }
    get ready() {
        return this.answerer !== undefined && !this.draining;
    }
    /** Takes events from now on. */
    begin(answerer) {
        this.answerer = answerer;
    }
    /**
     * Takes no more events, and waits for those under way.
     * @param overdue called when they take longer than `milliseconds`; they get a little more time after it
     */
    async drain(milliseconds, overdue) {
        this.draining = true;
        if (this.underWay === 0)
            return;
        await new Promise((resolve) => {
            // Otherwise a slow body would be awaited until its own timeout.
            const timers = [setTimeout(overdue, milliseconds), setTimeout(resolve, milliseconds + OVERDUE_MS)];
            this.idle = () => {
                for (const timer of timers)
                    clearTimeout(timer);
                resolve();
            };
        });
    }
    async close() {
        if (!this.server.listening)
            return;
        const closed = (0,external_node_events_.once)(this.server, 'close');
        this.server.close();
        this.server.closeAllConnections();
        await closed;
    }
    async handle(request, response) {
        const [path] = (request.url ?? '').split('?');
        const get = request.method === 'GET' || request.method === 'HEAD';
        if (path === '/' && request.method === 'POST')
            await this.handleEvent(request, response);
        else if (path === '/healthz' && get)
            this.say(response, this.answerer?.alive ?? true);
        else if (path === '/readyz' && get)
            this.say(response, this.ready);
        else if (path === '/metrics' && get) {
            response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').end(this.options.metrics(this));
        }
        else if (['/', '/healthz', '/readyz', '/metrics'].includes(path ?? '')) {
            response.setHeader('allow', path === '/' ? 'POST' : 'GET, HEAD');
            this.refuse(request, response, new errors/* Refusal */.P_(405, 'This method is not for this path.'));
        }
        else
            this.refuse(request, response, new errors/* Refusal */.P_(404, 'Events are taken by POST to /.'));
    }
    say(response, good) {
        response.writeHead(good ? 200 : 503, { 'content-type': 'text/plain' }).end(good ? 'ok\n' : 'not now\n');
    }
    async handleEvent(request, response) {
        this.underWay++;
        const started = performance.now();
        let said = '';
        try {
            said = await this.answerEvent(request, response);
        }
        catch (error) {
            // A client that left, or timed out and was told so, gets no further answer.
            if (request.errored)
                said = '';
            else {
                const refusal = refusalOfError(error);
                if (refusal.status >= 500 && !(error instanceof errors/* Refusal */.P_))
                    this.options.error(`event: ${(0,errors/* messageOf */.bD)(error)}`);
                this.refuse(request, response, refusal);
                said = refusal.message;
            }
        }
        finally {
            const { statusCode } = response;
            const seconds = (performance.now() - started) / 1000;
            const status = request.errored ? 408 : statusCode;
            this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
            this.seconds += seconds;
            this.options.info(`event ${status} in ${Math.round(seconds * 1000)} ms${said === '' ? '' : `: ${said}`}`);
            if (--this.underWay === 0)
                this.idle();
        }
    }
    /** @returns the line for the log */
    async answerEvent(request, response) {
        const { answerer } = this;
        if (this.draining)
            throw new errors/* Refusal */.P_(503, 'The service is ending.', event_server_RETRY_SECONDS);
        if (!answerer)
            throw new errors/* Refusal */.P_(503, 'The model is being loaded.', event_server_RETRY_SECONDS);
        return this.bodies.with(request, async (body) => {
            const event = await readEvent(request.headers, body);
            const answer = await answerer.answer(event);
            const { headers, body: text } = await writeEvent(answer, event.trace, event.mode);
            if (this.draining)
                response.setHeader('connection', 'close');
            response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
            const trace = event.trace.traceparent === undefined ? '' : `, trace ${event.trace.traceparent}`;
            return `${answer.type} ${answer.id.slice(0, 12)}${answer.verdict === undefined ? '' : `, ${answer.verdict}`}${trace}`;
        });
    }
    refuse(request, response, { status, message, retryAfter }) {
        if (response.headersSent)
            return;
        if (retryAfter !== undefined)
            response.setHeader('retry-after', retryAfter);
        // The rest of the body is not read.
        if (!request.complete || this.draining)
            response.setHeader('connection', 'close');
        request.resume();
        const body = JSON.stringify({ status, title: message });
        response.writeHead(status, {
            'content-type': 'application/problem+json',
            'content-length': Buffer.byteLength(body),
        });
        response.end(body);
    }
}

// EXTERNAL MODULE: ./src/chunking/records.ts + 1 modules
var chunking_records = __webpack_require__(69572);
// EXTERNAL MODULE: ./src/plan/selection.ts
var plan_selection = __webpack_require__(73189);
// EXTERNAL MODULE: ./src/validation/golden/golden-vectors.ts
var golden_vectors = __webpack_require__(13089);
// EXTERNAL MODULE: ./src/corpus/lines.ts
var lines = __webpack_require__(6791);
// EXTERNAL MODULE: ./src/corpus/origin.ts
var origin = __webpack_require__(99428);
// EXTERNAL MODULE: ./src/inputs/values/shard.ts
var values_shard = __webpack_require__(23788);
;// CONCATENATED MODULE: ./src/app/serve/embed-request.ts




const KINDS = ['texts', 'records', 'documents', 'shard'];
/**
 * @param most the limit of records per event
 * @throws Refusal with 422 for unusable content, 413 for too much of it; names fields and positions, never texts
 */
function requestOf(data, most) {
    const fields = objectOf(data, 'The data');
    for (const name of Object.keys(fields)) {
        if (name !== 'vectors' && !KINDS.includes(name)) {
            throw new errors/* Refusal */.P_(422, `The data has a field that is not known. Known are vectors, ${KINDS.join(', ')}.`);
        }
    }
    const { vectors = false } = fields;
    if (typeof vectors !== 'boolean')
        throw new errors/* Refusal */.P_(422, 'vectors: has to be true or false.');
    const given = KINDS.filter((name) => fields[name] !== undefined);
    if (given.length !== 1)
        throw new errors/* Refusal */.P_(422, `The data has to have exactly one of ${KINDS.join(', ')}.`);
    switch (given[0]) {
        case 'texts':
            return { vectors, kind: 'records', records: listOf(fields, 'texts', most).map(recordOfText) };
        case 'records':
            return { vectors, kind: 'records', records: listOf(fields, 'records', most).map(recordOfItem) };
        case 'documents':
            return { vectors, kind: 'documents', documents: listOf(fields, 'documents', most).map(documentOf) };
        default:
            if (vectors)
                throw new errors/* Refusal */.P_(422, 'vectors: cannot be true with a shard, whose vectors are left in the tiers.');
            return { vectors, kind: 'shard', shard: shardOf(fields.shard) };
    }
}
function listOf(fields, name, most) {
    const list = fields[name];
    if (!Array.isArray(list) || list.length === 0)
        throw new errors/* Refusal */.P_(422, `${name}: has to be an array that is not empty.`);
    if (list.length > most)
        throw new errors/* Refusal */.P_(413, `${name}: there are ${list.length}, and an event may have ${most}.`);
    return list;
}
function recordOfText(value, index) {
    return { text: textOf(value, `texts[${index}]`), source: 'event', line: index + 1 };
}
function recordOfItem(value, index) {
    const { id, text } = objectOf(value, `records[${index}]`);
    if (typeof id !== 'string' || id === '')
        throw new errors/* Refusal */.P_(422, `records[${index}].id: has to be a string.`);
    return { id, text: textOf(text, `records[${index}].text`), source: 'event', line: index + 1 };
}
function documentOf(value, index) {
    const { name, content, contentBase64 } = objectOf(value, `documents[${index}]`);
    if (typeof name !== 'string' || name === '')
        throw new errors/* Refusal */.P_(422, `documents[${index}].name: has to be a string.`);
    const [given, encoding] = content === undefined ? [contentBase64, 'base64'] : [content, 'utf8'];
    if (typeof given !== 'string' || (content !== undefined && contentBase64 !== undefined)) {
        throw new errors/* Refusal */.P_(422, `documents[${index}]: has to have content or contentBase64, a string.`);
    }
    return { name: (0,origin/* shownName */.H)(name), content: Buffer.from(given, encoding) };
}
function shardOf(value) {
    try {
        const shard = typeof value === 'string' ? (0,values_shard/* shardIn */.o)(value) : undefined;
        if (shard)
            return shard;
    }
    catch { }
    throw new errors/* Refusal */.P_(422, 'shard: has to be i/n with i from 1 to n, such as "2/8".');
}
function textOf(value, name) {
    if (typeof value !== 'string')
        throw new errors/* Refusal */.P_(422, `${name}: has to be a string.`);
    if (!value.isWellFormed())
        throw new errors/* Refusal */.P_(422, `${name}: has half a character in it, a lone surrogate.`);
    const text = (0,lines/* trimText */.Oj)(value);
    if (text === '')
        throw new errors/* Refusal */.P_(422, `${name}: is blank.`);
    return text;
}
function objectOf(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new errors/* Refusal */.P_(422, `${name}: has to be an object.`);
    }
    return value;
}

// EXTERNAL MODULE: ./src/validation/checks/sanity.ts
var sanity = __webpack_require__(32343);
;// CONCATENATED MODULE: ./src/app/serve/event-data.ts


/** Golden texts that a verdict names, worst first. */
const NAMES_SHOWN = 10;
function embeddedData(model, { records, unique, hits, embedded, sharedByOthers, truncated }, found) {
    const { fingerprint, dimensions } = model;
    const counts = { records, unique, hits, embedded, sharedByOthers, truncated };
    if ('texts' in found)
        return { fingerprint, dimensions, ...counts, texts: found.texts };
    return { fingerprint, dimensions, ...counts, shard: `${found.shard.number}/${found.shard.of}` };
}
/** The shortest decimals that round to the same float32: as a double, each would have twice the digits. */
function shortDecimals(vector) {
    return Array.from(vector, (value) => Number(value.toPrecision(9)));
}
function verdictData({ validation, judgedAt }, unusableVectors) {
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
function countUnusable(data, model) {
    const { fingerprint, texts = [] } = (typeof data === 'object' && data !== null ? data : {});
    if (typeof fingerprint !== 'string' || !Array.isArray(texts)) {
        throw new errors/* Refusal */.P_(422, 'The data are not those of an embedded event: fingerprint or texts cannot be read.');
    }
    if (fingerprint !== model.fingerprint) {
        throw new errors/* Refusal */.P_(422, `Embedded under another contract than the one that is judged here, ${model.fingerprint.slice(0, 16)}. Give both steps the same model and inputs.`);
    }
    return texts.filter((text) => {
        const vector = text?.vector;
        // JSON turns a number that is not finite into null, which would become a zero.
        const numbers = Array.isArray(vector) && vector.every(Number.isFinite);
        return vector !== undefined && !(numbers && (0,sanity/* isUsable */.N)(Float32Array.from(vector), model.dimensions));
    }).length;
}

// EXTERNAL MODULE: ./src/corpus/compression.ts + 1 modules
var compression = __webpack_require__(13445);
// EXTERNAL MODULE: ./src/corpus/formats.ts + 19 modules
var formats = __webpack_require__(66194);
// EXTERNAL MODULE: ./src/corpus/read.ts + 4 modules
var read = __webpack_require__(40460);
;// CONCATENATED MODULE: ./src/app/serve/event-documents.ts




/**
 * Returns the documents of an event as a corpus, read by the same rules as files.
 * @throws Refusal with 422 for an unknown format
 */
function corpusOfDocuments(documents, inputs) {
    // Only archives cause warnings, and they are refused here.
    return (0,read/* corpusOfSources */.y)(documents.map(sourceOf), inputs, () => { });
}
/** @throws Refusal with 413 while reading, if there are more */
async function* atMost(records, most) {
    let count = 0;
    for await (const some of records) {
        count += some.length;
        if (count > most)
            throw new errors/* Refusal */.P_(413, `The documents hold more than ${most} records.`);
        yield some;
    }
}
function sourceOf({ name, content }, index) {
    const format = (0,compression/* compressionOf */.M)(name) === undefined ? (0,formats/* formatOf */.be)(name) : undefined;
    // A small body could become a large document.
    if (!format)
        throw new errors/* Refusal */.P_(422, `documents[${index}]: its name ends like no document that can be read here.`);
    const open = (count) => ({
        random: { bytes: content.length, slice: async (start, end) => content.subarray(start, end) },
        async *[Symbol.asyncIterator]() {
            count(content.length);
            yield content;
        },
    });
    return { origin: { name, bytes: content.length, open }, format, compression: undefined };
}

;// CONCATENATED MODULE: ./src/app/serve/event-types.ts
/** Types of events, with the version of their data. docs/events.md has the schemas. */
const EMBEDDED = 'embed-once.embedded.v1';
const VALIDATED = 'embed-once.validated.v1';

;// CONCATENATED MODULE: ./src/app/serve/event-work.ts








const event_work_RETRY_SECONDS = 1;
/** Does the work that an event asks for. */
class EventWork {
    inputs;
    session;
    golden;
    signal;
    constructor(inputs, session, 
    /** Absent without a golden set. */
    golden, 
    /** Aborted when the service can wait no longer. */
    signal) {
        this.inputs = inputs;
        this.session = session;
        this.golden = golden;
        this.signal = signal;
    }
    /** @throws Refusal, or the errors of embedding and validation */
    async of({ type, data }) {
        if (type === VALIDATED)
            throw new errors/* Refusal */.P_(422, 'The event is validated already.');
        if (type !== EMBEDDED)
            return this.judged(await this.embed(requestOf(data, this.inputs.serveMaxTexts)), 0);
        if (!this.golden)
            throw new errors/* Refusal */.P_(422, 'The event is embedded already, and this service has no golden set.');
        return this.judged(data, countUnusable(data, this.model));
    }
    get model() {
        const { fingerprint, contract } = this.session.identity.model;
        return { fingerprint, dimensions: contract.dimensions };
    }
    async judged(data, unusableVectors) {
        if (!this.golden)
            return { type: EMBEDDED, data };
        const validation = verdictData(await this.golden.now(), unusableVectors);
        this.refuseIfStopped();
        return { type: VALIDATED, verdict: validation.passed ? 'passed' : 'failed', data: { ...data, validation } };
    }
    async embed(request) {
        if (request.kind === 'shard')
            return this.embedShard(request.shard);
        const texts = [];
        const facts = await this.resolve(await this.recordsIn(request), ({ records, keys, vectors }) => {
            for (const [index, { id }] of records.entries()) {
                const vector = request.vectors && shortDecimals(vectors[index]);
                texts.push({ ...(id !== undefined && { id }), key: keys[index], ...(vector && { vector }) });
            }
        });
        return embeddedData(this.model, facts, { texts });
    }
    async recordsIn(request) {
        if (request.kind === 'records')
            return (0,golden_vectors/* inOneGo */.O)([...request.records]);
        const corpus = corpusOfDocuments(request.documents, this.inputs);
        return atMost(await (0,chunking_records/* recordsOf */.M)(corpus, this.inputs, this.session.identity.model), this.inputs.serveMaxTexts);
    }
    /** Embeds a shard of the corpus and plan that the service was started with: an event names no file. */
    async embedShard(shard) {
        const { inputs, session } = this;
        if (inputs.corpus.length === 0)
            throw new errors/* Refusal */.P_(422, 'shard: this service was started without a corpus.');
        try {
            const selection = await (0,plan_selection/* openSelection */.Db)({ planPath: inputs.planPath, shard }, session.identity.model);
            const corpus = await (0,chunking_records/* openRecords */.t)(inputs, session.identity.model, session.warn);
            const records = selection
                ? (0,plan_selection/* selected */.wH)(corpus.records(), selection, session.identity.model.contract.textPrefix)
                : corpus.records();
            return embeddedData(this.model, await this.resolve(records), { shard });
        }
        catch (error) {
            if (error instanceof errors/* Refusal */.P_)
                throw error;
            // A missing file is the fault of the service, not of the event, and may exist at the next try.
            throw new Error(`shard ${shard.number}/${shard.of}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    async resolve(records, each = () => { }) {
        const resolver = this.session.embedding.resolver(true);
        try {
            for await (const window of resolver.resolve(records))
                each(window);
        }
        finally {
            this.session.embedding.done(resolver);
        }
        this.refuseIfStopped();
        return resolver.facts;
    }
    /** Resolving ends early then, without an error, and embedded texts are stored. */
    refuseIfStopped() {
        if (this.signal.aborted)
            throw new errors/* Refusal */.P_(503, 'The service is ending. Embedded texts are stored.', event_work_RETRY_SECONDS);
    }
}

// EXTERNAL MODULE: ./src/validation/judge.ts + 14 modules
var judge = __webpack_require__(45658);
;// CONCATENATED MODULE: ./src/app/serve/golden-verdict.ts


/** Lifetime of a verdict: golden vectors come from tiers that other runs may change. */
const FRESH_MS = 60_000;
/** Validates the golden set, once for all events within a minute. */
class GoldenVerdict {
    golden;
    inputs;
    session;
    latest;
    judgedAt = Number.NEGATIVE_INFINITY;
    warned = new Set();
    constructor(golden, inputs, session) {
        this.golden = golden;
        this.inputs = inputs;
        this.session = session;
    }
    /** @throws the error of the validation, which is tried again for the next event */
    async now() {
        if (!this.latest || performance.now() - this.judgedAt > FRESH_MS) {
            this.judgedAt = performance.now();
            const judging = this.judge();
            this.latest = judging;
            judging.catch(() => {
                if (this.latest === judging)
                    this.latest = undefined;
            });
        }
        return this.latest;
    }
    async judge() {
        const { golden, inputs, session } = this;
        const judgedAt = new Date().toISOString();
        const resolver = session.embedding.resolver();
        try {
            const vectors = await new golden_vectors/* GoldenVectors */.G(golden.texts).complete(resolver);
            const { identity, bundle } = session;
            const validation = await (0,judge/* judgeVectors */.S)(golden, { vectors, positions: new Map(), notInCorpus: [] }, inputs, {
                identity,
                bundle,
                warn: (message) => this.warnOnce(message),
            });
            return { validation, judgedAt };
        }
        finally {
            session.embedding.done(resolver);
        }
    }
    /** A service validates again and again, with the same warnings each time. */
    warnOnce(message) {
        if (this.warned.has(message))
            return;
        this.warned.add(message);
        this.session.warn(message);
    }
}

// EXTERNAL MODULE: ./src/report/exposition.ts
var exposition = __webpack_require__(18146);
// EXTERNAL MODULE: ./src/report/metrics.ts
var metrics = __webpack_require__(36479);
;// CONCATENATED MODULE: ./src/app/serve/service-metrics.ts


/** Renders the metrics of the service for Prometheus, followed by those of a run. */
function renderServiceMetrics(facts, report) {
    const gauge = (name, help, value) => ({
        name: `embed_once_serve_${name}`,
        help,
        samples: [{ labels: {}, value }],
    });
    const total = (name, help, value) => ({ ...gauge(`${name}_total`, help, value), type: 'counter' });
    const service = (0,exposition/* renderExposition */.f)([
        {
            name: 'embed_once_serve_events_total',
            help: 'Events that were answered, by status.',
            type: 'counter',
            samples: [...facts.answered].map(([status, value]) => ({ labels: { status: String(status) }, value })),
        },
        total('seconds', 'Time that answering them took.', facts.seconds),
        total('repeats', 'Of them, those that were answered before or at that moment.', facts.repeats),
        gauge('events_at_work', 'Events at work.', facts.atWork),
        gauge('events_waiting', 'Events that wait for those.', facts.waiting),
        gauge('ready', 'Whether the model is loaded and events are taken: 1 or 0.', Number(facts.ready)),
    ]);
    return service + (report ? (0,metrics/* renderRunMetrics */.L)(report) : '');
}

// EXTERNAL MODULE: ./src/app/session.ts + 28 modules
var app_session = __webpack_require__(91983);
;// CONCATENATED MODULE: ./src/app/modes/serve.ts











/** After a signal, requests in progress have this long to finish. Then computed shares are stored, within the grace time. */
const DRAIN_MS = 4_000;
/** Interval at which the service notes that its vectors are in use. Without notes for a day or more, they count as orphans. */
const NOTE_MS = 600_000;
/** Answers events over HTTP until a signal ends it, then finishes the events in progress. */
async function serve(inputs, surroundings) {
    const { platform, signal } = surroundings;
    const golden = inputs.goldenSet === '' ? undefined : await (0,golden_file/* readGoldenSet */.a)(inputs.goldenSet);
    if (golden)
        (0,subject/* refuseUnusable */.A)(golden, inputs);
    const admission = new Admission(inputs.serveConcurrency, inputs.serveQueue);
    const giveUp = new AbortController();
    let session;
    let answerer;
    let noting;
    const server = await EventServer.listen({
        ...inputs,
        info: (message) => platform.info(message),
        error: (message) => platform.error(message),
        metrics: ({ answered, seconds, ready }) => {
            const { atWork, waiting } = admission;
            const facts = { answered, seconds, repeats: answerer?.answers.repeats ?? 0, atWork, waiting, ready };
            return renderServiceMetrics(facts, session?.accounting.report({}));
        },
    });
    platform.info(`listening on port ${server.port}`);
    try {
        // A signal of its own: events in progress are finished after the first one.
        session = await app_session/* Session */.N.open(inputs, { ...surroundings, signal: giveUp.signal });
        const ended = signal.aborted ? Promise.resolve() : (0,external_node_events_.once)(signal, 'abort');
        // Once, before the first event.
        await (0,chunk/* openChunker */.T)(inputs, session.identity.model);
        await Promise.race([session.embedding.loadModel(), ended]);
        if (!signal.aborted) {
            const verdict = golden && new GoldenVerdict(golden, inputs, session);
            const work = new EventWork(inputs, session, verdict, giveUp.signal);
            answerer = new EventAnswerer(work, admission, `/embed-once/${session.identity.model.fingerprint.slice(0, 16)}`);
            server.begin(answerer);
            void session.accounting.noteUse();
            noting = setInterval(() => void session?.accounting.noteUse(), NOTE_MS).unref();
            platform.info(`ready after ${performance.now().toFixed(0)} ms: ${session.identity.model.name}`);
        }
        await ended;
        await server.drain(DRAIN_MS, () => giveUp.abort(signal.reason));
        return await session.finish({});
    }
    finally {
        clearInterval(noting);
        await server.close();
        await session?.close();
    }
}


/***/ })

};
