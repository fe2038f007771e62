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
/* harmony export */   K: () => (/* binding */ allMisses),
/* harmony export */   Z: () => (/* binding */ SCRATCH)
/* harmony export */ });
/** The tier of a run that keeps no vectors: what it finds there, it computed itself. */
const SCRATCH = 'scratch';
/** A lookup in which nothing was found. */
function allMisses(count) {
    return { vectors: new Array(count).fill(undefined), origins: new Array(count).fill(undefined), corrupt: 0 };
}


/***/ }),

/***/ 98696:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ isAddress),
/* harmony export */   U: () => (/* binding */ shownAddress)
/* harmony export */ });
/** Whether a line of the corpus is an address. */
function isAddress(line) {
    return /^\s*(https?|s3):\/\//i.test(line);
}
/** An address without a password, and without a query: links that are signed have their signature there. */
function shownAddress(line) {
    if (!isAddress(line))
        return line;
    return line.replace(/[?#].*$/s, '').replace(/^(\s*[a-z0-9]+:\/\/)[^/]*@/i, '$1');
}


/***/ }),

/***/ 6791:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Oj: () => (/* binding */ trimText),
/* harmony export */   Se: () => (/* binding */ readLines),
/* harmony export */   xR: () => (/* binding */ MAX_RECORD_BYTES)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_buffer__WEBPACK_IMPORTED_MODULE_0__);

/** A longer line, or record of any format, is an error: it is no text that a model reads, and would have to be held in memory whole. */
const MAX_RECORD_BYTES = 16 * 2 ** 20;
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
            if (restBytes > MAX_RECORD_BYTES) {
                context.bad(line, `the line is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB`);
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
            context.bad(first + texts.length, `the line is not valid ${context.encoding}, from column ${invalidColumn(line)} on`);
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

/***/ 99428:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ shownName)
/* harmony export */ });
/** Control characters would break a line of the log in two, and begin a command of GitHub's there. */
function shownName(name) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be shown otherwise.
    return name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
}


/***/ }),

/***/ 42388:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  t: () => (/* binding */ openCorpus)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(57075);
;// CONCATENATED MODULE: ./src/corpus/archive.ts

/**
 * The files of a tar archive, in its order.
 * @throws Error if it is none, or cut
 */
async function* readArchive(bytes) {
    const { createTarDecoder } = await __nccwpck_require__.e(/* import() */ 942).then(__nccwpck_require__.bind(__nccwpck_require__, 51942));
    const source = external_node_stream_.Readable.toWeb(external_node_stream_.Readable.from(bytes, { objectMode: false }));
    // Strict, so that an archive without its end, or with a header that was changed, is an error.
    const decoder = createTarDecoder({ strict: true });
    for await (const { header, body } of source.pipeThrough(decoder)) {
        const isFile = header.type === undefined || header.type === 'file';
        yield { name: header.name, folder: header.type === 'directory', bytes: isFile ? buffersOf(body) : undefined };
        // What was not read is passed over.
        if (!body.locked)
            await body.cancel();
    }
}
async function* buffersOf(body) {
    for await (const piece of body)
        yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(38522);
;// CONCATENATED MODULE: ./src/corpus/compression.ts


/** What Node.js has since 22.15. Before, a library does the same at a third of the speed. */
const NATIVE = external_node_zlib_;
/** By file extension. */
const DECOMPRESSORS = {
    '.gz': (bytes) => through(bytes, external_node_zlib_.createGunzip({ chunkSize: 256 * 1024 })),
    '.zst': (bytes) => {
        const native = NATIVE.createZstdDecompress;
        return native ? through(bytes, native()) : zstdInJavaScript(bytes);
    },
};
/** The compression that a file name tells, or undefined. */
function compressionOf(file) {
    return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}
function decompress(bytes, compression) {
    if (!compression)
        return bytes;
    const stream = bytes instanceof external_node_stream_.Readable ? bytes : external_node_stream_.Readable.from(bytes, { objectMode: false });
    return DECOMPRESSORS[compression](stream);
}
/** Decompresses a block of zstd of which it is known how long it will be. @throws Error if it is longer */
async function zstdDecompressor() {
    const native = NATIVE.zstdDecompressSync;
    if (native)
        return (bytes, length) => native(bytes, { maxOutputLength: length || 1 });
    const { decompress } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 68339));
    return (bytes, length) => decompress(bytes, new Uint8Array(length));
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

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(57975);
;// CONCATENATED MODULE: ./src/corpus/encoding.ts

const UTF_8 = 'utf-8';
/** As much of a file as is looked at for a declaration: what browsers look at. */
const START_BYTES = 1024;
const REPLACEMENT = '\ufffd';
/** Never part of UTF-8, so that whoever reads the lines finds the place of what was no character. */
const NO_CHARACTER = Buffer.from([0xff]);
const BYTE_ORDER_MARKS = [
    [[0xef, 0xbb, 0xbf], UTF_8],
    [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
    [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
    [[0xff, 0xfe], 'utf-16le'],
    [[0xfe, 0xff], 'utf-16be'],
];
/**
 * Makes UTF-8 of text in another encoding: that of its byte order mark, else the one asked for, else the one that it declares,
 * else UTF-8 as it is. What is no character becomes a byte that is not UTF-8. So does a U+FFFD: a sign that a character was
 * lost before.
 * @param asked `auto`, or a label of the WHATWG Encoding Standard
 * @throws Error if the encoding is none that can be read
 */
async function decodeText(bytes, asked, format) {
    const pieces = bytes[Symbol.asyncIterator]();
    const { start, ended } = await startOf(pieces);
    const mark = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, at) => start[at] === byte));
    const label = mark?.[1] ?? (asked === 'auto' ? (format.declaredEncoding?.(start) ?? UTF_8) : asked);
    const body = rejoin(start.subarray(mark?.[0].length ?? 0), pieces, ended);
    const encoding = decoderOf(label).encoding;
    return { encoding: encoding.toUpperCase(), bytes: encoding === UTF_8 ? body : transcode(body, decoderOf(label)) };
}
function decoderOf(label) {
    try {
        return new external_node_util_.TextDecoder(label, { ignoreBOM: true });
    }
    catch (error) {
        throw new Error(`its text is declared as ${JSON.stringify(label.slice(0, 40))}, which cannot be read: set encoding`, {
            cause: error,
        });
    }
}
async function startOf(pieces) {
    let start = Buffer.alloc(0);
    while (start.length < START_BYTES) {
        const next = await pieces.next();
        if (next.done)
            return { start, ended: true };
        start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
    }
    return { start, ended: false };
}
async function* rejoin(start, pieces, ended) {
    try {
        if (start.length > 0)
            yield start;
        while (!ended) {
            const next = await pieces.next();
            if (next.done)
                return;
            yield next.value;
        }
    }
    finally {
        await pieces.return?.();
    }
}
async function* transcode(bytes, decoder) {
    // Always as a stream: Node 20 decodes windows-1252 as if it were ISO 8859-1 otherwise.
    for await (const piece of bytes)
        yield inUtf8(decoder.decode(piece, { stream: true }));
    yield inUtf8(decoder.decode());
}
function inUtf8(text) {
    if (!text.includes(REPLACEMENT))
        return Buffer.from(text);
    const parts = text.split(REPLACEMENT).flatMap((part) => [NO_CHARACTER, Buffer.from(part)]);
    return Buffer.concat(parts.slice(1));
}

;// CONCATENATED MODULE: ./src/corpus/format.ts
/** How many skipped records are kept as examples for the report. */
const SKIPPED_EXAMPLES = 10;

// EXTERNAL MODULE: ./src/corpus/origin.ts
var origin = __nccwpck_require__(99428);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/corpus/address.ts
var address = __nccwpck_require__(98696);
// EXTERNAL MODULE: ./src/corpus/lines.ts
var corpus_lines = __nccwpck_require__(6791);
;// CONCATENATED MODULE: ./src/corpus/csv-rows.ts

const QUOTE = '"';
/**
 * Cuts lines into rows as RFC 4180 has it: a cell that begins with a quote goes on to the next single one, over delimiters
 * and line ends; two quotes within are one. A quote elsewhere is a character like others, as Python's csv reads it.
 *
 * Where quotes are wrong, only the first line of the row is given up. The lines after it are read again, each as a row of
 * its own, so that one stray quote does not swallow the rows behind it.
 */
class RowCutter {
    delimiter;
    context;
    open;
    constructor(delimiter, context) {
        this.delimiter = delimiter;
        this.context = context;
    }
    /** The rows that these lines end. */
    cut({ texts, first }) {
        const rows = [];
        for (let index = 0; index < texts.length; index++) {
            const text = texts[index];
            if (this.open)
                this.goOn(this.open, text, rows);
            else if (text !== undefined)
                this.begin(text, first + index, rows);
        }
        return rows;
    }
    /** The rows that the end of the file brings. */
    end() {
        const rows = [];
        if (this.open)
            this.giveUp(this.open, 'is not closed before the end of the file', rows);
        return rows;
    }
    begin(text, line, rows) {
        const bare = withoutReturn(text);
        if (!bare.includes(QUOTE)) {
            // Most lines: there is nothing to take off.
            if (bare.trim() === '' && !bare.includes(this.delimiter))
                this.context.blank();
            else
                rows.push({ cells: bare.split(this.delimiter), line });
            return;
        }
        const cells = [];
        const ended = this.cells(bare, 0, cells);
        if (ended.fault !== undefined)
            this.context.bad(line, ended.fault);
        else if (ended.open === undefined)
            rows.push({ cells, line });
        else {
            const cell = ended.open + lineEnd(text);
            const column = cells.length + 1;
            this.open = { lines: [text], first: line, cells, column, cell, bytes: Buffer.byteLength(text) };
        }
    }
    goOn(row, text, rows) {
        row.lines.push(text);
        row.bytes += text === undefined ? 0 : Buffer.byteLength(text) + 1;
        const tooLong = row.bytes > corpus_lines/* MAX_RECORD_BYTES */.xR;
        if (text === undefined || tooLong) {
            const limit = `is not closed within ${corpus_lines/* MAX_RECORD_BYTES */.xR / 2 ** 20} MiB`;
            this.giveUp(row, tooLong ? limit : `is not closed before line ${row.first + row.lines.length - 1}, which cannot be used`, rows);
            return;
        }
        const bare = withoutReturn(text);
        const closed = this.quoted(bare, 0);
        row.cell += closed.cell;
        if (closed.at === undefined) {
            row.cell += lineEnd(text);
            return;
        }
        row.cells.push(row.cell);
        const ended = this.afterQuote(bare, closed.at, row.cells);
        if (ended.fault !== undefined) {
            this.giveUp(row, `is closed in line ${row.first + row.lines.length - 1}, where ${ended.fault}`, rows);
        }
        else if (ended.open === undefined) {
            this.open = undefined;
            rows.push({ cells: row.cells, line: row.first });
        }
        else {
            row.column = row.cells.length + 1;
            row.cell = ended.open + lineEnd(text);
        }
    }
    /** Reads the lines after the first again, none of which may now leave a quote open. */
    giveUp(row, why, rows) {
        this.open = undefined;
        this.context.bad(row.first, `the quote that opens cell ${row.column} ${why}`);
        for (let index = 1; index < row.lines.length; index++) {
            const text = row.lines[index];
            if (text === undefined)
                continue;
            this.begin(text, row.first + index, rows);
            const again = this.open;
            if (!again)
                continue;
            this.open = undefined;
            this.context.bad(again.first, `the quote that opens cell ${again.column} is not closed in its line`);
        }
    }
    afterQuote(line, at, cells) {
        if (at === line.length)
            return {};
        return line.startsWith(this.delimiter, at) ? this.cells(line, at + 1, cells) : textAfterQuote(cells);
    }
    /** Cells from the beginning of one on. `open` is what is in a quote that was not closed. */
    cells(line, from, cells) {
        for (let at = from;;) {
            if (line.startsWith(QUOTE, at)) {
                const { cell, at: closed } = this.quoted(line, at + 1);
                if (closed === undefined)
                    return { open: cell };
                cells.push(cell);
                if (closed === line.length)
                    return {};
                if (!line.startsWith(this.delimiter, closed))
                    return textAfterQuote(cells);
                at = closed + 1;
                continue;
            }
            const end = line.indexOf(this.delimiter, at);
            if (end < 0) {
                cells.push(line.slice(at));
                return {};
            }
            cells.push(line.slice(at, end));
            at = end + 1;
        }
    }
    /** What is in quotes, from behind the first, and where the next thing stands if they are closed. */
    quoted(line, from) {
        let cell = '';
        for (let at = from;;) {
            const quote = line.indexOf(QUOTE, at);
            if (quote < 0)
                return { cell: cell + line.slice(at) };
            cell += line.slice(at, quote);
            if (!line.startsWith(QUOTE, quote + 1))
                return { cell, at: quote + 1 };
            cell += QUOTE;
            at = quote + 2;
        }
    }
}
function textAfterQuote(cells) {
    return { fault: `text follows the quote that closes cell ${cells.length}` };
}
function withoutReturn(line) {
    return line.endsWith('\r') ? line.slice(0, -1) : line;
}
/** Lines come without LF, but with the CR before it. */
function lineEnd(line) {
    return line.endsWith('\r') ? '\r\n' : '\n';
}

;// CONCATENATED MODULE: ./src/corpus/fields.ts

/**
 * The record that an object holds: `text-field` is the text, `id-field` the id, and all other fields are metadata.
 * @param where of the object, put before what is wrong with it, such as `line 3: `
 * @returns undefined if it is blank or cannot be used, which the context is told
 */
function recordOf(value, place, context, where = '') {
    const { textField, idField } = context.inputs;
    const { [textField]: text, [idField]: id, ...metadata } = value;
    return recordFrom({ text, id, metadata, fields: value }, place, context, where);
}
/** The same, of what was found elsewhere than right in an object. */
function recordFrom(found, place, context, where = '') {
    const { textField, idField } = context.inputs;
    const { text, id, metadata } = found;
    if (typeof text !== 'string') {
        const problem = text === undefined ? 'is missing' : 'is not a string';
        context.bad(place, `${where}field "${textField}" (text-field) ${problem}; there is ${fieldNames(found.fields)}`);
        return undefined;
    }
    const trimmed = usableText(text, place, context, `${where}field "${textField}"`);
    if (trimmed === undefined)
        return undefined;
    if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
        context.bad(place, `${where}field "${idField}" (id-field) is neither a string nor a number`);
        return undefined;
    }
    if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {
        context.bad(place, `${where}field "${idField}" (id-field) is a number too large to be read exactly: write it as a string`);
        return undefined;
    }
    return {
        text: trimmed,
        source: context.source,
        line: place,
        ...(id !== undefined && { id: String(id) }),
        ...(Object.keys(metadata).length > 0 && { metadata }),
    };
}
/**
 * A text as records hold it: trimmed, not empty, well-formed, not too long.
 * @param what holds it
 * @returns undefined if it is blank or cannot be used, which the context is told
 */
function usableText(text, place, context, what) {
    const trimmed = (0,corpus_lines/* trimText */.Oj)(text);
    if (trimmed === '') {
        context.blank();
        return undefined;
    }
    if (!trimmed.isWellFormed()) {
        context.bad(place, `${what} holds half of a surrogate pair, which is no character`);
        return undefined;
    }
    // No UTF-16 unit takes more than three bytes: most texts need not be counted.
    if (trimmed.length * 3 > corpus_lines/* MAX_RECORD_BYTES */.xR && Buffer.byteLength(trimmed) > corpus_lines/* MAX_RECORD_BYTES */.xR) {
        context.bad(place, `${what} is longer than ${corpus_lines/* MAX_RECORD_BYTES */.xR / 2 ** 20} MiB`);
        return undefined;
    }
    return trimmed;
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

;// CONCATENATED MODULE: ./src/corpus/csv.ts




/** Rows with commas between cells, or what `csv-delimiter` says: a record a row. */
const csvFormat = {
    name: 'csv',
    extensions: ['.csv'],
    counts: 'line',
    read: (bytes, context) => readTable(bytes, context, context.inputs.csvDelimiter),
};
/** The same with tabs. */
const tsvFormat = {
    name: 'tsv',
    extensions: ['.tsv', '.tab'],
    counts: 'line',
    read: (bytes, context) => readTable(bytes, context, '\t'),
};
async function* readTable(bytes, context, delimiter) {
    const cutter = new RowCutter(delimiter, context);
    const table = new Table(context);
    for await (const lines of (0,corpus_lines/* readLines */.Se)(bytes, context))
        yield table.records(cutter.cut(lines));
    yield table.records(cutter.end());
}
/** Makes records of rows. What the first row says holds for all. */
class Table {
    context;
    columns;
    constructor(context) {
        this.context = context;
    }
    records(rows) {
        const records = [];
        for (const row of rows) {
            if (!this.columns) {
                this.columns = columnsOf(row, this.context);
                if (this.context.inputs.csvHeader)
                    continue;
            }
            const record = this.record(row, this.columns);
            if (record)
                records.push(record);
        }
        return records;
    }
    record({ cells, line }, columns) {
        if (cells.length !== columns.count) {
            const expected = `${this.context.inputs.csvHeader ? 'the header' : 'the first row'} has ${columns.count}`;
            this.context.bad(line, `the row has ${cells.length === 1 ? '1 column' : `${cells.length} columns`}, and ${expected}`);
            return undefined;
        }
        const text = usableText(cells[columns.text], line, this.context, 'the text');
        if (text === undefined)
            return undefined;
        const { source } = this.context;
        const id = columns.id < 0 ? '' : cells[columns.id];
        if (columns.others.length === 0)
            return id === '' ? { text, source, line } : { text, source, line, id };
        const metadata = {};
        for (const [column, name] of columns.others)
            metadata[name] = cells[column];
        return id === '' ? { text, source, line, metadata } : { text, source, line, id, metadata };
    }
}
/** @throws CorpusError if a column that is named is not there: then nothing in the file can be used */
function columnsOf({ cells, line }, context) {
    const { csvHeader, textField, idField } = context.inputs;
    const names = csvHeader ? cells.map((cell) => cell.trim()) : cells.map((_, column) => String(column));
    const text = names.indexOf(textField);
    if (text < 0) {
        const there = csvHeader
            ? `the header has ${names
                .slice(0, 10)
                .map((name) => JSON.stringify(name))
                .join(', ')}`
            : `csv-header is false, so columns are numbers from 0 to ${names.length - 1}`;
        throw new errors/* CorpusError */.bf(`${context.source}:${line}: there is no column ${JSON.stringify(textField)} (text-field); ${there}.`, { position: { source: context.source, line } });
    }
    for (const name of [textField, idField]) {
        if (names.indexOf(name) === names.lastIndexOf(name))
            continue;
        throw new errors/* CorpusError */.bf(`${context.source}:${line}: there are several columns ${JSON.stringify(name)}.`, {
            position: { source: context.source, line },
        });
    }
    const id = names.indexOf(idField);
    const others = names
        .map((name, column) => [column, name === '' || names.indexOf(name) < column ? String(column) : name])
        .filter(([column]) => column !== text && column !== id);
    return { count: names.length, text, id, others };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: ./src/corpus/document.ts



/**
 * A document as one text.
 * @returns undefined if it is too long or not valid, which the context is told
 */
async function readDocument(bytes, context) {
    const whole = await readWhole(bytes, corpus_lines/* MAX_RECORD_BYTES */.xR);
    if (!whole) {
        context.bad(undefined, `the document is longer than ${corpus_lines/* MAX_RECORD_BYTES */.xR / 2 ** 20} MiB`);
        return undefined;
    }
    if ((0,external_node_buffer_.isUtf8)(whole))
        return whole.toString('utf8');
    await nameFirstFault(whole, context);
    return undefined;
}
/** Of one of which something is wrong, all is wrong: a document is used whole or not at all. */
async function nameFirstFault(whole, context) {
    let named = false;
    const once = {
        encoding: context.encoding,
        bad(line, reason) {
            if (!named)
                context.bad(line, reason);
            named = true;
        },
    };
    for await (const _ of (0,corpus_lines/* readLines */.Se)(external_node_stream_.Readable.from([whole]), once))
        if (named)
            return;
}
/**
 * All bytes of a file.
 * @param limit bytes
 * @returns undefined if there are more; they are read all the same, so that what is counted is right
 */
async function readWhole(bytes, limit) {
    let parts = [];
    let length = 0;
    for await (const piece of bytes) {
        length += piece.length;
        if (length <= limit)
            parts.push(piece);
        else
            parts = [];
    }
    return length > limit ? undefined : Buffer.concat(parts);
}

;// CONCATENATED MODULE: ./src/corpus/html-text.ts
/** What is not text for readers of a page. */
const UNSEEN = new Set([
    'script',
    'style',
    'template',
    'noscript',
    'svg',
    'math',
    'iframe',
    'object',
    'canvas',
    'select',
]);
/** What begins on a line of its own and is followed by an empty one. */
const PARAGRAPHS = new Set([
    ...[
        'address',
        'article',
        'aside',
        'blockquote',
        'body',
        'details',
        'div',
        'dl',
        'fieldset',
        'figure',
        'footer',
        'form',
    ],
    ...['header', 'hgroup', 'hr', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'ul'],
]);
/** What begins on a line of its own. */
const LINES = new Set(['br', 'caption', 'dd', 'dt', 'figcaption', 'legend', 'li', 'option', 'summary', 'tr']);
const HEADING = /^h[1-6]$/;
/** The parser's time for a tag grows with the number of those that are open. */
const MOST_NESTED = 5000;
/** Takes the text out of HTML, piece by piece, and gives it to sections as it comes. */
class HtmlText {
    htmlparser2;
    sections;
    code;
    lineOf;
    facts = {};
    parser;
    unseen = [];
    heading;
    title;
    pre = 0;
    depth = 0;
    /** Line ends to be written before the next text: none at the beginning. */
    breaks = 0;
    space = false;
    begun = false;
    marked = false;
    tabbed = false;
    /** @param code whether the text of `pre` counts */
    constructor(htmlparser2, sections, code, 
    /** The line of the source that a position in what is taken is in. */
    lineOf) {
        this.htmlparser2 = htmlparser2;
        this.sections = sections;
        this.code = code;
        this.lineOf = lineOf;
    }
    /**
     * Takes a page, or a part of one. What it leaves open ends with it.
     * @throws Error if it is nested too deep
     */
    take(html) {
        this.parser = new this.htmlparser2.Parser({
            onopentag: (name, attributes) => this.open(name, attributes),
            ontext: (text) => this.text(text),
            onclosetag: (name) => this.close(name),
        }, { decodeEntities: true, lowerCaseTags: true });
        this.parser.end(html);
        this.unseen = [];
        this.depth = 0;
        if (this.heading)
            this.endHeading();
    }
    open(name, attributes) {
        if (++this.depth > MOST_NESTED)
            throw new Error(`its tags are nested deeper than ${MOST_NESTED} levels`);
        if (this.unseen.length > 0 || UNSEEN.has(name) || (name === 'pre' && !this.code)) {
            this.unseen.push(name);
            return;
        }
        if (name === 'html' && attributes.lang)
            this.facts.language = attributes.lang;
        if (name === 'title')
            this.title = '';
        if (HEADING.test(name) && !this.heading) {
            const line = this.lineOf(this.parser?.startIndex ?? 0);
            this.heading = { level: Number(name[1]), text: '', line, anchor: attributes.id };
            this.space = false;
        }
        if (name === 'pre')
            this.pre++;
        if (PARAGRAPHS.has(name))
            this.breakLine(2);
        else if (LINES.has(name))
            this.breakLine(1);
        if (name === 'li')
            this.mark('-');
        if (name === 'img' && attributes.alt)
            this.text(attributes.alt);
    }
    close(name) {
        this.depth--;
        if (this.unseen.length > 0) {
            const at = this.unseen.lastIndexOf(name);
            if (at >= 0)
                this.unseen.length = at;
            return;
        }
        if (name === 'title' && this.title !== undefined) {
            const title = this.title.replace(/\s+/g, ' ').trim();
            if (title !== '')
                this.facts.title ??= title;
            this.title = undefined;
        }
        if (this.heading && name === `h${this.heading.level}`)
            this.endHeading();
        if (name === 'pre')
            this.pre--;
        if (name === 'td' || name === 'th')
            this.emit('\t');
        if (PARAGRAPHS.has(name))
            this.breakLine(2);
        else if (LINES.has(name) && name !== 'br')
            this.breakLine(1);
    }
    text(text) {
        if (this.unseen.length > 0)
            return;
        if (this.title !== undefined)
            this.title += text;
        else if (this.pre > 0 && !this.heading)
            this.emit(text);
        else {
            const words = text.replace(/[ \t\r\n\f]+/g, ' ');
            const bare = words.replace(/^ | $/g, '');
            if (words.startsWith(' '))
                this.space = true;
            if (bare === '')
                return;
            this.emit(bare);
            this.space = words.endsWith(' ');
        }
    }
    emit(text) {
        const gap = this.breaks > 0 ? '\n'.repeat(this.breaks) : this.space && !this.tabbed ? ' ' : '';
        if (this.heading)
            this.heading.text += this.heading.text === '' ? text : gap.replace(/\n+/, ' ') + text;
        else
            this.sections.add(this.begun ? gap + text : text);
        if (!this.heading)
            this.begun = true;
        this.breaks = 0;
        this.space = false;
        this.marked = false;
        this.tabbed = text === '\t';
    }
    /** What stands before an item, on the same line as the text that follows. */
    mark(sign) {
        this.emit(sign);
        this.space = true;
        this.marked = true;
    }
    breakLine(count) {
        if (this.marked)
            return;
        this.breaks = Math.max(this.breaks, count);
        this.space = false;
    }
    endHeading() {
        const heading = this.heading;
        if (!heading)
            return;
        this.heading = undefined;
        this.sections.heading(heading.level, heading.text.trim(), heading.line, heading.anchor);
        this.begun = false;
        this.breaks = 0;
        this.space = false;
    }
}

;// CONCATENATED MODULE: ./src/corpus/line-counter.ts
/** Tells the line, from 1, of positions in a text. They must not go back. */
function lineCounter(text) {
    let line = 1;
    let from = 0;
    return (position) => {
        for (let at = text.indexOf('\n', from); at >= 0 && at < position; at = text.indexOf('\n', from)) {
            line++;
            from = at + 1;
        }
        return line;
    };
}

;// CONCATENATED MODULE: ./src/corpus/sections.ts

/**
 * Cuts a document at its headings: a record a section, in which the heading comes first. This is where a document becomes
 * records; whoever cuts texts to the length of a model gets them with the path of headings they stand under.
 */
class Sections {
    path = [];
    anchors = new Map();
    sections = [];
    text = [];
    line = 1;
    anchor;
    /** @param level from 1, the outermost, to 6 */
    heading(level, heading, line, anchor) {
        this.close();
        while (this.path.length > 0 && (this.path.at(-1)?.level ?? 0) >= level)
            this.path.pop();
        if (heading !== '')
            this.path.push({ level, heading });
        this.anchor = this.unique(anchor || slugOf(heading));
        this.line = line;
        this.text = heading === '' ? [] : [`${heading}\n\n`];
    }
    add(text) {
        this.text.push(text);
    }
    /** One record a section; those with nothing in them are blank. */
    records(facts, context) {
        this.close();
        // A document with nothing in it is accounted for all the same.
        if (this.sections.length === 0)
            context.blank();
        return this.sections.flatMap(({ line, anchor, headings, text: parts }) => {
            const where = anchor === undefined ? 'the document' : `the section "${anchor}"`;
            const text = usableText(tidy(parts.join('')), line, context, where);
            if (text === undefined)
                return [];
            const metadata = { ...facts.metadata, ...(headings.length > 0 && { headings }) };
            const id = anchor === undefined ? facts.id : `${facts.id}#${anchor}`;
            const { source } = context;
            return [{ text, source, line, id, ...(Object.keys(metadata).length > 0 && { metadata }) }];
        });
    }
    close() {
        const { line, anchor, text } = this;
        // Before the first heading there may be nothing at all, which is no section.
        if (anchor === undefined && this.sections.length === 0 && text.every((part) => part.trim() === ''))
            return;
        this.sections.push({ line, anchor, headings: this.path.map(({ heading }) => heading), text });
        this.text = [];
    }
    /** Names a second `usage` `usage-1`, as GitHub does. */
    unique(anchor) {
        for (;;) {
            const times = this.anchors.get(anchor) ?? 0;
            this.anchors.set(anchor, times + 1);
            if (times === 0)
                return anchor;
            const next = `${anchor}-${times}`;
            if (!this.anchors.has(next)) {
                this.anchors.set(next, 1);
                return next;
            }
        }
    }
}
/** The anchor that GitHub gives a heading: letters, digits, `_` and `-`, in lower case. */
function slugOf(heading) {
    const slug = heading
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
        .replaceAll(' ', '-');
    return slug || 'section';
}
/** No spaces before line ends, and no more than one empty line. */
function tidy(text) {
    return text.replace(/[ \t]+(?=\n)/g, '').replace(/\n{3,}/g, '\n\n');
}

;// CONCATENATED MODULE: ./src/corpus/html.ts





/** A page as text, a record a heading. */
const htmlFormat = {
    name: 'html',
    extensions: ['.html', '.htm', '.xhtml'],
    counts: 'line',
    declaredEncoding(start) {
        const declaration = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(start.toString('latin1'))?.[1];
        // Bytes in which this can be read are not UTF-16: browsers take it for UTF-8, too.
        return declaration && /^utf-?16/i.test(declaration) ? 'utf-8' : declaration;
    },
    async *read(bytes, context) {
        const [html, htmlparser2] = await Promise.all([readDocument(bytes, context), __nccwpck_require__.e(/* import() */ 895).then(__nccwpck_require__.bind(__nccwpck_require__, 67895))]);
        if (html === undefined)
            return;
        const sections = new Sections();
        const page = new HtmlText(htmlparser2, sections, context.inputs.markdownCode === 'keep', lineCounter(html));
        try {
            page.take(html);
        }
        catch (error) {
            context.bad(undefined, `the document cannot be parsed: ${(0,errors/* messageOf */.bD)(error)}`);
            return;
        }
        yield sections.records({ id: context.source, metadata: { ...page.facts } }, context);
    },
};

;// CONCATENATED MODULE: ./src/corpus/json-fault.ts

/** What V8 says is wrong, without the part of the text that it quotes: a corpus may be private. */
function jsonFault(error) {
    const [reason = ''] = (0,errors/* messageOf */.bD)(error).split(/,? (?:\.\.\.)?"/);
    return ` (${reason === '' || reason.includes('"') ? 'not a JSON value' : reason})`;
}

;// CONCATENATED MODULE: ./src/corpus/json-items.ts

const [json_items_QUOTE, BACKSLASH, COMMA, NEWLINE] = [0x22, 0x5c, 0x2c, 0x0a];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Nobody nests so deep, and what writes the metadata again has a stack to keep within. */
const json_items_MOST_NESTED = 1000;
/**
 * Cuts a JSON array into its items, without looking at more than quotes, brackets and commas. Whether an item is JSON is for
 * its parser to say, so that one that is not does not keep the others from being read.
 * @throws Error if it cannot be told where items end
 */
class ItemCutter {
    state = 'before';
    /** Of brackets within the item: the bytes that will close them. */
    closers = [];
    inString = false;
    escaped = false;
    line = 1;
    items = 0;
    parts = [];
    bytes = 0;
    itemLine = 0;
    /** The items that this piece ends. */
    cut(piece) {
        const items = [];
        let from = 0;
        for (let at = 0; at < piece.length; at++) {
            const byte = piece[at];
            if (this.inString) {
                if (this.escaped)
                    this.escaped = false;
                else if (byte === BACKSLASH)
                    this.escaped = true;
                else if (byte === json_items_QUOTE)
                    this.inString = false;
                else if (byte === NEWLINE)
                    throw this.fault('has a string that its line does not end');
                continue;
            }
            if (byte === NEWLINE)
                this.line++;
            if (isSpace(byte))
                continue;
            if (this.state !== 'within') {
                this.outside(byte);
                from = at + 1;
                continue;
            }
            const ends = this.closers.length === 0 && (byte === COMMA || byte === CLOSE_BRACKET);
            if (!ends) {
                if (this.itemLine === 0)
                    this.itemLine = this.line;
                this.inside(byte);
                continue;
            }
            this.keep(piece.subarray(from, at));
            // `[]` has no item; an empty place elsewhere is one that is not JSON.
            if (byte === COMMA || this.items > 0 || this.itemLine > 0)
                items.push(this.take());
            if (byte === CLOSE_BRACKET)
                this.state = 'after';
            from = at + 1;
        }
        if (this.state === 'within')
            this.keep(piece.subarray(from));
        return items;
    }
    /** @throws Error if the array has not ended */
    end() {
        if (this.state === 'within')
            throw this.fault('has begun, and the file ends before the array does');
    }
    outside(byte) {
        if (this.state === 'after')
            throw new Error(`line ${this.line}: there is more after the end of the array`);
        if (byte !== OPEN_BRACKET) {
            const hint = byte === OPEN_BRACE ? '. If it has an object on each line, set format to jsonl' : '';
            throw new Error(`line ${this.line}: the file is not a JSON array${hint}`);
        }
        this.state = 'within';
    }
    inside(byte) {
        if (this.closers.length > json_items_MOST_NESTED)
            throw this.fault(`is nested deeper than ${json_items_MOST_NESTED} levels`);
        if (byte === json_items_QUOTE)
            this.inString = true;
        else if (byte === OPEN_BRACE)
            this.closers.push(CLOSE_BRACE);
        else if (byte === OPEN_BRACKET)
            this.closers.push(CLOSE_BRACKET);
        else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
            if (this.closers.pop() !== byte)
                throw this.fault(`has a "${String.fromCharCode(byte)}" that closes nothing`);
        }
    }
    keep(part) {
        this.bytes += part.length;
        if (this.bytes > corpus_lines/* MAX_RECORD_BYTES */.xR)
            this.parts = [];
        else if (part.length > 0)
            this.parts.push(part);
    }
    take() {
        const bytes = this.bytes > corpus_lines/* MAX_RECORD_BYTES */.xR ? undefined : Buffer.concat(this.parts);
        const item = { bytes, line: this.itemLine || this.line };
        this.items++;
        this.parts = [];
        this.bytes = 0;
        this.itemLine = 0;
        return item;
    }
    fault(what) {
        return new Error(`line ${this.line}: item ${this.items + 1} ${what}. Nothing after it can be told apart, so that on-bad-record cannot skip it`);
    }
}
function isSpace(byte) {
    return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
}

;// CONCATENATED MODULE: ./src/corpus/json.ts





/** One array: a record an item, which is an object as a line of jsonl is, or the text itself. */
const jsonFormat = {
    name: 'json',
    extensions: ['.json'],
    counts: 'item',
    async *read(bytes, context) {
        const cutter = new ItemCutter();
        let place = 0;
        for await (const piece of bytes) {
            const records = [];
            for (const item of cutter.cut(piece)) {
                const record = parse(item, ++place, context);
                if (record)
                    records.push(record);
            }
            yield records;
        }
        cutter.end();
    },
};
function parse({ bytes, line }, place, context) {
    const where = `line ${line}: `;
    const bad = (reason) => context.bad(place, `${where}the item ${reason}`);
    if (!bytes) {
        bad(`is longer than ${corpus_lines/* MAX_RECORD_BYTES */.xR / 2 ** 20} MiB`);
        return undefined;
    }
    if (!(0,external_node_buffer_.isUtf8)(bytes)) {
        bad(`is not valid ${context.encoding}`);
        return undefined;
    }
    let value;
    try {
        value = JSON.parse(bytes.toString('utf8'));
    }
    catch (error) {
        bad(`is not JSON${jsonFault(error)}`);
        return undefined;
    }
    if (typeof value === 'string') {
        const text = usableText(value, place, context, `${where}the item`);
        return text === undefined ? undefined : { text, source: context.source, line: place };
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        bad('is neither an object nor a string');
        return undefined;
    }
    return recordOf(value, place, context, where);
}

;// CONCATENATED MODULE: ./src/corpus/jsonl.ts



/** One JSON object a line: `text-field` holds the text, `id-field` the id, and all other fields are kept as metadata. */
const jsonlFormat = {
    name: 'jsonl',
    extensions: ['.jsonl', '.ndjson'],
    counts: 'line',
    async *read(bytes, context) {
        for await (const { texts, first } of (0,corpus_lines/* readLines */.Se)(bytes, context)) {
            const records = [];
            for (let index = 0; index < texts.length; index++) {
                const line = texts[index];
                if (line === undefined)
                    continue;
                const record = line.trim() === '' ? context.blank() : jsonl_parse(line, first + index, context);
                if (record)
                    records.push(record);
            }
            yield records;
        }
    },
};
function jsonl_parse(json, line, context) {
    let value;
    try {
        value = JSON.parse(json);
    }
    catch (error) {
        context.bad(line, `the line is not JSON${jsonFault(error)}`);
        return undefined;
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        context.bad(line, 'the line is JSON but not an object');
        return undefined;
    }
    if ('golden-set' in value && !(context.inputs.textField in value)) {
        context.bad(line, 'the line is the header of an approved golden set (golden-set), which is no corpus');
        return undefined;
    }
    return recordOf(value, line, context);
}

;// CONCATENATED MODULE: ./src/corpus/front-matter.ts

/** More is no front matter, but a document between two rules. */
const MOST_CHARACTERS = 64 * 1024;
/** @throws Error if it is not YAML, or nothing that could be metadata */
async function readFrontMatter(document) {
    const none = { metadata: {}, body: document, lines: 0 };
    const opening = /^---[ \t]*\r?\n/.exec(document);
    if (!opening)
        return none;
    const head = document.slice(0, MOST_CHARACTERS);
    const closing = /\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(head.slice(opening[0].length - 1));
    if (!closing)
        return none;
    const end = opening[0].length - 1 + closing.index;
    const metadata = await front_matter_parse(document.slice(opening[0].length, Math.max(end, opening[0].length)));
    const body = document.slice(end + closing[0].length);
    return { metadata, body, lines: document.slice(0, end + closing[0].length).split('\n').length - 1 };
}
async function front_matter_parse(yaml) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 38815, 19));
    let value;
    try {
        // Written and read once more: what is no JSON, such as a circle of aliases, cannot be kept as metadata.
        value = JSON.parse(JSON.stringify(parse(yaml, { logLevel: 'error' }) ?? {}));
    }
    catch (error) {
        const line = /at line (\d+)/.exec((0,errors/* messageOf */.bD)(error))?.[1];
        throw new Error(`the front matter cannot be read as YAML${line ? `, at its line ${line}` : ''}`, { cause: error });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new Error('the front matter is YAML, but has no names with values');
    }
    return value;
}

;// CONCATENATED MODULE: ./src/corpus/markdown.ts





/** A document without its markup, a record a heading. Front matter, and the headings above, are metadata. */
const markdownFormat = {
    name: 'markdown',
    extensions: ['.md', '.markdown', '.mdx'],
    counts: 'line',
    async *read(bytes, context) {
        const document = await readDocument(bytes, context);
        if (document === undefined)
            return;
        let frontMatter;
        try {
            frontMatter = await readFrontMatter(document);
        }
        catch (error) {
            context.bad(1, (0,errors/* messageOf */.bD)(error));
            return;
        }
        const sections = await sectionsOf(frontMatter, context).catch((error) => {
            // A parser that calls itself for each level of nesting.
            context.bad(undefined, `the document cannot be parsed: ${(0,errors/* messageOf */.bD)(error)}`);
        });
        if (sections)
            yield sections.records(factsOf(frontMatter, context), context);
    },
};
async function sectionsOf({ body, lines }, { inputs }) {
    const [{ Marked }, htmlparser2] = await Promise.all([__nccwpck_require__.e(/* import() */ 22).then(__nccwpck_require__.bind(__nccwpck_require__, 48022)), __nccwpck_require__.e(/* import() */ 895).then(__nccwpck_require__.bind(__nccwpck_require__, 67895))]);
    const marked = new Marked({ gfm: true });
    const sections = new Sections();
    let line = 1 + lines;
    // By way of HTML, which documents may hold anyway, so that there is one notion of what text is.
    const page = new HtmlText(htmlparser2, sections, inputs.markdownCode === 'keep', () => line);
    // One token at a time, to know the line of each.
    for (const token of marked.lexer(body)) {
        page.take(marked.parser([token]));
        line += token.raw.split('\n').length - 1;
    }
    return sections;
}
function factsOf({ metadata }, { inputs, source }) {
    const { [inputs.idField]: id, ...rest } = metadata;
    return typeof id === 'string' || typeof id === 'number'
        ? { id: String(id), metadata: rest }
        : { id: source, metadata };
}

;// CONCATENATED MODULE: ./src/corpus/parquet-values.ts
/** What a path leads to: a column of that name, else a field of a struct, parts with dots between. */
function fieldAt(row, path) {
    if (Object.hasOwn(row, path))
        return row[path];
    let value = row;
    for (const part of path.split('.')) {
        if (!isStruct(value) || !Object.hasOwn(value, part))
            return undefined;
        value = value[part];
    }
    return value;
}
/** The row without that. */
function withoutField(row, path) {
    const { [path]: found, ...rest } = row;
    if (Object.hasOwn(row, path))
        return rest;
    const [head = '', ...tail] = path.split('.');
    const struct = row[head];
    if (tail.length === 0 || !isStruct(struct))
        return rest;
    const left = withoutField(struct, tail.join('.'));
    const { [head]: _, ...others } = row;
    return Object.keys(left).length > 0 ? { ...others, [head]: left } : others;
}
/**
 * A value as JSON can hold it: integers too large for a number as strings, times as ISO 8601, bytes as base64, what is no number
 * and what is not there as null.
 */
function plainValue(value) {
    if (typeof value === 'bigint')
        return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    if (typeof value === 'number')
        return Number.isFinite(value) ? value : null;
    if (value instanceof Date)
        return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (value instanceof Uint8Array)
        return Buffer.from(value).toString('base64');
    if (ArrayBuffer.isView(value))
        return Array.from(value, plainValue);
    if (Array.isArray(value))
        return value.map(plainValue);
    if (isStruct(value))
        return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]));
    return value ?? null;
}
function isStruct(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
;// CONCATENATED MODULE: ./src/corpus/random-access.ts



/**
 * Lets bytes be read from anywhere: as they lie where that is possible, else from a temporary file, which is gone when `use`
 * has ended.
 */
async function* withRandomAccess(bytes, use) {
    if (bytes.random) {
        yield* use(bytes.random);
        return;
    }
    const folder = await (0,promises_.mkdtemp)(external_node_path_default().join((0,external_node_os_.tmpdir)(), 'embed-once-'));
    try {
        const file = await (0,promises_.open)(external_node_path_default().join(folder, 'spooled'), 'w+');
        try {
            let length = 0;
            for await (const piece of bytes) {
                await file.write(piece, 0, piece.length, length);
                length += piece.length;
            }
            yield* use({ bytes: length, slice: (start, end) => readSlice(file, start, end) });
        }
        finally {
            await file.close();
        }
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** @throws Error if the file ends before */
async function readSlice(file, start, end) {
    const buffer = Buffer.alloc(end - start);
    for (let at = 0; at < buffer.length;) {
        const { bytesRead } = await file.read(buffer, at, buffer.length - at, start + at);
        if (bytesRead === 0)
            throw new Error(`it ends at byte ${start + at}, and should go on to ${end}`);
        at += bytesRead;
    }
    return buffer;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __nccwpck_require__(73136);
// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __nccwpck_require__(75919);
;// CONCATENATED MODULE: ./src/corpus/reader-thread.ts





/** A thread has so much for one file. */
const HEAP_MB = 1024;
/**
 * A thread that reads files with a library which cannot be trusted to come to an end with a file that is damaged, or made to
 * hang it. It answers one question at a time, and is ended where one takes too long or too much memory.
 */
class ReaderThread {
    name;
    /** An answer that takes longer is given up: a file can be made so that reading never ends. In ms. */
    static longestStep = 60_000;
    /** Kept for the next file, by name: to start one takes as long as to read several pages. */
    static idle = new Map();
    worker;
    failure;
    settle;
    timer;
    random;
    constructor(name) {
        this.name = name;
        this.worker = new external_node_worker_threads_.Worker(workerFile(name), {
            resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
            stdout: true,
            stderr: true,
        });
        this.worker.on('message', (message) => {
            if (isSliceQuestion(message))
                void this.slice(message);
            else
                this.answer(message);
        });
        this.worker.on('error', (error) => this.fail(`cannot be read: ${(0,errors/* messageOf */.bD)(error)}`));
        this.worker.on('exit', () => this.fail('cannot be read: its thread has ended'));
        // No reason for the process to go on.
        this.worker.unref();
    }
    /** @param name of the folder that its bundle is in */
    static take(name, random) {
        const kept = ReaderThread.idle.get(name);
        ReaderThread.idle.delete(name);
        const thread = kept ?? new ReaderThread(name);
        thread.random = random;
        return thread;
    }
    get lives() {
        return this.failure === undefined;
    }
    async ask(question) {
        if (this.failure !== undefined)
            return { fault: this.failure };
        this.worker.ref();
        this.startClock();
        try {
            return await new Promise((resolve) => {
                this.settle = resolve;
                this.worker.postMessage(question);
            });
        }
        finally {
            clearTimeout(this.timer);
            this.worker.unref();
        }
    }
    /** Lets go of the file, by `closing`, and keeps the thread for the next one if it lives. */
    async giveBack(closing) {
        if (this.lives)
            await this.ask(closing);
        this.random = undefined;
        if (this.lives && !ReaderThread.idle.has(this.name))
            ReaderThread.idle.set(this.name, this);
        else
            await this.worker.terminate();
    }
    async slice({ slice, start, end }) {
        // How long a server takes says nothing of the file.
        clearTimeout(this.timer);
        const answer = await this.random?.slice(start, end).then((bytes) => ({ slice, bytes }), (error) => ({ slice, failure: (0,errors/* messageOf */.bD)(error) }));
        this.startClock();
        this.worker.postMessage(answer);
    }
    startClock() {
        clearTimeout(this.timer);
        if (this.failure !== undefined)
            return;
        const { longestStep } = ReaderThread;
        this.timer = setTimeout(() => this.fail(`cannot be read: it takes longer than ${longestStep / 1000} s`), longestStep);
    }
    answer(answer) {
        const settle = this.settle;
        this.settle = undefined;
        settle?.(answer);
    }
    fail(failure) {
        this.failure ??= failure;
        clearTimeout(this.timer);
        if (ReaderThread.idle.get(this.name) === this)
            ReaderThread.idle.delete(this.name);
        void this.worker.terminate();
        this.answer({ fault: this.failure });
    }
}
function isSliceQuestion(message) {
    return typeof message === 'object' && message !== null && 'slice' in message;
}
/** A bundle of its own: beside the bundle that this is part of, or in `dist` where this runs from its source. */
function workerFile(name) {
    const here = external_node_path_default().dirname((0,external_node_url_.fileURLToPath)(import.meta.url));
    const beside = external_node_path_default().join(here, name, 'index.js');
    return (0,external_node_fs_.existsSync)(beside) ? beside : external_node_path_default().join(here, '../../dist', name, 'index.js');
}

;// CONCATENATED MODULE: ./src/corpus/parquet.ts





/** A record a row. One row group is in memory at a time, in a thread of its own. */
const parquetFormat = {
    name: 'parquet',
    extensions: ['.parquet', '.pq'],
    counts: 'row',
    binary: true,
    read: (bytes, context) => withRandomAccess(bytes, (random) => readRows(random, context)),
};
async function* readRows(random, context) {
    const thread = ReaderThread.take('parquet', random);
    try {
        const opened = await thread.ask({ open: random.bytes });
        if ('fault' in opened)
            throw new Error(opened.fault);
        if ('columns' in opened)
            checkColumns(opened.columns, context);
        for (let row = 0;;) {
            const some = await thread.ask({ next: true });
            if ('fault' in some)
                throw new Error(some.fault);
            if (!('rows' in some))
                return;
            const notText = new Set(some.notText);
            const records = [];
            for (const [index, value] of some.rows.entries()) {
                const record = recordOfRow(value, ++row, notText.has(index), context);
                if (record)
                    records.push(record);
            }
            yield records;
        }
    }
    finally {
        await thread.giveBack({ close: true });
    }
}
function recordOfRow(value, row, notText, context) {
    const { textField, idField } = context.inputs;
    if (notText) {
        context.bad(row, 'the row holds a string that is not valid UTF-8');
        return undefined;
    }
    const metadata = withoutField(withoutField(value, textField), idField);
    // A null in a column of ids is no id.
    const id = fieldAt(value, idField) ?? undefined;
    return recordFrom({ text: fieldAt(value, textField), id, metadata, fields: value }, row, context);
}
/** @throws CorpusError if the column of texts is not there: then nothing in the file can be used */
function checkColumns(columns, { inputs: { textField }, source }) {
    // A flat list, a struct before its fields: a path's parts are there if the path may be.
    if (columns.includes(textField) || textField.split('.').every((part) => columns.includes(part)))
        return;
    const there = columns
        .slice(0, 10)
        .map((name) => JSON.stringify(name))
        .join(', ');
    throw new errors/* CorpusError */.bf(`${source}: there is no column ${JSON.stringify(textField)} (text-field); there is ${there}.`, {
        position: { source },
    });
}

;// CONCATENATED MODULE: ./src/corpus/pdf.ts



/** A file is in memory whole, for its table of contents is at its end and points everywhere. */
const MOST_PDF_BYTES = 128 * 2 ** 20;
/** A record a page, named `file#page`. Pages are read in a thread of their own, which ends where a file is too much for it. */
const pdfFormat = {
    name: 'pdf',
    extensions: ['.pdf'],
    counts: 'page',
    binary: true,
    async *read(bytes, context) {
        const whole = await readWhole(bytes, MOST_PDF_BYTES);
        if (!whole) {
            context.bad(undefined, `the document is larger than ${MOST_PDF_BYTES / 2 ** 20} MiB`);
            return;
        }
        const thread = ReaderThread.take('pdf');
        try {
            yield* readPages(whole, thread, context);
        }
        finally {
            await thread.giveBack({ bytes: undefined });
        }
    },
};
async function* readPages(whole, thread, context) {
    const opened = await thread.ask({ bytes: new Uint8Array(whole) });
    if (!('pages' in opened)) {
        context.bad(undefined, `the document ${'fault' in opened ? opened.fault : 'has no pages'}`);
        return;
    }
    if (opened.pages > whole.length) {
        context.bad(undefined, `the document cannot be read: it says it has ${opened.pages} pages`);
        return;
    }
    for (let page = 1; page <= opened.pages; page++) {
        const answer = await thread.ask({ page });
        const record = 'text' in answer ? pdf_recordOf(answer, page, context) : undefined;
        if (record)
            yield [record];
        if (!('text' in answer))
            context.bad(page, `the page ${'fault' in answer ? answer.fault : 'has no text'}`);
        if (!thread.lives && page < opened.pages) {
            context.bad(undefined, `the document cannot be read on from page ${page + 1}, of ${opened.pages}`);
            return;
        }
    }
}
function pdf_recordOf({ text, lost, paints }, page, context) {
    if (lost) {
        context.bad(page, 'the page cannot be read whole: a font is not in the file, or its content is damaged');
        return undefined;
    }
    if (paints) {
        context.bad(page, 'the page is an image without text: let its text be recognized (OCR) first');
        return undefined;
    }
    const usable = usableText(text.toWellFormed(), page, context, 'the page');
    if (usable === undefined)
        return undefined;
    const { source } = context;
    return { text: usable, source, line: page, id: `${source}#${page}`, metadata: { page } };
}

;// CONCATENATED MODULE: ./src/corpus/text.ts

/** One record a line; whitespace around it does not count, and a line with nothing else is no record. */
const textFormat = {
    name: 'text',
    extensions: ['.txt', '.text'],
    counts: 'line',
    async *read(bytes, context) {
        for await (const { texts, first } of (0,corpus_lines/* readLines */.Se)(bytes, context)) {
            const records = [];
            for (let index = 0; index < texts.length; index++) {
                const line = texts[index];
                if (line === undefined)
                    continue;
                const text = (0,corpus_lines/* trimText */.Oj)(line);
                if (text === '')
                    context.blank();
                else
                    records.push({ text, source: context.source, line: first + index });
            }
            yield records;
        }
    },
};

;// CONCATENATED MODULE: ./src/corpus/formats.ts










/** Each loads the library that it needs when it reads. */
const FORMATS = [
    textFormat,
    jsonlFormat,
    jsonFormat,
    csvFormat,
    tsvFormat,
    markdownFormat,
    htmlFormat,
    parquetFormat,
    pdfFormat,
];
const EXTENSIONS = FORMATS.flatMap(({ extensions }) => extensions);
/** @param name one of the input `format` */
function formatNamed(name) {
    return FORMATS.find((format) => format.name === name);
}
/** By extension, that of a compression left aside; a name without one is text. */
function formatOf(file) {
    const bare = file.slice(0, file.length - (compressionOf(file)?.length ?? 0));
    const extension = external_node_path_default().extname(bare).toLowerCase();
    return extension === '' ? textFormat : FORMATS.find((format) => format.extensions.includes(extension));
}

;// CONCATENATED MODULE: ./src/corpus/local-file.ts



const READ_BYTES = 256 * 1024;
/**
 * A file, or something that is read like one. Of a file, as many bytes are read as it had when it was found: what is added
 * meanwhile belongs to the next run.
 * @param bytes undefined for pipes
 */
function localFile(file, bytes, warn) {
    const name = (0,origin/* shownName */.H)(file);
    // The kernel's own files say that they are empty.
    const known = bytes === 0 ? undefined : bytes;
    return {
        name,
        bytes,
        open: (count) => ({
            [Symbol.asyncIterator]: () => readStream(file, known, count, () => warn(grownWarning(name, known))),
            ...(known !== undefined && {
                random: {
                    bytes: known,
                    async slice(start, end) {
                        count(end - start);
                        const handle = await (0,promises_.open)(file);
                        return readSlice(handle, start, end).finally(() => handle.close());
                    },
                },
            }),
        }),
    };
}
async function* readStream(file, bytes, count, grown) {
    const handle = await (0,promises_.open)(file);
    try {
        let read = 0;
        const end = bytes === undefined ? {} : { end: bytes - 1 };
        for await (const piece of handle.createReadStream({ highWaterMark: READ_BYTES, autoClose: false, ...end })) {
            read += piece.length;
            count(piece.length);
            yield piece;
        }
        if (bytes === undefined)
            return;
        if (read < bytes)
            throw new Error(`it became shorter while it was read: ${read} bytes of ${bytes}`);
        if ((await handle.stat()).size > bytes)
            grown();
    }
    finally {
        await handle.close();
    }
}
function grownWarning(name, bytes) {
    return `${name} grew while it was read. The first ${bytes} bytes count, which it had when it was found.`;
}
/** What comes in on stdin. */
const stdinOrigin = {
    name: 'stdin',
    bytes: undefined,
    open: (count) => ({
        async *[Symbol.asyncIterator]() {
            for await (const piece of process.stdin) {
                count(piece.length);
                yield piece;
            }
        },
    }),
};

;// CONCATENATED MODULE: ./src/corpus/sources.ts








const STDIN = '-';
/** Archives by the ends of their names, and how each is compressed. */
const ARCHIVES = {
    '.tar': undefined,
    '.tar.gz': '.gz',
    '.tgz': '.gz',
    '.tar.zst': '.zst',
};
/**
 * Resolves paths, globs, directories, addresses and `-` into sources, in the order given and by name within each, so that a
 * corpus has one order on every machine.
 * @throws CorpusError for whatever is not there, or is of a kind that cannot be told
 */
async function findSources(inputs, warn) {
    const { format: asked } = inputs;
    const finder = new Finder(asked, warn);
    const sources = [];
    for (const pattern of inputs.corpus) {
        if (pattern === STDIN) {
            const format = formatNamed(asked === 'auto' ? 'text' : asked);
            sources.push({ origin: stdinOrigin, format, compression: undefined });
        }
        else if ((0,address/* isAddress */.P)(pattern)) {
            // Loaded where it is needed: most corpora are files.
            const { findRemote } = await __nccwpck_require__.e(/* import() */ 688).then(__nccwpck_require__.bind(__nccwpck_require__, 21688));
            const kind = finder.kindOf((0,address/* shownAddress */.U)(pattern));
            sources.push({ origin: await findRemote(pattern, inputs), ...kind });
        }
        else
            sources.push(...(await finder.find(pattern)));
    }
    return sources;
}
/**
 * The files of an archive that are to be read have a format: the one asked for, else by their names.
 * @returns undefined for what is left out
 */
function formatInArchive(name, asked) {
    return asked === 'auto' ? formatOf(name) : formatNamed(asked);
}
class Finder {
    asked;
    warn;
    constructor(
    /** `auto`, or the name of a format that is then used for every file. */
    asked, warn) {
        this.asked = asked;
        this.warn = warn;
    }
    async find(pattern) {
        const found = await (0,promises_.stat)(pattern).catch(async (error) => {
            const { isDynamicPattern } = await __nccwpck_require__.e(/* import() */ 382).then(__nccwpck_require__.bind(__nccwpck_require__, 73382));
            if (isDynamicPattern(pattern))
                return undefined;
            throw new errors/* CorpusError */.bf(`corpus: cannot read ${pattern}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        });
        if (found?.isDirectory())
            return this.inDirectory(pattern);
        return found ? [await this.sourceOf(pattern)] : this.matching(pattern);
    }
    /** @throws CorpusError if the name does not tell */
    kindOf(name) {
        const archive = archiveEnd(name);
        if (archive !== undefined)
            return { format: 'archive', compression: ARCHIVES[archive] };
        const format = this.asked === 'auto' ? formatOf(name) : formatNamed(this.asked);
        if (!format) {
            const names = FORMATS.map(({ name }) => name);
            throw new errors/* CorpusError */.bf(`corpus: cannot tell the format of ${(0,origin/* shownName */.H)(name)} by its extension. Set format to ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`);
        }
        return { format, compression: compressionOf(name) };
    }
    async matching(pattern) {
        const files = await this.once(await filesOf(pattern));
        if (files.length === 0)
            throw new errors/* CorpusError */.bf(`corpus: no file matches ${pattern}, from ${process.cwd()}`);
        return Promise.all(files.map((file) => this.sourceOf(file)));
    }
    async inDirectory(folder) {
        const all = await this.once(await filesOf('**/*', folder));
        const files = this.asked === 'auto' ? all.filter((file) => archiveEnd(file) !== undefined || formatOf(file)) : all;
        if (files.length === 0) {
            throw new errors/* CorpusError */.bf(`corpus: ${folder} holds no file that ends with ${[...EXTENSIONS, '.tar'].join(', ')} (or .gz or .zst after it)`);
        }
        if (files.length < all.length) {
            const left = all.filter((file) => !files.includes(file));
            this.warn(`${left.length} of ${all.length} files in ${folder} are of other kinds and were left out, ${(0,origin/* shownName */.H)(left[0] ?? '')} first`);
        }
        return Promise.all(files.map((file) => this.sourceOf(file)));
    }
    /** Of paths that links lead to one file, that which goes over none, or else the first: links can go in circles. */
    async once(files) {
        const targets = await Promise.all(files.map((file) => (0,promises_.realpath)(file)));
        const chosen = new Map();
        for (const [index, file] of files.entries()) {
            const target = targets[index];
            if (!chosen.has(target) || external_node_path_default().resolve(file) === target)
                chosen.set(target, file);
        }
        const kept = new Set(chosen.values());
        const again = files.filter((file) => !kept.has(file));
        if (again.length > 0) {
            this.warn(`${again.length} of ${files.length} paths lead by links to files that are read anyway, ${(0,origin/* shownName */.H)(again[0] ?? '')} first`);
        }
        return files.filter((file) => kept.has(file));
    }
    async sourceOf(file) {
        const kind = this.kindOf(file);
        const found = await (0,promises_.stat)(file);
        return { origin: localFile(file, found.isFile() ? found.size : undefined, this.warn), ...kind };
    }
}
async function filesOf(pattern, folder = '.') {
    // Loaded where it is needed: most runs name a file.
    const { glob } = await __nccwpck_require__.e(/* import() */ 382).then(__nccwpck_require__.bind(__nccwpck_require__, 73382));
    const files = await glob([pattern], { cwd: folder, onlyFiles: true, expandDirectories: false, absolute: false });
    return files.map((file) => external_node_path_default().join(folder, file)).sort();
}
/** The longest that the name ends with. */
function archiveEnd(name) {
    return Object.keys(ARCHIVES)
        .filter((end) => name.toLowerCase().endsWith(end))
        .sort((a, b) => b.length - a.length)[0];
}

;// CONCATENATED MODULE: ./src/corpus/read.ts







/** @throws CorpusError if a source is not there; reading throws it for what cannot be read or used */
async function openCorpus(inputs, warn) {
    const sources = await findSources(inputs, warn);
    const facts = {
        files: sources.length,
        bytesTotal: sources.reduce((sum, { origin: { bytes } }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes), 0),
        bytesRead: 0,
        records: 0,
        blank: 0,
        skipped: 0,
        skippedExamples: [],
    };
    const repeatable = sources.every(({ origin: { bytes } }) => bytes !== undefined);
    const reading = new Reading(sources, inputs, facts, warn);
    return { facts, repeatable, records: () => reading.records() };
}
class Reading {
    sources;
    inputs;
    facts;
    warn;
    constructor(sources, inputs, facts, warn) {
        this.sources = sources;
        this.inputs = inputs;
        this.facts = facts;
        this.warn = warn;
    }
    async *records() {
        const { facts } = this;
        for (const { origin, format, compression } of this.sources) {
            const raw = origin.open((bytes) => {
                facts.bytesRead += bytes;
            });
            // Compressed bytes cannot be read from anywhere.
            const bytes = compression ? decompress(raw, compression) : raw;
            if (format === 'archive')
                yield* this.ofArchive(origin.name, bytes);
            else
                yield* this.ofFile(origin.name, bytes, format);
        }
        if (facts.records === 0) {
            const names = this.sources.slice(0, 3).map(({ origin }) => origin.name);
            throw new errors/* CorpusError */.bf(`corpus: there is no record in ${names.join(', ')}${this.sources.length > 3 ? ' and others' : ''} (files: ${facts.files}, blank lines: ${facts.blank}, skipped: ${facts.skipped})`);
        }
    }
    async *ofFile(name, bytes, format) {
        const { facts } = this;
        try {
            const { encoding, bytes: decoded } = format.binary
                ? { encoding: 'UTF-8', bytes }
                : await decodeText(bytes, this.inputs.encoding, format);
            for await (const records of format.read(decoded, this.contextOf(name, encoding, format))) {
                facts.records += records.length;
                if (records.length > 0)
                    yield records;
            }
        }
        catch (error) {
            throw cannotRead(name, error);
        }
    }
    async *ofArchive(name, bytes) {
        const leftOut = [];
        let files = 0;
        // A fault of the archive names it; one of a file in it names that.
        const archive = guarded(readArchive(bytes), name);
        for await (const { name: entry, bytes: content, folder } of archive) {
            if (folder)
                continue;
            files++;
            const format = content && formatInArchive(entry, this.inputs.format);
            if (!format)
                leftOut.push(entry);
            else
                yield* this.ofFile(`${name}/${(0,origin/* shownName */.H)(entry)}`, decompress(content, compressionOf(entry)), format);
        }
        if (leftOut.length === 0)
            return;
        this.warn(`${leftOut.length} of ${files} entries of ${name} are links or of other kinds and were left out, ${(0,origin/* shownName */.H)(leftOut[0] ?? '')} first`);
    }
    contextOf(source, encoding, format) {
        const { inputs, facts } = this;
        return {
            source,
            encoding,
            inputs,
            blank() {
                facts.blank++;
            },
            bad(place, reason) {
                const position = positionOf(source, place, format);
                if (inputs.onBadRecord === 'fail') {
                    const where = position.place === undefined ? '' : `${position.place}: `;
                    const at = position.line === undefined ? `${source}: ${where}` : `${source}:${position.line}: `;
                    throw new errors/* CorpusError */.bf(`${at}${reason}. Mend it, or set on-bad-record to skip to go on without such records.`, { position });
                }
                facts.skipped++;
                if (facts.skippedExamples.length < SKIPPED_EXAMPLES)
                    facts.skippedExamples.push({ position, reason });
            },
        };
    }
}
async function* guarded(entries, name) {
    try {
        yield* entries;
    }
    catch (error) {
        throw cannotRead(name, error);
    }
}
function positionOf(source, place, { counts }) {
    if (place === undefined)
        return { source };
    return counts === 'line' ? { source, line: place } : { source, place: `${counts} ${place}` };
}
function cannotRead(source, error) {
    if (error instanceof errors/* CorpusError */.bf)
        return error;
    return new errors/* CorpusError */.bf(`corpus: cannot read ${source}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error, position: { source } });
}


/***/ }),

/***/ 55499:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ recordId),
/* harmony export */   s: () => (/* binding */ idQuoter)
/* harmony export */ });
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


/***/ }),

/***/ 96229:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   QT: () => (/* binding */ DeviceUnusable)
/* harmony export */ });
/* unused harmony exports explainFailure, isOutOfMemory */
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(83916);

/** A device that was to be used, and cannot be. */
class DeviceUnusable extends _errors__WEBPACK_IMPORTED_MODULE_0__/* .ModelError */ .me {
    fault;
    constructor(fault, options) {
        super([`device ${fault.device} cannot be used: ${fault.said}.`, fault.advice].join(' ').trim(), options);
        this.fault = fault;
    }
}
/** What ONNX Runtime says for what, and what to do. Its own message goes on for lines about its source files. */
const KNOWN = [
    {
        said: /Failed to get a WebGPU adapter: [^\n]*/,
        advice: 'Install libvulkan1 and the Vulkan driver of the GPU, see docs/gpu-runners.md, or use --device cpu.',
    },
    {
        said: /Program \w+ requires f16 but the device does not support it/,
        advice: 'The model has 16-bit weights, which this GPU cannot compute with. Use a model with 32-bit weights, or --device cpu.',
    },
    {
        said: /CUDA failure \d+: [^;]*[^; ]/,
        advice: 'See docs/gpu-runners.md for what it needs, or use --device cpu.',
    },
    {
        said: /Failed to load shared library/,
        advice: 'What the loader said about it is in the lines before this one. See docs/gpu-runners.md, or use --device cpu.',
    },
];
const LONGEST = 500;
/** What a failure on a GPU came from, and what to do about it. */
function explainFailure(device, message, cause) {
    for (const { said, advice } of KNOWN) {
        const part = said.exec(message)?.[0];
        if (part)
            return new DeviceUnusable({ device, said: part.trim(), advice }, { cause });
    }
    const shown = message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;
    return new DeviceUnusable({ device, said: shown.trim().replace(/\.$/, ''), advice: '' }, { cause });
}
/**
 * Whether an inference failed for want of memory, so that a smaller batch may do: the words of ONNX Runtime's arena, of CUDA, cuBLAS and
 * cuDNN, of Vulkan, and of the C++ library.
 */
function isOutOfMemory(message) {
    return /failed to allocate memory|available memory of \d+ is smaller|out.of.memory|CUDA failure 2\b|ALLOC_FAILED|OUT_OF_(DEVICE|HOST)_MEMORY|bad_alloc/i.test(message);
}


/***/ }),

/***/ 4919:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ NativeWork)
/* harmony export */ });
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


/***/ }),

/***/ 73567:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ usableProcessors)
/* harmony export */ });
/* unused harmony export processorQuota */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



const CGROUPS = '/sys/fs/cgroup';
/** Where the cpu controller of cgroup v1 is mounted, alone or with its accountant. */
const V1_MOUNTS = ['cpu', 'cpu,cpuacct', 'cpuacct,cpu'];
/**
 * Processors this process may keep busy: those it may run on, but no more than the quota of its control group, which a
 * container's CPU limit is. A part of a processor counts as one: sessions do not wait for each other, so one that is
 * held back now and then delays none.
 */
function usableProcessors(read = readSystemFile, present = (0,node_os__WEBPACK_IMPORTED_MODULE_1__.availableParallelism)()) {
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
                quotas.push(...quotaV2(read(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(CGROUPS, folder, 'cpu.max'))));
            if (!controllers?.split(',').includes('cpu'))
                continue;
            for (const mount of V1_MOUNTS) {
                const at = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(CGROUPS, mount, folder);
                quotas.push(...quotaV1(read(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(at, 'cpu.cfs_quota_us')), read(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(at, 'cpu.cfs_period_us'))));
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
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8');
    }
    catch {
        // Another system, or another version of control groups.
        return undefined;
    }
}


/***/ }),

/***/ 83916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ positionText),
/* harmony export */   JU: () => (/* binding */ AuditFailed),
/* harmony export */   NJ: () => (/* binding */ EngineError),
/* harmony export */   RK: () => (/* binding */ VectorsMissing),
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
/** A position as people read it, and as editors find it. */
function positionText({ source, line, place }) {
    if (line !== undefined)
        return `${source}:${line}`;
    return place === undefined ? source : `${source}, ${place}`;
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
/** The engine for nearest neighbours that was named cannot be used. */
class EngineError extends EmbedOnceError {
}
/** Mode validate was to judge vectors that are nowhere. */
class VectorsMissing extends EmbedOnceError {
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
const IF_ABSENT = { cacheDtype: 'fp32', device: 'shared' };
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
/* harmony import */ var _inputs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(38422);

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

/***/ 86389:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AB: () => (/* binding */ limit),
/* harmony export */   B5: () => (/* binding */ shard),
/* harmony export */   Ej: () => (/* binding */ size),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Ld: () => (/* binding */ redisUrl),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   OK: () => (/* binding */ encoding),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   R7: () => (/* binding */ DEVICE_KINDS),
/* harmony export */   Tj: () => (/* binding */ sources),
/* harmony export */   Vt: () => (/* binding */ prices),
/* harmony export */   Y: () => (/* binding */ MOST_SHARDS),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   a4: () => (/* binding */ signingKeys),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   c3: () => (/* binding */ gateLayers),
/* harmony export */   cO: () => (/* binding */ vectorIndex),
/* harmony export */   d1: () => (/* binding */ trustScope),
/* harmony export */   i$: () => (/* binding */ shareOrAuto),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   q3: () => (/* binding */ httpUrl),
/* harmony export */   sc: () => (/* binding */ sha256),
/* harmony export */   uV: () => (/* binding */ delimiter),
/* harmony export */   yU: () => (/* binding */ someOf)
/* harmony export */ });
/* harmony import */ var _cache_redis_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(41989);
/* harmony import */ var _cache_signature__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(12588);
/* harmony import */ var _corpus_address__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(98696);
/* harmony import */ var _validation_knn_vector_index__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(62559);
/* harmony import */ var _validation_validation__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(12720);





function text(about) {
    return { ...about, allowed: 'text', parse: (raw) => raw };
}
function lines(about) {
    const parse = (raw) => raw
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    const typing = { type: 'list', separator: '\n', 'list-item': { type: 'string' } };
    return { ...about, allowed: 'one or more lines', lines: true, typing, parse };
}
/** Paths, and addresses; of those, what may be secret is not shown. */
function sources(about) {
    return { ...lines(about), shown: (raw) => raw.split('\n').map(_corpus_address__WEBPACK_IMPORTED_MODULE_3__/* .shownAddress */ .U).join('\n') };
}
function choice(choices, about) {
    return {
        ...about,
        allowed: choices.join(', '),
        typing: choices.join() === 'true,false' ? { type: 'boolean' } : { type: 'enum', 'allowed-values': choices },
        parse(raw) {
            const chosen = choices.find((one) => one === raw);
            if (chosen === undefined)
                throw new Error(`must be one of ${choices.join(', ')}`);
            return chosen;
        },
    };
}
function flag(about) {
    const words = choice(['true', 'false'], about);
    return { ...words, parse: (raw) => words.parse(raw) === 'true' };
}
/** One character between cells. */
function delimiter(about) {
    return {
        ...about,
        allowed: 'one character, other than a quote or a line end; \\t for a tab',
        parse(raw) {
            const character = raw === '\\t' ? '\t' : raw;
            if (character.length !== 1 || /["\r\n]/.test(character)) {
                throw new Error('must be one character, other than a quote or a line end; \\t for a tab');
            }
            return character;
        },
    };
}
/** `auto`, or a name that TextDecoder knows. */
function encoding(about) {
    const allowed = 'auto, or a label of the WHATWG Encoding Standard, such as windows-1252, iso-8859-2, shift_jis or gb18030';
    return {
        ...about,
        allowed,
        parse(raw) {
            if (raw === 'auto')
                return raw;
            try {
                return new TextDecoder(raw).encoding;
            }
            catch {
                throw new Error(`must be ${allowed}`);
            }
        },
    };
}
function someOf(choices, about) {
    return {
        ...about,
        allowed: `one or more of ${choices.join(', ')}, with commas or on lines`,
        typing: { type: 'list', separator: ',', 'list-item': { type: 'enum', 'allowed-values': choices } },
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
function vectorIndex(about) {
    const groups = Object.values(_validation_knn_vector_index__WEBPACK_IMPORTED_MODULE_2__/* .VECTOR_INDEX_WORDS */ .vo).map((words) => words.join(', '));
    return {
        ...about,
        allowed: `at most one of each, with commas: ${groups.join('; ')}`,
        parse: (raw) => (0,_validation_knn_vector_index__WEBPACK_IMPORTED_MODULE_2__/* .parseVectorIndex */ .J4)(raw.split(/[\s,]+/).filter((word) => word !== '')),
    };
}
/** The layers of validation that close the gate. */
function gateLayers(about) {
    const some = someOf(_validation_validation__WEBPACK_IMPORTED_MODULE_4__/* .LAYERS */ .R, about);
    const allowed = `true, false, or one or more of ${_validation_validation__WEBPACK_IMPORTED_MODULE_4__/* .LAYERS */ .R.join(', ')}, with commas or on lines`;
    return {
        ...about,
        allowed,
        parse(raw) {
            if (raw === 'true')
                return _validation_validation__WEBPACK_IMPORTED_MODULE_4__/* .LAYERS */ .R;
            if (raw === 'false')
                return [];
            try {
                return some.parse(raw);
            }
            catch {
                throw new Error(`must be ${allowed}`);
            }
        },
    };
}
function integer(least, most, about) {
    return {
        ...about,
        allowed: `a whole number from ${least} to ${most}`,
        typing: { type: 'integer' },
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
        typing: { type: 'float' },
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
        typing: { type: what === 'number' ? 'float' : 'integer' },
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
/** What jobs may run on, by the first word of a device's name. */
const DEVICE_KINDS = ['cpu', 'cuda', 'webgpu'];
function prices(about) {
    const allowed = 'a number for every device, or some of cpu=number, cuda=number, webgpu=number with commas between';
    return {
        ...about,
        allowed,
        parse(raw) {
            if (raw === '')
                return {};
            if (/^\d+(\.\d+)?$/.test(raw))
                return Object.fromEntries(DEVICE_KINDS.map((kind) => [kind, Number(raw)]));
            const found = {};
            for (const part of raw.split(',')) {
                const match = /^\s*(cpu|cuda|webgpu)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part);
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
        allowed: _cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .REDIS_URL_FORMS */ .y5,
        parse(raw) {
            if (raw !== '')
                (0,_cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .parseRedisUrl */ .CI)(raw);
            return raw;
        },
    };
}
function httpUrl(about) {
    return {
        ...about,
        allowed: 'a URL with http or https',
        parse(raw) {
            if (raw !== '' && !/^https?:$/.test(URL.canParse(raw) ? new URL(raw).protocol : '')) {
                throw new Error('must be a URL with http or https');
            }
            return raw;
        },
    };
}
function sha256(about) {
    return {
        ...about,
        allowed: '64 hexadecimal digits',
        parse(raw) {
            if (raw !== '' && !/^[0-9a-f]{64}$/i.test(raw))
                throw new Error('must be 64 hexadecimal digits');
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
    return { ...about, allowed: 'one or more lines of 32 bytes or more', parse: _cache_signature__WEBPACK_IMPORTED_MODULE_1__/* .keysIn */ .q7 };
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


/***/ }),

/***/ 38422:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ INPUTS)
/* harmony export */ });
/* harmony import */ var _audit_audit_report__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(91135);
/* harmony import */ var _input_kinds__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(86389);
/* harmony import */ var _policy_policy__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(26658);
/* harmony import */ var _validation_golden_golden_set__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(98893);




/**
 * Every input, in one table. `action.yml`, `--help` and docs/inputs.md are generated from it, and the type `Inputs` is
 * derived from it.
 */
const INPUTS = {
    mode: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['run', 'plan', 'embed', 'validate', 'golden', 'audit'], {
        group: 'What to do',
        description: 'run embeds the corpus and validates; plan only says what is missing and what it will take; embed only fills the tiers; validate only validates, without a model; golden approves the present vectors of golden-set; audit looks at what the tiers hold. May stand first, without --mode.',
        default: 'run',
    }),
    policy: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .lines */ .Mn)({
        group: 'What to do',
        description: `Files with settings for this run; the first that has a value counts. Empty: ${_policy_policy__WEBPACK_IMPORTED_MODULE_1__/* .REPOSITORY_POLICY */ .c1}, if it is there. none: no file.`,
        default: '',
    }),
    corpus: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .sources */ .Tj)({
        group: 'Corpus',
        description: 'Files, globs or folders, https:// or s3:// objects, or - for stdin; several on lines of their own. .gz and .zst are decompressed, .tar archives unpacked.',
        default: '',
    }),
    format: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'text', 'jsonl', 'json', 'csv', 'tsv', 'markdown', 'html', 'parquet', 'pdf'], {
        group: 'Corpus',
        description: 'How records lie in the files; auto: by extension. text: one a line. jsonl: one JSON object a line. json: one array. csv, tsv, parquet: one a row. markdown, html: one a heading. pdf: one a page. docs/corpora.md has more.',
        default: 'auto',
    }),
    encoding: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .encoding */ .OK)({
        group: 'Corpus',
        description: 'How text is written. auto: UTF-8, or UTF-16 if a byte order mark says so, or as an HTML page declares. A byte order mark counts before this.',
        default: 'auto',
    }),
    'text-field': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Corpus',
        description: 'The field or column that holds the text; in parquet with dots into structs; with csv-header false a number from 0 on.',
        default: 'text',
    }),
    'id-field': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Corpus',
        description: 'The same for the id. A record without one is named by file and line, or file#part of a document.',
        default: 'id',
    }),
    'csv-header': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)({
        group: 'Corpus',
        description: 'csv, tsv: whether the first row has the names of the columns.',
        default: 'true',
    }),
    'csv-delimiter': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .delimiter */ .uV)({
        group: 'Corpus',
        description: 'csv: what stands between cells.',
        default: ',',
    }),
    'markdown-code': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['keep', 'drop'], {
        group: 'Corpus',
        description: 'markdown, html: whether blocks of code are part of the text.',
        default: 'keep',
    }),
    's3-endpoint': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Corpus',
        description: 'Where s3:// objects are, if not at AWS, such as http://minio:9000.',
        default: '',
        known: 'AWS_ENDPOINT_URL_S3',
    }),
    's3-region': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Corpus',
        description: 'The region of s3:// objects.',
        default: 'us-east-1',
        known: 'AWS_REGION',
    }),
    's3-access-key-id': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Corpus',
        description: 'Signs requests for s3:// objects. Empty: they are not signed.',
        default: '',
        known: 'AWS_ACCESS_KEY_ID',
        secret: true,
    }),
    's3-secret-access-key': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Corpus',
        description: 'Belongs to s3-access-key-id.',
        default: '',
        known: 'AWS_SECRET_ACCESS_KEY',
        secret: true,
    }),
    's3-session-token': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Corpus',
        description: 'Belongs to both, where they are temporary.',
        default: '',
        known: 'AWS_SESSION_TOKEN',
        secret: true,
    }),
    'on-bad-record': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['fail', 'skip'], {
        group: 'Corpus',
        description: 'What to do about invalid UTF-8, broken JSON, a missing text field, a wrong number of columns, a page without text, or a record above 16 MiB. skip counts and reports them.',
        default: 'fail',
    }),
    model: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Model',
        description: 'A folder with config.json, tokenizer.json and onnx/model.onnx, or owner/name of a model on the hub. Empty: all-MiniLM-L6-v2, which is built in. embedder openai: the name that the service knows.',
        default: '',
    }),
    revision: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Model',
        description: 'Of a model on the hub: a commit, or a branch or tag, which is looked up in each run. embedder openai and command: a word for the version of what embeds.',
        default: '',
    }),
    'hub-endpoint': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Model',
        description: 'The hub that a model named owner/name comes from, or a mirror of it.',
        default: 'https://huggingface.co',
        known: 'HF_ENDPOINT',
    }),
    'hub-token': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Model',
        description: 'For models of the hub that are not public.',
        default: '',
        known: 'HF_TOKEN',
        secret: true,
    }),
    'hub-offline': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['true', 'false'], {
        group: 'Model',
        description: 'true: the hub is not asked, and what was downloaded before is used.',
        default: 'false',
    }),
    dtype: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'fp32', 'fp16', 'q8', 'quantized', 'q4'], {
        group: 'Model',
        description: 'fp32 takes onnx/model.onnx, fp16 onnx/model_fp16.onnx, quantized onnx/model_quantized.onnx (one text at a time), q4 onnx/model_q4.onnx. q8 takes onnx/model.onnx and computes in 8-bit integers: quicker, less exact (docs/quantization.md). auto: fp32, else fp16.',
        default: 'auto',
    }),
    pooling: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'mean', 'cls', 'last'], {
        group: 'Model',
        description: "How token states become one vector. auto: as the model's 1_Pooling/config.json says, else mean, with a warning.",
        default: 'auto',
    }),
    normalize: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'true', 'false'], {
        group: 'Model',
        description: "Scale vectors to length 1. auto: as the model's modules.json says, else true.",
        default: 'auto',
    }),
    'max-tokens': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0, 1_000_000, {
        group: 'Model',
        description: 'Texts are cut here, special tokens counted. 0: as sentence_bert_config.json says, else what the model can read.',
        default: '0',
    }),
    prompt: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Model',
        description: "Put the model's own prompt of this name before each text, such as query or passage. auto: the one that the model names as its default, if it does. none: no prompt.",
        default: 'auto',
    }),
    'text-prefix': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Model',
        description: 'Put before each text as it stands, such as "query: " for E5 models.',
        default: '',
    }),
    dimensions: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0, 65_536, {
        group: 'Model',
        description: 'Keep the first so many components (Matryoshka models). 0: all.',
        default: '0',
    }),
    embedder: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['onnx', 'openai', 'command'], {
        group: 'Embedder',
        description: "What embeds. onnx: the model's files, in this process. openai: a service with OpenAI's /v1/embeddings, or text-embeddings-inference. command: a program of your own.",
        default: 'onnx',
    }),
    'embedder-url': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Embedder',
        description: 'openai: where it is, such as https://api.openai.com/v1 or http://127.0.0.1:8080/embed.',
        default: '',
    }),
    'embedder-api-key': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Embedder',
        description: 'openai: sent as a bearer token. Empty: none is sent.',
        default: '',
        secret: true,
    }),
    'embedder-concurrency': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(1, 256, {
        group: 'Embedder',
        description: 'openai: requests under way at once.',
        default: '4',
    }),
    'embedder-batch': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(1, 4096, {
        group: 'Embedder',
        description: 'openai: most texts in one request. One that is refused as too large is sent in halves.',
        default: '64',
    }),
    'embedder-command': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Embedder',
        description: 'command: a command line. It reads {"texts": ["…"]} and answers {"vectors": [[…]]}, a line each, until its input ends.',
        default: '',
    }),
    device: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'cpu', 'cuda', 'webgpu'], {
        group: 'Embedder',
        description: 'onnx: where the model is computed. auto: on an NVIDIA GPU if all that it needs is there and vectors are the same, else on the CPU. cuda and webgpu: there, or not at all.',
        default: 'auto',
    }),
    'device-vectors': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['shared', 'own'], {
        group: 'Embedder',
        description: "shared: a GPU's vectors have the keys of the CPU's, and canary texts must show that they are the same. own: keys that name the device, for fp16 above all, and rounding is allowed; device must be cuda or webgpu.",
        default: 'shared',
    }),
    'ort-dir': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Embedder',
        description: "device cuda: a folder that holds libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so of this ONNX Runtime's version. Empty: those of onnxruntime-node in the working directory, else what is fetched.",
        default: '',
    }),
    'ort-url': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .httpUrl */ .q3)({
        group: 'Embedder',
        description: 'device cuda: a mirror of the archive (wheel, NuGet package or other ZIP) that holds the two. Empty: the Python package onnxruntime-gpu on PyPI, which device auto does not fetch by itself.',
        default: '',
        secret: true,
    }),
    'ort-sha256': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)({
        group: 'Embedder',
        description: 'Of what ort-url gives. Empty: that of the package on PyPI.',
        default: '',
    }),
    threads: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0, 1024, {
        group: 'Embedder',
        description: 'Threads for inference. 0: one for each processor this process may use, a CPU limit of its container counted.',
        default: '0',
    }),
    'batch-tokens': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0, 1_048_576, {
        group: 'Embedder',
        description: 'Most tokens in one batch, padding counted. 0: as many as are fastest. Changes speed and memory, never a vector.',
        default: '0',
    }),
    'redis-url': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .redisUrl */ .Ld)({
        group: 'Tiers',
        description: 'Where Redis is: a single node, the sentinels of a master, or nodes of a cluster. Empty: no Redis.',
        default: '',
        secret: true,
    }),
    'redis-password-file': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Tiers',
        description: 'File that holds the password, for a redis-url without one. Line ends at its end do not count.',
        default: '',
    }),
    'redis-ca': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Tiers',
        description: 'TLS: PEM file with the authorities to trust. Empty: those that Node.js knows.',
        default: '',
    }),
    'redis-cert': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Tiers',
        description: 'TLS: PEM file with the certificate to show, if the server wants one.',
        default: '',
    }),
    'redis-key': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({ group: 'Tiers', description: 'TLS: PEM file with the key of redis-cert.', default: '' }),
    'redis-prefix': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({ group: 'Tiers', description: 'First part of every key in Redis.', default: 'eo1' }),
    'redis-ttl': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)({
        group: 'Tiers',
        description: 'How long Redis keeps a vector after it was written, or found with less than half of that left.',
        default: '30d',
    }),
    'cache-dtype': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['fp32', 'fp16'], {
        group: 'Tiers',
        description: 'How vectors are stored. fp16 halves memory and traffic, and rounds every vector of the run; it makes new keys.',
        default: 'fp32',
    }),
    'cache-mode': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['read-write', 'read-only', 'recache', 'off'], {
        group: 'Tiers',
        description: 'read-only asks and stores nothing. recache computes everything and replaces what is stored. off does neither.',
        default: 'read-write',
    }),
    'cache-signing-key': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .signingKeys */ .a4)({
        group: 'Tiers',
        description: 'Signs what is stored; what is not signed is computed anew and replaced. Several: the first signs, all are accepted. Best given in the environment.',
        default: '',
        secret: true,
    }),
    'cache-signing-key-file': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Tiers',
        description: 'File that holds the same, instead of cache-signing-key.',
        default: '',
    }),
    'trust-scope': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .trustScope */ .d1)({
        group: 'Tiers',
        description: "Where vectors go. Every run reads the trusted scope, and writes only its own. auto: as GitHub's event says, elsewhere trusted.",
        default: 'auto',
    }),
    'on-cache-failure': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['fallback', 'fail'], {
        group: 'Tiers',
        description: 'What to do when a tier cannot be used: go on without it, or end the run.',
        default: 'fallback',
    }),
    'runner-cache': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'on', 'off'], {
        group: 'Tiers',
        description: 'Keep vectors in a folder of this machine. auto: on.',
        default: 'auto',
    }),
    'runner-cache-path': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Tiers',
        description: 'That folder. Empty: the cache folder of the user, or of the runner.',
        default: '',
    }),
    'runner-cache-max-size': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .size */ .Ej)({
        group: 'Tiers',
        description: 'What vectors may take in that folder, those of all models together. At the end of a run those used longest ago are dropped.',
        default: '4GB',
    }),
    'github-cache': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'on', 'off'], {
        group: 'Tiers',
        description: "Carry the runner cache from job to job by GitHub's cache (docs/runner-cache.md). auto: on GitHub's own runners, unless redis-url is given.",
        default: 'auto',
    }),
    'audit-sample': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .shareOrAuto */ .i$)({
        group: 'Trust',
        description: 'Share of hits that are embedded again and compared. auto: 0.001, in runs that load the model for misses anyway. 0: none.',
        default: 'auto',
    }),
    'audit-tolerance': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0, 2, {
        group: 'Trust',
        description: 'Largest deviation of a stored vector from the one embedded again, as a share of its length. Beyond it, the vector is replaced.',
        default: '0.001',
    }),
    'audit-seed': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Trust',
        description: 'Draws the same hits as a run with the same seed. Empty: hits that nobody can foresee.',
        default: '',
    }),
    'fail-on-audit': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['true', 'false'], {
        group: 'Trust',
        description: 'true ends a run that found a deviating vector with code 3. false replaces it, and warns.',
        default: 'false',
    }),
    'plan-path': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Plan',
        description: 'plan: where the list of what is missing goes; empty: output/plan.jsonl. embed: the list to take; empty: all that is missing.',
        default: '',
    }),
    shards: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0, _input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .MOST_SHARDS */ .Y, {
        group: 'Plan',
        description: 'plan: into how many parts of like many tokens to cut what is missing. 0: one for each two million tokens.',
        default: '0',
    }),
    shard: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .shard */ .B5)({
        group: 'Plan',
        description: 'embed: which part to take. Empty: all.',
        default: '',
    }),
    'max-misses': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .limit */ .AB)('whole number', {
        group: 'Plan',
        description: 'Ends plan, run and embed with code 1, before anything is embedded, if more texts are missing.',
        default: '',
    }),
    'max-cost': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .limit */ .AB)('number', {
        group: 'Plan',
        description: 'The same if embedding will cost more, by cost-per-hour and the rates of earlier runs; ends run and embed also when it has cost so much.',
        default: '',
    }),
    'cost-per-hour': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .prices */ .Vt)({
        group: 'Plan',
        description: 'What an hour of a runner costs, in whichever currency. Empty: no cost is predicted.',
        default: '',
    }),
    output: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Output',
        description: 'File for the vectors. It gets its name only when it is whole.',
        default: 'output/embeddings.jsonl',
    }),
    'output-format': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'json', 'jsonl', 'npy', 'none'], {
        group: 'Output',
        description: 'json: an object from the SHA-256 of each text to text and vector. jsonl: an object a record. npy: a NumPy matrix, and <name>.ids.jsonl. none: only fill the tiers. auto: by the extension of output.',
        default: 'auto',
    }),
    'golden-set': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Validation',
        description: 'JSON Lines with the golden texts and, once mode golden has run, their approved vectors. Empty: no validation.',
        default: '',
    }),
    approve: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['dry-run', 'new', 'all'], {
        group: 'Validation',
        description: 'golden: what may be written. new approves texts that were not approved yet, and writes nothing if an approved vector would change. all replaces those as well. dry-run only shows what would change.',
        default: 'new',
    }),
    propose: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(0, 10_000, {
        group: 'Validation',
        description: 'golden: choose so many texts of the corpus and write them to golden-set, a file that is not there yet, for people to look through before they approve them. 0: approve.',
        default: '0',
    }),
    'validation-engine': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'redisearch', 'vectorset', 'exact'], {
        group: 'Validation',
        description: 'What finds nearest neighbours. redisearch: an index of RediSearch or Valkey-search. vectorset: a vector set of Redis 8. exact: this process. auto: the first of these that the Redis of redis-url has (docs/validation-engines.md).',
        default: 'auto',
    }),
    'validation-index': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .vectorIndex */ .cO)({
        group: 'Validation',
        description: 'redisearch: how the index is built. flat compares every vector, hnsw is approximate. What is left out is flat, cosine, float32.',
        default: 'flat,cosine,float32',
    }),
    'validation-profile': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'same-model', 'cross-model'], {
        group: 'Validation',
        description: 'same-model compares vectors with the approved ones. cross-model only compares what is near what, because vectors of two models cannot be compared. auto: cross-model where the embedding contract is not the approved one.',
        default: 'auto',
    }),
    'validation-neighbours': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(_validation_golden_golden_set__WEBPACK_IMPORTED_MODULE_2__/* .NEIGHBOUR_SOURCES */ .p, {
        group: 'Validation',
        description: 'Where nearest neighbours are searched: among the golden texts, or among all texts of the corpus.',
        default: 'golden',
    }),
    'validation-k': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(1, 1000, {
        group: 'Validation',
        description: 'Nearest neighbours of a golden text that are compared. Among few golden texts at most half of the others.',
        default: '10',
    }),
    'validation-threshold': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(-1, 1, {
        group: 'Validation',
        description: 'Identity: least cosine similarity of a present vector to the approved one.',
        default: '0.999',
    }),
    'validation-recall': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0, 1, {
        group: 'Validation',
        description: 'Neighbourhood: least share of the approved neighbours that are still there, as a mean over the golden texts; least rank-biased overlap, too.',
        default: '0.95',
    }),
    'validation-vectors': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Validation',
        description: 'validate: a file of vectors that a run wrote (json, jsonl, npy), instead of what the tiers hold. Empty: the tiers.',
        default: '',
    }),
    'fail-on-validation': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .gateLayers */ .c3)({
        group: 'Validation',
        description: 'Which layers end the run with code 3 if they fail. true: all that apply. false: none, drift is only reported.',
        default: 'true',
    }),
    prune: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['off', 'dry-run', 'on'], {
        group: 'Audit',
        description: 'audit: take entries of prune-classes away. dry-run only counts what on would take.',
        default: 'off',
    }),
    'prune-classes': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .someOf */ .yU)(_audit_audit_report__WEBPACK_IMPORTED_MODULE_3__/* .PRUNE_CLASSES */ .A7, {
        group: 'Audit',
        description: 'audit: corrupt entries, all entries of orphaned fingerprints, and of undated ones, of which no ledger tells when they were used.',
        default: 'corrupt,orphaned',
    }),
    'orphan-age': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)({
        group: 'Audit',
        description: 'audit: a fingerprint that no run has used for so long is orphaned. 0: none is.',
        default: '30d',
    }),
    'fail-on-corrupt': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['true', 'false'], {
        group: 'Audit',
        description: 'audit: true ends with code 3 if a tier holds corrupt entries.',
        default: 'false',
    }),
    'report-dir': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Report',
        description: 'Folder for report.json, report.html for people, junit.xml for dashboards, summary.md and metrics.prom (audit: audit.json, summary.md, metrics.prom). Empty: no files.',
        default: 'output/report',
    }),
    'decision-log': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
        group: 'Report',
        description: 'File for what was decided, as JSON Lines: which tier had what, and why not. Written anew by each run. Empty: none.',
        default: '',
    }),
    'decision-log-detail': (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['window', 'record'], {
        group: 'Report',
        description: 'window: a line for each 1,024 records. record: a line for each record too, with its text key.',
        default: 'window',
    }),
    progress: (0,_input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['auto', 'on', 'off'], {
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
/* harmony import */ var _audit_audit_report__WEBPACK_IMPORTED_MODULE_21__ = __nccwpck_require__(91135);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(83916);
/* harmony import */ var _help__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(41244);
/* harmony import */ var _modes_audit__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(48283);
/* harmony import */ var _modes_embed__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(33823);
/* harmony import */ var _modes_golden__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(10520);
/* harmony import */ var _modes_plan__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(12317);
/* harmony import */ var _modes_validate__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(62655);
/* harmony import */ var _parse_inputs__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(47808);
/* harmony import */ var _platform_detect__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(96914);
/* harmony import */ var _platform_platform__WEBPACK_IMPORTED_MODULE_12__ = __nccwpck_require__(28944);
/* harmony import */ var _policy_read__WEBPACK_IMPORTED_MODULE_13__ = __nccwpck_require__(78776);
/* harmony import */ var _report_account__WEBPACK_IMPORTED_MODULE_14__ = __nccwpck_require__(73149);
/* harmony import */ var _report_audit_account__WEBPACK_IMPORTED_MODULE_15__ = __nccwpck_require__(92627);
/* harmony import */ var _report_golden_lines__WEBPACK_IMPORTED_MODULE_16__ = __nccwpck_require__(36255);
/* harmony import */ var _report_run_report__WEBPACK_IMPORTED_MODULE_17__ = __nccwpck_require__(57330);
/* harmony import */ var _report_summary__WEBPACK_IMPORTED_MODULE_18__ = __nccwpck_require__(57994);
/* harmony import */ var _report_write_report__WEBPACK_IMPORTED_MODULE_19__ = __nccwpck_require__(85332);
/* harmony import */ var _run__WEBPACK_IMPORTED_MODULE_20__ = __nccwpck_require__(11643);






















/** GitHub kills a cancelled step 10 s after its first signal, and Kubernetes a pod 30 s after. */
const GRACE_MS = 7_000;
/** What ends the process, and why. */
const EXIT = { done: 0, failed: 1, unusableInput: 2, gateClosed: 3 };
/** The modes that end with the report of a run. */
const MODES = {
    run: _run__WEBPACK_IMPORTED_MODULE_20__/* .run */ .e,
    plan: _modes_plan__WEBPACK_IMPORTED_MODULE_8__/* .plan */ .e,
    embed: _modes_embed__WEBPACK_IMPORTED_MODULE_6__/* .embed */ .E,
    validate: _modes_validate__WEBPACK_IMPORTED_MODULE_9__/* .validate */ .t,
    golden: _modes_golden__WEBPACK_IMPORTED_MODULE_7__/* .golden */ .M,
};
async function main() {
    const words = process.argv.slice(2);
    if (words.includes('--help') || words.includes('-h'))
        return console.log((0,_help__WEBPACK_IMPORTED_MODULE_4__/* .renderHelp */ .W)());
    if (words.includes('--version'))
        return console.log(_package_json__WEBPACK_IMPORTED_MODULE_2__/* .version */ .rE);
    const platform = await (0,_platform_detect__WEBPACK_IMPORTED_MODULE_11__/* .detectPlatform */ .l)(process.env);
    const signal = endOnSignal(platform);
    try {
        const given = { arguments: words, environment: process.env };
        const policies = await (0,_policy_read__WEBPACK_IMPORTED_MODULE_13__/* .readPolicies */ .h)((0,_parse_inputs__WEBPACK_IMPORTED_MODULE_10__/* .policyFilesOf */ .f)(given));
        const { inputs, settings, warnings } = (0,_parse_inputs__WEBPACK_IMPORTED_MODULE_10__/* .parseInputs */ .T)({ ...given, policies });
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
function secretsIn({ redisUrl, embedderApiKey, hubToken, ortUrl }) {
    return [...(redisUrl ? (0,_platform_platform__WEBPACK_IMPORTED_MODULE_12__/* .secretsOf */ .F)(redisUrl) : []), embedderApiKey, hubToken, ortUrl].filter((secret) => secret !== '');
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
    const reportPath = await (0,_report_write_report__WEBPACK_IMPORTED_MODULE_19__/* .writeReport */ .u)(report, inputs.reportDir);
    await platform.setOutputs((0,_report_run_report__WEBPACK_IMPORTED_MODULE_17__/* .outputsOf */ .Yz)(report, reportPath));
    await platform.writeSummary((0,_report_summary__WEBPACK_IMPORTED_MODULE_18__/* .renderSummary */ .B)(report));
    platform.info((0,_report_account__WEBPACK_IMPORTED_MODULE_14__/* .renderAccount */ .sh)(report));
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
function gates({ validation, recomputed, approved }, inputs) {
    const found = [];
    if (recomputed && recomputed.deviating > 0) {
        found.push({ message: (0,_report_account__WEBPACK_IMPORTED_MODULE_14__/* .deviationMessage */ .jy)(recomputed), fails: inputs.failOnAudit === 'true' });
    }
    const refusal = approved && (0,_report_golden_lines__WEBPACK_IMPORTED_MODULE_16__/* .refusalOf */ .Of)(approved);
    if (refusal !== undefined)
        found.push({ message: refusal, fails: true });
    const failed = validation?.layers.filter(({ verdict }) => verdict === 'failed') ?? [];
    for (const fails of [true, false]) {
        const layers = failed.filter(({ gates }) => gates === fails);
        if (layers.length > 0)
            found.push({ message: (0,_report_account__WEBPACK_IMPORTED_MODULE_14__/* .validationMessage */ .fD)(layers, inputs.goldenSet), fails });
    }
    return found;
}
async function publishAudit(report, inputs, platform) {
    await platform.setOutputs({ 'report-path': await (0,_report_write_report__WEBPACK_IMPORTED_MODULE_19__/* .writeAudit */ .f)(report, inputs.reportDir) });
    await platform.writeSummary((0,_report_audit_account__WEBPACK_IMPORTED_MODULE_15__/* .renderAuditSummary */ .s)(report));
    platform.info((0,_report_audit_account__WEBPACK_IMPORTED_MODULE_15__/* .renderAuditAccount */ .L)(report));
    const incomplete = report.tiers.filter(({ failure }) => failure !== undefined).map(({ tier }) => tier);
    if (incomplete.length > 0) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .CacheError */ .xA(`the audit is not complete: ${incomplete.join(' and ')} was not looked at to the end`);
    }
    const corrupt = (0,_audit_audit_report__WEBPACK_IMPORTED_MODULE_21__/* .totalOf */ .e6)(report.tiers, 'corrupt');
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
// EXTERNAL MODULE: ./src/session.ts + 40 modules
var session = __nccwpck_require__(92852);
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

// EXTERNAL MODULE: ./src/corpus/read.ts + 27 modules
var read = __nccwpck_require__(42388);
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
// EXTERNAL MODULE: ./src/session.ts + 40 modules
var src_session = __nccwpck_require__(92852);
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

/***/ 10520:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M: () => (/* binding */ golden)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/corpus/read.ts + 27 modules
var read = __nccwpck_require__(42388);
// EXTERNAL MODULE: ./src/report/wording.ts
var wording = __nccwpck_require__(25594);
// EXTERNAL MODULE: ./src/session.ts + 40 modules
var src_session = __nccwpck_require__(92852);
// EXTERNAL MODULE: ./src/recompute-audit.ts
var recompute_audit = __nccwpck_require__(24639);
// EXTERNAL MODULE: ./src/explanation/contract-parts.ts
var contract_parts = __nccwpck_require__(20182);
// EXTERNAL MODULE: ./src/validation/knn/exact.ts
var exact = __nccwpck_require__(58694);
// EXTERNAL MODULE: ./src/validation/knn/unit-rows.ts
var unit_rows = __nccwpck_require__(97601);
;// CONCATENATED MODULE: ./src/validation/golden/golden-neighbours.ts

/** Of a neighbour's text, in UTF-16 units. */
const EXCERPT = 200;
/**
 * The k nearest of each golden text among the others, by cosine similarity; equally near ones by name. Compares every text with
 * every other, each pair once.
 */
function neighboursAmongGolden(texts, k) {
    const units = (0,unit_rows/* unitRows */.qr)(texts.map(({ vector }) => vector));
    const nearest = texts.map(() => []);
    for (let a = 0; a < texts.length; a++) {
        for (let b = a + 1; b < texts.length; b++) {
            const similarity = (0,unit_rows/* dot */.Om)(units, a, units, b);
            offer(nearest[a], { position: b, similarity }, k, texts);
            offer(nearest[b], { position: a, similarity }, k, texts);
        }
    }
    return nearest.map((near) => near.map(({ position, similarity }) => named(texts[position], similarity)));
}
/** Keeps the k nearest, in order. */
function offer(nearest, near, k, texts) {
    const last = nearest[k - 1];
    if (last && !nearer(near, last, texts))
        return;
    if (last)
        nearest.pop();
    let at = nearest.length;
    while (at > 0 && nearer(near, nearest[at - 1], texts))
        at--;
    nearest.splice(at, 0, near);
}
function nearer(a, b, texts) {
    if (a.similarity !== b.similarity)
        return a.similarity > b.similarity;
    return texts[a.position].name < texts[b.position].name;
}
function named({ name, text }, similarity) {
    return withoutNoise({ name, excerpt: excerptOf(text), similarity });
}
/** With six digits of its similarity: what is behind them depends on the order in which a processor adds. */
function withoutNoise(neighbour) {
    return { ...neighbour, similarity: Math.round(neighbour.similarity * 1e6) / 1e6 };
}
/** Beginning of a text, on one line. Never ends with half of a surrogate pair. */
function excerptOf(text) {
    const line = text.slice(0, EXCERPT * 4).replace(/\s+/g, ' ');
    return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

;// CONCATENATED MODULE: ./src/validation/golden/golden-diff.ts




/** How many of the texts that changed most are named. */
const WORST = 10;
/**
 * Compares a golden set with what is to be approved. Texts are told apart by their lines: one that was edited has the vector of
 * what it was.
 * @param before as the file has it
 * @param after the same texts in the same order, all of them approved and with ids
 */
function diffGoldenSets(before, after) {
    const { header } = after;
    const was = before.header;
    const pairs = after.texts.map((to, at) => ({ from: before.texts[at], to }));
    const approved = pairs.filter(({ from }) => from.approved);
    const names = new Set(after.texts.map(({ name }) => name));
    const diff = {
        added: pairs.filter(({ from }) => !from.approved).map(({ to }) => to.name),
        removed: (was?.names ?? []).filter((name) => !names.has(name)),
        completed: approved.filter(({ from, to }) => from.name !== to.name || lacksNeighbours(from, to)).length,
        vectors: diffVectors(approved),
        neighbours: diffNeighbours(approved),
        ...(was && was.model !== header.model && { model: { from: was.model, to: header.model } }),
        otherContract: approved.filter(({ from }) => from.approved?.fingerprint !== header.fingerprint).length,
        contract: was ? (0,contract_parts/* contractChanges */.CC)((0,contract_parts/* partsOf */.CI)(was.contract), (0,contract_parts/* partsOf */.CI)(header.contract)) : [],
        ...(was && was.k !== header.k && { k: { from: was.k, to: header.k } }),
        ...(was &&
            was.neighboursFrom !== header.neighboursFrom && {
            neighboursFrom: { from: was.neighboursFrom, to: header.neighboursFrom },
        }),
    };
    const to = isEmpty(diff) && was ? was.version : (was?.version ?? 0) + 1;
    return { version: { ...(was && { from: was.version }), to }, ...diff };
}
/** Whether there is nothing to write. */
function isUnchanged({ version, ...diff }) {
    return version.from !== undefined && isEmpty(diff);
}
/**
 * Whether what was approved would be lost: neighbours among golden texts can be found again from their vectors, those in a corpus
 * only from the corpus as it was.
 */
function replacesApproved({ vectors, otherContract, neighbours, neighboursFrom }, source) {
    const corpusMoved = source === 'corpus' && neighboursFrom === undefined && neighbours.moved > 0;
    return vectors.changed > 0 || otherContract > 0 || corpusMoved || neighboursFrom?.from === 'corpus';
}
function isEmpty(diff) {
    const { added, removed, completed, vectors, neighbours, model, otherContract, contract, k, neighboursFrom } = diff;
    const counts = [
        added.length,
        removed.length,
        completed,
        vectors.changed,
        neighbours.moved,
        otherContract,
        contract.length,
    ];
    return counts.every((count) => count === 0) && !model && !k && !neighboursFrom;
}
function lacksNeighbours({ approved: from }, { approved: to }) {
    return from?.neighbours.length === 0 && (to?.neighbours.length ?? 0) > 0;
}
function diffVectors(pairs) {
    const similarities = [];
    const changed = [];
    let otherDimensions = 0;
    for (const { from, to } of pairs) {
        const [old, now] = [from.approved?.vector, to.approved?.vector];
        if (!old || !now)
            continue;
        if (old.length !== now.length) {
            otherDimensions++;
            continue;
        }
        const similarity = Math.min(1, (0,exact/* cosine */.sw)(old, now));
        similarities.push(similarity);
        if ((0,recompute_audit/* relativeDeviation */.eW)(old, now) > 0)
            changed.push({ name: to.name, excerpt: excerptOf(to.text), similarity });
    }
    return {
        compared: pairs.length,
        changed: changed.length + otherDimensions,
        otherDimensions,
        ...(similarities.length > 0 && {
            similarity: { min: similarities.reduce((a, b) => Math.min(a, b)), mean: meanOf(similarities) },
        }),
        worst: changed.sort((a, b) => a.similarity - b.similarity || byName(a, b)).slice(0, WORST),
    };
}
function diffNeighbours(pairs) {
    const recalls = [];
    const moved = [];
    for (const { from, to } of pairs) {
        const [old, now] = [from.approved?.neighbours ?? [], to.approved?.neighbours ?? []];
        const length = Math.min(old.length, now.length);
        if (length === 0)
            continue;
        const [gone, came] = [without(old, now, length), without(now, old, length)];
        const recall = 1 - gone.length / length;
        recalls.push(recall);
        if (gone.length > 0)
            moved.push({ name: to.name, excerpt: excerptOf(to.text), recall, gone, came });
    }
    return {
        compared: recalls.length,
        moved: moved.length,
        ...(recalls.length > 0 && { meanRecall: meanOf(recalls) }),
        worst: moved.sort((a, b) => a.recall - b.recall || byName(a, b)).slice(0, WORST),
    };
}
/** Names among the first of one that are not among the first of the other. */
function without(one, other, length) {
    const names = new Set(other.slice(0, length).map(({ name }) => name));
    return one
        .slice(0, length)
        .map(({ name }) => name)
        .filter((name) => !names.has(name));
}
function meanOf(values) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function byName(a, b) {
    return a.name < b.name ? -1 : 1;
}

// EXTERNAL MODULE: ./src/validation/golden/golden-names.ts
var golden_names = __nccwpck_require__(77365);
;// CONCATENATED MODULE: ./src/validation/golden/approval.ts



/**
 * The vectors that an approval would have as yardsticks, in the order of the golden set. One that differs from the approved one
 * only by rounding is not replaced by it: processors add in different orders, and a file that changes with them tells nothing.
 */
function yardsticks({ texts }, { fingerprint, vectors, tolerance }) {
    return (0,golden_names/* withIds */.n3)(texts).map(({ name, text, approved }) => {
        const present = vectors.get(text);
        const same = approved?.fingerprint === fingerprint &&
            approved.vector.length === present.length &&
            (0,recompute_audit/* relativeDeviation */.eW)(approved.vector, present) <= tolerance;
        return { name, text, vector: same ? approved.vector : present };
    });
}
/**
 * @param neighbours of each yardstick, in order
 * @param about what the header is to say besides version and names
 */
function draftApproval(golden, yardsticks, neighbours, about) {
    const texts = (0,golden_names/* withIds */.n3)(golden.texts).map((entry, at) => {
        const { vector } = yardsticks[at];
        return { ...entry, approved: { vector, fingerprint: about.fingerprint, neighbours: neighbours[at] ?? [] } };
    });
    const names = texts.map(({ name }) => name);
    const draft = { header: { version: 0, ...about, names }, texts };
    const diff = diffGoldenSets(golden, draft);
    return { set: { ...golden, texts, header: { ...draft.header, version: diff.version.to } }, diff };
}
function decide({ diff, set }, choice, golden) {
    const { k, neighboursFrom } = set.header;
    const replaces = replacesApproved(diff, neighboursFrom);
    const outcome = outcomeOf(diff, choice, replaces);
    const version = outcome === 'written' ? diff.version.to : golden.header?.version;
    return {
        path: golden.path,
        texts: set.texts.length,
        outcome,
        ...(version !== undefined && { version }),
        k,
        neighboursFrom,
        diff,
        replaces,
        unmet: unmetRequirements(set.texts),
    };
}
function outcomeOf(diff, choice, replaces) {
    if (isUnchanged(diff))
        return 'unchanged';
    if (choice === 'dry-run')
        return 'dry-run';
    return choice === 'new' && replaces ? 'refused' : 'written';
}
/** What texts ask of their neighbours, and those approved do not give. */
function unmetRequirements(texts) {
    return texts.flatMap(({ name, mustInclude, mustExclude, approved }) => {
        const names = new Set(approved?.neighbours.map((neighbour) => neighbour.name));
        return [
            ...mustInclude
                .filter((neighbour) => !names.has(neighbour))
                .map((neighbour) => ({ name, requirement: 'must-include', neighbour })),
            ...mustExclude
                .filter((neighbour) => names.has(neighbour))
                .map((neighbour) => ({ name, requirement: 'must-exclude', neighbour })),
        ];
    });
}

// EXTERNAL MODULE: ./src/validation/golden/golden-file.ts
var golden_file = __nccwpck_require__(37483);
// EXTERNAL MODULE: ./src/validation/golden/golden-vectors.ts
var golden_vectors = __nccwpck_require__(13089);
// EXTERNAL MODULE: ./src/validation/knn/corpus-search.ts
var corpus_search = __nccwpck_require__(53054);
// EXTERNAL MODULE: ./src/validation/neighbourhood.ts
var neighbourhood = __nccwpck_require__(92074);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
;// CONCATENATED MODULE: ./src/corpus/sample.ts

/**
 * The texts with the smallest keys. Keys are as good as random, so this is a random sample of the different texts of a corpus,
 * and the same one in whichever order they come. Memory is that of twice the sample.
 */
class CorpusSample {
    most;
    records = new Map();
    largest;
    constructor(most) {
        this.most = most;
    }
    /** The first record with a text counts. */
    add({ text, source, line, id }) {
        const key = (0,text_key/* textKey */.tQ)(text);
        if ((this.largest !== undefined && key > this.largest) || this.records.has(key))
            return;
        // A copy: what the text was cut from, a large piece of the corpus, should not stay.
        const own = Buffer.from(text).toString();
        this.records.set(key, { text: own, source, line, ...(id !== undefined && { id }) });
        if (this.records.size >= 2 * this.most)
            this.shrink();
    }
    /** Texts in memory. */
    get held() {
        return this.records.size;
    }
    /** In the order of their keys. */
    take() {
        this.shrink();
        return [...this.records.values()];
    }
    shrink() {
        const kept = [...this.records].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, this.most);
        this.records = new Map(kept);
        if (kept.length === this.most)
            this.largest = kept.at(-1)?.[0];
    }
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/report/show-progress.ts + 1 modules
var show_progress = __nccwpck_require__(66555);
;// CONCATENATED MODULE: ./src/validation/golden/clusters.ts

/** Rounds of k-means; later ones move few texts. */
const ROUNDS = 8;
/**
 * Spherical k-means: by cosine, with the mean direction of a cluster as its centre, begun with k-means++ (Arthur and Vassilvitskii,
 * 2007). The same for the same vectors in the same order.
 * @param count of clusters; of fewer different vectors some stay empty
 */
function findClusters(vectors, count) {
    const centres = firstCentres(vectors, count);
    const found = { count, of: new Int32Array(vectors.count).fill(-1), similarity: new Float64Array(vectors.count) };
    for (let round = 0; round < ROUNDS && clusters_assign(vectors, centres, found); round++)
        moveCentres(vectors, centres, found);
    return found;
}
/** Each next one is drawn with a chance that is its squared distance to the nearest centre so far. */
function firstCentres(vectors, count) {
    const { dimensions, components } = vectors;
    const centres = { count, dimensions, components: new Float32Array(count * dimensions) };
    const random = randomNumbers(vectors.count);
    const distance = new Float64Array(vectors.count).fill(Number.POSITIVE_INFINITY);
    let drawn = Math.floor(random() * vectors.count);
    for (let centre = 0; centre < count; centre++) {
        centres.components.set(components.subarray(drawn * dimensions, (drawn + 1) * dimensions), centre * dimensions);
        let total = 0;
        for (let at = 0; at < vectors.count; at++) {
            // Half the squared distance of unit vectors.
            const half = Math.max(0, 1 - (0,unit_rows/* dot */.Om)(vectors, at, centres, centre));
            if (half < distance[at])
                distance[at] = half;
            total += distance[at];
        }
        let rest = random() * total;
        for (drawn = 0; drawn < vectors.count - 1; drawn++) {
            rest -= distance[drawn];
            if (rest < 0)
                break;
        }
    }
    return centres;
}
/** @returns whether any vector went to another cluster */
function clusters_assign(vectors, centres, found) {
    let moved = false;
    for (let at = 0; at < vectors.count; at++) {
        let [best, similarity] = [0, Number.NEGATIVE_INFINITY];
        for (let centre = 0; centre < centres.count; centre++) {
            const candidate = (0,unit_rows/* dot */.Om)(vectors, at, centres, centre);
            if (candidate > similarity)
                [best, similarity] = [centre, candidate];
        }
        if (found.of[at] !== best)
            moved = true;
        found.of[at] = best;
        found.similarity[at] = similarity;
    }
    return moved;
}
/** A centre without vectors stays where it is. */
function moveCentres({ dimensions, components, count }, centres, found) {
    const sums = new Float64Array(centres.count * dimensions);
    for (let at = 0; at < count; at++) {
        const base = found.of[at] * dimensions;
        for (let d = 0; d < dimensions; d++)
            sums[base + d] = sums[base + d] + components[at * dimensions + d];
    }
    for (let centre = 0; centre < centres.count; centre++) {
        const sum = sums.subarray(centre * dimensions, (centre + 1) * dimensions);
        const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
        if (length > 0)
            centres.components.set(sum.map((value) => value / length), centre * dimensions);
    }
}
/** From 0 to 1, the same for the same seed: mulberry32 by Tommy Ettinger. */
function randomNumbers(seed) {
    let state = seed | 0;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

;// CONCATENATED MODULE: ./src/validation/golden/word-rarity.ts
/** Words, in lower case. Where scripts set no spaces between words, each character is one. */
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;
/** How rare the words of each text are among all of them. */
function wordRarity(texts) {
    const textsWith = new Map();
    const words = texts.map((text) => text.toLowerCase().match(WORDS) ?? []);
    for (const list of words)
        for (const word of new Set(list))
            textsWith.set(word, (textsWith.get(word) ?? 0) + 1);
    return words.map((list) => {
        let [sum, rarest, fewest] = [0, '', Number.POSITIVE_INFINITY];
        for (const word of list) {
            const having = textsWith.get(word);
            sum += Math.log(texts.length / having);
            if (having < fewest)
                [rarest, fewest] = [word, having];
        }
        return { words: list.length, mean: list.length === 0 ? 0 : sum / list.length, rarest };
    });
}

;// CONCATENATED MODULE: ./src/validation/golden/golden-proposal.ts



/** Why a text was chosen. */
const PROPOSAL_KINDS = ['cluster', 'near duplicates', 'longest', 'shortest', 'rare words', 'frequent words'];
/** Of ten texts so many are near duplicates, in pairs; of twenty, one is of each other kind; all others are spread over clusters. */
const PAIRS_IN_TEN = 1;
const EACH_KIND_IN_TWENTY = 1;
/** Two texts share a cluster's place on average, up to this many clusters: what finding them takes grows with their number. */
const MOST_CLUSTERS = 100;
/** How many of those that are as near to the centre of their cluster each text is compared with, to find its near duplicate. */
const COMPARED = 64;
/** Cosine. What is nearer is one text to the model, and tells nothing; below the other bound the word would promise too much. */
const TWIN = 0.9999;
const NEAR_DUPLICATE = 0.9;
/** With fewer words, what is rare or frequent is chance. */
const ENOUGH_WORDS = 4;
/**
 * Chooses golden texts: near duplicates, whose order a small drift turns round; the longest, which the model may cut, and the
 * shortest; those of the rarest and of the most frequent words; and all others spread over clusters, from centres and edges.
 * @param candidates in an order that does not depend on that of the corpus; their vectors of one length
 * @returns as many as wanted, or all, by kind
 */
function proposeTexts(candidates, wanted) {
    const vectors = (0,unit_rows/* unitRows */.qr)(candidates.map(({ vector }) => vector));
    const clusters = findClusters(vectors, Math.min(MOST_CLUSTERS, Math.max(1, Math.round(wanted / 2)), candidates.length));
    const chosen = new Choice(Math.min(wanted, candidates.length));
    const each = Math.floor(wanted / 20) * EACH_KIND_IN_TWENTY || Number(wanted >= 10);
    choosePairs(chosen, nearestPairs(vectors, clusters), Math.floor(wanted / 10) * PAIRS_IN_TEN, candidates);
    const positions = candidates.map((_, position) => position);
    const lengths = candidates.map(({ text }) => text.length);
    const byLength = positions.toSorted((a, b) => lengths[b] - lengths[a] || a - b);
    const says = (position) => `${lengths[position]} characters`;
    chosen.first(byLength, each, 'longest', (position) => `one of the longest: ${says(position)}`);
    chosen.first(byLength.toReversed(), each, 'shortest', (position) => `one of the shortest: ${says(position)}`);
    const rarity = wordRarity(candidates.map(({ text }) => text));
    const rare = positions
        .filter((position) => rarity[position].words >= ENOUGH_WORDS)
        .sort((a, b) => rarity[b].mean - rarity[a].mean || a - b);
    chosen.first(rare, each, 'rare words', (position) => `rare words, such as ${rarity[position].rarest}`);
    chosen.first(rare.toReversed(), each, 'frequent words', () => 'nothing but frequent words');
    chooseFromClusters(chosen, clusters);
    return chosen.texts.sort((a, b) => PROPOSAL_KINDS.indexOf(a.kind) - PROPOSAL_KINDS.indexOf(b.kind));
}
/** What was chosen so far: each text once, and not more than wanted. */
class Choice {
    wanted;
    texts = [];
    positions = new Set();
    constructor(wanted) {
        this.wanted = wanted;
    }
    get left() {
        return this.wanted - this.texts.length;
    }
    has(position) {
        return this.positions.has(position);
    }
    add(position, kind, why) {
        this.positions.add(position);
        this.texts.push({ position, kind, why });
    }
    /** The first so many that are not chosen yet. */
    first(positions, count, kind, why) {
        const free = positions.filter((position) => !this.has(position)).slice(0, Math.min(count, this.left));
        for (const position of free)
            this.add(position, kind, why(position));
    }
}
/**
 * For each text the nearest of those in its cluster that are about as near to the centre: near duplicates are, so that not every
 * pair has to be compared (the sorted neighbourhood method, Hernández and Stolfo, 1995). Nearest pairs first.
 */
function nearestPairs(vectors, { of, similarity }) {
    const order = Array.from(of.keys()).sort((a, b) => of[a] - of[b] || similarity[b] - similarity[a] || a - b);
    const pairs = [];
    for (const [at, a] of order.entries()) {
        let best;
        for (const b of order.slice(at + 1, at + 1 + COMPARED)) {
            if (of[a] !== of[b])
                break;
            const found = (0,unit_rows/* dot */.Om)(vectors, a, vectors, b);
            if (found < TWIN && found > (best?.similarity ?? Number.NEGATIVE_INFINITY))
                best = { a, b, similarity: found };
        }
        if (best)
            pairs.push(best);
    }
    return pairs.sort((x, y) => y.similarity - x.similarity || x.a - y.a);
}
function choosePairs(chosen, pairs, count, candidates) {
    let left = count;
    for (const { a, b, similarity } of pairs) {
        if (left === 0 || chosen.left < 2)
            return;
        if (chosen.has(a) || chosen.has(b))
            continue;
        const word = similarity >= NEAR_DUPLICATE ? 'near duplicate of' : 'near to';
        const why = (other) => `${word} ${candidates[other]?.name}, cosine ${similarity.toFixed(3)}`;
        chosen.add(a, 'near duplicates', why(b));
        chosen.add(b, 'near duplicates', why(a));
        left--;
    }
}
/** Fills what is left: one of each cluster in turn, the largest first; of each from its centre to its edge in even steps. */
function chooseFromClusters(chosen, { count, of, similarity }) {
    const members = Array.from({ length: count }, () => []);
    for (const [position, cluster] of of.entries())
        if (!chosen.has(position))
            members[cluster]?.push(position);
    const clusters = members
        .filter((positions) => positions.length > 0)
        .map((positions) => positions.sort((a, b) => similarity[b] - similarity[a] || a - b))
        .sort((a, b) => b.length - a.length || a[0] - b[0]);
    const quotas = shareOut(clusters.map(({ length }) => length), chosen.left);
    for (const [at, positions] of clusters.entries()) {
        const quota = quotas[at];
        for (let one = 0; one < quota; one++) {
            const rank = quota === 1 ? 0 : Math.round((one * (positions.length - 1)) / (quota - 1));
            const place = one === 0 ? ', nearest to its centre' : one === quota - 1 ? ', farthest from its centre' : '';
            chosen.add(positions[rank], 'cluster', `cluster ${at + 1} of ${clusters.length}${place}`);
        }
    }
}
/** One to each in turn, to none more than it has room for. */
function shareOut(rooms, total) {
    const shares = rooms.map(() => 0);
    for (let left = total; left > 0;) {
        for (const [at, room] of rooms.entries()) {
            if (left === 0 || shares[at] === room)
                continue;
            shares[at] = shares[at] + 1;
            left--;
        }
    }
    return shares;
}

;// CONCATENATED MODULE: ./src/modes/golden-proposal.ts









/** Texts of which golden ones are chosen. Of a larger corpus they are a random sample, so that neither memory nor time grow with it. */
const SAMPLE_TEXTS = 20_000;
/** Longer ones, in UTF-16 units, are not proposed: no model reads so much, and nobody reviews it. */
const LONGEST = 8192;
/** Chooses golden texts from a corpus, and writes them as a golden set that is not approved yet. */
async function proposeGoldenSet(inputs, surroundings) {
    await refuseToReplace(inputs);
    const session = await (0,src_session/* openSession */.f)(inputs, surroundings);
    try {
        const corpus = await (0,read/* openCorpus */.t)(inputs, session.warn);
        const resolver = session.resolver();
        const stopProgress = (0,show_progress/* showProgress */.R)(inputs, surroundings.platform, () => ({
            corpus: corpus.facts,
            texts: resolver.facts,
        }));
        const { candidates, chosen } = await choose(corpus.records(), resolver, inputs.propose).finally(stopProgress);
        await session.endIfInterrupted();
        if (chosen.length === 0)
            throw new errors/* InputError */.dz([`corpus: it holds no text of up to ${LONGEST} characters.`]);
        const texts = chosen.map((proposed) => goldenText(candidates[proposed.position], proposed));
        await (0,golden_file/* writeGoldenSet */.T)({ path: inputs.goldenSet, texts });
        await session.close();
        const kinds = countKinds(chosen);
        const proposed = { path: inputs.goldenSet, texts: texts.length, candidates: candidates.length, kinds };
        return session.report({ corpus: corpus.facts, proposed }, resolver);
    }
    finally {
        await session.close();
    }
}
/** Before anything is computed; writing sees to it once more. */
async function refuseToReplace({ goldenSet }) {
    const found = await (0,promises_.stat)(goldenSet).catch(() => undefined);
    if (!found)
        return;
    throw new errors/* InputError */.dz([
        `golden-set: ${goldenSet} is there already, and a proposal replaces nothing. Name a new file, or leave propose out to approve this one.`,
    ]);
}
async function choose(records, resolver, wanted) {
    const sample = new CorpusSample(SAMPLE_TEXTS);
    for await (const some of records)
        for (const record of some)
            if (record.text.length <= LONGEST)
                sample.add(record);
    const drawn = sample.take();
    const names = namesOf(drawn);
    const candidates = [];
    for await (const window of resolver.resolve(inOneGo(drawn))) {
        for (const [at, { text }] of window.records.entries()) {
            // A copy: what it is a view of should not stay.
            const vector = window.vectors[at].slice();
            candidates.push({ name: names[candidates.length], text, vector });
        }
    }
    // A run that is to end early resolves only some.
    const chosen = candidates.length === drawn.length ? proposeTexts(candidates, wanted) : [];
    return { candidates, chosen };
}
/** Ids of the corpus, where each is that of one text alone. */
function namesOf(records) {
    const texts = new Map();
    for (const { id = '' } of records)
        texts.set(id, (texts.get(id) ?? 0) + 1);
    return records.map(({ id, text }) => (id !== undefined && id.trim() !== '' && texts.get(id) === 1 ? id : (0,golden_names/* idOf */.TH)(text)));
}
async function* inOneGo(records) {
    if (records.length > 0)
        yield records;
}
function goldenText({ name, text }, { why }) {
    return { text, name, mustInclude: [], mustExclude: [], fields: { id: name, why } };
}
function countKinds(chosen) {
    const kinds = {};
    for (const { kind } of chosen)
        kinds[kind] = (kinds[kind] ?? 0) + 1;
    return kinds;
}

;// CONCATENATED MODULE: ./src/modes/golden.ts











/** Approves a golden set; or, where texts are to be proposed, makes one that can be approved. */
function golden(inputs, surroundings) {
    return inputs.propose > 0 ? proposeGoldenSet(inputs, surroundings) : approveGoldenSet(inputs, surroundings);
}
/**
 * Approves the present vectors of the golden texts and their neighbours: finds or computes them, says what would change, and
 * writes them into the golden set as far as `approve` allows it.
 */
async function approveGoldenSet(inputs, surroundings) {
    const before = await (0,golden_file/* readGoldenSet */.a)(inputs.goldenSet, inputs.validationNeighbours);
    const session = await (0,src_session/* openSession */.f)(inputs, surroundings);
    try {
        const resolver = session.resolver();
        const vectors = await new golden_vectors/* GoldenVectors */.G(before.texts).complete(resolver);
        await session.endIfInterrupted();
        const { fingerprint } = session.model;
        const texts = yardsticks(before, { fingerprint, vectors, tolerance: inputs.auditTolerance });
        const { neighbours, ...how } = await findNeighbours(texts, inputs, session);
        await session.endIfInterrupted();
        const about = { ...(await approvalOf(session, inputs, surroundings)), ...how };
        const draft = draftApproval(before, texts, neighbours, about);
        const approved = decide(draft, inputs.approve, before);
        if (approved.outcome === 'written')
            await (0,golden_file/* writeGoldenSet */.T)(draft.set);
        warnOfUnmet(approved, session);
        await session.close();
        return session.report({ approved }, resolver);
    }
    finally {
        await session.close();
    }
}
/** The nearest of each golden text. The only place that decides among what they are searched when they are approved. */
async function findNeighbours(texts, inputs, session) {
    if (inputs.validationNeighbours === 'corpus')
        return neighboursInCorpus(texts, inputs, session);
    const k = (0,neighbourhood/* neighbourCount */.$W)(inputs.validationK, texts.length);
    return { k, neighboursFrom: 'golden', neighbours: neighboursAmongGolden(texts, k) };
}
/** Reads the corpus, whose texts are found or embedded as in a run. */
async function neighboursInCorpus(texts, inputs, session) {
    const { validationK: k, threads } = inputs;
    const search = new corpus_search/* CorpusSearch */.F(texts, k, { bundle: session.bundle, threads });
    try {
        const corpus = await (0,read/* openCorpus */.t)(inputs, session.warn);
        for await (const window of session.resolver().resolve(corpus.records()))
            await search.take(window);
        const neighbours = await search.nearest();
        return { k, neighboursFrom: 'corpus', neighbours: neighbours.map((nearest) => nearest.map(withoutNoise)) };
    }
    finally {
        await search.close();
    }
}
async function approvalOf({ model }, { goldenSet }, { platform }) {
    const commit = await platform.commit(external_node_path_default().dirname(goldenSet));
    return {
        approvedAt: new Date().toISOString(),
        ...(commit !== undefined && { commit }),
        ...(platform.actor !== undefined && { approvedBy: platform.actor }),
        model: model.name,
        fingerprint: model.fingerprint,
        contract: model.contract,
    };
}
/** How many requirements are named; the report has all. */
const UNMET_NAMED = 10;
function warnOfUnmet({ unmet, outcome, k }, session) {
    if (unmet.length === 0)
        return;
    const rows = unmet
        .slice(0, UNMET_NAMED)
        .map(({ name, requirement, neighbour }) => `\n  ${(0,wording/* excerpt */.Kb)(name)}: ${(0,wording/* excerpt */.Kb)(neighbour)} is ${requirement === 'must-include' ? 'not ' : ''}among its ${k} nearest (${requirement})`);
    const more = unmet.length - rows.length;
    const judged = outcome === 'written' || outcome === 'unchanged' ? 'approved although' : 'present vectors:';
    session.warn(`${judged} ${unmet.length} of what the golden set asks of neighbours ${unmet.length === 1 ? 'does' : 'do'} not hold:${rows.join('')}${more > 0 ? `\n  and ${more} more` : ''}`);
}


/***/ }),

/***/ 12317:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ plan)
/* harmony export */ });
/* harmony import */ var _corpus_read__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(42388);
/* harmony import */ var _plan_balance__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(98255);
/* harmony import */ var _plan_plan_facts__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(38386);
/* harmony import */ var _plan_plan_file__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(70435);
/* harmony import */ var _plan_rates__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6336);
/* harmony import */ var _plan_survey__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(31093);
/* harmony import */ var _report_show_progress__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(66555);
/* harmony import */ var _session__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(92852);








const DEFAULT_PATH = 'output/plan.jsonl';
/** Says what is missing and what it is going to take, and lists it for mode embed. Loads no model. */
async function plan(inputs, surroundings) {
    const session = await (0,_session__WEBPACK_IMPORTED_MODULE_4__/* .openSession */ .f)(inputs, surroundings);
    const path = inputs.planPath || DEFAULT_PATH;
    try {
        const { model, ledgers } = session;
        const corpus = await (0,_corpus_read__WEBPACK_IMPORTED_MODULE_0__/* .openCorpus */ .t)(inputs, session.warn);
        const resolver = session.surveyor();
        const file = await _plan_plan_file__WEBPACK_IMPORTED_MODULE_2__/* .PlanWriter */ .d.open(path, model, surroundings.version);
        const tokens = new _plan_balance__WEBPACK_IMPORTED_MODULE_5__/* .TokenList */ .cu();
        let survey;
        let shards;
        try {
            const stopProgress = (0,_report_show_progress__WEBPACK_IMPORTED_MODULE_6__/* .showProgress */ .R)(inputs, surroundings.platform, () => ({
                corpus: corpus.facts,
                texts: resolver.facts,
                embeds: false,
            }));
            survey = await (0,_plan_survey__WEBPACK_IMPORTED_MODULE_7__/* .surveyCorpus */ .t)(resolver, corpus.records(), {
                model,
                async missed(key, its) {
                    tokens.push(its);
                    await file.add(key, its);
                },
            }).finally(stopProgress);
            await session.endIfInterrupted();
            const missing = { texts: survey.misses, tokens: survey.tokens };
            shards = tokens.dealt((0,_plan_balance__WEBPACK_IMPORTED_MODULE_5__/* .shardCount */ .o4)(inputs.shards, missing));
            const { records, unique } = resolver.facts;
            await file.finish({ records, unique, ...missing, shards });
        }
        catch (error) {
            await file.discard();
            throw error;
        }
        const rates = await (0,_plan_rates__WEBPACK_IMPORTED_MODULE_3__/* .readRates */ .ob)(ledgers, model.fingerprint);
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

/***/ 62655:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  t: () => (/* binding */ validate)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/session.ts + 40 modules
var src_session = __nccwpck_require__(92852);
// EXTERNAL MODULE: ./src/validation/golden/golden-file.ts
var golden_file = __nccwpck_require__(37483);
// EXTERNAL MODULE: ./src/validation/golden/golden-vectors.ts
var golden_vectors = __nccwpck_require__(13089);
// EXTERNAL MODULE: ./src/validation/judge.ts + 19 modules
var judge = __nccwpck_require__(73721);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/corpus/lines.ts
var lines = __nccwpck_require__(6791);
// EXTERNAL MODULE: ./src/output/npy.ts
var npy = __nccwpck_require__(60192);
;// CONCATENATED MODULE: ./src/validation/vectors-file.ts






/** More than any header takes that describes one matrix. */
const MOST_HEADER_BYTES = 4096;
/** How an entry begins in the files that a run writes, up to its text: enough to pass over the others without parsing their numbers. */
const JSONL_TEXT = /^\{"id":"(?:[^"\\]|\\.)*","text":("(?:[^"\\]|\\.)*")/;
const JSON_TEXT = /^"[0-9a-f]{64}": \{"text": ("(?:[^"\\]|\\.)*")/;
/**
 * Finds the vectors of golden texts in a file that a run wrote, without holding the file: by their texts in json and jsonl, by their
 * ids in npy, which has no texts.
 * @returns by text, those that the file has
 * @throws InputError if it cannot be read, or is not such a file
 */
async function readVectors(file, golden) {
    const read = READERS[external_node_path_default().extname(file)];
    if (!read) {
        throw new errors/* InputError */.dz([
            `validation-vectors: cannot tell the format of ${file}: its name must end with ${Object.keys(READERS).join(', ')}.`,
        ]);
    }
    try {
        return await read(file, golden);
    }
    catch (error) {
        if (error instanceof errors/* InputError */.dz)
            throw error;
        throw new errors/* InputError */.dz([`validation-vectors: cannot read ${file}: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
    }
}
const READERS = {
    '.json': (file, golden) => readEntries(file, golden, jsonEntry),
    '.jsonl': (file, golden) => readEntries(file, golden, jsonlEntry),
    '.ndjson': (file, golden) => readEntries(file, golden, jsonlEntry),
    '.npy': readRows,
};
async function readEntries(file, golden, parse) {
    const wanted = new Set(golden.map(({ text }) => text));
    const vectors = new Map();
    for await (const { line, number } of linesOf(file)) {
        let entry;
        try {
            entry = parse(line, wanted);
        }
        catch {
            throw notOurs(file, `line ${number} is not an entry of it`);
        }
        if (typeof entry?.text !== 'string')
            continue;
        const text = (0,lines/* trimText */.Oj)(entry.text);
        if (wanted.has(text) && !vectors.has(text))
            vectors.set(text, vectorOf(entry.vector, file, number));
    }
    return vectors;
}
function jsonlEntry(line, wanted) {
    if (line.trim() === '' || isOther(JSONL_TEXT.exec(line), wanted))
        return undefined;
    return JSON.parse(line);
}
/** An entry a line, as a run writes it: `"<SHA-256>": {"text": …, "vector": […]},` */
function jsonEntry(line, wanted) {
    const entry = line.replace(/^[{,]|,$/g, '').trim();
    if (entry === '' || entry === '}' || entry === '{}' || isOther(JSON_TEXT.exec(entry), wanted))
        return undefined;
    return Object.values(JSON.parse(`{${entry}}`))[0];
}
function isOther(match, wanted) {
    return match?.[1] !== undefined && !wanted.has((0,lines/* trimText */.Oj)(JSON.parse(match[1])));
}
/** What is not a number stays none, for the sanity layer to say so. */
function vectorOf(value, file, line) {
    if (!Array.isArray(value))
        throw notOurs(file, `line ${line} has no vector`);
    return Float32Array.from(value, (component) => (typeof component === 'number' ? component : Number.NaN));
}
/** Rows of a matrix, found by the line that has the id. Only rows that are wanted are read. */
async function readRows(file, golden) {
    const textOf = new Map(golden.map(({ text, name }) => [name, text]));
    const rows = new Map();
    for await (const { line, number } of linesOf((0,npy/* idsFile */.Bl)(file))) {
        if (line === '')
            continue;
        const text = textOf.get(String(JSON.parse(line)));
        if (text !== undefined && !rows.has(text))
            rows.set(text, number - 1);
    }
    const handle = await (0,promises_.open)(file);
    try {
        const { start, columns } = await readHeader(handle, file);
        const vectors = new Map();
        for (const [text, row] of rows)
            vectors.set(text, await readRow(handle, start, columns, row, file));
        return vectors;
    }
    finally {
        await handle.close();
    }
}
/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1.0 and 2.0. */
async function readHeader(handle, file) {
    const { buffer: bytes, bytesRead } = await handle.read(Buffer.alloc(MOST_HEADER_BYTES), 0, MOST_HEADER_BYTES, 0);
    if (bytesRead < 12 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY')
        throw notOurs(file, 'it does not begin as one');
    const first = bytes[6] === 1;
    const from = first ? 10 : 12;
    const start = from + (first ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
    const header = bytes.toString('latin1', from, start);
    const columns = /'shape': \(\d+, (\d+)\)/.exec(header)?.[1];
    if (!header.includes("'descr': '<f4'") || !header.includes("'fortran_order': False") || columns === undefined)
        throw notOurs(file, 'it is no float32 matrix, row by row');
    return { start, columns: Number(columns) };
}
async function readRow(handle, start, columns, row, file) {
    const vector = new Float32Array(columns);
    const bytes = new Uint8Array(vector.buffer);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start + row * bytes.length);
    if (bytesRead !== bytes.length)
        throw notOurs(file, `it has no row ${row + 1}, which ${(0,npy/* idsFile */.Bl)(file)} names`);
    return vector;
}
async function* linesOf(file) {
    const bad = (line, reason) => {
        throw notOurs(file, `line ${line}: ${reason}`);
    };
    for await (const { texts, first } of (0,lines/* readLines */.Se)((0,external_node_fs_.createReadStream)(file), { bad, encoding: 'UTF-8' })) {
        for (const [index, text] of texts.entries()) {
            if (text !== undefined)
                yield { line: text.replace(/\r$/, ''), number: first + index };
        }
    }
}
function notOurs(file, why) {
    return new errors/* InputError */.dz([`validation-vectors: ${file} is not what a run writes: ${why}.`]);
}

;// CONCATENATED MODULE: ./src/modes/validate.ts






const NAMES_SHOWN = 10;
/** Judges vectors that the tiers hold, or a file that a run wrote. Loads no model, and stores nothing. */
async function validate(inputs, surroundings) {
    const golden = await (0,golden_file/* readGoldenSet */.a)(inputs.goldenSet);
    const file = inputs.validationVectors;
    // Of a file, no tier is asked.
    const session = await (0,src_session/* openSession */.f)(file === '' ? inputs : { ...inputs, cacheMode: 'off' }, surroundings);
    try {
        const resolver = session.surveyor();
        const vectors = file === '' ? await vectorsInTiers(golden, resolver) : await readVectors(file, golden.texts);
        await session.endIfInterrupted();
        const missing = golden.texts.filter(({ text }) => !vectors.has(text));
        if (missing.length > 0)
            throw missingFault(missing, golden, inputs, session.model.fingerprint);
        const present = { vectors, positions: new Map(), notInCorpus: [] };
        const validation = await (0,judge/* judgeVectors */.S)(golden, present, inputs, session);
        await session.close();
        return session.report({ validation }, resolver);
    }
    finally {
        await session.close();
    }
}
/** @returns by text, those that some tier has */
async function vectorsInTiers({ texts }, resolver) {
    const records = texts.map(({ text }, index) => ({ text, source: 'golden set', line: index + 1 }));
    const found = new Map();
    for await (const window of resolver.survey((0,golden_vectors/* inOneGo */.O)(records))) {
        for (const [index, { text }] of window.records.entries()) {
            const vector = window.vectors[index];
            if (vector)
                found.set(text, vector);
        }
    }
    return found;
}
function missingFault(missing, { texts }, { validationVectors: file }, fingerprint) {
    const more = missing.length - NAMES_SHOWN;
    const names = `${missing
        .slice(0, NAMES_SHOWN)
        .map(({ name }) => name)
        .join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    if (file === '') {
        return new errors/* VectorsMissing */.RK(`${missing.length} of ${texts.length} golden texts have no vector in any tier with fingerprint ${fingerprint.slice(0, 16)}: ${names}. Mode run computes what is missing; or give the model and the inputs of the run that stored them.`);
    }
    const how = file.endsWith('.npy')
        ? 'An npy file knows records by their ids: give golden texts the ids of their records, or use a json or jsonl file.'
        : 'Put them into the corpus of the run that writes it, or let mode run judge them.';
    return new errors/* InputError */.dz([
        `validation-vectors: ${missing.length} of ${texts.length} golden texts are not in ${file}: ${names}. ${how}`,
    ]);
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

/***/ 60192:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bl: () => (/* binding */ idsFile),
/* harmony export */   jQ: () => (/* binding */ NpyOutput)
/* harmony export */ });
/* unused harmony export npyHeader */
/* harmony import */ var _corpus_record__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(55499);
/* harmony import */ var _output__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(86944);
/* harmony import */ var _partial_file__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(33425);



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
    quotedId = (0,_corpus_record__WEBPACK_IMPORTED_MODULE_2__/* .idQuoter */ .s)();
    constructor(matrix, ids, dimensions) {
        this.matrix = matrix;
        this.ids = ids;
        this.dimensions = dimensions;
    }
    static async open(path, dimensions) {
        const matrix = await _partial_file__WEBPACK_IMPORTED_MODULE_1__/* .PartialFile */ .A.open(path);
        const ids = await _partial_file__WEBPACK_IMPORTED_MODULE_1__/* .PartialFile */ .A.open(idsFile(path));
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
        (0,_output__WEBPACK_IMPORTED_MODULE_0__/* .checkRows */ .U)(this.rows, records);
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


/***/ }),

/***/ 86944:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ checkRows)
/* harmony export */ });
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(83916);

/** The last line of defence against a vector that is lost on the way: lines in are rows out, or the run fails. */
function checkRows(rows, records) {
    if (rows !== records) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_0__/* .OutputError */ .u7(`${records} records were read and ${rows} rows written. This is a fault of embed-once: please report it.`);
    }
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
    /** Partial files of the same file whose writers may be at work, as paths. */
    async others() {
        const names = await partialNames(this.path);
        return names.map((name) => external_node_path_default().join(external_node_path_default().dirname(this.path), name)).filter((other) => other !== this.partial);
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
    for (const name of await partialNames(file)) {
        const partial = external_node_path_default().join(external_node_path_default().dirname(file), name);
        const writer = name.slice(partialPrefix(file).length);
        if (await isOrphan(partial, writer))
            await (0,promises_.rm)(partial, { force: true }).catch(() => { });
    }
}
async function partialNames(file) {
    const names = await (0,promises_.readdir)(external_node_path_default().dirname(file)).catch(() => []);
    return names.filter((name) => name.startsWith(partialPrefix(file)));
}
function partialPrefix(file) {
    return `${external_node_path_default().basename(file)}.partial-`;
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

/** What their arithmetic comes to depends on the processor, which their keys name. */
const CPU_DTYPES = ['q8', 'quantized', 'q4'];
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
    if (inputs.mode === 'golden' && inputs.propose > 0 && inputs.corpus.length === 0) {
        faults.push('corpus: none given. Mode golden chooses the texts that it is to propose from a corpus.');
    }
    if (inputs.mode === 'golden' && inputs.validationNeighbours === 'corpus' && inputs.corpus.length === 0) {
        faults.push('corpus: none given. With validation-neighbours corpus, neighbours are searched in it.');
    }
    if (inputs.mode !== 'golden' && inputs.propose > 0) {
        faults.push(`propose: ${inputs.propose} is for mode golden, and the mode is ${inputs.mode}.`);
    }
    if (inputs.mode === 'validate')
        faults.push(...validateContradictions(inputs));
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
    if (inputs.deviceVectors === 'own' && !isGpu(inputs.device)) {
        faults.push(`device-vectors: "own" needs device cuda or webgpu, not ${inputs.device}: the device is part of the keys.`);
    }
    if (isGpu(inputs.device) && CPU_DTYPES.includes(inputs.dtype)) {
        faults.push(`dtype: "${inputs.dtype}" is computed on the CPU alone. Use device auto or cpu, or dtype fp32 or fp16.`);
    }
    faults.push(...corpusContradictions(inputs), ...engineContradictions(inputs));
    faults.push(...planContradictions(inputs), ...tlsContradictions(inputs));
    return faults;
}
function isGpu(device) {
    return device === 'cuda' || device === 'webgpu';
}
/** An engine of a server, and no server. */
function engineContradictions({ goldenSet, validationEngine, redisUrl, cacheMode }) {
    if (goldenSet === '' || validationEngine === 'auto' || validationEngine === 'exact')
        return [];
    const engine = `validation-engine: ${validationEngine} is asked for`;
    if (redisUrl === '')
        return [`${engine}, and no redis-url is given. Give one, or take auto or exact.`];
    return cacheMode === 'off' ? [`${engine}, and cache-mode off keeps the run from Redis. Take auto or exact.`] : [];
}
function corpusContradictions({ corpus, csvHeader, textField, s3AccessKeyId, s3SecretAccessKey }) {
    const faults = [];
    if (!csvHeader && !/^(0|[1-9]\d*)$/.test(textField)) {
        faults.push(`text-field: ${JSON.stringify(textField)} is no column number, and csv-header is false. Give one from 0 on.`);
    }
    // Half a pair in the environment is of no importance to a run that asks S3 for nothing.
    const usesS3 = corpus.some((line) => /^s3:/i.test(line));
    if (usesS3 && (s3AccessKeyId === '') !== (s3SecretAccessKey === '')) {
        const missing = s3AccessKeyId === '' ? 's3-access-key-id' : 's3-secret-access-key';
        faults.push(`${missing}: none given, and the other half of it is. Give both or neither.`);
    }
    return faults;
}
function validateContradictions({ goldenSet, validationVectors, validationNeighbours, cacheMode }) {
    const faults = [];
    if (goldenSet === '')
        faults.push('golden-set: none given. Mode validate needs the file that mode golden wrote.');
    if (validationNeighbours === 'corpus') {
        faults.push('validation-neighbours: "corpus" is for mode run, which reads the corpus. Mode validate reads none.');
    }
    if (validationVectors === '' && (cacheMode === 'off' || cacheMode === 'recache')) {
        faults.push(`cache-mode: ${cacheMode} asks no tier, so that mode validate finds no vector. Use read-only, or give validation-vectors.`);
    }
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
// EXTERNAL MODULE: ./src/inputs.ts
var src_inputs = __nccwpck_require__(38422);
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
        const shown = definition.shown?.(raw) ?? raw;
        settings[name] = { value: definition.secret && raw !== '' ? 'given' : shown, source };
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
/* harmony import */ var _corpus_read__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(42388);
/* harmony import */ var _limits__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(98079);
/* harmony import */ var _plan_facts__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(38386);
/* harmony import */ var _prediction__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(60486);
/* harmony import */ var _rates__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6336);
/* harmony import */ var _survey__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(31093);






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
    const { model, ledgers } = session;
    const resolver = session.surveyor();
    const survey = await (0,_survey__WEBPACK_IMPORTED_MODULE_5__/* .surveyCorpus */ .t)(resolver, select(corpus.records()), { model, again: true });
    await session.endIfInterrupted();
    // Where nothing is going to be embedded, no GPU is looked for.
    const device = survey.misses > 0 ? await session.decideDevice() : session.device;
    const whole = survey.misses > 0 ? [{ texts: survey.misses, tokens: survey.tokens }] : [];
    const rate = await (0,_rates__WEBPACK_IMPORTED_MODULE_4__/* .readRate */ .nm)(ledgers, model.fingerprint, device);
    const plan = (0,_plan_facts__WEBPACK_IMPORTED_MODULE_2__/* .planFacts */ .p)(survey, whole, rate ? [rate] : [], inputs, [(0,_prediction__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(device)]);
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
/* harmony import */ var _report_wording__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(25594);
/* harmony import */ var _prediction__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(60486);



/** Whether a run is to know what it is going to embed before it begins. */
function isLimited({ maxMisses, maxCost }) {
    return maxMisses !== undefined || maxCost !== undefined;
}
/** @returns why nothing is to be embedded, as a sentence with what to do; undefined where the limits allow it */
function refusalOf({ misses, predictions }, { maxMisses, maxCost }) {
    if (maxMisses !== undefined && misses > maxMisses) {
        return `max-misses: ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(misses)} texts are missing, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(maxMisses)} may be. Nothing was embedded. report.json says which files they are in; raise max-misses if that is meant.`;
    }
    const [cheapest] = predictions
        .flatMap(({ cost, device }) => (cost ? [{ cost, device }] : []))
        .sort((a, b) => a.cost.expected - b.cost.expected);
    if (maxCost !== undefined && cheapest && cheapest.cost.expected > maxCost) {
        const { expected, low, high } = cheapest.cost;
        return `max-cost: embedding ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(misses, 'text')} is going to cost about ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .cost */ .y)(expected)} (${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .cost */ .y)(low)} to ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .cost */ .y)(high)}) on ${cheapest.device}, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .cost */ .y)(maxCost)} may be spent. Nothing was embedded. Raise max-cost if that is meant.`;
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
        : `${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(embedded, 'text')} were embedded and are stored: a later run goes on from there.`;
    if (maxMisses !== undefined && misses > maxMisses) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_0__/* .LimitExceeded */ .nP(`max-misses: ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(misses)} texts are missing by now, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(maxMisses)} may be. ${soFar} No output was written. Raise max-misses if that is meant.`);
    }
    const spent = ((embedMs + loadMs) / 3_600_000) * (costPerHour[(0,_prediction__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(device)] ?? 0);
    if (maxCost !== undefined && spent > maxCost) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_0__/* .LimitExceeded */ .nP(`max-cost: embedding has cost ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .cost */ .y)(spent)} by now, and ${(0,_report_wording__WEBPACK_IMPORTED_MODULE_2__/* .cost */ .y)(maxCost)} may be spent. ${soFar} No output was written. Raise max-cost if that is meant.`);
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
        for await (const block of (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_2__/* .readLines */ .Se)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path, { highWaterMark: 1 << 18 }), {
            bad: noPlan,
            encoding: 'UTF-8',
        })) {
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
/* harmony import */ var _input_kinds__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(86389);

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
/** `cpu` of `cpu-2-intel-xeon`. What embeds elsewhere is asked from a machine of that kind. */
function kindOf(device) {
    return _input_kinds__WEBPACK_IMPORTED_MODULE_0__/* .DEVICE_KINDS */ .R7.find((kind) => device.startsWith(`${kind}-`)) ?? 'cpu';
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
const DEVICE = /^(cpu|cuda|webgpu)-[a-z0-9.-]{1,80}$/;
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
// EXTERNAL MODULE: ./src/platform/git-commit.ts
var git_commit = __nccwpck_require__(13717);
;// CONCATENATED MODULE: ./src/platform/local.ts



/** A terminal, or whatever runs a command and keeps what it prints: results on stdout, trouble on stderr. */
class LocalPlatform {
    name = 'local';
    cacheFolder;
    project = process.cwd();
    githubJob = undefined;
    terminal = process.stderr.isTTY === true;
    actor = undefined;
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
    commit(folder) {
        return (0,git_commit/* checkedOutCommit */.X)(folder);
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

/***/ 13717:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ checkedOutCommit)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/**
 * The commit that is checked out around a folder, read from the files of the repository: Git itself need not be installed.
 * @returns undefined where there is no repository, no commit yet, or a form of storage that is not known here (reftable)
 */
async function checkedOutCommit(folder) {
    const git = await gitFolder(node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(folder));
    if (git === undefined)
        return undefined;
    const head = await lineIn(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(git, 'HEAD'));
    const ref = head?.startsWith('ref: ') ? head.slice('ref: '.length) : undefined;
    const commit = ref === undefined ? head : await commitOf(ref, git);
    return commit !== undefined && COMMIT.test(commit) ? commit : undefined;
}
/** In a folder or above it. In a linked worktree or a submodule, `.git` is a file that says where the folder is. */
async function gitFolder(folder) {
    const candidate = node_path__WEBPACK_IMPORTED_MODULE_1___default().join(folder, '.git');
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(candidate).catch(() => undefined);
    if (found?.isDirectory())
        return candidate;
    if (found?.isFile()) {
        const line = await lineIn(candidate);
        return line?.startsWith('gitdir: ') ? node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(folder, line.slice('gitdir: '.length)) : undefined;
    }
    const above = node_path__WEBPACK_IMPORTED_MODULE_1___default().dirname(folder);
    return above === folder ? undefined : gitFolder(above);
}
/** Branches of a linked worktree are in the folder of the repository that it belongs to. */
async function commitOf(ref, git) {
    const shared = node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(git, (await lineIn(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(git, 'commondir'))) ?? '.');
    const loose = (await lineIn(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(git, ref))) ?? (await lineIn(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(shared, ref)));
    if (loose !== undefined)
        return loose;
    const packed = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(shared, 'packed-refs'), 'utf8').catch(() => '');
    return packed
        .split('\n')
        .find((line) => line.endsWith(` ${ref}`))
        ?.split(' ')[0];
}
async function lineIn(file) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'utf8').catch(() => undefined);
    return text?.trim();
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
/* harmony export */   eW: () => (/* binding */ relativeDeviation),
/* harmony export */   g1: () => (/* binding */ RecomputeAudit),
/* harmony export */   yz: () => (/* binding */ noticeChances)
/* harmony export */ });
/* unused harmony export chanceOfNotice */
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
/* harmony export */   fD: () => (/* binding */ validationMessage),
/* harmony export */   jy: () => (/* binding */ deviationMessage),
/* harmony export */   sh: () => (/* binding */ renderAccount)
/* harmony export */ });
/* harmony import */ var _cache_vector_cache__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(18844);
/* harmony import */ var _recompute_audit__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24639);
/* harmony import */ var _trust_scope__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(70844);
/* harmony import */ var _github_cache_lines__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(89298);
/* harmony import */ var _golden_lines__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(36255);
/* harmony import */ var _plan_lines__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(71061);
/* harmony import */ var _run_report__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(57330);
/* harmony import */ var _validation_lines__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(28557);
/* harmony import */ var _verdict__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(90687);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(25594);
/* harmony import */ var _worst_texts__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(92932);











const LABEL_WIDTH = 14;
/** How many texts with faults, or deviating vectors, are shown; the report holds all. */
const FAULTS_SHOWN = 10;
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
    for (const [at, [name, { value, source }]] of (0,_run_report__WEBPACK_IMPORTED_MODULE_4__/* .settingsFromElsewhere */ .q_)(report).entries())
        lines.push([at === 0 ? 'settings' : '', `${name} ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .shownValue */ .JJ)(value)}, ${source}`]);
    for (const tier of report.tiers)
        if (tier.name === _cache_vector_cache__WEBPACK_IMPORTED_MODULE_7__/* .SCRATCH */ .Z ? tier.found > 0 : tier.asked > 0 || tier.failedCalls > 0)
            lines.push([tier.name, tierLine(tier)]);
    const carried = (0,_github_cache_lines__WEBPACK_IMPORTED_MODULE_2__/* .githubCacheLine */ .G)(report.githubCache);
    if (carried !== undefined)
        lines.push(['github cache', carried]);
    if (report.shard)
        lines.push(['shard', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_8__/* .shardLine */ .d)(report.shard)]);
    if (report.plan)
        lines.push(...planLines(report.plan));
    if (report.explanation)
        lines.push(['misses', report.explanation.sentence]);
    if (report.device)
        lines.push(['device', deviceLine(report.device)]);
    if (report.mode !== 'plan' && report.mode !== 'validate')
        lines.push(['embedded', embeddedLine(report)]);
    if (report.prediction)
        lines.push(['predicted', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_8__/* .checkLine */ .tY)(report.prediction)]);
    if (report.recomputed && report.recomputed.sampled > 0)
        lines.push(['audit', recomputedLine(report.recomputed)]);
    for (const file of report.output?.files ?? [])
        lines.push(['output', `${file.path}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .bytes */ .ee)(file.bytes)}`]);
    if (report.validation)
        lines.push(...validationLines(report.validation));
    if (report.proposed)
        lines.push(['proposed', (0,_golden_lines__WEBPACK_IMPORTED_MODULE_3__/* .proposalLine */ .vZ)(report.proposed)]);
    if (report.approved)
        lines.push(...approvalLines(report.approved));
    const width = Math.max(LABEL_WIDTH, ...lines.map(([label]) => label.length + 2));
    const body = lines.map(([label, text]) => `  ${label.padEnd(width)}${text}`);
    const faults = report.validation ? textLines(report.validation) : [];
    return [...body, ...faults, '', lastLine(report)].join('\n');
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
    const files = plan.files.length > 1 ? (0,_plan_lines__WEBPACK_IMPORTED_MODULE_8__/* .filesWithMisses */ .EL)(plan) : [];
    const more = files.length - FILES_SHOWN;
    const shown = files
        .slice(0, FILES_SHOWN)
        .map(({ file, unique, misses, tokens }) => `${file}: ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(misses)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(unique, 'text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(tokens, 'token')}`);
    return [
        ['missing', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_8__/* .planLine */ .od)(plan)],
        ...[...shown, ...(more > 0 ? [`and ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(more, 'more file')}`] : [])].map((line) => [
            '',
            line,
        ]),
        ...(0,_plan_lines__WEBPACK_IMPORTED_MODULE_8__/* .predictionLines */ .Bd)(plan).map((line) => ['predicted', line]),
        ...(plan.path === undefined ? [] : [['plan', plan.path]]),
    ];
}
function approvalLines(approved) {
    return [
        ['approved', (0,_golden_lines__WEBPACK_IMPORTED_MODULE_3__/* .approvalLine */ ._G)(approved)],
        ...(0,_golden_lines__WEBPACK_IMPORTED_MODULE_3__/* .diffLines */ .Pp)(approved).flatMap(({ line, details }) => [
            ['', line],
            ...details.map((detail) => ['', `  ${detail}`]),
        ]),
    ];
}
function corpusLine({ corpus, texts, shard }) {
    if (!corpus)
        return '';
    const parts = [
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(corpus.records, 'record')} in ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(corpus.files, 'file')}`,
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(texts.unique)} unique${shard ? ' in this shard' : ''}`,
    ];
    if (corpus.blank > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(corpus.blank, 'blank line')}`);
    if (corpus.skipped > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(corpus.skipped)} SKIPPED`);
    return parts.join(', ');
}
function tierLine(tier) {
    if (tier.asked === 0 && tier.failedCalls > 0)
        return `not available  (${tier.location})`;
    const parts = [`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(tier.found)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(tier.asked)} found`];
    if (tier.written > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(tier.written)} stored`);
    if (tier.adopted > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(tier.adopted)} adopted from another run`);
    if (tier.corrupt > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(tier.corrupt)} corrupt and replaced`);
    if (tier.unsigned > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(tier.unsigned)} not signed by a known key`);
    if (tier.madeUp > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(tier.madeUp)} made up for`);
    const owed = tier.missed - tier.madeUp;
    if (owed > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(owed)} not taken`);
    const pauses = tier.changes.filter(({ state }) => state === 'open').length;
    if (pauses > 0)
        parts.push(`paused ${pauses === 1 ? 'once' : `${pauses} times`}`);
    if (tier.traffic)
        parts.push(trafficOf(tier.traffic));
    return `${parts.join(', ')}  (${tier.location})`;
}
function trafficOf({ bytesReceived, bytesSent, roundTrips, bytesPerVector, }) {
    const memory = bytesPerVector === undefined ? '' : `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(bytesPerVector)} bytes of its memory a vector`;
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .bytes */ .ee)(bytesReceived)} received and ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .bytes */ .ee)(bytesSent)} sent in ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(roundTrips, 'round trip')}${memory}`;
}
function embeddedLine({ texts, recomputed }) {
    if (texts.embedded === 0 && recomputed && recomputed.sampled > 0)
        return 'nothing but what the audit drew';
    if (texts.embedded === 0)
        return 'nothing: neither model nor runtime was loaded';
    const seconds = texts.embedMs / 1000;
    const rate = `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(texts.embedded / seconds)} texts/s, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(texts.tokens / seconds)} tokens/s`;
    const cut = texts.truncated > 0 ? `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(texts.truncated, 'text')} longer than the model reads, cut` : '';
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(texts.embedded, 'text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(texts.tokens, 'token')} in ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(seconds)} (${rate})${cut}`;
}
function deviceLine({ used, reason, canaries }) {
    if (!canaries)
        return `${used}: ${reason}`;
    const { texts, fromCpu, fromBatch, oneByOne } = canaries;
    const moved = `${fromCpu.toExponential(1)} from the CPU, and ${fromBatch.toExponential(1)} with batch-mates`;
    const alone = oneByOne ? ', which is too much, so that texts are embedded one by one' : '';
    return `${used}: ${reason}; of ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(texts, 'canary text')} the worst is ${moved}${alone}`;
}
/** Names the vectors that the tiers had wrong by their records, never by their texts. */
function deviationMessage({ deviating, sampled, tolerance, named }) {
    const rows = named
        .slice(0, FAULTS_SHOWN)
        .map(({ key, source, line, tier, deviation }) => `\n  ${source}:${line}: ${key} from ${tier}, by ${deviation.toPrecision(2)}`);
    const more = deviating - rows.length;
    return [
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(deviating)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(sampled, 'vector')} that the audit embedded again deviate by more than ${tolerance}: somebody stored what this model does not give. `,
        'They were replaced, in the output and wherever this run may write. Others like them may be left: run it once with --cache-mode recache, or with --audit-sample 1.',
        ...rows,
        ...(more > 0 ? [`\n  and ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(more)} more, in report.json`] : []),
    ].join('');
}
function recomputedLine(facts) {
    const { eligible, sampled, deviating, largestDeviation, tolerance } = facts;
    const again = `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(sampled)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(eligible, 'hit')} embedded again`;
    const verdict = deviating === 0
        ? `largest deviation ${largestDeviation.toExponential(1)}`
        : `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(deviating)} DEVIATE by more than ${tolerance} and are replaced`;
    const chances = (0,_recompute_audit__WEBPACK_IMPORTED_MODULE_0__/* .noticeChances */ .yz)(facts).map(({ poisonedShare, chance }) => `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(poisonedShare)} wrong ones with ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(chance)}`);
    return `${again}: ${verdict}. Of all, it would have noticed ${chances.join(', ')}`;
}
/** Names the layers that failed, and by what. */
function validationMessage(layers, goldenSet) {
    const found = layers.map(({ layer, checks }) => {
        const failed = checks.filter(({ passed }) => !passed).map(_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .heldAgainst */ .fn);
        return failed.length > 0 ? `${layer} (${failed.join('; ')})` : layer;
    });
    return `validation failed: ${(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .plain */ .pj)(found.join(', '))}. If the change is meant, run mode golden with approve: all and commit ${goldenSet}.`;
}
function validationLines(validation) {
    const closed = (0,_verdict__WEBPACK_IMPORTED_MODULE_5__/* .failedLayers */ .eL)(validation).closing.length > 0;
    const verdict = validation.passed ? 'passed' : closed ? 'FAILED' : 'FAILED, and the gate stays open';
    const lines = validation.layers.map((layer) => `${layer.layer.padEnd(15)}${layer.verdict === 'failed' ? 'FAILED ' : layer.verdict}  ${(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .layerLine */ .OQ)(layer)}`);
    return [
        ['validation', `${verdict}: ${(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .plain */ .pj)((0,_verdict__WEBPACK_IMPORTED_MODULE_5__/* .validationSentence */ .JJ)(validation))}`],
        ['', `${validation.profile}: ${(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .plain */ .pj)(validation.profileReason)}`],
        ['', (0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .engineLine */ .Rm)(validation)],
        ...lines.map((line) => ['', line]),
        ...(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .unseenLines */ .Ab)(validation).map((line) => ['', `may be unseen: ${line}`]),
    ];
}
function textLines(validation) {
    const faulty = (0,_worst_texts__WEBPACK_IMPORTED_MODULE_10__/* .worstFirst */ .m)(validation).filter(({ faults }) => faults.length > 0);
    const lines = faulty.slice(0, FAULTS_SHOWN).flatMap((text) => {
        const neighbours = (0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .neighbourLine */ .KZ)(text);
        return [
            // The mark keeps a name from standing first, where a log would take `::error::` for a command.
            `    ✗ ${(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .plain */ .pj)((0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .excerpt */ .Kb)(text.name))}: "${(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .plain */ .pj)((0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .excerpt */ .Kb)(text.excerpt))}"`,
            ...(0,_validation_lines__WEBPACK_IMPORTED_MODULE_9__/* .faultLines */ .w0)(text).map((line) => `      ${line}`),
            ...(neighbours === undefined ? [] : [`      ${neighbours}`]),
        ];
    });
    const more = faulty.length - FAULTS_SHOWN;
    return more > 0 ? [...lines, `    and ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(more)} more, in report.html`] : lines;
}
function lastLine({ texts, seconds, mode, plan, validation }) {
    if (mode === 'validate') {
        return `validation ${validation?.passed ? 'passed' : 'failed'}: ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(validation?.texts.length ?? 0, 'golden text')}, in ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(seconds)}`;
    }
    if (mode === 'plan' || plan?.refusal !== undefined) {
        return `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(texts.hitRate)} hits: ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(texts.hits)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(texts.unique, 'text')} are there, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(texts.misses)} missing, in ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(seconds)}`;
    }
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .percent */ .KN)(texts.hitRate)} hits: ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(texts.hits)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(texts.unique, 'text')} were there, ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)(texts.embedded)} embedded, in ${(0,_wording__WEBPACK_IMPORTED_MODULE_6__/* .duration */ .p0)(seconds)}`;
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

/***/ 89298:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ githubCacheLine)
/* harmony export */ });
/* harmony import */ var _trust_scope__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(70844);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(25594);


/** What GitHub's cache brought and took, in one line; undefined where it was not used. Refusals are among the warnings. */
function githubCacheLine(facts) {
    if (!facts?.used)
        return undefined;
    const fetched = facts.restored
        .filter(({ entries }) => entries > 0)
        .map(({ scope, entries, bytes: size }) => `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(entries)} ${entries === 1 ? 'entry' : 'entries'}${scope === _trust_scope__WEBPACK_IMPORTED_MODULE_0__/* .TRUSTED */ .Se ? '' : ` of ${scope}`}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .bytes */ .ee)(size)}`);
    const held = facts.restored.reduce((sum, { held: some }) => sum + some, 0);
    const restored = fetched.length > 0 ? `restored ${fetched.join(' and ')}` : held > 0 ? 'nothing new' : 'empty';
    const { saved } = facts;
    const merged = saved && saved.replaces > 0 ? ` in place of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(saved.replaces)}` : '';
    const stored = saved
        ? `saved ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .bytes */ .ee)(saved.bytes)}${merged} as ${saved.key.split('.').slice(-2).join('.')}`
        : 'nothing to save';
    const last = facts.refusals.length > 0 && !saved ? 'refused, see the warnings' : stored;
    return `${restored}; ${last}`;
}


/***/ }),

/***/ 36255:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   Pp: () => (/* binding */ diffLines),
/* harmony export */   _G: () => (/* binding */ approvalLine),
/* harmony export */   vZ: () => (/* binding */ proposalLine)
/* harmony export */ });
/* harmony import */ var _explanation_contract_parts__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(20182);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(25594);


/** How many names of texts that were added or removed are shown; the report has all. */
const NAMES_SHOWN = 10;
/** Likewise of neighbours of one text that went, and that came. */
const NEIGHBOURS_SHOWN = 3;
/** What mode golden did, in one line. */
function approvalLine({ outcome, texts, path, version, k, neighboursFrom, diff }) {
    const each = `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(texts, 'golden text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(k, 'neighbour')} each ${neighboursFrom === 'golden' ? 'among them' : 'in the corpus'}`;
    switch (outcome) {
        case 'written':
            return `version ${diff.version.to}: ${each}, written to ${path}`;
        case 'unchanged':
            return `nothing to change: ${path} keeps version ${version} (${each})`;
        case 'dry-run':
            return `dry run: ${path} was left as it is${versionNote(version)}; it would get version ${diff.version.to} (${each})`;
        case 'refused':
            return `NOT WRITTEN: ${path} was left as it is${versionNote(version)}`;
    }
}
function versionNote(version) {
    return version === undefined ? '' : `, version ${version}`;
}
/** Why nothing was written, and what to do. Undefined where it was not refused. */
function refusalOf({ outcome, path, diff }) {
    if (outcome !== 'refused')
        return undefined;
    return `golden-set: ${path} was left as it is: ${lossOf(diff)}, and approve: new replaces nothing that was approved. If the change is meant, set approve to all; dry-run only shows it.`;
}
function lossOf({ vectors, otherContract, neighbours }) {
    if (vectors.changed > 0)
        return `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(vectors.changed)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(vectors.compared, 'approved vector')} would change`;
    if (otherContract > 0)
        return `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(otherContract, 'text')} ${otherContract === 1 ? 'was' : 'were'} approved under another embedding contract`;
    return `approved neighbours in the corpus would change, of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(neighbours.moved, 'text')}`;
}
/** What an approval changes or would change: a line for each kind of change, each with lines that are its details. */
function diffLines({ diff, replaces, outcome, }) {
    const lines = [];
    const say = (line, details = []) => void lines.push({ line, details });
    if (diff.added.length > 0)
        say(`${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(diff.added.length, 'text')} approved for the first time`, shownNames(diff.added));
    if (diff.removed.length > 0)
        say(`${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(diff.removed.length, 'text')} no longer in the file`, shownNames(diff.removed));
    if (diff.completed > 0)
        say(`${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(diff.completed, 'text')} given an id, or the first neighbours`);
    if (diff.model)
        say(`model ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(diff.model.from ?? 'none')} → ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(diff.model.to)}`);
    if (diff.otherContract > 0)
        say(contractLine(diff), diff.contract.map(_explanation_contract_parts__WEBPACK_IMPORTED_MODULE_0__/* .describeChange */ .uQ));
    if (diff.vectors.changed > 0)
        say(vectorLine(diff), worstVectors(diff));
    if (diff.neighbours.moved > 0)
        say(neighbourLine(diff), worstNeighbours(diff));
    if (diff.k)
        say(`${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(diff.k.to, 'neighbour')} of each text instead of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(diff.k.from ?? 0)}`);
    if (diff.neighboursFrom)
        say(`neighbours are searched in: ${diff.neighboursFrom.from} → ${diff.neighboursFrom.to}`);
    if (outcome === 'dry-run' && replaces)
        say('approve: new would refuse this, approve: all would write it');
    return lines;
}
function contractLine({ otherContract, contract }) {
    const what = contract.length > 0 ? '' : ', which the file does not tell';
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(otherContract, 'text')} approved under another embedding contract${what}`;
}
function vectorLine({ vectors: { changed, compared, similarity, otherDimensions } }) {
    const lengths = otherDimensions > 0 ? `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(otherDimensions)} have other dimensions` : '';
    const range = similarity
        ? `: similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}`
        : '';
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(changed)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(compared, 'approved vector')} change${range}${lengths}`;
}
function worstVectors({ vectors: { worst } }) {
    return worst.map(({ name, excerpt: text, similarity }) => `${similarity.toFixed(4)}  ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(name)}: "${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(text)}"`);
}
function neighbourLine({ neighbours: { moved, compared, meanRecall } }) {
    const kept = meanRecall === undefined ? '' : `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .percent */ .KN)(meanRecall)} of all are kept`;
    return `neighbours of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(moved)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(compared, 'text')} change${kept}`;
}
function worstNeighbours({ neighbours: { worst } }) {
    return worst.map(({ name, recall, gone, came }) => `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .percent */ .KN)(recall)} kept  ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(name)}: − ${listed(gone)}; + ${listed(came)}`);
}
function listed(names) {
    const more = names.length - NEIGHBOURS_SHOWN;
    const shown = names.slice(0, NEIGHBOURS_SHOWN).map((name) => (0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(name));
    return `${shown.join(', ')}${more > 0 ? ` and ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(more)} more` : ''}`;
}
function shownNames(names) {
    const more = names.length - NAMES_SHOWN;
    return [
        ...names.slice(0, NAMES_SHOWN).map((name) => (0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(name)),
        ...(more > 0 ? [`and ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(more)} more, in report.json`] : []),
    ];
}
function proposalLine({ texts, candidates, kinds, path }) {
    const why = Object.entries(kinds).map(([kind, those]) => `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(those)} ${kind}`);
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(texts, 'golden text')} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(candidates)} candidates, written to ${path}: ${why.join(', ')}. Look through them, then approve them: mode golden without propose`;
}


/***/ }),

/***/ 19769:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ neighbourChanges)
/* harmony export */ });
/** What came and went among the neighbours of a text. Neighbours are the same if they have the same name. */
function neighbourChanges({ approvedNeighbours, presentNeighbours, }) {
    const approved = compare(approvedNeighbours, presentNeighbours, 'gone');
    const present = compare(presentNeighbours, approvedNeighbours, 'new');
    return { approved, present, kept: approved.filter(({ fate }) => fate === 'kept').length };
}
function compare(own, others, otherwise) {
    const places = new Map(others.map(({ name }, at) => [name, at + 1]));
    return own.map((neighbour, at) => {
        const otherPlace = places.get(neighbour.name);
        return otherPlace === undefined
            ? { ...neighbour, fate: otherwise, place: at + 1 }
            : { ...neighbour, fate: 'kept', place: at + 1, otherPlace };
    });
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
const REPORT_SCHEMA = 'embed-once/run-report@2';
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
/* harmony import */ var _github_cache_lines__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(89298);
/* harmony import */ var _golden_lines__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(36255);
/* harmony import */ var _plan_lines__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(71061);
/* harmony import */ var _run_report__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(57330);
/* harmony import */ var _validation_lines__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(28557);
/* harmony import */ var _verdict__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(90687);
/* harmony import */ var _visible_text__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(36362);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(25594);
/* harmony import */ var _worst_texts__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(92932);










const TEXTS_SHOWN = 20;
const FILES_SHOWN = 20;
/** GitHub takes 1 MiB of a step, and nothing of a step that gives more. */
const MOST_BYTES = 1_000_000;
/** The run as Markdown, for a job's summary page. */
function renderSummary(report) {
    const { texts, model, trust } = report;
    const unsigned = report.tiers.reduce((sum, tier) => sum + tier.unsigned, 0);
    const carried = (0,_github_cache_lines__WEBPACK_IMPORTED_MODULE_1__/* .githubCacheLine */ .G)(report.githubCache);
    const rows = [
        ...(report.corpus ? [['Records', (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(report.corpus.records)]] : []),
        ['Unique texts', (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(texts.unique)],
        ['Hits', `${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(texts.hits)} (${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .percent */ .KN)(texts.hitRate)})`],
        ...Object.entries(texts.hitsByTier).map(([tier, hits]) => [`– from ${tier}`, (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(hits)]),
        ...(carried === undefined ? [] : [['GitHub’s cache', cell(carried)]]),
        ...(report.explanation ? [['Misses', cell(report.explanation.sentence)]] : []),
        ...(report.shard ? [['Shard', cell((0,_plan_lines__WEBPACK_IMPORTED_MODULE_6__/* .shardLine */ .d)(report.shard))]] : []),
        ...(report.plan ? planRows(report.plan) : []),
        ...(report.mode === 'plan' ? [] : [['Embedded', (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(texts.embedded)]]),
        ...(report.prediction ? [['Predicted', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_6__/* .checkLine */ .tY)(report.prediction)]] : []),
        ...(report.recomputed ? [['Audit', auditCell(report.recomputed)]] : []),
        ...(unsigned > 0 ? [['Not signed by a known key, embedded again', (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(unsigned)]] : []),
        ...(texts.truncated > 0 ? [['Cut to the model’s length', (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(texts.truncated)]] : []),
        ...(report.corpus && report.corpus.skipped > 0 ? [['**Skipped records**', (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(report.corpus.skipped)]] : []),
        ['Time', (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .duration */ .p0)(report.seconds)],
        ['Model', `${cell(model.name)}, ${model.contract.dimensions} dimensions`],
        ...(0,_run_report__WEBPACK_IMPORTED_MODULE_3__/* .settingsFromElsewhere */ .q_)(report).map(([name, { value, source }]) => [
            `Setting ${name}`,
            `${cell((0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .shownValue */ .JJ)(value))}, ${cell(source)}`,
        ]),
        ['Fingerprint', `\`${model.fingerprint.slice(0, 16)}\``],
        ...(trust.scope.name === _trust_scope__WEBPACK_IMPORTED_MODULE_0__/* .TRUSTED */ .Se ? [] : [['Trust scope', cell(`${trust.scope.name}: ${trust.scope.why}`)]]),
        ...(report.output?.files ?? []).map((file) => ['Output', `${code(file.path)}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .bytes */ .ee)(file.bytes)}`]),
    ];
    return withinLimit([
        `### embed-once: ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .percent */ .KN)(texts.hitRate)} hits, ${outcome(report)}`,
        '',
        ...(report.validation ? validationLines(report, report.validation) : []),
        '| | |',
        '|---|---|',
        ...rows.map(([label, value]) => `| ${label} | ${value} |`),
        '',
        ...(report.plan?.refusal === undefined ? [] : [`**❌ ${cell(report.plan.refusal)}**`, '']),
        ...(report.plan ? fileLines(report.plan) : []),
        ...(report.proposed ? [`**Proposed**: ${cell((0,_golden_lines__WEBPACK_IMPORTED_MODULE_2__/* .proposalLine */ .vZ)(report.proposed))}.`, ''] : []),
        ...(report.approved ? approvalLines(report.approved) : []),
        ...report.warnings.map((warning) => `> ⚠️ ${cell(warning)}\n`),
    ]);
}
/** Whole lines, as many as GitHub takes. */
function withinLimit(lines) {
    const text = lines.join('\n');
    if (Buffer.byteLength(text) <= MOST_BYTES)
        return text;
    const kept = [];
    let bytes = 0;
    for (const line of text.split('\n')) {
        bytes += Buffer.byteLength(line) + 1;
        if (bytes > MOST_BYTES)
            break;
        kept.push(line);
    }
    return [...kept, '', '… the rest is more than a summary can hold: report.html has it all.', ''].join('\n');
}
function auditCell({ sampled, eligible, deviating, tolerance }) {
    const verdict = deviating === 0 ? 'as the model gives them' : `**❌ ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(deviating)} deviate by more than ${tolerance}**`;
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(sampled)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)(eligible, 'hit')} embedded again, ${verdict}`;
}
function outcome({ mode, texts }) {
    return mode === 'plan' ? `${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)(texts.misses, 'text')} missing` : `${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)(texts.embedded, 'text')} embedded`;
}
function planRows(plan) {
    return [['Missing', (0,_plan_lines__WEBPACK_IMPORTED_MODULE_6__/* .planLine */ .od)(plan)], ...(0,_plan_lines__WEBPACK_IMPORTED_MODULE_6__/* .predictionLines */ .Bd)(plan).map((line) => ['Predicted', line])];
}
function fileLines(plan) {
    const files = (0,_plan_lines__WEBPACK_IMPORTED_MODULE_6__/* .filesWithMisses */ .EL)(plan);
    if (files.length === 0)
        return [];
    const rows = files
        .slice(0, FILES_SHOWN)
        .map(({ file, records, unique, misses, tokens }) => `| ${code(file)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(records)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(unique - misses)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(misses)} | ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(tokens)} |`);
    const more = files.length - FILES_SHOWN;
    return [
        '| File | Records | Hits | Missing | Tokens to embed |',
        '|---|---|---|---|---|',
        ...rows,
        ...(more > 0 ? ['', `… and ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)(more, 'more file')}.`] : []),
        '',
    ];
}
const STATE_SIGNS = { passed: '✅', failed: '❌', warned: '⚠️', neutral: '' };
function validationLines(report, validation) {
    const { state, title, sentence, advice } = (0,_verdict__WEBPACK_IMPORTED_MODULE_4__/* .verdictOf */ .Vj)(report);
    const unseen = (0,_validation_lines__WEBPACK_IMPORTED_MODULE_7__/* .unseenLines */ .Ab)(validation);
    return [
        `**${STATE_SIGNS[state]} ${cell(title)}.** ${cell(sentence)}`,
        '',
        ...(advice.length > 0 ? [...advice.map((line) => `- ${cell(line)}`), ''] : []),
        '| Layer | Verdict | Checks |',
        '|---|---|---|',
        ...validation.layers.map((layer) => `| ${layer.layer} | ${verdictCell(layer)} | ${cell((0,_validation_lines__WEBPACK_IMPORTED_MODULE_7__/* .layerLine */ .OQ)(layer))} |`),
        '',
        ...(unseen.length > 0 ? [`Passed checks may have left unseen: ${cell(unseen.join('; '))}.`, ''] : []),
        ...textLines(validation),
    ];
}
function verdictCell({ verdict, gates }) {
    if (verdict === 'failed')
        return gates ? '❌ failed' : '⚠️ failed, closes no gate';
    return verdict === 'passed' ? '✅ passed' : '– skipped';
}
function textLines(validation) {
    const faulty = (0,_worst_texts__WEBPACK_IMPORTED_MODULE_8__/* .worstFirst */ .m)(validation).filter(({ faults }) => faults.length > 0);
    if (faulty.length === 0)
        return [];
    const rows = faulty
        .slice(0, TEXTS_SHOWN)
        .map((text) => `| ${cell((0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .excerpt */ .Kb)(text.name))}: ${cell((0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .excerpt */ .Kb)(text.excerpt))} | ${text.similarity === undefined ? '–' : (0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .fraction */ .zO)(text.similarity)} | ${cell((0,_validation_lines__WEBPACK_IMPORTED_MODULE_7__/* .faultLines */ .w0)(text).join('; '))} | ${cell((0,_validation_lines__WEBPACK_IMPORTED_MODULE_7__/* .neighbourLine */ .KZ)(text) ?? 'as approved')} |`);
    const more = faulty.length - TEXTS_SHOWN;
    return [
        '| Golden text | Similarity to approved | What is wrong | Neighbours |',
        '|---|---|---|---|',
        ...rows,
        ...(more > 0 ? ['', `… and ${(0,_wording__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(more)} more, in report.html.`] : []),
        '',
    ];
}
function approvalLines(approved) {
    const sign = approved.outcome === 'refused' ? '❌' : '✅';
    const changes = (0,_golden_lines__WEBPACK_IMPORTED_MODULE_2__/* .diffLines */ .Pp)(approved).flatMap(({ line, details }) => [
        `- ${cell(line)}`,
        ...details.map((detail) => `  - ${cell(detail)}`),
    ]);
    return [
        `**${sign} Golden set**: ${cell((0,_golden_lines__WEBPACK_IMPORTED_MODULE_2__/* .approvalLine */ ._G)(approved))}`,
        '',
        ...(changes.length > 0 ? [...changes, ''] : []),
    ];
}
/** A path in a table. In a code span nothing is escaped but what would end it, or the cell. */
function code(text) {
    return `\`${text.replace(/[`\r\n]/g, ' ').replaceAll('|', '\\|')}\``;
}
/** Text of others inside a table: what would end the cell or become markup is escaped. */
function cell(text) {
    return (0,_visible_text__WEBPACK_IMPORTED_MODULE_9__/* .visibleText */ .Q)(text)
        .replace(/[\\`*_[\]|<>#]/g, '\\$&')
        .replace(/\s+/g, ' ');
}


/***/ }),

/***/ 28557:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ab: () => (/* binding */ unseenLines),
/* harmony export */   KZ: () => (/* binding */ neighbourLine),
/* harmony export */   OQ: () => (/* binding */ layerLine),
/* harmony export */   Rm: () => (/* binding */ engineLine),
/* harmony export */   fn: () => (/* binding */ heldAgainst),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   w0: () => (/* binding */ faultLines)
/* harmony export */ });
/* harmony import */ var _neighbour_changes__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(19769);
/* harmony import */ var _visible_text__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(36362);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25594);



/** Validation as sentences, for the account and the summary alike. */
/** Names in one line. */
const NAMES_SHOWN = 3;
/** Faults of a text, and of each. */
const FAULTS_SHOWN = 5;
const FAULT_LENGTH = 300;
/** What became of a layer: its checks that failed, or all if none did; those at 0, where they should be, are counted. */
function layerLine({ verdict, gates, why, checks }) {
    if (verdict === 'skipped')
        return plain(why ?? '');
    const failed = checks.filter(({ passed }) => !passed);
    const told = failed.length > 0 ? failed : checks.filter(({ value, bound }) => value !== 0 || bound === 'at least');
    const zeros = failed.length > 0 ? 0 : checks.length - told.length;
    return plain([
        ...(verdict === 'failed' && !gates ? ['closes no gate'] : []),
        ...(why === undefined ? [] : [why]),
        ...told.map(heldAgainst),
        ...(zeros > 0 ? [`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(zeros, 'check')} at 0`] : []),
    ].join('; '));
}
/** As in `recall@10 0.85, must be at least 0.9, 3 texts`. */
function heldAgainst({ name, value, threshold, bound, passed, failing }) {
    const [shown, held] = (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .measured */ .jh)(value, threshold);
    return `${name} ${shown}, ${passed ? '' : 'must be '}${bound} ${held}${failing.length > 0 ? `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(failing.length, 'text')}` : ''}`;
}
/** What could have gone unseen in layers that passed: what the first check of each says. Of sanity it goes without saying. */
function unseenLines({ layers }) {
    return layers
        .filter(({ layer, verdict }) => layer !== 'sanity' && verdict === 'passed')
        .flatMap(({ layer, checks }) => {
        const unseen = checks.find((one) => one.passed && one.unseen !== undefined)?.unseen;
        return unseen === undefined ? [] : [plain(`${layer}: ${unseen}`)];
    });
}
/** What is wrong with a text, by layer. */
function faultLines({ faults }) {
    return faults
        .slice(0, FAULTS_SHOWN)
        .map(({ layer, message }) => (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .excerpt */ .Kb)(plain(`${layer}: ${message}`), FAULT_LENGTH));
}
/** As in `7 of 10 kept; gone: a, b; new: c`. Undefined where nothing came or went. */
function neighbourLine(text) {
    const { approved, present, kept } = (0,_neighbour_changes__WEBPACK_IMPORTED_MODULE_1__/* .neighbourChanges */ .X)(text);
    const gone = approved.filter(({ fate }) => fate === 'gone').map(({ name }) => name);
    const come = present.filter(({ fate }) => fate === 'new').map(({ name }) => name);
    if (approved.length === 0 || gone.length + come.length === 0)
        return undefined;
    return plain(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(kept)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(approved.length)} neighbours kept${listed('; gone: ', gone)}${listed('; new: ', come)}`);
}
/** What answered, and how far it can be believed. */
function engineLine({ engine, k, neighboursFrom }) {
    const recall = engine.recall === undefined ? '' : `, recall ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .fraction */ .zO)(engine.recall)} against an exact search`;
    const among = neighboursFrom === 'golden' ? 'golden texts' : 'all texts of the corpus';
    return plain(`${engine.name} (${engine.description})${recall}; ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(k)} nearest among ${among}`);
}
/** Text of others in a line of a terminal or a log. */
function plain(text) {
    return (0,_visible_text__WEBPACK_IMPORTED_MODULE_2__/* .visibleText */ .Q)(text).replace(/\s+/g, ' ').trim();
}
function listed(title, names) {
    if (names.length === 0)
        return '';
    const shown = names.slice(0, NAMES_SHOWN).map((name) => (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .excerpt */ .Kb)(name));
    const more = names.length - shown.length;
    return title + (more > 0 ? `${shown.join(', ')} and ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(more)} more` : (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .cited */ .k4)(shown));
}


/***/ }),

/***/ 90687:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JJ: () => (/* binding */ validationSentence),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   eL: () => (/* binding */ failedLayers)
/* harmony export */ });
/* harmony import */ var _golden_lines__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(36255);
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(25594);
/* harmony import */ var _worst_texts__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(92932);



/** Where to look, by what failed. */
const ADVICE = {
    sanity: 'Vectors themselves are broken: look at the model files, the dtype and the device before anything else.',
    identity: 'Vectors are not where they were: compare model, revision, tokenizer, pooling, prefix and dtype with those of the approval.',
    neighbourhood: 'What is near what has changed: read the worst texts below, and decide whether their new neighbours are better or worse.',
    required: 'A neighbour that must be there is gone, or one that must not be there has come: people named these, so take them at their word.',
    distribution: 'All vectors moved a little, together: look for a changed prefix, quantization or normalization rather than for single texts.',
};
/** The first that applies is the verdict. */
const VERDICTS = [
    ifRefused,
    ifNotAsApproved,
    ifDeviating,
    ifAsApproved,
    ifPlanned,
    ifProposed,
    ifApproved,
    ifNotJudged,
];
function verdictOf(report) {
    for (const find of VERDICTS) {
        const verdict = find(report);
        if (verdict)
            return verdict;
    }
    throw new Error('a run that was not judged is the last verdict, and always applies');
}
/** Layers that failed, those that close the gate apart. */
function failedLayers({ layers }) {
    const failed = layers.filter(({ verdict }) => verdict === 'failed');
    return { closing: failed.filter(({ gates }) => gates), others: failed.filter(({ gates }) => !gates) };
}
/** What validation came to, as a sentence without a full stop. */
function validationSentence(validation) {
    const { goldenSet, texts } = validation;
    const { closing, others } = failedLayers(validation);
    const version = goldenSet.version === undefined ? '' : `, version ${goldenSet.version}`;
    const wrong = (0,_worst_texts__WEBPACK_IMPORTED_MODULE_1__/* .faulty */ .e)(validation);
    const set = `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(texts.length, 'golden text')} (${goldenSet.path}${version})`;
    const state = wrong === 0 ? `${set}, none with a fault` : `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(wrong)} of ${set} with a fault`;
    if (closing.length > 0)
        return `${layerNames(closing)} ${closing.length === 1 ? 'closes' : 'close'} the gate: ${state}`;
    return others.length > 0 ? `${layerNames(others)} failed without closing the gate: ${state}` : state;
}
function layerNames(layers) {
    return (0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .cited */ .k4)(layers.map(({ layer }) => layer));
}
function ifRefused({ plan }) {
    if (plan?.refusal === undefined)
        return undefined;
    return { state: 'failed', title: 'Not begun: a limit forbids it', sentence: plan.refusal, advice: [] };
}
function ifNotAsApproved(report) {
    const { validation } = report;
    if (!validation)
        return undefined;
    const { closing, others } = failedLayers(validation);
    const failed = [...closing, ...others];
    if (failed.length === 0)
        return undefined;
    const closed = closing.length > 0;
    return {
        state: closed ? 'failed' : 'warned',
        title: closed
            ? 'Validation failed'
            : validation.passed
                ? 'Validation passed, with faults that close no gate'
                : 'Validation failed; the gate stays open',
        sentence: `${capital(validationSentence(validation))}.`,
        advice: [...changesOf(report, validation), ...failed.map(({ layer }) => ADVICE[layer]), approval(validation)],
    };
}
/** What is known to have changed since the approval, or at least since the last run. */
function changesOf({ model, explanation }, { goldenSet, profile }) {
    const found = [];
    if (goldenSet.fingerprint !== undefined && goldenSet.fingerprint !== model.fingerprint) {
        const [from, to] = [goldenSet.fingerprint, model.fingerprint].map((digest) => digest.slice(0, 16));
        found.push(`The embedding contract is not the approved one: fingerprint ${from} then, ${to} now.`);
    }
    if (explanation?.cause === 'contract')
        found.push(`Since the last run: ${explanation.sentence}.`);
    if (profile === 'cross-model')
        found.push(MIXING);
    return found;
}
const MIXING = 'Present and approved vectors must not be mixed in one index: the models differ.';
function approval({ goldenSet }) {
    const { path, approvedCommit } = goldenSet;
    const last = approvedCommit === undefined ? '' : ` It was last approved at commit ${approvedCommit.slice(0, 12)}.`;
    return `If the change is meant, run mode golden with approve: all and commit ${path}; if it is not, undo it.${last}`;
}
function ifDeviating({ recomputed, settings }) {
    if (!recomputed || recomputed.deviating === 0)
        return undefined;
    const closes = settings['fail-on-audit']?.value === 'true';
    return {
        state: closes ? 'failed' : 'warned',
        title: closes ? 'A tier held wrong vectors' : 'A tier held wrong vectors; the gate stays open',
        sentence: `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(recomputed.deviating)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(recomputed.sampled, 'vector')} that were embedded again deviate by more than ${recomputed.tolerance}, and were replaced.`,
        advice: ['Run once with cache-mode recache, or with audit-sample 1: others like them may be left.'],
    };
}
function ifAsApproved({ validation }) {
    if (!validation)
        return undefined;
    return {
        state: 'passed',
        title: 'Validation passed',
        sentence: `${capital(validationSentence(validation))}.`,
        advice: validation.profile === 'cross-model' ? [MIXING] : [],
    };
}
function ifPlanned({ mode, texts, plan }) {
    if (mode !== 'plan')
        return undefined;
    const missing = plan?.misses ?? texts.misses;
    return {
        state: 'neutral',
        title: missing === 0 ? 'Nothing is missing' : `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(missing, 'text')} missing`,
        sentence: `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .percent */ .KN)(texts.hitRate)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(texts.unique, 'text')} have a vector in some tier.`,
        advice: [],
    };
}
function ifProposed({ proposed }) {
    if (!proposed)
        return undefined;
    return {
        state: 'neutral',
        title: 'Golden set proposed',
        sentence: `${capital((0,_golden_lines__WEBPACK_IMPORTED_MODULE_0__/* .proposalLine */ .vZ)(proposed))}.`,
        advice: [],
    };
}
function ifApproved({ approved }) {
    if (!approved)
        return undefined;
    const { path, outcome } = approved;
    const refusal = (0,_golden_lines__WEBPACK_IMPORTED_MODULE_0__/* .refusalOf */ .Of)(approved);
    return {
        state: refusal === undefined ? 'neutral' : 'failed',
        title: APPROVAL_TITLES[outcome],
        sentence: `${capital(refusal ?? (0,_golden_lines__WEBPACK_IMPORTED_MODULE_0__/* .approvalLine */ ._G)(approved))}${refusal === undefined ? '.' : ''}`,
        advice: outcome === 'written' ? [`Commit ${path}.`] : [],
    };
}
const APPROVAL_TITLES = {
    written: 'Golden set approved',
    unchanged: 'Golden set approved as it was',
    'dry-run': 'What an approval would change',
    refused: 'Golden set not approved',
};
function ifNotJudged({ texts }) {
    return {
        state: 'neutral',
        title: 'Done, without validation',
        sentence: `${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .percent */ .KN)(texts.hitRate)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(texts.unique, 'text')} had a vector in some tier, ${(0,_wording__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(texts.embedded)} were embedded.`,
        advice: ['Give a golden-set, and every run says whether its vectors are still those that were approved.'],
    };
}
function capital(sentence) {
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}


/***/ }),

/***/ 36362:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ visibleText),
/* harmony export */   z: () => (/* binding */ cutToBytes)
/* harmony export */ });
/**
 * Texts of a corpus are written by anybody, and people read them in terminals, pages and tables. Control characters, lone surrogates and what
 * turns the direction of the text around it are put in the open; everything else stays as it is.
 */
function visibleText(text) {
    return text
        .toWellFormed()
        .replace(/\r\n?/g, '\n')
        .replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD')
        .replace(/[\u202A-\u202E\u2066-\u2069]/g, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase()}]`);
}
/** The beginning of a text, at most as long as this in UTF-8, and never half a character. */
function cutToBytes(text, limit) {
    if (Buffer.byteLength(text) <= limit)
        return text;
    let bytes = 0;
    let end = 0;
    for (const character of text) {
        bytes += Buffer.byteLength(character);
        if (bytes > limit - 3)
            break;
        end += character.length;
    }
    return `${text.slice(0, end)}…`;
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
/* harmony export */   jh: () => (/* binding */ measured),
/* harmony export */   k4: () => (/* binding */ cited),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   y: () => (/* binding */ cost),
/* harmony export */   zO: () => (/* binding */ fraction)
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
/** `a`, `a and b`, `a, b and c`. */
function cited(names) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
/** A cosine similarity, or a share: four decimals, never rounded up, so that what is below a threshold does not look as if it met it. */
function fraction(value) {
    if (!Number.isFinite(value))
        return 'not a number';
    // What a division by 10,000 cannot represent is no digit of the value.
    return (Math.floor(value * 1e4 + 1e-8) / 1e4).toFixed(4);
}
/** A number and what it is held against, with as many digits as it takes to tell them apart. */
function measured(value, threshold) {
    for (let digits = 4; digits <= 16; digits++) {
        const shown = [value, threshold].map((one) => significant(one, digits));
        if (shown[0] !== shown[1] || value === threshold)
            return shown;
    }
    return [String(value), String(threshold)];
}
function significant(value, digits) {
    if (!Number.isFinite(value))
        return Number.isNaN(value) ? 'not a number' : String(value);
    if (Number.isInteger(value))
        return count(value);
    const rounded = Number(value.toPrecision(digits));
    return Math.abs(rounded) >= 1000 ? count(rounded) : String(rounded);
}


/***/ }),

/***/ 92932:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ faulty),
/* harmony export */   m: () => (/* binding */ worstFirst)
/* harmony export */ });
/**
 * All golden texts, the worst first: those with faults, then by similarity to the approved vector, then by neighbours that are left.
 * Across models similarities mean nothing, and neighbours decide.
 */
function worstFirst({ texts, profile }) {
    const similarity = (a, b) => (a.similarity ?? 1) - (b.similarity ?? 1);
    const neighbours = (a, b) => (a.recall ?? 1) - (b.recall ?? 1) || (a.rankBiasedOverlap ?? 1) - (b.rankBiasedOverlap ?? 1);
    const [first, second] = profile === 'cross-model' ? [neighbours, similarity] : [similarity, neighbours];
    return texts
        .map((text, at) => ({ ...text, at }))
        .sort((a, b) => Number(b.faults.length > 0) - Number(a.faults.length > 0) || first(a, b) || second(a, b) || a.at - b.at);
}
function faulty({ texts }) {
    return texts.filter(({ faults }) => faults.length > 0).length;
}


/***/ }),

/***/ 85332:
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
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
// EXTERNAL MODULE: ./src/report/verdict.ts
var report_verdict = __nccwpck_require__(90687);
// EXTERNAL MODULE: ./src/report/wording.ts
var wording = __nccwpck_require__(25594);
// EXTERNAL MODULE: ./src/report/worst-texts.ts
var worst_texts = __nccwpck_require__(92932);
// EXTERNAL MODULE: ./src/validation/validation.ts
var validation = __nccwpck_require__(12720);
// EXTERNAL MODULE: ./src/report/visible-text.ts
var visible_text = __nccwpck_require__(36362);
;// CONCATENATED MODULE: ./src/report/html/markup.ts

/** HTML that may stand in a page as it is. Only `html` and what is written in this folder make it. */
class Markup {
    source;
    constructor(source) {
        this.source = source;
    }
}
/** A piece of HTML. Whatever is put into it is escaped, unless it is Markup; attributes have to be in double quotes. */
function html(pieces, ...parts) {
    return new Markup(pieces.map((piece, at) => piece + sourceOf(parts[at])).join(''));
}
/** Characters of a text of others: nobody reads more here, and report.json has all. */
const MOST_CHARACTERS = 2000;
/** Text of others: escaped, not endless, and its direction kept from what stands around it. */
function foreign(text) {
    return html `<bdi>${text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`}</bdi>`;
}
function sourceOf(part) {
    if (part instanceof Markup)
        return part.source;
    if (part === undefined || part === false)
        return '';
    if (typeof part === 'number')
        return String(part);
    return typeof part === 'string' ? escapeHtml(part) : part.map(sourceOf).join('');
}
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
function escapeHtml(text) {
    return (0,visible_text/* visibleText */.Q)(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

;// CONCATENATED MODULE: ./src/report/html/data-island.ts




/** Bytes of rows, and of neighbours: with both spent, and all else, a page stays below 5 MB. */
const ROW_BUDGET = 2_000_000;
const NEIGHBOUR_BUDGET = 2_000_000;
/** Bytes of all excerpts together, where they are cut evenly; of each one at least and at most. */
const EXCERPT_BUDGET = 1_000_000;
const SHORTEST_EXCERPT = 40;
const LONGEST_EXCERPT = 800;
const NAME_BYTES = 120;
const MESSAGE_BYTES = 200;
/** Of a text; what a gate says of one is short. */
const MESSAGES = 5;
/** All golden texts, the worst first, as far as they fit: what the page filters, sorts and opens. */
function islandOf(ranked) {
    const excerptBytes = Math.max(SHORTEST_EXCERPT, Math.min(LONGEST_EXCERPT, Math.floor(EXCERPT_BUDGET / Math.max(1, ranked.length))));
    const texts = [];
    let bytes = 0;
    for (const text of ranked) {
        const row = rowOf(text, excerptBytes);
        bytes += sizeOf(row);
        if (bytes > ROW_BUDGET)
            break;
        texts.push(row);
    }
    return { layers: validation/* LAYERS */.R, texts, others: addNeighbours(texts, ranked, excerptBytes) };
}
/** The island as an element that no browser runs, and that nothing in it can end. */
function islandElement(island) {
    return new Markup(`<script type="application/json" id="data">${scriptSafe(island)}</script>`);
}
function rowOf({ at, name, excerpt: text, position, faults, ...measures }, excerptBytes) {
    const where = position ? `${position.source}${position.line === undefined ? '' : `:${position.line}`}` : '';
    return [
        at,
        shown(name, NAME_BYTES),
        shown(text, excerptBytes),
        shown(where, NAME_BYTES),
        tenThousandths(measures.similarity),
        tenThousandths(measures.recall),
        tenThousandths(measures.jaccard),
        tenThousandths(measures.rankBiasedOverlap),
        faults.slice(0, MESSAGES).map(({ layer, message }) => [validation/* LAYERS */.R.indexOf(layer), shown(message, MESSAGE_BYTES)]),
        null,
        null,
    ];
}
function addNeighbours(rows, ranked, excerptBytes) {
    const golden = new Map(ranked.slice(0, rows.length).map(({ at, name, excerpt }) => [JSON.stringify([name, excerpt]), at]));
    const known = new Map();
    const others = [];
    let bytes = 0;
    const referenceTo = ({ name, excerpt }) => {
        const identity = JSON.stringify([name, excerpt]);
        const reference = golden.get(identity) ?? known.get(identity);
        if (reference !== undefined)
            return reference;
        const other = [shown(name, NAME_BYTES), shown(excerpt, excerptBytes)];
        bytes += sizeOf(other);
        known.set(identity, -others.push(other));
        return -others.length;
    };
    const flat = (neighbours) => neighbours.flatMap((neighbour) => [referenceTo(neighbour), tenThousandths(neighbour.similarity) ?? 0]);
    for (const [place, row] of rows.entries()) {
        const text = ranked[place];
        const lists = [flat(text.approvedNeighbours), flat(text.presentNeighbours)];
        bytes += sizeOf(lists);
        if (bytes > NEIGHBOUR_BUDGET)
            break;
        [row[9], row[10]] = lists;
    }
    return others;
}
function shown(text, limit) {
    return (0,visible_text/* cutToBytes */.z)((0,visible_text/* visibleText */.Q)((0,wording/* excerpt */.Kb)(text, limit)), limit);
}
function tenThousandths(value) {
    return value === undefined || !Number.isFinite(value) ? null : Math.round(Number((0,wording/* fraction */.zO)(value)) * 1e4);
}
function sizeOf(value) {
    return Buffer.byteLength(scriptSafe(value)) + 1;
}
/** JSON in which no `<` stands, which could end the element or begin a comment. */
function scriptSafe(value) {
    return JSON.stringify(value)
        .replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)
        .replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}

;// CONCATENATED MODULE: ./src/report/html/figure.ts

/** A table of facts. The first cell of a row names it. */
function table(caption, columns, rows) {
    return html `<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="hidden">${caption}</caption>
<thead><tr>${columns.map(({ title, numeric }) => html `<th scope="col"${kind(numeric)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html `<tr>${row.map((cell, at) => at === 0
        ? html `<th scope="row"${kind(columns[at]?.numeric)}>${cell}</th>`
        : html `<td${kind(columns[at]?.numeric)}>${cell}</td>`)}</tr>
`)}</tbody></table></div>`;
}
function kind(numeric) {
    return numeric ? html ` class="number"` : undefined;
}
/** A picture with what it shows, and the numbers behind it one click away. */
function figure(options) {
    return html `<figure id="${options.id}">
${options.picture}
<figcaption>${options.caption}</figcaption>
<details><summary>The numbers behind this picture</summary>${options.numbers}</details>
</figure>`;
}
function section(id, title, ...content) {
    return html `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}
/** Names with their values. */
function facts(pairs) {
    return html `<dl class="facts">${pairs.map(([name, value]) => html `<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
const STATES = {
    passed: { shape: 'M4 10.5 8.5 15 16 6', word: 'passed' },
    failed: { shape: 'M5 5 15 15M15 5 5 15', word: 'failed' },
    warned: { shape: 'M10 4V11.5M10 15V15.6', word: 'failed' },
    skipped: { shape: 'M5 10H15', word: 'skipped' },
    neutral: { shape: 'M10 8.5V15M10 4.6V5', word: 'done' },
};
/** A shape for each state beside its colour, for whom colours are alike. The word beside it says the same. */
function sign(state) {
    return html `<svg class="sign ${state}" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><circle cx="10" cy="10" r="10"/><path d="${STATES[state].shape}"/></svg>`;
}
/** @param word in place of the usual one */
function badge(state, word = STATES[state].word) {
    return html `<span class="badge ${state}">${sign(state)}${word}</span>`;
}

// EXTERNAL MODULE: ./src/report/neighbour-changes.ts
var neighbour_changes = __nccwpck_require__(19769);
;// CONCATENATED MODULE: ./src/report/html/neighbours.ts



/** Characters of a neighbour's text: two lines. The script cuts there as well. */
const EXCERPT = 80;
const FATES = {
    kept: { sign: '=', word: 'kept' },
    gone: { sign: '−', word: 'gone' },
    new: { sign: '+', word: 'new' },
};
/** Both lists side by side. What came and went is told by a sign and a word, the colour only helps. */
function neighbourLists(text) {
    const { approved, present } = (0,neighbour_changes/* neighbourChanges */.X)(text);
    return html `<div class="lists">
${list('approved', 'When approved', approved)}
${list('present', 'Now', present)}
</div>`;
}
function list(name, title, neighbours) {
    return html `<div><p class="list-title">${title}</p><ol class="${name}">${neighbours.map(neighbourItem)}</ol>${neighbours.length === 0 && html `<p class="muted">None.</p>`}</div>`;
}
function neighbourItem({ fate, place, otherPlace, name, excerpt: text, similarity }) {
    const { sign, word } = FATES[fate];
    const moved = otherPlace === undefined || otherPlace === place ? word : `${word}, ${placed(otherPlace)}`;
    return html `<li class="${fate}"><span class="place">${place}</span><span class="fate"><span class="mark" aria-hidden="true">${sign}</span> <span class="word">${moved}</span></span><span class="who"><strong>${foreign((0,wording/* excerpt */.Kb)(name))}</strong></span><span class="number">${(0,wording/* fraction */.zO)(similarity)}</span><span class="text">${foreign((0,wording/* excerpt */.Kb)(text, EXCERPT))}</span></li>`;
}
function placed(otherPlace) {
    return `there ${otherPlace}`;
}
/** What the script makes the lists of other texts from: an empty one, and an item to be filled. */
function neighbourTemplates() {
    const blank = { fate: 'kept', place: 0, name: '', excerpt: '', similarity: 0 };
    return html `<template id="lists">${neighbourLists({ approvedNeighbours: [], presentNeighbours: [] })}</template>
<template id="neighbour">${neighbourItem(blank)}</template>`;
}

;// CONCATENATED MODULE: ./src/report/html/all-texts.ts





const MEASURES = [
    { name: 'similarity', title: 'Similarity', what: 'Cosine similarity to the approved vector' },
    { name: 'recall', title: 'Recall', what: 'Share of approved neighbours that are still near' },
    { name: 'jaccard', title: 'Jaccard', what: 'Neighbours in both lists, of those in either' },
    { name: 'rankBiasedOverlap', title: 'RBO', what: 'Rank-biased overlap of both lists of neighbours' },
];
/**
 * Every golden text. Without a script, the worst `shown` of them stand here as they are; with it, all that the island holds can be
 * searched, filtered, sorted and opened.
 */
function allTextsSection(validation, ranked, island, shown) {
    const left = ranked.length - island.texts.length;
    const still = ranked.length - shown;
    return section('texts', 'All golden texts', controls(validation), html `<p id="found" role="status" class="muted">${still > 0
        ? `The worst ${(0,wording/* count */.U9)(shown)} of ${(0,wording/* counted */.hS)(ranked.length, 'text')}.`
        : `${(0,wording/* counted */.hS)(ranked.length, 'text')}, the worst first.`}</p>
<div class="scroll" role="region" aria-label="All golden texts" tabindex="0"><table id="all" class="texts">
<caption class="hidden">All golden texts</caption>
<thead><tr><th scope="col" data-sort="name">Text</th>${MEASURES.map(({ name, title, what }) => html `<th scope="col" class="number ${name}" data-sort="${name}" title="${what}">${title}</th>`)}<th scope="col" data-sort="faults">Faults</th></tr></thead>
<tbody>${ranked.slice(0, shown).map(row)}</tbody>
</table></div>
<nav class="pages" aria-label="Pages of the table" hidden><button type="button" id="previous">Previous</button><span id="page"></span><button type="button" id="next">Next</button></nav>
${left > 0 && html `<p class="muted">${(0,wording/* counted */.hS)(left, 'more text')} would make this page too large. report.json has all.</p>`}
<template id="row">${row()}</template>
<template id="fault">${badge('failed', '')}</template>
${neighbourTemplates()}
${islandElement(island)}`);
}
/** Hidden until the script has taken over: without it they do nothing. */
function controls({ layers }) {
    const judged = layers.filter(({ verdict }) => verdict !== 'skipped').map(({ layer }) => layer);
    return html `<form class="controls" id="controls" hidden>
<label>Search <input type="search" id="search" autocomplete="off"></label>
<label>Show <select id="filter"><option value="all">all texts</option><option value="faulty">with any fault</option>${judged.map((layer) => html `<option value="${layer}">with a fault in ${layer}</option>`)}</select></label>
<button type="button" id="reset">Reset</button>
</form>`;
}
function row(text) {
    const layers = new Set(text?.faults.map(({ layer }) => layer));
    return html `<tr${text && html ` id="text-${text.at}"`}><th scope="row"><strong>${foreign((0,wording/* excerpt */.Kb)(text?.name ?? '', 80))}</strong> <span class="muted">${foreign((0,wording/* excerpt */.Kb)(text?.excerpt ?? '', 120))}</span></th>${MEASURES.map(({ name }) => html `<td class="number ${name}">${shownMeasure(text?.[name])}</td>`)}<td class="faults">${[...layers].map((layer) => badge('failed', layer))}</td></tr>
`;
}
function shownMeasure(value) {
    return value === undefined ? '–' : (0,wording/* fraction */.zO)(value);
}

;// CONCATENATED MODULE: ./src/report/html/layers.ts



/** Names of failing texts beside a check; the worst texts and the table have the rest. */
const NAMES_SHOWN = 5;
const QUESTIONS = {
    sanity: 'Are these vectors at all?',
    identity: 'Is each vector the approved one?',
    neighbourhood: 'Is near what was near?',
    required: 'Is near what has to be, and nothing that must not?',
    distribution: 'Do all together look the same?',
};
/** Each layer, its checks, and how far both can be believed. */
function layersSection(validation) {
    return section('layers', 'What was checked', html `<p>Profile <strong>${validation.profile}</strong>: ${foreign(sentence(validation.profileReason))}</p>
<div class="scroll" role="region" aria-label="Layers and their checks" tabindex="0"><table class="checks">
<caption class="hidden">Layers and their checks</caption>
<thead><tr><th scope="col">Check</th><th scope="col" class="number">Value</th><th scope="col" class="number">Has to be</th><th scope="col">Verdict</th></tr></thead>
${validation.layers.map(layerRows)}
</table></div>`, facts([
        ['Golden set', goldenSet(validation)],
        [
            'Neighbours',
            `${(0,wording/* count */.U9)(validation.k)} nearest of each text, among ${validation.neighboursFrom === 'golden' ? 'the other golden texts' : 'all texts of the corpus'}`,
        ],
        ['Searched by', engine(validation)],
        ...(validation.notInCorpus.length > 0
            ? [['No longer in the corpus', foreign(names(validation.notInCorpus))]]
            : []),
    ]));
}
function layerRows(layer) {
    const remark = [
        ...(layer.why === undefined ? [] : [layer.why]),
        ...(layer.gates || layer.verdict === 'skipped' ? [] : ['does not close the gate']),
    ];
    return html `<tbody>
<tr class="layer"><th scope="rowgroup" colspan="3"><span class="name">${layer.layer}</span> <span class="muted">${QUESTIONS[layer.layer]}</span>${remark.length > 0 && html `<div class="muted">${foreign(remark.map(sentence).join(' '))}</div>`}</th><td>${badge(stateOf(layer))}</td></tr>
${layer.checks.map((check) => checkRow(check, layer))}
</tbody>
`;
}
function stateOf({ verdict, gates }) {
    return verdict === 'failed' && !gates ? 'warned' : verdict;
}
function checkRow(check, layer) {
    const [value, threshold] = (0,wording/* measured */.jh)(check.value, check.threshold);
    return html `<tr><th scope="row"><span class="name">${foreign(check.name)}</span><div class="muted">${foreign(sentence(check.description))}</div>${check.unseen !== undefined &&
        layer.verdict !== 'skipped' &&
        html `<div class="unseen">Could have gone unseen: ${foreign(sentence(check.unseen))}</div>`}${check.failing.length > 0 &&
        html `<div>${(0,wording/* counted */.hS)(check.failing.length, 'text')}: ${foreign(names(check.failing))}</div>`}</th><td class="number">${value}</td><td class="number">${boundSign(check)} ${threshold}</td><td>${checkBadge(check, layer)}</td></tr>
`;
}
/** What a layer that was skipped found by the way is told, and not judged. */
function checkBadge({ passed }, { verdict, gates }) {
    if (verdict === 'skipped')
        return badge('skipped', 'not judged');
    return badge(passed ? 'passed' : gates ? 'failed' : 'warned');
}
function boundSign({ bound }) {
    return html `<abbr title="${bound}">${bound === 'at least' ? '≥' : '≤'}</abbr>`;
}
function names(all) {
    const shown = all.slice(0, NAMES_SHOWN).map((name) => (0,wording/* excerpt */.Kb)(name));
    const more = all.length - shown.length;
    return more > 0 ? `${shown.join(', ')} and ${(0,wording/* count */.U9)(more)} more` : (0,wording/* cited */.k4)(shown);
}
function goldenSet({ goldenSet, texts }) {
    const { path, version, approvedAt, approvedCommit, model } = goldenSet;
    const parts = [
        ...(version === undefined ? [] : [`version ${version}`]),
        (0,wording/* counted */.hS)(texts.length, 'text'),
        ...(approvedAt === undefined ? [] : [`approved ${approvedAt.slice(0, 10)}`]),
        ...(approvedCommit === undefined ? [] : [`at commit ${approvedCommit.slice(0, 12)}`]),
        ...(model === undefined ? [] : [`with ${model}`]),
    ];
    return html `${foreign(path)}, ${foreign(parts.join(', '))}`;
}
function engine({ engine }) {
    const recall = engine.recall === undefined
        ? ''
        : `, recall ${(0,wording/* fraction */.zO)(engine.recall)} against an exact search of the same vectors`;
    return html `${engine.name}: ${foreign(engine.description)}, ${(0,wording/* counted */.hS)(engine.indexed, 'vector')}${recall}${engine.reason !== undefined && html ` <span class="muted">(${foreign(engine.reason)})</span>`}`;
}
/** With a capital and a full stop, whether it has them or not. */
function sentence(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

// EXTERNAL MODULE: ./src/explanation/contract-parts.ts
var contract_parts = __nccwpck_require__(20182);
// EXTERNAL MODULE: ./src/report/plan-lines.ts
var plan_lines = __nccwpck_require__(71061);
;// CONCATENATED MODULE: ./src/report/html/origin.ts





/** Files with something missing that are shown; report.json has all. */
const FILES_SHOWN = 50;
/** Colours for tiers; of more tiers than that, the last shares one. */
const TIER_COLOURS = 4;
/** Where vectors came from, why some were missing, and how each tier did. */
function originSection(report) {
    const { explanation, plan, tiers } = report;
    return section('origin', report.mode === 'plan' ? 'Where vectors are' : 'Where vectors came from', originFigure(report), explanation && html `<p><strong>Why texts were missing:</strong> ${foreign(explanation.sentence)}.</p>`, explanation &&
        explanation.changes.length > 0 &&
        html `<ul>${explanation.changes.map((change) => html `<li>${foreign((0,contract_parts/* describeChange */.uQ)(change))}</li>`)}</ul>`, plan && planBlock(plan), html `<h3>Time</h3>`, timeFacts(report), tiers.length > 0 && [html `<h3>Tiers</h3>`, tierTable(tiers)]);
}
/** By where the vector of a text came from, in the order in which they are asked. */
function originsOf({ texts }) {
    const left = texts.misses - texts.embedded - texts.sharedByOthers;
    const origins = [
        ...Object.entries(texts.hitsByTier).map(([name, hits], at) => ({
            name,
            texts: hits,
            colour: `tier-${Math.min(at, TIER_COLOURS - 1) + 1}`,
        })),
        { name: 'embedded by another run meanwhile', texts: texts.sharedByOthers, colour: 'shared' },
        { name: 'embedded', texts: texts.embedded, colour: 'embedded' },
        { name: 'missing', texts: left, colour: 'missing' },
    ];
    return origins.filter((origin) => origin.texts > 0);
}
function originFigure(report) {
    const origins = originsOf(report);
    const total = origins.reduce((sum, origin) => sum + origin.texts, 0);
    if (total === 0)
        return html `<p>No tier was asked for a vector, and none was embedded.</p>`;
    const legend = origins.map(({ name, texts, colour }) => html `<li><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><rect class="${colour}" width="12" height="12" rx="2"/></svg> ${foreign(name)} <span class="number">${(0,wording/* count */.U9)(texts)}</span> <span class="muted">${(0,wording/* percent */.KN)(texts / total)}</span></li>`);
    return figure({
        id: 'origin-figure',
        picture: bar(origins, total),
        caption: html `<ul class="legend">${legend}</ul>`,
        numbers: table('Texts by origin of their vector', [{ title: 'Origin' }, { title: 'Texts', numeric: true }, { title: 'Share', numeric: true }], origins.map(({ name, texts }) => [foreign(name), (0,wording/* count */.U9)(texts), (0,wording/* percent */.KN)(texts / total)])),
    });
}
function bar(origins, total) {
    let from = 0;
    const segments = origins.map(({ texts, colour }) => {
        const x = (from / total) * 100;
        from += texts;
        return html `<rect class="${colour}" x="${x.toFixed(3)}%" width="${((texts / total) * 100).toFixed(3)}%" height="100%"/>`;
    });
    const spoken = origins.map(({ name, texts }) => `${name} ${(0,wording/* count */.U9)(texts)}, ${(0,wording/* percent */.KN)(texts / total)}`).join('; ');
    return html `<svg class="bar" role="img" aria-label="${`Origin of ${(0,wording/* counted */.hS)(total, 'vector')}: ${spoken}`}">${segments}</svg>`;
}
function timeFacts({ texts, seconds, tiers, recomputed }) {
    const embedding = texts.embedMs / 1000;
    const rate = embedding > 0 ? `, ${(0,wording/* count */.U9)(texts.tokens / embedding)} tokens/s` : '';
    const asked = tiers.filter(({ asked }) => asked > 0);
    return facts([
        ['Whole run', (0,wording/* duration */.p0)(seconds)],
        ['Embedding', texts.embedded === 0 ? 'nothing was embedded' : `${(0,wording/* duration */.p0)(embedding)}${rate}`],
        ...(texts.loadMs > 0 ? [['Loading the model', (0,wording/* duration */.p0)(texts.loadMs / 1000)]] : []),
        ...(recomputed ? [['Embedding hits again', (0,wording/* duration */.p0)(recomputed.milliseconds / 1000)]] : []),
        ...asked.map(({ name, lookupMs }) => [`Lookups in ${name}, which overlap`, (0,wording/* duration */.p0)(lookupMs / 1000)]),
    ]);
}
function tierTable(tiers) {
    return table('Tiers', [
        { title: 'Tier' },
        { title: 'Asked', numeric: true },
        { title: 'Found', numeric: true },
        { title: 'Stored', numeric: true },
        { title: 'Lookups', numeric: true },
        { title: 'Writes', numeric: true },
        { title: 'Besides' },
    ], tiers.map((tier) => [
        html `${foreign(tier.name)}<br><span class="muted">${foreign(tier.location)}</span>`,
        (0,wording/* count */.U9)(tier.asked),
        (0,wording/* count */.U9)(tier.found),
        (0,wording/* count */.U9)(tier.written),
        (0,wording/* duration */.p0)(tier.lookupMs / 1000),
        (0,wording/* duration */.p0)(tier.writeMs / 1000),
        foreign(remarks(tier).join('; ')),
    ]));
}
function remarks(tier) {
    const counts = [
        [tier.adopted, 'adopted from another run'],
        [tier.corrupt, 'corrupt and replaced'],
        [tier.unsigned, 'not signed by a known key'],
        [tier.missed - tier.madeUp, 'not taken'],
        [tier.unanswered ?? 0, 'not answered'],
        [tier.failedCalls, tier.failedCalls === 1 ? 'failed call' : 'failed calls'],
    ];
    const traffic = tier.traffic
        ? [`${(0,wording/* bytes */.ee)(tier.traffic.bytesReceived)} received, ${(0,wording/* bytes */.ee)(tier.traffic.bytesSent)} sent`]
        : [];
    return [
        ...counts.filter(([amount]) => amount > 0).map(([amount, what]) => `${(0,wording/* count */.U9)(amount)} ${what}`),
        ...(tier.lastFailure === undefined ? [] : [`last failure: ${tier.lastFailure}`]),
        ...tier.changes.filter(({ state }) => state === 'open').map(({ of, reason }) => `${of} paused: ${reason}`),
        ...traffic,
    ];
}
function planBlock(plan) {
    const files = (0,plan_lines/* filesWithMisses */.EL)(plan);
    const more = files.length - FILES_SHOWN;
    return html `<h3>Plan</h3>
<p>${(0,plan_lines/* planLine */.od)(plan)}.</p>
<ul>${(0,plan_lines/* predictionLines */.Bd)(plan).map((line) => html `<li>${foreign(line)}</li>`)}</ul>
${files.length > 0 &&
        table('Files in which texts are missing', [
            { title: 'File' },
            { title: 'Records', numeric: true },
            { title: 'Hits', numeric: true },
            { title: 'Missing', numeric: true },
            { title: 'Tokens to embed', numeric: true },
        ], files
            .slice(0, FILES_SHOWN)
            .map(({ file, records, unique, misses, tokens }) => [
            foreign(file),
            (0,wording/* count */.U9)(records),
            (0,wording/* count */.U9)(unique - misses),
            (0,wording/* count */.U9)(misses),
            (0,wording/* count */.U9)(tokens),
        ]))}
${more > 0 && html `<p class="muted">And ${(0,wording/* counted */.hS)(more, 'more file')}, in report.json.</p>`}`;
}

// EXTERNAL MODULE: ./src/trust-scope.ts
var trust_scope = __nccwpck_require__(70844);
// EXTERNAL MODULE: ./src/report/run-report.ts
var run_report = __nccwpck_require__(57330);
;// CONCATENATED MODULE: ./src/report/html/run-facts.ts






/** Of a setting or a part of the contract: enough to know it by. */
const VALUE_SHOWN = 300;
/** Warnings that are shown; report.json has all. */
const WARNINGS_SHOWN = 100;
function warningsSection({ warnings }) {
    if (warnings.length === 0)
        return undefined;
    const more = warnings.length - WARNINGS_SHOWN;
    return section('warnings', 'Warnings', html `<ul class="warnings">${warnings
        .slice(0, WARNINGS_SHOWN)
        .map((warning) => html `<li>${foreign(warning)}</li>`)}</ul>`, more > 0 && html `<p class="muted">And ${(0,wording/* count */.U9)(more)} more, in report.json.</p>`);
}
/** What ran, with which settings, and what decides its vectors. */
function runSection(report) {
    return section('run', 'The run', facts(runFacts(report)), html `<details><summary>Settings</summary>${settingsTable(report)}</details>`, html `<details><summary>Embedding contract</summary>${contractTable(report)}</details>`);
}
function runFacts(report) {
    const { model, corpus, texts, trust, output, shard, prediction, recomputed } = report;
    const [signer, ...accepted] = trust.keyIds;
    return [
        ['Mode', report.mode],
        ['Began', moment(report.started)],
        ['Took', (0,wording/* duration */.p0)(report.seconds)],
        ['embed-once', report.version],
        ['Model', html `${foreign(model.name)}, ${(0,wording/* count */.U9)(model.contract.dimensions)} dimensions`],
        ['Fingerprint', html `<code>${model.fingerprint}</code>`],
        ...(corpus ? [['Corpus', corpusText(corpus)]] : []),
        ['Unique texts', (0,wording/* count */.U9)(texts.unique)],
        ...(texts.truncated > 0 ? [['Cut to the model’s length', (0,wording/* count */.U9)(texts.truncated)]] : []),
        ...(shard ? [['Shard', foreign((0,plan_lines/* shardLine */.d)(shard))]] : []),
        ...(prediction ? [['Predicted', foreign((0,plan_lines/* checkLine */.tY)(prediction))]] : []),
        ...(recomputed
            ? [
                [
                    'Embedded again',
                    `${(0,wording/* count */.U9)(recomputed.sampled)} of ${(0,wording/* counted */.hS)(recomputed.eligible, 'hit')}, ${(0,wording/* count */.U9)(recomputed.deviating)} deviating`,
                ],
            ]
            : []),
        [
            'Trust scope',
            html `${trust.scope.name === trust_scope/* TRUSTED */.Se ? trust_scope/* TRUSTED */.Se : foreign(trust.scope.name)}: ${foreign(trust.scope.why)}`,
        ],
        ...(signer === undefined
            ? []
            : [['Signs with key', foreign([signer, ...accepted.map((key) => `accepts ${key}`)].join(', '))]]),
        ...(output?.files ?? []).map((file) => ['Output', html `${foreign(file.path)}, ${(0,wording/* bytes */.ee)(file.bytes)}`]),
    ];
}
/** `2025-01-02 03:04:05 UTC`. */
function moment(iso) {
    return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
function corpusText(corpus) {
    return [
        `${(0,wording/* counted */.hS)(corpus.records, 'record')} in ${(0,wording/* counted */.hS)(corpus.files, 'file')}`,
        ...(corpus.blank > 0 ? [(0,wording/* counted */.hS)(corpus.blank, 'blank line')] : []),
        ...(corpus.skipped > 0 ? [`${(0,wording/* counted */.hS)(corpus.skipped, 'record')} skipped`] : []),
    ].join(', ');
}
function settingsTable(report) {
    const elsewhere = (0,run_report/* settingsFromElsewhere */.q_)(report);
    const names = new Set(elsewhere.map(([name]) => name));
    const all = [...elsewhere, ...Object.entries(report.settings).filter(([name]) => !names.has(name))];
    return table('Settings', [{ title: 'Input' }, { title: 'Value' }, { title: 'From' }], all.map(([name, { value, source }]) => [name, foreign(value === '' ? '–' : cut(value)), foreign(source)]));
}
function contractTable({ model }) {
    const { files, ...parts } = model.contract;
    return table('Embedding contract', [{ title: 'Part' }, { title: 'Value' }], [...Object.entries(parts), ...Object.entries(files)].map(([name, value]) => [
        foreign(name),
        html `<code>${cut(typeof value === 'string' && name in parts ? JSON.stringify(value) : shownPart(value))}</code>`,
    ]));
}
function shownPart(value) {
    return typeof value === 'string' ? value : JSON.stringify(value);
}
function cut(text) {
    return text.length <= VALUE_SHOWN ? text : `${text.slice(0, VALUE_SHOWN - 1)}…`;
}
/** Figures that belong beside the verdict. */
function headlineFacts(report) {
    const { texts, validation, warnings } = report;
    const wrong = validation?.texts.filter(({ faults }) => faults.length > 0).length;
    return facts([
        ...(texts.unique > 0
            ? [
                [
                    'Hits',
                    html `${(0,wording/* percent */.KN)(texts.hitRate)} <span class="muted">${(0,wording/* count */.U9)(texts.hits)} of ${(0,wording/* count */.U9)(texts.unique)}</span>`,
                ],
            ]
            : []),
        ...(report.mode === 'validate'
            ? []
            : [
                [
                    'Embedded',
                    html `${(0,wording/* count */.U9)(texts.embedded)} <span class="muted">${(0,wording/* counted */.hS)(texts.tokens, 'token')}</span>`,
                ],
            ]),
        ...(validation
            ? [
                [
                    'Golden texts',
                    html `${(0,wording/* count */.U9)(validation.texts.length)} <span class="muted">${(0,wording/* count */.U9)(wrong ?? 0)} with a fault</span>`,
                ],
            ]
            : []),
        ['Time', (0,wording/* duration */.p0)(report.seconds)],
        ...(warnings.length > 0 ? [['Warnings', html `<a href="#warnings">${(0,wording/* count */.U9)(warnings.length)}</a>`]] : []),
    ]);
}

;// CONCATENATED MODULE: ./src/report/html/script.ts
/**
 * What the page does beyond standing there: theme, map, and the table of all texts. It runs in browsers, as it is, so it is a text
 * here; everything from outside gets into the page by textContent alone.
 */
const SCRIPT = `
'use strict';
(() => {
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const root = document.documentElement;

function themes() {
  const button = byId('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const remembered = (() => { try { return localStorage.getItem('embed-once-theme'); } catch { return null; } })();
  if (remembered === 'dark' || remembered === 'light') root.dataset.theme = remembered;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const say = () => button.setAttribute('aria-pressed', String(isDark()));
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('embed-once-theme', root.dataset.theme); } catch {}
    say();
  });
  dark.addEventListener('change', say);
  say();
  button.hidden = false;
}

// What is folded away would be missing on paper.
function printing() {
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('details:not([open])');
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of opened) details.open = false; });
}

const PAGE = 50;
const MEASURES = { similarity: 4, recall: 5, jaccard: 6, rankBiasedOverlap: 7 };
const TITLES = { similarity: 'similarity', recall: 'recall', jaccard: 'Jaccard', rankBiasedOverlap: 'rank-biased overlap' };
const [AT, NAME, EXCERPT, WHERE, FAULTS, APPROVED, PRESENT] = [0, 1, 2, 3, 8, 9, 10];

function texts() {
  const table = byId('all');
  const { layers, texts: rows, others } = JSON.parse(byId('data').textContent);
  const places = new Map(rows.map((row) => [row[AT], row]));
  const body = table.tBodies[0];
  const [search, filter, controls, found] = ['search', 'filter', 'controls', 'found'].map(byId);
  const [previous, next, pageLabel] = ['previous', 'next', 'page'].map(byId);
  let matching = rows;
  let page = 0;
  let sorted = { by: '', down: false };

  const short = (text, most) => { const characters = [...text]; return characters.length > most ? characters.slice(0, most - 1).join('') + '…' : text; };
  const fraction = (value) => (value === null ? '–' : (value / 1e4).toFixed(4));
  const layersOf = (row) => [...new Set(row[FAULTS].map(([layer]) => layer))];

  function compare(a, b) {
    const { by, down } = sorted;
    const turn = down ? -1 : 1;
    if (by === 'name') return turn * a[NAME].localeCompare(b[NAME], 'en', { numeric: true });
    if (by === 'faults') return turn * (layersOf(a).length - layersOf(b).length);
    const [x, y] = [a[MEASURES[by]], b[MEASURES[by]]];
    // What has no value stands last, whichever way.
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return turn * (x - y);
  }

  function choose() {
    const wanted = search.value.trim().toLowerCase();
    const layer = layers.indexOf(filter.value);
    matching = rows.filter((row) =>
      (filter.value === 'all' || (layer < 0 ? row[FAULTS].length > 0 : row[FAULTS].some(([one]) => one === layer))) &&
      (wanted === '' || row[NAME].toLowerCase().includes(wanted) || row[EXCERPT].toLowerCase().includes(wanted)));
    if (sorted.by !== '') matching = [...matching].sort(compare);
    page = 0;
    show();
  }

  function show() {
    const pages = Math.max(1, Math.ceil(matching.length / PAGE));
    const from = page * PAGE;
    const shown = matching.slice(from, from + PAGE);
    body.replaceChildren(...shown.map(rowOf));
    const order = sorted.by === '' ? 'the worst first' : 'by ' + (TITLES[sorted.by] || sorted.by) + (sorted.down ? ', falling' : ', rising');
    found.textContent = matching.length === 0 ? 'No text matches.'
      : (from + 1) + ' to ' + (from + shown.length) + ' of ' + matching.length + (matching.length < rows.length ? ' matching' : '') + (matching.length === 1 ? ' text, ' : ' texts, ') + order + '.';
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
    pageLabel.textContent = 'Page ' + (page + 1) + ' of ' + pages;
    previous.parentElement.hidden = pages === 1;
  }

  function rowOf(row) {
    const line = byId('row').content.firstElementChild.cloneNode(true);
    line.id = 'text-' + row[AT];
    const head = line.querySelector('th');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'open';
    button.setAttribute('aria-expanded', 'false');
    const name = document.createElement('bdi');
    name.textContent = row[NAME];
    button.append(name);
    head.querySelector('strong').replaceWith(button);
    head.querySelector('.muted bdi').textContent = row[EXCERPT];
    for (const [measure, at] of Object.entries(MEASURES)) line.querySelector('.' + measure).textContent = fraction(row[at]);
    line.querySelector('.faults').append(...layersOf(row).map((layer) => {
      const badge = byId('fault').content.firstElementChild.cloneNode(true);
      badge.append(layers[layer]);
      return badge;
    }));
    button.addEventListener('click', () => {
      const open = button.getAttribute('aria-expanded') === 'true';
      if (open) line.nextElementSibling.remove();
      else line.after(detailOf(row));
      button.setAttribute('aria-expanded', String(!open));
    });
    return line;
  }

  function detailOf(row) {
    const line = document.createElement('tr');
    line.className = 'detail';
    const cell = line.insertCell();
    cell.colSpan = table.tHead.rows[0].cells.length;
    const say = (text) => {
      const paragraph = document.createElement('p');
      const foreign = document.createElement('bdi');
      foreign.textContent = text;
      paragraph.append(foreign);
      cell.append(paragraph);
    };
    if (row[WHERE] !== '') say(row[WHERE]);
    say(Object.entries(MEASURES).filter(([, at]) => row[at] !== null).map(([measure, at]) => TITLES[measure] + ' ' + fraction(row[at])).join(', '));
    for (const [layer, message] of row[FAULTS]) say(layers[layer] + ': ' + message);
    if (row[APPROVED] === null) {
      say('Its neighbours would make this page too large: report.json has them.');
      return line;
    }
    const lists = byId('lists').content.cloneNode(true);
    fill(lists.querySelector('.approved'), row[APPROVED], row[PRESENT], 'gone', '−');
    fill(lists.querySelector('.present'), row[PRESENT], row[APPROVED], 'new', '+');
    cell.append(lists);
    return line;
  }

  function fill(list, own, other, otherwise, sign) {
    if (own.length > 0) list.nextElementSibling.remove();
    for (let at = 0; at < own.length; at += 2) {
      const reference = own[at];
      const there = other.findIndex((value, place) => place % 2 === 0 && value === reference);
      const [name, excerpt] = reference >= 0 ? places.get(reference).slice(NAME) : others[-1 - reference];
      const item = byId('neighbour').content.firstElementChild.cloneNode(true);
      const put = (selector, text) => { item.querySelector(selector).textContent = text; };
      item.className = there < 0 ? otherwise : 'kept';
      put('.place', at / 2 + 1);
      put('.mark', there < 0 ? sign : '=');
      put('.word', there < 0 ? otherwise : there === at ? 'kept' : 'kept, there ' + (there / 2 + 1));
      put('.who strong bdi', short(name, 60));
      put('.text bdi', short(excerpt, 80));
      put('.number', fraction(own[at + 1]));
      list.append(item);
    }
  }

  function sortable(head) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    const by = head.dataset.sort;
    button.addEventListener('click', () => {
      // Rising, falling, and back to the worst first.
      sorted = sorted.by !== by ? { by, down: false } : sorted.down ? { by: '', down: false } : { by, down: true };
      mark();
      choose();
    });
  }

  function mark() {
    for (const head of all('th[data-sort]', table)) {
      if (head.dataset.sort === sorted.by) head.setAttribute('aria-sort', sorted.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
  }

  function startOver() {
    search.value = '';
    filter.value = 'all';
    sorted = { by: '', down: false };
    mark();
    choose();
  }

  function turn(by) {
    page += by;
    show();
    byId('texts').scrollIntoView();
  }

  all('th[data-sort]', table).forEach(sortable);
  search.addEventListener('input', choose);
  filter.addEventListener('change', choose);
  controls.addEventListener('submit', (event) => event.preventDefault());
  byId('reset').addEventListener('click', startOver);
  previous.addEventListener('click', () => turn(-1));
  next.addEventListener('click', () => turn(1));
  controls.hidden = false;
  show();

  return {
    short,
    of: (at) => places.get(at),
    layersOf: (row) => layersOf(row).map((layer) => layers[layer]),
    fraction,
    // Opens a text wherever it is in the table.
    open(at) {
      startOver();
      page = Math.floor(matching.indexOf(places.get(at)) / PAGE);
      show();
      const button = byId('text-' + at).querySelector('button');
      button.click();
      button.focus();
      button.scrollIntoView({ block: 'center' });
    },
  };
}

function map(table) {
  const picture = document.querySelector('svg.map');
  const tip = byId('tip');
  // Painted last is worst, so that it lies on top; the keys go the other way.
  const points = all('a.point', picture).reverse();
  if (points.length === 0) return;
  let current = 0;
  const reach = (to) => {
    points[current].setAttribute('tabindex', '-1');
    current = Math.max(0, Math.min(points.length - 1, to));
    points[current].setAttribute('tabindex', '0');
  };
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

  function tell(point) {
    const row = table.of(Number(point.dataset.at));
    const strong = document.createElement('strong');
    strong.textContent = table.short(row[NAME], 60);
    const lines = [row[EXCERPT], row[MEASURES.similarity] === null ? '' : 'similarity ' + table.fraction(row[MEASURES.similarity]), table.layersOf(row).map((layer) => 'fault in ' + layer).join(', ')];
    tip.replaceChildren(strong, ...lines.filter((line) => line !== '').map((line) => {
      const span = document.createElement('span');
      span.textContent = table.short(line, 160);
      return span;
    }));
    tip.hidden = false;
    const frame = picture.getBoundingClientRect();
    const at = point.querySelector('.at').getBoundingClientRect();
    const left = at.left - frame.left + at.width / 2;
    const top = at.bottom - frame.top + 8;
    tip.style.left = Math.max(0, Math.min(frame.width - tip.offsetWidth, left - tip.offsetWidth / 2)) + 'px';
    tip.style.top = (top + tip.offsetHeight > frame.height ? at.top - frame.top - tip.offsetHeight - 8 : top) + 'px';
  }
  const hush = () => { tip.hidden = true; };

  points.forEach((point, at) => {
    point.setAttribute('tabindex', at === 0 ? '0' : '-1');
    // The tip says it; both at once would be too much.
    point.querySelector('title').remove();
    point.addEventListener('focus', () => { reach(at); tell(point); });
    point.addEventListener('blur', hush);
    point.addEventListener('pointerenter', () => tell(point));
    point.addEventListener('pointerleave', hush);
    point.addEventListener('click', (event) => { event.preventDefault(); hush(); table.open(Number(point.dataset.at)); });
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hush(); });
  picture.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    reach(current + step);
    points[current].focus();
  });
}

themes();
printing();
if (byId('all')) {
  const table = texts();
  if (document.querySelector('svg.map')) map(table);
}
})();
`;

;// CONCATENATED MODULE: ./src/report/html/similarity-histogram.ts



/** Pixels, from the top. */
const TOP = 26;
const BOTTOM = 176;
/** A single text among thousands is to be seen. */
const LEAST_HEIGHT = 3;
/** The picture reaches to the threshold unless that leaves less than a third of it to the texts. */
const LARGEST_STRETCH = 3;
const TICKS = 4;
/** How far present vectors are from approved ones, and where the line is. */
function similaritySection(validation, similarity) {
    const identity = validation.layers.find(({ layer }) => layer === 'identity');
    const judged = identity !== undefined && identity.verdict !== 'skipped';
    const threshold = judged ? similarityCheck(identity)?.threshold : undefined;
    return section('similarity', 'Similarity to the approved vectors', html `<p>Least ${(0,wording/* fraction */.zO)(similarity.min)}, mean ${(0,wording/* fraction */.zO)(similarity.mean)}${threshold !== undefined && `, threshold ${threshold}`}.</p>`, !judged && identity?.why !== undefined && html `<p>Not judged: ${foreign(identity.why)}.</p>`, figure({
        id: 'similarity-figure',
        picture: histogram(similarity, threshold),
        caption: html `Golden texts by cosine similarity of the present vector to the approved one.${threshold !== undefined && ' Left of the line is below the threshold.'} Even a single text has a bar that can be seen.`,
        numbers: numbers(similarity, threshold),
    }));
}
/** The check that holds each similarity against a threshold. */
function similarityCheck({ checks }) {
    return checks.find(({ name, bound }) => name.includes('similarity') && bound === 'at least');
}
function histogram({ histogram }, threshold) {
    const first = histogram[0]?.from ?? 0;
    const last = histogram.at(-1)?.to ?? 1;
    const reaches = threshold !== undefined && last - threshold <= (last - first) * LARGEST_STRETCH;
    const start = reaches ? Math.min(first, threshold) : first;
    const across = (value) => (last === start ? 50 : ((value - start) / (last - start)) * 100);
    const most = Math.max(1, ...histogram.map(({ texts }) => texts));
    const digits = Math.min(9, Math.max(2, Math.ceil(-Math.log10(Math.max(last - start, 1e-9))) + 1));
    const bars = histogram
        .filter(({ texts }) => texts > 0)
        .map(({ from, to, texts }) => {
        const height = Math.max(LEAST_HEIGHT, (texts / most) * (BOTTOM - TOP));
        const below = threshold !== undefined && to <= threshold;
        const width = Math.max(0.4, across(to) - across(from));
        const x = Math.min(100 - width, across(from));
        return html `<rect class="${below ? 'below' : 'above'}" x="${x.toFixed(3)}%" y="${(BOTTOM - height).toFixed(1)}" width="${width.toFixed(3)}%" height="${height.toFixed(1)}"><title>${`${from.toFixed(digits)} to ${to.toFixed(digits)}: ${(0,wording/* counted */.hS)(texts, 'text')}`}</title></rect>`;
    });
    const ticks = Array.from({ length: TICKS + 1 }, (_, at) => {
        const share = at / TICKS;
        const anchor = at === 0 ? 'start' : at === TICKS ? 'end' : 'middle';
        return html `<text x="${share * 100}%" y="${BOTTOM + 18}" text-anchor="${anchor}">${(start + share * (last - start)).toFixed(digits)}</text>`;
    });
    return html `<svg class="histogram" role="img" aria-label="${spoken(histogram, threshold)}">
<line class="grid" x1="0" x2="100%" y1="${TOP}" y2="${TOP}"/><text x="0" y="${TOP - 8}">${(0,wording/* counted */.hS)(most, 'text')}</text>
${bars}
<line class="axis" x1="0" x2="100%" y1="${BOTTOM}" y2="${BOTTOM}"/>
${ticks}
${threshold !== undefined && thresholdLine(threshold, reaches ? across(threshold) : undefined)}
</svg>`;
}
/** @param across in percent; undefined where it is too far to the left to be shown */
function thresholdLine(threshold, across) {
    const x = across ?? 0;
    const anchor = x < 50 ? 'start' : 'end';
    const label = across === undefined ? `threshold ${threshold} is further left` : `threshold ${threshold}`;
    const line = html `<line class="threshold" x1="${x.toFixed(3)}%" x2="${x.toFixed(3)}%" y1="${TOP - 6}" y2="${BOTTOM}"/>`;
    // Under the label of the axis, which stands to the left.
    return html `${across !== undefined && line}<text class="threshold" x="${x.toFixed(3)}%" dx="${anchor === 'start' ? 6 : -6}" y="${TOP + 14}" text-anchor="${anchor}">${label}</text>`;
}
function spoken(histogram, threshold) {
    const total = histogram.reduce((sum, { texts }) => sum + texts, 0);
    const below = histogram.filter(({ to }) => threshold !== undefined && to <= threshold);
    const texts = below.reduce((sum, bin) => sum + bin.texts, 0);
    const tail = threshold === undefined ? '' : `; bars below the threshold ${threshold} hold ${(0,wording/* count */.U9)(texts)}`;
    return `Histogram of the similarity of ${(0,wording/* counted */.hS)(total, 'golden text')}${tail}`;
}
function numbers({ histogram, quantiles }, threshold) {
    return html `${table('Similarities by steps', [
        { title: 'From', numeric: true },
        { title: 'To', numeric: true },
        { title: 'Texts', numeric: true },
    ], histogram
        .filter(({ texts }) => texts > 0)
        .map(({ from, to, texts }) => [from.toFixed(6), to.toFixed(6), (0,wording/* count */.U9)(texts)]))}
${table('Quantiles of similarity', [
        { title: 'Share of texts below', numeric: true },
        { title: 'Similarity', numeric: true },
    ], quantiles.map(({ share, value }) => [(0,wording/* percent */.KN)(share), value.toFixed(6)]))}
${threshold !== undefined && html `<p>Threshold: ${threshold}.</p>`}`;
}

;// CONCATENATED MODULE: ./src/report/html/style.ts
/**
 * Colours by what they stand for. Text has a contrast of at least 4.5 to the page and to panels, shapes of at least 3. Blue and
 * orange are told apart by people of every colour vision; where a colour means something, a shape or a word says it too.
 */
const LIGHT = {
    page: '#ffffff',
    panel: '#f5f6f8',
    line: '#d5d9e0',
    text: '#1a1e26',
    muted: '#545d6c',
    link: '#0b57a4',
    good: '#14693a',
    'good-panel': '#eaf5ee',
    bad: '#a53312',
    'bad-panel': '#fdeee8',
    mild: '#7a5200',
    'mild-panel': '#fcf3dd',
    'tier-1': '#0b57a4',
    'tier-2': '#4a8ccb',
    'tier-3': '#2a7d78',
    'tier-4': '#7466a8',
    shared: '#8a6d3b',
    embedded: '#c25e0a',
    missing: '#7c8594',
};
const DARK = {
    page: '#14171c',
    panel: '#1d2128',
    line: '#3a414d',
    text: '#e8eaee',
    muted: '#a8b0bd',
    link: '#84bcf7',
    good: '#74d19b',
    'good-panel': '#17291f',
    bad: '#ff9f80',
    'bad-panel': '#33201a',
    mild: '#ecc067',
    'mild-panel': '#2d2615',
    'tier-1': '#6cb0f2',
    'tier-2': '#3f7fbd',
    'tier-3': '#4fbcae',
    'tier-4': '#a596dc',
    shared: '#c2a36b',
    embedded: '#f0923f',
    missing: '#8b94a3',
};
function variables(colours) {
    return Object.entries(colours)
        .map(([name, colour]) => `--${name}:${colour};`)
        .join('');
}
const FILLS = ['tier-1', 'tier-2', 'tier-3', 'tier-4', 'shared', 'embedded', 'missing']
    .map((name) => `.${name}{fill:var(--${name})}`)
    .join('\n');
/** Spaces are 4, 8, 12, 16, 24 or 40 pixels. */
const STYLE = `
:root{color-scheme:light;${variables(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${variables(DARK)}}}
@media screen{:root[data-theme=dark]{color-scheme:dark;${variables(DARK)}}}
*{box-sizing:border-box}
html{scroll-padding-top:16px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
main,.top,footer{max-width:1080px;margin:0 auto;padding:0 24px}
.top{display:flex;justify-content:space-between;align-items:center;gap:16px;padding-top:12px;padding-bottom:12px}
.top p{margin:0}
footer{padding-top:24px;padding-bottom:40px;font-size:13px}
section{margin:0 0 40px}
h1{display:flex;align-items:center;gap:12px;margin:0 0 8px;font-size:26px;line-height:1.25}
h2{margin:0 0 12px;padding-bottom:8px;border-bottom:1px solid var(--line);font-size:19px;line-height:1.3}
h3{margin:24px 0 8px;font-size:16px;line-height:1.4}
p,ul{margin:0 0 12px}
ul{padding-left:20px}
a{color:var(--link)}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.muted{color:var(--muted)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;z-index:3;padding:8px 12px;background:var(--page);border:2px solid var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
button,input,select{font:inherit;color:var(--text);background:var(--page);border:1px solid var(--muted);border-radius:6px;padding:4px 12px;min-height:36px}
button{cursor:pointer;flex:none;overflow-wrap:normal}
button:disabled{color:var(--muted);border-color:var(--line);cursor:default}
summary{cursor:pointer;padding:4px 0;color:var(--link)}
[hidden]{display:none!important}

.sign{width:16px;height:16px;flex:none}
h1 .sign{width:32px;height:32px}
.sign circle{fill:currentColor}
.sign path{fill:none;stroke:var(--page);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.sign.passed,.badge.passed{color:var(--good)}
.sign.failed,.badge.failed{color:var(--bad)}
.sign.warned,.badge.warned{color:var(--mild)}
.sign.skipped,.badge.skipped,.sign.neutral{color:var(--muted)}
.badge{display:inline-flex;align-items:baseline;gap:6px;white-space:nowrap;font-weight:600;font-size:14px}
.badge .sign{position:relative;top:2px}

.verdict{padding:24px;border-radius:10px;background:var(--panel);border-left:6px solid var(--muted)}
.verdict.passed{background:var(--good-panel);border-color:var(--good)}
.verdict.failed{background:var(--bad-panel);border-color:var(--bad)}
.verdict.warned{background:var(--mild-panel);border-color:var(--mild)}
.verdict h2{border:0;padding:0;margin:16px 0 4px;font-size:15px}
.verdict ul{margin-bottom:4px}
.lead{font-size:17px}
.sections{margin:-24px 0 32px}
.sections ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;padding:0;margin:0}
.sections a{display:inline-block;padding:4px 0}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:12px 24px;margin:16px 0}
.facts dt{color:var(--muted);font-size:13px}
.facts dd{margin:0;font-variant-numeric:tabular-nums}
.verdict .facts{grid-template-columns:repeat(auto-fill,minmax(150px,1fr));margin:20px 0 0;padding-top:16px;border-top:1px solid var(--line)}
.verdict .facts dd{font-size:17px}
.verdict .facts .muted{font-size:13px}

figure{margin:16px 0}
figcaption{margin:8px 0;color:var(--muted);font-size:14px}
.bar{display:block;width:100%;height:28px;border-radius:6px}
.bar rect{stroke:var(--page);stroke-width:1.5}
${FILLS}
.legend{display:flex;flex-wrap:wrap;gap:4px 24px;list-style:none;padding:0;margin:8px 0;color:var(--text)}
.legend li{display:flex;align-items:center;gap:6px}
.swatch{width:12px;height:12px}
.key{width:32px;height:16px}
.histogram{display:block;width:100%;height:204px;overflow:visible}
svg text{fill:var(--muted);font-size:12px;font-variant-numeric:tabular-nums}
.grid{stroke:var(--line);stroke-dasharray:2 4}
.axis{stroke:var(--muted)}
.above{fill:var(--tier-1)}
.below{fill:var(--embedded)}
line.threshold{stroke:var(--text);stroke-width:2;stroke-dasharray:6 3}
text.threshold{fill:var(--text);font-weight:600}
.map-frame{position:relative}
.map-frame{max-width:880px}
.map{display:block;width:100%;aspect-ratio:4/3;background:var(--panel);border-radius:10px;overflow:hidden}
.cloud{fill:none;stroke:var(--missing);stroke-width:4;stroke-linecap:round}
.point line{stroke:var(--muted);stroke-width:1.2}
#head path{fill:var(--muted)}
.point .from{fill:none;stroke:var(--muted);stroke-width:1.4}
.point.present .at{fill:var(--tier-1);stroke:var(--panel)}
.point.faulty .at{fill:var(--embedded);stroke:var(--panel)}
.point:focus{outline:none}
.point:hover .at,.point:focus .at{stroke:var(--text);stroke-width:3}
.point:hover line,.point:focus line{stroke:var(--text);stroke-width:2.4}
.tip{position:absolute;z-index:2;max-width:min(300px,80%);padding:8px 12px;border-radius:6px;background:var(--text);color:var(--page);font-size:13px;pointer-events:none}
.tip strong,.tip span{display:block}

.scroll{overflow-x:auto;margin:8px 0}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{padding:8px 12px 8px 0;text-align:left;vertical-align:top;font-weight:400;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
.scroll th,.scroll td{overflow-wrap:break-word}
.scroll .checks th,.scroll .texts th[scope=row],code{overflow-wrap:anywhere}
.scroll th[scope=row]{min-width:120px}
.checks th:last-child,.checks td:last-child{padding-left:16px}
thead th{font-weight:600;font-size:13px;color:var(--muted);vertical-align:bottom;white-space:nowrap}
.number{font-variant-numeric:tabular-nums}
th.number,td.number{text-align:right;white-space:nowrap}
td.number,th.number{overflow-wrap:normal}
td.number+td:not(.number),th.number+th:not(.number){padding-left:16px}
abbr{text-decoration:none}
.checks .layer>*{padding-top:20px;background:none}
.checks .name{font-weight:600}
.checks .layer .name{font-size:16px;margin-right:8px}
.checks tr:not(.layer) th[scope=row]{padding-left:16px}
.unseen{color:var(--muted);font-style:italic}

.card{margin:0 0 16px;padding:16px;border:1px solid var(--line);border-radius:10px}
.card h3{margin:0}
.card p{margin:0 0 8px}
.quote{font-size:16px}
ul.faults{list-style:none;padding:0;margin:0 0 8px}
.lists{display:grid;grid-template-columns:1fr 1fr;gap:8px 24px}
.list-title{margin:8px 0 4px!important;font-weight:600;font-size:13px;color:var(--muted)}
.lists ol{list-style:none;margin:0;padding:0}
.lists li{display:grid;grid-template-columns:20px 96px 1fr auto;gap:0 8px;align-items:baseline;padding:4px 8px;border-bottom:1px solid var(--line);font-size:14px}
.lists .place{color:var(--muted);text-align:right;font-variant-numeric:tabular-nums}
.lists .fate{color:var(--muted);font-size:13px}
.lists .gone,.lists .new{background:var(--panel)}
.gone .fate,.new .fate{font-weight:600}
.lists .gone .fate{color:var(--bad)}
.lists .new .fate{color:var(--link)}
.lists .text{grid-column:2/-1;color:var(--muted)}
.gone .who strong{text-decoration:line-through}

.controls{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:end;margin:12px 0}
.controls label{display:flex;flex-direction:column;font-size:13px;color:var(--muted)}
.controls input,.controls select{min-width:220px;font-size:15px}
.texts th[scope=row]{min-width:220px}
.texts thead button{min-height:28px;padding:0 4px;margin:0 -4px;border:0;background:none;font-weight:600;color:inherit}
.texts thead button::after{content:"↕";display:inline-block;width:14px;text-align:right;color:var(--muted)}
.texts [aria-sort=ascending] button::after{content:"↑";color:var(--text)}
.texts [aria-sort=descending] button::after{content:"↓";color:var(--text)}
.texts .faults .badge{display:flex}
.texts .open{display:block;text-align:left;padding:0;border:0;background:none;color:var(--link);min-height:24px;font-weight:600;overflow-wrap:anywhere}
.texts .open::before{content:"▸ ";color:var(--muted)}
.texts .open[aria-expanded=true]::before{content:"▾ "}
.texts .detail td{padding:8px 0 16px 16px}
.pages{display:flex;align-items:center;gap:16px;margin:12px 0}
.warnings li{white-space:pre-wrap;margin-bottom:4px}

@media (max-width:700px){
main,.top,footer{padding-left:16px;padding-right:16px}
.verdict{padding:16px}
h1{font-size:22px;gap:8px}
h1 .sign{width:26px;height:26px}
.lists{grid-template-columns:1fr}
.lists li{padding:4px 0}
.facts{grid-template-columns:1fr 1fr}
.verdict .facts{grid-template-columns:1fr 1fr}
.controls label,.controls input,.controls select{width:100%}
.texts .recall,.texts .jaccard,.texts .rankBiasedOverlap{display:none}
.texts th[scope=row]{min-width:110px}
.texts .badge{font-size:13px;gap:4px}
.texts .detail td{padding-left:0}
th,td{padding-right:8px}
}
@media print{
main,.top,footer{max-width:none;padding:0}
.controls,.pages,.sections,#theme,.skip{display:none!important}
.card,figure,tr{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scroll{overflow:visible}
}
@media (forced-colors:active){
.sign circle{fill:CanvasText}.sign path{stroke:Canvas}
.bar rect,.above,.below,.point .at{forced-color-adjust:none}
}
`;

;// CONCATENATED MODULE: ./src/report/html/vector-map.ts



/** Width to height of the picture: the same scale on both axes, since distance is what it shows. */
const WIDTH = 4;
const HEIGHT = 3;
/** Percent left free at each edge. */
const MARGIN = 4;
/** Dots in the background: more do not change the picture. */
const DOTS = 20_000;
/** Percent of the width from which a way is drawn. */
const SHORTEST_ARROW = 0.6;
/** The golden set in two dimensions, with arrows from where texts were to where they are. */
function mapSection(map, ranked, shown, profile) {
    const place = placing(map);
    const drawn = ranked.filter(({ at }) => isFinitePoint(map, at));
    const worst = drawn.slice(0, shown);
    const others = drawn.slice(shown);
    const lost = ranked.length - drawn.length;
    const turned = profile === 'cross-model' ? ' Two models have two spaces: the present one was turned onto the approved one.' : '';
    return section('map', 'Map of the golden texts', figure({
        id: 'map-figure',
        picture: html `<div class="map-frame"><svg class="map" role="group" aria-label="Map of the golden texts, worst first. Arrow keys go from text to text, Enter leads to it." >
<defs>
<marker id="head" viewBox="0 0 8 8" refX="14" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path d="M0 0 8 4 0 8Z"/></marker>
<circle id="approved" r="4"/><circle id="present" r="4"/><path id="faulty" d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/>
</defs>
${others.length > 0 && cloud(map, others, place)}
${[...worst].reverse().map((text) => point(map, text, place))}
</svg><div class="tip" id="tip" aria-hidden="true" hidden></div></div>`,
        caption: html `${legend()}
<p>Principal components of the approved vectors: ${(0,wording/* percent */.KN)(map.explained[0])} of their variance from left to right, ${(0,wording/* percent */.KN)(map.explained[1])} from bottom to top.${turned}${others.length > 0 &&
            ` ${(0,wording/* count */.U9)(Math.min(DOTS, others.length))} texts that are less wrong are dots in the background.`}${lost > 0 && ` ${(0,wording/* count */.U9)(lost)} cannot be placed: their vectors hold what is no number.`}</p>`,
        numbers: vector_map_numbers(map, worst),
    }));
}
function isFinitePoint({ points }, at) {
    const point = points[at];
    return point !== undefined && [...point.approved, ...point.present].every(Number.isFinite);
}
/** @returns the place of a point in percent of the picture's width and height */
function placing({ points }) {
    const all = points
        .flatMap(({ approved, present }) => [approved, present])
        .filter((point) => point.every(Number.isFinite));
    const range = (axis) => all.reduce(([least, most], point) => [Math.min(least, point[axis]), Math.max(most, point[axis])], [Infinity, -Infinity]);
    const [left, right] = range(0);
    const [bottom, top] = range(1);
    const unit = Math.max((right - left) / WIDTH, (top - bottom) / HEIGHT) || 1;
    const inside = 100 - 2 * MARGIN;
    return ([x, y]) => [
        MARGIN + inside * ((x - (left + right) / 2) / (unit * WIDTH) + 0.5),
        MARGIN + inside * (0.5 - (y - (bottom + top) / 2) / (unit * HEIGHT)),
    ];
}
/** Thousands of dots as one path: of these only the crowd matters. */
function cloud({ points }, texts, place) {
    const dots = texts.slice(0, DOTS).map(({ at }) => {
        const [x, y] = place(points[at]?.present);
        return `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
    });
    return html `<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%"><path class="cloud" vector-effect="non-scaling-stroke" d="${dots.join('')}"/></svg>`;
}
function point({ points }, text, place) {
    const { approved, present } = points[text.at];
    const [[fromX, fromY], [x, y]] = [place(approved), place(present)];
    const far = Math.hypot(x - fromX, ((y - fromY) * HEIGHT) / WIDTH) >= SHORTEST_ARROW;
    const kind = text.faults.length > 0 ? 'faulty' : 'present';
    const spoken = describe(text);
    const [x1, y1, x2, y2] = [fromX, fromY, x, y].map((value) => `${value.toFixed(2)}%`);
    return html `<a class="point ${kind}" href="${`#text-${text.at}`}" data-at="${text.at}" aria-label="${spoken}"><title>${spoken}</title>${far &&
        html `<use class="from" href="#approved" x="${x1}" y="${y1}"/><line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" marker-end="url(#head)"/>`}<use class="at" href="#${kind}" x="${x2}" y="${y2}"/></a>
`;
}
function describe({ name, excerpt: text, similarity, faults }) {
    const layers = [...new Set(faults.map(({ layer }) => layer))];
    return [
        `${(0,wording/* excerpt */.Kb)(name)}: ${(0,wording/* excerpt */.Kb)(text)}`,
        ...(similarity === undefined ? [] : [`similarity ${(0,wording/* fraction */.zO)(similarity)}`]),
        layers.length === 0 ? 'no fault' : `fault in ${layers.join(', ')}`,
    ].join('; ');
}
function legend() {
    const key = (content) => html `<svg class="key" viewBox="0 0 32 16" aria-hidden="true" focusable="false">${content}</svg>`;
    return html `<ul class="legend">
<li>${key(html `<g class="point present"><circle class="at" cx="16" cy="8" r="4"/></g>`)} without fault</li>
<li>${key(html `<g class="point faulty"><path class="at" transform="translate(16 8)" d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/></g>`)} with a fault</li>
<li>${key(html `<g class="point present"><circle class="from" cx="5" cy="8" r="4"/><line x1="9" y1="8" x2="38" y2="8" marker-end="url(#head)"/></g>`)} from its approved place</li>
</ul>`;
}
function vector_map_numbers({ points }, texts) {
    return table('Places on the map, worst first', [
        { title: 'Golden text' },
        ...['Approved x', 'Approved y', 'Present x', 'Present y', 'Moved'].map((title) => ({ title, numeric: true })),
    ], texts.map(({ at, name }) => {
        const { approved, present } = points[at];
        const moved = Math.hypot(present[0] - approved[0], present[1] - approved[1]);
        return [foreign((0,wording/* excerpt */.Kb)(name)), ...[...approved, ...present, moved].map((value) => value.toFixed(4))];
    }));
}

;// CONCATENATED MODULE: ./src/report/html/worst-texts.ts





/** The table below has the others. */
const SHOWN = 20;
/** Where nothing is wrong, so many are enough to see that. */
const SHOWN_OF_FAULTLESS = 3;
/** Shown in full from the start. */
const OPEN = 3;
/** Of a text, and of each: enough to see what is wrong. */
const FAULTS_SHOWN = 5;
const FAULT_LENGTH = 300;
/** The texts that somebody has to look at, with what was near them and what is now. */
function worstSection(ranked) {
    const faulty = ranked.filter(({ faults }) => faults.length > 0);
    const shown = faulty.length > 0 ? faulty.slice(0, SHOWN) : ranked.slice(0, SHOWN_OF_FAULTLESS);
    const more = faulty.length - shown.length;
    return section('worst', faulty.length > 0 ? 'Worst texts' : 'Least similar texts', faulty.length === 0 && html `<p>No golden text has a fault. These moved most.</p>`, shown.map((text, at) => card(text, at < OPEN)), more > 0 &&
        html `<p class="muted">And ${(0,wording/* count */.U9)(more)} more with a fault, in <a href="#texts">the table of all golden texts</a>.</p>`);
}
function card(text, open) {
    const { name, excerpt: beginning, position, faults } = text;
    const where = position && `${position.source}${position.line === undefined ? '' : `:${position.line}`}`;
    return html `<article class="card">
<h3>${foreign((0,wording/* excerpt */.Kb)(name, 120))}</h3>
<p class="quote">${foreign((0,wording/* excerpt */.Kb)(beginning, 200))}</p>
${where !== undefined && html `<p class="muted">${foreign(where)}</p>`}
${faults.length > 0 && html `<ul class="faults">${faults.slice(0, FAULTS_SHOWN).map(({ layer, message }) => html `<li>${badge('failed', layer)} ${foreign((0,wording/* excerpt */.Kb)(message, FAULT_LENGTH))}</li>`)}</ul>`}
<p>${foreign(figures(text))}</p>
<details${open && html ` open`}><summary>Neighbours, then and now</summary>
${neighbourLists(text)}
</details>
</article>
`;
}
function figures(text) {
    const { similarity, recall, approvedNeighbours } = text;
    const { kept } = (0,neighbour_changes/* neighbourChanges */.X)(text);
    return [
        ...(similarity === undefined ? [] : [`Similarity ${(0,wording/* fraction */.zO)(similarity)} to its approved vector`]),
        ...(recall === undefined
            ? []
            : [`${(0,wording/* count */.U9)(kept)} of ${(0,wording/* count */.U9)(approvedNeighbours.length)} neighbours kept (${(0,wording/* percent */.KN)(recall)})`]),
    ].join('; ');
}

;// CONCATENATED MODULE: ./src/report/html/page.ts
















/** Golden texts that the page shows without its script, and that are points of their own on the map. */
const page_SHOWN = 200;
/** Nothing is fetched, sent or run but the two parts of this page whose digests these are. */
const POLICY = [
    "default-src 'none'",
    `style-src ${digestOf(STYLE)}`,
    `script-src ${digestOf(SCRIPT)}`,
    // The icon, which browsers would otherwise ask the server for.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
].join('; ');
/** The run as one page that needs nothing but itself. */
function renderHtml(report) {
    const verdict = (0,report_verdict/* verdictOf */.Vj)(report);
    const page = html `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${verdict.title} · embed-once</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">To the verdict</a>
<header class="top"><p><strong>embed-once</strong> <span class="muted">${foreign((0,wording/* excerpt */.Kb)(report.model.name))}, ${moment(report.started)}</span></p><button type="button" id="theme" aria-pressed="false" hidden>Dark</button></header>
<main id="main">
<section class="verdict ${verdict.state}" aria-labelledby="verdict">
<h1 id="verdict">${sign(verdict.state)}${verdict.title}</h1>
<p class="lead">${foreign(verdict.sentence)}</p>
${verdict.advice.length > 0 &&
        html `<h2>What to do</h2>
<ul>${verdict.advice.map((advice) => html `<li>${foreign(advice)}</li>`)}</ul>`}
${headlineFacts(report)}
</section>
${sectionLinks(report)}
${originSection(report)}
${validationSections(report)}
${runSection(report)}
${warningsSection(report)}
</main>
<footer class="muted">Made by embed-once ${report.version} from the facts of report.json.</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
    return page.source;
}
/** The sections that the page has, in their order. */
function sectionLinks({ validation, warnings }) {
    const links = [
        ['origin', 'Where vectors came from', true],
        ['layers', 'Checks', validation !== undefined],
        ['similarity', 'Similarity', validation?.similarity !== undefined],
        ['map', 'Map', validation?.map !== undefined],
        ['worst', 'Worst texts', validation !== undefined],
        ['texts', 'All golden texts', validation !== undefined],
        ['run', 'The run', true],
        ['warnings', 'Warnings', warnings.length > 0],
    ];
    const items = links
        .filter(([, , there]) => there)
        .map(([id, title]) => html `<li><a href="${`#${id}`}">${title}</a></li>`);
    return html `<nav class="sections" aria-label="Sections"><ul>${items}</ul></nav>`;
}
function validationSections({ validation }) {
    if (!validation)
        return undefined;
    const ranked = (0,worst_texts/* worstFirst */.m)(validation);
    const { similarity, map } = validation;
    const island = islandOf(ranked);
    const shown = Math.min(page_SHOWN, island.texts.length);
    return html `${layersSection(validation)}
${similarity && similaritySection(validation, similarity)}
${map && mapSection(map, ranked, shown, validation.profile)}
${worstSection(ranked)}
${allTextsSection(validation, ranked, island, shown)}`;
}
function digestOf(part) {
    return `'sha256-${(0,external_node_crypto_.createHash)('sha256').update(part).digest('base64')}'`;
}

// EXTERNAL MODULE: ./src/report/golden-lines.ts
var golden_lines = __nccwpck_require__(36255);
;// CONCATENATED MODULE: ./src/report/junit.ts





/**
 * GitLab refuses a file of more than 250,000 elements and attributes, or 30 MB; a case has up to eight of these. Cases that fail
 * come first, so that only passed ones can be left out.
 */
const MOST_TEXT_CASES = 20_000;
/** Cases whose body lists neighbours: what nobody reads to the end needs no more. */
const MOST_BODIES = 500;
/** Layers that judge each text by itself. The others judge the set. */
const LAYERS_OF_TEXTS = ['sanity', 'identity', 'neighbourhood', 'required'];
const PASSED = { kind: 'passed' };
/**
 * The run as JUnit XML, which dashboards of pipelines show: a suite for the run, and one for each layer of validation, with a case for each
 * check and each text. There is a failure in it exactly where something closes the gate: what is reported without closing it is
 * `skipped`, with the reason.
 */
function renderJunit(report) {
    const suites = [runSuite(report), ...(report.validation ? layerSuites(report.validation) : [])];
    const cases = suites.flatMap((suite) => suite.cases);
    const attributes = { name: 'embed-once', ...totals(cases), time: report.seconds.toFixed(3) };
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites${attributesOf(attributes)}>`,
        ...suites.map((suite, id) => renderSuite(suite, id, report.started)),
        '</testsuites>',
        '',
    ].join('\n');
}
/** What every run promises, whether it has a golden set or not: so there is always a case, which Jenkins insists on. */
function runSuite({ mode, seconds, texts, corpus, output, recomputed, plan, settings, approved }) {
    const classname = 'embed-once.run';
    const missing = texts.misses - texts.embedded - texts.sharedByOthers;
    const skipped = corpus?.skipped ?? 0;
    const vectors = mode === 'plan' || plan?.refusal !== undefined
        ? { kind: 'skipped', message: `${(0,wording/* counted */.hS)(missing, 'text')} missing: nothing was to be embedded` }
        : skipped > 0
            ? { kind: 'skipped', message: `${(0,wording/* counted */.hS)(skipped, 'record')} left out by on-bad-record: skip` }
            : PASSED;
    const limits = plan?.refusal === undefined
        ? PASSED
        : { kind: 'failure', type: 'LimitExceeded', message: plan.refusal, body: plan.refusal };
    const cases = [
        {
            name: output ? 'every record has its vector in the output' : 'every text has its vector',
            classname,
            outcome: vectors,
        },
        ...(plan ? [{ name: 'limits allow the run', classname, outcome: limits }] : []),
        ...(approved ? [{ name: 'nothing that was approved is lost', classname, outcome: approvalOutcome(approved) }] : []),
        ...(recomputed && recomputed.sampled > 0
            ? [{ name: 'tiers hold what the model gives', classname, outcome: audited(recomputed, settings) }]
            : []),
    ];
    return { name: 'run', seconds, cases };
}
function approvalOutcome(approved) {
    const refusal = (0,golden_lines/* refusalOf */.Of)(approved);
    if (refusal === undefined)
        return PASSED;
    const body = (0,golden_lines/* diffLines */.Pp)(approved).flatMap(({ line, details }) => [line, ...details.map((detail) => `  ${detail}`)]);
    return { kind: 'failure', type: 'ApprovalRefused', message: refusal, body: body.join('\n') };
}
function audited({ deviating, sampled, tolerance, named }, settings) {
    if (deviating === 0)
        return PASSED;
    const message = `${(0,wording/* count */.U9)(deviating)} of ${(0,wording/* counted */.hS)(sampled, 'vector')} embedded again deviate by more than ${tolerance}`;
    if (settings['fail-on-audit']?.value !== 'true')
        return { kind: 'skipped', message: `${message}; this closes no gate` };
    const body = named.map(({ source, line, tier, deviation }) => `${source}:${line} from ${tier}, by ${deviation.toPrecision(2)}`);
    return { kind: 'failure', type: 'AuditFailed', message, body: body.join('\n') };
}
function layerSuites(validation) {
    const ranked = (0,worst_texts/* worstFirst */.m)(validation);
    const judging = validation.layers.filter(({ layer, verdict }) => LAYERS_OF_TEXTS.includes(layer) && verdict !== 'skipped');
    const mostTexts = Math.floor(MOST_TEXT_CASES / Math.max(1, judging.length));
    return validation.layers.map((layer) => {
        const checks = layer.checks.map((check) => checkCase(layer, check));
        const none = {
            name: layer.layer,
            classname: classOf(layer),
            outcome: { kind: 'skipped', message: layer.why ?? 'not checked' },
        };
        const texts = judging.includes(layer) ? textCases(layer, ranked, mostTexts) : [];
        return {
            name: layer.layer,
            seconds: 0,
            cases: checks.length + texts.length === 0 ? [none] : [...checks, ...texts],
        };
    });
}
function classOf({ layer }, what = 'layer') {
    return `embed-once.${layer}.${what}`;
}
function checkCase(layer, check) {
    const [value, threshold] = (0,wording/* measured */.jh)(check.value, check.threshold);
    const message = `${check.name} is ${value}, and has to be ${check.bound} ${threshold}`;
    const body = [
        check.description,
        `expected: ${check.bound} ${threshold}`,
        `got: ${value}`,
        ...(check.failing.length > 0
            ? [
                `texts: ${check.failing
                    .slice(0, 20)
                    .map((name) => (0,wording/* excerpt */.Kb)(name))
                    .join(', ')}`,
            ]
            : []),
    ].join('\n');
    return {
        name: check.name,
        classname: classOf(layer, 'checks'),
        outcome: check.passed && layer.verdict !== 'skipped' ? PASSED : fault(layer, check.passed, message, body),
    };
}
/** A fault is a failure only where its layer closes the gate. */
function fault(layer, passed, message, body) {
    if (layer.verdict === 'skipped')
        return {
            kind: 'skipped',
            message: passed ? (layer.why ?? 'not checked') : `${message}; ${layer.why ?? 'not checked'}`,
        };
    if (layer.verdict === 'passed')
        return { kind: 'skipped', message: `${message}; the layer passes all the same` };
    if (!layer.gates)
        return {
            kind: 'skipped',
            message: `${message}; this closes no gate${layer.why === undefined ? '' : `: ${layer.why}`}`,
        };
    return { kind: 'failure', type: layer.layer, message, body };
}
function textCases(layer, ranked, most) {
    const isFaulty = ({ faults }) => faults.some((fault) => fault.layer === layer.layer);
    const ordered = [...ranked.filter(isFaulty), ...ranked.filter((text) => !isFaulty(text))];
    const seen = new Map();
    const cases = ordered.slice(0, most).map((text, place) => textCase(layer, text, seen, place < MOST_BODIES));
    const left = ordered.length - cases.length;
    if (left === 0)
        return cases;
    const message = `${(0,wording/* counted */.hS)(left, 'more text')} would make this file larger than dashboards take; report.json has all`;
    return [...cases, { name: 'other texts', classname: classOf(layer, 'texts'), outcome: { kind: 'skipped', message } }];
}
/** Of two cases with one name, dashboards show the first. */
function textCase(layer, text, seen, inFull) {
    const plain = `${(0,wording/* excerpt */.Kb)(text.name, 120)}: ${(0,wording/* excerpt */.Kb)(text.excerpt)}`;
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    const messages = text.faults.filter((fault) => fault.layer === layer.layer).map(({ message }) => message);
    const { source, line } = text.position ?? {};
    return {
        name: times === 1 ? plain : `${plain} (${times})`,
        classname: classOf(layer, 'texts'),
        ...(source !== undefined && { file: source }),
        ...(line !== undefined && { line }),
        outcome: messages.length === 0 ? PASSED : fault(layer, false, messages.join('; '), bodyOf(text, messages, inFull)),
    };
}
function bodyOf(text, messages, inFull) {
    const { approved, present } = (0,neighbour_changes/* neighbourChanges */.X)(text);
    return [
        ...messages,
        '',
        `text: ${text.excerpt}`,
        ...(text.similarity === undefined ? [] : [`similarity to the approved vector: ${(0,wording/* fraction */.zO)(text.similarity)}`]),
        ...(inFull ? ['expected neighbours:', ...approved.map(neighbourLine), 'got:', ...present.map(neighbourLine)] : []),
    ].join('\n');
}
function neighbourLine({ place, fate, name, excerpt: text, similarity }) {
    return `  ${place}. ${fate.padEnd(4)} ${(0,wording/* fraction */.zO)(similarity)} ${(0,wording/* excerpt */.Kb)(name)}: ${(0,wording/* excerpt */.Kb)(text)}`;
}
function totals(cases) {
    return { tests: cases.length, failures: cases.filter(({ outcome }) => outcome.kind === 'failure').length, errors: 0 };
}
function renderSuite({ name, seconds, cases }, id, started) {
    const skipped = cases.filter(({ outcome }) => outcome.kind === 'skipped').length;
    // Without a time zone: the schema knows none. It is UTC.
    const timestamp = started.slice(0, 19);
    const attributes = { name: `embed-once.${name}`, id, ...totals(cases), skipped, time: seconds.toFixed(3), timestamp };
    return [`  <testsuite${attributesOf(attributes)}>`, ...cases.map(renderCase), '  </testsuite>'].join('\n');
}
function renderCase({ name, classname, file, line, outcome }) {
    const open = `    <testcase${attributesOf({ name, classname, time: '0.000', ...(file !== undefined && { file }), ...(line !== undefined && { line }) })}`;
    if (outcome.kind === 'passed')
        return `${open}/>`;
    if (outcome.kind === 'skipped')
        return `${open}><skipped${attributesOf({ message: outcome.message })}/></testcase>`;
    const { message, type, body } = outcome;
    return `${open}><failure${attributesOf({ message, type })}>${escapeXml(body)}</failure></testcase>`;
}
function attributesOf(attributes) {
    return Object.entries(attributes)
        .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replace(/[\n\t]/g, ' ')}"`)
        .join('');
}
const junit_ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
};
/** Without the characters that XML 1.0 has no way to write. */
function escapeXml(text) {
    return (0,visible_text/* visibleText */.Q)(text)
        .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
        .replace(/[&<>"']/g, (character) => junit_ENTITIES[character]);
}

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
const metrics_STATES = ['closed', 'open', 'half-open'];
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
            ...tiers.flatMap((tier) => DIRECTIONS.flatMap((direction) => metrics_STATES.map((state) => {
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








/** Writes `report.json`, and what is made from it. docs/reports.md says who reads which. @returns the path of report.json, empty where no folder is wanted */
function writeReport(report, folder) {
    return writeFiles(folder, {
        'report.json': `${JSON.stringify(report, null, 2)}\n`,
        'report.html': renderHtml(report),
        'junit.xml': renderJunit(report),
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

/***/ 11643:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./src/corpus/read.ts + 27 modules
var read = __nccwpck_require__(42388);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
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

// EXTERNAL MODULE: ./src/cache/vector-cache.ts
var vector_cache = __nccwpck_require__(18844);
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
    return tiers.filter(({ name }) => name !== vector_cache/* SCRATCH */.Z);
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
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
// EXTERNAL MODULE: ./src/output/output.ts
var output = __nccwpck_require__(86944);
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
        (0,output/* checkRows */.U)(this.rows, records);
        this.file.text(this.entries === 0 ? '{}\n' : '\n}\n');
        return { format: 'json', files: [await this.file.finish()], rows: this.rows };
    }
    async discard() {
        await this.file.discard();
    }
}

// EXTERNAL MODULE: ./src/corpus/record.ts
var corpus_record = __nccwpck_require__(55499);
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
            this.file.text(`{"id":${JSON.stringify((0,corpus_record/* recordId */.R)(record))},"text":${JSON.stringify(record.text)},${metadata}"vector":[`);
            this.file.components(vectors[index]);
            this.file.text(']}\n');
            if (this.file.full)
                await this.file.flush();
        }
    }
    async finish(records) {
        (0,output/* checkRows */.U)(this.rows, records);
        return { format: 'jsonl', files: [await this.file.finish()], rows: this.rows };
    }
    async discard() {
        await this.file.discard();
    }
}

// EXTERNAL MODULE: ./src/output/npy.ts
var npy = __nccwpck_require__(60192);
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
            return npy/* NpyOutput */.jQ.open(inputs.output, dimensions);
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
        (0,output/* checkRows */.U)(this.rows, records);
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
// EXTERNAL MODULE: ./src/session.ts + 40 modules
var src_session = __nccwpck_require__(92852);
// EXTERNAL MODULE: ./src/validation/golden/golden-file.ts
var golden_file = __nccwpck_require__(37483);
// EXTERNAL MODULE: ./src/validation/judge.ts + 19 modules
var validation_judge = __nccwpck_require__(73721);
;// CONCATENATED MODULE: ./src/run.ts











/** One run: reads the corpus, finds or computes each vector, writes them all, and asks whether they are as approved. */
async function run(inputs, surroundings) {
    const golden = inputs.goldenSet === '' ? undefined : await (0,golden_file/* readGoldenSet */.a)(inputs.goldenSet, inputs.validationNeighbours);
    const session = await (0,src_session/* openSession */.f)(inputs, surroundings);
    const judge = golden && new validation_judge/* Judge */.I(golden, inputs, session);
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
        await judge?.begin();
        const stopProgress = (0,show_progress/* showProgress */.R)(inputs, surroundings.platform, () => ({
            corpus: corpus.facts,
            texts: resolver.facts,
        }));
        const output = await writeVectors(inputs, session, corpus, resolver, async (window) => {
            await judge?.take(window);
            await decisions?.write(window);
        }).finally(stopProgress);
        if (corpus.facts.skipped > 0)
            session.warn(skippedWarning(corpus));
        const { facts, texts } = resolver;
        const explanation = await explainRun(inputs, { ...session, facts, texts, project: surroundings.platform.project });
        const validation = await judge?.verdict();
        await session.close();
        const more = { ...(explanation && { explanation }), ...(validation && { validation }), ...plan };
        return session.report({ corpus: corpus.facts, output, ...more }, resolver);
    }
    finally {
        await decisions?.close();
        await judge?.close();
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
function skippedWarning({ facts }) {
    const examples = facts.skippedExamples.map(({ position, reason }) => `\n  ${(0,errors/* positionText */.J)(position)}: ${reason}`);
    const more = facts.skipped - examples.length;
    return `${(0,wording/* counted */.hS)(facts.skipped, 'record')} skipped, without a vector:${examples.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}


/***/ }),

/***/ 92852:
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
    const name = vector_cache/* SCRATCH */.Z;
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

;// CONCATENATED MODULE: ./src/embedder/device/tolerances.ts
/**
 * How far a vector may be from the CPU's to be stored as the same: the length of the difference, as a share of its own. A tenth of what
 * the audit of stored vectors takes for wrong unless told otherwise (`audit-tolerance`), so that texts that fare worse than the canaries
 * are no findings. Sums in another order stay far below it; TF32 and 16-bit arithmetic do not.
 */
const SHARED_TOLERANCE = 1e-4;
/** The same where a device has keys of its own. More than 16-bit arithmetic should lose; what is beyond is no rounding. */
const OWN_TOLERANCE = 0.02;
/** How far a component may be from that of the text alone, as a share of the vector's length. */
const BATCH_TOLERANCE = 1e-5;
/**
 * The same for 16-bit arithmetic whose contract names the device: it rounds by up to 5e-4 (2⁻¹¹) at each operator, where the order of
 * sums shows. On the CPU it came to 1e-4 (docs/models.md).
 */
const HALF_BATCH_TOLERANCE = 1e-3;
/** Between vectors of two GPUs, each as far from the CPU as it may be, and what batches add to that. */
const BETWEEN_DEVICES = 0.05;
/** Beyond which texts are embedded one by one. */
function batchTolerance({ device, dtype }) {
    return device !== undefined && dtype === 'fp16' ? HALF_BATCH_TOLERANCE : BATCH_TOLERANCE;
}
/**
 * What the audit of stored vectors is not to take for wrong.
 * @param asked input `audit-tolerance`
 */
function auditTolerance(asked, { device }) {
    return device === undefined ? asked : Math.max(asked, BETWEEN_DEVICES);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(31421);
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
        this.child = (0,external_node_child_process_.spawn)(command, { shell: true, stdio: ['pipe', 'pipe', 'pipe'] });
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

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __nccwpck_require__(75919);
// EXTERNAL MODULE: ./src/embedder/device/failure.ts
var device_failure = __nccwpck_require__(96229);
// EXTERNAL MODULE: ./src/embedder/native-work.ts
var native_work = __nccwpck_require__(4919);
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
    nativeWork = new native_work/* NativeWork */.V();
    clock = new BusyClock();
    options;
    questions = 0;
    startedAt = 0;
    loading;
    canaries;
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
    /**
     * Loads the model in the first worker, before there is a text for it.
     * @returns what canary texts came to, on a GPU
     * @throws ModelError, and DeviceUnusable if it cannot be loaded where it is to be
     */
    async open() {
        this.options ??= this.plan();
        await this.ask([], undefined);
        return this.canaries ? { canaries: this.canaries } : {};
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
        // Some settings of CUDA can only be made in the environment of the process.
        const worker = new external_node_worker_threads_.Worker(this.file, { workerData: start, ...(options.device && { env: external_node_worker_threads_.SHARE_ENV }) });
        const station = { worker, part: undefined, begun: false };
        this.stations.push(station);
        worker.on('message', (answer) => this.hear(station, answer));
        worker.on('error', (error) => this.failAll(new errors/* ModelError */.me(`the embedder stopped: ${error.message}`, { cause: error })));
        worker.on('exit', (code) => this.failAll(new errors/* ModelError */.me(`the embedder ended with code ${code}`)));
        return station;
    }
    hear(station, answer) {
        const { part } = station;
        const { begun, done, embedded, failure, unusable } = answer;
        if (done !== undefined) {
            part?.progress?.(done);
            return;
        }
        if (begun) {
            if (this.startedAt > 0)
                this.loading = performance.now() - this.startedAt;
            this.startedAt = 0;
            station.begun = true;
            this.canaries ??= answer.canaries;
            this.clock.start();
            return;
        }
        if (station.begun)
            this.clock.stop();
        station.begun = false;
        station.part = undefined;
        if (embedded)
            part?.resolve(embedded);
        else if (unusable)
            part?.reject(new device_failure/* DeviceUnusable */.QT(unusable));
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

;// CONCATENATED MODULE: ./src/embedder/device/embedder-on-device.ts

/**
 * Embeds in workers on the CPU, or in one on a GPU; which, is decided at the first text. A GPU that `auto` found and that turns out to
 * be of no use is left for the CPU before any text was embedded there.
 */
class EmbedderOnDevice {
    options;
    engine;
    device;
    decision;
    opening;
    workers;
    constructor(options, engine) {
        this.options = options;
        this.engine = engine;
    }
    async embed(texts, progress) {
        this.opening ??= this.open();
        return (await this.opening).embed(texts, progress);
    }
    /** May fetch what a GPU needs, and load nothing. */
    decide() {
        this.decision ??= this.decideOnce();
        return this.decision;
    }
    async close() {
        await this.workers?.close();
    }
    async decideOnce() {
        const { processor, dtype } = this.engine.model.contract;
        if (processor !== undefined)
            return { used: 'cpu', reason: `dtype ${dtype} is computed on the CPU alone` };
        const { decideDevice } = await __nccwpck_require__.e(/* import() */ 496).then(__nccwpck_require__.bind(__nccwpck_require__, 14496));
        return decideDevice(this.options);
    }
    async open() {
        const decision = await this.decide();
        const { used, reason, name, natives } = decision;
        if (used === 'cpu')
            return this.openOnCpu(reason);
        const options = {
            ...this.engine.onGpu(),
            device: used,
            ...(natives !== undefined && { natives }),
        };
        const workers = this.start(() => [options]);
        try {
            this.device = { used, reason, ...(name !== undefined && { name }), ...(await workers.open()) };
            return workers;
        }
        catch (error) {
            if (this.options.asked !== 'auto')
                throw error;
            await workers.close();
            const { whyNot } = await __nccwpck_require__.e(/* import() */ 496).then(__nccwpck_require__.bind(__nccwpck_require__, 14496));
            return this.openOnCpu(whyNot(error));
        }
    }
    openOnCpu(reason) {
        const workers = this.start(() => this.engine.onCpu());
        this.device = { used: 'cpu', reason };
        return workers;
    }
    start(plan) {
        this.workers = new EmbedderInWorker(this.engine.workerFile, this.engine.model, plan);
        return this.workers;
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
        ...ownDevice(inputs),
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
/** `auto` and `cpu` are refused together with `own` before. */
function ownDevice({ device, deviceVectors, }) {
    return deviceVectors === 'own' && (device === 'cuda' || device === 'webgpu') ? { device } : {};
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

// EXTERNAL MODULE: ./src/embedder/processors.ts
var processors = __nccwpck_require__(73567);
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
/**
 * On a GPU a batch should have whatever is there: texts come in shares of 65,536 characters, which are seldom more tokens. That a batch
 * costs as much as 1,000 tokens is an estimate: some hundred kernels, each started in about 5 µs. docs/unverified.md has it.
 */
const GPU_BATCH_TOKENS = 16_384;
const GPU_BATCH_COST_TOKENS = 1_000;
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
 * @param places folder of the main bundle, which the embedder's own lies beside; and that where native libraries are kept, which is not
 * the runner cache's: that may be restored from places that others can write
 */
function openEmbedder(model, inputs, { bundle, nativesFolder }) {
    switch (model.kind) {
        case 'onnx':
            return new EmbedderOnDevice({
                asked: inputs.device,
                ortDir: inputs.ortDir && external_node_path_default().resolve(inputs.ortDir),
                ortUrl: inputs.ortUrl,
                ortSha256: inputs.ortSha256,
                nativesFolder,
                bundle,
            }, {
                model,
                workerFile: external_node_path_default().join(bundle, 'embedder', 'index.js'),
                onCpu: () => optionsOnCpu(model, inputs),
                onGpu: () => optionsOnGpu(inputs),
            });
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
function optionsOnCpu(model, inputs) {
    const weights = [model.onnxFile, `${model.onnxFile}_data`].map((name) => external_node_path_default().join(model.folder, name));
    const plan = planSessions({
        threads: inputs.threads || (0,processors/* usableProcessors */.W)(),
        weightBytes: weights.reduce((sum, file) => sum + ((0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size ?? 0), 0),
        memoryBytes: Math.min((0,external_node_os_.totalmem)(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    });
    return plan.map((threads) => ({ batchTokens: inputs.batchTokens || CPU_BATCH_TOKENS, threads }));
}
/** Threads are for what the GPU does not do, and for the canary texts. */
function optionsOnGpu({ batchTokens, threads }) {
    return {
        batchTokens: batchTokens || GPU_BATCH_TOKENS,
        batchCostTokens: GPU_BATCH_COST_TOKENS,
        threads: threads || (0,processors/* usableProcessors */.W)(),
    };
}

// EXTERNAL MODULE: ./src/cache/envelope.ts
var envelope = __nccwpck_require__(99652);
;// CONCATENATED MODULE: ./src/github-cache/cache-service.ts
/** The service takes ten keys in one question, one of which has to be a whole one. */
const MOST_PREFIXES = 9;
/** The service, or what is needed to speak to it, says no, or nothing. The message is the reason, without a full stop. */
class ServiceRefusal extends Error {
    name = 'ServiceRefusal';
}

;// CONCATENATED MODULE: ./src/github-cache/client-log.ts
/**
 * The client of the cache service throws hardly anything: it says what happened in its log, and gives back nothing, or -1. These
 * read the lines of that log.
 */
/** Longer reasons are cut. */
const LONGEST = 240;
/** Why it gave nothing; undefined if no line says so, which means that there is nothing. Without a full stop, and without URLs. */
function reasonIn(lines) {
    const texts = lines.map(decoded);
    for (const form of REASONS) {
        for (const line of texts) {
            const reason = form.exec(line)?.[1];
            if (reason !== undefined)
                return shown(reason);
        }
    }
    return undefined;
}
/** Whether a save failed because there is an entry of that key. */
function saysTaken(lines) {
    return lines.some((line) => /Failed to reserve cache:.*(\(409\)|already exists|conflict)/i.test(line));
}
/** The one that says most first: what a reservation failed of is only told to those who debug. */
const REASONS = [
    /^::debug::Failed to reserve cache: (?:Error: )?(.*)/s,
    /^::(?:warning|error)::Failed to (?:save|restore): (.*)/s,
    /^Failed to (?:save|restore): (.*)/s,
    /^Cache (?:restore|save) skipped: (.*)/s,
    /^::(?:warning|error)::(.*)/s,
];
/** As GitHub's commands write what would end a line. */
function decoded(line) {
    return line.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
function shown(reason) {
    const text = reason
        .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '<address>')
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/\.+$/, '');
    return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

;// CONCATENATED MODULE: ./src/github-cache/client-process.ts




/** A hosted runner moves 100 MB/s and more: these are for the 4 GB that the runner cache may have, at a third of that. */
const SERVICE_DEADLINES = { find: 20_000, fetch: 120_000, store: 300_000 };
/** GitHub's cache service by its own client, in another process that is started at the first question. One question at a time. */
class ClientProcess {
    options;
    child;
    lines = [];
    deadlines;
    endWithUs = () => this.kill();
    constructor(options) {
        this.options = options;
        this.deadlines = options.deadlines ?? SERVICE_DEADLINES;
    }
    async find(prefixes) {
        const found = await this.ask({ what: 'find', prefixes, folder: this.options.temporaryFolder });
        if (typeof found === 'string')
            return found;
        this.refuseIfTold();
        return undefined;
    }
    async fetch(key, folder) {
        const found = await this.ask({ what: 'fetch', key, folder });
        if (found === key)
            return true;
        this.refuseIfTold();
        return false;
    }
    async store(key, folder) {
        const id = await this.ask({ what: 'store', key, folder });
        if (typeof id === 'number' && id >= 0)
            return true;
        if (saysTaken(this.lines))
            return false;
        throw new ServiceRefusal(reasonIn(this.lines) ?? 'it did not say why');
    }
    async close() {
        const { child } = this;
        if (!child)
            return;
        child.ref();
        const ended = (0,external_node_events_.once)(child, 'close');
        this.kill();
        await ended;
    }
    /** @returns what the client gave, nothing where there is nothing */
    async ask(call) {
        const child = this.running();
        const deadline = this.deadlines[call.what];
        let timer;
        try {
            const { result, failure, lines } = await new Promise((resolve) => {
                const fail = (reason) => resolve({ failure: reason, lines: [] });
                child.once('message', (message) => resolve(message));
                let end = 'its client ended without an answer';
                child.once('close', () => fail(end));
                child.once('error', ({ message }) => fail(message));
                timer = setTimeout(() => {
                    end = `no answer within ${deadline / 1000} s`;
                    // What it works in is deleted next.
                    child.ref();
                    this.kill();
                }, deadline);
                child.send(call, (error) => error && fail(error.message));
            });
            if (failure !== undefined)
                throw new ServiceRefusal(shown(failure));
            this.lines = lines;
            return result;
        }
        finally {
            clearTimeout(timer);
            child.removeAllListeners('message');
        }
    }
    refuseIfTold() {
        const reason = reasonIn(this.lines);
        if (reason !== undefined)
            throw new ServiceRefusal(reason);
    }
    running() {
        if (this.child)
            return this.child;
        const { script, environment, temporaryFolder } = this.options;
        const child = (0,external_node_child_process_.spawn)(process.execPath, [script], {
            env: { ...environment, RUNNER_TEMP: temporaryFolder },
            stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
            // In a process group of its own, so that it can be ended together with tar and zstd.
            detached: true,
        });
        child.on('error', () => { });
        child.once('close', () => {
            if (this.child === child)
                this.child = undefined;
            process.off('exit', this.endWithUs);
        });
        process.on('exit', this.endWithUs);
        // What waits for an answer has a deadline; nothing else is to keep the run from ending.
        child.unref();
        child.channel?.unref();
        this.child = child;
        return child;
    }
    kill() {
        const { child } = this;
        this.child = undefined;
        if (child?.pid === undefined)
            return;
        try {
            process.kill(-child.pid, 'SIGKILL');
        }
        catch {
            // It has ended already.
        }
    }
}

;// CONCATENATED MODULE: ./src/github-cache/entry-key.ts
/**
 * Keys of entries: `embed-once-1.<fingerprint>.<scope>.g<generation>.<slot>`, at most 151 characters, all in lower case and
 * without commas. The points keep scopes apart that begin alike: no scope has one in its name.
 *
 * A slot is 16 binary digits, drawn at random. They are binary so that asking by prefix can find all entries of a generation
 * with few questions, see listing.ts.
 */
const FORMAT = 'embed-once-1';
const SLOT_DIGITS = 16;
const GENERATION_DIGITS = 6;
/** What the keys of a log begin with. */
function logPrefix({ fingerprint, scope }) {
    return `${FORMAT}.${fingerprint}.${scope}.`;
}
/** What the keys of one generation begin with. */
function generationPrefix(log, generation) {
    return `${logPrefix(log)}g${String(generation).padStart(GENERATION_DIGITS, '0')}.`;
}
function keyOf(log, { generation, slot }) {
    return generationPrefix(log, generation) + slot;
}
/** The name in a form for files: `g000012.0110100111010010`. */
function shownName(name) {
    return keyOf({ fingerprint: '', scope: '' }, name).slice(logPrefix({ fingerprint: '', scope: '' }).length);
}
/** @returns undefined for what is not a name in that form */
function parseName(shown) {
    const match = /^g(\d{6})\.([01]{16})$/.exec(shown);
    return match ? { generation: Number(match[1]), slot: match[2] } : undefined;
}
/** @returns undefined for the key of another log, or of something else */
function nameIn(log, key) {
    return key.startsWith(logPrefix(log)) ? parseName(key.slice(logPrefix(log).length)) : undefined;
}

;// CONCATENATED MODULE: ./src/github-cache/listing.ts


/** More entries of one generation than any matrix makes: something is wrong with them. */
const MOST_ENTRIES = 2048;
/**
 * The service lists nothing. It names the newest entry whose key begins as asked. So this asks for a generation; then for the
 * prefixes of all keys that are not the one found, which are one for each of its digits; and goes on like that until nothing is
 * found. Without entries that takes one question, for each entry about three.
 *
 * @param known slots of this generation that need not be found again
 * @returns the slots of all others
 * @throws ServiceRefusal
 */
async function listGeneration(service, log, generation, known = []) {
    const start = generationPrefix(log, generation);
    const found = [];
    const open = gaps('', known);
    while (open.length > 0) {
        const asked = open.splice(0, MOST_PREFIXES);
        const key = await service.find(asked.map((digits) => start + digits));
        if (key === undefined)
            continue;
        const name = nameIn(log, key);
        const within = asked.find((digits) => name?.generation === generation && name.slot.startsWith(digits));
        if (!name || within === undefined)
            throw new ServiceRefusal('it answered with a key that was not asked for');
        found.push(name.slot);
        if (found.length > MOST_ENTRIES)
            throw new ServiceRefusal(`it has more than ${MOST_ENTRIES} entries`);
        open.unshift(...asked.filter((digits) => digits !== within), ...gaps(within, [name.slot]));
    }
    return found;
}
/**
 * @returns the newest generation that has an entry; undefined if none has
 * @throws ServiceRefusal
 */
async function newestGeneration(service, log) {
    const newest = await service.find([logPrefix(log)]);
    const name = newest === undefined ? undefined : nameIn(log, newest);
    if (!name)
        return undefined;
    // A slow job may have stored the newest entry in an older generation.
    let { generation } = name;
    while ((await service.find([generationPrefix(log, generation + 1)])) !== undefined)
        generation++;
    return generation;
}
/** A slot that is not taken. @param taken those that are known to be */
function freeSlot(taken, generation, random = Math.random) {
    const slots = new Set(taken.filter((name) => name.generation === generation).map(({ slot }) => slot));
    for (;;) {
        const slot = Math.floor(random() * 2 ** SLOT_DIGITS)
            .toString(2)
            .padStart(SLOT_DIGITS, '0');
        if (!slots.has(slot))
            return slot;
    }
}
/** The shortest prefixes of all slots that begin with `start` and are none of these. */
function gaps(start, slots) {
    const inside = slots.filter((slot) => slot.startsWith(start));
    if (inside.length === 0)
        return [start];
    if (start.length === SLOT_DIGITS)
        return [];
    return [...gaps(`${start}0`, inside), ...gaps(`${start}1`, inside)];
}

;// CONCATENATED MODULE: ./src/github-cache/github-cache.ts






/** Times that another key is tried because one was taken in the same moment. */
const ATTEMPTS = 3;
/**
 * Carries folders of the runner cache from job to job. An entry has the shards that a run added; which entries there are is found
 * by asking (listing.ts), so jobs that run side by side need not know of each other. When compaction has merged what several
 * entries brought, the entry with the merged shard begins a new generation and says which entries it stands for. Entries of the
 * newest generation and of the one before count: a job may store its own while another begins a generation.
 *
 * Nothing here fails a run.
 */
class GitHubCache {
    service;
    folders;
    temporaryFolder;
    facts;
    warn;
    known = new Map();
    /**
     * @param folders the last is the one that is saved
     * @param temporaryFolder for what is packed and unpacked
     */
    constructor(service, folders, temporaryFolder, facts, warn) {
        this.service = service;
        this.folders = folders;
        this.temporaryFolder = temporaryFolder;
        this.facts = facts;
        this.warn = warn;
    }
    async restore() {
        const started = performance.now();
        for (const folder of this.folders) {
            const facts = { scope: folder.log.scope, entries: 0, held: 0, bytes: 0 };
            this.facts.restored.push(facts);
            try {
                await this.restoreFolder(folder, facts);
            }
            catch (error) {
                this.refused(`GitHub’s cache was not read: ${(0,errors/* messageOf */.bD)(error)}. The run goes on with what is there.`);
                // What refuses once will refuse again, and waiting for that is dear.
                break;
            }
        }
        this.facts.restoreMs = performance.now() - started;
    }
    /** Stores what no entry has, if there is any. Called once, when the folders are closed. */
    async save() {
        const folder = this.folders.at(-1);
        const started = performance.now();
        try {
            await this.saveFolder(folder, this.known.get(folder) ?? { held: [], unfetched: [], generation: undefined });
        }
        catch (error) {
            this.refused(`GitHub’s cache did not take what this run added: ${(0,errors/* messageOf */.bD)(error)}. Nothing else depends on it; later jobs compute it again.`);
        }
        this.facts.saveMs = performance.now() - started;
    }
    async restoreFolder(folder, facts) {
        const { log, copy } = folder;
        const before = await copy.held();
        // What counts if nothing can be learnt: else all that is in the folder would be stored again.
        this.known.set(folder, { held: before, unfetched: [], generation: undefined });
        const newest = await newestGeneration(this.service, log);
        const held = [];
        const unfetched = [];
        const seen = new Set();
        const bring = async (names) => {
            for (const name of names) {
                const shown = shownName(name);
                if (seen.has(shown))
                    continue;
                seen.add(shown);
                const known = before.find((entry) => shownName(entry.name) === shown);
                const entry = await this.bring(folder, name, known, facts);
                if (entry === 'unfetched')
                    unfetched.push(name);
                else if (entry)
                    held.push(entry);
            }
        };
        if (newest !== undefined) {
            // The newest generation first: an entry is only replaced by those of later ones.
            await bring(await this.list(log, newest));
            const replaced = held.flatMap(({ replaces }) => replaces);
            if (newest > 0)
                await bring(await this.list(log, newest - 1, replaced));
            await bring(held.flatMap(({ keeps }) => keeps));
        }
        this.known.set(folder, { held, unfetched, generation: newest });
        await copy.remember(held);
    }
    async list(log, generation, known = []) {
        const slots = known.filter((name) => name.generation === generation).map(({ slot }) => slot);
        const found = await listGeneration(this.service, log, generation, slots);
        return found.map((slot) => ({ generation, slot }));
    }
    /**
     * @param known the same entry, where the folder has it already
     * @returns undefined if it is gone
     */
    async bring(folder, name, known, facts) {
        const key = keyOf(folder.log, name);
        try {
            if (known) {
                // Those that an entry keeps were not found by asking, and may be gone.
                if ((await this.service.find([key])) !== key)
                    return undefined;
                facts.held++;
                return known;
            }
            return await this.staged(async (staged) => {
                if (!(await this.service.fetch(key, staged)))
                    return undefined;
                const { manifest, bytes } = await folder.copy.take(staged);
                facts.entries++;
                facts.bytes += bytes;
                return { name, ...manifest };
            });
        }
        catch (error) {
            this.refused(`GitHub’s cache did not give ${key}: ${(0,errors/* messageOf */.bD)(error)}. Its texts are computed again.`);
            return 'unfetched';
        }
    }
    async saveFolder({ log, copy }, known) {
        const present = await copy.shards();
        const inEntries = new Set(known.held.flatMap(({ shards }) => shards));
        const shards = present.filter((shard) => !inEntries.has(shard));
        if (shards.length === 0)
            return;
        const isLive = (entry) => entry.shards.some((shard) => present.includes(shard));
        const live = known.held.filter(isLive);
        const gone = known.held.filter((entry) => !isLive(entry)).map(({ name }) => name);
        const keeps = [...live.map(({ name }) => name), ...known.unfetched];
        // Asked anew, since others may have stored meanwhile. Had they begun a generation, this one would not know all that it has
        // to keep; so it only adds to theirs then.
        const newest = await newestGeneration(this.service, log);
        const begins = gone.length > 0 && newest !== undefined && newest === known.generation;
        const generation = (newest ?? 0) + (begins ? 1 : 0);
        const manifest = { shards, replaces: begins ? gone : [], keeps: begins ? keeps : [] };
        const name = await this.store(log, generation, manifest, copy, [...keeps, ...gone]);
        await copy.remember([...live, { name, ...manifest }]);
    }
    /** @param taken names that are taken already */
    async store(log, generation, manifest, copy, taken) {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
            const name = { generation, slot: freeSlot(taken, generation) };
            const key = keyOf(log, name);
            const bytes = await this.staged(async (staged) => {
                const size = await copy.stage(manifest, staged);
                return (await this.service.store(key, staged)) ? size : undefined;
            });
            if (bytes === undefined)
                continue;
            this.facts.saved = { key, bytes, shards: manifest.shards.length, replaces: manifest.replaces.length };
            return name;
        }
        throw new ServiceRefusal(`it has entries of ${ATTEMPTS} keys that were to be new`);
    }
    async staged(work) {
        const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(this.temporaryFolder, 'entry-'));
        try {
            return await work(folder);
        }
        finally {
            await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => { });
        }
    }
    refused(sentence) {
        this.facts.refusals.push(sentence);
        this.warn(sentence);
    }
}

;// CONCATENATED MODULE: ./src/github-cache/job.ts
/** The only place that decides whether the runner cache is carried from job to job by GitHub's cache. */
function decideGitHubCache(inputs, job) {
    const asked = inputs.githubCache === 'on';
    if (inputs.githubCache === 'off')
        return { used: false, why: 'github-cache: off' };
    if (inputs.runnerCache === 'off' || inputs.cacheMode === 'off') {
        return { used: false, why: 'there is no runner cache to carry' };
    }
    if (!job)
        return { used: false, refused: asked, why: 'this is not a job of GitHub Actions' };
    if (!asked && !job.hosted) {
        return { used: false, why: 'this runner is not one of GitHub’s, so its disk may outlive the job' };
    }
    if (!job.hosted && inputs.cacheMode === 'read-only') {
        return { used: false, refused: asked, why: 'cache-mode: read-only leaves the folder of this runner as it is' };
    }
    if (!asked && inputs.redisUrl !== '')
        return { used: false, why: 'jobs share Redis' };
    if (!job.hasService) {
        return {
            used: false,
            refused: asked,
            why: 'this step has no cache service: use embed-once with uses, not run, where the installation has one',
        };
    }
    return { used: true, why: asked ? 'github-cache: on' : 'a runner of GitHub’s, whose disk goes when the job ends' };
}

// EXTERNAL MODULE: ./src/cache/runner-uses.ts
var runner_uses = __nccwpck_require__(77315);
// EXTERNAL MODULE: ./src/cache/shard.ts
var cache_shard = __nccwpck_require__(3818);
;// CONCATENATED MODULE: ./src/github-cache/manifest.ts

/** The file in each entry that says what the entry is. */
const MANIFEST = 'entry.json';
const manifest_FORMAT = 1;
const NO_MANIFEST = { shards: [], replaces: [], keeps: [] };
function writeManifest({ shards, replaces, keeps }) {
    return `${JSON.stringify({ format: manifest_FORMAT, shards, replaces: replaces.map(shownName), keeps: keeps.map(shownName) })}\n`;
}
/** What is not as it should be counts as not there: the worst that comes of it is that vectors are fetched, or computed, again. */
function readManifest(text) {
    let found;
    try {
        found = JSON.parse(text) ?? {};
    }
    catch {
        return NO_MANIFEST;
    }
    if (found.format !== manifest_FORMAT)
        return NO_MANIFEST;
    const names = (list) => strings(list).flatMap((shown) => parseName(shown) ?? []);
    return {
        shards: strings(found.shards).filter(isShardName),
        replaces: names(found.replaces),
        keeps: names(found.keeps),
    };
}
/** As `Shard` and compaction name shards, without suffix. */
function isShardName(name) {
    return /^[0-9a-z]{9}-\d{1,10}-[0-9a-f]{8}(\+[0-9a-f]{8})?$/.test(name);
}
function strings(list) {
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

;// CONCATENATED MODULE: ./src/github-cache/working-copy.ts







/** Bytes before the uses in their file, and of each. */
const USES_HEADER = 16;
const USE_BYTES = 4;
/**
 * The folder of one fingerprint, `<root>/<fingerprint>`, as a working copy of what a log of entries holds: shards come in from
 * entries under the names they have there, and those that are in no entry go out. What is held is remembered in the folder, so
 * that a folder that outlives the job fetches nothing twice.
 */
class WorkingCopy {
    folder;
    fingerprint;
    codec;
    file;
    /** @param repository whose entries: others have other ones of the same names */
    constructor(folder, fingerprint, codec, repository) {
        this.folder = folder;
        this.fingerprint = fingerprint;
        this.codec = codec;
        const digest = (0,external_node_crypto_.createHash)('sha256').update(repository).digest('hex').slice(0, 12);
        this.file = external_node_path_default().join(folder, `github-cache-${digest}.json`);
    }
    /** What was held when a run last said so. */
    async held() {
        try {
            const entries = JSON.parse(await (0,promises_.readFile)(this.file, 'utf8'));
            return Object.entries(entries).flatMap(([shown, manifest]) => {
                const name = parseName(shown);
                return name ? [{ name, ...readManifest(JSON.stringify(manifest)) }] : [];
            });
        }
        catch {
            return [];
        }
    }
    async remember(held) {
        const entries = held.map(({ name, ...manifest }) => [shownName(name), JSON.parse(writeManifest(manifest))]);
        const partial = `${this.file}.partial-${process.pid}`;
        await (0,promises_.mkdir)(this.folder, { recursive: true });
        await (0,promises_.writeFile)(partial, JSON.stringify(Object.fromEntries(entries)));
        await (0,promises_.rename)(partial, this.file);
    }
    /**
     * Takes what an entry brought, as far as it is what it should be: files without links, with the names of shards, of this
     * fingerprint. Vectors are checked when they are read.
     * @param staged where it was unpacked
     */
    async take(staged) {
        let bytes = 0;
        const shards = [];
        await (0,promises_.mkdir)(this.folder, { recursive: true });
        for (const file of (await (0,promises_.readdir)(staged)).sort()) {
            const source = external_node_path_default().join(staged, file);
            const stem = file.slice(0, file.lastIndexOf('.'));
            if (!isShardName(stem) || !(await isPlainFile(source)))
                continue;
            if (file.endsWith(cache_shard/* SHARD_SUFFIX */.b5) && (await this.isShard(source))) {
                shards.push(stem);
                bytes += await sizeOf(source);
                // One that is there stays: bytes that are written are never changed.
                if (!(await isPlainFile(external_node_path_default().join(this.folder, file))))
                    await move(source, external_node_path_default().join(this.folder, file));
            }
            else if (file.endsWith(runner_uses/* USES_SUFFIX */.T_))
                await mergeUses(source, external_node_path_default().join(this.folder, file));
        }
        const told = external_node_path_default().join(staged, MANIFEST);
        const text = (await isPlainFile(told)) ? await (0,promises_.readFile)(told, 'utf8') : '';
        return { manifest: { ...readManifest(text), shards }, bytes };
    }
    /** Names of the shards that are there and whole, without suffix. */
    async shards() {
        const files = await (0,promises_.readdir)(this.folder).catch(() => []);
        return files
            .filter((file) => file.endsWith(cache_shard/* SHARD_SUFFIX */.b5))
            .map((file) => file.slice(0, -cache_shard/* SHARD_SUFFIX */.b5.length))
            .filter((stem) => isShardName(stem) && !files.includes(stem + cache_shard/* WRITING_SUFFIX */.fr));
    }
    /**
     * Lays out an entry: these shards, when the vectors of all shards were used, and the manifest. What goes meanwhile is left out.
     * @returns bytes of the shards
     */
    async stage(manifest, staged) {
        let bytes = 0;
        for (const file of await (0,promises_.readdir)(this.folder)) {
            const stem = file.slice(0, file.lastIndexOf('.'));
            const wanted = file.endsWith(cache_shard/* SHARD_SUFFIX */.b5) && manifest.shards.includes(stem);
            if (!wanted && !(file.endsWith(runner_uses/* USES_SUFFIX */.T_) && isShardName(stem)))
                continue;
            const target = external_node_path_default().join(staged, file);
            await linkOrCopy(external_node_path_default().join(this.folder, file), target);
            if (wanted)
                bytes += await sizeOf(target);
        }
        await (0,promises_.writeFile)(external_node_path_default().join(staged, MANIFEST), writeManifest(manifest));
        return bytes;
    }
    async isShard(file) {
        const shard = await cache_shard/* Shard */.Lk.open(file);
        try {
            const kind = await shard.kind();
            return kind !== undefined && !('fault' in kind) && (0,cache_shard/* faultOf */.Kl)(kind, this.fingerprint, this.codec) === undefined;
        }
        finally {
            await shard.close();
        }
    }
}
/** Not a link of either kind: a second name of a file elsewhere would make that file a shard. */
async function isPlainFile(file) {
    const found = await (0,promises_.lstat)(file).catch(() => undefined);
    return found?.isFile() === true && found.nlink === 1;
}
async function sizeOf(file) {
    return (0,promises_.lstat)(file).then(({ size }) => size, () => 0);
}
/** A copy only where a link cannot be made, as on another disk. */
async function linkOrCopy(source, target) {
    try {
        await (0,promises_.link)(source, target).catch(() => (0,promises_.copyFile)(source, target));
    }
    catch (error) {
        // Another process has merged it meanwhile.
        if (error.code !== 'ENOENT')
            throw error;
    }
}
/** Under its name it is whole at any moment. */
async function move(source, target) {
    try {
        await (0,promises_.rename)(source, target);
    }
    catch (error) {
        if (error.code !== 'EXDEV')
            throw error;
        // A name that compaction takes away if it is left.
        const partial = target.replace(/\.[a-z]+$/, '.merging');
        await (0,promises_.copyFile)(source, partial);
        await (0,promises_.rename)(partial, target);
        await (0,promises_.rm)(source);
    }
}
/** Several entries tell when the vectors of one shard were used: the latest counts. */
async function mergeUses(source, target) {
    const count = Math.max(0, Math.floor(((await sizeOf(source)) - USES_HEADER) / USE_BYTES));
    const [theirs, ours] = [await (0,runner_uses/* readUses */.NC)(source, count, 0), await (0,runner_uses/* readUses */.NC)(target, count, 0)];
    // A time that is still to come would keep a vector for ever.
    const now = Math.floor(Date.now() / 1000);
    await (0,runner_uses/* writeUses */.cl)(target, theirs.map((use, at) => Math.min(now, Math.max(use, ours[at]))));
}

;// CONCATENATED MODULE: ./src/github-cache/open.ts









/**
 * Brings what GitHub's cache has into the folder of the runner cache, if it is to be used. A run in an untrusted scope is brought
 * the trusted entries and its own, and saves its own.
 */
async function openGitHubCache(inputs, { job, space, root, bundle, warn }) {
    const { used, why, refused } = decideGitHubCache(inputs, job);
    const facts = { used, why, restored: [], restoreMs: 0, saveMs: 0, refusals: [] };
    if (!used || !job) {
        if (refused)
            warn(`GitHub’s cache is not used: ${why}.`);
        return { facts: job || refused ? facts : undefined, save: async () => { } };
    }
    let workFolder;
    try {
        await (0,promises_.mkdir)(job.temporaryFolder, { recursive: true });
        workFolder = await (0,promises_.mkdtemp)(external_node_path_default().join(job.temporaryFolder, 'embed-once-'));
    }
    catch (error) {
        const sentence = `GitHub’s cache is not used: ${(0,errors/* messageOf */.bD)(error)}.`;
        warn(sentence);
        return { facts: { ...facts, used: false, refusals: [sentence] }, save: async () => { } };
    }
    const service = new ClientProcess({
        script: external_node_path_default().join(bundle, 'github-cache', 'index.js'),
        environment: job.environment,
        temporaryFolder: workFolder,
    });
    const { scope, ...trusted } = space;
    // On a disk that outlives the job, what is in the trusted folder came from trusted runs. This one cannot vouch for entries:
    // a pull request can store some under trusted keys that it alone sees.
    const reads = scope === undefined || !job.hosted ? [space] : [trusted, space];
    const folders = reads.map((one) => open_folderOf(one, root, job.repository));
    const cache = new GitHubCache(service, folders, workFolder, facts, warn);
    await cache.restore();
    const saves = inputs.cacheMode !== 'read-only';
    return {
        facts,
        async save() {
            if (saves)
                await cache.save();
            await service.close();
            await (0,promises_.rm)(workFolder, { recursive: true, force: true }).catch(() => { });
        },
    };
}
function open_folderOf(space, root, repository) {
    const { fingerprint, scope } = space;
    const folder = external_node_path_default().join((0,trust_scope/* scopeFolder */.PM)(root, scope), fingerprint);
    return {
        log: { fingerprint, scope: scope ?? trust_scope/* TRUSTED */.Se },
        copy: new WorkingCopy(folder, fingerprint, new envelope/* EnvelopeCodec */.fF(space), repository),
    };
}

;// CONCATENATED MODULE: ./src/plan/device.ts


/** Longer names say no more. */
const device_LONGEST = 60;
/**
 * What embeds here, as rates are kept by: kind, threads and model of processor, such as `cpu-4-amd-epyc-7763`; kind and name of a GPU,
 * such as `cuda-nvidia-l4`, or of the processor beside it where its own is not known; or the kind of embedder.
 * @param choice undefined as long as nothing is decided, which stands for the CPU
 */
function deviceName({ embedder, threads }, choice) {
    if (embedder !== 'onnx')
        return embedder;
    const model = (0,external_node_os_.cpus)()[0]?.model || process.arch;
    if (choice && choice.used !== 'cpu')
        return `${choice.used}-${slug(choice.name ?? model)}`;
    return `cpu-${threads || (0,processors/* usableProcessors */.W)()}-${slug(model)}`;
}
function slug(text) {
    const words = text
        .toLowerCase()
        .replace(/\((r|tm)\)|@.*$|\b(cpu|processor)\b/g, ' ')
        .match(/[a-z0-9]+/g);
    return (words ?? ['unknown']).join('-').slice(0, device_LONGEST);
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
/** For each record that wanted its text: the vector that a tier had. */
function vectorsOf({ records, firsts, wantedBy, vectors }) {
    const found = new Array(records.length).fill(undefined);
    for (const [at, by] of wantedBy.entries())
        if (firsts[by])
            found[by] = vectors[at];
    return found;
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
    async *survey(all, again = false) {
        const windows = windowsOf(all, this.signal);
        // Whatever was asked once in a survey is known: nobody needs its vector a second time.
        const lookedUp = overlap(windows, LOOKUPS_AHEAD, async (some) => {
            const window = await this.lookUp(this.begin(some, 0), again);
            this.underWay.splice(this.underWay.indexOf(window), 1);
            // As at the end of a window that is resolved.
            window.earlier = [];
            const { records, keys, firsts } = window;
            return { records, keys, firsts, origins: originsOf(window), vectors: vectorsOf(window) };
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
        const drawn = [...window.wanted.keys()].filter((at) => {
            const origin = window.lookup?.origins[at];
            return origin !== undefined && origin !== vector_cache/* SCRATCH */.Z && audit.draws(window.wanted[at]);
        });
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
    const githubCache = await openGitHubCache(inputs, { job: platform.githubJob, space, root: folder, bundle, warn });
    const resolvers = [];
    const { cache, leases, ledgers } = await openCache({ ...inputs, runnerCachePath: folder }, space, {
        warn,
        info: (message) => platform.info(message),
        embeddingCost: () => embeddingCost(resolvers),
    });
    const audit = new recompute_audit/* RecomputeAudit */.g1({
        sample: inputs.auditSample,
        tolerance: auditTolerance(inputs.auditTolerance, model.contract),
        seed: inputs.auditSeed,
    });
    const embedder = openEmbedder(model, inputs, { bundle, nativesFolder: platform.cacheFolder });
    const device = () => deviceName(inputs, embedder.device);
    let rateBefore;
    /** What is learnt here is for the next run: what was known before is what this one is judged by. */
    const learn = async () => {
        const use = (0,use_ledger/* useOf */.jj)(resolvers.map(({ facts }) => facts), cache.facts, Date.now() - started.getTime());
        // A plan only asks: what it asked for is used, or embedded, by the runs that follow.
        const noted = resolvers.length > 0 && Promise.all(ledgers.map((ledger) => (0,use_ledger/* noteUse */.MD)(ledger, model.fingerprint, use, started)));
        const measured = measure(resolvers);
        if (measured.tokens > 0) {
            rateBefore = await (0,rates/* readRate */.nm)(ledgers, model.fingerprint, device());
            await (0,rates/* recordRate */.s0)(ledgers, model.fingerprint, device(), measured);
        }
        await noted;
    };
    let closing;
    const close = async () => {
        closing ??= Promise.all([
            leases
                .close()
                .then(() => cache.close())
                .then(() => githubCache.save()),
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
        const prediction = measured.tokens > 0 ? (0,plan_prediction/* checkPrediction */._f)(device(), rateBefore, plan?.tokens ?? shard?.tokens, measured) : undefined;
        return prediction ? { prediction } : {};
    };
    const newResolver = (limited = false) => new Resolver(cache, embedder, {
        textPrefix: model.contract.textPrefix,
        cacheDtype: inputs.cacheDtype,
        leases,
        audit,
        signal,
        traced: inputs.decisionLog !== '',
        ...(limited && { mayEmbed: (facts) => (0,limits/* watch */.wB)(facts, device(), inputs) }),
    });
    return {
        model,
        ...(untrusted !== undefined && { scope: untrusted }),
        bundle,
        get device() {
            return device();
        },
        decideDevice: async () => deviceName(inputs, await embedder.decide?.()),
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
            ...(embedder.device && { device: embedder.device }),
            ...(githubCache.facts && { githubCache: githubCache.facts }),
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

/***/ 37483:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ writeGoldenSet),
/* harmony export */   a: () => (/* binding */ readGoldenSet)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_buffer__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _corpus_lines__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6791);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(83916);
/* harmony import */ var _output_partial_file__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(33425);
/* harmony import */ var _golden_names__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(77365);
/* harmony import */ var _golden_set__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(98893);








/** What the first line of an approved golden set has under this name; raised when older readers would misunderstand the file. */
const FORMAT = 2;
/** Of a file that is something else altogether, nobody wants a fault for each line. */
const FAULTS_TOLD = 50;
/**
 * Reads a golden set. Before it is approved: JSON Lines `{"text", "id"?, "must-include"?, "must-exclude"?}`, or plain text, one a
 * line. Once it was: a header first, and each text with `fingerprint`, `neighbours` and `vector`.
 * @param neighboursFrom among what neighbours will be searched; as the header says unless given, and golden without a header
 * @throws InputError naming every line that cannot be used
 */
async function readGoldenSet(file, neighboursFrom) {
    const { content, digest } = await readText(file);
    const faults = [];
    const golden = new Map();
    /** Line of each text, in order. */
    const lines = [];
    let header;
    for (const [index, line] of content.split('\n').entries()) {
        if ((0,_corpus_lines__WEBPACK_IMPORTED_MODULE_3__/* .trimText */ .Oj)(line) === '')
            continue;
        try {
            const value = parseLine(line);
            if (typeof value !== 'string' && 'golden-set' in value) {
                header = headerOf(value, index);
                continue;
            }
            const entry = entryOf(value, index + 1);
            const twin = golden.get(entry.text);
            if (twin)
                throw new Error(`the same text as ${twin.name}`);
            golden.set(entry.text, entry);
            lines.push(index + 1);
        }
        catch (error) {
            faults.push({ line: index + 1, reason: (0,_errors__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error) });
        }
    }
    const texts = [...golden.values()];
    // A name that seems unknown may be that of a line that cannot be read.
    if (faults.length === 0)
        faults.push(...(0,_golden_names__WEBPACK_IMPORTED_MODULE_6__/* .nameFaults */ .hV)(texts, lines, neighboursFrom ?? header?.neighboursFrom));
    const told = faults.slice(0, FAULTS_TOLD).map(({ line, reason }) => `golden-set: ${file}:${line}: ${reason}`);
    if (faults.length > FAULTS_TOLD)
        told.push(`golden-set: ${file}: and ${faults.length - FAULTS_TOLD} more lines`);
    if (faults.length === 0 && texts.length === 0)
        told.push(`golden-set: ${file} holds no text`);
    if (texts.length > _golden_set__WEBPACK_IMPORTED_MODULE_7__/* .MOST_GOLDEN_TEXTS */ .b)
        told.push(`golden-set: ${file} holds ${texts.length} texts, and ${_golden_set__WEBPACK_IMPORTED_MODULE_7__/* .MOST_GOLDEN_TEXTS */ .b} are the most. Is it a corpus? --propose chooses golden texts from one.`);
    if (told.length > 0)
        throw new _errors__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz(told);
    return { path: file, ...(header && { header }), texts, digest };
}
async function readText(file) {
    let bytes;
    try {
        bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(file);
    }
    catch (error) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz([`golden-set: cannot read ${file}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`], { cause: error });
    }
    if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        throw new _errors__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz([`golden-set: ${file}:${invalidLine(bytes)}: the line is not valid UTF-8`]);
    return { content: new TextDecoder().decode(bytes), digest: digestOf(bytes) };
}
function digestOf(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)('sha256').update(bytes).digest('hex');
}
/** @param bytes not all of them UTF-8 */
function invalidLine(bytes) {
    let line = 1;
    for (let from = 0;; line++) {
        const end = bytes.indexOf(0x0a, from);
        if (end < 0 || !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes.subarray(from, end)))
            return line;
        from = end + 1;
    }
}
/** @returns a plain text as it is */
function parseLine(line) {
    if (!line.trimStart().startsWith('{'))
        return (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_3__/* .trimText */ .Oj)(line);
    try {
        return JSON.parse(line);
    }
    catch {
        throw new Error('the line begins with { but is not JSON');
    }
}
function headerOf({ 'golden-set': format, ...header }, index) {
    if (index > 0)
        throw new Error('a header that is not the first line');
    if (format !== FORMAT)
        throw new Error(`golden-set format ${format} is not known here; ${FORMAT} is`);
    const { version, fingerprint, k, neighboursFrom, model, contract, names } = header;
    if (!Number.isInteger(version) || !Number.isInteger(k) || typeof fingerprint !== 'string')
        throw new Error('the header lacks version, k or fingerprint');
    if (typeof model !== 'string' || contract === null || typeof contract !== 'object')
        throw new Error('the header lacks model or contract');
    if (!_golden_set__WEBPACK_IMPORTED_MODULE_7__/* .NEIGHBOUR_SOURCES */ .p.some((one) => one === neighboursFrom))
        throw new Error(`neighboursFrom must be one of ${_golden_set__WEBPACK_IMPORTED_MODULE_7__/* .NEIGHBOUR_SOURCES */ .p.join(', ')}`);
    namesIn('names', names);
    return header;
}
function entryOf(line, number) {
    const named = `line ${number}`;
    if (typeof line === 'string')
        return { text: line, name: named, mustInclude: [], mustExclude: [], fields: {} };
    const { text, vector, fingerprint, neighbours, ...rest } = line;
    const { 'must-include': mustInclude, 'must-exclude': mustExclude, ...fields } = rest;
    if (typeof text !== 'string' || (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_3__/* .trimText */ .Oj)(text) === '')
        throw new Error('field "text" is missing or empty');
    if (!text.isWellFormed())
        throw new Error('field "text" holds half of a surrogate pair, which is no character');
    const entry = {
        text: (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_3__/* .trimText */ .Oj)(text),
        name: idIn(fields.id) ?? named,
        mustInclude: namesIn('must-include', mustInclude),
        mustExclude: namesIn('must-exclude', mustExclude),
        fields,
    };
    if (vector === undefined)
        return entry;
    if (!Array.isArray(vector) || !vector.every(Number.isFinite))
        throw new Error('field "vector" is not an array of numbers');
    if (typeof fingerprint !== 'string')
        throw new Error('field "fingerprint" is missing beside "vector"');
    const approved = { vector: Float32Array.from(vector), fingerprint, neighbours: neighboursIn(neighbours) };
    return { ...entry, approved };
}
function idIn(id) {
    if (id === undefined)
        return undefined;
    if ((typeof id !== 'string' || id.trim() === '') && typeof id !== 'number')
        throw new Error('field "id" is neither a number nor text');
    return String(id);
}
function namesIn(field, value = []) {
    if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
        throw new Error(`field "${field}" is not an array of names, such as ["refunds", "7"]`);
    return value;
}
function neighboursIn(value = []) {
    const fits = (one) => typeof one?.name === 'string' && typeof one.excerpt === 'string' && Number.isFinite(one.similarity);
    if (!Array.isArray(value) || !value.every(fits))
        throw new Error('field "neighbours" is not an array of {"name", "excerpt", "similarity"}');
    return value;
}
/**
 * Writes the golden set with its approved vectors, in its order. Replaces the file only when the new one is whole, and only if
 * what stands there is what was read: who approved meanwhile, or mended a line, does not lose it.
 * @throws OutputError
 */
async function writeGoldenSet({ path, header, texts, digest }) {
    const output = await _output_partial_file__WEBPACK_IMPORTED_MODULE_5__/* .PartialFile */ .A.open(path);
    try {
        if (header)
            output.text(`${JSON.stringify({ 'golden-set': FORMAT, ...header })}\n`);
        for (const entry of texts) {
            output.text(JSON.stringify(fieldsOf(entry)).slice(0, -1));
            if (entry.approved) {
                output.text(',"vector":[');
                output.components(entry.approved.vector);
                output.text(']');
            }
            output.text('}\n');
            if (output.full)
                await output.flush();
        }
        await refuseToOverwrite(output, digest);
        await output.finish();
    }
    catch (error) {
        await output.discard();
        throw error;
    }
}
/**
 * Of two who write at once, at least one sees the other: each makes its partial file first, and looks for those of others before
 * it looks at what stands there. So what the other is about to put there is seen as the one or as the other.
 */
async function refuseToOverwrite(output, digest) {
    const [other] = await output.others();
    if (other !== undefined)
        throw new _errors__WEBPACK_IMPORTED_MODULE_4__/* .OutputError */ .u7(`golden-set: ${output.path} is being written by another run, and was left as it is. If there is none, remove ${other}.`);
    const standing = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(output.path).then(digestOf, (error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw new _errors__WEBPACK_IMPORTED_MODULE_4__/* .OutputError */ .u7(`cannot write ${output.path}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`, { cause: error });
    });
    if (standing !== digest)
        throw new _errors__WEBPACK_IMPORTED_MODULE_4__/* .OutputError */ .u7(`golden-set: ${output.path} was changed by somebody else during this run, and was left as it is. Run it again to see what would change now.`);
}
function fieldsOf({ text, fields, mustInclude, mustExclude, approved }) {
    return {
        ...fields,
        text,
        ...(mustInclude.length > 0 && { 'must-include': mustInclude }),
        ...(mustExclude.length > 0 && { 'must-exclude': mustExclude }),
        ...(approved && { fingerprint: approved.fingerprint, neighbours: approved.neighbours }),
    };
}


/***/ }),

/***/ 77365:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TH: () => (/* binding */ idOf),
/* harmony export */   hV: () => (/* binding */ nameFaults),
/* harmony export */   n3: () => (/* binding */ withIds)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _nearest_name__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(99809);


/** Of the digest of a text, in hexadecimal digits: two of a hundred thousand are the same once in fifty thousand sets. */
const DIGITS = 12;
/** An id for a text that has none: the same wherever it stands. */
function idOf(text) {
    return `text-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, DIGITS)}`;
}
/** Gives each text without an id one: neighbours are named, and the number of a line changes with the lines before it. */
function withIds(texts) {
    const taken = new Set(texts.filter(({ fields }) => fields.id !== undefined).map(({ name }) => name));
    return texts.map((entry) => {
        if (entry.fields.id !== undefined)
            return entry;
        let id = idOf(entry.text);
        // A text that was edited keeps the id of what it was.
        for (let more = 2; taken.has(id); more++)
            id = `${idOf(entry.text)}-${more}`;
        taken.add(id);
        return { ...entry, name: id, fields: { id, ...entry.fields } };
    });
}
/** @param lines of each text, in order */
function nameFaults(texts, lines, neighboursFrom = 'golden') {
    const faults = [];
    /** Line of each id. */
    const ids = new Map();
    for (const [at, { name, fields }] of texts.entries()) {
        if (fields.id === undefined)
            continue;
        const [line, first] = [lines[at], ids.get(name)];
        if (first === undefined)
            ids.set(name, line);
        else
            faults.push({ line, reason: `the id ${shown(name)} is that of line ${first} already` });
    }
    for (const [at, entry] of texts.entries()) {
        const reasons = requirementFaults(entry, neighboursFrom === 'golden' ? ids : undefined);
        faults.push(...reasons.map((reason) => ({ line: lines[at], reason })));
    }
    return faults;
}
/** @param ids that may be named; undefined where neighbours come from a corpus, whose ids are not known yet */
function requirementFaults(entry, ids) {
    const { name, mustInclude, mustExclude } = entry;
    const reasons = [];
    for (const [field, names] of [
        ['must-include', mustInclude],
        ['must-exclude', mustExclude],
    ]) {
        for (const other of new Set(names)) {
            if (other === name)
                reasons.push(`${field} of ${shown(name)} names the text itself, which is never its own neighbour`);
            else if (ids && !ids.has(other))
                reasons.push(`${field} names ${shown(other)}, ${unknown(other, [...ids.keys()])}`);
        }
    }
    const both = mustInclude.filter((other) => mustExclude.includes(other));
    for (const other of new Set(both))
        reasons.push(`${shown(other)} is in must-include and in must-exclude`);
    return reasons;
}
function unknown(name, ids) {
    if (/^line \d+$/.test(name))
        return 'which is no id: give that text one, since lines move';
    const near = (0,_nearest_name__WEBPACK_IMPORTED_MODULE_1__/* .nearestName */ .q)(name, ids);
    return `which is the id of no golden text${near === undefined ? '' : `; did you mean ${shown(near)}?`}`;
}
function shown(name) {
    return JSON.stringify(name);
}


/***/ }),

/***/ 98893:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ MOST_GOLDEN_TEXTS),
/* harmony export */   p: () => (/* binding */ NEIGHBOUR_SOURCES)
/* harmony export */ });
/** Among what the neighbours of a golden text are searched: the other golden texts, or all records of the corpus. */
const NEIGHBOUR_SOURCES = ['golden', 'corpus'];
/** More is a corpus that was named by mistake: mode golden would write its vectors into it. */
const MOST_GOLDEN_TEXTS = 100_000;


/***/ }),

/***/ 13089:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ GoldenVectors),
/* harmony export */   O: () => (/* binding */ inOneGo)
/* harmony export */ });
/** Gathers the present vectors of golden texts while a corpus goes by, and where it has them. */
class GoldenVectors {
    golden;
    positions = new Map();
    wanted;
    vectors = new Map();
    constructor(golden) {
        this.golden = golden;
        this.wanted = new Set(golden.map(({ text }) => text));
    }
    take({ records, vectors }) {
        if (this.positions.size === this.wanted.size)
            return;
        for (const [index, { text, source, line }] of records.entries()) {
            if (!this.wanted.has(text) || this.positions.has(text))
                continue;
            this.positions.set(text, { source, line });
            this.put(text, vectors[index]);
        }
    }
    /** Golden texts that were in nothing taken so far. */
    missing() {
        return this.golden.filter(({ text }) => !this.positions.has(text));
    }
    /** Finds or computes what is missing, so that every golden text is judged whether the corpus still holds it or not. */
    async complete(resolver) {
        const missing = this.golden
            .filter(({ text }) => !this.vectors.has(text))
            .map(({ text }, index) => ({ text, source: 'golden set', line: index + 1 }));
        for await (const { records, vectors } of resolver.resolve(inOneGo(missing))) {
            for (const [index, { text }] of records.entries())
                this.put(text, vectors[index]);
        }
        return this.vectors;
    }
    /** A copy: what it is a view of should not stay. */
    put(text, vector) {
        if (!this.vectors.has(text))
            this.vectors.set(text, vector.slice());
    }
}
/** Records that are to be resolved at once. */
async function* inOneGo(records) {
    if (records.length > 0)
        yield records;
}


/***/ }),

/***/ 73721:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ Judge),
  S: () => (/* binding */ judgeVectors)
});

// EXTERNAL MODULE: ./src/validation/knn/exact.ts
var knn_exact = __nccwpck_require__(58694);
;// CONCATENATED MODULE: ./src/validation/statistics.ts
/** Confidence of every bound that is told. */
const CONFIDENCE = 0.95;
/** Arithmetic mean; 0 of nothing. */
function mean(values) {
    return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
/**
 * The value that a share of all are below, interpolated between neighbours: definition 7 of Hyndman and Fan 1996, which NumPy takes
 * too.
 * @param sorted ascending, at least one
 */
function quantile(sorted, share) {
    const at = (sorted.length - 1) * share;
    const below = sorted[Math.floor(at)];
    return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)] - below);
}
/**
 * The largest share of failures that still is compatible with what was seen: the exact one-sided upper bound of Clopper and
 * Pearson (Biometrika 1934), the p at which so few failures have a chance of 1 − confidence. For no failures it is
 * 1 − (1 − confidence)^(1/trials), about 3 / trials for 95 %: the rule of three.
 * @returns 0 to 1; 1 where nothing was tried
 */
function failureBound(failures, trials, confidence = CONFIDENCE) {
    if (failures >= trials)
        return 1;
    let [low, high] = [failures / trials, 1];
    // Halved until doubles tell no more.
    for (let round = 0; round < 60; round++) {
        const middle = (low + high) / 2;
        if (binomialAtMost(failures, trials, middle) > 1 - confidence)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}
/** The chance of at most so many failures, each with the chance p, 0 < p < 1. Terms are kept as logarithms: of many trials they are tiny. */
function binomialAtMost(failures, trials, p) {
    const odds = Math.log(p) - Math.log1p(-p);
    let term = trials * Math.log1p(-p);
    let sum = Math.exp(term);
    for (let count = 0; count < failures; count++) {
        term += Math.log((trials - count) / (count + 1)) + odds;
        sum += Math.exp(term);
    }
    return sum;
}
/** What could have gone unseen, beside a check of each text: `with 95 % confidence, fewer than 3.0 % of texts drifted`. */
function unseenShare(failures, texts, happened = 'drifted') {
    const bound = (failureBound(failures, texts) * 100).toFixed(1);
    return `with ${CONFIDENCE * 100} % confidence, fewer than ${bound} % of texts ${happened}`;
}

;// CONCATENATED MODULE: ./src/validation/checks/findings.ts

function skip(why) {
    return { checks: [], faults: [], skipped: why };
}
/** A check of the set as a whole, or of its worst text. */
function check(about) {
    const { value, threshold, bound } = about;
    // Not a number is on no side of anything.
    const passed = bound === 'at least' ? value >= threshold : value <= threshold;
    const { unseen, ...rest } = { failing: [], ...about };
    return { ...rest, passed, ...(passed && unseen !== undefined && { unseen }) };
}
/** A check that each text passes or fails by itself: its value counts those that fail. */
function countCheck(about, failing, texts) {
    const { happened, threshold = 0, ...rest } = about;
    return check({
        ...rest,
        value: failing.length,
        threshold,
        bound: 'at most',
        failing,
        unseen: unseenShare(failing.length, texts, happened),
    });
}

;// CONCATENATED MODULE: ./src/validation/checks/sanity.ts


/** Farthest that the length of a normalized vector may be from 1: fp16 storage moves it by 2e-4 at most. */
const LENGTH_TOLERANCE = 1e-3;
/** Share of texts that another model may no longer tell apart, such as by case. */
const MERGED = 0.05;
/** Approved vectors at least so similar are of texts that the model cannot tell apart, such as by case. */
const SAME = 1 - 1e-6;
/** A vector that can be compared with others: of the right length, finite, and not zero. */
function isUsable(vector, dimensions) {
    return vector !== undefined && vector.length === dimensions && vector.every(Number.isFinite) && vector.some(Boolean);
}
/** Whether present vectors are vectors at all. Looks at no approved one, but to know which texts the model never told apart. */
function checkSanity(subject) {
    const { names, present, dimensions, normalized } = subject;
    const faults = [];
    const failing = (wrong) => names.filter((_, position) => {
        const message = wrong(present[position]);
        if (message !== undefined)
            faults.push({ position, message });
        return message !== undefined;
    });
    const count = (name, description, wrong) => countCheck({ name, description, happened: 'have one' }, failing((vector) => vector && wrong(vector)), names.length);
    const checks = [
        countCheck({ name: 'missing', description: 'Golden texts without a present vector.', happened: 'have none' }, failing((vector) => (vector ? undefined : 'there is no present vector')), names.length),
        count('dimensions', `Vectors that have not ${dimensions} dimensions, as the contract says.`, ({ length }) => length === dimensions ? undefined : `the vector has ${length} dimensions, not ${dimensions}`),
        count('not finite', 'Vectors with components that are infinite or not a number.', (vector) => vector.every(Number.isFinite) ? undefined : 'components are infinite or not a number'),
        count('zero', 'Vectors of zeros, which have no direction.', (vector) => vector.some(Boolean) ? undefined : 'the vector is zero'),
        ...(normalized
            ? [
                count('length', `Vectors whose length is more than ${LENGTH_TOLERANCE} from 1, though they are normalized.`, wrongLength),
            ]
            : []),
    ];
    const same = alike(subject);
    return { checks: [...checks, ...same.checks], faults: [...faults, ...same.faults] };
}
function wrongLength(vector) {
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    // Zero, infinite and so on are told by name.
    if (length === 0 || !Number.isFinite(length) || Math.abs(length - 1) <= LENGTH_TOLERANCE)
        return undefined;
    return `the length of the vector is ${length.toPrecision(4)}, not 1`;
}
/** Texts that now have the very vector of another text, though their approved vectors differ. */
function alike({ names, approved, present, dimensions, mayMerge }) {
    const faults = [];
    const firsts = new Map();
    const failing = [];
    for (const [position, vector] of present.entries()) {
        if (!isUsable(vector, dimensions))
            continue;
        const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('latin1');
        const first = firsts.get(bytes);
        if (first === undefined)
            firsts.set(bytes, position);
        else if (!((0,knn_exact/* cosine */.sw)(approved[first], approved[position]) >= SAME)) {
            failing.push(names[position]);
            faults.push({ position, message: `the same vector as that of ${names[first]}` });
        }
    }
    const found = check({
        name: 'identical',
        description: 'Share of texts whose vector is that of another text, though they were approved with different ones.',
        value: names.length === 0 ? 0 : failing.length / names.length,
        threshold: mayMerge ? MERGED : 0,
        bound: 'at most',
        failing,
    });
    return { checks: [found], faults: found.passed ? [] : faults };
}

// EXTERNAL MODULE: ./src/report/wording.ts
var wording = __nccwpck_require__(25594);
;// CONCATENATED MODULE: ./src/validation/random.ts
/**
 * Numbers from 0 to below 1 that are the same for the same seed on every machine: mulberry32, public domain. For shuffling, not for
 * secrets.
 */
function randomOf(seed) {
    const { imul } = Math;
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}
/** Puts the values into another order, in place (Fisher and Yates). */
function shuffle(values, random) {
    for (let last = values.length - 1; last > 0; last--) {
        const other = Math.floor(random() * (last + 1));
        [values[last], values[other]] = [values[other], values[last]];
    }
    return values;
}

;// CONCATENATED MODULE: ./src/validation/checks/domain-classifier.ts

/** As scikit-learn's SGDClassifier has them by default, which Evidently takes. */
const ALPHA = 1e-4;
const TOLERANCE = 1e-3;
const PATIENCE = 5;
/** scikit-learn allows 1,000 rounds; texts that need more than this to be told apart are hardly different. */
const MOST_ROUNDS = 100;
/** Evidently's random_state. */
const SEED = 42;
/**
 * How well a linear classifier tells approved from present vectors, as the area under its ROC curve: 0.5 for not at all, 1 for
 * always. Evidently's `model` method: logistic regression by stochastic gradient descent, trained on one half, asked about the other
 * (github.com/evidentlyai/evidently, embedding_drift_methods.py). Two things differ. Both vectors of a text are in the same half,
 * so that the classifier cannot learn the texts themselves. And all vectors are scaled by one number to a mean length of 1, which
 * its learning rate is made for. Deterministic.
 * @param approved one for each text, of the same length as `present`; at least four
 */
function domainAuc(approved, present) {
    const random = randomOf(SEED);
    const order = shuffle([...approved.keys()], random);
    const rows = (positions) => positions.flatMap((at) => [
        { vector: approved[at], approved: true },
        { vector: present[at], approved: false },
    ]);
    const half = order.length >> 1;
    const score = train(rows(order.slice(0, half)), 1 / meanLength(approved), random);
    const asked = rows(order.slice(half));
    const scores = asked.map(({ vector }) => score(vector));
    return areaUnderCurve(scores.filter((_, at) => asked[at]?.approved), scores.filter((_, at) => !asked[at]?.approved));
}
/** Stochastic gradient descent with the step sizes of Bottou, as scikit-learn's learning_rate "optimal". @returns what scores a vector */
function train(rows, scale, random) {
    const weights = new Float64Array(rows[0]?.vector.length ?? 0);
    let bias = 0;
    // The weights are `factor` times what is kept, so that a step of regularization is one multiplication.
    let factor = 1;
    const score = (vector) => bias + factor * scale * dot(weights, vector);
    const typical = Math.sqrt(1 / Math.sqrt(ALPHA));
    let step = 1 / (typical * ALPHA);
    let [best, waited] = [Number.POSITIVE_INFINITY, 0];
    for (let round = 0; round < MOST_ROUNDS && waited < PATIENCE; round++) {
        let loss = 0;
        for (const { vector, approved } of shuffle(rows, random)) {
            const rate = 1 / (ALPHA * step++);
            const sign = approved ? 1 : -1;
            const margin = sign * score(vector);
            loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
            const gradient = -sign / (1 + Math.exp(margin));
            factor *= Math.max(0, 1 - rate * ALPHA);
            if (factor < 1e-9)
                factor = fold(weights, factor);
            const change = (rate * gradient * scale) / factor;
            for (let at = 0; at < weights.length; at++) {
                weights[at] = weights[at] - change * vector[at];
            }
            bias -= rate * gradient;
        }
        loss /= rows.length;
        waited = loss > best - TOLERANCE ? waited + 1 : 0;
        best = Math.min(best, loss);
    }
    return score;
}
/** @returns 1 */
function fold(weights, factor) {
    for (let at = 0; at < weights.length; at++)
        weights[at] = weights[at] * factor;
    return 1;
}
/** The chance that one of `higher` has a larger score than one of `lower`; equal ones count half (Mann and Whitney). */
function areaUnderCurve(higher, lower) {
    const all = [...higher.map((score) => ({ score, wanted: 1 })), ...lower.map((score) => ({ score, wanted: 0 }))];
    all.sort((a, b) => a.score - b.score);
    let ranks = 0;
    for (let from = 0; from < all.length;) {
        let to = from;
        let wanted = 0;
        while (to < all.length && all[to]?.score === all[from]?.score)
            wanted += all[to++]?.wanted ?? 0;
        // All of one score share the mean of their ranks, which count from 1.
        ranks += (wanted * (from + 1 + to)) / 2;
        from = to;
    }
    return (ranks - (higher.length * (higher.length + 1)) / 2) / (higher.length * lower.length);
}
function meanLength(vectors) {
    const lengths = vectors.map((vector) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)));
    return lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
}
function dot(weights, vector) {
    let sum = 0;
    for (let at = 0; at < weights.length; at++)
        sum += weights[at] * vector[at];
    return sum;
}

;// CONCATENATED MODULE: ./src/validation/checks/distribution.ts



/** Fewer are no distribution. */
const LEAST_TEXTS = 10;
/** Largest change of the mean length, as a share of it. */
const LENGTH_CHANGE = 0.01;
/** Largest distance of both means, as a share of the mean length. */
const MEAN_DISTANCE = 0.01;
/** Evidently's: a component has drifted from this distance on, and the whole with more than this share of components. */
const COMPONENT_DISTANCE = 0.1;
const DRIFTED_SHARE = 0.2;
/** Evidently's, in standard deviations below which a component counts as hardly varying. */
const LEAST_DEVIATION = 1e-3;
/** Evidently's: an area under the ROC curve above this is drift. */
const AUC = 0.55;
const ALIKE = 'sees what moves many vectors the same way; not vectors that changed places';
/**
 * Whether the vectors as a whole are spread as they were approved: what a change of each by very little adds up to.
 * @param approved one for each text, of the same length as `present`
 */
function checkDistribution(approved, present) {
    if (approved.length < LEAST_TEXTS)
        return skip(`fewer than ${LEAST_TEXTS} texts are no distribution`);
    const before = mean(approved.map(lengthOf));
    const most = (about) => check({ ...about, bound: 'at most' });
    const checks = [
        most({
            name: 'length',
            description: 'Change of the mean length of vectors, as a share of it.',
            value: Math.abs(mean(present.map(lengthOf)) - before) / before,
            threshold: LENGTH_CHANGE,
        }),
        most({
            name: 'mean',
            description: 'Distance of the mean present vector from the mean approved one, as a share of the mean length.',
            value: distance(meanVector(approved), meanVector(present)) / before,
            threshold: MEAN_DISTANCE,
            unseen: ALIKE,
        }),
        most({
            name: 'drifted components',
            description: `Share of components whose values moved by ${COMPONENT_DISTANCE} standard deviations or more (Wasserstein distance).`,
            value: driftedComponents(approved, present),
            threshold: DRIFTED_SHARE,
            unseen: ALIKE,
        }),
        ...(isTelling(approved.length)
            ? [
                most({
                    name: 'classifier AUC',
                    description: 'How well a linear classifier tells present from approved vectors: 0.5 is not at all, 1 always.',
                    value: domainAuc(approved, present),
                    threshold: AUC,
                    unseen: ALIKE,
                }),
            ]
            : []),
    ];
    return { checks, faults: [] };
}
/**
 * Whether there are enough texts for the classifier. Asked about m texts it cannot tell apart, the area under its curve strays from
 * 0.5 by a standard error of √((2m + 1) / 12m²) (Mann and Whitney 1947); where that is more than what counts as drift, the number
 * says nothing. So from 135 texts on.
 */
function isTelling(texts) {
    const asked = texts - (texts >> 1);
    return Math.sqrt((2 * asked + 1) / (12 * asked * asked)) <= AUC - 0.5;
}
/**
 * Share of components that drifted, as Evidently's `ratio` method defines it: the Wasserstein distance of the values of a component,
 * before and after, divided by the standard deviation before, is at least COMPONENT_DISTANCE
 * (github.com/evidentlyai/evidently, embedding_drift_methods.py and wasserstein_distance_norm.py).
 */
function driftedComponents(approved, present) {
    const dimensions = approved[0]?.length ?? 0;
    let drifted = 0;
    for (let component = 0; component < dimensions; component++) {
        const before = Float64Array.from(approved, (vector) => vector[component]).sort();
        const after = Float64Array.from(present, (vector) => vector[component]).sort();
        if (wasserstein(before, after) / Math.max(deviation(before), LEAST_DEVIATION) >= COMPONENT_DISTANCE)
            drifted++;
    }
    return drifted / dimensions;
}
/** First Wasserstein distance of two samples of one size, both sorted: the mean distance of values of the same rank. */
function wasserstein(a, b) {
    let sum = 0;
    for (let at = 0; at < a.length; at++)
        sum += Math.abs(a[at] - b[at]);
    return sum / a.length;
}
/** Of the values themselves, not of what they are drawn from: NumPy's std. */
function deviation(values) {
    const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
}
function meanVector(vectors) {
    const sum = new Float64Array(vectors[0]?.length ?? 0);
    for (const vector of vectors)
        for (let at = 0; at < sum.length; at++)
            sum[at] = sum[at] + vector[at];
    return sum.map((value) => value / vectors.length);
}
function distance(a, b) {
    return Math.hypot(...a.map((value, at) => value - b[at]));
}
function lengthOf(vector) {
    return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

;// CONCATENATED MODULE: ./src/validation/checks/identity.ts


/** Cosines that differ by less are the same: float32 tells no more. */
const ROUNDING = 1e-6;
/**
 * Whether each text is still itself: the approved vector that is nearest to its present one has to be its own, or one that is as
 * near, and at least `threshold` similar.
 */
function checkIdentity(texts, threshold) {
    const faults = [];
    const others = [];
    const below = [];
    for (const [position, text] of texts.entries()) {
        const { name, similarity, nearest } = text;
        if (!(similarity >= threshold)) {
            below.push(text);
            faults.push({ position, message: `similarity ${similarity.toFixed(4)} is below ${threshold}` });
        }
        if (!nearest || nearest.similarity <= similarity + ROUNDING)
            continue;
        others.push(name);
        faults.push({
            position,
            message: `nearest is the approved vector of ${nearest.name} (${nearest.similarity.toFixed(4)}), not its own (${similarity.toFixed(4)})`,
        });
    }
    const worst = below.sort((a, b) => a.similarity - b.similarity).map(({ name }) => name);
    const checks = [
        check({
            name: 'self@1',
            description: 'Share of texts whose present vector is nearest to their own approved vector.',
            value: 1 - others.length / texts.length,
            threshold: 1,
            bound: 'at least',
            failing: others,
            unseen: unseenShare(others.length, texts.length, 'became another text'),
        }),
        check({
            name: 'similarity',
            description: 'Least cosine similarity of a present vector to the approved one.',
            value: texts.reduce((least, { similarity }) => Math.min(least, similarity), 1),
            threshold,
            bound: 'at least',
            failing: worst,
            unseen: unseenShare(worst.length, texts.length, `are less than ${threshold} similar`),
        }),
    ];
    return { checks, faults };
}

;// CONCATENATED MODULE: ./src/validation/rank-overlap.ts
/** Similarities that differ by less are a tie, as ann-benchmarks takes it: whoever is just outside the k nearest counts as inside. */
const TIE = 1e-3;
/** Weight of depth in the rank-biased overlap. With 0.9 the first ten ranks hold 86 % of it (Webber et al. 2010, section 4.2). */
const PERSISTENCE = 0.9;
/**
 * How many of the first 1, 2, … k approved neighbours are among the present neighbours of the same depth. Tie-tolerant: one that
 * is found further down counts as long as it is less than TIE farther than the last of that depth.
 * @param present nearest first; longer than k, so that ties at its end are seen
 * @returns one count for each depth, as many as there are approved neighbours up to k
 */
function overlaps(approved, present, k) {
    const similarity = new Map(present.map((one) => [one.key, one.similarity]));
    return approved.slice(0, k).map((_, index) => {
        const last = present[Math.min(index, present.length - 1)]?.similarity ?? 0;
        return approved.slice(0, index + 1).filter((key) => (similarity.get(key) ?? -2) >= last - TIE).length;
    });
}
/** Share of the approved neighbours that are still there: recall@k. */
function recall(counts) {
    return counts.length === 0 ? 0 : counts.at(-1) / counts.length;
}
/** Jaccard index of both sets of neighbours: those in both, of those in either. */
function jaccard(counts) {
    const both = counts.at(-1) ?? 0;
    return counts.length === 0 ? 0 : both / (2 * counts.length - both);
}
/**
 * Rank-biased overlap, extrapolated: agreement of two rankings in which what is first weighs most, 0 to 1. Equation 30 of Webber,
 * Moffat and Zobel, "A similarity measure for indefinite rankings", ACM TOIS 28(4), 2010:
 * X_k/k · p^k + (1 − p)/p · Σ_{d=1..k} X_d/d · p^d, with X_d the overlap at depth d.
 */
function rankBiasedOverlap(counts, p = PERSISTENCE) {
    let sum = 0;
    for (const [index, count] of counts.entries())
        sum += (count / (index + 1)) * p ** (index + 1);
    return ((1 - p) / p) * sum + recall(counts) * p ** counts.length;
}

;// CONCATENATED MODULE: ./src/validation/checks/neighbourhood.ts



function keptNeighbours({ approved, present }, k) {
    const counts = overlaps(approved, present, k);
    return { recall: recall(counts), jaccard: jaccard(counts), rankBiasedOverlap: rankBiasedOverlap(counts) };
}
/**
 * Whether texts have the neighbours that they were approved with. The only layer that compares vectors of different models.
 * @param threshold least mean recall, 0 to 1. The same bar holds for the rank-biased overlap, and with it the Jaccard index
 * t / (2 − t), which two sets of one size with a recall of t have. Of texts that lost all, a share of (1 − t)² is allowed: hardly any
 * where little may change, some where a new model may change much.
 */
function checkNeighbourhood(texts, k, threshold) {
    const kept = texts.map((text) => keptNeighbours(text, k));
    const poor = [...kept.keys()].filter((position) => !(kept[position].recall >= threshold));
    poor.sort((a, b) => kept[a].recall - kept[b].recall);
    const nameOf = (position) => texts[position].name;
    const lost = poor.filter((position) => kept[position]?.recall === 0);
    const average = (name, description, of, least) => {
        const value = mean(kept.map(of));
        return check({
            name,
            description,
            value,
            threshold: least,
            bound: 'at least',
            failing: value >= least ? [] : poor.map(nameOf),
            unseen: unseenShare(poor.length, texts.length, `lost more than ${percentOf(1 - threshold)} % of their neighbours`),
        });
    };
    const checks = [
        average(`recall@${k}`, `Mean share of the approved ${k} nearest neighbours that are still among the ${k} nearest.`, (one) => one.recall, threshold),
        average(`jaccard@${k}`, 'Mean Jaccard index of approved and present neighbours.', (one) => one.jaccard, threshold / (2 - threshold)),
        average(`overlap@${k}`, 'Mean rank-biased overlap of approved and present neighbours, in which the first ranks weigh most.', (one) => one.rankBiasedOverlap, threshold),
        check({
            name: 'lost',
            description: 'Share of texts that have none of their approved neighbours left.',
            value: lost.length / texts.length,
            threshold: (1 - threshold) ** 2,
            bound: 'at most',
            failing: lost.map(nameOf),
            unseen: unseenShare(lost.length, texts.length, 'lost all their neighbours'),
        }),
    ];
    // Where only lost texts are too many, those that lost a neighbour to them are not to blame.
    const blamed = checks.slice(0, -1).some(({ passed }) => !passed) ? poor : checks.at(-1)?.passed ? [] : lost;
    return {
        checks,
        faults: blamed.map((position) => ({ position, message: lostMessage(texts, kept, position, k) })),
    };
}
function lostMessage(texts, kept, position, k) {
    const approved = Math.min(k, texts[position].approved.length);
    const still = Math.round(kept[position].recall * approved);
    return `${still} of ${approved} approved neighbours are among the ${k} nearest`;
}
function percentOf(share) {
    return Number((share * 100).toPrecision(3));
}

;// CONCATENATED MODULE: ./src/validation/checks/required.ts

/** Whether neighbours that golden texts name are where they are wanted. */
function checkRequired(texts, k) {
    const demanding = texts.filter(({ mustInclude, mustExclude }) => mustInclude.length + mustExclude.length > 0);
    if (demanding.length === 0)
        return skip('no golden text has must-include or must-exclude');
    const faults = [];
    const failing = (wrong, what) => texts.flatMap((text, position) => {
        const names = wrong(text);
        if (names.length === 0)
            return [];
        faults.push({ position, message: `${names.join(', ')} ${what} the ${k} nearest` });
        return [text.name];
    });
    const checks = [
        countCheck({
            name: 'must-include',
            description: `Texts that have not all required neighbours among the ${k} nearest.`,
            happened: 'lost a required neighbour',
        }, failing(({ mustInclude, present }) => mustInclude.filter((name) => !present.includes(name)), 'must be among'), texts.filter(({ mustInclude }) => mustInclude.length > 0).length),
        countCheck({
            name: 'must-exclude',
            description: `Texts that have a forbidden neighbour among the ${k} nearest.`,
            happened: 'got a forbidden neighbour',
        }, failing(({ mustExclude, present }) => mustExclude.filter((name) => present.includes(name)), 'must not be among'), texts.filter(({ mustExclude }) => mustExclude.length > 0).length),
    ];
    return { checks, faults };
}

// EXTERNAL MODULE: ./src/validation/neighbourhood.ts
var neighbourhood = __nccwpck_require__(92074);
// EXTERNAL MODULE: ./src/explanation/contract-parts.ts
var contract_parts = __nccwpck_require__(20182);
;// CONCATENATED MODULE: ./src/validation/profile.ts

/** Fewer have no neighbours that could be others. */
const FEWEST_WITH_NEIGHBOURS = 3;
/**
 * Whether present and approved vectors are of one model, so that they can be compared component by component. Where only that could
 * be compared, since there are too few texts for neighbours, they are: a gate that asks nothing must not be open.
 */
function chooseProfile(asked, { header, texts }, present, neighboursFrom) {
    const others = texts.filter(({ approved }) => approved?.fingerprint !== present.fingerprint).length;
    const changes = header
        ? (0,contract_parts/* contractChanges */.CC)((0,contract_parts/* partsOf */.CI)(header.contract), (0,contract_parts/* partsOf */.CI)(present.contract)).map(contract_parts/* describeChange */.uQ)
        : [];
    const told = changes.length > 0 ? `: ${changes.join('; ')}` : '';
    const found = others === 0
        ? 'all golden texts were approved under the present contract'
        : `${others} of ${texts.length} golden texts were approved under another contract${told}`;
    if (asked !== 'auto')
        return { profile: asked, reason: `validation-profile says so; ${found}` };
    if (others > 0 && neighboursFrom === 'golden' && texts.length < FEWEST_WITH_NEIGHBOURS) {
        return { profile: 'same-model', reason: `${found}; too few texts to be compared by their neighbours` };
    }
    return { profile: others === 0 ? 'same-model' : 'cross-model', reason: found };
}

;// CONCATENATED MODULE: ./src/validation/search.ts


/** All questions that nearest-neighbour engines are asked. */
async function search(subject, golden, { corpus }, { validationNeighbours }, openIndex) {
    const { k, usable, approved, fingerprints } = subject;
    const identified = subject.comparable ? await nearestApproved(subject, openIndex) : undefined;
    if (validationNeighbours === 'corpus') {
        const recorded = subject.golden.map((entry) => (entry.approved?.neighbours ?? []).slice(0, k));
        const engine = {
            name: 'exact',
            description: 'the corpus, in this process, while it was read',
            indexed: corpus?.texts ?? 0,
        };
        return {
            nearestApproved: identified?.nearest ?? [],
            approved: (0,neighbourhood/* corpusNeighbours */.rn)(recorded),
            present: (0,neighbourhood/* corpusNeighbours */.rn)(corpus?.neighbours ?? recorded.map(() => [])),
            engine: identified?.engine ?? engine,
        };
    }
    const present = await (0,neighbourhood/* goldenNeighbours */.YF)(subject.golden, usable, fingerprints.present, k * neighbourhood/* SEARCHED_TIMES */.LJ, openIndex);
    const before = (0,neighbourhood/* recordedNeighbours */.pA)(golden.texts, Math.min(k, golden.texts.length - 1)) ??
        (await (0,neighbourhood/* goldenNeighbours */.YF)(subject.golden, approved, fingerprints.approved, k, openIndex));
    const engines = [identified?.engine, present.engine].filter((engine) => engine !== undefined);
    return {
        nearestApproved: identified?.nearest ?? [],
        approved: before,
        present,
        engine: leastBelieved(engines),
    };
}
/** Of the indexes of one engine, the one that missed most. */
function leastBelieved([first, ...others]) {
    return others.reduce((least, one) => ((one.recall ?? 1) < (least.recall ?? 1) ? one : least), first);
}
/** Asks the approved vectors which of them is nearest to each present one. */
async function nearestApproved({ golden, fingerprints, approved, usable }, openIndex) {
    const texts = golden.map(({ text }) => text);
    const index = await openIndex(approved, { texts, fingerprint: fingerprints.approved });
    try {
        const asked = [...usable.keys()].filter((position) => usable[position]);
        const found = await index.searchAll(asked.map((position) => usable[position]), 1);
        const nearest = new Array(usable.length).fill(undefined);
        for (const [row, position] of asked.entries()) {
            const [one] = found[row] ?? [];
            // An approximate engine may round what it says of the one it found.
            if (one)
                nearest[position] = { ...one, similarity: similarityAt(usable, approved, position, one.position) };
        }
        return { nearest, engine: index.facts };
    }
    finally {
        await index.close();
    }
}
/** Cosine similarity of a present vector to an approved one, that of the same text unless another is named; 0 where it is not usable. */
function similarityAt(present, approved, position, other = position) {
    const vector = present[position];
    return vector ? Math.min(1, (0,knn_exact/* cosine */.sw)(vector, approved[other])) : 0;
}

;// CONCATENATED MODULE: ./src/validation/similarity-facts.ts

const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
/** Bars that a picture has room for. */
const MOST_BARS = 20;
/** Widths of bars, so that their ends are numbers that people read: a power of ten times one of these. */
const STEPS = [1, 2, 5];
/** @param similarities of present to approved vectors, at least one */
function similarityFacts(similarities) {
    const sorted = Float64Array.from(similarities, (value) => Math.min(1, value)).sort();
    return {
        min: sorted[0],
        mean: Math.min(1, mean(similarities)),
        quantiles: SHARES.map((share) => ({ share, value: quantile(sorted, share) })),
        histogram: histogram(sorted),
    };
}
/** Bars of one width up to 1, as narrow as MOST_BARS allow. All similarities are in one of them; those at an end in the upper one. */
function histogram(sorted) {
    const least = sorted[0];
    const width = widthOf(1 - least);
    // By whole steps below 1: sums of widths would not end at 1.
    const bars = Math.max(1, Math.ceil((1 - least) / width - 1e-9));
    const counts = new Array(bars).fill(0);
    for (const value of sorted) {
        const bar = Math.min(bars - 1, Math.floor((1 - value) / width + 1e-9));
        counts[bars - 1 - bar] = counts[bars - 1 - bar] + 1;
    }
    const end = (steps) => Number((1 - steps * width).toPrecision(12));
    return counts.map((texts, bar) => ({ from: end(bars - bar), to: end(bars - bar - 1), texts }));
}
/** Never below a millionth: float32 tells no more. */
function widthOf(span) {
    for (let power = -6;; power++) {
        const step = STEPS.find((one) => one * 10 ** power * MOST_BARS >= span - 1e-12);
        if (step !== undefined)
            return step * 10 ** power;
    }
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
;// CONCATENATED MODULE: ./src/validation/subject.ts



/** @throws InputError if the golden set has no approved vectors yet, or none that can be compared as asked */
function subjectOf(golden, present, inputs, profile) {
    const { texts } = golden;
    const approved = approvedVectors(golden);
    const vectors = texts.map(({ text }) => present.vectors.get(text));
    // A service may give what the contract does not know yet; vectors of a file are what they are.
    const dimensions = present.model.contract.dimensions;
    const comparable = approved[0]?.length === dimensions;
    if (profile === 'same-model' && !comparable) {
        throw new errors/* InputError */.dz([
            `golden-set: ${golden.path} was approved with ${approved[0]?.length} dimensions, and the model gives ${dimensions}: vectors of different length cannot be compared. Run mode golden to approve this model, or leave validation-profile to auto.`,
        ]);
    }
    return {
        golden: texts,
        names: texts.map(({ name }) => name),
        profile,
        fingerprints: { approved: texts[0]?.approved?.fingerprint ?? '', present: present.model.fingerprint },
        approved,
        present: vectors,
        usable: vectors.map((vector) => (isUsable(vector, dimensions) ? vector : undefined)),
        comparable,
        k: comparedNeighbours(golden, inputs),
    };
}
/**
 * What can be said of a golden set before anything is embedded for it.
 * @throws InputError if nothing can be judged by it
 */
function refuseUnusable(golden, inputs) {
    approvedVectors(golden);
    comparedNeighbours(golden, inputs);
}
function approvedVectors({ texts, path }) {
    const faults = [];
    const unapproved = texts.filter(({ approved }) => !approved);
    if (unapproved.length > 0) {
        faults.push(`golden-set: ${unapproved.length} of ${texts.length} texts in ${path} have no approved vector, ${unapproved[0]?.name} first. Run mode golden with this golden-set to approve the present vectors.`);
    }
    const vectors = texts.flatMap(({ approved }) => approved?.vector ?? []);
    const other = texts.find(({ approved }) => approved && approved.vector.length !== vectors[0]?.length);
    if (other) {
        faults.push(`golden-set: ${other.name} in ${path} was approved with ${other.approved?.vector.length} dimensions, and texts before it with ${vectors[0]?.length}. Run mode golden to approve all of them with one model.`);
    }
    if (faults.length > 0)
        throw new errors/* InputError */.dz(faults);
    return vectors;
}
/** @throws InputError if the golden set has no neighbours to compare with */
function comparedNeighbours({ header, texts, path }, inputs) {
    if (inputs.validationNeighbours === 'golden')
        return (0,neighbourhood/* neighbourCount */.$W)(inputs.validationK, texts.length);
    if (header?.neighboursFrom !== 'corpus') {
        throw new errors/* InputError */.dz([
            `validation-neighbours: "corpus", and ${path} has none of the corpus. Run mode golden with validation-neighbours corpus and the corpus to approve them.`,
        ]);
    }
    return Math.min(inputs.validationK, header.k);
}

// EXTERNAL MODULE: ./src/validation/validation.ts
var validation = __nccwpck_require__(12720);
;// CONCATENATED MODULE: ./src/validation/vector-map.ts

/** With fewer texts two axes show nothing. */
const LEAST_MAPPED = 3;
const vector_map_MOST_ROUNDS = 100;
/** A direction that turns by less than this in a round (1 − cosine) has been found, as far as a picture shows. */
const SETTLED = 1e-9;
const vector_map_SEED = 20_100_401;
/**
 * Golden texts in two dimensions. Deterministic; besides the vectors it needs memory for a few of them only.
 * @param approved one length; `present` too, which may be another one where it has a plane of its own
 * @param ownPlane whether present vectors cannot be placed among the approved ones, because another model made them
 */
function vectorMap(approved, present, ownPlane) {
    const plane = principalPlane(approved);
    const before = approved.map((vector) => project(vector, plane));
    const after = ownPlane ? ontoApproved(present, before) : present.map((vector) => project(vector, plane));
    return {
        explained: plane.explained,
        points: before.map((point, at) => ({ approved: point, present: after[at] })),
    };
}
function ontoApproved(present, before) {
    const plane = principalPlane(present);
    return procrustes(present.map((vector) => project(vector, plane)), before);
}
/** Principal components by power iteration, the second one after the first was taken out of all vectors. */
function principalPlane(vectors) {
    const dimensions = vectors[0]?.length ?? 0;
    const centre = new Float64Array(dimensions);
    for (const vector of vectors)
        add(vector, 1 / vectors.length, centre);
    let variance = 0;
    for (const vector of vectors)
        for (let at = 0; at < dimensions; at++)
            variance += (vector[at] - centre[at]) ** 2;
    const first = principalAxis(vectors, centre, []);
    const second = principalAxis(vectors, centre, [first.axis]);
    const share = (value) => (variance > 0 ? Math.min(1, value / variance) : 0);
    return { centre, axes: [first.axis, second.axis], explained: [share(first.spread), share(second.spread)] };
}
/** @param without directions that are left out @returns its length is 1, and its largest component positive */
function principalAxis(vectors, centre, without) {
    const random = randomOf(vector_map_SEED + without.length);
    let axis = Float64Array.from(centre, () => random() - 0.5);
    takeOut(axis, without);
    scaleToOne(axis);
    let spread = 0;
    for (let round = 0; round < vector_map_MOST_ROUNDS; round++) {
        const next = new Float64Array(centre.length);
        const shift = vector_map_dot(centre, axis);
        let all = 0;
        for (const vector of vectors) {
            const along = vector_map_dot(vector, axis) - shift;
            add(vector, along, next);
            all += along;
        }
        add(centre, -all, next);
        takeOut(next, without);
        spread = scaleToOne(next);
        // Nothing varies in any direction that is left.
        if (spread <= Number.EPSILON)
            return { axis, spread: 0 };
        const turned = 1 - Math.abs(vector_map_dot(next, axis));
        axis = next;
        if (turned < SETTLED)
            break;
    }
    return { axis: pointedUp(axis), spread };
}
function project(vector, { centre, axes }) {
    return [vector_map_dot(vector, axes[0]) - vector_map_dot(centre, axes[0]), vector_map_dot(vector, axes[1]) - vector_map_dot(centre, axes[1])];
}
/**
 * Turns, mirrors and scales points as a whole so that they come as near as possible to others: orthogonal Procrustes with one scale
 * (Schönemann 1966; Gower 1975), whose best rotation of a plane is known in closed form. Points of both lie around 0.
 */
function procrustes(points, targets) {
    let [xx, xy, yx, yy, size] = [0, 0, 0, 0, 0];
    for (const [at, [x, y]] of points.entries()) {
        const [u, v] = targets[at];
        xx += x * u;
        xy += x * v;
        yx += y * u;
        yy += y * v;
        size += x * x + y * y;
    }
    const turned = Math.hypot(xx + yy, xy - yx);
    const mirrored = Math.hypot(xx - yy, xy + yx);
    const best = Math.max(turned, mirrored);
    if (best === 0 || size === 0)
        return [...points];
    const scale = best / size;
    if (turned >= mirrored) {
        const [cosine, sine] = [(xx + yy) / turned, (xy - yx) / turned];
        return points.map(([x, y]) => [scale * (cosine * x - sine * y), scale * (sine * x + cosine * y)]);
    }
    const [cosine, sine] = [(xx - yy) / mirrored, (xy + yx) / mirrored];
    return points.map(([x, y]) => [scale * (cosine * x + sine * y), scale * (sine * x - cosine * y)]);
}
function takeOut(vector, directions) {
    for (const direction of directions)
        add(direction, -vector_map_dot(vector, direction), vector);
}
/** @returns the length that it had; a zero vector stays one */
function scaleToOne(vector) {
    const length = Math.sqrt(vector_map_dot(vector, vector));
    if (length > 0)
        for (let at = 0; at < vector.length; at++)
            vector[at] = vector[at] / length;
    return length;
}
/** Adds a multiple of a vector to the sum. */
function add(vector, times, sum) {
    for (let at = 0; at < sum.length; at++)
        sum[at] = sum[at] + times * vector[at];
}
/** An axis has no direction of its own: either would do, and one has to be taken. */
function pointedUp(axis) {
    let largest = 0;
    for (const value of axis)
        if (Math.abs(value) > Math.abs(largest) + 1e-12)
            largest = value;
    return largest < 0 ? axis.map((value) => -value) : axis;
}
function vector_map_dot(a, b) {
    let sum = 0;
    for (let at = 0; at < b.length; at++)
        sum += a[at] * b[at];
    return sum;
}

;// CONCATENATED MODULE: ./src/validation/gate.ts














/** The layers that compare vectors themselves, which those of two models do not allow. */
const OF_ONE_MODEL = ['identity', 'distribution'];
/** Texts without which neighbours cannot change: the only other one is always the nearest. */
const LEAST_WITH_NEIGHBOURS = 3;
/**
 * Judges present vectors by the golden set, layer by layer.
 * @param openIndex opens what answers nearest-neighbour queries
 * @throws InputError if the golden set has no approved vectors yet, or none that can be compared as asked
 */
async function validate(golden, present, inputs, openIndex) {
    const { profile, reason } = chooseProfile(inputs.validationProfile, golden, present.model, inputs.validationNeighbours);
    const subject = subjectOf(golden, present, inputs, profile);
    const searched = await search(subject, golden, present, inputs, openIndex);
    const findings = judge(subject, searched, present.model.contract, inputs);
    const layers = validation/* LAYERS */.R.map((layer) => verdictOf(layer, findings[layer], profile, inputs.failOnValidation));
    const texts = golden.texts.map((_, at) => textVerdict(at, subject, searched, findings, present.positions));
    const similarities = texts.flatMap(({ similarity }) => similarity ?? []);
    // Where nothing is to close the gate, what is told is what would have.
    const asked = inputs.failOnValidation.length === 0 ? layers : layers.filter(({ gates }) => gates);
    return {
        passed: asked.every(({ verdict }) => verdict !== 'failed'),
        profile,
        profileReason: reason,
        goldenSet: goldenSetFacts(golden),
        engine: searched.engine,
        k: subject.k,
        neighboursFrom: inputs.validationNeighbours,
        layers,
        texts,
        ...(similarities.length > 0 && { similarity: similarityFacts(similarities) }),
        ...(golden.texts.length >= LEAST_MAPPED && { map: mapOf(subject) }),
        notInCorpus: present.notInCorpus,
    };
}
function judge(subject, searched, contract, inputs) {
    const { golden, names, approved, present, usable, comparable, profile, k } = subject;
    const otherDimensions = skip('approved and present vectors have different dimensions');
    const paired = [...usable.keys()].filter((position) => usable[position]);
    return {
        sanity: checkSanity({
            names,
            approved,
            present,
            dimensions: contract.dimensions,
            normalized: contract.normalize,
            mayMerge: profile === 'cross-model',
        }),
        identity: comparable ? checkIdentity(identified(subject, searched), inputs.validationThreshold) : otherDimensions,
        neighbourhood: inputs.validationNeighbours === 'golden' && golden.length < LEAST_WITH_NEIGHBOURS
            ? skip(`neighbours of fewer than ${LEAST_WITH_NEIGHBOURS} golden texts cannot change`)
            : checkNeighbourhood(surrounded(subject, searched), k, inputs.validationRecall),
        required: checkRequired(golden.map(({ name, mustInclude, mustExclude }, at) => ({
            name,
            mustInclude,
            mustExclude,
            present: (searched.present.lists[at] ?? []).slice(0, k).map((one) => one.name),
        })), k),
        distribution: comparable
            ? checkDistribution(paired.map((position) => approved[position]), paired.map((position) => usable[position]))
            : otherDimensions,
    };
}
function identified({ names, approved, usable }, { nearestApproved: nearest }) {
    return names.map((name, at) => {
        const found = nearest[at];
        return {
            name,
            similarity: similarityAt(usable, approved, at),
            ...(found && { nearest: { name: names[found.position], similarity: found.similarity } }),
        };
    });
}
function surrounded({ names }, { approved, present }) {
    return names.map((name, at) => ({
        name,
        approved: (approved.lists[at] ?? []).map(({ key }) => key),
        present: present.lists[at] ?? [],
    }));
}
function verdictOf(layer, findings, profile, chosen) {
    const { checks, skipped } = findings;
    if (skipped !== undefined)
        return { layer, verdict: 'skipped', gates: false, why: skipped, checks };
    if (profile === 'cross-model' && OF_ONE_MODEL.includes(layer)) {
        const why = 'vectors of different models cannot be compared; the numbers are for whoever knows that these can';
        return { layer, verdict: 'skipped', gates: false, why, checks };
    }
    const verdict = checks.every(({ passed }) => passed) ? 'passed' : 'failed';
    if (chosen.includes(layer))
        return { layer, verdict, gates: true, checks };
    // Whoever wants a changed vector to close the gate does not want a changed model to open it.
    if (profile === 'cross-model' && layer === 'neighbourhood' && chosen.some((one) => OF_ONE_MODEL.includes(one))) {
        return { layer, verdict, gates: true, why: 'in place of layers that need vectors of one model', checks };
    }
    return { layer, verdict, gates: false, why: 'fail-on-validation does not name it', checks };
}
function textVerdict(at, subject, searched, findings, positions) {
    const { name, text } = subject.golden[at];
    const position = positions.get(text);
    const approved = (searched.approved.lists[at] ?? []).slice(0, subject.k);
    const present = searched.present.lists[at] ?? [];
    const judged = validation/* LAYERS */.R.filter((layer) => !(subject.profile === 'cross-model' && OF_ONE_MODEL.includes(layer)));
    return {
        name,
        excerpt: (0,wording/* excerpt */.Kb)(text, neighbourhood/* EXCERPT_LENGTH */.T_),
        ...(position && { position }),
        ...(subject.comparable && { similarity: similarityAt(subject.usable, subject.approved, at) }),
        ...(approved.length > 0 && keptNeighbours({ name, approved: approved.map(({ key }) => key), present }, subject.k)),
        approvedNeighbours: approved.map(neighbourhood/* withoutKey */.wC),
        presentNeighbours: present.slice(0, subject.k).map(neighbourhood/* withoutKey */.wC),
        faults: judged.flatMap((layer) => findings[layer].faults.filter((fault) => fault.position === at).map(({ message }) => ({ layer, message }))),
    };
}
function mapOf({ approved, usable, comparable, profile }) {
    const dimensions = usable.find((vector) => vector)?.length ?? 0;
    // Where there is none, the point lies where all components are 0.
    const present = usable.map((vector) => vector ?? new Float32Array(dimensions));
    return vectorMap(approved, present, profile === 'cross-model' || !comparable);
}
function goldenSetFacts({ path, header, texts }) {
    if (!header)
        return { path, texts: texts.length };
    const { version, approvedAt, commit, model, fingerprint } = header;
    return {
        path,
        texts: texts.length,
        version,
        approvedAt,
        ...(commit !== undefined && { approvedCommit: commit }),
        model,
        fingerprint,
    };
}

// EXTERNAL MODULE: ./src/validation/golden/golden-vectors.ts
var golden_vectors = __nccwpck_require__(13089);
// EXTERNAL MODULE: ./src/validation/knn/corpus-search.ts
var corpus_search = __nccwpck_require__(53054);
// EXTERNAL MODULE: ./src/cache/redis-files.ts
var redis_files = __nccwpck_require__(69107);
// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __nccwpck_require__(41989);
;// CONCATENATED MODULE: ./src/validation/knn/knn-recall.ts
/** How far below the k-th a neighbour may be and still count, as in ann-benchmarks (`ann_benchmarks/plotting/metrics.py`). */
const knn_recall_TOLERANCE = 1e-3;
/**
 * Neighbours that count as found: those whose true similarity is not below that of the k-th true neighbour, less 1e-3.
 * Which of several equally near ones an engine gives does not matter.
 * @param found with their true similarities; one that is given twice counts once
 */
function countFound(found, truth) {
    const least = (truth.at(-1)?.similarity ?? Number.POSITIVE_INFINITY) - knn_recall_TOLERANCE;
    const near = found.filter(({ similarity }) => similarity >= least).map(({ position }) => position);
    return Math.min(new Set(near).size, truth.length);
}
/** Shares of neighbours found, over all that were asked for until now. */
class Recall {
    found = 0;
    wanted = 0;
    add(found, wanted) {
        this.found += found;
        this.wanted += wanted;
    }
    /** 0 to 1; 1 where nothing was asked for. */
    get value() {
        return this.wanted === 0 ? 1 : this.found / this.wanted;
    }
}

// EXTERNAL MODULE: ./src/validation/knn/unit-rows.ts
var unit_rows = __nccwpck_require__(97601);
;// CONCATENATED MODULE: ./src/validation/knn/compared-knn.ts




/** A server's similarity may differ so much from the true one: float16 rounds by 5e-4. More, and it has other vectors. */
const SIMILARITY_TOLERANCE = 0.01;
/**
 * Asks a server, and compares what it gives with an exact search for the same. The exact answer is what counts: where the server's is
 * right they are the same but for ties, and where it is not, no verdict shall depend on what an approximate search passed over.
 * What is learnt of the server is its recall.
 */
class ComparedKnn {
    options;
    recall = new Recall();
    /** Which of the efforts is asked for: the least, until it proves not to be enough. */
    effort = 0;
    failure;
    /** Vectors that point nowhere: their similarity to everything is 0. */
    withoutDirection;
    constructor(options) {
        this.options = options;
        this.withoutDirection = [...options.vectors.entries()]
            .filter(([, vector]) => !(0,unit_rows/* pointsSomewhere */.rb)(vector))
            .map(([position]) => ({ position, similarity: 0 }));
    }
    get facts() {
        const { remote, vectors, address, reason, exact } = this.options;
        if (this.failure !== undefined)
            return { ...exact.facts, reason: this.failure };
        const effort = remote.efforts[this.effort];
        return {
            name: remote.engine,
            description: `${remote.description}${effort > 0 ? `, EF ${effort}` : ''}, at ${address}`,
            ...(reason !== undefined && { reason }),
            indexed: vectors.length,
            recall: this.recall.value,
        };
    }
    async searchAll(queries, k) {
        const truth = await this.options.exact.searchAll(queries, k);
        if (this.failure !== undefined)
            return truth;
        try {
            await this.compare(queries, truth);
        }
        catch (error) {
            this.options.failed(error);
            this.failure = `${this.options.remote.engine} at ${this.options.address} failed: ${(0,errors/* messageOf */.bD)(error)}`;
        }
        return truth;
    }
    close() {
        return this.options.close();
    }
    /**
     * Asks the server with as much effort as it takes until nothing is missing. Queries without a direction are not sent: everything is
     * equally near to them.
     */
    async compare(queries, truth) {
        const sent = [...queries.keys()].filter((query) => (0,unit_rows/* pointsSomewhere */.rb)(queries[query]));
        const k = truth[0]?.length ?? 0;
        if (sent.length === 0 || k === 0)
            return;
        const rows = (0,unit_rows/* unitRows */.qr)(sent.map((query) => queries[query]));
        const { remote } = this.options;
        for (;; this.effort++) {
            const replies = await remote.searchAll(rows, k, remote.efforts[this.effort]);
            const found = replies.reduce((sum, reply, at) => sum + this.foundIn(reply, (0,unit_rows/* rowOf */.OB)(rows, at), truth[sent[at]] ?? []), 0);
            if (found < sent.length * k && this.effort + 1 < remote.efforts.length)
                continue;
            this.recall.add(found, sent.length * k);
            return;
        }
    }
    /** @throws Error if the server's similarities are not those of our vectors */
    foundIn(reply, query, truth) {
        const neighbours = reply.map(({ position, similarity: said }) => {
            const vector = this.options.vectors[position];
            if (!vector)
                throw new Error(`it names vector ${position}, and there are ${this.options.vectors.length}`);
            const similarity = (0,knn_exact/* cosine */.sw)(query, vector);
            if (Math.abs(said - similarity) > SIMILARITY_TOLERANCE) {
                throw new Error(`it says that the similarity to vector ${position} is ${said}, and it is ${similarity}: it holds other vectors`);
            }
            return { position, similarity };
        });
        // They are in no index, and would not be missing there.
        const all = [...neighbours, ...this.withoutDirection].sort((a, b) => b.similarity - a.similarity);
        return countFound(all.slice(0, truth.length), truth);
    }
}

;// CONCATENATED MODULE: ./src/validation/knn/knn.ts






/**
 * The only place that decides which engine answers. auto never fails: without an engine on the server, and without a server,
 * this process compares all vectors. Who names an engine wants that one.
 * @throws EngineError if the engine that is named cannot be used; InputError if a file for Redis cannot be read
 */
async function openKnn(vectors, options) {
    const { inputs, bundle } = options;
    const own = { ...(bundle !== undefined && { bundle }), threads: inputs.threads };
    const exact = (reason) => new knn_exact/* ExactKnn */.zH(vectors, { ...own, ...(reason !== undefined && { reason }) });
    const engine = inputs.validationEngine;
    if (engine === 'exact')
        return exact();
    const positions = [...vectors.keys()].filter((position) => (0,unit_rows/* pointsSomewhere */.rb)(vectors[position]));
    const without = withoutRedis(inputs) ?? (positions.length === 0 ? 'no vector has a direction' : undefined);
    if (without !== undefined)
        return answerOrThrow(without);
    const address = (0,redis_url/* redisAddress */.e8)(inputs.redisUrl);
    const link = { url: inputs.redisUrl, ...(await (0,redis_files/* readRedisFiles */.h)(inputs)) };
    try {
        const { openRemoteIndex } = await Promise.all(/* import() */[__nccwpck_require__.e(62), __nccwpck_require__.e(132)]).then(__nccwpck_require__.bind(__nccwpck_require__, 63132));
        const { index, reason, close } = await openRemoteIndex({
            ...options,
            engine,
            link,
            prefix: inputs.redisPrefix,
            form: inputs.validationIndex,
            rows: (0,unit_rows/* unitRows */.qr)(positions.map((position) => vectors[position])),
            positions,
            writable: inputs.cacheMode !== 'read-only',
        });
        const failed = (error) => {
            if (engine !== 'auto')
                throw unusable(engine, error, address);
            options.warn(`validation goes on with exact: ${index.engine} at ${address} failed: ${(0,errors/* messageOf */.bD)(error)}`);
        };
        return new ComparedKnn({
            vectors,
            remote: index,
            exact: exact(),
            address,
            failed,
            close,
            ...(reason && { reason }),
        });
    }
    catch (error) {
        if (engine !== 'auto')
            throw unusable(engine, error, address);
        const reason = `auto: ${(0,errors/* messageOf */.bD)(error)}`;
        // That a server has no engine is no fault of anyone.
        if (!(error instanceof Error && error.name === 'NotUsable'))
            options.warn(`validation is done with exact: ${(0,errors/* messageOf */.bD)(error)}`);
        return exact(reason);
    }
    function answerOrThrow(why) {
        if (engine !== 'auto' && engine !== 'exact')
            throw unusable(engine, new Error(why), 'Redis');
        return exact(`auto: ${why}`);
    }
}
/** Why there is no Redis to ask; undefined if there is one. */
function withoutRedis({ redisUrl, cacheMode }) {
    if (redisUrl === '')
        return 'no Redis is given';
    return cacheMode === 'off' ? 'cache-mode off keeps this run from Redis' : undefined;
}
function unusable(engine, error, address) {
    const reason = (0,errors/* messageOf */.bD)(error).replace(/\.+$/, '');
    return new errors/* EngineError */.NJ(`validation-engine ${engine} cannot be used at ${address}: ${reason}. docs/validation-engines.md says what each engine needs; with auto or exact validation goes on without it.`, { cause: error });
}

;// CONCATENATED MODULE: ./src/validation/judge.ts







/** Judges a run by its golden set: sees the corpus go by, and gives the verdict at its end. */
class Judge {
    golden;
    inputs;
    session;
    present;
    search;
    texts = 0;
    constructor(golden, inputs, session) {
        this.golden = golden;
        this.inputs = inputs;
        this.session = session;
        this.present = new golden_vectors/* GoldenVectors */.G(golden.texts);
    }
    /**
     * To be called before the corpus goes by: whose neighbours are searched in it has to be known then.
     * @throws InputError if nothing can be judged by the golden set
     */
    async begin() {
        refuseUnusable(this.golden, this.inputs);
        if (this.inputs.validationNeighbours !== 'corpus')
            return;
        const vectors = await this.present.complete(this.session.resolver());
        await this.session.endIfInterrupted();
        const { dimensions } = this.session.model.contract;
        const queries = this.golden.texts.map(({ text }) => {
            const vector = vectors.get(text);
            return { text, vector: isUsable(vector, dimensions) ? vector : undefined };
        });
        this.search = new corpus_search/* CorpusSearch */.F(queries, this.inputs.validationK * neighbourhood/* SEARCHED_TIMES */.LJ, {
            bundle: this.session.bundle,
            threads: this.inputs.threads,
        });
    }
    async take(window) {
        this.present.take(window);
        await this.search?.take(window);
        for (const first of window.firsts)
            if (first)
                this.texts++;
    }
    async verdict() {
        const notInCorpus = this.present.missing().map(({ name }) => name);
        if (notInCorpus.length > 0)
            this.session.warn(notInCorpusWarning(notInCorpus, this.golden.texts.length));
        const vectors = await this.present.complete(this.session.resolver());
        await this.session.endIfInterrupted();
        const { positions } = this.present;
        const corpus = this.search && { neighbours: await this.search.nearest(), texts: this.texts };
        const present = { vectors, positions, notInCorpus, ...(corpus && { corpus }) };
        return judgeVectors(this.golden, present, this.inputs, this.session);
    }
    /** To be called in any case. */
    async close() {
        await this.search?.close();
    }
}
/** Judges vectors that are all there, and warns where they are another model's. */
async function judgeVectors(golden, present, inputs, { model, scope, bundle, warn }) {
    const validation = await validate(golden, { ...present, model }, inputs, (vectors, { texts, fingerprint }) => openKnn(vectors, { inputs, texts, fingerprint, ...(scope !== undefined && { scope }), bundle, warn }));
    if (validation.profile === 'cross-model')
        warn(crossModelWarning(validation, inputs));
    return validation;
}
function crossModelWarning({ profileReason }, { goldenSet }) {
    return `validation: the present vectors are judged as those of another model: ${profileReason}. Do not mix them in one index with vectors that were made before: distances between the two mean nothing. Only neighbours are compared. If the change is meant, run mode golden with approve: all and commit ${goldenSet}.`;
}
function notInCorpusWarning(names, total) {
    return `${names.length} of ${total} golden texts are no longer in the corpus: ${names.join(', ')}. They are judged all the same; take them out of the golden set if they are gone for good.`;
}


/***/ }),

/***/ 30194:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  a: () => (/* binding */ CandidateFinder)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/embedder/processors.ts
var processors = __nccwpck_require__(73567);
// EXTERNAL MODULE: ./src/validation/knn/nearest.ts
var nearest = __nccwpck_require__(67615);
;// CONCATENATED MODULE: ./src/validation/knn/candidate-scan.ts

/**
 * Picks from the products of rows with queries what is among the k nearest of all rows seen until then. So of a hundred
 * thousand rows and ten neighbours, about a hundred for each query are picked, and the rest need not be looked at again.
 */
class CandidateScan {
    nearest;
    constructor(queries, k) {
        this.nearest = new nearest/* Nearest */.b(queries, k);
    }
    /**
     * @param products `[rows, queries]`
     * @param ties for each row; of equally similar rows the one with the lower is nearer
     */
    pick(products, ties) {
        const { nearest } = this;
        const { worst, queries: count } = nearest;
        const queries = [];
        const rows = [];
        const similarities = [];
        for (let row = 0; row < ties.length; row++) {
            const start = row * count;
            const tie = ties[row];
            for (let query = 0; query < count; query++) {
                const similarity = products[start + query];
                if (similarity < worst[query] || !nearest.takes(query, similarity, tie))
                    continue;
                nearest.insert(query, similarity, tie, undefined);
                queries.push(query);
                rows.push(row);
                similarities.push(similarity);
            }
        }
        return {
            queries: Uint32Array.from(queries),
            rows: Uint32Array.from(rows),
            similarities: Float64Array.from(similarities),
        };
    }
}

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __nccwpck_require__(75919);
// EXTERNAL MODULE: ./src/embedder/native-work.ts
var native_work = __nccwpck_require__(4919);
;// CONCATENATED MODULE: ./src/validation/knn/candidates-in-worker.ts


/** Multiplies with ONNX Runtime in a thread of its own, which blocks while it computes. */
class CandidatesInWorker {
    /** Whether the runtime is loaded. */
    ready;
    worker;
    nativeWork = new native_work/* NativeWork */.V();
    waiting = [];
    failure;
    endNativeWork = () => this.nativeWork.endNow();
    /** @param file the bundled `candidate-worker.ts` */
    constructor(file, start) {
        const workerData = { ...start, nativeWork: this.nativeWork.memory };
        this.worker = new external_node_worker_threads_.Worker(file, { workerData });
        this.worker.on('message', (answer) => this.waiting.shift()?.resolve(answer));
        this.worker.on('error', (error) => this.fail(error));
        this.worker.on('exit', (code) => this.fail(new Error(`the worker ended with code ${code}`)));
        process.on('exit', this.endNativeWork);
        this.ready = this.answer().then(({ failure }) => failure === undefined, () => false);
    }
    /** @throws Error if the runtime cannot compute it, or the worker is gone */
    async pick({ components }, ties) {
        const question = { components: components.slice(), ties };
        const answered = this.answer();
        this.worker.postMessage(question, [question.components.buffer]);
        const { candidates, failure } = await answered;
        if (!candidates)
            throw new Error(failure ?? 'the worker gave no answer');
        return candidates;
    }
    async close() {
        await this.nativeWork.end();
        await this.worker.terminate();
        process.off('exit', this.endNativeWork);
    }
    answer() {
        if (this.failure)
            return Promise.reject(this.failure);
        return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
    }
    fail(error) {
        this.failure ??= error;
        for (const { reject } of this.waiting.splice(0))
            reject(error);
    }
}

;// CONCATENATED MODULE: ./src/validation/knn/products.ts
/**
 * Every row times every query: `[rows, queries]`. Four queries at a time, so that a component of a row is read once for four
 * sums that do not wait for each other; 2.2 billion products a second on one core, three times a plain loop.
 */
function products(rows, queries) {
    const { dimensions } = rows;
    const [a, b] = [rows.components, queries.components];
    const result = new Float32Array(rows.count * queries.count);
    for (let row = 0; row < rows.count; row++) {
        const from = row * dimensions;
        const to = row * queries.count;
        let query = 0;
        for (; query + 4 <= queries.count; query += 4) {
            const first = query * dimensions;
            const second = first + dimensions;
            const third = second + dimensions;
            const fourth = third + dimensions;
            let [one, two, three, four] = [0, 0, 0, 0];
            for (let at = 0; at < dimensions; at++) {
                const component = a[from + at];
                one += component * b[first + at];
                two += component * b[second + at];
                three += component * b[third + at];
                four += component * b[fourth + at];
            }
            result[to + query] = one;
            result[to + query + 1] = two;
            result[to + query + 2] = three;
            result[to + query + 3] = four;
        }
        for (; query < queries.count; query++) {
            const first = query * dimensions;
            let sum = 0;
            for (let at = 0; at < dimensions; at++)
                sum += a[from + at] * b[first + at];
            result[to + query] = sum;
        }
    }
    return result;
}

// EXTERNAL MODULE: ./src/validation/knn/unit-rows.ts
var unit_rows = __nccwpck_require__(97601);
;// CONCATENATED MODULE: ./src/validation/knn/candidates.ts







/** Multiplications after which this thread gives them to the runtime: 0.7 s here, 0.02 s there after 0.15 s of loading. */
const OWN_MULTIPLICATIONS = 1.5e9;
/** The same where more is to be expected than is known yet: a corpus goes by. */
const OWN_MULTIPLICATIONS_OF_A_STREAM = 0.3e9;
/** Multiplications at a time in this thread, so that nothing else waits for more than some 50 ms. */
const AT_ONCE = 1e8;
/** Products at a time in the runtime: 16 MB of them. */
const PRODUCTS_AT_ONCE = 4 * 2 ** 20;
/**
 * Finds in rows what may be among the k nearest of the queries. The only place that decides what multiplies: this thread while
 * there is little, which needs nothing to be loaded; ONNX Runtime in a worker beyond that, where the bundle has it
 * (docs/validation-engines.md has what was measured).
 */
class CandidateFinder {
    queries;
    k;
    options;
    scan;
    worker;
    ownMultiplications;
    multiplications = 0;
    running;
    failed = false;
    constructor(queries, k, options = {}) {
        this.queries = queries;
        this.k = k;
        this.options = options;
        this.scan = new CandidateScan(queries.count, k);
        const file = external_node_path_default().join(options.bundle ?? '', 'validation', 'index.js');
        this.worker = options.bundle !== undefined && (0,external_node_fs_.existsSync)(file) ? file : undefined;
        this.ownMultiplications = options.streamed ? OWN_MULTIPLICATIONS_OF_A_STREAM : OWN_MULTIPLICATIONS;
    }
    /** Whether the runtime multiplies. */
    get usesRuntime() {
        return this.running !== undefined && !this.failed;
    }
    /**
     * @param ties for each row; of equally similar rows the one with the lower is nearer
     * @returns candidates by the number of their row; of rows that were searched before, and are nearer, some may be missing
     */
    async *search(rows, ties) {
        const perRow = this.queries.count * this.queries.dimensions;
        const inRuntime = await this.choose(rows.count * perRow);
        const most = inRuntime ? PRODUCTS_AT_ONCE / this.queries.count : AT_ONCE / perRow;
        const step = Math.max(1, Math.floor(most));
        for (let start = 0; start < rows.count; start += step) {
            const end = Math.min(rows.count, start + step);
            const found = await this.pick((0,unit_rows/* rowsBetween */.M7)(rows, start, end), ties.slice(start, end));
            yield start === 0 ? found : { ...found, rows: found.rows.map((row) => row + start) };
        }
    }
    async close() {
        await this.running?.close();
    }
    async choose(multiplications) {
        this.multiplications += multiplications;
        if (this.failed || !this.worker || this.multiplications <= this.ownMultiplications)
            return false;
        const threads = this.options.threads || (0,processors/* usableProcessors */.W)();
        this.running ??= new CandidatesInWorker(this.worker, { queries: this.queries, k: this.k, threads });
        // Another platform than those that the bundle carries the runtime for, and none installed.
        this.failed = !(await this.running.ready);
        return !this.failed;
    }
    async pick(rows, ties) {
        if (this.running && !this.failed) {
            try {
                return await this.running.pick(rows, ties);
            }
            catch {
                // What it had seen is not lost: it was told as candidates.
                this.failed = true;
            }
        }
        // Lets others have the thread.
        await new Promise(setImmediate);
        return this.scan.pick(products(rows, this.queries), ties);
    }
}


/***/ }),

/***/ 53054:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ CorpusSearch)
/* harmony export */ });
/* harmony import */ var _corpus_record__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(55499);
/* harmony import */ var _report_wording__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(25594);
/* harmony import */ var _candidates__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(30194);
/* harmony import */ var _exact__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(58694);
/* harmony import */ var _nearest__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(67615);
/* harmony import */ var _unit_rows__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(97601);






const EXCERPT_CHARACTERS = 200;
/** Of a text key, as many as a number holds exactly. */
const TIE_BYTES = 6;
/**
 * Finds the nearest of golden texts in a corpus that goes by, window by window. What it holds does not grow with the corpus: k
 * neighbours for each query, and a window or two that are being searched.
 */
class CorpusSearch {
    queries;
    best;
    finder;
    /** Of the last window. Those before it are done. */
    searching = Promise.resolve();
    /** Those that have a vector, and for each its number among all. */
    texts;
    numbers;
    /** @param k neighbours of each query */
    constructor(queries, k, options = {}) {
        this.queries = queries;
        this.numbers = [...queries.keys()].filter((query) => queries[query]?.vector);
        this.texts = this.numbers.map((query) => queries[query]?.text);
        this.best = new _nearest__WEBPACK_IMPORTED_MODULE_2__/* .Nearest */ .b(queries.length, k);
        // One more than is wanted, since the query itself may be among them.
        const rows = (0,_unit_rows__WEBPACK_IMPORTED_MODULE_3__/* .unitRows */ .qr)(this.numbers.map((query) => queries[query]?.vector));
        this.finder = new _candidates__WEBPACK_IMPORTED_MODULE_0__/* .CandidateFinder */ .a(rows, k + 1, { ...options, streamed: true });
    }
    /** Whether ONNX Runtime compares, after enough has gone by. */
    get usesRuntime() {
        return this.finder.usesRuntime;
    }
    /**
     * Searches a window while the next is on its way: waits only until the one before it is done. A text that the corpus repeats
     * counts once, where the window says that it is the first (so give it windows of one resolver, which resolved nothing else
     * before); a query's own text does not count for it.
     */
    async take(window) {
        if (this.texts.length === 0)
            return;
        const firsts = [...window.firsts.keys()].filter((index) => window.firsts[index] && window.vectors[index]);
        const before = this.searching;
        // Copied here: vectors are views of what is used again.
        const rows = (0,_unit_rows__WEBPACK_IMPORTED_MODULE_3__/* .unitRows */ .qr)(firsts.map((index) => window.vectors[index]));
        const ties = Float64Array.from(firsts, (index) => tieOf(window.keys[index]));
        const records = firsts.map((index) => window.records[index]);
        this.searching = before.then(async () => {
            for await (const { queries, rows: numbers, similarities } of this.finder.search(rows, ties)) {
                for (const [at, row] of numbers.entries()) {
                    const query = queries[at];
                    this.offer(query, records[row], similarities[at], ties[row]);
                }
            }
        });
        // Whoever waits for it next gets the failure.
        this.searching.catch(() => { });
        await before;
    }
    /** For each query, in their order, its neighbours, nearest first; of equally near ones the one with the lower text key. */
    async nearest() {
        await this.searching;
        return this.queries.map((_, query) => this.best.of(query).map(({ item }) => item));
    }
    /** To be called in any case: it ends what computes. */
    async close() {
        await this.searching.catch(() => { });
        await this.finder.close();
    }
    offer(of, record, similarity, tie) {
        const query = this.numbers[of];
        if (record.text === this.texts[of] || !this.best.takes(query, similarity, tie))
            return;
        const name = (0,_corpus_record__WEBPACK_IMPORTED_MODULE_4__/* .recordId */ .R)(record);
        const neighbour = { name, excerpt: (0,_report_wording__WEBPACK_IMPORTED_MODULE_5__/* .excerpt */ .Kb)(record.text, EXCERPT_CHARACTERS), similarity: (0,_exact__WEBPACK_IMPORTED_MODULE_1__/* .clamped */ .j9)(similarity) };
        this.best.insert(query, similarity, tie, neighbour);
    }
}
/** The first bytes of a text key as a number: lower for a key that comes first. */
function tieOf(key) {
    return Buffer.from(key.slice(0, (TIE_BYTES * 8) / 6), 'base64url').readUIntBE(0, TIE_BYTES);
}


/***/ }),

/***/ 58694:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j9: () => (/* binding */ clamped),
/* harmony export */   sw: () => (/* binding */ cosine),
/* harmony export */   zH: () => (/* binding */ ExactKnn)
/* harmony export */ });
/* harmony import */ var _candidates__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(30194);
/* harmony import */ var _nearest__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(67615);
/* harmony import */ var _unit_rows__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(97601);



/** Compares each query with every vector, in this process. */
class ExactKnn {
    options;
    facts;
    rows;
    positions;
    /** @param reason why this engine, for the report */
    constructor(vectors, options = {}) {
        this.options = options;
        this.rows = (0,_unit_rows__WEBPACK_IMPORTED_MODULE_1__/* .unitRows */ .qr)(vectors);
        this.positions = Float64Array.from(vectors, (_, position) => position);
        this.facts = {
            name: 'exact',
            description: 'every vector compared with every query, in this process',
            ...(options.reason !== undefined && { reason: options.reason }),
            indexed: vectors.length,
        };
    }
    async searchAll(queries, k) {
        const wanted = Math.min(k, this.rows.count);
        const nearest = new _nearest__WEBPACK_IMPORTED_MODULE_2__/* .Nearest */ .b(queries.length, wanted);
        if (queries.length === 0 || wanted === 0)
            return queries.map(() => []);
        const finder = new _candidates__WEBPACK_IMPORTED_MODULE_0__/* .CandidateFinder */ .a((0,_unit_rows__WEBPACK_IMPORTED_MODULE_1__/* .unitRows */ .qr)(queries), wanted, this.options);
        try {
            for await (const { queries: of, rows, similarities } of finder.search(this.rows, this.positions)) {
                for (const [at, position] of rows.entries()) {
                    const [query, similarity] = [of[at], similarities[at]];
                    if (nearest.takes(query, similarity, position))
                        nearest.insert(query, similarity, position, position);
                }
            }
        }
        finally {
            await finder.close();
        }
        return queries.map((_, query) => nearest.of(query).map(({ item, similarity }) => ({ position: item, similarity: clamped(similarity) })));
    }
    async close() { }
}
/** Cosine similarity; 0 where a vector is zero or not finite and so has no direction. */
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
    const similarity = dot / Math.sqrt(squaresOfA * squaresOfB);
    return Number.isFinite(similarity) ? similarity : 0;
}
/** Rounding may bring a cosine some 1e-7 beyond its bounds. */
function clamped(similarity) {
    return Math.max(-1, Math.min(1, similarity));
}


/***/ }),

/***/ 67615:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ Nearest)
/* harmony export */ });
/**
 * The k nearest of what was offered so far, for each of several queries: the most similar first, of equally similar ones the
 * one with the lower tie-breaker. Its size is k times queries, however much is offered.
 */
class Nearest {
    queries;
    k;
    /** For each query, what must be surpassed, or equalled with a lower tie-breaker, to be taken. */
    worst;
    similarities;
    ties;
    items;
    counts;
    constructor(queries, k) {
        this.queries = queries;
        this.k = k;
        this.worst = new Float64Array(queries).fill(k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
        this.similarities = new Float64Array(queries * k);
        this.ties = new Float64Array(queries * k);
        this.items = new Array(queries * k);
        this.counts = new Uint32Array(queries);
    }
    /** Whether an item would be among the nearest of a query. */
    takes(query, similarity, tie) {
        if (this.counts[query] < this.k)
            return true;
        const worst = this.worst[query];
        return similarity > worst || (similarity === worst && tie < this.ties[(query + 1) * this.k - 1]);
    }
    /** To be called where `takes` says so. */
    insert(query, similarity, tie, item) {
        const { k, similarities, ties, items, counts } = this;
        const first = query * k;
        const count = counts[query];
        let at = first + Math.min(count, k - 1);
        for (; at > first; at--) {
            const before = similarities[at - 1];
            if (before > similarity || (before === similarity && ties[at - 1] <= tie))
                break;
            similarities[at] = before;
            ties[at] = ties[at - 1];
            items[at] = items[at - 1];
        }
        similarities[at] = similarity;
        ties[at] = tie;
        items[at] = item;
        if (count < k)
            counts[query] = count + 1;
        if (counts[query] === k)
            this.worst[query] = similarities[first + k - 1];
    }
    /** Nearest first. */
    of(query) {
        const first = query * this.k;
        return Array.from({ length: this.counts[query] }, (_, at) => ({
            item: this.items[first + at],
            similarity: this.similarities[first + at],
        }));
    }
}


/***/ }),

/***/ 97601:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M7: () => (/* binding */ rowsBetween),
/* harmony export */   OB: () => (/* binding */ rowOf),
/* harmony export */   Om: () => (/* binding */ dot),
/* harmony export */   qr: () => (/* binding */ unitRows),
/* harmony export */   rb: () => (/* binding */ pointsSomewhere)
/* harmony export */ });
/** Scaled to length 1, so that a product of two rows is the cosine of their angle. */
function unitRows(vectors) {
    const dimensions = vectors[0]?.length ?? 0;
    const components = new Float32Array(vectors.length * dimensions);
    for (const [row, vector] of vectors.entries()) {
        const scale = 1 / lengthOf(vector);
        if (!hasDirection(scale))
            continue;
        const start = row * dimensions;
        for (let at = 0; at < dimensions; at++)
            components[start + at] = vector[at] * scale;
    }
    return { count: vectors.length, dimensions, components };
}
/** One row, as a vector. */
function rowOf({ dimensions, components }, row) {
    return components.subarray(row * dimensions, (row + 1) * dimensions);
}
/** The rows from `start` to before `end`, in the same memory. */
function rowsBetween({ dimensions, components }, start, end) {
    return { count: end - start, dimensions, components: components.subarray(start * dimensions, end * dimensions) };
}
/** Whether a vector points anywhere: it is not zero, and every component is finite. */
function pointsSomewhere(vector) {
    return hasDirection(1 / lengthOf(vector));
}
/** In double precision, in which no square of a float32 overflows. NaN or infinite if a component is. */
function lengthOf(vector) {
    let squares = 0;
    for (let at = 0; at < vector.length; at++)
        squares += vector[at] ** 2;
    return Math.sqrt(squares);
}
/** @param scale 1 over the length: infinite for length 0, 0 for an infinite one, NaN for none */
function hasDirection(scale) {
    return scale > 0 && Number.isFinite(scale);
}
/** Of row `a` of one and row `b` of the other. Four sums at once, since each would have to wait for its last addition. */
function dot(one, a, other, b) {
    const { dimensions, components: x } = one;
    const y = other.components;
    let [from, to] = [a * dimensions, b * dimensions];
    let [p, q, r, s] = [0, 0, 0, 0];
    const end = from + dimensions;
    for (; from + 3 < end; from += 4, to += 4) {
        p += x[from] * y[to];
        q += x[from + 1] * y[to + 1];
        r += x[from + 2] * y[to + 2];
        s += x[from + 3] * y[to + 3];
    }
    for (; from < end; from++, to++)
        p += x[from] * y[to];
    return p + q + (r + s);
}


/***/ }),

/***/ 62559:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J4: () => (/* binding */ parseVectorIndex),
/* harmony export */   v_: () => (/* binding */ vectorIndexWords),
/* harmony export */   vo: () => (/* binding */ VECTOR_INDEX_WORDS)
/* harmony export */ });
/** What the words of `validation-index` may be, those that are meant by leaving them out first. */
const VECTOR_INDEX_WORDS = {
    algorithm: ['flat', 'hnsw'],
    metric: ['cosine', 'l2', 'ip'],
    dtype: ['float32', 'float16'],
};
/** @throws Error if a word is not known, or two contradict each other */
function parseVectorIndex(words) {
    const known = Object.values(VECTOR_INDEX_WORDS).flat();
    const unknown = words.find((word) => !known.includes(word));
    if (unknown !== undefined)
        throw new Error(`must be of the words ${known.join(', ')}, and ${unknown} is none`);
    const chosen = (part) => {
        const options = VECTOR_INDEX_WORDS[part];
        const named = options.filter((option) => words.includes(option));
        if (named.length > 1)
            throw new Error(`says both ${named.join(' and ')}`);
        return named[0] ?? options[0];
    };
    return { algorithm: chosen('algorithm'), metric: chosen('metric'), dtype: chosen('dtype') };
}
/** The whole form in words, as it may be given. */
function vectorIndexWords({ algorithm, metric, dtype }) {
    return [algorithm, metric, dtype].join(',');
}


/***/ }),

/***/ 92074:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ neighbourCount),
/* harmony export */   LJ: () => (/* binding */ SEARCHED_TIMES),
/* harmony export */   T_: () => (/* binding */ EXCERPT_LENGTH),
/* harmony export */   YF: () => (/* binding */ goldenNeighbours),
/* harmony export */   pA: () => (/* binding */ recordedNeighbours),
/* harmony export */   rn: () => (/* binding */ corpusNeighbours),
/* harmony export */   wC: () => (/* binding */ withoutKey)
/* harmony export */ });
/* harmony import */ var _report_wording__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(25594);
/* harmony import */ var _knn_exact__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(58694);


/** Characters of a text that reports show. */
const EXCERPT_LENGTH = 200;
/** Of those, how many name a text of the corpus: fewer, so that it does not matter how it was cut. */
const KEY_LENGTH = 180;
/** Neighbours that are searched for each one that is compared, so that ties at the end are seen. */
const SEARCHED_TIMES = 2;
/** What k is among so many golden texts: with more than half of them for neighbours, none could go astray. */
function neighbourCount(k, texts) {
    return Math.min(k, Math.max(1, Math.floor((texts - 1) / 2)));
}
/**
 * Searches the nearest other golden texts of each.
 * @param vectors one for each text; undefined has no neighbours and is none
 * @param fingerprint of the contract that made them
 */
async function goldenNeighbours(golden, vectors, fingerprint, count, openIndex) {
    const usable = [...vectors.keys()].filter((position) => vectors[position]);
    const vectorAt = (position) => vectors[position];
    const indexed = usable.map(vectorAt);
    const texts = usable.map((position) => golden[position]?.text);
    const index = await openIndex(indexed, { texts, fingerprint });
    try {
        const found = await index.searchAll(indexed, count + 1);
        const lists = vectors.map(() => []);
        for (const [row, position] of usable.entries()) {
            const others = (found[row] ?? []).map((one) => usable[one.position]).filter((one) => one !== position);
            lists[position] = others
                // An approximate engine may round what it says of those it found.
                .map((other) => ({ ...goldenKey(golden, other), similarity: (0,_knn_exact__WEBPACK_IMPORTED_MODULE_0__/* .cosine */ .sw)(vectorAt(position), vectorAt(other)) }))
                .sort((a, b) => b.similarity - a.similarity || Number(a.key) - Number(b.key))
                .slice(0, count);
        }
        return { lists, engine: index.facts };
    }
    finally {
        await index.close();
    }
}
/**
 * Neighbours as the golden set has them, where it has as many as are compared and all are in the set still.
 * @returns undefined where they have to be searched among the approved vectors
 */
function recordedNeighbours(golden, count) {
    const positions = new Map(golden.map(({ name }, position) => [name, position]));
    const lists = [];
    for (const { approved } of golden) {
        const recorded = approved?.neighbours.slice(0, count) ?? [];
        const resolved = recorded.flatMap((one) => {
            const position = positions.get(one.name);
            return position === undefined || !sameBeginning(one.excerpt, golden[position]?.text ?? '')
                ? []
                : [{ ...goldenKey(golden, position), similarity: one.similarity }];
        });
        if (resolved.length < count)
            return undefined;
        lists.push(resolved);
    }
    return { lists };
}
/** Neighbours in a corpus are compared by how their texts begin. */
function corpusNeighbours(lists) {
    const keyOf = (beginning) => beginningOf(beginning).slice(0, KEY_LENGTH);
    return { lists: lists.map((list) => list.map((one) => ({ ...one, key: keyOf(one.excerpt) }))) };
}
/** As reports have it. */
function withoutKey({ name, excerpt: beginning, similarity }) {
    return { name, excerpt: beginning, similarity };
}
function goldenKey(golden, position) {
    const { name, text } = golden[position];
    return { key: String(position), name, excerpt: (0,_report_wording__WEBPACK_IMPORTED_MODULE_1__/* .excerpt */ .Kb)(text, EXCERPT_LENGTH) };
}
/** Whether this is how the text begins, whatever it was cut with. */
function sameBeginning(beginning, text) {
    return beginningOf(text).startsWith(beginningOf(beginning));
}
function beginningOf(text) {
    return text.replace(/…$/, '').replace(/\s+/g, ' ').trim();
}


/***/ }),

/***/ 12720:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ LAYERS)
/* harmony export */ });
/** What is asked of the golden texts, in this order: each layer sees what those before it cannot. */
const LAYERS = ['sanity', 'identity', 'neighbourhood', 'required', 'distribution'];


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

/***/ 31421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

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

/***/ 98995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

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

/***/ 28167:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("worker_threads");

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
