#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 14006:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const pico = __nccwpck_require__(98016);
const utils = __nccwpck_require__(64059);

function picomatch(glob, options, returnState = false) {
  // default to os.platform()
  if (options && (options.windows === null || options.windows === undefined)) {
    // don't mutate the original options object
    options = { ...options, windows: utils.isWindows() };
  }

  return pico(glob, options, returnState);
}

Object.assign(picomatch, pico);
module.exports = picomatch;


/***/ }),

/***/ 5595:
/***/ ((module) => {



const WIN_SLASH = '\\\\/';
const WIN_NO_SLASH = `[^${WIN_SLASH}]`;

const DEFAULT_MAX_EXTGLOB_RECURSION = 0;

/**
 * Posix glob regex
 */

const DOT_LITERAL = '\\.';
const PLUS_LITERAL = '\\+';
const QMARK_LITERAL = '\\?';
const SLASH_LITERAL = '\\/';
const ONE_CHAR = '(?=.)';
const QMARK = '[^/]';
const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
const NO_DOT = `(?!${DOT_LITERAL})`;
const NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
const NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
const NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
const QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
const STAR = `${QMARK}*?`;
const SEP = '/';

const POSIX_CHARS = {
  DOT_LITERAL,
  PLUS_LITERAL,
  QMARK_LITERAL,
  SLASH_LITERAL,
  ONE_CHAR,
  QMARK,
  END_ANCHOR,
  DOTS_SLASH,
  NO_DOT,
  NO_DOTS,
  NO_DOT_SLASH,
  NO_DOTS_SLASH,
  QMARK_NO_DOT,
  STAR,
  START_ANCHOR,
  SEP
};

/**
 * Windows glob regex
 */

const WINDOWS_CHARS = {
  ...POSIX_CHARS,

  SLASH_LITERAL: `[${WIN_SLASH}]`,
  QMARK: WIN_NO_SLASH,
  STAR: `${WIN_NO_SLASH}*?`,
  DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
  NO_DOT: `(?!${DOT_LITERAL})`,
  NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
  NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
  START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
  END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
  SEP: '\\'
};

/**
 * POSIX Bracket Regex
 */

const POSIX_REGEX_SOURCE = {
  __proto__: null,
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\x00-\\x7F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E ',
  punct: '\\-!"#$%&\'()\\*+,./:;<=>?@[\\]^_`{|}~',
  space: ' \\t\\r\\n\\v\\f',
  upper: 'A-Z',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9'
};

module.exports = {
  DEFAULT_MAX_EXTGLOB_RECURSION,
  MAX_LENGTH: 1024 * 64,
  POSIX_REGEX_SOURCE,

  // regular expressions
  REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
  REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
  REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
  REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
  REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
  REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,

  // Replace globs with equivalent patterns to reduce parsing time.
  REPLACEMENTS: {
    __proto__: null,
    '***': '*',
    '**/**': '**',
    '**/**/**': '**'
  },

  // Digits
  CHAR_0: 48, /* 0 */
  CHAR_9: 57, /* 9 */

  // Alphabet chars.
  CHAR_UPPERCASE_A: 65, /* A */
  CHAR_LOWERCASE_A: 97, /* a */
  CHAR_UPPERCASE_Z: 90, /* Z */
  CHAR_LOWERCASE_Z: 122, /* z */

  CHAR_LEFT_PARENTHESES: 40, /* ( */
  CHAR_RIGHT_PARENTHESES: 41, /* ) */

  CHAR_ASTERISK: 42, /* * */

  // Non-alphabetic chars.
  CHAR_AMPERSAND: 38, /* & */
  CHAR_AT: 64, /* @ */
  CHAR_BACKWARD_SLASH: 92, /* \ */
  CHAR_CARRIAGE_RETURN: 13, /* \r */
  CHAR_CIRCUMFLEX_ACCENT: 94, /* ^ */
  CHAR_COLON: 58, /* : */
  CHAR_COMMA: 44, /* , */
  CHAR_DOT: 46, /* . */
  CHAR_DOUBLE_QUOTE: 34, /* " */
  CHAR_EQUAL: 61, /* = */
  CHAR_EXCLAMATION_MARK: 33, /* ! */
  CHAR_FORM_FEED: 12, /* \f */
  CHAR_FORWARD_SLASH: 47, /* / */
  CHAR_GRAVE_ACCENT: 96, /* ` */
  CHAR_HASH: 35, /* # */
  CHAR_HYPHEN_MINUS: 45, /* - */
  CHAR_LEFT_ANGLE_BRACKET: 60, /* < */
  CHAR_LEFT_CURLY_BRACE: 123, /* { */
  CHAR_LEFT_SQUARE_BRACKET: 91, /* [ */
  CHAR_LINE_FEED: 10, /* \n */
  CHAR_NO_BREAK_SPACE: 160, /* \u00A0 */
  CHAR_PERCENT: 37, /* % */
  CHAR_PLUS: 43, /* + */
  CHAR_QUESTION_MARK: 63, /* ? */
  CHAR_RIGHT_ANGLE_BRACKET: 62, /* > */
  CHAR_RIGHT_CURLY_BRACE: 125, /* } */
  CHAR_RIGHT_SQUARE_BRACKET: 93, /* ] */
  CHAR_SEMICOLON: 59, /* ; */
  CHAR_SINGLE_QUOTE: 39, /* ' */
  CHAR_SPACE: 32, /*   */
  CHAR_TAB: 9, /* \t */
  CHAR_UNDERSCORE: 95, /* _ */
  CHAR_VERTICAL_LINE: 124, /* | */
  CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279, /* \uFEFF */

  /**
   * Create EXTGLOB_CHARS
   */

  extglobChars(chars) {
    return {
      '!': { type: 'negate', open: '(?:(?!(?:', close: `))${chars.STAR})` },
      '?': { type: 'qmark', open: '(?:', close: ')?' },
      '+': { type: 'plus', open: '(?:', close: ')+' },
      '*': { type: 'star', open: '(?:', close: ')*' },
      '@': { type: 'at', open: '(?:', close: ')' }
    };
  },

  /**
   * Create GLOB_CHARS
   */

  globChars(win32) {
    return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
  }
};


/***/ }),

/***/ 78265:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const constants = __nccwpck_require__(5595);
const utils = __nccwpck_require__(64059);

/**
 * Constants
 */

const {
  MAX_LENGTH,
  POSIX_REGEX_SOURCE,
  REGEX_NON_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_BACKREF,
  REPLACEMENTS
} = constants;

/**
 * Helpers
 */

const expandRange = (args, options) => {
  if (typeof options.expandRange === 'function') {
    return options.expandRange(...args, options);
  }

  args.sort();
  const value = `[${args.join('-')}]`;

  try {
    /* eslint-disable-next-line no-new */
    new RegExp(value);
  } catch (ex) {
    return args.map(v => utils.escapeRegex(v)).join('..');
  }

  return value;
};

/**
 * Create the message for a syntax error
 */

const syntaxError = (type, char) => {
  return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
};

const splitTopLevel = input => {
  const parts = [];
  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let value = '';
  let escaped = false;

  for (const ch of input) {
    if (escaped === true) {
      value += ch;
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      value += ch;
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      value += ch;
      continue;
    }

    if (quote === 0) {
      if (ch === '[') {
        bracket++;
      } else if (ch === ']' && bracket > 0) {
        bracket--;
      } else if (bracket === 0) {
        if (ch === '(') {
          paren++;
        } else if (ch === ')' && paren > 0) {
          paren--;
        } else if (ch === '|' && paren === 0) {
          parts.push(value);
          value = '';
          continue;
        }
      }
    }

    value += ch;
  }

  parts.push(value);
  return parts;
};

const isPlainBranch = branch => {
  let escaped = false;

  for (const ch of branch) {
    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (/[?*+@!()[\]{}]/.test(ch)) {
      return false;
    }
  }

  return true;
};

const normalizeSimpleBranch = branch => {
  let value = branch.trim();
  let changed = true;

  while (changed === true) {
    changed = false;

    if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
      value = value.slice(2, -1);
      changed = true;
    }
  }

  if (!isPlainBranch(value)) {
    return;
  }

  return value.replace(/\\(.)/g, '$1');
};

const hasRepeatedCharPrefixOverlap = branches => {
  const values = branches.map(normalizeSimpleBranch).filter(Boolean);

  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) {
      const a = values[i];
      const b = values[j];
      const char = a[0];

      if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
        continue;
      }

      if (a === b || a.startsWith(b) || b.startsWith(a)) {
        return true;
      }
    }
  }

  return false;
};

const parseRepeatedExtglob = (pattern, requireEnd = true) => {
  if ((pattern[0] !== '+' && pattern[0] !== '*') || pattern[1] !== '(') {
    return;
  }

  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let escaped = false;

  for (let i = 1; i < pattern.length; i++) {
    const ch = pattern[i];

    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      continue;
    }

    if (quote === 1) {
      continue;
    }

    if (ch === '[') {
      bracket++;
      continue;
    }

    if (ch === ']' && bracket > 0) {
      bracket--;
      continue;
    }

    if (bracket > 0) {
      continue;
    }

    if (ch === '(') {
      paren++;
      continue;
    }

    if (ch === ')') {
      paren--;

      if (paren === 0) {
        if (requireEnd === true && i !== pattern.length - 1) {
          return;
        }

        return {
          type: pattern[0],
          body: pattern.slice(2, i),
          end: i
        };
      }
    }
  }
};

const buildCharClassStar = chars => {
  const source = chars.length === 1
    ? utils.escapeRegex(chars[0])
    : `[${chars.map(ch => utils.escapeRegex(ch)).join('')}]`;

  return `${source}*`;
};

const getStarExtglobSequenceChars = pattern => {
  let index = 0;
  const chars = [];

  while (index < pattern.length) {
    const match = parseRepeatedExtglob(pattern.slice(index), false);

    if (!match || match.type !== '*') {
      return;
    }

    const branches = splitTopLevel(match.body).map(branch => branch.trim());
    if (branches.length !== 1) {
      return;
    }

    const branch = normalizeSimpleBranch(branches[0]);
    if (!branch || branch.length !== 1) {
      return;
    }

    chars.push(branch);
    index += match.end + 1;
  }

  if (chars.length < 1) {
    return;
  }

  return chars;
};

const repeatedExtglobRecursion = pattern => {
  let depth = 0;
  let value = pattern.trim();
  let match = parseRepeatedExtglob(value);

  while (match) {
    depth++;
    value = match.body.trim();
    match = parseRepeatedExtglob(value);
  }

  return depth;
};

const analyzeRepeatedExtglob = (body, options) => {
  if (options.maxExtglobRecursion === false) {
    return { risky: false };
  }

  const max =
    typeof options.maxExtglobRecursion === 'number'
      ? options.maxExtglobRecursion
      : constants.DEFAULT_MAX_EXTGLOB_RECURSION;

  const branches = splitTopLevel(body).map(branch => branch.trim());

  if (branches.length > 1) {
    if (
      branches.some(branch => branch === '') ||
      branches.some(branch => /^[*?]+$/.test(branch)) ||
      hasRepeatedCharPrefixOverlap(branches)
    ) {
      return { risky: true };
    }
  }

  // A repeated extglob is "risky" (prone to catastrophic backtracking) when a
  // branch is itself a `*(...)` sequence, since that nests an unbounded quantifier
  // inside the outer `+(...)`/`*(...)`. When *every* branch reduces to single
  // characters we can emit one flat, ReDoS-safe character class that preserves the
  // meaning of ALL branches (e.g. `+(*(a)|*(b))` -> `[ab]*`), rather than dropping
  // every branch but the first.
  const safeChars = [];
  let sawStarSequence = false;
  let combinable = true;

  for (const branch of branches) {
    const chars = getStarExtglobSequenceChars(branch);
    if (chars) {
      sawStarSequence = true;
      safeChars.push(...chars);
      continue;
    }

    const literal = normalizeSimpleBranch(branch);
    if (literal && literal.length === 1) {
      safeChars.push(literal);
      continue;
    }

    combinable = false;

    if (repeatedExtglobRecursion(branch) > max) {
      return { risky: true };
    }
  }

  if (sawStarSequence) {
    return combinable
      ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) }
      : { risky: true };
  }

  return { risky: false };
};

/**
 * Parse the given input string.
 * @param {String} input
 * @param {Object} options
 * @return {Object}
 */

const parse = (input, options) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected a string');
  }

  input = REPLACEMENTS[input] || input;

  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;

  let len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  const bos = { type: 'bos', value: '', output: opts.prepend || '' };
  const tokens = [bos];

  const capture = opts.capture ? '' : '?:';

  // create constants based on platform, for windows or posix
  const PLATFORM_CHARS = constants.globChars(opts.windows);
  const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);

  const {
    DOT_LITERAL,
    PLUS_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOT_SLASH,
    NO_DOTS_SLASH,
    QMARK,
    QMARK_NO_DOT,
    STAR,
    START_ANCHOR
  } = PLATFORM_CHARS;

  const globstar = opts => {
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const nodot = opts.dot ? '' : NO_DOT;
  const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
  let star = opts.bash === true ? globstar(opts) : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  // minimatch options support
  if (typeof opts.noext === 'boolean') {
    opts.noextglob = opts.noext;
  }

  const state = {
    input,
    index: -1,
    start: 0,
    dot: opts.dot === true,
    consumed: '',
    output: '',
    prefix: '',
    backtrack: false,
    negated: false,
    brackets: 0,
    braces: 0,
    parens: 0,
    quotes: 0,
    globstar: false,
    tokens
  };

  input = utils.removePrefix(input, state);
  len = input.length;

  const extglobs = [];
  const braces = [];
  const stack = [];
  let prev = bos;
  let value;

  /**
   * Tokenizing helpers
   */

  const eos = () => state.index === len - 1;
  const peek = state.peek = (n = 1) => input[state.index + n];
  const advance = state.advance = () => input[++state.index] || '';
  const remaining = () => input.slice(state.index + 1);
  const consume = (value = '', num = 0) => {
    state.consumed += value;
    state.index += num;
  };

  const append = token => {
    state.output += token.output != null ? token.output : token.value;
    consume(token.value);
  };

  const negate = () => {
    let count = 1;

    while (peek() === '!' && (peek(2) !== '(' || peek(3) === '?')) {
      advance();
      state.start++;
      count++;
    }

    if (count % 2 === 0) {
      return false;
    }

    state.negated = true;
    state.start++;
    return true;
  };

  const increment = type => {
    state[type]++;
    stack.push(type);
  };

  const decrement = type => {
    state[type]--;
    stack.pop();
  };

  /**
   * Push tokens onto the tokens array. This helper speeds up
   * tokenizing by 1) helping us avoid backtracking as much as possible,
   * and 2) helping us avoid creating extra tokens when consecutive
   * characters are plain text. This improves performance and simplifies
   * lookbehinds.
   */

  const push = tok => {
    if (prev.type === 'globstar') {
      const isBrace = state.braces > 0 && (tok.type === 'comma' || tok.type === 'brace');
      const isExtglob = tok.extglob === true || (extglobs.length && (tok.type === 'pipe' || tok.type === 'paren'));

      if (tok.type !== 'slash' && tok.type !== 'paren' && !isBrace && !isExtglob) {
        state.output = state.output.slice(0, -prev.output.length);
        prev.type = 'star';
        prev.value = '*';
        prev.output = star;
        state.output += prev.output;
      }
    }

    if (extglobs.length && tok.type !== 'paren') {
      extglobs[extglobs.length - 1].inner += tok.value;
    }

    if (tok.value || tok.output) append(tok);
    if (prev && prev.type === 'text' && tok.type === 'text') {
      prev.output = (prev.output || prev.value) + tok.value;
      prev.value += tok.value;
      return;
    }

    tok.prev = prev;
    tokens.push(tok);
    prev = tok;
  };

  const extglobOpen = (type, value) => {
    const token = { ...EXTGLOB_CHARS[value], conditions: 1, inner: '' };

    token.prev = prev;
    token.parens = state.parens;
    token.output = state.output;
    token.startIndex = state.index;
    token.tokensIndex = tokens.length;
    const output = (opts.capture ? '(' : '') + token.open;

    increment('parens');
    push({ type, value, output: state.output ? '' : ONE_CHAR });
    push({ type: 'paren', extglob: true, value: advance(), output });
    extglobs.push(token);
  };

  const extglobClose = token => {
    const literal = input.slice(token.startIndex, state.index + 1);
    const body = input.slice(token.startIndex + 2, state.index);
    const analysis = analyzeRepeatedExtglob(body, opts);

    if ((token.type === 'plus' || token.type === 'star') && analysis.risky) {
      const safeOutput = analysis.safeOutput
        ? (token.output ? '' : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput)
        : undefined;
      const open = tokens[token.tokensIndex];

      open.type = 'text';
      open.value = literal;
      open.output = safeOutput || utils.escapeRegex(literal);

      for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
        tokens[i].value = '';
        tokens[i].output = '';
        delete tokens[i].suffix;
      }

      state.output = token.output + open.output;
      state.backtrack = true;

      push({ type: 'paren', extglob: true, value, output: '' });
      decrement('parens');
      return;
    }

    let output = token.close + (opts.capture ? ')' : '');
    let rest;

    if (token.type === 'negate') {
      let extglobStar = star;

      if (token.inner && token.inner.length > 1 && token.inner.includes('/')) {
        extglobStar = globstar(opts);
      }

      if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
        output = token.close = `)$))${extglobStar}`;
      }

      if (token.inner.includes('*') && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
        // Any non-magical string (`.ts`) or even nested expression (`.{ts,tsx}`) can follow after the closing parenthesis.
        // In this case, we need to parse the string and use it in the output of the original pattern.
        // Suitable patterns: `/!(*.d).ts`, `/!(*.d).{ts,tsx}`, `**/!(*-dbg).@(js)`.
        //
        // Disabling the `fastpaths` option due to a problem with parsing strings as `.ts` in the pattern like `**/!(*.d).ts`.
        const expression = parse(rest, { ...options, fastpaths: false }).output;

        output = token.close = `)${expression})${extglobStar})`;
      }

      if (token.prev.type === 'bos') {
        state.negatedExtglob = true;
      }
    }

    push({ type: 'paren', extglob: true, value, output });
    decrement('parens');
  };

  /**
   * Fast paths
   */

  if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
    let backslashes = false;

    let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
      if (first === '\\') {
        backslashes = true;
        return m;
      }

      if (first === '?') {
        if (esc) {
          return esc + first + (rest ? QMARK.repeat(rest.length) : '');
        }
        if (index === 0) {
          return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : '');
        }
        return QMARK.repeat(chars.length);
      }

      if (first === '.') {
        return DOT_LITERAL.repeat(chars.length);
      }

      if (first === '*') {
        if (esc) {
          return esc + first + (rest ? star : '');
        }
        return star;
      }
      return esc ? m : `\\${m}`;
    });

    if (backslashes === true) {
      if (opts.unescape === true) {
        output = output.replace(/\\/g, '');
      } else {
        output = output.replace(/\\+/g, m => {
          return m.length % 2 === 0 ? '\\\\' : (m ? '\\' : '');
        });
      }
    }

    if (output === input && opts.contains === true) {
      state.output = input;
      return state;
    }

    state.output = utils.wrapOutput(output, state, options);
    return state;
  }

  /**
   * Tokenize input until we reach end-of-string
   */

  while (!eos()) {
    value = advance();

    if (value === '\u0000') {
      continue;
    }

    /**
     * Escaped characters
     */

    if (value === '\\') {
      const next = peek();

      if (next === '/' && opts.bash !== true) {
        continue;
      }

      if (next === '.' || next === ';') {
        continue;
      }

      if (!next) {
        value += '\\';
        push({ type: 'text', value });
        continue;
      }

      // collapse slashes to reduce potential for exploits
      const match = /^\\+/.exec(remaining());
      let slashes = 0;

      if (match && match[0].length > 2) {
        slashes = match[0].length;
        state.index += slashes;
        if (slashes % 2 !== 0) {
          value += '\\';
        }
      }

      if (opts.unescape === true) {
        value = advance();
      } else {
        value += advance();
      }

      if (state.brackets === 0) {
        push({ type: 'text', value });
        continue;
      }
    }

    /**
     * If we're inside a regex character class, continue
     * until we reach the closing bracket.
     */

    if (state.brackets > 0 && (value !== ']' || prev.value === '[' || prev.value === '[^')) {
      if (opts.posix !== false && value === ':') {
        const inner = prev.value.slice(1);
        if (inner.includes('[')) {
          prev.posix = true;

          if (inner.includes(':')) {
            const idx = prev.value.lastIndexOf('[');
            const pre = prev.value.slice(0, idx);
            const rest = prev.value.slice(idx + 2);
            const posix = POSIX_REGEX_SOURCE[rest];
            if (posix) {
              prev.value = pre + posix;
              state.backtrack = true;
              advance();

              if (!bos.output && tokens.indexOf(prev) === 1) {
                bos.output = ONE_CHAR;
              }
              continue;
            }
          }
        }
      }

      if ((value === '[' && peek() !== ':') || (value === '-' && peek() === ']')) {
        value = `\\${value}`;
      }

      if (value === ']' && (prev.value === '[' || prev.value === '[^')) {
        value = `\\${value}`;
      }

      if (opts.posix === true && value === '!' && prev.value === '[') {
        value = '^';
      }

      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * If we're inside a quoted string, continue
     * until we reach the closing double quote.
     */

    if (state.quotes === 1 && value !== '"') {
      value = utils.escapeRegex(value);
      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * Double quotes
     */

    if (value === '"') {
      state.quotes = state.quotes === 1 ? 0 : 1;
      if (opts.keepQuotes === true) {
        push({ type: 'text', value });
      }
      continue;
    }

    /**
     * Parentheses
     */

    if (value === '(') {
      increment('parens');
      push({ type: 'paren', value });
      continue;
    }

    if (value === ')') {
      if (state.parens === 0 && opts.strictBrackets === true) {
        throw new SyntaxError(syntaxError('opening', '('));
      }

      const extglob = extglobs[extglobs.length - 1];
      if (extglob && state.parens === extglob.parens + 1) {
        extglobClose(extglobs.pop());
        continue;
      }

      push({ type: 'paren', value, output: state.parens ? ')' : '\\)' });
      decrement('parens');
      continue;
    }

    /**
     * Square brackets
     */

    if (value === '[') {
      if (opts.nobracket === true || !remaining().includes(']')) {
        if (opts.nobracket !== true && opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('closing', ']'));
        }

        value = `\\${value}`;
      } else {
        increment('brackets');
      }

      push({ type: 'bracket', value });
      continue;
    }

    if (value === ']') {
      if (opts.nobracket === true || (prev && prev.type === 'bracket' && prev.value.length === 1)) {
        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      if (state.brackets === 0) {
        if (opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('opening', '['));
        }

        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      decrement('brackets');

      const prevValue = prev.value.slice(1);
      if (prev.posix !== true && prevValue[0] === '^' && !prevValue.includes('/')) {
        value = `/${value}`;
      }

      prev.value += value;
      append({ value });

      // when literal brackets are explicitly disabled
      // assume we should match with a regex character class
      if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
        continue;
      }

      const escaped = utils.escapeRegex(prev.value);
      state.output = state.output.slice(0, -prev.value.length);

      // when literal brackets are explicitly enabled
      // assume we should escape the brackets to match literal characters
      if (opts.literalBrackets === true) {
        state.output += escaped;
        prev.value = escaped;
        continue;
      }

      // when the user specifies nothing, try to match both
      prev.value = `(${capture}${escaped}|${prev.value})`;
      state.output += prev.value;
      continue;
    }

    /**
     * Braces
     */

    if (value === '{' && opts.nobrace !== true) {
      increment('braces');

      const open = {
        type: 'brace',
        value,
        output: '(',
        outputIndex: state.output.length,
        tokensIndex: state.tokens.length
      };

      braces.push(open);
      push(open);
      continue;
    }

    if (value === '}') {
      const brace = braces[braces.length - 1];

      if (opts.nobrace === true || !brace) {
        push({ type: 'text', value, output: value });
        continue;
      }

      let output = ')';

      if (brace.dots === true) {
        const arr = tokens.slice();
        const range = [];

        for (let i = arr.length - 1; i >= 0; i--) {
          tokens.pop();
          if (arr[i].type === 'brace') {
            break;
          }
          if (arr[i].type !== 'dots') {
            range.unshift(arr[i].value);
          }
        }

        output = expandRange(range, opts);
        state.backtrack = true;
      }

      if (brace.comma !== true && brace.dots !== true) {
        const out = state.output.slice(0, brace.outputIndex);
        const toks = state.tokens.slice(brace.tokensIndex);
        brace.value = brace.output = '\\{';
        value = output = '\\}';
        state.output = out;
        for (const t of toks) {
          state.output += (t.output || t.value);
        }
      }

      push({ type: 'brace', value, output });
      decrement('braces');
      braces.pop();
      continue;
    }

    /**
     * Pipes
     */

    if (value === '|') {
      if (extglobs.length > 0) {
        extglobs[extglobs.length - 1].conditions++;
      }
      push({ type: 'text', value });
      continue;
    }

    /**
     * Commas
     */

    if (value === ',') {
      let output = value;

      const brace = braces[braces.length - 1];
      if (brace && stack[stack.length - 1] === 'braces') {
        brace.comma = true;
        output = '|';
      }

      push({ type: 'comma', value, output });
      continue;
    }

    /**
     * Slashes
     */

    if (value === '/') {
      // if the beginning of the glob is "./", advance the start
      // to the current index, and don't add the "./" characters
      // to the state. This greatly simplifies lookbehinds when
      // checking for BOS characters like "!" and "." (not "./")
      if (prev.type === 'dot' && state.index === state.start + 1) {
        state.start = state.index + 1;
        state.consumed = '';
        state.output = '';
        tokens.pop();
        prev = bos; // reset "prev" to the first token
        continue;
      }

      push({ type: 'slash', value, output: SLASH_LITERAL });
      continue;
    }

    /**
     * Dots
     */

    if (value === '.') {
      if (state.braces > 0 && prev.type === 'dot') {
        if (prev.value === '.') prev.output = DOT_LITERAL;
        const brace = braces[braces.length - 1];
        prev.type = 'dots';
        prev.output += value;
        prev.value += value;
        brace.dots = true;
        continue;
      }

      if ((state.braces + state.parens) === 0 && prev.type !== 'bos' && prev.type !== 'slash') {
        push({ type: 'text', value, output: DOT_LITERAL });
        continue;
      }

      push({ type: 'dot', value, output: DOT_LITERAL });
      continue;
    }

    /**
     * Question marks
     */

    if (value === '?') {
      const isGroup = prev && prev.value === '(';
      if (!isGroup && opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('qmark', value);
        continue;
      }

      if (prev && prev.type === 'paren') {
        const next = peek();
        let output = value;

        if ((prev.value === '(' && !/[!=<:]/.test(next)) || (next === '<' && !/<([!=]|\w+>)/.test(remaining()))) {
          output = `\\${value}`;
        }

        push({ type: 'text', value, output });
        continue;
      }

      if (opts.dot !== true && (prev.type === 'slash' || prev.type === 'bos')) {
        push({ type: 'qmark', value, output: QMARK_NO_DOT });
        continue;
      }

      push({ type: 'qmark', value, output: QMARK });
      continue;
    }

    /**
     * Exclamation
     */

    if (value === '!') {
      if (opts.noextglob !== true && peek() === '(') {
        if (peek(2) !== '?' || !/[!=<:]/.test(peek(3))) {
          extglobOpen('negate', value);
          continue;
        }
      }

      if (opts.nonegate !== true && state.index === 0) {
        negate();
        continue;
      }
    }

    /**
     * Plus
     */

    if (value === '+') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('plus', value);
        continue;
      }

      if ((prev && prev.value === '(') || opts.regex === false) {
        push({ type: 'plus', value, output: PLUS_LITERAL });
        continue;
      }

      if ((prev && (prev.type === 'bracket' || prev.type === 'paren' || prev.type === 'brace')) || state.parens > 0) {
        push({ type: 'plus', value });
        continue;
      }

      push({ type: 'plus', value: PLUS_LITERAL });
      continue;
    }

    /**
     * Plain text
     */

    if (value === '@') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        push({ type: 'at', extglob: true, value, output: '' });
        continue;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Plain text
     */

    if (value !== '*') {
      if (value === '$' || value === '^') {
        value = `\\${value}`;
      }

      const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
      if (match) {
        value += match[0];
        state.index += match[0].length;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Stars
     */

    if (prev && (prev.type === 'globstar' || prev.star === true)) {
      prev.type = 'star';
      prev.star = true;
      prev.value += value;
      prev.output = star;
      state.backtrack = true;
      state.globstar = true;
      consume(value);
      continue;
    }

    let rest = remaining();
    if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
      extglobOpen('star', value);
      continue;
    }

    if (prev.type === 'star') {
      if (opts.noglobstar === true) {
        consume(value);
        continue;
      }

      const prior = prev.prev;
      const before = prior.prev;
      const isStart = prior.type === 'slash' || prior.type === 'bos';
      const afterStar = before && (before.type === 'star' || before.type === 'globstar');

      if (opts.bash === true && (!isStart || (rest[0] && rest[0] !== '/'))) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      const isBrace = state.braces > 0 && (prior.type === 'comma' || prior.type === 'brace');
      const isExtglob = extglobs.length && (prior.type === 'pipe' || prior.type === 'paren');
      if (!isStart && prior.type !== 'paren' && !isBrace && !isExtglob) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      // strip consecutive `/**/`
      while (rest.slice(0, 3) === '/**') {
        const after = input[state.index + 4];
        if (after && after !== '/') {
          break;
        }
        rest = rest.slice(3);
        consume('/**', 3);
      }

      // A globstar followed only by balanced closing parens is at the logical end of patterns like
      // `test(/utils/**)` and `test?(/utils/**)`. Treat it as EOS so the trailing `/**` can match its
      // parent path, except in negated extglobs where that would change the exclusion semantics.
      const isEnd = eos() || (
        state.parens > 0
        && rest === ')'.repeat(state.parens)
        && !extglobs.some(extglob => extglob.type === 'negate')
      );

      if (prior.type === 'bos' && eos()) {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = globstar(opts);
        state.output = prev.output;
        state.globstar = true;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && !afterStar && isEnd) {
        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = globstar(opts) + (opts.strictSlashes ? ')' : '|$)');
        prev.value += value;
        state.globstar = true;
        state.output += prior.output + prev.output;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && rest[0] === '/') {
        const end = rest[1] !== void 0 ? '|$' : '';

        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
        prev.value += value;

        state.output += prior.output + prev.output;
        state.globstar = true;

        consume(value + advance());

        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      if (prior.type === 'bos' && rest[0] === '/') {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
        state.output = prev.output;
        state.globstar = true;
        consume(value + advance());
        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      // remove single star from output
      state.output = state.output.slice(0, -prev.output.length);

      // reset previous token to globstar
      prev.type = 'globstar';
      prev.output = globstar(opts);
      prev.value += value;

      // reset output with globstar
      state.output += prev.output;
      state.globstar = true;
      consume(value);
      continue;
    }

    const token = { type: 'star', value, output: star };

    if (opts.bash === true) {
      token.output = '.*?';
      if (prev.type === 'bos' || prev.type === 'slash') {
        token.output = nodot + token.output;
      }
      push(token);
      continue;
    }

    if (prev && (prev.type === 'bracket' || prev.type === 'paren') && opts.regex === true) {
      token.output = value;
      push(token);
      continue;
    }

    if (state.index === state.start || prev.type === 'slash' || prev.type === 'dot') {
      if (prev.type === 'dot') {
        state.output += NO_DOT_SLASH;
        prev.output += NO_DOT_SLASH;

      } else if (opts.dot === true) {
        state.output += NO_DOTS_SLASH;
        prev.output += NO_DOTS_SLASH;

      } else {
        state.output += nodot;
        prev.output += nodot;
      }

      if (peek() !== '*') {
        state.output += ONE_CHAR;
        prev.output += ONE_CHAR;
      }
    }

    push(token);
  }

  while (state.brackets > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ']'));
    state.output = utils.escapeLast(state.output, '[');
    decrement('brackets');
  }

  while (state.parens > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ')'));
    state.output = utils.escapeLast(state.output, '(');
    decrement('parens');
  }

  while (state.braces > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', '}'));
    state.output = utils.escapeLast(state.output, '{');
    decrement('braces');
  }

  if (opts.strictSlashes !== true && (prev.type === 'star' || prev.type === 'bracket')) {
    push({ type: 'maybe_slash', value: '', output: `${SLASH_LITERAL}?` });
  }

  // rebuild the output if we had to backtrack at any point
  if (state.backtrack === true) {
    state.output = '';

    for (const token of state.tokens) {
      state.output += token.output != null ? token.output : token.value;

      if (token.suffix) {
        state.output += token.suffix;
      }
    }
  }

  return state;
};

/**
 * Fast paths for creating regular expressions for common glob patterns.
 * This can significantly speed up processing and has very little downside
 * impact when none of the fast paths match.
 */

