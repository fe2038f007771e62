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

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./src/base/half-precision.ts
/** Magnitudes from here on round to infinity: halfway from the largest half, 65504, to the next step. */
const LARGEST_BITS = 0x477ff000;
/** 2^-14, the smallest normal half. */
const SMALLEST_NORMAL_BITS = 0x38800000;
const INFINITY_BITS = 0x7f800000;
/** The exponent bias is 127 for float32 and 15 for a half. */
const REBIAS = (/* unused pure expression or super */ null && ((127 - 15) << 23));
const half_precision_float = new Float32Array(1);
const bits = new Uint32Array(half_precision_float.buffer);
/** Returns the bits of the IEEE 754 binary16 nearest to a float32; a tie goes to the one whose last bit is 0. */
function halfBits(value) {
    half_precision_float[0] = value;
    const whole = bits[0];
    const sign = (whole >>> 16) & 0x8000;
    const magnitude = whole & 0x7fffffff;
    if (magnitude > INFINITY_BITS)
        return sign | 0x7e00;
    if (magnitude >= LARGEST_BITS)
        return sign | 0x7c00;
    if (magnitude < SMALLEST_NORMAL_BITS) {
        // The last bit of a float32 near 0.5 is worth 2^-24, as in a denormal half, so the addition rounds.
        half_precision_float[0] = Math.abs(value) + 0.5;
        return sign | (bits[0] - 0x3f000000);
    }
    return sign | ((magnitude - REBIAS + 0x0fff + ((magnitude >>> 13) & 1)) >>> 13);
}
/** Returns every half as an exact float32, indexed by its bits. 256 KiB, built on first use. */
function widenedHalves() {
    table ??= Float32Array.from({ length: 0x10000 }, (_, half) => widened(half));
    return table;
}
let table;
function widened(half) {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f)
        return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    if (exponent === 0)
        return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

;// CONCATENATED MODULE: ./src/embedder/batch.ts
/**
 * Fixed cost of a batch, in tokens: starting about a hundred operators and reading the weights again.
 * Measured with all-MiniLM-L6-v2 on one thread, 1 × 6 to 32 × 18 tokens: 1.9 ms per batch, 0.106 ms per token.
 */
const CPU_BATCH_COST_TOKENS = 18;
/**
 * Groups token sequences into batches of the lowest total cost: sorted by length, and cut where another batch costs less than the
 * padding it saves. A batch has at most `batchTokens` including padding, unless a single sequence is longer.
 * @param lengths of the sequences, in tokens
 * @param batchCostTokens fixed cost of a batch, in tokens
 * @returns positions into `lengths`, batch by batch, longest first, so memory peaks at the start
 */
function batchesByLength(lengths, batchTokens, batchCostTokens = CPU_BATCH_COST_TOKENS) {
    const order = lengths.map((_, position) => position).sort((a, b) => lengths[b] - lengths[a]);
    const ends = cheapestCuts(order.map((position) => lengths[position]), { batchTokens, batchCostTokens });
    const batches = [];
    for (let from = 0; from < order.length; from = ends[from])
        batches.push(order.slice(from, ends[from]));
    return batches;
}
/**
 * For each sequence, from last to first, finds the end of the batch that begins with it, at the lowest cost of the rest.
 * @param sorted lengths, longest first
 */
function cheapestCuts(sorted, { batchTokens, batchCostTokens }) {
    const ends = new Uint32Array(sorted.length);
    const costs = new Float64Array(sorted.length + 1);
    for (let from = sorted.length - 1; from >= 0; from--) {
        const longest = sorted[from];
        let least = Number.POSITIVE_INFINITY;
        for (let end = from + 1; end <= sorted.length; end++) {
            const tokens = (end - from) * longest;
            if (tokens > batchTokens && end > from + 1)
                break;
            const cost = batchCostTokens + tokens + costs[end];
            if (cost >= least)
                continue;
            least = cost;
            ends[from] = end;
        }
        costs[from] = least;
    }
    return ends;
}

;// CONCATENATED MODULE: ./src/embedder/device/failure.ts

/** Known errors of ONNX Runtime, each with its fix. The regular expression drops lines of source-file details from the message. */
const KNOWN = [
    {
        said: /Failed to get a WebGPU adapter: [^\n]*/,
        advice: 'Install libvulkan1 and the Vulkan driver of the GPU (see docs/gpu-runners.md), or use --device cpu.',
    },
    {
        said: /Program \w+ requires f16 but the device does not support it/,
        advice: 'The model has 16-bit weights, which this GPU does not support. Use a model with 32-bit weights, or --device cpu.',
    },
    {
        said: /CUDA failure \d+: [^;]*[^; ]/,
        advice: 'See the requirements in docs/gpu-runners.md, or use --device cpu.',
    },
    {
        said: /Failed to load shared library/,
        advice: 'The lines above show the message of the loader. See docs/gpu-runners.md, or use --device cpu.',
    },
];
const LONGEST = 500;
/** Names the cause of a failure on a GPU and its fix. */
function explainFailure(device, message, cause) {
    for (const { said, advice } of KNOWN) {
        const part = said.exec(message)?.[0];
        if (part)
            return new DeviceUnusable({ device, said: part.trim(), advice }, { cause });
    }
    const shown = message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;
    return new DeviceUnusable({ device, said: shown.trim().replace(/\.$/, ''), advice: '' }, { cause });
}
/**
 * Whether an inference ran out of memory, so a smaller batch may succeed. Matches messages of ONNX Runtime's arena, CUDA, cuBLAS,
 * cuDNN, Vulkan and the C++ library.
 */
function isOutOfMemory(message) {
    return /failed to allocate memory|available memory of \d+ is smaller|out.of.memory|CUDA failure 2\b|ALLOC_FAILED|OUT_OF_(DEVICE|HOST)_MEMORY|bad_alloc/i.test(message);
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
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
function readFields(bytes) {
    const places = findFields((start, length) => bytes.subarray(start, start + length), 0, bytes.length);
    return Array.from(places, ({ number, wire, start, end, varint }) => ({
        number,
        wire,
        value: varint ?? bytes.subarray(start, end),
    }));
}
/** @returns the message that `readFields` would read back */
function writeFields(fields) {
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
function integerField(number, value) {
    return { number, wire: VARINT, value: BigInt(value) };
}
function bytesField(number, value) {
    return { number, wire: BYTES, value: typeof value === 'string' ? Buffer.from(value) : value };
}
/** The numbers of a repeated integer field, packed or not. */
function integersOf(fields, number) {
    return fields
        .filter((field) => field.number === number)
        .flatMap(({ value }) => (typeof value === 'bigint' ? [signed(value)] : unpack(value)));
}
/** The strings of a repeated field. */
function stringsOf(fields, number) {
    return bytesOf(fields, number).map((value) => Buffer.from(value).toString('utf8'));
}
/** The values of a repeated field of bytes, strings or messages. */
function bytesOf(fields, number) {
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

;// CONCATENATED MODULE: ./src/embedder/onnx-signature.ts


/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH = { initializer: 5, input: 11, output: 12 };
const NAME = 1;
const TENSOR = { name: 8, externalData: 13 };
const ENTRY = { key: 1, value: 2 };
/** Bytes per read. Weights of any size are skipped. */
const WINDOW = 1 << 16;
/**
 * Reads the names of inputs, outputs and external data files from a graph without loading it. Blocks the thread for a few ms.
 * @throws Error if the file cannot be read or is not an ONNX file
 */
function readSignature(file) {
    const descriptor = (0,external_node_fs_namespaceObject.openSync)(file, 'r');
    try {
        const reader = new Reader(descriptor);
        const inputs = [];
        const outputs = [];
        const initialized = new Set();
        const externalFiles = new Set();
        for (const graph of reader.fields({ start: 0, end: (0,external_node_fs_namespaceObject.fstatSync)(descriptor).size })) {
            if (graph.number !== MODEL_GRAPH)
                continue;
            for (const part of reader.fields(graph)) {
                if (part.number === GRAPH.input)
                    inputs.push(reader.text(part, NAME));
                if (part.number === GRAPH.output)
                    outputs.push(reader.text(part, NAME));
                if (part.number !== GRAPH.initializer)
                    continue;
                for (const field of reader.fields(part)) {
                    if (field.number === TENSOR.name)
                        initialized.add(reader.string(field));
                    if (field.number !== TENSOR.externalData)
                        continue;
                    if (reader.text(field, ENTRY.key) !== 'location')
                        continue;
                    externalFiles.add(reader.text(field, ENTRY.value));
                }
            }
        }
        // Older exports list weights among the inputs.
        return { inputs: inputs.filter((name) => !initialized.has(name)), outputs, externalFiles: [...externalFiles] };
    }
    catch (error) {
        throw error instanceof RangeError ? new Error('not an ONNX file', { cause: error }) : error;
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(descriptor);
    }
}
/** Reads protobuf messages from a file through a window. */
class Reader {
    descriptor;
    window = Buffer.alloc(0);
    windowStart = 0;
    constructor(descriptor) {
        this.descriptor = descriptor;
    }
    fields({ start, end }) {
        return findFields((at, length) => this.read(at, length), start, end);
    }
    /** @returns the text in a field of a message; empty if there is none */
    text(message, number) {
        for (const field of this.fields(message))
            if (field.number === number)
                return this.string(field);
        return '';
    }
    string({ start, end }) {
        return this.read(start, end - start).toString('utf8');
    }
    read(start, length) {
        if (start < this.windowStart || start + length > this.windowStart + this.window.length) {
            const window = Buffer.alloc(Math.max(length, WINDOW));
            this.window = window.subarray(0, (0,external_node_fs_namespaceObject.readSync)(this.descriptor, window, 0, window.length, start));
            this.windowStart = start;
        }
        return this.window.subarray(start - this.windowStart, start - this.windowStart + length);
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

;// CONCATENATED MODULE: ./src/embedder/pooling.ts

/** A shorter vector has no direction that normalizing could preserve (torch.nn.functional.normalize). */
const SMALLEST_NORM = 1e-12;
/**
 * Pools the hidden states of one text into a vector.
 * @param hidden `[batch, tokens, size]`, row by row
 * @param row index of the text in the batch
 * @param length tokens of this text; padding follows up to `shape.tokens`
 * @param target `[dimensions]`, receives the vector
 */
function pool(hidden, shape, row, length, contract, target) {
    const start = row * shape.tokens * shape.size;
    const dimensions = target.length;
    if (contract.pooling === 'mean') {
        target.fill(0);
        for (let token = 0; token < length; token++) {
            const from = start + token * shape.size;
            for (let at = 0; at < dimensions; at++)
                target[at] = target[at] + hidden[from + at];
        }
        for (let at = 0; at < dimensions; at++)
            target[at] = target[at] / length;
    }
    else {
        const from = contract.pooling === 'cls' ? start : start + (length - 1) * shape.size;
        target.set(hidden.subarray(from, from + dimensions));
    }
    if (contract.normalize)
        normalize(target);
}
/** Scales a vector to length 1, in place. */
function normalize(vector) {
    const norm = Math.max(lengthOf(vector), SMALLEST_NORM);
    for (let at = 0; at < vector.length; at++)
        vector[at] = vector[at] / norm;
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./src/embedder/quantization/processor.ts


/** Part of the contract. Raise it when a change of row-wise.ts changes the results of a rewritten graph. */
const ROW_WISE = 'row-wise/1';
/** By architecture: CPU flags that decide which integer kernels ONNX Runtime uses, most capable first. */
const CLASSES = {
    x64: [
        ['amx_int8', 'amx-int8'],
        ['avx512_vnni', 'avx512-vnni'],
        ['avx_vnni', 'avx-vnni'],
        ['avx512bw', 'avx512'],
        ['avx2', 'avx2'],
    ],
    arm64: [
        ['i8mm', 'neon-i8mm'],
        ['asimddp', 'neon-dotprod'],
        ['asimd', 'neon'],
    ],
};
/** Classes that add pairs of 8-bit products in 16 bits, which large sums overflow. */
const SATURATING = ['avx512', 'avx2'];
/**
 * The class of processors that compute the same vectors in 8 bits. Integer products are exact in all classes, but the fp32 steps in
 * between round in different orders, and one 8-bit step of an activation is much larger than such a difference.
 * If the system does not list the flags of the processor, its model forms its own class.
 */
function instructionSet({ arch, cpuinfo, model }) {
    const [, line = ''] = /^(?:flags|Features)\s*:(.*)$/m.exec(cpuinfo) ?? [];
    const flags = new Set(line.trim().split(/\s+/));
    const known = CLASSES[arch]?.find(([flag]) => flags.has(flag));
    return known ? known[1] : `${arch} ${model}`.trim();
}
/** The largest integer for a weight at which no sum overflows. An unknown processor is assumed to overflow. */
function weightLimit(instructions) {
    const known = Object.values(CLASSES).some((classes) => classes.some(([, name]) => name === instructions));
    return known && !SATURATING.includes(instructions) ? 127 : 63;
}
async function readProcessor() {
    const cpuinfo = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
    return { arch: arch(), cpuinfo, model: cpus()[0]?.model ?? '' };
}

;// CONCATENATED MODULE: ./src/embedder/quantization/onnx-graph.ts

/** Numbers of the fields used here, from onnx/onnx.proto (IR version 10). */
const MODEL = { graph: 7, opset: 8 };
const OPSET = { domain: 1, version: 2 };
const onnx_graph_GRAPH = { node: 1, initializer: 5, output: 12 };
const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 };
const ATTRIBUTE = { name: 1, integer: 3, graph: 6, integers: 8, type: 20 };
const onnx_graph_TENSOR = { dims: 1, type: 2, floats: 4, name: 8, raw: 9, location: 14 };
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
        nodes: bytesOf(graph, onnx_graph_GRAPH.node).map(readNode),
        initializers: new Map(bytesOf(graph, onnx_graph_GRAPH.initializer).map((tensor) => [stringsOf(readFields(tensor), onnx_graph_TENSOR.name)[0] ?? '', tensor])),
        outputs: bytesOf(graph, onnx_graph_GRAPH.output).map((output) => stringsOf(readFields(output), 1)[0] ?? ''),
        rest: {
            model: model.filter(({ number }) => number !== MODEL.graph),
            graph: graph.filter(({ number }) => number !== onnx_graph_GRAPH.node && number !== onnx_graph_GRAPH.initializer),
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
        ...nodes.map((node) => bytesField(onnx_graph_GRAPH.node, node.source ?? writeNode(node))),
        ...[...initializers.values()].map((tensor) => bytesField(onnx_graph_GRAPH.initializer, tensor)),
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
    return integersOf(readFields(tensor), onnx_graph_TENSOR.location)[0] === 1;
}
/** @returns undefined if a tensor does not store its numbers as bytes; only small ones may not */
function readTensor(bytes) {
    const fields = readFields(bytes);
    const type = integersOf(fields, onnx_graph_TENSOR.type)[0] ?? 0;
    const dims = integersOf(fields, onnx_graph_TENSOR.dims);
    const raw = bytesOf(fields, onnx_graph_TENSOR.raw)[0];
    if (raw)
        return { dims, type, raw };
    // Small constants may be stored as numbers instead; packed floats have the layout of raw bytes.
    const [floats] = bytesOf(fields, onnx_graph_TENSOR.floats);
    return type === TENSOR_TYPE.float && floats ? { dims, type, raw: floats } : undefined;
}
function writeTensor(name, { dims, type, raw }) {
    return writeFields([
        ...dims.map((dim) => integerField(onnx_graph_TENSOR.dims, dim)),
        integerField(onnx_graph_TENSOR.type, type),
        bytesField(onnx_graph_TENSOR.name, name),
        bytesField(onnx_graph_TENSOR.raw, raw),
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

;// CONCATENATED MODULE: ./src/embedder/quantization/constants.ts


/** Constants of a graph: its fp32 tensors, and the results of Cast, Mul and Reshape that depend only on stored tensors. */
class Constants {
    graph;
    makers;
    constructor(graph) {
        this.graph = graph;
        this.makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node])));
    }
    /** The node that outputs a value. */
    makerOf(name) {
        return this.makers.get(name);
    }
    /** Whether a value is the same for every input. */
    known(name) {
        if (this.graph.initializers.has(name))
            return true;
        const node = this.makers.get(name);
        return node?.inputs.length ? node.inputs.every((input) => this.known(input)) : node?.operator === 'Constant';
    }
    /** @returns undefined if the value is not known to be constant */
    of(name) {
        const bytes = this.graph.initializers.get(name);
        if (bytes)
            return stored(bytes);
        const node = this.makers.get(name);
        const [first = '', second = ''] = node?.inputs ?? [];
        if (node?.operator === 'Cast' && node.attributes.to?.[0] === TENSOR_TYPE.float)
            return this.of(first);
        if (node?.operator === 'Mul')
            return product(this.of(first), this.of(second));
        if (node?.operator === 'Reshape')
            return reshaped(this.of(first), this.of(second));
        return undefined;
    }
}
function stored(bytes) {
    const tensor = readTensor(bytes);
    if (!tensor)
        return undefined;
    const { dims, type } = tensor;
    // Copied, because typed arrays must start at a multiple of their element size.
    const raw = new Uint8Array(tensor.raw).buffer;
    if (type === TENSOR_TYPE.float)
        return { dims, values: new Float32Array(raw) };
    if (type === TENSOR_TYPE.int8)
        return { dims, values: new Float32Array(new Int8Array(raw)) };
    if (type === TENSOR_TYPE.int64)
        return { dims, values: Float32Array.from(new BigInt64Array(raw), Number) };
    if (type === TENSOR_TYPE.half) {
        const widened = widenedHalves();
        return { dims, values: Float32Array.from(new Uint16Array(raw), (bits) => widened[bits]) };
    }
    return undefined;
}
function reshaped(data, shape) {
    const dims = shape && Array.from(shape.values);
    const whole = dims?.every((dim) => dim > 0) && dims.reduce((a, b) => a * b, 1) === data?.values.length;
    return data && dims && whole ? { dims, values: data.values } : undefined;
}
/** `b` has the rank of `a`, and each dimension is equal or 1, as in block-wise scales. */
function product(a, b) {
    if (!a || !b || a.dims.length === 0 || a.dims.length !== b.dims.length)
        return undefined;
    if (b.dims.some((dim, axis) => dim !== 1 && dim !== a.dims[axis]))
        return undefined;
    const values = new Float32Array(a.values.length);
    const [rows, scales] = [strides(a.dims), strides(b.dims)];
    const last = a.dims.length - 1;
    const multiply = (axis, from, scale) => {
        const size = a.dims[axis];
        const step = b.dims[axis] === 1 ? 0 : scales[axis];
        for (let at = 0; at < size; at++) {
            if (axis < last)
                multiply(axis + 1, from + at * rows[axis], scale + at * step);
            else
                values[from + at] = a.values[from + at] * b.values[scale + at * step];
        }
    };
    multiply(0, 0, 0);
    return { dims: a.dims, values };
}
/** Distance of neighbours along each axis, in row-major order. */
function strides(dims) {
    return dims.map((_, axis) => dims.slice(axis + 1).reduce((a, b) => a * b, 1));
}

;// CONCATENATED MODULE: ./src/embedder/quantization/row-wise.ts




/** ONNX Runtime's own operators, among them MatMulIntegerToFloat. */
const CONTRIBUTED = 'com.microsoft';
/** From this opset on, ReduceMax takes its axes as an input instead of an attribute. */
const AXES_AS_INPUT = 18;
/** The first opset with Round. */
const OLDEST_OPSET = 11;
/** Steps of the second 8-bit number per step of the first: the remainder is between −½ and ½. */
const FINE_STEPS = 254;
/** GELU returns at least −0.17, so 20 of 255 steps suffice for negative values; positive values use the rest. */
const GELU = { lowest: 0.17, zero: 20 };
/** Operators that move or shift values without mixing them; a value may pass through them between its projection and attention. */
const PASSING = 'Add Reshape Transpose Split Gather Squeeze Slice Unsqueeze Identity Expand'.split(' ');
/**
 * Rewrites an fp32 graph to compute its products with weights in 8-bit integers. Each row of activations (a token) and each column of
 * weights has its own scale. Rows do not depend on each other, so a text's vector does not depend on its batch. Everything else stays
 * unchanged. docs/quantization.md explains the method.
 * @param weightLimit 127, or 63 if the processor adds pairs of products in 16 bits, which 2 × 255 × 63 fits exactly
 * @throws ModelError if there is nothing to rewrite
 */
function quantizeRowWise(bytes, weightLimit) {
    const graph = readGraph(bytes);
    if (graph.opset < OLDEST_OPSET) {
        throw new ModelError(`dtype q8 needs a model of opset ${OLDEST_OPSET} or later, and this is opset ${graph.opset}. Use dtype fp32.`);
    }
    if ([...graph.initializers.values()].some(isExternal)) {
        throw new ModelError('dtype q8 needs the weights inside the .onnx file, but these are in a separate file. Use dtype fp32.');
    }
    const rewriting = new Rewriting(graph, weightLimit);
    const nodes = graph.nodes.flatMap((node) => rewriting.rewrite(node));
    if (rewriting.products === 0) {
        throw new ModelError('dtype q8 found no product with fp32 weights in this model (MatMul with a constant matrix, inside the .onnx file). Use dtype fp32.');
    }
    const initializers = new Map([...graph.initializers, ...rewriting.added]);
    return writeGraph(withoutUnused({ ...graph, nodes, initializers }), [CONTRIBUTED]);
}
class Rewriting {
    graph;
    weightLimit;
    products = 0;
    added = new Map();
    constants;
    fine;
    fineInputs;
    /** Activations quantized already: the products for Q, K and V share one. */
    coarseOf = new Set();
    fineOf = new Set();
    constructor(graph, weightLimit) {
        this.graph = graph;
        this.weightLimit = weightLimit;
        this.constants = new Constants(graph);
        this.fine = valueProjections(graph, (name) => this.constants.known(name));
        this.fineInputs = new Set([...this.fine].map(({ inputs }) => inputs[0] ?? ''));
        this.scalar('q8.zero', TENSOR_TYPE.uint8, Uint8Array.of(128));
        this.scalar('q8.one', TENSOR_TYPE.float, 1);
        this.scalar('q8.fine', TENSOR_TYPE.float, 1 / FINE_STEPS);
        this.scalar('q8.limit', TENSOR_TYPE.float, 1 / 127);
        this.scalar('q8.smallest', TENSOR_TYPE.float, 1e-9);
        this.scalar('q8.gelu.zero', TENSOR_TYPE.uint8, Uint8Array.of(GELU.zero));
        this.scalar('q8.gelu.limit', TENSOR_TYPE.float, 1 / (255 - GELU.zero));
        this.scalar('q8.gelu.smallest', TENSOR_TYPE.float, GELU.lowest / GELU.zero);
        this.added.set('q8.last', writeTensor('q8.last', { dims: [1], type: TENSOR_TYPE.int64, raw: vector_bytesOf(BigInt64Array.of(-1n)) }));
    }
    /** @returns the nodes that replace this one */
    rewrite(node) {
        const [input = '', weights = ''] = node.inputs;
        if (node.operator !== 'MatMul' || node.domain !== '' || this.constants.known(input))
            return [node];
        const matrix = this.constants.of(weights);
        if (matrix?.dims.length !== 2)
            return [node];
        this.products++;
        const [output = ''] = node.outputs;
        this.store(weights, matrix);
        const product = (of, scale, to) => {
            const factors = [`${input}.q8${of}`, `${weights}.q8`, scale, `${weights}.q8.scale`, this.zeroOf(input)];
            return made('MatMulIntegerToFloat', factors, to, CONTRIBUTED);
        };
        if (!this.fine.has(node)) {
            return [
                ...this.coarse(input),
                product('', 'q8.one', `${output}.q8`),
                made('Mul', [`${output}.q8`, `${input}.q8.scale`], output),
            ];
        }
        return [
            ...this.coarse(input),
            ...this.finer(input),
            product('', 'q8.one', `${output}.q8.coarse`),
            product('.fine', 'q8.fine', `${output}.q8.fine`),
            made('Add', [`${output}.q8.coarse`, `${output}.q8.fine`], `${output}.q8`),
            made('Mul', [`${output}.q8`, `${input}.q8.scale`], output),
        ];
    }
    /** x ≈ scale × (q − 128), with a scale that maps the row's value farthest from zero to ±127. */
    coarse(x) {
        if (this.coarseOf.has(x))
            return [];
        this.coarseOf.add(x);
        const [high, low, scale] = [`${x}.q8.high`, `${x}.q8.low`, `${x}.q8.scale`];
        const scaling = this.fromGelu(x)
            ? [
                made('Mul', [high, 'q8.gelu.limit'], `${x}.q8.high.scale`),
                made('Max', [`${x}.q8.high.scale`, 'q8.gelu.smallest'], scale),
            ]
            : [
                this.reduce('ReduceMin', x, low),
                made('Neg', [low], `${low}.negated`),
                made('Max', [high, `${low}.negated`, 'q8.smallest'], `${x}.q8.farthest`),
                made('Mul', [`${x}.q8.farthest`, 'q8.limit'], scale),
            ];
        return [
            this.reduce('ReduceMax', x, high),
            ...scaling,
            made('Div', [x, scale], `${x}.q8.steps`),
            made('QuantizeLinear', [`${x}.q8.steps`, 'q8.one', this.zeroOf(x)], `${x}.q8`),
        ];
    }
    /** Matches only the Gelu operator. If it is composed of Erf and Mul, the last factor may be a gate of either sign. */
    fromGelu(x) {
        return this.constants.makerOf(x)?.operator === 'Gelu' && !this.fineInputs.has(x);
    }
    zeroOf(x) {
        return this.fromGelu(x) ? 'q8.gelu.zero' : 'q8.zero';
    }
    /** The remainder that `coarse` rounded off, in another 8 bits. */
    finer(x) {
        if (this.fineOf.has(x))
            return [];
        this.fineOf.add(x);
        return [
            made('Round', [`${x}.q8.steps`], `${x}.q8.rounded`),
            made('Sub', [`${x}.q8.steps`, `${x}.q8.rounded`], `${x}.q8.left`),
            made('QuantizeLinear', [`${x}.q8.left`, 'q8.fine', 'q8.zero'], `${x}.q8.fine`),
        ];
    }
    reduce(operator, x, output) {
        if (this.graph.opset >= AXES_AS_INPUT)
            return made(operator, [x, 'q8.last'], output, '', { keepdims: [1] });
        return made(operator, [x], output, '', { axes: [-1], keepdims: [1] });
    }
    /** Stores weights as integers up to ±weightLimit, with a scale per column. */
    store(name, { dims, values }) {
        if (this.added.has(`${name}.q8`))
            return;
        const columns = dims[1];
        const scales = new Float32Array(columns);
        for (let from = 0; from < values.length; from += columns) {
            for (let column = 0; column < columns; column++) {
                scales[column] = Math.max(scales[column], Math.abs(values[from + column]));
            }
        }
        for (let column = 0; column < columns; column++) {
            scales[column] = Math.max(scales[column] / this.weightLimit, 1e-12);
        }
        const whole = new Int8Array(values.length);
        for (let from = 0; from < values.length; from += columns) {
            for (let column = 0; column < columns; column++) {
                // Rounds half away from zero by truncating. The largest value equals the limit, so nothing needs clipping.
                const steps = values[from + column] / scales[column];
                whole[from + column] = steps < 0 ? steps - 0.5 : steps + 0.5;
            }
        }
        this.added.set(`${name}.q8`, writeTensor(`${name}.q8`, { dims, type: TENSOR_TYPE.int8, raw: vector_bytesOf(whole) }));
        const scale = { dims: [columns], type: TENSOR_TYPE.float, raw: vector_bytesOf(scales) };
        this.added.set(`${name}.q8.scale`, writeTensor(`${name}.q8.scale`, scale));
    }
    scalar(name, type, value) {
        const raw = typeof value === 'number' ? vector_bytesOf(Float32Array.of(value)) : value;
        this.added.set(name, writeTensor(name, { dims: [], type, raw }));
    }
}
/**
 * Finds the products that compute attention's values, starting from its softmax. Rounding affects them most: in MiniLM they cause
 * more than half of the total loss, because one component of a few tokens is many times larger than the others.
 */
function valueProjections({ nodes }, known) {
    const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node])));
    const found = new Set();
    for (const { operator, inputs } of nodes) {
        const [weights = '', values = ''] = inputs;
        if (operator !== 'MatMul' || makers.get(weights)?.operator !== 'Softmax')
            continue;
        let node = makers.get(values);
        while (node && PASSING.includes(node.operator)) {
            node = makers.get(node.inputs.find((input) => !known(input)) ?? '');
        }
        if (node?.operator === 'MatMul')
            found.add(node);
    }
    return found;
}
/** Removes unused nodes and constants. */
function withoutUnused(graph) {
    if (graph.nodes.some(({ nested }) => nested))
        return graph;
    const used = new Set(graph.outputs);
    const nodes = [];
    for (const node of graph.nodes.toReversed()) {
        if (!node.outputs.some((output) => used.has(output)))
            continue;
        nodes.push(node);
        for (const input of node.inputs)
            used.add(input);
    }
    const initializers = new Map([...graph.initializers].filter(([name]) => used.has(name)));
    return { ...graph, nodes: nodes.toReversed(), initializers };
}
function made(operator, inputs, output, domain = '', attributes = {}) {
    return { operator, domain, inputs, outputs: [output], attributes };
}

