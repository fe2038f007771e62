export const id = 286;
export const ids = [286];
export const modules = {

/***/ 21286:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RedisIndexSink: () => (/* binding */ RedisIndexSink)
});

// EXTERNAL MODULE: ./src/cache/redis-link.ts + 3 modules
var redis_link = __webpack_require__(26062);
// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __webpack_require__(41989);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/output/decimal.ts
var decimal = __webpack_require__(39866);
// EXTERNAL MODULE: ./src/validation/knn/redisearch-commands.ts
var redisearch_commands = __webpack_require__(19358);
// EXTERNAL MODULE: ./src/sink/sink-fields.ts
var sink_fields = __webpack_require__(24800);
;// CONCATENATED MODULE: ./src/sink/redis-documents.ts



/** Between several tags of a hash's field: a character that no text has a use for. */
const TAG_SEPARATOR = '\x1f';
const TAG = ['TAG', 'SEPARATOR', TAG_SEPARATOR, 'CASESENSITIVE'];
/** Sets fields and takes others away, in one step for whoever reads: of ARGV[1] names that follow, and of names with values. */
const REPLACE = "redis.call('HSET', KEYS[1], unpack(ARGV, ARGV[1] + 2)) return redis.call('HDEL', KEYS[1], unpack(ARGV, 2, ARGV[1] + 1))";
/**
 * https://redis.io/docs/latest/commands/ft.create/
 * @param empty whether there are no documents yet: else the server looks through all its keys for some, whosever they are
 */
function createIndex({ generation, documents }, form, dimensions, empty) {
    const on = ['ON', form.document.toUpperCase(), 'PREFIX', '1', documents, ...(empty ? ['SKIPINITIALSCAN'] : [])];
    const path = form.document === 'json' ? ['$.vector', 'AS', 'vector'] : ['vector'];
    const vector = [...path, ...(0,redisearch_commands/* vectorField */.ws)(form.vector, dimensions)];
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
                ['vector', (0,redisearch_commands/* vectorBytes */.Ru)(document.vector, vector.dtype)],
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
            // In quotes: a path takes a bare name of ASCII letters only, and an index none of what it does not understand, without a word.
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
 * Says of a failure what became of the index, and what to do.
 * @throws SinkError for what was a CacheError or a SinkError
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
            throw new errors/* SinkError */.y_(`sink: the Redis at ${(0,redis_url/* redisAddress */.e8)(link.url)} has no ${/JSON\./.test(message) ? 'RedisJSON' : 'RediSearch'}, which redis-index needs. Redis 8 and Redis Stack have it.`, { cause: error });
        }
        if (message.startsWith('sink'))
            throw error;
        const left = `The index ${JSON.stringify(index)} was not switched; the next run goes on.`;
        if (/\bOOM\b/.test(message)) {
            throw new errors/* SinkError */.y_(`sink: the Redis at ${(0,redis_url/* redisAddress */.e8)(link.url)} is full, and documents never expire. Give it more memory. ${left}`, { cause: error });
        }
        throw new errors/* SinkError */.y_(`sink: ${message}. ${left}`, { cause: error });
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/validation/knn/redisearch-replies.ts
var redisearch_replies = __webpack_require__(16802);
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




