import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

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
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
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

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
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

;// CONCATENATED MODULE: ./src/base/node-20.ts
/**
 * Code that only Node.js before 22.15 needs. Node.js 20 ended in April 2026; we support it until 30 June 2027. One commit then
 * removes this file and `fzstd`, and callers take zstd from `node:zlib`. docs/dependencies.md lists the rest.
 */

/** Node.js's own zstd, three times as fast as `fzstd`; undefined before 22.15. */
const nodeZstd = "createZstdDecompress" in external_node_zlib_namespaceObject ? external_node_zlib_namespaceObject : undefined;
/** Decompresses one zstd frame. */
async function* decompressFrame(frame) {
    const { Decompress } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 339));
    let ready = [];
    const stream = new Decompress((piece) => ready.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)));
    for await (const part of frame) {
        stream.push(part);
        yield* ready;
        ready = [];
    }
    stream.push(new Uint8Array(0), true);
    yield* ready;
}
/** @returns a function that decompresses a zstd block to its known length and throws if the result is longer */
async function blockDecompressor() {
    const native = nodeZstd?.zstdDecompressSync;
    // Node.js rejects a limit of 0, the length of a page of nulls.
    if (native)
        return (bytes, length) => native(bytes, { maxOutputLength: length || 1 });
    const { decompress } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 339));
    return (bytes, length) => decompress(bytes, new Uint8Array(length));
}
/** Adds two functions that PDF.js expects. Without them, pages with images appear empty. */
function addMissingBuiltins() {
    const prototype = ArrayBuffer.prototype;
    prototype.transferToFixedLength ??= function (length) {
        return this.slice(0, length);
    };
    const urls = URL;
    urls.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
}

;// CONCATENATED MODULE: ./src/corpus/lz4-block.ts
/** Length of the shortest match, which the encoded length of a match leaves out. */
const SHORTEST_MATCH = 4;
/** A length of this value in a token continues in the bytes after it. */
const LONG = 15;
const HADOOP_HEADER_BYTES = 8;
/**
 * Decompresses one LZ4 block, the codec LZ4_RAW of Parquet. Detects damage only if the block points outside itself or has the
 * wrong length: the format has no checksum.
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 * @param length expected bytes after decompression
 * @throws Error if the block is damaged
 */
function decompressLz4Block(input, length) {
    const output = new Uint8Array(length);
    const written = decompressInto(output, input);
    if (written !== length)
        throw new Error(`an LZ4 block has ${written} bytes instead of ${length}`);
    return output;
}
/**
 * Decompresses the deprecated codec LZ4 of Parquet: blocks with length headers, as Hadoop wrote them, or one block, as other
 * writers did.
 * @throws Error if it is neither
 */
function decompressOldLz4(input, length) {
    return decompressHadoopLz4(input, length) ?? decompressLz4Block(input, length);
}
/** @returns undefined if the length headers are invalid */
function decompressHadoopLz4(input, length) {
    const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
    const blocks = [];
    let sum = 0;
    for (let at = 0; at < input.length; at = blocks.at(-1)?.to) {
        if (at + HADOOP_HEADER_BYTES > input.length)
            return undefined;
        const from = at + HADOOP_HEADER_BYTES;
        const block = { from, to: from + view.getUint32(at + 4), length: view.getUint32(at) };
        sum += block.length;
        if (block.to > input.length || sum > length)
            return undefined;
        blocks.push(block);
    }
    if (sum !== length)
        return undefined;
    const output = new Uint8Array(length);
    let start = 0;
    for (const { from, to, length: expected } of blocks) {
        output.set(decompressLz4Block(input.subarray(from, to), expected), start);
        start += expected;
    }
    return output;
}
/** @returns bytes written */
function decompressInto(output, input) {
    let [at, to] = [0, 0];
    /** Adds further bytes as long as they are 255. */
    function longLength(first) {
        let sum = first;
        for (let byte = first === LONG ? 255 : 0; byte === 255; sum += byte)
            byte = byteAt(at++);
        return sum;
    }
    function byteAt(position) {
        const byte = input[position];
        if (byte === undefined)
            throw new Error('an LZ4 block ends too early');
        return byte;
    }
    while (at < input.length) {
        const token = byteAt(at++);
        const literals = longLength(token >> 4);
        if (at + literals > input.length || to + literals > output.length)
            throw outside();
        output.set(input.subarray(at, at + literals), to);
        at += literals;
        to += literals;
        // No match follows the last literals.
        if (at === input.length)
            break;
        const distance = byteAt(at) | (byteAt(at + 1) << 8);
        at += 2;
        const match = longLength(token & LONG) + SHORTEST_MATCH;
        if (distance === 0 || distance > to || to + match > output.length)
            throw outside();
        // A match may overlap its own output and then repeats it: each copy can be twice as long as the one before.
        const from = to - distance;
        for (const end = to + match; to < end;) {
            const run = Math.min(end - to, to - from);
            output.copyWithin(to, from, from + run);
            to += run;
        }
    }
    return to;
}
function outside() {
    return new Error('an LZ4 block points outside itself');
}

