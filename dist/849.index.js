export const id = 849;
export const ids = [849];
export const modules = {

/***/ 25849:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findListed: () => (/* binding */ findListed),
  findRemote: () => (/* binding */ findRemote)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/corpus/address.ts
var corpus_address = __webpack_require__(98696);
// EXTERNAL MODULE: ./src/corpus/origin.ts
var origin = __webpack_require__(99428);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./src/corpus/remote-object.ts



/** Failures one after the other, without a byte between them, before it is given up. */
const MOST_FAILURES = 5;
/** Before the first repetition; doubled for each further. In ms. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 30_000;
/** A server from which nothing comes for so long is asked again. In ms. */
const LONGEST_SILENCE = 30_000;
/** What no repetition mends. */
class Refused extends Error {
}
/**
 * An object behind HTTP. A connection that breaks is taken up where it broke, as long as the object stays the same.
 * @throws Error if it is not there
 */
async function remoteObject(name, request, { pause = promises_.setTimeout, explain } = {}) {
    const object = new RemoteObject(request, pause, explain);
    const version = await object.find();
    const { bytes } = version;
    return { name: (0,origin/* shownName */.H)(name), bytes, open: (count) => bytesOf(object, version, count) };
}
/** Opens an object that was found already, on a server that gives parts. */
function openVersion(request, { bytes, tag }, count, explain) {
    const object = new RemoteObject(request, promises_.setTimeout, explain);
    object.ranges = true;
    return bytesOf(object, { bytes, tag, modified: undefined }, count);
}
function bytesOf(object, version, count) {
    const { bytes } = version;
    return {
        [Symbol.asyncIterator]: () => object.read(version, 0, undefined, count),
        ...(bytes !== undefined &&
            object.ranges && {
            random: {
                bytes,
                async slice(start, end) {
                    const pieces = [];
                    for await (const piece of object.read(version, start, end, count))
                        pieces.push(piece);
                    return Buffer.concat(pieces);
                },
            },
        }),
    };
}
class RemoteObject {
    request;
    pause;
    explain;
    /** Whether the server gives parts. */
    ranges = false;
    constructor(request, pause, explain) {
        this.request = request;
        this.pause = pause;
        this.explain = explain;
    }
    /** Asks for the first byte, since links that are signed for reading are not for HEAD. */
    async find() {
        for (let failures = 0;;) {
            const silence = new Silence();
            try {
                const response = await this.get({ range: 'bytes=0-0' }, silence);
                await response.body?.cancel();
                // An empty object has no first byte.
                if (response.status === 416)
                    return { bytes: 0, tag: undefined, modified: undefined };
                this.ranges = response.status === 206;
                return versionOf(response);
            }
            catch (error) {
                await this.giveUpOrWait(error, ++failures);
            }
            finally {
                silence.end();
            }
        }
    }
    /** The bytes from `start` to before `end`, or to its own. */
    async *read(version, start, end, count) {
        const last = end ?? version.bytes;
        if (last !== undefined && start >= last)
            return;
        let at = start;
        for (let failures = 0;;) {
            const silence = new Silence();
            try {
                for await (const piece of this.bytesFrom(version, at, last, silence)) {
                    silence.broken();
                    failures = 0;
                    at += piece.length;
                    count(piece.length);
                    yield piece;
                    silence.broken();
                }
                if (last === undefined || at === last)
                    return;
                throw new Error(`the connection ended at byte ${at} of ${last}`);
            }
            catch (error) {
                await this.giveUpOrWait(error, ++failures);
            }
            finally {
                silence.end();
            }
        }
    }
    async *bytesFrom(version, at, end, silence) {
        const headers = {
            // Always a part, be it all of it: fetch then asks for bytes as they are, not compressed on their way.
            range: `bytes=${at}-${end === undefined ? '' : end - 1}`,
            ...(version.tag !== undefined && { 'if-match': version.tag }),
        };
        const response = await this.get(headers, silence);
        if (!response.body)
            throw new Error('the answer is empty');
        let skip = beginning(response, version, at);
        let left = end === undefined ? Number.POSITIVE_INFINITY : end - at;
        for await (const piece of response.body) {
            silence.broken();
            const wanted = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).subarray(skip);
            skip = Math.max(0, skip - piece.byteLength);
            if (wanted.length > left && end === version.bytes)
                throw new Refused('it is longer than it was said to be');
            if (wanted.length > 0 && left > 0)
                yield wanted.subarray(0, left);
            left -= wanted.length;
            if (left < 0)
                return;
        }
    }
    /** @throws Refused for an answer that will not change */
    async get(headers, silence) {
        const { url, headers: all } = await this.request(headers);
        const response = await fetch(url, { headers: all, signal: silence.signal });
        const { status } = response;
        if (status === 200 || status === 206 || (status === 416 && headers.range === 'bytes=0-0'))
            return response;
        const passes = status === 408 || status === 425 || status === 429 || status >= 500;
        const why = passes ? undefined : await this.explain?.(response);
        if (!response.bodyUsed)
            await response.body?.cancel();
        if (status === 412)
            throw new Refused('it changed while it was read');
        const problem = `the server answers with status ${status}`;
        if (passes)
            throw new Error(problem);
        if (why !== undefined)
            throw new Refused(`${problem}: ${why}`);
        throw new Refused(problem + (status === 401 || status === 403 ? ': it may not be read' : ''));
    }
    async giveUpOrWait(error, failures) {
        // Fetch says only that it failed; why is in the cause, which names hosts at most.
        const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
        if (error instanceof Refused)
            throw error;
        if (failures > MOST_FAILURES)
            throw new Error(`${(0,errors/* messageOf */.bD)(error)}${cause} (tried ${failures} times)`, { cause: error });
        await this.pause(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)));
    }
}
/** Ends a request when nothing comes for too long. */
class Silence {
    controller = new AbortController();
    timer = this.start();
    get signal() {
        return this.controller.signal;
    }
    broken() {
        clearTimeout(this.timer);
        this.timer = this.start();
    }
    end() {
        clearTimeout(this.timer);
        this.controller.abort();
    }
    start() {
        return setTimeout(() => this.controller.abort(new Error('nothing came for 30 s')), LONGEST_SILENCE).unref();
    }
}
function versionOf(response) {
    const range = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    const length = response.status === 206 ? range : response.headers.get('content-length');
    const tag = response.headers.get('etag');
    return {
        bytes: length === null || length === undefined ? undefined : Number(length),
        // A weak tag does not say that bytes are the same.
        tag: tag === null || tag.startsWith('W/') ? undefined : tag,
        modified: response.headers.get('last-modified') ?? undefined,
    };
}
/**
 * How many bytes of an answer come before the one that was asked for.
 * @throws Refused if it is of another object than the one that was found
 */
