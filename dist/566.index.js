export const id = 566;
export const ids = [566];
export const modules = {

/***/ 30232:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ redisNamespace)
/* harmony export */ });
/** Hexadecimal digits of the fingerprint in a key name. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;
/**
 * Returns the prefix of a space's key names in Redis: `<prefix>:<first 16 hex of fingerprint>`, plus `:~<scope>` in an untrusted
 * scope. No name of the trusted scope has a `~` after a colon, so the ACL pattern `<prefix>:*:~*` matches exactly the untrusted
 * scopes.
 */
function redisNamespace(prefix, { fingerprint, scope }) {
    const trusted = `${prefix}:${fingerprint.slice(0, FINGERPRINT_DIGITS)}`;
    return scope === undefined ? trusted : `${trusted}:~${scope}`;
}


/***/ }),

/***/ 17566:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RedisCache: () => (/* binding */ RedisCache)
});

// EXTERNAL MODULE: ./src/redis/link.ts + 3 modules
var redis_link = __webpack_require__(60360);
// EXTERNAL MODULE: ./src/cache/envelope.ts
var envelope = __webpack_require__(99652);
;// CONCATENATED MODULE: ./src/cache/redis-batch.ts
/** Keys in the first batch: its reply stays below 1 MB for the usual models. */
const FIRST_BATCH_KEYS = 512;
const LEAST_BATCH_KEYS = 16;
const MOST_BATCH_KEYS = 4096;
/** Bytes of values in one batch, at most: limits how long one command blocks the server's other clients. */
const MOST_BATCH_BYTES = 2 * 2 ** 20;
/** A tenth of the command deadline: a batch ten times slower than the last still meets it. */
const SLOW_BATCH_MS = 500;
/** A faster batch could be twice as large without being slow. */
const FAST_BATCH_MS = SLOW_BATCH_MS / 4;
/** Returns the maximum number of keys per batch for a value size in bytes. */
function mostBatchKeys(valueBytes) {
    return Math.max(1, Math.min(MOST_BATCH_KEYS, Math.floor(MOST_BATCH_BYTES / valueBytes)));
}
/**
 * Returns the number of keys for the next batches: halved after a slow batch, doubled after a fast full one.
 * @param most the result of `mostBatchKeys`
 */
function nextBatchKeys(present, { keys, milliseconds }, most) {
    if (milliseconds > SLOW_BATCH_MS)
        return Math.max(Math.min(LEAST_BATCH_KEYS, most), Math.floor(present / 2));
    if (milliseconds < FAST_BATCH_MS && keys >= present)
        return Math.min(most, present * 2);
    return Math.min(most, present);
}

// EXTERNAL MODULE: ./src/cache/redis-names.ts
var redis_names = __webpack_require__(30232);
// EXTERNAL MODULE: ./src/cache/vector-cache.ts
var vector_cache = __webpack_require__(18844);
;// CONCATENATED MODULE: ./src/cache/redis.ts





/** Checks the remaining TTL of one in this many keys looked up. docs/redis.md explains why that is enough. */
const KEYS_PER_AGE_SAMPLE = 64;
/** How long a repair claim lasts: three times the deadline of a second run that repairs the same entry. */
const MENDED_SECONDS = 15;
/**
 * Stores vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`, with `~<scope>:`
 * before the text key in an untrusted scope. Supports a single node, Sentinel, and a cluster.
 */