parse.fastpaths = (input, options) => {
  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
  const len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  input = REPLACEMENTS[input] || input;

  // create constants based on platform, for windows or posix
  const {
    DOT_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOTS,
    NO_DOTS_SLASH,
    STAR,
    START_ANCHOR
  } = constants.globChars(opts.windows);

  const nodot = opts.dot ? NO_DOTS : NO_DOT;
  const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
  const capture = opts.capture ? '' : '?:';
  const state = { negated: false, prefix: '' };
  let star = opts.bash === true ? '.*?' : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  const globstar = opts => {
    if (opts.noglobstar === true) return star;
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const create = str => {
    switch (str) {
      case '*':
        return `${nodot}${ONE_CHAR}${star}`;

      case '.*':
        return `${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*.*':
        return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*/*':
        return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;

      case '**':
        return nodot + globstar(opts);

      case '**/*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;

      case '**/*.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '**/.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;

      default: {
        const match = /^(.*?)\.(\w+)$/.exec(str);
        if (!match) return;

        const source = create(match[1]);
        if (!source) return;

        return source + DOT_LITERAL + match[2];
      }
    }
  };

  const output = utils.removePrefix(input, state);
  let source = create(output);

  if (source && opts.strictSlashes !== true) {
    source += `${SLASH_LITERAL}?`;
  }

  return source;
};

module.exports = parse;


/***/ }),

/***/ 98016:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const scan = __nccwpck_require__(31781);
const parse = __nccwpck_require__(78265);
const utils = __nccwpck_require__(64059);
const constants = __nccwpck_require__(5595);
const isObject = val => val && typeof val === 'object' && !Array.isArray(val);

/**
 * Creates a matcher function from one or more glob patterns. The
 * returned function takes a string to match as its first argument,
 * and returns true if the string is a match. The returned matcher
 * function also takes a boolean as the second argument that, when true,
 * returns an object with additional information.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch(glob[, options]);
 *
 * const isMatch = picomatch('*.!(*a)');
 * console.log(isMatch('a.a')); //=> false
 * console.log(isMatch('a.b')); //=> true
 *
 * // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
 * const picomatch = require('picomatch/posix');
 * // the same API, defaulting to posix paths
 * const isMatch = picomatch('a/*');
 * console.log(isMatch('a\\b')); //=> false
 * console.log(isMatch('a/b')); //=> true
 *
 * // you can still configure the matcher function to accept windows paths
 * const isMatch = picomatch('a/*', { options: windows });
 * console.log(isMatch('a\\b')); //=> true
 * console.log(isMatch('a/b')); //=> true
 * ```
 * @name picomatch
 * @param {String|Array} `globs` One or more glob patterns.
 * @param {Object=} `options`
 * @return {Function=} Returns a matcher function.
 * @api public
 */

const picomatch = (glob, options, returnState = false) => {
  if (Array.isArray(glob)) {
    const fns = glob.map(input => picomatch(input, options, returnState));
    const arrayMatcher = str => {
      for (const isMatch of fns) {
        const state = isMatch(str);
        if (state) return state;
      }
      return false;
    };
    return arrayMatcher;
  }

  const isState = isObject(glob) && glob.tokens && glob.input;

  if (glob === '' || (typeof glob !== 'string' && !isState)) {
    throw new TypeError('Expected pattern to be a non-empty string');
  }

  const opts = options || {};
  const posix = opts.windows;
  const regex = isState
    ? picomatch.compileRe(glob, options)
    : picomatch.makeRe(glob, options, false, true);

  const state = regex.state;
  delete regex.state;

  let isIgnored = () => false;
  if (opts.ignore) {
    const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
    isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
  }

  const matcher = (input, returnObject = false) => {
    const { isMatch, match, output } = picomatch.test(input, regex, options, { glob, posix });
    const result = { glob, state, regex, posix, input, output, match, isMatch };

    if (typeof opts.onResult === 'function') {
      opts.onResult(result);
    }

    if (isMatch === false) {
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (isIgnored(input)) {
      if (typeof opts.onIgnore === 'function') {
        opts.onIgnore(result);
      }
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (typeof opts.onMatch === 'function') {
      opts.onMatch(result);
    }
    return returnObject ? result : true;
  };

  if (returnState) {
    matcher.state = state;
  }

  return matcher;
};

/**
 * Test `input` with the given `regex`. This is used by the main
 * `picomatch()` function to test the input string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.test(input, regex[, options]);
 *
 * console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
 * // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp} `regex`
 * @return {Object} Returns an object with matching info.
 * @api public
 */

picomatch.test = (input, regex, options, { glob, posix } = {}) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected input to be a string');
  }

  if (input === '') {
    return { isMatch: false, output: '' };
  }

  const opts = options || {};
  const format = opts.format || (posix ? utils.toPosixSlashes : null);
  let match = input === glob;
  let output = (match && format) ? format(input) : input;

  if (match === false) {
    output = format ? format(input) : input;
    match = output === glob;
  }

  if (match === false || opts.capture === true) {
    if (opts.matchBase === true || opts.basename === true) {
      match = picomatch.matchBase(input, regex, options, posix);
    } else {
      match = regex.exec(output);
    }
  }

  return { isMatch: Boolean(match), match, output };
};

/**
 * Match the basename of a filepath.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.matchBase(input, glob[, options]);
 * console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
 * @return {Boolean}
 * @api public
 */

picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
  const regex = glob instanceof RegExp ? glob : picomatch.makeRe(glob, options);
  return regex.test(utils.basename(input, { windows: posix }));
};

/**
 * Returns true if **any** of the given glob `patterns` match the specified `string`.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.isMatch(string, patterns[, options]);
 *
 * console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
 * console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
 * ```
 * @param {String|Array} str The string to test.
 * @param {String|Array} patterns One or more glob patterns to use for matching.
 * @param {Object} [options] See available [options](#options).
 * @return {Boolean} Returns true if any patterns match `str`
 * @api public
 */

picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);

/**
 * Parse a glob pattern to create the source string for a regular
 * expression.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const result = picomatch.parse(pattern[, options]);
 * ```
 * @param {String} `pattern`
 * @param {Object} `options`
 * @return {Object} Returns an object with useful properties and output to be used as a regex source string.
 * @api public
 */

picomatch.parse = (pattern, options) => {
  if (Array.isArray(pattern)) return pattern.map(p => picomatch.parse(p, options));
  return parse(pattern, { ...options, fastpaths: false });
};

/**
 * Scan a glob pattern to separate the pattern into segments.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.scan(input[, options]);
 *
 * const result = picomatch.scan('!./foo/*.js');
 * console.log(result);
 * { prefix: '!./',
 *   input: '!./foo/*.js',
 *   start: 3,
 *   base: 'foo',
 *   glob: '*.js',
 *   isBrace: false,
 *   isBracket: false,
 *   isGlob: true,
 *   isExtglob: false,
 *   isGlobstar: false,
 *   negated: true }
 * ```
 * @param {String} `input` Glob pattern to scan.
 * @param {Object} `options`
 * @return {Object} Returns an object with
 * @api public
 */

picomatch.scan = (input, options) => scan(input, options);

/**
 * Compile a regular expression from the `state` object returned by the
 * [parse()](#parse) method.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const state = picomatch.parse('*.js');
 * // picomatch.compileRe(state[, options]);
 *
 * console.log(picomatch.compileRe(state));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {Object} `state`
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
 * @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
 * @return {RegExp}
 * @api public
 */

picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
  if (returnOutput === true) {
    return state.output;
  }

  const opts = options || {};
  const prepend = opts.contains ? '' : '^';
  const append = opts.contains ? '' : '$';

  let source = `${prepend}(?:${state.output})${append}`;
  if (state && state.negated === true) {
    source = `^(?!${source}).*$`;
  }

  const regex = picomatch.toRegex(source, options);
  if (returnState === true) {
    regex.state = state;
  }

  return regex;
};

/**
 * Create a regular expression from a parsed glob pattern.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.makeRe(state[, options]);
 *
 * const result = picomatch.makeRe('*.js');
 * console.log(result);
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `state` The object returned from the `.parse` method.
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
 * @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
 * @return {RegExp} Returns a regex created from the given pattern.
 * @api public
 */

picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
  if (!input || typeof input !== 'string') {
    throw new TypeError('Expected a non-empty string');
  }

  let parsed = { negated: false, fastpaths: true };

  if (options.fastpaths !== false && (input[0] === '.' || input[0] === '*')) {
    parsed.output = parse.fastpaths(input, options);
  }

  if (!parsed.output) {
    parsed = parse(input, options);
  }

  return picomatch.compileRe(parsed, options, returnOutput, returnState);
};

/**
 * Create a regular expression from the given regex source string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.toRegex(source[, options]);
 *
 * const { output } = picomatch.parse('*.js');
 * console.log(picomatch.toRegex(output));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `source` Regular expression source string.
 * @param {Object} `options`
 * @return {RegExp}
 * @api public
 */

picomatch.toRegex = (source, options) => {
  try {
    const opts = options || {};
    return new RegExp(source, opts.flags || (opts.nocase ? 'i' : ''));
  } catch (err) {
    if (options && options.debug === true) throw err;
    return /$^/;
  }
};

/**
 * Picomatch constants.
 * @return {Object}
 */

picomatch.constants = constants;

/**
 * Expose "picomatch"
 */

module.exports = picomatch;


/***/ }),

/***/ 31781:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const utils = __nccwpck_require__(64059);
const {
  CHAR_ASTERISK,             /* * */
  CHAR_AT,                   /* @ */
  CHAR_BACKWARD_SLASH,       /* \ */
  CHAR_COMMA,                /* , */
  CHAR_DOT,                  /* . */
  CHAR_EXCLAMATION_MARK,     /* ! */
  CHAR_FORWARD_SLASH,        /* / */
  CHAR_LEFT_CURLY_BRACE,     /* { */
  CHAR_LEFT_PARENTHESES,     /* ( */
  CHAR_LEFT_SQUARE_BRACKET,  /* [ */
  CHAR_PLUS,                 /* + */
  CHAR_QUESTION_MARK,        /* ? */
  CHAR_RIGHT_CURLY_BRACE,    /* } */
  CHAR_RIGHT_PARENTHESES,    /* ) */
  CHAR_RIGHT_SQUARE_BRACKET  /* ] */
} = __nccwpck_require__(5595);

const isPathSeparator = code => {
  return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
};

const depth = token => {
  if (token.isPrefix !== true) {
    token.depth = token.isGlobstar ? Infinity : 1;
  }
};

/**
 * Quickly scans a glob pattern and returns an object with a handful of
 * useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
 * `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
 * with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
 *
 * ```js
 * const pm = require('picomatch');
 * console.log(pm.scan('foo/bar/*.js'));
 * { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
 * ```
 * @param {String} `str`
 * @param {Object} `options`
 * @return {Object} Returns an object with tokens and regex source string.
 * @api public
 */

const scan = (input, options) => {
  const opts = options || {};

  const length = input.length - 1;
  const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
  const slashes = [];
  const tokens = [];
  const parts = [];

  let str = input;
  let index = -1;
  let start = 0;
  let lastIndex = 0;
  let isBrace = false;
  let isBracket = false;
  let isGlob = false;
  let isExtglob = false;
  let isGlobstar = false;
  let braceEscaped = false;
  let backslashes = false;
  let negated = false;
  let negatedExtglob = false;
  let finished = false;
  let braces = 0;
  let prev;
  let code;
  let token = { value: '', depth: 0, isGlob: false };

  const eos = () => index >= length;
  const peek = () => str.charCodeAt(index + 1);
  const advance = () => {
    prev = code;
    return str.charCodeAt(++index);
  };

  while (index < length) {
    code = advance();
    let next;

    if (code === CHAR_BACKWARD_SLASH) {
      backslashes = token.backslashes = true;
      code = advance();

      if (code === CHAR_LEFT_CURLY_BRACE) {
        braceEscaped = true;
      }
      continue;
    }

    if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
      braces++;

      while (eos() !== true && (code = advance())) {
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          continue;
        }

        if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (braceEscaped !== true && code === CHAR_COMMA) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (code === CHAR_RIGHT_CURLY_BRACE) {
          braces--;

          if (braces === 0) {
            braceEscaped = false;
            isBrace = token.isBrace = true;
            finished = true;
            break;
          }
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (code === CHAR_FORWARD_SLASH) {
      slashes.push(index);
      tokens.push(token);
      token = { value: '', depth: 0, isGlob: false };

      if (finished === true) continue;
      if (prev === CHAR_DOT && index === (start + 1)) {
        start += 2;
        continue;
      }

      lastIndex = index + 1;
      continue;
    }

    if (opts.noext !== true) {
      const isExtglobChar = code === CHAR_PLUS
        || code === CHAR_AT
        || code === CHAR_ASTERISK
        || code === CHAR_QUESTION_MARK
        || code === CHAR_EXCLAMATION_MARK;

      if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
        isGlob = token.isGlob = true;
        isExtglob = token.isExtglob = true;
        finished = true;
        if (code === CHAR_EXCLAMATION_MARK && index === start) {
          negatedExtglob = true;
        }

        if (scanToEnd === true) {
          let parens = 0;

          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }

            if (code === CHAR_LEFT_PARENTHESES) {
              parens++;
              continue;
            }

            if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
              finished = true;
              break;
            }
          }
          continue;
        }
        break;
      }
    }

    if (code === CHAR_ASTERISK) {
      if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_QUESTION_MARK) {
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_LEFT_SQUARE_BRACKET) {
      while (eos() !== true && (next = advance())) {
        if (next === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (next === CHAR_RIGHT_SQUARE_BRACKET) {
          isBracket = token.isBracket = true;
          isGlob = token.isGlob = true;
          finished = true;
          break;
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
      negated = token.negated = true;
      start++;
      continue;
    }

    if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
      isGlob = token.isGlob = true;

      if (scanToEnd === true) {
        let parens = 1;

        while (eos() !== true && (code = advance())) {
          if (code === CHAR_BACKWARD_SLASH) {
            backslashes = token.backslashes = true;
            advance();
            continue;
          }

          if (code === CHAR_LEFT_PARENTHESES) {
            parens++;
            continue;
          }

          if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
            finished = true;
            break;
          }
        }
        continue;
      }
      break;
    }

    if (isGlob === true) {
      finished = true;

      if (scanToEnd === true) {
        continue;
      }

      break;
    }
  }

  if (opts.noext === true) {
    isExtglob = false;
    isGlob = false;
  }

  let base = str;
  let prefix = '';
  let glob = '';

  if (start > 0) {
    prefix = str.slice(0, start);
    str = str.slice(start);
    lastIndex -= start;
  }

  if (base && isGlob === true && lastIndex > 0) {
    base = str.slice(0, lastIndex);
    glob = str.slice(lastIndex);
  } else if (isGlob === true) {
    base = '';
    glob = str;
  } else {
    base = str;
  }

  if (base && base !== '' && base !== '/' && base !== str) {
    if (isPathSeparator(base.charCodeAt(base.length - 1))) {
      base = base.slice(0, -1);
    }
  }

  if (opts.unescape === true) {
    if (glob) glob = utils.removeBackslashes(glob);

    if (base && backslashes === true) {
      base = utils.removeBackslashes(base);
    }
  }

  const state = {
    prefix,
    input,
    start,
    base,
    glob,
    isBrace,
    isBracket,
    isGlob,
    isExtglob,
    isGlobstar,
    negated,
    negatedExtglob
  };

  if (opts.tokens === true) {
    state.maxDepth = 0;
    if (!isPathSeparator(code)) {
      tokens.push(token);
    }
    state.tokens = tokens;
  }

  if (opts.parts === true || opts.tokens === true) {
    let prevIndex;

    for (let idx = 0; idx < slashes.length; idx++) {
      const n = prevIndex !== undefined ? prevIndex + 1 : start;
      const i = slashes[idx];
      const value = input.slice(n, i);
      if (opts.tokens) {
        if (idx === 0 && start !== 0) {
          tokens[idx].isPrefix = true;
          tokens[idx].value = prefix;
        } else {
          tokens[idx].value = value;
        }
        depth(tokens[idx]);
        state.maxDepth += tokens[idx].depth;
      }
      if (i >= start) {
        parts.push(value);
        prevIndex = i;
      }
    }

    const n = prevIndex !== undefined ? prevIndex + 1 : start;
    const value = input.slice(n);
    parts.push(value);

    if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
      tokens[tokens.length - 1].value = value;
      depth(tokens[tokens.length - 1]);
      state.maxDepth += tokens[tokens.length - 1].depth;
    }

    state.slashes = slashes;
    state.parts = parts;
  }

  return state;
};

module.exports = scan;


/***/ }),

/***/ 64059:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

/*global navigator*/


const {
  REGEX_BACKSLASH,
  REGEX_REMOVE_BACKSLASH,
  REGEX_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_GLOBAL
} = __nccwpck_require__(5595);

exports.isObject = val => val !== null && typeof val === 'object' && !Array.isArray(val);
exports.hasRegexChars = str => REGEX_SPECIAL_CHARS.test(str);
exports.isRegexChar = str => str.length === 1 && exports.hasRegexChars(str);
exports.escapeRegex = str => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, '\\$1');
exports.toPosixSlashes = str => str.replace(REGEX_BACKSLASH, '/');

exports.isWindows = () => {
  if (typeof navigator !== 'undefined' && navigator.platform) {
    const platform = navigator.platform.toLowerCase();
    return platform === 'win32' || platform === 'windows';
  }

  if (typeof process !== 'undefined' && process.platform) {
    return process.platform === 'win32';
  }

  return false;
};

exports.removeBackslashes = str => {
  return str.replace(REGEX_REMOVE_BACKSLASH, match => {
    return match === '\\' ? '' : match;
  });
};

exports.escapeLast = (input, char, lastIdx) => {
  const idx = input.lastIndexOf(char, lastIdx);
  if (idx === -1) return input;
  if (input[idx - 1] === '\\') return exports.escapeLast(input, char, idx - 1);
  return `${input.slice(0, idx)}\\${input.slice(idx)}`;
};

exports.removePrefix = (input, state = {}) => {
  let output = input;
  if (output.startsWith('./')) {
    output = output.slice(2);
    state.prefix = './';
  }
  return output;
};

exports.wrapOutput = (input, state = {}, options = {}) => {
  const prepend = options.contains ? '' : '^';
  const append = options.contains ? '' : '$';

  let output = `${prepend}(?:${input})${append}`;
  if (state.negated === true) {
    output = `(?:^(?!${output}).*$)`;
  }
  return output;
};

exports.basename = (path, { windows } = {}) => {
  const segs = path.split(windows ? /[\\/]/ : '/');
  const last = segs[segs.length - 1];

  if (last === '') {
    return segs[segs.length - 2];
  }

  return last;
};


/***/ }),

/***/ 99652:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ VectorSlab),
/* harmony export */   f: () => (/* binding */ EnvelopeCodec)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _half_precision__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(88508);


/**
 * How one vector is stored, in every tier. The payload comes first, then twelve bytes, little-endian:
 *
 * | bytes | what |
 * |---|---|
 * | 0 to 3 | dimensions |
 * | 4, 5 | `EO` |
 * | 6 | version, 1 |
 * | 7 | dtype of the payload: 1 is float32, 2 is float16 (IEEE 754 binary16) |
 * | 8 to 11 | CRC-32 over the fingerprint (hex), the text key (base64url), the payload and the eight bytes before |
 *
 * Since the checksum covers the names as well as the payload, a value that was swapped with another's is caught too. It
 * stands last because then checking is one pass over the whole: a CRC that runs on over its own value ends in a constant.
 */
const TRAILER_BYTES = 12;
const CHECKSUM_BYTES = 4;
const VERSION = 1;
/** By dtype: its number in the trailer, and the bytes of a component. */
const DTYPES = {
    fp32: { number: 1, bytes: 4 },
    fp16: { number: 2, bytes: 2 },
};
/** What CRC-32 comes to over any message with its own CRC behind it. */
const CRC_RESIDUE = 0x2144df1c;
class EnvelopeCodec {
    /** Of every envelope in this space. */
    bytes;
    dimensions;
    dtype;
    payloadBytes;
    trailer;
    seed;
    constructor({ fingerprint, dimensions, dtype = 'fp32' }) {
        this.dimensions = dimensions;
        this.dtype = dtype;
        this.payloadBytes = dimensions * DTYPES[dtype].bytes;
        this.bytes = this.payloadBytes + TRAILER_BYTES;
        this.trailer = Buffer.from([0, 0, 0, 0, 0x45, 0x4f, VERSION, DTYPES[dtype].number]);
        this.trailer.writeUInt32LE(dimensions, 0);
        this.seed = (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(fingerprint);
    }
    /** Writes the envelope of `vector` into `target` at `offset`. For fp16 it rounds, to nearest and then to even. */
    write(key, vector, target, offset = 0) {
        if (vector.length !== this.dimensions) {
            throw new RangeError(`a vector of ${vector.length} components in a space of ${this.dimensions}`);
        }
        const end = offset + this.bytes - CHECKSUM_BYTES;
        if (this.dtype === 'fp16') {
            for (let at = 0; at < vector.length; at++) {
                target.writeUInt16LE((0,_half_precision__WEBPACK_IMPORTED_MODULE_1__/* .halfBits */ .Gc)(vector[at]), offset + 2 * at);
            }
        }
        else {
            target.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), offset);
        }
        target.set(this.trailer, offset + this.payloadBytes);
        target.writeUInt32LE((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(target.subarray(offset, end), (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(key, this.seed)), end);
    }
    encode(key, vector) {
        const target = Buffer.allocUnsafe(this.bytes);
        this.write(key, vector, target);
        return target;
    }
    /** Whether an envelope is whole, of this version and space, and belongs to `key`. */
    isValid(key, envelope) {
        if (envelope.length !== this.bytes)
            return false;
        for (let at = 0; at < this.trailer.length; at++) {
            if (envelope[this.payloadBytes + at] !== this.trailer[at])
                return false;
        }
        return (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(envelope, (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(key, this.seed)) === CRC_RESIDUE;
    }
    /**
     * For fp32 only: the vector of the envelope at `offset` (a multiple of 4) of `bytes`, where it lies: no copy is made, so that whoever
     * keeps it keeps all of `bytes`.
     * @returns undefined if the envelope is not to be trusted
     */
    viewAt(key, bytes, offset) {
        if (!this.isValid(key, bytes.subarray(offset, offset + this.bytes)))
            return undefined;
        return new Float32Array(bytes.buffer, bytes.byteOffset + offset, this.dimensions);
    }
}
/** Takes vectors out of envelopes, into one allocation for all of a lookup: one for each would cost more than reading it. */
class VectorSlab {
    codec;
    components;
    bytes;
    used = 0;
    /** @param count most vectors that will be taken */
    constructor(count, codec) {
        this.codec = codec;
        // The last envelope is copied with its trailer, like the others, whose trailers the next vector covers. Not zeroed:
        // only what was copied is ever shown.
        const { buffer } = Buffer.allocUnsafeSlow(count * codec.dimensions * Float32Array.BYTES_PER_ELEMENT + TRAILER_BYTES);
        this.components = new Float32Array(buffer);
        this.bytes = new Uint8Array(buffer);
    }
    /** @returns the vector, or undefined if the envelope is not to be trusted */
    take(key, envelope) {
        if (!this.codec.isValid(key, envelope))
            return undefined;
        const start = this.used++ * this.codec.dimensions;
        const end = start + this.codec.dimensions;
        if (this.codec.dtype === 'fp16') {
            const widen = (0,_half_precision__WEBPACK_IMPORTED_MODULE_1__/* .widenedHalves */ .Iz)();
            for (let at = start, byte = 0; at < end; at++, byte += 2) {
                this.components[at] = widen[envelope[byte] | (envelope[byte + 1] << 8)];
            }
        }
        else {
            this.bytes.set(envelope, start * Float32Array.BYTES_PER_ELEMENT);
        }
        return this.components.subarray(start, end);
    }
}


/***/ }),

/***/ 88508:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ halfBits),
/* harmony export */   Iz: () => (/* binding */ widenedHalves),
/* harmony export */   xU: () => (/* binding */ roundToStored)
/* harmony export */ });
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(83916);

/** From here on a magnitude rounds to infinity: half way from the largest half, 65504, to what would be the next. */
const LARGEST_BITS = 0x477ff000;
/** 2^-14, the smallest half that is not denormal. */
const SMALLEST_NORMAL_BITS = 0x38800000;
const INFINITY_BITS = 0x7f800000;
/** The exponent of float32 is biased by 127, that of a half by 15. */
const REBIAS = (127 - 15) << 23;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
/** The bits of the IEEE 754 binary16 that is nearest to a float32; of two equally near, the one whose last bit is 0. */
function halfBits(value) {
    float[0] = value;
    const whole = bits[0];
    const sign = (whole >>> 16) & 0x8000;
    const magnitude = whole & 0x7fffffff;
    if (magnitude > INFINITY_BITS)
        return sign | 0x7e00;
    if (magnitude >= LARGEST_BITS)
        return sign | 0x7c00;
    if (magnitude < SMALLEST_NORMAL_BITS) {
        // The last bit of a float32 near 0.5 is worth 2^-24, like that of a denormal half: the addition rounds.
        float[0] = Math.abs(value) + 0.5;
        return sign | (bits[0] - 0x3f000000);
    }
    return sign | ((magnitude - REBIAS + 0x0fff + ((magnitude >>> 13) & 1)) >>> 13);
}
/** Every half as a float32, which holds each exactly, by its bits. 256 KiB, made when the first is asked for. */
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
/**
 * Vectors as they come back from a cache that stores this dtype, so that a run that computes puts out what a run that finds
 * does. For fp32 they are returned as they are.
 * @throws ModelError if a component is beyond the range of the dtype
 */
function roundToStored(vectors, dtype = 'fp32') {
    if (dtype === 'fp32')
        return vectors;
    const widen = widenedHalves();
    return vectors.map((component) => {
        const rounded = widen[halfBits(component)];
        if (!Number.isFinite(rounded)) {
            throw new _errors__WEBPACK_IMPORTED_MODULE_0__/* .ModelError */ .me(`a component of a vector, ${component}, does not fit cache-dtype fp16. Set cache-dtype to fp32.`);
        }
        return rounded;
    });
}


/***/ }),

/***/ 41989:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ parseRedisUrl),
/* harmony export */   PG: () => (/* binding */ hostAndPort),
/* harmony export */   e8: () => (/* binding */ redisAddress),
/* harmony export */   y5: () => (/* binding */ REDIS_URL_FORMS)
/* harmony export */ });
/** What `redis-url` may be, for people. */
const REDIS_URL_FORMS = 'redis://host:port/database, redis+sentinel://host:port,host:port/master-name/database or redis+cluster://host:port,host:port, each with user:password@ before the hosts, and with rediss instead of redis for TLS';
const DEFAULT_PORT = 6379;
const DEFAULT_SENTINEL_PORT = 26_379;
const KINDS = { '': 'single', '+sentinel': 'sentinel', '+cluster': 'cluster' };
/**
 * Takes a Redis URL apart. Not by `URL`, which knows no list of hosts. As there, the last `@` before the path ends user and
 * password, and what follows `?` or `#` is ignored.
 * @throws Error that says what is wrong, without any of the value
 */
function parseRedisUrl(url) {
    const match = /^redis(s?)(|\+sentinel|\+cluster):\/\/(?:([^/?#]*)@)?([^/?#@]*)((?:\/[^?#]*)?)(?:[?#].*)?$/.exec(url);
    if (!match || /\s/.test(url))
        throw new Error(`must be one of ${REDIS_URL_FORMS}`);
    const [, tls, suffix, credentials = '', hosts, path] = match;
    const kind = KINDS[suffix];
    const [first, ...others] = hosts
        .split(',')
        .map((host) => parseNode(host, kind === 'sentinel' ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT));
    if (kind === 'single' && others.length > 0) {
        throw new Error('names several hosts: begin it with redis+cluster:// or redis+sentinel://');
    }
    const colon = credentials.indexOf(':');
    const segments = (path ?? '').split('/').filter((segment) => segment !== '');
    const masterName = kind === 'sentinel' ? decode(segments.shift() ?? '') : '';
    if (kind === 'sentinel' && masterName === '') {
        throw new Error('names no master: after the sentinels comes /master-name, as in redis+sentinel://host:26379/mymaster');
    }
    return {
        kind,
        tls: tls === 's',
        username: decode(colon < 0 ? credentials : credentials.slice(0, colon)),
        password: decode(colon < 0 ? '' : credentials.slice(colon + 1)),
        nodes: [first, ...others],
        masterName,
        database: parseDatabase(segments, kind),
    };
}
/** Hosts, ports, master name and database of a Redis URL: what may be shown. User, password and query may not. */
function redisAddress(url) {
    let target;
    try {
        target = parseRedisUrl(url);
    }
    catch {
        return 'an address that is not a URL';
    }
    const { kind, tls, nodes, masterName, database } = target;
    const scheme = `redis${tls ? 's' : ''}${kind === 'single' ? '' : `+${kind}`}`;
    const path = [...(masterName ? [masterName] : []), ...(database > 0 ? [String(database)] : [])];
    return `${scheme}://${nodes.map(hostAndPort).join(',')}${path.map((segment) => `/${segment}`).join('')}`;
}
/** `host:port`, with brackets round an IPv6 address. */
function hostAndPort({ host, port }) {
    return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
function parseNode(text, defaultPort) {
    const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text);
    const port = Number(match?.[3] ?? defaultPort);
    if (!match || port < 1 || port > 65_535)
        throw new Error('holds something that is no host:port');
    return { host: (match[1] ?? match[2]), port };
}
function parseDatabase(segments, kind) {
    const [database = '0', ...rest] = segments;
    if (rest.length > 0 || !/^\d{1,5}$/.test(database))
        throw new Error('has a path that is no number of a database');
    if (kind === 'cluster' && Number(database) > 0)
        throw new Error('names a database: a cluster has only database 0');
    return Number(database);
}
/** An escape that is none stands for itself, as a password with a bare % is meant. */
function decode(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}


/***/ }),

/***/ 18844:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ allMisses)
/* harmony export */ });
/** A lookup in which nothing was found. */
function allMisses(count) {
    return { vectors: new Array(count).fill(undefined), origins: new Array(count).fill(undefined), corrupt: 0 };
}


/***/ }),

/***/ 6791:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Oj: () => (/* binding */ trimText),
/* harmony export */   Se: () => (/* binding */ readLines)
/* harmony export */ });
/* unused harmony export MAX_LINE_BYTES */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_buffer__WEBPACK_IMPORTED_MODULE_0__);

/** A longer line is an error: it is no text that a model reads, and would have to be held in memory whole. */
const MAX_LINE_BYTES = 16 * 2 ** 20;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/**
 * Cuts a stream of bytes into lines of UTF-8 text. Decodes many lines at once where all of them are valid, one by one
 * where not, to say which is not. Lines end with LF; a CR before it is left for the caller's trimming.
 */
async function* readLines(bytes, context) {
    let rest = [];
    let restBytes = 0;
    let tooLong = false;
    let line = 1;
    for await (const piece of withoutByteOrderMark(bytes)) {
        const end = piece.lastIndexOf(NEWLINE) + 1;
        if (end > 0) {
            const first = piece.indexOf(NEWLINE) + 1;
            // The line that was begun in earlier pieces, alone: only it can be too long.
            if (tooLong)
                yield { texts: [undefined], first: line++ };
            else if (restBytes > 0) {
                const lines = decode(Buffer.concat([...rest, piece.subarray(0, first)]), line, context);
                yield lines;
                line += lines.texts.length;
            }
            const whole = piece.subarray(tooLong || restBytes > 0 ? first : 0, end);
            if (whole.length > 0) {
                const lines = decode(whole, line, context);
                yield lines;
                line += lines.texts.length;
            }
            rest = [];
            restBytes = 0;
            tooLong = false;
        }
        if (end < piece.length && !tooLong) {
            rest.push(piece.subarray(end));
            restBytes += piece.length - end;
            if (restBytes > MAX_LINE_BYTES) {
                context.bad(line, `the line is longer than ${MAX_LINE_BYTES / 2 ** 20} MiB`);
                rest = [];
                restBytes = 0;
                tooLong = true;
            }
        }
    }
    if (restBytes > 0)
        yield decode(Buffer.concat(rest), line, context);
}
/** @param block whole lines, each but the last ending with LF */
function decode(block, first, context) {
    const ends = block.at(-1) === NEWLINE;
    const body = ends ? block.subarray(0, -1) : block;
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(body))
        return { texts: body.toString('utf8').split('\n'), first };
    const texts = [];
    for (let from = 0; from <= body.length;) {
        const newline = body.indexOf(NEWLINE, from);
        const line = body.subarray(from, newline < 0 ? body.length : newline);
        if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(line))
            texts.push(line.toString('utf8'));
        else {
            context.bad(first + texts.length, `the line is not valid UTF-8, from column ${invalidColumn(line)} on`);
            texts.push(undefined);
        }
        from += line.length + 1;
    }
    return { texts, first };
}
async function* withoutByteOrderMark(bytes) {
    let start = Buffer.alloc(0);
    for await (const piece of bytes) {
        if (!start) {
            yield piece;
            continue;
        }
        start = Buffer.concat([start, piece]);
        if (start.length < BYTE_ORDER_MARK.length)
            continue;
        yield start.subarray(0, 3).equals(BYTE_ORDER_MARK) ? start.subarray(3) : start;
        start = undefined;
    }
    if (start && start.length > 0)
        yield start;
}
/** The first character, counting from 1, that is none: where decoding and encoding again first gives another byte. */
function invalidColumn(line) {
    const again = Buffer.from(line.toString('utf8'));
    let at = 0;
    while (at < line.length && line[at] === again[at])
        at++;
    // The sign for what is no character begins with a byte that the line may have there, too.
    while (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(line.subarray(0, at)))
        at--;
    return line.subarray(0, at).toString('utf8').length + 1;
}
/** Whitespace as Python's `str.strip` knows it; JavaScript's `trim` takes U+FEFF as well, but not U+001C to U+001F and U+0085. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be taken off.
const SPACES = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** Takes whitespace off both ends. */
function trimText(text) {
    let start = 0;
    let end = text.length;
    while (start < end && isSpace(text, start))
        start++;
    while (end > start && isSpace(text, end - 1))
        end--;
    return end - start === text.length ? text : text.slice(start, end);
}
function isSpace(text, at) {
    const code = text.charCodeAt(at);
    // Visible ASCII, what most texts begin and end with, needs no regular expression.
    return !(code > 0x20 && code < 0x7f) && SPACES.test(text.charAt(at));
}


/***/ }),

