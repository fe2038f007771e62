export const id = 533;
export const ids = [533];
export const modules = {

/***/ 14533:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findListed: () => (/* binding */ findListed),
  findRemote: () => (/* binding */ findRemote)
});

// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
// EXTERNAL MODULE: ./src/inputs/values/address.ts
var values_address = __webpack_require__(15616);
// EXTERNAL MODULE: ./src/corpus/origin.ts
var origin = __webpack_require__(99428);
// EXTERNAL MODULE: ./src/corpus/remote-object.ts
var remote_object = __webpack_require__(19938);
// EXTERNAL MODULE: ./src/corpus/s3.ts + 1 modules
var corpus_s3 = __webpack_require__(89938);
// EXTERNAL MODULE: ./src/corpus/s3-address.ts
var s3_address = __webpack_require__(54413);
;// CONCATENATED MODULE: ./src/corpus/s3-listing.ts

/**
 * Parses a response of ListObjectsV2, whose keys are URL-encoded.
 * @throws Error if it is invalid or incomplete
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
        throw new Error('the response of the server is not a list of objects');
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
/** Copies a string, so it does not keep the whole response in memory. */
function own(piece) {
    return Buffer.from(piece).toString();
}

;// CONCATENATED MODULE: ./src/corpus/remote.ts







/**
 * Finds an object by its address.
 * @param name the address without its secrets, for messages
 * @throws CorpusError if the object is missing
 */
async function findRemote(address, name, inputs) {
    try {
        if (!(0,s3_address/* isS3 */.Fh)(address))
            return await (0,remote_object/* remoteObject */.Ij)(name, plainRequest(address));
        const place = (0,s3_address/* parseS3Address */.yL)(address);
        if (place.key === '')
            throw new Error('the address has no key. Use s3://bucket/key');
        const s3 = new corpus_s3.S3(inputs);
        return await (0,remote_object/* remoteObject */.Ij)(name, s3.reading(place), { explain: (response) => s3.explain(response) });
    }
    catch (error) {
        throw unreadable('read', name, error);
    }
}
/**
 * Lists the S3 objects that match an address with a prefix or a pattern, page by page, without requesting any of them. As in a
 * folder, hidden names are left out: keys with a part that begins with a dot.
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
                // Consoles represent an empty folder by an object whose key ends with a slash.
                .filter((object) => !object.key.endsWith('/') && matches(object.key.slice(prefix.length)))
                .map((object) => new ListedObject(s3, bucket, object));
            next = page.next;
        } while (next !== undefined);
    }
    catch (error) {
        throw unreadable('list', (0,values_address/* shownAddress */.U)(address), error);
    }
}
/** A listed object, requested only when it is read. Holds as little as possible because a list may have a million. */
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
        return (0,remote_object/* openVersion */.pp)(request, object, count, (response) => s3.explain(response));
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

// UNUSED EXPORTS: longestMs

// EXTERNAL MODULE: ./src/corpus/remote-object.ts
var remote_object = __webpack_require__(19938);
// EXTERNAL MODULE: ./src/corpus/s3-address.ts
var s3_address = __webpack_require__(54413);
;// CONCATENATED MODULE: ./src/corpus/s3-faults.ts
const OTHER_REGION = ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];
/** Cause and fix by error code. */
const BY_CODE = {
    NoSuchBucket: 'there is no such bucket. Check its name and s3-endpoint',
    NoSuchKey: 'there is no such object',
    InvalidObjectState: 'the object is archived. Restore it first',
    InvalidAccessKeyId: 'the server does not know the access key. Set s3-access-key-id to a key of this server',
    SignatureDoesNotMatch: 'the signature is wrong. Check that s3-secret-access-key belongs to s3-access-key-id',
    ExpiredToken: 'the credentials have expired. Get new ones',
    InvalidToken: 'the session token is wrong. Check that s3-session-token belongs to s3-access-key-id',
    RequestTimeTooSkewed: 'the clocks of this machine and the server differ too much. Set the clock',
};
const OF_ASKER = [
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'ExpiredToken',
    'InvalidToken',
    'RequestTimeTooSkewed',
];
/** Returns whether the client is the cause of a fault, so every other object is refused too. */
function isOfAsker(code) {
    return OF_ASKER.includes(code ?? '');
}
/** Returns the cause and the fix of a refusal; undefined if the cause is unknown. */
function explainS3Refusal({ status, code, region }, asked) {
    if (region !== undefined && region !== asked.region && (status === 301 || OTHER_REGION.includes(code ?? ''))) {
        return `the bucket is in region ${region}, not in ${asked.region}. Set s3-region to ${region}`;
    }
    const known = BY_CODE[code ?? ''];
    if (known !== undefined)
        return known;
    if (status === 404)
        return BY_CODE.NoSuchKey;
    if (status !== 401 && status !== 403)
        return undefined;
    if (asked.unsigned === undefined) {
        const missing = asked.right === 's3:GetObject' ? '; without s3:ListBucket, a missing object gets the same answer' : '';
        return `access is denied. Allow ${asked.right}${missing}`;
    }
    return `access without credentials is denied, and none were found (${asked.unsigned}). Set s3-access-key-id and s3-secret-access-key, or use a role of the pod or the machine, or a profile`;
}
/** Returns the error code in the body of a refusal. The rest is never shown: it may repeat the request. */
function codeIn(body) {
    return /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(body)?.[1];
}
/** Returns the region in the body of a refusal, for servers that send it in no header. */
function regionIn(body) {
    return /<Region>([a-z0-9-]{1,32})<\/Region>/.exec(body)?.[1];
}

