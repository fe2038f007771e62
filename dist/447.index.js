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
/* harmony import */ var _base_errors__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34758);
/* harmony import */ var _corpus_s3__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89938);
/* harmony import */ var _corpus_s3_address__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54413);





/** Uploads files to an S3 prefix, so workers on other machines can read them. */
class S3Upload {
    s3;
    prefix;
    /** Files by key. */
    files = new Map();
    /** @param prefix as `s3://bucket/prefix/` */
    constructor(prefix, inputs) {
        this.s3 = new _corpus_s3__WEBPACK_IMPORTED_MODULE_3__.S3(inputs);
        this.prefix = (0,_corpus_s3_address__WEBPACK_IMPORTED_MODULE_4__/* .parseS3Address */ .yL)(prefix);
    }
    /**
     * Uploads a file under its path, without leading `/`, `./` and `../`. It replaces an existing object.
     * @param digest SHA-256 of the file in hexadecimal digits; S3 compares it with the bytes it receives
     * @returns the address of the object
     * @throws CorpusError if S3 refuses the upload, or two files would have the same key
     */
    async put(file, digest) {
        const { bucket } = this.prefix;
        const name = node_path__WEBPACK_IMPORTED_MODULE_1___default().posix.normalize(file).replace(/^(\.?\.?\/)+/, '');
        const key = this.prefix.key + name;
        const other = this.files.get(key);
        if (other !== undefined && other !== file) {
            throw new _base_errors__WEBPACK_IMPORTED_MODULE_2__/* .CorpusError */ .bf(`enqueue-upload: ${other} and ${file} would have the same key, ${key}. Enqueue them with different prefixes.`);
        }
        this.files.set(key, file);
        const address = `s3://${bucket}/${key}`;
        try {
            const body = await (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openAsBlob)(file);
            await this.s3.call({ bucket, key }, { method: 'PUT', headers: { 'x-amz-content-sha256': digest }, body, right: 's3:PutObject' });
        }
        catch (error) {
            throw new _base_errors__WEBPACK_IMPORTED_MODULE_2__/* .CorpusError */ .bf(`enqueue-upload: cannot upload ${file} to ${address}: ${(0,_base_errors__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
                cause: error,
            });
        }
        return address;
    }
}


/***/ })

};
