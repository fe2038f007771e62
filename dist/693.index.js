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
// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
// EXTERNAL MODULE: ./src/redis/link.ts + 3 modules
var redis_link = __webpack_require__(60360);
// EXTERNAL MODULE: ./src/queue/message.ts
var queue_message = __webpack_require__(64580);
;// CONCATENATED MODULE: ./src/queue/stream-replies.ts
/** Reads the reply to XREADGROUP for one stream: null, or entries under its name, nested differently in RESP2 and RESP3. */
function readEntries(reply) {
    if (reply === null)
        return [];
    const [first, second] = listOf(reply);
    const packed = Array.isArray(first) ? listOf(first)[1] : second;
    return packed === undefined ? [] : entriesIn(packed);
}
/** Reads the reply to XAUTOCLAIM: the next cursor, and entries. Servers before 7.0 send null for deleted entries. */
function claimedEntries(reply) {
    const [cursor, entries] = listOf(reply);
    return { cursor: String(cursor), entries: entries === undefined ? [] : entriesIn(entries) };
}
/** Reads the reply to XPENDING with a range. */
function pendingEntries(reply) {
    return listOf(reply).map((one) => {
        const [, consumer, , deliveries] = listOf(one);
        return { consumer: String(consumer), deliveries: Number(deliveries) };
    });
}
/** Reads the number of pending entries from the reply to XPENDING without a range. */
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
        throw new Error('Redis sent an unexpected reply to a stream command');
    return reply;
}

;// CONCATENATED MODULE: ./src/queue/redis-stream.ts







/** How long a worker listens before it looks for abandoned messages again, and the longest delay of a signal. Ms. */
const LISTEN_MS = 1_000;
/** How long a worker retries while its queue is unavailable, for example during a restart or failover. Ms. */
const AWAY_MS = 60_000;
const AWAY_PAUSE_MS = 500;
/** The approximate limit of the dead-letter stream, in messages. */
const MOST_DEAD = 10_000;
/** A worker extends its claim twice within `claimAfterMs`, so one that is silent for this share of it has stopped. */
const SILENT_SHARE = 0.5;
const KEEPING = 'extending the claim to a message';
/** Error replies of a server that is running but not ready. */
const NOT_READY = /\b(LOADING|MASTERDOWN|CLUSTERDOWN|READONLY|TRYAGAIN)\b/;
/** Atomic, so a process that dies cannot leave an id without its message. */
const ADD_ONCE = [
    "if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then return 0 end",
    "redis.call('XADD', KEYS[1], '*', unpack(ARGV, 2))",
    'return 1',
].join('\n');
/**
 * A Redis stream with one consumer group. Finished entries are deleted, so the length of the stream is the remaining work.
 * A message that is put back becomes a new entry rather than staying pending: scalers look at the group's lag, which counts only
 * undelivered entries. The new entry is added before the old one is acknowledged, so a worker that dies in between duplicates
 * the message rather than losing it.
 */