;// CONCATENATED MODULE: ./node_modules/@huggingface/tokenizers/dist/tokenizers.mjs
// src/utils/data-structures/DictionarySplitter.ts
var DictionarySplitter = class {
  /**
   * @param dictionary The dictionary of words to use for splitting.
   */
  constructor(dictionary) {
    this.trie = this._build_trie(dictionary);
  }
  /**
   * Builds a trie from the given dictionary.
   * @param dictionary The dictionary of words to build the trie from.
   * @returns The root node of the trie.
   * @private
   */
  _build_trie(dictionary) {
    const trie = /* @__PURE__ */ Object.create(null);
    for (const word of dictionary) {
      let node = trie;
      for (let i = 0; i < word.length; ++i) {
        const char = word[i];
        node = node[char] ??= /* @__PURE__ */ Object.create(null);
      }
      node.end = word;
    }
    return trie;
  }
  /**
   * Splits the input text into tokens based on the dictionary.
   * @param text The input text to split.
   * @returns An array of tokens.
   */
  split(text) {
    const result = [];
    const n = text.length;
    let start = 0;
    let i = 0;
    while (i < n) {
      let node = this.trie;
      let match = null;
      let j = i;
      while (j < n && (node = node[text[j]])) {
        if (node.end) {
          match = node.end;
        }
        ++j;
      }
      if (match) {
        if (i > start) {
          result.push(text.slice(start, i));
        }
        result.push(match);
        i += match.length;
        start = i;
      } else {
        ++i;
      }
    }
    if (start < n) {
      result.push(text.slice(start));
    }
    return result;
  }
};
var DictionarySplitter_default = DictionarySplitter;

// src/core/AddedToken.ts
var AddedToken = class {
  /**
   * Creates a new instance of AddedToken.
   * @param config Added token configuration object.
   */
  constructor(config) {
    this.content = config.content;
    this.id = config.id;
    this.single_word = config.single_word ?? false;
    this.lstrip = config.lstrip ?? false;
    this.rstrip = config.rstrip ?? false;
    this.special = config.special ?? false;
    this.normalized = config.normalized ?? !this.special;
  }
};
var AddedToken_default = AddedToken;

// src/utils/core.ts
var compile_unicode_regexp = (source, flags) => {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const property_names = /* @__PURE__ */ new Map();
    const rewritten = source.replace(
      /(\\[pP])\{([^}=]+)\}/g,
      (text, p, n, offset) => {
        let preceding_backslashes = 0;
        for (let i = offset - 1; i >= 0 && source[i] === "\\"; --i) {
          ++preceding_backslashes;
        }
        if (preceding_backslashes % 2 === 1) return text;
        let property_name = property_names.get(n);
        if (property_name === void 0) {
          try {
            new RegExp(`\\p{${n}}`, "u");
            property_name = n;
          } catch {
            property_name = `Script=${n}`;
          }
          property_names.set(n, property_name);
        }
        return `${p}{${property_name}}`;
      }
    );
    if (rewritten === source) throw error;
    try {
      return new RegExp(rewritten, flags);
    } catch {
      throw error;
    }
  }
};
var clean_up_tokenization = (text) => text.replace(/ \./g, ".").replace(/ \?/g, "?").replace(/ \!/g, "!").replace(/ ,/g, ",").replace(/ \' /g, "'").replace(/ n't/g, "n't").replace(/ 'm/g, "'m").replace(/ 's/g, "'s").replace(/ 've/g, "'ve").replace(/ 're/g, "'re");
var create_pattern = (pattern, invert = true) => {
  if (pattern.Regex !== void 0) {
    const regex = rewrite_oniguruma_to_js(
      normalize_bloom_split_char_class(pattern.Regex)
    );
    return compile_unicode_regexp(regex, "gu");
  } else if (pattern.String !== void 0) {
    const escaped = escape_reg_exp(pattern.String);
    return new RegExp(invert ? escaped : `(${escaped})`, "gu");
  } else {
    console.warn("Unknown pattern type:", pattern);
    return null;
  }
};
var UNICODE_WORD_CHARS_IN_CLASS = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";
var UNICODE_WORD_CHARS = `${UNICODE_WORD_CHARS_IN_CLASS}\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE`;
var UNICODE_WORD_CLASS = `[${UNICODE_WORD_CHARS}]`;
var UNICODE_NON_WORD_CLASS = `[^${UNICODE_WORD_CHARS}]`;
var UNICODE_WORD_BOUNDARY = `(?:(?<!${UNICODE_WORD_CLASS})(?=${UNICODE_WORD_CLASS})|(?<=${UNICODE_WORD_CLASS})(?!${UNICODE_WORD_CLASS}))`;
var UNICODE_NON_WORD_BOUNDARY = `(?:(?<!${UNICODE_WORD_CLASS})(?!${UNICODE_WORD_CLASS})|(?<=${UNICODE_WORD_CLASS})(?=${UNICODE_WORD_CLASS}))`;
var LINE_START_ANCHOR = "(?:(?<![\\s\\S])|(?<=\\n))";
var LINE_END_ANCHOR = "(?:(?=\\n)|(?![\\s\\S]))";
var HEX_DIGIT_CHARS = "0-9A-Fa-f";
var ESCAPE_REWRITES = /* @__PURE__ */ new Map([
  ["A", "(?<![\\s\\S])"],
  ["z", "(?![\\s\\S])"],
  ["Z", "(?=\\n?(?![\\s\\S]))"],
  // \Z permits a single optional final \n (not \r\n)
  ["h", `[${HEX_DIGIT_CHARS}]`],
  ["H", `[^${HEX_DIGIT_CHARS}]`],
  ["w", UNICODE_WORD_CLASS],
  ["W", UNICODE_NON_WORD_CLASS],
  ["d", "\\p{Nd}"],
  ["D", "\\P{Nd}"],
  ["s", "\\p{White_Space}"],
  // JS \s wrongly adds U+FEFF and misses \x85
  ["S", "\\P{White_Space}"],
  ["b", UNICODE_WORD_BOUNDARY],
  ["B", UNICODE_NON_WORD_BOUNDARY],
  ["a", "\\x07"],
  ["e", "\\x1B"]
]);
var CLASS_ESCAPE_REWRITES = /* @__PURE__ */ new Map([
  ["h", HEX_DIGIT_CHARS],
  ["w", UNICODE_WORD_CHARS_IN_CLASS],
  ["d", "\\p{Nd}"],
  ["D", "\\P{Nd}"],
  ["s", "\\p{White_Space}"],
  ["S", "\\P{White_Space}"],
  ["a", "\\x07"],
  ["e", "\\x1B"]
]);
var CLASS_COMPLEMENT_ALTERNATIVES = /* @__PURE__ */ new Map([
  ["W", `[^${UNICODE_WORD_CHARS_IN_CLASS}]`],
  ["H", `[^${HEX_DIGIT_CHARS}]`]
]);
var RAW_WHITESPACE_ESCAPES = /* @__PURE__ */ new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["	", "\\t"],
  ["\f", "\\f"],
  ["\v", "\\v"]
]);
var POSIX_CLASS_FRAGMENTS = /* @__PURE__ */ new Map([
  ["alpha", "\\p{Alphabetic}"],
  ["alnum", "\\p{Alphabetic}\\p{Nd}"],
  ["digit", "\\p{Nd}"],
  ["lower", "\\p{Lowercase}"],
  ["upper", "\\p{Uppercase}"],
  ["space", "\\p{White_Space}"],
  ["blank", "\\t\\p{Zs}"],
  ["punct", "\\p{P}\\p{S}"],
  ["cntrl", "\\p{Cc}"],
  ["word", UNICODE_WORD_CHARS_IN_CLASS],
  ["xdigit", HEX_DIGIT_CHARS]
]);
var JS_SYNTAX_CHARS = "^$\\.*+?()[]{}|/";
var GROUP_PREFIX_RE = /^\(\?(?:<[=!]|<[A-Za-z_][A-Za-z0-9_]*>|[:=!>])/;
var BRACED_ESCAPE_RE = /^\\([pPxu])\{([^}]*)\}/;
var QUANTIFIER_BRACE_RE = /^\{(\d+(?:,\d*)?|,\d+)\}/;
var POSIX_BRACKET_RE = /^\[:(\^?)(\p{Alphabetic}+):\]/u;
var EMPTY_NEGATED_POSIX_BRACKET_RE = /^\[:\^:\]/;
var UNSUPPORTED_POSIX_BRACKET_RE = /^\[(?:\.[^\]]*\.\]|=[^\]]*=\])/;
var FIXED_WIDTH_ESCAPE_RE = /^(?:\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\c[A-Za-z])/;
var is_ascii_letter = (char) => char >= "A" && char <= "Z" || char >= "a" && char <= "z";
var character_at = (text, index) => String.fromCodePoint(text.codePointAt(index));
var get_ascii_folded_hex_atom = (hex) => {
  if (!/^[0-9A-Fa-f]{1,8}$/.test(hex)) return null;
  const code_point = Number.parseInt(hex, 16);
  if (code_point > 127) return null;
  const letter = String.fromCharCode(code_point);
  return is_ascii_letter(letter) ? `[${letter.toLowerCase()}${letter.toUpperCase()}]` : null;
};
var normalize_bloom_split_char_class = (regex) => regex.replace(/\[\^\(\\s\|\[([^\]]+)\]\)\]/g, "[^()|\\s$1]");
var ANY_CODE_POINT = "[\\s\\S]";
var MAX_CHARACTER_CLASS_NESTING_DEPTH = 256;
var create_character_class_operand = () => ({
  fragment: "",
  alternatives: [],
  tail: null,
  contains_complex_set: false
});
var throw_character_class_range_error = (index) => {
  throw new SyntaxError(
    `Unsupported range with a set-valued character-class operand at index ${index}`
  );
};
var add_character_class_atom = (operand, atom, index, contains_complex_set = true) => {
  if (operand.tail === "range") throw_character_class_range_error(index);
  operand.alternatives.push(atom);
  operand.tail = "set";
  operand.contains_complex_set = operand.contains_complex_set || contains_complex_set;
};
var append_character_class_fragment = (operand, fragment, set_valued = false, index = -1) => {
  if (set_valued && operand.tail === "range") {
    throw_character_class_range_error(index);
  }
  if (operand.tail === "range") {
    operand.fragment += fragment;
    operand.tail = "complete_range";
    return;
  }
  operand.fragment += fragment;
  operand.tail = set_valued ? "set" : "scalar";
  operand.contains_complex_set = operand.contains_complex_set || set_valued;
};
var rewrite_character_class_escape = (regex, index, operand) => {
  const braced = BRACED_ESCAPE_RE.exec(regex.slice(index));
  if (braced) {
    const [text, kind, body] = braced;
    if (kind === "P" && body === "Word") {
      add_character_class_atom(
        operand,
        `[^${UNICODE_WORD_CHARS_IN_CLASS}]`,
        index
      );
    } else {
      const replacement2 = kind === "x" ? `\\u{${body}}` : kind === "p" && body === "Word" ? UNICODE_WORD_CHARS_IN_CLASS : text;
      append_character_class_fragment(
        operand,
        replacement2,
        kind === "p" || kind === "P",
        index
      );
    }
    return index + text.length;
  }
  const fixed_width = FIXED_WIDTH_ESCAPE_RE.exec(regex.slice(index));
  if (fixed_width) {
    append_character_class_fragment(operand, fixed_width[0]);
    return index + fixed_width[0].length;
  }
  if (index + 1 >= regex.length) {
    throw new SyntaxError(
      `Unterminated escape in character class at index ${index}`
    );
  }
  const next = character_at(regex, index + 1);
  const next_end = index + 1 + next.length;
  const raw_whitespace = RAW_WHITESPACE_ESCAPES.get(next);
  if (raw_whitespace !== void 0) {
    append_character_class_fragment(operand, raw_whitespace);
    return next_end;
  }
  const complement = CLASS_COMPLEMENT_ALTERNATIVES.get(next);
  if (complement !== void 0) {
    add_character_class_atom(operand, complement, index);
    return next_end;
  }
  const rewrite = CLASS_ESCAPE_REWRITES.get(next);
  let replacement;
  let set_valued = false;
  if (rewrite !== void 0) {
    replacement = rewrite;
    set_valued = next !== "a" && next !== "e";
  } else if (/[A-Za-z0-9]/.test(next)) {
    replacement = `\\${next}`;
  } else if (JS_SYNTAX_CHARS.includes(next) || next === "-") {
    replacement = `\\${next}`;
  } else {
    replacement = next;
  }
  append_character_class_fragment(operand, replacement, set_valued, index);
  return next_end;
};
var compile_character_set_union = (pieces) => {
  if (pieces.length === 1) return pieces[0];
  return `(?:(?=(?:${pieces.join("|")}))${ANY_CODE_POINT})`;
};
var compile_character_class_operand = (operand) => {
  const pieces = operand.fragment.length === 0 ? operand.alternatives : [`[${operand.fragment}]`, ...operand.alternatives];
  return compile_character_set_union(pieces);
};
var get_ascii_fold_additions = (positive_atom) => {
  const membership = compile_unicode_regexp(`^(?:${positive_atom})$`, "u");
  let additions = "";
  for (let offset = 0; offset < 26; ++offset) {
    const upper = String.fromCharCode(65 + offset);
    const lower = String.fromCharCode(97 + offset);
    const has_upper = membership.test(upper);
    const has_lower = membership.test(lower);
    if (has_upper !== has_lower) additions += has_upper ? lower : upper;
  }
  return additions;
};
var parse_character_class = (regex, start, ascii_fold, apply_ascii_fold = true, nesting_depth = 1) => {
  if (nesting_depth > MAX_CHARACTER_CLASS_NESTING_DEPTH) {
    throw new SyntaxError(
      `Maximum character-class nesting depth of ${MAX_CHARACTER_CLASS_NESTING_DEPTH} exceeded at index ${start}`
    );
  }
  let i = start + 1;
  const negated = regex[i] === "^";
  if (negated) ++i;
  const first_content_index = i;
  const operands = [create_character_class_operand()];
  let operand = operands[0];
  let contains_nested_negated_complex_set = false;
  while (i < regex.length) {
    const char = character_at(regex, i);
    if (char === "\\") {
      i = rewrite_character_class_escape(regex, i, operand);
      continue;
    }
    if (char === "]") {
      if (i === first_content_index) {
        append_character_class_fragment(operand, "\\]");
        ++i;
        continue;
      }
      if (operand.tail === null) {
        if (operands.length > 1) {
          throw new SyntaxError(
            `Malformed character-class intersection with an empty operand at index ${i}`
          );
        }
        throw new SyntaxError(`Empty character class at index ${start}`);
      }
      const contains_complex_set = operands.some(
        (candidate) => candidate.contains_complex_set
      );
      if (negated && operands.length > 1 && contains_nested_negated_complex_set) {
        throw new SyntaxError(
          `Unsupported outer-negated character-class intersection with a nested negated class containing a Unicode property, POSIX class, or shorthand at index ${start}`
        );
      }
      const first_atom = compile_character_class_operand(operands[0]);
      let positive_atom = first_atom;
      if (operands.length > 1) {
        let lookaheads = "";
        for (let j = 1; j < operands.length; ++j) {
          lookaheads += `(?=${compile_character_class_operand(operands[j])})`;
        }
        positive_atom = `(?:${lookaheads}${first_atom})`;
      }
      const is_direct_class = operands.length === 1 && operand.alternatives.length === 0;
      let direct_fragment = operand.fragment;
      if (ascii_fold && apply_ascii_fold) {
        const additions = get_ascii_fold_additions(positive_atom);
        if (additions.length > 0) {
          if (is_direct_class) {
            direct_fragment += additions;
            positive_atom = `[${direct_fragment}]`;
          } else {
            positive_atom = compile_character_set_union([
              positive_atom,
              `[${additions}]`
            ]);
          }
        }
      }
      const atom = negated ? is_direct_class ? `[^${direct_fragment}]` : `(?:(?!${positive_atom})${ANY_CODE_POINT})` : positive_atom;
      return {
        atom,
        end: i + 1,
        negated,
        contains_complex_set,
        contains_nested_negated_complex_set
      };
    }
    if (regex.startsWith("&&", i)) {
      if (operand.tail === null) {
        throw new SyntaxError(
          `Malformed character-class intersection with an empty operand at index ${i}`
        );
      }
      operand = create_character_class_operand();
      operands.push(operand);
      i += 2;
      continue;
    }
    if (char === "[") {
      const suffix = regex.slice(i);
      if (EMPTY_NEGATED_POSIX_BRACKET_RE.test(suffix)) {
        throw new SyntaxError(
          `Malformed empty negated POSIX character class at index ${i}`
        );
      }
      const posix = POSIX_BRACKET_RE.exec(suffix);
      if (posix) {
        const [, posix_negated, name] = posix;
        const fragment = POSIX_CLASS_FRAGMENTS.get(name);
        if (fragment === void 0) {
          throw new SyntaxError(
            `Unsupported POSIX character class "${name}" at index ${i}`
          );
        }
        if (ascii_fold && posix_negated && (name === "lower" || name === "upper")) {
          throw new SyntaxError(
            `Unsupported negated POSIX ${name} class inside an inline case-insensitive group`
          );
        }
        if (posix_negated) {
          add_character_class_atom(operand, `[^${fragment}]`, i);
        } else {
          append_character_class_fragment(operand, fragment, true, i);
        }
        i += posix[0].length;
        continue;
      }
      if (UNSUPPORTED_POSIX_BRACKET_RE.test(suffix)) {
        throw new SyntaxError(
          `Unsupported POSIX collating or equivalence bracket expression at index ${i}`
        );
      }
      const nested = parse_character_class(
        regex,
        i,
        ascii_fold,
        false,
        nesting_depth + 1
      );
      add_character_class_atom(
        operand,
        nested.atom,
        i,
        nested.contains_complex_set
      );
      contains_nested_negated_complex_set ||= nested.contains_nested_negated_complex_set || nested.negated && nested.contains_complex_set;
      i = nested.end;
      continue;
    }
    if (char === "-") {
      const is_terminal_literal = regex[i + 1] === "]" || regex.startsWith("&&", i + 1);
      if (operand.tail === "set" && !is_terminal_literal) {
        throw_character_class_range_error(i);
      }
      if (operand.tail === null || operand.tail === "range" || operand.tail === "complete_range" || is_terminal_literal) {
        append_character_class_fragment(operand, "\\-");
      } else {
        operand.fragment += "-";
        operand.tail = "range";
      }
      ++i;
      continue;
    }
    append_character_class_fragment(
      operand,
      char === "^" && operand.fragment.length === 0 ? "\\^" : char
    );
    i += char.length;
  }
  throw new SyntaxError(
    `${operands.length > 1 ? "Unterminated character-class intersection" : "Unterminated character class"} at index ${start}`
  );
};
var rewrite_oniguruma_to_js = (regex) => {
  let out = "";
  let atom_start = -1;
  let last_was_quantifier = false;
  let ascii_fold = false;
  const group_states = [];
  const emit_atom = (text) => {
    atom_start = out.length;
    out += text;
    last_was_quantifier = false;
  };
  for (let i = 0; i < regex.length; ) {
    const char = character_at(regex, i);
    if (char === "\\") {
      const braced = BRACED_ESCAPE_RE.exec(regex.slice(i));
      if (braced) {
        const [text, kind, body] = braced;
        let replacement2 = text;
        if (kind === "x") {
          const code_point_escape = `\\u{${body}}`;
          replacement2 = ascii_fold ? get_ascii_folded_hex_atom(body) ?? code_point_escape : code_point_escape;
        } else if (body === "Word") {
          replacement2 = kind === "p" ? UNICODE_WORD_CLASS : UNICODE_NON_WORD_CLASS;
        }
        emit_atom(replacement2);
        i += text.length;
        continue;
      }
      const fixed_width = FIXED_WIDTH_ESCAPE_RE.exec(regex.slice(i));
      if (fixed_width) {
        const text = fixed_width[0];
        const replacement2 = ascii_fold && text[1] !== "c" ? get_ascii_folded_hex_atom(text.slice(2)) ?? text : text;
        emit_atom(replacement2);
        i += text.length;
        continue;
      }
      if (i + 1 >= regex.length) {
        out += char;
        break;
      }
      const next = character_at(regex, i + 1);
      i += 1 + next.length;
      if (next === "G") {
        continue;
      }
      const raw_whitespace = RAW_WHITESPACE_ESCAPES.get(next);
      if (raw_whitespace !== void 0) {
        emit_atom(raw_whitespace);
        continue;
      }
      const rewrite = ESCAPE_REWRITES.get(next);
      let replacement;
      if (rewrite !== void 0) {
        replacement = rewrite;
      } else if (/[A-Za-z0-9]/.test(next)) {
        replacement = `\\${next}`;
      } else if (JS_SYNTAX_CHARS.includes(next)) {
        replacement = `\\${next}`;
      } else {
        replacement = next;
      }
      emit_atom(replacement);
      continue;
    }
    switch (char) {
      case "[": {
        const parsed = parse_character_class(regex, i, ascii_fold);
        emit_atom(parsed.atom);
        i = parsed.end;
        continue;
      }
      case "]":
        emit_atom("\\]");
        ++i;
        continue;
      case ".":
        emit_atom("[^\\n]");
        ++i;
        continue;
      case "^":
        emit_atom(LINE_START_ANCHOR);
        ++i;
        continue;
      case "$":
        emit_atom(LINE_END_ANCHOR);
        ++i;
        continue;
      case "(": {
        const inline_case_insensitive = regex.startsWith("(?i:", i);
        const source_prefix = inline_case_insensitive ? "(?i:" : GROUP_PREFIX_RE.exec(regex.slice(i))?.[0] ?? "(";
        const output_prefix = inline_case_insensitive ? "(?:" : source_prefix === "(?>" ? "(?:" : source_prefix;
        group_states.push([out.length, ascii_fold]);
        if (inline_case_insensitive) ascii_fold = true;
        out += output_prefix;
        last_was_quantifier = false;
        i += source_prefix.length;
        continue;
      }
      case ")":
        out += char;
        [atom_start, ascii_fold] = group_states.pop() ?? [-1, false];
        last_was_quantifier = false;
        ++i;
        continue;
      case "|":
        out += char;
        atom_start = -1;
        last_was_quantifier = false;
        ++i;
        continue;
      case "{": {
        const quant = QUANTIFIER_BRACE_RE.exec(regex.slice(i));
        if (!quant || atom_start < 0) {
          emit_atom("\\{");
          ++i;
          continue;
        }
        const body = quant[1].startsWith(",") ? `0${quant[1]}` : quant[1];
        i += quant[0].length;
        const following = regex[i];
        if (following === "+" || following === "*") {
          out = `${out.slice(0, atom_start)}(?:${out.slice(atom_start)}{${body}})${following}`;
          ++i;
        } else {
          out += `{${body}}`;
        }
        last_was_quantifier = true;
        continue;
      }
      case "}":
        emit_atom("\\}");
        ++i;
        continue;
      case "+":
        if (last_was_quantifier) {
          ++i;
          continue;
        }
        out += char;
        last_was_quantifier = true;
        ++i;
        continue;
      case "*":
      case "?":
        out += char;
        last_was_quantifier = true;
        ++i;
        continue;
      default:
        emit_atom(
          ascii_fold && is_ascii_letter(char) ? `[${char.toLowerCase()}${char.toUpperCase()}]` : char
        );
        i += char.length;
        continue;
    }
  }
  return out;
};
var escape_reg_exp = (string) => string.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
var fuse_unk = (arr, tokens_to_ids, unk_token_id) => {
  const fused = [];
  let i = 0;
  while (i < arr.length) {
    fused.push(arr[i]);
    const token_id = tokens_to_ids.get(arr[i]) ?? unk_token_id;
    if (token_id !== unk_token_id) {
      ++i;
      continue;
    }
    while (++i < arr.length && (tokens_to_ids.get(arr[i]) ?? unk_token_id) === unk_token_id) {
      if (tokens_to_ids.get(fused.at(-1)) !== unk_token_id) {
        fused[fused.length - 1] += arr[i];
      }
    }
  }
  return fused;
};
var is_chinese_char = (cp) => cp >= 19968 && cp <= 40959 || cp >= 13312 && cp <= 19903 || cp >= 131072 && cp <= 173791 || cp >= 173824 && cp <= 177983 || cp >= 177984 && cp <= 178207 || cp >= 178208 && cp <= 183983 || cp >= 63744 && cp <= 64255 || cp >= 194560 && cp <= 195103;
var is_integral_number = (x) => Number.isInteger(x) || typeof x === "bigint";
var len = (s) => {
  let length = 0;
  for (const c of s) ++length;
  return length;
};
var lowercase_and_remove_accents = (text) => remove_accents(text.toLowerCase());
var merge_arrays = (...arrs) => Array.prototype.concat.apply([], arrs);
var object_to_map = (obj) => new Map(Object.entries(obj));
var regex_split = (text, regex) => {
  const result = [];
  let prev = 0;
  for (const match of text.matchAll(regex)) {
    const full_match = match[0];
    if (prev < match.index) {
      result.push(text.slice(prev, match.index));
    }
    if (full_match.length > 0) {
      result.push(full_match);
    }
    prev = match.index + full_match.length;
  }
  if (prev < text.length) {
    result.push(text.slice(prev));
  }
  return result;
};
var remove_accents = (text) => text.replace(/\p{M}/gu, "");
var validate_object = (obj, name, required_keys = []) => {
  if (!obj || Array.isArray(obj) || typeof obj !== "object") {
    return `${name} must be a valid object`;
  }
  for (const key of required_keys) {
    if (!(key in obj)) {
      return `${name} must contain a "${key}" property`;
    }
  }
  return null;
};
var whitespace_split = (text) => text.match(/\S+/g) || [];

