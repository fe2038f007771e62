export const id = 101;
export const ids = [101];
export const modules = {

/***/ 30232:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ redisNamespace)
/* harmony export */ });
/** Hexadecimal digits of the fingerprint in a name. The envelope's checksum covers all 64. */
const FINGERPRINT_DIGITS = 16;
/**
 * What the names of a space begin with in Redis: `<prefix>:<first 16 hex of fingerprint>`, and `:~<scope>` in an untrusted scope.
 * No name of the trusted scope has a `~` behind a colon, so the pattern `<prefix>:*:~*` of an ACL is all untrusted scopes and
 * nothing else.
 */
function redisNamespace(prefix, { fingerprint, scope }) {
    const trusted = `${prefix}:${fingerprint.slice(0, FINGERPRINT_DIGITS)}`;
    return scope === undefined ? trusted : `${trusted}:~${scope}`;
}


/***/ }),

/***/ 51101:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RedisCache: () => (/* binding */ RedisCache)
/* harmony export */ });
/* harmony import */ var _envelope__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99652);
/* harmony import */ var _redis_batch__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40700);
/* harmony import */ var _redis_link__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26062);
/* harmony import */ var _redis_names__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30232);
/* harmony import */ var _vector_cache__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18844);





/** Of so many keys looked up, one is asked how long it has left. docs/redis.md says why that is enough. */
const KEYS_PER_AGE_SAMPLE = 64;
/** How long it is known who was the first to overwrite a bad entry: three times the deadline of whoever comes second. */
const MENDED_SECONDS = 15;
/**
 * Vectors as plain string values in Redis, `<prefix>:<first 16 hex of fingerprint>:<base64url text key>`, in an untrusted scope
 * with `~<scope>:` before the text key: on a single node, behind Sentinel, or in a cluster.
 */
class RedisCache {
    link;
    options;
    name;
    codec;
    /** Where vectors are, and for a moment those with which bad entries are overwritten. */
    vectors;
    mended;
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
        this.name = options.name ?? 'redis';
        this.codec = new _envelope__WEBPACK_IMPORTED_MODULE_0__/* .EnvelopeCodec */ .fF(space);
        const prefix = `${(0,_redis_names__WEBPACK_IMPORTED_MODULE_3__/* .redisNamespace */ .H)(options.prefix, space)}:`;
        this.vectors = { prefix, ttlSeconds: options.ttlSeconds };
        this.mended = { prefix: `${prefix}mended:`, ttlSeconds: MENDED_SECONDS };
        this.mostKeys = (0,_redis_batch__WEBPACK_IMPORTED_MODULE_1__/* .mostBatchKeys */ .o8)(this.codec.bytes);
        this.batchKeys = Math.min(_redis_batch__WEBPACK_IMPORTED_MODULE_1__/* .FIRST_BATCH_KEYS */ .dz, this.mostKeys);
        this.refreshes = options.ttlSeconds > 0;
    }
    /** @throws CacheError if the server is not ready within the connect deadline */
    static async open(space, options) {
        return new RedisCache(await _redis_link__WEBPACK_IMPORTED_MODULE_2__.RedisLink.open(options), space, options);
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
        const lookup = { ...(0,_vector_cache__WEBPACK_IMPORTED_MODULE_4__/* .allMisses */ .K)(keys.length), corrupt: 0, unsigned: 0 };
        const slab = new _envelope__WEBPACK_IMPORTED_MODULE_0__/* .VectorSlab */ .Ov(keys.length, this.codec);
        await Promise.all(this.inBatches(keys, (batch, from) => this.fetch(batch, place, { lookup, slab, from })));
        return lookup;
    }
    /** Looks up one batch; its first key is the one at `from` of the lookup. */
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
                lookup.origins[from + index] = this.name;
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
            // Else names to refresh would pile up where refreshing is slower than looking up.
            await this.aside;
            this.refresh(found);
        }
    }
    /**
     * Stores what is not there yet.
     * @returns by position, what was there first; and the positions of what is there and no vector: corrupt, or of another type
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
     * Overwrites what is no vector, all who do so at once with the same one. Redis cannot overwrite on condition, so they agree
     * first, by a name of its own beside each, where again the first writer wins.
     * @returns by position, the vector of another that was first
     */
    async mend(entries) {
        const { adopted } = await this.setOnce(entries, this.mended);
        // By everyone, since the one who was first may not come to it.
        await this.set(entries.map(({ key, vector }, position) => ({ key, vector: adopted.get(position) ?? vector })), this.vectors);
        return adopted;
    }
    /** @returns the positions that were not written because something is there; with NX only */
    async set(entries, place, ...condition) {
        const suffix = [...condition];
        if (place.ttlSeconds > 0)
            suffix.push('EX', String(place.ttlSeconds));
        const present = [];
        await Promise.all(this.inBatches(entries, async (batch, from) => {
            const replies = await this.link.batch('SET', (send) => this.timed(batch.length, () => Promise.all(batch.map(({ key, vector }) => {
                const name = place.prefix + key;
                return send(name, ['SET', name, this.codec.encode(key, vector), ...suffix]);
            }))));
            for (const [index, reply] of replies.entries())
                if (reply === null)
                    present.push(from + index);
        }));
        if (entries[0])
            this.measure(place.prefix + entries[0].key);
        return present.sort((a, b) => a - b);
    }
    /** Whether one of the keys sampled has less than half its time to live left. Goes out with the lookup. */
    async isAged(send, names) {
        if (!this.refreshes)
            return false;
        const start = Math.floor(Math.random() * Math.min(KEYS_PER_AGE_SAMPLE, names.length));
        const sample = [];
        for (let at = start; at < names.length; at += KEYS_PER_AGE_SAMPLE)
            sample.push(names[at]);
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
