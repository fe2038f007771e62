export const id = 693;
export const ids = [693];
export const modules = {

/***/ 60693:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RedisStreamQueue: () => (/* binding */ RedisStreamQueue)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/cache/redis-link.ts + 3 modules
var redis_link = __webpack_require__(26062);
// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __webpack_require__(41989);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/queue/message.ts
var queue_message = __webpack_require__(64580);
;// CONCATENATED MODULE: ./src/queue/stream-replies.ts
/** What XREADGROUP answers for one stream: nothing, or entries under the stream's name, which protocols pack differently. */
function readEntries(reply) {
    if (reply === null)
        return [];
    const [first, second] = listOf(reply);
    const packed = Array.isArray(first) ? listOf(first)[1] : second;
    return packed === undefined ? [] : entriesIn(packed);
}
/** What XAUTOCLAIM answers: where to go on, and entries. Servers before 7.0 answer null for those that were deleted. */
function claimedEntries(reply) {
    const [cursor, entries] = listOf(reply);
    return { cursor: String(cursor), entries: entries === undefined ? [] : entriesIn(entries) };
}
/** What XPENDING answers for a range. */
function pendingEntries(reply) {
    return listOf(reply).map((one) => {
        const [, consumer, , deliveries] = listOf(one);
        return { consumer: String(consumer), deliveries: Number(deliveries) };
    });
}
/** What XPENDING answers without a range: how many entries are held, and more. */
function pendingCount(reply) {
    return Number(listOf(reply)[0]);
}
function entriesIn(reply) {
    return listOf(reply).flatMap((one) => {
        if (one === null)
            return [];
        const [entry, words] = listOf(one);
        return words === undefined || words === null ? [] : [{ entry: String(entry), fields: fieldsIn(words) }];
    });
}
function fieldsIn(reply) {
    const words = listOf(reply).map(String);
    const fields = new Map();
    for (let at = 0; at + 1 < words.length; at += 2)
        fields.set(words[at], words[at + 1]);
    return fields;
}
function listOf(reply) {
    if (!Array.isArray(reply))
        throw new Error('Redis sent a reply of an unknown form about a stream');
    return reply;
}

;// CONCATENATED MODULE: ./src/queue/redis-stream.ts








/** How long a worker listens before it looks again for what others left behind; also what a signal waits for at most. Ms. */
const LISTEN_MS = 1_000;
/** How long a worker goes on without its queue, which may be restarting or moving. Ms. */
const AWAY_MS = 60_000;
const AWAY_PAUSE_MS = 500;
/** Dead messages that are kept, roughly. */
const MOST_DEAD = 10_000;
/** A holder that tells nothing for this share of `claimAfterMs` has stopped: it tells twice in the time. */
const SILENT_SHARE = 0.5;
/** Answers of a server that is there, and not ready. */
const NOT_READY = /\b(LOADING|MASTERDOWN|CLUSTERDOWN|READONLY|TRYAGAIN)\b/;
/** One step, so that nobody who dies in the middle leaves an id behind that has no message. */
const ADD_ONCE = [
    "if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then return 0 end",
    "redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))",
    'return 1',
].join('\n');
/**
 * A Redis stream and one consumer group of it. An entry that is done is deleted, so that the length of the stream is what is left.
 * What is put back is added anew rather than left pending: scalers look at the group's lag, which counts only what was never
 * delivered. It is added before the old entry is acknowledged, so that a worker that dies between the two leaves it twice and not
 * never.
 */
class RedisStreamQueue {
    link;
    options;
    address;
    group;
    /** Of this process alone, so that to delete it takes nothing from others. */
    consumer = `${(0,external_node_os_.hostname)()}-${(0,external_node_crypto_.randomUUID)().slice(0, 8)}`;
    /** Beside the stream: entries put aside, and the ids of messages in it. */
    dead;
    known;
    cursor = '0-0';
    away = false;
    constructor(link, options) {
        this.link = link;
        this.options = options;
        this.address = `${options.stream} at ${(0,redis_url/* redisAddress */.e8)(options.url)}`;
        this.group = options.group;
        this.dead = `${options.stream}:dead`;
        this.known = `${options.stream}:known`;
    }
    /** @throws CacheError if the server is not there */
    static async open(options) {
        const queue = new RedisStreamQueue(await redis_link.RedisLink.open({ ...options, nestedReplies: true }), options);
        await queue.createGroup();
        return queue;
    }
    async take() {
        const { stream, group, claimAfterMs } = this.options;
        const claim = ['XAUTOCLAIM', stream, group, this.consumer, String(claimAfterMs), this.cursor, 'COUNT', '1'];
        const { cursor, entries } = claimedEntries(await this.ask('taking a message over', claim));
        this.cursor = cursor;
        const [left] = entries;
        if (left)
            return { ...left, claimed: true, tries: triesOf(left) + (await this.deliveries(left)) - 1 };
        const listen = ['GROUP', group, this.consumer, 'COUNT', '1', 'BLOCK', String(LISTEN_MS), 'STREAMS', stream, '>'];
        const [fresh] = readEntries(await this.ask('reading the queue', ['XREADGROUP', ...listen]));
        return fresh && { ...fresh, claimed: false, tries: triesOf(fresh) };
    }
    async keep({ entry }) {
        const { stream, group } = this.options;
        try {
            // Who was silent for too long, and lost it, must not take it back.
            const holder = await this.send('telling that a message is worked on', [
                'XPENDING',
                stream,
                group,
                entry,
                entry,
                '1',
            ]);
            if (pendingEntries(holder)[0]?.consumer !== this.consumer)
                return;
            await this.send('telling that a message is worked on', [
                'XCLAIM',
                stream,
                group,
                this.consumer,
                '0',
                entry,
                'JUSTID',
            ]);
        }
        catch {
            // The next time, or not at all: another worker then does it again, and finds the vectors.
        }
    }
    async done({ entry, fields }) {
        const id = fields.get('id');
        const acknowledged = await this.remove(entry);
        if (id !== undefined)
            await this.ask('forgetting a message', ['SREM', this.known, id]);
        return acknowledged;
    }
    async putBack({ entry, fields }, tries) {
        const words = [...new Map([...fields, ['tries', String(tries)]])].flat();
        await this.ask('putting a message back', ['XADD', this.options.stream, '*', ...words]);
        await this.remove(entry);
    }
    async bury({ entry, fields }, reason, tries) {
        const about = new Map([['reason', reason], ['tries', String(tries)], ['entry', entry], ...withoutTexts(fields)]);
        const words = [...about].flat();
        await this.ask('putting a message aside', ['XADD', this.dead, 'MAXLEN', '~', String(MOST_DEAD), '*', ...words]);
        const id = fields.get('id');
        if (id !== undefined)
            await this.ask('forgetting a message', ['SREM', this.known, id]);
        await this.remove(entry);
    }
    async awaitsClaim() {
        const { stream, group, claimAfterMs } = this.options;
        const silence = String(Math.round(claimAfterMs * SILENT_SHARE));
        const silent = await this.ask('looking after others', ['XPENDING', stream, group, 'IDLE', silence, '-', '+', '1']);
        return pendingEntries(silent).length > 0;
    }
    /** All that is in the stream, less what is held. Undefined also where its user may not ask. */
    async waiting() {
        const { stream, group } = this.options;
        try {
            const length = Number(await this.send('counting what waits', ['XLEN', stream]));
            return length - pendingCount(await this.send('counting what is held', ['XPENDING', stream, group]));
        }
        catch {
            return undefined;
        }
    }
    async add(messages) {
        const { stream } = this.options;
        let added = 0;
        for (const { message, id } of messages) {
            const words = [...new Map([...(0,queue_message/* fieldsOf */.Pf)(message), ['id', id]])].flat();
            const reply = await this.ask('adding a message', ['EVAL', ADD_ONCE, '2', stream, this.known, id, ...words]);
            if (reply === 1)
                added++;
        }
        return added;
    }
    /** What this worker still holds is left to others: a consumer that is deleted takes what it holds with it. */
    async close() {
        const { stream, group } = this.options;
        try {
            const held = await this.send('leaving the queue', ['XPENDING', stream, group, '-', '+', '1', this.consumer]);
            if (pendingEntries(held).length === 0) {
                await this.send('leaving the queue', ['XGROUP', 'DELCONSUMER', stream, group, this.consumer]);
            }
        }
        catch {
            // An idle consumer more, in a list.
        }
        await this.link.close();
    }
    async createGroup() {
        const { stream, group } = this.options;
        try {
            await this.send('making the consumer group', ['XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM']);
        }
        catch (error) {
            if (!(0,errors/* messageOf */.bD)(error).includes('BUSYGROUP'))
                throw error;
        }
    }
    /** How often it was delivered, this time counted. */
    async deliveries({ entry }) {
        const { stream, group } = this.options;
        const reply = await this.ask('looking at a message', ['XPENDING', stream, group, entry, entry, '1']);
        return pendingEntries(reply)[0]?.deliveries ?? 1;
    }
    async remove(entry) {
        const { stream, group } = this.options;
        const acknowledged = await this.ask('acknowledging a message', ['XACK', stream, group, entry]);
        await this.ask('removing a message', ['XDEL', stream, entry]);
        return acknowledged === 1;
    }
    send(what, command) {
        return this.link.batch(what, (send) => send(this.options.stream, command));
    }
    /**
     * Sends a command, again for a while if the server is away. What is sent twice may have been carried out twice: a message that
     * is there twice costs lookups, and one that is acknowledged twice counts as done elsewhere.
     * @throws CacheError if it stays away, or refuses
     */
    async ask(what, command) {
        const since = performance.now();
        for (;;) {
            try {
                const reply = await this.send(what, command);
                this.away = false;
                return reply;
            }
            catch (error) {
                // The stream went with a server that keeps nothing.
                if ((0,errors/* messageOf */.bD)(error).includes('NOGROUP'))
                    await this.createGroup();
                else if (!isAway(error) || this.options.signal.aborted || performance.now() - since > AWAY_MS)
                    throw error;
                else if (!this.away)
                    this.options.warn(`the queue is away, and is asked again: ${(0,errors/* messageOf */.bD)(error)}`);
                this.away = true;
                await (0,promises_.setTimeout)(AWAY_PAUSE_MS);
            }
        }
    }
}
function isAway(error) {
    return error instanceof errors/* CacheError */.xA && (error.lost || NOT_READY.test(error.message));
}
function triesOf({ fields }) {
    const tries = Number(fields.get('tries') ?? 0);
    return Number.isSafeInteger(tries) && tries > 0 ? tries : 0;
}
/** What embed-once itself puts in a message, but for the texts: a reader of dead messages need not be allowed to read these. */
function withoutTexts(fields) {
    const kept = ['type', 'id', 'plan', 'shard', 'corpus', 'source'];
    return [...fields].filter(([name]) => kept.includes(name));
}


/***/ })

};