// src/utils/Callable.ts
var Callable = class {
  /**
   * Creates a new instance of the Callable class.
   */
  constructor() {
    const closure = function(...args) {
      return closure._call(...args);
    };
    return Object.setPrototypeOf(closure, new.target.prototype);
  }
};
var Callable_default = Callable;

// src/core/Normalizer.ts
var Normalizer = class extends Callable_default {
  /**
   * @param config The configuration object for the normalizer.
   */
  constructor(config) {
    super();
    this.config = config;
  }
  /**
   * Alias for {@link Normalizer#normalize}.
   * @param text The text to normalize.
   * @returns The normalized text.
   */
  _call(text) {
    return this.normalize(text);
  }
};
var Normalizer_default = Normalizer;

// src/core/normalizer/BertNormalizer.ts
var BertNormalizer = class extends Normalizer_default {
  /**
   * Adds whitespace around any CJK (Chinese, Japanese, or Korean) character in the input text.
   *
   * @param text The input text to tokenize.
   * @returns The tokenized text with whitespace added around CJK characters.
   */
  tokenize_chinese_chars(text) {
    const output = [];
    for (let i = 0; i < text.length; ++i) {
      const char = text[i];
      const cp = char.charCodeAt(0);
      if (is_chinese_char(cp)) {
        output.push(" ");
        output.push(char);
        output.push(" ");
      } else {
        output.push(char);
      }
    }
    return output.join("");
  }
  /**
   * Strips accents from the given text.
   * @param text The text to strip accents from.
   * @returns The text with accents removed.
   */
  strip_accents(text) {
    return text.normalize("NFD").replace(/\p{Mn}/gu, "");
  }
  /**
   * Checks whether `char` is a control character.
   * @param char The character to check.
   * @returns Whether `char` is a control character.
   */
  is_control(char) {
    switch (char) {
      case "	":
      case "\n":
      case "\r":
        return false;
      default:
        return /^\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}$/u.test(char);
    }
  }
  /**
   * Performs invalid character removal and whitespace cleanup on text.
   * @param text The text to clean.
   * @returns The cleaned text.
   */
  clean_text(text) {
    const output = [];
    for (const char of text) {
      const cp = char.charCodeAt(0);
      if (cp === 0 || cp === 65533 || this.is_control(char)) {
        continue;
      }
      if (/^\s$/.test(char)) {
        output.push(" ");
      } else {
        output.push(char);
      }
    }
    return output.join("");
  }
  /**
   * Normalizes the given text based on the configuration.
   * @param text The text to normalize.
   * @returns The normalized text.
   */
  normalize(text) {
    if (this.config.clean_text) {
      text = this.clean_text(text);
    }
    if (this.config.handle_chinese_chars) {
      text = this.tokenize_chinese_chars(text);
    }
    if (this.config.lowercase) {
      text = text.toLowerCase();
      if (this.config.strip_accents !== false) {
        text = this.strip_accents(text);
      }
    } else if (this.config.strip_accents) {
      text = this.strip_accents(text);
    }
    return text;
  }
};
var BertNormalizer_default = BertNormalizer;

// src/core/normalizer/Precompiled.ts
var Precompiled = class extends Normalizer_default {
  /**
   * Create a new instance of Precompiled normalizer.
   * @param config The configuration object.
   */
  constructor(config) {
    super(config);
    this.charsmap = config.precompiled_charsmap ?? null;
  }
  /**
   * Normalizes the given text by applying the precompiled charsmap.
   * @param text The text to normalize.
   * @returns The normalized text.
   */
  normalize(text) {
    text = text.replace(
      /[\u0001-\u0008\u000B\u000E-\u001F\u007F\u008F\u009F]/gm,
      ""
    );
    text = text.replace(
      /[\u0009\u000A\u000C\u000D\u00A0\u1680\u2000-\u200F\u2028\u2029\u202F\u205F\u2581\u3000\uFEFF\uFFFD]/gm,
      " "
    );
    if (text.includes("\uFF5E")) {
      const parts = text.split("\uFF5E");
      text = parts.map((part) => part.normalize("NFKC")).join("\uFF5E");
    } else {
      text = text.normalize("NFKC");
    }
    return text;
  }
};
var Precompiled_default = Precompiled;

// src/core/normalizer/Sequence.ts
var Sequence = class extends Normalizer_default {
  /**
   * Create a new instance of NormalizerSequence.
   * @param config The configuration object.
   */
  constructor(config) {
    super(config);
    this.normalizers = (config.normalizers ?? []).map(
      (x) => create_normalizer_default(x)
    );
  }
  /**
   * Apply a sequence of Normalizers to the input text.
   * @param text The text to normalize.
   * @returns The normalized text.
   */
  normalize(text) {
    return this.normalizers.reduce((t, normalizer) => {
      return normalizer ? normalizer.normalize(t) : t;
    }, text);
  }
};
var Sequence_default = Sequence;

// src/core/normalizer/Replace.ts
var Replace = class extends Normalizer_default {
  /**
   * @param config The configuration object for the normalizer.
   */
  constructor(config) {
    super(config);
    this.pattern = create_pattern(this.config.pattern ?? {});
  }
  /**
   * Normalize the input text by replacing the pattern with the content.
   * @param text The input text to be normalized.
   * @returns The normalized text after replacing the pattern with the content.
   */
  normalize(text) {
    return this.pattern === null ? text : text.replaceAll(this.pattern, this.config.content ?? "");
  }
};
var Replace_default = Replace;

// src/core/normalizer/UnicodeNormalizer.ts
var UnicodeNormalizer = class extends Normalizer_default {
  constructor() {
    super(...arguments);
    /**
     * The Unicode normalization form to apply.
     * Should be one of: 'NFC', 'NFD', 'NFKC', or 'NFKD'.
     */
    this.form = "NFC";
  }
  /**
   * Normalize the input text by applying Unicode normalization.
   * @param text The input text to be normalized.
   * @returns The normalized text.
   */
  normalize(text) {
    text = text.normalize(this.form);
    return text;
  }
};
var UnicodeNormalizer_default = UnicodeNormalizer;

// src/core/normalizer/NFC.ts
var NFC = class extends UnicodeNormalizer_default {
  constructor() {
    super(...arguments);
    this.form = "NFC";
  }
};
var NFC_default = NFC;

// src/core/normalizer/NFD.ts
var NFD = class extends UnicodeNormalizer_default {
  constructor() {
    super(...arguments);
    this.form = "NFD";
  }
};
var NFD_default = NFD;

// src/core/normalizer/NFKC.ts
var NFKC = class extends UnicodeNormalizer_default {
  constructor() {
    super(...arguments);
    this.form = "NFKC";
  }
};
var NFKC_default = NFKC;

// src/core/normalizer/NFKD.ts
var NFKD = class extends UnicodeNormalizer_default {
  constructor() {
    super(...arguments);
    this.form = "NFKD";
  }
};
var NFKD_default = NFKD;

// src/core/normalizer/Strip.ts
var Strip = class extends Normalizer_default {
  /**
   * Strip leading and/or trailing whitespace from the input text.
   * @param text The input text.
   * @returns The normalized text.
   */
  normalize(text) {
    if (this.config.strip_left && this.config.strip_right) {
      text = text.trim();
    } else {
      if (this.config.strip_left) {
        text = text.trimStart();
      }
      if (this.config.strip_right) {
        text = text.trimEnd();
      }
    }
    return text;
  }
};
var Strip_default = Strip;

// src/core/normalizer/StripAccents.ts
var StripAccents = class extends Normalizer_default {
  /**
   * Remove all accents from the text.
   * @param text The input text.
   * @returns The normalized text without accents.
   */
  normalize(text) {
    return remove_accents(text);
  }
};
var StripAccents_default = StripAccents;

// src/core/normalizer/Lowercase.ts
var Lowercase = class extends Normalizer_default {
  /**
   * Lowercases the input string.
   * @param {string} text The text to normalize.
   * @returns {string} The normalized text.
   */
  normalize(text) {
    return text.toLowerCase();
  }
};
var Lowercase_default = Lowercase;

// src/core/normalizer/Prepend.ts
var Prepend = class extends Normalizer_default {
  /**
   * Prepends the input string.
   * @param text The text to normalize.
   * @returns The normalized text.
   */
  normalize(text) {
    text = this.config.prepend + text;
    return text;
  }
};
var Prepend_default = Prepend;

// src/core/normalizer/create_normalizer.ts
function create_normalizer(config) {
  if (config === null) return null;
  switch (config.type) {
    case "BertNormalizer":
      return new BertNormalizer_default(config);
    case "Precompiled":
      return new Precompiled_default(config);
    case "Sequence":
      return new Sequence_default(config);
    case "Replace":
      return new Replace_default(config);
    case "NFC":
      return new NFC_default(config);
    case "NFD":
      return new NFD_default(config);
    case "NFKC":
      return new NFKC_default(config);
    case "NFKD":
      return new NFKD_default(config);
    case "Strip":
      return new Strip_default(config);
    case "StripAccents":
      return new StripAccents_default(config);
    case "Lowercase":
      return new Lowercase_default(config);
    case "Prepend":
      return new Prepend_default(config);
    default:
      throw new Error(`Unknown Normalizer type: ${config.type}`);
  }
}
var create_normalizer_default = create_normalizer;

// src/core/PreTokenizer.ts
var PreTokenizer = class extends Callable_default {
  /**
   * Tokenizes the given text into pre-tokens.
   * @param text The text or array of texts to pre-tokenize.
   * @param options Additional options for the pre-tokenization logic.
   * @returns An array of pre-tokens.
   */
  pre_tokenize(text, options) {
    return (Array.isArray(text) ? text.map((x) => this.pre_tokenize_text(x, options)) : this.pre_tokenize_text(text, options)).flat();
  }
  /**
   * Alias for {@link PreTokenizer#pre_tokenize}.
   * @param text The text or array of texts to pre-tokenize.
   * @param options Additional options for the pre-tokenization logic.
   * @returns An array of pre-tokens.
   */
  _call(text, options) {
    return this.pre_tokenize(text, options);
  }
};
var PreTokenizer_default = PreTokenizer;

// src/static/constants.ts
var BYTES_TO_UNICODE = (() => {
  const bs = [
    ...Array.from(
      { length: "~".charCodeAt(0) - "!".charCodeAt(0) + 1 },
      (_, i) => i + "!".charCodeAt(0)
    ),
    ...Array.from(
      { length: "\xAC".charCodeAt(0) - "\xA1".charCodeAt(0) + 1 },
      (_, i) => i + "\xA1".charCodeAt(0)
    ),
    ...Array.from(
      { length: "\xFF".charCodeAt(0) - "\xAE".charCodeAt(0) + 1 },
      (_, i) => i + "\xAE".charCodeAt(0)
    )
  ];
  const cs = bs.slice();
  let n = 0;
  for (let b = 0; b < 256; ++b) {
    if (!bs.includes(b)) {
      bs.push(b);
      cs.push(256 + n);
      n += 1;
    }
  }
  const ccs = cs.map((n2) => String.fromCharCode(n2));
  return Object.fromEntries(bs.map((b, i) => [b, ccs[i]]));
})();
var reverse_dictionary = (data) => Object.fromEntries(Object.entries(data).map(([key, value]) => [value, key]));
var UNICODE_TO_BYTES = reverse_dictionary(BYTES_TO_UNICODE);
var PUNCTUATION_REGEX = "\\p{P}\\u0021-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u007E";

// src/core/preTokenizer/ByteLevel.ts
var ByteLevel = class extends PreTokenizer_default {
  /**
   * Creates a new instance of the `ByteLevelPreTokenizer` class.
   * @param config The configuration object.
   */
  constructor(config) {
    super();
    this.config = config;
    this.add_prefix_space = this.config.add_prefix_space ?? false;
    this.trim_offsets = this.config.trim_offsets ?? false;
    this.use_regex = this.config.use_regex ?? true;
    this.pattern = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
    this.byte_encoder = BYTES_TO_UNICODE;
    this.text_encoder = new TextEncoder();
  }
  /**
   * Tokenizes a single piece of text using byte-level tokenization.
   * @param text The text to tokenize.
   * @param options Additional options for the pre-tokenization logic.
   * @returns An array of tokens.
   */
  pre_tokenize_text(text, options) {
    if (this.add_prefix_space && !text.startsWith(" ")) {
      text = " " + text;
    }
    const tokens = this.use_regex ? text.match(this.pattern) || [] : [text];
    return tokens.map(
      (token) => Array.from(
        this.text_encoder.encode(token),
        (byte) => this.byte_encoder[byte]
      ).join("")
    );
  }
};
var ByteLevel_default = ByteLevel;

// src/core/preTokenizer/Whitespace.ts
var Whitespace = class extends PreTokenizer_default {
  /**
   * Pre-tokenizes the input text by splitting it on word boundaries.
   * @param text The text to be pre-tokenized.
   * @param options Additional options for the pre-tokenization logic.
   * @returns An array of tokens produced by splitting the input text on whitespace.
   */
  pre_tokenize_text(text, options) {
    return text.match(/\w+|[^\w\s]+/g) || [];
  }
};
var Whitespace_default = Whitespace;