function beginning(response, version, at) {
    const now = versionOf(response);
    const other = ['bytes', 'tag', 'modified'].some((what) => version[what] !== undefined && now[what] !== undefined && version[what] !== now[what]);
    if (other)
        throw new Refused('it changed while it was read');
    if (response.status === 206) {
        const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
        if (Number(from) !== at)
            throw new Refused(`the server gives bytes from ${from} on where those from ${at} were asked for`);
        return 0;
    }
    if (at > 0 && version.tag === undefined && version.modified === undefined) {
        throw new Refused('the connection broke, and the server says nothing by which to tell that the object is still the same');
    }
    return at;
}

// EXTERNAL MODULE: ./src/corpus/s3.ts + 1 modules
var corpus_s3 = __webpack_require__(89938);
// EXTERNAL MODULE: ./src/corpus/s3-address.ts
var s3_address = __webpack_require__(54413);
;// CONCATENATED MODULE: ./src/corpus/s3-listing.ts

/**
 * Reads an answer of ListObjectsV2, whose keys are URL-encoded.
 * @throws Error if it is none, or incomplete
 */
async function parseListing(xml) {
    const { Parser } = await __webpack_require__.e(/* import() */ 895).then(__webpack_require__.bind(__webpack_require__, 67895));
    const objects = [];
    const top = new Map();
    let fields = new Map();
    const path = [];
    let text = '';
    const parser = new Parser({
        onopentag(name) {
            path.push(name);
            text = '';
            if (path.length === 2 && name === 'Contents')
                fields = new Map();
        },
        ontext(piece) {
            text += piece;
        },
        onclosetag(name) {
            if (path.length === 3 && path[1] === 'Contents')
                fields.set(name, text);
            else if (path.length === 2 && name === 'Contents')
                objects.push(objectOf(fields));
            else if (path.length === 2)
                top.set(name, text);
            path.pop();
        },
    }, { xmlMode: true });
    parser.end(xml);
    const truncated = top.get('IsTruncated');
    const next = top.get('NextContinuationToken');
    if (truncated === undefined || (truncated === 'true' && !next)) {
        throw new Error('the server answers with something that is no list of objects');
    }
    return { objects, next: truncated === 'true' ? next : undefined };
}
function objectOf(fields) {
    const [key, bytes] = [fields.get('Key') ?? '', Number(fields.get('Size'))];
    if (key === '' || !Number.isSafeInteger(bytes)) {
        throw new Error('the server lists an object without key or size');
    }
    const tag = fields.get('ETag');
    return { key: own((0,s3_address/* decodeKey */.y3)(key)), bytes, tag: tag?.startsWith('"') ? own(tag) : undefined };
}
/** A string that does not keep the whole answer in memory of which it is a piece. */
function own(piece) {
    return Buffer.from(piece).toString();
}