/***/ 83916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   VF: () => (/* binding */ EmbedOnceError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   bf: () => (/* binding */ CorpusError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   j$: () => (/* binding */ Interrupted),
/* harmony export */   me: () => (/* binding */ ModelError),
/* harmony export */   n_: () => (/* binding */ ValidationFailed),
/* harmony export */   u7: () => (/* binding */ OutputError),
/* harmony export */   xA: () => (/* binding */ CacheError)
/* harmony export */ });
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
/** The corpus cannot be read, or a record in it cannot be used. */
class CorpusError extends EmbedOnceError {
    position;
    constructor(message, options) {
        super(message, options);
        this.position = options?.position;
    }
}
/** The model cannot be loaded, or gave something that is not a vector. */
class ModelError extends EmbedOnceError {
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
class OutputError extends EmbedOnceError {
}
/** The gate is closed: present vectors are not those that were approved. */
class ValidationFailed extends EmbedOnceError {
}
/** A signal ended the run. What was embedded until then is stored. */
class Interrupted extends EmbedOnceError {
}
/** The message of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message || error.name : String(error);
}


/***/ }),

/***/ 41244:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ renderHelp)
/* harmony export */ });
/* harmony import */ var _inputs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(38422);

const WIDTH = 100;
const INDENT = '      ';
/** What is longer goes into the description. */
const LONGEST_ALLOWED = 60;
/** What `--help` prints: every input, from the table. */
function renderHelp() {
    const lines = [
        'embed-once: embed every text once.',
        '',
        '  node dist/index.js [mode] [--input value …]',
        '',
        'Reads a corpus, takes each vector from Redis or from the runner cache where it is known, embeds the rest,',
        'writes them all, and compares golden texts with what was approved.',
        '',
        '  node dist/index.js --corpus data/corpus.txt',
        '  node dist/index.js --corpus "data/**/*.jsonl" --redis-url redis://127.0.0.1:6379 --output vectors.npy',
        '  node dist/index.js golden --golden-set golden.jsonl',
        '',
        'Each input can also be given as EMBED_ONCE_<NAME> in the environment: EMBED_ONCE_REDIS_URL keeps a password out',
        'of the list of processes.',
    ];
    let group = '';
    for (const [name, input] of Object.entries(_inputs__WEBPACK_IMPORTED_MODULE_0__/* .INPUTS */ .m)) {
        if (input.group !== group) {
            group = input.group;
            lines.push('', group);
        }
        const fallback = input.default === '' ? '' : `  (default: ${input.default})`;
        const long = input.allowed.length > LONGEST_ALLOWED;
        const description = long ? `${input.description} Allowed: ${input.allowed}.` : input.description;
        lines.push(`  --${name} <${long ? '…' : input.allowed}>${fallback}`, ...wrap(description));
    }
    lines.push('', 'Exit codes: 0 done, 1 failed, 2 unusable input, 3 validation gate closed.', '--help prints this, --version the version.');
    return lines.join('\n');
}
function wrap(text) {
    const lines = [];
    let line = INDENT;
    for (const word of text.split(' ')) {
        if (line.length + word.length > WIDTH) {
            lines.push(line.trimEnd());
            line = INDENT;
        }
        line += `${word} `;
    }
    return [...lines, line.trimEnd()];
}


/***/ }),

/***/ 38422:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ parseInputs),
/* harmony export */   m: () => (/* binding */ INPUTS)
/* harmony export */ });
/* harmony import */ var _cache_redis_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(41989);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(83916);


function text(about) {
    return { ...about, allowed: 'text', parse: (raw) => raw };
}
function lines(about) {
    const parse = (raw) => raw
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    return { ...about, allowed: 'one or more lines', parse };
}
function choice(choices, about) {
    return {
        ...about,
        allowed: choices.join(', '),
        parse(raw) {
            const chosen = choices.find((one) => one === raw);
            if (chosen === undefined)
                throw new Error(`must be one of ${choices.join(', ')}`);
            return chosen;
        },
    };
}
function integer(least, most, about) {
    return {
        ...about,
        allowed: `a whole number from ${least} to ${most}`,
        parse(raw) {
            const value = Number(raw);
            if (!/^\d+$/.test(raw) || value < least || value > most) {
                throw new Error(`must be a whole number from ${least} to ${most}`);
            }
            return value;
        },
    };
}
function number(least, most, about) {
    return {
        ...about,
        allowed: `a number from ${least} to ${most}`,
        parse(raw) {
            const value = Number(raw);
            if (raw.trim() === '' || !(value >= least && value <= most))
                throw new Error(`must be a number from ${least} to ${most}`);
            return value;
        },
    };
}
function redisUrl(about) {
    return {
        ...about,
        allowed: _cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .REDIS_URL_FORMS */ .y5,
        parse(raw) {
            if (raw !== '')
                (0,_cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .parseRedisUrl */ .CI)(raw);
            return raw;
        },
    };
}
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };
function duration(about) {
    return {
        ...about,
        allowed: 'a number with s, m, h or d, such as 12h; 0 for none',
        parse(raw) {
            const match = /^(\d+)([smhd]?)$/.exec(raw);
            if (!match)
                throw new Error('must be a number with s, m, h or d, such as 12h, or 0 for none');
            return Number(match[1]) * SECONDS[match[2] || 's'];
        },
    };
}
const BYTES = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
function size(about) {
    return {
        ...about,
        allowed: 'a number with KB, MB, GB or TB (powers of 1000), such as 500MB; 0 for no limit',
        parse(raw) {
            const match = /^(\d+(?:\.\d+)?)([KMGT]?B)$/i.exec(raw);
            if (!match && raw !== '0') {
                throw new Error('must be a number with KB, MB, GB or TB (powers of 1000), such as 500MB, or 0 for no limit');
            }
            return match ? Math.round(Number(match[1]) * BYTES[match[2].toUpperCase()]) : 0;
        },
    };
}
const INPUTS = {
    mode: choice(['run', 'golden'], {
        group: 'What to do',
        description: 'run embeds the corpus and validates; golden approves the present vectors of golden-set. May stand first, without --mode.',
        default: 'run',
    }),
    corpus: lines({
        group: 'Corpus',
        description: 'Files, globs or folders, or - for stdin; several on lines of their own. .gz and .zst are decompressed.',
        default: '',
    }),
    format: choice(['auto', 'text', 'jsonl'], {
        group: 'Corpus',
        description: 'How records lie in the files. text: one a line. jsonl: one JSON object a line. auto: by extension.',
        default: 'auto',
    }),
    'text-field': text({ group: 'Corpus', description: 'jsonl: the field that holds the text.', default: 'text' }),
    'id-field': text({
        group: 'Corpus',
        description: 'jsonl: the field that holds the id. A record without one is named by file and line.',
        default: 'id',
    }),
    'on-bad-record': choice(['fail', 'skip'], {
        group: 'Corpus',
        description: 'What to do about invalid UTF-8, broken JSON, a missing text field, or a line above 16 MiB. skip counts and reports them.',
        default: 'fail',
    }),
    model: text({
        group: 'Model',
        description: 'A folder with config.json, tokenizer.json and onnx/model.onnx. Empty: all-MiniLM-L6-v2, which is built in.',
        default: '',
    }),
    dtype: choice(['auto', 'fp32', 'fp16'], {
        group: 'Model',
        description: 'fp32 takes onnx/model.onnx, fp16 onnx/model_fp16.onnx. auto takes the first of them that is there.',
        default: 'auto',
    }),
    pooling: choice(['auto', 'mean', 'cls', 'last'], {
        group: 'Model',
        description: "How token states become one vector. auto: as the model's 1_Pooling/config.json says, else mean.",
        default: 'auto',
    }),
    normalize: choice(['auto', 'true', 'false'], {
        group: 'Model',
        description: "Scale vectors to length 1. auto: as the model's modules.json says, else true.",
        default: 'auto',
    }),
    'max-tokens': integer(0, 1_000_000, {
        group: 'Model',
        description: 'Texts are cut here, special tokens counted. 0: as sentence_bert_config.json says, else what the model can read.',
        default: '0',
    }),
    'text-prefix': text({
        group: 'Model',
        description: 'Put before each text as it stands, such as "query: " for E5 models.',
        default: '',
    }),
    dimensions: integer(0, 65_536, {
        group: 'Model',
        description: 'Keep the first so many components (Matryoshka models). 0: all.',
        default: '0',
    }),
    threads: integer(0, 1024, {
        group: 'Embedder',
        description: 'Threads for inference. 0: one for each processor this process may use.',
        default: '0',
    }),
    'batch-tokens': integer(1, 1_048_576, {
        group: 'Embedder',
        description: 'Most tokens in one batch, padding counted. Changes speed and memory, never a vector.',
        default: '4096',
    }),
    'redis-url': redisUrl({
        group: 'Tiers',
        description: 'Where Redis is: a single node, the sentinels of a master, or nodes of a cluster. Empty: no Redis.',
        default: '',
        secret: true,
    }),
    'redis-password-file': text({
        group: 'Tiers',
        description: 'File that holds the password, for a redis-url without one. Line ends at its end do not count.',
        default: '',
    }),
    'redis-ca': text({
        group: 'Tiers',
        description: 'TLS: PEM file with the authorities to trust. Empty: those that Node.js knows.',
        default: '',
    }),
    'redis-cert': text({
        group: 'Tiers',
        description: 'TLS: PEM file with the certificate to show, if the server wants one.',
        default: '',
    }),
    'redis-key': text({ group: 'Tiers', description: 'TLS: PEM file with the key of redis-cert.', default: '' }),
    'redis-prefix': text({ group: 'Tiers', description: 'First part of every key in Redis.', default: 'eo1' }),
    'redis-ttl': duration({
        group: 'Tiers',
        description: 'How long Redis keeps a vector after it was written, or found with less than half of that left.',
        default: '30d',
    }),
    'cache-dtype': choice(['fp32', 'fp16'], {
        group: 'Tiers',
        description: 'How vectors are stored. fp16 halves memory and traffic, and rounds every vector of the run; it makes new keys.',
        default: 'fp32',
    }),
    'cache-mode': choice(['read-write', 'read-only', 'recache', 'off'], {
        group: 'Tiers',
        description: 'read-only asks and stores nothing. recache computes everything and replaces what is stored. off does neither.',
        default: 'read-write',
    }),
    'on-cache-failure': choice(['fallback', 'fail'], {
        group: 'Tiers',
        description: 'What to do when a tier cannot be used: go on without it, or end the run.',
        default: 'fallback',
    }),
    'runner-cache': choice(['auto', 'on', 'off'], {
        group: 'Tiers',
        description: 'Keep vectors in a folder of this machine. auto: on.',
        default: 'auto',
    }),
    'runner-cache-path': text({
        group: 'Tiers',
        description: 'That folder. Empty: the cache folder of the user, or of the runner.',
        default: '',
    }),
    'runner-cache-max-size': size({
        group: 'Tiers',
        description: 'What vectors may take in that folder, those of all models together. At the end of a run those used longest ago are dropped.',
        default: '4GB',
    }),
    output: text({
        group: 'Output',
        description: 'File for the vectors. It gets its name only when it is whole.',
        default: 'output/embeddings.jsonl',
    }),
    'output-format': choice(['auto', 'json', 'jsonl', 'npy', 'none'], {
        group: 'Output',
        description: 'json: an object from the SHA-256 of each text to text and vector. jsonl: an object a record. npy: a NumPy matrix, and <name>.ids.jsonl. none: only fill the tiers. auto: by the extension of output.',
        default: 'auto',
    }),
    'golden-set': text({
        group: 'Validation',
        description: 'JSON Lines with the golden texts and, once mode golden has run, their approved vectors. Empty: no validation.',
        default: '',
    }),
    'validation-engine': choice(['auto', 'exact'], {
        group: 'Validation',
        description: 'What finds nearest neighbours. exact: this process.',
        default: 'auto',
    }),
    'validation-threshold': number(-1, 1, {
        group: 'Validation',
        description: 'Least cosine similarity of a present vector to the approved one.',
        default: '0.99',
    }),
    'fail-on-validation': choice(['true', 'false'], {
        group: 'Validation',
        description: 'false reports drift without ending with code 3.',
        default: 'true',
    }),
    'report-dir': text({
        group: 'Report',
        description: 'Folder for report.json and summary.md. Empty: no files.',
        default: 'output/report',
    }),
    progress: choice(['auto', 'on', 'off'], {
        group: 'Report',
        description: 'on: a bar on a terminal, else a line now and then. auto: on.',
        default: 'auto',
    }),
};
/**
 * Takes each input from the first source that has it: flag, `INPUT_<NAME>` (GitHub's form), `EMBED_ONCE_<NAME>`, default.
 * An empty variable counts as none: GitHub sets one for every input that a workflow leaves out.
 * @throws InputError with every fault at once
 */
function parseInputs(sources) {
    const faults = [];
    const flags = parseFlags(sources.arguments, faults);
    const inputs = {};
    for (const [name, definition] of Object.entries(INPUTS)) {
        const raw = flags.get(name) ??
            (sources.environment[`INPUT_${name.toUpperCase()}`] ||
                sources.environment[`EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`] ||
                definition.default);
        try {
            inputs[name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())] = definition.parse(raw);
        }
        catch (error) {
            const shown = definition.secret ? 'the value given' : JSON.stringify(raw);
            faults.push(`${name}: ${shown} ${error.message}`);
        }
    }
    const parsed = inputs;
    // A fault by itself would only be told again.
    if (faults.length === 0)
        faults.push(...contradictions(parsed));
    if (faults.length > 0)
        throw new _errors__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(faults);
    return parsed;
}
/** What only shows when inputs are seen together. */
function contradictions(inputs) {
    const faults = [];
    if (inputs.mode === 'run' && inputs.corpus?.length === 0) {
        faults.push('corpus: none given. Name a file, a glob or a folder, or - for stdin: --corpus data/corpus.txt');
    }
    if (inputs.mode === 'golden' && inputs.goldenSet === '') {
        faults.push('golden-set: none given. Mode golden needs the file that holds the golden texts.');
    }
    faults.push(...tlsContradictions(inputs));
    return faults;
}
/** Files without a Redis that they are for are no fault: they may be set for all jobs of a machine. */
function tlsContradictions({ redisUrl, redisCa, redisCert, redisKey }) {
    if (redisUrl === '')
        return [];
    if (!(0,_cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .parseRedisUrl */ .CI)(redisUrl).tls) {
        return Object.entries({ 'redis-ca': redisCa, 'redis-cert': redisCert, 'redis-key': redisKey })
            .filter(([, file]) => file !== '')
            .map(([name, file]) => `${name}: ${JSON.stringify(file)} is for TLS. Begin redis-url with rediss, not redis.`);
    }
    if (redisCert !== '' && redisKey === '')
        return ['redis-key: none given, and redis-cert is of no use without it.'];
    if (redisKey !== '' && redisCert === '')
        return ['redis-cert: none given, and redis-key is of no use without it.'];
    return [];
}
function parseFlags(words, faults) {
    const flags = new Map();
    for (let at = 0; at < words.length; at++) {
        const word = words[at];
        if (!word.startsWith('--')) {
            if (at === 0 && /[./*]/.test(word))
                faults.push(`${shown(word)}: no mode has such a name. If it is the corpus: --corpus ${shown(word)}`);
            else if (at === 0)
                flags.set('mode', word);
            else
                faults.push(`${shown(word)}: not expected here. Inputs are given as --name value, see --help`);
            continue;
        }
        const [name, joined] = splitOnce(word.slice(2), '=');
        const value = joined ?? (isValue(words[at + 1]) ? words[++at] : undefined);
        if (!Object.hasOwn(INPUTS, name))
            faults.push(`--${name}: there is no such input${nearestName(name)}`);
        else if (value === undefined)
            faults.push(`--${name}: a value is missing`);
        else
            flags.set(name, flags.has(name) && name === 'corpus' ? `${flags.get(name)}\n${value}` : value);
    }
    return flags;
}
/** What follows a flag is its value, unless it is the next flag. */
function isValue(word) {
    return word !== undefined && !word.startsWith('--');
}
/** A stray word may be part of a secret that was not quoted. */
function shown(word) {
    return /^[\w./*-]{1,80}$/.test(word) ? word : 'a word';
}
function splitOnce(word, separator) {
    const at = word.indexOf(separator);
    return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
function nearestName(name) {
    const near = Object.keys(INPUTS).find((known) => known.replaceAll('-', '') === name.replaceAll(/[-_]/g, '') || known.startsWith(name) || name.startsWith(known));
    return near ? `; did you mean --${near}?` : ', see --help';
}


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q_: () => (/* binding */ TEXT_KEY_BYTES),
/* harmony export */   eg: () => (/* binding */ hexTextKey),
/* harmony export */   tQ: () => (/* binding */ textKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

/** Length of a text key in bytes, where it is stored raw. */
const TEXT_KEY_BYTES = 32;
/**
 * @param text what the tokenizer gets: trimmed, with its prefix; well-formed UTF-16, since a lone surrogate has no UTF-8
 */
function textKey(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', text, 'base64url');
}
/** The same key as 64 hexadecimal digits, as `sha256sum` prints it. */
function hexTextKey(key) {
    return Buffer.from(key, 'base64url').toString('hex');
}


/***/ }),

/***/ 41730:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(73136);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_url__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _package_json__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8330);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(83916);
/* harmony import */ var _help__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(41244);
/* harmony import */ var _inputs__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(38422);
/* harmony import */ var _modes_golden__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(84927);
/* harmony import */ var _platform_detect__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(96914);
/* harmony import */ var _platform_platform__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(28944);
/* harmony import */ var _report_account__WEBPACK_IMPORTED_MODULE_13__ = __nccwpck_require__(73149);
/* harmony import */ var _report_run_report__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(57330);
/* harmony import */ var _report_summary__WEBPACK_IMPORTED_MODULE_12__ = __nccwpck_require__(57994);
/* harmony import */ var _report_write_report__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(56596);
/* harmony import */ var _run__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(80866);














/** GitHub kills a cancelled step 10 s after its first signal, and Kubernetes a pod 30 s after. */
const GRACE_MS = 7_000;
/** What ends the process, and why. */
const EXIT = { done: 0, failed: 1, unusableInput: 2, gateClosed: 3 };
const MODES = {
    run: _run__WEBPACK_IMPORTED_MODULE_11__/* .run */ .e,
    golden: _modes_golden__WEBPACK_IMPORTED_MODULE_6__/* .approveGoldenSet */ .n,
};
async function main() {
    const words = process.argv.slice(2);
    if (words.includes('--help') || words.includes('-h'))
        return console.log((0,_help__WEBPACK_IMPORTED_MODULE_4__/* .renderHelp */ .W)());
    if (words.includes('--version'))
        return console.log(_package_json__WEBPACK_IMPORTED_MODULE_2__/* .version */ .rE);
    const platform = await (0,_platform_detect__WEBPACK_IMPORTED_MODULE_7__/* .detectPlatform */ .l)(process.env);
    const signal = endOnSignal(platform);
    try {
        const inputs = (0,_inputs__WEBPACK_IMPORTED_MODULE_5__/* .parseInputs */ .T)({ arguments: words, environment: process.env });
        if (inputs.redisUrl)
            for (const secret of (0,_platform_platform__WEBPACK_IMPORTED_MODULE_8__/* .secretsOf */ .F)(inputs.redisUrl))
                platform.mask(secret);
        const bundle = node_path__WEBPACK_IMPORTED_MODULE_0___default().dirname((0,node_url__WEBPACK_IMPORTED_MODULE_1__.fileURLToPath)(import.meta.url));
        const report = await MODES[inputs.mode](inputs, { platform, version: _package_json__WEBPACK_IMPORTED_MODULE_2__/* .version */ .rE, bundle, signal });
        await publish(report, inputs, platform);
    }
    catch (error) {
        process.exitCode = explain(error, platform);
    }
}
/** Turns the first SIGTERM or SIGINT into an orderly end, and a second one, or the end of the grace time, into an immediate one. */
function endOnSignal(platform) {
    const controller = new AbortController();
    const end = (name) => {
        if (controller.signal.aborted)
            process.exit(EXIT.failed);
        platform.warn(`${name}: what is being embedded is stored, then the run ends, within ${GRACE_MS / 1000} s`);
        controller.abort(name);
        setTimeout(() => {
            platform.error(`ended by ${name}: the grace time is over. What was stored until now is not computed again.`);
            process.exit(EXIT.failed);
        }, GRACE_MS).unref();
    };
    for (const name of ['SIGTERM', 'SIGINT'])
        process.on(name, end);
    return controller.signal;
}
async function publish(report, inputs, platform) {
    const reportPath = await (0,_report_write_report__WEBPACK_IMPORTED_MODULE_10__/* .writeReport */ .u)(report, inputs.reportDir);
    await platform.setOutputs((0,_report_run_report__WEBPACK_IMPORTED_MODULE_9__/* .outputsOf */ .Yz)(report, reportPath));
    await platform.writeSummary((0,_report_summary__WEBPACK_IMPORTED_MODULE_12__/* .renderSummary */ .B)(report));
    platform.info((0,_report_account__WEBPACK_IMPORTED_MODULE_13__/* .renderAccount */ .s)(report));
    const { validation } = report;
    if (!validation || validation.passed)
        return;
    const message = `validation failed: ${validation.drifted.length} of ${validation.texts} golden texts are not as approved. If the change is meant, run mode golden and commit ${inputs.goldenSet}.`;
    if (inputs.failOnValidation === 'true')
        throw new _errors__WEBPACK_IMPORTED_MODULE_3__/* .ValidationFailed */ .n_(message);
    platform.warn(message);
}
/** Says what went wrong, and gives the exit code. */
function explain(error, platform) {
    if (error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .ValidationFailed */ .n_) {
        platform.error(error.message);
        return EXIT.gateClosed;
    }
    if (error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .dz) {
        for (const fault of error.faults)
            platform.error(fault);
        return EXIT.unusableInput;
    }
    if (error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .CorpusError */ .bf) {
        platform.error(error.message, error.position);
        return EXIT.unusableInput;
    }
    const unexpected = error instanceof Error ? (error.stack ?? error.message) : (0,_errors__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error);
    platform.error(error instanceof _errors__WEBPACK_IMPORTED_MODULE_3__/* .EmbedOnceError */ .VF ? error.message : `unexpected: ${unexpected}`);
    return EXIT.failed;
}
await main();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 84927:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ approveGoldenSet)
/* harmony export */ });
/* harmony import */ var _session__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(55245);
/* harmony import */ var _validation_golden_set__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(17691);
/* harmony import */ var _validation_golden_vectors__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(52343);



/** Approves the present vectors of the golden texts: finds or computes them and writes them into the golden set. */
async function approveGoldenSet(inputs, surroundings) {
    const golden = await (0,_validation_golden_set__WEBPACK_IMPORTED_MODULE_1__/* .readGoldenSet */ .a)(inputs.goldenSet);
    const session = await (0,_session__WEBPACK_IMPORTED_MODULE_0__/* .openSession */ .f)(inputs, surroundings);
    try {
        const resolver = session.resolver();
        const vectors = await new _validation_golden_vectors__WEBPACK_IMPORTED_MODULE_2__/* .GoldenVectors */ .G(golden).complete(resolver);
        await session.endIfInterrupted();
        const { fingerprint } = session.model;
        await (0,_validation_golden_set__WEBPACK_IMPORTED_MODULE_1__/* .writeGoldenSet */ .T)(inputs.goldenSet, golden.map((entry) => {
            const vector = vectors.get(entry.text);
            return vector ? { ...entry, approved: { vector, fingerprint } } : entry;
        }));
        await session.close();
        return session.report({ approved: { path: inputs.goldenSet, texts: golden.length } }, resolver);
    }
    finally {
        await session.close();
    }
}


/***/ }),

/***/ 33425:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  A: () => (/* binding */ PartialFile)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
;// CONCATENATED MODULE: ./src/output/decimal.ts
/**
 * Writes float32 numbers as decimal text of 9 significant digits, enough to give back every float32 exactly (Steele &
 * White: 1 + ⌈24 · log₁₀ 2⌉ = 9). Five times as fast as `String`, which writes the 17 digits that a double would need.
 */
/** Longest text of one number, in bytes: `-123456790000000000000`. From 10²¹ on there is an exponent instead. */
const MAX_DECIMAL_BYTES = 22;
const DIGITS = 9;
const ZERO = 0x30;
/** The three digits of 0 to 999, one number after the other. */
const TRIPLES = new Uint8Array(3000);
for (let value = 0; value < 1000; value++) {
    TRIPLES[value * 3] = ZERO + Math.floor(value / 100);
    TRIPLES[value * 3 + 1] = ZERO + (Math.floor(value / 10) % 10);
    TRIPLES[value * 3 + 2] = ZERO + (value % 10);
}
/**
 * @param value a finite float32
 * @param target has MAX_DECIMAL_BYTES of room at `at`
 * @returns where the next byte goes
 */
function writeDecimal(value, target, at) {
    const magnitude = Math.abs(value);
    // Fixed notation for what a normalized vector holds. The scale is exact up to 10²², so the digits are right to half a
    // unit of the ninth.
    let zeros;
    let scaled;
    if (magnitude >= 0.1 && magnitude < 1)
        [zeros, scaled] = [0, magnitude * 1e9];
    else if (magnitude >= 0.01 && magnitude < 0.1)
        [zeros, scaled] = [1, magnitude * 1e10];
    else if (magnitude >= 0.001 && magnitude < 0.01)
        [zeros, scaled] = [2, magnitude * 1e11];
    else if (magnitude >= 0.0001 && magnitude < 0.001)
        [zeros, scaled] = [3, magnitude * 1e12];
    else
        return writeAny(value, target, at);
    const digits = Math.round(scaled);
    if (digits >= 10 ** DIGITS)
        return writeAny(value, target, at);
    let next = at;
    if (value < 0)
        target[next++] = 0x2d;
    target[next++] = ZERO;
    target[next++] = 0x2e;
    while (zeros-- > 0)
        target[next++] = ZERO;
    const high = (digits / 1_000_000) | 0;
    const low = digits - high * 1_000_000;
    const middle = (low / 1000) | 0;
    next = writeTriple(high, target, next);
    next = writeTriple(middle, target, next);
    next = writeTriple(low - middle * 1000, target, next);
    while (target[next - 1] === ZERO)
        next--;
    return next;
}
function writeTriple(value, target, at) {
    const from = value * 3;
    target[at] = TRIPLES[from];
    target[at + 1] = TRIPLES[from + 1];
    target[at + 2] = TRIPLES[from + 2];
    return at + 3;
}
function writeAny(value, target, at) {
    const text = String(Number(value.toPrecision(DIGITS)));
    for (let index = 0; index < text.length; index++)
        target[at + index] = text.charCodeAt(index);
    return at + text.length;
}

;// CONCATENATED MODULE: ./src/output/partial-file.ts




/** How much is gathered before it is worth a write. */
const BUFFER_BYTES = 1 << 20;
/** A file that is written beside its final name and takes it when it is whole. */
class PartialFile {
    path;
    partial;
    handle;
    buffer = Buffer.allocUnsafe(BUFFER_BYTES * 1.25);
    /** The other of two buffers: one is filled while one is written. */
    spare = Buffer.allocUnsafe(BUFFER_BYTES * 1.25);
    used = 0;
    written = 0;
    writing = Promise.resolve();
    constructor(path, partial, handle) {
        this.path = path;
        this.partial = partial;
        this.handle = handle;
    }
    /** @throws OutputError */
    static async open(file) {
        const partial = `${file}.partial-${process.pid}`;
        try {
            await (0,promises_.mkdir)(external_node_path_default().dirname(file), { recursive: true });
            return new PartialFile(file, partial, await (0,promises_.open)(partial, 'w'));
        }
        catch (error) {
            throw new errors/* OutputError */.u7(`cannot write ${file}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    text(text) {
        // UTF-8 takes up to three bytes for each UTF-16 unit.
        this.reserve(text.length * 3);
        this.used += this.buffer.write(text, this.used, 'utf8');
    }
    /** Appends the components as JSON numbers with commas between. */
    components(vector) {
        this.reserve(vector.length * (MAX_DECIMAL_BYTES + 1));
        let at = this.used;
        for (let index = 0; index < vector.length; index++) {
            if (index > 0)
                this.buffer[at++] = 0x2c;
            at = writeDecimal(vector[index], this.buffer, at);
        }
        this.used = at;
    }
    raw(bytes) {
        this.reserve(bytes.length);
        this.buffer.set(bytes, this.used);
        this.used += bytes.length;
    }
    /** Appending only gathers. True when enough has been gathered that `flush` is worth its call. */
    get full() {
        return this.used >= BUFFER_BYTES;
    }
    /** Hands over what was gathered. Waits for what was handed over before, not for this. */
    async flush() {
        await this.writing;
        const [bytes, position] = [this.buffer.subarray(0, this.used), this.written];
        [this.buffer, this.spare] = [this.spare, this.buffer];
        this.used = 0;
        this.written += bytes.length;
        this.writing = this.writeAll(bytes, position);
        // Whoever waits for it next sees that it failed.
        this.writing.catch(() => { });
    }
    /** Writes over what stands at `position`, for headers that are known only at the end. */
    async patch(bytes, position) {
        await this.flush();
        await this.writing;
        await this.writeAll(bytes, position);
    }
    async finish() {
        await this.flush();
        await this.writing;
        await this.attempt(async () => {
            await this.handle.close();
            await (0,promises_.rename)(this.partial, this.path);
        });
        return { path: this.path, bytes: this.written };
    }
    async discard() {
        await this.writing.catch(() => { });
        await this.handle.close().catch(() => { });
        await (0,promises_.rm)(this.partial, { force: true });
    }
    async writeAll(bytes, position) {
        await this.attempt(async () => {
            for (let done = 0; done < bytes.length;) {
                done += (await this.handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
            }
        });
    }
    reserve(bytes) {
        if (this.used + bytes <= this.buffer.length)
            return;
        const larger = Buffer.allocUnsafe(Math.max(this.used + bytes, this.buffer.length * 2));
        this.buffer.copy(larger, 0, 0, this.used);
        this.buffer = larger;
    }
    async attempt(work) {
        try {
            return await work();
        }
        catch (error) {
            throw new errors/* OutputError */.u7(`cannot write ${this.path}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
}


/***/ }),

/***/ 96914:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  l: () => (/* binding */ detectPlatform)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/platform/local.ts


/** A terminal, or whatever runs a command and keeps what it prints: results on stdout, trouble on stderr. */
class LocalPlatform {
    name = 'local';
    cacheFolder;
    terminal = process.stderr.isTTY === true;
    drawn = false;
    constructor(environment) {
        this.cacheFolder = external_node_path_default().join(environment.XDG_CACHE_HOME || external_node_path_default().join((0,external_node_os_.homedir)(), '.cache'), 'embed-once');
    }
    info(message) {
        this.print(process.stdout, message);
    }
    // Messages name their position themselves; only GitHub can do more with it.
    warn(message, _position) {
        this.print(process.stderr, `warning: ${message}`);
    }
    error(message, _position) {
        this.print(process.stderr, `error: ${message}`);
    }
    draw(line) {
        if (line === undefined && !this.drawn)
            return;
        // A line that wraps could not be drawn over.
        process.stderr.write(`\r\u001b[2K${line?.slice(0, process.stderr.columns - 1) ?? ''}`);
        this.drawn = line !== undefined;
    }
    // There is nothing to register secrets with. No message of embed-once holds one in the first place.
    mask(_secret) { }
    async setOutputs(_outputs) { }
    async writeSummary(_markdown) { }
    print(stream, message) {
        this.draw(undefined);
        stream.write(`${message}\n`);
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
;// CONCATENATED MODULE: ./src/platform/tekton.ts




const RESULTS_FOLDER = '/tekton/results';
/** Where this step's results go, or undefined outside Tekton. `TEKTON_RESULTS_DIR` is for StepActions and tests. */
function tektonResultsFolder(environment) {
    return environment.TEKTON_RESULTS_DIR || ((0,external_node_fs_.existsSync)(RESULTS_FOLDER) ? RESULTS_FOLDER : undefined);
}
/** A step of a Tekton task: each output becomes a result, a file with its name. */
class TektonPlatform extends LocalPlatform {
    resultsFolder;
    name = 'tekton';
    terminal = false;
    constructor(environment, resultsFolder) {
        super(environment);
        this.resultsFolder = resultsFolder;
    }
    async setOutputs(outputs) {
        await (0,promises_.mkdir)(this.resultsFolder, { recursive: true });
        await Promise.all(Object.entries(outputs).map(([name, value]) => (0,promises_.writeFile)(external_node_path_default().join(this.resultsFolder, name), value)));
    }
}

;// CONCATENATED MODULE: ./src/platform/detect.ts


/** The only place that decides where embed-once finds itself. */
async function detectPlatform(environment) {
    if (environment.GITHUB_ACTIONS === 'true') {
        const { GitHubPlatform } = await Promise.all(/* import() */[__nccwpck_require__.e(421), __nccwpck_require__.e(952)]).then(__nccwpck_require__.bind(__nccwpck_require__, 45952));
        return new GitHubPlatform(environment);
    }
    const results = tektonResultsFolder(environment);
    return results ? new TektonPlatform(environment, results) : new LocalPlatform(environment);
}


/***/ }),

/***/ 28944:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ secretsOf)
/* harmony export */ });
/* harmony import */ var _cache_redis_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(41989);

/** The parts of a Redis URL that must not be shown. Hosts such as `localhost` or `redis` are words, not secrets. */
function secretsOf(url) {
    let parsed;
    try {
        parsed = (0,_cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .parseRedisUrl */ .CI)(url);
    }
    catch {
        return [url];
    }
    const { nodes } = parsed;
    // As it stands and as it is meant.
    const [, credentials = ''] = /^[^/]*\/\/(?:([^/?#]*)@)?/.exec(url) ?? [];
    const colon = credentials.indexOf(':');
    const [username, password] = colon < 0 ? [credentials, ''] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
    const named = nodes.filter(({ host }) => /[.:]/.test(host) && !host.startsWith('127.'));
    return [
        url,
        password,
        parsed.password,
        ...(parsed.username !== 'default' ? [username, parsed.username] : []),
        ...named.flatMap((node) => [(0,_cache_redis_url__WEBPACK_IMPORTED_MODULE_0__/* .hostAndPort */ .PG)(node), node.host]),
    ].filter((secret) => secret !== '');
}


/***/ }),

/***/ 73149:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ renderAccount)
/* harmony export */ });
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25594);

