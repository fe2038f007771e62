export const id = 286;
export const ids = [286];
export const modules = {

/***/ 4354:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ storeDocument),
/* harmony export */   N0: () => (/* binding */ SCORE),
/* harmony export */   Ru: () => (/* binding */ vectorBytes),
/* harmony export */   tY: () => (/* binding */ searchNearest),
/* harmony export */   ws: () => (/* binding */ vectorField),
/* harmony export */   zi: () => (/* binding */ createIndex)
/* harmony export */ });
/* harmony import */ var _base_half_precision__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(84265);

/** The field that holds the vector of a document, and the name of the distance in search results. */
const FIELD = 'v';
const SCORE = 'score';
/** Neighbours per node, and candidates per node while the graph is built: the defaults of RediSearch and Valkey. */
const HNSW = { M: 16, EF_CONSTRUCTION: 200 };
/** https://redis.io/docs/latest/commands/ft.create/ */
function createIndex(name, documents, form, dimensions) {
    const field = [FIELD, ...vectorField(form, dimensions)];
    return ['FT.CREATE', name, 'ON', 'HASH', 'PREFIX', '1', documents, 'SCHEMA', ...field];
}
/** Returns the part of a schema that follows the name of a vector field. */
function vectorField(form, dimensions) {
    const attributes = {
        TYPE: form.dtype.toUpperCase(),
        DIM: dimensions,
        DISTANCE_METRIC: form.metric.toUpperCase(),
        ...(form.algorithm === 'hnsw' && HNSW),
    };
    const words = Object.entries(attributes).flatMap(([attribute, value]) => [attribute, String(value)]);
    return ['VECTOR', form.algorithm.toUpperCase(), String(words.length), ...words];
}
function storeDocument(name, vector, dtype) {
    return ['HSET', name, FIELD, vectorBytes(vector, dtype)];
}
/**
 * https://redis.io/docs/latest/commands/ft.search/. Without LIMIT, the server returns ten results regardless of k; without
 * RETURN, it returns the vectors too; without DIALECT 2, KNN is a syntax error.
 */
function searchNearest(index, query, k, options) {
    const { dtype, effort, sorted } = options;
    const found = effort === undefined ? '' : ' EF_RUNTIME $effort';
    const parameters = ['q', vectorBytes(query, dtype), ...(effort === undefined ? [] : ['effort', String(effort)])];
    const question = `*=>[KNN ${k} @${FIELD} $q${found} AS ${SCORE}]`;
    const answer = [...(sorted ? ['SORTBY', SCORE] : []), 'RETURN', '1', SCORE, 'LIMIT', '0', String(k), 'DIALECT', '2'];
    return ['FT.SEARCH', index, question, 'PARAMS', String(parameters.length), ...parameters, ...answer];
}
/** Returns little-endian bytes, as RediSearch and vector sets require. */
function vectorBytes(vector, dtype) {
    if (dtype === 'float32')
        return Buffer.from(vector.slice().buffer);
    return Buffer.from(Uint16Array.from(vector, _base_half_precision__WEBPACK_IMPORTED_MODULE_0__/* .halfBits */ .G).buffer);
}


/***/ }),

/***/ 17086:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ readFound),
/* harmony export */   Bi: () => (/* binding */ readIndexNames),
/* harmony export */   L0: () => (/* binding */ saysIndexExists),
/* harmony export */   TS: () => (/* binding */ similarityOf),
/* harmony export */   _G: () => (/* binding */ readIndexState),
/* harmony export */   gi: () => (/* binding */ saysNoIndex),
/* harmony export */   q4: () => (/* binding */ readIndexName),
/* harmony export */   uZ: () => (/* binding */ saysNoSorting)
/* harmony export */ });
/* harmony import */ var _search_commands__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4354);

/**
 * Reads the reply to FT.SEARCH. In RESP2, and from Valkey in both protocols, it is a number, then names, each followed by a list
 * of fields, or by null if the document is gone; without fields, only names. In RESP3, it is a map with `results`.
 * @throws Error if the reply has neither form
 */
