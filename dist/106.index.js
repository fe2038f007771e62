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
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/embedder/characters-map.ts
const LEAF = 1 << 8;
const WIDE_OFFSET = 1 << 9;
/** Longer clusters are looked up character by character (in bytes of UTF-8). */
const CLUSTER_BELOW = 6;
const PLAIN = /^[ -~]*$/;
/**
 * SentencePiece's map of characters, which XLM-R and its kin put texts through first. @huggingface/tokenizers 0.2.0 has an
 * approximation of the usual one, which differs for joiners, control characters and stacks of accents.
 *
 * Does what the reference tokenizer does (tokenizers' `Precompiled` with the crate spm_precompiled), its quirk included: of a
 * cluster that begins with what is mapped, the rest is dropped.
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
    /** @returns what the shortest mapped beginning of this text stands for; undefined if there is none */
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
/** Longer segments are not remembered: they seldom come twice. In UTF-16 units. */
const LONGEST_REMEMBERED = 64;
/** Segments that are remembered at once: some 20 MB. Those of a language that come often are far fewer. */
const MOST_REMEMBERED = 500_000;
const FIRST_CAPACITY = 4096;
/** Of slots, so that few probes find a segment. */
const MAX_LOAD = 0.6;
const HASH_START = 0x811c9dc5 | 0;
/**
 * Remembers the tokens of parts of texts. Looks them up by their characters, where they stand: to make a string of each word of a text
 * takes longer than all else.
 */
