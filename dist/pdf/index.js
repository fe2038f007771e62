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
/** An index downstream cannot be brought up to date. */
class SinkError extends (/* unused pure expression or super */ null && (EmbedOnceError)) {
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

;// CONCATENATED MODULE: ./src/corpus/pdf-worker.ts


/** Warnings that mean that something of a page was not read. All others are about how it looks. */
const LOSES_TEXT = /cMapUrl|CMap.*not|translateFont failed|error while (parsing|loading) font|ignoring errors during/i;
let pdf_worker_document;
let lost = false;
// What PDF.js takes for granted and Node.js 20 does not have. Without it, pages with images seem empty.
const pdf_worker_prototype = ArrayBuffer.prototype;
pdf_worker_prototype.transferToFixedLength ??= function (length) {
    return this.slice(0, length);
};
const urls = URL;
urls.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
// PDF.js warns on the console, which here is nobody else's.
for (const name of ['log', 'warn', 'info', 'error']) {
    console[name] = (...words) => {
        if (LOSES_TEXT.test(words.map(String).join(' ')))
            lost = true;
    };
}
// What PDF.js leaves behind is seen at the page that it belongs to, or is of no importance.
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
        // Both may have warned.
        return { text, lost, paints };
    }
    finally {
        page.cleanup();
    }
}
/** Whether a page without text shows an image, or text that cannot be read. */
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
        ? 'is encrypted and needs a password: store it without one'
        : `cannot be read: ${messageOf(error).slice(0, 200).replace(/\.+$/, '')}`;
}

