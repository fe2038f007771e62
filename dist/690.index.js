export const id = 690;
export const ids = [690];
export const modules = {

/***/ 33690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRemoteIndex: () => (/* binding */ openRemoteIndex)
});

// EXTERNAL MODULE: ./src/cache/redis-link.ts + 3 modules
var redis_link = __webpack_require__(26062);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/validation/knn/golden-index-names.ts

/** Hexadecimal digits of each part of a name. */
const DIGITS = 16;
/**
 * `<prefix>:golden:<texts>:<fingerprint>:<vectors>`, each the first 16 hex digits of a SHA-256 (that of the fingerprint is the
 * fingerprint itself), in an untrusted scope with `~<scope>:` after `golden:`. What the vectors and the form of the index are is in
 * the name, so that what is found under a name is what is looked for, and two runs that make it at once make the same.
 */
function indexNames({ prefix, scope, texts, fingerprint, rows, kind }) {
    const start = `${prefix}:golden:${scope === undefined ? '' : `~${scope}:`}`;
    const set = `${start}${digest(JSON.stringify(texts))}:`;
    const { buffer, byteOffset, byteLength } = rows.components;
    const vectors = digest(`${kind} ${rows.dimensions} `, new Uint8Array(buffer, byteOffset, byteLength));
    const index = `${set}${fingerprint.slice(0, DIGITS)}:${vectors}`;
    return { scope: start, set, index, documents: `${index}:`, used: `${index}:used` };
}
/** Of all indexes that a server has, those of this scope; names of untrusted scopes begin with those of the trusted one. */
function ofThisScope(indexes, { scope }) {
    return indexes.filter((index) => index.startsWith(scope) && !index.slice(scope.length).startsWith('~'));
}
function digest(...parts) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const part of parts)
        hash.update(part);
    return hash.digest('hex').slice(0, DIGITS);
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/validation/knn/redisearch-commands.ts
var redisearch_commands = __webpack_require__(19358);
// EXTERNAL MODULE: ./src/validation/knn/redisearch-replies.ts
var redisearch_replies = __webpack_require__(16802);
;// CONCATENATED MODULE: ./src/validation/knn/remote-index.ts
/** Why an engine is not used, where nothing is wrong. */
class NotUsable extends Error {
    name = 'NotUsable';
}
/** How long what is written stays after it was last used: a month, in which a golden set that is alive is validated. */
const KEPT_SECONDS = 30 * 86_400;
/** Queries that go out together. A search takes well below a millisecond; the deadline is for all of them. */
const QUERIES_AT_ONCE = 64;
/** Vectors that go out together. To add one to a vector set takes about a millisecond. */
const VECTORS_AT_ONCE = 256;
/** Calls for some numbers at a time, from 0 to below `count`, one call after the other. */
async function inBatches(count, each, size = QUERIES_AT_ONCE) {
    const results = [];
    for (let start = 0; start < count; start += size) {
        const numbers = Array.from({ length: Math.min(size, count - start) }, (_, at) => start + at);
        results.push(...(await each(numbers)));
    }
    return results;
}
/** The position that an element or a document is named by; undefined for a name that is none of ours. */
function positionIn(name, prefix = '') {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

// EXTERNAL MODULE: ./src/validation/knn/unit-rows.ts
var unit_rows = __webpack_require__(97601);
// EXTERNAL MODULE: ./src/validation/knn/vector-index.ts
var vector_index = __webpack_require__(62559);
;// CONCATENATED MODULE: ./src/validation/knn/redisearch.ts








/** How long documents may take to be indexed: RediSearch does some thousands a second. */
const INDEX_DEADLINE_MS = 30_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;
/** Another run may drop an index between two of our commands. Not again and again. */
const MOST_TRIES = 3;
/** An index counts as in use for so long after a run opened it, and is not dropped by another. */
const IN_USE_SECONDS = 3600;
/** Foreign indexes that are looked at in one run, to see whether they are empty. */
const MOST_LOOKED_AT = 16;
/** EF_RUNTIME. RediSearch's own 10 found half of the true ten nearest among 4,000 vectors; 4,096 is the most that Valkey takes. */
const EFFORTS = [200, 1000, 4096];
/** An index of RediSearch, or Valkey-search: a hash for each vector, under a prefix of its own. */
class RediSearchIndex {
    options;
    engine = 'redisearch';
    description;
    efforts;
    sorted = true;
    constructor(options) {
        this.options = options;
        const { names, form } = options;
        this.description = `index ${names.index}, ${(0,vector_index/* vectorIndexWords */.v_)(form)}`;
        this.efforts = form.algorithm === 'flat' ? [0] : EFFORTS;
    }
    /**
     * The index of these vectors: the one that is there, or a new one, once it is whole. Then old ones of the same golden set go.
     * @throws NotUsable if it is not there, and may not be made; CacheError if it cannot be made in time
     */
    static async open(options) {
        const index = new RediSearchIndex(options);
        for (let tries = 1;; tries++) {
            if (await index.isWhole()) {
                await index.keep();
                return index;
            }
            if (!options.writable)
                throw new NotUsable('this index is not there, and with cache-mode read-only none is made');
            // First of all, so that another run does not take an empty index for an old one.
            await index.markUsed();
            await index.make();
            if (await index.becomesWhole())
                break;
            if (tries === MOST_TRIES)
                throw new errors/* CacheError */.xA(`${index.description} was dropped by another, again and again`);
        }
        await index.dropOld().catch(() => { });
        return index;
    }
    async searchAll(queries, k, effort) {
        try {
            return await this.search(queries, k, effort);
        }
        catch (error) {
            if (!this.sorted || !(0,redisearch_replies/* saysNoSorting */.uZ)((0,errors/* messageOf */.bD)(error)))
                throw error;
            this.sorted = false;
            return this.search(queries, k, effort);
        }
    }
    search(queries, k, effort) {
        const { link, names, form } = this.options;
        const options = { dtype: form.dtype, sorted: this.sorted, ...(effort > 0 && { effort }) };
        return inBatches(queries.count, (numbers) => link.batch('FT.SEARCH', async (send) => {
            const replies = await Promise.all(numbers.map((number) => send(names.index, (0,redisearch_commands/* searchNearest */.tY)(names.index, (0,unit_rows/* rowOf */.OB)(queries, number), k, options))));
            return replies.map((reply) => this.neighboursIn(reply));
        }));
    }
    neighboursIn(reply) {
        const { names, form } = this.options;
        const { documents, warnings } = (0,redisearch_replies/* readFound */.$C)(reply);
        if (warnings.length > 0)
            throw new Error(`FT.SEARCH warns: ${warnings.join('; ')}`);
        return documents.flatMap(({ name, distance }) => {
            const position = positionIn(name, names.documents);
            // A document that expired meanwhile is named, without a distance.
            return position === undefined || Number.isNaN(distance)
                ? []
                : [{ position, similarity: (0,redisearch_replies/* similarityOf */.TS)(distance, form.metric) }];
        });
    }
    /** @returns undefined if there is no such index */
    async state() {
        const { link, names } = this.options;
        try {
            return (0,redisearch_replies/* readIndexState */._G)(await ask(link, ['FT.INFO', names.index]));
        }
        catch (error) {
            if ((0,redisearch_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
                return undefined;
            throw error;
        }
    }
    async isWhole() {
        const state = await this.state();
        return state !== undefined && !state.pending && state.documents === this.options.rows.count;
    }
    async make() {
        const { link, names, rows, form } = this.options;
        try {
            await ask(link, (0,redisearch_commands/* createIndex */.zi)(names.index, names.documents, form, rows.dimensions));
        }
        catch (error) {
            // Another run was first, with the same: its name says so.
            if (!(0,redisearch_replies/* saysIndexExists */.L0)((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
        await inBatches(rows.count, (numbers) => link.batch('HSET', (send) => Promise.all(numbers.map(async (row) => {
            const name = this.documentOf(row);
            await Promise.all([
                send(name, (0,redisearch_commands/* storeDocument */.FN)(name, (0,unit_rows/* rowOf */.OB)(rows, row), form.dtype)),
                send(name, ['EXPIRE', name, String(KEPT_SECONDS)]),
            ]);
        }))), VECTORS_AT_ONCE);
    }
    /**
     * Waits until every document is indexed.
     * @returns false if the index is gone
     * @throws CacheError if it does not become whole in time, with what the server says of documents that it could not index
     */
    async becomesWhole() {
        const { deadlineMs = INDEX_DEADLINE_MS, rows } = this.options;
        const deadline = performance.now() + deadlineMs;
        for (let wait = FIRST_PAUSE_MS;; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
            const state = await this.state();
            if (!state)
                return false;
            const { documents, pending, failures, lastFailure } = state;
            if (!pending && documents === rows.count)
                return true;
            const failed = failures > 0 && documents + failures >= rows.count;
            if (failed || performance.now() > deadline) {
                const why = failures > 0 ? `; ${failures} failed, the last one with: ${lastFailure ?? 'no reason given'}` : '';
                const when = failed ? '' : ` after ${deadlineMs / 1000} s`;
                throw new errors/* CacheError */.xA(`${this.description} has ${documents} of ${rows.count} documents${when}${why}`);
            }
            await (0,promises_.setTimeout)(wait);
        }
    }
    /** Of an index that was there: it is in use, and stays for as long again where half of its time is over. */
    async keep() {
        const { link, rows, writable } = this.options;
        if (!writable)
            return;
        await this.markUsed();
        const first = this.documentOf(0);
        const left = Number(await ask(link, ['PTTL', first]));
        if (left >= (KEPT_SECONDS * 1000) / 2)
            return;
        await inBatches(rows.count, (numbers) => link.batch('EXPIRE', (send) => Promise.all(numbers.map((row) => {
            const name = this.documentOf(row);
            return send(name, ['EXPIRE', name, String(KEPT_SECONDS)]);
        }))), VECTORS_AT_ONCE);
    }
    async markUsed() {
        const { link, names } = this.options;
        await ask(link, ['SET', names.used, new Date().toISOString(), 'EX', String(IN_USE_SECONDS)], names.used);
    }
    /** Drops indexes that nobody uses: other ones of the same golden set, and those of which all documents have expired. */
    async dropOld() {
        const { link, names } = this.options;
        const indexes = (0,redisearch_replies/* readIndexNames */.Bi)(await ask(link, ['FT._LIST']));
        const others = ofThisScope(indexes, names).filter((index) => index !== names.index);
        if (others.length === 0)
            return;
        // One by one, since in a cluster they are on several nodes.
        const inUse = (await link.batch('MGET', (send) => Promise.all(others.map((index) => send(`${index}:used`, ['MGET', `${index}:used`])))));
        const unused = others.filter((_, at) => inUse[at]?.[0] === null);
        const old = unused.filter((index) => index.startsWith(names.set));
        const rest = unused.filter((index) => !index.startsWith(names.set)).slice(0, MOST_LOOKED_AT);
        for (const index of rest) {
            if ((0,redisearch_replies/* readIndexState */._G)(await ask(link, ['FT.INFO', index])).documents === 0)
                old.push(index);
        }
        for (const index of old)
            await this.drop(index);
    }
    async drop(index) {
        const { link } = this.options;
        try {
            await ask(link, ['FT.DROPINDEX', index, 'DD']);
        }
        catch (error) {
            if ((0,redisearch_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
                return;
            // Valkey-search knows no DD: there the documents are left to expire.
            await ask(link, ['FT.DROPINDEX', index]);
        }
    }
    documentOf(row) {
        return this.options.names.documents + this.options.positions[row];
    }
}
/** Sends one command. */
function ask(link, command, name = String(command[1] ?? '')) {
    return link.batch(String(command[0]), (send) => send(name, command));
}

;// CONCATENATED MODULE: ./src/validation/knn/vectorset.ts




/** EF of VSIM. All of a set that is no larger. */
const vectorset_EFFORTS = [200, 1000, 10_000];
/**
 * A vector set of Redis 8: one key, whose elements are named by the position of their vector. Always HNSW and cosine; not
 * quantized, since vector sets would round to 8 bits by themselves.
 */
class VectorSet {
    options;
    engine = 'vectorset';
    efforts = vectorset_EFFORTS;
    description;
    constructor(options) {
        this.options = options;
        this.description = `vector set ${options.names.index}, hnsw,cosine,float32`;
    }
    /**
     * The set of these vectors: the one that is there, or a new one.
     * @throws NotUsable if it is not there, and may not be made; CacheError if it cannot be made
     */
    static async open(options) {
        const set = new VectorSet(options);
        const { writable, rows } = options;
        const whole = async () => (await set.ask('VCARD')) === rows.count;
        if (await whole()) {
            if (writable)
                await set.ask('EXPIRE', String(KEPT_SECONDS));
            return set;
        }
        if (!writable)
            throw new NotUsable('this set is not there, and with cache-mode read-only none is made');
        await set.make();
        if (!(await whole()))
            throw new errors/* CacheError */.xA(`${set.description} has not the ${rows.count} elements that were added`);
        return set;
    }
    searchAll(queries, k, effort) {
        const { link, names } = this.options;
        const options = ['WITHSCORES', 'COUNT', String(k), 'EF', String(Math.max(effort, k))];
        return inBatches(queries.count, (numbers) => link.batch('VSIM', async (send) => {
            const replies = await Promise.all(numbers.map((number) => send(names.index, [
                'VSIM',
                names.index,
                'FP32',
                (0,redisearch_commands/* vectorBytes */.Ru)((0,unit_rows/* rowOf */.OB)(queries, number), 'float32'),
                ...options,
            ])));
            return replies.map(readSimilar);
        }));
    }
    async make() {
        const { link, names, rows, positions } = this.options;
        await inBatches(rows.count, (numbers) => link.batch('VADD', (send) => Promise.all([
            ...numbers.map((row) => {
                const vector = (0,redisearch_commands/* vectorBytes */.Ru)((0,unit_rows/* rowOf */.OB)(rows, row), 'float32');
                return send(names.index, ['VADD', names.index, 'FP32', vector, String(positions[row]), 'NOQUANT']);
            }),
            // With each batch, so that what a killed run began does not stay for ever.
            send(names.index, ['EXPIRE', names.index, String(KEPT_SECONDS)]),
        ])), VECTORS_AT_ONCE);
    }
    ask(command, ...words) {
        const { link, names } = this.options;
        return link.batch(command, (send) => send(names.index, [command, names.index, ...words]));
    }
}
/**
 * What VSIM answers with WITHSCORES: elements and scores in turn, numbers in RESP3, strings in RESP2. A score is (1 + cos) / 2.
 */
function readSimilar(reply) {
    const list = Array.isArray(reply) ? reply : [];
    const neighbours = [];
    for (let at = 0; at + 1 < list.length; at += 2) {
        const position = positionIn(String(list[at]));
        const score = Number(String(list[at + 1]));
        if (position !== undefined && Number.isFinite(score))
            neighbours.push({ position, similarity: 2 * score - 1 });
    }
    return neighbours;
}

;// CONCATENATED MODULE: ./src/validation/knn/redis-engines.ts







/**
 * Connects, and opens the engine that is named, or the one that the server has: RediSearch before vector sets, since an index can be
 * exact.
 * @throws NotUsable if the server has none; CacheError if it does not answer, or refuses
 */
async function openRemoteIndex(options) {
    const link = await redis_link.RedisLink.open({ ...options.link, nestedReplies: true });
    try {
        const engine = options.engine === 'auto' ? chosenOf(await askEngines(link)) : options.engine;
        const reason = options.engine === 'auto' && `auto: the server has ${SPOKEN[engine]}`;
        return {
            index: await openIndex(engine, link, options),
            ...(reason && { reason }),
            close: () => link.close(),
        };
    }
    catch (error) {
        await link.close();
        throw error;
    }
}
const SPOKEN = { redisearch: 'RediSearch', vectorset: 'vector sets and no RediSearch' };
function openIndex(engine, link, options) {
    const { rows, positions, writable, form } = options;
    const kind = engine === 'redisearch' ? `redisearch ${(0,vector_index/* vectorIndexWords */.v_)(form)}` : 'vectorset';
    const set = { ...options, kind };
    const common = { link, names: indexNames(set), rows, positions, writable };
    return engine === 'redisearch' ? RediSearchIndex.open({ ...common, form }) : VectorSet.open(common);
}
function chosenOf({ redisearch, vectorset }) {
    if (redisearch)
        return 'redisearch';
    if (vectorset)
        return 'vectorset';
    throw new NotUsable('the server has neither RediSearch nor vector sets');
}
/**
 * Asks whether the server knows FT.SEARCH and VSIM; where the user may not ask that, which modules it has.
 * @throws NotUsable if the user may ask neither; CacheError if there is no answer
 */
async function askEngines(link) {
    const [address] = await link.addresses();
    const ask = (...command) => link.batch(command.slice(0, 2).join(' '), (_, __, sendTo) => sendTo(address, command));
    const questions = [
        async () => readCommands(await ask('COMMAND', 'INFO', 'FT.SEARCH', 'VSIM')),
        async () => readModules(await ask('MODULE', 'LIST')),
    ];
    for (const question of questions) {
        try {
            return await question();
        }
        catch (error) {
            // Anything else is no answer to the question.
            if (!/NOPERM/.test((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
    }
    throw new NotUsable('the user may not ask what the server has (docs/redis.md lists the rights); name the engine in validation-engine if you know');
}
/** One element a command, null for one that is not known; some servers leave it out as an empty list. */
function readCommands(reply) {
    const known = (Array.isArray(reply) ? reply : []).map((one) => Array.isArray(one) && one.length > 0);
    return { redisearch: known[0] === true, vectorset: known[1] === true };
}
/** Maps with `name`, as lists of names and values. */
function readModules(reply) {
    const names = (Array.isArray(reply) ? reply : []).map((module) => {
        const fields = (Array.isArray(module) ? module : []).map(String);
        return fields[fields.indexOf('name') + 1];
    });
    return { redisearch: names.includes('search'), vectorset: names.includes('vectorset') };
}


/***/ }),

/***/ 19358:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ storeDocument),
/* harmony export */   N0: () => (/* binding */ SCORE),
/* harmony export */   Ru: () => (/* binding */ vectorBytes),
/* harmony export */   tY: () => (/* binding */ searchNearest),
/* harmony export */   ws: () => (/* binding */ vectorField),
/* harmony export */   zi: () => (/* binding */ createIndex)
/* harmony export */ });
/* harmony import */ var _cache_half_precision__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88508);

/** The field of a document that holds its vector, and the name that a search gives to distances. */
const FIELD = 'v';
const SCORE = 'score';
/** Neighbours of a node in HNSW, and how many are looked at for each when it is built: what RediSearch takes by itself, and Valkey. */
const HNSW = { M: 16, EF_CONSTRUCTION: 200 };
/** https://redis.io/docs/latest/commands/ft.create/ */
function createIndex(name, documents, form, dimensions) {
    const field = [FIELD, ...vectorField(form, dimensions)];
    return ['FT.CREATE', name, 'ON', 'HASH', 'PREFIX', '1', documents, 'SCHEMA', ...field];
}
/** What follows the name of a field of vectors in a schema. */
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
 * https://redis.io/docs/latest/commands/ft.search/. LIMIT, since ten results come without it whatever k is; RETURN, since the
 * vectors themselves come without it; DIALECT 2, since KNN is a syntax error without it.
 */
function searchNearest(index, query, k, options) {
    const { dtype, effort, sorted } = options;
    const found = effort === undefined ? '' : ' EF_RUNTIME $effort';
    const parameters = ['q', vectorBytes(query, dtype), ...(effort === undefined ? [] : ['effort', String(effort)])];
    return [
        'FT.SEARCH',
        index,
        `*=>[KNN ${k} @${FIELD} $q${found} AS ${SCORE}]`,
        'PARAMS',
        String(parameters.length),
        ...parameters,
        ...(sorted ? ['SORTBY', SCORE] : []),
        'RETURN',
        '1',
        SCORE,
        'LIMIT',
        '0',
        String(k),
        'DIALECT',
        '2',
    ];
}
/** Little-endian, as RediSearch and vector sets want it. */
function vectorBytes(vector, dtype) {
    if (dtype === 'float32')
        return Buffer.from(vector.slice().buffer);
    return Buffer.from(Uint16Array.from(vector, _cache_half_precision__WEBPACK_IMPORTED_MODULE_0__/* .halfBits */ .Gc).buffer);
}


/***/ }),

/***/ 16802:
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
/* harmony import */ var _redisearch_commands__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19358);

/**
 * What FT.SEARCH found. In RESP2, and from Valkey in both protocols: a number, then names, each with a list of fields or, if the
 * document is gone, null; without fields only names. In RESP3: a map with `results`.
 * @throws Error if it is neither
 */
function readFound(reply) {
    if (!Array.isArray(reply))
        throw new Error('no answer to a search');
    if (typeof reply[0] === 'number')
        return { documents: documentsOf(reply.slice(1)), warnings: [] };
    const map = fieldsOf(reply);
    const results = map.get('results');
    if (!Array.isArray(results))
        throw new Error('no answer to a search: there are no results in it');
    const documents = results.map((result) => {
        const fields = fieldsOf(result);
        return { name: String(fields.get('id')), distance: distanceIn(fields.get('extra_attributes')) };
    });
    return { documents, warnings: listOf(map.get('warning')).map(String) };
}
/**
 * What FT.INFO says. Numbers are numbers, or strings of digits. RediSearch has `indexing`; Valkey-search has
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
/** The name of the index that FT.INFO speaks of, which was perhaps asked for by an alias. */
function readIndexName(reply) {
    return String(fieldsOf(reply).get('index_name') ?? '');
}
/** The names that FT._LIST gives, as a list or a set. */
function readIndexNames(reply) {
    return listOf(reply).map(String);
}
/** Whether an error says that there is no such index. RediSearch's FT.SEARCH, its FT.INFO and FT.DROPINDEX, and Valkey-search. */
function saysNoIndex(message) {
    return /no such index|unknown index name|index with name .* not found/i.test(message);
}
/** Whether an error says that the index is there already: RediSearch, and Valkey-search. */
function saysIndexExists(message) {
    return /index already exists|index .* already exists/i.test(message);
}
/** Whether an error says that the server does not know how to sort what it finds: Valkey-search, in its first versions. */
function saysNoSorting(message) {
    return /sortby/i.test(message);
}
/**
 * Cosine similarity of two vectors of length 1 whose distance is given: COSINE is 1 − cos, IP is 1 − their product, which is their
 * cosine, and L2 is the square of their distance, 2 − 2 cos.
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
/** By the name that was asked for, or the one that there is without. */
function distanceIn(fields) {
    if (!Array.isArray(fields))
        return Number.NaN;
    const map = fieldsOf(fields);
    const score = map.get(_redisearch_commands__WEBPACK_IMPORTED_MODULE_0__/* .SCORE */ .N0) ?? map.get('__v_score');
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


/***/ })

};