class RedisCache {
    link;
    options;
    codec;
    /** The vectors, and in `mended` the short-lived repair claims. */
    vectors;
    mended;
    mostKeys;
    batchKeys;
    /** False once the server refuses. */
    refreshes;
    /** Optional commands that only `close`, or a lookup ahead of a refresh, awaits. */
    aside = Promise.resolve();
    measured = false;
    constructor(link, space, options) {
        this.link = link;
        this.options = options;
        this.codec = new envelope/* EnvelopeCodec */.fF(space);
        const prefix = `${(0,redis_names/* redisNamespace */.H)(options.prefix, space)}:`;
        this.vectors = { prefix, ttlSeconds: options.ttlSeconds };
        this.mended = { prefix: `${prefix}mended:`, ttlSeconds: MENDED_SECONDS };
        this.mostKeys = mostBatchKeys(this.codec.bytes);
        this.batchKeys = Math.min(FIRST_BATCH_KEYS, this.mostKeys);
        this.refreshes = options.ttlSeconds > 0;
    }
    /** @throws CacheError if the server is not ready within the connect deadline */
    static async open(space, options) {
        return new RedisCache(await redis_link.RedisLink.open(options), space, options);
    }
    get traffic() {
        return this.link.traffic;
    }
    getMany(keys) {
        return this.lookUp(keys, this.vectors);
    }
    async putMany(entries, replace = this.options.overwrite === true) {
        if (replace) {
            await this.set(entries, this.vectors);
            return { written: entries.length, adopted: new Map() };
        }
        const { adopted, invalid } = await this.setOnce(entries, this.vectors);
        if (invalid.length > 0) {
            const offered = invalid.map((position) => entries[position]);
            for (const [index, vector] of await this.mend(offered))
                adopted.set(invalid[index], vector);
        }
        return { written: entries.length - adopted.size, adopted };
    }
    async close() {
        await this.aside;
        await this.link.close();
    }
    async lookUp(keys, place) {
        const lookup = { ...(0,vector_cache/* allMisses */.K)(keys.length), corrupt: 0, unsigned: 0 };
        const slab = new envelope/* VectorSlab */.Ov(keys.length, this.codec);
        await Promise.all(this.inBatches(keys, (batch, from) => this.fetch(batch, place, { lookup, slab, from })));
        return lookup;
    }
    /** Looks up one batch, which starts at position `from` of the lookup. */
    async fetch(keys, place, { lookup, slab, from }) {
        const names = keys.map((key) => place.prefix + key);
        const found = [];
        const take = (envelope, index) => {
            if (envelope === null)
                return;
            const taken = slab.take(keys[index], envelope);
            if (typeof taken === 'string') {
                lookup[taken]++;
            }
            else {
                lookup.vectors[from + index] = taken;
                found.push(names[index]);
            }
        };
        const aged = await this.link.batch('MGET', (send, values) => this.timed(keys.length, async () => {
            const aging = place === this.vectors && this.isAged(send, names);
            await values(['MGET', ...names], take);
            return await aging;
        }));
        if (found.length > 0)
            this.measure(found[0]);
        if (aged) {
            // Otherwise names to refresh would pile up if refreshes are slower than lookups.
            await this.aside;
            this.refresh(found);
        }
    }
    /**
     * Stores entries that are missing.
     * @returns `adopted`: by position, vectors that were there first; `invalid`: positions with a corrupt value or one of another type
     */
    async setOnce(entries, place) {
        const present = await this.set(entries, place, 'NX');
        const adopted = new Map();
        if (present.length === 0)
            return { adopted, invalid: [] };
        const { vectors } = await this.lookUp(present.map((position) => entries[position].key), place);
        for (const [index, vector] of vectors.entries())
            if (vector)
                adopted.set(present[index], vector);
        return { adopted, invalid: present.filter((_, index) => !vectors[index]) };
    }
    /**
     * Overwrites invalid values, in all concurrent runs with the same vector. Redis has no conditional overwrite, so runs agree first:
     * each entry has a claim under a separate name, where the first writer wins.
     * @returns by position, the vector of another run that was first
     */
    async mend(entries) {
        const { adopted } = await this.setOnce(entries, this.mended);
        // Every run writes, since the first may die before it does.
        await this.set(entries.map(({ key, vector }, position) => ({ key, vector: adopted.get(position) ?? vector })), this.vectors);
        return adopted;
    }
    /** @returns positions not written because a value exists; with NX only */
    async set(entries, place, ...condition) {
        const suffix = [...condition];
        if (place.ttlSeconds > 0)
            suffix.push('EX', String(place.ttlSeconds));
        const present = [];
        await Promise.all(this.inBatches(entries, async (batch, from) => {
            const replies = await this.link.batch('SET', (send) => this.timed(batch.length, () => Promise.all(batch.map(({ key, vector }) => send(['SET', place.prefix + key, this.codec.encode(key, vector), ...suffix])))));
            for (const [index, reply] of replies.entries())
                if (reply === null)
                    present.push(from + index);
        }));
        if (entries[0])
            this.measure(place.prefix + entries[0].key);
        return present.sort((a, b) => a - b);
    }
    /** Returns whether a sampled key has less than half its TTL left. Sent with the lookup. */
    async isAged(send, names) {
        if (!this.refreshes)
            return false;
        const start = Math.floor(Math.random() * Math.min(KEYS_PER_AGE_SAMPLE, names.length));
        const sample = [];
        for (let at = start; at < names.length; at += KEYS_PER_AGE_SAMPLE)
            sample.push(names[at]);
        try {
            const left = await Promise.all(sample.map((name) => send(['PTTL', name])));
            // Negative: the key is missing or never expires.
            return left.some((ms) => Number(ms) >= 0 && Number(ms) < (this.options.ttlSeconds * 1000) / 2);
        }
        catch {
            this.refreshes = false;
            return false;
        }
    }
    /** Resets vectors to their full TTL in the background. GT never shortens it. */
    refresh(names) {
        const ttl = String(this.options.ttlSeconds);
        this.beside('EXPIRE', (send) => Promise.all(names.map((name) => send(['EXPIRE', name, ttl, 'GT'])))).catch(() => {
            this.refreshes = false;
        });
    }
    /** Measures once the server's memory per vector. */
    measure(name) {
        if (this.measured)
            return;
        this.measured = true;
        this.beside('MEMORY USAGE', async (send) => {
            const bytes = await send(['MEMORY', 'USAGE', name]);
            if (typeof bytes === 'number')
                this.link.traffic.bytesPerVector = bytes;
        }).catch(() => { });
    }
    /** Sends optional commands in the background, one batch after another. */
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
    /** Adapts the batch size to the batch's duration. */
    async timed(keys, batch) {
        const started = performance.now();
        const result = await batch();
        this.batchKeys = nextBatchKeys(this.batchKeys, { keys, milliseconds: performance.now() - started }, this.mostKeys);
        return result;
    }
}


/***/ })

};