;// CONCATENATED MODULE: ./src/corpus/parquet-schema.ts
/** The most decimal digits that always survive a conversion to a double. */
const DOUBLE_DIGITS = 15;
/** Types that the library cannot convert, or converts to less than their bytes. */
const BETTER_AS_BYTES = ['BSON', 'INTERVAL', 'GEOMETRY', 'GEOGRAPHY'];
/**
 * Changes the schema to override conversions of the library: bytes of the text or the id become strings, all other bytes stay
 * bytes, and decimals stay as stored because the library would convert them to doubles.
 * @param texts paths of the text and the id
 * @returns the columns to convert in each row with `readDecimals`
 */
function adaptSchema(tree, texts) {
    const decimals = [];
    for (const path of leafPaths(tree)) {
        const { element, path: names } = path.at(-1);
        const { converted_type: kind, logical_type: logical } = element;
        const plain = kind === undefined && logical === undefined;
        const asked = plain && element.type === 'BYTE_ARRAY' && texts.includes(names.join('.'));
        if (asked || kind === 'ENUM')
            element.converted_type = 'UTF8';
        else if (BETTER_AS_BYTES.includes(kind) || BETTER_AS_BYTES.includes(logical?.type))
            bare(element);
        else if (kind === 'DECIMAL' && !leadsToKey(path)) {
            decimals.push({ path, scale: element.scale ?? 0 });
            bare(element);
        }
    }
    return decimals;
}
/** Replaces stored values by decimals: numbers if they hold all digits, else strings. */
function readDecimals(row, columns) {
    for (const { path, scale } of columns) {
        const name = path[0]?.element.name;
        row[name] = decimalsAt(row[name], path, scale);
    }
}
/** @param path to the decimal, from the element of `value` on */
function decimalsAt(value, path, scale) {
    const [node, next] = path;
    if (!node || value === null || value === undefined)
        return value;
    const each = (rest) => (part) => decimalsAt(part, rest, scale);
    // The library's lists omit the group between a list and its elements.
    if (node.element.converted_type === 'LIST')
        return listOf(value)?.map(each(path.slice(next?.children.length === 1 ? 2 : 1)));
    if (!next)
        return listOf(value)?.map((part) => decimalOf(part, scale)) ?? decimalOf(value, scale);
    if (node.element.converted_type === 'MAP') {
        const entries = Object.entries(value);
        return Object.fromEntries(entries.map(([key, part]) => [key, decimalsAt(part, path.slice(2), scale)]));
    }
    const list = listOf(value);
    if (list)
        return list.map(each(path));
    const struct = value;
    struct[next.element.name] = decimalsAt(struct[next.element.name], path.slice(1), scale);
    return struct;
}
/** Converts an integer, or the big-endian bytes of one, to a decimal. */
function decimalOf(stored, scale) {
    if (typeof stored !== 'number' && typeof stored !== 'bigint' && !(stored instanceof Uint8Array))
        return stored;
    const unscaled = stored instanceof Uint8Array ? integerOf(stored) : BigInt(stored);
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
    const point = digits.length - scale;
    const text = `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
    return digits.replace(/^0+/, '').length <= DOUBLE_DIGITS ? Number(text) : text;
}
function integerOf(bytes) {
    const hexadecimal = Buffer.from(bytes).toString('hex');
    return hexadecimal === '' ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hexadecimal}`));
}
function listOf(value) {
    if (Array.isArray(value))
        return value;
    return ArrayBuffer.isView(value) && !(value instanceof Uint8Array)
        ? Array.from(value)
        : undefined;
}
function bare(element) {
    delete element.converted_type;
    delete element.logical_type;
}
function* leafPaths({ children }, before = []) {
    for (const child of children) {
        if (child.children.length === 0)
            yield [...before, child];
        else
            yield* leafPaths(child, [...before, child]);
    }
}
/** Keys of maps always become strings. */
function leadsToKey(path) {
    return path.some(({ element }, at) => element.name === 'key' && path[at - 2]?.element.converted_type === 'MAP');
}