/** How long indexing may stand still before it counts as failed: RediSearch does some thousands a second. */
const STANDSTILL_MS = 60_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;
/** Less than was listed for longer than a pause of this is looked into. */
const SURVEY_PAUSE_MS = 100;
/** Documents that are renamed or deleted at once. An index takes a millisecond for each, or more. */
const PAGE = 128;
/** The indexes of RediSearch behind one alias. */
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
     * @throws SinkError if the name is that of an index and no alias
     */
    async live() {
        const { index } = this.names;
        const info = await this.info(index);
        const name = info === undefined ? undefined : (0,redisearch_replies/* readIndexName */.q4)(info);
        if (name === index) {
            throw new errors/* SinkError */.y_(`sink-index: ${JSON.stringify(index)} is an index of its own, and not an alias that can be moved. Choose another name, or drop it.`);
        }
        return name;
    }
    /** Makes the index of this generation, unless it is there. */
    async ensure(create) {
        const { generation, generations, members } = this.names;
        // First of all, so that none is there that nobody knows of.
        await this.ask(generations, ['SADD', generations, generation]);
        try {
            if ((await this.info(generation)) !== undefined)
                return;
            const empty = (await this.firstMembers(members)).length === 0;
            await this.ask(generation, create(empty));
        }
        catch (error) {
            // Another worker was first, with the same: the name says so.
            if (!(0,redisearch_replies/* saysIndexExists */.L0)((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
    }
    /** @throws SinkError if the index is not there any more */
    async state() {
        const { generation, index } = this.names;
        const info = await this.info(generation);
        if (info !== undefined)
            return (0,redisearch_replies/* readIndexState */._G)(info);
        throw new errors/* SinkError */.y_(`the index ${generation} was dropped: another run published ${index} under another contract. Give both the same inputs.`);
    }
    /**
     * Waits until all documents are indexed.
     * @param expected how many there should be
     * @param survey counts what is really there, for where there seems to be less
     * @throws SinkError if they are not, and it does not go on
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
                const why = state.failures > 0 ? `; the last that failed: ${state.lastFailure ?? 'no reason given'}` : '';
                throw new errors/* SinkError */.y_(`the index ${this.names.generation} has ${state.documents} of ${least} documents, and does not go on${why}`);
            }
            await (0,promises_.setTimeout)(wait);
        }
    }
    /** Has readers see this generation. */
    async switch() {
        const { index, generation } = this.names;
        await this.ask(generation, ['FT.ALIASUPDATE', index, generation]);
    }
    /**
     * Takes all other generations away, in steps. One that is interrupted is gone on with the next time.
     * @returns their names
     */
    async dropOthers() {
        const { index, generation, generations } = this.names;
        const known = (await this.ask(generations, ['SMEMBERS', generations]));
        const others = known.map(String).filter((name) => name !== generation && name.startsWith(`${index}:`));
        for (const other of others) {
            await this.drop(redisIndexNames({ index, generation: other }));
            await this.ask(generations, ['SREM', generations, other]);
        }
        return others;
    }
    async drop(names) {
        try {
            // Not with DD, which deletes all documents in one go.
            await this.ask(names.generation, ['FT.DROPINDEX', names.generation]);
        }
        catch (error) {
            if (!(0,redisearch_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
                throw error;
        }
        await this.deleteAll(names.members, names.documents);
        await this.deleteAll(names.waitingMembers, names.waiting);
        for (const key of [names.leavingMembers, names.touched])
            await this.ask(key, ['UNLINK', key]);
    }
    /** Deletes documents, and the set that lists them. */
    async deleteAll(members, documents) {
        for (;;) {
            const page = await this.firstMembers(members);
            if (page.length === 0)
                return;
            await this.link.batch('UNLINK', (send) => Promise.all([
                ...page.map((member) => {
                    const key = documents + idOf(member);
                    return send(key, ['UNLINK', key]);
                }),
                send(members, ['ZREM', members, ...page]),
            ]));
        }
    }
    /** The first members of a sorted set. */
    async firstMembers(key) {
        const page = (await this.ask(key, ['ZRANGE', key, '0', String(PAGE - 1)]));
        return page.map(String);
    }
    async info(index) {
        try {
            return await this.ask(index, ['FT.INFO', index]);
        }
        catch (error) {
            if ((0,redisearch_replies/* saysNoIndex */.gi)((0,errors/* messageOf */.bD)(error)))
                return undefined;
            throw error;
        }
    }
    ask(name, command) {
        return this.link.batch(String(command[0]), (send) => send(name, command));
    }
}
/** Characters of a place before an id, in a member of a set. */
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



/** How long a lease lasts that nobody renews: what the next run waits for where one was killed. */
const LEASE_MS = 30_000;
/** Times that it is renewed while it lasts. */
const RENEWALS = 3;
/** How long to wait for a lease that another has: somewhat longer than a dead one's lasts. */
const WAIT_MS = LEASE_MS + 5_000;
const PAUSE_MS = 500;
/** Makes it last for so many ms from now on; 0: no longer. Only if it is still ours. */
const KEEP = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
/** The right to write an index alone: a key that expires, with who has it and since when. */
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
     * Takes it, waiting for the expiry of one that nobody renews.
     * @throws SinkError if another goes on holding it; CacheError
     */
    static async take(link, key, warn, times = {}) {
        const { lease = LEASE_MS, wait = WAIT_MS } = times;
        const owner = `${(0,external_node_crypto_.randomUUID)()} ${new Date().toISOString()}`;
        const since = performance.now();
        for (let told = false;; told = true) {
            const asked = performance.now();
            const taken = await link.batch('SET', (send) => send(key, ['SET', key, owner, 'NX', 'PX', String(lease)]));
            if (taken !== null)
                return new RedisLease(link, key, owner, lease, asked);
            const over = performance.now() - since > wait;
            if (over || !told) {
                const holder = String((await link.batch('GET', (send) => send(key, ['GET', key]))) ?? '').split(' ')[1];
                const who = `another run has been writing this index since ${holder ?? 'a moment ago'}`;
                if (over)
                    throw new errors/* SinkError */.y_(`${who}: its lease ${key} is renewed. Run it again when that one has ended.`);
                warn(`${who}: waiting for up to ${wait / 1000} s, in case that it was killed.`);
            }
            await (0,promises_.setTimeout)(Math.min(PAUSE_MS, wait));
        }
    }
    /** @throws SinkError if it is another's by now, or may be */
    check() {
        if (!this.lost && performance.now() < this.until)
            return;
        throw new errors/* SinkError */.y_(`the lease ${this.key} ran out, and another run may be writing this index. Run it again.`);
    }
    /** Lets others have it. Does not fail: it expires by itself. */
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
            // The next time, or never: whoever checks then finds that it ran out.
        }
    }
    keep(milliseconds) {
        const { key, owner } = this;
        return this.link.batch('EVAL', (send) => send(key, ['EVAL', KEEP, '1', key, owner, String(milliseconds)]));
    }
}