const LABEL_WIDTH = 14;
/** How many drifted texts are shown; the report holds all. */
const DRIFT_SHOWN = 10;
/** What a person reads when a run has ended: a line for each thing that happened. */
function renderAccount(report) {
    const lines = [
        [
            'model',
            `${report.model.name}, ${report.model.contract.dimensions} dimensions, fingerprint ${report.model.fingerprint.slice(0, 16)}`,
        ],
    ];
    if (report.corpus)
        lines.push(['corpus', corpusLine(report)]);
    for (const tier of report.tiers)
        if (tier.name === 'scratch' ? tier.found > 0 : tier.asked > 0 || tier.failedCalls > 0)
            lines.push([tier.name, tierLine(tier)]);
    lines.push(['embedded', embeddedLine(report)]);
    for (const file of report.output?.files ?? [])
        lines.push(['output', `${file.path}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(file.bytes)}`]);
    if (report.validation)
        lines.push(['validation', validationLine(report.validation)]);
    if (report.approved) {
        lines.push(['approved', `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(report.approved.texts, 'golden text')}, written to ${report.approved.path}`]);
    }
    const body = lines.map(([label, text]) => `  ${label.padEnd(LABEL_WIDTH)}${text}`);
    const drifted = report.validation ? driftLines(report.validation) : [];
    return [...body, ...drifted, '', lastLine(report)].join('\n');
}
function corpusLine({ corpus, texts }) {
    if (!corpus)
        return '';
    const parts = [
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(corpus.records, 'record')} in ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(corpus.files, 'file')}`,
        `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.unique)} unique`,
    ];
    if (corpus.blank > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(corpus.blank, 'blank line')}`);
    if (corpus.skipped > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(corpus.skipped)} SKIPPED`);
    return parts.join(', ');
}
function tierLine(tier) {
    if (tier.asked === 0 && tier.failedCalls > 0)
        return `not available  (${tier.location})`;
    const parts = [`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(tier.found)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(tier.asked)} found`];
    if (tier.written > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(tier.written)} stored`);
    if (tier.adopted > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(tier.adopted)} adopted from another run`);
    if (tier.corrupt > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(tier.corrupt)} corrupt and replaced`);
    if (tier.madeUp > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(tier.madeUp)} made up for`);
    const owed = tier.missed - tier.madeUp;
    if (owed > 0)
        parts.push(`${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(owed)} not taken`);
    const pauses = tier.changes.filter(({ state }) => state === 'open').length;
    if (pauses > 0)
        parts.push(`paused ${pauses === 1 ? 'once' : `${pauses} times`}`);
    if (tier.traffic)
        parts.push(trafficOf(tier.traffic));
    return `${parts.join(', ')}  (${tier.location})`;
}
function trafficOf({ bytesReceived, bytesSent, roundTrips, bytesPerVector, }) {
    const memory = bytesPerVector === undefined ? '' : `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(bytesPerVector)} bytes of its memory a vector`;
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(bytesReceived)} received and ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(bytesSent)} sent in ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(roundTrips, 'round trip')}${memory}`;
}
function embeddedLine({ texts }) {
    if (texts.embedded === 0)
        return 'nothing: neither model nor runtime was loaded';
    const seconds = texts.embedMs / 1000;
    const rate = `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.embedded / seconds)} texts/s, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.tokens / seconds)} tokens/s`;
    const cut = texts.truncated > 0 ? `, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts.truncated, 'text')} longer than the model reads, cut` : '';
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts.embedded, 'text')}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts.tokens, 'token')} in ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(seconds)} (${rate})${cut}`;
}
function validationLine(validation) {
    const { texts, drifted, similarity, threshold, engine } = validation;
    const verdict = validation.passed
        ? 'passed'
        : `FAILED, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(drifted.length)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts, 'text')} drifted`;
    const facts = `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts, 'golden text')}, similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}, threshold ${threshold} (${engine})`;
    return `${verdict}: ${facts}`;
}
function driftLines(validation) {
    const lines = [];
    const shown = validation.drifted.slice(0, DRIFT_SHOWN);
    for (const { name, text, reason, similarity, nearest, nearestSimilarity } of shown) {
        const found = nearest === name ? 'itself' : `${nearest} at ${nearestSimilarity.toFixed(4)}`;
        lines.push(`    ${name}: "${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .excerpt */ .Kb)(text)}"`, `      ${reason}: expected itself at ≥ ${validation.threshold}, got ${similarity.toFixed(4)}; nearest is ${found}`);
    }
    const more = validation.drifted.length - shown.length;
    if (more > 0)
        lines.push(`    and ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(more)} more, in report.json`);
    return lines;
}
function lastLine({ texts, seconds }) {
    return `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .percent */ .KN)(texts.hitRate)} hits: ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.hits)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts.unique, 'text')} were there, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.embedded)} embedded, in ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(seconds)}`;
}


/***/ }),

/***/ 57330:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ REPORT_SCHEMA),
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   aK: () => (/* binding */ hitRate)
/* harmony export */ });
/* unused harmony export OUTPUTS */
/** Version of the shape below. Raised when a field changes its meaning or goes; new fields do not raise it. */
const REPORT_SCHEMA = 'embed-once/run-report@1';
/** Share of unique texts that some tier had, 0 to 1. Of no texts, all were had. */
function hitRate({ unique, hits }) {
    return unique === 0 ? 1 : hits / unique;
}
/** What a run hands to the steps after it, by name. */
const OUTPUTS = {
    total: 'Records read.',
    unique: 'Different texts among them.',
    hits: 'Unique texts whose vector a tier had.',
    misses: 'Unique texts that no tier had.',
    embedded: 'Texts that were embedded.',
    'hit-rate': 'hits / unique, 0 to 1.',
    fingerprint: 'SHA-256 of the embedding contract, 64 hexadecimal digits.',
    dimensions: 'Components of a vector.',
    'output-path': 'The file with the vectors; empty for output-format none.',
    validation: 'passed, failed, or none where no golden set was given.',
    'report-path': 'report.json; empty where report-dir is.',
};
/** Outputs as GitHub's step outputs and Tekton's results want them: strings. */
function outputsOf(report, reportPath) {
    const { texts, model, corpus, output, validation } = report;
    return {
        total: String(corpus?.records ?? texts.records),
        unique: String(texts.unique),
        hits: String(texts.hits),
        misses: String(texts.misses),
        embedded: String(texts.embedded),
        // Never rounded up to 1: whoever compares wants to know that something was missing.
        'hit-rate': (Math.floor(texts.hitRate * 10_000) / 10_000).toFixed(4),
        fingerprint: model.fingerprint,
        dimensions: String(model.contract.dimensions),
        'output-path': output?.files[0]?.path ?? '',
        validation: validation ? (validation.passed ? 'passed' : 'failed') : 'none',
        'report-path': reportPath,
    };
}


/***/ }),

/***/ 57994:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ renderSummary)
/* harmony export */ });
/* harmony import */ var _wording__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(25594);

const DRIFT_SHOWN = 20;
/** The run as Markdown, for a job's summary page. */
function renderSummary(report) {
    const { texts, model } = report;
    const rows = [
        ...(report.corpus ? [['Records', (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(report.corpus.records)]] : []),
        ['Unique texts', (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.unique)],
        ['Hits', `${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.hits)} (${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .percent */ .KN)(texts.hitRate)})`],
        ...Object.entries(texts.hitsByTier).map(([tier, hits]) => [`– from ${tier}`, (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(hits)]),
        ['Embedded', (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.embedded)],
        ...(texts.truncated > 0 ? [['Cut to the model’s length', (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts.truncated)]] : []),
        ...(report.corpus && report.corpus.skipped > 0 ? [['**Skipped records**', (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(report.corpus.skipped)]] : []),
        ['Time', (0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(report.seconds)],
        ['Model', `${cell(model.name)}, ${model.contract.dimensions} dimensions`],
        ['Fingerprint', `\`${model.fingerprint.slice(0, 16)}\``],
        ...(report.output?.files ?? []).map((file) => ['Output', `${code(file.path)}, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(file.bytes)}`]),
    ];
    return [
        `### embed-once: ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .percent */ .KN)(texts.hitRate)} hits, ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts.embedded, 'text')} embedded`,
        '',
        '| | |',
        '|---|---|',
        ...rows.map(([label, value]) => `| ${label} | ${value} |`),
        '',
        ...(report.validation ? validationLines(report.validation) : []),
        ...report.warnings.map((warning) => `> ⚠️ ${cell(warning)}\n`),
    ].join('\n');
}
function validationLines(validation) {
    const { passed, drifted, texts, similarity, threshold } = validation;
    const verdict = passed ? '✅ Validation passed' : '❌ Validation failed';
    const lines = [
        `**${verdict}**: ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(texts - drifted.length)} of ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(texts, 'golden text')} are as approved (similarity at least ${similarity.min.toFixed(4)}, mean ${similarity.mean.toFixed(4)}, threshold ${threshold}).`,
        '',
    ];
    if (drifted.length === 0)
        return lines;
    lines.push('| Golden text | Similarity to approved | Nearest | Why |', '|---|---|---|---|');
    for (const drift of drifted.slice(0, DRIFT_SHOWN)) {
        lines.push(`| ${cell(drift.name)}: ${cell((0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .excerpt */ .Kb)(drift.text))} | ${drift.similarity.toFixed(4)} | ${cell(drift.nearest)} (${drift.nearestSimilarity.toFixed(4)}) | ${drift.reason} |`);
    }
    if (drifted.length > DRIFT_SHOWN)
        lines.push('', `… and ${(0,_wording__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(drifted.length - DRIFT_SHOWN)} more.`);
    return [...lines, ''];
}
/** A path in a table. In a code span nothing is escaped but what would end it, or the cell. */
function code(text) {
    return `\`${text.replace(/[`\r\n]/g, ' ').replaceAll('|', '\\|')}\``;
}
/** Text of others inside a table: what would end the cell or become markup is escaped. */
function cell(text) {
    return text.replace(/[\\`*_[\]|<>#]/g, '\\$&').replace(/\s+/g, ' ');
}


/***/ }),

/***/ 25594:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KN: () => (/* binding */ percent),
/* harmony export */   Kb: () => (/* binding */ excerpt),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   ee: () => (/* binding */ bytes),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   p0: () => (/* binding */ duration)
/* harmony export */ });
/** How numbers are shown to people. Nothing here depends on the locale of the machine. */
function count(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}
/** `1 text`, `2 texts`. */
function counted(value, noun) {
    return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}
/** Never rounds up to 100 % or down to 0 % what is not. */
function percent(share) {
    if (share === 1 || share === 0)
        return `${share * 100} %`;
    return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}
function bytes(value) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let unit = 0;
    let amount = value;
    // Not 1000: what would be rounded up to it belongs to the next unit.
    while (amount >= 999.5 && unit < units.length - 1) {
        amount /= 1000;
        unit++;
    }
    return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}
function duration(seconds) {
    if (seconds < 9.995)
        return `${seconds.toFixed(2)} s`;
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole} s`;
    const minutes = Math.floor(whole / 60);
    if (minutes < 60)
        return `${minutes} min ${whole % 60} s`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** Enough of a text to know it by. */
function excerpt(text, length = 60) {
    const characters = [...text.slice(0, length * 4).replace(/\s+/g, ' ')];
    return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}


/***/ }),

/***/ 56596:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ writeReport)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(83916);
/* harmony import */ var _summary__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(57994);




/** Writes `report.json` and `summary.md`. @returns the path of report.json, empty where no folder is wanted */
async function writeReport(report, folder) {
    if (folder === '')
        return '';
    const file = node_path__WEBPACK_IMPORTED_MODULE_1___default().join(folder, 'report.json');
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(folder, { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, `${JSON.stringify(report, null, 2)}\n`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(folder, 'summary.md'), (0,_summary__WEBPACK_IMPORTED_MODULE_3__/* .renderSummary */ .B)(report));
    }
    catch (error) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_2__/* .OutputError */ .u7(`cannot write the report to ${folder}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, { cause: error });
    }
    return file;
}


/***/ }),

/***/ 80866:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(38522);
;// CONCATENATED MODULE: ./src/corpus/compression.ts


/** By file extension. */
const DECOMPRESSORS = {
    '.gz': (bytes) => through(bytes, external_node_zlib_.createGunzip({ chunkSize: 256 * 1024 })),
    '.zst': (bytes) => {
        // Node has it since 22.15; before, a library does the same at a third of the speed.
        const native = external_node_zlib_.createZstdDecompress;
        return native ? through(bytes, native()) : zstdInJavaScript(bytes);
    },
};
/** The compression that a file name tells, or undefined. */
function compressionOf(file) {
    return Object.keys(DECOMPRESSORS).find((extension) => file.toLowerCase().endsWith(extension));
}
function decompress(bytes, compression) {
    return compression ? DECOMPRESSORS[compression](bytes) : bytes;
}
function through(bytes, transform) {
    // The callback is where errors would be seen twice: reading the last stream reports them already.
    return (0,external_node_stream_.pipeline)(bytes, transform, new external_node_stream_.PassThrough(), () => { });
}
async function* zstdInJavaScript(bytes) {
    const { Decompress } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 68339));
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

;// CONCATENATED MODULE: ./src/corpus/format.ts
/** How many skipped records are kept as examples for the report. */
const SKIPPED_EXAMPLES = 10;

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(79896);
var external_fs_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_fs_, 2);
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(16928);
;// CONCATENATED MODULE: external "url"
const external_url_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");
;// CONCATENATED MODULE: external "module"
const external_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");
;// CONCATENATED MODULE: ./node_modules/fdir/dist/index.mjs




//#region rolldown:runtime
var __require = /* @__PURE__ */ (0,external_module_namespaceObject.createRequire)(import.meta.url);

//#endregion
//#region src/utils.ts
function cleanPath(path) {
	let normalized = (0,external_path_.normalize)(path);
	if (normalized.length > 1 && normalized[normalized.length - 1] === external_path_.sep) normalized = normalized.substring(0, normalized.length - 1);
	return normalized;
}
const SLASHES_REGEX = /[\\/]/g;
function convertSlashes(path, separator) {
	return path.replace(SLASHES_REGEX, separator);
}
const WINDOWS_ROOT_DIR_REGEX = /^[a-z]:[\\/]$/i;
function isRootDirectory(path) {
	return path === "/" || WINDOWS_ROOT_DIR_REGEX.test(path);
}
function normalizePath(path, options) {
	const { resolvePaths, normalizePath: normalizePath$1, pathSeparator } = options;
	const pathNeedsCleaning = process.platform === "win32" && path.includes("/") || path.startsWith(".");
	if (resolvePaths) path = (0,external_path_.resolve)(path);
	if (normalizePath$1 || pathNeedsCleaning) path = cleanPath(path);
	if (path === ".") return "";
	const needsSeperator = path[path.length - 1] !== pathSeparator;
	return convertSlashes(needsSeperator ? path + pathSeparator : path, pathSeparator);
}

//#endregion
//#region src/api/functions/join-path.ts
function joinPathWithBasePath(filename, directoryPath) {
	return directoryPath + filename;
}
function joinPathWithRelativePath(root, options) {
	return function(filename, directoryPath) {
		const sameRoot = directoryPath.startsWith(root);
		if (sameRoot) return directoryPath.slice(root.length) + filename;
		else return convertSlashes((0,external_path_.relative)(root, directoryPath), options.pathSeparator) + options.pathSeparator + filename;
	};
}
function joinPath(filename) {
	return filename;
}
function joinDirectoryPath(filename, directoryPath, separator) {
	return directoryPath + filename + separator;
}
function build$7(root, options) {
	const { relativePaths, includeBasePath } = options;
	return relativePaths && root ? joinPathWithRelativePath(root, options) : includeBasePath ? joinPathWithBasePath : joinPath;
}

//#endregion
//#region src/api/functions/push-directory.ts
function pushDirectoryWithRelativePath(root) {
	return function(directoryPath, paths) {
		paths.push(directoryPath.substring(root.length) || ".");
	};
}
function pushDirectoryFilterWithRelativePath(root) {
	return function(directoryPath, paths, filters) {
		const relativePath = directoryPath.substring(root.length) || ".";
		if (filters.every((filter) => filter(relativePath, true))) paths.push(relativePath);
	};
}
const pushDirectory = (directoryPath, paths) => {
	paths.push(directoryPath || ".");
};
const pushDirectoryFilter = (directoryPath, paths, filters) => {
	const path = directoryPath || ".";
	if (filters.every((filter) => filter(path, true))) paths.push(path);
};
const empty$2 = () => {};
function build$6(root, options) {
	const { includeDirs, filters, relativePaths } = options;
	if (!includeDirs) return empty$2;
	if (relativePaths) return filters && filters.length ? pushDirectoryFilterWithRelativePath(root) : pushDirectoryWithRelativePath(root);
	return filters && filters.length ? pushDirectoryFilter : pushDirectory;
}

//#endregion
//#region src/api/functions/push-file.ts
const pushFileFilterAndCount = (filename, _paths, counts, filters) => {
	if (filters.every((filter) => filter(filename, false))) counts.files++;
};
const pushFileFilter = (filename, paths, _counts, filters) => {
	if (filters.every((filter) => filter(filename, false))) paths.push(filename);
};
const pushFileCount = (_filename, _paths, counts, _filters) => {
	counts.files++;
};
const pushFile = (filename, paths) => {
	paths.push(filename);
};
const empty$1 = () => {};
function build$5(options) {
	const { excludeFiles, filters, onlyCounts } = options;
	if (excludeFiles) return empty$1;
	if (filters && filters.length) return onlyCounts ? pushFileFilterAndCount : pushFileFilter;
	else if (onlyCounts) return pushFileCount;
	else return pushFile;
}

//#endregion
//#region src/api/functions/get-array.ts
const getArray = (paths) => {
	return paths;
};
const getArrayGroup = () => {
	return [""].slice(0, 0);
};
function build$4(options) {
	return options.group ? getArrayGroup : getArray;
}

//#endregion
//#region src/api/functions/group-files.ts
const groupFiles = (groups, directory, files) => {
	groups.push({
		directory,
		files,
		dir: directory
	});
};
const empty = () => {};
function build$3(options) {
	return options.group ? groupFiles : empty;
}

//#endregion
//#region src/api/functions/resolve-symlink.ts
const resolveSymlinksAsync = function(path, state, callback$1) {
	const { queue, fs, options: { suppressErrors } } = state;
	queue.enqueue();
	fs.realpath(path, (error, resolvedPath) => {
		if (error) return queue.dequeue(suppressErrors ? null : error, state);
		fs.stat(resolvedPath, (error$1, stat) => {
			if (error$1) return queue.dequeue(suppressErrors ? null : error$1, state);
			if (stat.isDirectory() && isRecursive(path, resolvedPath, state)) return queue.dequeue(null, state);
			callback$1(stat, resolvedPath);
			queue.dequeue(null, state);
		});
	});
};
const resolveSymlinks = function(path, state, callback$1) {
	const { queue, fs, options: { suppressErrors } } = state;
	queue.enqueue();
	try {
		const resolvedPath = fs.realpathSync(path);
		const stat = fs.statSync(resolvedPath);
		if (stat.isDirectory() && isRecursive(path, resolvedPath, state)) return;
		callback$1(stat, resolvedPath);
	} catch (e) {
		if (!suppressErrors) throw e;
	}
};
function build$2(options, isSynchronous) {
	if (!options.resolveSymlinks || options.excludeSymlinks) return null;
	return isSynchronous ? resolveSymlinks : resolveSymlinksAsync;
}
function isRecursive(path, resolved, state) {
	if (state.options.useRealPaths) return isRecursiveUsingRealPaths(resolved, state);
	let parent = (0,external_path_.dirname)(path);
	let depth = 1;
	while (parent !== state.root && depth < 2) {
		const resolvedPath = state.symlinks.get(parent);
		const isSameRoot = !!resolvedPath && (resolvedPath === resolved || resolvedPath.startsWith(resolved) || resolved.startsWith(resolvedPath));
		if (isSameRoot) depth++;
		else parent = (0,external_path_.dirname)(parent);
	}
	state.symlinks.set(path, resolved);
	return depth > 1;
}
function isRecursiveUsingRealPaths(resolved, state) {
	return state.visited.includes(resolved + state.options.pathSeparator);
}

//#endregion
//#region src/api/functions/invoke-callback.ts
const onlyCountsSync = (state) => {
	return state.counts;
};
const groupsSync = (state) => {
	return state.groups;
};
const defaultSync = (state) => {
	return state.paths;
};
const limitFilesSync = (state) => {
	return state.paths.slice(0, state.options.maxFiles);
};
const onlyCountsAsync = (state, error, callback$1) => {
	report(error, callback$1, state.counts, state.options.suppressErrors);
	return null;
};
const defaultAsync = (state, error, callback$1) => {
	report(error, callback$1, state.paths, state.options.suppressErrors);
	return null;
};
const limitFilesAsync = (state, error, callback$1) => {
	report(error, callback$1, state.paths.slice(0, state.options.maxFiles), state.options.suppressErrors);
	return null;
};
const groupsAsync = (state, error, callback$1) => {
	report(error, callback$1, state.groups, state.options.suppressErrors);
	return null;
};
function report(error, callback$1, output, suppressErrors) {
	if (error && !suppressErrors) callback$1(error, output);
	else callback$1(null, output);
}
function build$1(options, isSynchronous) {
	const { onlyCounts, group, maxFiles } = options;
	if (onlyCounts) return isSynchronous ? onlyCountsSync : onlyCountsAsync;
	else if (group) return isSynchronous ? groupsSync : groupsAsync;
	else if (maxFiles) return isSynchronous ? limitFilesSync : limitFilesAsync;
	else return isSynchronous ? defaultSync : defaultAsync;
}

//#endregion
//#region src/api/functions/walk-directory.ts
const readdirOpts = { withFileTypes: true };
const walkAsync = (state, crawlPath, directoryPath, currentDepth, callback$1) => {
	state.queue.enqueue();
	if (currentDepth < 0) return state.queue.dequeue(null, state);
	const { fs } = state;
	state.visited.push(crawlPath);
	state.counts.directories++;
	fs.readdir(crawlPath || ".", readdirOpts, (error, entries = []) => {
		callback$1(entries, directoryPath, currentDepth);
		state.queue.dequeue(state.options.suppressErrors ? null : error, state);
	});
};
const walkSync = (state, crawlPath, directoryPath, currentDepth, callback$1) => {
	const { fs } = state;
	if (currentDepth < 0) return;
	state.visited.push(crawlPath);
	state.counts.directories++;
	let entries = [];
	try {
		entries = fs.readdirSync(crawlPath || ".", readdirOpts);
	} catch (e) {
		if (!state.options.suppressErrors) throw e;
	}
	callback$1(entries, directoryPath, currentDepth);
};
function build(isSynchronous) {
	return isSynchronous ? walkSync : walkAsync;
}

//#endregion
//#region src/api/queue.ts
/**
* This is a custom stateless queue to track concurrent async fs calls.
* It increments a counter whenever a call is queued and decrements it
* as soon as it completes. When the counter hits 0, it calls onQueueEmpty.
*/
var Queue = class {
	count = 0;
	constructor(onQueueEmpty) {
		this.onQueueEmpty = onQueueEmpty;
	}
	enqueue() {
		this.count++;
		return this.count;
	}
	dequeue(error, output) {
		if (this.onQueueEmpty && (--this.count <= 0 || error)) {
			this.onQueueEmpty(error, output);
			if (error) {
				output.controller.abort();
				this.onQueueEmpty = void 0;
			}
		}
	}
};

//#endregion
//#region src/api/counter.ts
var Counter = class {
	_files = 0;
	_directories = 0;
	set files(num) {
		this._files = num;
	}
	get files() {
		return this._files;
	}
	set directories(num) {
		this._directories = num;
	}
	get directories() {
		return this._directories;
	}
	/**
	* @deprecated use `directories` instead
	*/
	/* c8 ignore next 3 */
	get dirs() {
		return this._directories;
	}
};

//#endregion
//#region src/api/aborter.ts
/**
* AbortController is not supported on Node 14 so we use this until we can drop
* support for Node 14.
*/
var Aborter = class {
	aborted = false;
	abort() {
		this.aborted = true;
	}
};

//#endregion
//#region src/api/walker.ts
var Walker = class {
	root;
	isSynchronous;
	state;
	joinPath;
	pushDirectory;
	pushFile;
	getArray;
	groupFiles;
	resolveSymlink;
	walkDirectory;
	callbackInvoker;
	constructor(root, options, callback$1) {
		this.isSynchronous = !callback$1;
		this.callbackInvoker = build$1(options, this.isSynchronous);
		this.root = normalizePath(root, options);
		this.state = {
			root: isRootDirectory(this.root) ? this.root : this.root.slice(0, -1),
			paths: [""].slice(0, 0),
			groups: [],
			counts: new Counter(),
			options,
			queue: new Queue((error, state) => this.callbackInvoker(state, error, callback$1)),
			symlinks: /* @__PURE__ */ new Map(),
			visited: [""].slice(0, 0),
			controller: new Aborter(),
			fs: options.fs || external_fs_namespaceObject
		};
		this.joinPath = build$7(this.root, options);
		this.pushDirectory = build$6(this.root, options);
		this.pushFile = build$5(options);
		this.getArray = build$4(options);
		this.groupFiles = build$3(options);
		this.resolveSymlink = build$2(options, this.isSynchronous);
		this.walkDirectory = build(this.isSynchronous);
	}
	start() {
		this.pushDirectory(this.root, this.state.paths, this.state.options.filters);
		this.walkDirectory(this.state, this.root, this.root, this.state.options.maxDepth, this.walk);
		return this.isSynchronous ? this.callbackInvoker(this.state, null) : null;
	}
	walk = (entries, directoryPath, depth) => {
		const { paths, options: { filters, resolveSymlinks: resolveSymlinks$1, excludeSymlinks, exclude, maxFiles, signal, useRealPaths, pathSeparator }, controller } = this.state;
		if (controller.aborted || signal && signal.aborted || maxFiles && paths.length > maxFiles) return;
		const files = this.getArray(this.state.paths);
		for (let i = 0; i < entries.length; ++i) {
			const entry = entries[i];
			if (entry.isFile() || entry.isSymbolicLink() && !resolveSymlinks$1 && !excludeSymlinks) {
				const filename = this.joinPath(entry.name, directoryPath);
				this.pushFile(filename, files, this.state.counts, filters);
			} else if (entry.isDirectory()) {
				let path = joinDirectoryPath(entry.name, directoryPath, this.state.options.pathSeparator);
				if (exclude && exclude(entry.name, path)) continue;
				this.pushDirectory(path, paths, filters);
				this.walkDirectory(this.state, path, path, depth - 1, this.walk);
			} else if (this.resolveSymlink && entry.isSymbolicLink()) {
				let path = joinPathWithBasePath(entry.name, directoryPath);
				this.resolveSymlink(path, this.state, (stat, resolvedPath) => {
					if (stat.isDirectory()) {
						resolvedPath = normalizePath(resolvedPath, this.state.options);
						if (exclude && exclude(entry.name, useRealPaths ? resolvedPath : path + pathSeparator)) return;
						this.walkDirectory(this.state, resolvedPath, useRealPaths ? resolvedPath : path + pathSeparator, depth - 1, this.walk);
					} else {
						resolvedPath = useRealPaths ? resolvedPath : path;
						const filename = (0,external_path_.basename)(resolvedPath);
						const directoryPath$1 = normalizePath((0,external_path_.dirname)(resolvedPath), this.state.options);
						resolvedPath = this.joinPath(filename, directoryPath$1);
						this.pushFile(resolvedPath, files, this.state.counts, filters);
					}
				});
			}
		}
		this.groupFiles(this.state.groups, directoryPath, files);
	};
};

//#endregion
//#region src/api/async.ts
function promise(root, options) {
	return new Promise((resolve$1, reject) => {
		callback(root, options, (err, output) => {
			if (err) return reject(err);
			resolve$1(output);
		});
	});
}
function callback(root, options, callback$1) {
	let walker = new Walker(root, options, callback$1);
	walker.start();
}

//#endregion
//#region src/api/sync.ts
function sync(root, options) {
	const walker = new Walker(root, options);
	return walker.start();
}

//#endregion
//#region src/builder/api-builder.ts
var APIBuilder = class {
	constructor(root, options) {
		this.root = root;
		this.options = options;
	}
	withPromise() {
		return promise(this.root, this.options);
	}
	withCallback(cb) {
		callback(this.root, this.options, cb);
	}
	sync() {
		return sync(this.root, this.options);
	}
};

//#endregion
//#region src/builder/index.ts
let pm = null;
/* c8 ignore next 6 */
try {
	__require.resolve("picomatch");
	pm = __require("picomatch");
} catch {}
var Builder = class {
	globCache = {};
	options = {
		maxDepth: Infinity,
		suppressErrors: true,
		pathSeparator: external_path_.sep,
		filters: []
	};
	globFunction;
	constructor(options) {
		this.options = {
			...this.options,
			...options
		};
		this.globFunction = this.options.globFunction;
	}
	group() {
		this.options.group = true;
		return this;
	}
	withPathSeparator(separator) {
		this.options.pathSeparator = separator;
		return this;
	}
	withBasePath() {
		this.options.includeBasePath = true;
		return this;
	}
	withRelativePaths() {
		this.options.relativePaths = true;
		return this;
	}
	withDirs() {
		this.options.includeDirs = true;
		return this;
	}
	withMaxDepth(depth) {
		this.options.maxDepth = depth;
		return this;
	}
	withMaxFiles(limit) {
		this.options.maxFiles = limit;
		return this;
	}
	withFullPaths() {
		this.options.resolvePaths = true;
		this.options.includeBasePath = true;
		return this;
	}
	withErrors() {
		this.options.suppressErrors = false;
		return this;
	}
	withSymlinks({ resolvePaths = true } = {}) {
		this.options.resolveSymlinks = true;
		this.options.useRealPaths = resolvePaths;
		return this.withFullPaths();
	}
	withAbortSignal(signal) {
		this.options.signal = signal;
		return this;
	}
	normalize() {
		this.options.normalizePath = true;
		return this;
	}
	filter(predicate) {
		this.options.filters.push(predicate);
		return this;
	}
	onlyDirs() {
		this.options.excludeFiles = true;
		this.options.includeDirs = true;
		return this;
	}
	exclude(predicate) {
		this.options.exclude = predicate;
		return this;
	}
	onlyCounts() {
		this.options.onlyCounts = true;
		return this;
	}
	crawl(root) {
		return new APIBuilder(root || ".", this.options);
	}
	withGlobFunction(fn) {
		this.globFunction = fn;
		return this;
	}
	/**
	* @deprecated Pass options using the constructor instead:
	* ```ts
	* new fdir(options).crawl("/path/to/root");
	* ```
	* This method will be removed in v7.0
	*/
	/* c8 ignore next 4 */
	crawlWithOptions(root, options) {
		this.options = {
			...this.options,
			...options
		};
		return new APIBuilder(root || ".", this.options);
	}
	glob(...patterns) {
		if (this.globFunction) return this.globWithOptions(patterns);
		return this.globWithOptions(patterns, ...[{ dot: true }]);
	}
	globWithOptions(patterns, ...options) {
		const globFn = this.globFunction || pm;
		/* c8 ignore next 5 */
		if (!globFn) throw new Error("Please specify a glob function to use glob matching.");
		var isMatch = this.globCache[patterns.join("\0")];
		if (!isMatch) {
			isMatch = globFn(patterns, ...options);
			this.globCache[patterns.join("\0")] = isMatch;
		}
		this.options.filters.push((path) => isMatch(path));
		return this;
	}
};

//#endregion

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __nccwpck_require__(14006);
;// CONCATENATED MODULE: ./node_modules/tinyglobby/dist/index.mjs





//#region src/utils.ts
const isReadonlyArray = Array.isArray;
const BACKSLASHES = /\\/g;
const DRIVE_RELATIVE_PATH = /^[A-Za-z]:$/;
const isWin = process.platform === "win32";
const ONLY_PARENT_DIRECTORIES = /^(\/?\.\.)+$/;
function getPartialMatcher(patterns, options = {}) {
	const patternsCount = patterns.length;
	const patternsParts = Array(patternsCount);
	const matchers = Array(patternsCount);
	let i, j;
	for (i = 0; i < patternsCount; i++) {
		const parts = splitPattern(patterns[i]);
		patternsParts[i] = parts;
		const partsCount = parts.length;
		const partMatchers = Array(partsCount);
		for (j = 0; j < partsCount; j++) partMatchers[j] = picomatch(parts[j], options);
		matchers[i] = partMatchers;
	}
	return (input) => {
		const inputParts = input.split("/");
		if (inputParts[0] === ".." && ONLY_PARENT_DIRECTORIES.test(input)) return true;
		for (i = 0; i < patternsCount; i++) {
			const patternParts = patternsParts[i];
			const matcher = matchers[i];
			const inputPatternCount = inputParts.length;
			const minParts = Math.min(inputPatternCount, patternParts.length);
			j = 0;
			while (j < minParts) {
				const part = patternParts[j];
				if (part.includes("/")) return true;
				if (!matcher[j](inputParts[j])) break;
				if (!options.noglobstar && part === "**") return true;
				j++;
			}
			if (j === inputPatternCount) return true;
		}
		return false;
	};
}
/* node:coverage ignore next 2 */
const WIN32_ROOT_DIR = /^[A-Z]:\/$/i;
const isRoot = isWin ? (p) => WIN32_ROOT_DIR.test(p) : (p) => p === "/";
function buildFormat(cwd, root, absolute) {
	if (cwd === root || root.startsWith(`${cwd}/`)) {
		if (absolute) {
			const start = cwd.length + +!isRoot(cwd);
			return (p, isDir) => p.slice(start, isDir ? -1 : void 0) || ".";
		}
		const prefix = root.slice(cwd.length + 1);
		if (prefix) return (p, isDir) => {
			if (p === ".") return prefix;
			const result = `${prefix}/${p}`;
			return isDir ? result.slice(0, -1) : result;
		};
		return (p, isDir) => isDir && p !== "." ? p.slice(0, -1) : p;
	}
	if (absolute) return (p) => external_path_.posix.relative(cwd, p) || ".";
	return (p) => external_path_.posix.relative(cwd, `${root}/${p}`) || ".";
}
function buildRelative(cwd, root) {
	if (root.startsWith(`${cwd}/`)) {
		const prefix = root.slice(cwd.length + 1);
		return (p) => `${prefix}/${p}`;
	}
	return (p) => {
		const result = external_path_.posix.relative(cwd, `${root}/${p}`);
		return p[p.length - 1] === "/" && result !== "" ? `${result}/` : result || ".";
	};
}
function ensureNonDriveRelativePath(path) {
	return path.replace(DRIVE_RELATIVE_PATH, (match) => `${match}/`);
}
const splitPatternOptions = { parts: true };
function splitPattern(path) {
	var _result$parts;
	const result = picomatch.scan(path, splitPatternOptions);
	return ((_result$parts = result.parts) === null || _result$parts === void 0 ? void 0 : _result$parts.length) ? result.parts : [path];
}
const ESCAPED_WIN32_BACKSLASHES = /\\(?![()[\]{}!+@])/g;
function convertPosixPathToPattern(path) {
	return escapePosixPath(path);
}
function convertWin32PathToPattern(path) {
	return escapeWin32Path(path).replace(ESCAPED_WIN32_BACKSLASHES, "/");
}
/**
* Converts a path to a pattern depending on the platform.
* Identical to {@link escapePath} on POSIX systems.
* @see {@link https://superchupu.dev/tinyglobby/documentation#convertPathToPattern}
*/
/* node:coverage ignore next 3 */
const convertPathToPattern = (/* unused pure expression or super */ null && (isWin ? convertWin32PathToPattern : convertPosixPathToPattern));
const POSIX_UNESCAPED_GLOB_SYMBOLS = /(?<!\\)([()[\]{}*?|]|^!|[!+@](?=\()|\\(?![()[\]{}!*+?@|]))/g;
const WIN32_UNESCAPED_GLOB_SYMBOLS = /(?<!\\)([()[\]{}]|^!|[!+@](?=\())/g;
const escapePosixPath = (path) => path.replace(POSIX_UNESCAPED_GLOB_SYMBOLS, "\\$&");
const escapeWin32Path = (path) => path.replace(WIN32_UNESCAPED_GLOB_SYMBOLS, "\\$&");
/**
* Escapes a path's special characters depending on the platform.
* @see {@link https://superchupu.dev/tinyglobby/documentation#escapePath}
*/
/* node:coverage ignore next */
const escapePath = isWin ? escapeWin32Path : escapePosixPath;
/**
* Checks if a pattern has dynamic parts.
*
* Has a few minor differences with [`fast-glob`](https://github.com/mrmlnc/fast-glob) for better accuracy:
*
* - Doesn't necessarily return `false` on patterns that include `\`.
* - Returns `true` if the pattern includes parentheses, regardless of them representing one single pattern or not.
* - Returns `true` for unfinished glob extensions i.e. `(h`, `+(h`.
* - Returns `true` for unfinished brace expansions as long as they include `,` or `..`.
*
* @see {@link https://superchupu.dev/tinyglobby/documentation#isDynamicPattern}
*/
function isDynamicPattern(pattern, options) {
	if ((options === null || options === void 0 ? void 0 : options.caseSensitiveMatch) === false) return true;
	const scan = picomatch.scan(pattern);
	return scan.isGlob || scan.negated;
}
function log(...tasks) {
	console.log(`[tinyglobby ${(/* @__PURE__ */ new Date()).toLocaleTimeString("es")}]`, ...tasks);
}
function ensureStringArray(value) {
	return typeof value === "string" ? [value] : value !== null && value !== void 0 ? value : [];
}
//#endregion
//#region src/patterns.ts
const PARENT_DIRECTORY = /^(\/?\.\.)+/;
const ESCAPING_BACKSLASHES = /\\(?=[()[\]{}!*+?@|])/g;
function normalizePattern(pattern, opts, props, isIgnore) {
	var _PARENT_DIRECTORY$exe;
	const cwd = opts.cwd;
	let result = pattern;
	if (pattern[pattern.length - 1] === "/") result = pattern.slice(0, -1);
	if (result[result.length - 1] !== "*" && opts.expandDirectories) result += "/**";
	const escapedCwd = escapePath(cwd);
	result = (0,external_path_.isAbsolute)(result.replace(ESCAPING_BACKSLASHES, "")) ? external_path_.posix.relative(escapedCwd, result) : external_path_.posix.normalize(result);
	const parentDir = (_PARENT_DIRECTORY$exe = PARENT_DIRECTORY.exec(result)) === null || _PARENT_DIRECTORY$exe === void 0 ? void 0 : _PARENT_DIRECTORY$exe[0];
	const parts = splitPattern(result);
	if (parentDir) {
		const n = (parentDir.length + 1) / 3;
		let i = 0;
		const cwdParts = escapedCwd.split("/");
		while (i < n && parts[i + n] === cwdParts[cwdParts.length + i - n]) {
			result = result.slice(0, (n - i - 1) * 3) + result.slice((n - i) * 3 + parts[i + n].length + 1) || ".";
			i++;
		}
		const potentialRoot = external_path_.posix.join(cwd, parentDir.slice(i * 3));
		if (potentialRoot[0] !== "." && props.root.length > potentialRoot.length) {
			props.root = ensureNonDriveRelativePath(potentialRoot);
			props.depthOffset = -n + i;
		}
	}
	if (!isIgnore && props.depthOffset >= 0) {
		var _props$commonPath;
		(_props$commonPath = props.commonPath) !== null && _props$commonPath !== void 0 || (props.commonPath = parts);
		const newCommonPath = [];
		const length = Math.min(props.commonPath.length, parts.length);
		for (let i = 0; i < length; i++) {
			const part = parts[i];
			if (part === "**" && !parts[i + 1]) {
				newCommonPath.pop();
				break;
			}
			if (i === parts.length - 1 || part !== props.commonPath[i] || isDynamicPattern(part)) break;
			newCommonPath.push(part);
		}
		props.depthOffset = newCommonPath.length;
		props.commonPath = newCommonPath;
		props.root = ensureNonDriveRelativePath(newCommonPath.length > 0 ? external_path_.posix.join(cwd, ...newCommonPath) : cwd);
	}
	return result;
}
function processPatterns(options, patterns, props) {
	const matchPatterns = [];
	const ignorePatterns = [];
	for (const pattern of options.ignore) {
		if (!pattern) continue;
		if (pattern[0] !== "!" || pattern[1] === "(") ignorePatterns.push(normalizePattern(pattern, options, props, true));
	}
	for (const pattern of patterns) {
		if (!pattern) continue;
		if (pattern[0] !== "!" || pattern[1] === "(") matchPatterns.push(normalizePattern(pattern, options, props, false));
		else if (pattern[1] !== "!" || pattern[2] === "(") ignorePatterns.push(normalizePattern(pattern.slice(1), options, props, true));
	}
	return {
		match: matchPatterns,
		ignore: ignorePatterns
	};
}
//#endregion
//#region src/crawler.ts
function buildCrawler(options, patterns) {
	const cwd = options.cwd;
	const props = {
		root: cwd,
		depthOffset: 0
	};
	const processed = processPatterns(options, patterns, props);
	if (options.debug) log("internal processing patterns:", processed);
	const { absolute, caseSensitiveMatch, debug, dot, followSymbolicLinks, onlyDirectories } = options;
	const root = props.root.replace(BACKSLASHES, "");
	const matchOptions = {
		dot,
		nobrace: options.braceExpansion === false,
		nocase: !caseSensitiveMatch,
		noextglob: options.extglob === false,
		noglobstar: options.globstar === false,
		posix: true
	};
	const matcher = picomatch(processed.match, matchOptions);
	const ignore = picomatch(processed.ignore, matchOptions);
	const partialMatcher = getPartialMatcher(processed.match, matchOptions);
	const format = buildFormat(cwd, root, absolute);
	const excludeFormatter = absolute ? format : buildFormat(cwd, root, true);
	const excludePredicate = (_, p) => {
		const relativePath = excludeFormatter(p, true);
		return relativePath !== "." && !partialMatcher(relativePath) || ignore(relativePath);
	};
	let maxDepth;
	if (options.deep !== void 0) maxDepth = Math.round(options.deep - props.depthOffset);
	const crawler = new Builder({
		filters: [debug ? (p, isDirectory) => {
			const path = format(p, isDirectory);
			const matches = matcher(path) && !ignore(path);
			if (matches) log(`matched ${path}`);
			return matches;
		} : (p, isDirectory) => {
			const path = format(p, isDirectory);
			return matcher(path) && !ignore(path);
		}],
		exclude: debug ? (_, p) => {
			const skipped = excludePredicate(_, p);
			log(`${skipped ? "skipped" : "crawling"} ${p}`);
			return skipped;
		} : excludePredicate,
		fs: options.fs,
		pathSeparator: "/",
		relativePaths: !absolute,
		resolvePaths: absolute,
		includeBasePath: absolute,
		resolveSymlinks: followSymbolicLinks,
		excludeSymlinks: !followSymbolicLinks,
		excludeFiles: onlyDirectories,
		includeDirs: onlyDirectories || !options.onlyFiles,
		maxDepth,
		signal: options.signal
	}).crawl(root);
	if (options.debug) log("internal properties:", {
		...props,
		root
	});
	return [crawler, cwd !== root && !absolute && buildRelative(cwd, root)];
}
//#endregion
//#region src/index.ts
function formatPaths(paths, mapper) {
	if (mapper) for (let i = paths.length - 1; i >= 0; i--) paths[i] = mapper(paths[i]);
	return paths;
}
const defaultOptions = {
	caseSensitiveMatch: true,
	debug: !!process.env.TINYGLOBBY_DEBUG,
	expandDirectories: true,
	followSymbolicLinks: true,
	onlyFiles: true
};
function getOptions(options) {
	const opts = Object.assign({}, options);
	for (const key in defaultOptions) if (opts[key] === void 0) Object.assign(opts, { [key]: defaultOptions[key] });
	opts.cwd = (opts.cwd instanceof URL ? (0,external_url_namespaceObject.fileURLToPath)(opts.cwd) : (0,external_path_.resolve)(opts.cwd || process.cwd())).replace(BACKSLASHES, "/");
	opts.ignore = ensureStringArray(opts.ignore);
	opts.fs && (opts.fs = {
		readdir: opts.fs.readdir || external_fs_.readdir,
		readdirSync: opts.fs.readdirSync || external_fs_.readdirSync,
		realpath: opts.fs.realpath || external_fs_.realpath,
		realpathSync: opts.fs.realpathSync || external_fs_.realpathSync,
		stat: opts.fs.stat || external_fs_.stat,
		statSync: opts.fs.statSync || external_fs_.statSync
	});
	if (opts.debug) log("globbing with options:", opts);
	return opts;
}
function getCrawler(globInput, inputOptions = {}) {
	var _ref;
	if (globInput && (inputOptions === null || inputOptions === void 0 ? void 0 : inputOptions.patterns)) throw new Error("Cannot pass patterns as both an argument and an option");
	const isModern = isReadonlyArray(globInput) || typeof globInput === "string";
	const patterns = ensureStringArray((_ref = isModern ? globInput : globInput.patterns) !== null && _ref !== void 0 ? _ref : "**/*");
	const options = getOptions(isModern ? inputOptions : globInput);
	return patterns.length > 0 ? buildCrawler(options, patterns) : [];
}
async function glob(globInput, options) {
	const [crawler, relative] = getCrawler(globInput, options);
	return crawler ? formatPaths(await crawler.withPromise(), relative) : [];
}
function globSync(globInput, options) {
	const [crawler, relative] = getCrawler(globInput, options);
	return crawler ? formatPaths(crawler.sync(), relative) : [];
}
//#endregion


// EXTERNAL MODULE: ./src/corpus/lines.ts
var lines = __nccwpck_require__(6791);
;// CONCATENATED MODULE: ./src/corpus/jsonl.ts


/** One JSON object a line: `text-field` holds the text, `id-field` the id, and all other fields are kept as metadata. */
const jsonlFormat = {
    name: 'jsonl',
    extensions: ['.jsonl', '.ndjson'],
    async *read(bytes, context) {
        for await (const { texts, first } of (0,lines/* readLines */.Se)(bytes, context)) {
            const records = [];
            for (const [index, line] of texts.entries()) {
                if (line === undefined)
                    continue;
                const record = line.trim() === '' ? context.blank() : parse(line, first + index, context);
                if (record)
                    records.push(record);
            }
            yield records;
        }
    },
};
function parse(json, line, context) {
    const { textField, idField } = context.inputs;
    let value;
    try {
        value = JSON.parse(json);
    }
    catch (error) {
        context.bad(line, `the line is not JSON${reasonOf(error)}`);
        return undefined;
    }
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        context.bad(line, 'the line is JSON but not an object');
        return undefined;
    }
    const { [textField]: text, [idField]: id, ...metadata } = value;
    if (typeof text !== 'string') {
        const problem = text === undefined ? 'is missing' : 'is not a string';
        context.bad(line, `field "${textField}" (text-field) ${problem}; there is ${fieldNames(value)}`);
        return undefined;
    }
    const trimmed = (0,lines/* trimText */.Oj)(text);
    if (trimmed === '') {
        context.blank();
        return undefined;
    }
    if (!trimmed.isWellFormed()) {
        context.bad(line, `field "${textField}" holds half of a surrogate pair, which is no character`);
        return undefined;
    }
    if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
        context.bad(line, `field "${idField}" (id-field) is neither a string nor a number`);
        return undefined;
    }
    if (typeof id === 'number' && Number.isInteger(id) && !Number.isSafeInteger(id)) {
        context.bad(line, `field "${idField}" (id-field) is a number too large to be read exactly: write it as a string`);
        return undefined;
    }
    return {
        text: trimmed,
        source: context.source,
        line,
        ...(id !== undefined && { id: String(id) }),
        ...(Object.keys(metadata).length > 0 && { metadata }),
    };
}
/** What V8 says is wrong, without the part of the line that it quotes: a corpus may be private. */
function reasonOf(error) {
    const [reason = ''] = (0,errors/* messageOf */.bD)(error).split(/,? (?:\.\.\.)?"/);
    return ` (${reason === '' || reason.includes('"') ? 'not a JSON value' : reason})`;
}
function fieldNames(value) {
    const names = Object.keys(value);
    return names.length > 0
        ? names
            .slice(0, 10)
            .map((name) => JSON.stringify(name))
            .join(', ')
        : 'no field at all';
}

;// CONCATENATED MODULE: ./src/corpus/text.ts

/** One record a line; whitespace around it does not count, and a line with nothing else is no record. */
const textFormat = {
    name: 'text',
    extensions: ['.txt', '.text'],
    async *read(bytes, context) {
        for await (const { texts, first } of (0,lines/* readLines */.Se)(bytes, context)) {
            const records = [];
            for (const [index, line] of texts.entries()) {
                if (line === undefined)
                    continue;
                const text = (0,lines/* trimText */.Oj)(line);
                if (text === '')
                    context.blank();
                else
                    records.push({ text, source: context.source, line: first + index });
            }
            yield records;
        }
    },
};

;// CONCATENATED MODULE: ./src/corpus/sources.ts







const FORMATS = [textFormat, jsonlFormat];
const FORMAT_NAMES = FORMATS.map(({ name }) => name);
const STDIN = '-';
/**
 * Resolves paths, globs, directories and `-` into files, in the order given and by name within each, so that a corpus
 * has one order on every machine.
 * @param asked `auto`, or the name of a format that is then used for every file
 * @throws CorpusError for whatever is not there, or is of a kind that cannot be told
 */
async function findSources(patterns, asked, warn) {
    const sources = [];
    for (const pattern of patterns) {
        if (pattern === STDIN) {
            const format = formatNamed(asked === 'auto' ? textFormat.name : asked);
            sources.push({ file: STDIN, bytes: undefined, format, compression: undefined });
            continue;
        }
        const found = await (0,promises_.stat)(pattern).catch((error) => {
            if (isDynamicPattern(pattern))
                return undefined;
            throw new errors/* CorpusError */.bf(`corpus: cannot read ${pattern}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        });
        if (found?.isDirectory())
            sources.push(...(await inDirectory(pattern, asked, warn)));
        else if (found)
            sources.push(await sourceOf(pattern, asked));
        else
            sources.push(...(await matching(pattern, asked)));
    }
    return sources;
}
async function matching(pattern, asked) {
    const files = await filesOf(pattern);
    if (files.length === 0)
        throw new errors/* CorpusError */.bf(`corpus: no file matches ${pattern}, from ${process.cwd()}`);
    return Promise.all(files.map((file) => sourceOf(file, asked)));
}
async function inDirectory(folder, asked, warn) {
    const all = await filesOf('**/*', folder);
    const files = asked === 'auto' ? all.filter((file) => formatOf(file)) : all;
    if (files.length === 0) {
        const extensions = FORMATS.flatMap((format) => format.extensions).join(', ');
        throw new errors/* CorpusError */.bf(`corpus: ${folder} holds no file that ends with ${extensions} (or .gz or .zst after it)`);
    }
    if (files.length < all.length) {
        const left = all.filter((file) => !formatOf(file));
        warn(`${left.length} of ${all.length} files in ${folder} are of other kinds and were left out, ${left[0]} first`);
    }
    return Promise.all(files.map((file) => sourceOf(file, asked)));
}
async function filesOf(pattern, folder = '.') {
    const files = await glob([pattern], { cwd: folder, onlyFiles: true, expandDirectories: false, absolute: false });
    return files.map((file) => external_node_path_default().join(folder, file)).sort();
}
async function sourceOf(file, asked) {
    const format = asked === 'auto' ? formatOf(file) : formatNamed(asked);
    if (!format) {
        throw new errors/* CorpusError */.bf(`corpus: cannot tell the format of ${file} by its extension. Set format to ${FORMAT_NAMES.join(' or ')}.`);
    }
    const found = await (0,promises_.stat)(file);
    return { file, bytes: found.isFile() ? found.size : undefined, format, compression: compressionOf(file) };
}
function formatNamed(name) {
    return FORMATS.find((format) => format.name === name);
}
/** By extension; a name without one is text. */
function formatOf(file) {
    const bare = file.slice(0, file.length - (compressionOf(file)?.length ?? 0));
    const extension = external_node_path_default().extname(bare).toLowerCase();
    return extension === '' ? textFormat : FORMATS.find((format) => format.extensions.includes(extension));
}