// src/core/preTokenizer/Metaspace.ts
var Metaspace = class extends PreTokenizer_default {
  /**
   * @param config The configuration object for the MetaspacePreTokenizer.
   */
  constructor(config) {
    super();
    this.replacement = config.replacement ?? "\u2581";
    this.str_rep = config.str_rep || this.replacement;
    this.prepend_scheme = config.prepend_scheme ?? "always";
  }
  /**
   * This method takes a string, replaces spaces with the replacement character,
   * adds a prefix space if requested, and returns a new list of tokens.
   * @param text The text to pre-tokenize.
   * @param options The options for the pre-tokenization.
   * @returns A new list of pre-tokenized tokens.
   */
  pre_tokenize_text(text, options) {
    const { section_index = void 0 } = options ?? {};
    let normalized = text.replaceAll(" ", this.str_rep);
    if (
      // We add a prefix space if:
      //  (1) The normalized token does not already start with the replacement character.
      !normalized.startsWith(this.replacement) && // and (2) either:
      //  (a) prepend_scheme is 'always'
      //  (b) prepend_scheme is 'first' and this is the first section
      (this.prepend_scheme === "always" || this.prepend_scheme === "first" && section_index === 0)
    ) {
      normalized = this.str_rep + normalized;
    }
    return [normalized];
  }
};
var Metaspace_default = Metaspace;

// src/core/preTokenizer/Split.ts
var Split = class extends PreTokenizer_default {
  /**
   * @param config The configuration options for the pre-tokenizer.
   */
  constructor(config) {
    super();
    this.config = config;
    this.pattern = create_pattern(
      this.config.pattern ?? {},
      this.config.invert ?? true
    );
  }
  /**
   * Tokenizes text by splitting it using the given pattern.
   * @param text The text to tokenize.
   * @returns An array of tokens.
   */
  pre_tokenize_text(text) {
    if (this.pattern === null) {
      return [];
    }
    if (this.config.invert) {
      return (text.match(this.pattern) || []).filter((x) => x);
    } else if (this.config.behavior?.toLowerCase() === "removed") {
      return text.split(this.pattern).filter((x) => x);
    } else {
      return regex_split(text, this.pattern);
    }
  }
};
var Split_default = Split;

// src/core/preTokenizer/Punctuation.ts
var Punctuation = class extends PreTokenizer_default {
  /**
   * @param config The configuration options for the pre-tokenizer.
   */
  constructor(config) {
    super();
    this.config = config;
    this.pattern = new RegExp(
      `[^${PUNCTUATION_REGEX}]+|[${PUNCTUATION_REGEX}]+`,
      "gu"
    );
  }
  /**
   * Tokenizes text by splitting it using the given pattern.
   * @param text The text to tokenize.
   * @returns An array of tokens.
   */
  pre_tokenize_text(text) {
    return text.match(this.pattern) || [];
  }
};
var Punctuation_default = Punctuation;

// src/core/preTokenizer/Digits.ts
var Digits = class extends PreTokenizer_default {
  /**
   * @param config The configuration options for the pre-tokenizer.
   */
  constructor(config) {
    super();
    this.config = config;
    const digit_pattern = `[^\\d]+|\\d${this.config.individual_digits ? "" : "+"}`;
    this.pattern = new RegExp(digit_pattern, "gu");
  }
  /**
   * Tokenizes text by splitting it using the given pattern.
   * @param text The text to tokenize.
   * @returns An array of tokens.
   */
  pre_tokenize_text(text) {
    return text.match(this.pattern) || [];
  }
};
var Digits_default = Digits;

// src/core/preTokenizer/BertPreTokenizer.ts
var BertPreTokenizer = class extends PreTokenizer_default {
  /**
   * A PreTokenizer that splits text into wordpieces using a basic tokenization scheme
   * similar to that used in the original implementation of BERT.
   */
  constructor() {
    super();
    this.pattern = new RegExp(
      `[^\\s${PUNCTUATION_REGEX}]+|[${PUNCTUATION_REGEX}]`,
      "gu"
    );
  }
  /**
   * Tokenizes a single text using the BERT pre-tokenization scheme.
   *
   * @param text The text to tokenize.
   * @param options Additional options for the pre-tokenization logic.
   * @returns An array of tokens.
   */
  pre_tokenize_text(text, options) {
    return text.trim().match(this.pattern) || [];
  }
};
var BertPreTokenizer_default = BertPreTokenizer;

// src/core/preTokenizer/Replace.ts
var Replace2 = class extends PreTokenizer_default {
  /**
   * @param config The configuration options for the pre-tokenizer.
   */
  constructor(config) {
    super();
    this.config = config;
    this.pattern = create_pattern(this.config.pattern ?? {});
    this.content = this.config.content ?? "";
  }
  /**
   * Pre-tokenizes the input text by replacing certain characters.
   * @param text The text to be pre-tokenized.
   * @returns An array of tokens produced by replacing certain characters.
   */
  pre_tokenize_text(text) {
    if (this.pattern === null) {
      return [text];
    }
    return [text.replaceAll(this.pattern, this.config.content ?? "")];
  }
};
var Replace_default2 = Replace2;

// src/core/preTokenizer/Sequence.ts
var Sequence2 = class extends PreTokenizer_default {
  /**
   * Creates an instance of PreTokenizerSequence.
   * @param config The configuration object for the pre-tokenizer sequence.
   */
  constructor(config) {
    super();
    this.tokenizers = (config.pretokenizers ?? []).map(
      (x) => create_pre_tokenizer_default(x)
    );
  }
  /**
   * Applies each pre-tokenizer in the sequence to the input text in turn.
   * @param text The text to pre-tokenize.
   * @param options Additional options for the pre-tokenization logic.
   * @returns The pre-tokenized text.
   */
  pre_tokenize_text(text, options) {
    return this.tokenizers.reduce(
      (pre_tokenized_text, tokenizer) => {
        return tokenizer ? tokenizer.pre_tokenize(pre_tokenized_text, options) : pre_tokenized_text;
      },
      [text]
    );
  }
};
var Sequence_default2 = Sequence2;

// src/core/preTokenizer/WhitespaceSplit.ts
var WhitespaceSplit = class extends PreTokenizer_default {
  /**
   * Pre-tokenizes the input text by splitting it on whitespace characters.
   * @param text The text to be pre-tokenized.
   * @returns An array of tokens produced by splitting the input text on whitespace.
   */
  pre_tokenize_text(text) {
    return whitespace_split(text);
  }
};
var WhitespaceSplit_default = WhitespaceSplit;

// src/core/preTokenizer/FixedLength.ts
var FixedLength = class extends PreTokenizer_default {
  /**
   * @param config The configuration options for the pre-tokenizer.
   */
  constructor(config) {
    super();
    this.config = config;
    this._length = config.length;
  }
  /**
   * Pre-tokenizes the input text by splitting it into fixed-length tokens.
   * @param text The text to be pre-tokenized.
   * @returns An array of tokens produced by splitting the input text into fixed-length tokens.
   */
  pre_tokenize_text(text) {
    const tokens = [];
    for (let i = 0; i < text.length; i += this._length) {
      tokens.push(text.slice(i, i + this._length));
    }
    return tokens;
  }
};
var FixedLength_default = FixedLength;

// src/core/preTokenizer/create_pre_tokenizer.ts
function create_pre_tokenizer(config) {
  if (config === null) return null;
  switch (config.type) {
    case "BertPreTokenizer":
      return new BertPreTokenizer_default();
    case "Sequence":
      return new Sequence_default2(config);
    case "Whitespace":
      return new Whitespace_default();
    case "WhitespaceSplit":
      return new WhitespaceSplit_default();
    case "Metaspace":
      return new Metaspace_default(config);
    case "ByteLevel":
      return new ByteLevel_default(config);
    case "Split":
      return new Split_default(config);
    case "Punctuation":
      return new Punctuation_default(config);
    case "Digits":
      return new Digits_default(config);
    case "Replace":
      return new Replace_default2(config);
    case "FixedLength":
      return new FixedLength_default(config);
    default:
      throw new Error(`Unknown PreTokenizer type: ${config.type}`);
  }
}
var create_pre_tokenizer_default = create_pre_tokenizer;

// src/core/TokenizerModel.ts
var TokenizerModel = class extends Callable_default {
  /**
   * Creates a new instance of TokenizerModel.
   * @param config The configuration object for the TokenizerModel.
   */
  constructor(config) {
    super();
    this.config = config;
    this.vocab = [];
    this.tokens_to_ids = /* @__PURE__ */ new Map();
    this.unk_token_id = void 0;
    this.unk_token = void 0;
    this.end_of_word_suffix = void 0;
    this.fuse_unk = this.config.fuse_unk ?? false;
  }
  /**
   * Internal function to call the TokenizerModel instance.
   * @param tokens The tokens to encode.
   * @returns The encoded tokens.
   */
  _call(tokens) {
    let result = this.encode(tokens);
    if (this.fuse_unk) {
      result = fuse_unk(result, this.tokens_to_ids, this.unk_token_id);
    }
    return result;
  }
};
var TokenizerModel_default = TokenizerModel;

// src/core/tokenizerModelImplementations/WordPiece.ts
var WordPieceTokenizer = class extends TokenizerModel_default {
  /**
   * @param config The configuration object.
   */
  constructor(config) {
    super(config);
    /** The maximum number of characters per word. */
    this.max_input_chars_per_word = 100;
    this.tokens_to_ids = object_to_map(config.vocab);
    this.unk_token_id = this.tokens_to_ids.get(config.unk_token);
    this.unk_token = config.unk_token;
    this.max_input_chars_per_word = config.max_input_chars_per_word ?? 100;
    this.vocab = new Array(this.tokens_to_ids.size);
    for (const [key, value] of this.tokens_to_ids) {
      this.vocab[value] = key;
    }
  }
  /**
   * Encodes an array of tokens using WordPiece encoding.
   * @param tokens The tokens to encode.
   * @returns An array of encoded tokens.
   */
  encode(tokens) {
    const output_tokens = [];
    for (const token of tokens) {
      const chars = [...token];
      if (chars.length > this.max_input_chars_per_word) {
        output_tokens.push(this.unk_token);
        continue;
      }
      let is_unknown = false;
      let start = 0;
      const sub_tokens = [];
      while (start < chars.length) {
        let end = chars.length;
        let current_substring = null;
        while (start < end) {
          let substr = chars.slice(start, end).join("");
          if (start > 0) {
            substr = this.config.continuing_subword_prefix + substr;
          }
          if (this.tokens_to_ids.has(substr)) {
            current_substring = substr;
            break;
          }
          --end;
        }
        if (current_substring === null) {
          is_unknown = true;
          break;
        }
        sub_tokens.push(current_substring);
        start = end;
      }
      if (is_unknown) {
        output_tokens.push(this.unk_token);
      } else {
        output_tokens.push(...sub_tokens);
      }
    }
    return output_tokens;
  }
};
var WordPiece_default = WordPieceTokenizer;

// src/utils/data-structures/CharTrie.ts
var CharTrieNode = class _CharTrieNode {
  /**
   * Create a new CharTrieNode.
   * @param is_leaf Whether the node is a leaf node or not.
   * @param children A map containing the node's children, where the key is a character and the value is a `CharTrieNode`.
   */
  constructor(is_leaf, children) {
    this.is_leaf = is_leaf;
    this.children = children;
  }
  /**
   * Returns a new `CharTrieNode` instance with default values.
   * @returns A new `CharTrieNode` instance with `is_leaf` set to `false` and an empty `children` map.
   */
  static default() {
    return new _CharTrieNode(false, /* @__PURE__ */ new Map());
  }
};
var CharTrie = class {
  constructor() {
    this.root = CharTrieNode.default();
  }
  /**
   * Adds one or more `texts` to the trie.
   * @param texts The strings to add to the trie.
   */
  extend(texts) {
    for (const text of texts) {
      this.push(text);
    }
  }
  /**
   * Adds text to the trie.
   * @param text The string to add to the trie.
   */
  push(text) {
    let node = this.root;
    for (const ch of text) {
      let child = node.children.get(ch);
      if (child === void 0) {
        child = CharTrieNode.default();
        node.children.set(ch, child);
      }
      node = child;
    }
    node.is_leaf = true;
  }
  /**
   * Searches the trie for stored strings that match `chars` starting at `start`.
   * @param chars The input characters to search.
   * @param start The index to start searching from.
   * @yields Each stored string that is a prefix of `chars` starting at `start`.
   */
  *common_prefix_search(chars, start = 0) {
    let node = this.root;
    if (node === void 0) return;
    let prefix = "";
    for (let i = start; i < chars.length; ++i) {
      const ch = chars[i];
      prefix += ch;
      node = node.children.get(ch);
      if (node === void 0) return;
      if (node.is_leaf) {
        yield prefix;
      }
    }
  }
};
var CharTrie_default = CharTrie;

// src/utils/data-structures/TokenLattice.ts
var TokenLatticeNode = class _TokenLatticeNode {
  /**
   * Represents a node in a token lattice for a given sentence.
   * @param token_id The ID of the token associated with this node.
   * @param node_id The ID of this node.
   * @param pos The starting position of the token in the sentence.
   * @param length The length of the token.
   * @param score The score associated with the token.
   */
  constructor(token_id, node_id, pos, length, score) {
    this.token_id = token_id;
    this.node_id = node_id;
    this.pos = pos;
    this.length = length;
    this.score = score;
    this.prev = null;
    this.backtrace_score = 0;
  }
  /**
   * Returns a clone of this node.
   * @returns A clone of this node.
   */
  clone() {
    const n = new _TokenLatticeNode(
      this.token_id,
      this.node_id,
      this.pos,
      this.length,
      this.score
    );
    n.prev = this.prev;
    n.backtrace_score = this.backtrace_score;
    return n;
  }
};
var TokenLattice = class {
  /**
   * Creates a new TokenLattice instance.
   *
   * @param sentence The input sentence to be tokenized.
   * @param bos_token_id The beginning-of-sequence token ID.
   * @param eos_token_id The end-of-sequence token ID.
   */
  constructor(sentence, bos_token_id, eos_token_id) {
    this.chars = Array.from(sentence);
    this.len = this.chars.length;
    this.bos_token_id = bos_token_id;
    this.eos_token_id = eos_token_id;
    this.nodes = [];
    this.begin_nodes = Array.from(
      { length: this.len + 1 },
      () => []
    );
    this.end_nodes = Array.from({ length: this.len + 1 }, () => []);
    const bos = new TokenLatticeNode(this.bos_token_id ?? 0, 0, 0, 0, 0);
    const eos = new TokenLatticeNode(
      this.eos_token_id ?? 0,
      1,
      this.len,
      0,
      0
    );
    this.nodes.push(bos.clone());
    this.nodes.push(eos.clone());
    this.begin_nodes[this.len].push(eos);
    this.end_nodes[0].push(bos);
  }
  /**
   * Inserts a new token node into the token lattice.
   *
   * @param pos The starting position of the token.
   * @param length The length of the token.
   * @param score The score of the token.
   * @param token_id The token ID of the token.
   */
  insert(pos, length, score, token_id) {
    const node_id = this.nodes.length;
    const node = new TokenLatticeNode(token_id, node_id, pos, length, score);
    this.begin_nodes[pos].push(node);
    this.end_nodes[pos + length].push(node);
    this.nodes.push(node);
  }
  /**
   * Implements the Viterbi algorithm to compute the most likely sequence of tokens.
   *
   * @returns The most likely sequence of tokens.
   */
  viterbi() {
    const len2 = this.len;
    let pos = 0;
    while (pos <= len2) {
      if (this.begin_nodes[pos].length == 0) {
        return [];
      }
      for (let rnode of this.begin_nodes[pos]) {
        rnode.prev = null;
        let best_score = 0;
        let best_node = null;
        for (let lnode of this.end_nodes[pos]) {
          const score = lnode.backtrace_score + rnode.score;
          if (best_node === null || score > best_score) {
            best_node = lnode.clone();
            best_score = score;
          }
        }
        if (best_node !== null) {
          rnode.prev = best_node;
          rnode.backtrace_score = best_score;
        } else {
          return [];
        }
      }
      ++pos;
    }
    const results = [];
    const root = this.begin_nodes[len2][0];
    const prev = root.prev;
    if (prev === null) {
      return [];
    }
    let node = prev.clone();
    while (node.prev !== null) {
      results.push(node.clone());
      const n = node.clone();
      node = n.prev.clone();
    }
    results.reverse();
    return results;
  }
  /**
   * Get the text piece for a given node.
   * @param node The node to get the piece for.
   * @returns The array of nodes representing the most likely sequence of tokens.
   */
  piece(node) {
    return this.chars.slice(node.pos, node.pos + node.length).join("");
  }
  /**
   * @returns The most likely sequence of tokens.
   */
  tokens() {
    const nodes = this.viterbi();
    return nodes.map((x) => this.piece(x));
  }
  /**
   * @returns The most likely sequence of token ids.
   */
  token_ids() {
    const nodes = this.viterbi();
    return nodes.map((x) => x.token_id);
  }
};
var TokenLattice_default = TokenLattice;

// src/utils/maths.ts
function min(arr) {
  if (arr.length === 0) throw new Error("Array must not be empty");
  let min_value = arr[0];
  let index_of_min = 0;
  for (let i = 1; i < arr.length; ++i) {
    if (arr[i] < min_value) {
      min_value = arr[i];
      index_of_min = i;
    }
  }
  return [min_value, index_of_min];
}

// src/core/tokenizerModelImplementations/Unigram.ts
var Unigram = class extends TokenizerModel_default {
  /**
   * Create a new Unigram tokenizer model.
   * @param config The configuration object for the Unigram model.
   * @param eos_token
   */
  constructor(config, eos_token) {
    super(config);
    const vocab_size = config.vocab.length;
    this.vocab = new Array(vocab_size);
    this.scores = new Array(vocab_size);
    for (let i = 0; i < vocab_size; ++i) {
      [this.vocab[i], this.scores[i]] = config.vocab[i];
    }
    this.unk_token_id = config.unk_id;
    this.unk_token = this.vocab[config.unk_id];
    this.tokens_to_ids = new Map(this.vocab.map((x, i) => [x, i]));
    this.bos_token = " ";
    this.bos_token_id = this.tokens_to_ids.get(this.bos_token);
    this.eos_token = eos_token;
    this.eos_token_id = this.tokens_to_ids.get(this.eos_token);
    this.unk_token = this.vocab[this.unk_token_id];
    this.min_score = min(this.scores)[0];
    this.unk_score = this.min_score - 10;
    this.scores[this.unk_token_id] = this.unk_score;
    this.trie = new CharTrie_default();
    this.trie.extend(this.vocab);
    this.fuse_unk = true;
  }
  /**
   * Populates lattice nodes.
   * @param lattice The token lattice to populate with nodes.
   */
  populate_nodes(lattice) {
    const chars = lattice.chars;
    const mblen = 1;
    let begin_pos = 0;
    while (begin_pos < chars.length) {
      let has_single_node = false;
      const prefixed_tokens = this.trie.common_prefix_search(chars, begin_pos);
      for (const token of prefixed_tokens) {
        const token_id = this.tokens_to_ids.get(token);
        const token_score = this.scores[token_id];
        const n = len(token);
        lattice.insert(begin_pos, n, token_score, token_id);
        if (!has_single_node && n === mblen) {
          has_single_node = true;
        }
      }
      if (!has_single_node) {
        lattice.insert(begin_pos, mblen, this.unk_score, this.unk_token_id);
      }
      begin_pos += mblen;
    }
  }
  /**
   * Encodes an array of tokens into an array of subtokens using the unigram model.
   *
   * @param normalized The normalized string.
   * @returns An array of subtokens obtained by encoding the input tokens using the unigram model.
   */
  tokenize(normalized) {
    const lattice = new TokenLattice_default(
      normalized,
      this.bos_token_id,
      this.eos_token_id
    );
    this.populate_nodes(lattice);
    return lattice.tokens();
  }
  /**
   * Encodes an array of tokens using Unigram encoding.
   * @param tokens The tokens to encode.
   * @returns An array of encoded tokens.
   */
  encode(tokens) {
    const to_return = [];
    for (const token of tokens) {
      const tokenized = this.tokenize(token);
      to_return.push(...tokenized);
    }
    return to_return;
  }
};
var Unigram_default = Unigram;

// src/utils/data-structures/PriorityQueue.ts
var PriorityQueue = class {
  /**
   * Create a new PriorityQueue.
   * @param comparator Comparator function to determine priority. Defaults to a MaxHeap.
   * @param max_size Maximum size of the queue. Defaults to Infinity.
   */
  constructor(comparator = (a, b) => a > b, max_size = Infinity) {
    this._heap = [];
    this._comparator = comparator;
    this._max_size = max_size;
  }
  /**
   * The size of the queue
   */
  get size() {
    return this._heap.length;
  }
  /**
   * Check if the queue is empty.
   * @returns `true` if the queue is empty, `false` otherwise.
   */
  is_empty() {
    return this.size === 0;
  }
  /**
   * Return the element with the highest priority in the queue.
   * @returns The highest priority element in the queue.
   */
  peek() {
    return this._heap[0];
  }
  /**
   * Add one or more elements to the queue.
   * @param values The values to push into the queue.
   * @returns The new size of the queue.
   */
  push(...values) {
    return this.extend(values);
  }
  /**
   * Add multiple elements to the queue.
   * @param values The values to push into the queue.
   * @returns The new size of the queue.
   */
  extend(values) {
    for (const value of values) {
      if (this.size < this._max_size) {
        this._heap.push(value);
        this._sift_up();
      } else {
        const smallest = this._smallest();
        if (this._comparator(value, this._heap[smallest])) {
          this._heap[smallest] = value;
          this._sift_up_from(smallest);
        }
      }
    }
    return this.size;
  }
  /**
   * Remove and return the element with the highest priority in the queue.
   * @returns The element with the highest priority in the queue.
   */
  pop() {
    const popped_value = this.peek();
    const bottom = this.size - 1;
    if (bottom > 0) {
      this._swap(0, bottom);
    }
    this._heap.pop();
    this._sift_down();
    return popped_value;
  }
  /**
   * Replace the element with the highest priority in the queue with a new value.
   * @param value The new value.
   * @returns The replaced value.
   */
  replace(value) {
    const replaced_value = this.peek();
    this._heap[0] = value;
    this._sift_down();
    return replaced_value;
  }
  /**
   * Compute the index for the parent of the node at index `i`.
   * @param i The index of the node to get the parent of.
   * @returns The index of the parent node.
   * @private
   */
  _parent(i) {
    return (i + 1 >>> 1) - 1;
  }
  /**
   * Compute the index for the left child of the node at index `i`.
   * @param i The index of the node to get the left child of.
   * @returns The index of the left child.
   * @private
   */
  _left(i) {
    return (i << 1) + 1;
  }
  /**
   * Compute the index for the right child of the node at index `i`.
   * @param i The index of the node to get the right child of.
   * @returns The index of the right child.
   * @private
   */
  _right(i) {
    return i + 1 << 1;
  }
  /**
   * Check if the element at index `i` is greater than the element at index `j`.
   * @param i The index of the first element to compare.
   * @param j The index of the second element to compare.
   * @returns `true` if the element at index `i` is greater than the element at index `j`, `false` otherwise.
   * @private
   */
  _greater(i, j) {
    return this._comparator(this._heap[i], this._heap[j]);
  }
  /**
   * Swap the elements at indices `i` and `j`.
   * @param i The index of the first element to swap.
   * @param j The index of the second element to swap.
   * @private
   */
  _swap(i, j) {
    const temp = this._heap[i];
    this._heap[i] = this._heap[j];
    this._heap[j] = temp;
  }
  /**
   * Maintain the heap property by updating positions in the heap,
   * starting at the last element and moving up the heap.
   * @private
   */
  _sift_up() {
    this._sift_up_from(this.size - 1);
  }
  /**
   * Helper function to sift up from a given node.
   * @param node The index of the node to start sifting up from.
   */
  _sift_up_from(node) {
    while (node > 0 && this._greater(node, this._parent(node))) {
      this._swap(node, this._parent(node));
      node = this._parent(node);
    }
  }
  /**
   * Maintain the heap property by updating positions in the heap,
   * starting at the first element and moving down the heap.
   * @private
   */
  _sift_down() {
    let node = 0;
    while (this._left(node) < this.size && this._greater(this._left(node), node) || this._right(node) < this.size && this._greater(this._right(node), node)) {
      const max_child = this._right(node) < this.size && this._greater(this._right(node), this._left(node)) ? this._right(node) : this._left(node);
      this._swap(node, max_child);
      node = max_child;
    }
  }
  /**
   * Get the index of the smallest element in the heap. Since we use an array-based heap,
   * the index can be computed without needing to traverse the heap.
   * @private
   */
  _smallest() {
    return 2 ** Math.floor(Math.log2(this.size)) - 1;
  }
};
var PriorityQueue_default = PriorityQueue;

