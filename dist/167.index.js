export const id = 167;
export const ids = [167];
export const modules = {

/***/ 78167:
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

;// CONCATENATED MODULE: ./src/embedder/word-pieces.ts
const USUAL_PREFIX = '##';
const USUAL_LONGEST_WORD = 100;
/**
 * Counts the tokens of a word of ASCII letters and digits as WordPiece does: the longest piece of the vocabulary that the rest begins
 * with, again and again; one token where that ends nowhere, or the word is too long. Only counts, where the tokenizer itself does all that a text needs.
 */
class WordPieces {
    lowercase;
    longestWord;
    starts = new Set();
    continuations = new Set();
    longest = 0;
    constructor({ model }, lowercase, longestWord) {
        this.lowercase = lowercase;
        this.longestWord = longestWord;
        const prefix = model.continuing_subword_prefix ?? USUAL_PREFIX;
        for (const piece of Object.keys(model.vocab)) {
            const bare = piece.startsWith(prefix) ? piece.slice(prefix.length) : piece;
            if (!/^[a-z0-9]+$/i.test(bare))
                continue;
            (bare === piece ? this.starts : this.continuations).add(bare);
            this.longest = Math.max(this.longest, bare.length);
        }
    }
    /** @param lowercase whether texts are put in lower case even before the normalizer */
    static of(definition, lowercase = false) {
        const { model, normalizer } = definition;
        return new WordPieces(definition, lowercase || (normalizer.lowercase ?? true), model.max_input_chars_per_word ?? USUAL_LONGEST_WORD);
    }
    count(given) {
        if (given.length > this.longestWord)
            return 1;
        const word = this.lowercase ? given.toLowerCase() : given;
        let tokens = 0;
        for (let from = 0; from < word.length; tokens++) {
            const pieces = from === 0 ? this.starts : this.continuations;
            let to = Math.min(word.length, from + this.longest);
            while (to > from && !pieces.has(word.slice(from, to)))
                to--;
            if (to === from)
                return 1;
            from = to;
        }
        return tokens;
    }
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
    openPieces;
    /** Special tokens before and after the text, which must survive the cut. */
    prefix;
    suffix;
    pieces;
    constructor(tokenizer, maxTokens, repair, cutsLeft, 
    /**
     * Whether a text has as many tokens as the words between its white space have together: where texts are split there before all
     * else, and nothing is a token of more than one word. Known of BERT's own normalizer and splitter.
     */
    countsByWord, openPieces) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
        this.repair = repair;
        this.cutsLeft = cutsLeft;
        this.countsByWord = countsByWord;
        this.openPieces = openPieces;
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
            const byWord = splitsByWord(definition);
            const { model, normalizer } = definition;
            const pieces = byWord ? () => WordPieces.of({ model, normalizer }, lowercase) : undefined;
            if (lowercase) {
                const normalizers = [{ type: 'Lowercase' }, definition.normalizer].filter(Boolean);
                definition.normalizer = { type: 'Sequence', normalizers };
            }
            const tokenizer = new tokenizers/* Tokenizer */._F(definition, config);
            mapExactly(tokenizer.normalizer);
            return new TextTokenizer(tokenizer, maxTokens, repairOf(definition), config.truncation_side === 'left', byWord, pieces);
        }
        catch (error) {
            throw new errors/* ModelError */.me(`cannot use the tokenizer in ${folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    /** Tokens that stand around every text. */
    get specialTokens() {
        return this.prefix + this.suffix;
    }
    /** Tokens of the text alone: without special tokens, and not cut. */
    count(text) {
        return this.tokenizer.encode(this.repair(text), { add_special_tokens: false }).ids.length;
    }
    /** The same for one word of ASCII letters and digits, a hundred times as fast where that is possible. */
    countWord(word) {
        this.pieces ??= this.openPieces?.();
        return this.pieces ? this.pieces.count(word) : this.count(word);
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
function splitsByWord({ normalizer, pre_tokenizer: splitter, model, added_tokens: added = [] }) {
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
