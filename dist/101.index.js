export const id = 101;
export const ids = [101];
export const modules = {

/***/ 51101:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RedisCache: () => (/* binding */ RedisCache),
/* harmony export */   redisAddress: () => (/* binding */ redisAddress)
/* harmony export */ });
/* harmony import */ var redis__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31672);
/* harmony import */ var redis__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(redis__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _envelope__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99652);
/* harmony import */ var _vector_cache__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18844);




/** Long enough for a server across a region, short enough that a dead one hardly delays a run. */
const CONNECT_DEADLINE_MS = 2_000;
const COMMAND_DEADLINE_MS = 5_000;
/** Keys in one MGET: its reply is then below 1 MB for the usual models, so that other clients of the server get a turn. */
const BATCH_KEYS = 512;
/** Hexadecimal digits of the fingerprint in a key. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;
/** Vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`. */
class RedisCache {
    client;
    options;
    name = 'redis';
    codec;
    keyPrefix;
    constructor(client, space, options) {
        this.client = client;
        this.options = options;
        this.codec = new _envelope__WEBPACK_IMPORTED_MODULE_2__/* .EnvelopeCodec */ .f(space);
        this.keyPrefix = `${options.prefix}:${space.fingerprint.slice(0, FINGERPRINT_DIGITS)}:`;
    }
    /** @throws CacheError if the server is not ready within the connect deadline */
    static async open(space, options) {
        let client;
        try {
            client = newClient(options.url);
            // Without a listener, a lost connection would end the process. The command that was under way reports it.
            client.on('error', () => { });
            await withDeadline(client.connect(), CONNECT_DEADLINE_MS, 'no connection');
            return new RedisCache(client, space, options);
        }
        catch (error) {
            client?.destroy();
            throw new _errors__WEBPACK_IMPORTED_MODULE_1__/* .CacheError */ .xA(`cannot connect to Redis at ${redisAddress(options.url)}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, {
                cause: error,
            });
        }
    }
    async getMany(keys) {
        const { vectors, origins } = (0,_vector_cache__WEBPACK_IMPORTED_MODULE_3__/* .allMisses */ .K)(keys.length);
        const slab = new _envelope__WEBPACK_IMPORTED_MODULE_2__/* .VectorSlab */ .O(keys.length, this.codec);
        const batches = batchesOf(keys);
        const replies = await this.command('MGET', () => Promise.all(batches.map((batch) => this.mget(batch))));
        let corrupt = 0;
        for (const [position, envelope] of replies.flat().entries()) {
            if (envelope === null)
                continue;
            const vector = slab.take(keys[position], envelope);
            if (vector) {
                vectors[position] = vector;
                origins[position] = this.name;
            }
            else {
                corrupt++;
            }
        }
        return { vectors, origins, corrupt };
    }
    async putMany(entries) {
        const present = await this.command('SET', () => this.set(entries, this.options.overwrite !== true));
        if (present.length === 0)
            return { written: entries.length, adopted: new Map() };
        const losers = present.map((position) => entries[position]);
        const winners = await this.getMany(losers.map(({ key }) => key));
        const adopted = new Map();
        for (const [index, vector] of winners.vectors.entries()) {
            if (vector)
                adopted.set(present[index], vector);
        }
        // What was there and is no vector is no winner: corrupt, or expired in between.
        const invalid = losers.filter((_, index) => !winners.vectors[index]);
        if (invalid.length > 0)
            await this.command('SET', () => this.set(invalid, false));
        return { written: entries.length - adopted.size, adopted };
    }
    async close() {
        if (!this.client.isOpen)
            return;
        try {
            await withDeadline(this.client.close(), COMMAND_DEADLINE_MS, 'no answer');
        }
        catch {
            this.client.destroy();
        }
    }
    async mget(keys) {
        const names = keys.map((key) => this.keyPrefix + key);
        return this.client.sendCommand(['MGET', ...names], {
            typeMapping: { [redis__WEBPACK_IMPORTED_MODULE_0__.RESP_TYPES.BLOB_STRING]: Buffer },
        });
    }
    /** @returns the positions that were not written because something is there */
    async set(entries, onlyIfAbsent) {
        const suffix = onlyIfAbsent ? ['NX'] : [];
        if (this.options.ttlSeconds > 0)
            suffix.push('EX', String(this.options.ttlSeconds));
        const replies = await Promise.all(entries.map(({ key, vector }) => this.client.sendCommand(['SET', this.keyPrefix + key, this.codec.encode(key, vector), ...suffix])));
        return replies.flatMap((reply, position) => (reply === null ? [position] : []));
    }
    async command(name, send) {
        try {
            return await withDeadline(send(), COMMAND_DEADLINE_MS, 'no answer');
        }
        catch (error) {
            throw new _errors__WEBPACK_IMPORTED_MODULE_1__/* .CacheError */ .xA(`${name} at ${redisAddress(this.options.url)} failed: ${(0,_errors__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, {
                cause: error,
            });
        }
    }
}
/** Host and port of a Redis URL: what may be shown. User, password and query may not. */
function redisAddress(url) {
    try {
        const { protocol, hostname, port, pathname } = new URL(url);
        return `${protocol}//${hostname}:${port || 6379}${pathname === '/' ? '' : pathname}`;
    }
    catch {
        return 'an address that is not a URL';
    }
}
function newClient(url) {
    return (0,redis__WEBPACK_IMPORTED_MODULE_0__.createClient)({
        url,
        disableOfflineQueue: true,
        socket: { connectTimeout: CONNECT_DEADLINE_MS, reconnectStrategy: false },
    });
}
function batchesOf(keys) {
    const batches = [];
    for (let from = 0; from < keys.length; from += BATCH_KEYS)
        batches.push(keys.slice(from, from + BATCH_KEYS));
    return batches;
}
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


/***/ })

};
