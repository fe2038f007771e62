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

;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: ./src/corpus/zstd-frames.ts
const MAGIC = 0xfd2fb528;
/** Frames that are to be passed over have one of sixteen numbers. */
const SKIPPABLE = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const REPEATED = 1;
const RESERVED = 3;
const CHECKSUM_BYTES = 4;
/** What the zstd program takes without being asked for more. */
const MOST_WINDOW = 128 * 2 ** 20;
/** No block is longer, decompressed or not. */
const MOST_BLOCK = 128 * 1024;
/**
 * Takes a zstd file apart into its frames, and these into parts of a block each. Decompressors know one frame; files have several
 * where they were made by several threads or put one behind the other. And a block becomes at most 128 KiB, so that whoever gives
 * a decompressor one after the other holds no more than that, whatever a file was made to do. Each frame is to be read to its end.
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1
 * @throws Error if it is no zstd, is cut, or wants more memory than is bearable
 */
async function* zstdFrames(bytes) {
    const source = new ByteSource(bytes);
    try {
        for (let magic = await source.take(4); magic.length > 0; magic = await source.take(4)) {
            const number = magic.length === 4 ? magic.readUInt32LE() : 0;
            if (number === MAGIC)
                yield frameParts(magic, source);
            else if ((number & SKIPPABLE_MASK) >>> 0 === SKIPPABLE)
                await source.pass((await source.takeAll(4)).readUInt32LE());
            else
                throw new Error('it is not zstd, or damaged: there is no frame where one should begin');
        }
    }
    finally {
        await source.close();
    }
}
async function* frameParts(magic, source) {
    const descriptor = await source.takeAll(1);
    const flags = descriptor[0];
    const single = (flags & 0x20) !== 0;
    const dictionaryBytes = [0, 1, 2, 4][flags & 3];
    const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6];
    const rest = await source.takeAll((single ? 0 : 1) + dictionaryBytes + sizeBytes);
    checkWindow(single ? contentSize(rest.subarray(dictionaryBytes)) : windowSize(rest[0]));
    yield Buffer.concat([magic, descriptor, rest]);
    for (let last = false; !last;) {
        const header = await source.takeAll(3);
        const fields = header.readUIntLE(0, 3);
        const [kind, length] = [(fields >> 1) & 3, fields >> 3];
        if (kind === RESERVED || length > MOST_BLOCK)
            throw new Error('it is damaged: a block is of a kind or length that none has');
        yield Buffer.concat([header, await source.takeAll(kind === REPEATED ? 1 : length)]);
        last = (fields & 1) === 1;
    }
    if ((flags & 4) !== 0)
        yield await source.takeAll(CHECKSUM_BYTES);
}
function windowSize(descriptor) {
    const base = 2 ** (10 + (descriptor >> 3));
    return base + (base / 8) * (descriptor & 7);
}
function contentSize(field) {
    if (field.length === 8)
        return Number(field.readBigUInt64LE());
    // Two bytes begin where one ends.
    return field.readUIntLE(0, field.length) + (field.length === 2 ? 256 : 0);
}
function checkWindow(bytes) {
    if (bytes <= MOST_WINDOW)
        return;
    throw new Error(`it needs ${Math.ceil(bytes / 2 ** 20)} MiB to be decompressed, and more than ${MOST_WINDOW / 2 ** 20} are not taken: compress it without --long or --ultra`);
}
/** Bytes of a stream, as many at a time as are wanted. */
class ByteSource {
    pieces;
    held = Buffer.alloc(0);
    constructor(bytes) {
        this.pieces = bytes[Symbol.asyncIterator]();
    }
    /** @returns fewer at the end */
    async take(count) {
        const parts = [];
        let missing = count;
        while (missing > this.held.length) {
            parts.push(this.held);
            missing -= this.held.length;
            const next = await this.pieces.next();
            this.held = next.done ? Buffer.alloc(0) : next.value;
            if (next.done)
                return Buffer.concat(parts);
        }
        const part = this.held.subarray(0, missing);
        this.held = this.held.subarray(missing);
        return parts.length === 0 ? part : Buffer.concat([...parts, part]);
    }
    /** @throws Error if there are fewer */
    async takeAll(count) {
        const bytes = await this.take(count);
        if (bytes.length < count)
            throw new Error('it was cut: it ends within a frame of zstd');
        return bytes;
    }
    async close() {
        await this.pieces.return?.();
    }
    async pass(count) {
        for (let left = count; left > 0; left -= MOST_BLOCK)
            await this.takeAll(Math.min(left, MOST_BLOCK));
    }
}

