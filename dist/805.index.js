export const id = 805;
export const ids = [805];
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
/* harmony export */   cL: () => (/* binding */ COMMAND_DEADLINE_MS),
/* harmony export */   nu: () => (/* binding */ CONNECT_DEADLINE_MS)
/* harmony export */ });
/** Long enough for a server across a region, short enough that a dead one hardly delays a run. */
const CONNECT_DEADLINE_MS = 2_000;
/** For the replies to one batch, counted from its sending. */
const COMMAND_DEADLINE_MS = 5_000;
/** @throws Error if the work is not done in time; the work itself goes on, and its failure is then nobody's */
async function withDeadline(work, milliseconds, what) {
    let timer;
    const deadline = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what} within ${milliseconds / 1000} s`)), milliseconds);
    });
    try {
        return await Promise.race([work, deadline]);
    }
    finally {
        clearTimeout(timer);
    }
}


/***/ }),

/***/ 21805:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RedisLeases: () => (/* binding */ RedisLeases)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _redis_connection__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83690);
/* harmony import */ var _redis_link__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94365);



/** How long a lease lasts that nobody renews: what a run loses when another dies in the middle of its share. */
const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 3;
/** A message may be missed; nobody waits longer than this before looking again. */
const LONGEST_WAIT_MS = 2_000;
const DEADLINE_MS = 2_000;
/** After a failure leases are granted without asking for so long, so that a dead server costs one deadline and no more. */
const FAILURE_PAUSE_MS = 10_000;
/**
 * Leases as keys that expire, `<prefix>:<first 16 hex of fingerprint>:lease:<base64url text key>`, and a channel on which runs
 * say that they are done with some. A holder that stalled past its expiry can do no harm: its vectors meet `SET NX`, and to
 * release a lease that is another's by now only lets a third run compute the same once more.
 */
class RedisLeases {
    options;
    shared = true;
    owner = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    keyPrefix;
    channel;
    held = new Set();
    /** Its own, so that a lease does not queue behind vectors. */
    link;
    renewal;
    failedAt = Number.NEGATIVE_INFINITY;
    waiting = new Set();
    constructor(space, options) {
        this.options = options;
        const name = `${options.prefix}:${space.fingerprint.slice(0, 16)}`;
        this.keyPrefix = `${name}:lease:`;
        this.channel = `${name}:released`;
    }
    async acquire(keys) {
        const replies = await this.attempt('lease', (send) => Promise.all(keys.map((key) => {
            const name = this.keyPrefix + key;
            return send(name, ['SET', name, this.owner, 'NX', 'PX', String(LEASE_MS)]);
        })));
        if (!replies)
            return keys.map(() => true);
        const granted = replies.map((reply) => reply !== null);
        for (const [index, key] of keys.entries())
            if (granted[index])
                this.held.add(key);
        this.renewal ??= setInterval(() => this.renew(), RENEW_MS).unref();
        return granted;
    }
    async release(keys) {
        const ours = keys.filter((key) => this.held.delete(key));
        if (ours.length === 0)
            return;
        await this.attempt('release', (send) => Promise.all([
            ...ours.map((key) => send(this.keyPrefix + key, ['DEL', this.keyPrefix + key])),
            send(this.channel, ['PUBLISH', this.channel, String(ours.length)]),
        ]));
    }
    async change() {
        await new Promise((resolve) => {
            const wake = () => {
                clearTimeout(timer);
                this.waiting.delete(wake);
                resolve();
            };
            const timer = setTimeout(wake, LONGEST_WAIT_MS);
            this.waiting.add(wake);
        });
    }
    async close() {
        clearInterval(this.renewal);
        await this.release([...this.held]);
        await this.disconnect();
    }
    renew() {
        const keys = [...this.held];
        if (keys.length === 0)
            return;
        void this.attempt('renew', (send) => Promise.all(keys.map((key) => send(this.keyPrefix + key, ['PEXPIRE', this.keyPrefix + key, String(LEASE_MS)]))));
    }
    /** @returns undefined if Redis did not answer, now or a short while ago */
    async attempt(what, commands) {
        if (performance.now() - this.failedAt < FAILURE_PAUSE_MS)
            return undefined;
        if (this.options.available?.() === false)
            return undefined;
        try {
            this.link ??= this.connect();
            const link = await this.link;
            return await (0,_redis_connection__WEBPACK_IMPORTED_MODULE_2__/* .withDeadline */ .NE)(link.batch(what, commands), DEADLINE_MS, 'no answer');
        }
        catch {
            this.failedAt = performance.now();
            await this.disconnect();
            return undefined;
        }
    }
    async connect() {
        const link = await _redis_link__WEBPACK_IMPORTED_MODULE_1__/* .RedisLink */ .G.open(this.options);
        // Without it, whoever waits looks again after the longest wait.
        await link.subscribe(this.channel, () => this.wakeAll()).catch(() => { });
        return link;
    }
    async disconnect() {
        const link = await this.link?.catch(() => undefined);
        this.link = undefined;
        // Not waited for: what is jammed closes slowly.
        link?.close().catch(() => { });
    }
    wakeAll() {
        for (const wake of this.waiting)
            wake();
    }
}


/***/ }),

/***/ 94365:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ RedisLink)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/cache/redis-batch.ts
var redis_batch = __webpack_require__(40700);
// EXTERNAL MODULE: ./node_modules/redis/dist/index.js
var dist = __webpack_require__(31672);
// EXTERNAL MODULE: ./src/cache/redis-connection.ts
var redis_connection = __webpack_require__(83690);
;// CONCATENATED MODULE: ./src/cache/redis-clients.ts



/** Buffers, since a vector is no text. No deadline by the package: a timer for each command costs more than the command. */
const COMMAND_OPTIONS = { timeout: 0, typeMapping: { [dist.RESP_TYPES.BLOB_STRING]: Buffer } };
/** @throws Error if the servers are not ready within the connect deadline, with why as far as they said */
async function connectRedis(options) {
    const { client, send, subscribe } = CLIENTS[options.target.kind](options);
    let lastError;
    // Without a listener, a lost connection would end the process. The command that was under way reports it.
    client.on('error', (error) => {
        lastError = error;
    });
    const destroy = () => {
        Promise.resolve(client.destroy()).catch(() => { });
    };
    try {
        await (0,redis_connection/* withDeadline */.NE)(client.connect(), redis_connection/* CONNECT_DEADLINE_MS */.nu, 'no connection');
    }
    catch (error) {
        destroy();
        throw lastError === undefined || lastError === error ? error : withLast(error, lastError);
    }
    return { send, subscribe, close: async () => void (await client.close()), destroy };
}
/** Whether an error is what a server answered, so that the connection is in order. */
function isServerAnswer(error) {
    return error instanceof dist.ErrorReply;
}
const CLIENTS = {
    single(options) {
        const { target } = options;
        const client = (0,dist.createClient)({ ...nodeOptions(options), socket: { ...socketOptions(options), ...target.nodes[0] } });
        const subscriber = client.duplicate().on('error', () => { });
        // One client cannot do both: what is subscribed may send nothing else.
        const both = {
            on: (event, listener) => client.on(event, listener),
            connect: () => client.connect(),
            close: () => Promise.all([client.close(), subscriber.isOpen ? subscriber.close() : undefined]),
            destroy() {
                client.destroy();
                subscriber.destroy();
            },
        };
        return {
            client: both,
            send: (_, command) => client.sendCommand(words(command), COMMAND_OPTIONS),
            async subscribe(channel, listener) {
                if (!subscriber.isOpen)
                    await subscriber.connect();
                await subscriber.subscribe(channel, listener);
            },
        };
    },
    /** Asks the sentinels who the master is, and again when it changes. The credentials are the master's. */
    sentinel(options) {
        const { target } = options;
        const client = (0,dist.createSentinel)({
            name: target.masterName,
            sentinelRootNodes: [...target.nodes],
            nodeClientOptions: nodeOptions(options),
            sentinelClientOptions: { disableClientInfo: true, socket: socketOptions(options) },
            commandOptions: COMMAND_OPTIONS,
            passthroughClientErrorEvents: true,
        });
        return {
            client,
            send: (_, command) => client.sendCommand(false, words(command), COMMAND_OPTIONS),
            subscribe: (channel, listener) => client.subscribe(channel, listener),
        };
    },
    /** Sends each command to the node of its slot, an MGET in parts, and follows MOVED and ASK. */
    cluster(options) {
        const { target } = options;
        const client = (0,dist.createCluster)({
            rootNodes: target.nodes.map((node) => ({ socket: { ...socketOptions(options), ...node } })),
            defaults: nodeOptions(options),
            commandOptions: COMMAND_OPTIONS,
            // Else one node that is down would keep the others from being used.
            minimizeConnections: true,
        });
        return {
            client,
            send: (name, command) => client.sendCommand(name, false, words(command), COMMAND_OPTIONS),
            subscribe: (channel, listener) => client.subscribe(channel, listener),
        };
    },
};
function nodeOptions(options) {
    const { username, password, database } = options.target;
    return {
        ...(username && { username }),
        ...(password && { password }),
        database,
        socket: socketOptions(options),
        commandOptions: COMMAND_OPTIONS,
        disableOfflineQueue: true,
        // Commands that a user with the least rights would have to be allowed as well.
        disableClientInfo: true,
        maintNotifications: 'disabled',
    };
}
function socketOptions({ target, certificates }) {
    const common = { connectTimeout: redis_connection/* CONNECT_DEADLINE_MS */.nu, reconnectStrategy: false };
    return target.tls ? { ...common, tls: true, ...certificates } : common;
}
function words(command) {
    return command;
}
function withLast(error, last) {
    return new Error(`${(0,errors/* messageOf */.bD)(error)}; last: ${(0,errors/* messageOf */.bD)(last)}`, { cause: last });
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
    if (typeof reply === 'string')
        return 3 + reply.length;
    if (reply instanceof Uint8Array)
        return bulkBytes(reply.length);
    return reply.reduce((bytes, element) => bytes + replyBytes(element), 3 + digits(reply.length));
}
function bulkBytes(length) {
    return 5 + digits(length) + length;
}
function digits(value) {
    return String(value).length;
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
                return await (0,redis_connection/* withDeadline */.NE)(commands(this.sender(connection)), redis_connection/* COMMAND_DEADLINE_MS */.cL, 'no answer');
            }
            catch (error) {
                const failure = this.ended.get(connection) ??
                    new errors/* CacheError */.xA(`${what} at ${this.address} failed: ${explain(error)}`, {
                        cause: error,
                        lost: !isServerAnswer(error),
                    });
                if (!isServerAnswer(error) || (0,errors/* messageOf */.bD)(error).startsWith('READONLY'))
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
            this.live = await connectRedis({ target: this.target, certificates: this.options.certificates ?? {} });
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
    giveUp(failure) {
        for (const { giveUp } of this.waiting.splice(0))
            giveUp(failure);
    }
    sender(connection) {
        return async (name, command) => {
            this.traffic.sent(command);
            const reply = await connection.send(name, command);
            this.traffic.received(reply);
            return reply;
        };
    }
}
/** What to do, where what failed says it. By the beginning of a server's answer or the code of a TLS fault. */
const ADVICE = [
    [/^NOAUTH/, 'Give a password in redis-url or redis-password-file'],
    [/^WRONGPASS/, 'Check user and password in redis-url or redis-password-file'],
    [/^NOPERM/, 'docs/redis.md lists what the user must be allowed'],
    [/^OOM/, 'Give the server more memory, a maxmemory-policy that evicts, or a shorter redis-ttl'],
    [/^READONLY/, 'This is a replica: name the master, or its sentinels with redis+sentinel://'],
    [/^MOVED|^CROSSSLOT/, 'This is a node of a cluster: begin redis-url with redis+cluster://'],
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
