export const id = 106;
export const ids = [106];
export const modules = {

/***/ 67106:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TextTokenizer: () => (/* binding */ TextTokenizer)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/@huggingface/tokenizers/dist/tokenizers.mjs
var tokenizers = __webpack_require__(87554);
// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
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
const LONGEST = 1024;
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
    symbols = new Int32Array(LONGEST);
    pairs = new Int32Array(LONGEST);
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
        if (piece.length > LONGEST)
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
            const definition = JSON.parse(await (0,promises_.readFile)(external_node_path_default().join(folder, 'tokenizer.json'), 'utf8'));
            const config = await (0,promises_.readFile)(external_node_path_default().join(folder, 'tokenizer_config.json'), 'utf8').then(JSON.parse, () => ({}));
            const original = { ...definition };
            if (lowercase) {
                const normalizers = [{ type: 'Lowercase' }, definition.normalizer].filter(Boolean);
                definition.normalizer = { type: 'Sequence', normalizers };
            }
            const tokenizer = new tokenizers/* Tokenizer */._F(definition, config);
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
            throw new errors/* ModelError */.me(`cannot use the tokenizer in ${folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
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


/***/ })

};
