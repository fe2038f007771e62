import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 167:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("worker_threads");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_namespaceObject);
;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");
;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: ./src/base/errors.ts
/** Base of all errors shown to people. Messages give the failure, the value, and the fix. */
class EmbedOnceError extends Error {
    /** Never changes, unlike messages. docs/errors.md lists a cause and a remedy for each. */
    static code;
    code;
    constructor(message, options) {
        super(message, options);
        this.name = new.target.name;
        this.code = new.target.code;
    }
}
/** The inputs are invalid. Carries all faults, not only the first. */
class InputError extends EmbedOnceError {
    static code = 'EO_INPUT';
    faults;
    constructor(faults, options) {
        super(faults.join('\n'), options);
        this.faults = faults;
    }
}
/** Formats a position for people and editors. */
function positionText({ source, line, place }) {
    if (line !== undefined)
        return `${source}:${line}`;
    return place === undefined ? source : `${source}, ${place}`;
}
/** The corpus cannot be read, or a record in it cannot be used. */
class CorpusError extends EmbedOnceError {
    static code = 'EO_CORPUS';
    position;
    constructor(message, options) {
        super(message, options);
        this.position = options?.position;
    }
}
/** The model fails to load, or returns something other than a vector. */
class ModelError extends EmbedOnceError {
    static code = 'EO_MODEL';
}
/** The requested device is unusable. */
class DeviceUnusable extends ModelError {
    fault;
    static code = 'EO_DEVICE';
    constructor(fault, options) {
        super([`device ${fault.device} cannot be used: ${fault.said}.`, fault.advice].join(' ').trim(), options);
        this.fault = fault;
    }
}
/** A tier failed. Ends the run only with `on-cache-failure: fail`. */
class CacheError extends EmbedOnceError {
    static code = 'EO_CACHE';
    /** Whether the connection is lost, so every other call would fail too. */
    lost;
    constructor(message, options) {
        super(message, options);
        this.lost = options?.lost ?? false;
    }
}
/** The output, or the golden set, cannot be written. */
class OutputError extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_OUTPUT'));
}
/** A downstream index cannot be updated. */
class SinkError extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_SINK'));
}
/** The named nearest-neighbour engine is unusable. */
class EngineError extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_ENGINE'));
}
/** Mode `validate` found no vectors to judge. */
class VectorsMissing extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_VECTORS_MISSING'));
}
/** The gate is closed: the present vectors differ from the approved ones. */
class ValidationFailed extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_VALIDATION'));
}
/** The gate of an audit is closed: a tier holds bad entries. */
class AuditFailed extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_AUDIT'));
}
/** The run exceeds `max-misses` or `max-cost`. */
class LimitExceeded extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_LIMIT'));
}
/** A signal ended the run. Vectors embedded until then are stored. */
class Interrupted extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_INTERRUPTED'));
}
/** An entry of the queue is not an embed-once message. The error gives the reason without quoting values. */
class MessageFault extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_MESSAGE'));
}
/** A vector was embedded or found, but is no longer in any tier. */
class VectorsNotKept extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
    static code = (/* unused pure expression or super */ null && ('EO_VECTORS_NOT_KEPT'));
}
/**
 * A request that is not answered with an event. The message is for the sender and quotes no text. Knative retries after 404, 408,
 * 409, 429, and 5xx, and gives up after any other status: requests that can never succeed get one of the others.
 */
class Refusal extends EmbedOnceError {
    status;
    retryAfter;
    static code = 'EO_REQUEST';
    constructor(status, message, 
    /** Seconds to wait before a retry; undefined if a retry would not help. */
    retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }
}
/** Returns the message of an error's cause: `fetch` itself only reports that it failed. */
function causeOf(error) {
    return messageOf(error.cause ?? error);
}
/** Returns the message of any thrown value. */
function messageOf(error) {
    return error instanceof Error ? error.message || error.name : String(error);
}
/** Returns the code of our own or a system error, such as ENOSPC; undefined for any other. */
function codeOf(error) {
    const { code } = (error ?? {});
    return typeof code === 'string' ? code : undefined;
}