// EXTERNAL MODULE: ./src/sink/sink-document.ts
var sink_document = __webpack_require__(2292);
;// CONCATENATED MODULE: ./src/sink/redis-touched.ts

/** Sources that workers brought up to date while a run reads the corpus: what it read of them before is not to replace that. */
class TouchedSources {
    link;
    key;
    /** Those of this worker since its last publication. */
    own = new Set();
    constructor(link, 
    /** The set that holds them, as halves of places. */
    key) {
        this.link = link;
        this.key = key;
    }
    /** Of a worker, before it writes. */
    async touch(sources) {
        for (const source of sources)
            this.own.add((0,sink_document/* sourcePlace */.$Y)(source));
        await this.tell();
    }
    /** Of a worker, after it wrote: for a run that began meanwhile. */
    async touchAgain() {
        await this.tell();
        this.own.clear();
    }
    /** Of a run: those that no worker brought up to date since it began. */
    async without(documents) {
        if (documents.length === 0)
            return documents;
        const halves = documents.map(({ place }) => (0,sink_document/* sourcePlaceOf */.Uk)(place));
        const found = (await this.link.batch('SMISMEMBER', (send) => send(this.key, ['SMISMEMBER', this.key, ...halves])));
        return documents.filter((_, at) => found[at] === 0);
    }
    async tell() {
        if (this.own.size === 0)
            return;
        await this.link.batch('SADD', (send) => send(this.key, ['SADD', this.key, ...this.own]));
    }
}