;// CONCATENATED MODULE: ./src/corpus/compression.ts



/** More than lie between a file and its decompressor. */
const PIECES_AHEAD = 8;
/** What Node.js has since 22.15. Before, a library does the same at a third of the speed. */
const NATIVE = external_node_zlib_namespaceObject;
/** By file extension. */
const DECOMPRESSORS = {
    '.gz': gunzip,
    '.zst': async function* (bytes) {
        for await (const frame of zstdFrames(bytes))
            yield* unzstd(frame);
    },
};
/** The compression that a file name tells, or undefined. */
function compressionOf(file) {
    return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}
function decompress(bytes, compression) {
    return compression ? DECOMPRESSORS[compression](bytes) : bytes;
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
    const stream = bytes instanceof external_node_stream_namespaceObject.Readable ? bytes : external_node_stream_namespaceObject.Readable.from(bytes, { objectMode: false });
    // The callback is where errors would be seen twice: reading the last stream reports them already.
    return (0,external_node_stream_namespaceObject.pipeline)(stream, transform, new external_node_stream_namespaceObject.PassThrough(), () => { });
}
/**
 * All members of a gzip file. Node.js takes a zero behind one for the end of the file, as gzip does, for tapes are filled up with
 * them; what stands behind zeros would be dropped without a word.
 * @throws Error if there is something
 */