// src/utils/data-structures/LRUCache.ts
var LRUCache = class {
  /**
   * Creates an LRUCache instance.
   * @param capacity The maximum number of items the cache can hold.
   */
  constructor(capacity) {
    this.capacity = capacity;
    this.cache = /* @__PURE__ */ new Map();
  }
  /**
   * Retrieves the value associated with the given key and marks the key as recently used.
   * @param key The key to retrieve.
   * @returns The value associated with the key, or undefined if the key does not exist.
   */
  get(key) {
    if (!this.cache.has(key)) return void 0;
    const value = this.cache.get(key);
    this.cache.delete(key);
    this.cache.set(key, value);
    return value;
  }
  /**
   * Inserts or updates the key-value pair in the cache.
   * If the key already exists, it is updated and marked as recently used.
   * If the cache exceeds its capacity, the least recently used item is evicted.
   * @param key The key to add or update.
   * @param value The value to associate with the key.
   */
  put(key, value) {
    if (this.cache.has(key)) {
      this.cache.delete(key);
    }
    this.cache.set(key, value);
    if (this.cache.size > this.capacity) {
      this.cache.delete(this.cache.keys().next().value);
    }
  }
  /**
   * Clears the cache.
   */
  clear() {
    this.cache.clear();
  }
};
var LRUCache_default = LRUCache;

// src/core/tokenizerModelImplementations/BPE.ts
var BPE = class extends TokenizerModel_default {
  /**
   * Create a BPE instance.
   * @param config The configuration object for BPE.
   */
  constructor(config) {
    super(config);
    this.tokens_to_ids = object_to_map(config.vocab);
    this.unk_token_id = this.tokens_to_ids.get(config.unk_token);
    this.unk_token = config.unk_token;
    this.vocab = new Array(this.tokens_to_ids.size);
    for (const [key, value] of this.tokens_to_ids) {
      this.vocab[value] = key;
    }
    const use_new_merge_format = Array.isArray(config.merges[0]);
    this.merges = use_new_merge_format ? config.merges : config.merges.map(
      (x) => x.split(" ", 2)
    );
    this.bpe_ranks = new Map(this.merges.map((x, i) => [JSON.stringify(x), i]));
    this.end_of_word_suffix = config.end_of_word_suffix;
    this.continuing_subword_suffix = config.continuing_subword_suffix ?? null;
    this.byte_fallback = this.config.byte_fallback ?? false;
    if (this.byte_fallback) {
      this.text_encoder = new TextEncoder();
    }
    this.ignore_merges = this.config.ignore_merges ?? false;
    this.max_length_to_cache = 256;
    this.cache_capacity = 1e4;
    this.cache = new LRUCache_default(this.cache_capacity);
  }
  /**
   * Clears the cache.
   */
  clear_cache() {
    this.cache.clear();
  }
  /**
   * Apply Byte-Pair-Encoding (BPE) to a given token. Efficient heap-based priority
   * queue implementation adapted from https://github.com/belladoreai/llama-tokenizer-js.
   * @param token The token to encode.
   * @returns The BPE encoded tokens.
   */
  bpe(token) {
    if (token.length === 0) {
      return [];
    }
    const cached = this.cache.get(token);
    if (cached !== void 0) {
      return cached;
    }
    const word = Array.from(token);
    if (this.end_of_word_suffix) {
      word[word.length - 1] += this.end_of_word_suffix;
    }
    let result = [];
    if (word.length > 1) {
      const queue = new PriorityQueue_default((a, b) => a.score < b.score);
      let starting_node = {
        token: word[0],
        bias: 0,
        prev: null,
        next: null
      };
      let previous_node = starting_node;
      for (let i = 1; i < word.length; ++i) {
        const current_node = {
          bias: i / word.length,
          // Add fractional component to break ties
          token: word[i],
          prev: previous_node,
          next: null
        };
        previous_node.next = current_node;
        this.add_node(queue, previous_node);
        previous_node = current_node;
      }
      while (!queue.is_empty()) {
        const node = queue.pop();
        if (node.deleted || !node.next || node.next.deleted) continue;
        node.deleted = true;
        node.next.deleted = true;
        if (node.prev) {
          const new_previous_node = { ...node.prev };
          node.prev.deleted = true;
          node.prev = new_previous_node;
          if (new_previous_node.prev) {
            new_previous_node.prev.next = new_previous_node;
          } else {
            starting_node = new_previous_node;
          }
        }
        const merged = {
          token: node.token + node.next.token,
          bias: node.bias,
          prev: node.prev,
          next: node.next.next
        };
        if (merged.prev) {
          merged.prev.next = merged;
          this.add_node(queue, merged.prev);
        } else {
          starting_node = merged;
        }
        if (merged.next) {
          merged.next.prev = merged;
          this.add_node(queue, merged);
        }
      }
      for (let current_node = starting_node; current_node !== null; current_node = current_node.next) {
        result.push(current_node.token);
      }
    } else {
      result = word;
    }
    if (this.continuing_subword_suffix) {
      for (let i = 0; i < result.length - 1; ++i) {
        result[i] += this.continuing_subword_suffix;
      }
    }
    if (token.length < this.max_length_to_cache) {
      this.cache.put(token, result);
    }
    return result;
  }
  /**
   * Helper function to add a node to the priority queue.
   * @param queue
   * @param node
   */
  add_node(queue, node) {
    const rank = this.bpe_ranks.get(
      JSON.stringify([node.token, node.next.token])
    );
    if (rank !== void 0) {
      node.score = rank + node.bias;
      queue.push(node);
    }
  }
  /**
   * Encodes the input sequence of tokens using the BPE algorithm and returns the resulting subword tokens.
   * @param tokens The input sequence of tokens to encode.
   * @returns The resulting subword tokens after applying the BPE algorithm to the input sequence of tokens.
   */
  encode(tokens) {
    const output_tokens = [];
    for (const token of tokens) {
      if (this.ignore_merges && this.tokens_to_ids.has(token)) {
        output_tokens.push(token);
        continue;
      }
      const bpe_token_list = this.bpe(token);
      for (const t of bpe_token_list) {
        if (this.tokens_to_ids.has(t)) {
          output_tokens.push(t);
        } else if (this.byte_fallback) {
          const byte_tokens = Array.from(this.text_encoder.encode(t)).map(
            (x) => `<0x${x.toString(16).toUpperCase().padStart(2, "0")}>`
          );
          if (byte_tokens.every((x) => this.tokens_to_ids.has(x))) {
            output_tokens.push(...byte_tokens);
          } else if (this.unk_token != null) {
            output_tokens.push(this.unk_token);
          }
        } else if (this.unk_token != null) {
          output_tokens.push(this.unk_token);
        }
      }
    }
    return output_tokens;
  }
};
var BPE_default = BPE;

// src/core/tokenizerModelImplementations/Legacy.ts
var Legacy = class extends TokenizerModel_default {
  /**
   * Create a Legacy tokenizer model instance.
   * @param config The configuration object for Legacy tokenizer model.
   * @param more_config Additional configuration object for the Legacy tokenizer model.
   */
  constructor(config, more_config) {
    super(config);
    const vocab = config.vocab;
    this.tokens_to_ids = object_to_map(
      more_config.target_lang ? vocab[more_config.target_lang] : vocab
    );
    this.bos_token = more_config.bos_token;
    this.bos_token_id = this.tokens_to_ids.get(this.bos_token);
    this.eos_token = more_config.eos_token;
    this.eos_token_id = this.tokens_to_ids.get(this.eos_token);
    this.pad_token = more_config.pad_token;
    this.pad_token_id = this.tokens_to_ids.get(this.pad_token);
    this.unk_token = more_config.unk_token;
    this.unk_token_id = this.tokens_to_ids.get(this.unk_token);
    this.vocab = new Array(this.tokens_to_ids.size);
    for (const [key, value] of this.tokens_to_ids) {
      this.vocab[value] = key;
    }
  }
  encode(tokens) {
    return tokens;
  }
};
var Legacy_default = Legacy;

// src/core/tokenizerModelImplementations/create_tokenizer_model.ts
function create_tokenizer_model(model_config, config) {
  switch (model_config.type) {
    case "WordPiece":
      return new WordPiece_default(model_config);
    case "Unigram":
      return new Unigram_default(model_config, config.eos_token);
    case "BPE":
      return new BPE_default(model_config);
    default:
      if (model_config.vocab) {
        if (Array.isArray(model_config.vocab)) {
          return new Unigram_default(model_config, config.eos_token);
        } else if (Object.hasOwn(model_config, "continuing_subword_prefix") && Object.hasOwn(model_config, "unk_token")) {
          if (Object.hasOwn(model_config, "merges")) {
            return new BPE_default(model_config);
          } else {
            return new WordPiece_default(model_config);
          }
        } else {
          return new Legacy_default(model_config, {
            target_lang: config.target_lang,
            bos_token: config.bos_token,
            eos_token: config.eos_token,
            pad_token: config.pad_token,
            unk_token: config.unk_token
          });
        }
      }
      throw new Error(
        `Unknown TokenizerModel type: ${model_config?.type}`
      );
  }
}
var create_tokenizer_model_default = create_tokenizer_model;

// src/core/PostProcessor.ts
var PostProcessor = class extends Callable_default {
  /**
   * @param config The configuration for the post-processor.
   */
  constructor(config) {
    super();
    this.config = config;
  }
  /**
   * Alias for {@link PostProcessor#post_process}.
   * @param tokens The text or array of texts to post-process.
   * @param args Additional arguments required by the post-processing logic.
   * @returns The post-processed tokens.
   */
  _call(tokens, ...args) {
    return this.post_process(tokens, ...args);
  }
};
var PostProcessor_default = PostProcessor;

// src/core/postProcessor/TemplateProcessing.ts
var TemplateProcessing = class extends PostProcessor_default {
  /**
   * Replaces special tokens in the template with actual tokens.
   * @param tokens The list of tokens for the first sequence.
   * @param tokens_pair The list of tokens for the second sequence (optional).
   * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
   * @returns An object containing the list of tokens with the special tokens replaced with actual tokens.
   */
  post_process(tokens, tokens_pair = null, add_special_tokens = true) {
    const type = tokens_pair === null ? this.config.single : this.config.pair;
    let processed_tokens = [];
    let types = [];
    for (const item of type) {
      if ("SpecialToken" in item) {
        if (add_special_tokens) {
          processed_tokens.push(item.SpecialToken.id);
          types.push(item.SpecialToken.type_id);
        }
      } else if ("Sequence" in item) {
        if (item.Sequence.id === "A") {
          processed_tokens = merge_arrays(processed_tokens, tokens);
          types = merge_arrays(
            types,
            new Array(tokens.length).fill(item.Sequence.type_id)
          );
        } else if (item.Sequence.id === "B") {
          processed_tokens = merge_arrays(processed_tokens, tokens_pair);
          types = merge_arrays(
            types,
            new Array(tokens_pair.length).fill(item.Sequence.type_id)
          );
        }
      }
    }
    return { tokens: processed_tokens, token_type_ids: types };
  }
};
var TemplateProcessing_default = TemplateProcessing;

// src/core/postProcessor/ByteLevel.ts
var ByteLevel2 = class extends PostProcessor_default {
  /**
   * Post process the given tokens.
   * @param tokens The list of tokens for the first sequence.
   * @param tokens_pair The list of tokens for the second sequence (optional).
   * @returns An object containing the post-processed tokens.
   */
  post_process(tokens, tokens_pair = null) {
    return { tokens, tokens_pair };
  }
};
var ByteLevel_default2 = ByteLevel2;

// src/core/postProcessor/BertProcessing.ts
var BertProcessing = class extends PostProcessor_default {
  /**
   * @param config The configuration for the post-processor.
   * @param config.cls The special tokens to add to the beginning of the input.
   * @param config.sep The special tokens to add to the end of the input.
   */
  constructor(config) {
    super(config);
    this.sep = config.sep;
    this.cls = config.cls;
  }
  /**
   * Adds the special tokens to the beginning and end of the input.
   * @param tokens The input tokens.
   * @param tokens_pair An optional second set of input tokens.
   * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
   * @returns The post-processed tokens with the special tokens added to the beginning and end.
   */
  post_process(tokens, tokens_pair = null, add_special_tokens = true) {
    if (add_special_tokens) {
      tokens = merge_arrays([this.cls[0]], tokens, [this.sep[0]]);
    }
    let token_type_ids = new Array(tokens.length).fill(0);
    if (tokens_pair) {
      const middle = [];
      const after = add_special_tokens ? [this.sep[0]] : [];
      tokens = merge_arrays(tokens, middle, tokens_pair, after);
      token_type_ids = merge_arrays(
        token_type_ids,
        new Array(tokens_pair.length + middle.length + after.length).fill(1)
      );
    }
    return { tokens, token_type_ids };
  }
};
var BertProcessing_default = BertProcessing;

// src/core/postProcessor/RobertaProcessing.ts
var RobertaProcessing = class extends PostProcessor_default {
  /**
   * @param config The configuration for the post-processor.
   * @param config.cls The special tokens to add to the beginning of the input.
   * @param config.sep The special tokens to add to the end of the input.
   */
  constructor(config) {
    super(config);
    this.sep = config.sep;
    this.cls = config.cls;
  }
  /**
   * Adds the special tokens to the beginning and end of the input.
   * @param tokens The input tokens.
   * @param tokens_pair An optional second set of input tokens.
   * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
   * @returns The post-processed tokens with the special tokens added to the beginning and end.
   */
  post_process(tokens, tokens_pair, add_special_tokens = true) {
    if (add_special_tokens) {
      tokens = merge_arrays([this.cls[0]], tokens, [this.sep[0]]);
    }
    let token_type_ids = new Array(tokens.length).fill(0);
    if (tokens_pair) {
      const middle = add_special_tokens ? [this.sep[0]] : [];
      const after = add_special_tokens ? [this.sep[0]] : [];
      tokens = merge_arrays(tokens, middle, tokens_pair, after);
      token_type_ids = merge_arrays(
        token_type_ids,
        new Array(tokens_pair.length + middle.length + after.length).fill(1)
      );
    }
    return { tokens, token_type_ids };
  }
};
var RobertaProcessing_default = RobertaProcessing;

// src/core/postProcessor/Sequence.ts
var Sequence3 = class extends PostProcessor_default {
  /**
   * Creates a new instance of Sequence post-processor.
   * @param config The configuration object.
   */
  constructor(config) {
    super(config);
    this.processors = (config.processors ?? []).map((x) => create_post_processor_default(x));
  }
  /**
   * Post process the given tokens.
   * @param tokens The list of tokens for the first sequence.
   * @param tokens_pair The list of tokens for the second sequence (optional).
   * @param add_special_tokens Whether to add the special tokens to the beginning and end of the input.
   * @returns An object containing the post-processed tokens.
   */
  post_process(tokens, tokens_pair = null, add_special_tokens = true) {
    let processed_tokens = { tokens, tokens_pair };
    for (const processor of this.processors) {
      processed_tokens = processor.post_process(
        processed_tokens.tokens,
        processed_tokens.tokens_pair,
        add_special_tokens
      );
    }
    return processed_tokens;
  }
};
var Sequence_default3 = Sequence3;

// src/core/postProcessor/create_post_processor.ts
function create_post_processor(config) {
  if (config === null) return null;
  switch (config.type) {
    case "TemplateProcessing":
      return new TemplateProcessing_default(config);
    case "ByteLevel":
      return new ByteLevel_default2(config);
    case "BertProcessing":
      return new BertProcessing_default(config);
    case "RobertaProcessing":
      return new RobertaProcessing_default(config);
    case "Sequence":
      return new Sequence_default3(config);
    default:
      throw new Error(`Unknown PostProcessor type: ${config.type}`);
  }
}
var create_post_processor_default = create_post_processor;

// src/core/Decoder.ts
var Decoder = class extends Callable_default {
  /**
   * Creates an instance of `Decoder`.
   * @param config The configuration object.
   **/
  constructor(config) {
    super();
    this.config = config;
    this.added_tokens = [];
    this.end_of_word_suffix = null;
    this.trim_offsets = "trim_offsets" in config ? config.trim_offsets : false;
  }
  /**
   * Calls the `decode` method.
   *
   * @param tokens The list of tokens.
   * @returns The decoded string.
   */
  _call(tokens) {
    return this.decode(tokens);
  }
  /**
   * Decodes a list of tokens.
   * @param tokens The list of tokens.
   * @returns The decoded string.
   */
  decode(tokens) {
    return this.decode_chain(tokens).join("");
  }
};
var Decoder_default = Decoder;

// src/core/decoder/ByteLevel.ts
var ByteLevel3 = class extends Decoder_default {
  /**
   * Create a `ByteLevelDecoder` object.
   */
  constructor(config) {
    super(config);
    this.byte_decoder = UNICODE_TO_BYTES;
    this.text_decoder = new TextDecoder("utf-8", {
      fatal: false,
      // eslint-disable-next-line @typescript-eslint/naming-convention
      ignoreBOM: true
    });
    this.end_of_word_suffix = null;
  }
  /**
   * Convert an array of tokens to string by decoding each byte.
   * @param tokens Array of tokens to be decoded.
   * @returns The decoded string.
   */
  convert_tokens_to_string(tokens) {
    const text = tokens.join("");
    const byte_array = new Uint8Array(
      [...text].map((c) => this.byte_decoder[c])
    );
    return this.text_decoder.decode(byte_array);
  }
  decode_chain(tokens) {
    const sub_texts = [];
    let current_sub_text = [];
    for (const token of tokens) {
      if (this.added_tokens.find((x) => x.content === token) !== void 0) {
        if (current_sub_text.length > 0) {
          sub_texts.push(this.convert_tokens_to_string(current_sub_text));
          current_sub_text = [];
        }
        sub_texts.push(token);
      } else {
        current_sub_text.push(token);
      }
    }
    if (current_sub_text.length > 0) {
      sub_texts.push(this.convert_tokens_to_string(current_sub_text));
    }
    return sub_texts;
  }
};
var ByteLevel_default3 = ByteLevel3;

// src/core/decoder/WordPiece.ts
var WordPiece = class extends Decoder_default {
  /**
   * Creates a new instance of WordPieceDecoder.
   * @param config The configuration object.
   */
  constructor(config) {
    super(config);
    this.cleanup = config.cleanup;
  }
  decode_chain(tokens) {
    return tokens.map((token, i) => {
      if (i !== 0) {
        const prefix = this.config.prefix;
        if (prefix && token.startsWith(prefix)) {
          token = token.replace(prefix, "");
        } else {
          token = " " + token;
        }
      }
      if (this.cleanup) {
        token = clean_up_tokenization(token);
      }
      return token;
    });
  }
};
var WordPiece_default2 = WordPiece;

// src/core/decoder/Metaspace.ts
var Metaspace2 = class extends Decoder_default {
  /**
   * Constructs a new MetaspaceDecoder object.
   * @param config The configuration object for the MetaspaceDecoder.
   */
  constructor(config) {
    super(config);
    this.replacement = config.replacement ?? "\u2581";
  }
  decode_chain(tokens) {
    const result = [];
    for (let i = 0; i < tokens.length; ++i) {
      let normalized = tokens[i].replaceAll(this.replacement, " ");
      if (i == 0 && normalized.startsWith(" ")) {
        normalized = normalized.substring(1);
      }
      result.push(normalized);
    }
    return result;
  }
};
var Metaspace_default2 = Metaspace2;

// src/core/decoder/BPE.ts
var BPE2 = class extends Decoder_default {
  constructor(config) {
    super(config);
    this.suffix = config.suffix ?? "";
  }
  decode_chain(tokens) {
    return tokens.map((token, i) => {
      return token.replaceAll(this.suffix, i === tokens.length - 1 ? "" : " ");
    });
  }
};
var BPE_default2 = BPE2;

// src/core/decoder/CTC.ts
var CTC = class extends Decoder_default {
  constructor(config) {
    super(config);
    this.pad_token = config.pad_token ?? "";
    this.word_delimiter_token = config.word_delimiter_token ?? "";
    this.cleanup = config.cleanup;
  }
  /**
   * Converts a connectionist-temporal-classification (CTC) output tokens into a single string.
   * @param tokens Array of tokens to be decoded.
   * @returns The decoded string.
   */
  convert_tokens_to_string(tokens) {
    if (tokens.length === 0) return "";
    const grouped_tokens = [tokens[0]];
    for (let i = 1; i < tokens.length; ++i) {
      if (tokens[i] !== grouped_tokens.at(-1)) {
        grouped_tokens.push(tokens[i]);
      }
    }
    const filtered_tokens = grouped_tokens.filter(
      (token) => token !== this.pad_token
    );
    let text = filtered_tokens.join("");
    if (this.cleanup) {
      text = clean_up_tokenization(text).replaceAll(this.word_delimiter_token, " ").trim();
    }
    return text;
  }
  decode_chain(tokens) {
    return [this.convert_tokens_to_string(tokens)];
  }
};
var CTC_default = CTC;

// src/core/decoder/Sequence.ts
var Sequence4 = class extends Decoder_default {
  /**
   * Creates a new instance of DecoderSequence.
   * @param config The configuration object.
   */
  constructor(config) {
    super(config);
    this.decoders = (config.decoders ?? []).map((x) => create_decoder_default(x));
  }
  decode_chain(tokens) {
    return this.decoders.reduce((toks, decoder) => {
      return decoder.decode_chain(toks);
    }, tokens);
  }
};
var Sequence_default4 = Sequence4;

