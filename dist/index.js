#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 91135:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ PRUNE_CLASSES),
/* harmony export */   e6: () => (/* binding */ totalOf),
/* harmony export */   fr: () => (/* binding */ emptyAudit),
/* harmony export */   sO: () => (/* binding */ AUDIT_SCHEMA)
/* harmony export */ });
/** Version of the shape below. Raised when a field changes its meaning or goes; new fields do not raise it. */
const AUDIT_SCHEMA = 'embed-once/audit-report@1';
/** What `prune-classes` can name. */
const PRUNE_CLASSES = ['corrupt', 'orphaned', 'undated'];
function emptyAudit(fingerprint, scope) {
    return {
        fingerprint,
        ...(scope !== undefined && { scope }),
        age: 'undated',
        entries: 0,
        bytes: 0,
        valid: 0,
        unsigned: 0,
        corrupt: 0,
        unverifiable: 0,
        unknown: 0,
        otherType: 0,
        duplicate: 0,
        sampled: 0,
        unused: 0,
        memorySampled: 0,
        memoryBytes: 0,
        pruned: 0,
        prunedBytes: 0,
    };
}
/** Over all tiers and fingerprints. */
function totalOf(tiers, field) {
    return tiers.reduce((sum, { fingerprints }) => sum + fingerprints.reduce((some, one) => some + one[field], 0), 0);
}


/***/ }),

/***/ 80985:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ classifyName),
/* harmony export */   aY: () => (/* binding */ EnvelopeJudge),
/* harmony export */   uo: () => (/* binding */ SHORT_DIGITS)
/* harmony export */ });
/* harmony import */ var _cache_envelope__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(99652);

/** Digits of a fingerprint that are in the name of a vector in Redis. */
const SHORT_DIGITS = 16;
/** @param name of a key in Redis, prefix and all */
function classifyName(prefix, name) {
    const rest = name.slice(prefix.length + 1);
    const [, fingerprint, scope, key] = /^([0-9a-f]{16}):(?:~([a-z0-9-]+):)?([\w-]{43})$/.exec(rest) ?? [];
    if (fingerprint && key)
        return { kind: 'vector', fingerprint, key, ...(scope !== undefined && { scope }) };
    if (/^[0-9a-f]{16}:(?:~[a-z0-9-]+:)?(?:lease|mended):/.test(rest))
        return { kind: 'passing' };
    return rest.startsWith('ledger:') ? { kind: 'ledger' } : { kind: 'foreign' };
}
/** Judges envelopes of all fingerprints that are known, by what their trailers say of their length and dtype. */
class EnvelopeJudge {
    signingKeys;
    /** Whole fingerprints, by their first digits. */
    wholes = new Map();
    codecs = new Map();
    constructor(fingerprints, signingKeys) {
        this.signingKeys = signingKeys;
        for (const whole of new Set(fingerprints)) {
            const short = whole.slice(0, SHORT_DIGITS);
            this.wholes.set(short, [...(this.wholes.get(short) ?? []), whole]);
        }
    }
    /** What is known of a fingerprint: all of it, or what was given. */
    nameOf(fingerprint) {
        const wholes = this.wholes.get(fingerprint);
        return wholes?.length === 1 ? wholes[0] : fingerprint;
    }
    /** @param fingerprint whole, or its first 16 digits */
    judge(fingerprint, key, envelope, scope) {
        const form = (0,_cache_envelope__WEBPACK_IMPORTED_MODULE_0__/* .envelopeForm */ .LG)(envelope);
        if (!form)
            return 'corrupt';
        if (!(0,_cache_envelope__WEBPACK_IMPORTED_MODULE_0__/* .knowsVersion */ .Hn)(form.version))
            return 'unknown';
        if (!form.dtype)
            return 'corrupt';
        const wholes = fingerprint.length > SHORT_DIGITS ? [fingerprint] : this.wholes.get(fingerprint);
        if (!wholes)
            return 'unverifiable';
        const { dimensions, dtype } = form;
        for (const whole of wholes) {
            const name = `${whole} ${dimensions} ${dtype} ${scope ?? ''}`;
            const codec = this.codecs.get(name) ?? this.codec({ fingerprint: whole, dimensions, dtype, scope });
            const refusal = codec.refusal(key, envelope);
            if (refusal === 'corrupt')
                continue;
            // Not of what a damaged trailer says: there could be as many as entries.
            this.codecs.set(name, codec);
            return refusal ?? ((0,_cache_envelope__WEBPACK_IMPORTED_MODULE_0__/* .isSigned */ .JI)(form) ? 'valid' : 'unsigned');
        }
        return 'corrupt';
    }
    codec({ scope, ...space }) {
        const keys = this.signingKeys && { signingKeys: this.signingKeys };
        return new _cache_envelope__WEBPACK_IMPORTED_MODULE_0__/* .EnvelopeCodec */ .fF({ ...space, ...keys, ...(scope !== undefined && { scope }) });
    }
}


/***/ }),

/***/ 17196:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ isToGo),
/* harmony export */   w: () => (/* binding */ isFolderToGo)
/* harmony export */ });
/** Whether an entry is to go. What this version does not understand stays, whatever is asked for. */
function isToGo(age, verdict, { mode, classes }) {
    if (mode === 'off' || verdict === 'unknown')
        return false;
    return (verdict === 'corrupt' && classes.includes('corrupt')) || isFolderToGo(age, { mode, classes });
}
/** Whether all of a fingerprint is to go. */
function isFolderToGo(age, { mode, classes }) {
    return mode !== 'off' && (age === 'orphaned' || age === 'undated') && classes.includes(age);
}


/***/ }),

/***/ 64006:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   RedisAudit: () => (/* binding */ RedisAudit),
/* harmony export */   count: () => (/* binding */ count)
/* harmony export */ });
/* harmony import */ var _cache_redis_scan__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(16123);
/* harmony import */ var _audit_report__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(91135);
/* harmony import */ var _classify__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(80985);
/* harmony import */ var _pruning__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(17196);




/** Values that are read at once: no longer than for these do other clients of the server wait. */
const MOST_KEYS = 128;
const MOST_BYTES = 2 ** 20;
/** While nothing is known of how large values are. */
const FIRST_KEYS = 16;
/** Of so many entries of a fingerprint, one is asked how long it has left and what memory it takes. */
const ENTRIES_PER_SAMPLE = 64;
/** What PTTL answers for a key that is not there. */
const ABSENT = -2;
/** Walks over all keys of the prefix: names by SCAN, values by MGET, some at a time, with pauses in between. */
class RedisAudit {
    link;
    facts;
    options;
    audits = new Map();
    largest = 0;
    samples = true;
    /** @param facts filled by the walk */
    constructor(link, facts, options) {
        this.link = link;
        this.facts = facts;
        this.options = options;
    }
    /** @throws CacheError if a server does not answer; `facts` then holds what was seen until then */
    async walk() {
        await this.leaveUntouched();
        for await (const names of (0,_cache_redis_scan__WEBPACK_IMPORTED_MODULE_0__/* .scanNames */ .C)(this.link, `${this.options.prefix}:`)) {
            const vectors = this.sort(names);
            for (let from = 0; from < vectors.length && !this.options.signal.aborted;) {
                const size = this.largest === 0 ? FIRST_KEYS : Math.max(1, Math.floor(MOST_BYTES / this.largest));
                const batch = vectors.slice(from, from + Math.min(MOST_KEYS, size));
                await this.look(batch);
                from += batch.length;
            }
            if (this.options.signal.aborted)
                return;
        }
    }
    /** Else all that is looked at would count as used, for a server that evicts what was not. From Redis 7.2 on. */
    async leaveUntouched() {
        const addresses = await this.link.addresses();
        this.facts.touched = await this.link
            .batch('CLIENT NO-TOUCH', (_, __, sendTo) => Promise.all(addresses.map((address) => sendTo(address, ['CLIENT', 'NO-TOUCH', 'ON']))))
            .then(() => false, () => true);
    }
    sort(names) {
        const vectors = [];
        for (const name of names) {
            const named = (0,_classify__WEBPACK_IMPORTED_MODULE_1__/* .classifyName */ .Ce)(this.options.prefix, name);
            if (named.kind === 'vector') {
                vectors.push({
                    name,
                    key: named.key,
                    short: named.fingerprint,
                    audit: this.auditOf(named.fingerprint, named.scope),
                });
            }
            else if (named.kind === 'passing')
                this.facts.leases++;
            else if (named.kind === 'ledger')
                this.facts.ledgers++;
            else
                this.facts.foreign++;
        }
        return vectors;
    }
    auditOf(fingerprint, scope) {
        const name = `${fingerprint} ${scope ?? ''}`;
        const known = this.audits.get(name);
        if (known)
            return known;
        const { ages, judge } = this.options;
        const audit = (0,_audit_report__WEBPACK_IMPORTED_MODULE_2__/* .emptyAudit */ .fr)(judge.nameOf(fingerprint), scope);
        audit.age = ages.age(fingerprint, this.facts.tier);
        const lastUsed = ages.lastUsed(fingerprint);
        if (lastUsed)
            audit.lastUsed = lastUsed;
        this.audits.set(name, audit);
        this.facts.fingerprints.push(audit);
        return audit;
    }
    async look(batch) {
        await this.sample(batch);
        const names = batch.map(({ name }) => name);
        const reply = await (0,_cache_redis_scan__WEBPACK_IMPORTED_MODULE_0__/* .paced */ .y)(() => this.link.batch('MGET', (send) => send(names[0], ['MGET', ...names])));
        const values = reply;
        const toGo = [];
        const absent = [];
        for (const [at, named] of batch.entries()) {
            const value = values[at];
            if (!value) {
                absent.push(named);
                continue;
            }
            this.largest = Math.max(this.largest, value.length);
            const verdict = this.options.judge.judge(named.short, named.key, value, named.audit.scope);
            count(named.audit, verdict, value.length);
            if ((0,_pruning__WEBPACK_IMPORTED_MODULE_3__/* .isToGo */ .I)(named.audit.age, verdict, this.options.pruning))
                toGo.push({ named, bytes: value.length });
        }
        if (absent.length > 0)
            await this.countOthers(absent);
        if (toGo.length > 0)
            await this.prune(toGo);
    }
    /** MGET answers the same for what has expired meanwhile and for what is no string. */
    async countOthers(absent) {
        const left = await this.pttl(absent.map(({ name }) => name));
        for (const [at, { audit }] of absent.entries())
            if (left[at] !== ABSENT)
                audit.otherType++;
    }
    /** Asks the first of each 64 entries, before it is read. A server that does not allow it is not asked again. */
    async sample(batch) {
        const { ttlSeconds } = this.options;
        if (!this.samples)
            return;
        const asked = batch.filter(({ audit }, at) => {
            const before = batch.slice(0, at).filter((other) => other.audit === audit).length;
            return (audit.entries + before) % ENTRIES_PER_SAMPLE === 0;
        });
        if (asked.length === 0)
            return;
        try {
            const left = await this.pttl(asked.map(({ name }) => name));
            const memory = await this.link.batch('MEMORY USAGE', (send) => Promise.all(asked.map(({ name }) => send(name, ['MEMORY', 'USAGE', name]).catch(() => null))));
            for (const [at, { audit }] of asked.entries()) {
                const [ms, bytes] = [left[at], memory[at]];
                if (ttlSeconds > 0 && ms >= 0) {
                    audit.sampled++;
                    if (ms < ttlSeconds * 500)
                        audit.unused++;
                }
                if (typeof bytes === 'number') {
                    audit.memorySampled++;
                    audit.memoryBytes += bytes;
                }
            }
        }
        catch {
            this.samples = false;
        }
    }
    async pttl(names) {
        const replies = await this.link.batch('PTTL', (send) => Promise.all(names.map((name) => send(name, ['PTTL', name]))));
        return replies.map(Number);
    }
    async prune(toGo) {
        const gone = this.options.pruning.mode === 'on'
            ? await (0,_cache_redis_scan__WEBPACK_IMPORTED_MODULE_0__/* .paced */ .y)(() => this.link.batch('UNLINK', (send) => Promise.all(toGo.map(({ named: { name } }) => send(name, ['UNLINK', name])))))
            : toGo.map(() => 1);
        for (const [at, { named, bytes }] of toGo.entries()) {
            if (gone[at] !== 1)
                continue;
            named.audit.pruned++;
            named.audit.prunedBytes += bytes;
        }
    }
}
/** Notes one entry. */
function count(audit, verdict, bytes) {
    audit.entries++;
    audit.bytes += bytes;
    if (verdict === 'unsigned')
        audit.valid++;
    audit[verdict]++;
}


/***/ }),

/***/ 74468:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ix: () => (/* binding */ parseUseName),
/* harmony export */   MD: () => (/* binding */ noteUse),
/* harmony export */   Q_: () => (/* binding */ readDaysOfUse),
/* harmony export */   jj: () => (/* binding */ useOf)
/* harmony export */ });
/* harmony import */ var _cache_ledger__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(38037);

const KIND = 'use';
const FIELDS = [
    'runs',
    'unique',
    'hits',
    'misses',
    'embedded',
    'tokens',
    'sharedByOthers',
    'computedTwice',
    'corrupt',
    'bytesReceived',
    'bytesSent',
    'embedMs',
    'ms',
];
/** One run as a use. @param ms since it began */
function useOf(texts, tiers, ms) {
    const sum = (of, value) => Math.round(of.reduce((total, one) => total + value(one), 0));
    return {
        runs: 1,
        unique: sum(texts, ({ unique }) => unique),
        hits: sum(texts, ({ hits }) => hits),
        misses: sum(texts, ({ misses }) => misses),
        embedded: sum(texts, ({ embedded }) => embedded),
        tokens: sum(texts, ({ tokens }) => tokens),
        sharedByOthers: sum(texts, ({ sharedByOthers }) => sharedByOthers),
        computedTwice: sum(texts, ({ computedTwice }) => computedTwice),
        corrupt: sum(tiers, ({ corrupt }) => corrupt),
        bytesReceived: sum(tiers, ({ traffic }) => traffic?.bytesReceived ?? 0),
        bytesSent: sum(tiers, ({ traffic }) => traffic?.bytesSent ?? 0),
        embedMs: sum(texts, ({ embedMs }) => embedMs),
        ms: Math.round(ms),
    };
}
/** Adds a run to its day, in one round trip. A run that asked for no text leaves nothing. */
async function noteUse(ledger, fingerprint, use, now) {
    if (use.unique === 0)
        return;
    const amounts = Object.fromEntries(FIELDS.map((field) => [field, use[field]]).filter(([, amount]) => amount !== 0));
    await ledger.add((0,_cache_ledger__WEBPACK_IMPORTED_MODULE_0__/* .ledgerName */ .b)(KIND, fingerprint, now.toISOString().slice(0, 10)), amounts);
}
/** The day and fingerprint that a ledger's name is for, if it is for uses. */
function parseUseName(name) {
    const [, fingerprint, day] = /^use:([0-9a-f]{64}):(\d{4}-\d\d-\d\d)$/.exec(name) ?? [];
    return fingerprint && day ? { fingerprint, day } : undefined;
}
/** @param names of the ledger; those that are not for uses are passed over. @returns the newest day first */
async function readDaysOfUse(ledger, names) {
    const days = [];
    for (const name of names) {
        const named = parseUseName(name);
        const fields = named && (await ledger.read(name));
        if (!fields)
            continue;
        const use = Object.fromEntries(FIELDS.map((field) => [field, Number(fields[field]) || 0]));
        days.push({ tier: ledger.tier, ...named, ...use });
    }
    return days.sort((a, b) => b.day.localeCompare(a.day) || a.fingerprint.localeCompare(b.fingerprint));
}


/***/ }),

/***/ 76209:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fr: () => (/* binding */ survey),
/* harmony export */   S5: () => (/* binding */ closeAll),
/* harmony export */   Tp: () => (/* binding */ mend),
/* harmony export */   YM: () => (/* binding */ LOCK),
/* harmony export */   nG: () => (/* binding */ filesIn),
/* harmony export */   oE: () => (/* binding */ compact)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _keys_key_index__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(34882);
/* harmony import */ var _keys_text_key__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4043);
/* harmony import */ var _runner_mark__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(92730);
/* harmony import */ var _runner_uses__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(77315);
/* harmony import */ var _shard__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(3818);








/** A shard that is not whole yet: no reader takes it for one. */
const MERGING_SUFFIX = '.merging';
const LOCK = 'compaction.lock';
/** Files of at least this size are merged only if much of them is waste, so that a large cache is not copied time and again. */
const LARGE_BYTES = 64 * 2 ** 20;
/** As many small shards may lie side by side. */
const MOST_SMALL = 8;
/** A shard is written anew if at least so much of it, in bytes and as a share, is no use. */
const WASTE_BYTES = 2 ** 20;
const WASTE_SHARE = 0.25;
/** What is over the limit is brought down to this share of it, so that not every run has to. */
const TARGET_SHARE = 0.9;
/** Entries in a block that is written. */
const BLOCK_ENTRIES = 1024;
/**
 * Merges small and wasteful shards of the run's `own` fingerprint, and drops the vectors, of any fingerprint, that were used
 * longest ago if there are too many. It does nothing if there is no need, or if another process is at it.
 *
 * It may be killed at any moment: a merged shard gets its name when it is whole and on disk, and only then are those it was
 * made from deleted. Two at once would leave duplicates, or drop what could have stayed, and lose nothing else.
 */
async function compact(root, own, options) {
    const overLimit = options.maxBytes > 0 && (await bytesUnder(root)) > options.maxBytes;
    if (!overLimit && !(await needsMerging(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(root, own), options.wasteBytes)))
        return;
    const lock = await _runner_mark__WEBPACK_IMPORTED_MODULE_5__/* .Mark */ .C.makeOnly(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(root, LOCK));
    if (!lock)
        return;
    try {
        const now = await lock.time();
        await tidy(root, now);
        const names = overLimit ? await fingerprintsIn(root) : [own];
        const folders = [];
        try {
            for (const name of names) {
                const codec = name === own ? options.codec : undefined;
                const folder = await survey(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(root, name), name, now, codec);
                if (folder)
                    folders.push(folder);
            }
            // Counted anew, since what a killed compaction left is gone now, and would be paid for with vectors.
            if (overLimit)
                drop(folders, (await bytesUnder(root)) - options.maxBytes * TARGET_SHARE);
            for (const folder of folders) {
                await mend(folder, folder.fingerprint === own ? options.codec : undefined);
            }
        }
        finally {
            for (const { shards } of folders)
                await closeAll(shards);
        }
        // A run may be about to make a shard in an empty folder; it makes the folder anew then.
        for (const name of names)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rmdir)(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(root, name)).catch(() => { });
    }
    finally {
        await lock.remove();
    }
}
async function needsMerging(folder, wasteBytes) {
    if (wasteBytes >= WASTE_BYTES)
        return true;
    const shards = (await filesIn(folder)).filter((file) => file.endsWith(_shard__WEBPACK_IMPORTED_MODULE_7__/* .SHARD_SUFFIX */ .b5));
    if (shards.length <= MOST_SMALL)
        return false;
    const sizes = await Promise.all(shards.map(sizeOf));
    return sizes.filter((size) => size < LARGE_BYTES).length > MOST_SMALL;
}
/** Deletes what a killed compaction left: unfinished shards, and files beside shards that are gone. */
async function tidy(root, now) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(root)) {
        const file = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(root, name);
        if (name.startsWith(`${LOCK}.`) && !(await (0,_runner_mark__WEBPACK_IMPORTED_MODULE_5__/* .isAlive */ ._)(file, now)))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(file, { force: true });
    }
    for (const name of await fingerprintsIn(root)) {
        const files = await filesIn(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(root, name));
        for (const file of files) {
            const stem = file.slice(0, file.lastIndexOf('.'));
            const unfinished = file.endsWith(MERGING_SUFFIX);
            const beside = file.endsWith(_shard__WEBPACK_IMPORTED_MODULE_7__/* .WRITING_SUFFIX */ .fr) || file.includes(_runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .USES_SUFFIX */ .T_);
            const widowed = beside && !files.includes(stem.replace(_runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .USES_SUFFIX */ .T_, '') + _shard__WEBPACK_IMPORTED_MODULE_7__/* .SHARD_SUFFIX */ .b5);
            // A process that begins a shard has its mark before it has the shard.
            const beginning = file.endsWith(_shard__WEBPACK_IMPORTED_MODULE_7__/* .WRITING_SUFFIX */ .fr) && (await (0,_runner_mark__WEBPACK_IMPORTED_MODULE_5__/* .isAlive */ ._)(file, now));
            if (unfinished || (widowed && !beginning))
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(file, { force: true });
        }
    }
}
/**
 * @param codec of this fingerprint, where it is known
 * @returns undefined for a folder with a shard that is not understood, of a newer version perhaps: it is left alone
 */
async function survey(folder, fingerprint, now, codec) {
    const files = (await filesIn(folder)).filter((file) => file.endsWith(_shard__WEBPACK_IMPORTED_MODULE_7__/* .SHARD_SUFFIX */ .b5)).sort();
    const index = new _keys_key_index__WEBPACK_IMPORTED_MODULE_3__/* .KeyIndex */ .u();
    const surveyed = [];
    // The last first, since what was written last is what counts.
    for (const file of files.reverse()) {
        // Asked before the entries are read: of a writer that ended before that, all are there.
        const growing = await (0,_runner_mark__WEBPACK_IMPORTED_MODULE_5__/* .isAlive */ ._)((0,_shard__WEBPACK_IMPORTED_MODULE_7__/* .stemOf */ .Vc)(file) + _shard__WEBPACK_IMPORTED_MODULE_7__/* .WRITING_SUFFIX */ .fr, now);
        const shard = await _shard__WEBPACK_IMPORTED_MODULE_7__/* .Shard */ .Lk.open(file);
        const kind = await shard.kind();
        if (kind && ('fault' in kind || (0,_shard__WEBPACK_IMPORTED_MODULE_7__/* .faultOf */ .Kl)(kind, fingerprint, codec) !== undefined)) {
            await closeAll([...surveyed, { shard }]);
            return undefined;
        }
        surveyed.push(await surveyEntries(shard, growing, kind?.envelopeBytes ?? 0, index));
    }
    if (surveyed.some(({ envelopeBytes }) => envelopeBytes > 0))
        return { fingerprint, shards: surveyed.reverse() };
    await closeAll(surveyed);
    return undefined;
}
/** @param index of the keys of all later shards; those of this one are added */
async function surveyEntries(shard, growing, envelopeBytes, index) {
    const blocks = [];
    let count = 0;
    for await (const block of shard.blocks(envelopeBytes)) {
        blocks.push(block);
        count += block.count;
    }
    const keep = new Uint8Array(count);
    let ordinal = count;
    for (const { keys } of blocks.toReversed()) {
        for (let at = keys.length - _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_; at >= 0; at -= _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_) {
            if (index.addRaw(keys, at))
                keep[ordinal - 1] = 1;
            ordinal--;
        }
    }
    return {
        shard,
        growing,
        envelopeBytes,
        keep,
        size: await shard.size(),
        blocks: blocks.map(({ count: entries, offset }) => ({ count: entries, offset })),
        uses: await (0,_runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .readUses */ .NC)((0,_shard__WEBPACK_IMPORTED_MODULE_7__/* .stemOf */ .Vc)(shard.file) + _runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .USES_SUFFIX */ .T_, count, (0,_shard__WEBPACK_IMPORTED_MODULE_7__/* .timeInName */ .sT)(shard.file)),
        dropping: false,
    };
}
/** Chooses entries that were used longest ago, `bytes` of them. Among those used at one time, those written first. */
function drop(folders, bytes) {
    if (bytes <= 0)
        return;
    const bytesByUse = new Map();
    for (const { shard, entryBytes } of droppable(folders)) {
        for (const use of shard.uses)
            bytesByUse.set(use, (bytesByUse.get(use) ?? 0) + entryBytes);
    }
    let [last, left] = [-1, bytes];
    for (const [use, ofThem] of [...bytesByUse].sort(([a], [b]) => a - b)) {
        last = use;
        if (ofThem >= left)
            break;
        left -= ofThem;
    }
    for (const { shard, entryBytes } of droppable(folders)) {
        for (const [at, use] of shard.uses.entries()) {
            if (use > last || (use === last && left <= 0))
                continue;
            if (use === last)
                left -= entryBytes;
            shard.keep[at] = 0;
            shard.dropping = true;
        }
    }
}
function* droppable(folders) {
    for (const { shards } of folders) {
        for (const shard of shards)
            if (!shard.growing)
                yield { shard, entryBytes: shard.envelopeBytes + _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_ };
    }
}
/** @param codec finds envelopes that are not whole, where it is known */
async function mend(folder, codec) {
    for (const group of betweenGrowing(folder.shards)) {
        const small = group.filter(({ size }) => size < LARGE_BYTES);
        const chosen = group.filter((shard) => shard.dropping || isWasteful(shard) || (small.length > MOST_SMALL && small.includes(shard)));
        const [full, empty] = [chosen.filter(keepsAny), chosen.filter((shard) => !keepsAny(shard))];
        // First, to make room for what is merged.
        for (const { shard } of empty)
            await remove(shard.file);
        // What is kept of two kinds has no key in common, so it does not matter which stands later.
        for (const envelopeBytes of new Set(full.map((shard) => shard.envelopeBytes))) {
            const alike = full.filter((shard) => shard.envelopeBytes === envelopeBytes);
            await merge(alike, { fingerprint: folder.fingerprint, envelopeBytes }, codec);
        }
    }
}
/**
 * Merging moves entries to where the newest of the merged shards stood, and what another process appends in between could
 * then no longer replace them. So nothing is merged across a shard that still grows.
 */
function betweenGrowing(shards) {
    const groups = [[]];
    for (const shard of shards) {
        if (shard.growing)
            groups.push([]);
        else
            groups.at(-1)?.push(shard);
    }
    return groups;
}
function isWasteful({ size, keep, envelopeBytes }) {
    const kept = keep.reduce((sum, one) => sum + one, 0);
    const waste = size - kept * (envelopeBytes + _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
    return waste >= WASTE_BYTES && waste >= size * WASTE_SHARE;
}
function keepsAny({ keep }) {
    return keep.includes(1);
}
/** Copies what is kept, byte for byte, into one shard that stands where the newest of these stood, and deletes these. */
async function merge(shards, kind, codec) {
    const newest = (0,_shard__WEBPACK_IMPORTED_MODULE_7__/* .stemOf */ .Vc)(shards.at(-1).shard.file);
    const stem = `${newest.replace(/\+[0-9a-f]*$/, '')}+${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    const merged = await _shard__WEBPACK_IMPORTED_MODULE_7__/* .Shard */ .Lk.createUnnamed(stem + MERGING_SUFFIX, kind);
    const writer = new BlockWriter(merged, kind.envelopeBytes);
    try {
        try {
            for (const surveyed of shards)
                await copy(surveyed, writer, kind.envelopeBytes, codec);
            await writer.flush();
        }
        finally {
            await merged.close();
        }
        await (0,_runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .writeUses */ .cl)(stem + _runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .USES_SUFFIX */ .T_, Uint32Array.from(writer.uses));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(stem + MERGING_SUFFIX, stem + _shard__WEBPACK_IMPORTED_MODULE_7__/* .SHARD_SUFFIX */ .b5);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(stem + MERGING_SUFFIX, { force: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(stem + _runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .USES_SUFFIX */ .T_, { force: true });
        throw error;
    }
    await syncFolder(node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(stem));
    for (const { shard } of shards)
        await remove(shard.file);
}
/** Collects entries, and appends them to a shard in blocks that are worth one read each. */
class BlockWriter {
    shard;
    envelopeBytes;
    /** When each entry was used last, in seconds since 1970. */
    uses = [];
    keys;
    envelopes;
    count = 0;
    constructor(shard, envelopeBytes) {
        this.shard = shard;
        this.envelopeBytes = envelopeBytes;
        this.keys = Buffer.allocUnsafe(BLOCK_ENTRIES * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
        this.envelopes = Buffer.allocUnsafe(BLOCK_ENTRIES * envelopeBytes);
    }
    async add(key, envelope, use) {
        key.copy(this.keys, this.count * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
        envelope.copy(this.envelopes, this.count * this.envelopeBytes);
        this.uses.push(use);
        if (++this.count === BLOCK_ENTRIES)
            await this.flush();
    }
    async flush() {
        if (this.count === 0)
            return;
        const keys = this.keys.subarray(0, this.count * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
        await this.shard.appendRaw(keys, this.envelopes.subarray(0, this.count * this.envelopeBytes));
        this.count = 0;
    }
}
async function copy({ shard, blocks, keep, uses }, target, envelopeBytes, codec) {
    let ordinal = 0;
    for (const { count, offset } of blocks) {
        for (let from = 0; from < count; from += BLOCK_ENTRIES) {
            const entries = Math.min(BLOCK_ENTRIES, count - from);
            const first = ordinal;
            ordinal += entries;
            if (!keep.subarray(first, ordinal).includes(1))
                continue;
            const keys = await shard.bytes(offset - (count - from) * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_, entries * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
            const envelopes = await shard.bytes(offset + from * envelopeBytes, entries * envelopeBytes);
            for (let at = 0; at < entries; at++) {
                if (keep[first + at] === 0)
                    continue;
                const key = keys.subarray(at * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_, (at + 1) * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
                const envelope = envelopes.subarray(at * envelopeBytes, (at + 1) * envelopeBytes);
                if (codec && !codec.isWhole(key.toString('base64url'), envelope))
                    continue;
                await target.add(key, envelope, uses[first + at]);
            }
        }
    }
}
/** The shard first: what is left beside it if the process is killed here is tidied up later. */
async function remove(file) {
    for (const suffix of [_shard__WEBPACK_IMPORTED_MODULE_7__/* .SHARD_SUFFIX */ .b5, _runner_uses__WEBPACK_IMPORTED_MODULE_6__/* .USES_SUFFIX */ .T_, _shard__WEBPACK_IMPORTED_MODULE_7__/* .WRITING_SUFFIX */ .fr])
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)((0,_shard__WEBPACK_IMPORTED_MODULE_7__/* .stemOf */ .Vc)(file) + suffix, { force: true });
}
/** Makes sure that the new name is on disk before the old ones go. */
async function syncFolder(folder) {
    // Not every file system can; those order their own changes.
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(folder, 'r').catch(() => undefined);
    await handle?.sync().catch(() => { });
    await handle?.close();
}
async function closeAll(surveyed) {
    for (const { shard } of surveyed)
        await shard.close();
}
async function fingerprintsIn(root) {
    return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(root)).filter((name) => /^[0-9a-f]{64}$/.test(name));
}
async function filesIn(folder) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder).catch(() => []);
    return names.map((name) => node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, name));
}
/** Bytes of all shards and what lies beside them. */
async function bytesUnder(root) {
    let total = 0;
    for (const name of await fingerprintsIn(root)) {
        for (const file of await filesIn(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(root, name)))
            total += await sizeOf(file);
    }
    return total;
}
async function sizeOf(file) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file).then(({ size }) => size, () => 0);
}


/***/ }),

/***/ 99652:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ knowsVersion),
/* harmony export */   JI: () => (/* binding */ isSigned),
/* harmony export */   LG: () => (/* binding */ envelopeForm),
/* harmony export */   Ov: () => (/* binding */ VectorSlab),
/* harmony export */   fF: () => (/* binding */ EnvelopeCodec)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _half_precision__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(88508);
/* harmony import */ var _signature__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(12588);



/**
 * How one vector is stored, in every tier. The payload comes first, then a trailer, little-endian: twelve bytes, or 52 where
 * the envelope is signed.
 *
 * | bytes, signed | bytes, unsigned | what |
 * |---|---|---|
 * | 0 to 3 | 0 to 3 | dimensions |
 * | 4, 5 | 4, 5 | `EO` |
 * | 6 | 6 | version: 2 is signed, 1 is not |
 * | 7 | 7 | dtype of the payload: 1 is float32, 2 is float16 (IEEE 754 binary16) |
 * | 8 to 15 | | id of the key that signed |
 * | 16 to 47 | | HMAC-SHA256 over the names, the payload and the 16 bytes before |
 * | 48 to 51 | 8 to 11 | CRC-32 over the fingerprint (hex), the text key (base64url), and all bytes before |
 *
 * Since checksum and signature cover the names as well as the payload, a value that was swapped with another's is caught too.
 * The signature covers the trust scope besides: what an untrusted run signed is worth nothing under a trusted name. A run
 * without a key still has the checksum to find damage by. It stands last because then checking is one pass over the whole:
 * a CRC that runs on over its own value ends in a constant.
 */
const HEAD_BYTES = 8;
const CHECKSUM_BYTES = 4;
const UNSIGNED = { version: 1, bytes: HEAD_BYTES + CHECKSUM_BYTES };
const SIGNED = { version: 2, bytes: HEAD_BYTES + _signature__WEBPACK_IMPORTED_MODULE_2__/* .KEY_ID_BYTES */ .M$ + _signature__WEBPACK_IMPORTED_MODULE_2__/* .SIGNATURE_BYTES */ .tM + CHECKSUM_BYTES };
/** By dtype: its number in the trailer, and the bytes of a component. */
const DTYPES = {
    fp32: { number: 1, bytes: 4 },
    fp16: { number: 2, bytes: 2 },
};
/** What CRC-32 comes to over any message with its own CRC behind it. */
const CRC_RESIDUE = 0x2144df1c;
class EnvelopeCodec {
    /** Of every envelope that it writes. */
    bytes;
    dimensions;
    dtype;
    payloadBytes;
    unsignedHead;
    signedHead;
    keys;
    seed;
    /** What is signed before the text key. Scope and fingerprint hold no line end, so that no two of them read the same. */
    signedNames;
    constructor({ fingerprint, dimensions, dtype = 'fp32', scope = '', signingKeys }) {
        this.dimensions = dimensions;
        this.dtype = dtype;
        this.keys = signingKeys;
        this.payloadBytes = dimensions * DTYPES[dtype].bytes;
        this.bytes = this.payloadBytes + (signingKeys ? SIGNED : UNSIGNED).bytes;
        this.unsignedHead = headOf(UNSIGNED.version, dimensions, dtype);
        this.signedHead = headOf(SIGNED.version, dimensions, dtype);
        this.seed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(fingerprint);
        this.signedNames = `embed-once envelope ${SIGNED.version}\n${scope}\n${fingerprint}\n`;
    }
    /** Whether envelopes of this length may be of this space: those that a run with a key wrote, and those of one without. */
    reads(bytes) {
        return bytes === this.payloadBytes + UNSIGNED.bytes || bytes === this.payloadBytes + SIGNED.bytes;
    }
    /** Writes the envelope of `vector` into `target` at `offset`. For fp16 it rounds, to nearest and then to even. */
    write(key, vector, target, offset = 0) {
        if (vector.length !== this.dimensions) {
            throw new RangeError(`a vector of ${vector.length} components in a space of ${this.dimensions}`);
        }
        const end = offset + this.bytes - CHECKSUM_BYTES;
        if (this.dtype === 'fp16') {
            for (let at = 0; at < vector.length; at++) {
                target.writeUInt16LE((0,_half_precision__WEBPACK_IMPORTED_MODULE_1__/* .halfBits */ .Gc)(vector[at]), offset + 2 * at);
            }
        }
        else {
            target.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), offset);
        }
        const afterHead = offset + this.payloadBytes + HEAD_BYTES;
        target.set(this.keys ? this.signedHead : this.unsignedHead, offset + this.payloadBytes);
        if (this.keys) {
            const signature = afterHead + _signature__WEBPACK_IMPORTED_MODULE_2__/* .KEY_ID_BYTES */ .M$;
            target.set(this.keys.id, afterHead);
            target.set(this.keys.sign(this.signedNames + key, target.subarray(offset, signature)), signature);
        }
        target.writeUInt32LE((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(target.subarray(offset, end), (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(key, this.seed)), end);
    }
    encode(key, vector) {
        const target = Buffer.allocUnsafe(this.bytes);
        this.write(key, vector, target);
        return target;
    }
    /** Why an envelope is not to be used as that of `key`; undefined if it is. */
    refusal(key, envelope) {
        if (!this.isWhole(key, envelope))
            return 'corrupt';
        return this.keys === undefined || this.isSigned(key, envelope, this.keys) ? undefined : 'unsigned';
    }
    /** Whether an envelope is undamaged, of this space, and belongs to `key`. That says nothing about who wrote it. */
    isWhole(key, envelope) {
        if (!this.reads(envelope.length))
            return false;
        const head = envelope.length === this.payloadBytes + SIGNED.bytes ? this.signedHead : this.unsignedHead;
        for (let at = 0; at < HEAD_BYTES; at++) {
            if (envelope[this.payloadBytes + at] !== head[at])
                return false;
        }
        return (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(envelope, (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(key, this.seed)) === CRC_RESIDUE;
    }
    /**
     * For fp32 only: the vector of the envelope of `length` bytes at `offset` (a multiple of 4) of `bytes`, where it lies: no copy
     * is made, so that whoever keeps it keeps all of `bytes`.
     */
    viewAt(key, bytes, offset, length) {
        return (this.refusal(key, bytes.subarray(offset, offset + length)) ??
            new Float32Array(bytes.buffer, bytes.byteOffset + offset, this.dimensions));
    }
    isSigned(key, envelope, keys) {
        if (envelope.length !== this.payloadBytes + SIGNED.bytes)
            return false;
        const id = this.payloadBytes + HEAD_BYTES;
        const signature = id + _signature__WEBPACK_IMPORTED_MODULE_2__/* .KEY_ID_BYTES */ .M$;
        return keys.verify(envelope.subarray(id, signature), this.signedNames + key, envelope.subarray(0, signature), envelope.subarray(signature, signature + _signature__WEBPACK_IMPORTED_MODULE_2__/* .SIGNATURE_BYTES */ .tM));
    }
}
function headOf(version, dimensions, dtype) {
    const head = Buffer.from([0, 0, 0, 0, 0x45, 0x4f, version, DTYPES[dtype].number]);
    head.writeUInt32LE(dimensions, 0);
    return head;
}
/** @returns undefined if there is no trailer where it should be, in a signed envelope or in another */
function envelopeForm(envelope) {
    const signed = formAt(envelope, SIGNED.bytes);
    return signed?.version === SIGNED.version ? signed : formAt(envelope, UNSIGNED.bytes);
}
/** @param bytes of the trailer, which begins with the head */
function formAt(envelope, bytes) {
    if (envelope.length < bytes)
        return undefined;
    const head = Buffer.from(envelope.buffer, envelope.byteOffset + envelope.length - bytes, HEAD_BYTES);
    if (head[4] !== 0x45 || head[5] !== 0x4f)
        return undefined;
    const dtype = Object.keys(DTYPES).find((one) => DTYPES[one].number === head[7]);
    return { version: head[6], dimensions: head.readUInt32LE(0), ...(dtype && { dtype }) };
}
/** Whether there is a signature, whosoever. */
function isSigned({ version }) {
    return version === SIGNED.version;
}
/** Whether this code knows what an envelope of a version looks like. */
function knowsVersion(version) {
    return version === UNSIGNED.version || version === SIGNED.version;
}
/** Takes vectors out of envelopes, into one allocation for all of a lookup: one for each would cost more than reading it. */
class VectorSlab {
    codec;
    components;
    bytes;
    used = 0;
    /** @param count most vectors that will be taken */
    constructor(count, codec) {
        this.codec = codec;
        // The last envelope is copied with its trailer, like the others, whose trailers the next vector covers. Not zeroed:
        // only what was copied is ever shown.
        const { buffer } = Buffer.allocUnsafeSlow(count * codec.dimensions * Float32Array.BYTES_PER_ELEMENT + SIGNED.bytes);
        this.components = new Float32Array(buffer);
        this.bytes = new Uint8Array(buffer);
    }
    /** @returns the vector, or why the envelope is not to be used */
    take(key, envelope) {
        const refusal = this.codec.refusal(key, envelope);
        if (refusal)
            return refusal;
        const start = this.used++ * this.codec.dimensions;
        const end = start + this.codec.dimensions;
        if (this.codec.dtype === 'fp16') {
            const widen = (0,_half_precision__WEBPACK_IMPORTED_MODULE_1__/* .widenedHalves */ .Iz)();
            for (let at = start, byte = 0; at < end; at++, byte += 2) {
                this.components[at] = widen[envelope[byte] | (envelope[byte + 1] << 8)];
            }
        }
        else {
            this.bytes.set(envelope, start * Float32Array.BYTES_PER_ELEMENT);
        }
        return this.components.subarray(start, end);
    }
}


/***/ }),

/***/ 25232:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ FolderLedger)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



/** Beside the folders of the fingerprints. */
const FOLDER = 'ledger';
const SUFFIX = '.jsonl';
/** A file that has grown beyond this is written anew as one line, in bytes. */
const LONGEST = 64 * 1024;
/**
 * Files in the folder of the runner cache, `<root>/ledger/<name>.jsonl`, of JSON Lines that are only ever appended: a line is
 * one write, so that processes need no lock. What one process adds in the moment in which another writes a long file anew
 * is lost; that happens once in some hundred runs, to counts that are for people.
 */
class FolderLedger {
    root;
    writable;
    tier = 'runner cache';
    answers = true;
    constructor(root, writable) {
        this.root = root;
        this.writable = writable;
    }
    async read(name) {
        const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(this.file(name), 'utf8').catch(() => '');
        const fields = folded(text);
        return Object.keys(fields).length > 0 ? fields : undefined;
    }
    async names(start) {
        const files = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(this.root, FOLDER)).catch(() => []);
        return files
            .filter((file) => file.endsWith(SUFFIX))
            .map((file) => file.slice(0, -SUFFIX.length).replaceAll('~', ':'))
            .filter((name) => name.startsWith(start));
    }
    async write(name, fields) {
        await this.append(name, { set: fields });
    }
    async add(name, amounts) {
        await this.append(name, { add: amounts });
    }
    async close() { }
    file(name) {
        // A colon may not stand in the name of a file on every system.
        return node_path__WEBPACK_IMPORTED_MODULE_2___default().join(this.root, FOLDER, name.replaceAll(':', '~') + SUFFIX);
    }
    async append(name, line) {
        if (!this.writable)
            return;
        const file = this.file(name);
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(file), { recursive: true });
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.appendFile)(file, `${JSON.stringify(line)}\n`);
            const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8');
            if (text.length > LONGEST)
                await replace(file, { set: folded(text) });
        }
        catch {
            // A full disk, or a folder that cannot be written: the runner cache itself says so.
        }
    }
}
async function replace(file, line) {
    const partial = `${file}.partial-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(partial, `${JSON.stringify(line)}\n`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(partial, file);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(partial, { force: true });
        throw error;
    }
}
/** What the lines come to, in order. One that a killed process left unfinished counts for nothing. */
function folded(text) {
    const fields = {};
    for (const line of text.split('\n')) {
        let parsed;
        try {
            parsed = JSON.parse(line);
        }
        catch {
            continue;
        }
        Object.assign(fields, parsed.set);
        for (const [field, amount] of Object.entries(parsed.add ?? {})) {
            fields[field] = String(Number(fields[field] ?? 0) + amount);
        }
    }
    return fields;
}


/***/ }),

/***/ 88508:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ halfBits),
/* harmony export */   Iz: () => (/* binding */ widenedHalves),
/* harmony export */   xU: () => (/* binding */ roundToStored)
/* harmony export */ });
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(83916);

/** From here on a magnitude rounds to infinity: half way from the largest half, 65504, to what would be the next. */
const LARGEST_BITS = 0x477ff000;
/** 2^-14, the smallest half that is not denormal. */
const SMALLEST_NORMAL_BITS = 0x38800000;
const INFINITY_BITS = 0x7f800000;
/** The exponent of float32 is biased by 127, that of a half by 15. */
const REBIAS = (127 - 15) << 23;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
/** The bits of the IEEE 754 binary16 that is nearest to a float32; of two equally near, the one whose last bit is 0. */
function halfBits(value) {
    float[0] = value;
    const whole = bits[0];
    const sign = (whole >>> 16) & 0x8000;
    const magnitude = whole & 0x7fffffff;
    if (magnitude > INFINITY_BITS)
        return sign | 0x7e00;
    if (magnitude >= LARGEST_BITS)
        return sign | 0x7c00;
    if (magnitude < SMALLEST_NORMAL_BITS) {
        // The last bit of a float32 near 0.5 is worth 2^-24, like that of a denormal half: the addition rounds.
        float[0] = Math.abs(value) + 0.5;
        return sign | (bits[0] - 0x3f000000);
    }
    return sign | ((magnitude - REBIAS + 0x0fff + ((magnitude >>> 13) & 1)) >>> 13);
}
/** Every half as a float32, which holds each exactly, by its bits. 256 KiB, made when the first is asked for. */
function widenedHalves() {
    table ??= Float32Array.from({ length: 0x10000 }, (_, half) => widened(half));
    return table;
}
let table;
function widened(half) {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f)
        return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    if (exponent === 0)
        return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
/**
 * Vectors as they come back from a cache that stores this dtype, so that a run that computes puts out what a run that finds
 * does. For fp32 they are returned as they are.
 * @throws ModelError if a component is beyond the range of the dtype
 */
function roundToStored(vectors, dtype = 'fp32') {
    if (dtype === 'fp32')
        return vectors;
    const widen = widenedHalves();
    return vectors.map((component) => {
        const rounded = widen[halfBits(component)];
        if (!Number.isFinite(rounded)) {
            throw new _errors__WEBPACK_IMPORTED_MODULE_0__/* .ModelError */ .me(`a component of a vector, ${component}, does not fit cache-dtype fp16. Set cache-dtype to fp32.`);
        }
        return rounded;
    });
}


/***/ }),

/***/ 38037:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ ledgerName)
/* harmony export */ });
/** Words, separated by colons, such as `contract:3f2a…`: what may stand in a key and, encoded, in the name of a file. */
function ledgerName(...words) {
    const bad = words.find((word) => !/^[\w.-]{1,128}$/.test(word));
    if (bad !== undefined)
        throw new RangeError(`${JSON.stringify(bad)} cannot be part of a ledger's name`);
    return words.join(':');
}


/***/ }),

/***/ 69107:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ readRedisFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(83916);


/** @throws InputError with every file that cannot be used */
async function readRedisFiles(inputs) {
    const faults = [];
    const password = (await read('redis-password-file', inputs.redisPasswordFile, faults))?.replace(/[\r\n]+$/, '');
    if (password === '')
        faults.push(`redis-password-file: ${inputs.redisPasswordFile} holds no password.`);
    const ca = await readPem('redis-ca', inputs.redisCa, faults);
    const cert = await readPem('redis-cert', inputs.redisCert, faults);
    const key = await readPem('redis-key', inputs.redisKey, faults);
    if (faults.length > 0)
        throw new _errors__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(faults);
    return {
        password: password ?? '',
        certificates: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) },
    };
}
async function readPem(name, file, faults) {
    const text = await read(name, file, faults);
    if (text !== undefined && !text.includes('-----BEGIN ')) {
        faults.push(`${name}: ${file} is no PEM file: there is no line that begins with -----BEGIN.`);
    }
    return text;
}
async function read(name, file, faults) {
    if (file === '')
        return undefined;
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'utf8');
    }
    catch (error) {
        faults.push(`${name}: cannot read ${file}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
        return undefined;
    }
}


/***/ }),

/***/ 16123:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ scanNames),
/* harmony export */   y: () => (/* binding */ paced)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(58500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(83916);


/** Keys that the server looks at for one SCAN: well below a millisecond, for which its other clients wait. */
const SCANNED_AT_ONCE = 512;
/** After each batch at least so long, and as long as the batch took: half of the time is left to others. */
const LEAST_PAUSE_MS = 1;
/**
 * Walks over all names that begin with `start`, on every node that holds keys, some at a time. A name that is there from
 * beginning to end is given at least once; twice, if the server's table grows or shrinks meanwhile.
 * @throws CacheError if a node does not answer, or the nodes that hold keys are others in the end than in the beginning
 */
async function* scanNames(link, start) {
    const addresses = await link.addresses();
    for (const address of addresses) {
        for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
            const command = ['SCAN', cursor, 'MATCH', `${literal(start)}*`, 'COUNT', String(SCANNED_AT_ONCE)];
            const reply = await paced(() => link.batch('SCAN', (_, __, sendTo) => sendTo(address, command)));
            // A cursor and a list of names; some connections tell a list inside a list as its elements.
            const [next, ...names] = reply.flat();
            cursor = String(next);
            // Names of others may be any bytes; ours are ASCII.
            if (names.length > 0)
                yield names.map((name) => name.toString('latin1'));
        }
    }
    if (String(await link.addresses()) !== String(addresses)) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_1__/* .CacheError */ .xA('the nodes of the cluster changed while its keys were listed: some may have been passed over');
    }
}
/** Does one batch, then leaves the server to its other clients for as long as that took. */
async function paced(batch) {
    const started = performance.now();
    const result = await batch();
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.max(LEAST_PAUSE_MS, performance.now() - started));
    return result;
}
/** Without the meaning that some characters have in a pattern. */
function literal(text) {
    return text.replace(/[*?[\]\\^-]/g, '\\$&');
}


/***/ }),

/***/ 41989:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ parseRedisUrl),
/* harmony export */   PG: () => (/* binding */ hostAndPort),
/* harmony export */   e8: () => (/* binding */ redisAddress),
/* harmony export */   y5: () => (/* binding */ REDIS_URL_FORMS)
/* harmony export */ });
/** What `redis-url` may be, for people. */
const REDIS_URL_FORMS = 'redis://host:port/database, redis+sentinel://host:port,host:port/master-name/database or redis+cluster://host:port,host:port, each with user:password@ before the hosts, and with rediss instead of redis for TLS';
const DEFAULT_PORT = 6379;
const DEFAULT_SENTINEL_PORT = 26_379;
const KINDS = { '': 'single', '+sentinel': 'sentinel', '+cluster': 'cluster' };
/**
 * Takes a Redis URL apart. Not by `URL`, which knows no list of hosts. As there, the last `@` before the path ends user and
 * password, and what follows `?` or `#` is ignored.
 * @throws Error that says what is wrong, without any of the value
 */
function parseRedisUrl(url) {
    const match = /^redis(s?)(|\+sentinel|\+cluster):\/\/(?:([^/?#]*)@)?([^/?#@]*)((?:\/[^?#]*)?)(?:[?#].*)?$/.exec(url);
    if (!match || /\s/.test(url))
        throw new Error(`must be one of ${REDIS_URL_FORMS}`);
    const [, tls, suffix, credentials = '', hosts, path] = match;
    const kind = KINDS[suffix];
    const [first, ...others] = hosts
        .split(',')
        .map((host) => parseNode(host, kind === 'sentinel' ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT));
    if (kind === 'single' && others.length > 0) {
        throw new Error('names several hosts: begin it with redis+cluster:// or redis+sentinel://');
    }
    const colon = credentials.indexOf(':');
    const segments = (path ?? '').split('/').filter((segment) => segment !== '');
    const masterName = kind === 'sentinel' ? decode(segments.shift() ?? '') : '';
    if (kind === 'sentinel' && masterName === '') {
        throw new Error('names no master: after the sentinels comes /master-name, as in redis+sentinel://host:26379/mymaster');
    }
    return {
        kind,
        tls: tls === 's',
        username: decode(colon < 0 ? credentials : credentials.slice(0, colon)),
        password: decode(colon < 0 ? '' : credentials.slice(colon + 1)),
        nodes: [first, ...others],
        masterName,
        database: parseDatabase(segments, kind),
    };
}
/** Hosts, ports, master name and database of a Redis URL: what may be shown. User, password and query may not. */
function redisAddress(url) {
    let target;
    try {
        target = parseRedisUrl(url);
    }
    catch {
        return 'an address that is not a URL';
    }
    const { kind, tls, nodes, masterName, database } = target;
    const scheme = `redis${tls ? 's' : ''}${kind === 'single' ? '' : `+${kind}`}`;
    const path = [...(masterName ? [masterName] : []), ...(database > 0 ? [String(database)] : [])];
    return `${scheme}://${nodes.map(hostAndPort).join(',')}${path.map((segment) => `/${segment}`).join('')}`;
}
/** `host:port`, with brackets round an IPv6 address. */
function hostAndPort({ host, port }) {
    return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
function parseNode(text, defaultPort) {
    const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text);
    const port = Number(match?.[3] ?? defaultPort);
    if (!match || port < 1 || port > 65_535)
        throw new Error('holds something that is no host:port');
    return { host: (match[1] ?? match[2]), port };
}
function parseDatabase(segments, kind) {
    const [database = '0', ...rest] = segments;
    if (rest.length > 0 || !/^\d{1,5}$/.test(database))
        throw new Error('has a path that is no number of a database');
    if (kind === 'cluster' && Number(database) > 0)
        throw new Error('names a database: a cluster has only database 0');
    return Number(database);
}
/** An escape that is none stands for itself, as a password with a bare % is meant. */
function decode(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}


/***/ }),

/***/ 92730:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ Mark),
/* harmony export */   _: () => (/* binding */ isAlive)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _process_space__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(60097);



/** How often a process writes its marks anew, in ms. */
const BEAT = 60_000;
/** A mark that was not written for so long, in ms, is taken for that of a dead process. Ten beats may be missed. */
const STALE_AFTER = 600_000;
/**
 * A file that says that its maker is alive: written anew each minute, removed at the end. Its time of modification is the
 * heartbeat. It is compared only with that of another mark just written, so both come from the clock of the file system,
 * and clocks of machines that share a volume need not agree.
 */
class Mark {
    file;
    handle;
    content;
    timer;
    constructor(file, handle, content) {
        this.file = file;
        this.handle = handle;
        this.content = content;
        this.timer = setInterval(() => void this.beat().catch(() => { }), BEAT);
        this.timer.unref();
    }
    /** @throws the system's error, EEXIST if there is such a file */
    static async make(file) {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, 'wx');
        const mark = new Mark(file, handle, `${_process_space__WEBPACK_IMPORTED_MODULE_2__/* .PROCESS_SPACE */ .r} ${process.pid} ${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}\n`);
        await mark.beat().catch(async (error) => {
            await mark.remove();
            throw error;
        });
        return mark;
    }
    /**
     * Makes a mark that only one process has. If the one that is there is of a dead process, it is replaced; should two
     * processes replace it at once, both may believe that they have it, for what happens under it must bear that.
     * @returns undefined if another process has it
     */
    static async makeOnly(file) {
        try {
            return await Mark.make(file);
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw error;
        }
        const candidate = `${file}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
        const mark = await Mark.make(candidate);
        try {
            if (!(await isAlive(file, await mark.time()))) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(candidate, file);
                clearInterval(mark.timer);
                return new Mark(file, mark.handle, mark.content);
            }
        }
        catch (error) {
            await mark.remove();
            throw error;
        }
        await mark.remove();
        return undefined;
    }
    /** When it was last written, by the clock of the file system, in ms. */
    async time() {
        return (await this.handle.stat()).mtimeMs;
    }
    /** Leaves the file where it is if by now it is another's. */
    async remove() {
        clearInterval(this.timer);
        await this.handle.close();
        const present = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(this.file, 'utf8').catch(() => '');
        if (present === this.content || present === '')
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(this.file, { force: true });
    }
    async beat() {
        await this.handle.write(this.content, 0);
    }
}
/**
 * Whether the maker of a mark may still be at work. A process that is known to be gone is not; one of which nothing can be
 * known (another machine, another container) is until its mark is stale.
 * @param now by the clock of the file system, in ms
 */
async function isAlive(file, now) {
    try {
        const { mtimeMs } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
        if (now - mtimeMs > STALE_AFTER)
            return false;
        const [space, pid] = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8')).split(' ');
        return space !== _process_space__WEBPACK_IMPORTED_MODULE_2__/* .PROCESS_SPACE */ .r || (0,_process_space__WEBPACK_IMPORTED_MODULE_2__/* .processExists */ ._)(Number(pid));
    }
    catch (error) {
        return error.code !== 'ENOENT';
    }
}


/***/ }),

/***/ 77315:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   NC: () => (/* binding */ readUses),
/* harmony export */   T_: () => (/* binding */ USES_SUFFIX),
/* harmony export */   WO: () => (/* binding */ UsedEntries),
/* harmony export */   cl: () => (/* binding */ writeUses)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);


/**
 * When the entries of a shard were last used, beside it under the same name with this suffix: 16 bytes of magic and
 * version, then for each entry, in order, seconds since 1970 as u32, little-endian. It is replaced as a whole. Losing it
 * loses no vector: entries then count as last used when their shard was made.
 */
const USES_SUFFIX = '.uses';
const HEADER = Buffer.concat([Buffer.from('embed-once uses'), Buffer.from([1])]);
/**
 * @param file of the uses
 * @param count entries of the shard; those that were appended after the uses were written have none
 * @param otherwise seconds, for entries whose use is not known
 */
async function readUses(file, count, otherwise) {
    const uses = new Uint32Array(count).fill(otherwise);
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file).catch(() => Buffer.alloc(0));
    if (!bytes.subarray(0, HEADER.length).equals(HEADER))
        return uses;
    const known = Math.min(count, Math.floor((bytes.length - HEADER.length) / 4));
    for (let at = 0; at < known; at++)
        uses[at] = bytes.readUInt32LE(HEADER.length + at * 4);
    return uses;
}
async function writeUses(file, uses) {
    const bytes = Buffer.allocUnsafe(HEADER.length + uses.length * 4);
    HEADER.copy(bytes);
    for (const [at, use] of uses.entries())
        bytes.writeUInt32LE(use, HEADER.length + at * 4);
    const temporary = `${file}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(temporary, bytes);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(temporary, file);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(temporary, { force: true });
        throw error;
    }
}
/** Remembers which entries were used in this run, by ordinal: one bit each. */
class UsedEntries {
    bits = new Uint8Array(1024);
    add(ordinal) {
        const at = ordinal >>> 3;
        if (at >= this.bits.length) {
            const grown = new Uint8Array(Math.max(at + 1, this.bits.length * 2));
            grown.set(this.bits);
            this.bits = grown;
        }
        this.bits[at] = this.bits[at] | (1 << (ordinal & 7));
    }
    /** Whether any of `count` entries from `first` on was used. */
    hasAny(first, count) {
        for (let ordinal = first; ordinal < first + count; ordinal++)
            if (this.has(ordinal))
                return true;
        return false;
    }
    has(ordinal) {
        return (((this.bits[ordinal >>> 3] ?? 0) >> (ordinal & 7)) & 1) === 1;
    }
}


/***/ }),

/***/ 97143:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ RunnerCache),
  k: () => (/* binding */ openShards)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/keys/key-index.ts
var key_index = __nccwpck_require__(34882);
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
// EXTERNAL MODULE: ./src/cache/compaction.ts
var compaction = __nccwpck_require__(76209);
// EXTERNAL MODULE: ./src/cache/envelope.ts
var envelope = __nccwpck_require__(99652);
;// CONCATENATED MODULE: ./src/cache/runner-blocks.ts
/** Entries closer than this are read in one go: reading over a gap is cheaper than another call. */
const MAX_GAP_BYTES = 32 * 1024;
/** Small enough for several reads to be under way in one lookup, while what came is checked. */
const MAX_READ_BYTES = 2 ** 20;
/** Numbers the entries of all blocks from 0, in the order in which blocks are added. */
class BlockTable {
    blocks = [];
    total = 0;
    /** How many entries have been numbered. */
    get entries() {
        return this.total;
    }
    /** @returns the ordinal of the block's first entry */
    add(shard, { count, offset, envelopeBytes }) {
        const first = this.total;
        this.total += count;
        this.blocks.push({ first, end: this.total, shard, offset, entryBytes: envelopeBytes });
        return first;
    }
    /**
     * Cuts what was located into stretches that are worth one read each.
     * @param offsets filled with the offset of each entry in its file
     */
    stretches({ ordinals }, offsets) {
        const stretches = [];
        let block;
        let shard;
        let [from, start, end, entryBytes] = [0, 0, 0, 0];
        for (let at = 0; at < ordinals.length; at++) {
            const ordinal = ordinals[at];
            if (block === undefined || ordinal >= block.end)
                block = this.find(ordinal);
            const offset = block.offset + (ordinal - block.first) * block.entryBytes;
            offsets[at] = offset;
            const after = offset + block.entryBytes;
            if (shard !== block.shard || offset - end > MAX_GAP_BYTES || after - start > MAX_READ_BYTES) {
                if (shard)
                    stretches.push({ shard, from, to: at, start, end, entryBytes });
                shard = block.shard;
                entryBytes = block.entryBytes;
                from = at;
                start = offset;
            }
            end = after;
        }
        if (shard)
            stretches.push({ shard, from, to: ordinals.length, start, end, entryBytes });
        return stretches;
    }
    find(ordinal) {
        let low = 0;
        let high = this.blocks.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >>> 1;
            if (this.blocks[middle].first <= ordinal)
                low = middle;
            else
                high = middle - 1;
        }
        return this.blocks[low];
    }
    /** How many entries each shard has, in the order of their ordinals. A shard that gets more blocks later appears again. */
    *runs() {
        for (let at = 0; at < this.blocks.length;) {
            const { shard, first } = this.blocks[at];
            let end = first;
            for (; this.blocks[at]?.shard === shard; at++)
                end = this.blocks[at].end;
            yield { shard, first, count: end - first };
        }
    }
}
/**
 * Orders entries as they lie on disk. Keys in the order in which they were stored need no sorting.
 * @param ordinals of the first `count` elements, in the order asked for; likewise `positions`
 */
function inDiskOrder(ordinals, positions, count) {
    const found = { ordinals: ordinals.subarray(0, count), positions: positions.subarray(0, count) };
    let ordered = true;
    for (let at = 1; ordered && at < count; at++)
        ordered = ordinals[at - 1] <= ordinals[at];
    if (ordered)
        return found;
    // Both numbers in one: exact below 2⁵³, which 2³² entries and two million keys stay under.
    const scale = positions.length;
    for (let at = 0; at < count; at++) {
        found.ordinals[at] = found.ordinals[at] * scale + found.positions[at];
    }
    found.ordinals.sort();
    for (let at = 0; at < count; at++) {
        const both = found.ordinals[at];
        found.ordinals[at] = Math.floor(both / scale);
        found.positions[at] = both % scale;
    }
    return found;
}

// EXTERNAL MODULE: ./src/cache/runner-uses.ts
var runner_uses = __nccwpck_require__(77315);
// EXTERNAL MODULE: ./src/cache/shard.ts
var cache_shard = __nccwpck_require__(3818);
// EXTERNAL MODULE: ./src/cache/vector-cache.ts
var vector_cache = __nccwpck_require__(18844);
;// CONCATENATED MODULE: ./src/cache/runner.ts











/** In the index, instead of an ordinal: there was an entry, and it was bad. */
const BAD = 0xffffffff;
/** Reads of one lookup under way at once. */
const READS_AHEAD = 4;
/** Vectors are left where they were read if they fill at least this share of it; else they would keep too much alive. */
const DENSE = 0.75;
/** How often a folder is listed anew because a shard went while it was opened, before that counts as a failure. */
const MAX_LISTINGS = 100;
/**
 * Vectors in a folder: `<root>/<fingerprint>/*.shard`, packed files that only ever grow. Each process appends to a shard
 * of its own, so writers never meet and readers need no lock. A process killed at any moment leaves at most one
 * unfinished block at the end of its shard, which is not read. Closing merges small shards and drops what is too much.
 *
 * Memory: 23 to 46 bytes a vector held in the folder, for the index.
 */
class RunnerCache {
    root;
    options;
    name;
    /** Whether, at its opening, its folder could be written to. */
    writable = false;
    codec;
    kind;
    blocks = new BlockTable();
    used = new runner_uses/* UsedEntries */.WO();
    index = new key_index/* KeyIndex */.u();
    shards = [];
    own;
    /** Whatever writes, in turn: two appends at once would write to the same place. */
    writing = Promise.resolve();
    closing;
    constructor(root, space, options) {
        this.root = root;
        this.options = options;
        this.name = options.name ?? 'runner cache';
        this.codec = new envelope/* EnvelopeCodec */.fF(space);
        this.kind = { fingerprint: space.fingerprint, envelopeBytes: this.codec.bytes };
    }
    /**
     * A folder that cannot be written to serves what it has.
     * @throws CacheError if the folder can be neither read nor, where the options let it be written, made
     */
    static async open(root, space, options = {}) {
        const cache = new RunnerCache(root, space, options);
        try {
            await cache.openFolder();
        }
        catch (error) {
            await Promise.all(cache.shards.map((shard) => shard.close()));
            throw new errors/* CacheError */.xA(`cannot open ${cache.folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
        return cache;
    }
    async getMany(keys) {
        const { vectors, origins } = (0,vector_cache/* allMisses */.K)(keys.length);
        const located = this.locate(keys);
        const offsets = new Float64Array(located.ordinals.length);
        const stretches = this.blocks.stretches(located, offsets);
        const reads = [];
        const refused = { corrupt: 0, unsigned: 0 };
        for (const [turn, stretch] of stretches.entries()) {
            for (let next = reads.length; next < Math.min(turn + READS_AHEAD, stretches.length); next++) {
                const read = this.read(stretches[next]);
                // It may fail before its turn comes; whoever awaits it then sees the failure.
                read.catch(() => { });
                reads.push(read);
            }
            const bytes = await reads[turn];
            // Else what was read for the first would live until the last is there.
            reads[turn] = NOTHING;
            const take = this.taker(stretch, bytes);
            for (let at = stretch.from; at < stretch.to; at++) {
                const position = located.positions[at];
                const key = keys[position];
                const taken = take(key, offsets[at] - stretch.start);
                if (typeof taken === 'string') {
                    refused[taken]++;
                    this.index.set(key, BAD);
                }
                else {
                    vectors[position] = taken;
                    origins[position] = this.name;
                    this.used.add(located.ordinals[at]);
                }
            }
        }
        return { vectors, origins, ...refused };
    }
    putMany(entries, replace = this.options.overwrite === true) {
        const stored = this.writing.then(() => this.store(entries, replace));
        this.writing = stored.catch(() => { });
        return stored;
    }
    /** @throws CacheError if what was put cannot be brought to disk */
    close() {
        this.closing ??= this.closeOnce();
        return this.closing;
    }
    get folder() {
        return external_node_path_default().join(this.root, this.kind.fingerprint);
    }
    async openFolder() {
        const mayWrite = this.options.write !== false;
        let unmade;
        if (mayWrite) {
            await (0,promises_.mkdir)(this.folder, { recursive: true }).catch((error) => {
                unmade = error;
            });
            this.writable = await (0,promises_.access)(this.folder, promises_.constants.W_OK).then(() => true, () => false);
        }
        try {
            this.shards = await openShards(this.folder);
        }
        catch (error) {
            if (mayWrite || error.code !== 'ENOENT')
                throw unmade ?? error;
        }
        const sizes = await Promise.all(this.shards.map((shard) => shard.size()));
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        this.index = new key_index/* KeyIndex */.u(bytes / (this.codec.bytes + text_key/* TEXT_KEY_BYTES */.Q_));
        // By name is by time of creation, so that what was written last is what counts.
        for (const shard of this.shards) {
            const kind = await shard.kind();
            if (!kind)
                continue;
            const fault = 'fault' in kind ? kind.fault : (0,cache_shard/* faultOf */.Kl)(kind, this.kind.fingerprint, this.codec);
            if (fault !== undefined || 'fault' in kind)
                this.options.warn?.(`${shard.file} is left alone: ${fault}`);
            else
                for await (const block of shard.blocks(kind.envelopeBytes))
                    this.addBlock(shard, block);
        }
    }
    async store(entries, replace) {
        const adopted = new Map();
        const fresh = replace ? entries : await this.absent(entries, adopted);
        if (fresh.length > 0) {
            try {
                const shard = await this.ownShard();
                this.addBlock(shard, await shard.append(fresh, this.codec));
            }
            catch (error) {
                throw new errors/* CacheError */.xA(`cannot write to ${this.folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
            }
        }
        return { written: fresh.length, adopted };
    }
    /** Where this process appends. A process that stood still for so long that it was taken for dead begins another. */
    async ownShard() {
        if (this.own && !(await this.own.isDeleted()))
            return this.own;
        this.own = await cache_shard/* Shard */.Lk.create(this.folder, this.kind);
        this.shards.push(this.own);
        return this.own;
    }
    addBlock(shard, block) {
        const first = this.blocks.add(shard, block);
        for (let at = 0; at < block.count; at++)
            this.index.setRaw(block.keys, at * text_key/* TEXT_KEY_BYTES */.Q_, first + at);
    }
    /** The entries that are not there yet; those that are go into `adopted`. */
    async absent(entries, adopted) {
        const { vectors } = await this.getMany(entries.map(({ key }) => key));
        return entries.filter((_, position) => {
            const present = vectors[position];
            if (present)
                adopted.set(position, present);
            return !present;
        });
    }
    locate(keys) {
        const ordinals = new Float64Array(keys.length);
        const positions = new Uint32Array(keys.length);
        let count = 0;
        for (let position = 0; position < keys.length; position++) {
            const ordinal = this.index.get(keys[position]);
            if (ordinal === undefined || ordinal === BAD)
                continue;
            ordinals[count] = ordinal;
            positions[count++] = position;
        }
        return inDiskOrder(ordinals, positions, count);
    }
    async read({ shard, start, end }) {
        try {
            // Of its own, not from Node's pool: vectors may stay in it.
            return await shard.readInto(Buffer.allocUnsafeSlow(end - start), start);
        }
        catch (error) {
            throw new errors/* CacheError */.xA(`cannot read ${shard.file}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    /** How vectors get out of a stretch: where it is dense they stay in it, else, or if they are stored as fp16, they are copied. */
    taker({ from, to, start, end, entryBytes }, bytes) {
        const asStored = this.codec.dtype === 'fp32';
        if (asStored && (to - from) * entryBytes >= (end - start) * DENSE) {
            return (key, offset) => this.codec.viewAt(key, bytes, offset, entryBytes);
        }
        const slab = new envelope/* VectorSlab */.Ov(to - from, this.codec);
        return (key, offset) => slab.take(key, bytes.subarray(offset, offset + entryBytes));
    }
    async closeOnce() {
        await this.writing;
        if (this.writable)
            await this.saveUses();
        try {
            // All are closed before a failure is told.
            const closed = await Promise.allSettled(this.shards.map((shard) => shard.close()));
            for (const result of closed)
                if (result.status === 'rejected')
                    throw result.reason;
        }
        catch (error) {
            throw new errors/* CacheError */.xA(`cannot finish ${this.folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
        if (!this.writable)
            return;
        const duplicates = this.blocks.entries - this.index.size;
        // No longer needed, and compaction has an index of its own.
        this.index = new key_index/* KeyIndex */.u();
        await (0,compaction/* compact */.oE)(this.root, this.kind.fingerprint, {
            codec: this.codec,
            maxBytes: this.options.maxBytes ?? 0,
            wasteBytes: duplicates * (this.codec.bytes + text_key/* TEXT_KEY_BYTES */.Q_),
        }).catch((error) => this.options.warn?.(`${this.root} could not be compacted: ${(0,errors/* messageOf */.bD)(error)}. No vector is lost.`));
    }
    /** Notes which entries of earlier runs were used in this one. Those it wrote count as used when their shard was begun. */
    async saveUses() {
        const now = Math.floor(Date.now() / 1000);
        for (const { shard, first, count } of this.blocks.runs()) {
            if (shard === this.own || !this.used.hasAny(first, count) || (await shard.isDeleted()))
                continue;
            const file = (0,cache_shard/* stemOf */.Vc)(shard.file) + runner_uses/* USES_SUFFIX */.T_;
            const uses = await (0,runner_uses/* readUses */.NC)(file, count, (0,cache_shard/* timeInName */.sT)(shard.file));
            for (let at = 0; at < count; at++)
                if (this.used.has(first + at))
                    uses[at] = now;
            // What cannot be noted, on a full disk or a folder that is only read, costs no vector.
            await (0,runner_uses/* writeUses */.cl)(file, uses).catch(() => { });
        }
    }
}
const NOTHING = Promise.resolve(Buffer.alloc(0));
/** Opens every shard in a folder, by name. Compaction may delete some of those that were listed: then there are others. */
async function openShards(folder) {
    for (let listing = 1;; listing++) {
        const names = (await (0,promises_.readdir)(folder)).filter((name) => name.endsWith(cache_shard/* SHARD_SUFFIX */.b5)).sort();
        const opened = await Promise.allSettled(names.map((name) => cache_shard/* Shard */.Lk.open(external_node_path_default().join(folder, name))));
        const failure = opened.find((result) => result.status === 'rejected');
        const shards = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
        if (!failure)
            return shards;
        await Promise.all(shards.map((shard) => shard.close()));
        if (failure.reason.code !== 'ENOENT' || listing >= MAX_LISTINGS)
            throw failure.reason;
    }
}


/***/ }),

/***/ 3818:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   Lk: () => (/* binding */ Shard),
/* harmony export */   Vc: () => (/* binding */ stemOf),
/* harmony export */   b5: () => (/* binding */ SHARD_SUFFIX),
/* harmony export */   fr: () => (/* binding */ WRITING_SUFFIX),
/* harmony export */   sT: () => (/* binding */ timeInName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__nccwpck_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _keys_text_key__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4043);
/* harmony import */ var _runner_mark__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(92730);






/**
 * A shard: a file of vectors of one space, written by one process, only ever appended to. docs/runner-cache.md describes
 * the bytes; this file is their only reader and writer.
 *
 * Opening reads headers and keys only. A block that is not whole ends the shard: it is what a killed writer left.
 */
const SHARD_SUFFIX = '.shard';
/** Beside a shard that a process may still append to. */
const WRITING_SUFFIX = '.writing';
const MAGIC = Buffer.from('embed-once shard');
const VERSION = 1;
const FILE_HEADER_BYTES = 64;
const BLOCK_HEADER_BYTES = 16;
const BLOCK_MARK = 0x4b434c42;
/** Digits of the time in a shard's name. */
const TIME_DIGITS = 9;
/** In ms. Shards that a process begins in one millisecond are named in the order in which it began them. */
let lastStart = 0;
class Shard {
    file;
    handle;
    end;
    mark;
    writable;
    constructor(file, handle, 
    /** Where the next block goes. */
    end, 
    /** Absent where the shard is only read. */
    mark, writable) {
        this.file = file;
        this.handle = handle;
        this.end = end;
        this.mark = mark;
        this.writable = writable;
    }
    /** Opens a shard for reading. What is open stays readable when it is deleted. */
    static async open(file) {
        return new Shard(file, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, 'r'), 0, undefined, false);
    }
    /** Makes a shard of this process, with the mark that it may be appended to, and its folder if need be. */
    static async create(folder, kind) {
        lastStart = Math.max(Date.now(), lastStart + 1);
        const started = lastStart.toString(36).padStart(TIME_DIGITS, '0');
        const stem = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, `${started}-${process.pid}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
        // First, so that there is never an unmarked shard that will be appended to.
        const mark = await _runner_mark__WEBPACK_IMPORTED_MODULE_5__/* .Mark */ .C.make(stem + WRITING_SUFFIX);
        return Shard.begin(stem + SHARD_SUFFIX, kind, mark);
    }
    /** Makes a shard under any name. Nobody knows it until it gets the suffix of a shard, so it needs no mark. */
    static createUnnamed(file, kind) {
        return Shard.begin(file, kind, undefined);
    }
    static async begin(file, kind, mark) {
        try {
            const shard = new Shard(file, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, 'wx+'), 0, mark, true);
            const header = Buffer.alloc(FILE_HEADER_BYTES);
            MAGIC.copy(header);
            header.writeUInt32LE(VERSION, 16);
            header.writeUInt32LE(kind.envelopeBytes, 20);
            header.write(kind.fingerprint, 24, 'hex');
            await shard.write(header).catch(async (error) => {
                await shard.handle.close();
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(file, { force: true });
                throw error;
            });
            return shard;
        }
        catch (error) {
            await mark?.remove();
            throw error;
        }
    }
    async size() {
        return (await this.handle.stat()).size;
    }
    /** Whether the file has no name any more, so that what is appended is lost. */
    async isDeleted() {
        return (await this.handle.stat()).nlink === 0;
    }
    /**
     * @returns what the header says, or the reason why this is to be left alone; undefined if there is not even a whole
     * header, which is all that a writer left that was killed at once
     */
    async kind() {
        const header = await this.bytes(0, FILE_HEADER_BYTES);
        if (header.length < FILE_HEADER_BYTES)
            return undefined;
        if (!header.subarray(0, MAGIC.length).equals(MAGIC))
            return { fault: 'it is not a shard of embed-once' };
        const version = header.readUInt32LE(16);
        if (version !== VERSION) {
            return { fault: `it has format version ${version}, and this embed-once reads version ${VERSION}` };
        }
        return { fingerprint: header.toString('hex', 24, 56), envelopeBytes: header.readUInt32LE(20) };
    }
    /** The blocks that are whole, up to the first that is not. */
    async *blocks(envelopeBytes) {
        const fileBytes = await this.size();
        // The keys are read with the header, as many as the block before had: one call where there would be two.
        let expected = 256;
        for (let at = FILE_HEADER_BYTES; at < fileBytes;) {
            const start = await this.bytes(at, BLOCK_HEADER_BYTES + expected * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
            if (start.length < BLOCK_HEADER_BYTES || start.readUInt32LE(0) !== BLOCK_MARK)
                return;
            if ((0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.crc32)(start.subarray(0, 12)) !== start.readUInt32LE(12))
                return;
            const count = start.readUInt32LE(4);
            const offset = at + BLOCK_HEADER_BYTES + count * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_;
            const next = offset + count * envelopeBytes;
            if (next > fileBytes)
                return;
            const keys = count <= expected
                ? start.subarray(BLOCK_HEADER_BYTES, BLOCK_HEADER_BYTES + count * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_)
                : await this.bytes(at + BLOCK_HEADER_BYTES, count * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
            if ((0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.crc32)(keys) !== start.readUInt32LE(8))
                return;
            yield { count, keys, offset, envelopeBytes };
            expected = count;
            at = next;
        }
    }
    /** Appends one block. If it cannot be written whole, the shard ends where it ended before. */
    async append(entries, codec) {
        const keys = Buffer.allocUnsafe(entries.length * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_);
        const envelopes = Buffer.allocUnsafe(entries.length * codec.bytes);
        for (const [position, { key, vector }] of entries.entries()) {
            keys.write(key, position * _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_, 'base64url');
            codec.write(key, vector, envelopes, position * codec.bytes);
        }
        return this.appendRaw(keys, envelopes);
    }
    /** The same for raw text keys and envelopes, in the same order. Neither may be changed before it is done. */
    async appendRaw(keys, envelopes) {
        const count = keys.length / _keys_text_key__WEBPACK_IMPORTED_MODULE_4__/* .TEXT_KEY_BYTES */ .Q_;
        const header = Buffer.allocUnsafe(BLOCK_HEADER_BYTES);
        header.writeUInt32LE(BLOCK_MARK, 0);
        header.writeUInt32LE(count, 4);
        header.writeUInt32LE((0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.crc32)(keys), 8);
        header.writeUInt32LE((0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.crc32)(header.subarray(0, 12)), 12);
        const offset = this.end + BLOCK_HEADER_BYTES + keys.length;
        await this.write(Buffer.concat([header, keys, envelopes]));
        return { count, keys, offset, envelopeBytes: envelopes.length / count };
    }
    /** Up to `length` bytes from `offset`; fewer at the end of the file. */
    async bytes(offset, length) {
        return this.readInto(Buffer.allocUnsafe(length), offset);
    }
    /** Fills `buffer` from `offset` on. @returns the part of it that was filled, short at the end of the file */
    async readInto(buffer, offset) {
        let filled = 0;
        while (filled < buffer.length) {
            const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, offset + filled);
            if (bytesRead === 0)
                break;
            filled += bytesRead;
        }
        return filled === buffer.length ? buffer : buffer.subarray(0, filled);
    }
    async close() {
        try {
            if (this.writable)
                await this.handle.sync();
        }
        finally {
            await this.handle.close();
            await this.mark?.remove();
        }
    }
    async write(bytes) {
        try {
            for (let done = 0; done < bytes.length;) {
                done += (await this.handle.write(bytes, done, bytes.length - done, this.end + done)).bytesWritten;
            }
        }
        catch (error) {
            await this.handle.truncate(this.end).catch(() => { });
            throw error;
        }
        this.end += bytes.length;
    }
}
/**
 * Why a shard of this kind has no place in the folder of `fingerprint`; undefined if it has.
 * @param codec of that fingerprint, where it is known
 */
function faultOf(kind, fingerprint, codec) {
    if (kind.fingerprint !== fingerprint)
        return 'it belongs to another fingerprint';
    if (kind.envelopeBytes === 0)
        return 'its entries have no bytes';
    if (!codec || codec.reads(kind.envelopeBytes))
        return undefined;
    return `its entries have ${kind.envelopeBytes} bytes, not ${codec.bytes}`;
}
/** The path of a shard without its suffix: what the files beside it are named by. */
function stemOf(file) {
    return file.slice(0, -SHARD_SUFFIX.length);
}
/** When a shard was begun, in seconds since 1970, by its name; 0 if that does not tell. */
function timeInName(file) {
    return Math.floor((Number.parseInt(node_path__WEBPACK_IMPORTED_MODULE_2___default().basename(file).slice(0, TIME_DIGITS), 36) || 0) / 1000);
}


/***/ }),

/***/ 12588:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M$: () => (/* binding */ KEY_ID_BYTES),
/* harmony export */   Q5: () => (/* binding */ SigningKeys),
/* harmony export */   q7: () => (/* binding */ keysIn),
/* harmony export */   tM: () => (/* binding */ SIGNATURE_BYTES)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

const KEY_ID_BYTES = 8;
/** Of an HMAC-SHA256. */
const SIGNATURE_BYTES = 32;
/** Shortest key, in bytes of UTF-8: as many as the signature has, so that to guess the key is no easier than to guess that. */
const LEAST_KEY_BYTES = 32;
/** What a key id is made of. Not the bare digest of the key: HMAC works with that digest where a key is above 64 bytes. */
const ID_MESSAGE = 'embed-once key id';
/**
 * The keys of `cache-signing-key`: the first signs, all verify, so that a key can be replaced without losing what the one
 * before it signed. A key id, the first 8 bytes of HMAC-SHA256 of a fixed text, says which key a signature is by.
 */
class SigningKeys {
    keys;
    /** @param secrets at least one, none shorter than LEAST_KEY_BYTES */
    constructor(secrets) {
        if (secrets.length === 0)
            throw new RangeError('no signing key');
        this.keys = secrets.map((text) => {
            const secret = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSecretKey)(text, 'utf8');
            return { secret, id: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', secret).update(ID_MESSAGE).digest().subarray(0, KEY_ID_BYTES) };
        });
    }
    /** In hexadecimal, the one that signs first. They tell keys apart, and say nothing else about them. */
    get ids() {
        return this.keys.map(({ id }) => id.toString('hex'));
    }
    /** Of the key that signs. */
    get id() {
        return this.signer.id;
    }
    /** HMAC-SHA256 over `name` (latin1) and `message`, by the first key. */
    sign(name, message) {
        return mac(this.signer, name, message);
    }
    /** Whether `signature` is that of the key with this id, and the key is one of ours. */
    verify(id, name, message, signature) {
        const key = this.keys.find((one) => one.id.equals(id));
        return key !== undefined && (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.timingSafeEqual)(mac(key, name, message), signature);
    }
    get signer() {
        return this.keys[0];
    }
}
/**
 * The keys in a text: a line each, without the blanks around it.
 * @throws Error if one of them is too short; the message does not show it
 */
function keysIn(text) {
    const keys = text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    const short = keys.findIndex((key) => Buffer.byteLength(key) < LEAST_KEY_BYTES);
    if (short >= 0) {
        const which = keys.length > 1 ? `key ${short + 1} of ${keys.length} has` : 'has';
        throw new Error(`${which} fewer than ${LEAST_KEY_BYTES} bytes. Make a key with: openssl rand -hex ${LEAST_KEY_BYTES}`);
    }
    return keys;
}
function mac({ secret }, name, message) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', secret).update(name, 'latin1').update(message).digest();
}


/***/ }),

/***/ 18844:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ allMisses)
/* harmony export */ });
/** A lookup in which nothing was found. */
function allMisses(count) {
    return { vectors: new Array(count).fill(undefined), origins: new Array(count).fill(undefined), corrupt: 0 };
}


/***/ }),

/***/ 6791:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Oj: () => (/* binding */ trimText),
/* harmony export */   Se: () => (/* binding */ readLines)
/* harmony export */ });
/* unused harmony export MAX_LINE_BYTES */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_buffer__WEBPACK_IMPORTED_MODULE_0__);

/** A longer line is an error: it is no text that a model reads, and would have to be held in memory whole. */
const MAX_LINE_BYTES = 16 * 2 ** 20;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/**
 * Cuts a stream of bytes into lines of UTF-8 text. Decodes many lines at once where all of them are valid, one by one
 * where not, to say which is not. Lines end with LF; a CR before it is left for the caller's trimming.
 */
async function* readLines(bytes, context) {
    let rest = [];
    let restBytes = 0;
    let tooLong = false;
    let line = 1;
    for await (const piece of withoutByteOrderMark(bytes)) {
        const end = piece.lastIndexOf(NEWLINE) + 1;
        if (end > 0) {
            const first = piece.indexOf(NEWLINE) + 1;
            // The line that was begun in earlier pieces, alone: only it can be too long.
            if (tooLong)
                yield { texts: [undefined], first: line++ };
            else if (restBytes > 0) {
                const lines = decode(Buffer.concat([...rest, piece.subarray(0, first)]), line, context);
                yield lines;
                line += lines.texts.length;
            }
            const whole = piece.subarray(tooLong || restBytes > 0 ? first : 0, end);
            if (whole.length > 0) {
                const lines = decode(whole, line, context);
                yield lines;
                line += lines.texts.length;
            }
            rest = [];
            restBytes = 0;
            tooLong = false;
        }
        if (end < piece.length && !tooLong) {
            rest.push(piece.subarray(end));
            restBytes += piece.length - end;
            if (restBytes > MAX_LINE_BYTES) {
                context.bad(line, `the line is longer than ${MAX_LINE_BYTES / 2 ** 20} MiB`);
                rest = [];
                restBytes = 0;
                tooLong = true;
            }
        }
    }
    if (restBytes > 0)
        yield decode(Buffer.concat(rest), line, context);
}
/** @param block whole lines, each but the last ending with LF */
function decode(block, first, context) {
    const ends = block.at(-1) === NEWLINE;
    const body = ends ? block.subarray(0, -1) : block;
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(body))
        return { texts: body.toString('utf8').split('\n'), first };
    const texts = [];
    for (let from = 0; from <= body.length;) {
        const newline = body.indexOf(NEWLINE, from);
        const line = body.subarray(from, newline < 0 ? body.length : newline);
        if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(line))
            texts.push(line.toString('utf8'));
        else {
            context.bad(first + texts.length, `the line is not valid UTF-8, from column ${invalidColumn(line)} on`);
            texts.push(undefined);
        }
        from += line.length + 1;
    }
    return { texts, first };
}
async function* withoutByteOrderMark(bytes) {
    let start = Buffer.alloc(0);
    for await (const piece of bytes) {
        if (!start) {
            yield piece;
            continue;
        }
        start = Buffer.concat([start, piece]);
        if (start.length < BYTE_ORDER_MARK.length)
            continue;
        yield start.subarray(0, 3).equals(BYTE_ORDER_MARK) ? start.subarray(3) : start;
        start = undefined;
    }
    if (start && start.length > 0)
        yield start;
}
/** The first character, counting from 1, that is none: where decoding and encoding again first gives another byte. */
function invalidColumn(line) {
    const again = Buffer.from(line.toString('utf8'));
    let at = 0;
    while (at < line.length && line[at] === again[at])
        at++;
    // The sign for what is no character begins with a byte that the line may have there, too.
    while (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(line.subarray(0, at)))
        at--;
    return line.subarray(0, at).toString('utf8').length + 1;
}
/** Whitespace as Python's `str.strip` knows it; JavaScript's `trim` takes U+FEFF as well, but not U+001C to U+001F and U+0085. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be taken off.
const SPACES = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** Takes whitespace off both ends. */
function trimText(text) {
    let start = 0;
    let end = text.length;
    while (start < end && isSpace(text, start))
        start++;
    while (end > start && isSpace(text, end - 1))
        end--;
    return end - start === text.length ? text : text.slice(start, end);
}
function isSpace(text, at) {
    const code = text.charCodeAt(at);
    // Visible ASCII, what most texts begin and end with, needs no regular expression.
    return !(code > 0x20 && code < 0x7f) && SPACES.test(text.charAt(at));
}


/***/ }),

/***/ 10338:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  t: () => (/* binding */ openCorpus)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(38522);
;// CONCATENATED MODULE: ./src/corpus/compression.ts


/** By file extension. */
const DECOMPRESSORS = {
    '.gz': (bytes) => through(bytes, external_node_zlib_.createGunzip({ chunkSize: 256 * 1024 })),
    '.zst': (bytes) => {
        // Node has it since 22.15; before, a library does the same at a third of the speed.
        const native = external_node_zlib_.createZstdDecompress;
        return native ? through(bytes, native()) : zstdInJavaScript(bytes);
    },
};
/** The compression that a file name tells, or undefined. */
function compressionOf(file) {
    return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}
function decompress(bytes, compression) {
    return compression ? DECOMPRESSORS[compression](bytes) : bytes;
}
function through(bytes, transform) {
    // The callback is where errors would be seen twice: reading the last stream reports them already.
    return (0,external_node_stream_.pipeline)(bytes, transform, new external_node_stream_.PassThrough(), () => { });
}
async function* zstdInJavaScript(bytes) {
    const { Decompress } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 68339));
    let ready = [];
    const stream = new Decompress((piece) => ready.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)));
    for await (const piece of bytes) {
        stream.push(piece);
        yield* ready;
        ready = [];
    }
    stream.push(new Uint8Array(0), true);
    yield* ready;
}

;// CONCATENATED MODULE: ./src/corpus/format.ts
/** How many skipped records are kept as examples for the report. */
const SKIPPED_EXAMPLES = 10;

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/corpus/lines.ts
var lines = __nccwpck_require__(6791);
;// CONCATENATED MODULE: ./src/corpus/jsonl.ts


/** One JSON object a line: `text-field` holds the text, `id-field` the id, and all other fields are kept as metadata. */
const jsonlFormat = {
    name: 'jsonl',
    extensions: ['.jsonl', '.ndjson'],
    async *read(bytes, context) {
        for await (const { texts, first } of (0,lines/* readLines */.Se)(bytes, context)) {
            const records = [];
            for (const [index, line] of texts.entries()) {
                if (line === undefined)
                    continue;
                const record = line.trim() === '' ? context.blank() : parse(line, first + index, context);
                if (record)
                    records.push(record);
            }
            yield records;
        }
    },
};
function parse(json, line, context) {
    const { textField, idField } = context.inputs;
    let value;
    try {
        value = JSON.parse(json);
    }
    catch (error) {
        context.bad(line, `the line is not JSON${reasonOf(error)}`);
        return undefined;
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        context.bad(line, 'the line is JSON but not an object');
        return undefined;
    }
    const { [textField]: text, [idField]: id, ...metadata } = value;
    if (typeof text !== 'string') {
        const problem = text === undefined ? 'is missing' : 'is not a string';
        context.bad(line, `field "${textField}" (text-field) ${problem}; there is ${fieldNames(value)}`);
        return undefined;
    }
    const trimmed = (0,lines/* trimText */.Oj)(text);
    if (trimmed === '') {
        context.blank();
        return undefined;
    }
    if (!trimmed.isWellFormed()) {
        context.bad(line, `field "${textField}" holds half of a surrogate pair, which is no character`);
        return undefined;
    }
    if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
        context.bad(line, `field "${idField}" (id-field) is neither a string nor a number`);
        return undefined;
    }
    if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {
        context.bad(line, `field "${idField}" (id-field) is a number too large to be read exactly: write it as a string`);
        return undefined;
    }
    return {
        text: trimmed,
        source: context.source,
        line,
        ...(id !== undefined && { id: String(id) }),
        ...(Object.keys(metadata).length > 0 && { metadata }),
    };
}
/** What V8 says is wrong, without the part of the line that it quotes: a corpus may be private. */
function reasonOf(error) {
    const [reason = ''] = (0,errors/* messageOf */.bD)(error).split(/,? (?:\.\.\.)?"/);
    return ` (${reason === '' || reason.includes('"') ? 'not a JSON value' : reason})`;
}
function fieldNames(value) {
    const names = Object.keys(value);
    return names.length > 0
        ? names
            .slice(0, 10)
            .map((name) => JSON.stringify(name))
            .join(', ')
        : 'no field at all';
}

;// CONCATENATED MODULE: ./src/corpus/text.ts

/** One record a line; whitespace around it does not count, and a line with nothing else is no record. */
const textFormat = {
    name: 'text',
    extensions: ['.txt', '.text'],
    async *read(bytes, context) {
        for await (const { texts, first } of (0,lines/* readLines */.Se)(bytes, context)) {
            const records = [];
            for (let index = 0; index < texts.length; index++) {
                const line = texts[index];
                if (line === undefined)
                    continue;
                const text = (0,lines/* trimText */.Oj)(line);
                if (text === '')
                    context.blank();
                else
                    records.push({ text, source: context.source, line: first + index });
            }
            yield records;
        }
    },
};

;// CONCATENATED MODULE: ./src/corpus/sources.ts






const FORMATS = [textFormat, jsonlFormat];
const FORMAT_NAMES = FORMATS.map(({ name }) => name);
const STDIN = '-';
/**
 * Resolves paths, globs, directories and `-` into files, in the order given and by name within each, so that a corpus
 * has one order on every machine.
 * @param asked `auto`, or the name of a format that is then used for every file
 * @throws CorpusError for whatever is not there, or is of a kind that cannot be told
 */
async function findSources(patterns, asked, warn) {
    const sources = [];
    for (const pattern of patterns) {
        if (pattern === STDIN) {
            const format = formatNamed(asked === 'auto' ? textFormat.name : asked);
            sources.push({ file: STDIN, bytes: undefined, format, compression: undefined });
            continue;
        }
        const found = await (0,promises_.stat)(pattern).catch(async (error) => {
            const { isDynamicPattern } = await __nccwpck_require__.e(/* import() */ 382).then(__nccwpck_require__.bind(__nccwpck_require__, 73382));
            if (isDynamicPattern(pattern))
                return undefined;
            throw new errors/* CorpusError */.bf(`corpus: cannot read ${pattern}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        });
        if (found?.isDirectory())
            sources.push(...(await inDirectory(pattern, asked, warn)));
        else if (found)
            sources.push(await sourceOf(pattern, asked));
        else
            sources.push(...(await matching(pattern, asked)));
    }
    return sources;
}
async function matching(pattern, asked) {
    const files = await filesOf(pattern);
    if (files.length === 0)
        throw new errors/* CorpusError */.bf(`corpus: no file matches ${pattern}, from ${process.cwd()}`);
    return Promise.all(files.map((file) => sourceOf(file, asked)));
}
async function inDirectory(folder, asked, warn) {
    const all = await filesOf('**/*', folder);
    const files = asked === 'auto' ? all.filter((file) => formatOf(file)) : all;
    if (files.length === 0) {
        const extensions = FORMATS.flatMap((format) => format.extensions).join(', ');
        throw new errors/* CorpusError */.bf(`corpus: ${folder} holds no file that ends with ${extensions} (or .gz or .zst after it)`);
    }
    if (files.length < all.length) {
        const left = all.filter((file) => !formatOf(file));
        warn(`${left.length} of ${all.length} files in ${folder} are of other kinds and were left out, ${left[0]} first`);
    }
    return Promise.all(files.map((file) => sourceOf(file, asked)));
}
async function filesOf(pattern, folder = '.') {
    // Loaded where it is needed: most runs name a file.
    const { glob } = await __nccwpck_require__.e(/* import() */ 382).then(__nccwpck_require__.bind(__nccwpck_require__, 73382));
    const files = await glob([pattern], { cwd: folder, onlyFiles: true, expandDirectories: false, absolute: false });
    return files.map((file) => external_node_path_default().join(folder, file)).sort();
}
async function sourceOf(file, asked) {
    const format = asked === 'auto' ? formatOf(file) : formatNamed(asked);
    if (!format) {
        throw new errors/* CorpusError */.bf(`corpus: cannot tell the format of ${file} by its extension. Set format to ${FORMAT_NAMES.join(' or ')}.`);
    }
    const found = await (0,promises_.stat)(file);
    return { file, bytes: found.isFile() ? found.size : undefined, format, compression: compressionOf(file) };
}
function formatNamed(name) {
    return FORMATS.find((format) => format.name === name);
}
/** By extension; a name without one is text. */
function formatOf(file) {
    const bare = file.slice(0, file.length - (compressionOf(file)?.length ?? 0));
    const extension = external_node_path_default().extname(bare).toLowerCase();
    return extension === '' ? textFormat : FORMATS.find((format) => format.extensions.includes(extension));
}

;// CONCATENATED MODULE: ./src/corpus/read.ts





const READ_BYTES = 256 * 1024;
/** @throws CorpusError if a source is not there; reading throws it for what cannot be read or used */
async function openCorpus(inputs, warn) {
    const sources = await findSources(inputs.corpus, inputs.format, warn);
    const facts = {
        files: sources.length,
        bytesTotal: sources.reduce((sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes), 0),
        bytesRead: 0,
        records: 0,
        blank: 0,
        skipped: 0,
        skippedExamples: [],
    };
    const repeatable = sources.every(({ bytes }) => bytes !== undefined);
    return { facts, repeatable, records: () => readSources(sources, inputs, facts) };
}
async function* readSources(sources, inputs, facts) {
    for (const source of sources) {
        const context = contextOf(source, inputs, facts);
        try {
            const bytes = decompress(openBytes(source, facts), source.compression);
            for await (const records of source.format.read(bytes, context)) {
                facts.records += records.length;
                if (records.length > 0)
                    yield records;
            }
        }
        catch (error) {
            if (error instanceof errors/* CorpusError */.bf)
                throw error;
            throw new errors/* CorpusError */.bf(`corpus: cannot read ${context.source}: ${(0,errors/* messageOf */.bD)(error)}`, {
                cause: error,
                position: { source: context.source },
            });
        }
    }
    if (facts.records === 0) {
        throw new errors/* CorpusError */.bf(`corpus: there is no record in ${inputs.corpus.join(', ')} (files: ${facts.files}, blank lines: ${facts.blank}, skipped: ${facts.skipped})`);
    }
}
function openBytes(source, facts) {
    const bytes = source.file === STDIN ? process.stdin : (0,external_node_fs_.createReadStream)(source.file, { highWaterMark: READ_BYTES });
    // Counted before decompression, so that it compares with the size of the file.
    bytes.on('data', (piece) => {
        facts.bytesRead += piece.length;
    });
    bytes.pause();
    return bytes;
}
function contextOf(source, inputs, facts) {
    const name = source.file === STDIN ? 'stdin' : source.file;
    return {
        source: name,
        inputs,
        blank() {
            facts.blank++;
        },
        bad(line, reason) {
            const position = { source: name, line };
            if (inputs.onBadRecord === 'fail') {
                throw new errors/* CorpusError */.bf(`${name}:${line}: ${reason}. Mend it, or set on-bad-record to skip to go on without such records.`, { position });
            }
            facts.skipped++;
            if (facts.skippedExamples.length < SKIPPED_EXAMPLES)
                facts.skippedExamples.push({ position, reason });
        },
    };
}


/***/ }),

/***/ 83916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JU: () => (/* binding */ AuditFailed),
/* harmony export */   VF: () => (/* binding */ EmbedOnceError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   bf: () => (/* binding */ CorpusError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   j$: () => (/* binding */ Interrupted),
/* harmony export */   me: () => (/* binding */ ModelError),
/* harmony export */   nP: () => (/* binding */ LimitExceeded),
/* harmony export */   n_: () => (/* binding */ ValidationFailed),
/* harmony export */   u7: () => (/* binding */ OutputError),
/* harmony export */   xA: () => (/* binding */ CacheError)
/* harmony export */ });
/** Every error that a person may see. The message says what failed, with which value, and what to do about it. */
class EmbedOnceError extends Error {
    constructor(message, options) {
        super(message, options);
        this.name = new.target.name;
    }
}
/** What the user asked for cannot be done. Carries every fault found, not only the first. */
class InputError extends EmbedOnceError {
    faults;
    constructor(faults, options) {
        super(faults.join('\n'), options);
        this.faults = faults;
    }
}
/** The corpus cannot be read, or a record in it cannot be used. */
class CorpusError extends EmbedOnceError {
    position;
    constructor(message, options) {
        super(message, options);
        this.position = options?.position;
    }
}
/** The model cannot be loaded, or gave something that is not a vector. */
class ModelError extends EmbedOnceError {
}
/** A tier failed. Ends the run only with `on-cache-failure: fail`. */
class CacheError extends EmbedOnceError {
    /** Whether there is no connection any more, so that every other call would fail as well. */
    lost;
    constructor(message, options) {
        super(message, options);
        this.lost = options?.lost ?? false;
    }
}
/** The output, or the golden set, cannot be written. */
class OutputError extends EmbedOnceError {
}
/** The gate is closed: present vectors are not those that were approved. */
class ValidationFailed extends EmbedOnceError {
}
/** The gate of an audit is closed: a tier holds what it should not. */
class AuditFailed extends EmbedOnceError {
}
/** More is missing, or would be spent, than `max-misses` or `max-cost` allows. */
class LimitExceeded extends EmbedOnceError {
}
/** A signal ended the run. What was embedded until then is stored. */
class Interrupted extends EmbedOnceError {
}
/** The message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message || error.name : String(error);
}


/***/ }),

/***/ 20182:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CC: () => (/* binding */ contractChanges),
/* harmony export */   CI: () => (/* binding */ partsOf),
/* harmony export */   uQ: () => (/* binding */ describeChange)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _keys_embedding_contract__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(99040);


const FILE = 'files/';
/** Enough to know a prefix by, such as "query: ". What is longer may be somebody's text. */
const PREFIX_SHOWN = 40;
/** Digits of a digest, unless they are the same in both. */
const DIGITS = 4;
/** Of any other value. */
const VALUE_SHOWN = 60;
/** What the absence of a part stands for. */
const IF_ABSENT = { cacheDtype: 'fp32' };
/** @param contract as it was written; of what another program wrote, whatever is in it */
function partsOf(contract) {
    const parts = { ...IF_ABSENT };
    for (const [name, value] of Object.entries(contract)) {
        if (value === undefined)
            continue;
        if (name === 'files')
            for (const [file, digest] of Object.entries(contract.files ?? {}))
                parts[`${FILE}${file}`] = digest;
        else if (name === 'textPrefix')
            parts[name] = prefixPart(String(value));
        else
            parts[name] = typeof value === 'string' ? value : (0,_keys_embedding_contract__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .d)(value);
    }
    return parts;
}
/** Every part that is not the same in both, model files first. */
function contractChanges(from, to) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    const dtypeChanged = from.dtype !== to.dtype;
    return ([...names.filter((name) => name.startsWith(FILE)), ...names.filter((name) => !name.startsWith(FILE))]
        .filter((name) => from[name] !== to[name])
        // Each dtype has an .onnx file of its own: to name both would tell one change three times.
        .filter((name) => !(dtypeChanged && name.startsWith(`${FILE}onnx/`) && !(from[name] && to[name])))
        .map((name) => changeOf(name, from[name], to[name])));
}
/** As in `tokenizer.json changed: 3f2a… → 91c0…`. */
function describeChange({ part, change, from, to }) {
    if (change === 'changed')
        return `${part} changed: ${from} → ${to}`;
    return `${part} was ${change} (${from ?? to})`;
}
function changeOf(name, from, to) {
    const part = name.startsWith(FILE) ? shownValue(name.slice(FILE.length)) : inputName(name);
    const change = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
    const [shownFrom, shownTo] = shownPair(from, to);
    return {
        part,
        change,
        ...(shownFrom !== undefined && { from: shownFrom }),
        ...(shownTo !== undefined && { to: shownTo }),
    };
}
function shownPair(from, to) {
    if (![from, to].every((value) => value === undefined || /^[0-9a-f]{64}$/.test(value))) {
        const shown = [from, to].map((value) => (value === undefined ? undefined : shownValue(value)));
        return [shown[0], shown[1]];
    }
    let digits = DIGITS;
    while (from && to && digits < 64 && from.slice(0, digits) === to.slice(0, digits))
        digits++;
    return [from && `${from.slice(0, digits)}…`, to && `${to.slice(0, digits)}…`];
}
/** What comes out of a ledger may have been written by anyone: one line, without control characters, and not long. */
function shownValue(value) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go.
    const plain = value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
    return plain.length <= VALUE_SHOWN ? plain : `${plain.slice(0, VALUE_SHOWN - 1)}…`;
}
function prefixPart(prefix) {
    const characters = [...prefix];
    if (characters.length <= PREFIX_SHOWN)
        return JSON.stringify(prefix);
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(prefix).digest('hex').slice(0, 8);
    return `${JSON.stringify(characters.slice(0, PREFIX_SHOWN - 16).join(''))}… (${digest})`;
}
/** `maxTokens` is decided by the input max-tokens; likewise for all parts but the files, and those yet to come. */
function inputName(part) {
    if (part === 'embedder')
        return 'embedder revision';
    return shownValue(part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
}


/***/ }),

/***/ 41244:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ renderHelp)
/* harmony export */ });
/* harmony import */ var _inputs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(40741);

const WIDTH = 100;
const INDENT = '      ';
/** What is longer goes into the description. */
const LONGEST_ALLOWED = 60;
/** What `--help` prints: every input, from the table. */
function renderHelp() {
    const lines = [
        'embed-once: embed every text once.',
        '',
        '  node dist/index.js [mode] [--input value …]',
        '',
        'Reads a corpus, takes each vector from Redis or from the runner cache where it is known, embeds the rest,',
        'writes them all, and compares golden texts with what was approved.',
        '',
        '  node dist/index.js --corpus data/corpus.txt',
        '  node dist/index.js --corpus "data/**/*.jsonl" --redis-url redis://127.0.0.1:6379 --output vectors.npy',
        '  node dist/index.js plan --corpus data/corpus.txt',
        '  node dist/index.js golden --golden-set golden.jsonl',
        '  node dist/index.js audit --redis-url redis://127.0.0.1:6379',
        '',
        'Each input can also be given as EMBED_ONCE_<NAME> in the environment: EMBED_ONCE_REDIS_URL keeps a password out',
        'of the list of processes. The first that has a value counts: a lock of the organisation, flag, INPUT_<NAME>,',
        'EMBED_ONCE_<NAME>, policy, default. EMBED_ONCE_CACHE=off, or another cache-mode, counts before all of them but a',
        'stricter lock.',
    ];
    let group = '';
    for (const [name, input] of Object.entries(_inputs__WEBPACK_IMPORTED_MODULE_0__/* .INPUTS */ .m)) {
        if (input.group !== group) {
            group = input.group;
            lines.push('', group);
        }
        const fallback = input.default === '' ? '' : `  (default: ${input.default})`;
        const long = input.allowed.length > LONGEST_ALLOWED;
        const description = long ? `${input.description} Allowed: ${input.allowed}.` : input.description;
        lines.push(`  --${name} <${long ? '…' : input.allowed}>${fallback}`, ...wrap(description));
    }
    lines.push('', 'Exit codes: 0 done, 1 failed, 2 unusable input, 3 gate closed: validation, or what an audit found.', '--help prints this, --version the version.');
    return lines.join('\n');
}
function wrap(text) {
    const lines = [];
    let line = INDENT;
    for (const word of text.split(' ')) {
        if (line.length + word.length > WIDTH) {
            lines.push(line.trimEnd());
            line = INDENT;
        }
        line += `${word} `;
    }
    return [...lines, line.trimEnd()];
}


/***/ }),

/***/ 40741:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ INPUTS)
});

// EXTERNAL MODULE: ./src/audit/audit-report.ts
var audit_report = __nccwpck_require__(91135);
// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __nccwpck_require__(41989);
// EXTERNAL MODULE: ./src/cache/signature.ts
var signature = __nccwpck_require__(12588);
;// CONCATENATED MODULE: ./src/input-kinds.ts


function input_kinds_text(about) {
    return { ...about, allowed: 'text', parse: (raw) => raw };
}
function lines(about) {
    const parse = (raw) => raw
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    return { ...about, allowed: 'one or more lines', lines: true, parse };
}
function choice(choices, about) {
    return {
        ...about,
        allowed: choices.join(', '),
        parse(raw) {
            const chosen = choices.find((one) => one === raw);
            if (chosen === undefined)
                throw new Error(`must be one of ${choices.join(', ')}`);
            return chosen;
        },
    };
}
function someOf(choices, about) {
    return {
        ...about,
        allowed: `one or more of ${choices.join(', ')}, with commas or on lines`,
        parse(raw) {
            const words = raw.split(/[\s,]+/).filter((word) => word !== '');
            const chosen = choices.filter((one) => words.includes(one));
            if (chosen.length === 0 || words.some((word) => !choices.includes(word))) {
                throw new Error(`must be one or more of ${choices.join(', ')}`);
            }
            return chosen;
        },
    };
}
function integer(least, most, about) {
    return {
        ...about,
        allowed: `a whole number from ${least} to ${most}`,
        parse(raw) {
            const value = Number(raw);
            if (!/^\d+$/.test(raw) || value < least || value > most) {
                throw new Error(`must be a whole number from ${least} to ${most}`);
            }
            return value;
        },
    };
}
function number(least, most, about) {
    return {
        ...about,
        allowed: `a number from ${least} to ${most}`,
        parse(raw) {
            const value = Number(raw);
            if (raw.trim() === '' || !(value >= least && value <= most))
                throw new Error(`must be a number from ${least} to ${most}`);
            return value;
        },
    };
}
/** Undefined where nothing is given, which is another thing than 0. */
function limit(what, about) {
    const allowed = `a ${what} from 0 on`;
    const form = what === 'number' ? /^\d+(\.\d+)?$/ : /^\d+$/;
    return {
        ...about,
        allowed,
        parse(raw) {
            if (raw === '')
                return undefined;
            if (!form.test(raw) || !Number.isSafeInteger(Math.floor(Number(raw))))
                throw new Error(`must be ${allowed}`);
            return Number(raw);
        },
    };
}
/** GitHub runs no more jobs of one matrix. */
const MOST_SHARDS = 256;
function shard(about) {
    return {
        ...about,
        allowed: 'i/n with i from 1 to n, such as 2/8',
        parse(raw) {
            if (raw === '')
                return undefined;
            const match = /^(\d{1,9})\/(\d{1,9})$/.exec(raw);
            const [number, of] = [Number(match?.[1]), Number(match?.[2])];
            if (!match || number < 1 || number > of || of > MOST_SHARDS) {
                throw new Error(`must be i/n with i from 1 to n and n up to ${MOST_SHARDS}, such as 2/8`);
            }
            return { number, of };
        },
    };
}
function prices(about) {
    const allowed = 'a number for every device, or cpu=number and cuda=number with a comma between';
    return {
        ...about,
        allowed,
        parse(raw) {
            if (raw === '')
                return {};
            if (/^\d+(\.\d+)?$/.test(raw))
                return { cpu: Number(raw), cuda: Number(raw) };
            const found = {};
            for (const part of raw.split(',')) {
                const match = /^\s*(cpu|cuda)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part);
                if (!match)
                    throw new Error(`must be ${allowed}`);
                found[match[1]] = Number(match[2]);
            }
            return found;
        },
    };
}
function redisUrl(about) {
    return {
        ...about,
        allowed: redis_url/* REDIS_URL_FORMS */.y5,
        parse(raw) {
            if (raw !== '')
                (0,redis_url/* parseRedisUrl */.CI)(raw);
            return raw;
        },
    };
}
function shareOrAuto(about) {
    const share = number(0, 1, about);
    return {
        ...about,
        allowed: 'auto, or a number from 0 to 1',
        parse: (raw) => (raw === 'auto' ? raw : share.parse(raw)),
    };
}
function signingKeys(about) {
    return { ...about, allowed: 'one or more lines of 32 bytes or more', parse: signature/* keysIn */.q7 };
}
function trustScope(about) {
    return {
        ...about,
        allowed: 'auto, trusted, or a name of a to z, 0 to 9 and -',
        parse(raw) {
            if (!/^[a-z0-9][a-z0-9-]{0,47}$/.test(raw)) {
                throw new Error('must be auto, trusted, or a name of at most 48 of a to z, 0 to 9 and -, such as pr-12');
            }
            return raw;
        },
    };
}
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };
function duration(about) {
    return {
        ...about,
        allowed: 'a number with s, m, h or d, such as 12h; 0 for none',
        parse(raw) {
            const match = /^(\d+)([smhd]?)$/.exec(raw);
            if (!match)
                throw new Error('must be a number with s, m, h or d, such as 12h, or 0 for none');
            return Number(match[1]) * SECONDS[match[2] || 's'];
        },
    };
}
const BYTES = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
function size(about) {
    return {
        ...about,
        allowed: 'a number with KB, MB, GB or TB (powers of 1000), such as 500MB; 0 for no limit',
        parse(raw) {
            const match = /^(\d+(?:\.\d+)?)([KMGT]?B)$/i.exec(raw);
            if (!match && raw !== '0') {
                throw new Error('must be a number with KB, MB, GB or TB (powers of 1000), such as 500MB, or 0 for no limit');
            }
            return match ? Math.round(Number(match[1]) * BYTES[match[2].toUpperCase()]) : 0;
        },
    };
}

// EXTERNAL MODULE: ./src/policy/policy.ts
var policy = __nccwpck_require__(26658);
;// CONCATENATED MODULE: ./src/inputs.ts



/**
 * Every input, in one table. `action.yml`, `--help` and docs/inputs.md are generated from it, and the type `Inputs` is
 * derived from it.
 */
const INPUTS = {
    mode: choice(['run', 'plan', 'embed', 'golden', 'audit'], {
        group: 'What to do',
        description: 'run embeds the corpus and validates; plan only says what is missing and what it will take; embed only fills the tiers; golden approves the present vectors of golden-set; audit looks at what the tiers hold. May stand first, without --mode.',
        default: 'run',
    }),
    policy: lines({
        group: 'What to do',
        description: `Files with settings for this run; the first that has a value counts. Empty: ${policy/* REPOSITORY_POLICY */.c1}, if it is there. none: no file.`,
        default: '',
    }),
    corpus: lines({
        group: 'Corpus',
        description: 'Files, globs or folders, or - for stdin; several on lines of their own. .gz and .zst are decompressed.',
        default: '',
    }),
    format: choice(['auto', 'text', 'jsonl'], {
        group: 'Corpus',
        description: 'How records lie in the files. text: one a line. jsonl: one JSON object a line. auto: by extension.',
        default: 'auto',
    }),
    'text-field': input_kinds_text({ group: 'Corpus', description: 'jsonl: the field that holds the text.', default: 'text' }),
    'id-field': input_kinds_text({
        group: 'Corpus',
        description: 'jsonl: the field that holds the id. A record without one is named by file and line.',
        default: 'id',
    }),
    'on-bad-record': choice(['fail', 'skip'], {
        group: 'Corpus',
        description: 'What to do about invalid UTF-8, broken JSON, a missing text field, or a line above 16 MiB. skip counts and reports them.',
        default: 'fail',
    }),
    model: input_kinds_text({
        group: 'Model',
        description: 'A folder with config.json, tokenizer.json and onnx/model.onnx, or owner/name of a model on the hub. Empty: all-MiniLM-L6-v2, which is built in. embedder openai: the name that the service knows.',
        default: '',
    }),
    revision: input_kinds_text({
        group: 'Model',
        description: 'Of a model on the hub: a commit, or a branch or tag, which is looked up in each run. embedder openai and command: a word for the version of what embeds.',
        default: '',
    }),
    'hub-endpoint': input_kinds_text({
        group: 'Model',
        description: 'The hub that a model named owner/name comes from, or a mirror of it.',
        default: 'https://huggingface.co',
        known: 'HF_ENDPOINT',
    }),
    'hub-token': input_kinds_text({
        group: 'Model',
        description: 'For models of the hub that are not public.',
        default: '',
        known: 'HF_TOKEN',
        secret: true,
    }),
    'hub-offline': choice(['true', 'false'], {
        group: 'Model',
        description: 'true: the hub is not asked, and what was downloaded before is used.',
        default: 'false',
    }),
    dtype: choice(['auto', 'fp32', 'fp16', 'q8', 'quantized', 'q4'], {
        group: 'Model',
        description: 'fp32 takes onnx/model.onnx, fp16 onnx/model_fp16.onnx, quantized onnx/model_quantized.onnx (one text at a time), q4 onnx/model_q4.onnx. q8 takes onnx/model.onnx and computes in 8-bit integers: quicker, less exact (docs/quantization.md). auto: fp32, else fp16.',
        default: 'auto',
    }),
    pooling: choice(['auto', 'mean', 'cls', 'last'], {
        group: 'Model',
        description: "How token states become one vector. auto: as the model's 1_Pooling/config.json says, else mean, with a warning.",
        default: 'auto',
    }),
    normalize: choice(['auto', 'true', 'false'], {
        group: 'Model',
        description: "Scale vectors to length 1. auto: as the model's modules.json says, else true.",
        default: 'auto',
    }),
    'max-tokens': integer(0, 1_000_000, {
        group: 'Model',
        description: 'Texts are cut here, special tokens counted. 0: as sentence_bert_config.json says, else what the model can read.',
        default: '0',
    }),
    prompt: input_kinds_text({
        group: 'Model',
        description: "Put the model's own prompt of this name before each text, such as query or passage. auto: the one that the model names as its default, if it does. none: no prompt.",
        default: 'auto',
    }),
    'text-prefix': input_kinds_text({
        group: 'Model',
        description: 'Put before each text as it stands, such as "query: " for E5 models.',
        default: '',
    }),
    dimensions: integer(0, 65_536, {
        group: 'Model',
        description: 'Keep the first so many components (Matryoshka models). 0: all.',
        default: '0',
    }),
    embedder: choice(['onnx', 'openai', 'command'], {
        group: 'Embedder',
        description: "What embeds. onnx: the model's files, in this process. openai: a service with OpenAI's /v1/embeddings, or text-embeddings-inference. command: a program of your own.",
        default: 'onnx',
    }),
    'embedder-url': input_kinds_text({
        group: 'Embedder',
        description: 'openai: where it is, such as https://api.openai.com/v1 or http://127.0.0.1:8080/embed.',
        default: '',
    }),
    'embedder-api-key': input_kinds_text({
        group: 'Embedder',
        description: 'openai: sent as a bearer token. Empty: none is sent.',
        default: '',
        secret: true,
    }),
    'embedder-concurrency': integer(1, 256, {
        group: 'Embedder',
        description: 'openai: requests under way at once.',
        default: '4',
    }),
    'embedder-batch': integer(1, 4096, {
        group: 'Embedder',
        description: 'openai: most texts in one request. One that is refused as too large is sent in halves.',
        default: '64',
    }),
    'embedder-command': input_kinds_text({
        group: 'Embedder',
        description: 'command: a command line. It reads {"texts": ["…"]} and answers {"vectors": [[…]]}, a line each, until its input ends.',
        default: '',
    }),
    threads: integer(0, 1024, {
        group: 'Embedder',
        description: 'Threads for inference. 0: one for each processor this process may use, a CPU limit of its container counted.',
        default: '0',
    }),
    'batch-tokens': integer(0, 1_048_576, {
        group: 'Embedder',
        description: 'Most tokens in one batch, padding counted. 0: as many as are fastest. Changes speed and memory, never a vector.',
        default: '0',
    }),
    'redis-url': redisUrl({
        group: 'Tiers',
        description: 'Where Redis is: a single node, the sentinels of a master, or nodes of a cluster. Empty: no Redis.',
        default: '',
        secret: true,
    }),
    'redis-password-file': input_kinds_text({
        group: 'Tiers',
        description: 'File that holds the password, for a redis-url without one. Line ends at its end do not count.',
        default: '',
    }),
    'redis-ca': input_kinds_text({
        group: 'Tiers',
        description: 'TLS: PEM file with the authorities to trust. Empty: those that Node.js knows.',
        default: '',
    }),
    'redis-cert': input_kinds_text({
        group: 'Tiers',
        description: 'TLS: PEM file with the certificate to show, if the server wants one.',
        default: '',
    }),
    'redis-key': input_kinds_text({ group: 'Tiers', description: 'TLS: PEM file with the key of redis-cert.', default: '' }),
    'redis-prefix': input_kinds_text({ group: 'Tiers', description: 'First part of every key in Redis.', default: 'eo1' }),
    'redis-ttl': duration({
        group: 'Tiers',
        description: 'How long Redis keeps a vector after it was written, or found with less than half of that left.',
        default: '30d',
    }),
    'cache-dtype': choice(['fp32', 'fp16'], {
        group: 'Tiers',
        description: 'How vectors are stored. fp16 halves memory and traffic, and rounds every vector of the run; it makes new keys.',
        default: 'fp32',
    }),
    'cache-mode': choice(['read-write', 'read-only', 'recache', 'off'], {
        group: 'Tiers',
        description: 'read-only asks and stores nothing. recache computes everything and replaces what is stored. off does neither.',
        default: 'read-write',
    }),
    'cache-signing-key': signingKeys({
        group: 'Tiers',
        description: 'Signs what is stored; what is not signed is computed anew and replaced. Several: the first signs, all are accepted. Best given in the environment.',
        default: '',
        secret: true,
    }),
    'cache-signing-key-file': input_kinds_text({
        group: 'Tiers',
        description: 'File that holds the same, instead of cache-signing-key.',
        default: '',
    }),
    'trust-scope': trustScope({
        group: 'Tiers',
        description: "Where vectors go. Every run reads the trusted scope, and writes only its own. auto: as GitHub's event says, elsewhere trusted.",
        default: 'auto',
    }),
    'on-cache-failure': choice(['fallback', 'fail'], {
        group: 'Tiers',
        description: 'What to do when a tier cannot be used: go on without it, or end the run.',
        default: 'fallback',
    }),
    'runner-cache': choice(['auto', 'on', 'off'], {
        group: 'Tiers',
        description: 'Keep vectors in a folder of this machine. auto: on.',
        default: 'auto',
    }),
    'runner-cache-path': input_kinds_text({
        group: 'Tiers',
        description: 'That folder. Empty: the cache folder of the user, or of the runner.',
        default: '',
    }),
    'runner-cache-max-size': size({
        group: 'Tiers',
        description: 'What vectors may take in that folder, those of all models together. At the end of a run those used longest ago are dropped.',
        default: '4GB',
    }),
    'audit-sample': shareOrAuto({
        group: 'Trust',
        description: 'Share of hits that are embedded again and compared. auto: 0.001, in runs that load the model for misses anyway. 0: none.',
        default: 'auto',
    }),
    'audit-tolerance': number(0, 2, {
        group: 'Trust',
        description: 'Largest deviation of a stored vector from the one embedded again, as a share of its length. Beyond it, the vector is replaced.',
        default: '0.001',
    }),
    'audit-seed': input_kinds_text({
        group: 'Trust',
        description: 'Draws the same hits as a run with the same seed. Empty: hits that nobody can foresee.',
        default: '',
    }),
    'fail-on-audit': choice(['true', 'false'], {
        group: 'Trust',
        description: 'true ends a run that found a deviating vector with code 3. false replaces it, and warns.',
        default: 'false',
    }),
    'plan-path': input_kinds_text({
        group: 'Plan',
        description: 'plan: where the list of what is missing goes; empty: output/plan.jsonl. embed: the list to take; empty: all that is missing.',
        default: '',
    }),
    shards: integer(0, MOST_SHARDS, {
        group: 'Plan',
        description: 'plan: into how many parts of like many tokens to cut what is missing. 0: one for each two million tokens.',
        default: '0',
    }),
    shard: shard({
        group: 'Plan',
        description: 'embed: which part to take. Empty: all.',
        default: '',
    }),
    'max-misses': limit('whole number', {
        group: 'Plan',
        description: 'Ends plan, run and embed with code 1, before anything is embedded, if more texts are missing.',
        default: '',
    }),
    'max-cost': limit('number', {
        group: 'Plan',
        description: 'The same if embedding will cost more, by cost-per-hour and the rates of earlier runs; ends run and embed also when it has cost so much.',
        default: '',
    }),
    'cost-per-hour': prices({
        group: 'Plan',
        description: 'What an hour of a runner costs, in whichever currency. Empty: no cost is predicted.',
        default: '',
    }),
    output: input_kinds_text({
        group: 'Output',
        description: 'File for the vectors. It gets its name only when it is whole.',
        default: 'output/embeddings.jsonl',
    }),
    'output-format': choice(['auto', 'json', 'jsonl', 'npy', 'none'], {
        group: 'Output',
        description: 'json: an object from the SHA-256 of each text to text and vector. jsonl: an object a record. npy: a NumPy matrix, and <name>.ids.jsonl. none: only fill the tiers. auto: by the extension of output.',
        default: 'auto',
    }),
    'golden-set': input_kinds_text({
        group: 'Validation',
        description: 'JSON Lines with the golden texts and, once mode golden has run, their approved vectors. Empty: no validation.',
        default: '',
    }),
    'validation-engine': choice(['auto', 'exact'], {
        group: 'Validation',
        description: 'What finds nearest neighbours. exact: this process.',
        default: 'auto',
    }),
    'validation-threshold': number(-1, 1, {
        group: 'Validation',
        description: 'Least cosine similarity of a present vector to the approved one.',
        default: '0.99',
    }),
    'fail-on-validation': choice(['true', 'false'], {
        group: 'Validation',
        description: 'false reports drift without ending with code 3.',
        default: 'true',
    }),
    prune: choice(['off', 'dry-run', 'on'], {
        group: 'Audit',
        description: 'audit: take entries of prune-classes away. dry-run only counts what on would take.',
        default: 'off',
    }),
    'prune-classes': someOf(audit_report/* PRUNE_CLASSES */.A7, {
        group: 'Audit',
        description: 'audit: corrupt entries, all entries of orphaned fingerprints, and of undated ones, of which no ledger tells when they were used.',
        default: 'corrupt,orphaned',
    }),
    'orphan-age': duration({
        group: 'Audit',
        description: 'audit: a fingerprint that no run has used for so long is orphaned. 0: none is.',
        default: '30d',
    }),
    'fail-on-corrupt': choice(['true', 'false'], {
        group: 'Audit',
        description: 'audit: true ends with code 3 if a tier holds corrupt entries.',
        default: 'false',
    }),
    'report-dir': input_kinds_text({
        group: 'Report',
        description: 'Folder for report.json (audit: audit.json), summary.md and metrics.prom. Empty: no files.',
        default: 'output/report',
    }),
    'decision-log': input_kinds_text({
        group: 'Report',
        description: 'File for what was decided, as JSON Lines: which tier had what, and why not. Written anew by each run. Empty: none.',
        default: '',
    }),
    'decision-log-detail': choice(['window', 'record'], {
        group: 'Report',
        description: 'window: a line for each 1,024 records. record: a line for each record too, with its text key.',
        default: 'window',
    }),
    progress: choice(['auto', 'on', 'off'], {
        group: 'Report',
        description: 'on: a bar on a terminal, else a line now and then. auto: on.',
        default: 'auto',
    }),
};


/***/ }),

/***/ 99040:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ fingerprint),
/* harmony export */   d: () => (/* binding */ canonicalJson)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

function fingerprint(contract) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(canonicalJson(contract)).digest('hex');
}
/** JSON with sorted keys and no spaces, so that equal values are equal bytes (RFC 8785 for the types used here). */
function canonicalJson(value) {
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (value !== null && typeof value === 'object') {
        const fields = Object.entries(value)
            .filter(([, field]) => field !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
        return `{${fields.join(',')}}`;
    }
    return JSON.stringify(value);
}


/***/ }),

/***/ 34882:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ KeyIndex)
/* harmony export */ });
const OCCUPIED = 0x80000000;
const STRIDE = 4;
const MAX_LOAD = 0.7;
/** Value of base64url digits by character code. */
const DIGIT = new Uint8Array(128);
for (const [value, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].entries()) {
    DIGIT[digit.charCodeAt(0)] = value;
}
/**
 * Maps text keys to 32-bit numbers in 16 bytes a slot, at 23 to 46 bytes a key, where a Map takes over 100.
 *
 * Compares the first 90 bits of the SHA-256. Two of n texts agree in them with probability n² / 2⁹¹: below 10⁻⁹ for a
 * billion texts. Open addressing with linear probing; the keys are uniform already, so they are their own hash.
 */
class KeyIndex {
    slots;
    mask;
    count = 0;
    /** Exclusive or of all keys, 90 bits. */
    combined = [0, 0, 0];
    constructor(expected = 1024) {
        const capacity = 2 ** Math.ceil(Math.log2(Math.max(1024, expected / MAX_LOAD)));
        this.slots = new Uint32Array(capacity * STRIDE);
        this.mask = capacity - 1;
    }
    get size() {
        return this.count;
    }
    /** Names the set of keys: equal for equal sets, in whatever order they came. Against chance, not against attackers. */
    get digest() {
        return `${this.count}-${this.combined.map((part) => part.toString(36)).join('-')}`;
    }
    /** @returns the number stored for this key, or undefined */
    get(key) {
        const slot = this.find(word(key, 0), word(key, 5), word(key, 10));
        return this.slots[slot] === 0 ? undefined : this.slots[slot + 3];
    }
    /** Stores `value` (an unsigned 32-bit integer) for this key. */
    set(key, value) {
        this.put(word(key, 0), word(key, 5), word(key, 10), value);
    }
    /** The same for a key given as its 32 raw bytes, `at` bytes into `bytes`. */
    setRaw(bytes, at, value) {
        const [first, second, third] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8)];
        this.put(first >>> 2, ((first & 0x3) << 28) | (second >>> 4), ((second & 0xf) << 26) | (third >>> 6), value);
    }
    /** Adds a key given as its 32 raw bytes, `at` bytes into `bytes`. @returns whether it was not there yet */
    addRaw(bytes, at) {
        const before = this.count;
        this.setRaw(bytes, at, 0);
        return this.count > before;
    }
    /** @returns the number that is stored for this key; undefined if there was none, and `value` is stored now */
    getOrSet(key, value) {
        const [a, b, c] = [word(key, 0), word(key, 5), word(key, 10)];
        const slot = this.find(a, b, c);
        if (this.slots[slot] !== 0)
            return this.slots[slot + 3];
        this.fill(slot, a, b, c, value);
        return undefined;
    }
    put(a, b, c, value) {
        const slot = this.find(a, b, c);
        if (this.slots[slot] === 0)
            this.fill(slot, a, b, c, value);
        else
            this.slots[slot + 3] = value;
    }
    /** @param empty where `find` ended */
    fill(empty, a, b, c, value) {
        let slot = empty;
        if (this.count + 1 > (this.mask + 1) * MAX_LOAD) {
            this.grow();
            slot = this.find(a, b, c);
        }
        this.count++;
        this.combined[0] ^= a;
        this.combined[1] ^= b;
        this.combined[2] ^= c;
        this.slots[slot] = (a | OCCUPIED) >>> 0;
        this.slots[slot + 1] = b;
        this.slots[slot + 2] = c;
        this.slots[slot + 3] = value;
    }
    find(a, b, c) {
        const tag = (a | OCCUPIED) >>> 0;
        for (let index = (a ^ (b << 15)) & this.mask;; index = (index + 1) & this.mask) {
            const slot = index * STRIDE;
            const found = this.slots[slot];
            if (found === 0 || (found === tag && this.slots[slot + 1] === b && this.slots[slot + 2] === c))
                return slot;
        }
    }
    grow() {
        const old = this.slots;
        this.slots = new Uint32Array(old.length * 2);
        this.mask = this.mask * 2 + 1;
        for (let from = 0; from < old.length; from += STRIDE) {
            const tag = old[from];
            if (tag === 0)
                continue;
            const [b, c] = [old[from + 1], old[from + 2]];
            const to = this.find((tag & ~OCCUPIED) >>> 0, b, c);
            this.slots[to] = tag;
            this.slots[to + 1] = b;
            this.slots[to + 2] = c;
            this.slots[to + 3] = old[from + 3];
        }
    }
}
/** 30 bits of the key: five base64url digits from `from`. */
function word(key, from) {
    let bits = 0;
    for (let at = from; at < from + 5; at++)
        bits = (bits << 6) | DIGIT[key.charCodeAt(at)];
    return bits;
}


/***/ }),

/***/ 2590:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ unpackSample),
/* harmony export */   S$: () => (/* binding */ packSample),
/* harmony export */   r_: () => (/* binding */ compareSamples),
/* harmony export */   wA: () => (/* binding */ KeySample)
/* harmony export */ });
/* unused harmony export SAMPLE_KEYS */
/** Keys in a sample. */
const SAMPLE_KEYS = 64;
/** Of each key: 48 bits, of which two in a corpus of millions are the same by chance once in a thousand runs. */
const CHARACTERS = 8;
/**
 * The smallest of the keys that were added, by their first 48 bits. Text keys are as good as random, so these are a random
 * sample; and of two sets, the same ones are drawn from what is in both (a bottom-k sketch).
 */
class KeySample {
    /** Ascending. */
    smallest = [];
    /** Each key is to be added once. */
    add(key) {
        const { smallest } = this;
        if (smallest.length === SAMPLE_KEYS) {
            if (key >= smallest[SAMPLE_KEYS - 1])
                return;
            smallest.pop();
        }
        const short = key.slice(0, CHARACTERS);
        let at = smallest.length;
        while (at > 0 && smallest[at - 1] > short)
            at--;
        smallest.splice(at, 0, short);
    }
    get keys() {
        return this.smallest;
    }
}
/** One string for a ledger. */
function packSample(keys) {
    return keys.join('');
}
function unpackSample(packed) {
    return packed.match(new RegExp(`.{${CHARACTERS}}`, 'g')) ?? [];
}
/**
 * How many keys of an earlier sample are in the set from which `drawn` comes.
 * @returns `judged`: those of the earlier sample of which `drawn` can tell; `found`: those of them that are in the set
 */
function compareSamples(earlier, drawn) {
    // What is larger than the largest of a full sample may be in the set without being drawn.
    const limit = drawn.length < SAMPLE_KEYS ? undefined : drawn.at(-1);
    const judged = earlier.filter((key) => limit === undefined || key <= limit);
    const set = new Set(drawn);
    return { judged: judged.length, found: judged.filter((key) => set.has(key)).length };
}


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q_: () => (/* binding */ TEXT_KEY_BYTES),
/* harmony export */   eg: () => (/* binding */ hexTextKey),
/* harmony export */   tQ: () => (/* binding */ textKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

/** Length of a text key in bytes, where it is stored raw. */
const TEXT_KEY_BYTES = 32;
/**
 * @param text what the tokenizer gets: trimmed, with its prefix; well-formed UTF-16, since a lone surrogate has no UTF-8
 */
function textKey(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', text, 'base64url');
}
/** The same key as 64 hexadecimal digits, as `sha256sum` prints it. */
function hexTextKey(key) {
    return Buffer.from(key, 'base64url').toString('hex');
}


/***/ }),

/***/ 41730:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(73136);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_url__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _package_json__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8330);
/* harmony import */ var _audit_audit_report__WEBPACK_IMPORTED_MODULE_19__ = __nccwpck_require__(91135);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(83916);
/* harmony import */ var _help__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(41244);
/* harmony import */ var _modes_audit__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(48283);
/* harmony import */ var _modes_embed__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(33823);
/* harmony import */ var _modes_golden__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(84927);
/* harmony import */ var _modes_plan__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(12317);
/* harmony import */ var _parse_inputs__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(47808);
/* harmony import */ var _platform_detect__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(96914);
/* harmony import */ var _platform_platform__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(28944);
/* harmony import */ var _policy_read__WEBPACK_IMPORTED_MODULE_12__ = __nccwpck_require__(78776);
/* harmony import */ var _report_account__WEBPACK_IMPORTED_MODULE_13__ = __nccwpck_require__(73149);
/* harmony import */ var _report_audit_account__WEBPACK_IMPORTED_MODULE_14__ = __nccwpck_require__(92627);
/* harmony import */ var _report_run_report__WEBPACK_IMPORTED_MODULE_15__ = __nccwpck_require__(57330);
/* harmony import */ var _report_summary__WEBPACK_IMPORTED_MODULE_16__ = __nccwpck_require__(57994);
/* harmony import */ var _report_write_report__WEBPACK_IMPORTED_MODULE_17__ = __nccwpck_require__(27352);
/* harmony import */ var _run__WEBPACK_IMPORTED_MODULE_18__ = __nccwpck_require__(26349);




















/** GitHub kills a cancelled step 10 s after its first signal, and Kubernetes a pod 30 s after. */
const GRACE_MS = 7_000;
/** What ends the process, and why. */
const EXIT = { done: 0, failed: 1, unusableInput: 2, gateClosed: 3 };
/** The modes that end with the report of a run. */
const MODES = {
    run: _run__WEBPACK_IMPORTED_MODULE_18__/* .run */ .e,
    plan: _modes_plan__WEBPACK_IMPORTED_MODULE_8__/* .plan */ .e,
    embed: _modes_embed__WEBPACK_IMPORTED_MODULE_6__/* .embed */ .E,
    golden: _modes_golden__WEBPACK_IMPORTED_MODULE_7__/* .approveGoldenSet */ .n,
};
async function main() {
    const words = process.argv.slice(2);
    if (words.includes('--help') || words.includes('-h'))
        return console.log((0,_help__WEBPACK_IMPORTED_MODULE_4__/* .renderHelp */ .W)());
    if (words.includes('--version'))
        return console.log(_package_json__WEBPACK_IMPORTED_MODULE_2__/* .version */ .rE);
    const platform = await (0,_platform_detect__WEBPACK_IMPORTED_MODULE_10__/* .detectPlatform */ .l)(process.env);
    const signal = endOnSignal(platform);
    try {
        const given = { arguments: words, environment: process.env };
        const policies = await (0,_policy_read__WEBPACK_IMPORTED_MODULE_12__/* .readPolicies */ .h)((0,_parse_inputs__WEBPACK_IMPORTED_MODULE_9__/* .policyFilesOf */ .f)(given));
        const { inputs, settings, warnings } = (0,_parse_inputs__WEBPACK_IMPORTED_MODULE_9__/* .parseInputs */ .T)({ ...given, policies });
        for (const secret of secretsIn(inputs))
            platform.mask(secret);
        for (const warning of warnings)
            platform.warn(warning);
        const bundle = node_path__WEBPACK_IMPORTED_MODULE_0___default().dirname((0,node_url__WEBPACK_IMPORTED_MODULE_1__.fileURLToPath)(import.meta.url));
        const surroundings = { platform, version: _package_json__WEBPACK_IMPORTED_MODULE_2__/* .version */ .rE, bundle, signal, settings, warnings };
        if (inputs.mode === 'audit')
            await publishAudit(await (0,_modes_audit__WEBPACK_IMPORTED_MODULE_5__/* .audit */ .s)(inputs, surroundings), inputs, platform);
        else
            await publish(await MODES[inputs.mode](inputs, surroundings), inputs, platform);
    }
    catch (error) {
        process.exitCode = explain(error, platform);
    }
}
function secretsIn({ redisUrl, embedderApiKey, hubToken }) {
    return [...(redisUrl ? (0,_platform_platform__WEBPACK_IMPORTED_MODULE_11__/* .secretsOf */ .F)(redisUrl) : []), embedderApiKey, hubToken].filter((secret) => secret !== '');
}
/** Turns the first SIGTERM or SIGINT into an orderly end, and a second one, or the end of the grace time, into an immediate one. */
function endOnSignal(platform) {
    const controller = new AbortController();
    const end = (name) => {
        if (controller.signal.aborted)
            process.exit(EXIT.failed);
        platform.warn(`${name}: what is being embedded is stored, then the run ends, within ${GRACE_MS / 1000} s`);
        controller.abort(name);
        setTimeout(() => {
            platform.error(`ended by ${name}: the grace time is over. What was stored until now is not computed again.`);
            process.exit(EXIT.failed);
        }, GRACE_MS).unref();
    };
    for (const name of ['SIGTERM', 'SIGINT'])
        process.on(name, end);
    return controller.signal;
}
async function publish(report, inputs, platform) {
    const reportPath = await (0,_report_write_report__WEBPACK_IMPORTED_MODULE_17__/* .writeReport */ .u)(report, inputs.reportDir);
    await platform.setOutputs((0,_report_run_report__WEBPACK_IMPORTED_MODULE_15__/* .outputsOf */ .Yz)(report, reportPath));
    await platform.writeSummary((0,_report_summary__WEBPACK_IMPORTED_MODULE_16__/* .renderSummary */ .B)(report));
    platform.info((0,_report_account__WEBPACK_IMPORTED_MODULE_13__/* .renderAccount */ .s)(report));
    if (report.plan?.refusal !== undefined)
        throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .LimitExceeded */ .nP(report.plan.refusal);
    const closed = [];
    for (const { message, fails } of gates(report, inputs)) {
        if (fails)
            closed.push(message);
        else
            platform.warn(message);
    }
    if (closed.length > 0)
        throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .ValidationFailed */ .n_(closed.join('\n'));
}
/** What is not as it should be, and whether that is to fail the pipeline. */
function gates({ validation, recomputed }, inputs) {
    const found = [];
    if (recomputed && recomputed.deviating > 0) {
        found.push({ message: (0,_report_account__WEBPACK_IMPORTED_MODULE_13__/* .deviationMessage */ .j)(recomputed), fails: inputs.failOnAudit === 'true' });
    }
    if (validation && !validation.passed) {
        const message = `validation failed: ${validation.drifted.length} of ${validation.texts} golden texts are not as approved. If the change is meant, run mode golden and commit ${inputs.goldenSet}.`;
        found.push({ message, fails: inputs.failOnValidation === 'true' });
    }
    return found;
}
async function publishAudit(report, inputs, platform) {
    await platform.setOutputs({ 'report-path': await (0,_report_write_report__WEBPACK_IMPORTED_MODULE_17__/* .writeAudit */ .f)(report, inputs.reportDir) });
    await platform.writeSummary((0,_report_audit_account__WEBPACK_IMPORTED_MODULE_14__/* .renderAuditSummary */ .s)(report));
    platform.info((0,_report_audit_account__WEBPACK_IMPORTED_MODULE_14__/* .renderAuditAccount */ .L)(report));
    const incomplete = report.tiers.filter(({ failure }) => failure !== undefined).map(({ tier }) => tier);
    if (incomplete.length > 0) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .CacheError */ .xA(`the audit is not complete: ${incomplete.join(' and ')} was not looked at to the end`);
    }
    const corrupt = (0,_audit_audit_report__WEBPACK_IMPORTED_MODULE_19__/* .totalOf */ .e6)(report.tiers, 'corrupt');
    if (corrupt > 0 && inputs.failOnCorrupt === 'true') {
        throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .AuditFailed */ .JU(`${corrupt} corrupt entries. Runs overwrite those they meet; prune takes them all away.`);
    }
}
/** Says what went wrong, and gives the exit code. */
function explain(error, platform) {
    if (error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .ValidationFailed */ .n_ || error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .AuditFailed */ .JU) {
        platform.error(error.message);
        return EXIT.gateClosed;
    }
    if (error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz) {
        for (const fault of error.faults)
            platform.error(fault);
        return EXIT.unusableInput;
    }
    if (error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .CorpusError */ .bf) {
        platform.error(error.message, error.position);
        return EXIT.unusableInput;
    }
    const unexpected = error instanceof Error ? (error.stack ?? error.message) : (0,_errors__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error);
    platform.error(error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .EmbedOnceError */ .VF ? error.message : `unexpected: ${unexpected}`);
    return EXIT.failed;
}
await main();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 48283:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  s: () => (/* binding */ audit)
});

// EXTERNAL MODULE: ./src/audit/audit-report.ts
var audit_report = __nccwpck_require__(91135);
// EXTERNAL MODULE: ./src/audit/classify.ts
var classify = __nccwpck_require__(80985);
// EXTERNAL MODULE: ./src/audit/use-ledger.ts
var use_ledger = __nccwpck_require__(74468);
;// CONCATENATED MODULE: ./src/audit/fingerprint-ages.ts


const DAY_MS = 86_400_000;
/** When each fingerprint was used last, as far as ledgers tell, and what follows from it. */
class FingerprintAges {
    present;
    options;
    /** All that are known whole. */
    wholes;
    /** By the first digits, since no more is in a name in Redis. */
    lastDays = new Map();
    /** What each tier itself has a day of, as tier and first digits. */
    dated = new Set();
    /**
     * @param names of ledgers, by tier
     * @param present the fingerprint of the run's own model, which is never an orphan
     */
    constructor(names, present, options) {
        this.present = present;
        this.options = options;
        const wholes = new Set([present]);
        for (const [tier, some] of names) {
            for (const name of some) {
                const whole = /^(?:contract|use):([0-9a-f]{64})(?::|$)/.exec(name)?.[1];
                if (whole)
                    wholes.add(whole);
                const use = (0,use_ledger/* parseUseName */.Ix)(name);
                if (use)
                    this.note(tier, use.fingerprint, use.day);
            }
        }
        this.wholes = [...wholes];
    }
    /** What a tier itself tells. @param day UTC, such as 2026-11-22 */
    note(tier, fingerprint, day) {
        const short = fingerprint.slice(0, classify/* SHORT_DIGITS */.uo);
        this.dated.add(`${tier} ${short}`);
        if (day > (this.lastDays.get(short) ?? ''))
            this.lastDays.set(short, day);
    }
    /** UTC day of the last use; undefined if nothing tells. */
    lastUsed(fingerprint) {
        return this.lastDays.get(fingerprint.slice(0, classify/* SHORT_DIGITS */.uo));
    }
    /**
     * What any tier tells can show that a fingerprint is in use; that it is an orphan in `tier`, only what that tier tells. Else a folder
     * in which it was used long ago would speak for a Redis that others use.
     */
    age(fingerprint, tier) {
        const short = fingerprint.slice(0, classify/* SHORT_DIGITS */.uo);
        if (short === this.present.slice(0, classify/* SHORT_DIGITS */.uo))
            return 'present';
        const day = this.lastUsed(fingerprint);
        if (day === undefined)
            return 'undated';
        const { now, orphanAgeSeconds } = this.options;
        // It may have been used until the end of that day.
        const idle = now.getTime() - (Date.parse(day) + DAY_MS);
        if (orphanAgeSeconds === 0 || idle <= orphanAgeSeconds * 1000)
            return 'used';
        return this.dated.has(`${tier} ${short}`) ? 'orphaned' : 'undated';
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
// EXTERNAL MODULE: ./src/cache/compaction.ts
var compaction = __nccwpck_require__(76209);
// EXTERNAL MODULE: ./src/cache/envelope.ts
var cache_envelope = __nccwpck_require__(99652);
// EXTERNAL MODULE: ./src/cache/runner-mark.ts
var runner_mark = __nccwpck_require__(92730);
// EXTERNAL MODULE: ./src/cache/shard.ts
var cache_shard = __nccwpck_require__(3818);
;// CONCATENATED MODULE: ./src/cache/purge.ts







/**
 * Writes anew, without their corrupt entries, the shards of one fingerprint to which no process appends. Like compaction it may be killed
 * at any moment.
 * @returns false if another process merges or drops, or there is a shard that is not understood: then nothing is done
 */
async function purgeCorrupt(root, fingerprint) {
    const lock = await runner_mark/* Mark */.C.makeOnly(external_node_path_default().join(root, compaction/* LOCK */.YM));
    if (!lock)
        return false;
    try {
        const folder = await (0,compaction/* survey */.Fr)(external_node_path_default().join(root, fingerprint), fingerprint, await lock.time(), undefined);
        if (!folder)
            return false;
        try {
            for (const surveyed of folder.shards)
                if (!surveyed.growing)
                    await condemnCorrupt(surveyed, fingerprint);
            await (0,compaction/* mend */.Tp)(folder, undefined);
        }
        finally {
            await (0,compaction/* closeAll */.S5)(folder.shards);
        }
        return true;
    }
    finally {
        await lock.remove();
    }
}
/**
 * Deletes all that is there of one fingerprint. Who has it open goes on reading what he opened.
 * @returns false if a process may be appending to it, or another merges or drops: then nothing is done
 */
async function removeFingerprint(root, fingerprint) {
    const lock = await runner_mark/* Mark */.C.makeOnly(external_node_path_default().join(root, compaction/* LOCK */.YM));
    if (!lock)
        return false;
    try {
        const now = await lock.time();
        const folder = external_node_path_default().join(root, fingerprint);
        // Only these: who begins to write from now on has other files, in a folder that then stays.
        const files = await (0,compaction/* filesIn */.nG)(folder);
        for (const file of files)
            if (file.endsWith(cache_shard/* WRITING_SUFFIX */.fr) && (await (0,runner_mark/* isAlive */._)(file, now)))
                return false;
        for (const file of files)
            await (0,promises_.rm)(file, { force: true });
        await (0,promises_.rmdir)(folder).catch(() => { });
        return true;
    }
    finally {
        await lock.remove();
    }
}
/** Marks the entries that are not to be kept because what is stored is not what was to be stored under that name. */
async function condemnCorrupt(surveyed, fingerprint) {
    const { envelopeBytes } = surveyed;
    let ordinal = 0;
    for await (const { count, keys, offset } of surveyed.shard.blocks(envelopeBytes)) {
        for (let at = 0; at < count; at++, ordinal++) {
            const envelope = await surveyed.shard.bytes(offset + at * envelopeBytes, envelopeBytes);
            const form = (0,cache_envelope/* envelopeForm */.LG)(envelope);
            // What another version wrote is not for this one to judge.
            if (form && !(0,cache_envelope/* knowsVersion */.Hn)(form.version))
                continue;
            const key = keys.toString('base64url', at * text_key/* TEXT_KEY_BYTES */.Q_, (at + 1) * text_key/* TEXT_KEY_BYTES */.Q_);
            const { dimensions = 0, dtype } = form ?? {};
            if (dtype && new cache_envelope/* EnvelopeCodec */.fF({ fingerprint, dimensions, dtype }).isWhole(key, envelope))
                continue;
            surveyed.keep[ordinal] = 0;
            surveyed.dropping = true;
        }
    }
}

// EXTERNAL MODULE: ./src/cache/runner.ts + 1 modules
var runner = __nccwpck_require__(97143);
// EXTERNAL MODULE: ./src/cache/runner-uses.ts
var runner_uses = __nccwpck_require__(77315);
// EXTERNAL MODULE: ./src/keys/key-index.ts
var key_index = __nccwpck_require__(34882);
// EXTERNAL MODULE: ./src/audit/pruning.ts
var audit_pruning = __nccwpck_require__(17196);
// EXTERNAL MODULE: ./src/audit/redis-audit.ts
var redis_audit = __nccwpck_require__(64006);
;// CONCATENATED MODULE: ./src/audit/runner-audit.ts












/** Envelopes that are read at once, in bytes. */
const MOST_BYTES = 2 ** 20;
/** The fingerprints that have a folder; none if there is no runner cache. */
async function fingerprintsUnder(root) {
    const names = await (0,promises_.readdir)(root).catch(() => []);
    return names.filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();
}
/**
 * Walks over all shards of all fingerprints.
 * @param facts filled by the walk
 * @throws the system's error if a folder cannot be read, or, for pruning, written
 */
async function auditRunnerCache(facts, options) {
    for (const fingerprint of await fingerprintsUnder(options.root)) {
        if (options.signal.aborted)
            return;
        const audit = (0,audit_report/* emptyAudit */.fr)(fingerprint, options.scope);
        const folder = { audit, corrupt: 0, corruptBytes: 0, untouchable: false };
        await walkFolder(folder, facts, options);
        audit.age = options.ages.age(fingerprint, facts.tier);
        const lastUsed = options.ages.lastUsed(fingerprint);
        if (lastUsed)
            audit.lastUsed = lastUsed;
        facts.fingerprints.push(audit);
        await prune(folder, options);
    }
}
async function walkFolder(folder, facts, options) {
    const { audit } = folder;
    const index = new key_index/* KeyIndex */.u();
    const shards = await (0,runner/* openShards */.k)(external_node_path_default().join(options.root, audit.fingerprint));
    try {
        for (const shard of shards) {
            const fault = await walkShard(shard, folder, index, facts, options);
            if (!fault)
                continue;
            folder.untouchable = true;
            options.warn(`${shard.file} is left alone: ${fault}`);
        }
    }
    finally {
        for (const shard of shards)
            await shard.close();
    }
}
/** @returns why the shard cannot be looked at */
async function walkShard(shard, folder, index, { tier, unusedAfterSeconds }, { judge, ages, signal }) {
    const { audit } = folder;
    const kind = await shard.kind();
    if (kind === undefined)
        return undefined;
    if ('fault' in kind)
        return kind.fault;
    if (kind.fingerprint !== audit.fingerprint)
        return 'it belongs to another fingerprint';
    const growing = await (0,runner_mark/* isAlive */._)((0,cache_shard/* stemOf */.Vc)(shard.file) + cache_shard/* WRITING_SUFFIX */.fr, Date.now());
    folder.untouchable ||= growing;
    const [before, bytesBefore] = [audit.entries, audit.bytes];
    const corruptBefore = audit.corrupt;
    for await (const block of shard.blocks(kind.envelopeBytes)) {
        if (signal.aborted)
            return undefined;
        await walkBlock(shard, block, kind.envelopeBytes, { audit, index, judge });
    }
    if (!growing) {
        folder.corrupt += audit.corrupt - corruptBefore;
        folder.corruptBytes += (audit.corrupt - corruptBefore) * (kind.envelopeBytes + text_key/* TEXT_KEY_BYTES */.Q_);
    }
    audit.bytes = bytesBefore + (await shard.size());
    const entries = audit.entries - before;
    const uses = await (0,runner_uses/* readUses */.NC)((0,cache_shard/* stemOf */.Vc)(shard.file) + runner_uses/* USES_SUFFIX */.T_, entries, (0,cache_shard/* timeInName */.sT)(shard.file));
    const now = Date.now() / 1000;
    for (const use of uses) {
        audit.sampled++;
        if (unusedAfterSeconds > 0 && now - use > unusedAfterSeconds)
            audit.unused++;
    }
    const last = uses.reduce((latest, use) => Math.max(latest, use), 0);
    if (last > 0)
        ages.note(tier, audit.fingerprint, new Date(last * 1000).toISOString().slice(0, 10));
    return undefined;
}
async function walkBlock(shard, block, envelopeBytes, { audit, index, judge }) {
    const atOnce = Math.max(1, Math.floor(MOST_BYTES / envelopeBytes));
    for (let from = 0; from < block.count; from += atOnce) {
        const entries = Math.min(atOnce, block.count - from);
        const envelopes = await shard.bytes(block.offset + from * envelopeBytes, entries * envelopeBytes);
        for (let at = 0; at < entries; at++) {
            const keyAt = (from + at) * text_key/* TEXT_KEY_BYTES */.Q_;
            const key = block.keys.toString('base64url', keyAt, keyAt + text_key/* TEXT_KEY_BYTES */.Q_);
            const envelope = envelopes.subarray(at * envelopeBytes, (at + 1) * envelopeBytes);
            (0,redis_audit.count)(audit, judge.judge(audit.fingerprint, key, envelope, audit.scope), envelopeBytes);
            if (!index.addRaw(block.keys, keyAt))
                audit.duplicate++;
        }
    }
}
async function prune(folder, { root, pruning, warn }) {
    const { audit } = folder;
    const whole = (0,audit_pruning/* isFolderToGo */.w)(audit.age, pruning) && audit.unknown === 0;
    if (whole && folder.untouchable) {
        warn(`${audit.fingerprint.slice(0, 16)} is not pruned from ${root}: a process may be writing to it`);
        return;
    }
    const entries = whole ? audit.entries : folder.corrupt;
    const isWanted = whole || (pruning.mode !== 'off' && pruning.classes.includes('corrupt') && folder.corrupt > 0);
    if (!isWanted || entries === 0)
        return;
    if (pruning.mode === 'on') {
        const done = whole ? await removeFingerprint(root, audit.fingerprint) : await purgeCorrupt(root, audit.fingerprint);
        if (!done) {
            warn(`${audit.fingerprint.slice(0, 16)} is not pruned from ${root}: another process merges or writes there`);
            return;
        }
    }
    audit.pruned = entries;
    audit.prunedBytes = whole ? audit.bytes : folder.corruptBytes;
}

// EXTERNAL MODULE: ./src/cache/folder-ledger.ts
var folder_ledger = __nccwpck_require__(25232);
// EXTERNAL MODULE: ./src/cache/redis-files.ts
var redis_files = __nccwpck_require__(69107);
// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __nccwpck_require__(41989);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/session.ts + 31 modules
var session = __nccwpck_require__(46951);
// EXTERNAL MODULE: ./src/trust-scope.ts
var trust_scope = __nccwpck_require__(70844);
;// CONCATENATED MODULE: ./src/modes/audit.ts











/**
 * Looks at all that the tiers hold, of every fingerprint. It loads no model, and changes nothing but what `prune: on` takes away.
 * A tier that does not answer is reported as such, and does not keep the other from being looked at.
 * @throws InputError, ModelError; Interrupted after a signal
 */
async function audit(inputs, surroundings) {
    const { platform, version, bundle, signal } = surroundings;
    const started = new Date();
    const warnings = [...surroundings.warnings];
    const warn = (message) => {
        warnings.push(message);
        platform.warn(message);
    };
    const { model, scope, signingKeys, folder } = await (0,session/* identify */.l)(inputs, { platform, bundle, warn });
    const root = (0,trust_scope/* scopeFolder */.PM)(folder, (0,trust_scope/* untrustedName */.gW)(scope));
    const { walks, ledgers, close } = await openTiers(inputs, { root, scope: (0,trust_scope/* untrustedName */.gW)(scope), signal, warn });
    try {
        const names = new Map();
        for (const ledger of ledgers)
            names.set(ledger, await ledger.names(''));
        const ages = new FingerprintAges(new Map([...names].map(([{ tier }, some]) => [tier, some])), model.fingerprint, {
            now: started,
            orphanAgeSeconds: inputs.orphanAge,
        });
        const judge = new classify/* EnvelopeJudge */.aY([...ages.wholes, ...(await fingerprintsUnder(root))], signingKeys);
        // The runner cache first: it knows when each of its vectors was used, and Redis does not.
        for (const walk of [...walks].reverse())
            await timed(walk, judge, ages, warn);
        if (signal.aborted)
            throw new errors/* Interrupted */.j$(`ended by ${signal.reason} in the middle of the audit`);
        const use = [];
        for (const [ledger, some] of names)
            use.push(...(await (0,use_ledger/* readDaysOfUse */.Q_)(ledger, some)));
        return {
            schema: audit_report/* AUDIT_SCHEMA */.sO,
            version,
            mode: 'audit',
            started: started.toISOString(),
            seconds: (Date.now() - started.getTime()) / 1000,
            present: { name: model.name, fingerprint: model.fingerprint },
            orphanAgeSeconds: inputs.orphanAge,
            prune: { mode: inputs.prune, classes: inputs.pruneClasses },
            tiers: walks.map(({ facts }) => facts),
            use,
            warnings,
        };
    }
    finally {
        await close();
    }
}
/** The only place that decides which tiers an audit looks at. In the order in which runs ask them. */
async function openTiers(inputs, where) {
    const redis = inputs.redisUrl ? await openRedis(inputs, where.signal) : undefined;
    const runner = inputs.runnerCache !== 'off';
    return {
        walks: [...(redis ? [redis] : []), ...(runner ? [runnerWalk(inputs, where)] : [])],
        ledgers: [...(redis ? [redis.ledger] : []), ...(runner ? [new folder_ledger/* FolderLedger */.C(where.root, false)] : [])],
        close: async () => redis?.close(),
    };
}
async function timed({ facts, walk }, judge, ages, warn) {
    const started = performance.now();
    try {
        await walk(judge, ages);
    }
    catch (error) {
        facts.failure = (0,errors/* messageOf */.bD)(error);
        warn(`${facts.tier} was not looked at to the end: ${facts.failure}`);
    }
    facts.seconds = (performance.now() - started) / 1000;
}
async function openRedis(inputs, signal) {
    const [{ RedisLink: Link }, { RedisAudit }, { RedisLedger }] = await Promise.all([
        __nccwpck_require__.e(/* import() */ 62).then(__nccwpck_require__.bind(__nccwpck_require__, 26062)),
        Promise.resolve(/* import() */).then(__nccwpck_require__.bind(__nccwpck_require__, 64006)),
        Promise.all(/* import() */[__nccwpck_require__.e(62), __nccwpck_require__.e(891)]).then(__nccwpck_require__.bind(__nccwpck_require__, 90891)),
    ]);
    const options = { url: inputs.redisUrl, ...(await (0,redis_files/* readRedisFiles */.h)(inputs)) };
    const facts = emptyTier('redis', (0,redis_url/* redisAddress */.e8)(inputs.redisUrl), inputs.redisTtl / 2);
    let failure;
    const link = await Link.open(options).catch((error) => {
        failure = error;
        return undefined;
    });
    const ledger = new RedisLedger({
        ...options,
        prefix: inputs.redisPrefix,
        writable: false,
        available: () => link !== undefined,
    });
    return {
        facts,
        ledger,
        async walk(judge, ages) {
            if (!link)
                throw failure;
            const pruning = { mode: inputs.prune, classes: inputs.pruneClasses };
            const { redisPrefix: prefix, redisTtl: ttlSeconds } = inputs;
            await new RedisAudit(link, facts, { prefix, ttlSeconds, judge, ages, pruning, signal }).walk();
        },
        async close() {
            await Promise.all([ledger.close(), link?.close()]);
        },
    };
}
function runnerWalk(inputs, { root, scope, signal, warn }) {
    const facts = emptyTier('runner cache', root, inputs.orphanAge);
    const pruning = { mode: inputs.prune, classes: inputs.pruneClasses };
    return { facts, walk: (judge, ages) => auditRunnerCache(facts, { root, scope, judge, ages, pruning, signal, warn }) };
}
function emptyTier(tier, location, unusedAfterSeconds) {
    return { tier, location, unusedAfterSeconds, seconds: 0, fingerprints: [], leases: 0, ledgers: 0, foreign: 0 };
}


/***/ }),

/***/ 33823:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  E: () => (/* binding */ embed_embed)
});

// EXTERNAL MODULE: ./src/corpus/read.ts + 5 modules
var read = __nccwpck_require__(10338);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/plan/foresee.ts
var foresee = __nccwpck_require__(44894);
// EXTERNAL MODULE: ./src/plan/plan-file.ts
var plan_file = __nccwpck_require__(70435);
// EXTERNAL MODULE: ./src/keys/key-index.ts
var key_index = __nccwpck_require__(34882);
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
// EXTERNAL MODULE: ./src/plan/balance.ts
var balance = __nccwpck_require__(98255);
;// CONCATENATED MODULE: ./src/plan/selection.ts



const WANTED = 0;
const FOUND = 1;
/** The texts that a plan gives one of its shards; filled while the plan is read. Remembers which of them the corpus has. */
class PlannedTexts {
    shard;
    tokens = 0;
    found = 0;
    keys = new key_index/* KeyIndex */.u();
    dealer;
    constructor(shard) {
        this.shard = shard;
        this.dealer = new balance/* Dealer */.cN(shard.of);
    }
    /** A text of the plan, in its order. */
    offer(key, tokens) {
        if (this.dealer.deal(tokens) !== this.shard.number - 1)
            return;
        this.keys.set(key, WANTED);
        this.tokens += tokens;
    }
    includes(key) {
        const state = this.keys.get(key);
        if (state === WANTED) {
            this.keys.set(key, FOUND);
            this.found++;
        }
        return state !== undefined;
    }
    get size() {
        return this.keys.size;
    }
    /** Texts that the plan has and the corpus, as far as it was read, has not. */
    get missing() {
        return this.keys.size - this.found;
    }
}
/** Without a plan: a share of all texts, by their keys, which are as good as random. */
class HashedTexts {
    shard;
    constructor(shard) {
        this.shard = shard;
    }
    includes(key) {
        // Eight of 43 digits: 48 bits, so that remainders are as good as even.
        return Buffer.from(key.slice(0, 8), 'base64url').readUIntBE(0, 6) % this.shard.of === this.shard.number - 1;
    }
}
/** Passes on what is selected. */
async function* selected(records, selection, textPrefix) {
    for await (const some of records) {
        const chosen = some.filter(({ text }) => selection.includes((0,text_key/* textKey */.tQ)(textPrefix + text)));
        if (chosen.length > 0)
            yield chosen;
    }
}

// EXTERNAL MODULE: ./src/report/show-progress.ts + 1 modules
var show_progress = __nccwpck_require__(66555);
// EXTERNAL MODULE: ./src/report/wording.ts
var wording = __nccwpck_require__(25594);
// EXTERNAL MODULE: ./src/session.ts + 31 modules
var src_session = __nccwpck_require__(46951);
;// CONCATENATED MODULE: ./src/modes/embed.ts








/** Embeds what a shard of a plan lists, and stores it in the tiers: the output is another run's affair. */
async function embed_embed(inputs, surroundings) {
    const session = await (0,src_session/* openSession */.f)(inputs, surroundings);
    try {
        const selection = await openSelection(inputs, session.model);
        const select = (records) => selection ? selected(records, selection, session.model.contract.textPrefix) : records;
        const foreseen = await (0,foresee/* foresee */.S)(inputs, session, select);
        const plan = foreseen && { plan: foreseen.plan };
        if (foreseen?.plan.refusal !== undefined) {
            await session.close();
            return session.report({ corpus: foreseen.corpus, ...plan, ...shardOf(inputs, selection) }, foreseen);
        }
        const corpus = await (0,read/* openCorpus */.t)(inputs, session.warn);
        const resolver = session.resolver(true);
        await fillTiers(inputs, surroundings, corpus, resolver, select);
        await session.endIfInterrupted();
        if (selection instanceof PlannedTexts)
            compare(selection, inputs, session);
        await session.close();
        return session.report({ corpus: corpus.facts, ...plan, ...shardOf(inputs, selection) }, resolver);
    }
    finally {
        await session.close();
    }
}
/** @returns undefined for all of the corpus */
async function openSelection({ planPath, shard }, model) {
    if (planPath === '')
        return shard && new HashedTexts(shard);
    const texts = new PlannedTexts(shard ?? { number: 1, of: 1 });
    await (0,plan_file/* readPlan */.m)(planPath, model, (key, tokens) => texts.offer(key, tokens));
    return texts;
}
async function fillTiers(inputs, { platform }, corpus, resolver, select) {
    const stopProgress = (0,show_progress/* showProgress */.R)(inputs, platform, () => ({
        // As if the corpus held nothing else: what is passed over is not to be waited for.
        corpus: { ...corpus.facts, records: resolver.facts.records },
        texts: resolver.facts,
    }));
    try {
        for await (const _ of resolver.resolve(select(corpus.records())))
            ;
    }
    finally {
        stopProgress();
    }
}
/** @throws CorpusError if this is another corpus than the plan's */
function compare({ size, missing }, { planPath, shard }, session) {
    if (missing === 0)
        return;
    const part = shard ? `shard ${shard.number}/${shard.of} of ${planPath}` : planPath;
    if (missing === size) {
        throw new errors/* CorpusError */.bf(`corpus: none of the ${(0,wording/* counted */.hS)(size, 'text')} in ${part} is in it: the plan was made from another corpus, or with other fields. Give the same inputs to plan and embed.`);
    }
    session.warn(`${(0,wording/* count */.U9)(missing)} of ${(0,wording/* counted */.hS)(size, 'text')} in ${part} are no longer in the corpus: it has changed since the plan was made. They were left out, and what is new was not planned for.`);
}
function shardOf({ planPath, shard }, selection) {
    if (!selection)
        return {};
    const part = shard ?? { number: 1, of: 1 };
    if (!(selection instanceof PlannedTexts))
        return { shard: part };
    const { size, tokens, missing } = selection;
    return { shard: { ...part, plan: planPath, texts: size, tokens, missing } };
}


/***/ }),

/***/ 84927:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ approveGoldenSet)
/* harmony export */ });
/* harmony import */ var _session__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(46951);
/* harmony import */ var _validation_golden_set__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(17691);
/* harmony import */ var _validation_golden_vectors__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(52343);



/** Approves the present vectors of the golden texts: finds or computes them and writes them into the golden set. */
async function approveGoldenSet(inputs, surroundings) {
    const golden = await (0,_validation_golden_set__WEBPACK_IMPORTED_MODULE_1__/* .readGoldenSet */ .a)(inputs.goldenSet);
    const session = await (0,_session__WEBPACK_IMPORTED_MODULE_0__/* .openSession */ .f)(inputs, surroundings);
    try {
        const resolver = session.resolver();
        const vectors = await new _validation_golden_vectors__WEBPACK_IMPORTED_MODULE_2__/* .GoldenVectors */ .G(golden).complete(resolver);
        await session.endIfInterrupted();
        const { fingerprint } = session.model;
        await (0,_validation_golden_set__WEBPACK_IMPORTED_MODULE_1__/* .writeGoldenSet */ .T)(inputs.goldenSet, golden.map((entry) => {
            const vector = vectors.get(entry.text);
            return vector ? { ...entry, approved: { vector, fingerprint } } : entry;
        }));
        await session.close();
        return session.report({ approved: { path: inputs.goldenSet, texts: golden.length } }, resolver);
    }
    finally {
        await session.close();
    }
}


/***/ }),

/***/ 12317:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ plan)
/* harmony export */ });
/* harmony import */ var _corpus_read__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(10338);
/* harmony import */ var _plan_balance__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(98255);
/* harmony import */ var _plan_plan_facts__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(38386);
/* harmony import */ var _plan_plan_file__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(70435);
/* harmony import */ var _plan_rates__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(6336);
/* harmony import */ var _plan_survey__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(31093);
/* harmony import */ var _report_show_progress__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(66555);
/* harmony import */ var _session__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(46951);








const DEFAULT_PATH = 'output/plan.jsonl';
/** Says what is missing and what it is going to take, and lists it for mode embed. Loads no model. */
async function plan(inputs, surroundings) {
    const session = await (0,_session__WEBPACK_IMPORTED_MODULE_3__/* .openSession */ .f)(inputs, surroundings);
    const path = inputs.planPath || DEFAULT_PATH;
    try {
        const { model, ledgers } = session;
        const corpus = await (0,_corpus_read__WEBPACK_IMPORTED_MODULE_0__/* .openCorpus */ .t)(inputs, session.warn);
        const resolver = session.surveyor();
        const file = await _plan_plan_file__WEBPACK_IMPORTED_MODULE_2__/* .PlanWriter */ .d.open(path, model, surroundings.version);
        const tokens = new _plan_balance__WEBPACK_IMPORTED_MODULE_4__/* .TokenList */ .cu();
        let survey;
        let shards;
        try {
            const stopProgress = (0,_report_show_progress__WEBPACK_IMPORTED_MODULE_5__/* .showProgress */ .R)(inputs, surroundings.platform, () => ({
                corpus: corpus.facts,
                texts: resolver.facts,
                embeds: false,
            }));
            survey = await (0,_plan_survey__WEBPACK_IMPORTED_MODULE_6__/* .surveyCorpus */ .t)(resolver, corpus.records(), {
                model,
                async missed(key, its) {
                    tokens.push(its);
                    await file.add(key, its);
                },
            }).finally(stopProgress);
            await session.endIfInterrupted();
            const missing = { texts: survey.misses, tokens: survey.tokens };
            shards = tokens.dealt((0,_plan_balance__WEBPACK_IMPORTED_MODULE_4__/* .shardCount */ .o4)(inputs.shards, missing));
            const { records, unique } = resolver.facts;
            await file.finish({ records, unique, ...missing, shards });
        }
        catch (error) {
            await file.discard();
            throw error;
        }
        const rates = await (0,_plan_rates__WEBPACK_IMPORTED_MODULE_7__/* .readRates */ .ob)(ledgers, model.fingerprint);
        const facts = (0,_plan_plan_facts__WEBPACK_IMPORTED_MODULE_1__/* .planFacts */ .p)(survey, shards, rates, inputs);
        if (facts.costUnknown) {
            session.warn('max-cost: nothing is known of what this model costs on any device: no run of it was recorded.');
        }
        await session.close();
        return session.report({ corpus: corpus.facts, plan: { ...facts, path } }, resolver);
    }
    finally {
        await session.close();
    }
}


/***/ }),

/***/ 99809:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ nearestName)
/* harmony export */ });
/** Two slips in a long name are a typing error, in a short one another name. */
const MOST_SLIPS = 2;
const LETTERS_A_SLIP = 3;
/** The known name that was most likely meant: spelled otherwise, cut short or drawn out, or mistyped. Undefined if none is near. */
function nearestName(name, known) {
    const bare = name.toLowerCase().replaceAll(/[-_]/g, '');
    const alike = known.find((one) => one.replaceAll('-', '') === bare || (name !== '' && one.startsWith(name)) || (one !== '' && name.startsWith(one)));
    if (alike !== undefined)
        return alike;
    const slips = known
        .filter((one) => Math.abs(one.length - name.length) <= MOST_SLIPS)
        .map((one) => ({ one, slips: slipsBetween(name, one) }))
        .filter((near) => near.slips <= Math.min(MOST_SLIPS, Math.floor(near.one.length / LETTERS_A_SLIP)))
        .sort((a, b) => a.slips - b.slips);
    return slips[0]?.one;
}
/** Letters to add, drop, replace, or swap with their neighbour: the optimal string alignment distance. */
function slipsBetween(a, b) {
    let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = Number(row[j - 1]) + (a[i - 1] === b[j - 1] ? 0 : 1);
            let least = Math.min(Number(next[j - 1]) + 1, Number(row[j]) + 1, replaced);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
                least = Math.min(least, Number(before[j - 2]) + 1);
            next.push(least);
        }
        [before, row] = [row, next];
    }
    return Number(row[b.length]);
}


/***/ }),

/***/ 33425:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  A: () => (/* binding */ PartialFile)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/process-space.ts
var process_space = __nccwpck_require__(60097);
;// CONCATENATED MODULE: ./src/output/decimal.ts
/**
 * Writes float32 numbers as decimal text of 9 significant digits, enough to give back every float32 exactly (Steele &
 * White: 1 + ⌈24 · log₁₀ 2⌉ = 9). Five times as fast as `String`, which writes the 17 digits that a double would need.
 */
/** Longest text of one number, in bytes: `-123456790000000000000`. From 10²¹ on there is an exponent instead. */
const MAX_DECIMAL_BYTES = 22;
const DIGITS = 9;
const ZERO = 0x30;
/** The three digits of 0 to 999, one number after the other. */
const TRIPLES = new Uint8Array(3000);
for (let value = 0; value < 1000; value++) {
    TRIPLES[value * 3] = ZERO + Math.floor(value / 100);
    TRIPLES[value * 3 + 1] = ZERO + (Math.floor(value / 10) % 10);
    TRIPLES[value * 3 + 2] = ZERO + (value % 10);
}
/**
 * @param value a finite float32
 * @param target has MAX_DECIMAL_BYTES of room at `at`
 * @returns where the next byte goes
 */
function writeDecimal(value, target, at) {
    const magnitude = Math.abs(value);
    // Fixed notation for what a normalized vector holds. The scale is exact up to 10²², so the digits are right to half a
    // unit of the ninth.
    let zeros;
    let scaled;
    if (magnitude >= 0.1 && magnitude < 1)
        [zeros, scaled] = [0, magnitude * 1e9];
    else if (magnitude >= 0.01 && magnitude < 0.1)
        [zeros, scaled] = [1, magnitude * 1e10];
    else if (magnitude >= 0.001 && magnitude < 0.01)
        [zeros, scaled] = [2, magnitude * 1e11];
    else if (magnitude >= 0.0001 && magnitude < 0.001)
        [zeros, scaled] = [3, magnitude * 1e12];
    else
        return writeAny(value, target, at);
    const digits = Math.round(scaled);
    if (digits >= 10 ** DIGITS)
        return writeAny(value, target, at);
    let next = at;
    if (value < 0)
        target[next++] = 0x2d;
    target[next++] = ZERO;
    target[next++] = 0x2e;
    while (zeros-- > 0)
        target[next++] = ZERO;
    const high = (digits / 1_000_000) | 0;
    const low = digits - high * 1_000_000;
    const middle = (low / 1000) | 0;
    next = writeTriple(high, target, next);
    next = writeTriple(middle, target, next);
    next = writeTriple(low - middle * 1000, target, next);
    while (target[next - 1] === ZERO)
        next--;
    return next;
}
function writeTriple(value, target, at) {
    const from = value * 3;
    target[at] = TRIPLES[from];
    target[at + 1] = TRIPLES[from + 1];
    target[at + 2] = TRIPLES[from + 2];
    return at + 3;
}
function writeAny(value, target, at) {
    const text = String(Number(value.toPrecision(DIGITS)));
    for (let index = 0; index < text.length; index++)
        target[at + index] = text.charCodeAt(index);
    return at + text.length;
}

;// CONCATENATED MODULE: ./src/output/partial-file.ts






/** How much is gathered before it is worth a write. */
const BUFFER_BYTES = 1 << 20;
/** A partial file of another machine or container that was not written for so long, in ms, is taken for that of a dead process. */
const ORPHANED_AFTER = 24 * 3_600_000;
/** Names this process space within file names: process numbers alone are alike in all containers that share a folder. */
const SPACE = (0,external_node_crypto_.createHash)('sha256').update(process_space/* PROCESS_SPACE */.r).digest('hex').slice(0, 8);
/** A file that is written beside its final name and takes it when it is whole. */
class PartialFile {
    path;
    partial;
    handle;
    buffer = Buffer.allocUnsafe(BUFFER_BYTES * 1.25);
    /** The other of two buffers: one is filled while one is written. */
    spare = Buffer.allocUnsafe(BUFFER_BYTES * 1.25);
    used = 0;
    written = 0;
    writing = Promise.resolve();
    constructor(path, partial, handle) {
        this.path = path;
        this.partial = partial;
        this.handle = handle;
    }
    /**
     * Removes what killed processes left of the same file.
     * @throws OutputError
     */
    static async open(file) {
        const partial = `${file}.partial-${SPACE}-${process.pid}`;
        try {
            await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
            await removeOrphans(file);
            return new PartialFile(file, partial, await (0,promises_.open)(partial, 'w'));
        }
        catch (error) {
            throw new errors/* OutputError */.u7(`cannot write ${file}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    text(text) {
        // UTF-8 takes up to three bytes for each UTF-16 unit.
        this.reserve(text.length * 3);
        this.used += this.buffer.write(text, this.used, 'utf8');
    }
    /** Appends the components as JSON numbers with commas between. */
    components(vector) {
        this.reserve(vector.length * (MAX_DECIMAL_BYTES + 1));
        let at = this.used;
        for (let index = 0; index < vector.length; index++) {
            if (index > 0)
                this.buffer[at++] = 0x2c;
            at = writeDecimal(vector[index], this.buffer, at);
        }
        this.used = at;
    }
    raw(bytes) {
        this.reserve(bytes.length);
        this.buffer.set(bytes, this.used);
        this.used += bytes.length;
    }
    /**
     * Appends bytes that must not change any more. What is large enough is written from where it is, behind what was gathered;
     * waits as `flush` does.
     */
    async lasting(bytes) {
        if (bytes.length < BUFFER_BYTES / 2) {
            this.raw(bytes);
            if (this.full)
                await this.flush();
            return;
        }
        if (this.used > 0)
            await this.flush();
        await this.writing;
        this.handOver(bytes);
    }
    /** Appending only gathers. True when enough has been gathered that `flush` is worth its call. */
    get full() {
        return this.used >= BUFFER_BYTES;
    }
    /** Hands over what was gathered. Waits for what was handed over before, not for this. */
    async flush() {
        await this.writing;
        const bytes = this.buffer.subarray(0, this.used);
        [this.buffer, this.spare] = [this.spare, this.buffer];
        this.used = 0;
        this.handOver(bytes);
    }
    /** Writes over what stands at `position`, for headers that are known only at the end. */
    async patch(bytes, position) {
        await this.flush();
        await this.writing;
        await this.writeAll(bytes, position);
    }
    async finish() {
        await this.flush();
        await this.writing;
        await this.attempt(async () => {
            await this.handle.close();
            await (0,promises_.rename)(this.partial, this.path);
        });
        return { path: this.path, bytes: this.written };
    }
    async discard() {
        await this.writing.catch(() => { });
        await this.handle.close().catch(() => { });
        await (0,promises_.rm)(this.partial, { force: true });
    }
    handOver(bytes) {
        const position = this.written;
        this.written += bytes.length;
        this.writing = this.writeAll(bytes, position);
        // Whoever waits for it next sees that it failed.
        this.writing.catch(() => { });
    }
    async writeAll(bytes, position) {
        await this.attempt(async () => {
            for (let done = 0; done < bytes.length;) {
                done += (await this.handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
            }
        });
    }
    reserve(bytes) {
        if (this.used + bytes <= this.buffer.length)
            return;
        const larger = Buffer.allocUnsafe(Math.max(this.used + bytes, this.buffer.length * 2));
        this.buffer.copy(larger, 0, 0, this.used);
        this.buffer = larger;
    }
    async attempt(work) {
        try {
            return await work();
        }
        catch (error) {
            throw new errors/* OutputError */.u7(`cannot write ${this.path}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
}
/** Partial files of `file` whose writers are gone. One that cannot be removed is in nobody's way. */
async function removeOrphans(file) {
    const folder = external_node_path_default().dirname(file);
    const prefix = `${external_node_path_default().basename(file)}.partial-`;
    const names = await (0,promises_.readdir)(folder).catch(() => []);
    for (const name of names.filter((name) => name.startsWith(prefix))) {
        const partial = external_node_path_default().join(folder, name);
        if (await isOrphan(partial, name.slice(prefix.length)))
            await (0,promises_.rm)(partial, { force: true }).catch(() => { });
    }
}
/** A process here is asked for; of one elsewhere only the age of what it wrote last can be known. */
async function isOrphan(partial, writer) {
    const [space, pid] = writer.split('-');
    if (space === SPACE)
        return !(0,process_space/* processExists */._)(Number(pid));
    const { mtimeMs } = await (0,promises_.stat)(partial).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    return Date.now() - mtimeMs > ORPHANED_AFTER;
}


/***/ }),

/***/ 47808:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  T: () => (/* binding */ parseInputs),
  f: () => (/* binding */ policyFilesOf)
});

// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __nccwpck_require__(41989);
;// CONCATENATED MODULE: ./src/contradictions.ts

const READS_CORPUS = ['run', 'plan', 'embed'];
/** What only shows when inputs are seen together. */
function contradictions(inputs) {
    const faults = [];
    if (READS_CORPUS.includes(inputs.mode) && inputs.corpus?.length === 0) {
        faults.push('corpus: none given. Name a file, a glob or a folder, or - for stdin: --corpus data/corpus.txt');
    }
    if (inputs.mode === 'golden' && inputs.goldenSet === '') {
        faults.push('golden-set: none given. Mode golden needs the file that holds the golden texts.');
    }
    if (inputs.decisionLog !== '' && inputs.decisionLog === inputs.output) {
        faults.push(`decision-log: ${JSON.stringify(inputs.decisionLog)} is the output too. Give each a file of its own.`);
    }
    if (inputs.cacheSigningKey.length > 0 && inputs.cacheSigningKeyFile !== '') {
        faults.push('cache-signing-key-file: cache-signing-key is given as well. Put all keys in one of them, the one that signs first.');
    }
    if (inputs.mode === 'audit' && inputs.cacheMode === 'off') {
        faults.push('cache-mode: "off" leaves nothing to audit.');
    }
    if (inputs.mode === 'audit' && inputs.prune === 'on' && inputs.cacheMode === 'read-only') {
        faults.push('prune: "on" is not possible with cache-mode read-only. dry-run is.');
    }
    faults.push(...planContradictions(inputs), ...tlsContradictions(inputs));
    return faults;
}
function planContradictions(inputs) {
    const faults = [];
    const { mode, shard, cacheMode, redisUrl, runnerCache, maxCost, costPerHour } = inputs;
    if (shard && mode !== 'embed') {
        faults.push(`shard: ${shard.number}/${shard.of} is for mode embed, and the mode is ${mode}.`);
    }
    const stores = cacheMode === 'read-write' || cacheMode === 'recache';
    if (mode === 'embed' && !stores) {
        faults.push(`cache-mode: embed only fills the tiers, and with ${cacheMode} it would store nothing.`);
    }
    else if (mode === 'embed' && redisUrl === '' && runnerCache === 'off') {
        faults.push('redis-url: embed only fills the tiers, and there is none: give redis-url, or turn runner-cache on.');
    }
    if (maxCost !== undefined && Object.keys(costPerHour).length === 0) {
        faults.push('cost-per-hour: none given, and max-cost is of no use without it.');
    }
    return faults;
}
/** Files without a Redis that they are for are no fault: they may be set for all jobs of a machine. */
function tlsContradictions({ redisUrl, redisCa, redisCert, redisKey }) {
    if (redisUrl === '')
        return [];
    if (!(0,redis_url/* parseRedisUrl */.CI)(redisUrl).tls) {
        return Object.entries({ 'redis-ca': redisCa, 'redis-cert': redisCert, 'redis-key': redisKey })
            .filter(([, file]) => file !== '')
            .map(([name, file]) => `${name}: ${JSON.stringify(file)} is for TLS. Begin redis-url with rediss, not redis.`);
    }
    if (redisCert !== '' && redisKey === '')
        return ['redis-key: none given, and redis-cert is of no use without it.'];
    if (redisKey !== '' && redisCert === '')
        return ['redis-cert: none given, and redis-key is of no use without it.'];
    return [];
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/inputs.ts + 1 modules
var src_inputs = __nccwpck_require__(40741);
// EXTERNAL MODULE: ./src/nearest-name.ts
var nearest_name = __nccwpck_require__(99809);
;// CONCATENATED MODULE: ./src/flags.ts


function parseFlags(words, faults) {
    const flags = new Map();
    for (let at = 0; at < words.length; at++) {
        const word = words[at];
        if (!word.startsWith('--')) {
            if (at === 0 && /[./*]/.test(word))
                faults.push(`${shown(word)}: no mode has such a name. If it is the corpus: --corpus ${shown(word)}`);
            else if (at === 0)
                flags.set('mode', word);
            // Not shown: it may be part of a secret that was not quoted.
            else
                faults.push(`word ${at + 1} of the command line is not expected. Inputs are given as --name value, see --help`);
            continue;
        }
        const [name, joined] = splitOnce(word.slice(2), '=');
        const value = joined ?? (isValue(words[at + 1]) ? words[++at] : undefined);
        if (!Object.hasOwn(src_inputs/* INPUTS */.m, name))
            faults.push(`--${name}: there is no such input${didYouMean(name)}`);
        else if (value === undefined)
            faults.push(`--${name}: a value is missing`);
        else
            flags.set(name, flags.has(name) && OF_LINES.includes(name) ? `${flags.get(name)}\n${value}` : value);
    }
    return flags;
}
/** Inputs of several lines, whose flags may be repeated. */
const OF_LINES = ['corpus', 'cache-signing-key'];
/** What follows a flag is its value, unless it is the next flag. */
function isValue(word) {
    return word !== undefined && !word.startsWith('--');
}
/** A stray word may be part of a secret that was not quoted. */
function shown(word) {
    return /^[\w./*-]{1,80}$/.test(word) ? word : 'a word';
}
function splitOnce(word, separator) {
    const at = word.indexOf(separator);
    return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
function didYouMean(name) {
    const near = (0,nearest_name/* nearestName */.q)(name, Object.keys(src_inputs/* INPUTS */.m));
    return near ? `; did you mean --${near}?` : ', see --help';
}

// EXTERNAL MODULE: ./src/policy/policy.ts
var policy = __nccwpck_require__(26658);
;// CONCATENATED MODULE: ./src/settings.ts
/** Switches the cache of a whole installation. */
const CACHE_SWITCH = 'EMBED_ONCE_CACHE';
/** From what can do least to a cache to what can do most: recache replaces what others stored. */
const CACHE_POWERS = ['off', 'read-only', 'read-write', 'recache'];
/**
 * Takes an input from the first that has it: a lock of the organisation, flag, `INPUT_<NAME>` (GitHub's form),
 * `EMBED_ONCE_<NAME>`, a variable of other tools that is known for it, the policies in their order, those of the organisation last; default. An empty variable counts as
 * none: GitHub sets one for every input that a workflow leaves out.
 */
function chooseValue(name, definition, sources) {
    const [first, ...rest] = given(name, definition, sources);
    if (!first)
        return { raw: definition.default, source: 'default', overruled: [] };
    // Without a lock, giving a value again closer to the run is how it is meant to be changed.
    const other = isLock(first) ? rest.find(({ raw }) => raw !== first.raw) : undefined;
    return { ...first, overruled: other ? [doesNotCount(name, other, `${quoted(first)} is ${first.source}`)] : [] };
}
/**
 * Puts `EMBED_ONCE_CACHE` in the place of what was chosen for cache-mode, whoever gave that. A lock it can only tighten.
 * @param wanted a valid cache-mode
 */
function switchCache(chosen, wanted) {
    if (chosen.raw === wanted && chosen.source !== 'default')
        return chosen;
    const switched = { raw: wanted, source: CACHE_SWITCH };
    if (isLock(chosen) && CACHE_POWERS.indexOf(wanted) > CACHE_POWERS.indexOf(chosen.raw)) {
        const why = `${quoted(chosen)} is ${chosen.source}, and can only be made stricter`;
        return { ...chosen, overruled: [...chosen.overruled, doesNotCount('cache-mode', switched, why)] };
    }
    if (chosen.source === 'default')
        return { ...switched, overruled: [] };
    const why = `${CACHE_SWITCH} says ${quoted(switched)}`;
    return { ...switched, overruled: [...chosen.overruled, doesNotCount('cache-mode', chosen, why)] };
}
function doesNotCount(name, given, why) {
    return `${name}: ${quoted(given)} (${given.source}) does not count: ${why}`;
}
function quoted({ raw }) {
    return JSON.stringify(raw);
}
function isLock({ source }) {
    return source.startsWith('locked by ');
}
/** Every value given, the strongest first. */
function given(name, { known }, { flags, environment, policies }) {
    const organisation = policies.filter((policy) => policy.organisation);
    const others = policies.filter((policy) => !policy.organisation);
    const variables = [`INPUT_${name.toUpperCase()}`, `EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`];
    if (known)
        variables.push(known);
    return [
        ...organisation.map(({ locked }) => {
            const value = locked.get(name);
            return value && { raw: value.raw, source: `locked by ${value.place}` };
        }),
        asGiven(flags.get(name), 'flag'),
        ...variables.map((variable) => asGiven(environment[variable] || undefined, variable)),
        ...[...others, ...organisation].map(({ settings }) => {
            const value = settings.get(name);
            return value && { raw: value.raw, source: `policy ${value.place}` };
        }),
    ].filter((one) => one !== undefined);
}
function asGiven(raw, source) {
    return raw === undefined ? undefined : { raw, source };
}

;// CONCATENATED MODULE: ./src/parse-inputs.ts






/** The policy files that are to be read before inputs can be parsed. Faults are left to that. */
function policyFilesOf({ arguments: words, environment }) {
    const flags = parseFlags(words, []);
    const { raw, source } = chooseValue('policy', src_inputs/* INPUTS */.m.policy, { flags, environment, policies: [] });
    const named = src_inputs/* INPUTS */.m.policy.parse(raw);
    const given = source !== 'default' && named.length > 0;
    return (0,policy/* policyFiles */.qR)(given ? named : undefined, environment[policy/* ORGANISATION_VARIABLE */.yO] ?? '');
}
/**
 * Takes each input from the first source that has it, see `chooseValue`.
 * @throws InputError with every fault at once, those of the policies too
 */
function parseInputs({ arguments: words, environment, policies }) {
    const faults = [...(policies?.faults ?? [])];
    const sources = { flags: parseFlags(words, faults), environment, policies: policies?.policies ?? [] };
    const inputs = {};
    const settings = {};
    const warnings = [];
    for (const [name, definition] of Object.entries(src_inputs/* INPUTS */.m)) {
        const chosen = chooseValue(name, definition, sources);
        const { raw, source, overruled } = name === 'cache-mode' ? cacheMode(chosen, environment, faults) : chosen;
        try {
            inputs[name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())] = definition.parse(raw);
        }
        catch (error) {
            const shown = definition.secret ? 'the value given' : JSON.stringify(raw);
            faults.push(`${name}: ${shown} ${error.message}`);
        }
        settings[name] = { value: definition.secret && raw !== '' ? 'given' : raw, source };
        warnings.push(...overruled);
    }
    const parsed = inputs;
    // A fault by itself would only be told again.
    if (faults.length === 0)
        faults.push(...contradictions(parsed));
    if (faults.length > 0)
        throw new errors/* InputError */.dz(faults);
    return { inputs: parsed, settings, warnings };
}
/** What was chosen for cache-mode, unless the switch of the whole installation says otherwise. */
function cacheMode(chosen, environment, faults) {
    const wanted = environment[CACHE_SWITCH];
    if (!wanted)
        return chosen;
    try {
        return switchCache(chosen, src_inputs/* INPUTS */.m['cache-mode'].parse(wanted));
    }
    catch (error) {
        faults.push(`${CACHE_SWITCH}: ${JSON.stringify(wanted)} ${error.message}`);
        return chosen;
    }
}


/***/ }),

/***/ 98255:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cN: () => (/* binding */ Dealer),
/* harmony export */   cu: () => (/* binding */ TokenList),
/* harmony export */   o4: () => (/* binding */ shardCount)
/* harmony export */ });
/** Tokens of a part where nobody says how many parts there are to be: minutes on a CPU, and well worth the start of a job. */
const TOKENS_IN_A_SHARD = 2_000_000;
/** GitHub runs no more jobs of one matrix. */
const MOST_SHARDS = 256;
/** @param asked how many parts; 0 for as many as tokens suggest. @returns at most one for each text, 0 for none */
function shardCount(asked, { texts, tokens }) {
    const wanted = asked || Math.min(MOST_SHARDS, Math.ceil(tokens / TOKENS_IN_A_SHARD));
    return Math.min(wanted, texts);
}
/**
 * Deals texts out, one after the other, each to the part with the fewest tokens so far, the first of them where several have
 * as few. So the parts follow from the list alone, in one pass, and no two differ by more tokens than the longest text has
 * (R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969).
 */
class Dealer {
    loads;
    constructor(shards) {
        this.loads = Array.from({ length: shards }, () => ({ texts: 0, tokens: 0 }));
    }
    /** @returns the part that gets a text of so many tokens, counting from 0 */
    deal(tokens) {
        let least = 0;
        for (let at = 1; at < this.loads.length; at++) {
            if (this.loads[at].tokens < this.loads[least].tokens)
                least = at;
        }
        const load = this.loads[least];
        load.texts++;
        load.tokens += tokens;
        return least;
    }
}
/** Numbers below 2³² in four bytes each: an array of a million tokens would take twice that, and be copied as it grows. */
class TokenList {
    numbers = new Uint32Array(1024);
    used = 0;
    push(tokens) {
        if (this.used === this.numbers.length) {
            const larger = new Uint32Array(this.used * 2);
            larger.set(this.numbers);
            this.numbers = larger;
        }
        this.numbers[this.used++] = tokens;
    }
    /** @returns what each part gets when the list is dealt out, in order, to so many */
    dealt(shards) {
        const dealer = new Dealer(shards);
        if (shards > 0)
            for (let at = 0; at < this.used; at++)
                dealer.deal(this.numbers[at]);
        return dealer.loads;
    }
}


/***/ }),

/***/ 44894:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ foresee)
/* harmony export */ });
/* harmony import */ var _corpus_read__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(10338);
/* harmony import */ var _limits__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(98079);
/* harmony import */ var _plan_facts__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(38386);
/* harmony import */ var _prediction__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(60486);
/* harmony import */ var _rates__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6336);
/* harmony import */ var _survey__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(31093);






/**
 * Goes through the corpus once before it is embedded, if a limit is given and the corpus can be read twice. Where it cannot,
 * the limits are watched while embedding goes on.
 * @param select the part of the corpus that is to be embedded
 */
async function foresee(inputs, session, select = (records) => records) {
    if (!(0,_limits__WEBPACK_IMPORTED_MODULE_1__/* .isLimited */ .lU)(inputs))
        return undefined;
    // What there is to warn of is told when it is read for good.
    const corpus = await (0,_corpus_read__WEBPACK_IMPORTED_MODULE_0__/* .openCorpus */ .t)(inputs, () => { });
    if (!corpus.repeatable)
        return undefined;
    const { model, device, ledgers } = session;
    const resolver = session.surveyor();
    const survey = await (0,_survey__WEBPACK_IMPORTED_MODULE_3__/* .surveyCorpus */ .t)(resolver, select(corpus.records()), { model, again: true });
    await session.endIfInterrupted();
    const whole = survey.misses > 0 ? [{ texts: survey.misses, tokens: survey.tokens }] : [];
    const rate = await (0,_rates__WEBPACK_IMPORTED_MODULE_4__/* .readRate */ .nm)(ledgers, model.fingerprint, device);
    const plan = (0,_plan_facts__WEBPACK_IMPORTED_MODULE_2__/* .planFacts */ .p)(survey, whole, rate ? [rate] : [], inputs, [(0,_prediction__WEBPACK_IMPORTED_MODULE_5__/* .kindOf */ .I)(device)]);
    if (plan.costUnknown) {
        session.warn(`max-cost: no run of this model on ${device} was recorded, or cost-per-hour has no price for it, so that nothing is known before. Where there is a price, the run ends when it has cost so much.`);
    }
    return { plan, corpus: corpus.facts, facts: resolver.facts };
}


/***/ }),

/***/ 98079:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   lU: () => (/* binding */ isLimited),
/* harmony export */   w4: () => (/* binding */ costUnknown),
/* harmony export */   wB: () => (/* binding */ watch)
/* harmony export */ });
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(83916);
/* harmony import */ var _report_wording__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(25594);
/* harmony import */ var _prediction__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(60486);



/** Whether a run is to know what it is going to embed before it begins. */
function isLimited({ maxMisses, maxCost }) {
    return maxMisses !== undefined || maxCost !== undefined;
}
/** @returns why nothing is to be embedded, as a sentence with what to do; undefined where the limits allow it */
function refusalOf({ misses, predictions }, { maxMisses, maxCost }) {
    if (maxMisses !== undefined && misses > maxMisses) {
        return `max-misses: ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(misses)} texts are missing, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(maxMisses)} may be. Nothing was embedded. report.json says which files they are in; raise max-misses if that is meant.`;
    }
    const [cheapest] = predictions
        .flatMap(({ cost, device }) => (cost ? [{ cost, device }] : []))
        .sort((a, b) => a.cost.expected - b.cost.expected);
    if (maxCost !== undefined && cheapest && cheapest.cost.expected > maxCost) {
        const { expected, low, high } = cheapest.cost;
        return `max-cost: embedding ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(misses, 'text')} is going to cost about ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .cost */ .y)(expected)} (${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .cost */ .y)(low)} to ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .cost */ .y)(high)}) on ${cheapest.device}, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .cost */ .y)(maxCost)} may be spent. Nothing was embedded. Raise max-cost if that is meant.`;
    }
    return undefined;
}
/** Whether max-cost cannot be looked at before, since nothing is known of how fast embedding is, or of its price. */
function costUnknown(predictions, misses, { maxCost }) {
    return maxCost !== undefined && misses > 0 && predictions.every(({ cost }) => cost === undefined);
}
/**
 * What is watched while embedding goes on, for what could not be known before: a corpus that can be read only once, or a rate
 * that was never measured.
 * @throws LimitExceeded as soon as a limit is passed
 */
function watch({ misses, embedded, embedMs, loadMs }, device, { maxMisses, maxCost, costPerHour }) {
    const soFar = embedded === 0
        ? 'Nothing was embedded.'
        : `${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(embedded, 'text')} were embedded and are stored: a later run goes on from there.`;
    if (maxMisses !== undefined && misses > maxMisses) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_0__/* .LimitExceeded */ .nP(`max-misses: ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(misses)} texts are missing by now, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(maxMisses)} may be. ${soFar} No output was written. Raise max-misses if that is meant.`);
    }
    const spent = ((embedMs + loadMs) / 3_600_000) * (costPerHour[(0,_prediction__WEBPACK_IMPORTED_MODULE_2__/* .kindOf */ .I)(device)] ?? 0);
    if (maxCost !== undefined && spent > maxCost) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_0__/* .LimitExceeded */ .nP(`max-cost: embedding has cost ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .cost */ .y)(spent)} by now, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .cost */ .y)(maxCost)} may be spent. ${soFar} No output was written. Raise max-cost if that is meant.`);
    }
}


/***/ }),

/***/ 38386:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ planFacts)
/* harmony export */ });
/* harmony import */ var _limits__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(98079);
/* harmony import */ var _prediction__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(60486);


const KINDS = ['cpu', 'cuda'];
/** @param rates of the devices that may embed it. @param kinds that are of interest */
function planFacts(survey, shards, rates, inputs, kinds = KINDS) {
    const predictions = rates.map((rate) => (0,_prediction__WEBPACK_IMPORTED_MODULE_1__/* .predict */ .K$)(rate, shards, inputs.costPerHour[(0,_prediction__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(rate.device)]));
    const refusal = (0,_limits__WEBPACK_IMPORTED_MODULE_0__/* .refusalOf */ .Of)({ misses: survey.misses, predictions }, inputs);
    return {
        ...survey,
        shards,
        predictions,
        notKnown: kinds.filter((kind) => !rates.some(({ device }) => (0,_prediction__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(device) === kind)),
        costUnknown: (0,_limits__WEBPACK_IMPORTED_MODULE_0__/* .costUnknown */ .w4)(predictions, survey.misses, inputs),
        ...(refusal !== undefined && { refusal }),
    };
}


/***/ }),

/***/ 70435:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ PlanWriter),
/* harmony export */   m: () => (/* binding */ readPlan)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _corpus_lines__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6791);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(83916);
/* harmony import */ var _explanation_contract_parts__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(20182);
/* harmony import */ var _output_partial_file__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(33425);






const FORMAT = 'embed-once/plan@1';
const ANY_VERSION = /^embed-once\/plan@\d+$/;
/** Writes a plan: JSON Lines, with a pair of text key and tokens for each text that is missing. docs/plan.md has the format. */
class PlanWriter {
    file;
    checksum = 0;
    constructor(file) {
        this.file = file;
    }
    /** @throws OutputError */
    static async open(path, model, version) {
        const writer = new PlanWriter(await _output_partial_file__WEBPACK_IMPORTED_MODULE_5__/* .PartialFile */ .A.open(path));
        const { fingerprint, contract } = model;
        writer.line({ format: FORMAT, version, fingerprint, contract });
        return writer;
    }
    async add(key, tokens) {
        this.line([key, tokens]);
        if (this.file.full)
            await this.file.flush();
    }
    /** Gives the file its name. */
    async finish(end) {
        this.line({ ...end, crc32: this.checksum });
        await this.file.finish();
    }
    async discard() {
        await this.file.discard();
    }
    line(value) {
        const line = `${JSON.stringify(value)}\n`;
        this.checksum = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.crc32)(line, this.checksum);
        this.file.text(line);
    }
}
/**
 * Reads a plan, in order, and checks that it is whole and for this model.
 * @param each called for each text that is missing; what it was told counts only once this returns
 * @throws InputError with what is wrong with the file
 */
async function readPlan(path, model, each) {
    const fault = (what, cause) => new _errors__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz([`plan-path: ${path} ${what}`], { cause });
    const broken = () => fault('is not whole, or was changed. Make it again with mode plan.');
    let lines = 0;
    let texts = 0;
    let checksum = 0;
    let end;
    try {
        for await (const block of (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_2__/* .readLines */ .Se)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path, { highWaterMark: 1 << 18 }), { bad: noPlan })) {
            for (const line of block.texts) {
                if (end)
                    throw broken();
                const value = parse(line ?? '');
                if (lines++ === 0)
                    checkHead(value, model, fault);
                else if (Array.isArray(value) && typeof value[0] === 'string' && Number.isSafeInteger(value[1])) {
                    each(value[0], value[1]);
                    texts++;
                }
                else if (isEnd(value) && value.crc32 === checksum && value.texts === texts)
                    end = value;
                else
                    throw broken();
                checksum = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.crc32)(`${line}\n`, checksum);
            }
        }
    }
    catch (error) {
        if (error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz)
            throw error;
        throw fault(`cannot be read: ${(0,_errors__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, error);
    }
    if (lines === 0)
        throw fault('is no plan of embed-once: it is empty.');
    if (!end)
        throw broken();
    return end;
    function noPlan() {
        throw lines === 0 ? fault('is no plan of embed-once.') : broken();
    }
}
function parse(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        return undefined;
    }
}
function isEnd(value) {
    const end = value;
    return typeof end?.texts === 'number' && typeof end.tokens === 'number' && Array.isArray(end.shards);
}
function checkHead(value, model, fault) {
    const { format, version, fingerprint, contract } = (value ?? {});
    if (typeof format !== 'string' || !ANY_VERSION.test(format))
        throw fault('is no plan of embed-once.');
    if (format !== FORMAT) {
        throw fault(`is a plan of embed-once ${version}, in the format ${format}; this version reads ${FORMAT}.`);
    }
    if (fingerprint === model.fingerprint)
        return;
    const changes = (0,_explanation_contract_parts__WEBPACK_IMPORTED_MODULE_4__/* .contractChanges */ .CC)((0,_explanation_contract_parts__WEBPACK_IMPORTED_MODULE_4__/* .partsOf */ .CI)({ ...contract }), (0,_explanation_contract_parts__WEBPACK_IMPORTED_MODULE_4__/* .partsOf */ .CI)(model.contract)).map(_explanation_contract_parts__WEBPACK_IMPORTED_MODULE_4__/* .describeChange */ .uQ);
    throw fault(`was made for another model: ${changes.join('; ')}. Give the same inputs to plan and embed, or plan again.`);
}


/***/ }),

/***/ 60486:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $g: () => (/* binding */ SQUARE_SCALE),
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   K$: () => (/* binding */ predict),
/* harmony export */   _f: () => (/* binding */ checkPrediction)
/* harmony export */ });
/** Keeps three decimals of a sum of whole numbers. */
const SQUARE_SCALE = 1000;
/** How far single runs are taken to lie from their mean before there are enough of them to tell, as a share of it. */
const ASSUMED_SPREAD = 0.3;
/** Standard deviations on either side, for about 19 cases of 20. */
const DEVIATIONS = 2;
/**
 * Seconds = loads × mean loading time + tokens × mean time a token, the mean over all tokens that earlier runs embedded.
 *
 * The spread r is relative: r² = w² + 0.3² / runs. w is the standard deviation of the time a token between runs, weighted by
 * their tokens; the other part is for how well the mean is known. The span goes from expected / (1 + 2r) to expected × (1 + 2r).
 * @param shards parts that hold texts; one with everything where it is not cut
 */
function predict(rate, shards, pricePerHour) {
    const secondsOf = (loads, tokens) => (loads * (rate.loadMilliseconds / rate.runs) + tokens * (rate.milliseconds / rate.tokens)) / 1000;
    const spread = spreadOf(rate);
    const tokens = shards.reduce((sum, shard) => sum + shard.tokens, 0);
    const longest = Math.max(0, ...shards.map((shard) => shard.tokens));
    const seconds = secondsOf(shards.length, tokens);
    return {
        device: rate.device,
        runs: rate.runs,
        tokensPerSecond: (rate.tokens / rate.milliseconds) * 1000,
        seconds: spanOf(seconds, spread),
        longestShardSeconds: spanOf(secondsOf(Math.min(1, shards.length), longest), spread),
        ...(pricePerHour !== undefined && { cost: spanOf((seconds / 3600) * pricePerHour, spread) }),
    };
}
/** Relative standard deviation of what a run is going to take. */
function spreadOf({ runs, tokens, milliseconds, squares }) {
    // Weighted mean of squares over square of the weighted mean, less one: never below 0 but by rounding.
    const between = Math.max(0, (squares / SQUARE_SCALE) * (tokens / milliseconds ** 2) - 1);
    return Math.sqrt(between + ASSUMED_SPREAD ** 2 / runs);
}
function spanOf(expected, spread) {
    const factor = 1 + DEVIATIONS * spread;
    return { expected, low: expected / factor, high: expected * factor };
}
/**
 * @param rate as it was known before the run
 * @param planned tokens that a plan said were missing; undefined without a plan
 * @returns undefined where nothing was expected
 */
function checkPrediction(device, rate, planned, happened) {
    if (!rate && planned === undefined)
        return undefined;
    const expected = { texts: happened.texts, tokens: planned ?? happened.tokens };
    const seconds = (happened.milliseconds + happened.loadMilliseconds) / 1000;
    return {
        device,
        runs: rate?.runs ?? 0,
        ...(planned !== undefined && { tokens: { expected: planned, happened: happened.tokens } }),
        ...(rate && { seconds: { ...predict(rate, [expected], undefined).seconds, happened: seconds } }),
    };
}
/** `cpu` of `cpu-2-intel-xeon`. */
function kindOf(device) {
    return device.startsWith('cuda') ? 'cuda' : 'cpu';
}


/***/ }),

/***/ 6336:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   nm: () => (/* binding */ readRate),
/* harmony export */   ob: () => (/* binding */ readRates),
/* harmony export */   s0: () => (/* binding */ recordRate)
/* harmony export */ });
/* harmony import */ var _cache_ledger__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(38037);
/* harmony import */ var _prediction__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(60486);


/** Of the devices that are known, those used last. More would fill a report, and cost a round trip each. */
const MOST_DEVICES = 8;
/** What a device may be called: what others wrote into a shared ledger is shown to people. */
const DEVICE = /^(cpu|cuda)-[a-z0-9.-]{1,80}$/;
/** Adds a run to what is known of this model on this device, in every ledger. */
async function recordRate(ledgers, fingerprint, device, { texts, tokens, milliseconds, loadMilliseconds }) {
    const amounts = {
        runs: 1,
        texts,
        tokens,
        ms: Math.max(1, Math.round(milliseconds)),
        squares: Math.round((milliseconds ** 2 / tokens) * _prediction__WEBPACK_IMPORTED_MODULE_0__/* .SQUARE_SCALE */ .$g),
        load: Math.round(loadMilliseconds),
    };
    await Promise.all(ledgers.map(async (ledger) => {
        await ledger.add(rateName(fingerprint, device), amounts);
        await ledger.write(devicesName(fingerprint), { [device]: new Date().toISOString() });
    }));
}
/** @returns what the first ledger that knows this device knows of it */
async function readRate(ledgers, fingerprint, device) {
    return rateOf(device, await firstKnown(ledgers, rateName(fingerprint, device)));
}
/** @returns what is known of all devices on which this model ran, the one used last first */
async function readRates(ledgers, fingerprint) {
    const known = Object.entries((await firstKnown(ledgers, devicesName(fingerprint))) ?? {})
        .filter(([device]) => DEVICE.test(device))
        .sort(([, a], [, b]) => (a < b ? 1 : -1))
        .slice(0, MOST_DEVICES);
    const rates = await Promise.all(known.map(([device]) => readRate(ledgers, fingerprint, device)));
    return rates.filter((rate) => rate !== undefined);
}
async function firstKnown(ledgers, name) {
    for (const ledger of ledgers) {
        const fields = await ledger.read(name);
        if (fields)
            return fields;
    }
    return undefined;
}
/** What is no sum of runs, because something else wrote there, counts as nothing. */
function rateOf(device, fields) {
    const [runs, texts, tokens, milliseconds, squares, loadMilliseconds] = [
        'runs',
        'texts',
        'tokens',
        'ms',
        'squares',
        'load',
    ].map((field) => Number(fields?.[field]));
    const sums = { runs, texts, tokens, milliseconds, squares, loadMilliseconds };
    const usable = Object.values(sums).every(Number.isFinite) && runs > 0 && tokens > 0 && milliseconds > 0;
    return usable ? { device, ...sums } : undefined;
}
function devicesName(fingerprint) {
    return (0,_cache_ledger__WEBPACK_IMPORTED_MODULE_1__/* .ledgerName */ .b)('rates', fingerprint.slice(0, 16));
}
function rateName(fingerprint, device) {
    return (0,_cache_ledger__WEBPACK_IMPORTED_MODULE_1__/* .ledgerName */ .b)('rates', fingerprint.slice(0, 16), device);
}


/***/ }),

/***/ 31093:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ surveyCorpus)
/* harmony export */ });
/** Goes through a corpus without a model: asks the tiers for each text, and counts the tokens of what they do not have. */
async function surveyCorpus(resolver, records, options) {
    const survey = new Survey(options);
    for await (const window of resolver.survey(records, options.again))
        await survey.take(window);
    return survey.facts;
}
class Survey {
    options;
    files = new Map();
    truncated = 0;
    counting;
    constructor(options) {
        this.options = options;
    }
    async take({ records, keys, firsts, origins }) {
        for (const [at, record] of records.entries()) {
            const file = this.fileOf(record);
            file.records++;
            if (!firsts[at])
                continue;
            file.unique++;
            const tier = origins[at];
            if (tier !== undefined)
                file.hitsByTier[tier] = (file.hitsByTier[tier] ?? 0) + 1;
            else
                await this.miss(file, record, keys[at]);
        }
    }
    get facts() {
        const files = [...this.files.values()];
        return {
            files,
            misses: files.reduce((sum, { misses }) => sum + misses, 0),
            tokens: files.reduce((sum, { tokens }) => sum + tokens, 0),
            truncated: this.truncated,
        };
    }
    async miss(file, record, key) {
        this.counting ??= openTokenCounter(this.options.model);
        const count = await this.counting;
        const { tokens, truncated } = count(this.options.model.contract.textPrefix + record.text);
        file.misses++;
        file.tokens += tokens;
        if (truncated)
            this.truncated++;
        await this.options.missed?.(key, tokens);
    }
    fileOf({ source }) {
        let file = this.files.get(source);
        if (!file) {
            file = { file: source, records: 0, unique: 0, hitsByTier: {}, misses: 0, tokens: 0 };
            this.files.set(source, file);
        }
        return file;
    }
}
/** Characters of a token in English prose, as the makers of services give it. */
const CHARACTERS_PER_TOKEN = 4;
/**
 * The model's tokenizer, and nothing else of it. Loaded at the first miss: where all are hits, not even that. That of a service or
 * a program is not known, so its tokens are guessed.
 */
async function openTokenCounter(model) {
    if (model.kind !== 'onnx') {
        return (text) => ({ tokens: Math.ceil(text.length / CHARACTERS_PER_TOKEN), truncated: false });
    }
    const { folder, contract } = model;
    const { TextTokenizer } = await Promise.all(/* import() */[__nccwpck_require__.e(554), __nccwpck_require__.e(376)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7376));
    const tokenizer = await TextTokenizer.open(folder, contract.maxTokens);
    return (text) => {
        const { ids, truncated } = tokenizer.encode(text);
        return { tokens: ids.length, truncated };
    };
}


/***/ }),

/***/ 96914:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  l: () => (/* binding */ detectPlatform)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/platform/local.ts


/** A terminal, or whatever runs a command and keeps what it prints: results on stdout, trouble on stderr. */
class LocalPlatform {
    name = 'local';
    cacheFolder;
    project = process.cwd();
    terminal = process.stderr.isTTY === true;
    drawn = false;
    constructor(environment) {
        this.cacheFolder = external_node_path_default().join(environment.XDG_CACHE_HOME || external_node_path_default().join((0,external_node_os_.homedir)(), '.cache'), 'embed-once');
    }
    info(message) {
        this.print(process.stdout, message);
    }
    // Messages name their position themselves; only GitHub can do more with it.
    warn(message, _position) {
        this.print(process.stderr, `warning: ${message}`);
    }
    error(message, _position) {
        this.print(process.stderr, `error: ${message}`);
    }
    draw(line) {
        if (line === undefined && !this.drawn)
            return;
        // A line that wraps could not be drawn over.
        process.stderr.write(`\r\u001b[2K${line?.slice(0, process.stderr.columns - 1) ?? ''}`);
        this.drawn = line !== undefined;
    }
    async trustScope() {
        return undefined;
    }
    // There is nothing to register secrets with. No message of embed-once holds one in the first place.
    mask(_secret) { }
    async setOutputs(_outputs) { }
    async writeSummary(_markdown) { }
    print(stream, message) {
        this.draw(undefined);
        stream.write(`${message}\n`);
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
;// CONCATENATED MODULE: ./src/platform/tekton.ts




const RESULTS_FOLDER = '/tekton/results';
/** Where this step's results go, or undefined outside Tekton. `TEKTON_RESULTS_DIR` is for StepActions and tests. */
function tektonResultsFolder(environment) {
    return environment.TEKTON_RESULTS_DIR || ((0,external_node_fs_.existsSync)(RESULTS_FOLDER) ? RESULTS_FOLDER : undefined);
}
/** A step of a Tekton task: each output becomes a result, a file with its name. */
class TektonPlatform extends LocalPlatform {
    resultsFolder;
    name = 'tekton';
    terminal = false;
    constructor(environment, resultsFolder) {
        super(environment);
        this.resultsFolder = resultsFolder;
    }
    async setOutputs(outputs) {
        await (0,promises_.mkdir)(this.resultsFolder, { recursive: true });
        await Promise.all(Object.entries(outputs).map(([name, value]) => (0,promises_.writeFile)(external_node_path_default().join(this.resultsFolder, name), value)));
    }
}

;// CONCATENATED MODULE: ./src/platform/detect.ts


/** The only place that decides where embed-once finds itself. */
async function detectPlatform(environment) {
    if (environment.GITHUB_ACTIONS === 'true') {
        const { GitHubPlatform } = await Promise.all(/* import() */[__nccwpck_require__.e(421), __nccwpck_require__.e(69)]).then(__nccwpck_require__.bind(__nccwpck_require__, 64069));
        return new GitHubPlatform(environment);
    }
    const results = tektonResultsFolder(environment);
    return results ? new TektonPlatform(environment, results) : new LocalPlatform(environment);
}


/***/ }),

/***/ 28944:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ secretsOf)
/* harmony export */ });
/* harmony import */ var _cache_redis_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(41989);

/** The parts of a Redis URL that must not be shown. Hosts such as `localhost` or `redis` are words, not secrets. */
function secretsOf(url) {
    let parsed;
    try {
        parsed = (0,_cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .parseRedisUrl */ .CI)(url);
    }
    catch {
        return [url];
    }
    const { nodes } = parsed;
    // As it stands and as it is meant.
    const [, credentials = ''] = /^[^/]*\/\/(?:([^/?#]*)@)?/.exec(url) ?? [];
    const colon = credentials.indexOf(':');
    const [username, password] = colon < 0 ? [credentials, ''] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
    const named = nodes.filter(({ host }) => /[.:]/.test(host) && !host.startsWith('127.'));
    return [
        url,
        password,
        parsed.password,
        ...(parsed.username !== 'default' ? [username, parsed.username] : []),
        ...named.flatMap((node) => [(0,_cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .hostAndPort */ .PG)(node), node.host]),
    ].filter((secret) => secret !== '');
}


/***/ }),

/***/ 26658:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c1: () => (/* binding */ REPOSITORY_POLICY),
/* harmony export */   qR: () => (/* binding */ policyFiles),
/* harmony export */   yO: () => (/* binding */ ORGANISATION_VARIABLE)
/* harmony export */ });
/** The repository's own, in the working directory. */
const REPOSITORY_POLICY = '.embed-once.yml';
/** The organisation's, on machines or in images that it administers. No variable and no flag can put another in its place. */
const MACHINE_POLICY = '/etc/embed-once/policy.yml';
/** Names one more file of the organisation's. A workflow can set it, so it holds as long as the workflow is trusted. */
const ORGANISATION_VARIABLE = 'EMBED_ONCE_ORGANISATION_POLICY';
/**
 * Which files to look for, those that count first at the front.
 * @param named values of the input policy: `none` alone for no file; undefined if it was not given
 * @param organisation value of `EMBED_ONCE_ORGANISATION_POLICY`, empty for none
 */
function policyFiles(named, organisation) {
    const none = named?.length === 1 && named[0] === 'none';
    const own = none ? [] : (named ?? [REPOSITORY_POLICY]);
    return [
        ...own.map((file) => ({ file, organisation: false, optional: named === undefined })),
        { file: MACHINE_POLICY, organisation: true, optional: true },
        ...(organisation === '' ? [] : [{ file: organisation, organisation: true, optional: false }]),
    ];
}


/***/ }),

/***/ 78776:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ readPolicies)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(83916);


/** All inputs together take a tenth of it; and what nests deeper than this allows could exhaust the parser. */
const MOST_BYTES = 64_000;
/** Reads and checks policy files. The parser of YAML is loaded only if one of them is there. */
async function readPolicies(files) {
    const policies = [];
    const faults = [];
    for (const file of files) {
        const text = await readText(file).catch((error) => {
            faults.push(`policy: ${JSON.stringify(file.file)} ${(0,_errors__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
        });
        if (text === undefined)
            continue;
        const { parsePolicy } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(745)]).then(__nccwpck_require__.bind(__nccwpck_require__, 72745));
        const parsed = parsePolicy(text, file);
        policies.push(parsed.policy);
        faults.push(...parsed.faults);
    }
    return { policies, faults };
}
/**
 * @returns undefined if the file need not be there and is not
 * @throws Error with what is wrong with it; the caller adds its name
 */
async function readText({ file, optional }) {
    let content;
    try {
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file);
        if (found.isDirectory())
            throw new Error('is a folder. Name the file in it');
        // A pipe or a device could be without end.
        if (!found.isFile())
            throw new Error('is not a regular file');
        if (found.size > MOST_BYTES)
            throw new Error(`has ${found.size} bytes; a policy may have ${MOST_BYTES}`);
        content = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file);
    }
    catch (error) {
        const { code } = error;
        const missing = code === 'ENOENT' || code === 'ENOTDIR';
        if (missing && optional)
            return undefined;
        if (missing)
            throw new Error('is not there. Relative paths begin in the working directory', { cause: error });
        if (code === 'EACCES' || code === 'EPERM') {
            throw new Error('cannot be read: this user has no permission to', { cause: error });
        }
        throw error;
    }
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(content);
    }
    catch (error) {
        throw new Error('is not UTF-8 text', { cause: error });
    }
}


/***/ }),

/***/ 60097:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ processExists),
/* harmony export */   r: () => (/* binding */ PROCESS_SPACE)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);


/**
 * Within which process numbers mean the same processes: one boot of one machine and, on Linux, one PID namespace, since
 * containers may share a host name. Without spaces.
 */
const PROCESS_SPACE = processSpace();
/** Whether there is such a process in this process space, ours or another user's. */
function processExists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code !== 'ESRCH';
    }
}
function processSpace() {
    try {
        const boot = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim();
        return `${boot}/${(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)('/proc/self/ns/pid')}`;
    }
    catch {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_1__.hostname)().replaceAll(' ', '-');
    }
}


/***/ }),

/***/ 24639:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g1: () => (/* binding */ RecomputeAudit),
/* harmony export */   yz: () => (/* binding */ noticeChances)
/* harmony export */ });
/* unused harmony exports relativeDeviation, chanceOfNotice */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

/** Of hits, in a run that has loaded the model anyway. */
const AUTO_SHARE = 0.001;
/** How many deviating vectors are named. All are counted, and replaced. */
const MOST_NAMED = 100;
/** Shares of poisoned vectors for which reports say with what chance they would have been noticed. */
const POISONED_SHARES = [0.01, 0.001];
/**
 * Draws some of what the tiers had, to be embedded again. A vector that was computed by somebody else cannot be verified in any
 * other way: who may write to a tier may write a wrong vector with a right checksum, and who has the key, a right signature.
 */
class RecomputeAudit {
    facts;
    onlyBesideMisses;
    words;
    limit;
    constructor({ sample, tolerance, seed }) {
        this.onlyBesideMisses = sample === 'auto';
        const share = sample === 'auto' ? AUTO_SHARE : sample;
        const ownSeed = seed || (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex');
        const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(ownSeed).digest();
        this.words = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
        this.limit = share * 2 ** 32;
        this.facts = {
            share,
            seed: ownSeed,
            tolerance,
            eligible: 0,
            sampled: 0,
            largestDeviation: 0,
            deviating: 0,
            named: [],
            milliseconds: 0,
        };
    }
    /** @param misses whether this run has had any */
    appliesTo(misses) {
        return this.facts.share > 0 && (misses || !this.onlyBesideMisses);
    }
    /**
     * Whether a hit is drawn; counts it. Who wants to keep a wrong vector from being drawn would have to know the seed before the
     * run. Keys are evenly spread already, so that mixing a few of their characters with the seed is enough, and costs next to
     * nothing on the way of every hit (the finalizer of MurmurHash3).
     */
    draws(key) {
        this.facts.eligible++;
        let mixed = this.words[0];
        for (let at = 0; at < 12; at++)
            mixed = Math.imul(mixed ^ key.charCodeAt(at), 0x9e3779b1);
        mixed ^= this.words[1];
        mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
        mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
        return (mixed ^ (mixed >>> 16)) >>> 0 < this.limit;
    }
    /** Notes what embedding again gave. @returns whether the vector that the tier had is not to be used */
    judge(found, computed, where) {
        const deviation = relativeDeviation(found, computed);
        this.facts.sampled++;
        this.facts.largestDeviation = Math.max(this.facts.largestDeviation, deviation);
        if (deviation <= this.facts.tolerance)
            return false;
        this.facts.deviating++;
        if (this.facts.named.length < MOST_NAMED)
            this.facts.named.push({ ...where, deviation });
        return true;
    }
}
/** |found − computed| ÷ |computed|, with Euclidean lengths: sees a turned vector as well as a stretched one. */
function relativeDeviation(found, computed) {
    let difference = 0;
    let length = 0;
    for (let at = 0; at < computed.length; at++) {
        difference += (found[at] - computed[at]) ** 2;
        length += computed[at] ** 2;
    }
    if (difference === 0)
        return 0;
    return length === 0 ? Number.MAX_VALUE : Math.sqrt(difference / length);
}
/** Chance that at least one of `poisoned` vectors is drawn, if each is drawn by itself: 1 − (1 − share)^poisoned. */
function chanceOfNotice(share, poisoned) {
    return 1 - (1 - share) ** poisoned;
}
/** For the shares that reports name: with what chance an audit such as this one would have noticed it. */
function noticeChances({ share, eligible }) {
    return POISONED_SHARES.map((poisonedShare) => ({
        poisonedShare,
        chance: chanceOfNotice(share, Math.floor(poisonedShare * eligible)),
    }));
}


/***/ }),

/***/ 73149:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ deviationMessage),
/* harmony export */   s: () => (/* binding */ renderAccount)
/* harmony export */ });
/* harmony import */ var _recompute_audit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24639);
/* harmony import */ var _trust_scope__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(70844);
/* harmony import */ var _plan_lines__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(71061);
/* harmony import */ var _run_report__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(57330);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(25594);





const LABEL_WIDTH = 14;
/** How many drifted texts, or deviating vectors, are shown; the report holds all. */
const DRIFT_SHOWN = 10;
/** Likewise of files in which texts are missing. */
const FILES_SHOWN = 5;
/** What a person reads when a run has ended: a line for each thing that happened. */
function renderAccount(report) {
    const lines = [
        [
            'model',
            `${report.model.name}, ${report.model.contract.dimensions} dimensions, fingerprint ${report.model.fingerprint.slice(0, 16)}`,
        ],
    ];
    const trust = trustLine(report);
    if (trust !== undefined)
        lines.push(['trust scope', trust]);
    if (report.corpus)
        lines.push(['corpus', corpusLine(report)]);
    for (const [at, [name, { value, source }]] of (0,_run_report__WEBPACK_IMPORTED_MODULE_2__/* .settingsFromElsewhere */ .q_)(report).entries())
        lines.push([at === 0 ? 'settings' : '', `${name} ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .shownValue */ .JJ)(value)}, ${source}`]);
    for (const tier of report.tiers)
        if (tier.name === 'scratch' ? tier.found > 0 : tier.asked > 0 || tier.failedCalls > 0)
            lines.push([tier.name, tierLine(tier)]);
    if (report.shard)
        lines.push(['shard', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_4__/* .shardLine */ .d)(report.shard)]);
    if (report.plan)
        lines.push(...planLines(report.plan));
    if (report.explanation)
        lines.push(['misses', report.explanation.sentence]);
    if (report.mode !== 'plan')
        lines.push(['embedded', embeddedLine(report)]);
    if (report.prediction)
        lines.push(['predicted', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_4__/* .checkLine */ .tY)(report.prediction)]);
    if (report.recomputed)
        lines.push(['audit', recomputedLine(report.recomputed)]);
    for (const file of report.output?.files ?? [])
        lines.push(['output', `${file.path}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .bytes */ .ee)(file.bytes)}`]);
    if (report.validation)
        lines.push(['validation', validationLine(report.validation)]);
    if (report.approved) {
        lines.push(['approved', `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(report.approved.texts, 'golden text')}, written to ${report.approved.path}`]);
    }
    const width = Math.max(LABEL_WIDTH, ...lines.map(([label]) => label.length + 2));
    const body = lines.map(([label, text]) => `  ${label.padEnd(width)}${text}`);
    const drifted = report.validation ? driftLines(report.validation) : [];
    return [...body, ...drifted, '', lastLine(report)].join('\n');
}
/** Nothing to tell of a run that is trusted because nothing says otherwise, and signs nothing. */
function trustLine({ trust: { scope, keyIds } }) {
    if (scope.source === 'default' && keyIds.length === 0)
        return undefined;
    const where = scope.name === _trust_scope__WEBPACK_IMPORTED_MODULE_1__/* .TRUSTED */ .Se ? _trust_scope__WEBPACK_IMPORTED_MODULE_1__/* .TRUSTED */ .Se : `reads ${_trust_scope__WEBPACK_IMPORTED_MODULE_1__/* .TRUSTED */ .Se} and ${scope.name}, writes ${scope.name}`;
    const [signer, ...others] = keyIds;
    const accepted = others.length > 0 ? `, accepts ${others.join(' and ')} too` : '';
    return `${where}: ${scope.why}${signer === undefined ? '' : `; signs with key ${signer}${accepted}`}`;
}
function planLines(plan) {
    const files = plan.files.length > 1 ? (0,_plan_lines__WEBPACK_IMPORTED_MODULE_4__/* .filesWithMisses */ .EL)(plan) : [];
    const more = files.length - FILES_SHOWN;
    const shown = files
        .slice(0, FILES_SHOWN)
        .map(({ file, unique, misses, tokens }) => `${file}: ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(misses)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(unique, 'text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(tokens, 'token')}`);
    return [
        ['missing', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_4__/* .planLine */ .od)(plan)],
        ...[...shown, ...(more > 0 ? [`and ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(more, 'more file')}`] : [])].map((line) => [
            '',
            line,
        ]),
        ...(0,_plan_lines__WEBPACK_IMPORTED_MODULE_4__/* .predictionLines */ .Bd)(plan).map((line) => ['predicted', line]),
        ...(plan.path === undefined ? [] : [['plan', plan.path]]),
    ];
}
function corpusLine({ corpus, texts, shard }) {
    if (!corpus)
        return '';
    const parts = [
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(corpus.records, 'record')} in ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(corpus.files, 'file')}`,
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(texts.unique)} unique${shard ? ' in this shard' : ''}`,
    ];
    if (corpus.blank > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(corpus.blank, 'blank line')}`);
    if (corpus.skipped > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(corpus.skipped)} SKIPPED`);
    return parts.join(', ');
}
function tierLine(tier) {
    if (tier.asked === 0 && tier.failedCalls > 0)
        return `not available  (${tier.location})`;
    const parts = [`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(tier.found)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(tier.asked)} found`];
    if (tier.written > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(tier.written)} stored`);
    if (tier.adopted > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(tier.adopted)} adopted from another run`);
    if (tier.corrupt > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(tier.corrupt)} corrupt and replaced`);
    if (tier.unsigned > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(tier.unsigned)} not signed by a known key`);
    if (tier.madeUp > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(tier.madeUp)} made up for`);
    const owed = tier.missed - tier.madeUp;
    if (owed > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(owed)} not taken`);
    const pauses = tier.changes.filter(({ state }) => state === 'open').length;
    if (pauses > 0)
        parts.push(`paused ${pauses === 1 ? 'once' : `${pauses} times`}`);
    if (tier.traffic)
        parts.push(trafficOf(tier.traffic));
    return `${parts.join(', ')}  (${tier.location})`;
}
function trafficOf({ bytesReceived, bytesSent, roundTrips, bytesPerVector, }) {
    const memory = bytesPerVector === undefined ? '' : `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(bytesPerVector)} bytes of its memory a vector`;
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .bytes */ .ee)(bytesReceived)} received and ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .bytes */ .ee)(bytesSent)} sent in ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(roundTrips, 'round trip')}${memory}`;
}
function embeddedLine({ texts, recomputed }) {
    if (texts.embedded === 0 && recomputed && recomputed.sampled > 0)
        return 'nothing but what the audit drew';
    if (texts.embedded === 0)
        return 'nothing: neither model nor runtime was loaded';
    const seconds = texts.embedMs / 1000;
    const rate = `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(texts.embedded / seconds)} texts/s, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(texts.tokens / seconds)} tokens/s`;
    const cut = texts.truncated > 0 ? `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(texts.truncated, 'text')} longer than the model reads, cut` : '';
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(texts.embedded, 'text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(texts.tokens, 'token')} in ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(seconds)} (${rate})${cut}`;
}
/** Names the vectors that the tiers had wrong by their records, never by their texts. */
function deviationMessage({ deviating, sampled, tolerance, named }) {
    const rows = named
        .slice(0, DRIFT_SHOWN)
        .map(({ key, source, line, tier, deviation }) => `\n  ${source}:${line}: ${key} from ${tier}, by ${deviation.toPrecision(2)}`);
    const more = deviating - rows.length;
    return [
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(deviating)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(sampled, 'vector')} that the audit embedded again deviate by more than ${tolerance}: somebody stored what this model does not give. `,
        'They were replaced, in the output and wherever this run may write. Others like them may be left: run it once with --cache-mode recache, or with --audit-sample 1.',
        ...rows,
        ...(more > 0 ? [`\n  and ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(more)} more, in report.json`] : []),
    ].join('');
}
function recomputedLine(facts) {
    const { eligible, sampled, deviating, largestDeviation, tolerance } = facts;
    const again = `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(sampled)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(eligible, 'hit')} embedded again`;
    const verdict = deviating === 0
        ? `largest deviation ${largestDeviation.toExponential(1)}`
        : `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(deviating)} DEVIATE by more than ${tolerance} and are replaced`;
    const chances = (0,_recompute_audit__WEBPACK_IMPORTED_MODULE_0__/* .noticeChances */ .yz)(facts).map(({ poisonedShare, chance }) => `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .percent */ .KN)(poisonedShare)} wrong ones with ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .percent */ .KN)(chance)}`);
    return `${again}: ${verdict}. Of all, it would have noticed ${chances.join(', ')}`;
}
function validationLine(validation) {
    const { texts, drifted, similarity, threshold, engine } = validation;
    const verdict = validation.passed
        ? 'passed'
        : `FAILED, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(drifted.length)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(texts, 'text')} drifted`;
    const facts = `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(texts, 'golden text')}, similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}, threshold ${threshold} (${engine})`;
    return `${verdict}: ${facts}`;
}
function driftLines(validation) {
    const lines = [];
    const shown = validation.drifted.slice(0, DRIFT_SHOWN);
    for (const { name, text, reason, similarity, nearest, nearestSimilarity } of shown) {
        const found = nearest === name ? 'itself' : `${nearest} at ${nearestSimilarity.toFixed(4)}`;
        lines.push(`    ${name}: "${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .excerpt */ .Kb)(text)}"`, `      ${reason}: expected itself at ≥ ${validation.threshold}, got ${similarity.toFixed(4)}; nearest is ${found}`);
    }
    const more = validation.drifted.length - shown.length;
    if (more > 0)
        lines.push(`    and ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(more)} more, in report.json`);
    return lines;
}
function lastLine({ texts, seconds, mode, plan }) {
    if (mode === 'plan' || plan?.refusal !== undefined) {
        return `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .percent */ .KN)(texts.hitRate)} hits: ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(texts.hits)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(texts.unique, 'text')} are there, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(texts.misses)} missing, in ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(seconds)}`;
    }
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .percent */ .KN)(texts.hitRate)} hits: ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(texts.hits)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(texts.unique, 'text')} were there, ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .count */ .U9)(texts.embedded)} embedded, in ${(0,_wording__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(seconds)}`;
}


/***/ }),

/***/ 92627:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ renderAuditAccount),
/* harmony export */   s: () => (/* binding */ renderAuditSummary)
/* harmony export */ });
/* harmony import */ var _audit_audit_report__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(91135);
/* harmony import */ var _audit_classify__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(80985);
/* harmony import */ var _summary__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(57994);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(25594);




/** Days that are shown; the report holds all. */
const DAYS_SHOWN = 14;
/** What a person reads when an audit has ended: a table for each tier, one for the days, and what was pruned. */
function renderAuditAccount(report) {
    const blocks = report.tiers.map(tierBlock);
    if (report.use.length > 0)
        blocks.push(useBlock(report));
    return [...blocks, lastLine(report)].join('\n\n');
}
/** The same as Markdown. */
function renderAuditSummary(report) {
    const tables = report.tiers.map((tier) => `**${heading(tier)}**\n\n${markdown(FINGERPRINT_HEAD, tier.fingerprints.map(fingerprintRow))}`);
    if (report.use.length > 0)
        tables.push(`**Hits by day**\n\n${markdown(USE_HEAD, shownDays(report).map(useRow))}`);
    return [
        `### embed-once audit: ${lastLine(report)}`,
        ...tables,
        ...report.warnings.map((warning) => `> ⚠️ ${(0,_summary__WEBPACK_IMPORTED_MODULE_1__/* .cell */ .H)(warning)}`),
    ].join('\n\n');
}
const FINGERPRINT_HEAD = [
    'fingerprint',
    'age',
    'last used',
    'entries',
    'bytes',
    'corrupt',
    'unsigned',
    'duplicate',
    'unverifiable',
    'unknown',
    'unused',
];
function fingerprintRow(audit) {
    return [
        audit.fingerprint.slice(0, _audit_classify__WEBPACK_IMPORTED_MODULE_0__/* .SHORT_DIGITS */ .uo) + (audit.scope === undefined ? '' : ` ~${audit.scope}`),
        audit.age,
        audit.lastUsed ?? '–',
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(audit.entries),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(audit.bytes),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(audit.corrupt),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(audit.unsigned),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(audit.duplicate),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(audit.unverifiable),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(audit.unknown),
        unusedOf(audit),
    ];
}
function unusedOf({ sampled, unused }) {
    return sampled === 0 ? '–' : `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .percent */ .KN)(unused / sampled)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(sampled)}`;
}
function heading({ tier, location, seconds, failure }) {
    return `${tier} (${location}), ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(seconds)}${failure ? ', NOT TO THE END' : ''}`;
}
function tierBlock(tier) {
    const lines = [heading(tier)];
    if (tier.fingerprints.length > 0)
        lines.push(...table(FINGERPRINT_HEAD, tier.fingerprints.map(fingerprintRow)));
    else
        lines.push('  no vectors');
    const others = [
        ...(tier.leases > 0 ? [(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(tier.leases, 'lease')] : []),
        ...(tier.ledgers > 0 ? [(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(tier.ledgers, 'ledger')] : []),
        ...(tier.foreign > 0 ? [`${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(tier.foreign, 'key')} of others`] : []),
    ];
    if (others.length > 0)
        lines.push(`  besides: ${others.join(', ')}`);
    return lines.join('\n');
}
const USE_HEAD = ['day', 'tier', 'fingerprint', 'runs', 'texts', 'hits', 'embedded', 'computed twice', 'corrupt'];
function useRow(use) {
    return [
        use.day,
        use.tier,
        use.fingerprint.slice(0, _audit_classify__WEBPACK_IMPORTED_MODULE_0__/* .SHORT_DIGITS */ .uo),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(use.runs),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(use.unique),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .percent */ .KN)(use.unique === 0 ? 1 : use.hits / use.unique),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(use.embedded),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(use.computedTwice),
        (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(use.corrupt),
    ];
}
function shownDays({ use }) {
    const days = [...new Set(use.map(({ day }) => day))].sort().slice(-DAYS_SHOWN);
    return use.filter(({ day }) => days.includes(day));
}
function useBlock(report) {
    return ['hits by day', ...table(USE_HEAD, shownDays(report).map(useRow))].join('\n');
}
function lastLine({ tiers, prune }) {
    const found = `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)((0,_audit_audit_report__WEBPACK_IMPORTED_MODULE_3__/* .totalOf */ .e6)(tiers, 'entries'))} entries, ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)((0,_audit_audit_report__WEBPACK_IMPORTED_MODULE_3__/* .totalOf */ .e6)(tiers, 'corrupt'))} corrupt`;
    if (prune.mode === 'off')
        return found;
    const gone = `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)((0,_audit_audit_report__WEBPACK_IMPORTED_MODULE_3__/* .totalOf */ .e6)(tiers, 'pruned'), 'vector')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)((0,_audit_audit_report__WEBPACK_IMPORTED_MODULE_3__/* .totalOf */ .e6)(tiers, 'prunedBytes'))}`;
    const classes = prune.classes.join(', ');
    return prune.mode === 'on'
        ? `${found}; pruned (${classes}): ${gone}`
        : `${found}; prune on would take (${classes}): ${gone}. Nothing was changed`;
}
/** Words to the left, numbers to the right. */
function table(head, rows) {
    const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at].length)));
    return [head, ...rows].map((row) => {
        const cells = row.map((cell, at) => /^\d/.test(rows[0][at]) && at > 2
            ? cell.padStart(widths[at])
            : cell.padEnd(widths[at]));
        return `  ${cells.join('  ').trimEnd()}`;
    });
}
function markdown(head, rows) {
    return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}


/***/ }),

/***/ 71061:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bd: () => (/* binding */ predictionLines),
/* harmony export */   EL: () => (/* binding */ filesWithMisses),
/* harmony export */   d: () => (/* binding */ shardLine),
/* harmony export */   od: () => (/* binding */ planLine),
/* harmony export */   tY: () => (/* binding */ checkLine)
/* harmony export */ });
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25594);

/** The plan and its predictions as sentences, for the account and the summary alike. */
function planLine({ path, misses, tokens, shards, truncated }) {
    if (misses === 0)
        return 'nothing is missing';
    const parts = [`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(misses, 'text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(tokens, 'token')} to embed`];
    if (truncated > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(truncated, 'text')} longer than the model reads`);
    if (path !== undefined)
        parts.push(`in ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(shards.length, 'shard')}${sizesOf(shards)}`);
    return parts.join(', ');
}
function sizesOf(shards) {
    if (shards.length < 2)
        return '';
    const tokens = shards.map((shard) => shard.tokens);
    const [least, most] = [Math.min(...tokens), Math.max(...tokens)];
    return ` of ${least === most ? '' : `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(least)} to `}${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(most, 'token')}`;
}
/** One for each device that something is known of, and one for each kind of which nothing is. */
function predictionLines({ misses, shards, predictions, notKnown }) {
    if (misses === 0)
        return [];
    return [
        ...predictions.map((prediction) => predictionLine(prediction, shards.length)),
        ...notKnown.map((kind) => `not known yet: no run on ${kind} has been recorded for this model`),
    ];
}
function predictionLine({ device, runs, seconds, longestShardSeconds, cost: price }, shards) {
    const parts = [`${times(seconds)} on ${device}, as in ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(runs, 'run')} before`];
    if (shards > 1)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(longestShardSeconds.expected)} if all shards run at once`);
    if (price)
        parts.push(`cost ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .cost */ .y)(price.expected)} (${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .cost */ .y)(price.low)} to ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .cost */ .y)(price.high)})`);
    return parts.join('; ');
}
/** What was expected, and what happened. */
function checkLine({ device, runs, tokens, seconds }) {
    const parts = [];
    if (tokens)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(tokens.expected, 'token')}, and it was ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(tokens.happened)}`);
    if (seconds) {
        const source = `on ${device}, as in ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(runs, 'run')} before`;
        parts.push(`${times(seconds)} ${source}, and it took ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(seconds.happened)}`);
    }
    else {
        parts.push(`no time, since no run on ${device} had been recorded for this model`);
    }
    return parts.join('; ');
}
function shardLine({ number, of, plan, texts, tokens, missing }) {
    const part = `${number}/${of}`;
    if (plan === undefined)
        return `${part} of all texts, by their keys`;
    const gone = missing ? `, of which ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(missing)} are no longer in the corpus` : '';
    return `${part} of ${plan}: ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts ?? 0, 'text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(tokens ?? 0, 'token')}${gone}`;
}
/** Files with something missing, most tokens first. */
function filesWithMisses({ files }) {
    return files.filter(({ misses }) => misses > 0).sort((a, b) => b.tokens - a.tokens);
}
function times({ expected, low, high }) {
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(expected)} (${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(low)} to ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(high)})`;
}


/***/ }),

/***/ 57330:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ REPORT_SCHEMA),
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   aK: () => (/* binding */ hitRate),
/* harmony export */   q_: () => (/* binding */ settingsFromElsewhere)
/* harmony export */ });
/* unused harmony export OUTPUTS */
/** Version of the shape below. Raised when a field changes its meaning or goes; new fields do not raise it. */
const REPORT_SCHEMA = 'embed-once/run-report@1';
/** Settings that the command or the workflow step did not name itself, by input: what a reader would not expect. */
function settingsFromElsewhere({ settings }) {
    return Object.entries(settings).filter(([, { source }]) => !/^(default|flag|INPUT_.*)$/.test(source));
}
/** Share of unique texts that some tier had, 0 to 1. Of no texts, all were had. */
function hitRate({ unique, hits }) {
    return unique === 0 ? 1 : hits / unique;
}
/** What a run hands to the steps after it, by name. */
const OUTPUTS = {
    total: 'Records read.',
    unique: 'Different texts among them.',
    hits: 'Unique texts whose vector a tier had.',
    misses: 'Unique texts that no tier had.',
    embedded: 'Texts that were embedded.',
    'hit-rate': 'hits / unique, 0 to 1.',
    fingerprint: 'SHA-256 of the embedding contract, 64 hexadecimal digits.',
    dimensions: 'Components of a vector.',
    'output-path': 'The file with the vectors; empty for output-format none.',
    validation: 'passed, failed, or none where no golden set was given.',
    'has-misses': 'true if some text has no vector in any tier, or had none before it was embedded; else false.',
    shards: 'plan: the parts as a JSON array for a job matrix, such as ["1/2","2/2"]; [] if nothing is missing.',
    'plan-path': 'plan: the file that lists what is missing, for embed.',
    'report-path': 'report.json; empty where report-dir is.',
};
/** Outputs as GitHub's step outputs and Tekton's results want them: strings. */
function outputsOf(report, reportPath) {
    const { texts, model, corpus, output, validation, plan } = report;
    return {
        total: String(corpus?.records ?? texts.records),
        unique: String(texts.unique),
        hits: String(texts.hits),
        misses: String(texts.misses),
        embedded: String(texts.embedded),
        // Never rounded up to 1: whoever compares wants to know that something was missing.
        'hit-rate': (Math.floor(texts.hitRate * 10_000) / 10_000).toFixed(4),
        fingerprint: model.fingerprint,
        dimensions: String(model.contract.dimensions),
        'output-path': output?.files[0]?.path ?? '',
        validation: validation ? (validation.passed ? 'passed' : 'failed') : 'none',
        'has-misses': String(texts.misses > 0),
        shards: JSON.stringify((plan?.path === undefined ? [] : plan.shards).map((_, at, { length }) => `${at + 1}/${length}`)),
        'plan-path': plan?.path ?? '',
        'report-path': reportPath,
    };
}


/***/ }),

/***/ 66555:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  R: () => (/* binding */ showProgress)
});

// EXTERNAL MODULE: ./src/report/wording.ts
var wording = __nccwpck_require__(25594);
;// CONCATENATED MODULE: ./src/report/progress.ts

/**
 * @param seconds since the run began
 * @param embeds whether what is missing is embedded as well
 */
function momentOf(corpus, texts, seconds, embeds = true) {
    const repeats = texts.records - texts.unique;
    const { bytesTotal, bytesRead, records } = corpus;
    return {
        seconds,
        done: Math.max(0, texts.hits + (embeds ? texts.embedded : texts.misses) + repeats),
        // Records are as dense in what is still to be read as in what has been.
        total: bytesTotal && bytesRead > 0 ? Math.round((records * bytesTotal) / Math.min(bytesRead, bytesTotal)) : undefined,
        hits: texts.hits,
        embedded: texts.embedded,
        ...(!embeds && { misses: texts.misses }),
    };
}
const BAR_WIDTH = 24;
/** In whole seconds: more would claim to be exact. */
function timeLeft(seconds) {
    return seconds < 9.995 ? `${Math.ceil(seconds)} s` : (0,wording/* duration */.p0)(seconds);
}
/** One line on how far the run is, how fast, and how long it will take. */
function renderProgress({ seconds, done, total, hits, embedded, misses }, bar) {
    const rate = seconds > 0 ? done / seconds : 0;
    const parts = [`${(0,wording/* count */.U9)(done)}${total === undefined ? '' : ` of ${(0,wording/* count */.U9)(total)}`} records`];
    // Repeats alone say nothing about the rate: the model may still be loading.
    const known = rate > 0 && hits + (misses ?? embedded) > 0;
    if (known)
        parts.push(`${(0,wording/* count */.U9)(rate)}/s`);
    if (known && total !== undefined)
        parts.push(`${timeLeft(Math.max(0, total - done) / rate)} left`);
    parts.push(`${(0,wording/* count */.U9)(hits)} hits, ${misses === undefined ? `${(0,wording/* count */.U9)(embedded)} embedded` : `${(0,wording/* count */.U9)(misses)} missing`}`);
    const share = total ? Math.min(1, done / total) : undefined;
    if (share === undefined)
        return parts.join(', ');
    const filled = Math.floor(share * BAR_WIDTH);
    const drawn = bar ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ` : '';
    return `${drawn}${(0,wording/* percent */.KN)(share)}, ${parts.join(', ')}`;
}

;// CONCATENATED MODULE: ./src/report/show-progress.ts

const DRAW_MS = 100;
/** A log gets its first line after ten seconds, and each next one after twice as long, up to two minutes. */
const FIRST_LINE_MS = 10_000;
const LONGEST_PAUSE_MS = 120_000;
/** Shows how the run goes on: drawn over on a terminal, now and then in a log. @returns what ends it */
function showProgress({ progress }, platform, facts) {
    if (progress === 'off')
        return () => { };
    const started = performance.now();
    const line = (bar) => {
        const { corpus, texts, embeds } = facts();
        return renderProgress(momentOf(corpus, texts, (performance.now() - started) / 1000, embeds), bar);
    };
    if (platform.terminal) {
        const timer = setInterval(() => platform.draw(line(true)), DRAW_MS);
        return () => {
            clearInterval(timer);
            platform.draw(undefined);
        };
    }
    let pause = FIRST_LINE_MS;
    let timer = setTimeout(speak, pause);
    function speak() {
        platform.info(line(false));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        timer = setTimeout(speak, pause);
    }
    return () => clearTimeout(timer);
}


/***/ }),

/***/ 57994:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ renderSummary),
/* harmony export */   H: () => (/* binding */ cell)
/* harmony export */ });
/* harmony import */ var _trust_scope__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(70844);
/* harmony import */ var _plan_lines__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(71061);
/* harmony import */ var _run_report__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(57330);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(25594);




const DRIFT_SHOWN = 20;
const FILES_SHOWN = 20;
/** The run as Markdown, for a job's summary page. */
function renderSummary(report) {
    const { texts, model, trust } = report;
    const unsigned = report.tiers.reduce((sum, tier) => sum + tier.unsigned, 0);
    const rows = [
        ...(report.corpus ? [['Records', (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(report.corpus.records)]] : []),
        ['Unique texts', (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(texts.unique)],
        ['Hits', `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(texts.hits)} (${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .percent */ .KN)(texts.hitRate)})`],
        ...Object.entries(texts.hitsByTier).map(([tier, hits]) => [`– from ${tier}`, (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(hits)]),
        ...(report.explanation ? [['Misses', cell(report.explanation.sentence)]] : []),
        ...(report.shard ? [['Shard', cell((0,_plan_lines__WEBPACK_IMPORTED_MODULE_3__/* .shardLine */ .d)(report.shard))]] : []),
        ...(report.plan ? planRows(report.plan) : []),
        ...(report.mode === 'plan' ? [] : [['Embedded', (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(texts.embedded)]]),
        ...(report.prediction ? [['Predicted', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_3__/* .checkLine */ .tY)(report.prediction)]] : []),
        ...(report.recomputed ? [['Audit', auditCell(report.recomputed)]] : []),
        ...(unsigned > 0 ? [['Not signed by a known key, embedded again', (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(unsigned)]] : []),
        ...(texts.truncated > 0 ? [['Cut to the model’s length', (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(texts.truncated)]] : []),
        ...(report.corpus && report.corpus.skipped > 0 ? [['**Skipped records**', (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(report.corpus.skipped)]] : []),
        ['Time', (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(report.seconds)],
        ['Model', `${cell(model.name)}, ${model.contract.dimensions} dimensions`],
        ...(0,_run_report__WEBPACK_IMPORTED_MODULE_1__/* .settingsFromElsewhere */ .q_)(report).map(([name, { value, source }]) => [
            `Setting ${name}`,
            `${cell((0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .shownValue */ .JJ)(value))}, ${cell(source)}`,
        ]),
        ['Fingerprint', `\`${model.fingerprint.slice(0, 16)}\``],
        ...(trust.scope.name === _trust_scope__WEBPACK_IMPORTED_MODULE_0__/* .TRUSTED */ .Se ? [] : [['Trust scope', cell(`${trust.scope.name}: ${trust.scope.why}`)]]),
        ...(report.output?.files ?? []).map((file) => ['Output', `${code(file.path)}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(file.bytes)}`]),
    ];
    return [
        `### embed-once: ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .percent */ .KN)(texts.hitRate)} hits, ${outcome(report)}`,
        '',
        '| | |',
        '|---|---|',
        ...rows.map(([label, value]) => `| ${label} | ${value} |`),
        '',
        ...(report.plan?.refusal === undefined ? [] : [`**❌ ${cell(report.plan.refusal)}**`, '']),
        ...(report.plan ? fileLines(report.plan) : []),
        ...(report.validation ? validationLines(report.validation) : []),
        ...report.warnings.map((warning) => `> ⚠️ ${cell(warning)}\n`),
    ].join('\n');
}
function auditCell({ sampled, eligible, deviating, tolerance }) {
    const verdict = deviating === 0 ? 'as the model gives them' : `**❌ ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(deviating)} deviate by more than ${tolerance}**`;
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(sampled)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(eligible, 'hit')} embedded again, ${verdict}`;
}
function outcome({ mode, texts }) {
    return mode === 'plan' ? `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(texts.misses, 'text')} missing` : `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(texts.embedded, 'text')} embedded`;
}
function planRows(plan) {
    return [['Missing', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_3__/* .planLine */ .od)(plan)], ...(0,_plan_lines__WEBPACK_IMPORTED_MODULE_3__/* .predictionLines */ .Bd)(plan).map((line) => ['Predicted', line])];
}
function fileLines(plan) {
    const files = (0,_plan_lines__WEBPACK_IMPORTED_MODULE_3__/* .filesWithMisses */ .EL)(plan);
    if (files.length === 0)
        return [];
    const rows = files
        .slice(0, FILES_SHOWN)
        .map(({ file, records, unique, misses, tokens }) => `| ${code(file)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(records)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(unique - misses)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(misses)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(tokens)} |`);
    const more = files.length - FILES_SHOWN;
    return [
        '| File | Records | Hits | Missing | Tokens to embed |',
        '|---|---|---|---|---|',
        ...rows,
        ...(more > 0 ? ['', `… and ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(more, 'more file')}.`] : []),
        '',
    ];
}
function validationLines(validation) {
    const { passed, drifted, texts, similarity, threshold } = validation;
    const verdict = passed ? '✅ Validation passed' : '❌ Validation failed';
    const lines = [
        `**${verdict}**: ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(texts - drifted.length)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(texts, 'golden text')} are as approved (similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}, threshold ${threshold}).`,
        '',
    ];
    if (drifted.length === 0)
        return lines;
    lines.push('| Golden text | Similarity to approved | Nearest | Why |', '|---|---|---|---|');
    for (const drift of drifted.slice(0, DRIFT_SHOWN)) {
        lines.push(`| ${cell(drift.name)}: ${cell((0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .excerpt */ .Kb)(drift.text))} | ${drift.similarity.toFixed(4)} | ${cell(drift.nearest)} (${drift.nearestSimilarity.toFixed(4)}) | ${drift.reason} |`);
    }
    if (drifted.length > DRIFT_SHOWN)
        lines.push('', `… and ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(drifted.length - DRIFT_SHOWN)} more.`);
    return [...lines, ''];
}
/** A path in a table. In a code span nothing is escaped but what would end it, or the cell. */
function code(text) {
    return `\`${text.replace(/[`\r\n]/g, ' ').replaceAll('|', '\\|')}\``;
}
/** Text of others inside a table: what would end the cell or become markup is escaped. */
function cell(text) {
    return text.replace(/[\\`*_[\]|<>#]/g, '\\$&').replace(/\s+/g, ' ');
}


/***/ }),

/***/ 25594:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JJ: () => (/* binding */ shownValue),
/* harmony export */   KN: () => (/* binding */ percent),
/* harmony export */   Kb: () => (/* binding */ excerpt),
/* harmony export */   Ln: () => (/* binding */ span),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   ee: () => (/* binding */ bytes),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   y: () => (/* binding */ cost)
/* harmony export */ });
/** How numbers are shown to people. Nothing here depends on the locale of the machine. */
function count(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
/** `1 text`, `2 texts`. */
function counted(value, noun) {
    return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}
/** Never rounds up to 100 % or down to 0 % what is not. */
function percent(share) {
    if (share === 1 || share === 0)
        return `${share * 100} %`;
    return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}
function bytes(value) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let unit = 0;
    let amount = value;
    // Not 1000: what would be rounded up to it belongs to the next unit.
    while (amount >= 999.5 && unit < units.length - 1) {
        amount /= 1000;
        unit++;
    }
    return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}
function duration(seconds) {
    if (seconds < 9.995)
        return `${seconds.toFixed(2)} s`;
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole} s`;
    const minutes = Math.floor(whole / 60);
    if (minutes < 60)
        return `${minutes} min ${whole % 60} s`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
const SPANS = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
];
/** A long time in one unit, never rounded up: `30 d`, `47 h`, `2 min`, `1 s`. Two of a unit are worth saying so. */
function span(seconds) {
    const [unit, length] = SPANS.find(([, least]) => seconds >= 2 * least) ?? ['s', 1];
    return `${count(Math.floor(Math.max(0, seconds) / length))} ${unit}`;
}
/** Enough of a text to know it by. */
function excerpt(text, length = 60) {
    const characters = [...text.slice(0, length * 4).replace(/\s+/g, ' ')];
    return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}
/** The value of an input, in a line of its own. */
function shownValue(value) {
    return value.trim() === '' ? JSON.stringify(value) : excerpt(value);
}
/** Of whichever currency. Small sums keep two digits that count. */
function cost(value) {
    if (value >= 1)
        return value.toFixed(2);
    return value === 0 || value >= 0.0001 ? String(Number(value.toPrecision(2))) : 'less than 0.0001';
}


/***/ }),

/***/ 27352:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  f: () => (/* binding */ writeAudit),
  u: () => (/* binding */ writeReport)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/report/audit-account.ts
var audit_account = __nccwpck_require__(92627);
// EXTERNAL MODULE: ./src/trust-scope.ts
var trust_scope = __nccwpck_require__(70844);
;// CONCATENATED MODULE: ./src/report/exposition.ts
/**
 * The text exposition format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). All are gauges: each
 * file is about one run, and nothing in it adds up with the next. Families without samples are left out.
 */
function renderExposition(families) {
    return families
        .filter(({ samples }) => samples.length > 0)
        .map(({ name, help, samples }) => [
        `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
        `# TYPE ${name} gauge`,
        ...samples.map(({ labels, value }) => `${name}${labelsOf(labels)} ${value}`),
        '',
    ].join('\n'))
        .join('');
}
function labelsOf(labels) {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
    return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
function escaped(value) {
    return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

;// CONCATENATED MODULE: ./src/report/metrics.ts


/** Days of use that are summed up in one metric. */
const USE_DAYS = 7;
const DAY_MS = 86_400_000;
const STATES = ['closed', 'open', 'half-open'];
const DIRECTIONS = ['lookups', 'writes'];
function family(name, help, samples) {
    return { name: `embed_once_${name}`, help, samples: samples.map(([labels, value]) => ({ labels, value })) };
}
/** A run for Prometheus. Names have base units: seconds, bytes, ratios from 0 to 1. */
function renderRunMetrics(report) {
    const { texts, tiers, model, recomputed } = report;
    const labels = { fingerprint: model.fingerprint };
    const one = (name, help, value) => family(name, help, [[labels, value]]);
    return renderExposition([
        family('run_info', 'The last run; 1.', [[{ ...labels, version: report.version, mode: report.mode }, 1]]),
        one('run_start_timestamp_seconds', 'When the run began, since 1970.', Date.parse(report.started) / 1000),
        one('run_duration_seconds', 'From its start to its end.', report.seconds),
        one('run_unique_texts', 'Different texts that were wanted.', texts.unique),
        one('run_hit_ratio', 'Share of them whose vector a tier had.', texts.hitRate),
        family('run_hit_texts', 'Texts whose vector a tier had, by tier.', Object.entries(texts.hitsByTier).map(([tier, hits]) => [{ ...labels, tier }, hits])),
        one('run_embedded_texts', 'Texts that were embedded.', texts.embedded),
        one('run_embedded_tokens', 'Tokens that were embedded.', texts.tokens),
        one('run_embed_seconds', 'Time spent embedding.', texts.embedMs / 1000),
        one('run_computed_twice_texts', 'Texts embedded although another run stored them first.', texts.computedTwice),
        one('run_recomputed_texts', 'Hits that were embedded again.', recomputed?.sampled ?? 0),
        one('run_deviating_texts', 'Of these, those that a tier had wrong.', recomputed?.deviating ?? 0),
        ...tierFamilies(tiers, labels),
    ]);
}
function tierFamilies(tiers, labels) {
    const each = (name, help, value) => family(`tier_${name}`, help, tiers.map((tier) => [{ ...labels, tier: tier.name }, value(tier)]));
    const moved = tiers.filter(({ traffic }) => traffic);
    return [
        each('asked_vectors', 'Vectors that the tier was asked for.', ({ asked }) => asked),
        each('found_vectors', 'Vectors that it had.', ({ found }) => found),
        each('written_vectors', 'Vectors that it took.', ({ written }) => written),
        each('corrupt_vectors', 'Vectors that it had, and that were damaged.', ({ corrupt }) => corrupt),
        each('unsigned_vectors', 'Vectors that no key of ours had signed.', ({ unsigned }) => unsigned),
        each('missed_vectors', 'Vectors that it did not take, then or later.', ({ missed, madeUp }) => missed - madeUp),
        each('failed_calls', 'Calls that failed.', ({ failedCalls }) => failedCalls),
        each('lookup_seconds', 'Time in lookups, which overlap.', ({ lookupMs }) => lookupMs / 1000),
        each('write_seconds', 'Time in writes, which overlap.', ({ writeMs }) => writeMs / 1000),
        family('tier_received_bytes', 'Bytes of replies.', moved.map(({ name, traffic }) => [{ ...labels, tier: name }, traffic?.bytesReceived ?? 0])),
        family('tier_sent_bytes', 'Bytes of commands.', moved.map(({ name, traffic }) => [{ ...labels, tier: name }, traffic?.bytesSent ?? 0])),
        family('tier_breaker_state', 'State of the breaker at the end of the run: 1 for the one that it is in.', [
            ...tiers.flatMap((tier) => DIRECTIONS.flatMap((direction) => STATES.map((state) => {
                const last = tier.changes.findLast(({ of }) => of === direction)?.state ?? 'closed';
                return [{ ...labels, tier: tier.name, direction, state }, Number(state === last)];
            }))),
        ]),
        family('tier_breaker_openings', 'How often the breaker opened.', [
            ...tiers.flatMap((tier) => DIRECTIONS.map((direction) => {
                const opened = tier.changes.filter(({ of, state }) => of === direction && state === 'open');
                return [{ ...labels, tier: tier.name, direction }, opened.length];
            })),
        ]),
    ];
}
const ENTRY_STATES = ['valid', 'corrupt', 'unverifiable', 'unknown'];
/** An audit for Prometheus. */
function renderAuditMetrics(report) {
    const { tiers } = report;
    const each = (name, help, value) => family(`audit_${name}`, help, samplesOf(tiers, value));
    return renderExposition([
        family('audit_info', 'The last audit; 1.', [
            [{ version: report.version, fingerprint: report.present.fingerprint }, 1],
        ]),
        family('audit_start_timestamp_seconds', 'When the audit began, since 1970.', [
            [{}, Date.parse(report.started) / 1000],
        ]),
        family('audit_duration_seconds', 'How long the walk over a tier took.', tiers.map(({ tier, seconds }) => [{ tier }, seconds])),
        family('audit_complete', 'Whether the walk came to its end: 1 or 0.', tiers.map(({ tier, failure }) => [{ tier }, Number(failure === undefined)])),
        family('audit_entries', 'Entries in a tier, by what was found of them.', [
            ...ENTRY_STATES.flatMap((state) => samplesOf(tiers, (audit) => audit[state]).map(([labels, value]) => [{ ...labels, state }, value])),
        ]),
        each('unsigned_entries', 'Valid entries without a signature.', ({ unsigned }) => unsigned),
        each('duplicate_entries', 'Entries whose key another entry has as well.', ({ duplicate }) => duplicate),
        each('bytes', 'Bytes of the entries.', ({ bytes }) => bytes),
        each('orphaned', 'Whether no run has used the fingerprint for orphan-age: 1 or 0.', ({ age }) => Number(age === 'orphaned')),
        each('unused_ratio', 'Share of the entries asked that were not used lately.', ({ sampled, unused }) => sampled === 0 ? undefined : unused / sampled),
        each('pruned_entries', 'Entries that were pruned, or would be in a dry run.', ({ pruned }) => pruned),
        each('pruned_bytes', 'Bytes of those.', ({ prunedBytes }) => prunedBytes),
        ...useFamilies(report),
    ]);
}
function samplesOf(tiers, value) {
    return tiers.flatMap(({ tier, fingerprints }) => fingerprints.flatMap((audit) => {
        const amount = value(audit);
        return amount === undefined
            ? []
            : [[{ tier, fingerprint: audit.fingerprint, scope: audit.scope ?? trust_scope/* TRUSTED */.Se }, amount]];
    }));
}
/** The runs of the last days, by fingerprint: a day as a label would make a new series each day. */
function useFamilies({ use, started }) {
    const since = new Date(Date.parse(started) - (USE_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
    const sums = new Map();
    for (const day of use.filter((one) => one.day >= since)) {
        const labels = { tier: day.tier, fingerprint: day.fingerprint };
        const sum = sums.get(JSON.stringify(labels)) ?? { labels, days: [] };
        sum.days.push(day);
        sums.set(JSON.stringify(labels), sum);
    }
    const each = (name, help, value) => family(`week_${name}`, `${help} In the last ${USE_DAYS} days, as the tier's ledger has them.`, [...sums.values()].map(({ labels, days }) => [labels, days.reduce((total, day) => total + value(day), 0)]));
    return [
        each('runs', 'Runs.', ({ runs }) => runs),
        each('unique_texts', 'Texts that runs wanted.', ({ unique }) => unique),
        each('hit_texts', 'Texts whose vector a tier had.', ({ hits }) => hits),
        each('embedded_texts', 'Texts that were embedded.', ({ embedded }) => embedded),
        each('embedded_tokens', 'Tokens that were embedded.', ({ tokens }) => tokens),
        each('embed_seconds', 'Time spent embedding.', ({ embedMs }) => embedMs / 1000),
        each('computed_twice_texts', 'Texts that two runs embedded.', ({ computedTwice }) => computedTwice),
        each('corrupt_vectors', 'Vectors that runs found damaged.', ({ corrupt }) => corrupt),
        each('received_bytes', 'Bytes of replies.', ({ bytesReceived }) => bytesReceived),
        each('sent_bytes', 'Bytes of commands.', ({ bytesSent }) => bytesSent),
        each('run_seconds', 'Time of runs.', ({ ms }) => ms / 1000),
    ];
}

// EXTERNAL MODULE: ./src/report/summary.ts
var summary = __nccwpck_require__(57994);
;// CONCATENATED MODULE: ./src/report/write-report.ts






/** Writes `report.json`, `summary.md` and `metrics.prom`. @returns the path of report.json, empty where no folder is wanted */
function writeReport(report, folder) {
    return writeFiles(folder, {
        'report.json': `${JSON.stringify(report, null, 2)}\n`,
        'summary.md': (0,summary/* renderSummary */.B)(report),
        'metrics.prom': renderRunMetrics(report),
    });
}
/** Writes `audit.json`, `summary.md` and `metrics.prom`. @returns the path of audit.json, empty where no folder is wanted */
function writeAudit(report, folder) {
    return writeFiles(folder, {
        'audit.json': `${JSON.stringify(report, null, 2)}\n`,
        'summary.md': (0,audit_account/* renderAuditSummary */.s)(report),
        'metrics.prom': renderAuditMetrics(report),
    });
}
/** @returns the path of the first */
async function writeFiles(folder, files) {
    if (folder === '')
        return '';
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        for (const [name, content] of Object.entries(files)) {
            // Whole at any moment: a collector may read metrics.prom while it is written.
            const partial = external_node_path_default().join(folder, `.${name}.${process.pid}`);
            await (0,promises_.writeFile)(partial, content);
            await (0,promises_.rename)(partial, external_node_path_default().join(folder, name));
        }
    }
    catch (error) {
        throw new errors/* OutputError */.u7(`cannot write the report to ${folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
    return external_node_path_default().join(folder, Object.keys(files)[0]);
}


/***/ }),

/***/ 26349:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./src/corpus/read.ts + 5 modules
var read = __nccwpck_require__(10338);
// EXTERNAL MODULE: ./src/explanation/contract-parts.ts
var contract_parts = __nccwpck_require__(20182);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
// EXTERNAL MODULE: ./src/keys/embedding-contract.ts
var embedding_contract = __nccwpck_require__(99040);
;// CONCATENATED MODULE: ./src/explanation/corpus-identity.ts


/**
 * Names a corpus by what stays when its texts are edited: the project, the lines of the input `corpus`, and the field the text
 * is in. Runs on one corpus have the same name wherever they run, as far as `project` is the same there.
 * @param project the repository where the platform knows it, else the working directory
 * @returns 32 hexadecimal digits
 */
function corpusIdentity({ corpus, textField }, project) {
    return (0,external_node_crypto_.createHash)('sha256').update((0,embedding_contract/* canonicalJson */.d)({ corpus, project, textField })).digest('hex').slice(0, 32);
}

// EXTERNAL MODULE: ./src/cache/ledger.ts
var ledger = __nccwpck_require__(38037);
// EXTERNAL MODULE: ./src/keys/key-sample.ts
var key_sample = __nccwpck_require__(2590);
;// CONCATENATED MODULE: ./src/explanation/earlier-runs.ts



/** Asks all ledgers, and takes from them what is latest. */
async function readEarlierRuns(ledgers, names) {
    const answers = await Promise.all(ledgers.map((ledger) => Promise.all([lastName(names), sameName(names), contractName(names)].map((name) => ledger.read(name)))));
    const last = latest(answers.map(([fields]) => lastRun(fields)));
    const runs = answers.map(([, fields]) => sameContractRun(fields));
    const same = latest(runs);
    const knownBy = ledgers.filter((_, index) => same && runs[index]?.at === same.at).map(({ tier }) => tier);
    return {
        ...(last && { last }),
        ...(same && { same: { ...same, knownBy } }),
        contractKnownBy: ledgers.filter((_, index) => answers[index]?.[2]).map(({ tier }) => tier),
        silent: ledgers.filter(({ answers }) => !answers).map(({ tier }) => tier),
    };
}
/** Leaves this run in each ledger. A run without misses sends two small hashes to each, and waits for one round trip. */
async function leaveTrace(ledgers, tiers, names, { at, texts, digest, sample, ttlSeconds, parts, contractKnownBy }) {
    const time = new Date(at).toISOString();
    const contract = (0,embedding_contract/* canonicalJson */.d)(parts);
    await Promise.all(ledgers.flatMap((ledger) => {
        const facts = tiers.find(({ name }) => name === ledger.tier);
        const owed = facts ? facts.missed - facts.madeUp : 0;
        return [
            ledger.write(lastName(names), { at: time, fingerprint: names.fingerprint, contract }),
            ledger.write(sameName(names), {
                at: time,
                texts: String(texts),
                digest,
                sample: (0,key_sample/* packSample */.S$)(sample),
                ttl: String(ttlSeconds),
                owed: String(owed),
            }),
            ...(contractKnownBy
                ? [
                    ledger.write(contractName(names), {
                        contract,
                        ...(!contractKnownBy.includes(ledger.tier) && { first: time }),
                        last: time,
                    }),
                ]
                : []),
        ];
    }));
}
function lastName({ corpus }) {
    return (0,ledger/* ledgerName */.b)('corpus', corpus);
}
function sameName({ corpus, fingerprint }) {
    return (0,ledger/* ledgerName */.b)('corpus', corpus, fingerprint.slice(0, 16));
}
function contractName({ fingerprint }) {
    return (0,ledger/* ledgerName */.b)('contract', fingerprint);
}
function latest(runs) {
    return runs.reduce((best, run) => (run && !(best && best.at >= run.at) ? run : best), undefined);
}
/** What cannot be read as it was written, by whomever, is not there. */
function lastRun(fields) {
    const at = Date.parse(fields?.at ?? '');
    if (!fields || Number.isNaN(at) || !/^[0-9a-f]{64}$/.test(fields.fingerprint ?? ''))
        return undefined;
    return { at, fingerprint: fields.fingerprint, parts: contractParts(fields.contract) };
}
function contractParts(json) {
    try {
        const parts = JSON.parse(json ?? '');
        if (parts === null || typeof parts !== 'object' || Array.isArray(parts))
            return undefined;
        const strings = Object.entries(parts).filter(([, value]) => typeof value === 'string');
        return strings.length > 0 ? Object.fromEntries(strings) : undefined;
    }
    catch {
        return undefined;
    }
}
function sameContractRun(fields) {
    const at = Date.parse(fields?.at ?? '');
    const [texts, ttlSeconds, owed] = [fields?.texts, fields?.ttl, fields?.owed].map((value) => Number(value ?? Number.NaN));
    if (!fields || ![at, texts, ttlSeconds, owed].every((value) => Number.isFinite(value)))
        return undefined;
    return {
        at,
        texts: texts,
        digest: fields.digest ?? '',
        sample: (0,key_sample/* unpackSample */.$P)(fields.sample ?? ''),
        ttlSeconds: ttlSeconds,
        owed: owed,
    };
}

// EXTERNAL MODULE: ./src/report/wording.ts
var wording = __nccwpck_require__(25594);
;// CONCATENATED MODULE: ./src/explanation/explain.ts



/** What may have caused misses. The first that applies is told: each asks only for what those before it leave open. */
const CAUSES = [
    { cause: 'off', find: ifOff },
    { cause: 'recache', find: ifRecache },
    { cause: 'no-tier', find: ifNoTier },
    { cause: 'contract', find: ifContractChanged },
    { cause: 'unreachable', find: ifUnreachable },
    { cause: 'other-scope', find: ifOfOtherScope },
    { cause: 'unsigned', find: ifUnsigned },
    { cause: 'corrupt', find: ifCorrupt },
    { cause: 'unknown', find: ifUnknown },
    { cause: 'empty', find: ifEmpty },
    { cause: 'first-run', find: ifFirstRun },
    { cause: 'expired', find: ifExpired },
    { cause: 'gone', find: ifGone },
    { cause: 'texts', find: textsChanged },
];
/** @returns undefined if there is nothing to explain */
function explain(evidence) {
    if (evidence.texts.misses === 0)
        return undefined;
    for (const { cause, find } of CAUSES) {
        const found = find(evidence);
        if (found)
            return { cause, changes: [], ...found, sentence: [found.sentence, ...asides(evidence, cause)].join('; ') };
    }
    return undefined;
}
function ifOff({ cacheMode }) {
    if (cacheMode !== 'off')
        return undefined;
    return { sentence: 'cache-mode is off: no tier was asked, and nothing was stored' };
}
function ifRecache({ cacheMode }) {
    if (cacheMode !== 'recache')
        return undefined;
    return { sentence: 'cache-mode is recache: no tier was asked, and what was computed replaces what was stored' };
}
function ifNoTier({ tiers }) {
    if (lasting(tiers).length > 0)
        return undefined;
    return { sentence: 'there is no tier to ask: redis-url is empty, and runner-cache is off' };
}
/** A contract that this corpus has had before is no news, though the last run had another: jobs may take turns. */
function ifContractChanged({ fingerprint, parts, texts, tiers, earlier }) {
    const { last, same } = earlier;
    if (!last || same || last.fingerprint === fingerprint)
        return undefined;
    // A tier that was not asked may have had them.
    const fate = wasSilent(tiers) ? `${was(texts.misses)} not found` : `${is(texts.misses)} new`;
    const outcome = `${missing(texts, 'vector')} ${fate}`;
    const changes = last.parts ? (0,contract_parts/* contractChanges */.CC)(last.parts, parts) : [];
    if (changes.length > 0)
        return { changes, comparedWith: moment(last), sentence: `${changes.map(contract_parts/* describeChange */.uQ).join(', ')}; ${outcome}` };
    const [from, to] = [last.fingerprint, fingerprint].map((digest) => `${digest.slice(0, 8)}…`);
    return {
        comparedWith: moment(last),
        sentence: `the embedding contract changed: fingerprint ${from} → ${to}, and what the earlier one said is not known; ${outcome}`,
    };
}
function ifUnreachable({ tiers, texts }) {
    const all = lasting(tiers);
    const silent = all.filter((tier, at) => {
        const foundBelow = all.slice(at + 1).reduce((found, below) => found + below.found, 0);
        return (tier.unanswered ?? 0) - foundBelow >= texts.misses;
    });
    if (silent.length === 0)
        return undefined;
    const others = all.filter((tier) => !silent.includes(tier));
    const outcome = others.length === 0
        ? `so that ${missing(texts, 'vector')} ${was(texts.misses)} not looked up`
        : `and ${listed(others)} ${lacked(texts)}`;
    return { sentence: `${silent.map(silence).join(', ')}, ${outcome}` };
}
function ifOfOtherScope({ tiers, texts }) {
    return refused(tiers, 'otherScope', texts);
}
function ifUnsigned({ tiers, texts }) {
    return refused(tiers, 'unsigned', texts);
}
function ifCorrupt({ tiers, texts }) {
    return refused(tiers, 'corrupt', texts);
}
/** Where the only ledger that could know says nothing, that nothing is known is no finding. */
function ifUnknown({ earlier, texts, tiers }) {
    if (earlier.silent.length === 0 || earlier.same || earlier.last)
        return undefined;
    return {
        sentence: `${listed(tiers)} ${lacked(texts)}, and what earlier runs left in ${earlier.silent.join(' and ')} cannot be read, so there is nothing to compare with`,
    };
}
function ifEmpty({ earlier, texts, tiers }) {
    if (earlier.same || earlier.last || earlier.contractKnownBy.length > 0 || texts.hits > 0)
        return undefined;
    return {
        sentence: `the cache is empty for this run: ${listed(tiers)} had no vector of this contract, and no earlier run on this corpus is known`,
    };
}
function ifFirstRun({ earlier, texts, tiers }) {
    if (earlier.same || earlier.last)
        return undefined;
    return {
        sentence: `no earlier run on this corpus is known, and ${listed(tiers)} ${lacked(texts)}`,
    };
}
/** Only of Redis: other tiers keep vectors without a time to live, so there it would not be why they are gone. */
function ifExpired({ earlier: { same }, texts, now }) {
    if (!same || same.ttlSeconds === 0 || same.knownBy.some((tier) => tier !== 'redis'))
        return undefined;
    const passed = (now - same.at) / 1000;
    if (passed < same.ttlSeconds)
        return undefined;
    return {
        comparedWith: moment(same),
        sentence: `expired: the last run with this contract was ${(0,wording/* span */.Ln)(passed)} ago, and redis kept what it stored for ${(0,wording/* span */.Ln)(same.ttlSeconds)} (redis-ttl); ${missing(texts, 'vector')} ${was(texts.misses)} not found`,
    };
}
function ifGone({ earlier: { same }, digest, texts, tiers, now }) {
    if (!same || same.digest !== digest)
        return undefined;
    const owed = same.owed > 0 ? `, of which ${(0,wording/* count */.U9)(same.owed)} could not be stored` : '';
    const fate = wasSilent(tiers)
        ? `${was(texts.misses)} not found`
        : `${is(texts.misses)} gone from ${same.knownBy.map(theTier).join(' and ')} since (evicted, expired or deleted)`;
    return {
        comparedWith: moment(same),
        sentence: `the run ${ago(same, now)} had the same contract and the same texts${owed}; ${missing(texts, 'vector')} ${fate}`,
    };
}
/** The contract is known on this corpus, and its texts are not what they were. */
function textsChanged({ earlier: { same, last }, missed, texts, now }) {
    const which = missing(texts, 'text');
    const were = `${which} ${was(texts.misses)} in no tier`;
    if (!same) {
        return {
            ...(last && { comparedWith: moment(last) }),
            sentence: `${were}; the contract is that of the last run on this corpus`,
        };
    }
    const run = `the run ${ago(same, now)} with the same contract, on ${(0,wording/* counted */.hS)(same.texts, 'text')}`;
    const { judged, found } = (0,key_sample/* compareSamples */.r_)(same.sample, missed);
    const sample = judged >= same.texts ? '' : ` of a sample of ${(0,wording/* count */.U9)(judged)}`;
    const sentence = judged === 0
        ? `${were}: new since ${run}, or gone since`
        : found === 0
            ? `${which} ${is(texts.misses)} new since ${run}; none${sample || ' of those'} is missing`
            : `${were}; of ${run}, ${(0,wording/* count */.U9)(found)}${sample} ${is(found)} gone`;
    return { comparedWith: moment(same), sentence };
}
/** What else was in the way, of causes that do not account for all misses. */
function asides({ tiers, texts, cacheMode, earlier }, told) {
    if (cacheMode === 'off' || cacheMode === 'recache' || told === 'unreachable')
        return [];
    const lines = lasting(tiers)
        .filter(({ unanswered = 0 }) => unanswered > 0)
        .map((tier) => `${silence(tier)} for ${(0,wording/* counted */.hS)(tier.unanswered ?? 0, 'text')}`);
    for (const [field, { cause, what }] of Object.entries(REFUSALS)) {
        const entries = Math.min(certain(tiers, field), texts.misses);
        if (entries > 0 && cause !== told)
            lines.push(`${(0,wording/* count */.U9)(entries)} of them ${was(entries)} ${what}`);
    }
    const compared = earlier.last !== undefined || earlier.same !== undefined;
    if (compared && earlier.silent.length > 0 && !wasSilent(tiers))
        lines.push(`what earlier runs left in ${earlier.silent.join(' and ')} cannot be read`);
    return lines;
}
const REFUSALS = {
    otherScope: { cause: 'other-scope', what: 'stored in a trust scope that this run does not read' },
    unsigned: { cause: 'unsigned', what: 'stored unsigned, or signed with another key' },
    corrupt: { cause: 'corrupt', what: 'damaged where stored' },
};
function refused(tiers, field, texts) {
    if (certain(tiers, field) < texts.misses)
        return undefined;
    return { sentence: `${missing(texts, 'vector')} ${was(texts.misses)} ${REFUSALS[field].what}` };
}
/** How many misses are certainly due to entries that were refused: a lower tier may have had some of those all the same. */
function certain(tiers, field) {
    return tiers.reduce((sure, tier) => Math.max(sure - tier.found, tier[field] ?? 0), 0);
}
/** Tiers that outlive a run. */
function lasting(tiers) {
    return tiers.filter(({ name }) => name !== 'scratch');
}
function wasSilent(tiers) {
    return lasting(tiers).some(({ unanswered = 0 }) => unanswered > 0);
}
function silence({ name, changes, failedCalls, lastFailure }) {
    const pause = changes.find(({ of, state }) => of === 'lookups' && state === 'open');
    const reason = pause?.reason ?? lastFailure;
    return `${theTier(name)} ${failedCalls > 0 ? 'gave no answer' : 'was paused'}${reason ? ` (${reason.replace(/\s+/g, ' ').replace(/\.+$/, '')})` : ''}`;
}
function listed(tiers) {
    return lasting(tiers)
        .map(({ name }) => theTier(name))
        .join(' and ');
}
function theTier(name) {
    return name === 'redis' ? name : `the ${name}`;
}
/** `all 12 texts`, `3 of 12 texts`, `the only text`. */
function missing({ misses, unique }, noun) {
    if (misses < unique)
        return `${(0,wording/* count */.U9)(misses)} of ${(0,wording/* counted */.hS)(unique, noun)}`;
    return unique === 1 ? `the only ${noun}` : `all ${(0,wording/* counted */.hS)(unique, noun)}`;
}
/** `had none of the 12 vectors`, since who did not have all 12 may have had some. */
function lacked({ misses, unique }) {
    if (misses === unique && unique > 1)
        return `had none of the ${(0,wording/* counted */.hS)(unique, 'vector')}`;
    return `did not have ${missing({ misses, unique }, 'vector')}`;
}
function is(number) {
    return number === 1 ? 'is' : 'are';
}
function was(number) {
    return number === 1 ? 'was' : 'were';
}
function ago({ at }, now) {
    return `${(0,wording/* span */.Ln)((now - at) / 1000)} ago`;
}
function moment({ at }) {
    return new Date(at).toISOString();
}

;// CONCATENATED MODULE: ./src/explanation/explain-run.ts




/**
 * Says why texts were misses, compared with what earlier runs on this corpus left in the ledgers; then leaves there what this
 * run was. Ledgers are read only if something was missing. Never fails a run.
 * @returns undefined if nothing was missing
 */
async function explainRun(inputs, { model, ledgers, tiers, facts, texts, project }) {
    const names = { corpus: corpusIdentity(inputs, project), fingerprint: model.fingerprint };
    const parts = (0,contract_parts/* partsOf */.CI)(model.contract);
    const now = Date.now();
    const earlier = facts.misses > 0 ? await readEarlierRuns(ledgers, names) : undefined;
    await leaveTrace(ledgers, tiers, names, {
        at: now,
        texts: facts.unique,
        digest: texts.digest,
        sample: texts.sample,
        ttlSeconds: inputs.redisTtl,
        parts,
        contractKnownBy: earlier?.contractKnownBy,
    });
    if (!earlier)
        return undefined;
    return explain({
        cacheMode: inputs.cacheMode,
        fingerprint: model.fingerprint,
        parts,
        texts: facts,
        tiers,
        digest: texts.digest,
        missed: texts.missed,
        earlier,
        now,
    });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
;// CONCATENATED MODULE: ./src/output/output.ts

/** The last line of defence against a vector that is lost on the way: lines in are rows out, or the run fails. */
function checkRows(rows, records) {
    if (rows !== records) {
        throw new errors/* OutputError */.u7(`${records} records were read and ${rows} rows written. This is a fault of embed-once: please report it.`);
    }
}

// EXTERNAL MODULE: ./src/output/partial-file.ts + 1 modules
var partial_file = __nccwpck_require__(33425);
;// CONCATENATED MODULE: ./src/output/json.ts



/** One JSON object, from the hex SHA-256 of each text to `{"text", "vector"}`: each text once, an entry a line. */
class JsonOutput {
    file;
    rows = 0;
    entries = 0;
    constructor(file) {
        this.file = file;
    }
    static async open(path) {
        return new JsonOutput(await partial_file/* PartialFile */.A.open(path));
    }
    async write({ records, keys, vectors, firsts }) {
        for (const [index, record] of records.entries()) {
            this.rows++;
            if (!firsts[index])
                continue;
            const name = (0,text_key/* hexTextKey */.eg)(keys[index]);
            const open = this.entries++ === 0 ? '{' : ',';
            this.file.text(`${open}\n"${name}": {"text": ${JSON.stringify(record.text)}, "vector": [`);
            this.file.components(vectors[index]);
            this.file.text(']}');
            if (this.file.full)
                await this.file.flush();
        }
    }
    async finish(records) {
        checkRows(this.rows, records);
        this.file.text(this.entries === 0 ? '{}\n' : '\n}\n');
        return { format: 'json', files: [await this.file.finish()], rows: this.rows };
    }
    async discard() {
        await this.file.discard();
    }
}

;// CONCATENATED MODULE: ./src/corpus/record.ts
/** The record's id; a record without one is named by its place. */
function recordId(record) {
    return record.id ?? `${record.source}:${record.line}`;
}
/** Gives ids as JSON strings, quoting what all records of a source share only once. */
function idQuoter() {
    let source;
    let quoted = '';
    return (record) => {
        if (record.id !== undefined)
            return JSON.stringify(record.id);
        if (record.source !== source) {
            source = record.source;
            quoted = JSON.stringify(source).slice(0, -1);
        }
        return `${quoted}:${record.line}"`;
    };
}

;// CONCATENATED MODULE: ./src/output/jsonl.ts



/** One JSON object a record, in corpus order: `{"id", "text", "metadata"?, "vector"}`. */
class JsonlOutput {
    file;
    rows = 0;
    constructor(file) {
        this.file = file;
    }
    static async open(path) {
        return new JsonlOutput(await partial_file/* PartialFile */.A.open(path));
    }
    async write({ records, vectors }) {
        for (const [index, record] of records.entries()) {
            this.rows++;
            const metadata = record.metadata ? `"metadata":${JSON.stringify(record.metadata)},` : '';
            this.file.text(`{"id":${JSON.stringify(recordId(record))},"text":${JSON.stringify(record.text)},${metadata}"vector":[`);
            this.file.components(vectors[index]);
            this.file.text(']}\n');
            if (this.file.full)
                await this.file.flush();
        }
    }
    async finish(records) {
        checkRows(this.rows, records);
        return { format: 'jsonl', files: [await this.file.finish()], rows: this.rows };
    }
    async discard() {
        await this.file.discard();
    }
}

;// CONCATENATED MODULE: ./src/output/npy.ts



/** Room for the header, so that the number of rows can be filled in at the end. A multiple of 64, as the format asks. */
const HEADER_BYTES = 128;
/**
 * A float32 matrix `[records, dimensions]` in NumPy's own format, version 1.0, and beside it `<name>.ids.jsonl`: a line
 * with the id, as a JSON string, for each row.
 */
class NpyOutput {
    matrix;
    ids;
    dimensions;
    rows = 0;
    quotedId = idQuoter();
    constructor(matrix, ids, dimensions) {
        this.matrix = matrix;
        this.ids = ids;
        this.dimensions = dimensions;
    }
    static async open(path, dimensions) {
        const matrix = await partial_file/* PartialFile */.A.open(path);
        const ids = await partial_file/* PartialFile */.A.open(idsFile(path));
        matrix.raw(npyHeader(0, dimensions));
        return new NpyOutput(matrix, ids, dimensions);
    }
    async write({ records, vectors }) {
        let lines = '';
        for (const run of contiguousRuns(vectors))
            await this.matrix.lasting(run);
        for (const record of records)
            lines += `${this.quotedId(record)}\n`;
        this.ids.text(lines);
        if (this.ids.full)
            await this.ids.flush();
        this.rows += records.length;
    }
    async finish(records) {
        checkRows(this.rows, records);
        await this.matrix.patch(npyHeader(this.rows, this.dimensions), 0);
        const ids = await this.ids.finish();
        return { format: 'npy', files: [await this.matrix.finish(), ids], rows: this.rows };
    }
    async discard() {
        await Promise.all([this.matrix.discard(), this.ids.discard()]);
    }
}
/** The bytes of vectors, in as few pieces as they lie in memory: those of one lookup mostly lie side by side. */
function* contiguousRuns(vectors) {
    for (let from = 0; from < vectors.length;) {
        const { buffer, byteOffset, byteLength } = vectors[from];
        let to = from + 1;
        while (to < vectors.length) {
            const next = vectors[to];
            if (next.buffer !== buffer || next.byteOffset !== byteOffset + (to - from) * byteLength)
                break;
            to++;
        }
        yield new Uint8Array(buffer, byteOffset, (to - from) * byteLength);
        from = to;
    }
}
/** `embeddings.npy` → `embeddings.ids.jsonl`. */
function idsFile(path) {
    return `${path.replace(/\.npy$/, '')}.ids.jsonl`;
}
/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, format version 1.0. */
function npyHeader(rows, columns) {
    const header = Buffer.alloc(HEADER_BYTES, ' ');
    header.write('\x93NUMPY\x01\x00', 0, 'latin1');
    header.writeUInt16LE(HEADER_BYTES - 10, 8);
    header.write(`{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`, 10, 'latin1');
    header.write('\n', HEADER_BYTES - 1, 'latin1');
    return header;
}

;// CONCATENATED MODULE: ./src/output/open.ts






const EXTENSIONS = {
    '.json': 'json',
    '.jsonl': 'jsonl',
    '.ndjson': 'jsonl',
    '.npy': 'npy',
};
/**
 * The only place that decides how output is written.
 * @throws InputError if the format cannot be told; OutputError if the file cannot be made
 */
async function openOutput(inputs, dimensions) {
    const format = inputs.outputFormat === 'auto' ? EXTENSIONS[external_node_path_default().extname(inputs.output)] : inputs.outputFormat;
    switch (format) {
        case 'json':
            return JsonOutput.open(inputs.output);
        case 'jsonl':
            return JsonlOutput.open(inputs.output);
        case 'npy':
            return NpyOutput.open(inputs.output, dimensions);
        case 'none':
            return new NoOutput();
        default:
            throw new errors/* InputError */.dz([
                `output-format: cannot tell it from ${inputs.output}. End output with ${Object.keys(EXTENSIONS).join(', ')}, or set output-format.`,
            ]);
    }
}
/** The vectors are only stored in the tiers. */
class NoOutput {
    rows = 0;
    async write(window) {
        this.rows += window.records.length;
    }
    async finish(records) {
        checkRows(this.rows, records);
        return { format: 'none', files: [], rows: this.rows };
    }
    async discard() { }
}

// EXTERNAL MODULE: ./src/plan/foresee.ts
var foresee = __nccwpck_require__(44894);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
;// CONCATENATED MODULE: ./src/report/decision-log.ts



/**
 * The only place that decides whether decisions are logged.
 * @param warn told once if the log cannot be written to its end: what a run decides is worth less than the run
 * @throws InputError if the file cannot be written at all
 */
async function openDecisionLog(inputs, warn) {
    const file = inputs.decisionLog;
    if (file === '')
        return NO_LOG;
    try {
        await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
        return new FileDecisionLog(inputs, await (0,promises_.open)(file, 'w'), warn);
    }
    catch (error) {
        throw new errors/* InputError */.dz([`decision-log: cannot write ${file}: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
    }
}
const NO_LOG = { async write() { }, async close() { } };
/** A window's lines are written with one call before the next window is taken, so that a killed run leaves whole lines. */
class FileDecisionLog {
    inputs;
    handle;
    warn;
    windows = 0;
    /** Bytes, all of whole lines. */
    written = 0;
    failed = false;
    constructor(inputs, handle, warn) {
        this.inputs = inputs;
        this.handle = handle;
        this.warn = warn;
    }
    async write(window) {
        if (this.failed)
            return;
        const decided = { number: ++this.windows, time: new Date().toISOString(), cacheMode: this.inputs.cacheMode };
        const lines = decisionLines(window, decided, this.inputs.decisionLogDetail === 'record');
        const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        try {
            await this.handle.appendFile(bytes);
            this.written += bytes.length;
        }
        catch (error) {
            this.failed = true;
            // Part of the last lines may have been written.
            await this.handle.truncate(this.written).catch(() => { });
            this.warn(`decision-log: ${this.inputs.decisionLog} ends after ${this.windows - 1} windows: ${(0,errors/* messageOf */.bD)(error)}. The run goes on without it.`);
        }
    }
    async close() {
        // Some file systems tell only now that a disk is full.
        await this.handle
            .close()
            .catch((error) => this.warn(`decision-log: ${this.inputs.decisionLog}: ${(0,errors/* messageOf */.bD)(error)}`));
    }
}
/** A line for the window and, if asked for, one for each of its records. Never a text, nor an id, which may be one. */
function decisionLines(window, decided, ofRecords) {
    const { records, keys, firsts } = window;
    const trace = window.trace ?? NO_TRACE;
    const hits = {};
    let [texts, misses, sharedByOthers] = [0, 0, 0];
    const reason = missReason(trace, decided.cacheMode);
    const lines = [];
    for (const [index, record] of records.entries()) {
        const tier = trace.origins[index];
        const verdict = !firsts[index] ? 'repeated' : tier ? 'hit' : 'miss';
        const byOthers = trace.byOthers.has(index);
        if (verdict !== 'repeated')
            texts++;
        if (verdict === 'hit')
            hits[tier] = (hits[tier] ?? 0) + 1;
        if (verdict === 'miss')
            misses++;
        if (verdict === 'miss' && byOthers)
            sharedByOthers++;
        if (!ofRecords)
            continue;
        lines.push({
            time: decided.time,
            window: decided.number,
            record: `${record.source}:${record.line}`,
            key: keys[index],
            tier: verdict === 'hit' ? tier : null,
            verdict,
            reason: verdict === 'miss' ? (byOthers ? `${reason}; another run embedded it meanwhile` : reason) : REASONS[verdict],
        });
    }
    const [first, last] = [records[0], records.at(-1)];
    return [
        {
            time: decided.time,
            window: decided.number,
            first: first && `${first.source}:${first.line}`,
            last: last && `${last.source}:${last.line}`,
            records: records.length,
            texts,
            hits,
            misses,
            embedded: misses - sharedByOthers,
            sharedByOthers,
            corrupt: trace.corrupt,
            reason: misses === 0 ? REASONS.hit : reason,
        },
        ...lines,
    ];
}
const REASONS = { hit: 'found', repeated: 'the text of an earlier record of this run' };
const NO_TRACE = { origins: [], byOthers: new Set(), corrupt: 0, unanswered: [] };
/** Why texts of a window were misses, as far as that is known of the window: the tiers count, and do not name, bad entries. */
function missReason({ unanswered, corrupt }, cacheMode) {
    if (cacheMode === 'off' || cacheMode === 'recache')
        return `cache-mode is ${cacheMode}: not looked up`;
    const parts = ['in no tier'];
    if (unanswered.length > 0)
        parts.push(`no answer from ${unanswered.join(' and ')}`);
    if (corrupt > 0)
        parts.push(`bad entries in this window: ${corrupt}`);
    return parts.join('; ');
}

// EXTERNAL MODULE: ./src/report/show-progress.ts + 1 modules
var show_progress = __nccwpck_require__(66555);
// EXTERNAL MODULE: ./src/session.ts + 31 modules
var src_session = __nccwpck_require__(46951);
;// CONCATENATED MODULE: ./src/validation/exact.ts
/** Compares the query with every vector, in this process. */
class ExactKnn {
    vectors;
    engine = 'exact';
    constructor(vectors) {
        this.vectors = vectors;
    }
    async search(query, k) {
        return this.vectors
            .map((vector, position) => ({ position, similarity: cosine(query, vector) }))
            .sort((a, b) => b.similarity - a.similarity || a.position - b.position)
            .slice(0, k);
    }
    async close() { }
}
/** Cosine similarity; 0 where a vector is zero and so has no direction. */
function cosine(a, b) {
    let dot = 0;
    let squaresOfA = 0;
    let squaresOfB = 0;
    for (let at = 0; at < a.length; at++) {
        const [x, y] = [a[at], b[at]];
        dot += x * y;
        squaresOfA += x * x;
        squaresOfB += y * y;
    }
    return squaresOfA === 0 || squaresOfB === 0 ? 0 : dot / Math.sqrt(squaresOfA * squaresOfB);
}

;// CONCATENATED MODULE: ./src/validation/knn.ts

/** The only place that decides which engine answers. */
async function openKnn(engine, vectors) {
    switch (engine) {
        case 'auto':
        case 'exact':
            return new ExactKnn(vectors);
    }
}

;// CONCATENATED MODULE: ./src/validation/gate.ts



/**
 * Judges present vectors: each must have, among all approved vectors, that of its own text as the nearest, and at least
 * `validation-threshold` similar to it.
 * @throws InputError if the golden set has no approved vectors yet, or of other dimensions
 */
async function validate(golden, present, inputs) {
    const approved = approvedVectors(golden, present, inputs.goldenSet);
    const knn = await openKnn(inputs.validationEngine, approved);
    const drifted = [];
    const similarities = [];
    try {
        for (const [position, { name, text }] of golden.entries()) {
            const vector = present.vectors.get(text);
            const similarity = cosine(vector, approved[position]);
            similarities.push(similarity);
            const [nearest] = await knn.search(vector, 1);
            const reason = driftReason(position, similarity, nearest, inputs.validationThreshold);
            if (!nearest || !reason)
                continue;
            const found = golden[nearest.position].name;
            drifted.push({ name, text, similarity, nearest: found, nearestSimilarity: nearest.similarity, reason });
        }
    }
    finally {
        await knn.close();
    }
    return {
        passed: drifted.length === 0,
        engine: knn.engine,
        threshold: inputs.validationThreshold,
        texts: golden.length,
        similarity: {
            min: Math.min(...similarities),
            mean: similarities.reduce((sum, similarity) => sum + similarity, 0) / similarities.length,
        },
        drifted: drifted.sort((a, b) => a.similarity - b.similarity),
        notInCorpus: present.notInCorpus,
        otherContract: golden.some((entry) => entry.approved?.fingerprint !== present.fingerprint),
    };
}
function approvedVectors(golden, present, file) {
    const unapproved = golden.filter(({ approved }) => !approved);
    if (unapproved.length > 0) {
        throw new errors/* InputError */.dz([
            `golden-set: ${unapproved.length} of ${golden.length} texts in ${file} have no approved vector, ${unapproved[0]?.name} first. Run mode golden with this golden-set to approve the present vectors.`,
        ]);
    }
    const dimensions = present.vectors.values().next().value?.length;
    const other = golden.find(({ approved }) => approved?.vector.length !== dimensions);
    if (other) {
        throw new errors/* InputError */.dz([
            `golden-set: ${other.name} in ${file} was approved with ${other.approved?.vector.length} dimensions, and the model gives ${dimensions}: vectors of different length cannot be compared. Run mode golden to approve this model.`,
        ]);
    }
    return golden.map(({ approved }) => approved?.vector);
}
function driftReason(position, similarity, nearest, threshold) {
    if (!(similarity >= threshold))
        return `similarity ${similarity.toFixed(4)} is below ${threshold}`;
    // A twin with the very same approved vector is as good an answer as the text itself.
    if (nearest && nearest.position !== position && nearest.similarity > similarity)
        return 'another golden text is nearer';
    return undefined;
}

// EXTERNAL MODULE: ./src/validation/golden-set.ts
var golden_set = __nccwpck_require__(17691);
// EXTERNAL MODULE: ./src/validation/golden-vectors.ts
var golden_vectors = __nccwpck_require__(52343);
;// CONCATENATED MODULE: ./src/run.ts











/** One run: reads the corpus, finds or computes each vector, writes them all, and asks whether they are as approved. */
async function run(inputs, surroundings) {
    const golden = inputs.goldenSet === '' ? [] : await (0,golden_set/* readGoldenSet */.a)(inputs.goldenSet);
    const session = await (0,src_session/* openSession */.f)(inputs, surroundings);
    let decisions;
    try {
        const foreseen = await (0,foresee/* foresee */.S)(inputs, session);
        const plan = foreseen && { plan: foreseen.plan };
        if (foreseen?.plan.refusal !== undefined) {
            await session.close();
            return session.report({ corpus: foreseen.corpus, ...plan }, foreseen);
        }
        decisions = await openDecisionLog(inputs, session.warn);
        const corpus = await (0,read/* openCorpus */.t)(inputs, session.warn);
        const resolver = session.resolver(true);
        const present = new golden_vectors/* GoldenVectors */.G(golden);
        const stopProgress = (0,show_progress/* showProgress */.R)(inputs, surroundings.platform, () => ({
            corpus: corpus.facts,
            texts: resolver.facts,
        }));
        const output = await writeVectors(inputs, session, corpus, resolver, async (window) => {
            present.take(window);
            await decisions?.write(window);
        }).finally(stopProgress);
        if (corpus.facts.skipped > 0)
            session.warn(skippedWarning(corpus));
        const { facts, texts } = resolver;
        const explanation = await explainRun(inputs, { ...session, facts, texts, project: surroundings.platform.project });
        const validation = golden.length > 0 ? await judge(golden, present, session, inputs) : undefined;
        await session.close();
        const more = { ...(explanation && { explanation }), ...(validation && { validation }), ...plan };
        return session.report({ corpus: corpus.facts, output, ...more }, resolver);
    }
    finally {
        await decisions?.close();
        await session.close();
    }
}
/** Sends every record's vector to the output, in order. The output stands under its name only if none is missing. */
async function writeVectors(inputs, session, corpus, resolver, seen) {
    const output = await openOutput(inputs, session.model.contract.dimensions);
    try {
        for await (const window of resolver.resolve(corpus.records())) {
            await seen(window);
            await output.write(window);
        }
        await session.endIfInterrupted();
        return await output.finish(corpus.facts.records);
    }
    catch (error) {
        await output.discard();
        throw error;
    }
}
async function judge(golden, present, session, inputs) {
    const notInCorpus = present.missing().map(({ name }) => name);
    if (notInCorpus.length > 0)
        session.warn(notInCorpusWarning(notInCorpus, golden.length));
    const vectors = await present.complete(session.resolver());
    await session.endIfInterrupted();
    return validate(golden, { fingerprint: session.model.fingerprint, vectors, notInCorpus }, inputs);
}
function notInCorpusWarning(names, total) {
    return `${names.length} of ${total} golden texts are no longer in the corpus: ${names.join(', ')}. They are judged all the same; take them out of the golden set if they are gone for good.`;
}
function skippedWarning({ facts }) {
    const examples = facts.skippedExamples.map(({ position, reason }) => `\n  ${position.source}:${position.line}: ${reason}`);
    const more = facts.skipped - examples.length;
    return `${(0,wording/* counted */.hS)(facts.skipped, 'record')} skipped, without a vector:${examples.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}


/***/ }),

/***/ 46951:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  l: () => (/* binding */ identify),
  f: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/audit/use-ledger.ts
var use_ledger = __nccwpck_require__(74468);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/trust-scope.ts
var trust_scope = __nccwpck_require__(70844);
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
;// CONCATENATED MODULE: ./src/cache/backlog.ts




const PREFIX = 'unpushed-';
/**
 * Text keys whose vectors a tier could not take, and is still to get: in files beside the runner cache that holds the vectors,
 * so that a later run can make up for it. A file is raw text keys, 32 bytes each; one that was cut off in the middle of a key
 * loses that key. Pushing a vector twice does no harm, so files of other runs are read without asking who they belong to.
 */
class Backlog {
    folder;
    target;
    found;
    keys = [];
    own;
    constructor(folder, target, found) {
        this.folder = folder;
        this.target = target;
        this.found = found;
    }
    /**
     * @param folder of one fingerprint in the runner cache
     * @param target names the tier that is to get them: a few characters that may stand in a file name
     */
    static async open(folder, target) {
        const names = await (0,promises_.readdir)(folder).catch(() => []);
        const found = names.filter((name) => name.startsWith(`${PREFIX}${target}-`)).map((name) => external_node_path_default().join(folder, name));
        const backlog = new Backlog(folder, target, found);
        for (const file of found)
            backlog.keys.push(...(await readKeys(file)));
        return backlog;
    }
    get size() {
        return this.keys.length;
    }
    /** Notes keys, at once and durably as far as the process goes. A folder that cannot be written loses them for later runs. */
    async add(keys) {
        this.keys.push(...keys);
        try {
            this.own ??= await this.create();
            await this.own.handle.appendFile(Buffer.concat(keys.map((key) => Buffer.from(key, 'base64url'))));
        }
        catch {
            // They stay in memory, and are pushed by this run if the tier comes back during it.
        }
    }
    /** The first keys, at most `count`. They stay until they are removed. */
    peek(count) {
        return this.keys.slice(0, count);
    }
    /** Takes away the first `count` keys. When none is left, the files go. */
    async remove(count) {
        this.keys.splice(0, count);
        if (this.keys.length > 0)
            return;
        await this.close();
        for (const file of [...this.found, ...(this.own ? [this.own.file] : [])])
            await (0,promises_.rm)(file, { force: true });
        this.own = undefined;
    }
    async close() {
        await this.own?.handle.close().catch(() => { });
    }
    async create() {
        await (0,promises_.mkdir)(this.folder, { recursive: true });
        const name = `${PREFIX}${this.target}-${process.pid}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
        const file = external_node_path_default().join(this.folder, name);
        return { file, handle: await (0,promises_.open)(file, 'ax') };
    }
}
async function readKeys(file) {
    const bytes = await (0,promises_.readFile)(file).catch(() => Buffer.alloc(0));
    const keys = [];
    for (let at = 0; at + text_key/* TEXT_KEY_BYTES */.Q_ <= bytes.length; at += text_key/* TEXT_KEY_BYTES */.Q_) {
        keys.push(bytes.toString('base64url', at, at + text_key/* TEXT_KEY_BYTES */.Q_));
    }
    return keys;
}

;// CONCATENATED MODULE: ./src/cache/breaker.ts
const BREAKER_SETTINGS = {
    window: 20,
    minimumCalls: 3,
    failureRate: 0.5,
    pause: 1_000,
    longestPause: 30_000,
};
/**
 * Keeps a run from waiting for a tier that does not work. Closed, calls go through. Open, none does. When its pause is over
 * one probe may go, half-open: if that succeeds it closes, else it opens for twice as long.
 *
 * It knows no clock: whoever asks gives the time.
 */
class Breaker {
    changed;
    settings;
    state = 'closed';
    /** Whether each of the last calls failed. */
    recent = [];
    openedAt = 0;
    pause;
    constructor(changed, settings) {
        this.changed = changed;
        this.settings = settings;
        this.pause = settings.pause;
    }
    /** Whether calls go through. */
    get closed() {
        return this.state === 'closed';
    }
    /** Whether a probe is due. Asking takes it: the next one is due only after `probed`. */
    takeProbe(now) {
        if (this.state !== 'open' || now - this.openedAt < this.pause)
            return false;
        this.become('half-open', `open for ${this.pause / 1000} s, asking again`);
        return true;
    }
    probed(now, failure) {
        if (this.state !== 'half-open')
            return;
        if (failure === undefined) {
            this.recent = [];
            this.pause = this.settings.pause;
            this.become('closed', 'it answers again');
        }
        else {
            this.pause = Math.min(this.pause * 2, this.settings.longestPause);
            this.open(now, failure);
        }
    }
    succeeded() {
        this.note(false);
    }
    failed(now, failure) {
        this.note(true);
        if (this.state !== 'closed' || this.recent.length < this.settings.minimumCalls)
            return;
        const failures = this.recent.filter(Boolean).length;
        if (failures / this.recent.length < this.settings.failureRate)
            return;
        this.open(now, `${failures} of the last ${this.recent.length} calls failed, the last with: ${failure}`);
    }
    /** Opens whatever the rate: there is no connection, or the tier costs more than it saves. */
    trip(now, reason) {
        if (this.state === 'closed')
            this.open(now, reason);
    }
    open(now, reason) {
        this.openedAt = now;
        this.become('open', reason);
    }
    note(failed) {
        this.recent.push(failed);
        if (this.recent.length > this.settings.window)
            this.recent.shift();
    }
    become(state, reason) {
        this.state = state;
        this.changed({ state, reason });
    }
}

// EXTERNAL MODULE: ./src/cache/folder-ledger.ts
var folder_ledger = __nccwpck_require__(25232);
;// CONCATENATED MODULE: ./src/cache/guarded-tier.ts


/** Lookups are compared with embedding only over as many as this: the first ones are slow everywhere. */
const COST_CALLS = 8;
/**
 * Stands before a tier so that it is never in the way: what fails too often, or costs more than it saves, is paused, asked
 * again in the background, and taken back when it answers.
 */
class GuardedTier {
    tier;
    options;
    facts;
    breakers;
    started;
    connection;
    /** Aborted at the end, if something is on trial then. */
    abandoned = new AbortController();
    /** What only the tier's future depends on: connections being made, and probes. */
    onTrial = new Set();
    /** Of the last lookups: ms for each text, with what else was under way at the time taken into account. */
    costs = [];
    underWay = 0;
    closed = false;
    constructor(tier, options) {
        this.tier = tier;
        this.options = options;
        const { name, location } = tier;
        this.started = options.now();
        this.facts = {
            name,
            location,
            asked: 0,
            found: 0,
            corrupt: 0,
            unsigned: 0,
            written: 0,
            adopted: 0,
            lookupMs: 0,
            writeMs: 0,
            failedCalls: 0,
            missed: 0,
            madeUp: 0,
            changes: [],
        };
        this.breakers = { lookups: this.breakerOf('lookups'), writes: this.breakerOf('writes') };
    }
    /** Begins to connect, so that this overlaps with what else a run does first. */
    connect() {
        if (this.connection)
            return;
        this.connection = this.tier.open(this.abandoned.signal);
        void this.track(this.connection);
    }
    /** Opens it now. @returns whether that worked */
    async opens() {
        this.connect();
        try {
            await this.connection;
            return true;
        }
        catch (error) {
            this.unreachable(error);
            return false;
        }
    }
    /** Whether a lookup or a write would be tried now. */
    get inUse() {
        return this.breakers.lookups.closed || this.breakers.writes.closed;
    }
    /** Whether a write would be tried now. */
    get takesWrites() {
        return this.tier.write && this.breakers.writes.closed;
    }
    /**
     * @param again for keys that this run has asked for before: they are not counted a second time
     * @returns undefined if the tier is not to be asked, or could not answer
     */
    async lookUp(keys, again = false) {
        if (!this.tier.read || !this.ready('lookups', (cache) => cache.getMany(keys.slice(0, 1))))
            return undefined;
        const started = this.options.now();
        this.underWay++;
        const lookup = await this.attempt('lookups', (cache) => cache.getMany(keys));
        const elapsed = this.options.now() - started;
        this.facts.lookupMs += elapsed;
        if (lookup)
            this.weigh(elapsed / this.underWay / keys.length);
        this.underWay--;
        if (lookup && !again) {
            this.facts.asked += keys.length;
            this.facts.found += lookup.vectors.reduce((count, vector) => count + (vector ? 1 : 0), 0);
            this.facts.corrupt += lookup.corrupt;
            this.facts.unsigned += lookup.unsigned ?? 0;
        }
        return lookup;
    }
    /** @returns undefined if the tier may not be written to, or did not take them */
    async write(entries, replace) {
        if (!this.tier.write || !this.ready('writes', (cache) => cache.putMany(entries.slice(0, 1))))
            return undefined;
        const started = this.options.now();
        const stored = await this.attempt('writes', (cache) => cache.putMany(entries, replace));
        this.facts.writeMs += this.options.now() - started;
        if (stored) {
            this.facts.written += stored.written;
            this.facts.adopted += stored.adopted.size;
        }
        return stored;
    }
    /** Does not wait for a tier that is still to show whether it works: a run that has ended has no use for it. */
    async close() {
        this.closed = true;
        if (this.onTrial.size > 0)
            this.abandoned.abort(new Error('the run ended before it answered'));
        await Promise.all(this.onTrial);
        const cache = await this.connection?.catch(() => undefined);
        try {
            await cache?.close();
        }
        catch (error) {
            this.noteFailure(error);
        }
    }
    noteFailure(error) {
        this.facts.failedCalls++;
        this.facts.lastFailure = (0,errors/* messageOf */.bD)(error);
    }
    ready(of, probe) {
        const breaker = this.breakers[of];
        if (breaker.closed)
            return true;
        if (!this.closed && breaker.takeProbe(this.options.now()))
            void this.track(this.probe(breaker, probe));
        return false;
    }
    /** Its failure is for whoever awaits it himself. */
    async track(trial) {
        const settled = trial.catch(() => { });
        this.onTrial.add(settled);
        await settled;
        this.onTrial.delete(settled);
    }
    /** In the background: whoever asked meanwhile was told that the tier is paused. */
    async probe(breaker, call) {
        try {
            this.connect();
            await call(await this.connection);
            breaker.probed(this.options.now());
            this.options.recovered(this.facts);
        }
        catch (error) {
            await this.disconnect();
            breaker.probed(this.options.now(), (0,errors/* messageOf */.bD)(error));
        }
    }
    async attempt(of, call) {
        this.connect();
        let cache;
        try {
            cache = await this.connection;
            if (cache.traffic)
                this.facts.traffic = cache.traffic;
        }
        catch (error) {
            this.unreachable(error);
            return undefined;
        }
        try {
            const result = await call(cache);
            this.breakers[of].succeeded();
            return result;
        }
        catch (error) {
            if (error instanceof errors/* CacheError */.xA && error.lost) {
                await this.disconnect();
                this.unreachable(error);
                return undefined;
            }
            this.noteFailure(error);
            const wasClosed = this.breakers[of].closed;
            this.breakers[of].failed(this.options.now(), (0,errors/* messageOf */.bD)(error));
            if (wasClosed && !this.breakers[of].closed) {
                await this.disconnect();
                this.options.failed(this.facts, error);
            }
            return undefined;
        }
    }
    /** No connection: neither lookups nor writes need to find that out for themselves. */
    unreachable(error) {
        const known = !this.breakers.lookups.closed && !this.breakers.writes.closed;
        this.connection = undefined;
        const now = this.options.now();
        for (const breaker of Object.values(this.breakers))
            breaker.trip(now, (0,errors/* messageOf */.bD)(error));
        if (known)
            return;
        this.noteFailure(error);
        this.options.failed(this.facts, error);
    }
    /** So that the next probe starts with a connection of its own: a lost or jammed one is of no more use. */
    async disconnect() {
        const { connection } = this;
        this.connection = undefined;
        const cache = await connection?.catch(() => undefined);
        // Not waited for: what is jammed closes slowly, too.
        cache?.close().catch(() => { });
    }
    /** Pauses lookups that cost more than embedding the same texts would. */
    weigh(cost) {
        this.costs.push(cost);
        if (this.costs.length < COST_CALLS)
            return;
        if (this.costs.length > COST_CALLS)
            this.costs.shift();
        const mean = this.costs.reduce((sum, one) => sum + one, 0) / COST_CALLS;
        const embedding = this.options.embeddingCost();
        if (embedding === undefined || mean <= embedding)
            return;
        this.costs = [];
        this.breakers.lookups.trip(this.options.now(), `a lookup takes ${mean.toFixed(2)} ms a text, and embedding ${embedding.toFixed(2)} ms`);
    }
    breakerOf(of) {
        return new Breaker(({ state, reason }) => {
            this.facts.changes.push({ at: Math.round(this.options.now() - this.started), of, state, reason });
        }, this.options.breaker ?? BREAKER_SETTINGS);
    }
}

;// CONCATENATED MODULE: ./src/cache/lease.ts
/** For a run that shares no tier. */
class NoLeases {
    shared = false;
    async acquire(keys) {
        return keys.map(() => true);
    }
    async release() { }
    async change() { }
    async close() { }
}

;// CONCATENATED MODULE: ./src/cache/memory.ts
/** Vectors of this process alone, the least recently used dropped first. For when no folder can be written. */
class MemoryCache {
    name = 'memory';
    vectors = new Map();
    capacity;
    /** @param maxBytes of vector components held */
    constructor(space, maxBytes = 64 * 2 ** 20) {
        this.capacity = Math.max(1, Math.floor(maxBytes / (space.dimensions * Float32Array.BYTES_PER_ELEMENT)));
    }
    async getMany(keys) {
        const vectors = keys.map((key) => {
            const vector = this.vectors.get(key);
            if (vector)
                this.touch(key, vector);
            return vector;
        });
        return { vectors, origins: vectors.map((vector) => vector && this.name), corrupt: 0 };
    }
    async putMany(entries, replace = false) {
        const adopted = new Map();
        let written = 0;
        for (const [position, { key, vector }] of entries.entries()) {
            const present = this.vectors.get(key);
            if (present && !replace) {
                adopted.set(position, present);
                continue;
            }
            // A copy: the caller's may be a view that keeps a whole window alive.
            this.touch(key, vector.slice());
            written++;
            if (this.vectors.size > this.capacity)
                this.vectors.delete(this.vectors.keys().next().value);
        }
        return { written, adopted };
    }
    async close() {
        this.vectors.clear();
    }
    touch(key, vector) {
        this.vectors.delete(key);
        this.vectors.set(key, vector);
    }
}

// EXTERNAL MODULE: ./src/cache/redis-files.ts
var redis_files = __nccwpck_require__(69107);
// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __nccwpck_require__(41989);
// EXTERNAL MODULE: ./src/cache/runner.ts + 1 modules
var cache_runner = __nccwpck_require__(97143);
// EXTERNAL MODULE: ./src/cache/vector-cache.ts
var vector_cache = __nccwpck_require__(18844);
;// CONCATENATED MODULE: ./src/cache/tiered.ts

/** Entries that are read from one tier and written to another at a time, when what was missed is made up for. */
const PUSHED_AT_ONCE = 512;
/**
 * A chain of tiers, asked in order, that is itself a tier. What a lower tier had is promoted to those above it. A tier that
 * fails is passed over, and is never the reason that a vector is missing or late.
 */
class TieredCache {
    tiers;
    arrears;
    name = 'tiers';
    promotions = Promise.resolve();
    pushing;
    constructor(tiers, arrears) {
        this.tiers = tiers;
        this.arrears = arrears;
        this.pushArrears();
    }
    get facts() {
        return this.tiers.map(({ facts }) => facts);
    }
    async getMany(keys) {
        return this.lookUp(keys, false);
    }
    /** The same for keys that were misses before; what this run asks again does not count again. */
    async getAgain(keys) {
        return this.lookUp(keys, true);
    }
    async lookUp(keys, again) {
        const { vectors, origins } = (0,vector_cache/* allMisses */.K)(keys.length);
        let [corrupt, unsigned] = [0, 0];
        const unanswered = [];
        let missing = keys.map((_, position) => position);
        for (const [level, tier] of this.tiers.entries()) {
            if (missing.length === 0)
                break;
            const asked = missing;
            const wanted = asked.length === keys.length ? keys : asked.map((position) => keys[position]);
            const lookup = await tier.lookUp(wanted, again);
            if (!lookup) {
                if (tier.tier.read)
                    unanswered.push(tier.facts.name);
                if (tier.tier.read && !again)
                    tier.facts.unanswered = (tier.facts.unanswered ?? 0) + asked.length;
                continue;
            }
            const found = [];
            missing = [];
            for (let index = 0; index < asked.length; index++) {
                const position = asked[index];
                const vector = lookup.vectors[index];
                vectors[position] = vector;
                origins[position] = lookup.origins[index];
                if (vector)
                    found.push(position);
                else
                    missing.push(position);
            }
            corrupt += lookup.corrupt;
            unsigned += lookup.unsigned ?? 0;
            if (level > 0 && found.length > 0) {
                const entries = found.map((position) => ({
                    key: keys[position],
                    vector: vectors[position],
                }));
                await this.promote(level, entries);
            }
        }
        return { vectors, origins, corrupt, unsigned, ...(unanswered.length > 0 && { unanswered }) };
    }
    async putMany(entries, replace) {
        const stored = await this.store(entries, this.tiers, (tier, missed) => this.note(tier, missed), replace);
        this.pushArrears();
        return stored;
    }
    /** Closes every tier, also those that failed: their connections would keep the process. */
    async close() {
        const done = await Promise.allSettled([this.promotions, this.pushing]);
        // What is left is pushed now if that is possible; else the next run finds it in the backlog.
        this.pushArrears();
        done.push(...(await Promise.allSettled([this.pushing])));
        done.push(...(await Promise.allSettled(this.tiers.map((tier) => tier.close()))));
        await this.arrears?.backlog.close();
        for (const result of done)
            if (result.status === 'rejected')
                throw result.reason;
    }
    /** Puts what tier `level` had into the tiers above it, while the run goes on; at most one promotion at a time. */
    async promote(level, found) {
        await this.promotions;
        // A promotion that fails is no loss: the next run that finds the vector down here tries again.
        this.promotions = this.store(found, this.tiers.slice(0, level));
        // Only a failure that is to end the run comes out of store(), and whoever waits next sees it.
        this.promotions.catch(() => { });
    }
    /** Writes to tiers in order, so that a vector adopted from one is the one that the next gets. */
    async store(entries, tiers, missed, replace) {
        const current = [...entries];
        const adopted = new Map();
        let written = 0;
        for (const tier of tiers) {
            if (!tier.tier.write)
                continue;
            const stored = await tier.write(current, replace);
            if (!stored) {
                await missed?.(tier, current);
                continue;
            }
            written = Math.max(written, stored.written);
            for (const [position, vector] of stored.adopted) {
                current[position] = { key: current[position].key, vector };
                adopted.set(position, vector);
            }
        }
        return { written, adopted };
    }
    async note(tier, entries) {
        tier.facts.missed += entries.length;
        if (tier === this.arrears?.of)
            await this.arrears.backlog.add(entries.map(({ key }) => key));
    }
    /** Begins to push what is in arrears, unless that goes on already, or cannot be done now. */
    pushArrears() {
        if (!this.arrears?.of.takesWrites || this.arrears.backlog.size === 0)
            return;
        this.pushing ??= this.push(this.arrears).finally(() => {
            this.pushing = undefined;
        });
        this.pushing.catch(() => { });
    }
    async push({ of, from, backlog }) {
        while (of.takesWrites) {
            const keys = backlog.peek(PUSHED_AT_ONCE);
            if (keys.length === 0)
                return;
            const lookup = await from.lookUp(keys);
            if (!lookup)
                return;
            const entries = [];
            for (const [index, vector] of lookup.vectors.entries()) {
                if (vector)
                    entries.push({ key: keys[index], vector });
            }
            if (entries.length > 0 && !(await of.write(entries)))
                return;
            of.facts.madeUp += entries.length;
            await backlog.remove(keys.length);
        }
    }
}

;// CONCATENATED MODULE: ./src/cache/open.ts
















/**
 * The only place that decides which tiers a run has, and what it may do with each. A run in an untrusted scope first asks the
 * tiers of the trusted one, which it never writes to, and then its own; nothing is promoted from one scope to the other.
 * @param inputs with the folder of the runner cache in `runnerCachePath`, that of all scopes
 */
async function openCache(inputs, space, surroundings) {
    const rights = rightsOf(inputs.cacheMode);
    const { read, write } = rights;
    const own = { ...inputs, runnerCachePath: (0,trust_scope/* scopeFolder */.PM)(inputs.runnerCachePath, space.scope) };
    const link = (read || write) && inputs.redisUrl ? await linkOf(inputs) : undefined;
    const guard = (tier) => new GuardedTier(tier, guardOptions(inputs, surroundings));
    const tiers = [];
    let arrears;
    let leases = new NoLeases();
    const ledgers = [];
    if (read && space.scope !== undefined)
        tiers.push(...trustedTiers(inputs, space, link, surroundings).map(guard));
    const redis = link && guard(redisTier(inputs, space, link, rights));
    if (redis)
        tiers.push(redis);
    // So that connecting overlaps with what else a run does first.
    for (const tier of tiers)
        tier.connect();
    if (redis) {
        const { RedisLedger } = await Promise.all(/* import() */[__nccwpck_require__.e(62), __nccwpck_require__.e(891)]).then(__nccwpck_require__.bind(__nccwpck_require__, 90891));
        const shared = { ...link, prefix: inputs.redisPrefix };
        const scope = space.scope !== undefined && { scope: space.scope };
        ledgers.push(new RedisLedger({ ...shared, ...scope, writable: write, available: () => redis.inUse }));
        if (read && write) {
            const { RedisLeases } = await Promise.all(/* import() */[__nccwpck_require__.e(62), __nccwpck_require__.e(805)]).then(__nccwpck_require__.bind(__nccwpck_require__, 21805));
            leases = new RedisLeases(space, { ...shared, available: () => redis.takesWrites });
        }
    }
    if ((read || write) && inputs.runnerCache !== 'off') {
        const runner = guard(await runnerTier(own, space, rights, surroundings));
        tiers.push(runner);
        ledgers.push(new folder_ledger/* FolderLedger */.C(own.runnerCachePath, runner.tier.write));
        if ((await runner.opens()) && runner.tier.write && redis) {
            const folder = external_node_path_default().join(own.runnerCachePath, space.fingerprint);
            const backlog = await Backlog.open(folder, targetName(redis.tier.location, inputs.redisPrefix));
            arrears = { of: redis, from: runner, backlog };
        }
    }
    const remembers = tiers.some(({ tier, takesWrites }) => tier.name === 'runner cache' && read && takesWrites);
    if (!remembers)
        tiers.push(guard(scratchTier(space)));
    return { cache: new TieredCache(tiers, arrears), leases, ledgers };
}
const READ_ONLY = { read: true, write: false, overwrite: false };
function rightsOf(mode) {
    return {
        read: mode === 'read-write' || mode === 'read-only',
        write: mode === 'read-write' || mode === 'recache',
        overwrite: mode === 'recache',
    };
}
async function linkOf(inputs) {
    return { url: inputs.redisUrl, ...(await (0,redis_files/* readRedisFiles */.h)(inputs)) };
}
/** What a run in an untrusted scope sees of the trusted one: it can be read, and that is all. */
function trustedTiers(inputs, { scope: _, ...space }, link, { warn }) {
    const runner = `runner cache (${trust_scope/* TRUSTED */.Se})`;
    const location = inputs.runnerCachePath;
    const open = () => cache_runner/* RunnerCache */.d.open(location, space, { name: runner, write: false, warn });
    return [
        ...(link ? [redisTier(inputs, space, link, READ_ONLY, `redis (${trust_scope/* TRUSTED */.Se})`)] : []),
        ...(inputs.runnerCache === 'off' ? [] : [{ name: runner, location, read: true, write: false, open }]),
    ];
}
function redisTier(inputs, space, link, { read, write, overwrite }, name = 'redis') {
    return {
        name,
        location: (0,redis_url/* redisAddress */.e8)(inputs.redisUrl),
        read,
        write,
        async open(abandoned) {
            const { RedisCache } = await Promise.all(/* import() */[__nccwpck_require__.e(62), __nccwpck_require__.e(101)]).then(__nccwpck_require__.bind(__nccwpck_require__, 51101));
            // A run that may not write refreshes nothing either.
            const ttlSeconds = write ? inputs.redisTtl : 0;
            return RedisCache.open(space, { ...link, abandoned, name, prefix: inputs.redisPrefix, ttlSeconds, overwrite });
        },
    };
}
/** Opened at once: whether its folder can be written to decides what else a run needs. */
async function runnerTier(inputs, space, { read, write, overwrite }, { warn }) {
    const location = inputs.runnerCachePath;
    const openAgain = () => cache_runner/* RunnerCache */.d.open(location, space, { overwrite, write, warn, maxBytes: inputs.runnerCacheMaxSize });
    let first = openAgain();
    const writable = await first.then((cache) => cache.writable, () => write);
    if (write && !writable)
        warn(`${location} cannot be written to: its vectors are used, and none are added.`);
    const open = () => {
        const opening = first ?? openAgain();
        first = undefined;
        return opening;
    };
    return { name: 'runner cache', location, read, write: write && writable, open };
}
function guardOptions(inputs, { warn, info, embeddingCost }) {
    return {
        embeddingCost,
        now: () => performance.now(),
        // Who asked for the run to end wants no second try.
        ...(inputs.onCacheFailure === 'fail' && { breaker: { ...BREAKER_SETTINGS, minimumCalls: 1, failureRate: 0 } }),
        failed(tier, error) {
            if (inputs.onCacheFailure === 'fail')
                throw error;
            const reason = (0,errors/* messageOf */.bD)(error).replace(/\.+$/, '');
            warn(`${tier.name} is paused: ${reason}. The run goes on without it, and asks again later; no vector is lost.`);
        },
        recovered: (tier) => info(`${tier.name} answers again`),
    };
}
/** A name for one Redis and prefix that may stand in a file name. */
function targetName(location, prefix) {
    return (0,external_node_crypto_.createHash)('sha256').update(`${location} ${prefix}`).digest('hex').slice(0, 12);
}
/**
 * Where a run that may not keep its vectors finds those of texts that it meets again: a folder that goes with it, or
 * memory where no folder can be written.
 */
function scratchTier(space) {
    const name = 'scratch';
    return {
        name,
        location: 'of this run',
        read: true,
        write: true,
        async open() {
            try {
                const folder = await (0,promises_.mkdtemp)(external_node_path_default().join((0,external_node_os_.tmpdir)(), 'embed-once-'));
                const cache = await cache_runner/* RunnerCache */.d.open(folder, space, { name });
                const close = cache.close.bind(cache);
                cache.close = async () => {
                    await close();
                    await (0,promises_.rm)(folder, { recursive: true, force: true });
                };
                return cache;
            }
            catch {
                return new MemoryCache(space);
            }
        },
    };
}

// EXTERNAL MODULE: ./src/cache/signature.ts
var signature = __nccwpck_require__(12588);
;// CONCATENATED MODULE: ./src/cache/signing-key-file.ts



/**
 * The texts of the signing keys, from the input or from the file that it names; none where there is neither.
 * @throws InputError if the file cannot be read, or holds no key or a weak one
 */
async function readSigningKeys({ cacheSigningKey, cacheSigningKeyFile: file, }) {
    if (file === '')
        return cacheSigningKey;
    try {
        const keys = (0,signature/* keysIn */.q7)(await (0,promises_.readFile)(file, 'utf8'));
        if (keys.length === 0)
            throw new Error('it holds no key');
        return keys;
    }
    catch (error) {
        throw new errors/* InputError */.dz([`cache-signing-key-file: cannot use ${file}: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(78474);
;// CONCATENATED MODULE: external "node:readline"
const external_node_readline_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __nccwpck_require__(58500);
;// CONCATENATED MODULE: ./src/embedder/pooling.ts
/** Below this a vector has no direction that normalizing could keep (torch.nn.functional.normalize). */
const SMALLEST_NORM = 1e-12;
/**
 * Makes one vector of the hidden states of one text.
 * @param hidden `[batch, tokens, size]`, row by row
 * @param row which text of the batch
 * @param tokens length of the batch's sequences; `length` of this text's, which comes first, the rest being padding
 * @param target `[dimensions]`, where the vector goes
 */
function pool(hidden, shape, row, length, contract, target) {
    const start = row * shape.tokens * shape.size;
    const dimensions = target.length;
    if (contract.pooling === 'mean') {
        target.fill(0);
        for (let token = 0; token < length; token++) {
            const from = start + token * shape.size;
            for (let at = 0; at < dimensions; at++)
                target[at] = target[at] + hidden[from + at];
        }
        for (let at = 0; at < dimensions; at++)
            target[at] = target[at] / length;
    }
    else {
        const from = contract.pooling === 'cls' ? start : start + (length - 1) * shape.size;
        target.set(hidden.subarray(from, from + dimensions));
    }
    if (contract.normalize)
        normalize(target);
}
/** Scales a vector to length 1, in place. */
function normalize(vector) {
    let squares = 0;
    for (const component of vector)
        squares += component * component;
    const norm = Math.max(Math.sqrt(squares), SMALLEST_NORM);
    for (let at = 0; at < vector.length; at++)
        vector[at] = vector[at] / norm;
}

;// CONCATENATED MODULE: ./src/embedder/checked-vectors.ts


/**
 * What another program gave, as vectors: nothing of it is believed.
 * @param rows as parsed from its answer
 * @param who names the program in errors
 * @returns `[texts, dimensions]`, row by row
 * @throws ModelError if there are too few or too many, or one is not of the dimensions, not finite, or zero
 */
function checkedVectors(rows, expected, who) {
    const { texts, dimensions } = expected;
    if (!Array.isArray(rows))
        throw new errors/* ModelError */.me(`${who} answered without a list of vectors`);
    if (rows.length !== texts)
        throw new errors/* ModelError */.me(`${who} answered ${rows.length} vectors to ${texts} texts`);
    const vectors = new Float32Array(texts * dimensions);
    for (const [at, row] of rows.entries()) {
        const nth = `vector ${at + 1} of ${texts} that ${who} gave`;
        if (!Array.isArray(row))
            throw new errors/* ModelError */.me(`${nth} is not a list of numbers`);
        if (row.length !== dimensions) {
            throw new errors/* ModelError */.me(`${nth} has ${row.length} components, and dimensions says ${dimensions}. Set dimensions to ${row.length} if that is right.`);
        }
        const vector = vectors.subarray(at * dimensions, (at + 1) * dimensions);
        if (!row.every((component) => typeof component === 'number'))
            throw new errors/* ModelError */.me(`${nth} holds what is no number`);
        vector.set(row);
        if (!vector.every(Number.isFinite))
            throw new errors/* ModelError */.me(`${nth} is not finite`);
        if (!vector.some((component) => component !== 0))
            throw new errors/* ModelError */.me(`${nth} is zero`);
        if (expected.normalize)
            normalize(vector);
    }
    return vectors;
}

;// CONCATENATED MODULE: ./src/embedder/command.ts






/** Texts in one line to the program. */
const LINE_TEXTS = 256;
/** How much of what it last wrote to stderr an error shows, in characters. */
const LAST_WORDS = 1_000;
/** What it gets to end by itself once there is nothing left to do. */
const GRACE_MS = 2_000;
/** Why a program is of no more use. */
class Died extends Error {
}
/**
 * Embeds with a program of the user, which stays for the whole run: a line of JSON in, `{"texts": ["…"]}`, a line of JSON out,
 * `{"vectors": [[…]]}` and, if it likes, `"tokens"`. If it dies it is started once more, and gets the same line again.
 */
class CommandEmbedder {
    model;
    running;
    restarted = false;
    /** One line at a time. */
    turn = Promise.resolve();
    constructor(model) {
        this.model = model;
    }
    embed(texts, progress) {
        const embedded = this.turn.then(() => this.embedInTurn(texts, progress));
        this.turn = embedded.catch(() => { });
        return embedded;
    }
    async close() {
        await this.running?.end();
    }
    async embedInTurn(texts, progress) {
        const started = performance.now();
        const { dimensions, normalize } = this.model.contract;
        const vectors = new Float32Array(texts.length * dimensions);
        let tokens = 0;
        for (let from = 0; from < texts.length; from += LINE_TEXTS) {
            const some = texts.slice(from, from + LINE_TEXTS);
            const answer = await this.ask({ texts: some });
            const expected = { texts: some.length, dimensions, normalize };
            vectors.set(checkedVectors(answer.vectors, expected, 'embedder-command'), from * dimensions);
            tokens += typeof answer.tokens === 'number' ? answer.tokens : 0;
            progress?.(some.length);
        }
        return { vectors, tokens, truncated: 0, milliseconds: performance.now() - started };
    }
    /** @throws ModelError if the program dies a second time, or answers something else */
    async ask(question) {
        for (;;) {
            this.running ??= new Program(this.model.command);
            try {
                return await this.running.ask(question);
            }
            catch (error) {
                if (!(error instanceof Died))
                    throw error;
                this.running = undefined;
                if (this.restarted)
                    throw new errors/* ModelError */.me(`embedder-command ended twice: ${error.message}`, { cause: error });
                this.restarted = true;
            }
        }
    }
}
/** One life of the program. */
class Program {
    child;
    lines;
    lastWords = '';
    ended;
    constructor(command) {
        // The user's own command line, as their shell would read it.
        this.child = (0,external_node_child_process_namespaceObject.spawn)(command, { shell: true, stdio: ['pipe', 'pipe', 'pipe'] });
        this.child.stdin?.on('error', () => { });
        this.child.stderr?.on('data', (piece) => {
            this.lastWords = (this.lastWords + piece).slice(-LAST_WORDS);
        });
        this.lines = (0,external_node_readline_namespaceObject.createInterface)({ input: this.child.stdout })[Symbol.asyncIterator]();
        this.ended = (0,external_node_events_.once)(this.child, 'close').then(([code, signal]) => this.died(signal ? `it was killed by ${signal}` : `it ended with code ${code}`), (error) => this.died((0,errors/* messageOf */.bD)(error)));
    }
    /** @throws Died if it ends before it answers; ModelError if the answer is not JSON */
    async ask(question) {
        this.child.stdin?.write(`${JSON.stringify(question)}\n`);
        const { value, done } = await this.lines.next();
        if (done)
            throw await this.ended;
        try {
            return JSON.parse(value) ?? {};
        }
        catch {
            throw new errors/* ModelError */.me(`embedder-command wrote a line of ${value.length} characters to stdout that is not JSON. What it has to say besides belongs on stderr.`);
        }
    }
    async end() {
        this.child.stdin?.end();
        await Promise.race([this.ended, (0,external_node_timers_promises_.setTimeout)(GRACE_MS, undefined, { ref: false })]);
        this.child.kill();
    }
    died(how) {
        const words = this.lastWords.trim();
        return new Died(words ? `${how}. Its last words: ${words}` : `${how}, without a word on stderr`);
    }
}

// EXTERNAL MODULE: ./src/keys/embedding-contract.ts
var embedding_contract = __nccwpck_require__(99040);
;// CONCATENATED MODULE: ./src/embedder/external-model.ts


/** Revisions of the code that speaks with them. Raise one when a change alters vectors. */
const SERVICE = 'service/1';
const COMMAND = 'command/1';
/**
 * Fixes the contract of a model that cannot be looked into. What it is, is what the user says it is.
 * @throws InputError if that is not enough
 */
function externalModel(inputs) {
    const faults = missingInputs(inputs);
    if (faults.length > 0)
        throw new errors/* InputError */.dz(faults);
    return inputs.embedder === 'command' ? commandModel(inputs) : serviceModel(inputs);
}
function serviceModel(inputs) {
    const { url, native } = endpoint(inputs.embedderUrl);
    const { origin, host, pathname } = new URL(url);
    // Without what may be secret in it.
    const contract = contractOf(SERVICE, { url: origin + pathname, model: inputs.model }, inputs);
    const name = inputs.model || host;
    return { kind: 'service', url, native, served: inputs.model, name, contract, fingerprint: (0,embedding_contract/* fingerprint */.R)(contract) };
}
function commandModel(inputs) {
    // Not the command itself: it may name folders of one machine.
    const contract = contractOf(COMMAND, { model: inputs.model }, inputs);
    const name = inputs.model || 'command';
    return { kind: 'command', command: inputs.embedderCommand, name, contract, fingerprint: (0,embedding_contract/* fingerprint */.R)(contract) };
}
function contractOf(embedder, engine, inputs) {
    return {
        embedder,
        engine: { ...engine, revision: inputs.revision },
        files: {},
        pooling: 'engine',
        normalize: inputs.normalize !== 'false',
        maxTokens: 0,
        textPrefix: inputs.textPrefix,
        dimensions: inputs.dimensions,
        dtype: 'engine',
        ...(inputs.cacheDtype === 'fp16' && { cacheDtype: inputs.cacheDtype }),
    };
}
/** `…/v1` is the base of an OpenAI interface, `…/embed` the native one of text-embeddings-inference. */
function endpoint(given) {
    const url = new URL(given);
    const path = url.pathname.replace(/\/+$/, '');
    if (path.endsWith('/embed'))
        return { url: given, native: true };
    if (!path.endsWith('/embeddings'))
        url.pathname = `${path}/embeddings`;
    return { url: url.href, native: false };
}
function missingInputs(inputs) {
    const { embedder } = inputs;
    const faults = [];
    if (inputs.dimensions === 0) {
        faults.push(`dimensions: embedder ${embedder} needs the number of components, so that what is stored can be found without asking it.`);
    }
    if (embedder === 'command') {
        if (inputs.embedderCommand === '')
            faults.push('embedder-command: none given, and embedder is command.');
        if (inputs.revision === '') {
            faults.push('revision: embedder command needs a word for the version of the program and its model; change it when they change, and all is embedded anew.');
        }
    }
    else if (!isHttp(inputs.embedderUrl)) {
        faults.push('embedder-url: embedder openai needs an address that begins with http:// or https://, such as https://api.openai.com/v1 or http://127.0.0.1:8080/embed');
    }
    return faults;
}
function isHttp(url) {
    return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __nccwpck_require__(75919);
;// CONCATENATED MODULE: ./src/embedder/native-work.ts
/** Places in the memory that the main thread shares with its workers. */
const ENDING = 0;
const RUNNING = 1;
/** A batch takes well under a second. Whatever hangs for so long is not waited for. */
const LONGEST_WAIT_MS = 20_000;
/**
 * How many workers are inside ONNX Runtime, whose native code aborts the whole process (exit code 134) if its thread is taken
 * away under it. So whoever ends workers first keeps them from going in, then waits until the last is out.
 */
class NativeWork {
    /** Crosses to the workers. */
    memory;
    state;
    constructor(memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
        this.memory = memory;
        this.state = new Int32Array(memory);
    }
    /** Waits with the thread blocked: for the end of the process, where nothing else can be waited for. */
    endNow() {
        Atomics.store(this.state, ENDING, 1);
        const deadline = performance.now() + LONGEST_WAIT_MS;
        for (let running = this.running; running > 0 && performance.now() < deadline; running = this.running) {
            Atomics.wait(this.state, RUNNING, running, deadline - performance.now());
        }
    }
    async end() {
        Atomics.store(this.state, ENDING, 1);
        while (this.running > 0)
            await new Promise((resolve) => setTimeout(resolve, 2));
    }
    /** The same runtime, whose sessions are counted while they load and compute. Once the end has come they do neither. */
    counted(runtime) {
        const create = async (...words) => {
            const session = await this.count(() => runtime.InferenceSession.create(...words));
            const run = session.run.bind(session);
            session.run = (...words) => this.count(() => run(...words));
            return session;
        };
        return { ...runtime, InferenceSession: { create: create } };
    }
    get running() {
        return Atomics.load(this.state, RUNNING);
    }
    async count(work) {
        Atomics.add(this.state, RUNNING, 1);
        try {
            // In this order, so that either this is seen running or the end is seen here.
            if (Atomics.load(this.state, ENDING) === 0)
                return await work();
        }
        finally {
            Atomics.sub(this.state, RUNNING, 1);
            Atomics.notify(this.state, RUNNING);
        }
        return new Promise(() => { });
    }
}

;// CONCATENATED MODULE: ./src/embedder/parts.ts
/** Fewer characters are not worth a session's turn: about 250 tokens, from which on a batch computes at full speed. */
const SMALLEST_PART = 1_000;
/**
 * Cuts texts into parts of about equal work for sessions that compute side by side, each of texts of like length.
 * @param lengths of the texts, in characters
 * @param most parts, of which there are fewer where they would be small
 * @returns positions into `lengths`, part by part, longest texts first
 */
function partsByLength(lengths, most) {
    const order = lengths.map((_, position) => position).sort((a, b) => lengths[b] - lengths[a]);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const count = Math.max(1, Math.min(most, Math.floor(total / SMALLEST_PART)));
    const parts = [];
    let before = 0;
    for (const position of order) {
        // A text belongs to the part in which it begins.
        const at = Math.min(Math.floor((before * count) / Math.max(total, 1)), parts.length, count - 1);
        const part = parts[at];
        if (part)
            part.push(position);
        else
            parts.push([position]);
        before += lengths[position];
    }
    return parts;
}

;// CONCATENATED MODULE: ./src/embedder/in-worker.ts




/**
 * Embeds in threads of their own, each with a session, started when there is work for them. ONNX Runtime's `run` blocks the
 * thread that calls it: on the main thread, deadlines would fire and connections starve while a batch is computed.
 */
class EmbedderInWorker {
    file;
    model;
    plan;
    stations = [];
    queue = [];
    nativeWork = new NativeWork();
    clock = new BusyClock();
    options;
    questions = 0;
    startedAt = 0;
    loading;
    /** Once a worker is gone, nothing more is computed. */
    failure;
    endNativeWork = () => this.nativeWork.endNow();
    /**
     * @param file the bundled `worker.ts`
     * @param plan what each worker is to compute with; asked for at the first text
     */
    constructor(file, model, plan) {
        this.file = file;
        this.model = model;
        this.plan = plan;
    }
    async embed(texts, progress) {
        this.options ??= this.plan();
        const { dimensions } = this.model.contract;
        const positions = partsByLength(texts.map(({ length }) => length), this.options.length);
        const parts = await Promise.all(positions.map((part) => this.ask(part.map((at) => texts[at]), progress)));
        const vectors = new Float32Array(texts.length * dimensions);
        for (const [index, part] of positions.entries()) {
            const own = parts[index]?.vectors;
            for (const [row, at] of part.entries()) {
                vectors.set(own.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
            }
        }
        return {
            vectors,
            tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
            truncated: parts.reduce((sum, { truncated }) => sum + truncated, 0),
            milliseconds: this.clock.take(),
            ...this.takeLoading(),
        };
    }
    /** What the first worker took to load, told once. */
    takeLoading() {
        const { loading } = this;
        this.loading = undefined;
        return loading === undefined ? {} : { loadMilliseconds: loading };
    }
    async close() {
        await this.nativeWork.end();
        await Promise.all(this.stations.map(({ worker }) => worker.terminate()));
        process.off('exit', this.endNativeWork);
    }
    async ask(texts, progress) {
        if (this.failure)
            throw this.failure;
        return new Promise((resolve, reject) => {
            const question = { id: this.questions++, texts };
            this.queue.push({ question, resolve, reject, ...(progress && { progress }) });
            this.dispatch();
        });
    }
    dispatch() {
        while (this.queue.length > 0) {
            const station = this.stations.find(({ part }) => !part) ?? this.startWorker();
            if (!station)
                return;
            station.part = this.queue.shift();
            station.worker.postMessage(station.part.question);
        }
    }
    startWorker() {
        const options = this.options?.[this.stations.length];
        if (!options)
            return undefined;
        if (this.stations.length === 0) {
            this.startedAt = performance.now();
            process.on('exit', this.endNativeWork);
        }
        const start = { model: this.model, options, nativeWork: this.nativeWork.memory };
        const worker = new external_node_worker_threads_.Worker(this.file, { workerData: start });
        const station = { worker, part: undefined, begun: false };
        this.stations.push(station);
        worker.on('message', (answer) => this.hear(station, answer));
        worker.on('error', (error) => this.failAll(new errors/* ModelError */.me(`the embedder stopped: ${error.message}`, { cause: error })));
        worker.on('exit', (code) => this.failAll(new errors/* ModelError */.me(`the embedder ended with code ${code}`)));
        return station;
    }
    hear(station, { begun, done, embedded, failure }) {
        const { part } = station;
        if (done !== undefined) {
            part?.progress?.(done);
            return;
        }
        if (begun) {
            if (this.startedAt > 0)
                this.loading = performance.now() - this.startedAt;
            this.startedAt = 0;
            station.begun = true;
            this.clock.start();
            return;
        }
        if (station.begun)
            this.clock.stop();
        station.begun = false;
        station.part = undefined;
        if (embedded)
            part?.resolve(embedded);
        else
            part?.reject(new errors/* ModelError */.me(failure ?? 'the embedder gave no answer'));
        this.dispatch();
    }
    failAll(error) {
        this.failure ??= error;
        for (const { part } of this.stations)
            part?.reject(error);
        for (const { reject } of this.queue.splice(0))
            reject(error);
    }
}
/** Time in which anything was computed; what is computed side by side counts once. */
class BusyClock {
    computing = 0;
    since = 0;
    milliseconds = 0;
    start() {
        if (this.computing++ === 0)
            this.since = performance.now();
    }
    stop() {
        this.computing--;
        if (this.computing === 0)
            this.milliseconds += performance.now() - this.since;
    }
    /** @returns ms since this was last asked */
    take() {
        const now = performance.now();
        if (this.computing > 0) {
            this.milliseconds += now - this.since;
            this.since = now;
        }
        const taken = this.milliseconds;
        this.milliseconds = 0;
        return taken;
    }
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __nccwpck_require__(46466);
;// CONCATENATED MODULE: ./src/keys/file-digest.ts





const MEMO_FILE = 'file-digests.json';
/**
 * SHA-256 of files, remembered beside the runner cache, so that a large model is read once per machine. What was
 * remembered counts only while real path, size, and modification and change time (ns) are those of the file: the change
 * time cannot be set from outside, so that a file replaced with its old modification time is still seen.
 */
class FileDigests {
    memoFile;
    memo = {};
    changed = false;
    constructor(memoFile) {
        this.memoFile = memoFile;
    }
    /** @param folder where to remember digests; undefined remembers nothing */
    static async open(folder) {
        const digests = new FileDigests(folder && external_node_path_default().join(folder, MEMO_FILE));
        if (digests.memoFile) {
            try {
                digests.memo = { ...JSON.parse(await (0,promises_.readFile)(digests.memoFile, 'utf8')) };
            }
            catch {
                // Absent or unreadable: it is only a memory, and is written anew.
            }
        }
        return digests;
    }
    /** @returns hex SHA-256 of the file's bytes */
    async sha256(file) {
        const { size, mtimeNs, ctimeNs } = await (0,promises_.stat)(file, { bigint: true });
        const state = `${size} ${mtimeNs} ${ctimeNs}`;
        const name = await (0,promises_.realpath)(file);
        const known = this.memo[name];
        if (known?.state === state)
            return known.sha256;
        const digest = (0,external_node_crypto_.createHash)('sha256');
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file, { highWaterMark: 1 << 20 }), digest);
        const sha256 = digest.digest('hex');
        this.memo[name] = { state, sha256 };
        this.changed = true;
        return sha256;
    }
    /** Remembers what was computed. A folder that cannot be written costs the next run some hashing, nothing else. */
    async save() {
        if (!this.changed || !this.memoFile)
            return;
        try {
            await (0,promises_.mkdir)(external_node_path_default().dirname(this.memoFile), { recursive: true });
            const partial = `${this.memoFile}.partial-${process.pid}`;
            await (0,promises_.writeFile)(partial, JSON.stringify(this.memo, null, 1));
            await (0,promises_.rename)(partial, this.memoFile);
        }
        catch {
            // As above.
        }
    }
}

;// CONCATENATED MODULE: ./src/quantization/processor.ts


/** Raised when a change of row-wise.ts changes what a rewritten graph computes. Part of the contract. */
const ROW_WISE = 'row-wise/1';
/** Flags that decide which of its kernels ONNX Runtime takes for integer products, most able first, by architecture. */
const CLASSES = {
    x64: [
        ['amx_int8', 'amx-int8'],
        ['avx512_vnni', 'avx512-vnni'],
        ['avx_vnni', 'avx-vnni'],
        ['avx512bw', 'avx512'],
        ['avx2', 'avx2'],
    ],
    arm64: [
        ['i8mm', 'neon-i8mm'],
        ['asimddp', 'neon-dotprod'],
        ['asimd', 'neon'],
    ],
};
/** Those that add pairs of 8-bit products in 16 bits, where large ones do not fit. */
const SATURATING = ['avx512', 'avx2'];
/**
 * The class of processors that give the same vectors in 8 bits. Integer products are exact in each of them, but the fp32 steps
 * between are rounded in another order, and one step of an activation is much larger than such a difference.
 * Where the system does not say what the processor can, its model is a class of its own.
 */
function instructionSet({ arch, cpuinfo, model }) {
    const [, line = ''] = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo) ?? [];
    const flags = new Set(line.trim().split(/\s+/));
    const known = CLASSES[arch]?.find(([flag]) => flags.has(flag));
    return known ? known[1] : `${arch} ${model}`.trim();
}
/** The largest whole number a weight may become, so that no sum overflows. What is not known may overflow. */
function weightLimit(instructions) {
    const known = Object.values(CLASSES).some((classes) => classes.some(([, name]) => name === instructions));
    return known && !SATURATING.includes(instructions) ? 127 : 63;
}
async function readProcessor() {
    const cpuinfo = await (0,promises_.readFile)('/proc/cpuinfo', 'utf8').catch(() => '');
    return { arch: (0,external_node_os_.arch)(), cpuinfo, model: (0,external_node_os_.cpus)()[0]?.model ?? '' };
}

;// CONCATENATED MODULE: ./src/embedder/model-settings.ts



/** What a folder says about itself besides the files that count byte by byte. Of these only the conclusions count. */
const SETTINGS_FILES = [
    'sentence_bert_config.json',
    'modules.json',
    '1_Pooling/config.json',
    'config_sentence_transformers.json',
];
/** BERT's, and the limit of most small encoders, where a model does not say. */
const USUAL_MAX_TOKENS = 512;
/**
 * They number positions from behind the padding token's number, so that as many of `max_position_embeddings` are for no token
 * (create_position_ids_from_input_ids in transformers).
 */
const POSITIONS_BEHIND_PADDING = /^(roberta|xlm-roberta|xlm-roberta-xl|camembert|mpnet|data2vec-text|xmod)$/;
/** Modules of sentence-transformers that are applied here. Dropout does nothing but in training. */
const APPLIED_MODULES = ['Transformer', 'Pooling', 'Normalize', 'Dropout'];
const POOLINGS = { cls: 'cls', mean: 'mean', lasttoken: 'last' };
/** As sentence-transformers before version 6 wrote them: a flag each. */
const POOLING_FLAG = /^pooling_mode_(.*?)(_tokens?)?$/;
/**
 * @param pooling as asked for; what the folder says about it counts for auto only
 * @throws InputError if what the folder asks for is not applied here
 */
async function readSettings(folder, pooling) {
    const found = await (0,promises_.stat)(folder).catch(() => undefined);
    if (!found?.isDirectory()) {
        throw new errors/* InputError */.dz([
            `model: ${folder} is not a folder. Give a folder with config.json, tokenizer.json and onnx/model.onnx, the name of a model on the hub (owner/name), or nothing for the model that ships with embed-once.`,
        ]);
    }
    const config = await readJson(folder, 'config.json', true);
    const sentence = await readJson(folder, 'sentence_bert_config.json', false);
    const tokenizer = await readJson(folder, 'tokenizer_config.json', false);
    const modules = await readJson(folder, 'modules.json', false);
    const pooled = await readJson(folder, '1_Pooling/config.json', false);
    const transformers = await readJson(folder, 'config_sentence_transformers.json', false);
    checkModules(modules, folder);
    return {
        hiddenSize: config.hidden_size ?? config.dim ?? config.d_model ?? config.n_embd,
        positions: Math.min(positionsOf(config), Number(tokenizer.model_max_length ?? Number.POSITIVE_INFINITY)),
        sentenceTokens: sentence.max_seq_length ?? undefined,
        pooling: pooling === 'auto' ? poolingOf(pooled, folder) : pooling,
        // Folders without modules.json are Transformers.js exports, whose models are used normalized.
        normalize: !Array.isArray(modules) || modules.some((module) => kindOf(module) === 'Normalize'),
        lowercase: sentence.do_lower_case === true,
        dimensions: transformers.truncate_dim ?? undefined,
        prompts: { ...transformers.prompts },
        defaultPrompt: transformers.default_prompt_name ?? undefined,
        poolsPrompt: pooled.include_prompt !== false,
    };
}
function positionsOf(config) {
    const all = Number(config.max_position_embeddings ?? config.n_positions ?? USUAL_MAX_TOKENS);
    if (!POSITIONS_BEHIND_PADDING.test(String(config.model_type)))
        return all;
    return all - Number(config.pad_token_id ?? 1) - 1;
}
/** A module that is left out would leave a vector that is not the model's. */
function checkModules(modules, folder) {
    if (!Array.isArray(modules))
        return;
    for (const module of modules) {
        if (APPLIED_MODULES.includes(kindOf(module)))
            continue;
        throw new errors/* InputError */.dz([
            `model: ${external_node_path_default().join(folder, 'modules.json')} asks for ${module.path || module.name}, a ${kindOf(module)}. Of sentence-transformers' modules only Transformer, Pooling and Normalize are applied here: use embedder command with sentence-transformers, or another model.`,
        ]);
    }
}
function kindOf(module) {
    return String(module.type).split('.').at(-1);
}
/** sentence-transformers' own pooling settings, old and new. */
function poolingOf(config, folder) {
    if (Object.keys(config).length === 0)
        return undefined;
    const flags = Object.keys(config).filter((name) => POOLING_FLAG.test(name) && config[name] === true);
    const modes = config.pooling_mode ? [config.pooling_mode].flat().map(String) : flags.map(modeOfFlag);
    const [mode = 'mean'] = modes;
    const known = modes.length > 1 ? undefined : POOLINGS[mode];
    if (known)
        return known;
    throw new errors/* InputError */.dz([
        `pooling: ${external_node_path_default().join(folder, '1_Pooling/config.json')} asks for ${modes.join(' and ')}, which is none of mean, cls, last. Set pooling if one of them will do.`,
    ]);
}
function modeOfFlag(flag) {
    return POOLING_FLAG.exec(flag)?.[1];
}
// biome-ignore lint/suspicious/noExplicitAny: other people's JSON; each field is checked where it is used.
async function readJson(folder, name, required) {
    const file = external_node_path_default().join(folder, name);
    let text;
    try {
        text = await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        if (!required)
            return {};
        throw new errors/* InputError */.dz([`model: cannot read ${file}: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
    }
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new errors/* InputError */.dz([`model: ${file} is not JSON: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
    }
}

;// CONCATENATED MODULE: ./src/embedder/onnx-signature.ts

/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH = { initializer: 5, input: 11, output: 12 };
const NAME = 1;
const TENSOR = { name: 8, externalData: 13 };
const ENTRY = { key: 1, value: 2 };
/** Wire types of Protocol Buffers: a number, and what states its length; of the others the length in bytes. */
const VARINT = 0;
const SIZED = 2;
const FIXED_BYTES = { 1: 8, 5: 4 };
/** Read at once. Weights are skipped, however large. */
const WINDOW = 1 << 16;
/**
 * Reads the names of inputs, outputs and files of external data from a graph, without loading it. Takes a few ms, in which
 * nothing else happens.
 * @throws Error if the file cannot be read, or is no ONNX file
 */
function readSignature(file) {
    const descriptor = (0,external_node_fs_.openSync)(file, 'r');
    try {
        const reader = new Reader(descriptor);
        const inputs = [];
        const outputs = [];
        const initialized = new Set();
        const externalFiles = new Set();
        for (const graph of reader.fields({ start: 0, end: (0,external_node_fs_.fstatSync)(descriptor).size })) {
            if (graph.number !== MODEL_GRAPH)
                continue;
            for (const part of reader.fields(graph)) {
                if (part.number === GRAPH.input)
                    inputs.push(reader.text(part, NAME));
                if (part.number === GRAPH.output)
                    outputs.push(reader.text(part, NAME));
                if (part.number !== GRAPH.initializer)
                    continue;
                for (const field of reader.fields(part)) {
                    if (field.number === TENSOR.name)
                        initialized.add(reader.string(field));
                    if (field.number !== TENSOR.externalData)
                        continue;
                    if (reader.text(field, ENTRY.key) !== 'location')
                        continue;
                    externalFiles.add(reader.text(field, ENTRY.value));
                }
            }
        }
        // Older exports list weights among the inputs.
        return { inputs: inputs.filter((name) => !initialized.has(name)), outputs, externalFiles: [...externalFiles] };
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** Walks over Protocol Buffers messages in a file (protobuf.dev/programming-guides/encoding). */
class Reader {
    descriptor;
    window = Buffer.alloc(0);
    windowStart = 0;
    constructor(descriptor) {
        this.descriptor = descriptor;
    }
    *fields(message) {
        let at = message.start;
        while (at < message.end) {
            const key = this.varint(at);
            const wire = key.value & 7;
            const size = wire === SIZED || wire === VARINT ? this.varint(key.end) : undefined;
            const start = size?.end ?? key.end;
            const length = wire === SIZED ? size?.value : wire === VARINT ? 0 : FIXED_BYTES[wire];
            if (length === undefined || start + length > message.end)
                throw new Error('it is no ONNX file');
            at = start + length;
            yield { number: Math.floor(key.value / 8), start, end: at };
        }
    }
    /** @returns the text in a field of a message; empty if there is none */
    text(message, number) {
        for (const field of this.fields(message))
            if (field.number === number)
                return this.string(field);
        return '';
    }
    string({ start, end }) {
        this.hold(start, end - start);
        return this.window.toString('utf8', start - this.windowStart, end - this.windowStart);
    }
    /** Up to 2⁵³, which no file is larger than. */
    varint(start) {
        this.hold(start, 10);
        let value = 0;
        for (let digit = 0; digit < 10; digit++) {
            const byte = this.window[start - this.windowStart + digit];
            if (byte === undefined)
                break;
            value += (byte & 127) * 128 ** digit;
            if (byte < 128)
                return { value, end: start + digit + 1 };
        }
        throw new Error('it is no ONNX file');
    }
    /** Has at least so many bytes from here in the window, as far as the file goes. */
    hold(start, length) {
        if (start >= this.windowStart && start + length <= this.windowStart + this.window.length)
            return;
        const window = Buffer.alloc(Math.max(length, WINDOW));
        const bytesRead = (0,external_node_fs_.readSync)(this.descriptor, window, 0, window.length, start);
        this.window = window.subarray(0, bytesRead);
        this.windowStart = start;
    }
}

;// CONCATENATED MODULE: ./src/embedder/prompt.ts

/**
 * What is put before each text. As sentence-transformers does, a model's prompt is used without being asked for only if the
 * model names one as its default.
 * @param warn told if the model brings prompts, and nothing says which
 * @throws InputError if the model has no such prompt
 */
function choosePrefix(inputs, settings, warn) {
    const prefix = prefixOf(inputs, settings, warn);
    if (prefix !== '' && !settings.poolsPrompt) {
        throw new errors/* InputError */.dz([
            'prompt: this model leaves the tokens of a prompt out of its vectors (include_prompt: false in 1_Pooling/config.json), which is not done here. Set prompt to none and text-prefix to nothing, or use embedder command with sentence-transformers.',
        ]);
    }
    return prefix;
}
function prefixOf({ prompt, textPrefix }, { prompts, defaultPrompt }, warn) {
    if (textPrefix !== '') {
        if (['auto', 'none'].includes(prompt))
            return textPrefix;
        throw new errors/* InputError */.dz([`prompt: ${prompt} is given, and text-prefix too. Give one of them.`]);
    }
    if (prompt === 'none')
        return '';
    const name = prompt === 'auto' ? defaultPrompt : prompt;
    if (name === undefined) {
        if (Object.values(prompts).some((text) => text !== '')) {
            warn(`model: it brings the prompts ${listed(prompts)}, and none is chosen: texts go in as they are. Set prompt to one of them, or to none.`);
        }
        return '';
    }
    const text = Object.hasOwn(prompts, name) ? prompts[name] : undefined;
    if (text === undefined) {
        throw new errors/* InputError */.dz([`prompt: the model has no ${JSON.stringify(name)}. It has ${listed(prompts) || 'none'}.`]);
    }
    return text;
}
function listed(prompts) {
    return Object.entries(prompts)
        .filter(([, text]) => text !== '')
        .map(([name, text]) => `${name} (${JSON.stringify(text)})`)
        .join(', ');
}

;// CONCATENATED MODULE: ./src/embedder/model.ts









/** Revision of the code in this folder that turns texts into vectors. Raise it when a change alters vectors. */
const EMBEDDER = 'onnx/1';
/** Every byte of these counts, beside those of the weights. */
const READ_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** As Transformers.js names them, but that its q8 is called `quantized` here; q8 is made of the fp32 weights when they are loaded. */
const ONNX_FILES = {
    fp32: 'onnx/model.onnx',
    fp16: 'onnx/model_fp16.onnx',
    q8: 'onnx/model.onnx',
    quantized: 'onnx/model_quantized.onnx',
    q4: 'onnx/model_q4.onnx',
};
/** In the order of preference of `dtype: auto`: never less exact than what the folder offers, and never in integers. */
const AUTO_DTYPES = ['fp32', 'fp16'];
/** They may compute in integers, whose results differ by processor. */
const INTEGER_DTYPES = ['q8', 'quantized', 'q4'];
/** Weights beside an .onnx file, as Transformers.js (`_data`, `_data_1`) and torch (`.data`) name them. */
const EXTERNAL_DATA = /^(_data(_\d+)?|\.data)$/;
/**
 * Reads what a model folder says about itself and fixes the embedding contract. Loads neither weights nor runtime.
 * @throws InputError if the folder, or an input about it, cannot be used
 */
async function openOnnxModel(folder, inputs, options) {
    const warn = (message) => options.warn?.(message);
    const settings = await readSettings(folder, inputs.pooling);
    const dtype = await chooseDtype(folder, inputs.dtype);
    const onnxFile = ONNX_FILES[dtype];
    await refuseOthers(folder, onnxFile, settings);
    const present = [...(await presentFiles(folder, READ_FILES)), onnxFile, ...(await dataFiles(folder, onnxFile))];
    const contract = {
        embedder: EMBEDDER,
        files: await digestFiles(folder, present, options.digestFolder),
        pooling: settings.pooling ?? assumedPooling(warn),
        normalize: inputs.normalize === 'auto' ? settings.normalize : inputs.normalize === 'true',
        maxTokens: maxTokens(inputs.maxTokens, settings),
        textPrefix: choosePrefix(inputs, settings, warn),
        dimensions: dimensions(inputs.dimensions, settings),
        dtype,
        ...(settings.lowercase && { lowercase: true }),
        ...(INTEGER_DTYPES.includes(dtype) && (await integerArithmetic(dtype))),
        ...(inputs.cacheDtype === 'fp16' && { cacheDtype: inputs.cacheDtype }),
    };
    return {
        kind: 'onnx',
        folder,
        name: options.name ?? external_node_path_default().basename(folder),
        onnxFile,
        contract,
        fingerprint: (0,embedding_contract/* fingerprint */.R)(contract),
    };
}
/** @returns of all files of a model, those that are read for a dtype */
function neededFiles(names, dtype) {
    const weights = wantedDtypes(dtype)
        .map((one) => ONNX_FILES[one])
        .find((file) => names.includes(file));
    return names.filter((name) => READ_FILES.includes(name) ||
        SETTINGS_FILES.includes(name) ||
        (weights && (name === weights || isDataOf(weights, name))));
}
function wantedDtypes(asked) {
    return asked === 'auto' ? AUTO_DTYPES : [asked];
}
function isDataOf(onnxFile, name) {
    return name.startsWith(onnxFile) && EXTERNAL_DATA.test(name.slice(onnxFile.length));
}
async function dataFiles(folder, onnxFile) {
    const names = await (0,promises_.readdir)(external_node_path_default().join(folder, external_node_path_default().dirname(onnxFile)));
    return names
        .map((name) => `${external_node_path_default().dirname(onnxFile)}/${name}`)
        .filter((name) => isDataOf(onnxFile, name))
        .sort();
}
/**
 * The embedder looks at what the graph itself takes and gives; here is seen what needs no runtime.
 * @throws InputError for a model that is not one of texts
 */
async function refuseOthers(folder, onnxFile, { hiddenSize }) {
    // Only whether it is there: the embedder reads it, and a run without misses has no use for half a megabyte of JSON.
    const faults = (await presentFiles(folder, ['tokenizer.json'])).length === 0 ? ['there is no tokenizer.json'] : [];
    if (!Number.isInteger(hiddenSize))
        faults.push('config.json gives no hidden_size');
    if (faults.length === 0)
        return;
    const signature = signatureOf(folder, onnxFile);
    throw new errors/* InputError */.dz([`model: ${folder} is no text encoder: ${faults.join(', and ')}. ${signature}`]);
}
function signatureOf(folder, onnxFile) {
    try {
        const { inputs, outputs } = readSignature(external_node_path_default().join(folder, onnxFile));
        return `The inputs of ${onnxFile} are ${inputs.join(', ')}, its outputs ${outputs.join(', ')}.`;
    }
    catch (error) {
        return `${onnxFile} cannot be read: ${(0,errors/* messageOf */.bD)(error)}.`;
    }
}
/** As Transformers.js users know it, whose conversions seldom say; but a model that wants another one gives poor vectors. */
function assumedPooling(warn) {
    warn('model: it has no 1_Pooling/config.json, and mean is taken. Set pooling to what its authors use, such as cls for BGE, or to mean.');
    return 'mean';
}
function maxTokens(asked, settings) {
    if (asked > settings.positions) {
        throw new errors/* InputError */.dz([`max-tokens: ${asked} is more than the ${settings.positions} tokens this model can read.`]);
    }
    return asked || Math.min(settings.sentenceTokens ?? settings.positions, settings.positions);
}
function dimensions(asked, settings) {
    if (asked > settings.hiddenSize) {
        throw new errors/* InputError */.dz([`dimensions: ${asked} is more than the ${settings.hiddenSize} components this model gives.`]);
    }
    return asked || Math.min(settings.dimensions ?? settings.hiddenSize, settings.hiddenSize);
}
async function chooseDtype(folder, asked) {
    const wanted = wantedDtypes(asked);
    for (const dtype of wanted) {
        if ((await presentFiles(folder, [ONNX_FILES[dtype]])).length > 0)
            return dtype;
    }
    const files = wanted.map((dtype) => external_node_path_default().join(folder, ONNX_FILES[dtype])).join(' nor ');
    throw new errors/* InputError */.dz([`model: there is no ${files}. dtype is ${asked}. ${await offeredFiles(folder)}`]);
}
async function offeredFiles(folder) {
    const names = (await (0,promises_.readdir)(external_node_path_default().join(folder, 'onnx')).catch(() => [])).filter((name) => name.endsWith('.onnx'));
    return names.length > 0 ? `onnx/ has ${names.sort().join(', ')}.` : 'onnx/ has no .onnx file.';
}
/** What of the contract only integer arithmetic has: how it is done, where that is ours, and on which processors it gives the same. */
async function integerArithmetic(dtype) {
    const processor = instructionSet(await readProcessor());
    if (dtype !== 'q8')
        return { processor };
    return { quantization: `${ROW_WISE}, weights to ±${weightLimit(processor)}`, processor };
}
async function presentFiles(folder, names) {
    const present = await Promise.all(names.map((name) => (0,promises_.access)(external_node_path_default().join(folder, name)).then(() => true, () => false)));
    return names.filter((_, index) => present[index]);
}
async function digestFiles(folder, names, digestFolder) {
    const digests = await FileDigests.open(digestFolder);
    const files = {};
    for (const name of names) {
        try {
            files[name] = await digests.sha256(external_node_path_default().join(folder, name));
        }
        catch (error) {
            throw new errors/* ModelError */.me(`cannot read ${external_node_path_default().join(folder, name)}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    await digests.save();
    return files;
}

;// CONCATENATED MODULE: ./src/embedder/processors.ts



const CGROUPS = '/sys/fs/cgroup';
/** Where the cpu controller of cgroup v1 is mounted, alone or with its accountant. */
const V1_MOUNTS = ['cpu', 'cpu,cpuacct', 'cpuacct,cpu'];
/**
 * Processors this process may keep busy: those it may run on, but no more than the quota of its control group, which a
 * container's CPU limit is. A part of a processor counts as one: sessions do not wait for each other, so one that is
 * held back now and then delays none.
 */
function usableProcessors(read = readSystemFile, present = (0,external_node_os_.availableParallelism)()) {
    const quota = processorQuota(read);
    return quota === undefined ? present : Math.min(present, Math.max(1, Math.ceil(quota)));
}
/**
 * Processor time a second that control groups allow this process: the least of its group's and all groups' above it.
 * @returns processors, not always a whole number; undefined without a quota
 */
function processorQuota(read) {
    const quotas = [];
    for (const line of (read('/proc/self/cgroup') ?? '').split('\n')) {
        const [hierarchy, controllers, group] = line.split(':');
        if (group === undefined)
            continue;
        for (const folder of ancestors(group)) {
            if (hierarchy === '0')
                quotas.push(...quotaV2(read(external_node_path_default().join(CGROUPS, folder, 'cpu.max'))));
            if (!controllers?.split(',').includes('cpu'))
                continue;
            for (const mount of V1_MOUNTS) {
                const at = external_node_path_default().join(CGROUPS, mount, folder);
                quotas.push(...quotaV1(read(external_node_path_default().join(at, 'cpu.cfs_quota_us')), read(external_node_path_default().join(at, 'cpu.cfs_period_us'))));
            }
        }
    }
    return quotas.length > 0 ? Math.min(...quotas) : undefined;
}
/** The group and those above it. Inside a container only the last may be there, and is then the container's own. */
function ancestors(group) {
    const names = group.split('/').filter((name) => name !== '' && name !== '..');
    return [...names.keys(), names.length].map((count) => names.slice(0, count).join('/')).reverse();
}
/** `cpu.max` is `<µs> <period in µs>`, or `max <period>` without a quota. */
function quotaV2(content) {
    const [quota, period] = (content ?? '').trim().split(' ');
    return quotient(quota, period);
}
/** The quota is -1 where there is none. */
function quotaV1(quota, period) {
    return quotient(quota?.trim(), period?.trim());
}
function quotient(quota, period) {
    const processors = Number(quota) / Number(period);
    return processors > 0 && Number.isFinite(processors) ? [processors] : [];
}
function readSystemFile(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        // Another system, or another version of control groups.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/embedder/service.ts



/** For one answer. Services that start from zero take their time. */
const DEADLINE_MS = 120_000;
/** Tries of one request, the first included. */
const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 500;
/** Longest that is waited because the service asks for it; one that asks for more is as good as down. */
const LONGEST_PAUSE_MS = 60_000;
/** How much of a service's own message is shown. */
const MESSAGE_LENGTH = 300;
/** Why a request failed, and whether trying again, or with fewer texts, may help. */
class Refusal extends Error {
    remedy;
    pauseMs;
    constructor(message, remedy, pauseMs) {
        super(message);
        this.remedy = remedy;
        this.pauseMs = pauseMs;
    }
}
/**
 * Embeds with a service: any with OpenAI's `/v1/embeddings`, or text-embeddings-inference's own `/embed`. Requests that fail for
 * a reason that passes (429, 5xx, no connection) are tried again, as late as `Retry-After` asks; those that are too large, in halves.
 */
class ServiceEmbedder {
    model;
    options;
    ending = new AbortController();
    who;
    constructor(model, options) {
        this.model = model;
        this.options = options;
        this.who = `the embedding service at ${new URL(model.url).host}`;
    }
    async embed(texts, progress) {
        const started = performance.now();
        const { dimensions } = this.model.contract;
        const vectors = new Float32Array(texts.length * dimensions);
        const batches = [];
        for (let from = 0; from < texts.length; from += this.options.batch)
            batches.push(from);
        let tokens = 0;
        const worker = async () => {
            for (let from = batches.shift(); from !== undefined; from = batches.shift()) {
                const batch = texts.slice(from, from + this.options.batch);
                const answer = await this.answered(batch);
                vectors.set(answer.vectors, from * dimensions);
                tokens += answer.tokens;
                progress?.(batch.length);
            }
        };
        await Promise.all(Array.from({ length: Math.min(this.options.concurrency, batches.length) }, worker));
        return { vectors, tokens, truncated: 0, milliseconds: performance.now() - started };
    }
    async close() {
        this.ending.abort();
    }
    /** @throws ModelError when all tries are used up, or none would help */
    async answered(texts) {
        let pause = this.options.firstPauseMs ?? FIRST_PAUSE_MS;
        for (let tries = 1;; tries++) {
            try {
                return await this.request(texts);
            }
            catch (error) {
                if (!(error instanceof Refusal))
                    throw error;
                if (error.remedy === 'fewer' && texts.length > 1)
                    return this.inHalves(texts);
                const hopeless = error.remedy !== 'again' || tries === MOST_TRIES || (error.pauseMs ?? 0) > LONGEST_PAUSE_MS;
                if (hopeless)
                    throw new errors/* ModelError */.me(this.failure(error, texts, tries), { cause: error });
                // Not all at once again, when many requests were refused at once.
                await (0,external_node_timers_promises_.setTimeout)(error.pauseMs ?? pause * (0.5 + Math.random()), undefined, { signal: this.ending.signal });
                pause *= 2;
            }
        }
    }
    async inHalves(texts) {
        const middle = Math.ceil(texts.length / 2);
        const first = await this.answered(texts.slice(0, middle));
        const second = await this.answered(texts.slice(middle));
        const vectors = new Float32Array(first.vectors.length + second.vectors.length);
        vectors.set(first.vectors);
        vectors.set(second.vectors, first.vectors.length);
        return { vectors, tokens: first.tokens + second.tokens };
    }
    async request(texts) {
        const { contract, url, native, served } = this.model;
        const body = native
            ? { inputs: texts, normalize: contract.normalize, truncate: true }
            : { input: texts, ...(served && { model: served }), encoding_format: 'float' };
        const content = await this.post(url, JSON.stringify(body), texts);
        const rows = native ? content : rowsByIndex(content);
        const expected = { texts: texts.length, dimensions: contract.dimensions, normalize: contract.normalize };
        return { vectors: checkedVectors(rows, expected, this.who), tokens: tokensIn(content) };
    }
    /** @returns the parsed body of a good answer */
    async post(url, body, texts) {
        const headers = { 'content-type': 'application/json' };
        if (this.options.apiKey)
            headers.authorization = `Bearer ${this.options.apiKey}`;
        const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(DEADLINE_MS)]);
        let response;
        let text;
        try {
            response = await fetch(url, { method: 'POST', headers, body, signal });
            text = await response.text();
        }
        catch (error) {
            const cause = error.cause ?? error;
            throw new Refusal(`no answer: ${(0,errors/* messageOf */.bD)(cause)}`, this.ending.signal.aborted ? 'none' : 'again');
        }
        if (!response.ok)
            throw refusalOf(response, text, texts);
        try {
            return JSON.parse(text);
        }
        catch {
            throw new errors/* ModelError */.me(`${this.who} answered what is not JSON. Is embedder-url right?`);
        }
    }
    failure(error, texts, tries) {
        const what = texts.length === 1 ? `a text of ${texts[0]?.length} characters` : `${texts.length} texts`;
        return `${this.who} did not embed ${what}${tries > 1 ? ` in ${tries} tries` : ''}: ${error.message}`;
    }
}
function refusalOf(response, body, texts) {
    const { status } = response;
    const said = messageIn(body, texts);
    const message = `HTTP ${status}${said ? `, ${said}` : ''}${ADVICE[status] ? `. ${ADVICE[status]}` : ''}`;
    if (status === 408 || status === 425 || status === 429 || status >= 500) {
        return new Refusal(message, 'again', retryAfter(response.headers.get('retry-after')));
    }
    const tooLarge = status === 413 || (/^4(00|22)$/.test(String(status)) && /token|too (long|large|many)|batch|length/i.test(said));
    return new Refusal(message, tooLarge ? 'fewer' : 'none');
}
const ADVICE = {
    401: 'Check embedder-api-key',
    403: 'Check embedder-api-key',
    404: 'Check embedder-url and model',
};
/** What the service itself says, if it says so in a known form, and does not repeat a text. */
function messageIn(body, texts) {
    let said;
    try {
        const { error, message, detail } = JSON.parse(body);
        said = error?.message ?? error ?? message ?? detail;
    }
    catch {
        return '';
    }
    if (typeof said !== 'string' || texts.some((text) => said.includes(text.slice(0, 20))))
        return '';
    return said.slice(0, MESSAGE_LENGTH).replace(/\s+/g, ' ');
}
/** RFC 9110: seconds, or a date. @returns ms */
function retryAfter(header) {
    if (!header)
        return undefined;
    const pause = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
    return Number.isNaN(pause) ? undefined : Math.max(0, pause);
}
/** OpenAI's list names the place of each vector. */
function rowsByIndex(content) {
    const data = content?.data;
    if (!Array.isArray(data))
        return undefined;
    const rows = [];
    for (const [at, item] of data.entries())
        rows[item?.index ?? at] = item?.embedding;
    return rows;
}
function tokensIn(content) {
    const tokens = content?.usage?.prompt_tokens;
    return typeof tokens === 'number' ? tokens : 0;
}

;// CONCATENATED MODULE: ./src/embedder/session-plan.ts
/** Weights that are stored in 8 bits are held in 32, and laid out anew for the processor. */
const GROWTH_OF_WEIGHTS = 4;
/** Of a session besides its weights: the runtime, hidden states of a batch, the tokenizer. */
const SESSION_BYTES = 150e6;
/** Of the memory that this process may have, for all sessions. */
const SHARE_OF_MEMORY = 0.25;
/**
 * One session a thread, as far as memory goes: threads of one session wait for each other after every operator, sessions
 * do not. Each session holds the weights, so that of large models there are fewer, with more threads each.
 * @returns threads of each session
 */
function planSessions({ threads, weightBytes, memoryBytes }) {
    const affordable = Math.floor((memoryBytes * SHARE_OF_MEMORY) / (weightBytes * GROWTH_OF_WEIGHTS + SESSION_BYTES));
    const sessions = Math.max(1, Math.min(threads, affordable));
    return Array.from({ length: sessions }, (_, at) => Math.floor((threads + at) / sessions)).reverse();
}

;// CONCATENATED MODULE: ./src/embedder/open.ts











/**
 * Tokens of a batch at which a processor computes fastest: enough to keep it busy, and few enough that hidden states stay in
 * its cache. all-MiniLM-L6-v2 on one thread with 1 MB of it, in µs a token: 134 for 72 tokens, 107 for 576, 138 for 4,104.
 */
const CPU_BATCH_TOKENS = 512;
/** @throws InputError if the model, or an input about it, cannot be used */
async function openModel(inputs, places) {
    if (inputs.embedder !== 'onnx')
        return externalModel(inputs);
    const named = { ...(inputs.model && { name: external_node_path_default().basename(inputs.model) }) };
    return openOnnxModel(await folderOf(inputs, places), inputs, {
        digestFolder: places.remembersDigests ? places.cacheFolder : undefined,
        warn: places.warn,
        ...named,
    });
}
/** A folder comes before a model of the hub that has the same name. */
async function folderOf(inputs, { defaultModel, cacheFolder, warn }) {
    const folder = external_node_path_default().resolve(inputs.model || defaultModel);
    if (!isHubId(inputs.model) || (await isFolder(folder)))
        return folder;
    const { hubModel } = await __nccwpck_require__.e(/* import() */ 135).then(__nccwpck_require__.bind(__nccwpck_require__, 83135));
    return hubModel(inputs.model, inputs.revision, {
        endpoint: inputs.hubEndpoint,
        token: inputs.hubToken,
        offline: inputs.hubOffline === 'true',
        folder: cacheFolder,
        warn,
        needed: (names) => neededFiles(names, inputs.dtype),
    });
}
/** Whether a model is named as hubs name them, `owner/name`. */
function isHubId(model) {
    return /^\w[\w.-]*\/\w[\w.-]*$/.test(model);
}
function isFolder(folder) {
    return (0,promises_.stat)(folder).then((found) => found.isDirectory(), () => false);
}
/**
 * With openModel the only place that decides what embeds. Nothing is loaded, started or asked until the first text.
 * @param bundle folder of the main bundle; the embedder's own lies beside it
 */
function openEmbedder(model, inputs, bundle) {
    switch (model.kind) {
        case 'onnx':
            return new EmbedderInWorker(external_node_path_default().join(bundle, 'embedder', 'index.js'), model, () => optionsOf(model, inputs));
        case 'service':
            return new ServiceEmbedder(model, {
                apiKey: inputs.embedderApiKey,
                concurrency: inputs.embedderConcurrency,
                batch: inputs.embedderBatch,
            });
        case 'command':
            return new CommandEmbedder(model);
    }
}
/** One element a session. */
function optionsOf(model, inputs) {
    const weights = [model.onnxFile, `${model.onnxFile}_data`].map((name) => external_node_path_default().join(model.folder, name));
    const plan = planSessions({
        threads: inputs.threads || usableProcessors(),
        weightBytes: weights.reduce((sum, file) => sum + ((0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size ?? 0), 0),
        memoryBytes: Math.min((0,external_node_os_.totalmem)(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    });
    return plan.map((threads) => ({ batchTokens: inputs.batchTokens || CPU_BATCH_TOKENS, threads }));
}

;// CONCATENATED MODULE: ./src/plan/device.ts

/** Longer names say no more. */
const LONGEST = 60;
/** What embeds here, as rates are kept by: kind, threads and model of processor, such as `cpu-4-amd-epyc-7763`; or the kind of embedder. */
function deviceName({ embedder, threads }) {
    if (embedder !== 'onnx')
        return embedder;
    const model = (0,external_node_os_.cpus)()[0]?.model || process.arch;
    return `cpu-${threads || (0,external_node_os_.availableParallelism)()}-${slug(model)}`;
}
function slug(text) {
    const words = text
        .toLowerCase()
        .replace(/\((r|tm)\)|@.*$|\b(cpu|processor)\b/g, ' ')
        .match(/[a-z0-9]+/g);
    return (words ?? ['unknown']).join('-').slice(0, LONGEST);
}

// EXTERNAL MODULE: ./src/plan/limits.ts
var limits = __nccwpck_require__(98079);
// EXTERNAL MODULE: ./src/plan/prediction.ts
var plan_prediction = __nccwpck_require__(60486);
// EXTERNAL MODULE: ./src/plan/rates.ts
var rates = __nccwpck_require__(6336);
// EXTERNAL MODULE: ./src/recompute-audit.ts
var recompute_audit = __nccwpck_require__(24639);
// EXTERNAL MODULE: ./src/report/run-report.ts
var run_report = __nccwpck_require__(57330);
// EXTERNAL MODULE: ./src/cache/half-precision.ts
var half_precision = __nccwpck_require__(88508);
// EXTERNAL MODULE: ./src/keys/key-index.ts
var key_index = __nccwpck_require__(34882);
// EXTERNAL MODULE: ./src/keys/key-sample.ts
var key_sample = __nccwpck_require__(2590);
;// CONCATENATED MODULE: ./src/overlap.ts
/** Maps in order, with up to `ahead` items under way at once. Fails as soon as the item at the front fails. */
async function* overlap(items, ahead, work) {
    const underWay = [];
    for await (const item of items) {
        const result = work(item);
        // It may fail before its turn comes; whoever awaits it then sees the failure.
        result.catch(() => { });
        underWay.push(result);
        if (underWay.length >= ahead)
            yield await underWay.shift();
    }
    while (underWay.length > 0)
        yield await underWay.shift();
}

;// CONCATENATED MODULE: ./src/window.ts
/** Records of a window. Memory in use is a few windows, whatever the size of the corpus. */
const WINDOW_RECORDS = 1024;
/** Texts that are embedded, then stored, together: what a killed run loses at most. */
const SHARE_TEXTS = 256;
/** The same where texts are long, so that a share is done well within the grace time that a signal leaves: some 16,000 tokens. */
const SHARE_CHARACTERS = 65_536;
/** The record that wants a text first. */
function recordOf({ records, wantedBy }, at) {
    return records[wantedBy[at]];
}
/** Cuts what is to be embedded, in its order, where a share would hold too many texts or characters. */
function* sharesOf(missing, length) {
    let share = [];
    let characters = 0;
    for (const at of missing) {
        if (share.length === SHARE_TEXTS || (share.length > 0 && characters + length(at) > SHARE_CHARACTERS)) {
            yield share;
            share = [];
            characters = 0;
        }
        share.push(at);
        characters += length(at);
    }
    if (share.length > 0)
        yield share;
}
/** What the decision log says of it. */
function traceOf(window, { corrupt, unanswered = [] }) {
    return { origins: originsOf(window), byOthers: window.byOthers ?? new Set(), corrupt, unanswered };
}
/** For each record that wanted its text: the tier that had the vector. */
function originsOf({ records, firsts, wantedBy, lookup }) {
    const origins = new Array(records.length).fill(undefined);
    for (const [at, by] of wantedBy.entries())
        if (firsts[by])
            origins[by] = lookup?.origins[at];
    return origins;
}
/** Positions of vectors that are not there. */
function missesOf(vectors) {
    const missing = [];
    for (let at = 0; at < vectors.length; at++)
        if (!vectors[at])
            missing.push(at);
    return missing;
}
/** Gathers records into windows. Ends early once the signal is aborted. */
async function* windowsOf(records, signal) {
    let window = [];
    for await (const some of records) {
        if (signal.aborted)
            return;
        for (const record of some) {
            window.push(record);
            if (window.length < WINDOW_RECORDS)
                continue;
            yield window;
            window = [];
        }
    }
    if (window.length > 0)
        yield window;
}

;// CONCATENATED MODULE: ./src/resolve.ts






/** Windows that are looked up while others are embedded or written. */
const LOOKUPS_AHEAD = 6;
/** Turns records into vectors: from the tiers where they have them, else from the embedder; and stores what it embedded. */
class Resolver {
    cache;
    embedder;
    options;
    facts = {
        records: 0,
        unique: 0,
        hits: 0,
        hitsByTier: {},
        misses: 0,
        embedded: 0,
        sharedByOthers: 0,
        computedTwice: 0,
        tokens: 0,
        truncated: 0,
        embedMs: 0,
        loadMs: 0,
    };
    /** The number of each text that this run has met. Texts are numbered in the order in which windows want them. */
    seen = new key_index/* KeyIndex */.u();
    sample = new key_sample/* KeySample */.wA();
    missed = new key_sample/* KeySample */.wA();
    wanted = 0;
    embedding = new Set();
    /** In order. */
    underWay = [];
    constructor(cache, embedder, options) {
        this.cache = cache;
        this.embedder = embedder;
        this.options = options;
    }
    /** By which later runs can tell whether they met the same texts. */
    get texts() {
        return { digest: this.seen.digest, sample: this.sample.keys, missed: this.missed.keys };
    }
    get leases() {
        return this.options.leases;
    }
    get signal() {
        return this.options.signal;
    }
    /** Yields windows in corpus order. While one is embedded, the next are looked up and the one before is written. */
    async *resolve(records) {
        const windows = windowsOf(records, this.signal);
        const lookedUp = overlap(windows, LOOKUPS_AHEAD, (window) => this.lookUp(this.begin(window)));
        const complete = overlap(lookedUp, 2, (window) => this.track(this.complete(window)));
        try {
            for await (const window of complete) {
                if (this.signal.aborted)
                    return;
                yield this.end(window);
            }
        }
        finally {
            await Promise.allSettled(this.embedding);
        }
    }
    /**
     * Only asks the tiers, and computes nothing: yields windows in corpus order. Not to be mixed with `resolve`, which counts in
     * the same facts.
     * @param again whether what the tiers are asked here is left out of their own counts, because a run follows that asks again
     */
    async *survey(records, again = false) {
        const windows = windowsOf(records, this.signal);
        // Whatever was asked once in a survey is known: nobody needs its vector a second time.
        const lookedUp = overlap(windows, LOOKUPS_AHEAD, async (some) => {
            const window = await this.lookUp(this.begin(some, 0), again);
            this.underWay.splice(this.underWay.indexOf(window), 1);
            // As at the end of a window that is resolved.
            window.earlier = [];
            return { records: window.records, keys: window.keys, firsts: window.firsts, origins: originsOf(window) };
        });
        for await (const window of lookedUp) {
            if (this.signal.aborted)
                return;
            yield window;
        }
    }
    /** Remembers what is being embedded, so that nobody leaves before it is stored. */
    async track(work) {
        this.embedding.add(work);
        try {
            return await work;
        }
        finally {
            this.embedding.delete(work);
        }
    }
    /** @param oldest number of the first text that is not to be looked up again; by default that of one still on its way */
    begin(records, oldest = this.underWay[0]?.start ?? this.wanted) {
        const keys = records.map(({ text }) => (0,text_key/* textKey */.tQ)(this.options.textPrefix + text));
        const window = {
            records,
            keys,
            firsts: new Array(keys.length).fill(false),
            numbers: new Uint32Array(keys.length),
            start: this.wanted,
            wanted: [],
            wantedBy: [],
            vectors: [],
            earlier: [...this.underWay],
        };
        for (let index = 0; index < keys.length; index++)
            this.want(window, index, oldest);
        this.facts.records += records.length;
        this.underWay.push(window);
        return window;
    }
    /** @param oldest number of the first text that is still on its way; those before it are to be looked up again */
    want(window, index, oldest) {
        const key = window.keys[index];
        const known = this.seen.getOrSet(key, this.wanted);
        if (known !== undefined && known >= oldest) {
            window.numbers[index] = known;
            return;
        }
        if (known === undefined) {
            this.sample.add(key);
            window.firsts[index] = true;
            this.facts.unique++;
        }
        else {
            this.seen.set(key, this.wanted);
        }
        window.numbers[index] = this.wanted++;
        window.wanted.push(key);
        window.wantedBy.push(index);
    }
    /** Asks the tiers. A text that an earlier window brought, and that is no longer on its way, is asked for but not counted. */
    async lookUp(window, again = false) {
        const lookup = await (again ? this.cache.getAgain(window.wanted) : this.cache.getMany(window.wanted));
        const { vectors, origins } = lookup;
        window.vectors = vectors;
        window.lookup = lookup;
        for (let at = 0; at < window.wantedBy.length; at++) {
            if (!window.firsts[window.wantedBy[at]])
                continue;
            const tier = origins[at];
            if (tier === undefined) {
                this.facts.misses++;
                this.missed.add(window.wanted[at]);
            }
            else {
                this.facts.hits++;
                this.facts.hitsByTier[tier] = (this.facts.hitsByTier[tier] ?? 0) + 1;
            }
        }
        return window;
    }
    async complete(window) {
        await this.embed(window);
        if (this.options.audit.appliesTo(this.facts.misses > 0))
            await this.audit(window);
        return window;
    }
    /**
     * Embeds what no tier had, a share at a time, and stores each share while the next is computed. Texts that another run has
     * taken on are left to it; they come last, from the tiers, or from here after all if that run gave up.
     */
    async embed(window) {
        let missing = missesOf(window.vectors);
        const length = (at) => recordOf(window, at).text.length;
        // By length, so that a share holds texts of like length, which then fill batches without padding.
        missing.sort((a, b) => length(b) - length(a));
        while (missing.length > 0) {
            const elsewhere = [];
            const storing = [];
            try {
                for (const share of sharesOf(missing, length)) {
                    if (this.signal.aborted)
                        break;
                    this.options.mayEmbed?.(this.facts);
                    const { ours, theirs } = await this.claim(window, share);
                    elsewhere.push(...theirs);
                    if (ours.length === 0)
                        continue;
                    await this.compute(window, ours);
                    storing.push(this.store(window, ours));
                    storing.at(-1)?.catch(() => { });
                }
            }
            finally {
                // Also where a later share fails: tiers and leases are closed next, and what was computed is to be in them by then.
                await Promise.allSettled(storing);
            }
            await Promise.all(storing);
            if (elsewhere.length === 0 || this.signal.aborted)
                return;
            await this.leases.change();
            missing = await this.fetch(window, elsewhere);
        }
    }
    /** Embeds some of what the tiers had again. What deviates is replaced: here, and where it came from. */
    async audit(window) {
        const { audit } = this.options;
        const drawn = [...window.wanted.keys()].filter((at) => window.lookup?.origins[at] !== undefined && audit.draws(window.wanted[at]));
        const started = performance.now();
        for (const share of sharesOf(drawn, (at) => recordOf(window, at).text.length)) {
            if (this.signal.aborted)
                break;
            const { vectors } = await this.embedShare(window, share);
            const wrong = [];
            for (const [row, at] of share.entries()) {
                const key = window.wanted[at];
                const { source, line } = recordOf(window, at);
                const vector = vectors[row];
                const where = { key, source, line, tier: window.lookup?.origins[at] };
                if (!audit.judge(window.vectors[at], vector, where))
                    continue;
                window.vectors[at] = vector;
                wrong.push({ key, vector });
            }
            if (wrong.length > 0)
                await this.cache.putMany(wrong, true);
        }
        audit.facts.milliseconds += performance.now() - started;
    }
    /** Takes on what no other run has. What was stored since it was looked up, before its lease was ours, is fetched instead. */
    async claim(window, share) {
        if (!this.leases.shared)
            return { ours: [...share], theirs: [] };
        const granted = await this.leases.acquire(share.map((at) => window.wanted[at]));
        const theirs = share.filter((_, index) => !granted[index]);
        const leased = share.filter((_, index) => granted[index]);
        const ours = await this.fetch(window, leased);
        const stored = leased.filter((at) => window.vectors[at]);
        if (stored.length > 0)
            await this.leases.release(stored.map((at) => window.wanted[at]));
        return { ours, theirs };
    }
    /** Takes vectors that other runs have computed meanwhile. @returns those that are still missing */
    async fetch(window, positions) {
        if (positions.length === 0)
            return [];
        const { vectors } = await this.cache.getAgain(positions.map((at) => window.wanted[at]));
        for (const [index, at] of positions.entries())
            window.vectors[at] = vectors[index];
        const missing = positions.filter((at) => !window.vectors[at]);
        this.facts.sharedByOthers += positions.length - missing.length;
        if (this.options.traced) {
            window.byOthers ??= new Set();
            for (const at of positions)
                if (window.vectors[at])
                    window.byOthers.add(window.wantedBy[at]);
        }
        return missing;
    }
    async compute(window, share) {
        const { vectors, tokens, truncated, milliseconds, loadMilliseconds = 0, } = await this.embedShare(window, share, (done) => {
            this.facts.embedded += done;
        });
        this.facts.embedMs += milliseconds;
        this.facts.loadMs += loadMilliseconds;
        this.facts.tokens += tokens;
        this.facts.truncated += truncated;
        for (const [row, at] of share.entries())
            window.vectors[at] = vectors[row];
    }
    async embedShare(window, share, progress) {
        const texts = share.map((at) => this.options.textPrefix + recordOf(window, at).text);
        const { vectors: computed, ...facts } = await this.embedder.embed(texts, progress);
        const rounded = (0,half_precision/* roundToStored */.xU)(computed, this.options.cacheDtype);
        const dimensions = rounded.length / texts.length;
        return { ...facts, vectors: share.map((_, row) => rounded.subarray(row * dimensions, (row + 1) * dimensions)) };
    }
    /** Where another run was first, its vector is the one that this run goes on with. */
    async store(window, share) {
        const entries = share.map((at) => ({
            key: window.wanted[at],
            vector: window.vectors[at],
        }));
        const { adopted } = await this.cache.putMany(entries);
        this.facts.computedTwice += adopted.size;
        for (const [position, vector] of adopted)
            window.vectors[share[position]] = vector;
        if (this.leases.shared)
            await this.leases.release(entries.map(({ key }) => key));
    }
    /** Windows end in order, so whatever this one waits for in an earlier one is there. */
    end(window) {
        const { records, keys, firsts, numbers, earlier } = window;
        const vectors = Array.from(numbers, (number) => {
            const bringer = number >= window.start ? window : earlier.find(({ start, wanted }) => number < start + wanted.length);
            return bringer?.vectors[number - bringer.start];
        });
        this.underWay.shift();
        // Else each window would keep the one before it alive, back to the first.
        window.earlier = [];
        return {
            records,
            keys,
            firsts,
            vectors,
            ...(this.options.traced && window.lookup && { trace: traceOf(window, window.lookup) }),
        };
    }
}

;// CONCATENATED MODULE: ./src/session.ts















/** @throws InputError, ModelError; CacheError only with `on-cache-failure: fail` */
async function openSession(inputs, { platform, version, bundle, signal, settings, warnings: earlier }) {
    const started = new Date();
    const warnings = [...earlier];
    const warn = (message) => {
        warnings.push(message);
        platform.warn(message);
    };
    const { model, scope, signingKeys, folder } = await identify(inputs, { platform, bundle, warn });
    const untrusted = (0,trust_scope/* untrustedName */.gW)(scope);
    const space = {
        fingerprint: model.fingerprint,
        dimensions: model.contract.dimensions,
        dtype: inputs.cacheDtype,
        ...(untrusted !== undefined && { scope: untrusted }),
        ...(signingKeys && { signingKeys }),
    };
    const resolvers = [];
    const { cache, leases, ledgers } = await openCache({ ...inputs, runnerCachePath: folder }, space, {
        warn,
        info: (message) => platform.info(message),
        embeddingCost: () => embeddingCost(resolvers),
    });
    const audit = new recompute_audit/* RecomputeAudit */.g1({
        sample: inputs.auditSample,
        tolerance: inputs.auditTolerance,
        seed: inputs.auditSeed,
    });
    const embedder = openEmbedder(model, inputs, bundle);
    const device = deviceName(inputs);
    let rateBefore;
    /** What is learnt here is for the next run: what was known before is what this one is judged by. */
    const learn = async () => {
        const use = (0,use_ledger/* useOf */.jj)(resolvers.map(({ facts }) => facts), cache.facts, Date.now() - started.getTime());
        // A plan only asks: what it asked for is used, or embedded, by the runs that follow.
        const noted = resolvers.length > 0 && Promise.all(ledgers.map((ledger) => (0,use_ledger/* noteUse */.MD)(ledger, model.fingerprint, use, started)));
        const measured = measure(resolvers);
        if (measured.tokens > 0) {
            rateBefore = await (0,rates/* readRate */.nm)(ledgers, model.fingerprint, device);
            await (0,rates/* recordRate */.s0)(ledgers, model.fingerprint, device, measured);
        }
        await noted;
    };
    let closing;
    const close = async () => {
        closing ??= Promise.all([
            leases.close().then(() => cache.close()),
            embedder.close(),
            // Beside the closing of the tiers, so that it takes no time of its own.
            learn().then(() => Promise.all(ledgers.map((ledger) => ledger.close()))),
        ]).then(() => {
            for (const tier of cache.facts)
                if (isOwed(tier))
                    warn(owedWarning(tier));
        });
        await closing;
    };
    const predictionOf = ({ plan, shard }) => {
        const measured = measure(resolvers);
        const prediction = measured.tokens > 0 ? (0,plan_prediction/* checkPrediction */._f)(device, rateBefore, plan?.tokens ?? shard?.tokens, measured) : undefined;
        return prediction ? { prediction } : {};
    };
    const newResolver = (limited = false) => new Resolver(cache, embedder, {
        textPrefix: model.contract.textPrefix,
        cacheDtype: inputs.cacheDtype,
        leases,
        audit,
        signal,
        traced: inputs.decisionLog !== '',
        ...(limited && { mayEmbed: (facts) => (0,limits/* watch */.wB)(facts, device, inputs) }),
    });
    return {
        model,
        device,
        ledgers,
        get tiers() {
            return cache.facts;
        },
        warn,
        surveyor: () => newResolver(),
        resolver(limited = false) {
            const resolver = newResolver(limited);
            resolvers.push(resolver);
            return resolver;
        },
        report: (facts, { facts: texts }) => ({
            schema: run_report/* REPORT_SCHEMA */.DC,
            version,
            mode: inputs.mode,
            started: started.toISOString(),
            seconds: (Date.now() - started.getTime()) / 1000,
            settings,
            model: { name: model.name, fingerprint: model.fingerprint, contract: model.contract },
            trust: { scope, keyIds: signingKeys?.ids ?? [] },
            texts: { ...texts, hitRate: (0,run_report/* hitRate */.aK)(texts) },
            tiers: cache.facts,
            ...(audit.facts.eligible > 0 && { recomputed: audit.facts }),
            ...facts,
            ...predictionOf(facts),
            warnings,
        }),
        close,
        async endIfInterrupted() {
            if (!signal.aborted)
                return;
            await close();
            const embedded = resolvers.reduce((sum, { facts }) => sum + facts.embedded, 0);
            throw new errors/* Interrupted */.j$(`ended by ${signal.reason} after ${embedded} texts were embedded. ${whereStored(cache.facts)}`);
        },
    };
}
/** @throws InputError, ModelError */
async function identify(inputs, { platform, bundle, warn }) {
    const keys = await readSigningKeys(inputs);
    for (const key of keys)
        platform.mask(key);
    const signingKeys = keys.length > 0 ? new signature/* SigningKeys */.Q5(keys) : undefined;
    const { scope, warning } = (0,trust_scope/* decideTrustScope */.F9)(inputs.trustScope, await platform.trustScope());
    if (warning !== undefined)
        warn(warning);
    const folder = inputs.runnerCachePath || platform.cacheFolder;
    const model = await openModel(inputs, {
        defaultModel: external_node_path_default().join(bundle, 'model', 'all-MiniLM-L6-v2'),
        cacheFolder: (0,trust_scope/* scopeFolder */.PM)(folder, (0,trust_scope/* untrustedName */.gW)(scope)),
        // Whoever can write remembered digests decides fingerprints. So an untrusted run has a file of its own, and a run that signs
        // believes none.
        remembersDigests: signingKeys === undefined,
        warn,
    });
    return { model, scope, signingKeys, folder };
}
/** What all of them embedded. */
function measure(resolvers) {
    const sum = (of) => resolvers.reduce((total, { facts }) => total + of(facts), 0);
    return {
        texts: sum(({ embedded }) => embedded),
        tokens: sum(({ tokens }) => tokens),
        milliseconds: sum(({ embedMs }) => embedMs),
        loadMilliseconds: sum(({ loadMs }) => loadMs),
    };
}
/** Mean over the run so far, in ms a text. */
function embeddingCost(resolvers) {
    const { texts, milliseconds } = measure(resolvers);
    return texts > 0 && milliseconds > 0 ? milliseconds / texts : undefined;
}
function whereStored(tiers) {
    const places = tiers.filter(({ written }) => written > 0).map(({ name, location }) => `${name} (${location})`);
    const stored = places.length > 0 ? `They are stored in ${places.join(' and ')}: run it again to go on from there. ` : '';
    return `${stored}No output was written.`;
}
/** Whether a tier is short of vectors although it was never paused, which would have been told. */
function isOwed({ missed, madeUp, changes }) {
    return missed > madeUp && changes.length === 0;
}
function owedWarning({ name, missed, madeUp, lastFailure }) {
    return `${name} did not take ${missed - madeUp} vectors: ${lastFailure ?? 'it was not available'}`;
}


/***/ }),

/***/ 70844:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F9: () => (/* binding */ decideTrustScope),
/* harmony export */   PM: () => (/* binding */ scopeFolder),
/* harmony export */   Se: () => (/* binding */ TRUSTED),
/* harmony export */   gW: () => (/* binding */ untrustedName)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);

/** The scope that everybody reads and only trusted runs write. */
const TRUSTED = 'trusted';
/**
 * What `trust-scope` and the platform come to. What is asked for by name is done, since whoever writes the workflow decides; that
 * it contradicts the event is said.
 * @param derived from the event; undefined where there is none
 */
function decideTrustScope(input, derived) {
    if (input === 'auto') {
        return { scope: derived ?? { name: TRUSTED, source: 'default', why: 'no event says otherwise' } };
    }
    const scope = { name: input, source: 'input', why: `trust-scope: ${input}` };
    if (input !== TRUSTED || derived === undefined || derived.name === TRUSTED)
        return { scope };
    const warning = `trust-scope: ${TRUSTED} is given, although this run is for ${derived.why}. What it computes is trusted by every later run.`;
    return { scope, warning };
}
/** The name that the tiers get: none for the trusted scope, whose names are those of a cache without scopes. */
function untrustedName({ name }) {
    return name === TRUSTED ? undefined : name;
}
/** The folder of a scope in the runner cache. */
function scopeFolder(root, untrusted) {
    return untrusted === undefined ? root : node_path__WEBPACK_IMPORTED_MODULE_0___default().join(root, `~${untrusted}`);
}


/***/ }),

/***/ 17691:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ writeGoldenSet),
/* harmony export */   a: () => (/* binding */ readGoldenSet)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _corpus_lines__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6791);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(83916);
/* harmony import */ var _output_partial_file__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(33425);




/**
 * Reads a golden set: JSON Lines `{"text", "id"?, "vector"?, "fingerprint"?}`, or plain text, one a line.
 * @throws InputError naming every line that cannot be used
 */
async function readGoldenSet(file) {
    let content;
    try {
        content = new TextDecoder('utf-8', { fatal: true }).decode(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file));
    }
    catch (error) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz([`golden-set: cannot read ${file}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`], { cause: error });
    }
    const faults = [];
    const golden = new Map();
    for (const [index, line] of content.split('\n').entries()) {
        if ((0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(line) === '')
            continue;
        try {
            const entry = parseLine(line, index + 1);
            const twin = golden.get(entry.text);
            if (twin)
                throw new Error(`the same text as ${twin.name}`);
            golden.set(entry.text, entry);
        }
        catch (error) {
            faults.push(`golden-set: ${file}:${index + 1}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
        }
    }
    if (faults.length === 0 && golden.size === 0)
        faults.push(`golden-set: ${file} holds no text`);
    if (faults.length > 0)
        throw new _errors__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(faults);
    return [...golden.values()];
}
function parseLine(line, number) {
    if (!line.trimStart().startsWith('{'))
        return { text: (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(line), name: `line ${number}`, fields: {} };
    let value;
    try {
        value = JSON.parse(line);
    }
    catch {
        throw new Error('the line begins with { but is not JSON');
    }
    const { text, vector, fingerprint, ...fields } = value;
    if (typeof text !== 'string' || (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(text) === '')
        throw new Error('field "text" is missing or empty');
    if (!text.isWellFormed())
        throw new Error('field "text" holds half of a surrogate pair, which is no character');
    const name = fields.id === undefined ? `line ${number}` : String(fields.id);
    if (vector === undefined)
        return { text: (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(text), name, fields };
    if (!Array.isArray(vector) || !vector.every(Number.isFinite))
        throw new Error('field "vector" is not an array of numbers');
    if (typeof fingerprint !== 'string')
        throw new Error('field "fingerprint" is missing beside "vector"');
    return { text: (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(text), name, fields, approved: { vector: Float32Array.from(vector), fingerprint } };
}
/** Writes the golden set with its approved vectors, in its order. Replaces the file only when the new one is whole. */
async function writeGoldenSet(file, golden) {
    const output = await _output_partial_file__WEBPACK_IMPORTED_MODULE_3__/* .PartialFile */ .A.open(file);
    try {
        for (const { text, fields, approved } of golden) {
            output.text(JSON.stringify({ ...fields, text, fingerprint: approved?.fingerprint }).slice(0, -1));
            if (approved) {
                output.text(',"vector":[');
                output.components(approved.vector);
                output.text(']');
            }
            output.text('}\n');
        }
        await output.finish();
    }
    catch (error) {
        await output.discard();
        throw error;
    }
}


/***/ }),

/***/ 52343:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ GoldenVectors)
/* harmony export */ });
/** Gathers the present vectors of golden texts while a corpus goes by. */
class GoldenVectors {
    golden;
    wanted;
    vectors = new Map();
    constructor(golden) {
        this.golden = golden;
        this.wanted = new Set(golden.map(({ text }) => text));
    }
    take({ records, vectors }) {
        if (this.vectors.size === this.wanted.size)
            return;
        for (const [index, { text }] of records.entries()) {
            // A copy: what it is a view of should not stay.
            if (this.wanted.has(text) && !this.vectors.has(text))
                this.vectors.set(text, vectors[index].slice());
        }
    }
    /** Golden texts that were in nothing taken so far. */
    missing() {
        return this.golden.filter(({ text }) => !this.vectors.has(text));
    }
    /** Finds or computes what is missing, so that every golden text is judged whether the corpus still holds it or not. */
    async complete(resolver) {
        const missing = this.missing().map(({ text }, index) => ({
            text,
            source: 'golden set',
            line: index + 1,
        }));
        for await (const window of resolver.resolve(inOneGo(missing)))
            this.take(window);
        return this.vectors;
    }
}
async function* inOneGo(records) {
    if (records.length > 0)
        yield records;
}


/***/ }),

/***/ 42613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 20181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 35317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 96137:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns/promises");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 58611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 65692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 73339:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 34589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 37540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 40610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 78474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 32467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 41792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 46466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 58500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 73136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 73429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 75919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 16928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 53557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 87016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 8330:
/***/ ((module) => {

module.exports = {"rE":"0.1.0"};

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(41730);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
