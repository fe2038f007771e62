export const id = 447;
export const ids = [447];
export const modules = {

/***/ 89938:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S3: () => (/* binding */ S3)
});

// UNUSED EXPORTS: longestMs

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
    InvalidObjectState: 'the object is in an archive. Restore it first',
    InvalidAccessKeyId: 'it does not know the access key. Give one of this server in s3-access-key-id',
    SignatureDoesNotMatch: 'the signature is wrong. Look whether s3-secret-access-key belongs to s3-access-key-id',
    ExpiredToken: 'the credentials have expired. Get new ones',
    InvalidToken: 'the session token is wrong. Look whether s3-session-token belongs to s3-access-key-id',
    RequestTimeTooSkewed: 'the clocks of this machine and the server differ too much. Set the clock',
};
const OF_ASKER = [
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'ExpiredToken',
    'InvalidToken',
    'RequestTimeTooSkewed',
];
/** Whether a fault is of who asks, so that it says nothing of the object and any other one is refused as well. */
function isOfAsker(code) {
    return OF_ASKER.includes(code ?? '');
}
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
/** What is sent may take as long as on a slow line, besides. Bytes in a ms. */
const LEAST_RATE = 100;
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
        const { s3Region } = this.inputs;
        const code = codeIn(body);
        const region = response.headers.get('x-amz-bucket-region') ?? regionIn(body);
        const asked = { region: s3Region, unsigned: this.unsigned, right };
        const why = explainS3Refusal({ status: response.status, code, region }, asked);
        return why === undefined ? undefined : { why, ofAsker: isOfAsker(code) };
    }
    /** @returns the body of the answer @throws Error if it is refused, or nobody answers */
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
/** How long a request may take that sends so many bytes. Ms. */
function longestMs(bytes) {
    return LONGEST_ANSWER_MS + Math.ceil(bytes / LEAST_RATE);
}


/***/ }),

/***/ 32447:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S3Upload: () => (/* binding */ S3Upload)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _corpus_s3__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89938);
/* harmony import */ var _corpus_s3_address__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54413);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83916);





/** Puts files under a prefix of S3, where workers on other machines can read them. */
class S3Upload {
    s3;
    prefix;
    /** Which file has which key. */
    files = new Map();
    /** @param prefix as `s3://bucket/prefix/` */
    constructor(prefix, inputs) {
        this.s3 = new _corpus_s3__WEBPACK_IMPORTED_MODULE_2__.S3(inputs);
        this.prefix = (0,_corpus_s3_address__WEBPACK_IMPORTED_MODULE_4__/* .parseS3Address */ .yL)(prefix);
    }
    /**
     * Puts a file under its path; what leads out of this folder is left out of that. An object that is there is replaced.
     * @param digest SHA-256 of the file, in hexadecimal digits, which S3 compares with what it gets
     * @returns the address of the object
     * @throws CorpusError if it is refused, or two files would have one key
     */
    async put(file, digest) {
        const { bucket } = this.prefix;
        const name = node_path__WEBPACK_IMPORTED_MODULE_1___default().posix.normalize(file).replace(/^(\.?\.?\/)+/, '');
        const key = this.prefix.key + name;
        const other = this.files.get(key);
        if (other !== undefined && other !== file) {
            throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .CorpusError */ .bf(`enqueue-upload: ${other} and ${file} would both be ${key}. Enqueue them with prefixes of their own.`);
        }
        this.files.set(key, file);
        const address = `s3://${bucket}/${key}`;
        try {
            const body = await (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openAsBlob)(file);
            await this.s3.call({ bucket, key }, { method: 'PUT', headers: { 'x-amz-content-sha256': digest }, body, right: 's3:PutObject' });
        }
        catch (error) {
            throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .CorpusError */ .bf(`enqueue-upload: cannot put ${file} to ${address}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, { cause: error });
        }
        return address;
    }
}


/***/ })

};