class RedisStreamQueue {
    link;
    options;
    address;
    group;
    /** Unique to this process, so deleting it affects no other worker. */
    consumer = `${(0,external_node_os_.hostname)()}-${(0,external_node_crypto_.randomUUID)().slice(0, 8)}`;
    /** Two keys beside the stream: the dead-letter stream, and the set of the ids of its messages. */
    dead;
    known;
    cursor = '0-0';
    away = false;
    constructor(link, options) {
        this.link = link;
        this.options = options;
        this.address = `${options.stream} at ${options.target.address}`;
        this.group = options.group;
        this.dead = `${options.stream}:dead`;
        this.known = `${options.stream}:known`;
    }
    /** @throws CacheError if the server is unavailable */
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
            // A worker that was silent for too long must not take its lost entry back.
            const holder = await this.send(KEEPING, ['XPENDING', stream, group, entry, entry, '1']);
            if (pendingEntries(holder)[0]?.consumer !== this.consumer)
                return;
            await this.send(KEEPING, ['XCLAIM', stream, group, this.consumer, '0', entry, 'JUSTID']);
        }
        catch {
            // The next extension may succeed. If none does, another worker repeats the message and finds its vectors in the cache.
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
        await this.ask('moving a message to the dead-letter stream', [
            'XADD',
            this.dead,
            'MAXLEN',
            '~',
            String(MOST_DEAD),
            '*',
            ...words,
        ]);
        const id = fields.get('id');
        if (id !== undefined)
            await this.ask('forgetting a message', ['SREM', this.known, id]);
        await this.remove(entry);
    }
    async awaitsClaim() {
        const { stream, group, claimAfterMs } = this.options;
        const silence = String(Math.round(claimAfterMs * SILENT_SHARE));
        const silent = await this.ask('looking for silent workers', [
            'XPENDING',
            stream,
            group,
            'IDLE',
            silence,
            '-',
            '+',
            '1',
        ]);
        return pendingEntries(silent).length > 0;
    }
    /** The length of the stream less the pending entries. Undefined also if the user lacks the rights. */
    async waiting() {
        const { stream, group } = this.options;
        try {
            const length = Number(await this.send('counting messages', ['XLEN', stream]));
            return length - pendingCount(await this.send('counting pending messages', ['XPENDING', stream, group]));
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
    /** Keeps the consumer if it still holds entries, because deleting it would delete them too; other workers take them over. */
    async close() {
        const { stream, group } = this.options;
        try {
            const held = await this.send('leaving the queue', ['XPENDING', stream, group, '-', '+', '1', this.consumer]);
            if (pendingEntries(held).length === 0) {
                await this.send('leaving the queue', ['XGROUP', 'DELCONSUMER', stream, group, this.consumer]);
            }
        }
        catch {
            // The group then lists one idle consumer more.
        }
        await this.link.close();
    }
    async createGroup() {
        const { stream, group } = this.options;
        try {
            await this.send('creating the consumer group', ['XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM']);
        }
        catch (error) {
            if (!(0,errors/* messageOf */.bD)(error).includes('BUSYGROUP'))
                throw error;
        }
    }
    /** Counts the deliveries of an entry, including this one. */
    async deliveries({ entry }) {
        const { stream, group } = this.options;
        const reply = await this.ask('counting the deliveries of a message', [
            'XPENDING',
            stream,
            group,
            entry,
            entry,
            '1',
        ]);
        return pendingEntries(reply)[0]?.deliveries ?? 1;
    }
    async remove(entry) {
        const { stream, group } = this.options;
        const acknowledged = await this.ask('acknowledging a message', ['XACK', stream, group, entry]);
        await this.ask('removing a message', ['XDEL', stream, entry]);
        return acknowledged === 1;
    }
    send(what, command) {
        return this.link.batch(what, (send) => send(command, this.options.stream));
    }
    /**
     * Sends a command, and retries for a while if the server is unavailable. A retried command may run twice: a duplicated message
     * costs lookups, and one acknowledged twice counts as done elsewhere.
     * @throws CacheError if the server stays unavailable or refuses the command
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
                // A server without persistence restarted and lost the stream.
                if ((0,errors/* messageOf */.bD)(error).includes('NOGROUP'))
                    await this.createGroup();
                else if (!isAway(error) || this.options.signal.aborted || performance.now() - since > AWAY_MS)
                    throw error;
                else if (!this.away)
                    this.options.warn(`the queue is unavailable, retrying: ${(0,errors/* messageOf */.bD)(error)}`);
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
/** Returns the fields that embed-once sets, without texts, because readers of dead messages may lack the right to read them. */
function withoutTexts(fields) {
    const kept = ['type', 'id', 'plan', 'shard', 'corpus', 'source'];
    return [...fields].filter(([name]) => kept.includes(name));
}


/***/ })

};