;// CONCATENATED MODULE: ./src/corpus/read.ts





const READ_BYTES = 256 * 1024;
/** @throws CorpusError if a source is not there; reading throws it for what cannot be read or used */
async function openCorpus(inputs, warn) {
    const sources = await findSources(inputs.corpus, inputs.format, warn);
    const facts = {
        files: sources.length,
        bytesTotal: sources.reduce((sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes), 0),
        bytesRead: 0,
        records: 0,
        blank: 0,
        skipped: 0,
        skippedExamples: [],
    };
    return { facts, records: () => readSources(sources, inputs, facts) };
}
async function* readSources(sources, inputs, facts) {
    for (const source of sources) {
        const context = contextOf(source, inputs, facts);
        try {
            const bytes = decompress(openBytes(source, facts), source.compression);
            for await (const records of source.format.read(bytes, context)) {
                facts.records += records.length;
                if (records.length > 0)
                    yield records;
            }
        }
        catch (error) {
            if (error instanceof errors/* CorpusError */.bf)
                throw error;
            throw new errors/* CorpusError */.bf(`corpus: cannot read ${context.source}: ${(0,errors/* messageOf */.bD)(error)}`, {
                cause: error,
                position: { source: context.source },
            });
        }
    }
    if (facts.records === 0) {
        throw new errors/* CorpusError */.bf(`corpus: there is no record in ${inputs.corpus.join(', ')} (files: ${facts.files}, blank lines: ${facts.blank}, skipped: ${facts.skipped})`);
    }
}
function openBytes(source, facts) {
    const bytes = source.file === STDIN ? process.stdin : (0,external_node_fs_.createReadStream)(source.file, { highWaterMark: READ_BYTES });
    // Counted before decompression, so that it compares with the size of the file.
    bytes.on('data', (piece) => {
        facts.bytesRead += piece.length;
    });
    bytes.pause();
    return bytes;
}
function contextOf(source, inputs, facts) {
    const name = source.file === STDIN ? 'stdin' : source.file;
    return {
        source: name,
        inputs,
        blank() {
            facts.blank++;
        },
        bad(line, reason) {
            const position = { source: name, line };
            if (inputs.onBadRecord === 'fail') {
                throw new errors/* CorpusError */.bf(`${name}:${line}: ${reason}. Mend it, or set on-bad-record to skip to go on without such records.`, { position });
            }
            facts.skipped++;
            if (facts.skippedExamples.length < SKIPPED_EXAMPLES)
                facts.skippedExamples.push({ position, reason });
        },
    };
}

// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
;// CONCATENATED MODULE: ./src/output/output.ts

/** The last line of defence against a vector that is lost on the way: lines in are rows out, or the run fails. */
function checkRows(rows, records) {
    if (rows !== records) {
        throw new errors/* OutputError */.u7(`${records} records were read and ${rows} rows written. This is a fault of embed-once: please report it.`);
    }
}

// EXTERNAL MODULE: ./src/output/partial-file.ts + 1 modules
var partial_file = __nccwpck_require__(33425);
;// CONCATENATED MODULE: ./src/output/json.ts



/** One JSON object, from the hex SHA-256 of each text to `{"text", "vector"}`: each text once, an entry a line. */
class JsonOutput {
    file;
    rows = 0;
    entries = 0;
    constructor(file) {
        this.file = file;
    }
    static async open(path) {
        return new JsonOutput(await partial_file/* PartialFile */.A.open(path));
    }
    async write({ records, keys, vectors, firsts }) {
        for (const [index, record] of records.entries()) {
            this.rows++;
            if (!firsts[index])
                continue;
            const name = (0,text_key/* hexTextKey */.eg)(keys[index]);
            const open = this.entries++ === 0 ? '{' : ',';
            this.file.text(`${open}\n"${name}": {"text": ${JSON.stringify(record.text)}, "vector": [`);
            this.file.components(vectors[index]);
            this.file.text(']}');
            if (this.file.full)
                await this.file.flush();
        }
    }
    async finish(records) {
        checkRows(this.rows, records);
        this.file.text(this.entries === 0 ? '{}\n' : '\n}\n');
        return { format: 'json', files: [await this.file.finish()], rows: this.rows };
    }
    async discard() {
        await this.file.discard();
    }
}

;// CONCATENATED MODULE: ./src/corpus/record.ts
/** The record's id; a record without one is named by its place. */
function recordId(record) {
    return record.id ?? `${record.source}:${record.line}`;
}

;// CONCATENATED MODULE: ./src/output/jsonl.ts



/** One JSON object a record, in corpus order: `{"id", "text", "metadata"?, "vector"}`. */
class JsonlOutput {
    file;
    rows = 0;
    constructor(file) {
        this.file = file;
    }
    static async open(path) {
        return new JsonlOutput(await partial_file/* PartialFile */.A.open(path));
    }
    async write({ records, vectors }) {
        for (const [index, record] of records.entries()) {
            this.rows++;
            const metadata = record.metadata ? `"metadata":${JSON.stringify(record.metadata)},` : '';
            this.file.text(`{"id":${JSON.stringify(recordId(record))},"text":${JSON.stringify(record.text)},${metadata}"vector":[`);
            this.file.components(vectors[index]);
            this.file.text(']}\n');
            if (this.file.full)
                await this.file.flush();
        }
    }
    async finish(records) {
        checkRows(this.rows, records);
        return { format: 'jsonl', files: [await this.file.finish()], rows: this.rows };
    }
    async discard() {
        await this.file.discard();
    }
}

;// CONCATENATED MODULE: ./src/output/npy.ts



/** Room for the header, so that the number of rows can be filled in at the end. A multiple of 64, as the format asks. */
const HEADER_BYTES = 128;
/**
 * A float32 matrix `[records, dimensions]` in NumPy's own format, version 1.0, and beside it `<name>.ids.jsonl`: a line
 * with the id, as a JSON string, for each row.
 */
class NpyOutput {
    matrix;
    ids;
    dimensions;
    rows = 0;
    constructor(matrix, ids, dimensions) {
        this.matrix = matrix;
        this.ids = ids;
        this.dimensions = dimensions;
    }
    static async open(path, dimensions) {
        const matrix = await partial_file/* PartialFile */.A.open(path);
        const ids = await partial_file/* PartialFile */.A.open(idsFile(path));
        matrix.raw(npyHeader(0, dimensions));
        return new NpyOutput(matrix, ids, dimensions);
    }
    async write({ records, vectors }) {
        let lines = '';
        for (const run of contiguousRuns(vectors)) {
            this.matrix.raw(run);
            if (this.matrix.full)
                await this.matrix.flush();
        }
        for (const record of records)
            lines += `${JSON.stringify(recordId(record))}\n`;
        this.ids.text(lines);
        if (this.ids.full)
            await this.ids.flush();
        this.rows += records.length;
    }
    async finish(records) {
        checkRows(this.rows, records);
        await this.matrix.patch(npyHeader(this.rows, this.dimensions), 0);
        const ids = await this.ids.finish();
        return { format: 'npy', files: [await this.matrix.finish(), ids], rows: this.rows };
    }
    async discard() {
        await Promise.all([this.matrix.discard(), this.ids.discard()]);
    }
}
/** The bytes of vectors, in as few pieces as they lie in memory: those of one lookup mostly lie side by side. */
function* contiguousRuns(vectors) {
    for (let from = 0; from < vectors.length;) {
        const { buffer, byteOffset, byteLength } = vectors[from];
        let to = from + 1;
        while (to < vectors.length) {
            const next = vectors[to];
            if (next.buffer !== buffer || next.byteOffset !== byteOffset + (to - from) * byteLength)
                break;
            to++;
        }
        yield new Uint8Array(buffer, byteOffset, (to - from) * byteLength);
        from = to;
    }
}
/** `embeddings.npy` → `embeddings.ids.jsonl`. */
function idsFile(path) {
    return `${path.replace(/\.npy$/, '')}.ids.jsonl`;
}
/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, format version 1.0. */
function npyHeader(rows, columns) {
    const header = Buffer.alloc(HEADER_BYTES, ' ');
    header.write('\x93NUMPY\x01\x00', 0, 'latin1');
    header.writeUInt16LE(HEADER_BYTES - 10, 8);
    header.write(`{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`, 10, 'latin1');
    header.write('\n', HEADER_BYTES - 1, 'latin1');
    return header;
}

;// CONCATENATED MODULE: ./src/output/open.ts






const EXTENSIONS = {
    '.json': 'json',
    '.jsonl': 'jsonl',
    '.ndjson': 'jsonl',
    '.npy': 'npy',
};
/**
 * The only place that decides how output is written.
 * @throws InputError if the format cannot be told; OutputError if the file cannot be made
 */
async function openOutput(inputs, dimensions) {
    const format = inputs.outputFormat === 'auto' ? EXTENSIONS[external_node_path_default().extname(inputs.output)] : inputs.outputFormat;
    switch (format) {
        case 'json':
            return JsonOutput.open(inputs.output);
        case 'jsonl':
            return JsonlOutput.open(inputs.output);
        case 'npy':
            return NpyOutput.open(inputs.output, dimensions);
        case 'none':
            return new NoOutput();
        default:
            throw new errors/* InputError */.dz([
                `output-format: cannot tell it from ${inputs.output}. End output with ${Object.keys(EXTENSIONS).join(', ')}, or set output-format.`,
            ]);
    }
}
/** The vectors are only stored in the tiers. */
class NoOutput {
    rows = 0;
    async write(window) {
        this.rows += window.records.length;
    }
    async finish(records) {
        checkRows(this.rows, records);
        return { format: 'none', files: [], rows: this.rows };
    }
    async discard() { }
}

// EXTERNAL MODULE: ./src/report/wording.ts
var wording = __nccwpck_require__(25594);
;// CONCATENATED MODULE: ./src/report/progress.ts