;// CONCATENATED MODULE: ./src/sink/redis-index.ts










/** Why documents may be gone, and what to do. */
const EVICTED = 'it evicted them, or somebody deleted them. Give it a maxmemory-policy that does not evict what has no time to live, or more memory, and run it again';
/**
 * Documents in Redis under an index of RediSearch, and an alias that readers use.
 *
 * What is written to a generation that readers see waits under other names until it is published, and is then renamed: no vector is sent
 * twice. A document carries its own digest, so that what another deleted, or Redis evicted, is noticed. The id of a document is noted
 * before the document itself is written, so that none is ever there that is not listed.
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
    /** What readers see when this begins. */
    live;
    /** Documents that were left alone, since a worker brought their source up to date meanwhile. */
    leftAlone = 0;
    closed = false;
    constructor(link, options) {
        this.link = link;
        this.options = options;
        this.address = (0,redis_url/* redisAddress */.e8)(options.link.url);
        this.index = options.index;
        this.generation = options.generation;
        this.names = redisIndexNames(options);
        this.documents = documentsOf(options);
        this.generations = new RedisGenerations(link, this.names, options.standstillMs);
        this.touched = new TouchedSources(link, this.names.touched);
    }
    /** @throws SinkError if the server has no RediSearch, refuses, or another run is at work on this index */
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
            await this.link.batch('writing documents', (send) => Promise.all([
                // Again: a run that dropped this generation meanwhile is to find what a worker goes on writing to it, and drop that as well.
                send(names.generations, ['SADD', names.generations, this.generation]),
                send(members, ['ZADD', members, ...ours.flatMap((document) => ['0', member(document)])]),
                ...ours.map((document) => {
                    const key = keys + document.id;
                    return send(key, this.documents.write(key, document));
                }),
            ]));
        });
    }
    list({ after, before }, limit) {
        return this.explained(async () => {
            const { members } = this.names;
            const range = [`(${memberOf(after)}`, `(${before}`, 'BYLEX', 'LIMIT', '0', String(limit)];
            const page = await this.link.batch('ZRANGE', (send) => send(members, ['ZRANGE', members, ...range]));
            return page
                .map(String)
                .map((member) => ({ id: idOf(member), place: placeOf(member) }));
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
            await this.link.batch('ZADD', (send) => send(names.leavingMembers, [
                'ZADD',
                names.leavingMembers,
                ...documents.flatMap((document) => ['0', memberOf(document)]),
            ]));
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
    /** Whether what is written waits to be published: readers see this generation. */
    get waits() {
        return this.lease !== undefined && this.live === this.generation;
    }
    async begin() {
        const { options, names, generations, link } = this;
        // So that what is missing is told before anything else is waited for.
        await generations.live();
        if (options.exclusive)
            this.lease = await RedisLease.take(link, names.lease, options.warn, options.leaseTimes);
        this.live = await generations.live();
        await generations.ensure((empty) => createIndex(names, options, options.dimensions, empty));
        if (options.document === 'json') {
            const key = `${names.documents}none`;
            await link.batch('JSON.GET', (send) => send(key, this.documents.ask(key, 'digest')));
        }
        if (!this.lease)
            return;
        // What a run left that ended before it published.
        await generations.deleteAll(names.waitingMembers, names.waiting);
        for (const key of [names.leavingMembers, names.touched]) {
            await link.batch('UNLINK', (send) => send(key, ['UNLINK', key]));
        }
    }
    /** Renames what waits, then removes what is to go. */
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
            await link.batch('RENAME', (send) => Promise.all([
                ...(ours.length > 0
                    ? [send(names.members, ['ZADD', names.members, ...ours.flatMap((document) => ['0', memberOf(document)])])]
                    : []),
                ...waiting.map(({ id }) => {
                    const from = names.waiting + id;
                    return send(from, kept.has(id) ? ['RENAME', from, names.documents + id] : ['UNLINK', from]);
                }),
                send(names.waitingMembers, ['ZREM', names.waitingMembers, ...page]),
            ]));
        }
        for (;;) {
            const page = await generations.firstMembers(names.leavingMembers);
            if (page.length === 0)
                return;
            await this.removeNow(page.map(listedOf));
            await link.batch('ZREM', (send) => send(names.leavingMembers, ['ZREM', names.leavingMembers, ...page]));
        }
    }
    /** The last that came under an id says where it stands. @throws SinkError if one is gone */
    async placesOfWaiting(ids) {
        const sources = await this.fieldsOf(ids.map((id) => ({ id })), 'source', this.names.waiting);
        return sources.map((source, at) => {
            const id = ids[at];
            if (source !== undefined)
                return { id, place: (0,sink_document/* placeIn */.VV)(source, id) };
            throw new errors/* SinkError */.y_(`documents that were to be published are in Redis no more: ${EVICTED}`);
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
        await this.link.batch('UNLINK', (send) => Promise.all([
            ...there.map(({ id }) => send(names.documents + id, ['UNLINK', names.documents + id])),
            send(names.members, ['ZREM', names.members, ...ours.map(memberOf)]),
        ]));
        return there.length;
    }
    /**
     * Counts documents that are really there, where an index has less than was listed.
     * @throws SinkError if some that are listed are not; they are listed no longer, so that the next run writes them
     */
    async survey() {
        const { names, generation } = this;
        let count = 0;
        const missing = [];
        for (let after = { id: '', place: '' };;) {
            const page = await this.list({ after, before: 'g' }, 1000);
            const sources = await this.fieldsOf(page, 'source', names.documents);
            for (const [at, document] of page.entries()) {
                // One that stands elsewhere by now is counted there.
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
            await this.link.batch('ZREM', (send) => send(names.members, ['ZREM', names.members, ...some.map(memberOf)]));
        }
        if (lost === 0)
            return count;
        throw new errors/* SinkError */.y_(`${lost} documents of ${generation} are in Redis no more: ${EVICTED}`);
    }
    async dropOthers() {
        try {
            return await this.generations.dropOthers();
        }
        catch (error) {
            this.options.warn(`older generations of ${this.index} were not all dropped, which the next run goes on with: ${(0,errors/* messageOf */.bD)(error)}`);
            return [];
        }
    }
    /** Of a run: without those that a worker brought up to date since it began. A worker leaves nothing alone. */
    async untouched(documents) {
        if (!this.lease)
            return documents;
        const ours = await this.touched.without(documents);
        this.leftAlone += documents.length - ours.length;
        return ours;
    }
    async areWaiting(documents) {
        const { waitingMembers } = this.names;
        const scores = (await this.link.batch('ZMSCORE', (send) => send(waitingMembers, ['ZMSCORE', waitingMembers, ...documents.map(waitingMemberOf)])));
        return scores.map((score) => score !== null);
    }
    fieldsOf(documents, field, prefix) {
        return this.link.batch('reading documents', async (send) => {
            const replies = await Promise.all(documents.map(({ id }) => send(prefix + id, this.documents.ask(prefix + id, field))));
            return replies.map((reply) => this.documents.value(reply));
        });
    }
    explained(work) {
        return explained(this.options, work);
    }
}
function memberOf({ place, id }) {
    return place + id;
}
/** Each id waits once, wherever it stands: in the place of its place there is nothing. */
function waitingMemberOf({ id }) {
    return '-'.repeat(32) + id;
}
function listedOf(member) {
    return { id: idOf(member), place: placeOf(member) };
}
/** Whether a document with this source stands at its place. */
function isAt({ place }, source) {
    return source !== undefined && (0,sink_document/* sourcePlace */.$Y)(source) === (0,sink_document/* sourcePlaceOf */.Uk)(place);
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
