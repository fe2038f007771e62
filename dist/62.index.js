export const id = 62;
export const ids = [62];
export const modules = {

/***/ 40700:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UL: () => (/* binding */ nextBatchKeys),
/* harmony export */   dz: () => (/* binding */ FIRST_BATCH_KEYS),
/* harmony export */   kg: () => (/* binding */ BATCHES_IN_FLIGHT),
/* harmony export */   o8: () => (/* binding */ mostBatchKeys)
/* harmony export */ });
/** Keys in the first batch: its reply is then below 1 MB for the usual models. */
const FIRST_BATCH_KEYS = 512;
const LEAST_BATCH_KEYS = 16;
const MOST_BATCH_KEYS = 4096;
/** Values in one batch, at most: no longer than this are other clients of the server kept waiting by one command. */
const MOST_BATCH_BYTES = 2 * 2 ** 20;
/** So many batches are under way at once, so that bytes in flight are bounded by eight times those of a batch. */
const BATCHES_IN_FLIGHT = 8;
/** A tenth of the command deadline: a batch ten times as slow as the last is still in time. */
const SLOW_BATCH_MS = 500;
/** From here on a batch could be twice as large without being slow. */
const FAST_BATCH_MS = SLOW_BATCH_MS / 4;
/** Keys that a batch may have at most, for values of so many bytes. */
function mostBatchKeys(valueBytes) {
    return Math.max(1, Math.min(MOST_BATCH_KEYS, Math.floor(MOST_BATCH_BYTES / valueBytes)));
}
/**
 * Keys for the batches to come: half of the present size after a slow batch, twice as many after a fast one that was full.
 * @param most as `mostBatchKeys` has it
 */
function nextBatchKeys(present, { keys, milliseconds }, most) {
    if (milliseconds > SLOW_BATCH_MS)
        return Math.max(Math.min(LEAST_BATCH_KEYS, most), Math.floor(present / 2));
    if (milliseconds < FAST_BATCH_MS && keys >= present)
        return Math.min(most, present * 2);
    return Math.min(most, present);
}


/***/ }),

/***/ 83690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NE: () => (/* binding */ withDeadline),
/* harmony export */   U1: () => (/* binding */ ServerAnswer),
/* harmony export */   cL: () => (/* binding */ COMMAND_DEADLINE_MS),
/* harmony export */   nu: () => (/* binding */ CONNECT_DEADLINE_MS),
/* harmony export */   qI: () => (/* binding */ ONLY_NODE)
/* harmony export */ });
/** Long enough for a server across a region, short enough that a dead one hardly delays a run. */
const CONNECT_DEADLINE_MS = 2_000;
/** For the replies to one batch, counted from its sending. */
const COMMAND_DEADLINE_MS = 5_000;
/** The address of what is one server to the caller, whichever it is at the time. */
const ONLY_NODE = '';
/** What a server answers to a command that it does not carry out. The connection is in order. */
class ServerAnswer extends Error {
    name = 'ServerAnswer';
}
/**
 * @param abandoned ends the waiting early, with its reason
 * @throws Error if the work is not done in time; the work itself goes on, and its failure is then nobody's
 */