function readFound(reply) {
    if (!Array.isArray(reply))
        throw new Error('not a search reply: it is not a list');
    if (typeof reply[0] === 'number')
        return { documents: documentsOf(reply.slice(1)), warnings: [] };
    const map = fieldsOf(reply);
    const results = map.get('results');
    if (!Array.isArray(results))
        throw new Error('not a search reply: it has no results');
    const documents = results.map((result) => {
        const fields = fieldsOf(result);
        return { name: String(fields.get('id')), distance: distanceIn(fields.get('extra_attributes')) };
    });
    return { documents, warnings: listOf(map.get('warning')).map(String) };
}
/**
 * Reads the reply to FT.INFO. Numbers come as numbers or as strings of digits. RediSearch has `indexing`; Valkey-search has
 * `backfill_in_progress` and a queue.
 */
function readIndexState(reply) {
    const info = fieldsOf(reply);
    const count = (name) => Number(info.get(name) ?? 0);
    const errors = fieldsOf(info.get('Index Errors') ?? []);
    const failures = Math.max(count('hash_indexing_failures'), Number(errors.get('indexing failures') ?? 0));
    const lastFailure = errors.get('last indexing error');
    return {
        documents: count('num_docs'),
        pending: ['indexing', 'backfill_in_progress', 'mutation_queue_size'].some((name) => count(name) > 0),
        share: count('percent_indexed'),
        failures,
        ...(failures > 0 && lastFailure !== undefined && { lastFailure: String(lastFailure) }),
    };
}
/** Reads the name of the index from a reply to FT.INFO; the command may have named an alias. */
function readIndexName(reply) {
    return String(fieldsOf(reply).get('index_name') ?? '');
}
/** Reads the names from a reply to FT._LIST, a list or a set. */
function readIndexNames(reply) {
    return listOf(reply).map(String);
}
/** Whether an error means that the index does not exist. Covers RediSearch's FT.SEARCH, FT.INFO and FT.DROPINDEX, and Valkey-search. */
function saysNoIndex(message) {
    return /no such index|unknown index name|index with name .* not found/i.test(message);
}
/** Whether an error means that the index exists already, in RediSearch or Valkey-search. */
function saysIndexExists(message) {
    return /index already exists|index .* already exists/i.test(message);
}
/** Whether an error means that the server cannot sort results, as in the first versions of Valkey-search. */
function saysNoSorting(message) {
    return /sortby/i.test(message);
}
/**
 * Returns the cosine similarity of two vectors of length 1 from their distance: COSINE is 1 − cos, IP is 1 − their dot product,
 * which equals the cosine, and L2 is the square of their distance, 2 − 2 cos.
 */
function similarityOf(distance, metric) {
    return metric === 'l2' ? 1 - distance / 2 : 1 - distance;
}
/** Names, each followed by its fields, by null, or by nothing. */
function documentsOf(elements) {
    const documents = [];
    for (let at = 0; at < elements.length; at++) {
        const next = elements[at + 1];
        const hasFields = next === null || Array.isArray(next);
        documents.push({ name: String(elements[at]), distance: distanceIn(hasFields ? next : undefined) });
        if (hasFields)
            at++;
    }
    return documents;
}
/** Reads the distance by the name that the search requested, or by the server's default name. */
function distanceIn(fields) {
    if (!Array.isArray(fields))
        return Number.NaN;
    const map = fieldsOf(fields);
    const score = map.get(_search_commands__WEBPACK_IMPORTED_MODULE_0__/* .SCORE */ .N0) ?? map.get('__v_score');
    return score === undefined ? Number.NaN : Number(String(score));
}
function fieldsOf(reply) {
    const list = listOf(reply);
    const fields = new Map();
    for (let at = 0; at + 1 < list.length; at += 2)
        fields.set(String(list[at]), list[at + 1]);
    return fields;
}
function listOf(reply) {
    return Array.isArray(reply) ? reply : [];
}


/***/ }),

/***/ 21286:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RedisIndexSink: () => (/* binding */ RedisIndexSink)
});

// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
// EXTERNAL MODULE: ./src/redis/link.ts + 3 modules
var redis_link = __webpack_require__(60360);
// EXTERNAL MODULE: ./src/base/decimal.ts
var decimal = __webpack_require__(71758);
// EXTERNAL MODULE: ./src/inputs/values/sink-fields.ts
var sink_fields = __webpack_require__(33563);
// EXTERNAL MODULE: ./src/redis/search-commands.ts
var search_commands = __webpack_require__(4354);
;// CONCATENATED MODULE: ./src/sink/redis-documents.ts