class SegmentCounts {
    compute;
    /** Hash of the segment in each slot, and its number from 1 on; 0 where there is none. */
    hashes = new Int32Array(FIRST_CAPACITY);
    numbers = new Int32Array(FIRST_CAPACITY);
    counts = new Int32Array(FIRST_CAPACITY);
    /** Where in `units` each begins; the next begins where it ends. */
    starts = new Int32Array(FIRST_CAPACITY + 1);
    units = new Uint16Array(FIRST_CAPACITY * 8);
    size = 0;
    /** @param compute the count of a segment that is not remembered, an integer of 32 bits */
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
    /** @param empty the slot where looking for it ended */
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
/** Hash of a segment up to and with `code`, the next of its UTF-16 units (FNV-1a). @param hash of what is before it, if anything is */
function nextHash(code, hash = HASH_START) {
    return imul(hash ^ code, 0x01000193);
}
/** The same of a whole segment. */
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
/** Longer pieces are left to the tokenizer: what is done here takes the square of their length. In bytes. */
const LONGEST = 1024;
/**
 * Counts the tokens of a piece of a text as BPE of bytes does: the pair of symbols that was learned first is made one, the leftmost of
 * equal ones, again and again. Only counts, where the tokenizer builds strings.
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
    /** @param characters that stand for the bytes, in the order of these */
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
    /** @returns undefined where only the tokenizer can tell */
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
/** Numbers of pairs of numbers: a Map would have to make one key of two, and takes several times as long. */
class PairNumbers {
    /** By slot: left, right, number, and whether there is a pair. */
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
/** The characters that stand for bytes in vocabularies of BPE, as GPT-2 has them: those that can be seen are themselves, the others follow U+0100. */
function byteCharacters() {
    let hidden = 0;
    return Array.from({ length: 256 }, (_, byte) => {
        const visible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
        return String.fromCharCode(visible ? byte : 256 + hidden++);
    });
}

;// CONCATENATED MODULE: ./src/embedder/segment-counter.ts

/** What a character is to a way of splitting texts. */
const KINDS = {
    /** Part of a segment. */
    part: 0,
    /** Between segments, and no token. */
    gap: 1,
    /** A token, whatever stands beside it. */
    token: 2,
    /** White space that belongs to the segment after it. */
    lead: 3,
};
/** Beside the kind: here something may begin that makes the rest of the text count otherwise. */
const WATCHED = 4;
const KIND = 3;
/** What a segment counts that cannot be told from what stands beside it. */
const NOT_APART = -1;
const [FIRST_VISIBLE, LAST_VISIBLE] = [0x21, 0x7e];
/**
 * Counts the tokens of a text as the sum of those of its segments, which are remembered: for tokenizers that split texts before all else.
 * Gives exactly as many as tokenizing does, at up to a hundred times the speed.
 */
class SegmentCounter {
    whole;
    kinds;
    segments;
    /** By their first units. */
    watched = new Map();
    /** A text of more tokens is none of those in `added`. */
    mostOfAdded;
    /** @param whole tokenizes, where the rest does not hold */
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
    /** The same where only visible ASCII is, tokens of their own taken for texts; undefined where something else is. */
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
/** Of slots, so that few probes find a child. */
const piece_trie_MAX_LOAD = 0.6;
/** Pieces of a vocabulary, found unit by unit of UTF-16: one walk meets all those that a text goes on with. */
class PieceTrie {
    static ROOT = 0;
    /** No child, no piece. */
    static NONE = -1;
    /** By slot: the node above, the unit that leads from it, the node it leads to; 0 where there is none, as nothing leads to the root. */
    parents;
    units;
    children;
    /** By node: the number of the piece that ends there. */
    pieces;
    size = 1;
    /** @param expected how many units all pieces have together, of which some half are nodes; it grows where they are more */
    constructor(expected = 0) {
        const capacity = 2 ** Math.ceil(Math.log2(Math.max(piece_trie_FIRST_CAPACITY, expected)));
        this.parents = new Int32Array(capacity);
        this.units = new Uint16Array(capacity);
        this.children = new Int32Array(capacity);
        this.pieces = new Int32Array(capacity).fill(PieceTrie.NONE);
    }
    /** @param number 0 or more; of a piece that is set again, the last one counts */
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

/** What @huggingface/tokenizers takes off the least score for a character that is no piece. */
const UNKNOWN_PENALTY = 10;
/** Longer words are left to the tokenizer. In UTF-16 units. */
const unigram_pieces_LONGEST = 65_536;
const NONE = -1;
/**
 * Counts the tokens of a word as SentencePiece's unigram model does: of all ways to spell it with pieces the likeliest (Viterbi), what is unknown
 * in a row being one token. Adds and compares scores in the order in which @huggingface/tokenizers 0.2.0 does, so that of equally likely ways
 * the same one is taken.
 */
class UnigramPieces {
    trie;
    scores;
    unknown;
    /** Steps by their number, in the order in which they are found: score from the beginning, the step before it, its piece, the next that ends where it does. */
    totals = new Float64Array(256);
    before = new Int32Array(256);
    pieces = new Int32Array(256);
    next = new Int32Array(256);
    steps = 0;
    /** The first and the last step that end at each place. */
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
    /** Whether this is a piece, and not the one for what is unknown. */
    has(piece) {
        let node = PieceTrie.ROOT;
        for (let at = 0; at < piece.length && node !== PieceTrie.NONE; at++)
            node = this.trie.child(node, piece.charCodeAt(at));
        return (node !== PieceTrie.NONE && this.trie.piece(node) !== PieceTrie.NONE && this.trie.piece(node) !== this.unknown);
    }
    /** @returns undefined where only the tokenizer can tell */
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
    /** Of the steps that end at a place, the first of the best ones. Sums are compared, since they are rounded. */
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
 * Counts the tokens of a word as WordPiece does: the longest piece of the vocabulary that the rest begins with, again and again; one token
 * where that ends nowhere, or the word is too long. Only counts, where the tokenizer itself does all that a text needs.
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
    /** @param lowercase whether texts are put in lower case even before the normalizer */
    static of(definition, lowercase = false) {
        const { model, normalizer } = definition;
        return new WordPieces(definition, lowercase || (normalizer.lowercase ?? true), model.max_input_chars_per_word ?? USUAL_LONGEST_WORD);
    }
    /** @param word of ASCII letters and digits, as it is in the text */
    count(word) {
        return this.countNormalized(this.lowercase ? word.toLowerCase() : word);
    }
    /** @param word any, as the normalizer leaves it */
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
/** Where the longest piece ends that the word goes on with; `from` if there is none. */
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




/** Ways of splitting that are known, each undefined for others: the first that is not is taken. */
const SPLITTINGS = [
    bertSplitting,
    spacedSplitting,
    byteSplitting,
];
const CODES = 2 ** 16;
/** As @huggingface/tokenizers has them, in the basic plane. */
const IDEOGRAPHS = [
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
];
const SPACES = '\t\n\r ';
const META_SPACE = '▁';
/** In lower case it depends on what follows. */
const SIGMA = 'Σ';
/** Less-than and a mark on it, in one. */
const STRUCK_OUT = '≮';
/** How BPE of bytes splits texts: GPT-2's own expression. */
const BYTE_PIECES = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const token_counting_PLAIN = /^[!-~]*$/;
const WORD = /^[a-z0-9]+$/i;
/**
 * Decides how the tokens of texts are counted.
 * @returns undefined where texts have to be tokenized for that
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
/** BERT: at white space, punctuation and ideographs. */
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
    // Looked for behind the normalizer, it may be any text that begins so.
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
/** SentencePiece as XLM-R has it: words between white space, each with a sign for the space before it. */
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
    // Else what is unknown on both sides of a space could become one token.
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
            // The map takes what is drawn as one character at once, and so may a space and an accent on it be.
            if (!token_counting_PLAIN.test(segment) && normalize(` ${segment} `) !== ` ${word} `)
                return NOT_APART;
            if (word !== segment && isAdded(word))
                return NOT_APART;
            const isWord = word !== '' && !/[\s▁]/.test(word);
            return (isWord ? pieces.count(META_SPACE + word) : undefined) ?? whole(segment);
        },
    };
}
/** BPE of bytes as GPT-2 and ModernBERT have it: words with the space before them. */
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
/** Whether it is looked for behind the normalizer, and not in front of it. */
function isNormalized({ special = false, normalized = !special }) {
    return normalized;
}
/**
 * Whether normalizing has made an added token of a word. Those that are looked for in front of it count for @huggingface/tokenizers 0.2.0 only where
 * they are all of a text.
 */
function addedIn(tokens, normalize) {
    const whole = new Set(tokens.map(({ content }) => content));
    const within = tokens.filter(isNormalized).map(({ content }) => normalize(content));
    return (word) => whole.has(word) || within.some((content) => word.includes(content));
}

;// CONCATENATED MODULE: ./src/embedder/tokenizer.ts







/**
 * Ideographs beyond the basic plane, as the reference tokenizer spaces them out (`handle_chinese_chars`).
 * @huggingface/tokenizers 0.2.0 looks at 16-bit units and misses them, which turns each run of them into one word.
 */
const HIGH_IDEOGRAPHS = /[\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;
/** White space in Unicode, but not in JavaScript's `\s`, at which @huggingface/tokenizers splits. */
const NEXT_LINE = /\u0085/g;
/** A model's own tokenizer, cutting at `maxTokens` as the reference does: the text is cut, special tokens stay. */
class TextTokenizer {
    tokenizer;
    maxTokens;
    repair;
    cutsLeft;
    countsByWord;
    openCounting;
    /** Special tokens before and after the text, which must survive the cut. */
    prefix;
    suffix;
    /** Null where texts have to be tokenized to be counted. */
    counting;
    /** For that: words come again. */
    words = new SegmentCounts((word) => Math.max(1, this.countWhole(word)));
    constructor(tokenizer, maxTokens, repair, cutsLeft, 
    /**
     * Whether a text has as many tokens as the words between its white space have together: where texts are split there before all
     * else, and nothing is a token of more than one word. Known of BERT's own normalizer and splitter.
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
    /** Tokens that stand around every text. */
    get specialTokens() {
        return this.prefix + this.suffix;
    }
    /** Tokens of a text, or of what of it lies between two places, alone: without special tokens, and not cut. */
    count(text, start = 0, end = text.length) {
        return this.counter?.count(text, start, end) ?? this.countWhole(text.slice(start, end));
    }
    /**
     * The same for a word without white space, but what only looks like a special token is counted as text if all of the word can be seen and is ASCII.
     * At least 1.
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
/** As `[SEP]` and `<mask>` are: no part of a word, wherever they stand. */
const BRACKETED = /^[!-/:-@[-`{-~]\S*[!-/:-@[-`{-~]$/;
function splitsByWord({ normalizer, pre_tokenizer: splitter, model, added_tokens: added = [], }) {
    return (normalizer?.type === 'BertNormalizer' &&
        splitter?.type === 'BertPreTokenizer' &&
        model?.type === 'WordPiece' &&
        added.every(({ content }) => BRACKETED.test(content)));
}
/** @returns what a text goes through so that the library gives the reference tokenizer's ids */
function repairOf({ normalizer, pre_tokenizer: splitter, }) {
    const repairs = [];
    if (JSON.stringify(normalizer ?? {}).includes('"handle_chinese_chars":true')) {
        repairs.push((text) => text.replace(HIGH_IDEOGRAPHS, ' $& '));
    }
    if (JSON.stringify(splitter ?? {}).includes('"WhitespaceSplit"'))
        repairs.push((text) => text.replace(NEXT_LINE, ' '));
    return (text) => repairs.reduce((repaired, repair) => repair(repaired), text);
}
/** Puts SentencePiece's own map in the place of the approximation of it. */
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
