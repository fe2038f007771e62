export const id = 805;
export const ids = [805];
export const modules = {

/***/ 21805:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RedisLeases: () => (/* binding */ RedisLeases)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _redis_connection__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85431);
/* harmony import */ var _redis_link__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60360);
/* harmony import */ var _redis_names__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30232);




/** Lifetime of a lease without renewal: the time a run loses if another dies in the middle of its share. */
const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 3;
/** Messages may be lost, so a run waits no longer than this before it checks again. */
const LONGEST_WAIT_MS = 2_000;
const DEADLINE_MS = 2_000;
/** After a failure, leases are granted locally for this long, so a dead server costs only one deadline. */
const FAILURE_PAUSE_MS = 10_000;
/**
 * Leases as expiring keys, `<prefix>:<first 16 hex of fingerprint>:lease:<base64url text key>` (`~<scope>:lease:` in an untrusted
 * scope, which shares leases with no other), and a channel on which runs announce releases. A holder that stalls past the expiry
 * does no harm: its vectors are written with `SET NX`, and if it releases a lease that another run now holds, a third run at most
 * computes the same text again.
 */
class RedisLeases {
    options;
    shared = true;
    owner = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    keyPrefix;
    channel;
    held = new Set();
    /** A separate link, so a lease does not queue behind vectors. */
    link;
    /** Aborts the current link: a jammed one would keep the process alive until its deadlines. */
    abandoned = new AbortController();
    renewal;
    failedAt = Number.NEGATIVE_INFINITY;
    waiting = new Set();
    constructor(space, options) {
        this.options = options;
        const name = (0,_redis_names__WEBPACK_IMPORTED_MODULE_2__/* .redisNamespace */ .H)(options.prefix, space);
        this.keyPrefix = `${name}:lease:`;
        this.channel = `${name}:released`;
    }
    async acquire(keys) {
        const words = [this.owner, 'NX', 'PX', String(LEASE_MS)];
        const replies = await this.attempt('lease', keys.map((key) => ['SET', this.keyPrefix + key, ...words]));
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
        await this.attempt('release', [
            ...ours.map((key) => ['DEL', this.keyPrefix + key]),
            ['PUBLISH', this.channel, String(ours.length)],
        ]);
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
        const link = await this.link?.catch(() => undefined);
        // Not awaited: nothing depends on it.
        link?.close().catch(() => { });
    }
    renew() {
        const keys = [...this.held];
        if (keys.length === 0)
            return;
        void this.attempt('renew', keys.map((key) => ['PEXPIRE', this.keyPrefix + key, String(LEASE_MS)]));
    }
    /** @returns undefined if Redis does not answer, or recently did not */
    async attempt(what, commands) {
        if (performance.now() - this.failedAt < FAILURE_PAUSE_MS)
            return undefined;
        if (this.options.available?.() === false)
            return undefined;
        try {
            this.link ??= this.connect();
            const answer = this.link.then((link) => link.askAll(what, commands));
            return await (0,_redis_connection__WEBPACK_IMPORTED_MODULE_3__/* .withDeadline */ .NE)(answer, DEADLINE_MS, 'no answer');
        }
        catch (error) {
            this.failedAt = performance.now();
            this.link = undefined;
            this.abandoned.abort(error);
            return undefined;
        }
    }
    async connect() {
        this.abandoned = new AbortController();
        const link = await _redis_link__WEBPACK_IMPORTED_MODULE_1__.RedisLink.open({ ...this.options, abandoned: this.abandoned.signal });
        // Without this message, waiting runs check again after LONGEST_WAIT_MS.
        const wakeAll = () => {
            for (const wake of this.waiting)
                wake();
        };
        await link.subscribe(this.channel, wakeAll).catch(() => { });
        return link;
    }
}


/***/ }),

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


/***/ })

};
