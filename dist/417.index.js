export const id = 417;
export const ids = [417];
export const modules = {

/***/ 47417:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parsePolicy: () => (/* binding */ parsePolicy)
/* harmony export */ });
/* unused harmony exports VERSION, NEVER */
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _base_nearest_name__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3879);
/* harmony import */ var _inputs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2980);
/* harmony import */ var _policy__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64035);




const VERSION = '1';
const KEYS = ['version', 'settings', 'locked'];
/** A policy cannot choose the policies or the work to do. */
const NEVER = ['mode', 'policy'];
/** Further faults are only counted. */
const FAULTS_SHOWN = 20;
const LONGEST_VALUE_SHOWN = 80;
/** Checks the text of a policy, and finds all faults. Reads no file. */
function parsePolicy(text, { file, organisation }) {
    const reader = new PolicyReader(file, organisation);
    reader.read(text);
    const { settings, locked } = reader;
    return { policy: { file, organisation, settings, locked }, faults: reader.shownFaults() };
}
/** Replacements for messages of the parser that quote the file, which may contain a secret. */
const OWN_WORDS = {
    BAD_COLLECTION_TYPE: 'tags, which start with !, are not supported',
    BAD_DIRECTIVE: 'directives, which start with %, are not supported',
    BAD_DQ_ESCAPE: 'unknown escape after a backslash',
    MULTIPLE_DOCS: 'only one document per file is supported',
    TAG_RESOLVE_FAILED: 'tags, which start with !, are not supported',
};
/** In other messages of the parser, quotes from the file follow a colon or a quotation mark. */
function withoutText(code, message) {
    return OWN_WORDS[code] ?? String(message.split(/[:"\n]/)[0]).trim();
}
class PolicyReader {
    file;
    organisation;
    settings = new Map();
    locked = new Map();
    faults = [];
    counter = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    constructor(file, organisation) {
        this.file = file;
        this.organisation = organisation;
    }
    shownFaults() {
        const faults = this.faults.sort((a, b) => a.at - b.at);
        const shown = faults.slice(0, FAULTS_SHOWN).map(({ at, message }) => `${this.place(at, true)}: ${message}`);
        if (faults.length > shown.length)
            shown.push(`${this.file}: and ${faults.length - shown.length} more faults`);
        return shown;
    }
    read(text) {
        // Without types, every value is the written text, as with flags: off is not false, and 0.990 is not 0.99.
        const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
            schema: 'failsafe',
            prettyErrors: false,
            uniqueKeys: false,
            lineCounter: this.counter,
        });
        for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
            this.fault(pos[0], `invalid YAML for a policy: ${withoutText(code, message)}`);
        }
        if (document.errors.length > 0)
            return;
        const root = document.contents;
        if (root === null || ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(root) && root.value === '')) {
            this.fault(0, 'the file is empty. A policy starts with version: 1');
            return;
        }
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(root)) {
            this.fault(0, 'this is not a policy. A policy starts with version: 1, then has settings: with one line per input');
            return;
        }
        const parts = this.entriesOf(root.items, 'a policy');
        const version = parts.get('version');
        if (!version)
            this.fault(0, 'version: missing. A policy starts with version: 1');
        else if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(version.value) || version.value.value !== VERSION) {
            this.fault(version.at, `version: ${shown(version.value)} is unknown. This embed-once supports ${VERSION}`);
        }
        for (const [name, { at }] of parts) {
            if (!KEYS.includes(name))
                this.fault(at, `${unknown(name, 'key of a policy', KEYS)}`);
        }
        this.readValues('settings', parts.get('settings'), this.settings);
        this.readValues('locked', parts.get('locked'), this.locked);
    }
    readValues(part, entry, into) {
        if (!entry || isEmpty(entry.value))
            return;
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(entry.value)) {
            this.fault(entry.at, `${part}: must be a map with one indented line per input, such as cache-mode: read-only`);
            return;
        }
        if (part === 'locked' && !this.organisation) {
            this.fault(entry.at, `locked: only an organisation's policy can lock. Move the values to settings, or name this file in ${_policy__WEBPACK_IMPORTED_MODULE_2__/* .ORGANISATION_VARIABLE */ .yO}`);
            return;
        }
        for (const [name, { at, value }] of this.entriesOf(entry.value.items, part)) {
            const setting = part === 'locked' ? this.settings.get(name) : undefined;
            if (setting)
                this.fault(at, `${name}: is also under settings (${setting.place}). Keep one`);
            const raw = this.rawValue(name, at, value);
            if (raw !== undefined)
                into.set(name, { raw, place: this.place(at, false) });
        }
    }
    /** @returns undefined after a fault */
    rawValue(name, at, value) {
        const fault = (message) => this.fault(at, `${shownName(name)}: ${message}`);
        if (!Object.hasOwn(_inputs__WEBPACK_IMPORTED_MODULE_1__/* .INPUTS */ .mc, name))
            return this.fault(at, unknown(name, 'input', settable()));
        if (NEVER.includes(name))
            return fault('cannot be set by a policy, only by the run itself');
        const definition = _inputs__WEBPACK_IMPORTED_MODULE_1__/* .INPUTS */ .mc[name];
        if (definition.secret) {
            const variable = `EMBED_ONCE_${name.toUpperCase().replaceAll('-', '_')}`;
            return fault(`is a secret, which does not belong in a committed file. Give it as ${variable}`);
        }
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(value))
            return fault('aliases are not supported. Write the value itself');
        if (isEmpty(value))
            return fault('has no value. Write "" for an empty one, or remove the line');
        const raw = rawOf(value, definition.list === true);
        if (raw === undefined) {
            return fault(`must be a single value${definition.list ? ' or a list' : ''}: ${definition.allowed}`);
        }
        try {
            definition.parse(raw);
            return raw;
        }
        catch (error) {
            return fault(`${shown(value)} ${error.message}`);
        }
    }
    entriesOf(pairs, where) {
        const entries = new Map();
        for (const { key, value } of pairs) {
            const at = startOf(key) ?? startOf(value) ?? 0;
            if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) || key.value === '')
                this.fault(at, `a key of ${where} must be a name`);
            else if (entries.has(String(key.value)))
                this.fault(at, `${shownName(String(key.value))}: appears twice`);
            else
                entries.set(String(key.value), { at, value });
        }
        return entries;
    }
    fault(at, message) {
        this.faults.push({ at, message });
    }
    place(at, withColumn) {
        const { line, col } = this.counter.linePos(at);
        return `${this.file}:${Math.max(line, 1)}${withColumn ? `:${Math.max(col, 1)}` : ''}`;
    }
}
function startOf(node) {
    return node?.range?.[0];
}
/** A key without a value. Empty quotes are a value. */
function isEmpty(value) {
    return value === null || ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) && value.value === '' && value.type === 'PLAIN');
}
function rawOf(value, several) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value))
        return String(value.value);
    if (!several || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(value) || !value.items.every((item) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(item)))
        return undefined;
    return value.items.map((item) => String(item.value)).join('\n');
}
function settable() {
    return Object.keys(_inputs__WEBPACK_IMPORTED_MODULE_1__/* .INPUTS */ .mc).filter((name) => !NEVER.includes(name));
}
function unknown(name, what, known) {
    const near = (0,_base_nearest_name__WEBPACK_IMPORTED_MODULE_3__/* .nearestName */ .q)(name, known);
    const others = what === 'input' ? ', see --help all' : `. Keys: ${known.join(', ')}`;
    const advice = near ? `; did you mean ${near}?` : others;
    return `${shownName(name)}: there is no such ${what}${advice}`;
}
/** Anything but a name may be a misplaced value, or a secret. */
function shownName(name) {
    return /^[\w.-]{1,40}$/.test(name) ? name : 'a key';
}
function shown(value) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value))
        return 'the value';
    const text = String(value.value);
    return JSON.stringify(text.length > LONGEST_VALUE_SHOWN ? `${text.slice(0, LONGEST_VALUE_SHOWN)}…` : text);
}


/***/ })

};