/** Separates the tags in a field of a hash: a character that texts do not use. */
const TAG_SEPARATOR = '\x1f';
const TAG = ['TAG', 'SEPARATOR', TAG_SEPARATOR, 'CASESENSITIVE'];
/** Sets and removes fields atomically. ARGV: the number of fields to remove, their names, then names and values to set. */
const REPLACE = "redis.call('HSET', KEYS[1], unpack(ARGV, ARGV[1] + 2)) return redis.call('HDEL', KEYS[1], unpack(ARGV, 2, ARGV[1] + 1))";
/**
 * https://redis.io/docs/latest/commands/ft.create/
 * @param empty whether there are no documents yet; otherwise the server scans all its keys for documents
 */
function createIndex({ generation, documents }, form, dimensions, empty) {
    const on = ['ON', form.document.toUpperCase(), 'PREFIX', '1', documents, ...(empty ? ['SKIPINITIALSCAN'] : [])];
    const path = form.document === 'json' ? ['$.vector', 'AS', 'vector'] : ['vector'];
    const vector = [...path, ...(0,search_commands/* vectorField */.ws)(form.vector, dimensions)];
    return ['FT.CREATE', generation, ...on, 'SCHEMA', ...documentsOf(form).schema, ...vector];
}
function documentsOf(form) {
    return form.document === 'json' ? jsonDocuments(form) : hashDocuments(form);
}
function hashDocuments({ fields, vector }) {
    const optional = ['record', 'metadata', ...fields.map(({ name }) => name)];
    return {
        schema: ['id', 'source', 'record']
            .flatMap((name) => [name, ...TAG])
            .concat('text', 'TEXT')
            .concat(fields.flatMap((field) => [field.name, ...kindWords(field)])),
        write(key, document) {
            const values = new Map([
                ['id', document.id],
                ['text', document.text],
                ['source', document.source],
                ['digest', document.digest],
                ['vector', (0,search_commands/* vectorBytes */.Ru)(document.vector, vector.dtype)],
            ]);
            if (document.record !== undefined)
                values.set('record', document.record);
            if (document.metadata)
                values.set('metadata', JSON.stringify(document.metadata));
            for (const field of fields) {
                const value = (0,sink_fields/* fieldValue */.ag)(document.metadata?.[field.name], field);
                if (value === undefined)
                    continue;
                const between = field.kind === 'text' ? ' ' : TAG_SEPARATOR;
                values.set(field.name, typeof value === 'number' ? String(value) : value.join(between));
            }
            const absent = optional.filter((name) => !values.has(name));
            const all = [...values].flat();
            if (absent.length === 0)
                return ['HSET', key, ...all];
            return ['EVAL', REPLACE, '1', key, String(absent.length), ...absent, ...all];
        },
        ask: (key, field) => ['HGET', key, field],
        value: (reply) => (reply === null ? undefined : String(reply)),
    };
}
function jsonDocuments({ fields }) {
    return {
        schema: ['id', 'source', 'record']
            .flatMap((name) => [`$.${name}`, 'AS', name, 'TAG', 'CASESENSITIVE'])
            .concat('$.text', 'AS', 'text', 'TEXT')
            .concat(fields.flatMap((field) => {
            // Quoted, because a path allows only ASCII letters in a bare name, and an index silently skips fields whose path it cannot parse.
            const path = `$["${field.name}"]${field.kind === 'tag' ? '[*]' : ''}`;
            const kind = field.kind === 'tag' ? ['TAG', 'CASESENSITIVE'] : [field.kind.toUpperCase()];
            return [path, 'AS', field.name, ...kind];
        })),
        write(key, { id, text, source, record, digest, metadata, vector }) {
            const values = fields.flatMap((field) => {
                const value = (0,sink_fields/* fieldValue */.ag)(metadata?.[field.name], field);
                if (value === undefined)
                    return [];
                return [[field.name, field.kind === 'text' ? value.join(' ') : value]];
            });
            const own = { id, text, source, ...(record !== undefined && { record }), digest, ...(metadata && { metadata }) };
            const all = JSON.stringify({ ...own, ...Object.fromEntries(values) });
            return ['JSON.SET', key, '$', `${all.slice(0, -1)},"vector":${(0,decimal/* decimalArray */.dG)(vector)}}`];
        },
        ask: (key, field) => ['JSON.GET', key, `$.${field}`],
        value: (reply) => (reply === null ? undefined : JSON.parse(String(reply))[0]),
    };
}
function kindWords({ kind }) {
    return kind === 'tag' ? TAG : [kind.toUpperCase()];
}

;// CONCATENATED MODULE: ./src/sink/redis-faults.ts

