export const id = 891;
export const ids = [891];
export const modules = {

/***/ 90891:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RedisLedger: () => (/* binding */ RedisLedger)
/* harmony export */ });
/* harmony import */ var _redis_connection__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85431);
/* harmony import */ var _redis_link__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60360);
/* harmony import */ var _redis_scan__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26726);
/* harmony import */ var _tier_identity__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76951);




/** Time to keep a name after its last write: longer than any comparison of runs needs. */
const KEPT_SECONDS = 90 * 86_400;
/** Deadline for all commands of one call. A run can do without a ledger, so it waits no longer. */
const DEADLINE_MS = 2_000;
const REST_MS = 60_000;
/** A ledger in Redis hashes, `<prefix>:ledger:<name>`, with `~<scope>:` before the name in an untrusted scope. */
class RedisLedger {
    options;
    tier = _tier_identity__WEBPACK_IMPORTED_MODULE_2__/* .TIERS */ .i.redis.name;
    keyPrefix;
    /** Opened on first use. */
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
        const [reply = []] = (await this.attempt([['HGETALL', this.keyPrefix + name]])) ?? [];
        const fields = fieldsOf(reply);
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
            // Partial results would be worse than none: the missing names may be the newest.
            return [];
        }
        return [...names];
    }
    async write(name, fields) {
        if (!this.options.writable)
            return;
        const key = this.keyPrefix + name;
        await this.attempt([['HSET', key, ...Object.entries(fields).flat()], keep(key)]);
    }
    async add(name, amounts) {
        if (!this.options.writable)
            return;
        const key = this.keyPrefix + name;
        const added = Object.entries(amounts).map(([field, amount]) => ['HINCRBY', key, field, String(amount)]);
        await this.attempt([...added, keep(key)]);
    }
    async close() {
        const link = await this.link?.catch(() => undefined);
        this.link = undefined;
        await link?.close();
    }
    async attempt(commands) {
        if (!this.options.available() || performance.now() < this.restsUntil)
            return undefined;
        try {
            this.link ??= _redis_link__WEBPACK_IMPORTED_MODULE_0__.RedisLink.open(this.options);
            const link = await this.link;
            return await (0,_redis_connection__WEBPACK_IMPORTED_MODULE_3__/* .withDeadline */ .NE)(link.askAll('ledger', commands), DEADLINE_MS, 'no answer');
        }
        catch {
            this.failed = true;
            this.restsUntil = performance.now() + (this.options.restMs ?? REST_MS);
            void this.close();
            return undefined;
        }
    }
}
function keep(key) {
    return ['EXPIRE', key, String(KEPT_SECONDS)];
}
/** Builds fields from the flat list of names and values that HGETALL returns. */
function fieldsOf(reply) {
    const words = (Array.isArray(reply) ? reply : []).map(String);
    return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])));
}


/***/ })

};