// src/core/decoder/Replace.ts
var Replace3 = class extends Decoder_default {
  /**
   * @param config The configuration object for the decoder.
   */
  constructor(config) {
    super(config);
    this.pattern = create_pattern(this.config.pattern);
  }
  decode_chain(tokens) {
    const content = this.config.content ?? "";
    const pattern = this.pattern;
    return pattern === null ? tokens : tokens.map((token) => token.replaceAll(pattern, content));
  }
};
var Replace_default3 = Replace3;

// src/core/decoder/Fuse.ts
var Fuse = class extends Decoder_default {
  decode_chain(tokens) {
    return [tokens.join("")];
  }
};
var Fuse_default = Fuse;

// src/core/decoder/Strip.ts
var Strip2 = class extends Decoder_default {
  constructor(config) {
    super(config);
    this.content = config.content ?? "";
    this.start = config.start ?? 0;
    this.stop = config.stop ?? 0;
  }
  decode_chain(tokens) {
    return tokens.map((token) => {
      let start_cut = 0;
      for (let i = 0; i < this.start; ++i) {
        if (token[i] === this.content) {
          start_cut = i + 1;
          continue;
        } else {
          break;
        }
      }
      let stop_cut = token.length;
      for (let i = 0; i < this.stop; ++i) {
        const index = token.length - i - 1;
        if (token[index] === this.content) {
          stop_cut = index;
          continue;
        } else {
          break;
        }
      }
      return token.slice(start_cut, stop_cut);
    });
  }
};
var Strip_default2 = Strip2;

// src/core/decoder/ByteFallback.ts
var ByteFallback = class extends Decoder_default {
  constructor(config) {
    super(config);
    this.text_decoder = new TextDecoder();
  }
  decode_chain(tokens) {
    const new_tokens = [];
    let previous_byte_tokens = [];
    for (const token of tokens) {
      let bytes = null;
      if (token.length === 6 && token.startsWith("<0x") && token.endsWith(">")) {
        const byte = parseInt(token.slice(3, 5), 16);
        if (!isNaN(byte)) {
          bytes = byte;
        }
      }
      if (bytes !== null) {
        previous_byte_tokens.push(bytes);
      } else {
        if (previous_byte_tokens.length > 0) {
          const string = this.text_decoder.decode(
            Uint8Array.from(previous_byte_tokens)
          );
          new_tokens.push(string);
          previous_byte_tokens = [];
        }
        new_tokens.push(token);
      }
    }
    if (previous_byte_tokens.length > 0) {
      const string = this.text_decoder.decode(
        Uint8Array.from(previous_byte_tokens)
      );
      new_tokens.push(string);
      previous_byte_tokens = [];
    }
    return new_tokens;
  }
};
var ByteFallback_default = ByteFallback;

// src/core/decoder/create_decoder.ts
function create_decoder(config) {
  if (config === null) return null;
  switch (config.type) {
    case "ByteLevel":
      return new ByteLevel_default3(config);
    case "WordPiece":
      return new WordPiece_default2(config);
    case "Metaspace":
      return new Metaspace_default2(config);
    case "BPEDecoder":
      return new BPE_default2(config);
    case "CTC":
      return new CTC_default(config);
    case "Sequence":
      return new Sequence_default4(config);
    case "Replace":
      return new Replace_default3(config);
    case "Fuse":
      return new Fuse_default(config);
    case "Strip":
      return new Strip_default2(config);
    case "ByteFallback":
      return new ByteFallback_default(config);
    default:
      throw new Error(`Unknown Decoder type: ${config.type}`);
  }
}
var create_decoder_default = create_decoder;

// src/core/Tokenizer.ts
var Tokenizer = class {
  constructor(tokenizer, config) {
    const tokenizer_error = validate_object(tokenizer, "Tokenizer", [
      "model",
      "decoder",
      "post_processor",
      "pre_tokenizer",
      "normalizer"
    ]);
    if (tokenizer_error) {
      throw new Error(tokenizer_error);
    }
    const config_error = validate_object(config, "Config");
    if (config_error) {
      throw new Error(config_error);
    }
    this.tokenizer = tokenizer;
    this.config = config;
    this.normalizer = create_normalizer_default(this.tokenizer.normalizer);
    this.pre_tokenizer = create_pre_tokenizer_default(this.tokenizer.pre_tokenizer);
    this.model = create_tokenizer_model_default(this.tokenizer.model, this.config);
    this.post_processor = create_post_processor_default(this.tokenizer.post_processor);
    this.decoder = create_decoder_default(this.tokenizer.decoder);
    this.special_tokens = [];
    this.all_special_ids = [];
    this.added_tokens = [];
    const unnormalized_contents = [];
    const normalized_contents = [];
    this.added_tokens_map = /* @__PURE__ */ new Map();
    for (const added_token of this.tokenizer.added_tokens) {
      const token = new AddedToken_default(added_token);
      this.added_tokens.push(token);
      this.model.tokens_to_ids.set(token.content, token.id);
      this.model.vocab[token.id] = token.content;
      if (token.special) {
        this.special_tokens.push(token.content);
        this.all_special_ids.push(token.id);
      }
      this.added_tokens_map.set(token.content, token);
      if (token.normalized && this.normalizer !== null) {
        const normalized_content = this.normalizer(token.content);
        normalized_contents.push(normalized_content);
        this.added_tokens_map.set(normalized_content, token);
      } else {
        unnormalized_contents.push(token.content);
      }
    }
    (this.config.additional_special_tokens ?? []).forEach((token) => {
      if (!this.special_tokens.includes(token)) this.special_tokens.push(token);
    });
    if (this.decoder) {
      this.decoder.added_tokens = this.added_tokens;
      this.decoder.end_of_word_suffix = this.model.end_of_word_suffix;
    }
    this.splitter_unnormalized = new DictionarySplitter_default(unnormalized_contents);
    this.splitter_normalized = new DictionarySplitter_default(normalized_contents);
    this.remove_space = this.config.remove_space;
    this.clean_up_tokenization_spaces = this.config.clean_up_tokenization_spaces ?? true;
    this.do_lowercase_and_remove_accent = this.config.do_lowercase_and_remove_accent ?? false;
  }
  // Implementation
  encode(text, {
    text_pair = null,
    add_special_tokens = true,
    return_token_type_ids = null
  } = {}) {
    const { tokens, token_type_ids } = this.tokenize_helper(text, {
      text_pair,
      add_special_tokens
    });
    const input_ids = tokens.map(
      (t) => this.added_tokens_map.get(t)?.id ?? this.model.tokens_to_ids.get(t) ?? this.model.unk_token_id
    );
    const result = {
      ids: input_ids,
      tokens,
      attention_mask: new Array(input_ids.length).fill(1)
    };
    if (return_token_type_ids && token_type_ids) {
      result.token_type_ids = token_type_ids;
    }
    return result;
  }
  decode(token_ids, options = {}) {
    if (!Array.isArray(token_ids) || token_ids.length === 0 || !is_integral_number(token_ids[0])) {
      throw Error("token_ids must be a non-empty array of integers.");
    }
    let tokens = token_ids.map(
      (i) => this.model.vocab[Number(i)] ?? this.model.unk_token
    );
    if (options.skip_special_tokens) {
      tokens = tokens.filter((x) => !this.special_tokens.includes(x));
    }
    let decoded = this.decoder ? this.decoder(tokens) : tokens.join(" ");
    if (this.decoder && this.decoder.end_of_word_suffix) {
      decoded = decoded.replaceAll(this.decoder.end_of_word_suffix, " ");
      if (options.skip_special_tokens) {
        decoded = decoded.trim();
      }
    }
    if (options.clean_up_tokenization_spaces ?? this.clean_up_tokenization_spaces) {
      decoded = clean_up_tokenization(decoded);
    }
    return decoded;
  }
  /**
   * Converts a string into a sequence of tokens.
   * @param text The sequence to be encoded.
   * @param options An optional object containing the following properties:
   * @returns The list of tokens.
   */
  tokenize(text, { text_pair = null, add_special_tokens = false } = {}) {
    return this.tokenize_helper(text, { text_pair, add_special_tokens }).tokens;
  }
  encode_text(text) {
    if (text === null) {
      return null;
    }
    const sections = this.splitter_unnormalized.split(text);
    sections.forEach((section, i) => {
      const added_token = this.added_tokens_map.get(section);
      if (added_token) {
        if (added_token.lstrip && i > 0) {
          sections[i - 1] = sections[i - 1].trimEnd();
        }
        if (added_token.rstrip && i < sections.length - 1) {
          sections[i + 1] = sections[i + 1].trimStart();
        }
      }
    });
    return sections.flatMap((processed_text, section_index) => {
      if (processed_text.length === 0) {
        return [];
      }
      if (this.added_tokens_map.has(processed_text)) {
        return [processed_text];
      }
      if (this.remove_space === true) {
        processed_text = processed_text.trim().split(/\s+/).join(" ");
      }
      if (this.do_lowercase_and_remove_accent) {
        processed_text = lowercase_and_remove_accents(processed_text);
      }
      if (this.normalizer !== null) {
        processed_text = this.normalizer(processed_text);
      }
      if (processed_text.length === 0) {
        return [];
      }
      const subsections = this.splitter_normalized.split(processed_text);
      subsections.forEach((subsection, j) => {
        const added_token = this.added_tokens_map.get(subsection);
        if (added_token) {
          if (added_token.lstrip && j > 0) {
            subsections[j - 1] = subsections[j - 1].trimEnd();
          }
          if (added_token.rstrip && j < subsections.length - 1) {
            subsections[j + 1] = subsections[j + 1].trimStart();
          }
        }
      });
      return subsections.flatMap((subsection) => {
        if (subsection.length === 0) {
          return [];
        }
        if (this.added_tokens_map.has(subsection)) {
          return [subsection];
        }
        const section_tokens = this.pre_tokenizer !== null ? this.pre_tokenizer(subsection, {
          section_index
        }) : [subsection];
        return this.model(section_tokens);
      });
    });
  }
  tokenize_helper(text, { text_pair = null, add_special_tokens = true }) {
    const tokens1 = this.encode_text(text);
    const tokens2 = this.encode_text(text_pair || null);
    return this.post_processor ? this.post_processor(tokens1, tokens2, add_special_tokens) : { tokens: merge_arrays(tokens1 ?? [], tokens2 ?? []) };
  }
  /**
   * Converts a token string to its corresponding token ID.
   * @param token The token string to convert.
   * @returns The token ID, or undefined if the token is not in the vocabulary.
   */
  token_to_id(token) {
    return this.model.tokens_to_ids.get(token);
  }
  /**
   * Converts a token ID to its corresponding token string.
   * @param id The token ID to convert.
   * @returns The token string, or undefined if the ID is not in the vocabulary.
   */
  id_to_token(id) {
    return this.model.vocab[id];
  }
  /**
   * Returns a mapping of token IDs to AddedToken objects for all added tokens.
   * @returns A Map where keys are token IDs and values are AddedToken objects.
   */
  get_added_tokens_decoder() {
    const decoder = /* @__PURE__ */ new Map();
    for (const token of this.added_tokens) {
      decoder.set(token.id, token);
    }
    return decoder;
  }
  /**
   * Get the underlying vocabulary
   * @param with_added_tokens Whether to include the added tokens
   * @returns The vocabulary
   */
  get_vocab(with_added_tokens = true) {
    const vocab = /* @__PURE__ */ new Map();
    for (let i = 0; i < this.model.vocab.length; ++i) {
      const token = this.model.vocab[i];
      if (with_added_tokens || !this.added_tokens_map.has(token)) {
        vocab.set(token, i);
      }
    }
    return vocab;
  }
};
var Tokenizer_default = Tokenizer;


;// CONCATENATED MODULE: ./src/embedder/characters-map.ts
const LEAF = 1 << 8;
const WIDE_OFFSET = 1 << 9;
/** Clusters of this many bytes in UTF-8 or more are looked up character by character. */
const CLUSTER_BELOW = 6;
const PLAIN = /^[ -~]*$/;
/**
 * SentencePiece's character map, which XLM-R and similar models apply to texts first. @huggingface/tokenizers 0.2.0 approximates
 * the usual map, and differs for joiners, control characters and stacked accents.
 *
 * Behaves like the reference tokenizer (tokenizers' `Precompiled` with the crate spm_precompiled), including its quirk: if the
 * beginning of a cluster is mapped, the rest of the cluster is dropped.
 */
class CharactersMap {
    /** A double-array trie (github.com/s-yata/darts-clone) from bytes to places in `replacements`. */
    trie;
    replacements;
    clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
    /** Whether printable ASCII stays as it is. */
    keepsPlain;
    /** @param encoded `precompiled_charsmap`, base64: bytes of the trie (uint32), the trie, texts that end with a zero byte */
    constructor(encoded) {
        const bytes = Buffer.from(encoded, 'base64');
        const size = bytes.readUInt32LE(0);
        this.trie = Uint32Array.from({ length: size / 4 }, (_, unit) => bytes.readUInt32LE(4 + unit * 4));
        this.replacements = bytes.subarray(4 + size);
        const plain = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));
        this.keepsPlain = plain.every((character) => this.replacement(character) === undefined);
    }
    apply(text) {
        if (this.keepsPlain && PLAIN.test(text))
            return text;
        let mapped = '';
        for (const { segment } of this.clusters.segment(text)) {
            const whole = Buffer.byteLength(segment) < CLUSTER_BELOW ? this.replacement(segment) : undefined;
            if (whole !== undefined)
                mapped += whole;
            else
                for (const character of segment)
                    mapped += this.replacement(character) ?? character;
        }
        return mapped;
    }
    /** @returns the replacement of the shortest mapped prefix of this text; undefined if no prefix is mapped */
    replacement(text) {
        let node = offsetOf(this.trie[0]);
        for (const byte of Buffer.from(text)) {
            if (byte === 0)
                return undefined;
            node ^= byte;
            const unit = this.trie[node] ?? 0;
            if ((unit & 0x800000ff) >>> 0 !== byte)
                return undefined;
            node ^= offsetOf(unit);
            if (unit & LEAF) {
                const start = this.trie[node] & 0x7fffffff;
                return this.replacements.toString('utf8', start, this.replacements.indexOf(0, start));
            }
        }
        return undefined;
    }
}
function offsetOf(unit) {
    return (unit >>> 10) << ((unit & WIDE_OFFSET) >>> 6);
}

;// CONCATENATED MODULE: ./src/embedder/segment-counts.ts
const { imul } = Math;
/** In UTF-16 units. Longer segments are not cached, because they seldom repeat. */
const LONGEST_REMEMBERED = 64;
/** Most cached segments, about 20 MB. A language has far fewer frequent ones. */
const MOST_REMEMBERED = 500_000;
const FIRST_CAPACITY = 4096;
/** Fraction of used slots; keeps lookups to a few probes. */
const MAX_LOAD = 0.6;
const HASH_START = 0x811c9dc5 | 0;
/**
 * Caches token counts of segments of texts. It compares characters in place, because creating a string for each word would take
 * longer than everything else.
 */
class SegmentCounts {
    compute;
    /** Hash of the segment in each slot, and its number from 1 on; 0 for an empty slot. */
    hashes = new Int32Array(FIRST_CAPACITY);
    numbers = new Int32Array(FIRST_CAPACITY);
    counts = new Int32Array(FIRST_CAPACITY);
    /** Start of each segment in `units`, which is the end of the one before. */
    starts = new Int32Array(FIRST_CAPACITY + 1);
    units = new Uint16Array(FIRST_CAPACITY * 8);
    size = 0;
    /** @param compute counts a segment that is not cached, as a 32-bit integer */
    constructor(compute) {
        this.compute = compute;
    }
    /** @param hash of the segment, as `nextHash` makes it */
    get(text, from, to, hash) {
        const mask = this.numbers.length - 1;
        let slot = (hash ^ (hash >>> 15)) & mask;
        for (let number = this.numbers[slot]; number !== 0; number = this.numbers[slot]) {
            if (this.hashes[slot] === hash && this.holds(number, text, from, to))
                return this.counts[number];
            slot = (slot + 1) & mask;
        }
        const count = this.compute(text.slice(from, to));
        if (to - from <= LONGEST_REMEMBERED)
            this.remember(slot, hash, text, from, to, count);
        return count;
    }
    holds(number, text, from, to) {
        const start = this.starts[number];
        if (this.starts[number + 1] - start !== to - from)
            return false;
        for (let at = from; at < to; at++)
            if (this.units[start + at - from] !== text.charCodeAt(at))
                return false;
        return true;
    }
    /** @param empty the slot at which the lookup ended */
    remember(empty, hash, text, from, to, count) {
        let slot = empty;
        if (this.size >= MOST_REMEMBERED) {
            this.numbers.fill(0);
            this.size = 0;
            slot = this.emptySlot(hash);
        }
        else if (this.size + 1 > this.numbers.length * MAX_LOAD) {
            this.grow();
            slot = this.emptySlot(hash);
        }
        const number = ++this.size;
        const start = number === 1 ? 0 : this.starts[number];
        const end = start + to - from;
        if (end > this.units.length)
            this.units = enlarged(this.units, Uint16Array);
        for (let at = from; at < to; at++)
            this.units[start + at - from] = text.charCodeAt(at);
        this.starts[number] = start;
        this.starts[number + 1] = end;
        this.counts[number] = count;
        this.hashes[slot] = hash;
        this.numbers[slot] = number;
    }
    emptySlot(hash) {
        const mask = this.numbers.length - 1;
        let slot = (hash ^ (hash >>> 15)) & mask;
        while (this.numbers[slot] !== 0)
            slot = (slot + 1) & mask;
        return slot;
    }
    grow() {
        const [hashes, numbers] = [this.hashes, this.numbers];
        this.hashes = new Int32Array(hashes.length * 2);
        this.numbers = new Int32Array(numbers.length * 2);
        this.counts = enlarged(this.counts, Int32Array);
        this.starts = enlarged(this.starts, Int32Array);
        for (let from = 0; from < numbers.length; from++) {
            if (numbers[from] === 0)
                continue;
            const to = this.emptySlot(hashes[from]);
            this.hashes[to] = hashes[from];
            this.numbers[to] = numbers[from];
        }
    }
}
/** Extends the hash of a segment (FNV-1a) by `code`, its next UTF-16 unit. @param hash of the units before it, if any */
function nextHash(code, hash = HASH_START) {
    return imul(hash ^ code, 0x01000193);
}
/** Hash of a whole segment. */
function hashOf(text, from, to) {
    let hash;
    for (let at = from; at < to; at++)
        hash = nextHash(text.charCodeAt(at), hash);
    return hash ?? HASH_START;
}
function enlarged(old, kind) {
    const larger = new kind(old.length * 2);
    larger.set(old);
    return larger;
}

;// CONCATENATED MODULE: ./src/embedder/byte-pairs.ts
const { imul: byte_pairs_imul } = Math;
const NO_RANK = 0x7fffffff;
/** In bytes. The tokenizer handles longer pieces, because the algorithm here takes quadratic time. */
const byte_pairs_LONGEST = 1024;
/**
 * Counts the tokens of a piece of text as byte-level BPE does: it repeatedly merges the pair of symbols learned first, the leftmost
 * among equals. It only counts, while the tokenizer builds strings.
 */
class BytePairs {
    numbers = new Map();
    known = [];
    ranks;
    products = [];
    /** The symbol of each byte. */
    bytes;
    symbols = new Int32Array(byte_pairs_LONGEST);
    pairs = new Int32Array(byte_pairs_LONGEST);
    /** @param characters the character for each byte, in order of the bytes */
    constructor({ vocab, merges }, characters) {
        this.ranks = new PairNumbers(merges.length);
        for (const [rank, merge] of merges.entries()) {
            const [left = '', right = ''] = typeof merge === 'string' ? merge.split(' ', 2) : merge;
            this.ranks.set(this.numberOf(left), this.numberOf(right), rank);
            this.products.push(this.numberOf(left + right));
        }
        this.bytes = Int32Array.from(characters, (character) => this.numberOf(character));
        for (const [symbol, number] of this.numbers)
            this.known[number] = Object.hasOwn(vocab, symbol);
    }
    /** @returns undefined if only the tokenizer can count the piece */
    count(piece) {
        if (piece.length > byte_pairs_LONGEST)
            return undefined;
        const { symbols, pairs } = this;
        let length = piece.length;
        for (let at = 0; at < length; at++)
            symbols[at] = this.bytes[piece[at]];
        for (let at = 0; at + 1 < length; at++)
            pairs[at] = this.rankAt(at);
        for (;;) {
            let best = NO_RANK;
            let place = -1;
            for (let at = 0; at + 1 < length; at++) {
                const rank = pairs[at];
                if (rank >= best)
                    continue;
                best = rank;
                place = at;
            }
            if (place < 0)
                break;
            symbols[place] = this.products[best];
            symbols.copyWithin(place + 1, place + 2, length);
            pairs.copyWithin(place + 1, place + 2, length);
            length--;
            if (place > 0)
                pairs[place - 1] = this.rankAt(place - 1);
            if (place + 1 < length)
                pairs[place] = this.rankAt(place);
        }
        for (let at = 0; at < length; at++)
            if (!this.known[symbols[at]])
                return undefined;
        return length;
    }
    rankAt(at) {
        return this.ranks.get(this.symbols[at], this.symbols[at + 1]);
    }
    numberOf(symbol) {
        const known = this.numbers.get(symbol);
        if (known !== undefined)
            return known;
        this.numbers.set(symbol, this.numbers.size);
        return this.numbers.size - 1;
    }
}
/** A map from pairs of numbers to numbers. A Map would need a combined key and take several times as long. */
class PairNumbers {
    /** By slot: left, right, number, and whether the slot is used. */
    slots;
    mask;
    constructor(pairs) {
        const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, pairs * 2)));
        this.slots = new Int32Array(capacity * 4);
        this.mask = capacity - 1;
    }
    get(left, right) {
        const slot = this.slotOf(left, right);
        return this.slots[slot + 3] === 0 ? NO_RANK : this.slots[slot + 2];
    }
    set(left, right, number) {
        this.slots.set([left, right, number, 1], this.slotOf(left, right));
    }
    slotOf(left, right) {
        const { slots, mask } = this;
        const hash = byte_pairs_imul(left, 0x9e3779b1) ^ byte_pairs_imul(right, 0x85ebca6b);
        let slot = ((hash ^ (hash >>> 15)) & mask) * 4;
        while (slots[slot + 3] !== 0 && (slots[slot] !== left || slots[slot + 1] !== right))
            slot = (slot + 4) & (mask * 4 + 3);
        return slot;
    }
}
/** GPT-2's characters for bytes in BPE vocabularies: visible characters stand for themselves, other bytes map to U+0100 and up. */
function byteCharacters() {
    let hidden = 0;
    return Array.from({ length: 256 }, (_, byte) => {
        const visible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
        return String.fromCharCode(visible ? byte : 256 + hidden++);
    });
}