async function* gunzip(bytes) {
    const pieces = bytes[Symbol.asyncIterator]();
    const latest = [];
    let given = 0;
    // Not ended with the stream that it is given to: what is left of it is looked at.
    async function* watched() {
        for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
            given += next.value.length;
            latest.push(next.value);
            if (latest.length > PIECES_AHEAD)
                latest.shift();
            yield next.value;
        }
    }
    try {
        const transform = external_node_zlib_namespaceObject.createGunzip({ chunkSize: 256 * 1024 });
        yield* through(watched(), transform);
        let left = await pieces.next();
        const tail = Buffer.concat(latest);
        checkZeros(tail.subarray(Math.max(0, tail.length - (given - transform.bytesWritten))));
        for (; !left.done; left = await pieces.next())
            checkZeros(left.value);
    }
    finally {
        await pieces.return?.();
    }
}
function checkZeros(bytes) {
    if (bytes.some((byte) => byte !== 0))
        throw new Error('it is damaged: there is more behind the end of its gzip data');
}
/** One frame. */
async function* unzstd(frame) {
    const native = NATIVE.createZstdDecompress;
    if (native) {
        yield* through(frame, native());
        return;
    }
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

;// CONCATENATED MODULE: ./src/corpus/lz4-block.ts
/** No match is shorter, and what its length says comes on top. */
const SHORTEST_MATCH = 4;
/** A length of so much in a token goes on in the bytes that follow. */
const LONG = 15;
const HADOOP_HEADER_BYTES = 8;
/**
 * Decompresses one LZ4 block, which is what Parquet calls LZ4_RAW. Of a block that is damaged as much is found out as can be:
 * that it points outside itself, or comes to another length than it should.
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 * @param length bytes that it is to come to
 * @throws Error if it does not
 */
function decompressLz4Block(input, length) {
    const output = new Uint8Array(length);
    const written = decompressInto(output, input);
    if (written !== length)
        throw new Error(`a block of LZ4 has ${written} bytes and should have ${length}`);
    return output;
}
/**
 * Decompresses what Parquet calls LZ4 and has given up: blocks with their lengths before them, as Hadoop wrote them, or else one
 * block, as others did.
 * @throws Error if it is neither
 */
function decompressOldLz4(input, length) {
    return decompressHadoopLz4(input, length) ?? decompressLz4Block(input, length);
}
/** @returns undefined if the lengths before the blocks are none */
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
/** @returns how much it came to */
function decompressInto(output, input) {
    let [at, to] = [0, 0];
    /** Goes on as long as bytes are full. */
    function longLength(first) {
        let sum = first;
        for (let byte = first === LONG ? 255 : 0; byte === 255; sum += byte)
            byte = byteAt(at++);
        return sum;
    }
    function byteAt(position) {
        const byte = input[position];
        if (byte === undefined)
            throw new Error('a block of LZ4 ends too early');
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
        // The last literals have no match behind them.
        if (at === input.length)
            break;
        const distance = byteAt(at) | (byteAt(at + 1) << 8);
        at += 2;
        const match = longLength(token & LONG) + SHORTEST_MATCH;
        if (distance === 0 || distance > to || to + match > output.length)
            throw outside();
        // It may reach into what it writes, and is then that again and again: twice as much can be copied each time.
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
    return new Error('a block of LZ4 points outside itself');
}

;// CONCATENATED MODULE: ./src/corpus/parquet-schema.ts
/** A number of so many digits is the same again after it was a double. */
const DOUBLE_DIGITS = 15;
/** What the library knows no value for, or one that is not as good as its bytes. */
const BETTER_AS_BYTES = ['BSON', 'INTERVAL', 'GEOMETRY', 'GEOGRAPHY'];
/**
 * Makes the schema say what is wanted where the library would do otherwise: bytes that are to be the text or the id are text,
 * all others stay bytes, and decimals come as they are stored, since the library makes doubles of them.
 * @param texts paths of the text and the id
 * @returns what `readDecimals` is to be asked to do with each row
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
/** Puts decimals in the place of what is stored: numbers where these hold all digits, else strings. */
function readDecimals(row, columns) {
    for (const { path, scale } of columns) {
        const name = path[0]?.element.name;
        row[name] = decimalsAt(row[name], path, scale);
    }
}
/** @param path from what `value` is a value of on */
function decimalsAt(value, path, scale) {
    const [node, next] = path;
    if (!node || value === null || value === undefined)
        return value;
    const each = (rest) => (part) => decimalsAt(part, rest, scale);
    // As the library builds lists, the group between a list and its elements is not seen.
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
/** Of what is stored as an integer, or as the bytes of one, the first the most significant. */
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
/** Keys of maps are strings in any case. */
function leadsToKey(path) {
    return path.some(({ element }, at) => element.name === 'key' && path[at - 2]?.element.converted_type === 'MAP');
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
            answers = read(question.open, question.texts);
        const answer = await answers?.next();
        return !answer || answer.done ? { end: true } : answer.value;
    }
    catch (error) {
        return { fault: messageOf(error) };
    }
}
/** The columns, and then rows, some at a time. */
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
            throw new Error(`row group ${index + 1} says it has ${rowEnd - row} rows, and has ${rows.length}`);
        }
        row = rowEnd;
        for (const one of rows)
            readDecimals(one, decimals);
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
    stringFromBytes: (bytes) => bytes && textOf(bytes),
    jsonFromBytes(bytes) {
        const text = bytes && textOf(bytes);
        try {
            return typeof text === 'string' ? JSON.parse(text) : text;
        }
        catch {
            // Declared as JSON, and none: it is a text all the same.
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
 * With more digits than milliseconds have, if any of these says something.
 * @param each units of `time` in a millisecond, and how many digits these are
 */
function fineTimeText(time, each, digits) {
    if (time === undefined)
        return undefined;
    const rest = ((time % each) + each) % each;
    const text = timeText(Number((time - rest) / each));
    return rest === 0n ? text : text?.replace('Z', `${String(rest).padStart(digits, '0')}Z`);
}
/** Snappy is in the library itself, LZ4 our own; all others are Node.js's. */
async function decompressors() {
    const zstd = await zstdDecompressor();
    return {
        // Node.js takes no limit of 0, which is what a page of nulls has.
        GZIP: (input, length) => (0,external_node_zlib_namespaceObject.gunzipSync)(input, { maxOutputLength: length || 1 }),
        BROTLI: (input, length) => (0,external_node_zlib_namespaceObject.brotliDecompressSync)(input, { maxOutputLength: length || 1 }),
        ZSTD: zstd,
        LZ4_RAW: decompressLz4Block,
        LZ4: decompressOldLz4,
    };
}

