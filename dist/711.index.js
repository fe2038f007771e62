export const id = 711;
export const ids = [711];
export const modules = {

/***/ 78092:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  SqsQueue: () => (/* binding */ SqsQueue)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-sqs/dist-cjs/index.js
var dist_cjs = __webpack_require__(8868);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/queue/message.ts
var queue_message = __webpack_require__(64580);
// EXTERNAL MODULE: ./src/queue/sqs-address.ts
var sqs_address = __webpack_require__(25179);
// EXTERNAL MODULE: ./src/queue/s3-event.ts
var s3_event = __webpack_require__(6792);
;// CONCATENATED MODULE: ./src/queue/sqs-body.ts


/** Bytes that a message of SQS may have, and all messages of one request together. */
const MOST_BYTES = 1_048_576;
/** Messages of one request. */
const MOST_AT_ONCE = 10;
/** A message as it is sent: the fields of docs/queues.md as a JSON object, with lists as lists. */
function bodyOf(message) {
    const lists = ['corpus', 'texts'];
    const fields = [...(0,queue_message/* fieldsOf */.Pf)(message)].map(([name, value]) => [
        name,
        lists.includes(name) ? JSON.parse(value) : value,
    ]);
    return JSON.stringify(Object.fromEntries(fields));
}
/** The fields of what somebody sent: a message of embed-once has a type, and all else may be an event of S3. */
function fieldsIn(body) {
    const text = (0,s3_event/* unwrapped */.D)(body);
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return new Map();
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return new Map();
    if (!Object.hasOwn(value, 'type'))
        return new Map([
            ['type', queue_message/* S3_EVENT */.A3],
            ['event', text],
        ]);
    return new Map(Object.entries(value).map(([name, one]) => [name, typeof one === 'string' ? one : JSON.stringify(one)]));
}
/** Cuts what is to be sent into requests that SQS takes: ten messages, and 1 MiB, at most. */
function* inRequests(bodies) {
    let some = [];
    let bytes = 0;
    for (const [at, body] of bodies.entries()) {
        const length = Buffer.byteLength(body);
        if (some.length === MOST_AT_ONCE || (some.length > 0 && bytes + length > MOST_BYTES)) {
            yield some;
            [some, bytes] = [[], 0];
        }
        some.push({ at, body });
        bytes += length;
    }
    if (some.length > 0)
        yield some;
}

;// CONCATENATED MODULE: ./src/queue/sqs-faults.ts

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i;
const NO_QUEUE = /NonExistentQueue|QueueDoesNotExist|InvalidAddress/;
const REFUSED = /AccessDenied|NotAuthorized|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken/;
const UNKNOWN_RECEIPT = /ReceiptHandleIsInvalid|MessageNotInflight/;
/** Whether the same request may succeed later: nobody answered, the server failed, or it was asked too often. */
function passes(error) {
    const { $metadata, $retryable, name } = (error ?? {});
    if (isNoCredentials(error) || NO_QUEUE.test(String(name)) || REFUSED.test(String(name)))
        return false;
    const status = $metadata?.httpStatusCode;
    return (status === undefined || status >= 500 || status === 429 || $retryable !== undefined || THROTTLED.test(String(name)));
}
/** Whether a message is not this worker's any more: its time ran out, and another has it or is done with it. */
function isLostMessage(error) {
    const { name } = (error ?? {});
    // Some servers say only in words which parameter is wrong.
    return UNKNOWN_RECEIPT.test(String(name)) || /receipt ?handle/i.test((0,errors/* messageOf */.bD)(error));
}
function isNoQueue(error) {
    return NO_QUEUE.test(String(error?.name));
}
/**
 * What went wrong, and what to do.
 * @param right what the request takes, such as `sqs:ReceiveMessage`
 */
function explainSqsFault(error, right) {
    const said = saidBy(error);
    if (isNoCredentials(error)) {
        return `no AWS credentials were found. Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a role for the pod or the machine, or a profile: ${said}`;
    }
    if (isNoQueue(error))
        return 'there is no such queue. Look at account, region and name in its URL, and at s3-region where the URL has no region';
    if (isRefused(error))
        return `it is not allowed: allow ${right}, or look whose credentials these are (${said})`;
    return said;
}
/** Some servers say it by the status alone, with which AWS also tells that it was asked too often. */
function isRefused(error) {
    const { name, $metadata } = (error ?? {});
    if (THROTTLED.test(String(name)))
        return false;
    return REFUSED.test(String(name)) || $metadata?.httpStatusCode === 401 || $metadata?.httpStatusCode === 403;
}
function isNoCredentials(error) {
    return error?.name === 'CredentialsProviderError';
}
/** The name of the fault tells more than its message, which may be empty for a connection that was refused. */
function saidBy(error) {
    const { name, code } = (error ?? {});
    const message = (0,errors/* messageOf */.bD)(error);
    const what = [code, name].find((one) => typeof one === 'string' && one !== 'Error' && !message.includes(one));
    return what === undefined ? message : `${what}: ${message}`;
}

;// CONCATENATED MODULE: ./src/queue/sqs-queue.ts







/** How long a request for a message is held open; also what a signal waits for at most. Seconds. */
const LISTEN_S = 2;
/** How long a worker goes on without its queue. Ms. */
const AWAY_MS = 60_000;
const AWAY_PAUSE_MS = 1_000;
/** Attempts that the SDK makes by itself, with pauses that grow. */
const ATTEMPTS = 4;
/** A connection is given up on which nothing comes or goes for so long: the SDK would wait a quarter of an hour. Ms. */
const SILENCE_MS = 10_000;
/** SQS lets a message be held no longer, however often it is asked to. Seconds. */
const LONGEST_HOLD_S = 43_200;
/** Bytes that are left for what is said of a message that is put aside. */
const ROOM_FOR_REASON = 4_096;
/**
 * A standard queue of SQS. Who takes a message has it for `claimAfterMs`, asks for more while working on it, and deletes it when
 * it is done; what is not deleted is given to others. SQS counts how often it gave a message away, so that every time counts as a
 * try, also when it was given back.
 */
class SqsQueue {
    client;
    options;
    address;
    group = undefined;
    held = new Map();
    deadUrl;
    away = false;
    mayKeep = true;
    /** Since when nothing came. Ms, of this process. */
    emptySince;
    constructor(client, options) {
        this.client = client;
        this.options = options;
        const { name, host } = (0,sqs_address/* parseSqsUrl */.Kz)(options.url);
        this.address = `${name} at ${host}`;
        this.deadUrl = options.deadUrl;
    }
    /**
     * @param works whether messages are taken from it: then there must be a place for those that are put aside
     * @throws InputError if there is none, or no such queue; CacheError if it cannot be asked
     */
    static async open(options, works) {
        const { region = options.region, endpoint } = (0,sqs_address/* parseSqsUrl */.Kz)(options.url);
        const { silenceMs = SILENCE_MS } = options;
        const client = new dist_cjs/* SQS */.Qy({
            region,
            maxAttempts: ATTEMPTS,
            requestHandler: { connectionTimeout: silenceMs, socketTimeout: silenceMs },
            // At AWS its own settings count, such as AWS_ENDPOINT_URL_SQS. It would otherwise take the queue's host before them.
            ...(endpoint === undefined ? { useQueueUrlAsEndpoint: false } : { endpoint }),
        });
        const queue = new SqsQueue(client, options);
        try {
            await queue.find(works);
            return queue;
        }
        catch (error) {
            await queue.close();
            throw error;
        }
    }
    async take() {
        const { Messages: [message] = [] } = await this.ask('taking a message', 'sqs:ReceiveMessage', () => this.client.receiveMessage({
            QueueUrl: this.options.url,
            MaxNumberOfMessages: 1,
            WaitTimeSeconds: LISTEN_S,
            VisibilityTimeout: this.claimAfter,
            MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }));
        if (message === undefined) {
            this.emptySince ??= performance.now();
            return undefined;
        }
        this.emptySince = undefined;
        const { MessageId: entry = '', ReceiptHandle: receipt = '', Body: body = '' } = message;
        this.held.set(entry, { receipt, body, since: performance.now() });
        const tries = receivedBefore(message);
        // Whether who had it before gave it back or went silent is not told.
        return { entry, fields: fieldsIn(body), tries, claimed: false };
    }
    async keep({ entry }) {
        const held = this.held.get(entry);
        if (!held)
            return;
        const left = LONGEST_HOLD_S - Math.ceil((performance.now() - held.since) / 1000) - 1;
        if (left <= 0)
            return;
        try {
            await this.show(held, Math.min(this.claimAfter, left));
        }
        catch (error) {
            // The next time, or not at all: another worker then does it again, and finds the vectors.
            if (passes(error) || isLostMessage(error) || !this.mayKeep)
                return;
            this.mayKeep = false;
            const why = explainSqsFault(error, 'sqs:ChangeMessageVisibility');
            this.options.warn(`queue ${this.address}: asking for more time failed: ${why}. What takes longer than queue-claim-after is given to others meanwhile.`);
        }
    }
    async done({ entry }) {
        const held = this.held.get(entry);
        this.held.delete(entry);
        return held !== undefined && (await this.remove(held));
    }
    async putBack({ entry, tries: before }, tries) {
        const held = this.held.get(entry);
        this.held.delete(entry);
        if (!held)
            return;
        // What failed may do better a little later; what is only given back is for anybody at once.
        const pause = tries > before ? Math.min(2 ** tries, this.claimAfter) : 0;
        await this.ask('giving a message back', 'sqs:ChangeMessageVisibility', () => this.show(held, pause)).catch((error) => {
            // It is somebody else's already.
            if (!isLostMessage(error.cause))
                throw error;
        });
    }
    async bury({ entry }, reason, tries) {
        const held = this.held.get(entry);
        if (!held)
            return;
        const { body } = held;
        const about = { reason, tries: String(tries), entry };
        const fits = Buffer.byteLength(body) + ROOM_FOR_REASON <= MOST_BYTES;
        await this.ask('putting a message aside', 'sqs:SendMessage', () => this.client.sendMessage({
            QueueUrl: this.deadUrl,
            MessageBody: body,
            ...(fits && { MessageAttributes: attributesOf(about) }),
        }));
        this.held.delete(entry);
        await this.remove(held);
    }
    /**
     * SQS tells how many messages are held, not since when their holders are silent. What a worker held that died shows up again
     * within `claimAfterMs`: so long, and a little longer, an idle one stays while somebody holds something.
     */
    async awaitsClaim() {
        const empty = performance.now() - (this.emptySince ?? performance.now());
        if (empty > this.options.claimAfterMs + 2 * LISTEN_S * 1000)
            return false;
        // What shows up between asking for messages and asking for their number is waiting.
        const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
        const { Attributes: found = {} } = await this.ask('looking after others', 'sqs:GetQueueAttributes', () => this.client.getQueueAttributes({ QueueUrl: this.options.url, AttributeNames: [...names] }));
        return names.some((name) => Number(found[name] ?? 0) > 0);
    }
    /** A standard queue knows no message twice: all are added. */
    async add(messages) {
        const bodies = messages.map(({ message }) => {
            const body = bodyOf(message);
            const bytes = Buffer.byteLength(body);
            if (bytes <= MOST_BYTES)
                return body;
            throw new errors/* InputError */.dz([
                `corpus: the message for ${(0,queue_message/* shownMessage */.zz)(message)} has ${bytes} bytes, and SQS takes ${MOST_BYTES}. Name the corpus in fewer lines, by folders or patterns.`,
            ]);
        });
        for (const parcels of inRequests(bodies))
            await this.send(parcels);
        return messages.length;
    }
    async close() {
        this.client.destroy();
    }
    get claimAfter() {
        return Math.round(this.options.claimAfterMs / 1000);
    }
    async find(works) {
        const { url } = this.options;
        const name = works ? 'RedrivePolicy' : 'QueueArn';
        const { Attributes: found = {} } = await this.ask('looking at the queue', 'sqs:GetQueueAttributes', () => this.client.getQueueAttributes({ QueueUrl: url, AttributeNames: [name] }));
        if (!works || this.deadUrl !== '')
            return;
        const arn = deadLetterArn(found.RedrivePolicy);
        if (arn === undefined) {
            throw new errors/* InputError */.dz([
                `queue-dead-url: none given, and ${this.address} has no dead-letter queue. Give it one (RedrivePolicy), or name a queue here, so that no message is lost.`,
            ]);
        }
        this.deadUrl = (0,sqs_address/* besideQueue */.e3)(url, arn);
    }
    /** Sends what one request takes, and what of it was refused for the moment again. */
    async send(parcels) {
        let left = parcels;
        const since = performance.now();
        for (;;) {
            const { Failed: failed = [] } = await this.ask('adding messages', 'sqs:SendMessage', () => this.client.sendMessageBatch({
                QueueUrl: this.options.url,
                Entries: left.map(({ at, body }) => ({ Id: String(at), MessageBody: body })),
            }));
            const [first] = failed;
            if (!first)
                return;
            const { Code: code = 'unknown', Message: message = '' } = first;
            const hopeless = failed.some(({ SenderFault: fault }) => fault);
            if (hopeless || this.options.signal.aborted || performance.now() - since > AWAY_MS) {
                throw new errors/* CacheError */.xA(`the queue ${this.address} took ${left.length - failed.length} of ${left.length} messages: ${code} ${message}`);
            }
            const ids = new Set(failed.map(({ Id: id }) => id));
            left = left.filter(({ at }) => ids.has(String(at)));
            await (0,promises_.setTimeout)(AWAY_PAUSE_MS);
        }
    }
    show({ receipt }, seconds) {
        return this.client.changeMessageVisibility({
            QueueUrl: this.options.url,
            ReceiptHandle: receipt,
            VisibilityTimeout: seconds,
        });
    }
    async remove({ receipt }) {
        try {
            await this.ask('removing a message', 'sqs:DeleteMessage', () => this.client.deleteMessage({ QueueUrl: this.options.url, ReceiptHandle: receipt }));
            return true;
        }
        catch (error) {
            if (isLostMessage(error.cause))
                return false;
            throw error;
        }
    }
    /**
     * Asks, again for a while if the queue is away. What is asked twice may have been done twice: a message that is there twice
     * costs lookups.
     * @throws InputError if there is no such queue; CacheError if it stays away, or refuses
     */
    async ask(what, right, question) {
        const since = performance.now();
        for (;;) {
            try {
                const answer = await question();
                this.away = false;
                return answer;
            }
            catch (error) {
                const said = `queue ${this.address}: ${what} failed: ${explainSqsFault(error, right)}`;
                if (isNoQueue(error))
                    throw new errors/* InputError */.dz([`queue-url: ${said}`], { cause: error });
                if (!passes(error) || this.options.signal.aborted || performance.now() - since > AWAY_MS) {
                    throw new errors/* CacheError */.xA(said, { cause: error });
                }
                if (!this.away)
                    this.options.warn(`the queue is away, and is asked again: ${said}`);
                this.away = true;
                await (0,promises_.setTimeout)(AWAY_PAUSE_MS);
            }
        }
    }
}
function deadLetterArn(redrivePolicy) {
    if (redrivePolicy === undefined || redrivePolicy === '')
        return undefined;
    return JSON.parse(redrivePolicy).deadLetterTargetArn;
}
/** How often it was given away before this time. */
function receivedBefore({ Attributes: attributes = {} }) {
    return Math.max(0, Number(attributes.ApproximateReceiveCount ?? 1) - 1);
}
/** What SQS takes in an attribute: characters of XML, and some. */
function attributesOf(about) {
    return Object.fromEntries(Object.entries(about).map(([name, value]) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what SQS refuses.
        const clean = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').toWellFormed();
        return [name, { DataType: 'String', StringValue: clean || ' ' }];
    }));
}


/***/ })

};
