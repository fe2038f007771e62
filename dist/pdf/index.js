import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({});
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

;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
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

;// CONCATENATED MODULE: ./src/corpus/pdf-worker.ts



/** Warnings that mean lost text. All others concern only the appearance of a page. */
const LOSES_TEXT = /cMapUrl|CMap.*not|translateFont failed|error while (parsing|loading) font|ignoring errors during/i;
let pdf_worker_document;
let lost = false;
addMissingBuiltins();
// PDF.js warns on the console, which nothing else uses in this thread.
for (const name of ['log', 'warn', 'info', 'error']) {
    console[name] = (...words) => {
        if (LOSES_TEXT.test(words.map(String).join(' ')))
            lost = true;
    };
}
// A rejection that PDF.js leaves unhandled either shows up at its page or does not matter.
process.on('unhandledRejection', () => { });
external_node_worker_threads_namespaceObject.parentPort?.on('message', async (question) => {
    const answer = await answerTo(question).catch((error) => ({ fault: faultOf(error) }));
    external_node_worker_threads_namespaceObject.parentPort?.postMessage(answer);
});
async function answerTo(question) {
    if ('page' in question)
        return readPage(question.page);
    await pdf_worker_document?.loadingTask.destroy();
    pdf_worker_document = undefined;
    if (!question.bytes)
        return { pages: 0 };
    const { getDocument } = await Promise.all(/* import() */[__nccwpck_require__.e(765), __nccwpck_require__.e(241)]).then(__nccwpck_require__.bind(__nccwpck_require__, 765));
    const options = {
        isEvalSupported: false,
        disableFontFace: true,
        useSystemFonts: false,
        stopAtErrors: false,
        verbosity: 1,
    };
    pdf_worker_document = await getDocument({ data: question.bytes, ...options }).promise;
    return { pages: pdf_worker_document.numPages };
}
async function readPage(number) {
    if (!pdf_worker_document)
        throw new Error('no document is open');
    lost = false;
    const page = await pdf_worker_document.getPage(number);
    try {
        const { items } = await page.getTextContent();
        const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
        const paints = text.trim() === '' ? await paintsAnything(page) : false;
        // Both steps above may have warned.
        return { text, lost, paints };
    }
    finally {
        page.cleanup();
    }
}
/** Returns whether a page without text shows an image or unreadable text. */
async function paintsAnything(page) {
    const { OPS } = await Promise.all(/* import() */[__nccwpck_require__.e(765), __nccwpck_require__.e(241)]).then(__nccwpck_require__.bind(__nccwpck_require__, 765));
    const painting = new Set([
        ...[OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject, OPS.paintImageXObjectRepeat],
        ...[
            OPS.paintInlineImageXObjectGroup,
            OPS.paintImageMaskXObjectGroup,
            OPS.paintImageMaskXObjectRepeat,
            OPS.showText,
        ],
    ]);
    const { fnArray } = await page.getOperatorList();
    return fnArray.some((operation) => painting.has(operation));
}
function faultOf(error) {
    return error instanceof Error && error.name === 'PasswordException'
        ? 'is encrypted and needs a password: store it without encryption'
        : `cannot be read: ${messageOf(error).slice(0, 200).replace(/\.+$/, '')}`;
}