async function withDeadline(work, milliseconds, what, abandoned) {
    let timer;
    let giveUp = () => { };
    const deadline = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what} within ${milliseconds / 1000} s`)), milliseconds);
        giveUp = () => reject(abandoned?.reason);
    });
    if (abandoned?.aborted)
        giveUp();
    abandoned?.addEventListener('abort', giveUp);
    try {
        return await Promise.race([work, deadline]);
    }
    finally {
        clearTimeout(timer);
        abandoned?.removeEventListener('abort', giveUp);
    }
}


/***/ }),

/***/ 26062:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RedisLink: () => (/* binding */ RedisLink)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/cache/redis-batch.ts
var redis_batch = __webpack_require__(40700);
// EXTERNAL MODULE: ./src/cache/redis-connection.ts
var redis_connection = __webpack_require__(83690);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./src/cache/redis-replies.ts

/** Room for what is read at once. More would not make reading quicker; a longer value gets more. */
const ROOM_BYTES = 256 * 1024;
const CR = 0x0d;
/**
 * Reads RESP3 (https://redis.io/docs/latest/develop/reference/protocol-spec/), as far as it comes in answer to the commands
 * that are used here. An aggregate inside another counts as its elements.
 */
class ReplyReader {
    listener;
    buffer = Buffer.allocUnsafeSlow(ROOM_BYTES);
    begin = 0;
    end = 0;
    /** Elements of the present aggregate that are still to come. */
    left = 0;
    index = 0;
    push = false;
    constructor(listener) {
        this.listener = listener;
    }
    /** Where the next bytes are to be put. */
    room() {
        if (this.begin > 0) {
            this.buffer.copyWithin(0, this.begin, this.end);
            this.end -= this.begin;
            this.begin = 0;
        }
        if (this.end === this.buffer.length)
            this.buffer = Buffer.concat([this.buffer], this.buffer.length * 2);
        return this.buffer.subarray(this.end);
    }
    /**
     * @param count bytes that were put into the room
     * @throws Error if they are no such reply
     */
    read(count) {
        this.end += count;
        while (this.begin < this.end && this.next())
            ;
    }
    /** @returns false if what comes next is not there as a whole */
    next() {
        const { buffer, begin, end } = this;
        let lineEnd = begin + 1;
        while (lineEnd < end && buffer[lineEnd] !== CR)
            lineEnd++;
        const after = lineEnd + 2;
        if (after > end)
            return false;
        const type = String.fromCharCode(buffer[begin]);
        if (type === '$')
            return this.bytes(this.number(begin + 1, lineEnd), after);
        this.begin = after;
        switch (type) {
            case '*':
            case '>':
                this.open(this.number(begin + 1, lineEnd), type === '>');
                break;
            case '%':
                this.open(2 * this.number(begin + 1, lineEnd), false);
                break;
            case ':':
                this.take(this.number(begin + 1, lineEnd));
                break;
            case '_':
                this.take(null);
                break;
            case '+':
                this.take(buffer.toString('utf8', begin + 1, lineEnd));
                break;
            case '-':
                this.take(new redis_connection/* ServerAnswer */.U1(buffer.toString('utf8', begin + 1, lineEnd)));
                break;
            default:
                throw new Error(`no reply of Redis begins with byte ${buffer[begin]}`);
        }
        return true;
    }
    bytes(length, start) {
        // A null of RESP2, which some stand-ins for Redis send all the same.
        if (length < 0) {
            this.begin = start;
            this.take(null);
            return true;
        }
        const after = start + length + 2;
        if (after > this.end)
            return false;
        this.begin = after;
        this.take(this.buffer.subarray(start, start + length));
        return true;
    }
    number(from, to) {
        const negative = this.buffer[from] === 0x2d;
        let value = 0;
        for (let at = negative ? from + 1 : from; at < to; at++)
            value = value * 10 + this.buffer[at] - 0x30;
        return negative ? -value : value;
    }
    open(count, push) {
        if (this.left > 0) {
            this.left += count - 1;
        }
        else {
            this.left = count;
            this.index = 0;
            this.push = push;
        }
        if (this.left === 0)
            this.listener.end(this.push ? 'push' : 'aggregate');
    }
    take(value) {
        if (this.left === 0) {
            this.listener.element(value, 0, false);
            this.listener.end('one');
            return;
        }
        this.listener.element(value, this.index++, this.push);
        if (--this.left === 0)
            this.listener.end(this.push ? 'push' : 'aggregate');
    }
}

;// CONCATENATED MODULE: ./src/cache/redis-socket.ts



/** @throws Error if the server is not ready within the connect deadline */
async function connectSocket({ target, abandoned }) {
    const { nodes, username, password, database } = target;
    const connection = new RedisSocket(nodes[0]);
    const credentials = password ? ['AUTH', username || 'default', password] : [];
    const ready = Promise.all([
        connection.ask(['HELLO', '3', ...credentials]),
        ...(database > 0 ? [connection.ask(['SELECT', String(database)])] : []),
    ]);
    try {
        await (0,redis_connection/* withDeadline */.NE)(ready, redis_connection/* CONNECT_DEADLINE_MS */.nu, 'no connection', abandoned);
    }
    catch (error) {
        connection.destroy();
        throw error;
    }
    return connection;
}
/**
 * A single node, without TLS: the way of most runs. Values are read into one buffer and taken out of it as they arrive, where
 * the `redis` package makes several objects of each. It is the same protocol; only what this product sends can be sent.
 */
class RedisSocket {
    socket;
    /** In the order of the commands, from `first` on. */
    waiting = [];
    first = 0;
    elements = [];
    answer;
    listeners = new Map();
    /** Replies come in order, so when this one is there all are. */
    last = Promise.resolve();
    failure;
    constructor(node) {
        const reader = new ReplyReader(this);
        const read = (bytes) => {
            try {
                reader.read(bytes);
            }
            catch (error) {
                this.fail(error);
            }
            return true;
        };
        const onread = { buffer: () => reader.room(), callback: read };
        this.socket = (0,external_node_net_.connect)({ host: node.host, port: node.port, noDelay: true, keepAlive: true, onread });
        this.socket.on('error', (error) => this.fail(error));
        this.socket.on('close', () => this.fail(new Error('the server closed the connection')));
    }
    nodes() {
        return new Map([[redis_connection/* ONLY_NODE */.qI, (command) => this.ask(command)]]);
    }
    send(_name, command) {
        return this.ask(command);
    }
    async values(command, take) {
        await this.ask(command, take);
    }
    async subscribe(channel, listener) {
        this.listeners.set(channel, listener);
        await this.ask(['SUBSCRIBE', channel]);
    }
    ask(command, take) {
        if (this.failure)
            return Promise.reject(this.failure);
        if (this.socket.writableCorked === 0) {
            this.socket.cork();
            process.nextTick(() => this.socket.uncork());
        }
        this.socket.write(encoded(command));
        const reply = new Promise((resolve, reject) => this.waiting.push({ resolve, reject, take }));
        this.last = reply;
        return reply;
    }
    async close() {
        await this.last.catch(() => { });
        this.destroy();
    }
    destroy() {
        this.fail(new Error('the connection was ended'));
    }
    element(value, index, push) {
        if (value instanceof redis_connection/* ServerAnswer */.U1) {
            this.answer = value;
            return;
        }
        const take = push ? undefined : this.waiting[this.first]?.take;
        if (!take)
            this.elements.push(value instanceof Buffer ? Buffer.from(value) : value);
        else if (value === null || value instanceof Buffer)
            take(value, index);
    }
    end(kind) {
        const { elements, answer } = this;
        this.elements = [];
        this.answer = undefined;
        // The confirmation of a subscription is a push, too, and stands where its reply would.
        if (kind === 'push' && String(elements[0]) !== 'subscribe') {
            if (String(elements[0]) === 'message')
                this.listeners.get(String(elements[1]))?.();
            return;
        }
        const waiting = this.shift();
        if (answer)
            waiting.reject(answer);
        else
            waiting.resolve(kind === 'one' ? elements[0] : elements);
    }
    shift() {
        const waiting = this.waiting[this.first++];
        if (!waiting)
            throw new Error('Redis sent a reply that answers nothing');
        // Not one by one: thousands may wait.
        if (this.first === this.waiting.length) {
            this.waiting = [];
            this.first = 0;
        }
        return waiting;
    }
    /** Ends the connection, and all that waits for it. The first reason counts. */
    fail(error) {
        if (this.failure)
            return;
        this.failure = error;
        for (const { reject } of this.waiting.slice(this.first))
            reject(error);
        this.waiting = [];
        this.first = 0;
        this.socket.destroy();
    }
}
/** An array of bulk strings. */
function encoded(command) {
    const pieces = [];
    let text = `*${command.length}\r\n`;
    for (const word of command) {
        text += `$${Buffer.byteLength(word)}\r\n`;
        if (typeof word === 'string') {
            text += word;
        }
        else {
            pieces.push(Buffer.from(text), word);
            text = '';
        }
        text += '\r\n';
    }
    const last = Buffer.from(text);
    return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
}

;// CONCATENATED MODULE: ./src/cache/redis-traffic.ts
/** Counts the commands and replies of one cache. */
class RedisTraffic {
    commands = 0;
    roundTrips = 0;
    bytesSent = 0;
    bytesReceived = 0;
    bytesPerVector;
    sent(command) {
        this.commands++;
        this.bytesSent += commandBytes(command);
    }
    received(reply) {
        this.bytesReceived += replyBytes(reply);
    }
}
/** In RESP (https://redis.io/docs/latest/develop/reference/protocol-spec/): an array of bulk strings. */
function commandBytes(command) {
    let bytes = 3 + digits(command.length);
    for (const word of command)
        bytes += bulkBytes(typeof word === 'string' ? Buffer.byteLength(word) : word.length);
    return bytes;
}
/** In version 3 of RESP, where a null has three bytes. */
function replyBytes(reply) {
    if (reply === null)
        return 3;
    if (typeof reply === 'number')
        return 3 + digits(reply);
    if (typeof reply === 'boolean')
        return 4;
    if (typeof reply === 'string')
        return 3 + reply.length;
    if (reply instanceof Uint8Array)
        return bulkBytes(reply.length);
    return reply.reduce((bytes, element) => bytes + replyBytes(element), arrayHeadBytes(reply.length));
}
/** Of a reply with so many elements, without them. */
function arrayHeadBytes(elements) {
    return 3 + digits(elements);
}
function bulkBytes(length) {
    return 5 + digits(length) + length;
}
/** Of a number that is not negative, or its sign and digits. Not by a string: this is asked for each key and value. */
function digits(value) {
    let count = value < 0 ? 2 : 1;
    for (let rest = Math.abs(value); rest >= 10; rest /= 10)
        count++;
    return count;
}

// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __webpack_require__(41989);
;// CONCATENATED MODULE: ./src/cache/redis-link.ts






/**
 * A lasting way to Redis over connections that may fail. A failure, or a deadline missed, ends the connection and all that
 * waits for it; whoever asks next gets a new one. So nothing waits twice for a server that is gone, and half-open
 * connections do not outlive the first deadline.
 */
class RedisLink {
    options;
    traffic = new RedisTraffic();
    target;
    address;
    connection;
    /** The last that was opened. */
    live;
    /** Why a connection was ended, for all that fail with it. */
    ended = new WeakMap();
    inFlight = 0;
    waiting = [];
    constructor(options) {
        this.options = options;
        const target = (0,redis_url/* parseRedisUrl */.CI)(options.url);
        this.target = { ...target, password: target.password || (options.password ?? '') };
        this.address = (0,redis_url/* redisAddress */.e8)(options.url);
        options.abandoned?.addEventListener('abort', () => this.abandon(options.abandoned?.reason), { once: true });
    }
    /** @throws CacheError if the server is not ready within the connect deadline */
    static async open(options) {
        const link = new RedisLink(options);
        await link.connected();
        return link;
    }
    /**
     * Sends the commands of one batch when its turn comes, and waits for the replies.
     * @param what names the batch in errors
     * @throws CacheError if there is no connection, an error for an answer, or none within the command deadline
     */
    async batch(what, commands) {
        await this.turn();
        try {
            const connection = await this.connected();
            this.traffic.roundTrips++;
            try {
                const sent = commands(this.sender(connection), this.valueSender(connection), this.nodeSender(connection));
                return await (0,redis_connection/* withDeadline */.NE)(sent, redis_connection/* COMMAND_DEADLINE_MS */.cL, 'no answer');
            }
            catch (error) {
                const failure = this.ended.get(connection) ??
                    new errors/* CacheError */.xA(`${what} at ${this.address} failed: ${explain(error)}`, {
                        cause: error,
                        lost: !(error instanceof redis_connection/* ServerAnswer */.U1),
                    });
                if (failure.lost || (0,errors/* messageOf */.bD)(error).startsWith('READONLY'))
                    this.drop(connection, failure);
                throw failure;
            }
        }
        finally {
            const next = this.waiting.shift();
            if (next)
                next.go();
            else
                this.inFlight--;
        }
    }
    /**
     * Hears what is published on a channel, for as long as the present connection lasts.
     * @throws CacheError if there is no connection
     */
    async subscribe(channel, listener) {
        const connection = await this.connected();
        try {
            await (0,redis_connection/* withDeadline */.NE)(connection.subscribe(channel, listener), redis_connection/* COMMAND_DEADLINE_MS */.cL, 'no answer');
        }
        catch (error) {
            throw new errors/* CacheError */.xA(`SUBSCRIBE at ${this.address} failed: ${explain(error)}`, { cause: error });
        }
    }
    /**
     * The nodes that hold keys, by address, as they are now.
     * @throws CacheError if there is no connection
     */
    async addresses() {
        return [...(await this.connected()).nodes().keys()].sort();
    }
    async close() {
        const connection = await this.connection?.catch(() => undefined);
        this.connection = undefined;
        if (!connection)
            return;
        try {
            await (0,redis_connection/* withDeadline */.NE)(connection.close(), redis_connection/* COMMAND_DEADLINE_MS */.cL, 'no answer');
        }
        catch {
            connection.destroy();
        }
    }
    async turn() {
        if (this.inFlight < redis_batch/* BATCHES_IN_FLIGHT */.kg)
            this.inFlight++;
        // Whoever ends hands its place on.
        else
            await new Promise((go, giveUp) => this.waiting.push({ go, giveUp }));
    }
    connected() {
        this.connection ??= this.connect();
        return this.connection;
    }
    async connect() {
        try {
            const { certificates = {}, abandoned, nestedReplies } = this.options;
            this.live = await connectRedis({ target: this.target, certificates, abandoned }, nestedReplies);
            return this.live;
        }
        catch (error) {
            this.connection = undefined;
            const failure = new errors/* CacheError */.xA(`cannot connect to Redis at ${this.address}: ${explain(error)}`, {
                cause: error,
                lost: true,
            });
            this.giveUp(failure);
            throw failure;
        }
    }
    /** At once, so that what waits does not try its luck with another connection. */
    drop(connection, failure) {
        if (this.ended.has(connection))
            return;
        this.ended.set(connection, failure);
        if (this.live === connection) {
            this.connection = undefined;
            this.giveUp(failure);
        }
        connection.destroy();
    }
    abandon(reason) {
        const failure = new errors/* CacheError */.xA(`${this.address}: ${(0,errors/* messageOf */.bD)(reason)}`, { cause: reason, lost: true });
        if (this.live)
            this.drop(this.live, failure);
        this.giveUp(failure);
    }
    giveUp(failure) {
        for (const { giveUp } of this.waiting.splice(0))
            giveUp(failure);
    }
    sender(connection) {
        return (name, command) => this.counted(command, (words) => connection.send(name, words));
    }
    nodeSender(connection) {
        return (address, command) => {
            const send = connection.nodes().get(address);
            if (!send)
                throw new Error('one of its nodes holds keys no longer');
            return this.counted(command, send);
        };
    }
    async counted(command, send) {
        this.traffic.sent(command);
        const reply = await send(command);
        this.traffic.received(reply);
        return reply;
    }
    valueSender(connection) {
        return async (command, take) => {
            this.traffic.sent(command);
            let bytes = 0;
            let values = 0;
            await connection.values(command, (value, index) => {
                bytes += replyBytes(value);
                values++;
                take(value, index);
            });
            this.traffic.bytesReceived += bytes + arrayHeadBytes(values);
        };
    }
}
/** The only place that decides who speaks to Redis. The package is loaded only where it is needed: that takes its time. */
async function connectRedis(options, nestedReplies = false) {
    const { kind, tls } = options.target;
    if (kind === 'single' && !tls && !nestedReplies)
        return connectSocket(options);
    const { connectClient } = await Promise.all(/* import() */[__webpack_require__.e(672), __webpack_require__.e(92)]).then(__webpack_require__.bind(__webpack_require__, 74092));
    return connectClient(options);
}
/** What to do, where what failed says it. By the beginning of a server's answer or the code of a TLS fault. */
const ADVICE = [
    [/^NOAUTH/, 'Give a password in its URL or redis-password-file'],
    [/^WRONGPASS/, 'Check user and password in its URL or redis-password-file'],
    [/^NOPERM|^ERR ACL failure in script/, 'docs/redis.md lists what the user must be allowed'],
    [/^OOM/, 'Give the server more memory, a maxmemory-policy that evicts, or a shorter redis-ttl'],
    [/^READONLY/, 'This is a replica: name the master, or its sentinels with redis+sentinel://'],
    [/^MOVED|^CROSSSLOT/, 'This is a node of a cluster: begin its URL with redis+cluster://'],
    [/certificate|^SELF_SIGNED|UNABLE_TO_/i, 'Check redis-ca against the authority that signed the certificate'],
];
function explain(error) {
    const message = (0,errors/* messageOf */.bD)(error).replace(/\.+$/, '');
    const code = error.code ?? '';
    const advice = ADVICE.find(([pattern]) => pattern.test(message) || pattern.test(String(code)));
    return advice ? `${message}. ${advice[1]}` : message;
}


/***/ })

};
