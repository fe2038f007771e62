export const id = 891;
export const ids = [891];
export const modules = {

/***/ 90891:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RedisLedger: () => (/* binding */ RedisLedger)
/* harmony export */ });
/* harmony import */ var _redis_connection__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83690);
/* harmony import */ var _redis_link__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26062);
/* harmony import */ var _redis_scan__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16123);



/** How long a name is kept after it was last written: longer than anyone compares runs. */
const KEPT_SECONDS = 90 * 86_400;
/** For all that one call sends. Nobody waits longer for what a run can do without. */
const DEADLINE_MS = 2_000;
const REST_MS = 60_000;
/** Hashes, `<prefix>:ledger:<name>`, in an untrusted scope with `~<scope>:` before the name. */
class RedisLedger {
    options;
    tier = 'redis';
    keyPrefix;
    /** Opened at the first use. */
    link;
    failed = false;
    restsUntil = 0;
    constructor(options) {
        this.options = options;
        this.keyPrefix = `${options.prefix}:ledger:${options.scope === undefined ? '' : `~${options.scope}:`}`;
    }
    get answers() {
        return !this.failed && this.options.available();
    }
    async read(name) {
        const reply = await this.attempt('HGETALL', (send) => send(this.keyPrefix + name, ['HGETALL', this.keyPrefix + name]));
        const fields = fieldsOf(reply ?? []);
        return Object.keys(fields).length > 0 ? fields : undefined;
    }
    async names(start) {
        if (this.failed || !this.options.available())
            return [];
        const names = new Set();
        try {
            this.link ??= _redis_link__WEBPACK_IMPORTED_MODULE_0__.RedisLink.open(this.options);
            for await (const some of (0,_redis_scan__WEBPACK_IMPORTED_MODULE_1__/* .scanNames */ .C)(await this.link, this.keyPrefix + start)) {
                for (const name of some)
                    names.add(name.slice(this.keyPrefix.length));
            }
        }
        catch {
            this.failed = true;
            // A part would be worse than nothing: what is missing may be the newest.
            return [];
        }
        return [...names];
    }
    async write(name, fields) {
        if (!this.options.writable)
            return;
        const key = this.keyPrefix + name;
        await this.attempt('HSET', (send) => Promise.all([send(key, ['HSET', key, ...Object.entries(fields).flat()]), this.keep(send, key)]));
    }
    async add(name, amounts) {
        if (!this.options.writable)
            return;
        const key = this.keyPrefix + name;
        await this.attempt('HINCRBY', (send) => Promise.all([
            ...Object.entries(amounts).map(([field, amount]) => send(key, ['HINCRBY', key, field, String(amount)])),
            this.keep(send, key),
        ]));
    }
    async close() {
        const link = await this.link?.catch(() => undefined);
        this.link = undefined;
        await link?.close();
    }
    keep(send, key) {
        return send(key, ['EXPIRE', key, String(KEPT_SECONDS)]);
    }
    async attempt(what, commands) {
        if (!this.options.available() || performance.now() < this.restsUntil)
            return undefined;
        try {
            this.link ??= _redis_link__WEBPACK_IMPORTED_MODULE_0__.RedisLink.open(this.options);
            const link = await this.link;
            return await (0,_redis_connection__WEBPACK_IMPORTED_MODULE_2__/* .withDeadline */ .NE)(link.batch(what, commands), DEADLINE_MS, 'no answer');
        }
        catch {
            this.failed = true;
            this.restsUntil = performance.now() + (this.options.restMs ?? REST_MS);
            void this.close();
            return undefined;
        }
    }
}
/** From the flat list of names and values that HGETALL answers. */
function fieldsOf(reply) {
    const words = (Array.isArray(reply) ? reply : []).map(String);
    return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])));
}


/***/ })

};
