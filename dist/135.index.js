export const id = 135;
export const ids = [135];
export const modules = {

/***/ 15458:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ saveBody)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_2__);



/**
 * Writes the body of a response to a file.
 * @returns the digest of the content, in hexadecimal
 * @throws Error if the response is not successful
 */
async function saveBody(answer, target, digest) {
    if (!answer.ok || !answer.body)
        throw new Error(`HTTP ${answer.status}`);
    const measure = new node_stream__WEBPACK_IMPORTED_MODULE_1__.Transform({
        transform(piece, _, done) {
            digest.update(piece);
            done(null, piece);
        },
    });
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.fromWeb(answer.body), measure, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createWriteStream)(target));
    return digest.digest('hex');
}


/***/ }),

/***/ 83135:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hubModel: () => (/* binding */ hubModel)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _base_errors__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(34758);
/* harmony import */ var _base_exists__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(91569);
/* harmony import */ var _base_mark__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(74840);
/* harmony import */ var _base_replace_file__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(58456);
/* harmony import */ var _download__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(15458);









/** In the folder of a commit: the list of its files with their digests. */
const LISTING = 'files.json';
const LOCK = 'download.lock';
/** Interval at which a process checks whether another one has finished its download, in ms. */
const LOOK_EVERY = 500;
const MOST_TRIES = 3;
const COMMIT = /^[0-9a-f]{40}$/;
/**
 * Downloads the files of a model from a hub into a folder and verifies each against the digest that the hub lists. Skips files that
 * are present. If two processes need a model at once, one waits for the other.
 * @param revision a commit, or a branch or tag, which is looked up each time; empty is `main`
 * @throws InputError if the model or revision does not exist; ModelError if the download fails
 */
async function hubModel(id, revision, options) {
    const home = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(options.folder, 'models', id.replace('/', '--'));
    const commit = await commitOf(id, revision || 'main', home, options);
    const folder = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(home, commit);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
    }
    catch (error) {
        throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .ModelError */ .me(`cannot create ${folder} for the files of ${id}: ${(0,_base_errors__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`, { cause: error });
    }
    const missing = async () => {
        const listing = await listingIn(folder);
        const names = listing && new Set(options.needed(listing.map((file) => file.path)));
        const files = listing?.filter((file) => names?.has(file.path)) ?? [];
        const present = await Promise.all(files.map((file) => (0,_base_exists__WEBPACK_IMPORTED_MODULE_5__/* .exists */ .t)(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, file.path))));
        return listing && files.filter((_, index) => !present[index]);
    };
    if ((await missing())?.length === 0)
        return folder;
    if (options.offline) {
        throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .ModelError */ .me(`${id} at ${commit} has not been fully downloaded, and hub-offline is true. Run once without hub-offline.`);
    }
    const lock = await locked(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, LOCK));
    try {
        if (!(await listingIn(folder)))
            await list(id, commit, folder, options);
        for (const file of (await missing()) ?? [])
            await download(id, commit, file, folder, options);
    }
    finally {
        await lock.remove();
    }
    return folder;
}
/** Looks up the commit each time, because a branch moves, and stores it for offline runs. */
async function commitOf(id, revision, home, options) {
    if (COMMIT.test(revision))
        return revision;
    const reference = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(home, `ref-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(revision).digest('hex').slice(0, 16)}`);
    if (options.offline) {
        const known = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(reference, 'utf8').catch(() => '');
        if (COMMIT.test(known))
            return known;
        throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .ModelError */ .me(`the commit of ${revision} of ${id} is unknown, because hub-offline is true and no earlier run looked it up. Set revision to the commit.`);
    }
    const answer = await ask(`api/models/${id}/revision/${encodeURIComponent(revision)}`, id, revision, options);
    const { sha } = (await answer.json());
    if (typeof sha !== 'string' || !COMMIT.test(sha))
        throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .ModelError */ .me(`${options.endpoint} returned no commit for ${revision} of ${id}`);
    options.warn(`model: ${id} at ${revision} is commit ${sha} now. If the branch moves, every text is embedded again: pin it with --revision ${sha}`);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(home, { recursive: true }).catch(() => { });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(reference, sha).catch(() => { });
    return sha;
}
async function list(id, commit, folder, options) {
    const files = [];
    let next = `api/models/${id}/tree/${commit}?recursive=true`;
    while (next) {
        const answer = await ask(next, id, commit, options);
        for (const { type, path: name, size, oid, lfs } of (await answer.json())) {
            // Skip names that would lead outside the folder.
            if (type !== 'file' || name.split('/').includes('..') || node_path__WEBPACK_IMPORTED_MODULE_2___default().isAbsolute(name))
                continue;
            files.push(lfs ? { path: name, size: lfs.size, sha256: lfs.oid } : { path: name, size, sha1: oid });
        }
        next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, LISTING), JSON.stringify(files));
}
async function download(id, commit, file, folder, options) {
    const target = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, file.path);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(target), { recursive: true });
    for (let tries = 1;; tries++) {
        try {
            return await (0,_base_replace_file__WEBPACK_IMPORTED_MODULE_7__/* .replaceFile */ .f)(target, (partial) => fetchInto(partial, id, commit, file, options));
        }
        catch (error) {
            if (tries === MOST_TRIES) {
                throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .ModelError */ .me(`cannot download ${file.path} of ${id} from ${options.endpoint}: ${(0,_base_errors__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`, {
                    cause: error,
                });
            }
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(tries * LOOK_EVERY);
        }
    }
}
/** @throws Error if the content differs from the listed digest */
async function fetchInto(target, id, commit, file, options) {
    const answer = await get(`${id}/resolve/${commit}/${file.path}`, options);
    const digest = file.sha256 ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256') : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(`blob ${file.size}\0`);
    const found = await (0,_download__WEBPACK_IMPORTED_MODULE_8__/* .saveBody */ .m)(answer, target, digest);
    const expected = file.sha256 ?? file.sha1;
    if (found !== expected)
        throw new Error(`its digest is ${found}, but the hub lists ${expected}`);
}
/** @throws InputError if the hub has no such model or denies access; ModelError if the request fails in another way */
async function ask(what, id, revision, options) {
    let answer;
    try {
        answer = await get(what, options);
    }
    catch (error) {
        throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .ModelError */ .me(`cannot ask ${options.endpoint} about ${id}: ${(0,_base_errors__WEBPACK_IMPORTED_MODULE_4__/* .causeOf */ .rl)(error)}. To use files downloaded earlier, set hub-offline to true.`, { cause: error });
    }
    if (answer.ok)
        return answer;
    const { status } = answer;
    if ([401, 403, 404].includes(status)) {
        throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz([
            `model: ${options.endpoint} has no ${id} at ${revision}, or hub-token has no access to it (HTTP ${status}). Check model, revision and hub-token.`,
        ]);
    }
    throw new _base_errors__WEBPACK_IMPORTED_MODULE_4__/* .ModelError */ .me(`${options.endpoint} answered HTTP ${status} when asked about ${id} at ${revision}`);
}
/** Follows redirects. As the Fetch standard requires, the token is not sent to another host. */
function get(what, { endpoint, token }) {
    const url = new URL(what, `${endpoint.replace(/\/+$/, '')}/`);
    return fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
}
async function locked(file) {
    for (;;) {
        const mark = await _base_mark__WEBPACK_IMPORTED_MODULE_6__/* .Mark */ .C.makeOnly(file);
        if (mark)
            return mark;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(LOOK_EVERY);
    }
}
async function listingIn(folder) {
    try {
        return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, LISTING), 'utf8'));
    }
    catch {
        return undefined;
    }
}


/***/ })

};
