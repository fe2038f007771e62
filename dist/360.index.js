export const id = 360;
export const ids = [360];
export const modules = {

/***/ 85431:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NE: () => (/* binding */ withDeadline),
/* harmony export */   U1: () => (/* binding */ ServerAnswer),
/* harmony export */   cL: () => (/* binding */ COMMAND_DEADLINE_MS),
/* harmony export */   nu: () => (/* binding */ CONNECT_DEADLINE_MS),
/* harmony export */   qI: () => (/* binding */ ONLY_NODE)
/* harmony export */ });
/** Long enough for a server across the region, short enough that a dead one barely delays a run. */
const CONNECT_DEADLINE_MS = 2_000;
/** For all replies to one batch, counted from sending it. */
const COMMAND_DEADLINE_MS = 5_000;
/** Stands for the address of a single server, or of a Sentinel master, which can change. */
const ONLY_NODE = '';
/** An error reply: the server refused the command. The connection still works. */
class ServerAnswer extends Error {
    name = 'ServerAnswer';
}
/**
 * @param what begins the message of the timeout
 * @param abandoned ends the wait early, with its reason
 * @throws Error if the work takes too long; the work itself continues, and its later failure is ignored
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

/***/ 60360:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RedisLink: () => (/* binding */ RedisLink)
});

// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
// EXTERNAL MODULE: ./src/redis/connection.ts
var redis_connection = __webpack_require__(85431);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./src/redis/replies.ts

/** The size of the read buffer. A larger one does not read faster; the buffer grows for a longer value. */
const ROOM_BYTES = 256 * 1024;
const CR = 0x0d;
/**
 * Reads the part of RESP3 (https://redis.io/docs/latest/develop/reference/protocol-spec/) that the commands used here
 * return. Nested aggregates are flattened to their elements.
 */
