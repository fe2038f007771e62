export const id = 690;
export const ids = [690];
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

/***/ 33690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRemoteIndex: () => (/* binding */ openRemoteIndex)
});

// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
// EXTERNAL MODULE: ./src/inputs/values/vector-index.ts
var vector_index = __webpack_require__(51436);
// EXTERNAL MODULE: ./src/redis/link.ts + 3 modules
var redis_link = __webpack_require__(60360);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./src/base/vector.ts
var vector = __webpack_require__(77574);
;// CONCATENATED MODULE: ./src/validation/knn/golden-index-names.ts


/** Hexadecimal digits of each part of a name. */
const DIGITS = 16;
/**
 * `<prefix>:golden:<texts>:<fingerprint>:<vectors>`, each the first 16 hex digits of a SHA-256 (that of the fingerprint is the
 * fingerprint itself), with `~<scope>:` after `golden:` in an untrusted scope. The name covers the vectors and the form of the
 * index, so an index with this name has the right content, and two runs that create it at once create the same.
 */
function indexNames({ prefix, scope, texts, fingerprint, rows, kind }) {
    const start = `${prefix}:golden:${scope === undefined ? '' : `~${scope}:`}`;
    const set = `${start}${digest(JSON.stringify(texts))}:`;
    const vectors = digest(`${kind} ${rows.dimensions} `, (0,vector/* bytesOf */.$$)(rows.components));
    const index = `${set}${fingerprint.slice(0, DIGITS)}:${vectors}`;
    return { scope: start, set, index, documents: `${index}:`, used: `${index}:used` };
}
/** Returns the indexes of this scope; names of untrusted scopes begin with the prefix of the trusted one. */
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
// EXTERNAL MODULE: ./src/redis/search-commands.ts
var search_commands = __webpack_require__(4354);
// EXTERNAL MODULE: ./src/redis/search-replies.ts
var search_replies = __webpack_require__(17086);
;// CONCATENATED MODULE: ./src/validation/knn/remote-index.ts
/** The reason for not using an engine, although nothing failed. */
class NotUsable extends Error {
    name = 'NotUsable';
}
/** Time to live after the last use: a month, in which a maintained golden set is validated. */
const KEPT_SECONDS = 30 * 86_400;
/** Queries sent together. A search takes well below a millisecond; the deadline covers all of them. */
const QUERIES_AT_ONCE = 64;
/** Vectors sent together. Adding one to a vector set takes about a millisecond. */
const VECTORS_AT_ONCE = 256;
/** Calls `each` for batches of the numbers from 0 to below `count`, one batch after the other. */
async function inBatches(count, each, size = QUERIES_AT_ONCE) {
    const results = [];
    for (let start = 0; start < count; start += size) {
        const numbers = Array.from({ length: Math.min(size, count - start) }, (_, at) => start + at);
        results.push(...(await each(numbers)));
    }
    return results;
}
/** Returns the position that names an element or a document; undefined for a foreign name. */
function positionIn(name, prefix = '') {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

// EXTERNAL MODULE: ./src/validation/knn/unit-rows.ts
var unit_rows = __webpack_require__(97601);
;// CONCATENATED MODULE: ./src/validation/knn/redisearch.ts








/** Time limit for indexing documents: RediSearch indexes several thousand per second. */
const INDEX_DEADLINE_MS = 30_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;
/** Another run may drop an index between two commands of this one, so a lost index is created again this often. */
const MOST_TRIES = 3;
/** An index counts as in use for this long after a run opened it; other runs do not drop it. */
const IN_USE_SECONDS = 3600;
/** Most other indexes that one run checks for being empty. */
const MOST_LOOKED_AT = 16;
/** EF_RUNTIME. RediSearch's default of 10 found half of the true ten nearest among 4,000 vectors; Valkey's maximum is 4,096. */
const EFFORTS = [200, 1000, 4096];
/** An index of RediSearch, or Valkey-search: one hash per vector, under a prefix of its own. */
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
     * Opens the index of these vectors: the existing one, or a new one once it is complete. Then drops old ones of the same golden set.
     * @throws NotUsable if it does not exist and may not be created; CacheError if it cannot be created in time
     */
    static async open(options) {
        const index = new RediSearchIndex(options);
        for (let tries = 1;; tries++) {
            if (await index.isWhole()) {
                await index.keep();
                return index;
            }
            if (!options.writable)
                throw new NotUsable('the index does not exist, and cache-mode read-only does not create one');
            // First, so another run does not take an empty index for an old one.
            await index.markUsed();
            await index.make();
            if (await index.becomesWhole())
                break;
            if (tries === MOST_TRIES)
                throw new errors/* CacheError */.xA(`${index.description} was dropped repeatedly by other runs`);
        }
        await index.dropOld().catch(() => { });
        return index;
    }
    async searchAll(queries, k, effort) {
        try {
            return await this.search(queries, k, effort);
        }
        catch (error) {
            if (!this.sorted || !(0,search_replies/* saysNoSorting */.uZ)((0,errors/* messageOf */.bD)(error)))
                throw error;
            this.sorted = false;
            return this.search(queries, k, effort);
        }
    }
    search(queries, k, effort) {
        const { link, names, form } = this.options;
        const options = { dtype: form.dtype, sorted: this.sorted, ...(effort > 0 && { effort }) };
        return inBatches(queries.count, async (numbers) => {
            const commands = numbers.map((number) => (0,search_commands/* searchNearest */.tY)(names.index, (0,unit_rows/* rowOf */.OB)(queries, number), k, options));
            return (await link.askAll('FT.SEARCH', commands)).map((reply) => this.neighboursIn(reply));
        });
    }
    neighboursIn(reply) {
        const { names, form } = this.options;
        const { documents, warnings } = (0,search_replies/* readFound */.$C)(reply);
        if (warnings.length > 0)
            throw new Error(`FT.SEARCH warns: ${warnings.join('; ')}`);
        return documents.flatMap(({ name, distance }) => {
            const position = positionIn(name, names.documents);
            // An expired document is still listed, without a distance.
            return position === undefined || Number.isNaN(distance)
                ? []
                : [{ position, similarity: (0,search_replies/* similarityOf */.TS)(distance, form.metric) }];
        });
    }
    /** @returns undefined if the index does not exist */
    async state() {
        const { link, names } = this.options;
        try {
            return (0,search_replies/* readIndexState */._G)(await link.ask(['FT.INFO', names.index]));
        }
        catch (error) {
            if ((0,search_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
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
            await link.ask((0,search_commands/* createIndex */.zi)(names.index, names.documents, form, rows.dimensions));
        }
        catch (error) {
            // Another run created the same index first: the name covers its content.
            if (!(0,search_replies/* saysIndexExists */.L0)((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
        await this.askForRows('HSET', (row, name) => [(0,search_commands/* storeDocument */.FN)(name, (0,unit_rows/* rowOf */.OB)(rows, row), form.dtype), keep(name)]);
    }
    /** Sends commands about the document of each row. */
    async askForRows(what, commands) {
        const { link, rows } = this.options;
        const some = (numbers) => numbers.flatMap((row) => commands(row, this.documentOf(row)));
        await inBatches(rows.count, (numbers) => link.askAll(what, some(numbers)), VECTORS_AT_ONCE);
    }
    /**
     * Waits until every document is indexed.
     * @returns false if the index no longer exists
     * @throws CacheError if it is not complete in time, with the server's reason for documents that it could not index
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
    /** Marks an existing index as in use, and renews its time to live once half of it has passed. */
    async keep() {
        const { link, writable } = this.options;
        if (!writable)
            return;
        await this.markUsed();
        const first = this.documentOf(0);
        const left = Number(await link.ask(['PTTL', first]));
        if (left >= (KEPT_SECONDS * 1000) / 2)
            return;
        await this.askForRows('EXPIRE', (_, name) => [keep(name)]);
    }
    async markUsed() {
        const { link, names } = this.options;
        await link.ask(['SET', names.used, new Date().toISOString(), 'EX', String(IN_USE_SECONDS)]);
    }
    /** Drops unused indexes: others of the same golden set, and those whose documents have all expired. */
    async dropOld() {
        const { link, names } = this.options;
        const indexes = (0,search_replies/* readIndexNames */.Bi)(await link.ask(['FT._LIST']));
        const others = ofThisScope(indexes, names).filter((index) => index !== names.index);
        if (others.length === 0)
            return;
        // One by one, because in a cluster they are on several nodes.
        const marks = others.map((index) => ['MGET', `${index}:used`]);
        const inUse = (await link.askAll('MGET', marks));
        const unused = others.filter((_, at) => inUse[at]?.[0] === null);
        const old = unused.filter((index) => index.startsWith(names.set));
        const rest = unused.filter((index) => !index.startsWith(names.set)).slice(0, MOST_LOOKED_AT);
        for (const index of rest) {
            if ((0,search_replies/* readIndexState */._G)(await link.ask(['FT.INFO', index])).documents === 0)
                old.push(index);
        }
        for (const index of old)
            await this.drop(index);
    }
    async drop(index) {
        const { link } = this.options;
        try {
            await link.ask(['FT.DROPINDEX', index, 'DD']);
        }
        catch (error) {
            if ((0,search_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
                return;
            // Valkey-search has no DD: its documents are left to expire.
            await link.ask(['FT.DROPINDEX', index]);
        }
    }
    documentOf(row) {
        return this.options.names.documents + this.options.positions[row];
    }
}
function keep(name) {
    return ['EXPIRE', name, String(KEPT_SECONDS)];
}

;// CONCATENATED MODULE: ./src/validation/knn/vectorset.ts




/** EF of VSIM. A set that is no larger is searched completely. */
const vectorset_EFFORTS = [200, 1000, 10_000];
/**
 * A vector set of Redis 8: one key, whose elements are named by the position of their vector. Always HNSW and cosine; not
 * quantized, because vector sets round to 8 bits by default.
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
     * Opens the set of these vectors: the existing one, or a new one.
     * @throws NotUsable if it does not exist and may not be created; CacheError if it cannot be created
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
            throw new NotUsable('the set does not exist, and cache-mode read-only does not create one');
        await set.make();
        if (!(await whole()))
            throw new errors/* CacheError */.xA(`${set.description} does not have the ${rows.count} elements that were added`);
        return set;
    }
    searchAll(queries, k, effort) {
        const { link, names } = this.options;
        const options = ['WITHSCORES', 'COUNT', String(k), 'EF', String(Math.max(effort, k))];
        return inBatches(queries.count, async (numbers) => {
            const vectors = numbers.map((number) => (0,search_commands/* vectorBytes */.Ru)((0,unit_rows/* rowOf */.OB)(queries, number), 'float32'));
            const commands = vectors.map((vector) => ['VSIM', names.index, 'FP32', vector, ...options]);
            return (await link.askAll('VSIM', commands)).map(readSimilar);
        });
    }
    async make() {
        const { link, names, rows, positions } = this.options;
        const add = (row) => {
            const vector = (0,search_commands/* vectorBytes */.Ru)((0,unit_rows/* rowOf */.OB)(rows, row), 'float32');
            return ['VADD', names.index, 'FP32', vector, String(positions[row]), 'NOQUANT'];
        };
        // With each batch, so an unfinished set of a killed run expires.
        const keep = ['EXPIRE', names.index, String(KEPT_SECONDS)];
        await inBatches(rows.count, (numbers) => link.askAll('VADD', [...numbers.map(add), keep]), VECTORS_AT_ONCE);
    }
    ask(command, ...words) {
        const { link, names } = this.options;
        return link.ask([command, names.index, ...words]);
    }
}
/**
 * Reads the reply of VSIM with WITHSCORES: elements and scores in turn, numbers in RESP3, strings in RESP2. A score is (1 + cos) / 2.
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
 * Connects, and opens the named engine, or the one that the server has: RediSearch before vector sets, because its index can be
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
 * Asks whether the server knows FT.SEARCH and VSIM; if the user may not ask that, which modules it has.
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
            // Only a missing permission leads to the next question.
            if (!/NOPERM/.test((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
    }
    throw new NotUsable('the Redis user may run neither COMMAND INFO nor MODULE LIST (docs/redis.md lists the rights); if you know the engine, name it in validation-engine');
}
/** One element per command, null for an unknown one; some servers give an empty list instead. */
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


/***/ })

};