/** @param seconds since the run began */
function momentOf(corpus, texts, seconds) {
    const repeats = texts.records - texts.unique;
    const { bytesTotal, bytesRead, records } = corpus;
    return {
        seconds,
        done: Math.max(0, texts.hits + texts.embedded + repeats),
        // Records are as dense in what is still to be read as in what has been.
        total: bytesTotal && bytesRead > 0 ? Math.round((records * bytesTotal) / Math.min(bytesRead, bytesTotal)) : undefined,
        hits: texts.hits,
        embedded: texts.embedded,
    };
}
const BAR_WIDTH = 24;
/** In whole seconds: more would claim to be exact. */
function timeLeft(seconds) {
    return seconds < 9.995 ? `${Math.ceil(seconds)} s` : (0,wording/* duration */.p0)(seconds);
}
/** One line on how far the run is, how fast, and how long it will take. */
function renderProgress({ seconds, done, total, hits, embedded }, bar) {
    const rate = seconds > 0 ? done / seconds : 0;
    const parts = [`${(0,wording/* count */.U9)(done)}${total === undefined ? '' : ` of ${(0,wording/* count */.U9)(total)}`} records`];
    // Repeats alone say nothing about the rate: the model may still be loading.
    const known = rate > 0 && hits + embedded > 0;
    if (known)
        parts.push(`${(0,wording/* count */.U9)(rate)}/s`);
    if (known && total !== undefined)
        parts.push(`${timeLeft(Math.max(0, total - done) / rate)} left`);
    parts.push(`${(0,wording/* count */.U9)(hits)} hits, ${(0,wording/* count */.U9)(embedded)} embedded`);
    const share = total ? Math.min(1, done / total) : undefined;
    if (share === undefined)
        return parts.join(', ');
    const filled = Math.floor(share * BAR_WIDTH);
    const drawn = bar ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ` : '';
    return `${drawn}${(0,wording/* percent */.KN)(share)}, ${parts.join(', ')}`;
}

;// CONCATENATED MODULE: ./src/report/show-progress.ts

const DRAW_MS = 100;
/** A log gets its first line after ten seconds, and each next one after twice as long, up to two minutes. */
const FIRST_LINE_MS = 10_000;
const LONGEST_PAUSE_MS = 120_000;
/** Shows how the run goes on: drawn over on a terminal, now and then in a log. @returns what ends it */
function showProgress({ progress }, platform, facts) {
    if (progress === 'off')
        return () => { };
    const started = performance.now();
    const line = (bar) => {
        const { corpus, texts } = facts();
        return renderProgress(momentOf(corpus, texts, (performance.now() - started) / 1000), bar);
    };
    if (platform.terminal) {
        const timer = setInterval(() => platform.draw(line(true)), DRAW_MS);
        return () => {
            clearInterval(timer);
            platform.draw(undefined);
        };
    }
    let pause = FIRST_LINE_MS;
    let timer = setTimeout(speak, pause);
    function speak() {
        platform.info(line(false));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        timer = setTimeout(speak, pause);
    }
    return () => clearTimeout(timer);
}

// EXTERNAL MODULE: ./src/session.ts + 22 modules
var src_session = __nccwpck_require__(55245);
;// CONCATENATED MODULE: ./src/validation/exact.ts
/** Compares the query with every vector, in this process. */
class ExactKnn {
    vectors;
    engine = 'exact';
    constructor(vectors) {
        this.vectors = vectors;
    }
    async search(query, k) {
        return this.vectors
            .map((vector, position) => ({ position, similarity: cosine(query, vector) }))
            .sort((a, b) => b.similarity - a.similarity || a.position - b.position)
            .slice(0, k);
    }
    async close() { }
}
/** Cosine similarity; 0 where a vector is zero and so has no direction. */
function cosine(a, b) {
    let dot = 0;
    let squaresOfA = 0;
    let squaresOfB = 0;
    for (let at = 0; at < a.length; at++) {
        const [x, y] = [a[at], b[at]];
        dot += x * y;
        squaresOfA += x * x;
        squaresOfB += y * y;
    }
    return squaresOfA === 0 || squaresOfB === 0 ? 0 : dot / Math.sqrt(squaresOfA * squaresOfB);
}

;// CONCATENATED MODULE: ./src/validation/knn.ts

/** The only place that decides which engine answers. */
async function openKnn(engine, vectors) {
    switch (engine) {
        case 'auto':
        case 'exact':
            return new ExactKnn(vectors);
    }
}

;// CONCATENATED MODULE: ./src/validation/gate.ts



/**
 * Judges present vectors: each must have, among all approved vectors, that of its own text as the nearest, and at least
 * `validation-threshold` similar to it.
 * @throws InputError if the golden set has no approved vectors yet, or of other dimensions
 */
async function validate(golden, present, inputs) {
    const approved = approvedVectors(golden, present, inputs.goldenSet);
    const knn = await openKnn(inputs.validationEngine, approved);
    const drifted = [];
    const similarities = [];
    try {
        for (const [position, { name, text }] of golden.entries()) {
            const vector = present.vectors.get(text);
            const similarity = cosine(vector, approved[position]);
            similarities.push(similarity);
            const [nearest] = await knn.search(vector, 1);
            const reason = driftReason(position, similarity, nearest, inputs.validationThreshold);
            if (!nearest || !reason)
                continue;
            const found = golden[nearest.position].name;
            drifted.push({ name, text, similarity, nearest: found, nearestSimilarity: nearest.similarity, reason });
        }
    }
    finally {
        await knn.close();
    }
    return {
        passed: drifted.length === 0,
        engine: knn.engine,
        threshold: inputs.validationThreshold,
        texts: golden.length,
        similarity: {
            min: Math.min(...similarities),
            mean: similarities.reduce((sum, similarity) => sum + similarity, 0) / similarities.length,
        },
        drifted: drifted.sort((a, b) => a.similarity - b.similarity),
        notInCorpus: present.notInCorpus,
        otherContract: golden.some((entry) => entry.approved?.fingerprint !== present.fingerprint),
    };
}
function approvedVectors(golden, present, file) {
    const unapproved = golden.filter(({ approved }) => !approved);
    if (unapproved.length > 0) {
        throw new errors/* InputError */.dz([
            `golden-set: ${unapproved.length} of ${golden.length} texts in ${file} have no approved vector, ${unapproved[0]?.name} first. Run mode golden with this golden-set to approve the present vectors.`,
        ]);
    }
    const dimensions = present.vectors.values().next().value?.length;
    const other = golden.find(({ approved }) => approved?.vector.length !== dimensions);
    if (other) {
        throw new errors/* InputError */.dz([
            `golden-set: ${other.name} in ${file} was approved with ${other.approved?.vector.length} dimensions, and the model gives ${dimensions}: vectors of different length cannot be compared. Run mode golden to approve this model.`,
        ]);
    }
    return golden.map(({ approved }) => approved?.vector);
}
function driftReason(position, similarity, nearest, threshold) {
    if (!(similarity >= threshold))
        return `similarity ${similarity.toFixed(4)} is below ${threshold}`;
    // A twin with the very same approved vector is as good an answer as the text itself.
    if (nearest && nearest.position !== position && nearest.similarity > similarity)
        return 'another golden text is nearer';
    return undefined;
}

// EXTERNAL MODULE: ./src/validation/golden-set.ts
var golden_set = __nccwpck_require__(17691);
// EXTERNAL MODULE: ./src/validation/golden-vectors.ts
var golden_vectors = __nccwpck_require__(52343);
;// CONCATENATED MODULE: ./src/run.ts








/** One run: reads the corpus, finds or computes each vector, writes them all, and asks whether they are as approved. */
async function run(inputs, surroundings) {
    const golden = inputs.goldenSet === '' ? [] : await (0,golden_set/* readGoldenSet */.a)(inputs.goldenSet);
    const session = await (0,src_session/* openSession */.f)(inputs, surroundings);
    try {
        const corpus = await openCorpus(inputs, session.warn);
        const resolver = session.resolver();
        const present = new golden_vectors/* GoldenVectors */.G(golden);
        const stopProgress = showProgress(inputs, surroundings.platform, () => ({
            corpus: corpus.facts,
            texts: resolver.facts,
        }));
        const output = await writeVectors(inputs, session, corpus, resolver, (window) => present.take(window)).finally(stopProgress);
        if (corpus.facts.skipped > 0)
            session.warn(skippedWarning(corpus));
        const validation = golden.length > 0 ? await judge(golden, present, session, inputs) : undefined;
        await session.close();
        return session.report({ corpus: corpus.facts, output, ...(validation && { validation }) }, resolver);
    }
    finally {
        await session.close();
    }
}
/** Sends every record's vector to the output, in order. The output stands under its name only if none is missing. */
async function writeVectors(inputs, session, corpus, resolver, seen) {
    const output = await openOutput(inputs, session.model.contract.dimensions);
    try {
        for await (const window of resolver.resolve(corpus.records())) {
            seen(window);
            await output.write(window);
        }
        await session.endIfInterrupted();
        return await output.finish(corpus.facts.records);
    }
    catch (error) {
        await output.discard();
        throw error;
    }
}
async function judge(golden, present, session, inputs) {
    const notInCorpus = present.missing().map(({ name }) => name);
    if (notInCorpus.length > 0)
        session.warn(notInCorpusWarning(notInCorpus, golden.length));
    const vectors = await present.complete(session.resolver());
    await session.endIfInterrupted();
    return validate(golden, { fingerprint: session.model.fingerprint, vectors, notInCorpus }, inputs);
}
function notInCorpusWarning(names, total) {
    return `${names.length} of ${total} golden texts are no longer in the corpus: ${names.join(', ')}. They are judged all the same; take them out of the golden set if they are gone for good.`;
}
function skippedWarning({ facts }) {
    const examples = facts.skippedExamples.map(({ position, reason }) => `\n  ${position.source}:${position.line}: ${reason}`);
    const more = facts.skipped - examples.length;
    return `${(0,wording/* counted */.hS)(facts.skipped, 'record')} skipped, without a vector:${examples.join('')}${more > 0 ? `\n  and ${more} more` : ''}`;
}


/***/ }),

/***/ 55245:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  f: () => (/* binding */ openSession)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(83916);
// EXTERNAL MODULE: ./src/keys/text-key.ts
var text_key = __nccwpck_require__(4043);
;// CONCATENATED MODULE: ./src/cache/backlog.ts




const PREFIX = 'unpushed-';
/**
 * Text keys whose vectors a tier could not take, and is still to get: in files beside the runner cache that holds the vectors,
 * so that a later run can make up for it. A file is raw text keys, 32 bytes each; one that was cut off in the middle of a key
 * loses that key. Pushing a vector twice does no harm, so files of other runs are read without asking who they belong to.
 */
class Backlog {
    folder;
    target;
    found;
    keys = [];
    own;
    constructor(folder, target, found) {
        this.folder = folder;
        this.target = target;
        this.found = found;
    }
    /**
     * @param folder of one fingerprint in the runner cache
     * @param target names the tier that is to get them: a few characters that may stand in a file name
     */
    static async open(folder, target) {
        const names = await (0,promises_.readdir)(folder).catch(() => []);
        const found = names.filter((name) => name.startsWith(`${PREFIX}${target}-`)).map((name) => external_node_path_default().join(folder, name));
        const backlog = new Backlog(folder, target, found);
        for (const file of found)
            backlog.keys.push(...(await readKeys(file)));
        return backlog;
    }
    get size() {
        return this.keys.length;
    }
    /** Notes keys, at once and durably as far as the process goes. A folder that cannot be written loses them for later runs. */
    async add(keys) {
        this.keys.push(...keys);
        try {
            this.own ??= await this.create();
            await this.own.handle.appendFile(Buffer.concat(keys.map((key) => Buffer.from(key, 'base64url'))));
        }
        catch {
            // They stay in memory, and are pushed by this run if the tier comes back during it.
        }
    }
    /** The first keys, at most `count`. They stay until they are removed. */
    peek(count) {
        return this.keys.slice(0, count);
    }
    /** Takes away the first `count` keys. When none is left, the files go. */
    async remove(count) {
        this.keys.splice(0, count);
        if (this.keys.length > 0)
            return;
        await this.close();
        for (const file of [...this.found, ...(this.own ? [this.own.file] : [])])
            await (0,promises_.rm)(file, { force: true });
        this.own = undefined;
    }
    async close() {
        await this.own?.handle.close().catch(() => { });
    }
    async create() {
        await (0,promises_.mkdir)(this.folder, { recursive: true });
        const name = `${PREFIX}${this.target}-${process.pid}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
        const file = external_node_path_default().join(this.folder, name);
        return { file, handle: await (0,promises_.open)(file, 'ax') };
    }
}
async function readKeys(file) {
    const bytes = await (0,promises_.readFile)(file).catch(() => Buffer.alloc(0));
    const keys = [];
    for (let at = 0; at + text_key/* TEXT_KEY_BYTES */.Q_ <= bytes.length; at += text_key/* TEXT_KEY_BYTES */.Q_) {
        keys.push(bytes.toString('base64url', at, at + text_key/* TEXT_KEY_BYTES */.Q_));
    }
    return keys;
}

;// CONCATENATED MODULE: ./src/cache/breaker.ts
const BREAKER_SETTINGS = {
    window: 20,
    minimumCalls: 3,
    failureRate: 0.5,
    pause: 1_000,
    longestPause: 30_000,
};
/**
 * Keeps a run from waiting for a tier that does not work. Closed, calls go through. Open, none does. When its pause is over
 * one probe may go, half-open: if that succeeds it closes, else it opens for twice as long.
 *
 * It knows no clock: whoever asks gives the time.
 */
class Breaker {
    changed;
    settings;
    state = 'closed';
    /** Whether each of the last calls failed. */
    recent = [];
    openedAt = 0;
    pause;
    constructor(changed, settings) {
        this.changed = changed;
        this.settings = settings;
        this.pause = settings.pause;
    }
    /** Whether calls go through. */
    get closed() {
        return this.state === 'closed';
    }
    /** Whether a probe is due. Asking takes it: the next one is due only after `probed`. */
    takeProbe(now) {
        if (this.state !== 'open' || now - this.openedAt < this.pause)
            return false;
        this.become('half-open', `open for ${this.pause / 1000} s, asking again`);
        return true;
    }
    probed(now, failure) {
        if (this.state !== 'half-open')
            return;
        if (failure === undefined) {
            this.recent = [];
            this.pause = this.settings.pause;
            this.become('closed', 'it answers again');
        }
        else {
            this.pause = Math.min(this.pause * 2, this.settings.longestPause);
            this.open(now, failure);
        }
    }
    succeeded() {
        this.note(false);
    }
    failed(now, failure) {
        this.note(true);
        if (this.state !== 'closed' || this.recent.length < this.settings.minimumCalls)
            return;
        const failures = this.recent.filter(Boolean).length;
        if (failures / this.recent.length < this.settings.failureRate)
            return;
        this.open(now, `${failures} of the last ${this.recent.length} calls failed, the last with: ${failure}`);
    }
    /** Opens whatever the rate: there is no connection, or the tier costs more than it saves. */
    trip(now, reason) {
        if (this.state === 'closed')
            this.open(now, reason);
    }
    open(now, reason) {
        this.openedAt = now;
        this.become('open', reason);
    }
    note(failed) {
        this.recent.push(failed);
        if (this.recent.length > this.settings.window)
            this.recent.shift();
    }
    become(state, reason) {
        this.state = state;
        this.changed({ state, reason });
    }
}

;// CONCATENATED MODULE: ./src/cache/guarded-tier.ts


/** Lookups are compared with embedding only over as many as this: the first ones are slow everywhere. */
const COST_CALLS = 8;
/**
 * Stands before a tier so that it is never in the way: what fails too often, or costs more than it saves, is paused, asked
 * again in the background, and taken back when it answers.
 */
class GuardedTier {
    tier;
    options;
    facts;
    breakers;
    started;
    connection;
    probing = Promise.resolve();
    /** Of the last lookups: ms for each text, with what else was under way at the time taken into account. */
    costs = [];
    underWay = 0;
    closed = false;
    constructor(tier, options) {
        this.tier = tier;
        this.options = options;
        const { name, location } = tier;
        this.started = options.now();
        this.facts = {
            name,
            location,
            asked: 0,
            found: 0,
            corrupt: 0,
            written: 0,
            adopted: 0,
            lookupMs: 0,
            writeMs: 0,
            failedCalls: 0,
            missed: 0,
            madeUp: 0,
            changes: [],
        };
        this.breakers = { lookups: this.breakerOf('lookups'), writes: this.breakerOf('writes') };
    }
    /** Begins to connect, so that this overlaps with what else a run does first. */
    connect() {
        this.connection ??= this.tier.open();
        this.connection.catch(() => { });
    }
    /** Opens it now. @returns whether that worked */
    async opens() {
        this.connect();
        try {
            await this.connection;
            return true;
        }
        catch (error) {
            this.unreachable(error);
            return false;
        }
    }
    /** Whether a write would be tried now. */
    get takesWrites() {
        return this.tier.write && this.breakers.writes.closed;
    }
    /**
     * @param again for keys that this run has asked for before: they are not counted a second time
     * @returns undefined if the tier is not to be asked, or could not answer
     */
    async lookUp(keys, again = false) {
        if (!this.tier.read || !this.ready('lookups', (cache) => cache.getMany(keys.slice(0, 1))))
            return undefined;
        const started = this.options.now();
        this.underWay++;
        const lookup = await this.attempt('lookups', (cache) => cache.getMany(keys));
        const elapsed = this.options.now() - started;
        this.facts.lookupMs += elapsed;
        if (lookup)
            this.weigh(elapsed / this.underWay / keys.length);
        this.underWay--;
        if (lookup && !again) {
            this.facts.asked += keys.length;
            this.facts.found += lookup.vectors.reduce((count, vector) => count + (vector ? 1 : 0), 0);
            this.facts.corrupt += lookup.corrupt;
        }
        return lookup;
    }
    /** @returns undefined if the tier may not be written to, or did not take them */
    async write(entries) {
        if (!this.tier.write || !this.ready('writes', (cache) => cache.putMany(entries.slice(0, 1))))
            return undefined;
        const started = this.options.now();
        const stored = await this.attempt('writes', (cache) => cache.putMany(entries));
        this.facts.writeMs += this.options.now() - started;
        if (stored) {
            this.facts.written += stored.written;
            this.facts.adopted += stored.adopted.size;
        }
        return stored;
    }
    async close() {
        this.closed = true;
        await this.probing;
        const cache = await this.connection?.catch(() => undefined);
        try {
            await cache?.close();
        }
        catch (error) {
            this.noteFailure(error);
        }
    }
    noteFailure(error) {
        this.facts.failedCalls++;
        this.facts.lastFailure = (0,errors/* messageOf */.bD)(error);
    }
    ready(of, probe) {
        const breaker = this.breakers[of];
        if (breaker.closed)
            return true;
        if (!this.closed && breaker.takeProbe(this.options.now()))
            this.probing = this.probe(breaker, probe);
        return false;
    }
    /** In the background: whoever asked meanwhile was told that the tier is paused. */
    async probe(breaker, call) {
        try {
            this.connect();
            await call(await this.connection);
            breaker.probed(this.options.now());
            this.options.recovered(this.facts);
        }
        catch (error) {
            await this.disconnect();
            breaker.probed(this.options.now(), (0,errors/* messageOf */.bD)(error));
        }
    }
    async attempt(of, call) {
        this.connect();
        let cache;
        try {
            cache = await this.connection;
            if (cache.traffic)
                this.facts.traffic = cache.traffic;
        }
        catch (error) {
            this.unreachable(error);
            return undefined;
        }
        try {
            const result = await call(cache);
            this.breakers[of].succeeded();
            return result;
        }
        catch (error) {
            if (error instanceof errors/* CacheError */.xA && error.lost) {
                await this.disconnect();
                this.unreachable(error);
                return undefined;
            }
            this.noteFailure(error);
            const wasClosed = this.breakers[of].closed;
            this.breakers[of].failed(this.options.now(), (0,errors/* messageOf */.bD)(error));
            if (wasClosed && !this.breakers[of].closed) {
                await this.disconnect();
                this.options.failed(this.facts, error);
            }
            return undefined;
        }
    }
    /** No connection: neither lookups nor writes need to find that out for themselves. */
    unreachable(error) {
        const known = !this.breakers.lookups.closed && !this.breakers.writes.closed;
        this.connection = undefined;
        const now = this.options.now();
        for (const breaker of Object.values(this.breakers))
            breaker.trip(now, (0,errors/* messageOf */.bD)(error));
        if (known)
            return;
        this.noteFailure(error);
        this.options.failed(this.facts, error);
    }
    /** So that the next probe starts with a connection of its own: a lost or jammed one is of no more use. */
    async disconnect() {
        const { connection } = this;
        this.connection = undefined;
        const cache = await connection?.catch(() => undefined);
        // Not waited for: what is jammed closes slowly, too.
        cache?.close().catch(() => { });
    }
    /** Pauses lookups that cost more than embedding the same texts would. */
    weigh(cost) {
        this.costs.push(cost);
        if (this.costs.length < COST_CALLS)
            return;
        if (this.costs.length > COST_CALLS)
            this.costs.shift();
        const mean = this.costs.reduce((sum, one) => sum + one, 0) / COST_CALLS;
        const embedding = this.options.embeddingCost();
        if (embedding === undefined || mean <= embedding)
            return;
        this.costs = [];
        this.breakers.lookups.trip(this.options.now(), `a lookup takes ${mean.toFixed(2)} ms a text, and embedding ${embedding.toFixed(2)} ms`);
    }
    breakerOf(of) {
        return new Breaker(({ state, reason }) => {
            this.facts.changes.push({ at: Math.round(this.options.now() - this.started), of, state, reason });
        }, this.options.breaker ?? BREAKER_SETTINGS);
    }
}

;// CONCATENATED MODULE: ./src/cache/lease.ts
/** For a run that shares no tier. */
class NoLeases {
    shared = false;
    async acquire(keys) {
        return keys.map(() => true);
    }
    async release() { }
    async change() { }
    async close() { }
}

;// CONCATENATED MODULE: ./src/cache/memory.ts
/** Vectors of this process alone, the least recently used dropped first. For when no folder can be written. */
class MemoryCache {
    name = 'memory';
    vectors = new Map();
    capacity;
    /** @param maxBytes of vector components held */
    constructor(space, maxBytes = 64 * 2 ** 20) {
        this.capacity = Math.max(1, Math.floor(maxBytes / (space.dimensions * Float32Array.BYTES_PER_ELEMENT)));
    }
    async getMany(keys) {
        const vectors = keys.map((key) => {
            const vector = this.vectors.get(key);
            if (vector)
                this.touch(key, vector);
            return vector;
        });
        return { vectors, origins: vectors.map((vector) => vector && this.name), corrupt: 0 };
    }
    async putMany(entries) {
        const adopted = new Map();
        let written = 0;
        for (const [position, { key, vector }] of entries.entries()) {
            const present = this.vectors.get(key);
            if (present) {
                adopted.set(position, present);
                continue;
            }
            // A copy: the caller's may be a view that keeps a whole window alive.
            this.touch(key, vector.slice());
            written++;
            if (this.vectors.size > this.capacity)
                this.vectors.delete(this.vectors.keys().next().value);
        }
        return { written, adopted };
    }
    async close() {
        this.vectors.clear();
    }
    touch(key, vector) {
        this.vectors.delete(key);
        this.vectors.set(key, vector);
    }
}

;// CONCATENATED MODULE: ./src/cache/redis-files.ts


/** @throws InputError with every file that cannot be used */
async function readRedisFiles(inputs) {
    const faults = [];
    const password = (await read('redis-password-file', inputs.redisPasswordFile, faults))?.replace(/[\r\n]+$/, '');
    if (password === '')
        faults.push(`redis-password-file: ${inputs.redisPasswordFile} holds no password.`);
    const ca = await readPem('redis-ca', inputs.redisCa, faults);
    const cert = await readPem('redis-cert', inputs.redisCert, faults);
    const key = await readPem('redis-key', inputs.redisKey, faults);
    if (faults.length > 0)
        throw new errors/* InputError */.dz(faults);
    return {
        password: password ?? '',
        certificates: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) },
    };
}
async function readPem(name, file, faults) {
    const text = await read(name, file, faults);
    if (text !== undefined && !text.includes('-----BEGIN ')) {
        faults.push(`${name}: ${file} is no PEM file: there is no line that begins with -----BEGIN.`);
    }
    return text;
}
async function read(name, file, faults) {
    if (file === '')
        return undefined;
    try {
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        faults.push(`${name}: cannot read ${file}: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/cache/redis-url.ts
var redis_url = __nccwpck_require__(41989);
;// CONCATENATED MODULE: ./src/keys/key-index.ts
const OCCUPIED = 0x80000000;
const STRIDE = 4;
const MAX_LOAD = 0.7;
/** Value of base64url digits by character code. */
const DIGIT = new Uint8Array(128);
for (const [value, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].entries()) {
    DIGIT[digit.charCodeAt(0)] = value;
}
/**
 * Maps text keys to 32-bit numbers in 16 bytes a slot, at 23 to 46 bytes a key, where a Map takes over 100.
 *
 * Compares the first 90 bits of the SHA-256. Two of n texts agree in them with probability n² / 2⁹¹: below 10⁻⁹ for a
 * billion texts. Open addressing with linear probing; the keys are uniform already, so they are their own hash.
 */
class KeyIndex {
    slots;
    mask;
    count = 0;
    constructor(expected = 1024) {
        const capacity = 2 ** Math.ceil(Math.log2(Math.max(1024, expected / MAX_LOAD)));
        this.slots = new Uint32Array(capacity * STRIDE);
        this.mask = capacity - 1;
    }
    get size() {
        return this.count;
    }
    /** @returns the number stored for this key, or undefined */
    get(key) {
        const slot = this.find(word(key, 0), word(key, 5), word(key, 10));
        return this.slots[slot] === 0 ? undefined : this.slots[slot + 3];
    }
    /** Stores `value` (an unsigned 32-bit integer) for this key. */
    set(key, value) {
        this.put(word(key, 0), word(key, 5), word(key, 10), value);
    }
    /** The same for a key given as its 32 raw bytes, `at` bytes into `bytes`. */
    setRaw(bytes, at, value) {
        const [first, second, third] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8)];
        this.put(first >>> 2, ((first & 0x3) << 28) | (second >>> 4), ((second & 0xf) << 26) | (third >>> 6), value);
    }
    /** Adds a key given as its 32 raw bytes, `at` bytes into `bytes`. @returns whether it was not there yet */
    addRaw(bytes, at) {
        const before = this.count;
        this.setRaw(bytes, at, 0);
        return this.count > before;
    }
    /** @returns the number that is stored for this key; undefined if there was none, and `value` is stored now */
    getOrSet(key, value) {
        const [a, b, c] = [word(key, 0), word(key, 5), word(key, 10)];
        const slot = this.find(a, b, c);
        if (this.slots[slot] !== 0)
            return this.slots[slot + 3];
        this.fill(slot, a, b, c, value);
        return undefined;
    }
    put(a, b, c, value) {
        const slot = this.find(a, b, c);
        if (this.slots[slot] === 0)
            this.fill(slot, a, b, c, value);
        else
            this.slots[slot + 3] = value;
    }
    /** @param empty where `find` ended */
    fill(empty, a, b, c, value) {
        let slot = empty;
        if (this.count + 1 > (this.mask + 1) * MAX_LOAD) {
            this.grow();
            slot = this.find(a, b, c);
        }
        this.count++;
        this.slots[slot] = (a | OCCUPIED) >>> 0;
        this.slots[slot + 1] = b;
        this.slots[slot + 2] = c;
        this.slots[slot + 3] = value;
    }
    find(a, b, c) {
        const tag = (a | OCCUPIED) >>> 0;
        for (let index = (a ^ (b << 15)) & this.mask;; index = (index + 1) & this.mask) {
            const slot = index * STRIDE;
            const found = this.slots[slot];
            if (found === 0 || (found === tag && this.slots[slot + 1] === b && this.slots[slot + 2] === c))
                return slot;
        }
    }
    grow() {
        const old = this.slots;
        this.slots = new Uint32Array(old.length * 2);
        this.mask = this.mask * 2 + 1;
        for (let from = 0; from < old.length; from += STRIDE) {
            const tag = old[from];
            if (tag === 0)
                continue;
            const to = this.find((tag & ~OCCUPIED) >>> 0, old[from + 1], old[from + 2]);
            this.slots.set(old.subarray(from, from + STRIDE), to);
        }
    }
}
/** 30 bits of the key: five base64url digits from `from`. */
function word(key, from) {
    let bits = 0;
    for (let at = from; at < from + 5; at++)
        bits = (bits << 6) | DIGIT[key.charCodeAt(at)];
    return bits;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
;// CONCATENATED MODULE: ./src/cache/runner-mark.ts




/** How often a process writes its marks anew, in ms. */
const BEAT = 60_000;
/** A mark that was not written for so long, in ms, is taken for that of a dead process. Ten beats may be missed. */
const STALE_AFTER = 600_000;
/**
 * A file that says that its maker is alive: written anew each minute, removed at the end. Its time of modification is the
 * heartbeat. It is compared only with that of another mark just written, so both come from the clock of the file system,
 * and clocks of machines that share a volume need not agree.
 */
class Mark {
    file;
    handle;
    content;
    timer;
    constructor(file, handle, content) {
        this.file = file;
        this.handle = handle;
        this.content = content;
        this.timer = setInterval(() => void this.beat().catch(() => { }), BEAT);
        this.timer.unref();
    }
    /** @throws the system's error, EEXIST if there is such a file */
    static async make(file) {
        const handle = await (0,promises_.open)(file, 'wx');
        const mark = new Mark(file, handle, `${PROCESS_SPACE} ${process.pid} ${(0,external_node_crypto_.randomBytes)(8).toString('hex')}\n`);
        await mark.beat().catch(async (error) => {
            await mark.remove();
            throw error;
        });
        return mark;
    }
    /**
     * Makes a mark that only one process has. If the one that is there is of a dead process, it is replaced; should two
     * processes replace it at once, both may believe that they have it, for what happens under it must bear that.
     * @returns undefined if another process has it
     */
    static async makeOnly(file) {
        try {
            return await Mark.make(file);
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw error;
        }
        const candidate = `${file}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
        const mark = await Mark.make(candidate);
        try {
            if (!(await isAlive(file, await mark.time()))) {
                await (0,promises_.rename)(candidate, file);
                clearInterval(mark.timer);
                return new Mark(file, mark.handle, mark.content);
            }
        }
        catch (error) {
            await mark.remove();
            throw error;
        }
        await mark.remove();
        return undefined;
    }
    /** When it was last written, by the clock of the file system, in ms. */
    async time() {
        return (await this.handle.stat()).mtimeMs;
    }
    /** Leaves the file where it is if by now it is another's. */
    async remove() {
        clearInterval(this.timer);
        await this.handle.close();
        const present = await (0,promises_.readFile)(this.file, 'utf8').catch(() => '');
        if (present === this.content || present === '')
            await (0,promises_.rm)(this.file, { force: true });
    }
    async beat() {
        await this.handle.write(this.content, 0);
    }
}
/**
 * Whether the maker of a mark may still be at work. A process that is known to be gone is not; one of which nothing can be
 * known (another machine, another container) is until its mark is stale.
 * @param now by the clock of the file system, in ms
 */
async function isAlive(file, now) {
    try {
        const { mtimeMs } = await (0,promises_.stat)(file);
        if (now - mtimeMs > STALE_AFTER)
            return false;
        const [space, pid] = (await (0,promises_.readFile)(file, 'utf8')).split(' ');
        return space !== PROCESS_SPACE || processExists(Number(pid));
    }
    catch (error) {
        return error.code !== 'ENOENT';
    }
}
function processExists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code !== 'ESRCH';
    }
}
/**
 * Within which process numbers mean the same processes: one boot of one machine and, on Linux, one PID namespace, since
 * containers may share a host name.
 */
