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
;// CONCATENATED MODULE: ./src/errors.ts
/** Every error that a person may see. The message says what failed, with which value, and what to do about it. */
class EmbedOnceError extends Error {
    constructor(message, options) {
        super(message, options);
        this.name = new.target.name;
    }
}
/** What the user asked for cannot be done. Carries every fault found, not only the first. */
class InputError extends EmbedOnceError {
    faults;
    constructor(faults, options) {
        super(faults.join('\n'), options);
        this.faults = faults;
    }
}
/** A position as people read it, and as editors find it. */
function positionText({ source, line, place }) {
    if (line !== undefined)
        return `${source}:${line}`;
    return place === undefined ? source : `${source}, ${place}`;
}
/** The corpus cannot be read, or a record in it cannot be used. */
class CorpusError extends EmbedOnceError {
    position;
    constructor(message, options) {
        super(message, options);
        this.position = options?.position;
    }
}
/** The model cannot be loaded, or gave something that is not a vector. */
class ModelError extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** A tier failed. Ends the run only with `on-cache-failure: fail`. */
class CacheError extends EmbedOnceError {
    /** Whether there is no connection any more, so that every other call would fail as well. */
    lost;
    constructor(message, options) {
        super(message, options);
        this.lost = options?.lost ?? false;
    }
}
/** The output, or the golden set, cannot be written. */
class OutputError extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** The engine for nearest neighbours that was named cannot be used. */
class EngineError extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** Mode validate was to judge vectors that are nowhere. */
class VectorsMissing extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** The gate is closed: present vectors are not those that were approved. */
class ValidationFailed extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** The gate of an audit is closed: a tier holds what it should not. */
class AuditFailed extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** More is missing, or would be spent, than `max-misses` or `max-cost` allows. */
class LimitExceeded extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** A signal ended the run. What was embedded until then is stored. */
class Interrupted extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
}
/** The message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message || error.name : String(error);
}

;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: ./src/corpus/compression.ts


/** What Node.js has since 22.15. Before, a library does the same at a third of the speed. */
const NATIVE = external_node_zlib_namespaceObject;
/** By file extension. */
const DECOMPRESSORS = {
    '.gz': (bytes) => through(bytes, external_node_zlib_namespaceObject.createGunzip({ chunkSize: 256 * 1024 })),
    '.zst': (bytes) => {
        const native = NATIVE.createZstdDecompress;
        return native ? through(bytes, native()) : zstdInJavaScript(bytes);
    },
};
/** The compression that a file name tells, or undefined. */
function compressionOf(file) {
    return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}
function decompress(bytes, compression) {
    if (!compression)
        return bytes;
    const stream = bytes instanceof Readable ? bytes : Readable.from(bytes, { objectMode: false });
    return DECOMPRESSORS[compression](stream);
}
/** Decompresses a block of zstd of which it is known how long it will be. @throws Error if it is longer */
async function zstdDecompressor() {
    const native = NATIVE.zstdDecompressSync;
    if (native)
        return (bytes, length) => native(bytes, { maxOutputLength: length || 1 });
    const { decompress } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 339));
    return (bytes, length) => decompress(bytes, new Uint8Array(length));
}
function through(bytes, transform) {
    // The callback is where errors would be seen twice: reading the last stream reports them already.
    return (0,external_node_stream_namespaceObject.pipeline)(bytes, transform, new external_node_stream_namespaceObject.PassThrough(), () => { });
}
async function* zstdInJavaScript(bytes) {
    const { Decompress } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 339));
    let ready = [];
    const stream = new Decompress((piece) => ready.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)));
    for await (const piece of bytes) {
        stream.push(piece);
        yield* ready;
        ready = [];
    }
    stream.push(new Uint8Array(0), true);
    yield* ready;
}

;// CONCATENATED MODULE: ./src/corpus/parquet-values.ts
/** What a path leads to: a column of that name, else a field of a struct, parts with dots between. */
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
/** The row without that. */
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
 * A value as JSON can hold it: integers too large for a number as strings, times as ISO 8601, bytes as base64, what is no number
 * and what is not there as null.
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






/** Of a row group, uncompressed: all of it is in memory at once. */
const MOST_GROUP_BYTES = 512 * 2 ** 20;
const MOST_GROUP_ROWS = 2 ** 24;
const ROWS_AT_ONCE = 2048;
/** What stands for a string that is not UTF-8 until its row is known. */
const NO_TEXT = Symbol('not UTF-8');
const slices = new Map();
let sliced = 0;
let answers;
// Of what the library reads ahead and does not come to ask for.
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
            answers = read(question.open);
        const answer = await answers?.next();
        return !answer || answer.done ? { end: true } : answer.value;
    }
    catch (error) {
        return { fault: messageOf(error) };
    }
}
/** The columns, and then rows, some at a time. */
async function* read(bytes) {
    const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await __nccwpck_require__.e(/* import() */ 972).then(__nccwpck_require__.bind(__nccwpck_require__, 972));
    const file = asyncBuffer(bytes);
    const metadata = await parquetMetadataAsync(file);
    const leaves = new Set(leavesOf(parquetSchema(metadata)));
    yield { columns: metadata.schema.slice(1).map(({ name }) => name) };
    const options = { file, metadata, compressors: await decompressors(), parsers: PARSERS };
    let row = 0;
    for (const [index, group] of metadata.row_groups.entries()) {
        checkGroup(index, group, leaves, bytes);
        const rowEnd = row + Number(group.num_rows);
        const rows = await parquetReadObjects({ ...options, rowStart: row, rowEnd });
        if (rows.length !== rowEnd - row) {
            throw new Error(`row group ${index + 1} says it has ${rowEnd - row} rows, and has ${rows.length}`);
        }
        row = rowEnd;
        for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
            yield plainRows(rows.slice(from, from + ROWS_AT_ONCE));
    }
    if (row !== Number(metadata.num_rows)) {
        throw new Error(`its row groups have ${row} rows, and its footer says ${metadata.num_rows}`);
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
 * What is wrong with a row group is found before it is read: the library starts reading all columns at once, and a fault of a
 * later one would leave the others failing with nobody to be told.
 * @throws Error for what would take more memory than is bearable, or cannot be
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
        throw new Error(`row group ${index + 1} has ${Math.ceil(bytes / 2 ** 20)} MiB, and more than ${MOST_GROUP_BYTES / 2 ** 20} MiB are not read at once: write the file with fewer rows a group`);
    }
    if (group.num_rows > MOST_GROUP_ROWS) {
        throw new Error(`row group ${index + 1} has ${group.num_rows} rows, and more than ${MOST_GROUP_ROWS} are not read at once`);
    }
    if (group.columns.length !== leaves.size)
        throw new Error(`row group ${index + 1} has not all columns`);
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
            // The library may read ahead what it then does not come to ask for.
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
    stringFromBytes(bytes) {
        if (!bytes)
            return bytes;
        const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        return (0,external_node_buffer_namespaceObject.isUtf8)(text) ? text.toString('utf8') : NO_TEXT;
    },
};
/** Snappy is in the library itself; all others are Node.js's own. */
async function decompressors() {
    const zstd = await zstdDecompressor();
    return {
        // Node.js takes no limit of 0, which is what a page of nulls has.
        GZIP: (input, length) => (0,external_node_zlib_namespaceObject.gunzipSync)(input, { maxOutputLength: length || 1 }),
        BROTLI: (input, length) => (0,external_node_zlib_namespaceObject.brotliDecompressSync)(input, { maxOutputLength: length || 1 }),
        ZSTD: zstd,
    };
}

