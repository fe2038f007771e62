export const id = 658;
export const ids = [658];
export const modules = {

/***/ 8658:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CommandSink: () => (/* binding */ CommandSink)
/* harmony export */ });
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _line_program__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42185);
/* harmony import */ var _output_decimal__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39866);



/** Characters of what a program says is wrong. */
const LONGEST_FAULT = 500;
/**
 * An index that a program of the user writes: each call of a sink is a line of JSON to it, and a line of JSON back. docs/sinks.md has them
 * all. When its input ends without a `publish`, it is to give up what readers do not see yet.
 */
class CommandSink {
    options;
    kind = 'command';
    address = 'sink-command';
    index;
    generation;
    program;
    /** One line at a time. */
    turn = Promise.resolve();
    closed;
    constructor(options) {
        this.options = options;
        this.index = options.index;
        this.generation = options.generation;
        this.program = new _line_program__WEBPACK_IMPORTED_MODULE_1__/* .LineProgram */ .pY(options.command);
    }
    /** @throws SinkError if the program refuses, or does not answer as it should; each call does the same */
    static async open(options) {
        const sink = new CommandSink(options);
        try {
            const { index, generation, dimensions, exclusive, metric } = options;
            const fields = Object.fromEntries(options.fields.map(({ name, kind }) => [name, kind]));
            await sink.ask('open', { index, generation, dimensions, exclusive, metric, fields });
            return sink;
        }
        catch (error) {
            await sink.close();
            throw error;
        }
    }
    async digests(documents) {
        if (documents.length === 0)
            return [];
        const { digests } = await this.ask('digests', documents.map(({ id }) => id));
        if (!Array.isArray(digests) || digests.length !== documents.length || !digests.every(isDigest)) {
            throw this.fault(`gave no list of ${documents.length} digests, each a string or null`);
        }
        return digests.map((digest) => digest ?? undefined);
    }
    async upsert(documents) {
        if (documents.length === 0)
            return;
        const rows = documents.map(({ vector, ...others }) => {
            return `${JSON.stringify(others).slice(0, -1)},"vector":${(0,_output_decimal__WEBPACK_IMPORTED_MODULE_2__/* .decimalArray */ .dG)(vector)}}`;
        });
        await this.send('upsert', `[${rows.join(',')}]`);
    }
    async list({ after, before }, limit) {
        const { documents } = await this.ask('list', { after: [after.place, after.id], before, limit });
        if (!Array.isArray(documents) || documents.length > limit || !documents.every(isListed)) {
            throw this.fault(`gave no list of at most ${limit} documents, each [place, id]`);
        }
        return documents.map(([place, id]) => ({ place, id }));
    }
    async remove(documents) {
        if (documents.length === 0)
            return 0;
        const { removed } = await this.ask('remove', documents.map(({ place, id }) => [place, id]));
        return this.count(removed, 'removed');
    }
    async publish(complete) {
        const answer = await this.ask('publish', { complete: complete ?? null });
        const { switched, live, dropped = [] } = answer;
        if (typeof switched !== 'boolean' || typeof live !== 'boolean' || !isStrings(dropped)) {
            throw this.fault('did not answer publish with documents, switched, live and dropped');
        }
        return { documents: this.count(answer.documents, 'documents'), switched, live, dropped };
    }
    close() {
        this.closed ??= this.program.end();
        return this.closed;
    }
    ask(question, about) {
        return this.send(question, JSON.stringify(about));
    }
    send(question, json) {
        const answered = this.turn.then(() => this.answered(`{${JSON.stringify(question)}:${json}}`));
        this.turn = answered.catch(() => { });
        return answered;
    }
    async answered(line) {
        try {
            const answer = await this.program.ask(line);
            if (typeof answer.error === 'string')
                throw this.fault(`says: ${answer.error.slice(0, LONGEST_FAULT)}`);
            return answer;
        }
        catch (error) {
            if (error instanceof _line_program__WEBPACK_IMPORTED_MODULE_1__/* .NoJson */ .CW)
                throw this.fault(error.message, error);
            if (error instanceof _line_program__WEBPACK_IMPORTED_MODULE_1__/* .ProgramDied */ .rr)
                throw this.fault(`ended: ${error.message}`, error);
            throw error;
        }
    }
    count(value, name) {
        if (Number.isSafeInteger(value) && value >= 0)
            return value;
        throw this.fault(`gave no number of documents as ${name}`);
    }
    fault(what, cause) {
        return new _errors__WEBPACK_IMPORTED_MODULE_0__/* .SinkError */ .y_(`sink-command ${what.replace(/\.+$/, '')}. The index ${JSON.stringify(this.options.index)} was not switched.`, { cause });
    }
}
function isDigest(value) {
    return value === null || typeof value === 'string';
}
function isListed(value) {
    return isStrings(value) && value.length === 2;
}
function isStrings(value) {
    return Array.isArray(value) && value.every((one) => typeof one === 'string');
}


/***/ })

};
