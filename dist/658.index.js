export const id = 658;
export const ids = [658];
export const modules = {

/***/ 8658:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CommandSink: () => (/* binding */ CommandSink)
/* harmony export */ });
/* harmony import */ var _base_decimal__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71758);
/* harmony import */ var _base_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34758);
/* harmony import */ var _base_line_program__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68034);



/** Characters of a program's error that messages show. */
const LONGEST_FAULT = 500;
/**
 * An index that the user's program writes. Each call is one line of JSON to the program and one line back; docs/sinks.md lists them.
 * If its input ends without a `publish`, the program discards everything that readers do not see yet.
 */
class CommandSink {
    options;
    kind = 'command';
    address = 'sink-command';
    index;
    generation;
    program;
    /** Serializes the calls: the program gets one line at a time. */
    turn = Promise.resolve();
    closed;
    constructor(options) {
        this.options = options;
        this.index = options.index;
        this.generation = options.generation;
        this.program = new _base_line_program__WEBPACK_IMPORTED_MODULE_2__/* .LineProgram */ .pY(options.command);
    }
    /** @throws SinkError if the program refuses or its answer is invalid; every call throws it likewise */
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
            throw this.fault(`did not return a list of ${documents.length} digests, each a string or null`);
        }
        return digests.map((digest) => digest ?? undefined);
    }
    async upsert(documents) {
        if (documents.length === 0)
            return;
        const rows = documents.map(({ vector, ...others }) => {
            return `${JSON.stringify(others).slice(0, -1)},"vector":${(0,_base_decimal__WEBPACK_IMPORTED_MODULE_0__/* .decimalArray */ .dG)(vector)}}`;
        });
        await this.send('upsert', `[${rows.join(',')}]`);
    }
    async list({ after, before }, limit) {
        const { documents } = await this.ask('list', { after: [after.place, after.id], before, limit });
        if (!Array.isArray(documents) || documents.length > limit || !documents.every(isListed)) {
            throw this.fault(`did not return a list of at most ${limit} documents, each [place, id]`);
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
            throw this.fault('did not answer publish with valid documents, switched, live and dropped');
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
                throw this.fault(`failed: ${answer.error.slice(0, LONGEST_FAULT)}`);
            return answer;
        }
        catch (error) {
            if (error instanceof _base_line_program__WEBPACK_IMPORTED_MODULE_2__/* .NoJson */ .CW)
                throw this.fault(error.message, error);
            if (error instanceof _base_line_program__WEBPACK_IMPORTED_MODULE_2__/* .ProgramDied */ .rr)
                throw this.fault(`ended: ${error.message}`, error);
            throw error;
        }
    }
    count(value, name) {
        if (Number.isSafeInteger(value) && value >= 0)
            return value;
        throw this.fault(`did not return a number of documents as ${name}`);
    }
    fault(what, cause) {
        return new _base_errors__WEBPACK_IMPORTED_MODULE_1__/* .SinkError */ .y_(`sink-command ${what.replace(/\.+$/, '')}. The index ${JSON.stringify(this.options.index)} was not switched.`, { cause });
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
