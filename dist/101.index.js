export const id = 101;
export const ids = [101];
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


/***/ }),

/***/ 51101:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RedisCache: () => (/* binding */ RedisCache)
/* harmony export */ });
/* harmony import */ var _envelope__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99652);
/* harmony import */ var _redis_batch__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40700);
/* harmony import */ var _redis_link__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94365);
/* harmony import */ var _vector_cache__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18844);




/** Hexadecimal digits of the fingerprint in a key. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;
/** Of so many keys looked up, one is asked how long it has left. docs/redis.md says why that is enough. */
const KEYS_PER_AGE_SAMPLE = 64;
/**
 * Vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`: on a single node,
 * behind Sentinel, or in a cluster.
 */
class RedisCache {
    link;
    options;
    name = 'redis';
    codec;
    keyPrefix;
    mostKeys;
    batchKeys;
    /** False once the server did not let us. */
    refreshes;
    /** What nobody waits for but close. */
    aside = Promise.resolve();
    measured = false;
    constructor(link, space, options) {
        this.link = link;
        this.options = options;
        this.codec = new _envelope__WEBPACK_IMPORTED_MODULE_0__/* .EnvelopeCodec */ .f(space);
        this.keyPrefix = `${options.prefix}:${space.fingerprint.slice(0, FINGERPRINT_DIGITS)}:`;
        this.mostKeys = (0,_redis_batch__WEBPACK_IMPORTED_MODULE_1__/* .mostBatchKeys */ .o8)(this.codec.bytes);
        this.batchKeys = Math.min(_redis_batch__WEBPACK_IMPORTED_MODULE_1__/* .FIRST_BATCH_KEYS */ .dz, this.mostKeys);
        this.refreshes = options.ttlSeconds > 0;
    }
    /** @throws CacheError if the server is not ready within the connect deadline */
    static async open(space, options) {
        return new RedisCache(await _redis_link__WEBPACK_IMPORTED_MODULE_2__/* .RedisLink */ .G.open(options), space, options);
    }
    get traffic() {
        return this.link.traffic;
    }
    async getMany(keys) {
        const lookup = { ...(0,_vector_cache__WEBPACK_IMPORTED_MODULE_3__/* .allMisses */ .K)(keys.length), corrupt: 0 };
        const slab = new _envelope__WEBPACK_IMPORTED_MODULE_0__/* .VectorSlab */ .O(keys.length, this.codec);
        await Promise.all(this.inBatches(keys, (batch, from) => this.fetch(batch, from, lookup, slab)));
        return lookup;
    }
    async putMany(entries) {
        const present = await this.set(entries, this.options.overwrite !== true);
        if (entries[0])
            this.measure(this.keyPrefix + entries[0].key);
        if (present.length === 0)
            return { written: entries.length, adopted: new Map() };
        const losers = present.map((position) => entries[position]);
        const winners = await this.getMany(losers.map(({ key }) => key));
        const adopted = new Map();
        for (const [index, vector] of winners.vectors.entries()) {
            if (vector)
                adopted.set(present[index], vector);
        }
        // What was there and is no vector is no winner: corrupt, of another type, or expired in between.
        const invalid = losers.filter((_, index) => !winners.vectors[index]);
        if (invalid.length > 0)
            await this.set(invalid, false);
        return { written: entries.length - adopted.size, adopted };
    }
    async close() {
        await this.aside;
        await this.link.close();
    }
    /** Looks up one batch; its first key is the one at `from` of the lookup. */
    async fetch(keys, from, lookup, slab) {
        const names = keys.map((key) => this.keyPrefix + key);
        const { envelopes, aged } = await this.link.batch('MGET', (send) => this.timed(keys.length, async () => {
            const aging = this.isAged(send, names);
            const reply = await send(names[0], ['MGET', ...names]);
            return { envelopes: reply, aged: await aging };
        }));
        const found = [];
        for (const [index, envelope] of envelopes.entries()) {
            if (envelope === null)
                continue;
            const vector = slab.take(keys[index], envelope);
            if (vector) {
                lookup.vectors[from + index] = vector;
                lookup.origins[from + index] = this.name;
                found.push(names[index]);
            }
            else {
                lookup.corrupt++;
            }
        }
        if (found.length > 0)
            this.measure(found[0]);
        if (aged) {
            // Else names to refresh would pile up where refreshing is slower than looking up.
            await this.aside;
            this.refresh(found);
        }
    }
    /** @returns the positions that were not written because something is there */
    async set(entries, onlyIfAbsent) {
        const suffix = onlyIfAbsent ? ['NX'] : [];
        if (this.options.ttlSeconds > 0)
            suffix.push('EX', String(this.options.ttlSeconds));
        const present = [];
        await Promise.all(this.inBatches(entries, async (batch, from) => {
            const replies = await this.link.batch('SET', (send) => this.timed(batch.length, () => Promise.all(batch.map(({ key, vector }) => {
                const name = this.keyPrefix + key;
                return send(name, ['SET', name, this.codec.encode(key, vector), ...suffix]);
            }))));
            for (const [index, reply] of replies.entries())
                if (reply === null)
                    present.push(from + index);
        }));
        return present.sort((a, b) => a - b);
    }
    /** Whether one of the keys sampled has less than half its time to live left. Goes out with the lookup. */
    async isAged(send, names) {
        if (!this.refreshes)
            return false;
        const start = Math.floor(Math.random() * Math.min(KEYS_PER_AGE_SAMPLE, names.length));
        const sample = names.filter((_, index) => index % KEYS_PER_AGE_SAMPLE === start);
        try {
            const left = await Promise.all(sample.map((name) => send(name, ['PTTL', name])));
            // Negative: there is none, or it never expires.
            return left.some((ms) => Number(ms) >= 0 && Number(ms) < (this.options.ttlSeconds * 1000) / 2);
        }
        catch {
            this.refreshes = false;
            return false;
        }
    }
    /** Gives vectors their full time to live again, while the run goes on. GT: never less than they have. */
    refresh(names) {
        const ttl = String(this.options.ttlSeconds);
        this.beside('EXPIRE', (send) => Promise.all(names.map((name) => send(name, ['EXPIRE', name, ttl, 'GT'])))).catch(() => {
            this.refreshes = false;
        });
    }
    /** Asks once what a vector costs the server. */
    measure(name) {
        if (this.measured)
            return;
        this.measured = true;
        this.beside('MEMORY USAGE', async (send) => {
            const bytes = await send(name, ['MEMORY', 'USAGE', name]);
            if (typeof bytes === 'number')
                this.link.traffic.bytesPerVector = bytes;
        }).catch(() => { });
    }
    /** Sends what the run can do without, one batch after the other. */
    beside(what, commands) {
        const sent = this.aside.then(() => this.link.batch(what, commands));
        this.aside = sent.catch(() => { });
        return sent;
    }
    inBatches(all, each) {
        const pending = [];
        const size = this.batchKeys;
        for (let from = 0; from < all.length; from += size)
            pending.push(each(all.slice(from, from + size), from));
        return pending;
    }
    /** Lets the size of batches follow how long they take. */
    async timed(keys, batch) {
        const started = performance.now();
        const result = await batch();
        this.batchKeys = (0,_redis_batch__WEBPACK_IMPORTED_MODULE_1__/* .nextBatchKeys */ .UL)(this.batchKeys, { keys, milliseconds: performance.now() - started }, this.mostKeys);
        return result;
    }
}


/***/ })

};