;// CONCATENATED MODULE: ./src/corpus/s3.ts



const LONGEST_ANSWER_MS = 60_000;
/** Slowest upload that gets enough time, added to the timeout of the answer. In bytes per ms. */
const LEAST_RATE = 100;
/** Bytes of a refusal that are parsed. */
const LONGEST_REFUSAL = 16_384;
/** An S3 server: AWS, unless `s3-endpoint` names another. Signs the requests. */
class S3 {
    inputs;
    /** Why the last request carried no signature. */
    unsigned;
    constructor(inputs) {
        this.inputs = inputs;
    }
    /** Returns the request that reads an object. */
    reading(place) {
        return async (headers) => this.signed('GET', this.urlOf(place, {}), headers);
    }
    /** Explains a refusal. Consumes the body of the response. */
    async explain(response, right = 's3:GetObject') {
        const body = (await response.text().catch(() => '')).slice(0, LONGEST_REFUSAL);
        const { s3Region } = this.inputs;
        const code = codeIn(body);
        const region = response.headers.get('x-amz-bucket-region') ?? regionIn(body);
        const asked = { region: s3Region, unsigned: this.unsigned, right };
        const why = explainS3Refusal({ status: response.status, code, region }, asked);
        return why === undefined ? undefined : { why, ofAsker: isOfAsker(code) };
    }
    /** @returns the body of the response @throws Error if the server refuses or does not answer */
    async call(place, { method = 'GET', query = {}, headers = {}, body, right }) {
        for (let failures = 0;;) {
            try {
                const { url, headers: all } = await this.signed(method, this.urlOf(place, query), headers);
                const signal = AbortSignal.timeout(longestMs(body?.size ?? 0));
                const response = await fetch(url, { method, headers: all, signal, ...(body && { body }) });
                if (response.ok)
                    return await response.text();
                const refusal = await this.explain(response, right);
                const problem = `the server answers with status ${response.status}${refusal ? `: ${refusal.why}` : ''}`;
                if (response.status !== 429 && response.status < 500)
                    throw new remote_object/* Refused */.Lw(problem);
                throw new Error(problem);
            }
            catch (error) {
                await (0,remote_object/* giveUpOrWait */.Jm)(error, ++failures);
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
        // AWS certificates do not cover bucket names with dots, and other servers may not support host names per bucket.
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
    /** Returns the credentials from the inputs, or else those that the AWS SDK finds. */
    async credentials() {
        const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey, s3SessionToken: token } = this.inputs;
        if (accessKeyId !== '') {
            return { accessKeyId, secretAccessKey, ...(token !== '' && { sessionToken: token }) };
        }
        const { findCredentials } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(19)]).then(__webpack_require__.bind(__webpack_require__, 24019));
        const found = await findCredentials(this.inputs.s3Region);
        this.unsigned = found.credentials ? undefined : found.why;
        return found.credentials;
    }
}
/** Returns the timeout of a request that sends `bytes`, in ms. */
function longestMs(bytes) {
    return LONGEST_ANSWER_MS + Math.ceil(bytes / LEAST_RATE);
}


/***/ })

};
