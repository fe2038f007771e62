export const id = 92;
export const ids = [92];
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
// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
// EXTERNAL MODULE: ./src/inputs/values/sqs-address.ts
var sqs_address = __webpack_require__(51956);
// EXTERNAL MODULE: ./src/queue/message.ts
var queue_message = __webpack_require__(64580);
// EXTERNAL MODULE: ./src/queue/s3-event.ts
var s3_event = __webpack_require__(6792);
;// CONCATENATED MODULE: ./src/queue/sqs-body.ts


/** The limit of SQS for one message, and for all messages of one request together. Bytes. */
const MOST_BYTES = 1_048_576;
/** The limit of SQS for messages per request. */
const MOST_AT_ONCE = 10;
/** Serializes a message: a JSON object of the fields in docs/queues.md, with lists as arrays. */
function bodyOf(message) {
    const lists = ['corpus', 'texts'];
    const fields = [...(0,queue_message/* fieldsOf */.Pf)(message)].map(([name, value]) => [
        name,
        lists.includes(name) ? JSON.parse(value) : value,
    ]);
    return JSON.stringify(Object.fromEntries(fields));
}
/** Parses a body. A message of embed-once has a type; any other JSON object may be an S3 event. */
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
/** Splits bodies into requests within the limits of SQS: 10 messages and 1 MiB. */
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
/** Whether the same request may succeed later: there was no answer, the server failed, or it throttled the request. */
function passes(error) {
    const { $metadata, $retryable, name } = (error ?? {});
    if (isNoCredentials(error) || NO_QUEUE.test(String(name)) || REFUSED.test(String(name)))
        return false;
    const status = $metadata?.httpStatusCode;
    return (status === undefined || status >= 500 || status === 429 || $retryable !== undefined || THROTTLED.test(String(name)));
}
/** Whether this worker lost a message: its visibility timeout ended, and another worker has it or has finished it. */
function isLostMessage(error) {
    const { name } = (error ?? {});
    // Some servers name the wrong parameter only in the message.
    return UNKNOWN_RECEIPT.test(String(name)) || /receipt ?handle/i.test((0,errors/* messageOf */.bD)(error));
}
function isNoQueue(error) {
    return NO_QUEUE.test(String(error?.name));
}
/**
 * Returns the error and its fix.
 * @param right the permission that the request needs, such as `sqs:ReceiveMessage`
 */
function explainSqsFault(error, right) {
    const said = saidBy(error);
    if (isNoCredentials(error)) {
        return `no AWS credentials were found. Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a role for the pod or the machine, or a profile: ${said}`;
    }
    if (isNoQueue(error))
        return 'the queue does not exist. Check account, region and name in its URL, and s3-region if the URL has no region';
    if (isRefused(error))
        return `access denied (${said}). Allow ${right}, or check the credentials`;
    return said;
}
/** Some servers report a refusal by the status alone. AWS uses the same status when it throttles. */
function isRefused(error) {
    const { name, $metadata } = (error ?? {});
    if (THROTTLED.test(String(name)))
        return false;
    return REFUSED.test(String(name)) || $metadata?.httpStatusCode === 401 || $metadata?.httpStatusCode === 403;
}
function isNoCredentials(error) {
    return error?.name === 'CredentialsProviderError';
}
/** The name of the error says more than its message, which can be empty for a refused connection. */
function saidBy(error) {
    const { name, code } = (error ?? {});
    const message = (0,errors/* messageOf */.bD)(error);
    const what = [code, name].find((one) => typeof one === 'string' && one !== 'Error' && !message.includes(one));
    return what === undefined ? message : `${what}: ${message}`;
}

;// CONCATENATED MODULE: ./src/queue/sqs-queue.ts







/** How long a request waits for a message, and the longest delay of a signal. Seconds. */
const LISTEN_S = 2;
/** How long a worker retries while its queue is unavailable. Ms. */
const AWAY_MS = 60_000;
const AWAY_PAUSE_MS = 1_000;
/** Attempts per request by the SDK, with exponential backoff. */
const ATTEMPTS = 4;
/** An idle connection times out after this long; the SDK alone would wait 15 minutes. Ms. */
const SILENCE_MS = 10_000;
/** The longest time that SQS lets one receiver hold a message, extensions included. Seconds. */
const LONGEST_HOLD_S = 43_200;
/** Bytes reserved for the attributes of a message in the dead-letter queue. */
const ROOM_FOR_REASON = 4_096;
/**
 * A standard SQS queue. A worker holds a message for `claimAfterMs`, extends this time while working on it, and deletes the
 * message at the end; SQS gives a message that is not deleted to another worker. SQS counts deliveries, so each delivery counts as
 * a try, even if the message was put back.
 */