;// CONCATENATED MODULE: ./src/corpus/parquet-values.ts
/** Returns the value at a path: the column of that name, else a field of a struct, with dots between the parts. */
function fieldAt(row, path) {
    if (Object.hasOwn(row, path))
        return row[path];
    let value = row;
    for (const part of path.split('.')) {
        if (!isStruct(value) || !Object.hasOwn(value, part))
            return undefined;
        value = value[part];
    }
    return value;
}
/** Returns the row without the value at a path. */
function withoutField(row, path) {
    const { [path]: found, ...rest } = row;
    if (Object.hasOwn(row, path))
        return rest;
    const [head = '', ...tail] = path.split('.');
    const struct = row[head];
    if (tail.length === 0 || !isStruct(struct))
        return rest;
    const left = withoutField(struct, tail.join('.'));
    const { [head]: _, ...others } = row;
    return Object.keys(left).length > 0 ? { ...others, [head]: left } : others;
}
/**
 * Converts a value to JSON: integers too large for a number become strings, times ISO 8601, bytes base64, and infinite, NaN or
 * missing values null.
 */
function plainValue(value) {
    if (typeof value === 'bigint')
        return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    if (typeof value === 'number')
        return Number.isFinite(value) ? value : null;
    if (value instanceof Date)
        return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (value instanceof Uint8Array)
        return Buffer.from(value).toString('base64');
    if (ArrayBuffer.isView(value))
        return Array.from(value, plainValue);
    if (Array.isArray(value))
        return value.map(plainValue);
    if (isStruct(value))
        return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainValue(part)]));
    return value ?? null;
}
function isStruct(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/corpus/parquet-worker.ts








/** Largest row group, uncompressed: all of it is in memory at once. */
const MOST_GROUP_BYTES = 512 * 2 ** 20;
const MOST_GROUP_ROWS = 2 ** 24;
const ROWS_AT_ONCE = 2048;
/** Placeholder for a string that is not UTF-8, until its row is known. */
const NO_TEXT = Symbol('not UTF-8');
const slices = new Map();
let sliced = 0;
let answers;
// The library reads ahead and may never await those reads.
process.on('unhandledRejection', () => { });
external_node_worker_threads_namespaceObject.parentPort?.on('message', (message) => {
    if ('slice' in message)
        takeSlice(message);
    else
        void answerTo(message).then((answer) => external_node_worker_threads_namespaceObject.parentPort?.postMessage(answer));
});
async function answerTo(question) {
    try {
        if ('close' in question) {
            answers = undefined;
            slices.clear();
            return { end: true };
        }
        if ('open' in question)
            answers = read(question.open, question.texts);
        const answer = await answers?.next();
        return !answer || answer.done ? { end: true } : answer.value;
    }
    catch (error) {
        return { fault: messageOf(error) };
    }
}
/** Yields the columns, then the rows in batches. */
async function* read(bytes, texts) {
    const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await __nccwpck_require__.e(/* import() */ 972).then(__nccwpck_require__.bind(__nccwpck_require__, 972));
    const file = asyncBuffer(bytes);
    const metadata = await parquetMetadataAsync(file, { geoparquet: false });
    const tree = parquetSchema(metadata);
    const leaves = new Set(leavesOf(tree));
    yield { columns: metadata.schema.slice(1).map(({ name }) => name), all: Number(metadata.num_rows) };
    const decimals = adaptSchema(tree, texts);
    const options = { file, metadata, compressors: await decompressors(), parsers: PARSERS, utf8: false };
    let row = 0;
    for (const [index, group] of metadata.row_groups.entries()) {
        checkGroup(index, group, leaves, bytes);
        const rowEnd = row + Number(group.num_rows);
        const rows = await parquetReadObjects({ ...options, rowStart: row, rowEnd });
        if (rows.length !== rowEnd - row) {
            throw new Error(`row group ${index + 1} declares ${rowEnd - row} rows but has ${rows.length}`);
        }
        row = rowEnd;
        for (const one of rows)
            readDecimals(one, decimals);
        for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
            yield plainRows(rows.slice(from, from + ROWS_AT_ONCE));
    }
    if (row !== Number(metadata.num_rows)) {
        throw new Error(`its row groups have ${row} rows, but its footer declares ${metadata.num_rows}`);
    }
}
function plainRows(rows) {
    const notText = rows.flatMap((row, index) => (holds(row, NO_TEXT) ? [index] : []));
    for (const index of notText)
        rows = rows.with(index, {});
    return { rows: rows.map((row) => plainValue(row)), notText };
}
function holds(value, sought) {
    if (value === sought)
        return true;
    if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value))
        return false;
    return Object.values(value).some((part) => holds(part, sought));
}
/**
 * Checks a row group before it is read. The library reads all columns at once, so a fault in one would leave the others with
 * unhandled rejections.
 * @throws Error if the row group is damaged or needs too much memory
 */