const PROCESS_SPACE = processSpace();
function processSpace() {
    try {
        const boot = (0,external_node_fs_.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim();
        return `${boot}/${(0,external_node_fs_.readlinkSync)('/proc/self/ns/pid')}`;
    }
    catch {
        return (0,external_node_os_.hostname)().replaceAll(' ', '-');
    }
}

;// CONCATENATED MODULE: ./src/cache/runner-uses.ts


/**
 * When the entries of a shard were last used, beside it under the same name with this suffix: 16 bytes of magic and
 * version, then for each entry, in order, seconds since 1970 as u32, little-endian. It is replaced as a whole. Losing it
 * loses no vector: entries then count as last used when their shard was made.
 */
const USES_SUFFIX = '.uses';
const HEADER = Buffer.concat([Buffer.from('embed-once uses'), Buffer.from([1])]);
/**
 * @param file of the uses
 * @param count entries of the shard; those that were appended after the uses were written have none
 * @param otherwise seconds, for entries whose use is not known
 */
async function readUses(file, count, otherwise) {
    const uses = new Uint32Array(count).fill(otherwise);
    const bytes = await (0,promises_.readFile)(file).catch(() => Buffer.alloc(0));
    if (!bytes.subarray(0, HEADER.length).equals(HEADER))
        return uses;
    const known = Math.min(count, Math.floor((bytes.length - HEADER.length) / 4));
    for (let at = 0; at < known; at++)
        uses[at] = bytes.readUInt32LE(HEADER.length + at * 4);
    return uses;
}
async function writeUses(file, uses) {
    const bytes = Buffer.allocUnsafe(HEADER.length + uses.length * 4);
    HEADER.copy(bytes);
    for (const [at, use] of uses.entries())
        bytes.writeUInt32LE(use, HEADER.length + at * 4);
    const temporary = `${file}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    try {
        await (0,promises_.writeFile)(temporary, bytes);
        await (0,promises_.rename)(temporary, file);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true });
        throw error;
    }
}
/** Remembers which entries were used in this run, by ordinal: one bit each. */
class UsedEntries {
    bits = new Uint8Array(1024);
    add(ordinal) {
        const at = ordinal >>> 3;
        if (at >= this.bits.length) {
            const grown = new Uint8Array(Math.max(at + 1, this.bits.length * 2));
            grown.set(this.bits);
            this.bits = grown;
        }
        this.bits[at] = this.bits[at] | (1 << (ordinal & 7));
    }
    /** Whether any of `count` entries from `first` on was used. */
    hasAny(first, count) {
        for (let ordinal = first; ordinal < first + count; ordinal++)
            if (this.has(ordinal))
                return true;
        return false;
    }
    has(ordinal) {
        return (((this.bits[ordinal >>> 3] ?? 0) >> (ordinal & 7)) & 1) === 1;
    }
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(38522);
;// CONCATENATED MODULE: ./src/cache/shard.ts






/**
 * A shard: a file of vectors of one space, written by one process, only ever appended to. docs/runner-cache.md describes
 * the bytes; this file is their only reader and writer.
 *
 * Opening reads headers and keys only. A block that is not whole ends the shard: it is what a killed writer left.
 */
const SHARD_SUFFIX = '.shard';
/** Beside a shard that a process may still append to. */
const WRITING_SUFFIX = '.writing';
const MAGIC = Buffer.from('embed-once shard');
const VERSION = 1;
const FILE_HEADER_BYTES = 64;
const BLOCK_HEADER_BYTES = 16;
const BLOCK_MARK = 0x4b434c42;
/** Digits of the time in a shard's name. */
const TIME_DIGITS = 9;
class Shard {
    file;
    handle;
    end;
    mark;
    writable;
    constructor(file, handle, 
    /** Where the next block goes. */
    end, 
    /** Absent where the shard is only read. */
    mark, writable) {
        this.file = file;
        this.handle = handle;
        this.end = end;
        this.mark = mark;
        this.writable = writable;
    }
    /** Opens a shard for reading. What is open stays readable when it is deleted. */
    static async open(file) {
        return new Shard(file, await (0,promises_.open)(file, 'r'), 0, undefined, false);
    }
    /** Makes a shard of this process, with the mark that it may be appended to, and its folder if need be. */
    static async create(folder, kind) {
        const started = Date.now().toString(36).padStart(TIME_DIGITS, '0');
        const stem = external_node_path_default().join(folder, `${started}-${process.pid}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`);
        await (0,promises_.mkdir)(folder, { recursive: true });
        // First, so that there is never an unmarked shard that will be appended to.
        const mark = await Mark.make(stem + WRITING_SUFFIX);
        return Shard.begin(stem + SHARD_SUFFIX, kind, mark);
    }
    /** Makes a shard under any name. Nobody knows it until it gets the suffix of a shard, so it needs no mark. */
    static createUnnamed(file, kind) {
        return Shard.begin(file, kind, undefined);
    }
    static async begin(file, kind, mark) {
        try {
            const shard = new Shard(file, await (0,promises_.open)(file, 'wx+'), 0, mark, true);
            const header = Buffer.alloc(FILE_HEADER_BYTES);
            MAGIC.copy(header);
            header.writeUInt32LE(VERSION, 16);
            header.writeUInt32LE(kind.envelopeBytes, 20);
            header.write(kind.fingerprint, 24, 'hex');
            await shard.write(header).catch(async (error) => {
                await shard.handle.close();
                await (0,promises_.rm)(file, { force: true });
                throw error;
            });
            return shard;
        }
        catch (error) {
            await mark?.remove();
            throw error;
        }
    }
    async size() {
        return (await this.handle.stat()).size;
    }
    /** Whether the file has no name any more, so that what is appended is lost. */
    async isDeleted() {
        return (await this.handle.stat()).nlink === 0;
    }
    /**
     * @returns what the header says, or the reason why this is to be left alone; undefined if there is not even a whole
     * header, which is all that a writer left that was killed at once
     */
    async kind() {
        const header = await this.bytes(0, FILE_HEADER_BYTES);
        if (header.length < FILE_HEADER_BYTES)
            return undefined;
        if (!header.subarray(0, MAGIC.length).equals(MAGIC))
            return { fault: 'it is not a shard of embed-once' };
        const version = header.readUInt32LE(16);
        if (version !== VERSION) {
            return { fault: `it has format version ${version}, and this embed-once reads version ${VERSION}` };
        }
        return { fingerprint: header.toString('hex', 24, 56), envelopeBytes: header.readUInt32LE(20) };
    }
    /** Why a shard cannot be used for entries of `wanted`; undefined if it can. */
    async fault(wanted) {
        const kind = await this.kind();
        if (kind === undefined)
            return undefined;
        if ('fault' in kind)
            return kind.fault;
        if (kind.envelopeBytes !== wanted.envelopeBytes) {
            return `its entries have ${kind.envelopeBytes} bytes, not ${wanted.envelopeBytes}`;
        }
        return kind.fingerprint === wanted.fingerprint ? undefined : 'it belongs to another fingerprint';
    }
    /** The blocks that are whole, up to the first that is not. */
    async *blocks(envelopeBytes) {
        const fileBytes = await this.size();
        // The keys are read with the header, as many as the block before had: one call where there would be two.
        let expected = 256;
        for (let at = FILE_HEADER_BYTES; at < fileBytes;) {
            const start = await this.bytes(at, BLOCK_HEADER_BYTES + expected * text_key/* TEXT_KEY_BYTES */.Q_);
            if (start.length < BLOCK_HEADER_BYTES || start.readUInt32LE(0) !== BLOCK_MARK)
                return;
            if ((0,external_node_zlib_.crc32)(start.subarray(0, 12)) !== start.readUInt32LE(12))
                return;
            const count = start.readUInt32LE(4);
            const offset = at + BLOCK_HEADER_BYTES + count * text_key/* TEXT_KEY_BYTES */.Q_;
            const next = offset + count * envelopeBytes;
            if (next > fileBytes)
                return;
            const keys = count <= expected
                ? start.subarray(BLOCK_HEADER_BYTES, BLOCK_HEADER_BYTES + count * text_key/* TEXT_KEY_BYTES */.Q_)
                : await this.bytes(at + BLOCK_HEADER_BYTES, count * text_key/* TEXT_KEY_BYTES */.Q_);
            if ((0,external_node_zlib_.crc32)(keys) !== start.readUInt32LE(8))
                return;
            yield { count, keys, offset };
            expected = count;
            at = next;
        }
    }
    /** Appends one block. If it cannot be written whole, the shard ends where it ended before. */
    async append(entries, codec) {
        const keys = Buffer.allocUnsafe(entries.length * text_key/* TEXT_KEY_BYTES */.Q_);
        const envelopes = Buffer.allocUnsafe(entries.length * codec.bytes);
        for (const [position, { key, vector }] of entries.entries()) {
            keys.write(key, position * text_key/* TEXT_KEY_BYTES */.Q_, 'base64url');
            codec.write(key, vector, envelopes, position * codec.bytes);
        }
        return this.appendRaw(keys, envelopes);
    }
    /** The same for raw text keys and envelopes, in the same order. Neither may be changed before it is done. */
    async appendRaw(keys, envelopes) {
        const count = keys.length / text_key/* TEXT_KEY_BYTES */.Q_;
        const header = Buffer.allocUnsafe(BLOCK_HEADER_BYTES);
        header.writeUInt32LE(BLOCK_MARK, 0);
        header.writeUInt32LE(count, 4);
        header.writeUInt32LE((0,external_node_zlib_.crc32)(keys), 8);
        header.writeUInt32LE((0,external_node_zlib_.crc32)(header.subarray(0, 12)), 12);
        const offset = this.end + BLOCK_HEADER_BYTES + keys.length;
        await this.write(Buffer.concat([header, keys, envelopes]));
        return { count, keys, offset };
    }
    /** Up to `length` bytes from `offset`; fewer at the end of the file. */
    async bytes(offset, length) {
        return this.readInto(Buffer.allocUnsafe(length), offset);
    }
    /** Fills `buffer` from `offset` on. @returns the part of it that was filled, short at the end of the file */
    async readInto(buffer, offset) {
        let filled = 0;
        while (filled < buffer.length) {
            const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, offset + filled);
            if (bytesRead === 0)
                break;
            filled += bytesRead;
        }
        return filled === buffer.length ? buffer : buffer.subarray(0, filled);
    }
    async close() {
        try {
            if (this.writable)
                await this.handle.sync();
        }
        finally {
            await this.handle.close();
            await this.mark?.remove();
        }
    }
    async write(bytes) {
        try {
            for (let done = 0; done < bytes.length;) {
                done += (await this.handle.write(bytes, done, bytes.length - done, this.end + done)).bytesWritten;
            }
        }
        catch (error) {
            await this.handle.truncate(this.end).catch(() => { });
            throw error;
        }
        this.end += bytes.length;
    }
}
/** The path of a shard without its suffix: what the files beside it are named by. */
function stemOf(file) {
    return file.slice(0, -SHARD_SUFFIX.length);
}
/** When a shard was begun, in seconds since 1970, by its name; 0 if that does not tell. */
function timeInName(file) {
    return Math.floor((Number.parseInt(external_node_path_default().basename(file).slice(0, TIME_DIGITS), 36) || 0) / 1000);
}

;// CONCATENATED MODULE: ./src/cache/compaction.ts








/** A shard that is not whole yet: no reader takes it for one. */
const MERGING_SUFFIX = '.merging';
const LOCK = 'compaction.lock';
/** Files of at least this size are merged only if much of them is waste, so that a large cache is not copied time and again. */
const LARGE_BYTES = 64 * 2 ** 20;
/** As many small shards may lie side by side. */
const MOST_SMALL = 8;
/** A shard is written anew if at least so much of it, in bytes and as a share, is no use. */
const WASTE_BYTES = 2 ** 20;
const WASTE_SHARE = 0.25;
/** What is over the limit is brought down to this share of it, so that not every run has to. */
const TARGET_SHARE = 0.9;
/** Entries in a block that is written. */
const BLOCK_ENTRIES = 1024;
/**
 * Merges small and wasteful shards of the run's own fingerprint, and drops the vectors, of any fingerprint, that were used
 * longest ago if there are too many. It does nothing if there is no need, or if another process is at it.
 *
 * It may be killed at any moment: a merged shard gets its name when it is whole and on disk, and only then are those it was
 * made from deleted. Two at once would leave duplicates, or drop what could have stayed, and lose nothing else.
 */
async function compact(root, own, options) {
    const overLimit = options.maxBytes > 0 && (await bytesUnder(root)) > options.maxBytes;
    if (!overLimit && !(await needsMerging(external_node_path_default().join(root, own.fingerprint), options.wasteBytes)))
        return;
    const lock = await Mark.makeOnly(external_node_path_default().join(root, LOCK));
    if (!lock)
        return;
    try {
        const now = await lock.time();
        await tidy(root, now);
        const names = overLimit ? await fingerprintsIn(root) : [own.fingerprint];
        const folders = [];
        try {
            for (const name of names) {
                const folder = await survey(external_node_path_default().join(root, name), name, now);
                if (folder)
                    folders.push(folder);
            }
            // Counted anew, since what a killed compaction left is gone now, and would be paid for with vectors.
            if (overLimit)
                drop(folders, (await bytesUnder(root)) - options.maxBytes * TARGET_SHARE);
            for (const folder of folders) {
                const codec = folder.kind.fingerprint === own.fingerprint ? options.codec : undefined;
                await mend(folder, codec);
            }
        }
        finally {
            for (const { shards } of folders)
                await closeAll(shards);
        }
        // A run may be about to make a shard in an empty folder; it makes the folder anew then.
        for (const name of names)
            await (0,promises_.rmdir)(external_node_path_default().join(root, name)).catch(() => { });
    }
    finally {
        await lock.remove();
    }
}
async function needsMerging(folder, wasteBytes) {
    if (wasteBytes >= WASTE_BYTES)
        return true;
    const shards = (await filesIn(folder)).filter((file) => file.endsWith(SHARD_SUFFIX));
    if (shards.length <= MOST_SMALL)
        return false;
    const sizes = await Promise.all(shards.map(sizeOf));
    return sizes.filter((size) => size < LARGE_BYTES).length > MOST_SMALL;
}
/** Deletes what a killed compaction left: unfinished shards, and files beside shards that are gone. */
async function tidy(root, now) {
    for (const name of await (0,promises_.readdir)(root)) {
        const file = external_node_path_default().join(root, name);
        if (name.startsWith(`${LOCK}.`) && !(await isAlive(file, now)))
            await (0,promises_.rm)(file, { force: true });
    }
    for (const name of await fingerprintsIn(root)) {
        const files = await filesIn(external_node_path_default().join(root, name));
        for (const file of files) {
            const stem = file.slice(0, file.lastIndexOf('.'));
            const unfinished = file.endsWith(MERGING_SUFFIX);
            const beside = file.endsWith(WRITING_SUFFIX) || file.includes(USES_SUFFIX);
            const widowed = beside && !files.includes(stem.replace(USES_SUFFIX, '') + SHARD_SUFFIX);
            // A process that begins a shard has its mark before it has the shard.
            const beginning = file.endsWith(WRITING_SUFFIX) && (await isAlive(file, now));
            if (unfinished || (widowed && !beginning))
                await (0,promises_.rm)(file, { force: true });
        }
    }
}
/** @returns undefined for a folder with a shard that is not understood, of a newer version perhaps: it is left alone */
async function survey(folder, fingerprint, now) {
    const files = (await filesIn(folder)).filter((file) => file.endsWith(SHARD_SUFFIX)).sort();
    const index = new KeyIndex();
    const surveyed = [];
    let kind;
    // The last first, since what was written last is what counts.
    for (const file of files.reverse()) {
        // Asked before the entries are read: of a writer that ended before that, all are there.
        const growing = await isAlive(stemOf(file) + WRITING_SUFFIX, now);
        const shard = await Shard.open(file);
        const found = await shard.kind();
        kind ??= found && !('fault' in found) ? found : undefined;
        const fault = await shard.fault({ fingerprint, envelopeBytes: kind?.envelopeBytes ?? 0 });
        if (fault) {
            await closeAll([...surveyed, { shard }]);
            return undefined;
        }
        surveyed.push(await surveyEntries(shard, growing, kind?.envelopeBytes ?? 0, index));
    }
    if (kind)
        return { path: folder, kind, shards: surveyed.reverse() };
    await closeAll(surveyed);
    return undefined;
}
/** @param index of the keys of all later shards; those of this one are added */
async function surveyEntries(shard, growing, envelopeBytes, index) {
    const blocks = [];
    let count = 0;
    for await (const block of shard.blocks(envelopeBytes)) {
        blocks.push(block);
        count += block.count;
    }
    const keep = new Uint8Array(count);
    let ordinal = count;
    for (const { keys } of blocks.toReversed()) {
        for (let at = keys.length - text_key/* TEXT_KEY_BYTES */.Q_; at >= 0; at -= text_key/* TEXT_KEY_BYTES */.Q_) {
            if (index.addRaw(keys, at))
                keep[ordinal - 1] = 1;
            ordinal--;
        }
    }
    return {
        shard,
        growing,
        keep,
        size: await shard.size(),
        blocks: blocks.map(({ count: entries, offset }) => ({ count: entries, offset })),
        uses: await readUses(stemOf(shard.file) + USES_SUFFIX, count, timeInName(shard.file)),
        dropping: false,
    };
}
/** Chooses entries that were used longest ago, `bytes` of them. Among those used at one time, those written first. */
function drop(folders, bytes) {
    if (bytes <= 0)
        return;
    const bytesByUse = new Map();
    for (const { shard, entryBytes } of droppable(folders)) {
        for (const use of shard.uses)
            bytesByUse.set(use, (bytesByUse.get(use) ?? 0) + entryBytes);
    }
    let [last, left] = [-1, bytes];
    for (const [use, ofThem] of [...bytesByUse].sort(([a], [b]) => a - b)) {
        last = use;
        if (ofThem >= left)
            break;
        left -= ofThem;
    }
    for (const { shard, entryBytes } of droppable(folders)) {
        for (const [at, use] of shard.uses.entries()) {
            if (use > last || (use === last && left <= 0))
                continue;
            if (use === last)
                left -= entryBytes;
            shard.keep[at] = 0;
            shard.dropping = true;
        }
    }
}
function* droppable(folders) {
    for (const { kind, shards } of folders) {
        for (const shard of shards)
            if (!shard.growing)
                yield { shard, entryBytes: kind.envelopeBytes + text_key/* TEXT_KEY_BYTES */.Q_ };
    }
}
/** @param codec finds envelopes that are not valid, where it is known */
async function mend(folder, codec) {
    for (const group of betweenGrowing(folder.shards)) {
        const small = group.filter(({ size }) => size < LARGE_BYTES);
        const chosen = group.filter((shard) => shard.dropping || isWasteful(shard, folder.kind) || (small.length > MOST_SMALL && small.includes(shard)));
        const [full, empty] = [chosen.filter(keepsAny), chosen.filter((shard) => !keepsAny(shard))];
        // First, to make room for what is merged.
        for (const { shard } of empty)
            await remove(shard.file);
        if (full.length > 0)
            await merge(full, folder.kind, codec);
    }
}
/**
 * Merging moves entries to where the newest of the merged shards stood, and what another process appends in between could
 * then no longer replace them. So nothing is merged across a shard that still grows.
 */
function betweenGrowing(shards) {
    const groups = [[]];
    for (const shard of shards) {
        if (shard.growing)
            groups.push([]);
        else
            groups.at(-1)?.push(shard);
    }
    return groups;
}
function isWasteful({ size, keep }, { envelopeBytes }) {
    const kept = keep.reduce((sum, one) => sum + one, 0);
    const waste = size - kept * (envelopeBytes + text_key/* TEXT_KEY_BYTES */.Q_);
    return waste >= WASTE_BYTES && waste >= size * WASTE_SHARE;
}
function keepsAny({ keep }) {
    return keep.includes(1);
}
/** Copies what is kept, byte for byte, into one shard that stands where the newest of these stood, and deletes these. */
async function merge(shards, kind, codec) {
    const newest = stemOf(shards.at(-1).shard.file);
    const stem = `${newest.replace(/\+[0-9a-f]*$/, '')}+${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const merged = await Shard.createUnnamed(stem + MERGING_SUFFIX, kind);
    const writer = new BlockWriter(merged, kind.envelopeBytes);
    try {
        try {
            for (const surveyed of shards)
                await copy(surveyed, writer, kind.envelopeBytes, codec);
            await writer.flush();
        }
        finally {
            await merged.close();
        }
        await writeUses(stem + USES_SUFFIX, Uint32Array.from(writer.uses));
        await (0,promises_.rename)(stem + MERGING_SUFFIX, stem + SHARD_SUFFIX);
    }
    catch (error) {
        await (0,promises_.rm)(stem + MERGING_SUFFIX, { force: true });
        await (0,promises_.rm)(stem + USES_SUFFIX, { force: true });
        throw error;
    }
    await syncFolder(external_node_path_default().dirname(stem));
    for (const { shard } of shards)
        await remove(shard.file);
}
/** Collects entries, and appends them to a shard in blocks that are worth one read each. */
class BlockWriter {
    shard;
    envelopeBytes;
    /** When each entry was used last, in seconds since 1970. */
    uses = [];
    keys;
    envelopes;
    count = 0;
    constructor(shard, envelopeBytes) {
        this.shard = shard;
        this.envelopeBytes = envelopeBytes;
        this.keys = Buffer.allocUnsafe(BLOCK_ENTRIES * text_key/* TEXT_KEY_BYTES */.Q_);
        this.envelopes = Buffer.allocUnsafe(BLOCK_ENTRIES * envelopeBytes);
    }
    async add(key, envelope, use) {
        key.copy(this.keys, this.count * text_key/* TEXT_KEY_BYTES */.Q_);
        envelope.copy(this.envelopes, this.count * this.envelopeBytes);
        this.uses.push(use);
        if (++this.count === BLOCK_ENTRIES)
            await this.flush();
    }
    async flush() {
        if (this.count === 0)
            return;
        const keys = this.keys.subarray(0, this.count * text_key/* TEXT_KEY_BYTES */.Q_);
        await this.shard.appendRaw(keys, this.envelopes.subarray(0, this.count * this.envelopeBytes));
        this.count = 0;
    }
}
async function copy({ shard, blocks, keep, uses }, target, envelopeBytes, codec) {
    let ordinal = 0;
    for (const { count, offset } of blocks) {
        for (let from = 0; from < count; from += BLOCK_ENTRIES) {
            const entries = Math.min(BLOCK_ENTRIES, count - from);
            const first = ordinal;
            ordinal += entries;
            if (!keep.subarray(first, ordinal).includes(1))
                continue;
            const keys = await shard.bytes(offset - (count - from) * text_key/* TEXT_KEY_BYTES */.Q_, entries * text_key/* TEXT_KEY_BYTES */.Q_);
            const envelopes = await shard.bytes(offset + from * envelopeBytes, entries * envelopeBytes);
            for (let at = 0; at < entries; at++) {
                if (keep[first + at] === 0)
                    continue;
                const key = keys.subarray(at * text_key/* TEXT_KEY_BYTES */.Q_, (at + 1) * text_key/* TEXT_KEY_BYTES */.Q_);
                const envelope = envelopes.subarray(at * envelopeBytes, (at + 1) * envelopeBytes);
                if (codec && !codec.isValid(key.toString('base64url'), envelope))
                    continue;
                await target.add(key, envelope, uses[first + at]);
            }
        }
    }
}
/** The shard first: what is left beside it if the process is killed here is tidied up later. */
async function remove(file) {
    for (const suffix of [SHARD_SUFFIX, USES_SUFFIX, WRITING_SUFFIX])
        await (0,promises_.rm)(stemOf(file) + suffix, { force: true });
}
/** Makes sure that the new name is on disk before the old ones go. */
async function syncFolder(folder) {
    // Not every file system can; those order their own changes.
    const handle = await (0,promises_.open)(folder, 'r').catch(() => undefined);
    await handle?.sync().catch(() => { });
    await handle?.close();
}
async function closeAll(surveyed) {
    for (const { shard } of surveyed)
        await shard.close();
}
async function fingerprintsIn(root) {
    return (await (0,promises_.readdir)(root)).filter((name) => /^[0-9a-f]{64}$/.test(name));
}
async function filesIn(folder) {
    const names = await (0,promises_.readdir)(folder).catch(() => []);
    return names.map((name) => external_node_path_default().join(folder, name));
}
/** Bytes of all shards and what lies beside them. */
async function bytesUnder(root) {
    let total = 0;
    for (const name of await fingerprintsIn(root)) {
        for (const file of await filesIn(external_node_path_default().join(root, name)))
            total += await sizeOf(file);
    }
    return total;
}
async function sizeOf(file) {
    return (0,promises_.stat)(file).then(({ size }) => size, () => 0);
}

// EXTERNAL MODULE: ./src/cache/envelope.ts
var envelope = __nccwpck_require__(99652);
;// CONCATENATED MODULE: ./src/cache/runner-blocks.ts
/** Entries closer than this are read in one go: reading over a gap is cheaper than another call. */
const MAX_GAP_BYTES = 32 * 1024;
/** Small enough for several reads to be under way in one lookup, while what came is checked. */
const MAX_READ_BYTES = 2 ** 20;
/** Numbers the entries of all blocks from 0, in the order in which blocks are added. */
class BlockTable {
    entryBytes;
    blocks = [];
    total = 0;
    constructor(entryBytes) {
        this.entryBytes = entryBytes;
    }
    /** How many entries have been numbered. */
    get entries() {
        return this.total;
    }
    /** @returns the ordinal of the block's first entry */
    add(shard, { count, offset }) {
        const first = this.total;
        this.total += count;
        this.blocks.push({ first, end: this.total, shard, offset });
        return first;
    }
    /**
     * Cuts what was located into stretches that are worth one read each.
     * @param offsets filled with the offset of each entry in its file
     */
    stretches({ ordinals }, offsets) {
        const stretches = [];
        let block;
        let shard;
        let [from, start, end] = [0, 0, 0];
        for (let at = 0; at < ordinals.length; at++) {
            const ordinal = ordinals[at];
            if (block === undefined || ordinal >= block.end)
                block = this.find(ordinal);
            const offset = block.offset + (ordinal - block.first) * this.entryBytes;
            offsets[at] = offset;
            const after = offset + this.entryBytes;
            if (shard !== block.shard || offset - end > MAX_GAP_BYTES || after - start > MAX_READ_BYTES) {
                if (shard)
                    stretches.push({ shard, from, to: at, start, end });
                shard = block.shard;
                from = at;
                start = offset;
            }
            end = after;
        }
        if (shard)
            stretches.push({ shard, from, to: ordinals.length, start, end });
        return stretches;
    }
    find(ordinal) {
        let low = 0;
        let high = this.blocks.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >>> 1;
            if (this.blocks[middle].first <= ordinal)
                low = middle;
            else
                high = middle - 1;
        }
        return this.blocks[low];
    }
    /** How many entries each shard has, in the order of their ordinals. A shard that gets more blocks later appears again. */
    *runs() {
        for (let at = 0; at < this.blocks.length;) {
            const { shard, first } = this.blocks[at];
            let end = first;
            for (; this.blocks[at]?.shard === shard; at++)
                end = this.blocks[at].end;
            yield { shard, first, count: end - first };
        }
    }
}
/**
 * Orders entries as they lie on disk. Keys in the order in which they were stored need no sorting.
 * @param ordinals of the first `count` elements, in the order asked for; likewise `positions`
 */
function inDiskOrder(ordinals, positions, count) {
    const found = { ordinals: ordinals.subarray(0, count), positions: positions.subarray(0, count) };
    let ordered = true;
    for (let at = 1; ordered && at < count; at++)
        ordered = ordinals[at - 1] <= ordinals[at];
    if (ordered)
        return found;
    // Both numbers in one: exact below 2⁵³, which 2³² entries and two million keys stay under.
    const scale = positions.length;
    for (let at = 0; at < count; at++) {
        found.ordinals[at] = found.ordinals[at] * scale + found.positions[at];
    }
    found.ordinals.sort();
    for (let at = 0; at < count; at++) {
        const both = found.ordinals[at];
        found.ordinals[at] = Math.floor(both / scale);
        found.positions[at] = both % scale;
    }
    return found;
}

// EXTERNAL MODULE: ./src/cache/vector-cache.ts
var vector_cache = __nccwpck_require__(18844);
;// CONCATENATED MODULE: ./src/cache/runner.ts











/** In the index, instead of an ordinal: there was an entry, and it was bad. */
const BAD = 0xffffffff;
/** Reads of one lookup under way at once. */
const READS_AHEAD = 4;
/** Vectors are left where they were read if they fill at least this share of it; else they would keep too much alive. */
const DENSE = 0.75;
/** How often a folder is listed anew because a shard went while it was opened, before that counts as a failure. */
const MAX_LISTINGS = 100;
/**
 * Vectors in a folder: `<root>/<fingerprint>/*.shard`, packed files that only ever grow. Each process appends to a shard
 * of its own, so writers never meet and readers need no lock. A process killed at any moment leaves at most one
 * unfinished block at the end of its shard, which is not read. Closing merges small shards and drops what is too much.
 *
 * Memory: 23 to 46 bytes a vector held in the folder, for the index.
 */
class RunnerCache {
    root;
    options;
    name;
    /** Whether, at its opening, its folder could be written to. */
    writable = false;
    codec;
    kind;
    blocks;
    used = new UsedEntries();
    index = new KeyIndex();
    shards = [];
    own;
    /** Whatever writes, in turn: two appends at once would write to the same place. */
    writing = Promise.resolve();
    closing;
    constructor(root, space, options) {
        this.root = root;
        this.options = options;
        this.name = options.name ?? 'runner cache';
        this.codec = new envelope/* EnvelopeCodec */.f(space);
        this.kind = { fingerprint: space.fingerprint, envelopeBytes: this.codec.bytes };
        this.blocks = new BlockTable(this.codec.bytes);
    }
    /**
     * A folder that cannot be written to serves what it has.
     * @throws CacheError if the folder can be neither read nor, where the options let it be written, made
     */
    static async open(root, space, options = {}) {
        const cache = new RunnerCache(root, space, options);
        try {
            await cache.openFolder();
        }
        catch (error) {
            await Promise.all(cache.shards.map((shard) => shard.close()));
            throw new errors/* CacheError */.xA(`cannot open ${cache.folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
        return cache;
    }
    async getMany(keys) {
        const { vectors, origins } = (0,vector_cache/* allMisses */.K)(keys.length);
        const located = this.locate(keys);
        const offsets = new Float64Array(located.ordinals.length);
        const stretches = this.blocks.stretches(located, offsets);
        const reads = [];
        let corrupt = 0;
        for (const [turn, stretch] of stretches.entries()) {
            for (let next = reads.length; next < Math.min(turn + READS_AHEAD, stretches.length); next++) {
                const read = this.read(stretches[next]);
                // It may fail before its turn comes; whoever awaits it then sees the failure.
                read.catch(() => { });
                reads.push(read);
            }
            const bytes = await reads[turn];
            // Else what was read for the first would live until the last is there.
            reads[turn] = NOTHING;
            const take = this.taker(stretch, bytes);
            for (let at = stretch.from; at < stretch.to; at++) {
                const position = located.positions[at];
                const key = keys[position];
                const vector = take(key, offsets[at] - stretch.start);
                if (vector) {
                    vectors[position] = vector;
                    origins[position] = this.name;
                    this.used.add(located.ordinals[at]);
                }
                else {
                    corrupt++;
                    this.index.set(key, BAD);
                }
            }
        }
        return { vectors, origins, corrupt };
    }
    putMany(entries) {
        const stored = this.writing.then(() => this.store(entries));
        this.writing = stored.catch(() => { });
        return stored;
    }
    /** @throws CacheError if what was put cannot be brought to disk */
    close() {
        this.closing ??= this.closeOnce();
        return this.closing;
    }
    get folder() {
        return external_node_path_default().join(this.root, this.kind.fingerprint);
    }
    async openFolder() {
        const mayWrite = this.options.write !== false;
        let unmade;
        if (mayWrite) {
            await (0,promises_.mkdir)(this.folder, { recursive: true }).catch((error) => {
                unmade = error;
            });
            this.writable = await (0,promises_.access)(this.folder, promises_.constants.W_OK).then(() => true, () => false);
        }
        try {
            this.shards = await openShards(this.folder);
        }
        catch (error) {
            if (mayWrite || error.code !== 'ENOENT')
                throw unmade ?? error;
        }
        const sizes = await Promise.all(this.shards.map((shard) => shard.size()));
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        this.index = new KeyIndex(bytes / (this.codec.bytes + text_key/* TEXT_KEY_BYTES */.Q_));
        // By name is by time of creation, so that what was written last is what counts.
        for (const shard of this.shards) {
            const fault = await shard.fault(this.kind);
            if (fault)
                this.options.warn?.(`${shard.file} is left alone: ${fault}`);
            else
                for await (const block of shard.blocks(this.codec.bytes))
                    this.addBlock(shard, block);
        }
    }
    async store(entries) {
        const adopted = new Map();
        const fresh = this.options.overwrite ? entries : await this.absent(entries, adopted);
        if (fresh.length > 0) {
            try {
                const shard = await this.ownShard();
                this.addBlock(shard, await shard.append(fresh, this.codec));
            }
            catch (error) {
                throw new errors/* CacheError */.xA(`cannot write to ${this.folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
            }
        }
        return { written: fresh.length, adopted };
    }
    /** Where this process appends. A process that stood still for so long that it was taken for dead begins another. */
    async ownShard() {
        if (this.own && !(await this.own.isDeleted()))
            return this.own;
        this.own = await Shard.create(this.folder, this.kind);
        this.shards.push(this.own);
        return this.own;
    }
    addBlock(shard, block) {
        const first = this.blocks.add(shard, block);
        for (let at = 0; at < block.count; at++)
            this.index.setRaw(block.keys, at * text_key/* TEXT_KEY_BYTES */.Q_, first + at);
    }
    /** The entries that are not there yet; those that are go into `adopted`. */
    async absent(entries, adopted) {
        const { vectors } = await this.getMany(entries.map(({ key }) => key));
        return entries.filter((_, position) => {
            const present = vectors[position];
            if (present)
                adopted.set(position, present);
            return !present;
        });
    }
    locate(keys) {
        const ordinals = new Float64Array(keys.length);
        const positions = new Uint32Array(keys.length);
        let count = 0;
        for (let position = 0; position < keys.length; position++) {
            const ordinal = this.index.get(keys[position]);
            if (ordinal === undefined || ordinal === BAD)
                continue;
            ordinals[count] = ordinal;
            positions[count++] = position;
        }
        return inDiskOrder(ordinals, positions, count);
    }
    async read({ shard, start, end }) {
        try {
            // Of its own, not from Node's pool: vectors may stay in it.
            return await shard.readInto(Buffer.allocUnsafeSlow(end - start), start);
        }
        catch (error) {
            throw new errors/* CacheError */.xA(`cannot read ${shard.file}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    /** How vectors get out of a stretch: where it is dense they stay in it, else, or if they are stored as fp16, they are copied. */
    taker({ from, to, start, end }, bytes) {
        const asStored = this.codec.dtype === 'fp32';
        if (asStored && (to - from) * this.codec.bytes >= (end - start) * DENSE) {
            return (key, offset) => this.codec.viewAt(key, bytes, offset);
        }
        const slab = new envelope/* VectorSlab */.O(to - from, this.codec);
        return (key, offset) => slab.take(key, bytes.subarray(offset, offset + this.codec.bytes));
    }
    async closeOnce() {
        await this.writing;
        if (this.writable)
            await this.saveUses();
        try {
            // All are closed before a failure is told.
            const closed = await Promise.allSettled(this.shards.map((shard) => shard.close()));
            for (const result of closed)
                if (result.status === 'rejected')
                    throw result.reason;
        }
        catch (error) {
            throw new errors/* CacheError */.xA(`cannot finish ${this.folder}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
        if (!this.writable)
            return;
        const duplicates = this.blocks.entries - this.index.size;
        // No longer needed, and compaction has an index of its own.
        this.index = new KeyIndex();
        await compact(this.root, this.kind, {
            codec: this.codec,
            maxBytes: this.options.maxBytes ?? 0,
            wasteBytes: duplicates * (this.codec.bytes + text_key/* TEXT_KEY_BYTES */.Q_),
        }).catch((error) => this.options.warn?.(`${this.root} could not be compacted: ${(0,errors/* messageOf */.bD)(error)}. No vector is lost.`));
    }
    /** Notes which entries of earlier runs were used in this one. Those it wrote count as used when their shard was begun. */
    async saveUses() {
        const now = Math.floor(Date.now() / 1000);
        for (const { shard, first, count } of this.blocks.runs()) {
            if (shard === this.own || !this.used.hasAny(first, count) || (await shard.isDeleted()))
                continue;
            const file = stemOf(shard.file) + USES_SUFFIX;
            const uses = await readUses(file, count, timeInName(shard.file));
            for (let at = 0; at < count; at++)
                if (this.used.has(first + at))
                    uses[at] = now;
            // What cannot be noted, on a full disk or a folder that is only read, costs no vector.
            await writeUses(file, uses).catch(() => { });
        }
    }
}
const NOTHING = Promise.resolve(Buffer.alloc(0));
/** Opens every shard in a folder, by name. Compaction may delete some of those that were listed: then there are others. */
async function openShards(folder) {
    for (let listing = 1;; listing++) {
        const names = (await (0,promises_.readdir)(folder)).filter((name) => name.endsWith(SHARD_SUFFIX)).sort();
        const opened = await Promise.allSettled(names.map((name) => Shard.open(external_node_path_default().join(folder, name))));
        const failure = opened.find((result) => result.status === 'rejected');
        const shards = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
        if (!failure)
            return shards;
        await Promise.all(shards.map((shard) => shard.close()));
        if (failure.reason.code !== 'ENOENT' || listing >= MAX_LISTINGS)
            throw failure.reason;
    }
}

;// CONCATENATED MODULE: ./src/cache/tiered.ts

/** Entries that are read from one tier and written to another at a time, when what was missed is made up for. */
const PUSHED_AT_ONCE = 512;
/**
 * A chain of tiers, asked in order, that is itself a tier. What a lower tier had is promoted to those above it. A tier that
 * fails is passed over, and is never the reason that a vector is missing or late.
 */
class TieredCache {
    tiers;
    arrears;
    name = 'tiers';
    promotions = Promise.resolve();
    pushing;
    constructor(tiers, arrears) {
        this.tiers = tiers;
        this.arrears = arrears;
        this.pushArrears();
    }
    get facts() {
        return this.tiers.map(({ facts }) => facts);
    }
    async getMany(keys) {
        return this.lookUp(keys, false);
    }
    /** The same for keys that were misses before; what this run asks again does not count again. */
    async getAgain(keys) {
        return this.lookUp(keys, true);
    }
    async lookUp(keys, again) {
        const { vectors, origins } = (0,vector_cache/* allMisses */.K)(keys.length);
        let corrupt = 0;
        let missing = keys.map((_, position) => position);
        for (const [level, tier] of this.tiers.entries()) {
            if (missing.length === 0)
                break;
            const asked = missing;
            const wanted = asked.length === keys.length ? keys : asked.map((position) => keys[position]);
            const lookup = await tier.lookUp(wanted, again);
            if (!lookup)
                continue;
            const found = [];
            missing = [];
            for (const [index, position] of asked.entries()) {
                const vector = lookup.vectors[index];
                vectors[position] = vector;
                origins[position] = lookup.origins[index];
                if (vector)
                    found.push(position);
                else
                    missing.push(position);
            }
            corrupt += lookup.corrupt;
            if (level > 0 && found.length > 0) {
                const entries = found.map((position) => ({
                    key: keys[position],
                    vector: vectors[position],
                }));
                await this.promote(level, entries);
            }
        }
        return { vectors, origins, corrupt };
    }
    async putMany(entries) {
        const stored = await this.store(entries, this.tiers, (tier, missed) => this.note(tier, missed));
        this.pushArrears();
        return stored;
    }
    /** Closes every tier, also those that failed: their connections would keep the process. */
    async close() {
        const done = await Promise.allSettled([this.promotions, this.pushing]);
        // What is left is pushed now if that is possible; else the next run finds it in the backlog.
        this.pushArrears();
        done.push(...(await Promise.allSettled([this.pushing])));
        done.push(...(await Promise.allSettled(this.tiers.map((tier) => tier.close()))));
        await this.arrears?.backlog.close();
        for (const result of done)
            if (result.status === 'rejected')
                throw result.reason;
    }
    /** Puts what tier `level` had into the tiers above it, while the run goes on; at most one promotion at a time. */
    async promote(level, found) {
        await this.promotions;
        // A promotion that fails is no loss: the next run that finds the vector down here tries again.
        this.promotions = this.store(found, this.tiers.slice(0, level));
        // Only a failure that is to end the run comes out of store(), and whoever waits next sees it.
        this.promotions.catch(() => { });
    }
    /** Writes to tiers in order, so that a vector adopted from one is the one that the next gets. */
    async store(entries, tiers, missed) {
        const current = [...entries];
        const adopted = new Map();
        let written = 0;
        for (const tier of tiers) {
            if (!tier.tier.write)
                continue;
            const stored = await tier.write(current);
            if (!stored) {
                await missed?.(tier, current);
                continue;
            }
            written = Math.max(written, stored.written);
            for (const [position, vector] of stored.adopted) {
                current[position] = { key: current[position].key, vector };
                adopted.set(position, vector);
            }
        }
        return { written, adopted };
    }
    async note(tier, entries) {
        tier.facts.missed += entries.length;
        if (tier === this.arrears?.of)
            await this.arrears.backlog.add(entries.map(({ key }) => key));
    }
    /** Begins to push what is in arrears, unless that goes on already, or cannot be done now. */
    pushArrears() {
        if (!this.arrears?.of.takesWrites || this.arrears.backlog.size === 0)
            return;
        this.pushing ??= this.push(this.arrears).finally(() => {
            this.pushing = undefined;
        });
        this.pushing.catch(() => { });
    }
    async push({ of, from, backlog }) {
        while (of.takesWrites) {
            const keys = backlog.peek(PUSHED_AT_ONCE);
            if (keys.length === 0)
                return;
            const lookup = await from.lookUp(keys);
            if (!lookup)
                return;
            const entries = [];
            for (const [index, vector] of lookup.vectors.entries()) {
                if (vector)
                    entries.push({ key: keys[index], vector });
            }
            if (entries.length > 0 && !(await of.write(entries)))
                return;
            of.facts.madeUp += entries.length;
            await backlog.remove(keys.length);
        }
    }
}

;// CONCATENATED MODULE: ./src/cache/open.ts














/** The only place that decides which tiers a run has, and what it may do with each. */
async function openCache(inputs, space, surroundings) {
    const read = inputs.cacheMode === 'read-write' || inputs.cacheMode === 'read-only';
    const write = inputs.cacheMode === 'read-write' || inputs.cacheMode === 'recache';
    const overwrite = inputs.cacheMode === 'recache';
    const guard = (tier) => new GuardedTier(tier, guardOptions(inputs, surroundings));
    const tiers = [];
    let arrears;
    let leases = new NoLeases();
    if ((read || write) && inputs.redisUrl) {
        const { RedisCache } = await Promise.all(/* import() */[__nccwpck_require__.e(672), __nccwpck_require__.e(101)]).then(__nccwpck_require__.bind(__nccwpck_require__, 51101));
        const link = { url: inputs.redisUrl, ...(await readRedisFiles(inputs)) };
        // A run that may not write refreshes nothing either.
        const ttlSeconds = write ? inputs.redisTtl : 0;
        const open = () => RedisCache.open(space, { ...link, prefix: inputs.redisPrefix, ttlSeconds, overwrite });
        const redis = guard({ name: 'redis', location: (0,redis_url/* redisAddress */.e8)(inputs.redisUrl), read, write, open });
        redis.connect();
        tiers.push(redis);
        if (read && write) {
            const { RedisLeases } = await Promise.all(/* import() */[__nccwpck_require__.e(672), __nccwpck_require__.e(805)]).then(__nccwpck_require__.bind(__nccwpck_require__, 21805));
            leases = new RedisLeases(space, { ...link, prefix: inputs.redisPrefix, available: () => redis.takesWrites });
        }
    }
    if ((read || write) && inputs.runnerCache !== 'off') {
        const runner = guard(await runnerTier(inputs, space, { read, write, overwrite }, surroundings));
        const [redis] = tiers;
        tiers.push(runner);
        if ((await runner.opens()) && runner.tier.write && redis) {
            const folder = external_node_path_default().join(inputs.runnerCachePath, space.fingerprint);
            const backlog = await Backlog.open(folder, targetName(redis.tier.location, inputs.redisPrefix));
            arrears = { of: redis, from: runner, backlog };
        }
    }
    const remembers = tiers.some(({ tier, takesWrites }) => tier.name === 'runner cache' && read && takesWrites);
    if (!remembers)
        tiers.push(guard(scratchTier(space)));
    return { cache: new TieredCache(tiers, arrears), leases };
}
/** Opened at once: whether its folder can be written to decides what else a run needs. */
async function runnerTier(inputs, space, { read, write, overwrite }, { warn }) {
    const location = inputs.runnerCachePath;
    const openAgain = () => RunnerCache.open(location, space, { overwrite, write, warn, maxBytes: inputs.runnerCacheMaxSize });
    let first = openAgain();
    const writable = await first.then((cache) => cache.writable, () => write);
    if (write && !writable)
        warn(`${location} cannot be written to: its vectors are used, and none are added.`);
    const open = () => {
        const opening = first ?? openAgain();
        first = undefined;
        return opening;
    };
    return { name: 'runner cache', location, read, write: write && writable, open };
}
function guardOptions(inputs, { warn, info, embeddingCost }) {
    return {
        embeddingCost,
        now: () => performance.now(),
        // Who asked for the run to end wants no second try.
        ...(inputs.onCacheFailure === 'fail' && { breaker: { ...BREAKER_SETTINGS, minimumCalls: 1, failureRate: 0 } }),
        failed(tier, error) {
            if (inputs.onCacheFailure === 'fail')
                throw error;
            const reason = (0,errors/* messageOf */.bD)(error).replace(/\.+$/, '');
            warn(`${tier.name} is paused: ${reason}. The run goes on without it, and asks again later; no vector is lost.`);
        },
        recovered: (tier) => info(`${tier.name} answers again`),
    };
}
/** A name for one Redis and prefix that may stand in a file name. */
function targetName(location, prefix) {
    return (0,external_node_crypto_.createHash)('sha256').update(`${location} ${prefix}`).digest('hex').slice(0, 12);
}
/**
 * Where a run that may not keep its vectors finds those of texts that it meets again: a folder that goes with it, or
 * memory where no folder can be written.
 */
function scratchTier(space) {
    const name = 'scratch';
    return {
        name,
        location: 'of this run',
        read: true,
        write: true,
        async open() {
            try {
                const folder = await (0,promises_.mkdtemp)(external_node_path_default().join((0,external_node_os_.tmpdir)(), 'embed-once-'));
                const cache = await RunnerCache.open(folder, space, { name });
                const close = cache.close.bind(cache);
                cache.close = async () => {
                    await close();
                    await (0,promises_.rm)(folder, { recursive: true, force: true });
                };
                return cache;
            }
            catch {
                return new MemoryCache(space);
            }
        },
    };
}

;// CONCATENATED MODULE: ./src/keys/embedding-contract.ts

function fingerprint(contract) {
    return (0,external_node_crypto_.createHash)('sha256').update(canonicalJson(contract)).digest('hex');
}
/** JSON with sorted keys and no spaces, so that equal values are equal bytes (RFC 8785 for the types used here). */
function canonicalJson(value) {
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (value !== null && typeof value === 'object') {
        const fields = Object.entries(value)
            .filter(([, field]) => field !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
        return `{${fields.join(',')}}`;
    }
    return JSON.stringify(value);
}

;// CONCATENATED MODULE: external "node:stream/promises"
const external_node_stream_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
;// CONCATENATED MODULE: ./src/keys/file-digest.ts





const MEMO_FILE = 'file-digests.json';
/**
 * SHA-256 of files, remembered beside the runner cache, so that a large model is read once per machine. What was
 * remembered counts only while real path, size, and modification and change time (ns) are those of the file: the change
 * time cannot be set from outside, so that a file replaced with its old modification time is still seen.
 */
class FileDigests {
    memoFile;
    memo = {};
    changed = false;
    constructor(memoFile) {
        this.memoFile = memoFile;
    }
    /** @param folder where to remember digests; undefined remembers nothing */
    static async open(folder) {
        const digests = new FileDigests(folder && external_node_path_default().join(folder, MEMO_FILE));
        if (digests.memoFile) {
            try {
                digests.memo = { ...JSON.parse(await (0,promises_.readFile)(digests.memoFile, 'utf8')) };
            }
            catch {
                // Absent or unreadable: it is only a memory, and is written anew.
            }
        }
        return digests;
    }
    /** @returns hex SHA-256 of the file's bytes */
    async sha256(file) {
        const { size, mtimeNs, ctimeNs } = await (0,promises_.stat)(file, { bigint: true });
        const state = `${size} ${mtimeNs} ${ctimeNs}`;
        const name = await (0,promises_.realpath)(file);
        const known = this.memo[name];
        if (known?.state === state)
            return known.sha256;
        const digest = (0,external_node_crypto_.createHash)('sha256');
        await (0,external_node_stream_promises_namespaceObject.pipeline)((0,external_node_fs_.createReadStream)(file, { highWaterMark: 1 << 20 }), digest);
        const sha256 = digest.digest('hex');
        this.memo[name] = { state, sha256 };
        this.changed = true;
        return sha256;
    }
    /** Remembers what was computed. A folder that cannot be written costs the next run some hashing, nothing else. */
    async save() {
        if (!this.changed || !this.memoFile)
            return;
        try {
            await (0,promises_.mkdir)(external_node_path_default().dirname(this.memoFile), { recursive: true });
            const partial = `${this.memoFile}.partial-${process.pid}`;
            await (0,promises_.writeFile)(partial, JSON.stringify(this.memo, null, 1));
            await (0,promises_.rename)(partial, this.memoFile);
        }
        catch {
            // As above.
        }
    }
}

;// CONCATENATED MODULE: ./src/embedder/model.ts





/** Revision of the code in this folder that turns texts into vectors. Raise it when a change alters vectors. */
const EMBEDDER = 'onnx/1';
/** BERT's, and the limit of most small encoders, where a model does not say. */
const USUAL_MAX_TOKENS = 512;
/** In the order of preference of `dtype: auto`: never less exact than what the folder offers. */
const ONNX_FILES = { fp32: 'onnx/model.onnx', fp16: 'onnx/model_fp16.onnx' };
/**
 * Reads what a model folder says about itself and fixes the embedding contract. Loads neither weights nor runtime.
 * @throws InputError if the folder, or an input about it, cannot be used
 */
async function openModel(inputs, options) {
    const folder = external_node_path_default().resolve(inputs.model || options.defaultModel);
    const settings = await readSettings(folder);
    const dtype = await chooseDtype(folder, inputs.dtype);
    const onnxFile = ONNX_FILES[dtype];
    const present = await presentFiles(folder, [
        'config.json',
        'tokenizer.json',
        'tokenizer_config.json',
        onnxFile,
        `${onnxFile}_data`,
    ]);
    const contract = {
        embedder: EMBEDDER,
        files: await digestFiles(folder, present, options.digestFolder),
        pooling: inputs.pooling === 'auto' ? settings.pooling : inputs.pooling,
        normalize: inputs.normalize === 'auto' ? settings.normalize : inputs.normalize === 'true',
        maxTokens: maxTokens(inputs.maxTokens, settings),
        textPrefix: inputs.textPrefix,
        dimensions: dimensions(inputs.dimensions, settings.hiddenSize),
        dtype,
        ...(inputs.cacheDtype === 'fp16' && { cacheDtype: inputs.cacheDtype }),
    };
    return { folder, name: external_node_path_default().basename(folder), onnxFile, contract, fingerprint: fingerprint(contract) };
}
async function readSettings(folder) {
    const found = await (0,promises_.stat)(folder).catch(() => undefined);
    if (!found?.isDirectory()) {
        throw new errors/* InputError */.dz([
            `model: ${folder} is not a folder. Give a folder with config.json, tokenizer.json and onnx/model.onnx, or nothing for the model that ships with embed-once.`,
        ]);
    }
    const config = await readJson(folder, 'config.json', true);
    // Only whether it is there: the embedder reads it, and a run without misses has no use for half a megabyte of JSON.
    if ((await presentFiles(folder, ['tokenizer.json'])).length === 0) {
        throw new errors/* InputError */.dz([`model: there is no ${external_node_path_default().join(folder, 'tokenizer.json')}`]);
    }
    const hiddenSize = config.hidden_size ?? config.dim ?? config.d_model;
    if (!Number.isInteger(hiddenSize)) {
        throw new errors/* InputError */.dz([`model: ${external_node_path_default().join(folder, 'config.json')} gives no hidden_size; is this a text encoder?`]);
    }
    const sentence = await readJson(folder, 'sentence_bert_config.json', false);
    const tokenizer = await readJson(folder, 'tokenizer_config.json', false);
    const modules = await readJson(folder, 'modules.json', false);
    return {
        hiddenSize,
        positions: Math.min(Number(config.max_position_embeddings ?? USUAL_MAX_TOKENS), Number(tokenizer.model_max_length ?? Number.POSITIVE_INFINITY)),
        sentenceTokens: sentence.max_seq_length ?? undefined,
        pooling: poolingOf(await readJson(folder, '1_Pooling/config.json', false), folder),
        // Folders without modules.json are Transformers.js exports, whose models are used normalized.
        normalize: !Array.isArray(modules) || modules.some(({ type }) => String(type).endsWith('.Normalize')),
    };
}
/** sentence-transformers' own pooling settings; mean where there are none, as Transformers.js users know it. */
function poolingOf(config, folder) {
    if (config.pooling_mode_cls_token)
        return 'cls';
    if (config.pooling_mode_lasttoken)
        return 'last';
    const other = Object.keys(config).find((name) => name.startsWith('pooling_mode_') && config[name] === true);
    if (other && other !== 'pooling_mode_mean_tokens') {
        throw new errors/* InputError */.dz([
            `pooling: ${external_node_path_default().join(folder, '1_Pooling/config.json')} asks for ${other}, which is none of mean, cls, last. Set pooling if one of them will do.`,
        ]);
    }
    return 'mean';
}
function maxTokens(asked, settings) {
    if (asked > settings.positions) {
        throw new errors/* InputError */.dz([`max-tokens: ${asked} is more than the ${settings.positions} tokens this model can read.`]);
    }
    return asked || Math.min(settings.sentenceTokens ?? settings.positions, settings.positions);
}
function dimensions(asked, hiddenSize) {
    if (asked > hiddenSize) {
        throw new errors/* InputError */.dz([`dimensions: ${asked} is more than the ${hiddenSize} components this model gives.`]);
    }
    return asked || hiddenSize;
}
async function chooseDtype(folder, asked) {
    const offered = Object.keys(ONNX_FILES);
    const wanted = asked === 'auto' ? offered : [asked];
    for (const dtype of wanted) {
        if ((await presentFiles(folder, [ONNX_FILES[dtype]])).length > 0)
            return dtype;
    }
    const files = wanted.map((dtype) => external_node_path_default().join(folder, ONNX_FILES[dtype])).join(' nor ');
    throw new errors/* InputError */.dz([`model: there is no ${files}. dtype is ${asked}.`]);
}
async function presentFiles(folder, names) {
    const present = await Promise.all(names.map((name) => (0,promises_.access)(external_node_path_default().join(folder, name)).then(() => true, () => false)));
    return names.filter((_, index) => present[index]);
}
async function digestFiles(folder, names, digestFolder) {
    const digests = await FileDigests.open(digestFolder);
    const files = {};
    for (const name of names) {
        try {
            files[name] = await digests.sha256(external_node_path_default().join(folder, name));
        }
        catch (error) {
            throw new errors/* ModelError */.me(`cannot read ${external_node_path_default().join(folder, name)}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
    }
    await digests.save();
    return files;
}
// biome-ignore lint/suspicious/noExplicitAny: other people's JSON; each field is checked where it is used.
async function readJson(folder, name, required) {
    const file = external_node_path_default().join(folder, name);
    let text;
    try {
        text = await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        if (!required)
            return {};
        throw new errors/* InputError */.dz([`model: cannot read ${file}: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
    }
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new errors/* InputError */.dz([`model: ${file} is not JSON: ${(0,errors/* messageOf */.bD)(error)}`], { cause: error });
    }
}

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __nccwpck_require__(75919);
;// CONCATENATED MODULE: ./src/embedder/in-worker.ts


/**
 * Embeds in a thread of its own, started at the first text. ONNX Runtime's `run` blocks the thread that calls it: on the
 * main thread, deadlines would fire and connections starve while a batch is computed.
 */
class EmbedderInWorker {
    file;
    start;
    worker;
    waiting = new Map();
    questions = 0;
    /** @param file the bundled `worker.ts` */
    constructor(file, start) {
        this.file = file;
        this.start = start;
    }
    embed(texts, progress) {
        this.worker ??= this.startWorker();
        const question = { id: this.questions++, texts };
        return new Promise((resolve, reject) => {
            this.waiting.set(question.id, { resolve, reject, ...(progress && { progress }) });
            this.worker?.postMessage(question);
        });
    }
    async close() {
        await this.worker?.terminate();
    }
    startWorker() {
        const worker = new external_node_worker_threads_.Worker(this.file, { workerData: this.start });
        worker.on('message', ({ id, done, embedded, failure }) => {
            const waiting = this.waiting.get(id);
            if (done !== undefined)
                return waiting?.progress?.(done);
            this.waiting.delete(id);
            if (embedded)
                waiting?.resolve(embedded);
            else
                waiting?.reject(new errors/* ModelError */.me(failure ?? 'the embedder gave no answer'));
        });
        worker.on('error', (error) => this.failAll(new errors/* ModelError */.me(`the embedder stopped: ${error.message}`, { cause: error })));
        worker.on('exit', (code) => this.failAll(new errors/* ModelError */.me(`the embedder ended with code ${code}`)));
        return worker;
    }
    failAll(error) {
        for (const { reject } of this.waiting.values())
            reject(error);
        this.waiting.clear();
    }
}

;// CONCATENATED MODULE: ./src/embedder/open.ts



/**
 * The only place that decides what embeds. Nothing is loaded until the first text.
 * @param bundle folder of the main bundle; the embedder's own lies beside it
 */
function openEmbedder(model, inputs, bundle) {
    const options = { batchTokens: inputs.batchTokens, threads: inputs.threads || (0,external_node_os_.availableParallelism)() };
    return new EmbedderInWorker(external_node_path_default().join(bundle, 'embedder', 'index.js'), { model, options });
}

// EXTERNAL MODULE: ./src/report/run-report.ts
var run_report = __nccwpck_require__(57330);
// EXTERNAL MODULE: ./src/cache/half-precision.ts
var half_precision = __nccwpck_require__(88508);
;// CONCATENATED MODULE: ./src/resolve.ts



/** Records of a window. Memory in use is a few windows, whatever the size of the corpus. */
const WINDOW_RECORDS = 1024;
/** Texts that are embedded, then stored, together: what a killed run loses at most. */
const SHARE_TEXTS = 256;
/** Windows that are looked up while others are embedded or written. */
const LOOKUPS_AHEAD = 6;
/** Turns records into vectors: from the tiers where they have them, else from the embedder; and stores what it embedded. */
class Resolver {
    cache;
    embedder;
    options;
    facts = {
        records: 0,
        unique: 0,
        hits: 0,
        hitsByTier: {},
        misses: 0,
        embedded: 0,
        sharedByOthers: 0,
        tokens: 0,
        truncated: 0,
        embedMs: 0,
    };
    /** The number of each text that this run has met. Texts are numbered in the order in which windows want them. */
    seen = new KeyIndex();
    wanted = 0;
    embedding = new Set();
    /** In order. */
    underWay = [];
    constructor(cache, embedder, options) {
        this.cache = cache;
        this.embedder = embedder;
        this.options = options;
    }
    get leases() {
        return this.options.leases;
    }
    get signal() {
        return this.options.signal;
    }
    /** Yields windows in corpus order. While one is embedded, the next are looked up and the one before is written. */
    async *resolve(records) {
        const windows = windowsOf(records, this.signal);
        const lookedUp = overlap(windows, LOOKUPS_AHEAD, (window) => this.lookUp(this.begin(window)));
        const complete = overlap(lookedUp, 2, (window) => this.track(this.embed(window)));
        try {
            for await (const window of complete) {
                if (this.signal.aborted)
                    return;
                yield this.end(window);
            }
        }
        finally {
            await Promise.allSettled(this.embedding);
        }
    }
    /** Remembers what is being embedded, so that nobody leaves before it is stored. */
    async track(work) {
        this.embedding.add(work);
        try {
            return await work;
        }
        finally {
            this.embedding.delete(work);
        }
    }
    begin(records) {
        const keys = records.map(({ text }) => (0,text_key/* textKey */.tQ)(this.options.textPrefix + text));
        const window = {
            records,
            keys,
            firsts: new Array(keys.length).fill(false),
            numbers: new Uint32Array(keys.length),
            start: this.wanted,
            wanted: [],
            wantedBy: [],
            vectors: [],
            earlier: [...this.underWay],
        };
        for (let index = 0; index < keys.length; index++)
            this.want(window, index, this.underWay[0]?.start ?? window.start);
        this.facts.records += records.length;
        this.underWay.push(window);
        return window;
    }
    /** @param oldest number of the first text that is still on its way; those before it are to be looked up again */
    want(window, index, oldest) {
        const key = window.keys[index];
        const known = this.seen.getOrSet(key, this.wanted);
        if (known !== undefined && known >= oldest) {
            window.numbers[index] = known;
            return;
        }
        if (known === undefined) {
            window.firsts[index] = true;
            this.facts.unique++;
        }
        else {
            this.seen.set(key, this.wanted);
        }
        window.numbers[index] = this.wanted++;
        window.wanted.push(key);
        window.wantedBy.push(index);
    }
    /** Asks the tiers. A text that an earlier window brought, and that is no longer on its way, is asked for but not counted. */
    async lookUp(window) {
        const { vectors, origins } = await this.cache.getMany(window.wanted);
        window.vectors = vectors;
        for (const [at, by] of window.wantedBy.entries()) {
            if (!window.firsts[by])
                continue;
            const tier = origins[at];
            if (tier === undefined) {
                this.facts.misses++;
            }
            else {
                this.facts.hits++;
                this.facts.hitsByTier[tier] = (this.facts.hitsByTier[tier] ?? 0) + 1;
            }
        }
        return window;
    }
    /**
     * Embeds what no tier had, a share at a time, and stores each share while the next is computed. Texts that another run has
     * taken on are left to it; they come last, from the tiers, or from here after all if that run gave up.
     */
    async embed(window) {
        let missing = [...window.vectors.keys()].filter((at) => !window.vectors[at]);
        const length = (at) => window.records[window.wantedBy[at]].text.length;
        // By length, so that a share holds texts of like length, which then fill batches without padding.
        missing.sort((a, b) => length(b) - length(a));
        while (missing.length > 0) {
            const elsewhere = [];
            const storing = [];
            for (let from = 0; from < missing.length && !this.signal.aborted; from += SHARE_TEXTS) {
                const { ours, theirs } = await this.claim(window, missing.slice(from, from + SHARE_TEXTS));
                elsewhere.push(...theirs);
                if (ours.length === 0)
                    continue;
                await this.compute(window, ours);
                storing.push(this.store(window, ours));
                storing.at(-1)?.catch(() => { });
            }
            await Promise.all(storing);
            if (elsewhere.length === 0 || this.signal.aborted)
                return window;
            await this.leases.change();
            missing = await this.fetch(window, elsewhere);
        }
        return window;
    }
    /** Takes on what no other run has. What was stored since it was looked up, before its lease was ours, is fetched instead. */
    async claim(window, share) {
        if (!this.leases.shared)
            return { ours: [...share], theirs: [] };
        const granted = await this.leases.acquire(share.map((at) => window.wanted[at]));
        const theirs = share.filter((_, index) => !granted[index]);
        const leased = share.filter((_, index) => granted[index]);
        const ours = await this.fetch(window, leased);
        const stored = leased.filter((at) => window.vectors[at]);
        if (stored.length > 0)
            await this.leases.release(stored.map((at) => window.wanted[at]));
        return { ours, theirs };
    }
    /** Takes vectors that other runs have computed meanwhile. @returns those that are still missing */
    async fetch(window, positions) {
        if (positions.length === 0)
            return [];
        const { vectors } = await this.cache.getAgain(positions.map((at) => window.wanted[at]));
        for (const [index, at] of positions.entries())
            window.vectors[at] = vectors[index];
        const missing = positions.filter((at) => !window.vectors[at]);
        this.facts.sharedByOthers += positions.length - missing.length;
        return missing;
    }
    async compute(window, share) {
        const texts = share.map((at) => this.options.textPrefix + window.records[window.wantedBy[at]].text);
        const { vectors: computed, tokens, truncated, milliseconds, } = await this.embedder.embed(texts, (done) => {
            this.facts.embedded += done;
        });
        this.facts.embedMs += milliseconds;
        this.facts.tokens += tokens;
        this.facts.truncated += truncated;
        const vectors = (0,half_precision/* roundToStored */.xU)(computed, this.options.cacheDtype);
        const dimensions = vectors.length / texts.length;
        for (const [row, at] of share.entries()) {
            window.vectors[at] = vectors.subarray(row * dimensions, (row + 1) * dimensions);
        }
    }
    /** Where another run was first, its vector is the one that this run goes on with. */
    async store(window, share) {
        const entries = share.map((at) => ({
            key: window.wanted[at],
            vector: window.vectors[at],
        }));
        const { adopted } = await this.cache.putMany(entries);
        for (const [position, vector] of adopted)
            window.vectors[share[position]] = vector;
        if (this.leases.shared)
            await this.leases.release(entries.map(({ key }) => key));
    }
    /** Windows end in order, so whatever this one waits for in an earlier one is there. */
    end(window) {
        const { records, keys, firsts, numbers, earlier } = window;
        const vectors = Array.from(numbers, (number) => {
            const bringer = number >= window.start ? window : earlier.find(({ start, wanted }) => number < start + wanted.length);
            return bringer?.vectors[number - bringer.start];
        });
        this.underWay.shift();
        // Else each window would keep the one before it alive, back to the first.
        window.earlier = [];
        return { records, keys, firsts, vectors };
    }
}
async function* windowsOf(records, signal) {
    let window = [];
    for await (const some of records) {
        if (signal.aborted)
            return;
        for (const record of some) {
            window.push(record);
            if (window.length < WINDOW_RECORDS)
                continue;
            yield window;
            window = [];
        }
    }
    if (window.length > 0)
        yield window;
}
/** Maps in order, with up to `ahead` items under way at once. Fails as soon as the item at the front fails. */
async function* overlap(items, ahead, work) {
    const underWay = [];
    for await (const item of items) {
        const result = work(item);
        // It may fail before its turn comes; whoever awaits it then sees the failure.
        result.catch(() => { });
        underWay.push(result);
        if (underWay.length >= ahead)
            yield await underWay.shift();
    }
    while (underWay.length > 0)
        yield await underWay.shift();
}

;// CONCATENATED MODULE: ./src/session.ts







/** @throws InputError, ModelError; CacheError only with `on-cache-failure: fail` */
async function openSession(inputs, { platform, version, bundle, signal }) {
    const started = new Date();
    const warnings = [];
    const warn = (message) => {
        warnings.push(message);
        platform.warn(message);
    };
    const folder = inputs.runnerCachePath || platform.cacheFolder;
    const model = await openModel(inputs, {
        defaultModel: external_node_path_default().join(bundle, 'model', 'all-MiniLM-L6-v2'),
        digestFolder: folder,
    });
    const space = { fingerprint: model.fingerprint, dimensions: model.contract.dimensions, dtype: inputs.cacheDtype };
    const resolvers = [];
    const { cache, leases } = await openCache({ ...inputs, runnerCachePath: folder }, space, {
        warn,
        info: (message) => platform.info(message),
        embeddingCost: () => embeddingCost(resolvers),
    });
    const embedder = openEmbedder(model, inputs, bundle);
    let closing;
    const close = async () => {
        closing ??= Promise.all([leases.close().then(() => cache.close()), embedder.close()]).then(() => {
            for (const tier of cache.facts)
                if (isOwed(tier))
                    warn(owedWarning(tier));
        });
        await closing;
    };
    return {
        model,
        warn,
        resolver() {
            const resolver = new Resolver(cache, embedder, {
                textPrefix: inputs.textPrefix,
                cacheDtype: inputs.cacheDtype,
                leases,
                signal,
            });
            resolvers.push(resolver);
            return resolver;
        },
        report: (facts, { facts: texts }) => ({
            schema: run_report/* REPORT_SCHEMA */.DC,
            version,
            mode: inputs.mode,
            started: started.toISOString(),
            seconds: (Date.now() - started.getTime()) / 1000,
            model: { name: model.name, fingerprint: model.fingerprint, contract: model.contract },
            texts: { ...texts, hitRate: (0,run_report/* hitRate */.aK)(texts) },
            tiers: cache.facts,
            ...facts,
            warnings,
        }),
        close,
        async endIfInterrupted() {
            if (!signal.aborted)
                return;
            await close();
            const embedded = resolvers.reduce((sum, { facts }) => sum + facts.embedded, 0);
            throw new errors/* Interrupted */.j$(`ended by ${signal.reason} after ${embedded} texts were embedded. ${whereStored(cache.facts)}`);
        },
    };
}
/** Mean over the run so far, in ms a text. */
function embeddingCost(resolvers) {
    const texts = resolvers.reduce((sum, { facts }) => sum + facts.embedded, 0);
    const milliseconds = resolvers.reduce((sum, { facts }) => sum + facts.embedMs, 0);
    return texts > 0 && milliseconds > 0 ? milliseconds / texts : undefined;
}
function whereStored(tiers) {
    const places = tiers.filter(({ written }) => written > 0).map(({ name, location }) => `${name} (${location})`);
    const stored = places.length > 0 ? `They are stored in ${places.join(' and ')}: run it again to go on from there. ` : '';
    return `${stored}No output was written.`;
}
/** Whether a tier is short of vectors although it was never paused, which would have been told. */
function isOwed({ missed, madeUp, changes }) {
    return missed > madeUp && changes.length === 0;
}
function owedWarning({ name, missed, madeUp, lastFailure }) {
    return `${name} did not take ${missed - madeUp} vectors: ${lastFailure ?? 'it was not available'}`;
}


/***/ }),

/***/ 17691:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ writeGoldenSet),
/* harmony export */   a: () => (/* binding */ readGoldenSet)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _corpus_lines__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6791);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(83916);
/* harmony import */ var _output_partial_file__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(33425);




/**
 * Reads a golden set: JSON Lines `{"text", "id"?, "vector"?, "fingerprint"?}`, or plain text, one a line.
 * @throws InputError naming every line that cannot be used
 */
async function readGoldenSet(file) {
    let content;
    try {
        content = new TextDecoder('utf-8', { fatal: true }).decode(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file));
    }
    catch (error) {
        throw new _errors__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz([`golden-set: cannot read ${file}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`], { cause: error });
    }
    const faults = [];
    const golden = new Map();
    for (const [index, line] of content.split('\n').entries()) {
        if ((0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(line) === '')
            continue;
        try {
            const entry = parseLine(line, index + 1);
            const twin = golden.get(entry.text);
            if (twin)
                throw new Error(`the same text as ${twin.name}`);
            golden.set(entry.text, entry);
        }
        catch (error) {
            faults.push(`golden-set: ${file}:${index + 1}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
        }
    }
    if (faults.length === 0 && golden.size === 0)
        faults.push(`golden-set: ${file} holds no text`);
    if (faults.length > 0)
        throw new _errors__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(faults);
    return [...golden.values()];
}
function parseLine(line, number) {
    if (!line.trimStart().startsWith('{'))
        return { text: (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(line), name: `line ${number}`, fields: {} };
    let value;
    try {
        value = JSON.parse(line);
    }
    catch {
        throw new Error('the line begins with { but is not JSON');
    }
    const { text, vector, fingerprint, ...fields } = value;
    if (typeof text !== 'string' || (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(text) === '')
        throw new Error('field "text" is missing or empty');
    if (!text.isWellFormed())
        throw new Error('field "text" holds half of a surrogate pair, which is no character');
    const name = fields.id === undefined ? `line ${number}` : String(fields.id);
    if (vector === undefined)
        return { text: (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(text), name, fields };
    if (!Array.isArray(vector) || !vector.every(Number.isFinite))
        throw new Error('field "vector" is not an array of numbers');
    if (typeof fingerprint !== 'string')
        throw new Error('field "fingerprint" is missing beside "vector"');
    return { text: (0,_corpus_lines__WEBPACK_IMPORTED_MODULE_1__/* .trimText */ .Oj)(text), name, fields, approved: { vector: Float32Array.from(vector), fingerprint } };
}
/** Writes the golden set with its approved vectors, in its order. Replaces the file only when the new one is whole. */
async function writeGoldenSet(file, golden) {
    const output = await _output_partial_file__WEBPACK_IMPORTED_MODULE_3__/* .PartialFile */ .A.open(file);
    try {
        for (const { text, fields, approved } of golden) {
            output.text(JSON.stringify({ ...fields, text, fingerprint: approved?.fingerprint }).slice(0, -1));
            if (approved) {
                output.text(',"vector":[');
                output.components(approved.vector);
                output.text(']');
            }
            output.text('}\n');
        }
        await output.finish();
    }
    catch (error) {
        await output.discard();
        throw error;
    }
}


/***/ }),

/***/ 52343:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ GoldenVectors)
/* harmony export */ });
/** Gathers the present vectors of golden texts while a corpus goes by. */
class GoldenVectors {
    golden;
    wanted;
    vectors = new Map();
    constructor(golden) {
        this.golden = golden;
        this.wanted = new Set(golden.map(({ text }) => text));
    }
    take({ records, vectors }) {
        if (this.vectors.size === this.wanted.size)
            return;
        for (const [index, { text }] of records.entries()) {
            // A copy: what it is a view of should not stay.
            if (this.wanted.has(text) && !this.vectors.has(text))
                this.vectors.set(text, vectors[index].slice());
        }
    }
    /** Golden texts that were in nothing taken so far. */
    missing() {
        return this.golden.filter(({ text }) => !this.vectors.has(text));
    }
    /** Finds or computes what is missing, so that every golden text is judged whether the corpus still holds it or not. */
    async complete(resolver) {
        const missing = this.missing().map(({ text }, index) => ({
            text,
            source: 'golden set',
            line: index + 1,
        }));
        for await (const window of resolver.resolve(inOneGo(missing)))
            this.take(window);
        return this.vectors;
    }
}
async function* inOneGo(records) {
    if (records.length > 0)
        yield records;
}


/***/ }),

/***/ 42613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 35317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 96137:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns/promises");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 58611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 65692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 34589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 37540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 40610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 78474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 32467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 41792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 58500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 73136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 73429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 75919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 16928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 53557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 8330:
/***/ ((module) => {

module.exports = {"rE":"0.1.0"};

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
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
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
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(41730);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