/**
 * Adds the state of the index and the fix to a failure.
 * @throws SinkError in place of a CacheError or SinkError
 */
async function explained({ index, link }, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof errors/* CacheError */.xA || error instanceof errors/* SinkError */.y_))
            throw error;
        const message = error.message.replace(/\.+$/, '');
        if (/unknown command/i.test(message)) {
            throw new errors/* SinkError */.y_(`sink: the Redis at ${link.target.address} has no ${/JSON\./.test(message) ? 'RedisJSON' : 'RediSearch'}, which redis-index needs. Use Redis 8 or Redis Stack.`, { cause: error });
        }
        if (message.startsWith('sink'))
            throw error;
        const left = `The index ${JSON.stringify(index)} was not switched; the next run continues.`;
        if (/\bOOM\b/.test(message)) {
            throw new errors/* SinkError */.y_(`sink: the Redis at ${link.target.address} is full, and documents never expire. Give it more memory. ${left}`, { cause: error });
        }
        throw new errors/* SinkError */.y_(`sink: ${message}. ${left}`, { cause: error });
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/redis/search-replies.ts
var search_replies = __webpack_require__(17086);
;// CONCATENATED MODULE: ./src/sink/redis-index-names.ts
function redisIndexNames({ index, generation }) {
    return {
        index,
        generation,
        documents: `${generation}:doc:`,
        waiting: `${generation}:new:`,
        members: `${generation}:ids`,
        waitingMembers: `${generation}:ids:new`,
        leavingMembers: `${generation}:ids:leaving`,
        touched: `${generation}:touched`,
        generations: `${index}:generations`,
        lease: `${index}:lease`,
    };
}

;// CONCATENATED MODULE: ./src/sink/redis-generations.ts