;// CONCATENATED MODULE: ./src/corpus/remote.ts







/**
 * Finds an object by its address.
 * @param name of it, without the parts of the address that may be secret
 * @throws CorpusError if it is not there
 */
async function findRemote(address, name, inputs) {
    try {
        if (!(0,s3_address/* isS3 */.Fh)(address))
            return await remoteObject(name, plainRequest(address));
        const place = (0,s3_address/* parseS3Address */.yL)(address);
        if (place.key === '')
            throw new Error('an object needs a key: s3://bucket/key');
        const s3 = new corpus_s3.S3(inputs);
        return await remoteObject(name, s3.reading(place), { explain: (response) => s3.explain(response) });
    }
    catch (error) {
        throw unreadable('read', name, error);
    }
}
/**
 * Lists the objects of S3 that an address with a prefix or a pattern stands for, a page at a time, without asking for any of
 * them. What a folder would hide stays out: keys with a part that begins with a dot.
 * @throws CorpusError
 */
async function* findListed(address, inputs) {
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 6).then(__webpack_require__.t.bind(__webpack_require__, 14006, 23));
    try {
        const { bucket, key } = (0,s3_address/* parseS3Address */.yL)(address);
        const { prefix, pattern } = (0,s3_address/* listingOf */.K7)(key);
        const matches = picomatch(pattern);
        const s3 = new corpus_s3.S3(inputs);
        let next;
        do {
            const query = {
                'list-type': '2',
                'encoding-type': 'url',
                prefix,
                ...(next !== undefined && { 'continuation-token': next }),
            };
            const page = await parseListing(await s3.call({ bucket, key: '' }, { query, right: 's3:ListBucket' }));
            yield page.objects
                // What consoles make to show an empty folder ends with a slash.
                .filter((object) => !object.key.endsWith('/') && matches(object.key.slice(prefix.length)))
                .map((object) => new ListedObject(s3, bucket, object));
            next = page.next;
        } while (next !== undefined);
    }
    catch (error) {
        throw unreadable('list', (0,corpus_address/* shownAddress */.U)(address), error);
    }
}
/** An object that was found in a list, and is asked for when it is read. There may be a million: it holds no more than it must. */
class ListedObject {
    s3;
    bucket;
    object;
    constructor(s3, bucket, object) {
        this.s3 = s3;
        this.bucket = bucket;
        this.object = object;
    }
    get name() {
        return (0,origin/* shownName */.H)(`s3://${this.bucket}/${this.object.key}`);
    }
    get bytes() {
        return this.object.bytes;
    }
    get tag() {
        return this.object.tag ?? '';
    }
    open(count) {
        const { s3, bucket, object } = this;
        const request = s3.reading({ bucket, key: object.key });
        return openVersion(request, object, count, (response) => s3.explain(response));
    }
}
function unreadable(what, name, error) {
    return new errors/* CorpusError */.bf(`corpus: cannot ${what} ${name}: ${(0,errors/* messageOf */.bD)(error)}`, {
        cause: error,
        position: { source: name },
    });
}
function plainRequest(address) {
    const url = new URL(address);
    const { username, password } = url;
    url.username = '';
    url.password = '';
    return async (headers) => {
        const all = new Headers(headers);
        if (username !== '' || password !== '') {
            const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
            all.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
        }
        return { url: url.href, headers: all };
    };
}