;// CONCATENATED MODULE: ./src/embedder/segment-counter.ts

/** Roles of characters when a text is split. */
const KINDS = {
    /** Part of a segment. */
    part: 0,
    /** Between segments, and not a token. */
    gap: 1,
    /** Always a token of its own. */
    token: 2,
    /** White space that belongs to the segment after it. */
    lead: 3,
};
/** A flag beside the kind: a text that changes how the rest is counted may begin here. */
const WATCHED = 4;
const KIND = 3;
/** Count of a segment whose tokens depend on the text around it. */
const NOT_APART = -1;
const [FIRST_VISIBLE, LAST_VISIBLE] = [0x21, 0x7e];
/**
 * Counts the tokens of a text as the sum over its segments, whose counts are cached, for tokenizers that split texts first.
 * Returns exactly the count that tokenizing gives, up to a hundred times faster.
 */
class SegmentCounter {
    whole;
    kinds;
    segments;
    /** By their first units. */
    watched = new Map();
    /** A text with more tokens is not in `added`. */
    mostOfAdded;
    /** @param whole tokenizes a text that cannot be counted by segments */
    constructor({ kinds, count, added, watched, splitsWords }, whole) {
        this.whole = whole;
        this.kinds = kinds.slice();
        this.segments = new SegmentCounts(count);
        this.mostOfAdded = splitsWords ? Math.max(0, ...added.map(({ length }) => length)) : 0;
        for (const text of [...added, ...watched]) {
            const first = text.charCodeAt(0);
            this.kinds[first] = this.kinds[first] | WATCHED;
            this.watched.set(first, [...(this.watched.get(first) ?? []), text]);
        }
    }
    /** Tokens of `text.slice(start, end)`. */
    count(text, start, end) {
        const { kinds } = this;
        let tokens = 0;
        let mayBeAdded = false;
        for (let at = start; at < end;) {
            let code = text.charCodeAt(at);
            let kind = kinds[code];
            const from = at;
            let hash = nextHash(code);
            while ((kind & KIND) === KINDS.lead && ++at < end) {
                code = text.charCodeAt(at);
                kind = kinds[code];
                if ((kind & KIND) === KINDS.lead || (kind & KIND) === KINDS.part)
                    hash = nextHash(code, hash);
            }
            while ((kind & KIND) === KINDS.part && at < end) {
                if (kind !== KINDS.part && this.isWatched(text, at, end))
                    return this.whole(text.slice(start, end));
                if (++at === end)
                    break;
                code = text.charCodeAt(at);
                kind = kinds[code];
                if ((kind & KIND) === KINDS.part)
                    hash = nextHash(code, hash);
            }
            if (at > from) {
                const count = this.segments.get(text, from, at, hash);
                if (count === NOT_APART)
                    return this.whole(text.slice(start, end));
                tokens += count;
                continue;
            }
            if (kind > KIND) {
                if (this.isWatched(text, at, end))
                    return this.whole(text.slice(start, end));
                if (tokens === 0)
                    mayBeAdded = true;
            }
            if ((kind & KIND) === KINDS.token)
                tokens++;
            at++;
        }
        return mayBeAdded && tokens <= this.mostOfAdded ? this.whole(text.slice(start, end)) : tokens;
    }
    /** Counts visible ASCII, with added tokens treated as text; undefined if the range has other characters. */
    countVisible(text, start, end) {
        const { kinds } = this;
        let tokens = 0;
        for (let at = start; at < end;) {
            const from = at;
            let hash;
            let code = text.charCodeAt(at);
            while (code >= FIRST_VISIBLE && code <= LAST_VISIBLE && (kinds[code] & KIND) === KINDS.part) {
                hash = nextHash(code, hash);
                if (++at === end)
                    break;
                code = text.charCodeAt(at);
            }
            if (hash !== undefined)
                tokens += this.segments.get(text, from, at, hash);
            if (hash !== undefined)
                continue;
            if (code < FIRST_VISIBLE || code > LAST_VISIBLE)
                return undefined;
            if ((kinds[code] & KIND) === KINDS.token)
                tokens++;
            at++;
        }
        return tokens;
    }
    isWatched(text, at, end) {
        const watched = this.watched.get(text.charCodeAt(at)) ?? [];
        return watched.some((watched) => at + watched.length <= end && text.startsWith(watched, at));
    }
}

;// CONCATENATED MODULE: ./src/embedder/piece-trie.ts
const { imul: piece_trie_imul } = Math;
const piece_trie_FIRST_CAPACITY = 1024;
/** Fraction of used slots; keeps lookups to a few probes. */
const piece_trie_MAX_LOAD = 0.6;
/** The pieces of a vocabulary by their UTF-16 units: one walk finds every piece that begins at a place in a text. */
class PieceTrie {
    static ROOT = 0;
    /** No child or no piece. */
    static NONE = -1;
    /** By slot: the parent node, the unit, and the child that the unit leads to; 0 for an empty slot, since the root is no child. */
    parents;
    units;
    children;
    /** By node: number of the piece that ends at it. */
    pieces;
    size = 1;
    /** @param expected total units of all pieces, about half of which become nodes; the trie grows if needed */
    constructor(expected = 0) {
        const capacity = 2 ** Math.ceil(Math.log2(Math.max(piece_trie_FIRST_CAPACITY, expected)));
        this.parents = new Int32Array(capacity);
        this.units = new Uint16Array(capacity);
        this.children = new Int32Array(capacity);
        this.pieces = new Int32Array(capacity).fill(PieceTrie.NONE);
    }
    /** @param number 0 or more; replaces an earlier number of the piece */
    set(piece, number) {
        let node = PieceTrie.ROOT;
        for (let at = 0; at < piece.length; at++)
            node = this.childOrNew(node, piece.charCodeAt(at));
        this.pieces[node] = number;
    }
    /** The node that `unit` leads to from `node`, or `NONE`. */
    child(node, unit) {
        const slot = this.slotOf(node, unit);
        const child = this.children[slot];
        return child === 0 ? PieceTrie.NONE : child;
    }
    /** The number of the piece that ends at `node`, or `NONE`. */
    piece(node) {
        return this.pieces[node];
    }
    childOrNew(node, unit) {
        const slot = this.slotOf(node, unit);
        const known = this.children[slot];
        if (known !== 0)
            return known;
        const child = this.size++;
        this.fill(slot, node, unit, child);
        if (this.size > this.children.length * piece_trie_MAX_LOAD)
            this.grow();
        return child;
    }
    slotOf(node, unit) {
        const mask = this.children.length - 1;
        const hash = piece_trie_imul(node, 0x9e3779b1) ^ piece_trie_imul(unit, 0x85ebca6b);
        let slot = (hash ^ (hash >>> 15)) & mask;
        while (this.children[slot] !== 0 && (this.parents[slot] !== node || this.units[slot] !== unit))
            slot = (slot + 1) & mask;
        return slot;
    }
    fill(slot, parent, unit, child) {
        this.parents[slot] = parent;
        this.units[slot] = unit;
        this.children[slot] = child;
    }
    grow() {
        const { parents, units, children, pieces } = this;
        const capacity = children.length * 2;
        this.parents = new Int32Array(capacity);
        this.units = new Uint16Array(capacity);
        this.children = new Int32Array(capacity);
        this.pieces = new Int32Array(capacity).fill(PieceTrie.NONE);
        this.pieces.set(pieces);
        for (let from = 0; from < children.length; from++) {
            const child = children[from];
            if (child === 0)
                continue;
            const [parent, unit] = [parents[from], units[from]];
            this.fill(this.slotOf(parent, unit), parent, unit, child);
        }
    }
}

;// CONCATENATED MODULE: ./src/embedder/unigram-pieces.ts

/** @huggingface/tokenizers scores a character that is not a piece this much below the lowest score. */
const UNKNOWN_PENALTY = 10;
/** In UTF-16 units. The tokenizer handles longer words. */
const unigram_pieces_LONGEST = 65_536;
const NONE = -1;
/**
 * Counts the tokens of a word as SentencePiece's unigram model does: it finds the likeliest sequence of pieces (Viterbi), and counts
 * adjacent unknown characters as one token. It adds and compares scores in the order of @huggingface/tokenizers 0.2.0, so it breaks
 * ties in the same way.
 */
class UnigramPieces {
    trie;
    scores;
    unknown;
    /** Steps in the order they are found: total score, previous step, piece, and next step with the same end. */
    totals = new Float64Array(256);
    before = new Int32Array(256);
    pieces = new Int32Array(256);
    next = new Int32Array(256);
    steps = 0;
    /** First and last step that end at each place. */
    firsts = new Int32Array(64);
    lasts = new Int32Array(64);
    constructor({ vocab, unk_id: unknown }) {
        this.scores = Float64Array.from(vocab, ([, score]) => score);
        this.unknown = unknown;
        this.scores[unknown] =
            this.scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY) - UNKNOWN_PENALTY;
        this.trie = new PieceTrie(vocab.reduce((sum, [piece]) => sum + piece.length, 0));
        for (const [number, [piece]] of vocab.entries())
            this.trie.set(piece, number);
    }
    /** Whether this is a piece other than the unknown token. */
    has(piece) {
        let node = PieceTrie.ROOT;
        for (let at = 0; at < piece.length && node !== PieceTrie.NONE; at++)
            node = this.trie.child(node, piece.charCodeAt(at));
        return (node !== PieceTrie.NONE && this.trie.piece(node) !== PieceTrie.NONE && this.trie.piece(node) !== this.unknown);
    }
    /** @returns undefined if only the tokenizer can count the word */
    count(word) {
        const { length } = word;
        if (length > unigram_pieces_LONGEST)
            return undefined;
        this.begin(length);
        for (let at = 0; at < length;) {
            const first = at + (word.codePointAt(at) > 0xffff ? 2 : 1);
            let node = PieceTrie.ROOT;
            let hasSingle = false;
            for (let to = at; to < length;) {
                node = this.trie.child(node, word.charCodeAt(to++));
                if (node === PieceTrie.NONE)
                    break;
                const piece = this.trie.piece(node);
                if (piece === PieceTrie.NONE)
                    continue;
                this.add(at, to, piece);
                if (to === first)
                    hasSingle = true;
            }
            if (!hasSingle)
                this.add(at, first, this.unknown);
            at = first;
        }
        return this.countBack(this.bestAt(length, 0));
    }
    begin(length) {
        this.steps = 0;
        if (length >= this.firsts.length) {
            this.firsts = new Int32Array(length * 2);
            this.lasts = new Int32Array(length * 2);
        }
        this.firsts.fill(NONE, 0, length + 1);
    }
    add(from, to, piece) {
        const score = this.scores[piece];
        const best = from === 0 ? NONE : this.bestAt(from, score);
        const step = this.steps++;
        if (step === this.next.length)
            this.enlarge();
        this.totals[step] = (best === NONE ? 0 : this.totals[best]) + score;
        this.before[step] = best;
        this.pieces[step] = piece;
        this.next[step] = NONE;
        if (this.firsts[to] === NONE)
            this.firsts[to] = step;
        else
            this.next[this.lasts[to]] = step;
        this.lasts[to] = step;
    }
    /** The best step that ends at a place, the first among equals. It compares sums, because they are rounded. */
    bestAt(place, score) {
        let best = this.firsts[place];
        let most = this.totals[best] + score;
        for (let step = this.next[best]; step !== NONE; step = this.next[step]) {
            const total = this.totals[step] + score;
            if (total <= most)
                continue;
            best = step;
            most = total;
        }
        return best;
    }
    countBack(last) {
        let tokens = 0;
        let afterUnknown = false;
        for (let step = last; step !== NONE; step = this.before[step]) {
            const unknown = this.pieces[step] === this.unknown;
            if (!unknown || !afterUnknown)
                tokens++;
            afterUnknown = unknown;
        }
        return tokens;
    }
    enlarge() {
        const length = this.next.length * 2;
        const [totals, before, pieces, next] = [this.totals, this.before, this.pieces, this.next];
        this.totals = new Float64Array(length);
        this.before = new Int32Array(length);
        this.pieces = new Int32Array(length);
        this.next = new Int32Array(length);
        this.totals.set(totals);
        this.before.set(before);
        this.pieces.set(pieces);
        this.next.set(next);
    }
}

;// CONCATENATED MODULE: ./src/embedder/word-pieces.ts

const USUAL_PREFIX = '##';
const USUAL_LONGEST_WORD = 100;
const SURROGATE = /[\ud800-\udfff]/;
/**
 * Counts the tokens of a word as WordPiece does: it repeatedly takes the longest piece that the rest begins with. A word counts as one
 * token if no piece matches or the word is too long. It only counts, while the tokenizer builds strings.
 */
class WordPieces {
    lowercase;
    longestWord;
    starts;
    continuations;
    constructor({ model }, lowercase, longestWord) {
        this.lowercase = lowercase;
        this.longestWord = longestWord;
        const prefix = model.continuing_subword_prefix ?? USUAL_PREFIX;
        const all = Object.keys(model.vocab);
        const [starts, continuations] = [
            all.filter((piece) => !piece.startsWith(prefix)),
            all.filter((piece) => piece.startsWith(prefix)).map((piece) => piece.slice(prefix.length)),
        ];
        this.starts = trieOf(starts);
        this.continuations = trieOf(continuations);
    }
    /** @param lowercase whether texts are converted to lower case before the normalizer */
    static of(definition, lowercase = false) {
        const { model, normalizer } = definition;
        return new WordPieces(definition, lowercase || (normalizer.lowercase ?? true), model.max_input_chars_per_word ?? USUAL_LONGEST_WORD);
    }
    /** @param word ASCII letters and digits, as in the text */
    count(word) {
        return this.countNormalized(this.lowercase ? word.toLowerCase() : word);
    }
    /** @param word any word after normalization */
    countNormalized(word) {
        if (word.length > this.longestWord && (!SURROGATE.test(word) || [...word].length > this.longestWord))
            return 1;
        let tokens = 0;
        for (let from = 0; from < word.length; tokens++) {
            const to = endOfLongest(from === 0 ? this.starts : this.continuations, word, from);
            if (to === from)
                return 1;
            from = to;
        }
        return tokens;
    }
}
function trieOf(pieces) {
    const trie = new PieceTrie(pieces.reduce((sum, { length }) => sum + length, 0));
    for (const piece of pieces)
        trie.set(piece, 0);
    return trie;
}
/** The end of the longest piece that begins at `from`; `from` if none does. */
function endOfLongest(pieces, word, from) {
    let end = from;
    let node = PieceTrie.ROOT;
    for (let at = from; at < word.length;) {
        node = pieces.child(node, word.charCodeAt(at++));
        if (node === PieceTrie.NONE)
            break;
        if (pieces.piece(node) !== PieceTrie.NONE)
            end = at;
    }
    return end;
}

;// CONCATENATED MODULE: ./src/embedder/token-counting.ts




/** Known ways of splitting, each undefined for a tokenizer of another kind. The first match is used. */
const SPLITTINGS = [
    bertSplitting,
    spacedSplitting,
    byteSplitting,
];
const CODES = 2 ** 16;
/** As in @huggingface/tokenizers, in the basic plane. */
const IDEOGRAPHS = [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
];
const SPACES = '\t\n\r ';
const META_SPACE = '▁';
/** Its lower case depends on the next character. */
const SIGMA = 'Σ';
/** A less-than sign with a combining mark, as one character. */
const STRUCK_OUT = '≮';
/** GPT-2's regular expression, which splits texts for byte-level BPE. */
const BYTE_PIECES = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const token_counting_PLAIN = /^[!-~]*$/;
const WORD = /^[a-z0-9]+$/i;
/**
 * Chooses how to count the tokens of texts.
 * @returns undefined if counting requires tokenizing
 */
function openTokenCounting(counted) {
    if (counted.config.remove_space || counted.config.do_lowercase_and_remove_accent)
        return undefined;
    for (const open of SPLITTINGS) {
        const splitting = open(counted);
        if (splitting)
            return new SegmentCounter(splitting, counted.whole);
    }
    return undefined;
}
/** BERT splits at white space, punctuation and ideographs. */
function bertSplitting({ definition, tokenizer, lowercase, normalize }) {
    const { normalizer, pre_tokenizer: splitter, model } = definition;
    const isBert = normalizer?.type === 'BertNormalizer' && splitter?.type === 'BertPreTokenizer';
    if (!isBert || model?.type !== 'WordPiece' || model.fuse_unk)
        return undefined;
    const kinds = new Uint8Array(CODES);
    for (let code = 0x21; code < 0x7f; code++)
        if (!WORD.test(String.fromCharCode(code)))
            kinds[code] = KINDS.token;
    for (const space of SPACES)
        kinds[space.charCodeAt(0)] = KINDS.gap;
    if (normalizer.handle_chinese_chars)
        for (const [from, to] of IDEOGRAPHS)
            kinds.fill(KINDS.token, from, to + 1);
    let pieces;
    const tokens = addedTokens(definition);
    if (tokens.some(({ content }) => !/^[!-~]+$/.test(content) || WORD.test(content.charAt(0))))
        return undefined;
    // A token matched after the normalizer may come from any text with the same first character.
    const watched = tokens.filter(isNormalized).map(({ content }) => content.charAt(0));
    if (tokens.some(({ content }) => content.startsWith('<')))
        watched.push(STRUCK_OUT);
    return {
        kinds,
        added: tokens.map(({ content }) => content),
        watched: [SIGMA, ...watched],
        splitsWords: true,
        count(segment) {
            pieces ??= WordPieces.of({ model, normalizer }, lowercase);
            if (WORD.test(segment))
                return pieces.count(segment);
            const words = tokenizer.pre_tokenizer?.pre_tokenize(normalize(segment)) ?? [];
            let tokens = 0;
            for (const word of words)
                tokens += pieces.countNormalized(word);
            return tokens;
        },
    };
}
/** SentencePiece as in XLM-R: words between white space, each prefixed with a sign for the space. */
function spacedSplitting({ definition, lowercase, normalize, whole }) {
    const { normalizer, pre_tokenizer: splitter, model } = definition;
    const [spaces, words, ...more] = (splitter?.pretokenizers ?? []);
    const isSpaced = splitter?.type === 'Sequence' &&
        spaces?.type === 'WhitespaceSplit' &&
        words?.type === 'Metaspace' &&
        words.replacement === META_SPACE &&
        (words.prepend_scheme ?? 'always') === 'always' &&
        more.length === 0;
    if (!isSpaced || model?.type !== 'Unigram' || (normalizer && normalizer.type !== 'Precompiled'))
        return undefined;
    const pieces = new UnigramPieces(model);
    // Otherwise unknown characters on both sides of a space could become one token.
    if (!pieces.has(META_SPACE))
        return undefined;
    if ([...SPACES].some((space) => !/^a\s+b$/.test(normalize(`a${space}b`))))
        return undefined;
    const kinds = new Uint8Array(CODES);
    for (const space of SPACES)
        kinds[space.charCodeAt(0)] = KINDS.gap;
    const tokens = addedTokens(definition);
    if (tokens.some(({ content }) => /\s|^$/.test(content)))
        return undefined;
    const isAdded = addedIn(tokens, normalize);
    return {
        kinds,
        added: tokens.map(({ content }) => content),
        watched: [...tokens.filter(isNormalized).map(({ content }) => normalize(content)), ...(lowercase ? [SIGMA] : [])],
        splitsWords: false,
        count(segment) {
            const word = normalize(segment);
            // The map treats a grapheme cluster as one unit, and a space with a combining accent may be such a cluster.
            if (!token_counting_PLAIN.test(segment) && normalize(` ${segment} `) !== ` ${word} `)
                return NOT_APART;
            if (word !== segment && isAdded(word))
                return NOT_APART;
            const isWord = word !== '' && !/[\s▁]/.test(word);
            return (isWord ? pieces.count(META_SPACE + word) : undefined) ?? whole(segment);
        },
    };
}
/** Byte-level BPE as in GPT-2 and ModernBERT: words with the space before them. */
function byteSplitting({ definition, lowercase, normalize, whole }) {
    const { normalizer, pre_tokenizer: splitter, model } = definition;
    const isOfBytes = splitter?.type === 'ByteLevel' && !splitter.add_prefix_space && (splitter.use_regex ?? true);
    if (!isOfBytes || model?.type !== 'BPE' || (normalizer && normalizer.type !== 'NFC'))
        return undefined;
    const { fuse_unk, ignore_merges, end_of_word_suffix, continuing_subword_suffix } = model;
    if (fuse_unk || ignore_merges || end_of_word_suffix || continuing_subword_suffix)
        return undefined;
    const kinds = new Uint8Array(CODES);
    for (let code = 0; code < CODES; code++)
        if (/\s/.test(String.fromCharCode(code)))
            kinds[code] = KINDS.lead;
    const pairs = new BytePairs(model, byteCharacters());
    const tokens = addedTokens(definition);
    const spaces = tokens.filter(({ content }) => /^\s+$/.test(content));
    const others = tokens.filter(({ content }) => !/^\s+$/.test(content));
    if (spaces.some(({ lstrip, rstrip }) => lstrip || rstrip) || others.some(({ content }) => /\s|^$/.test(content)))
        return undefined;
    const isAdded = addedIn(others, normalize);
    return {
        kinds,
        added: others.map(({ content }) => content),
        watched: [...others.filter(isNormalized).map(({ content }) => normalize(content)), ...(lowercase ? [SIGMA] : [])],
        splitsWords: false,
        count(segment) {
            const normal = normalize(segment);
            if (normal !== segment && isAdded(normal))
                return NOT_APART;
            if (spaces.some(({ content }) => segment.includes(content)))
                return whole(segment);
            let tokens = 0;
            for (const piece of normal.match(BYTE_PIECES) ?? []) {
                const its = pairs.count(Buffer.from(piece));
                if (its === undefined)
                    return whole(segment);
                tokens += its;
            }
            return tokens;
        },
    };
}
function addedTokens({ added_tokens: tokens = [] }) {
    return tokens;
}
/** Whether it is matched after the normalizer instead of before. */
function isNormalized({ special = false, normalized = !special }) {
    return normalized;
}
/**
 * Whether normalizing has turned a word into an added token. @huggingface/tokenizers 0.2.0 recognizes tokens that are matched before
 * the normalizer only if they are the whole text.
 */
function addedIn(tokens, normalize) {
    const whole = new Set(tokens.map(({ content }) => content));
    const within = tokens.filter(isNormalized).map(({ content }) => normalize(content));
    return (word) => whole.has(word) || within.some((content) => word.includes(content));
}

;// CONCATENATED MODULE: ./src/embedder/tokenizer.ts







/**
 * Ideographs beyond the basic plane, which the reference tokenizer surrounds with spaces (`handle_chinese_chars`).
 * @huggingface/tokenizers 0.2.0 looks at 16-bit units and misses them, so each run of them becomes one word.
 */