/** How long indexing may stall before it counts as failed. RediSearch indexes some thousand documents per second. */
const STANDSTILL_MS = 60_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;
/** If documents are still missing after a pause of this length, they are surveyed. */
const SURVEY_PAUSE_MS = 100;
/** Documents renamed or deleted per batch. An index takes 1 ms or more per document. */
const PAGE = 128;
/** The RediSearch indexes behind one alias. */
class RedisGenerations {
    link;
    names;
    standstillMs;
    constructor(link, names, standstillMs = STANDSTILL_MS) {
        this.link = link;
        this.names = names;
        this.standstillMs = standstillMs;
    }
    /**
     * @returns the generation that readers see; undefined if there is none
     * @throws SinkError if the name belongs to an index rather than an alias
     */
    async live() {
        const { index } = this.names;
        const info = await this.info(index);
        const name = info === undefined ? undefined : (0,search_replies/* readIndexName */.q4)(info);
        if (name === index) {
            throw new errors/* SinkError */.y_(`sink-index: ${JSON.stringify(index)} is an index, not an alias. Choose another name, or drop the index.`);
        }
        return name;
    }
    /** Creates the index of this generation unless it exists. */
    async ensure(create) {
        const { generation, generations, members } = this.names;
        // Registered first, so no index can exist unregistered.
        await this.link.ask(['SADD', generations, generation]);
        try {
            if ((await this.info(generation)) !== undefined)
                return;
            const empty = (await this.firstMembers(members)).length === 0;
            await this.link.ask(create(empty));
        }
        catch (error) {
            // Another worker created it first. The same name means the same settings.
            if (!(0,search_replies/* saysIndexExists */.L0)((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
    }
    /** @throws SinkError if the index no longer exists */
    async state() {
        const { generation, index } = this.names;
        const info = await this.info(generation);
        if (info !== undefined)
            return (0,search_replies/* readIndexState */._G)(info);
        throw new errors/* SinkError */.y_(`the index ${generation} was dropped: another run published ${index} under another contract. Give both runs the same inputs.`);
    }
    /**
     * Waits until all documents are indexed.
     * @param expected the number of documents
     * @param survey counts the documents that really exist, if the index seems to have too few
     * @throws SinkError if indexing stalls before all are indexed
     */
    async whole(expected, survey) {
        let least = expected;
        let surveyed = false;
        let [before, since] = ['', performance.now()];
        for (let wait = FIRST_PAUSE_MS;; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
            const state = await this.state();
            if (!state.pending && state.documents >= least)
                return state;
            const progress = `${state.documents} ${state.share}`;
            if (progress !== before)
                [before, since] = [progress, performance.now()];
            else if (!state.pending && !surveyed && wait > SURVEY_PAUSE_MS) {
                surveyed = true;
                least = Math.min(least, await survey());
                continue;
            }
            if (performance.now() - since > this.standstillMs) {
                const why = state.failures > 0 ? `; last failure: ${state.lastFailure ?? 'no reason given'}` : '';
                throw new errors/* SinkError */.y_(`the index ${this.names.generation} has ${state.documents} of ${least} documents, and indexing has stalled${why}`);
            }
            await (0,promises_.setTimeout)(wait);
        }
    }
    /** Points the alias to this generation. */
    async switch() {
        const { index, generation } = this.names;
        await this.link.ask(['FT.ALIASUPDATE', index, generation], generation);
    }
    /**
     * Drops all other generations, step by step. The next call continues an interrupted one.
     * @returns their names
     */
    async dropOthers() {
        const { index, generation, generations } = this.names;
        const known = (await this.link.ask(['SMEMBERS', generations]));
        const others = known.map(String).filter((name) => name !== generation && name.startsWith(`${index}:`));
        for (const other of others) {
            await this.drop(redisIndexNames({ index, generation: other }));
            await this.link.ask(['SREM', generations, other]);
        }
        return others;
    }
    async drop(names) {
        try {
            // Without DD, which would block the server while it deletes all documents.
            await this.link.ask(['FT.DROPINDEX', names.generation]);
        }
        catch (error) {
            if (!(0,search_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
        await this.deleteAll(names.members, names.documents);
        await this.deleteAll(names.waitingMembers, names.waiting);
        for (const key of [names.leavingMembers, names.touched])
            await this.link.ask(['UNLINK', key]);
    }
    /** Deletes documents and the set that lists them. */
    async deleteAll(members, documents) {
        for (;;) {
            const page = await this.firstMembers(members);
            if (page.length === 0)
                return;
            await this.link.askAll('UNLINK', [
                ...page.map((member) => ['UNLINK', documents + idOf(member)]),
                ['ZREM', members, ...page],
            ]);
        }
    }
    /** The first members of a sorted set. */
    async firstMembers(key) {
        const page = (await this.link.ask(['ZRANGE', key, '0', String(PAGE - 1)]));
        return page.map(String);
    }
    async info(index) {
        try {
            return await this.link.ask(['FT.INFO', index]);
        }
        catch (error) {
            if ((0,search_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
                return undefined;
            throw error;
        }
    }
}
/** The length of the place that precedes the id in a member of a set. */
const PLACE = 32;
function idOf(member) {
    return member.slice(PLACE);
}
function placeOf(member) {
    return member.slice(0, PLACE);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/sink/redis-lease.ts



/** How long an unrenewed lease lasts, and so how long the next run waits after one was killed. */
const LEASE_MS = 30_000;
/** Renewals per duration of a lease. */
const RENEWALS = 3;
/** How long to wait for another run's lease: a little longer than an unrenewed one lasts. */
const WAIT_MS = LEASE_MS + 5_000;
const PAUSE_MS = 500;
/** Sets the remaining time of the lease in ms, if it is still ours; 0 ends it. */
const KEEP = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
/** The exclusive right to write an index: an expiring key that holds the owner and the time it was taken. */
class RedisLease {
    link;
    key;
    owner;
    lease;
    renewal;
    until;
    lost = false;
    constructor(link, key, owner, lease, taken) {
        this.link = link;
        this.key = key;
        this.owner = owner;
        this.lease = lease;
        this.until = taken + lease;
        this.renewal = setInterval(() => void this.renew(), lease / RENEWALS).unref();
    }
    /**
     * Takes the lease, and waits for an unrenewed one to expire.
     * @throws SinkError if another run keeps its lease; CacheError
     */
    static async take(link, key, warn, times = {}) {
        const { lease = LEASE_MS, wait = WAIT_MS } = times;
        const owner = `${(0,external_node_crypto_.randomUUID)()} ${new Date().toISOString()}`;
        const since = performance.now();
        for (let told = false;; told = true) {
            const asked = performance.now();
            const taken = await link.ask(['SET', key, owner, 'NX', 'PX', String(lease)]);
            if (taken !== null)
                return new RedisLease(link, key, owner, lease, asked);
            const over = performance.now() - since > wait;
            if (over || !told) {
                const holder = String((await link.ask(['GET', key])) ?? '').split(' ')[1];
                const who = `another run has been writing this index since ${holder ?? 'a moment ago'}`;
                if (over)
                    throw new errors/* SinkError */.y_(`${who} and still renews its lease ${key}. Run it again when that run has ended.`);
                warn(`${who}: waiting up to ${wait / 1000} s, in case it was killed.`);
            }
            await (0,promises_.setTimeout)(Math.min(PAUSE_MS, wait));
        }
    }
    /** @throws SinkError if another run has the lease, or may have it */
    check() {
        if (!this.lost && performance.now() < this.until)
            return;
        throw new errors/* SinkError */.y_(`the lease ${this.key} expired, and another run may be writing this index. Run it again.`);
    }
    /** Releases the lease. Never throws, because the lease expires anyway. */
    async release() {
        clearInterval(this.renewal);
        await this.keep(0).catch(() => { });
    }
    async renew() {
        const asked = performance.now();
        try {
            const renewed = await this.keep(this.lease);
            if (renewed === 1)
                this.until = asked + this.lease;
            else
                this.lost = true;
        }
        catch {
            // The next renewal may succeed. If none does, `check` reports that the lease expired.
        }
    }
    keep(milliseconds) {
        const { key, owner } = this;
        return this.link.ask(['EVAL', KEEP, '1', key, owner, String(milliseconds)]);
    }
}

// EXTERNAL MODULE: ./src/sink/sink-document.ts
var sink_document = __webpack_require__(2292);
;// CONCATENATED MODULE: ./src/sink/redis-touched.ts

/** Sources that workers updated while a run reads the corpus. The run may have read older versions, so it must not overwrite them. */
class TouchedSources {
    link;
    key;
    /** The sources of this worker since its last publication. */
    own = new Set();
    constructor(link, 
    /** The set of these sources, as half places. */
    key) {
        this.link = link;
        this.key = key;
    }
    /** A worker calls this before it writes. */
    async touch(sources) {
        for (const source of sources)
            this.own.add((0,sink_document/* sourcePlace */.$Y)(source));
        await this.tell();
    }
    /** A worker calls this after it wrote, for a run that began meanwhile. */
    async touchAgain() {
        await this.tell();
        this.own.clear();
    }
    /** A run calls this to keep only documents whose source no worker has updated since the run began. */
    async without(documents) {
        if (documents.length === 0)
            return documents;
        const halves = documents.map(({ place }) => (0,sink_document/* sourcePlaceOf */.Uk)(place));
        const found = (await this.link.ask(['SMISMEMBER', this.key, ...halves]));
        return documents.filter((_, at) => found[at] === 0);
    }
    async tell() {
        if (this.own.size === 0)
            return;
        await this.link.ask(['SADD', this.key, ...this.own]);
    }
}

;// CONCATENATED MODULE: ./src/sink/redis-index.ts









/** Why documents may be missing, and the fix. */
const EVICTED = 'it evicted them, or another client deleted them. Set a maxmemory-policy that does not evict keys without a time to live, or add memory, and run it again';
/**
 * Documents in Redis under a RediSearch index, and an alias for readers.
 *
 * Documents for the generation that readers see wait under other names and are renamed when published, so no vector is sent twice.
 * Each document carries its digest, so a run notices documents that another client deleted or Redis evicted. The id is listed before
 * the document is written, so no document is ever unlisted.
 */
class RedisIndexSink {
    link;
    options;
    kind = 'redis-index';
    address;
    index;
    generation;
    names;
    documents;
    generations;
    touched;
    lease;
    /** The generation that readers see. */
    live;
    /** Documents left alone because a worker updated their source meanwhile. */
    leftAlone = 0;
    closed = false;
    constructor(link, options) {
        this.link = link;
        this.options = options;
        this.address = options.link.target.address;
        this.index = options.index;
        this.generation = options.generation;
        this.names = redisIndexNames(options);
        this.documents = documentsOf(options);
        this.generations = new RedisGenerations(link, this.names, options.standstillMs);
        this.touched = new TouchedSources(link, this.names.touched);
    }
    /** @throws SinkError if the server has no RediSearch or refuses, or another run is writing this index */
    static async open(options) {
        const link = await explained(options, () => redis_link.RedisLink.open({ ...options.link, nestedReplies: true }));
        const sink = new RedisIndexSink(link, options);
        try {
            await explained(options, () => sink.begin());
            return sink;
        }
        catch (error) {
            await sink.close();
            throw error;
        }
    }
    digests(documents) {
        return this.explained(async () => {
            if (!this.options.exclusive)
                await this.touched.touch(documents.map(({ source }) => source));
            const key = this.names.documents;
            const found = await this.fieldsOf(documents, 'digest', key);
            if (!this.waits || documents.length === 0)
                return found;
            const waiting = await this.areWaiting(documents);
            const those = documents.filter((_, at) => waiting[at]);
            const later = await this.fieldsOf(those, 'digest', this.names.waiting);
            return found.map((digest, at) => (waiting[at] ? later.shift() : digest));
        });
    }
    upsert(documents) {
        return this.explained(async () => {
            const { names, waits } = this;
            const ours = waits ? documents : await this.untouched(documents);
            if (ours.length === 0)
                return;
            this.lease?.check();
            const [members, keys] = waits ? [names.waitingMembers, names.waiting] : [names.members, names.documents];
            const member = waits ? waitingMemberOf : memberOf;
            await this.link.askAll('writing documents', [
                // Registered again: if a run dropped this generation meanwhile, the next one must find and drop later writes of workers too.
                ['SADD', names.generations, this.generation],
                ['ZADD', members, ...ours.flatMap((document) => ['0', member(document)])],
                ...ours.map((document) => this.documents.write(keys + document.id, document)),
            ]);
        });
    }
    list({ after, before }, limit) {
        return this.explained(async () => {
            const { members } = this.names;
            const range = [`(${memberOf(after)}`, `(${before}`, 'BYLEX', 'LIMIT', '0', String(limit)];
            const page = (await this.link.ask(['ZRANGE', members, ...range]));
            return page.map((member) => listedOf(String(member)));
        });
    }
    remove(documents) {
        return this.explained(async () => {
            const { names, waits } = this;
            if (!waits)
                return this.removeNow(documents);
            const [sources, waiting] = await Promise.all([
                this.fieldsOf(documents, 'source', names.documents),
                this.fieldsOf(documents, 'source', names.waiting),
            ]);
            const leaving = documents.flatMap((document) => ['0', memberOf(document)]);
            await this.link.ask(['ZADD', names.leavingMembers, ...leaving]);
            return documents.filter((document, at) => waiting[at] === undefined && isAt(document, sources[at])).length;
        });
    }
    publish(complete) {
        return this.explained(async () => {
            const { generation, options } = this;
            if (complete === undefined) {
                const { documents } = await this.generations.state();
                await this.touched.touchAgain();
                return { documents, switched: false, live: (await this.generations.live()) === generation, dropped: [] };
            }
            if (this.waits)
                await this.applyWaiting();
            const { documents } = await this.generations.whole(complete - this.leftAlone, () => this.survey());
            this.lease?.check();
            const switched = this.live !== generation;
            if (switched)
                await this.generations.switch();
            this.live = generation;
            const dropped = options.keepsOld ? [] : await this.dropOthers();
            return { documents, switched, live: true, dropped };
        });
    }
    async close() {
        if (this.closed)
            return;
        this.closed = true;
        await this.lease?.release();
        await this.link.close();
    }
    /** Whether written documents wait to be published, because readers see this generation. */
    get waits() {
        return this.lease !== undefined && this.live === this.generation;
    }
    async begin() {
        const { options, names, generations, link } = this;
        // Reports a missing module before the wait for the lease.
        await generations.live();
        if (options.exclusive)
            this.lease = await RedisLease.take(link, names.lease, options.warn, options.leaseTimes);
        this.live = await generations.live();
        await generations.ensure((empty) => createIndex(names, options, options.dimensions, empty));
        if (options.document === 'json') {
            await link.ask(this.documents.ask(`${names.documents}none`, 'digest'));
        }
        if (!this.lease)
            return;
        // Left by a run that ended before it published.
        await generations.deleteAll(names.waitingMembers, names.waiting);
        for (const key of [names.leavingMembers, names.touched])
            await link.ask(['UNLINK', key]);
    }
    /** Renames waiting documents, then removes those listed as leaving. */
    async applyWaiting() {
        const { names, generations, link } = this;
        for (;;) {
            const page = await generations.firstMembers(names.waitingMembers);
            if (page.length === 0)
                break;
            this.lease?.check();
            const waiting = await this.placesOfWaiting(page.map(idOf));
            const ours = await this.untouched(waiting);
            const kept = new Set(ours.map(({ id }) => id));
            await link.askAll('RENAME', [
                ...(ours.length > 0 ? [['ZADD', names.members, ...ours.flatMap((document) => ['0', memberOf(document)])]] : []),
                ...waiting.map(({ id }) => {
                    const from = names.waiting + id;
                    return kept.has(id) ? ['RENAME', from, names.documents + id] : ['UNLINK', from];
                }),
                ['ZREM', names.waitingMembers, ...page],
            ]);
        }
        for (;;) {
            const page = await generations.firstMembers(names.leavingMembers);
            if (page.length === 0)
                return;
            await this.removeNow(page.map(listedOf));
            await link.ask(['ZREM', names.leavingMembers, ...page]);
        }
    }
    /** The latest document under an id decides its place. @throws SinkError if one is missing */
    async placesOfWaiting(ids) {
        const sources = await this.fieldsOf(ids.map((id) => ({ id })), 'source', this.names.waiting);
        return sources.map((source, at) => {
            const id = ids[at];
            if (source !== undefined)
                return { id, place: (0,sink_document/* placeIn */.VV)(source, id) };
            throw new errors/* SinkError */.y_(`documents that wait to be published are missing from Redis: ${EVICTED}`);
        });
    }
    async removeNow(documents) {
        const { names } = this;
        const ours = await this.untouched(documents);
        if (ours.length === 0)
            return 0;
        this.lease?.check();
        const sources = await this.fieldsOf(ours, 'source', names.documents);
        const there = ours.filter((document, at) => isAt(document, sources[at]));
        await this.link.askAll('UNLINK', [
            ...there.map(({ id }) => ['UNLINK', names.documents + id]),
            ['ZREM', names.members, ...ours.map(memberOf)],
        ]);
        return there.length;
    }
    /**
     * Counts the documents that really exist, if an index has fewer than are listed.
     * @throws SinkError if listed documents are missing; it removes them from the list, so the next run writes them
     */
    async survey() {
        const { names, generation } = this;
        let count = 0;
        const missing = [];
        for (let after = { id: '', place: '' };;) {
            const page = await this.list({ after, before: 'g' }, 1000);
            const sources = await this.fieldsOf(page, 'source', names.documents);
            for (const [at, document] of page.entries()) {
                // A document that moved meanwhile is counted at its new place.
                if (isAt(document, sources[at]))
                    count++;
                else if (sources[at] === undefined)
                    missing.push(document);
            }
            const last = page.at(-1);
            if (!last)
                break;
            after = last;
        }
        let lost = 0;
        for (let at = 0; at < missing.length; at += 1000) {
            // A worker lists documents before it writes them.
            const some = await this.untouched(missing.slice(at, at + 1000));
            if (some.length === 0)
                continue;
            lost += some.length;
            await this.link.ask(['ZREM', names.members, ...some.map(memberOf)]);
        }
        if (lost === 0)
            return count;
        throw new errors/* SinkError */.y_(`${lost} documents of ${generation} are missing from Redis: ${EVICTED}`);
    }
    async dropOthers() {
        try {
            return await this.generations.dropOthers();
        }
        catch (error) {
            this.options.warn(`not all older generations of ${this.index} were dropped; the next run continues: ${(0,errors/* messageOf */.bD)(error)}`);
            return [];
        }
    }
    /** In a run, drops documents whose source a worker has updated since the run began. In a worker, keeps all. */
    async untouched(documents) {
        if (!this.lease)
            return documents;
        const ours = await this.touched.without(documents);
        this.leftAlone += documents.length - ours.length;
        return ours;
    }
    async areWaiting(documents) {
        const { waitingMembers } = this.names;
        const members = documents.map(waitingMemberOf);
        const scores = (await this.link.ask(['ZMSCORE', waitingMembers, ...members]));
        return scores.map((score) => score !== null);
    }
    async fieldsOf(documents, field, prefix) {
        const commands = documents.map(({ id }) => this.documents.ask(prefix + id, field));
        const replies = await this.link.askAll('reading documents', commands);
        return replies.map((reply) => this.documents.value(reply));
    }
    explained(work) {
        return explained(this.options, work);
    }
}
function memberOf({ place, id }) {
    return place + id;
}
/** Uses dashes instead of the place, so each id waits only once. */
function waitingMemberOf({ id }) {
    return '-'.repeat(32) + id;
}
function listedOf(member) {
    return { id: idOf(member), place: placeOf(member) };
}
/** Whether a document with this source belongs at the listed place. */
function isAt({ place }, source) {
    return source !== undefined && (0,sink_document/* sourcePlace */.$Y)(source) === (0,sink_document/* sourcePlaceOf */.Uk)(place);
}


/***/ })

};
