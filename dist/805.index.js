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
/* harmony import */ var _redis_connection__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83690);
/* harmony import */ var _redis_link__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26062);
/* harmony import */ var _redis_names__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30232);




/** How long a lease lasts that nobody renews: what a run loses when another dies in the middle of its share. */
const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 3;
/** A message may be missed; nobody waits longer than this before looking again. */
const LONGEST_WAIT_MS = 2_000;
const DEADLINE_MS = 2_000;
/** After a failure leases are granted without asking for so long, so that a dead server costs one deadline and no more. */
const FAILURE_PAUSE_MS = 10_000;
/**
 * Leases as keys that expire, `<prefix>:<first 16 hex of fingerprint>:lease:<base64url text key>` (`~<scope>:lease:` in an untrusted
 * scope, which shares leases with no other), and a channel on which runs
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
    /** Of the present link: what is jammed would keep the process for as long as its deadlines are. */
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
        const link = await this.link?.catch(() => undefined);
        // Not waited for: nothing depends on it.
        link?.close().catch(() => { });
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
            const answer = this.link.then((link) => link.batch(what, commands));
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
        // Without it, whoever waits looks again after the longest wait.
        await link.subscribe(this.channel, () => this.wakeAll()).catch(() => { });
        return link;
    }
    wakeAll() {
        for (const wake of this.waiting)
            wake();
    }
}


/***/ }),

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


/***/ })

};