class ReplyReader {
    listener;
    buffer = Buffer.allocUnsafeSlow(ROOM_BYTES);
    begin = 0;
    end = 0;
    /** Elements of the current aggregate that have not arrived yet. */
    left = 0;
    index = 0;
    push = false;
    constructor(listener) {
        this.listener = listener;
    }
    /** Returns the free part of the buffer, for the next bytes. */
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
     * @param count bytes that were written into the room
     * @throws Error if they are not a reply of a known type
     */
    read(count) {
        this.end += count;
        while (this.begin < this.end && this.next())
            ;
    }
    /** @returns false if the next element has not arrived in full */
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
                throw new Error(`the server sent an invalid reply: it begins with byte ${buffer[begin]}`);
        }
        return true;
    }
    bytes(length, start) {
        // The null of RESP2, which some Redis-compatible servers send in RESP3 too.
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

;// CONCATENATED MODULE: ./src/redis/socket.ts



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
 * A connection to a single node without TLS, as most runs use it. It reads values from one buffer as they arrive; the `redis`
 * package creates several objects per value. It supports only the commands that embed-once sends.
 */
class RedisSocket {
    socket;
    /** In the order of the commands, from `first` on. */
    waiting = [];
    first = 0;
    elements = [];
    answer;
    listeners = new Map();
    /** Replies come in order, so once this one has arrived, all have. */
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
        // The confirmation of a subscription is a push in place of the reply.
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
            throw new Error('Redis sent a reply to no command');
        // Emptied at once rather than shifted one by one: thousands may wait.
        if (this.first === this.waiting.length) {
            this.waiting = [];
            this.first = 0;
        }
        return waiting;
    }
    /** Ends the connection and rejects everything that waits for it, with the first error. */
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

;// CONCATENATED MODULE: ./src/redis/traffic.ts
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
/** A command is an array of bulk strings (https://redis.io/docs/latest/develop/reference/protocol-spec/). */
function commandBytes(command) {
    let bytes = 3 + digits(command.length);
    for (const word of command)
        bytes += bulkBytes(typeof word === 'string' ? Buffer.byteLength(word) : word.length);
    return bytes;
}
/** Returns the size of a reply in RESP3, where a null has three bytes. */
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
/** Returns the size of an array's header, without its elements. */
function arrayHeadBytes(elements) {
    return 3 + digits(elements);
}
function bulkBytes(length) {
    return 5 + digits(length) + length;
}
/** Counts the digits of a number, and its minus sign. It avoids a string because it runs for each key and value. */
function digits(value) {
    let count = value < 0 ? 2 : 1;
    for (let rest = Math.abs(value); rest >= 10; rest /= 10)
        count++;
    return count;
}

;// CONCATENATED MODULE: ./src/redis/link.ts




/**
 * A lasting link to Redis over connections that may fail. A failure or a timeout ends the connection and everything that
 * waits for it; the next command opens a new one. So nothing waits twice for a dead server, and half-open connections do
 * not outlive the first timeout.
 */
class RedisLink {
    options;
    traffic = new RedisTraffic();
    target;
    connection;
    /** The most recently opened connection. */
    live;
    /** Why each connection was ended, for all batches that fail with it. */
    ended = new WeakMap();
    inFlight = 0;
    waiting = [];
    constructor(options) {
        this.options = options;
        const { target, password = '' } = options;
        this.target = { ...target, password: target.password || password };
        options.abandoned?.addEventListener('abort', () => this.abandon(options.abandoned?.reason), { once: true });
    }
    /** @throws CacheError if the server is not ready within the connect deadline */
    static async open(options) {
        const link = new RedisLink(options);
        await link.connected();
        return link;
    }
    /**
     * Sends the commands of one batch when its turn comes and waits for the replies.
     * @param what names the batch in errors
     * @throws CacheError if there is no connection, a reply is an error, or the replies miss the command deadline
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
                    new errors/* CacheError */.xA(`${what} at ${this.target.address} failed: ${explain(error)}`, {
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
    /** Sends one command. @param key decides the node; by default, the command's first key */
    ask(command, key) {
        return this.batch(String(command[0]), (send) => send(command, key));
    }
    /** Sends commands in one batch, each to the node that holds its key. @param what see batch */
    askAll(what, commands) {
        return this.batch(what, (send) => Promise.all(commands.map((command) => send(command))));
    }
    /**
     * Listens to a channel for as long as the present connection lasts.
     * @throws CacheError if there is no connection
     */
    async subscribe(channel, listener) {
        const connection = await this.connected();
        try {
            await (0,redis_connection/* withDeadline */.NE)(connection.subscribe(channel, listener), redis_connection/* COMMAND_DEADLINE_MS */.cL, 'no answer');
        }
        catch (error) {
            throw new errors/* CacheError */.xA(`SUBSCRIBE at ${this.target.address} failed: ${explain(error)}`, { cause: error });
        }
    }
    /**
     * Returns the addresses of the nodes that hold keys now.
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
        if (this.inFlight < BATCHES_IN_FLIGHT)
            this.inFlight++;
        // A batch that ends passes its place to the next.
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
            const failure = new errors/* CacheError */.xA(`cannot connect to Redis at ${this.target.address}: ${explain(error)}`, {
                cause: error,
                lost: true,
            });
            this.giveUp(failure);
            throw failure;
        }
    }
    /** Fails all waiting batches at once, so none of them tries another connection. */
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
        const failure = new errors/* CacheError */.xA(`${this.target.address}: ${(0,errors/* messageOf */.bD)(reason)}`, { cause: reason, lost: true });
        if (this.live)
            this.drop(this.live, failure);
        this.giveUp(failure);
    }
    giveUp(failure) {
        for (const { giveUp } of this.waiting.splice(0))
            giveUp(failure);
    }
    sender(connection) {
        return (command, key = keyOf(command)) => this.counted(command, (words) => connection.send(key, words));
    }
    nodeSender(connection) {
        return (address, command) => {
            const send = connection.nodes().get(address);
            if (!send)
                throw new Error('one of its nodes no longer holds keys');
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
/** Position of the first key, unless it is the first word after the name. */
const KEY_AT = { EVAL: 3, MEMORY: 2 };
/** The first key of a command; empty if it has none. */
function keyOf(command) {
    return String(command[KEY_AT[String(command[0])] ?? 1] ?? '');
}
/** The only place that chooses the client for Redis. The `redis` package loads slowly, so only runs that need it load it. */
async function connectRedis(options, nestedReplies = false) {
    const { kind, tls } = options.target;
    if (kind === 'single' && !tls && !nestedReplies)
        return connectSocket(options);
    const { connectClient } = await Promise.all(/* import() */[__webpack_require__.e(672), __webpack_require__.e(871)]).then(__webpack_require__.bind(__webpack_require__, 14871));
    return connectClient(options);
}
/** The fix for known failures, by the beginning of the server's reply or the code of a TLS error. */
const ADVICE = [
    [/^NOAUTH/, 'Give a password in its URL or redis-password-file'],
    [/^WRONGPASS/, 'Check user and password in its URL or redis-password-file'],
    [/^NOPERM|^ERR ACL failure in script/, 'Grant the user the rights that docs/redis.md lists'],
    [/^OOM/, 'Give the server more memory, a maxmemory-policy that evicts, or a shorter redis-ttl'],
    [/^READONLY/, 'This is a replica: use the URL of the master, or of its sentinels with redis+sentinel://'],
    [/^MOVED|^CROSSSLOT/, 'This is a node of a cluster: begin its URL with redis+cluster://'],
    [/certificate|^SELF_SIGNED|UNABLE_TO_/i, 'Check redis-ca against the authority that signed the certificate'],
];
function explain(error) {
    const message = (0,errors/* messageOf */.bD)(error).replace(/\.+$/, '');
    const code = error.code ?? '';
    const advice = ADVICE.find(([pattern]) => pattern.test(message) || pattern.test(String(code)));
    return advice ? `${message}. ${advice[1]}` : message;
}
/** Batches sent at once. The limit bounds the bytes in flight to eight times those of a batch. */
const BATCHES_IN_FLIGHT = 8;


/***/ })

};
