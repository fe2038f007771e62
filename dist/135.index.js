export const id = 135;
export const ids = [135];
export const modules = {

/***/ 83135:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hubModel: () => (/* binding */ hubModel)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_5___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_5__);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_6___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_6__);
/* harmony import */ var _cache_runner_mark__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(92730);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(83916);









/** What a folder of a commit remembers of it: what files there are, and what is in them. */
const LISTING = 'files.json';
const LOCK = 'download.lock';
/** How often somebody who waits for another process's download looks again, in ms. */
const LOOK_EVERY = 500;
const MOST_TRIES = 3;
const COMMIT = /^[0-9a-f]{40}$/;
/**
 * Brings the files of a model from a hub into a folder, each verified by the digest that the hub lists for it. What is there is
 * not asked for again; of two processes that need it at once, one waits for the other.
 * @param revision a commit, or a branch or tag, which is looked up each time; empty is `main`
 * @throws InputError if there is no such model or revision; ModelError if it cannot be brought here
 */
async function hubModel(id, revision, options) {
    const home = node_path__WEBPACK_IMPORTED_MODULE_3___default().join(options.folder, 'models', id.replace('/', '--'));
    const commit = await commitOf(id, revision || 'main', home, options);
    const folder = node_path__WEBPACK_IMPORTED_MODULE_3___default().join(home, commit);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(folder, { recursive: true });
    }
    catch (error) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .ModelError */ .me(`cannot make ${folder} for the files of ${id}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_8__/* .messageOf */ .bD)(error)}`, { cause: error });
    }
    const missing = async () => {
        const listing = await listingIn(folder);
        const names = listing && new Set(options.needed(listing.map((file) => file.path)));
        const files = listing?.filter((file) => names?.has(file.path)) ?? [];
        const present = await Promise.all(files.map((file) => exists(node_path__WEBPACK_IMPORTED_MODULE_3___default().join(folder, file.path))));
        return listing && files.filter((_, index) => !present[index]);
    };
    if ((await missing())?.length === 0)
        return folder;
    if (options.offline) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .ModelError */ .me(`not all of ${id} at ${commit} was downloaded before, and hub-offline is true. Run it once without.`);
    }
    const lock = await locked(node_path__WEBPACK_IMPORTED_MODULE_3___default().join(folder, LOCK));
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
/** A branch moves: where it points to is asked each time, and remembered for when nobody can be asked. */
async function commitOf(id, revision, home, options) {
    if (COMMIT.test(revision))
        return revision;
    const reference = node_path__WEBPACK_IMPORTED_MODULE_3___default().join(home, `ref-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(revision).digest('hex').slice(0, 16)}`);
    if (options.offline) {
        const known = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(reference, 'utf8').catch(() => '');
        if (COMMIT.test(known))
            return known;
        throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .ModelError */ .me(`which commit ${revision} of ${id} is, is not known here, and hub-offline is true. Give the commit as revision.`);
    }
    const answer = await ask(`api/models/${id}/revision/${encodeURIComponent(revision)}`, id, revision, options);
    const { sha } = (await answer.json());
    if (typeof sha !== 'string' || !COMMIT.test(sha))
        throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .ModelError */ .me(`${options.endpoint} gives no commit for ${revision} of ${id}`);
    options.warn(`model: ${id} at ${revision} is ${sha} now. A branch moves, and all would be embedded anew: pin it with --revision ${sha}`);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(home, { recursive: true }).catch(() => { });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(reference, sha).catch(() => { });
    return sha;
}
async function list(id, commit, folder, options) {
    const files = [];
    let next = `api/models/${id}/tree/${commit}?recursive=true`;
    while (next) {
        const answer = await ask(next, id, commit, options);
        for (const { type, path: name, size, oid, lfs } of (await answer.json())) {
            // Whatever would lie outside of the folder is none of a model's files.
            if (type !== 'file' || name.split('/').includes('..') || node_path__WEBPACK_IMPORTED_MODULE_3___default().isAbsolute(name))
                continue;
            files.push(lfs ? { path: name, size: lfs.size, sha256: lfs.oid } : { path: name, size, sha1: oid });
        }
        next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_3___default().join(folder, LISTING), JSON.stringify(files));
}
async function download(id, commit, file, folder, options) {
    const target = node_path__WEBPACK_IMPORTED_MODULE_3___default().join(folder, file.path);
    const partial = `${target}.partial-${process.pid}`;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_3___default().dirname(target), { recursive: true });
    for (let tries = 1;; tries++) {
        try {
            await fetchInto(partial, id, commit, file, options);
            return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(partial, target);
        }
        catch (error) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(partial, { force: true });
            if (tries === MOST_TRIES) {
                throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .ModelError */ .me(`cannot download ${file.path} of ${id} from ${options.endpoint}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_8__/* .messageOf */ .bD)(error)}`, {
                    cause: error,
                });
            }
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_6__.setTimeout)(tries * LOOK_EVERY);
        }
    }
}
/** @throws Error if what came is not what was listed */
async function fetchInto(target, id, commit, file, options) {
    const answer = await get(`${id}/resolve/${commit}/${file.path}`, options);
    if (!answer.ok || !answer.body)
        throw new Error(`HTTP ${answer.status}`);
    const digest = file.sha256 ? (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256') : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(`blob ${file.size}\0`);
    const measure = new node_stream__WEBPACK_IMPORTED_MODULE_4__.Transform({
        transform(piece, _, done) {
            digest.update(piece);
            done(null, piece);
        },
    });
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_5__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_4__.Readable.fromWeb(answer.body), measure, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createWriteStream)(target));
    const found = digest.digest('hex');
    const expected = file.sha256 ?? file.sha1;
    if (found !== expected)
        throw new Error(`its digest is ${found}, and the hub lists ${expected}`);
}
/** @throws InputError where the hub says that there is no such thing, or that we may not have it; ModelError without a good answer */
async function ask(what, id, revision, options) {
    let answer;
    try {
        answer = await get(what, options);
    }
    catch (error) {
        const cause = error.cause ?? error;
        throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .ModelError */ .me(`cannot ask ${options.endpoint} about ${id}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_8__/* .messageOf */ .bD)(cause)}. With hub-offline true, what was downloaded before is used.`, { cause: error });
    }
    if (answer.ok)
        return answer;
    const { status } = answer;
    if ([401, 403, 404].includes(status)) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .InputError */ .dz([
            `model: ${options.endpoint} has no ${id} at ${revision}, or not for this hub-token (HTTP ${status}). Check model, revision and hub-token.`,
        ]);
    }
    throw new _errors__WEBPACK_IMPORTED_MODULE_8__/* .ModelError */ .me(`${options.endpoint} answered HTTP ${status} when asked about ${id} at ${revision}`);
}
/** Follows redirections; to another host the token does not go along (Fetch standard). */
function get(what, { endpoint, token }) {
    const url = new URL(what, `${endpoint.replace(/\/+$/, '')}/`);
    return fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
}
async function locked(file) {
    for (;;) {
        const mark = await _cache_runner_mark__WEBPACK_IMPORTED_MODULE_7__/* .Mark */ .C.makeOnly(file);
        if (mark)
            return mark;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_6__.setTimeout)(LOOK_EVERY);
    }
}
async function listingIn(folder) {
    try {
        return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_3___default().join(folder, LISTING), 'utf8'));
    }
    catch {
        return undefined;
    }
}
function exists(file) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.access)(file).then(() => true, () => false);
}


/***/ })

};