function checkGroup(index, group, leaves, fileBytes) {
    let bytes = 0;
    for (const { meta_data: column, file_path: elsewhere } of group.columns) {
        const start = Number(column?.dictionary_page_offset || column?.data_page_offset);
        const end = start + Number(column?.total_compressed_size);
        const known = column && elsewhere === undefined && leaves.has(column.path_in_schema.join('.'));
        if (!known || !(start >= 0 && end > start && end <= fileBytes)) {
            throw new Error(`row group ${index + 1} is damaged, or lies in another file`);
        }
        bytes += Number(column.total_uncompressed_size);
    }
    if (bytes > MOST_GROUP_BYTES) {
        throw new Error(`row group ${index + 1} has ${Math.ceil(bytes / 2 ** 20)} MiB, above the limit of ${MOST_GROUP_BYTES / 2 ** 20} MiB: write the file with fewer rows per group`);
    }
    if (group.num_rows > MOST_GROUP_ROWS) {
        throw new Error(`row group ${index + 1} has ${group.num_rows} rows, above the limit of ${MOST_GROUP_ROWS}: write the file with fewer rows per group`);
    }
    if (group.columns.length !== leaves.size)
        throw new Error(`row group ${index + 1} lacks columns`);
}
function leavesOf({ children, path }) {
    return children.length === 0 ? [path.join('.')] : children.flatMap(leavesOf);
}
function asyncBuffer(byteLength) {
    return {
        byteLength,
        slice(start, end = byteLength) {
            const from = start < 0 ? byteLength + start : start;
            if (!(from >= 0 && end >= from && end <= byteLength))
                throw new Error('it points outside itself');
            const read = askForSlice(from, end);
            // The library may never await a read ahead.
            read.catch(() => { });
            return read;
        },
    };
}
function askForSlice(start, end) {
    const question = { slice: ++sliced, start, end };
    return new Promise((resolve, reject) => {
        const take = ({ buffer, byteOffset, byteLength }) => resolve(buffer.slice(byteOffset, byteOffset + byteLength));
        slices.set(question.slice, { resolve: take, reject });
        external_node_worker_threads_namespaceObject.parentPort?.postMessage(question);
    });
}
function takeSlice(answer) {
    const waiting = slices.get(answer.slice);
    slices.delete(answer.slice);
    if ('bytes' in answer)
        waiting?.resolve(answer.bytes);
    else
        waiting?.reject(new Error(answer.failure));
}
const PARSERS = {
    stringFromBytes: (bytes) => bytes && textOf(bytes),
    jsonFromBytes(bytes) {
        const text = bytes && textOf(bytes);
        try {
            return typeof text === 'string' ? JSON.parse(text) : text;
        }
        catch {
            // Declared as JSON but invalid: still a text.
            return text;
        }
    },
    dateFromDays: (days) => timeText(days * 86_400_000)?.slice(0, -'T00:00:00.000Z'.length),
    timestampFromMilliseconds: (time) => timeText(Number(time)),
    timestampFromMicroseconds: (time) => fineTimeText(time, 1000n, 3),
    timestampFromNanoseconds: (time) => fineTimeText(time, 1000000n, 6),
};
function textOf(bytes) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return (0,external_node_buffer_namespaceObject.isUtf8)(text) ? text.toString('utf8') : NO_TEXT;
}
/** @returns undefined beyond the years that ISO 8601 can write */
function timeText(milliseconds) {
    const time = new Date(milliseconds ?? Number.NaN);
    return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
/**
 * Formats a time with digits beyond milliseconds, unless these are all 0.
 * @param each units of `time` per millisecond; `digits` is their number of digits
 */
function fineTimeText(time, each, digits) {
    if (time === undefined)
        return undefined;
    const rest = ((time % each) + each) % each;
    const text = timeText(Number((time - rest) / each));
    return rest === 0n ? text : text?.replace('Z', `${String(rest).padStart(digits, '0')}Z`);
}
/** The library decompresses Snappy, our own code LZ4, and Node.js all others. */
async function decompressors() {
    return {
        // A page of nulls has length 0, which Node.js rejects as a limit.
        GZIP: (input, length) => (0,external_node_zlib_namespaceObject.gunzipSync)(input, { maxOutputLength: length || 1 }),
        BROTLI: (input, length) => (0,external_node_zlib_namespaceObject.brotliDecompressSync)(input, { maxOutputLength: length || 1 }),
        ZSTD: await blockDecompressor(),
        LZ4_RAW: decompressLz4Block,
        LZ4: decompressOldLz4,
    };
}