/***/ }),

/***/ 89938:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S3: () => (/* binding */ S3)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/corpus/s3-address.ts
var s3_address = __webpack_require__(54413);
;// CONCATENATED MODULE: ./src/corpus/s3-faults.ts
const OTHER_REGION = ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];
/** What to do, by what a server calls the fault. */
const BY_CODE = {
    NoSuchBucket: 'there is no such bucket. Look at its name, and at s3-endpoint',
    NoSuchKey: 'there is no such object',
    InvalidAccessKeyId: 'it does not know the access key. Give one of this server in s3-access-key-id',
    SignatureDoesNotMatch: 'the signature is wrong. Look whether s3-secret-access-key belongs to s3-access-key-id',
    ExpiredToken: 'the credentials have expired. Get new ones',
    InvalidToken: 'the session token is wrong. Look whether s3-session-token belongs to s3-access-key-id',
    RequestTimeTooSkewed: 'the clocks of this machine and the server differ too much. Set the clock',
};
/** Says what a refusal means, and what to do about it; undefined where nothing is known of it. */
function explainS3Refusal({ status, code, region }, asked) {
    if (region !== undefined && region !== asked.region && (status === 301 || OTHER_REGION.includes(code ?? ''))) {
        return `the bucket is in region ${region}, and was looked for in ${asked.region}. Set s3-region to ${region}`;
    }
    const known = BY_CODE[code ?? ''];
    if (known !== undefined)
        return known;
    if (status === 404)
        return BY_CODE.NoSuchKey;
    if (status !== 401 && status !== 403)
        return undefined;
    if (asked.unsigned === undefined) {
        const missing = asked.right === 's3:GetObject'
            ? '; a missing object is answered so as well where s3:ListBucket is not allowed'
            : '';
        return `it is not allowed. Allow ${asked.right}${missing}`;
    }
    return `it is not allowed without credentials, and none were found (${asked.unsigned}). Give s3-access-key-id and s3-secret-access-key, a role for the pod or the machine, or a profile`;
}
/** The code in the body of a refusal. Nothing else of it is shown: it may hold what was sent. */
function codeIn(body) {
    return /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(body)?.[1];
}
/** The region in the body of a refusal, for servers that put it into no header. */
function regionIn(body) {
    return /<Region>([a-z0-9-]{1,32})<\/Region>/.exec(body)?.[1];
}

;// CONCATENATED MODULE: ./src/corpus/s3.ts