const HIGH_IDEOGRAPHS = /[\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;
/** White space in Unicode that JavaScript's `\s` does not match; @huggingface/tokenizers splits at `\s`. */
const NEXT_LINE = /\u0085/g;
/** A model's own tokenizer. Like the reference, it truncates the text at `maxTokens` and keeps special tokens. */
class TextTokenizer {
    tokenizer;
    maxTokens;
    repair;
    cutsLeft;
    countsByWord;
    openCounting;
    /** Number of special tokens before and after the text, which truncation keeps. */
    prefix;
    suffix;
    /** Null if counting requires tokenizing. */
    counting;
    /** Caches counts of words if counting requires tokenizing. */
    words = new SegmentCounts((word) => Math.max(1, this.countWhole(word)));
    constructor(tokenizer, maxTokens, repair, cutsLeft, 
    /**
     * Whether the tokens of a text are the sum of the tokens of its words between white space: texts are split there first, and no
     * token spans several words. True for BERT's normalizer and splitter.
     */
    countsByWord, openCounting) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
        this.repair = repair;
        this.cutsLeft = cutsLeft;
        this.countsByWord = countsByWord;
        this.openCounting = openCounting;
        const whole = tokenizer.encode('a').ids;
        const bare = tokenizer.encode('a', { add_special_tokens: false }).ids;
        this.prefix = whole.indexOf(bare[0]);
        this.suffix = whole.length - bare.length - this.prefix;
    }
    /** @throws ModelError if the folder's tokenizer cannot be used */
    static async open(folder, maxTokens, { lowercase } = {}) {
        try {
            const definition = JSON.parse(await (0,promises_namespaceObject.readFile)(external_node_path_default().join(folder, 'tokenizer.json'), 'utf8'));
            const config = await (0,promises_namespaceObject.readFile)(external_node_path_default().join(folder, 'tokenizer_config.json'), 'utf8').then(JSON.parse, () => ({}));
            const original = { ...definition };
            if (lowercase) {
                const normalizers = [{ type: 'Lowercase' }, definition.normalizer].filter(Boolean);
                definition.normalizer = { type: 'Sequence', normalizers };
            }
            const tokenizer = new Tokenizer_default(definition, config);
            mapExactly(tokenizer.normalizer);
            const repair = repairOf(definition);
            return new TextTokenizer(tokenizer, maxTokens, repair, config.truncation_side === 'left', splitsByWord(original), (its) => openTokenCounting({
                definition: original,
                config,
                tokenizer,
                lowercase: lowercase ?? false,
                normalize: (text) => tokenizer.normalizer?.normalize(repair(text)) ?? repair(text),
                whole: (text) => its.countWhole(text),
            }));
        }
        catch (error) {
            throw new ModelError(`cannot use the tokenizer in ${folder}: ${messageOf(error)}`, { cause: error });
        }
    }
    /** Special tokens around every text. */
    get specialTokens() {
        return this.prefix + this.suffix;
    }
    /** Counts the tokens of a text or a range of it, without special tokens and without truncation. */
    count(text, start = 0, end = text.length) {
        return this.counter?.count(text, start, end) ?? this.countWhole(text.slice(start, end));
    }
    /**
     * Counts the tokens of a word without white space: at least 1. If the word is visible ASCII, special tokens in it count as text.
     */
    countWord(text, start = 0, end = text.length) {
        const { counter } = this;
        if (!counter)
            return this.words.get(text, start, end, hashOf(text, start, end));
        const visible = this.countsByWord ? counter.countVisible(text, start, end) : undefined;
        return Math.max(1, visible ?? counter.count(text, start, end));
    }
    get counter() {
        if (this.counting === undefined)
            this.counting = this.openCounting(this) ?? null;
        return this.counting;
    }
    countWhole(text) {
        return this.tokenizer.encode(this.repair(text), { add_special_tokens: false }).ids.length;
    }
    encode(text) {
        const { ids } = this.tokenizer.encode(this.repair(text));
        if (ids.length <= this.maxTokens)
            return { ids, truncated: false };
        const cut = this.cutsLeft
            ? [...ids.slice(0, this.prefix), ...ids.slice(ids.length - this.maxTokens + this.prefix)]
            : [...ids.slice(0, this.maxTokens - this.suffix), ...ids.slice(ids.length - this.suffix)];
        return { ids: cut, truncated: true };
    }
}
/** Tokens such as `[SEP]` and `<mask>`, which are never part of a word. */
const BRACKETED = /^[!-/:-@[-`{-~]\S*[!-/:-@[-`{-~]$/;
function splitsByWord({ normalizer, pre_tokenizer: splitter, model, added_tokens: added = [], }) {
    return (normalizer?.type === 'BertNormalizer' &&
        splitter?.type === 'BertPreTokenizer' &&
        model?.type === 'WordPiece' &&
        added.every(({ content }) => BRACKETED.test(content)));
}
/** @returns a function to apply to texts first, so the library returns the reference tokenizer's ids */
function repairOf({ normalizer, pre_tokenizer: splitter, }) {
    const repairs = [];
    if (JSON.stringify(normalizer ?? {}).includes('"handle_chinese_chars":true')) {
        repairs.push((text) => text.replace(HIGH_IDEOGRAPHS, ' $& '));
    }
    if (JSON.stringify(splitter ?? {}).includes('"WhitespaceSplit"'))
        repairs.push((text) => text.replace(NEXT_LINE, ' '));
    return (text) => repairs.reduce((repaired, repair) => repair(repaired), text);
}
/** Replaces the library's approximation of SentencePiece's map with the exact map. */
function mapExactly(normalizer) {
    if (!normalizer)
        return;
    for (const part of normalizer.normalizers ?? [])
        mapExactly(part);
    const { type, precompiled_charsmap: encoded } = normalizer.config;
    if (type !== 'Precompiled' || !encoded)
        return;
    const map = new CharactersMap(encoded);
    normalizer.normalize = (text) => map.apply(text);
}

;// CONCATENATED MODULE: ./src/embedder/onnx.ts











/** Inputs that a text encoder may have. */
const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];
/** Names that a text encoder may give to the output with its hidden states. */
const STATES = ['last_hidden_state', 'token_embeddings'];
/**
 * Whether other texts in a batch would change a vector, so texts are embedded one by one. `quantized` scales activations by the
 * largest in the batch. The sums of fp16 round by up to 1e-4, depending on their order (docs/models.md). If the contract names a GPU,
 * its canary texts decide about fp16 instead.
 */
function isAlone({ dtype, device }) {
    return dtype === 'quantized' || (dtype === 'fp16' && device === undefined);
}
/** Embeds with ONNX Runtime. */
class OnnxEmbedder {
    model;
    runtime;
    tokenizer;
    session;
    states;
    batchCostTokens;
    batchTokens;
    constructor(model, runtime, tokenizer, session, 
    /** The output that is pooled. */
    states, batchCostTokens, 
    /** Limit of the size of a batch; lowered after running out of memory. */
    batchTokens) {
        this.model = model;
        this.runtime = runtime;
        this.tokenizer = tokenizer;
        this.session = session;
        this.states = states;
        this.batchCostTokens = batchCostTokens;
        this.batchTokens = batchTokens;
    }
    /** @throws ModelError if the model cannot be loaded or is not a text encoder */
    static async open(model, options, runtime) {
        const tokenizer = await TextTokenizer.open(model.folder, model.contract.maxTokens, model.contract);
        const file = external_node_path_default().join(model.folder, model.onnxFile);
        checkExternalData(model);
        let session;
        try {
            const graph = model.contract.dtype === 'q8' ? await quantized(file, model.contract.processor) : file;
            session = await runtime.InferenceSession.create(graph, {
                graphOptimizationLevel: 'all',
                intraOpNumThreads: options.threads,
                interOpNumThreads: 1,
                logSeverityLevel: 3,
                ...(options.device && { executionProviders: [options.device] }),
                // Threads that spin while they wait take the cores from other processes.
                extra: { session: { intra_op: { allow_spinning: '0' } } },
            });
        }
        catch (error) {
            throw new ModelError(`cannot load ${file}: ${messageOf(error)}`, { cause: error });
        }
        const unknown = session.inputNames.filter((name) => !KNOWN_INPUTS.includes(name));
        const states = STATES.find((name) => session.outputNames.includes(name));
        if (unknown.length > 0 || !session.inputNames.includes('input_ids') || !states) {
            await session.release();
            throw new ModelError(`${file} is not a text encoder: its inputs are ${session.inputNames.join(', ')}, its outputs ${session.outputNames.join(', ')}. A text encoder takes input_ids, optionally attention_mask and token_type_ids, and returns ${STATES.join(' or ')}.`);
        }
        const embedder = new OnnxEmbedder(model, runtime, tokenizer, session, states, options.batchCostTokens, options.batchTokens);
        if (isAlone(model.contract))
            embedder.embedOneByOne();
        return embedder;
    }
    async embed(texts, progress) {
        const started = performance.now();
        const { dimensions } = this.model.contract;
        const vectors = new Float32Array(texts.length * dimensions);
        const tokenized = texts.map((text) => this.tokenizer.encode(text));
        const lengths = tokenized.map(({ ids }) => ids.length);
        const batches = batchesByLength(lengths, this.batchTokens, this.batchCostTokens).reverse();
        for (let batch = batches.pop(); batch; batch = batches.pop()) {
            const rows = batch.map((position) => tokenized[position]);
            const inferred = await this.infer(rows).catch((error) => this.halve(rows, error));
            if (!inferred) {
                const half = Math.ceil(batch.length / 2);
                batches.push(batch.slice(half), batch.slice(0, half));
                continue;
            }
            const { hidden, shape } = inferred;
            for (const [row, position] of batch.entries()) {
                const vector = vectors.subarray(position * dimensions, (position + 1) * dimensions);
                pool(hidden, shape, row, lengths[position], this.model.contract, vector);
                if (!vector.every(Number.isFinite)) {
                    throw new ModelError(`${this.model.name} returned a non-finite vector for ${describe(texts[position])}`);
                }
            }
            progress?.(batch.length);
        }
        return {
            vectors,
            tokens: lengths.reduce((sum, length) => sum + length, 0),
            truncated: tokenized.filter(({ truncated }) => truncated).length,
            milliseconds: performance.now() - started,
        };
    }
    async close() {
        await this.session.release();
    }
    /** Limits each further batch to one text. */
    embedOneByOne() {
        this.batchTokens = 1;
    }
    /** Lowers the limit if an inference ran out of memory. @throws the error, if the batch cannot be halved */
    halve(rows, error) {
        if (rows.length === 1 || !isOutOfMemory(messageOf(error)))
            throw error;
        const cells = rows.length * Math.max(...rows.map(({ ids }) => ids.length));
        this.batchTokens = Math.min(this.batchTokens, Math.ceil(cells / 2));
    }
    async infer(rows) {
        const tokens = Math.max(...rows.map(({ ids }) => ids.length));
        const cells = rows.length * tokens;
        const ids = new BigInt64Array(cells);
        const mask = new BigInt64Array(cells);
        for (const [row, { ids: own }] of rows.entries()) {
            for (const [at, id] of own.entries()) {
                ids[row * tokens + at] = BigInt(id);
                mask[row * tokens + at] = 1n;
            }
        }
        const columns = {
            input_ids: ids,
            attention_mask: mask,
            token_type_ids: new BigInt64Array(cells),
        };
        const feeds = {};
        for (const name of this.session.inputNames) {
            feeds[name] = new this.runtime.Tensor('int64', columns[name], [rows.length, tokens]);
        }
        const outputs = await this.session.run(feeds).catch((error) => {
            throw new ModelError(`inference failed on ${rows.length} texts of ${tokens} tokens: ${messageOf(error)}`, {
                cause: error,
            });
        });
        const hidden = outputs[this.states];
        const size = hidden?.dims[2];
        const values = hidden && floatsOf(hidden);
        if (!values || size === undefined || size < this.model.contract.dimensions) {
            throw new ModelError(`${this.model.onnxFile} returned ${hidden?.type} of shape [${hidden?.dims}], not float32 or float16 hidden states [texts, tokens, ≥ ${this.model.contract.dimensions}]`);
        }
        return { hidden: values, shape: { tokens, size } };
    }
}
/**
 * Rewrites a model in memory so its products with weights are computed in 8 bits. It does so at each load, which takes less time
 * than verifying a stored file would.
 * @param processor class of instruction sets, as in the contract
 * @throws ModelError if nothing in it can be rewritten
 */
async function quantized(file, processor) {
    return quantizeRowWise(await (0,promises_namespaceObject.readFile)(file), weightLimit(processor ?? ''));
}
/** @returns undefined if the tensor is not of floating-point numbers */
function floatsOf(tensor) {
    if (tensor.type === 'float32')
        return tensor.data;
    if (tensor.type !== 'float16')
        return undefined;
    // A JavaScript engine without Float16Array gets them as their bits.
    if (!(tensor.data instanceof Uint16Array))
        return Float32Array.from(tensor.data);
    const widen = widenedHalves();
    return Float32Array.from(tensor.data, (half) => widen[half]);
}
/**
 * Refuses weights in files outside the contract, because they could change without changing the keys of vectors.
 * @throws ModelError if such files are named or files are missing
 */
function checkExternalData({ folder, onnxFile, contract }) {
    const file = external_node_path_default().join(folder, onnxFile);
    let externalFiles;
    try {
        externalFiles = readSignature(file).externalFiles;
    }
    catch (error) {
        throw new ModelError(`cannot load ${file}: ${messageOf(error)}`, { cause: error });
    }
    const unknown = externalFiles.filter((name) => !(external_node_path_default().posix.join(external_node_path_default().dirname(onnxFile), name) in contract.files));
    if (unknown.length === 0)
        return;
    const own = external_node_path_default().basename(onnxFile);
    throw new ModelError(`${file} has weights in ${unknown.join(', ')}, which is missing or not named ${own}_data, ${own}_data_1 and so on, or ${own}.data.`);
}
/** Describes a text without showing it, because corpora are private. */
function describe(text) {
    return `a text of ${text?.length ?? 0} characters`;
}

;// CONCATENATED MODULE: ./src/embedder/device/canaries.ts
/** Makes a text longer than 512 tokens in any tokenizer, to compare full sequences too. */
const REPEATS = 120;
/**
 * Texts embedded on both the GPU and the CPU to compare their vectors. The list is short and varied: lengths from one token to more
 * than models read, several scripts, code, numbers, and text that tokenizers stumble over. Every additional text slows down each
 * start on a GPU.
 */
const CANARIES = [
    'a',
    '.',
    '0',
    'Hello',
    'The quick brown fox jumps over the lazy dog.',
    'How do I get my money back?',
    'A refund is paid to the card that was charged, within five working days.',
    'not good',
    'not bad at all',
    'An animal that lives in water and breathes through gills; it has fins, scales and a backbone.',
    'SELECT id, name FROM users WHERE created_at > now() - interval 7 day ORDER BY id DESC LIMIT 10;',
    'const sum = (values) => values.reduce((total, value) => total + value, 0);',
    '3.14159265358979, 2.71828182845904, 1.41421356237309, 6.02214076e23',
    'ISO 8601: 2024-02-29T23:59:60Z',
    'https://example.org/a/b?c=d&e=%20#f',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'Der Fluß führte über die Wiesen, bis er im Nebel verschwand.',
    'Où est la bibliothèque la plus proche, s’il vous plaît ?',
    '¿Cuánto cuesta el envío a las islas?',
    'Съешь ещё этих мягких французских булок, да выпей чаю.',
    'Η γνώση είναι δύναμη.',
    '東京都の天気は明日から雨になるでしょう。',
    '机器学习模型将文本转换为向量。',
    '한국어 문장도 벡터로 바뀝니다.',
    'اللغة العربية تكتب من اليمين إلى اليسار.',
    'עברית נכתבת מימין לשמאל.',
    'हिन्दी में लिखा हुआ एक वाक्य।',
    'ประโยคภาษาไทยไม่มีช่องว่างระหว่างคำ',
    '🙂🚀 and 👩‍👩‍👧‍👦 and ﬁ and é and Å',
    'word '.repeat(REPEATS * 5),
    'The contract ends when either side says so in writing, thirty days ahead. '.repeat(REPEATS),
    '埋め込みは文脈によって変わる。'.repeat(REPEATS),
];

;// CONCATENATED MODULE: ./src/embedder/device/tolerances.ts
/**
 * Largest difference from the CPU's vector, as a fraction of its length, at which both share a key. It is a tenth of the default
 * `audit-tolerance`, so the audit does not report texts that deviate more than the canaries. Sums in another order stay far below
 * it; TF32 and 16-bit arithmetic do not.
 */
const SHARED_TOLERANCE = 1e-4;
/** The same if a device has its own keys. 16-bit arithmetic should stay below it; a larger difference is not rounding. */
const OWN_TOLERANCE = 0.02;
/** Largest change that a batch may make to a component, as a fraction of the vector's length. */
const BATCH_TOLERANCE = 1e-5;
/**
 * The same for 16-bit arithmetic with the device in the contract. Each operator rounds by up to 5e-4 (2⁻¹¹), so the order of sums
 * matters. On the CPU the change was 1e-4 (docs/models.md).
 */
const HALF_BATCH_TOLERANCE = 1e-3;
/** Between vectors of two GPUs, each at its tolerance from the CPU, plus the effect of batches. */
const BETWEEN_DEVICES = 0.05;
/** Above it, texts are embedded one by one. */
function batchTolerance({ device, dtype }) {
    return device !== undefined && dtype === 'fp16' ? HALF_BATCH_TOLERANCE : BATCH_TOLERANCE;
}
/**
 * The tolerance of the audit of stored vectors.
 * @param asked input `audit-tolerance`
 */
function auditTolerance(asked, { device }) {
    return device === undefined ? asked : Math.max(asked, BETWEEN_DEVICES);
}

;// CONCATENATED MODULE: ./src/embedder/device/canary-check.ts




/**
 * Embeds the canary texts on a GPU, together and each alone, and on the CPU.
 * @throws DeviceUnusable if a vector is too far from the CPU's
 */
async function checkCanaries(device, { embedder, reference, contract }) {
    // The batch comes first: a device with too little memory fails at once.
    const { vectors: together } = await embedder.embed(CANARIES);
    const alone = new Float32Array(together.length);
    const dimensions = together.length / CANARIES.length;
    for (const [at, text] of CANARIES.entries())
        alone.set((await embedder.embed([text])).vectors, at * dimensions);
    const { vectors: expected } = await reference.embed(CANARIES);
    const own = contract.device !== undefined;
    const fromBatch = Math.max(...compare(together, alone, largestComponent));
    // Written so that NaN counts as a deviation.
    const oneByOne = !(fromBatch <= batchTolerance(contract));
    const fromEach = compare(alone, expected, relativeDeviation);
    const fromCpu = Math.max(...fromEach);
    const tolerance = own ? OWN_TOLERANCE : SHARED_TOLERANCE;
    const beyond = fromEach.filter((deviation) => !(deviation <= tolerance)).length;
    if (beyond === 0)
        return { texts: CANARIES.length, fromCpu, fromBatch, oneByOne };
    throw new DeviceUnusable({
        device,
        said: `${beyond} of ${CANARIES.length} canary texts have different vectors than on the CPU: by up to ${fromCpu.toExponential(1)} of their length, and the limit is ${tolerance}`,
        advice: own
            ? 'Rounding does not explain that. Use --device cpu.'
            : `Such vectors cannot share keys. Use --device cpu, or --device-vectors own, which gives the vectors of ${device} their own keys.`,
    });
}
/** @returns a deviation for each canary text */
function compare(found, expected, measure) {
    const dimensions = expected.length / CANARIES.length;
    const row = (vectors, at) => vectors.subarray(at * dimensions, (at + 1) * dimensions);
    return CANARIES.map((_, at) => measure(row(found, at), row(expected, at)));
}
/** max |found − expected| ÷ |expected|: this project's measure of how much a batch changes a vector. */
function largestComponent(found, expected) {
    const largest = found.reduce((most, x, at) => Math.max(most, Math.abs(x - expected[at])), 0);
    return largest === 0 ? 0 : largest / Math.hypot(...expected);
}

;// CONCATENATED MODULE: ./src/embedder/device/open-on-gpu.ts




/**
 * Loads the model on a GPU and checks its vectors of canary texts. If a batch changes vectors too much, texts are embedded one by one.
 * @throws DeviceUnusable
 */
async function openOnGpu(model, { device, ...options }, runtime) {
    // TF32 rounds factors to 11 bits. ONNX Runtime for Node has no option to disable it, but NVIDIA's libraries read this variable
    // when they start. The device order makes the first GPU the one that nvidia-smi lists first.
    if (device === 'cuda')
        Object.assign(process.env, { NVIDIA_TF32_OVERRIDE: '0', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
    const opened = [];
    try {
        const embedder = await OnnxEmbedder.open(model, { ...options, device }, runtime);
        opened.push(embedder);
        const reference = await OnnxEmbedder.open(model, { ...options, batchTokens: 1 }, runtime);
        opened.push(reference);
        const canaries = await checkCanaries(device, { embedder, reference, contract: model.contract });
        await reference.close();
        if (canaries.oneByOne)
            embedder.embedOneByOne();
        return { embedder, canaries };
    }
    catch (error) {
        await Promise.all(opened.map((embedder) => embedder.close()));
        throw error instanceof DeviceUnusable ? error : explainFailure(device, messageOf(error), error);
    }
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

;// CONCATENATED MODULE: ./src/embedder/worker.ts








/** Worker thread of EmbedderInWorker, in its own bundle: a run without misses loads neither this code, the runtime nor the model. */
const { model, options, nativeWork } = external_node_worker_threads_namespaceObject.workerData;
const folder = external_node_path_default().dirname((0,external_node_url_namespaceObject.fileURLToPath)(import.meta.url));
const opening = worker_open();
// Each question reports the failure.
opening.catch(() => { });
async function worker_open() {
    const runtime = new NativeWork(nativeWork).counted(await loadRuntime(folder, options.natives));
    const { device } = options;
    if (device)
        return openOnGpu(model, { ...options, device }, runtime);
    return { embedder: await OnnxEmbedder.open(model, options, runtime) };
}
/** Answers one question after another. */
let answered = Promise.resolve();
external_node_worker_threads_namespaceObject.parentPort?.on('message', (question) => {
    answered = answered.then(() => answer(question));
});
async function answer({ texts }) {
    const tell = (news) => external_node_worker_threads_namespaceObject.parentPort?.postMessage(news);
    try {
        const { embedder, ...found } = await opening;
        tell({ begun: true, ...found });
        const embedded = await embedder.embed(texts, (done) => tell({ done }));
        external_node_worker_threads_namespaceObject.parentPort?.postMessage({ embedded }, [embedded.vectors.buffer]);
    }
    catch (error) {
        tell(error instanceof DeviceUnusable ? { unusable: error.fault } : { failure: messageOf(error) });
    }
}

