export const id = 688;
export const ids = [688];
export const modules = {

/***/ 21688:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findRemote: () => (/* binding */ findRemote)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/corpus/address.ts
var corpus_address = __webpack_require__(98696);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/corpus/origin.ts
var origin = __webpack_require__(99428);
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
async function remoteObject(name, request, pause = promises_.setTimeout) {
    const object = new RemoteObject(request, pause);
    const version = await object.find();
    const { bytes } = version;
    return {
        name: (0,origin/* shownName */.H)(name),
        bytes,
        open: (count) => ({
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
        }),
    };
}
class RemoteObject {
    request;
    pause;
    /** Whether the server gives parts. */
    ranges = false;
    constructor(request, pause) {
        this.request = request;
        this.pause = pause;
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
        await response.body?.cancel();
        if (status === 412)
            throw new Refused('it changed while it was read');
        const problem = `the server answers with status ${status}`;
        if (status === 408 || status === 425 || status === 429 || status >= 500)
            throw new Error(problem);
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

;// CONCATENATED MODULE: ./src/corpus/remote.ts



/**
 * Finds an object by its address.
 * @throws CorpusError if it is not there; without the parts of the address that may be secret
 */
async function findRemote(address, inputs) {
    const name = (0,corpus_address/* shownAddress */.U)(address);
    try {
        const request = /^s3:/i.test(address) ? await s3Request(address, inputs) : plainRequest(address);
        return await remoteObject(name, request);
    }
    catch (error) {
        throw new errors/* CorpusError */.bf(`corpus: cannot read ${name}: ${(0,errors/* messageOf */.bD)(error)}`, {
            cause: error,
            position: { source: name },
        });
    }
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
async function s3Request(address, inputs) {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(address) ?? [];
    if (!bucket || !key)
        throw new Error('an address is s3://bucket/key');
    const path = key.split('/').map(encodeKeyPart).join('/');
    const { s3Endpoint, s3Region: region, s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = inputs;
    // Names with dots are in no certificate of AWS, and other servers know no names of hosts.
    const url = s3Endpoint
        ? `${s3Endpoint.replace(/\/+$/, '')}/${bucket}/${path}`
        : bucket.includes('.')
            ? `https://s3.${region}.amazonaws.com/${bucket}/${path}`
            : `https://${bucket}.s3.${region}.amazonaws.com/${path}`;
    if (accessKeyId === '')
        return async (headers) => ({ url, headers: new Headers(headers) });
    const { AwsV4Signer } = await __webpack_require__.e(/* import() */ 580).then(__webpack_require__.bind(__webpack_require__, 12580));
    const token = inputs.s3SessionToken;
    const credentials = { accessKeyId, secretAccessKey, ...(token !== '' && { sessionToken: token }) };
    return async (headers) => {
        const signer = new AwsV4Signer({ url, headers: { ...headers }, service: 's3', region, ...credentials });
        const signed = await signer.sign();
        return { url: signed.url.href, headers: signed.headers };
    };
}
/** As AWS wants it: all but letters, digits and -_.~ */
function encodeKeyPart(part) {
    return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}


/***/ })

};