/** Failures of one request before it is given up. */
const MOST_FAILURES = 5;
/** Before the first repetition; doubled for each further. Ms. */
const FIRST_PAUSE = 100;
const LONGEST_ANSWER_MS = 60_000;
/** Bytes of a refusal that are looked at. */
const LONGEST_REFUSAL = 16_384;
/** A server that no repetition persuades. */
class Refused extends Error {
}
/** One server of S3, AWS unless `s3-endpoint` names another, and how requests to it are signed. */
class S3 {
    inputs;
    /** Why the last request carried no signature. */
    unsigned;
    constructor(inputs) {
        this.inputs = inputs;
    }
    /** Reads an object. */
    reading(place) {
        return async (headers) => this.signed('GET', this.urlOf(place, {}), headers);
    }
    /** Says what a refusal means. Takes the body of the response. */
    async explain(response, right = 's3:GetObject') {
        const body = (await response.text().catch(() => '')).slice(0, LONGEST_REFUSAL);
        const { s3Region: region } = this.inputs;
        return explainS3Refusal({
            status: response.status,
            code: codeIn(body),
            region: response.headers.get('x-amz-bucket-region') ?? regionIn(body),
        }, { region, unsigned: this.unsigned, right });
    }
    /** @returns the body of the answer @throws Error if it is refused, or nobody answers */
    async call(place, { method = 'GET', query = {}, headers = {}, body, right }) {
        for (let failures = 0;;) {
            try {
                const { url, headers: all } = await this.signed(method, this.urlOf(place, query), headers);
                const signal = AbortSignal.timeout(LONGEST_ANSWER_MS);
                const response = await fetch(url, { method, headers: all, signal, ...(body && { body }) });
                if (response.ok)
                    return await response.text();
                const why = await this.explain(response, right);
                const problem = `the server answers with status ${response.status}${why === undefined ? '' : `: ${why}`}`;
                if (response.status !== 429 && response.status < 500)
                    throw new Refused(problem);
                throw new Error(problem);
            }
            catch (error) {
                failures++;
                const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
                if (error instanceof Refused)
                    throw error;
                if (failures > MOST_FAILURES) {
                    throw new Error(`${(0,errors/* messageOf */.bD)(error)}${cause} (tried ${failures} times)`, { cause: error });
                }
                await (0,promises_.setTimeout)(FIRST_PAUSE * 2 ** (failures - 1));
            }
        }
    }
    urlOf({ bucket, key }, query) {
        const { s3Endpoint, s3Region: region } = this.inputs;
        const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
        const words = Object.entries(query).map(([name, value]) => `${(0,s3_address/* encodePart */.QU)(name)}=${(0,s3_address/* encodePart */.QU)(value)}`);
        const rest = (0,s3_address/* encodeKey */.g2)(key) + (words.length > 0 ? `?${words.join('&')}` : '');
        if (s3Endpoint)
            return `${s3Endpoint.replace(/\/+$/, '')}/${bucket}/${rest}`;
        // Names with dots are in no certificate of AWS, and other servers know no names of hosts.
        return bucket.includes('.') ? `https://${host}/${bucket}/${rest}` : `https://${bucket}.${host}/${rest}`;
    }
    async signed(method, url, headers) {
        const credentials = await this.credentials();
        if (!credentials)
            return { url, headers: new Headers(headers) };
        const { AwsV4Signer } = await __webpack_require__.e(/* import() */ 580).then(__webpack_require__.bind(__webpack_require__, 12580));
        const { s3Region: region } = this.inputs;
        const signer = new AwsV4Signer({ method, url, headers: { ...headers }, service: 's3', region, ...credentials });
        const signed = await signer.sign();
        return { url: signed.url.href, headers: signed.headers };
    }
    /** Those that were given, or else what the AWS SDK finds. */
    async credentials() {
        const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey, s3SessionToken: token } = this.inputs;
        if (accessKeyId !== '') {
            return { accessKeyId, secretAccessKey, ...(token !== '' && { sessionToken: token }) };
        }
        const { findCredentials } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(963)]).then(__webpack_require__.bind(__webpack_require__, 96963));
        const found = await findCredentials(this.inputs.s3Region);
        this.unsigned = found.credentials ? undefined : found.why;
        return found.credentials;
    }
}


/***/ })

};