;// CONCATENATED MODULE: ./src/embedder/native-work.ts
/** Indexes in the memory that the main thread shares with its workers. */
const ENDING = 0;
const RUNNING = 1;
/** A batch takes well under a second. Work that takes longer than this is hung, and the wait ends. */
const LONGEST_WAIT_MS = 20_000;
/**
 * Counts the workers inside ONNX Runtime, whose native code aborts the whole process (exit code 134) if its thread is terminated.
 * Before workers are terminated, the main thread stops them from entering it and waits for those inside to leave.
 */
class NativeWork {
    /** Passed to the workers. */
    memory;
    state;
    constructor(memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
        this.memory = memory;
        this.state = new Int32Array(memory);
    }
    /** Makes the exit of the process wait for the last worker. It blocks the thread, because an exit handler cannot await. */
    guard() {
        process.on('exit', this.endNow);
    }
    endNow = () => {
        Atomics.store(this.state, ENDING, 1);
        const deadline = performance.now() + LONGEST_WAIT_MS;
        for (let running = this.running; running > 0 && performance.now() < deadline; running = this.running) {
            Atomics.wait(this.state, RUNNING, running, deadline - performance.now());
        }
    };
    async end() {
        Atomics.store(this.state, ENDING, 1);
        while (this.running > 0)
            await new Promise((resolve) => setTimeout(resolve, 2));
        process.off('exit', this.endNow);
    }
    /** Wraps a runtime to count its sessions while they load and compute. After the end has begun they do neither. */
    counted(runtime) {
        const create = async (...words) => {
            const session = await this.count(() => runtime.InferenceSession.create(...words));
            const run = session.run.bind(session);
            session.run = (...words) => this.count(() => run(...words));
            return session;
        };
        return { ...runtime, InferenceSession: { create: create } };
    }
    get running() {
        return Atomics.load(this.state, RUNNING);
    }
    async count(work) {
        Atomics.add(this.state, RUNNING, 1);
        try {
            // The count comes before the check: either the ending thread sees this work, or this thread sees the end.
            if (Atomics.load(this.state, ENDING) === 0)
                return await work();
        }
        finally {
            Atomics.sub(this.state, RUNNING, 1);
            Atomics.notify(this.state, RUNNING);
        }
        return new Promise(() => { });
    }
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: ./src/embedder/runtime.ts




/** Version of the runtime in `dist`, and the one to install if `dist` has none. */
const RUNTIME_VERSION = '1.30.0';
/**
 * Loads ONNX Runtime: from `dist` on linux x64 and arm64, else from the working directory. No other code here imports the runtime.
 * @param folder of the running bundle, whose sibling `bin` contains the native libraries
 * @param natives another folder with the same native libraries, beside which the runtime finds the CUDA provider
 * @throws ModelError naming the package to install
 */
async function loadRuntime(folder, natives) {
    const platform = `${process.platform}/${process.arch}`;
    const binding = external_node_path_default().join(folder, '..', 'bin', 'napi-v6', platform, 'onnxruntime_binding.node');
    try {
        // The loader identifies libraries by name, so the other binding links to those loaded here.
        if (natives)
            process.dlopen({ exports: {} }, external_node_path_default().join(natives, 'onnxruntime_binding.node'));
        if ((0,external_node_fs_namespaceObject.existsSync)(binding))
            return await __nccwpck_require__.e(/* import() */ 701).then(__nccwpck_require__.t.bind(__nccwpck_require__, 701, 23));
        return (0,external_node_module_namespaceObject.createRequire)(`${process.cwd()}${(external_node_path_default()).sep}`)('onnxruntime-node');
    }
    catch (error) {
        throw new ModelError((0,external_node_fs_namespaceObject.existsSync)(binding)
            ? `ONNX Runtime ${RUNTIME_VERSION} does not start on this machine: ${messageOf(error)}`
            : `cannot load ONNX Runtime: embed-once includes it only for linux x64 and arm64, and this is ${platform}. Run "npm install onnxruntime-node@${RUNTIME_VERSION}" in ${process.cwd()}, then start again.`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./src/validation/knn/nearest.ts
/**
 * Keeps, for each of several queries, the k nearest items offered so far: the most similar first, of equally similar ones the one
 * with the lower tie-breaker. Its size is k times queries, regardless of the number of offers.
 */
class Nearest {
    queries;
    k;
    /** Per query, the similarity that an item must exceed, or equal with a lower tie-breaker. */
    worst;
    similarities;
    ties;
    items;
    counts;
    constructor(queries, k) {
        this.queries = queries;
        this.k = k;
        this.worst = new Float64Array(queries).fill(k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
        this.similarities = new Float64Array(queries * k);
        this.ties = new Float64Array(queries * k);
        this.items = new Array(queries * k);
        this.counts = new Uint32Array(queries);
    }
    /** Whether an item would be among the nearest of a query. */
    takes(query, similarity, tie) {
        if (this.counts[query] < this.k)
            return true;
        const worst = this.worst[query];
        return similarity > worst || (similarity === worst && tie < this.ties[(query + 1) * this.k - 1]);
    }
    /** Must only be called if `takes` returned true. */
    insert(query, similarity, tie, item) {
        const { k, similarities, ties, items, counts } = this;
        const first = query * k;
        const count = counts[query];
        let at = first + Math.min(count, k - 1);
        for (; at > first; at--) {
            const before = similarities[at - 1];
            if (before > similarity || (before === similarity && ties[at - 1] <= tie))
                break;
            similarities[at] = before;
            ties[at] = ties[at - 1];
            items[at] = items[at - 1];
        }
        similarities[at] = similarity;
        ties[at] = tie;
        items[at] = item;
        if (count < k)
            counts[query] = count + 1;
        if (counts[query] === k)
            this.worst[query] = similarities[first + k - 1];
    }
    /** Nearest first. */
    of(query) {
        const first = query * this.k;
        return Array.from({ length: this.counts[query] }, (_, at) => ({
            item: this.items[first + at],
            similarity: this.similarities[first + at],
        }));
    }
}

;// CONCATENATED MODULE: ./src/validation/knn/candidate-scan.ts

/**
 * Picks, from products of rows with queries, the rows that are among the k nearest of all rows so far. Of 100,000 rows and for ten
 * neighbours, it picks about a hundred per query, and the rest is not looked at again.
 */
class CandidateScan {
    nearest;
    constructor(queries, k) {
        this.nearest = new Nearest(queries, k);
    }
    /**
     * @param products `[rows, queries]`
     * @param ties one per row; of equally similar rows, the one with the lower tie is nearer
     */
    pick(products, ties) {
        const { nearest } = this;
        const { worst, queries: count } = nearest;
        const queries = [];
        const rows = [];
        const similarities = [];
        for (let row = 0; row < ties.length; row++) {
            const start = row * count;
            const tie = ties[row];
            for (let query = 0; query < count; query++) {
                const similarity = products[start + query];
                if (similarity < worst[query] || !nearest.takes(query, similarity, tie))
                    continue;
                nearest.insert(query, similarity, tie, undefined);
                queries.push(query);
                rows.push(row);
                similarities.push(similarity);
            }
        }
        return {
            queries: Uint32Array.from(queries),
            rows: Uint32Array.from(rows),
            similarities: Float64Array.from(similarities),
        };
    }
}

;// CONCATENATED MODULE: ./src/base/vector.ts
/** Returns the bytes of a view, without copying. */
function vector_bytesOf({ buffer, byteOffset, byteLength }) {
    return new Uint8Array(buffer, byteOffset, byteLength);
}
/** Returns the Euclidean length, in double precision: no square of a float32 overflows it. */
function lengthOf(vector) {
    let squares = 0;
    for (let at = 0; at < vector.length; at++)
        squares += vector[at] * vector[at];
    return Math.sqrt(squares);
}
/** Returns |found − computed| ÷ |computed|, with Euclidean lengths: detects rotated as well as scaled vectors. */
function relativeDeviation(found, computed) {
    let difference = 0;
    let length = 0;
    for (let at = 0; at < computed.length; at++) {
        difference += (found[at] - computed[at]) ** 2;
        length += computed[at] ** 2;
    }
    if (difference === 0)
        return 0;
    return length === 0 ? Number.MAX_VALUE : Math.sqrt(difference / length);
}

;// CONCATENATED MODULE: ./src/embedder/protobuf.ts
const VARINT = 0;
const BYTES = 2;
/** Size in bytes of each wire type with a fixed size. */
const FIXED = { 1: 8, 5: 4 };
/** 64 bits at 7 bits per byte. */
const MOST_VARINT_BYTES = 10;
/**
 * Finds the fields of the message between two positions, in order, without reading their content, which may be gigabytes of weights.
 * Format: protobuf.dev/programming-guides/encoding. ONNX does not use groups (wire types 3 and 4).
 * @throws RangeError if the bytes are not a message
 */
function* findFields(read, start, end) {
    for (let at = start; at < end;) {
        const next = () => {
            const { value, length } = readVarint(read(at, Math.min(MOST_VARINT_BYTES, end - at)), at);
            at += length;
            return value;
        };
        const tag = Number(next());
        const [number, wire] = [Math.floor(tag / 8), tag % 8];
        const varint = wire === VARINT ? next() : undefined;
        const length = wire === VARINT ? 0 : wire === BYTES ? Number(next()) : FIXED[wire];
        if (length === undefined || at + length > end) {
            throw new RangeError(`not a protobuf message: field ${number} of wire type ${wire} at byte ${at}`);
        }
        yield { number, wire, start: at, end: at + length, varint };
        at += length;
    }
}
/**
 * The fields of one message, in order. Values are views into `bytes`, so unchanged fields are written back byte by byte.
 * @throws RangeError if the bytes are not a message
 */
function protobuf_readFields(bytes) {
    const places = findFields((start, length) => bytes.subarray(start, start + length), 0, bytes.length);
    return Array.from(places, ({ number, wire, start, end, varint }) => ({
        number,
        wire,
        value: varint ?? bytes.subarray(start, end),
    }));
}
/** @returns the message that `readFields` would read back */
function protobuf_writeFields(fields) {
    const parts = [];
    for (const { number, wire, value } of fields) {
        parts.push(varint(BigInt(number * 8 + wire)));
        if (typeof value === 'bigint')
            parts.push(varint(value));
        else if (wire === BYTES)
            parts.push(varint(BigInt(value.length)), value);
        else
            parts.push(value);
    }
    return Buffer.concat(parts);
}
function protobuf_integerField(number, value) {
    return { number, wire: VARINT, value: BigInt(value) };
}
function protobuf_bytesField(number, value) {
    return { number, wire: BYTES, value: typeof value === 'string' ? Buffer.from(value) : value };
}
/** The numbers of a repeated integer field, packed or not. */
function protobuf_integersOf(fields, number) {
    return fields
        .filter((field) => field.number === number)
        .flatMap(({ value }) => (typeof value === 'bigint' ? [signed(value)] : unpack(value)));
}
/** The strings of a repeated field. */
function protobuf_stringsOf(fields, number) {
    return protobuf_bytesOf(fields, number).map((value) => Buffer.from(value).toString('utf8'));
}
/** The values of a repeated field of bytes, strings or messages. */
function protobuf_bytesOf(fields, number) {
    return fields.flatMap((field) => (field.number === number && typeof field.value !== 'bigint' ? [field.value] : []));
}
function unpack(bytes) {
    const numbers = [];
    for (let at = 0; at < bytes.length;) {
        const { value, length } = readVarint(bytes.subarray(at, at + MOST_VARINT_BYTES), at);
        numbers.push(signed(value));
        at += length;
    }
    return numbers;
}
/** Negative numbers are two's complement in 64 bits. */
function signed(value) {
    return Number(BigInt.asIntN(64, value));
}
/** @param at position of the bytes, for the error */
function readVarint(bytes, at) {
    let value = 0n;
    for (const [index, byte] of bytes.entries()) {
        value |= BigInt(byte & 0x7f) << BigInt(7 * index);
        if (byte < 0x80)
            return { value, length: index + 1 };
    }
    throw new RangeError(`not a protobuf message: number without end at byte ${at}`);
}
function varint(value) {
    const bytes = [];
    let rest = BigInt.asUintN(64, value);
    for (; rest >= 0x80n; rest >>= 7n)
        bytes.push(Number(rest & 0x7fn) | 0x80);
    return Uint8Array.from([...bytes, Number(rest)]);
}

;// CONCATENATED MODULE: ./src/embedder/quantization/onnx-graph.ts

/** Numbers of the fields used here, from onnx/onnx.proto (IR version 10). */
const MODEL = { graph: 7, opset: 8 };
const OPSET = { domain: 1, version: 2 };
const GRAPH = { node: 1, initializer: 5, output: 12 };
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 };
const ATTRIBUTE = { name: 1, integer: 3, graph: 6, integers: 8, type: 20 };
const TENSOR = { dims: 1, type: 2, floats: 4, name: 8, raw: 9, location: 14 };
/** onnx.AttributeProto.AttributeType */
const ATTRIBUTE_TYPE = { integer: 2, integers: 7 };
/** onnx.TensorProto.DataType */
const TENSOR_TYPE = { float: 1, uint8: 2, int8: 3, int64: 7, half: 10 };
/** @throws RangeError if the bytes are not an ONNX model */
function readGraph(bytes) {
    const model = readFields(bytes);
    const [graphBytes] = bytesOf(model, MODEL.graph);
    if (!graphBytes)
        throw new RangeError('not an ONNX model: it has no graph');
    const graph = readFields(graphBytes);
    const opsets = bytesOf(model, MODEL.opset).map((opset) => readFields(opset));
    const main = opsets.find((opset) => (stringsOf(opset, OPSET.domain)[0] ?? '') === '');
    return {
        opset: main ? (integersOf(main, OPSET.version)[0] ?? 0) : 0,
        nodes: bytesOf(graph, GRAPH.node).map(readNode),
        initializers: new Map(bytesOf(graph, GRAPH.initializer).map((tensor) => [stringsOf(readFields(tensor), TENSOR.name)[0] ?? '', tensor])),
        outputs: bytesOf(graph, GRAPH.output).map((output) => stringsOf(readFields(output), 1)[0] ?? ''),
        rest: {
            model: model.filter(({ number }) => number !== MODEL.graph),
            graph: graph.filter(({ number }) => number !== GRAPH.node && number !== GRAPH.initializer),
        },
    };
}
/** @param domains further operator domains of the nodes besides ONNX's own, in version 1 */
function writeGraph({ nodes, initializers, rest }, domains) {
    const known = bytesOf(rest.model, MODEL.opset).map((opset) => stringsOf(readFields(opset), OPSET.domain)[0]);
    const added = domains
        .filter((domain) => !known.includes(domain))
        .map((domain) => writeFields([bytesField(OPSET.domain, domain), integerField(OPSET.version, 1)]));
    const graph = writeFields([
        ...nodes.map((node) => bytesField(GRAPH.node, node.source ?? writeNode(node))),
        ...[...initializers.values()].map((tensor) => bytesField(GRAPH.initializer, tensor)),
        ...rest.graph,
    ]);
    return writeFields([
        ...rest.model,
        ...added.map((opset) => bytesField(MODEL.opset, opset)),
        bytesField(MODEL.graph, graph),
    ]);
}
/** Whether a tensor's bytes are in another file. */
function isExternal(tensor) {
    return integersOf(readFields(tensor), TENSOR.location)[0] === 1;
}
/** @returns undefined if a tensor does not store its numbers as bytes; only small ones may not */
function readTensor(bytes) {
    const fields = readFields(bytes);
    const type = integersOf(fields, TENSOR.type)[0] ?? 0;
    const dims = integersOf(fields, TENSOR.dims);
    const raw = bytesOf(fields, TENSOR.raw)[0];
    if (raw)
        return { dims, type, raw };
    // Small constants may be stored as numbers instead; packed floats have the layout of raw bytes.
    const [floats] = bytesOf(fields, TENSOR.floats);
    return type === TENSOR_TYPE.float && floats ? { dims, type, raw: floats } : undefined;
}
function writeTensor(name, { dims, type, raw }) {
    return protobuf_writeFields([
        ...dims.map((dim) => protobuf_integerField(TENSOR.dims, dim)),
        protobuf_integerField(TENSOR.type, type),
        protobuf_bytesField(TENSOR.name, name),
        protobuf_bytesField(TENSOR.raw, raw),
    ]);
}
function readNode(source) {
    const fields = readFields(source);
    const attributes = bytesOf(fields, NODE.attribute).map((attribute) => readFields(attribute));
    return {
        operator: stringsOf(fields, NODE.operator)[0] ?? '',
        domain: stringsOf(fields, NODE.domain)[0] ?? '',
        inputs: stringsOf(fields, NODE.input),
        outputs: stringsOf(fields, NODE.output),
        attributes: Object.fromEntries(attributes.map((attribute) => [
            stringsOf(attribute, ATTRIBUTE.name)[0] ?? '',
            [...integersOf(attribute, ATTRIBUTE.integer), ...integersOf(attribute, ATTRIBUTE.integers)],
        ])),
        source,
        nested: attributes.some((attribute) => bytesOf(attribute, ATTRIBUTE.graph).length > 0),
    };
}
function writeNode({ operator, domain, inputs, outputs, attributes }) {
    const integers = (name, values) => name === 'axes'
        ? [
            ...values.map((value) => integerField(ATTRIBUTE.integers, value)),
            integerField(ATTRIBUTE.type, ATTRIBUTE_TYPE.integers),
        ]
        : [integerField(ATTRIBUTE.integer, values[0] ?? 0), integerField(ATTRIBUTE.type, ATTRIBUTE_TYPE.integer)];
    return writeFields([
        ...inputs.map((input) => bytesField(NODE.input, input)),
        ...outputs.map((output) => bytesField(NODE.output, output)),
        bytesField(NODE.name, outputs[0] ?? ''),
        bytesField(NODE.operator, operator),
        ...Object.entries(attributes).map(([name, values]) => bytesField(NODE.attribute, writeFields([bytesField(ATTRIBUTE.name, name), ...integers(name, values)]))),
        bytesField(NODE.domain, domain),
    ]);
}

;// CONCATENATED MODULE: ./src/validation/knn/product-graph.ts



/** Field numbers from onnx/onnx.proto (IR version 8). */
const product_graph_MODEL = { irVersion: 1, graph: 7, opset: 8 };
const product_graph_OPSET = { version: 2 };
const product_graph_GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const product_graph_NODE = { input: 1, output: 2, operator: 4, attribute: 5 };
const product_graph_ATTRIBUTE = { name: 1, integer: 3, type: 20 };
const VALUE = { name: 1, type: 2 };
const SHAPE = { tensor: 1, elements: 1, shape: 2, dimension: 1, size: 1, variable: 2 };
const INTEGER_ATTRIBUTE = 2;
const ROWS = 'rows';
const PRODUCTS = 'products';
/**
 * Returns an ONNX model of one node: rows `[n, dimensions]` times queries gives products `[n, queries]`. The queries are a constant,
 * so the runtime arranges them for its product once.
 */
function productGraph({ count, dimensions, components }) {
    const queries = { dims: [count, dimensions], type: TENSOR_TYPE.float, raw: vector_bytesOf(components) };
    const transposed = protobuf_writeFields([
        protobuf_bytesField(product_graph_ATTRIBUTE.name, 'transB'),
        protobuf_integerField(product_graph_ATTRIBUTE.integer, 1),
        protobuf_integerField(product_graph_ATTRIBUTE.type, INTEGER_ATTRIBUTE),
    ]);
    const node = protobuf_writeFields([
        protobuf_bytesField(product_graph_NODE.input, ROWS),
        protobuf_bytesField(product_graph_NODE.input, 'queries'),
        protobuf_bytesField(product_graph_NODE.output, PRODUCTS),
        protobuf_bytesField(product_graph_NODE.operator, 'Gemm'),
        protobuf_bytesField(product_graph_NODE.attribute, transposed),
    ]);
    const graph = protobuf_writeFields([
        protobuf_bytesField(product_graph_GRAPH.node, node),
        protobuf_bytesField(product_graph_GRAPH.name, PRODUCTS),
        protobuf_bytesField(product_graph_GRAPH.initializer, writeTensor('queries', queries)),
        protobuf_bytesField(product_graph_GRAPH.input, value(ROWS, dimensions)),
        protobuf_bytesField(product_graph_GRAPH.output, value(PRODUCTS, count)),
    ]);
    return protobuf_writeFields([
        protobuf_integerField(product_graph_MODEL.irVersion, 8),
        protobuf_bytesField(product_graph_MODEL.opset, protobuf_writeFields([protobuf_integerField(product_graph_OPSET.version, 13)])),
        protobuf_bytesField(product_graph_MODEL.graph, graph),
    ]);
}
/** Describes a tensor of floats, `[n, columns]`. */
function value(name, columns) {
    const shape = protobuf_writeFields([
        protobuf_bytesField(SHAPE.dimension, protobuf_writeFields([protobuf_bytesField(SHAPE.variable, 'n')])),
        protobuf_bytesField(SHAPE.dimension, protobuf_writeFields([protobuf_integerField(SHAPE.size, columns)])),
    ]);
    const tensor = protobuf_writeFields([protobuf_integerField(SHAPE.elements, TENSOR_TYPE.float), protobuf_bytesField(SHAPE.shape, shape)]);
    return protobuf_writeFields([
        protobuf_bytesField(VALUE.name, name),
        protobuf_bytesField(VALUE.type, protobuf_writeFields([protobuf_bytesField(SHAPE.tensor, tensor)])),
    ]);
}

;// CONCATENATED MODULE: ./src/validation/knn/candidate-worker.ts








/** The worker of CandidatesInWorker: a separate bundle, so a small validation does not read the runtime. */
const { queries, k, threads, nativeWork } = external_node_worker_threads_namespaceObject.workerData;
const scan = new CandidateScan(queries.count, k);
const loading = load();
/** Answers questions in sequence; the first answer tells whether the runtime loaded. */
let answered = loading.then(() => tell({}), (error) => tell({ failure: messageOf(error) }));
external_node_worker_threads_namespaceObject.parentPort?.on('message', (question) => {
    answered = answered.then(() => answer(question));
});
async function load() {
    const folder = external_node_path_default().dirname((0,external_node_url_namespaceObject.fileURLToPath)(import.meta.url));
    const runtime = new NativeWork(nativeWork).counted(await loadRuntime(folder));
    const session = await runtime.InferenceSession.create(productGraph(queries), {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
        // As in the embedder: a thread that spins while it waits takes CPU time from others.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    return { runtime, session };
}
async function answer({ components, ties }) {
    try {
        const { runtime, session } = await loading;
        const rows = new runtime.Tensor('float32', components, [ties.length, queries.dimensions]);
        const { [PRODUCTS]: products } = await session.run({ [ROWS]: rows });
        tell({ candidates: scan.pick(products?.data, ties) });
    }
    catch (error) {
        tell({ failure: messageOf(error) });
    }
}
function tell(news) {
    const { candidates } = news;
    const moved = candidates ? [candidates.queries, candidates.rows, candidates.similarities] : [];
    external_node_worker_threads_namespaceObject.parentPort?.postMessage(news, moved.map(({ buffer }) => buffer));
}