class SqsQueue {
    client;
    options;
    address;
    group = undefined;
    held = new Map();
    url;
    deadUrl;
    away = false;
    mayKeep = true;
    /** Since when the queue has been empty, as performance.now(). Ms. */
    emptySince;
    constructor(client, options) {
        this.client = client;
        this.options = options;
        const { url, name, host } = options.target;
        this.url = url;
        this.address = `${name} at ${host}`;
        this.deadUrl = options.dead?.url;
    }
    /**
     * @param works whether the run takes messages; it then needs a dead-letter queue
     * @throws InputError if the queue does not exist, or has no dead-letter queue; CacheError if the request fails
     */
    static async open(options, works) {
        const { region = options.region, endpoint } = options.target;
        const { silenceMs = SILENCE_MS } = options;
        const client = new dist_cjs/* SQS */.Qy({
            region,
            maxAttempts: ATTEMPTS,
            requestHandler: { connectionTimeout: silenceMs, socketTimeout: silenceMs },
            // Without this, the SDK prefers the host of the queue's URL over its own settings such as AWS_ENDPOINT_URL_SQS.
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
            QueueUrl: this.url,
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
        const tries = Math.max(0, Number(message.Attributes?.ApproximateReceiveCount ?? 1) - 1);
        // SQS does not tell whether the previous holder put it back or went silent.
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
            // The next extension may succeed. If none does, another worker repeats the message and finds its vectors in the cache.
            if (passes(error) || isLostMessage(error) || !this.mayKeep)
                return;
            this.mayKeep = false;
            const why = explainSqsFault(error, 'sqs:ChangeMessageVisibility');
            this.options.warn(`queue ${this.address}: extending the visibility timeout failed: ${why}. Other workers will repeat messages that take longer than queue-claim-after.`);
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
        // A failed message waits before its next try; one that is only given back is available at once.
        const pause = tries > before ? Math.min(2 ** tries, this.claimAfter) : 0;
        await this.ask('giving a message back', 'sqs:ChangeMessageVisibility', () => this.show(held, pause)).catch((error) => {
            // Another worker already has it.
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
        await this.ask('moving a message to the dead-letter queue', 'sqs:SendMessage', () => this.client.sendMessage({
            QueueUrl: this.deadUrl,
            MessageBody: body,
            ...(fits && { MessageAttributes: attributesOf(about) }),
        }));
        this.held.delete(entry);
        await this.remove(held);
    }
    /**
     * SQS reports the number of held messages, but not how long their holders have been silent. The messages of a dead worker
     * reappear within `claimAfterMs`. While messages are held, an idle worker therefore stays for this time and a little longer.
     */
    async awaitsClaim() {
        const empty = performance.now() - (this.emptySince ?? performance.now());
        if (empty > this.options.claimAfterMs + 2 * LISTEN_S * 1000)
            return false;
        // A message that reappears between the two requests counts as waiting, so both numbers matter.
        const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
        const { Attributes: found = {} } = await this.ask('looking for silent workers', 'sqs:GetQueueAttributes', () => this.client.getQueueAttributes({ QueueUrl: this.url, AttributeNames: [...names] }));
        return names.some((name) => Number(found[name] ?? 0) > 0);
    }
    /** Adds all messages: a standard queue does not detect duplicates. */
    async add(messages) {
        const bodies = messages.map(({ message }) => {
            const body = bodyOf(message);
            const bytes = Buffer.byteLength(body);
            if (bytes <= MOST_BYTES)
                return body;
            throw new errors/* InputError */.dz([
                `corpus: the message for ${(0,queue_message/* shownMessage */.zz)(message)} has ${bytes} bytes; the limit of SQS is ${MOST_BYTES}. Shorten the list in corpus with folders or patterns.`,
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
        const name = works ? 'RedrivePolicy' : 'QueueArn';
        const { Attributes: found = {} } = await this.ask('looking up the queue', 'sqs:GetQueueAttributes', () => this.client.getQueueAttributes({ QueueUrl: this.url, AttributeNames: [name] }));
        if (!works || this.deadUrl !== undefined)
            return;
        const arn = deadLetterArn(found.RedrivePolicy);
        if (arn === undefined) {
            throw new errors/* InputError */.dz([
                `queue-dead-url: none given, and ${this.address} has no dead-letter queue, so failed messages would be lost. Give it one (RedrivePolicy), or name a queue here.`,
            ]);
        }
        this.deadUrl = (0,sqs_address/* besideQueue */.e3)(this.url, arn);
    }
    /** Sends the messages of one request, and retries those that SQS refused temporarily. */
    async send(parcels) {
        let left = parcels;
        const since = performance.now();
        for (;;) {
            const { Failed: failed = [] } = await this.ask('adding messages', 'sqs:SendMessage', () => this.client.sendMessageBatch({
                QueueUrl: this.url,
                Entries: left.map(({ at, body }) => ({ Id: String(at), MessageBody: body })),
            }));
            const [first] = failed;
            if (!first)
                return;
            const { Code: code = 'unknown', Message: message = '' } = first;
            const hopeless = failed.some(({ SenderFault: fault }) => fault);
            if (hopeless || this.options.signal.aborted || performance.now() - since > AWAY_MS) {
                throw new errors/* CacheError */.xA(`queue ${this.address} accepted only ${left.length - failed.length} of ${left.length} messages: ${code} ${message}`);
            }
            const ids = new Set(failed.map(({ Id: id }) => id));
            left = left.filter(({ at }) => ids.has(String(at)));
            await (0,promises_.setTimeout)(AWAY_PAUSE_MS);
        }
    }
    show({ receipt }, seconds) {
        return this.client.changeMessageVisibility({
            QueueUrl: this.url,
            ReceiptHandle: receipt,
            VisibilityTimeout: seconds,
        });
    }
    async remove({ receipt }) {
        try {
            await this.ask('removing a message', 'sqs:DeleteMessage', () => this.client.deleteMessage({ QueueUrl: this.url, ReceiptHandle: receipt }));
            return true;
        }
        catch (error) {
            if (isLostMessage(error.cause))
                return false;
            throw error;
        }
    }
    /**
     * Sends a request, and retries for a while if the queue is unavailable. A retried request may take effect twice: a duplicated
     * message costs lookups.
     * @throws InputError if the queue does not exist; CacheError if it stays unavailable or refuses the request
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
                    this.options.warn(`the queue is unavailable, retrying: ${said}`);
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
/** Replaces characters that SQS refuses in attributes: it accepts those of XML. */
function attributesOf(about) {
    return Object.fromEntries(Object.entries(about).map(([name, value]) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: SQS refuses these characters.
        const clean = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').toWellFormed();
        return [name, { DataType: 'String', StringValue: clean || ' ' }];
    }));
}


/***/ })

};
