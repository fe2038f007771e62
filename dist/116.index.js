export const id = 116;
export const ids = [116];
export const modules = {

/***/ 92429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jj: () => (/* binding */ provenanceOf),
/* harmony export */   Wv: () => (/* binding */ encodedSchema),
/* harmony export */   aI: () => (/* binding */ recordBatch),
/* harmony export */   le: () => (/* binding */ arrowSchema)
/* harmony export */ });
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44772);
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80349);
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53851);
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(89833);
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(47108);
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(61295);
/* harmony import */ var _keys_embedding_contract__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99040);


const TYPES = {
    string: () => new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Utf8 */ .YE(),
    // Double precision even if the first records have integers: 0.5 may follow 1.
    number: () => new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Float64 */ .$G(),
    boolean: () => new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Bool */ .x(),
};
/** Returns the names and types of a table's columns, with the provenance of its vectors. */
function arrowSchema({ dimensions, dtype, provenance }, columns) {
    const component = dtype === 'float32' ? new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Float32 */ .gh() : new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Float16 */ .cS();
    const vector = new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .FixedSizeList */ .Y1(dimensions, new apache_arrow__WEBPACK_IMPORTED_MODULE_2__/* .Field */ .D('element', component, false));
    return new apache_arrow__WEBPACK_IMPORTED_MODULE_2__/* .Schema */ .S([
        new apache_arrow__WEBPACK_IMPORTED_MODULE_2__/* .Field */ .D('id', new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Utf8 */ .YE(), false),
        new apache_arrow__WEBPACK_IMPORTED_MODULE_2__/* .Field */ .D('text', new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Utf8 */ .YE(), false),
        ...columns.map(({ name, type }) => new apache_arrow__WEBPACK_IMPORTED_MODULE_2__/* .Field */ .D(name, TYPES[type](), true)),
        new apache_arrow__WEBPACK_IMPORTED_MODULE_2__/* .Field */ .D('metadata', new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Utf8 */ .YE(), true),
        new apache_arrow__WEBPACK_IMPORTED_MODULE_2__/* .Field */ .D('vector', vector, false),
    ], provenanceOf(provenance));
}
/** Returns key-value metadata for files that have room for it. */
function provenanceOf({ fingerprint, contract }) {
    return new Map([
        ['embed-once.fingerprint', fingerprint],
        ['embed-once.contract', (0,_keys_embedding_contract__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .d)(contract)],
    ]);
}
/** Returns the rows of a group, without copying the vectors. */
function recordBatch(schema, group) {
    const { rows, ids, texts, fields, rest } = group;
    const values = [ids, texts, ...fields, rest];
    const children = schema.fields.slice(0, -1).map(({ type }, column) => {
        const [data] = apache_arrow__WEBPACK_IMPORTED_MODULE_3__/* .vectorFromArray */ .bI(values[column], type).data;
        return data;
    });
    children.push(vectorData(schema.fields.at(-1)?.type, group));
    const type = new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Struct */ ._k(schema.fields);
    return new apache_arrow__WEBPACK_IMPORTED_MODULE_4__/* .RecordBatch */ .g(schema, apache_arrow__WEBPACK_IMPORTED_MODULE_5__/* .makeData */ .Hg({ type, length: rows, nullCount: 0, children }));
}
function vectorData(type, { rows, components }) {
    const length = rows * type.listSize;
    const data = components.subarray(0, length);
    const child = apache_arrow__WEBPACK_IMPORTED_MODULE_5__/* .makeData */ .Hg({ type: type.children[0]?.type, length, nullCount: 0, data });
    return apache_arrow__WEBPACK_IMPORTED_MODULE_5__/* .makeData */ .Hg({ type, length: rows, nullCount: 0, child });
}
/** Returns the schema as the start of a stream, in base64: Parquet files carry it as `ARROW:schema`, for types that Parquet lacks. */
function encodedSchema(schema) {
    const writer = new apache_arrow__WEBPACK_IMPORTED_MODULE_6__/* .RecordBatchStreamWriter */ .vs();
    writer.reset(undefined, schema);
    writer.finish();
    return Buffer.from(writer.toUint8Array(true)).toString('base64');
}


/***/ }),

/***/ 21116:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openArrow: () => (/* binding */ openArrow)
/* harmony export */ });
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61295);
/* harmony import */ var apache_arrow__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41519);
/* harmony import */ var _base_partial_file__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42387);
/* harmony import */ var _arrow_table__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92429);
/* harmony import */ var _table__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98994);




/** An Arrow IPC file, also known as Feather 2, uncompressed, so readers can map it into memory. */
async function openArrow(path, shape) {
    const file = await _base_partial_file__WEBPACK_IMPORTED_MODULE_0__/* .PartialFile */ .A.open(path);
    return new _table__WEBPACK_IMPORTED_MODULE_2__/* .TableOutput */ .I('arrow', file, shape, (columns) => new ArrowWriter(file, (0,_arrow_table__WEBPACK_IMPORTED_MODULE_1__/* .arrowSchema */ .le)(shape, columns)));
}
/** Writes one batch per row group. */
class ArrowWriter {
    file;
    schema;
    writer = new apache_arrow__WEBPACK_IMPORTED_MODULE_3__/* .RecordBatchFileWriter */ .NW();
    pieces = new Pieces();
    constructor(file, schema) {
        this.file = file;
        this.schema = schema;
        this.writer.reset(this.pieces, schema);
    }
    async write(group) {
        this.writer.write((0,_arrow_table__WEBPACK_IMPORTED_MODULE_1__/* .recordBatch */ .aI)(this.schema, group));
        await this.drain();
    }
    async end() {
        this.writer.finish();
        await this.drain();
    }
    async drain() {
        for (const piece of this.pieces.take())
            await this.file.lasting(piece);
    }
}
/** Holds the written pieces until they are taken; the library's own queue would copy them. */
class Pieces extends apache_arrow__WEBPACK_IMPORTED_MODULE_4__/* .AsyncByteQueue */ .kb {
    pieces = [];
    write(piece) {
        this.pieces.push(piece);
    }
    take() {
        const taken = this.pieces;
        this.pieces = [];
        return taken;
    }
}


/***/ }),

/***/ 98994:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ TableOutput)
});

// EXTERNAL MODULE: ./src/output/components.ts
var components = __webpack_require__(21937);
// EXTERNAL MODULE: ./src/output/file-output.ts
var file_output = __webpack_require__(29933);
// EXTERNAL MODULE: ./src/corpus/record.ts
var corpus_record = __webpack_require__(55499);
// EXTERNAL MODULE: ./src/output/metadata-columns.ts
var metadata_columns = __webpack_require__(20598);
;// CONCATENATED MODULE: ./src/output/row-group.ts



/** Bytes of vectors per group, held in memory until written. Readers process each group on one core. */
const GROUP_BYTES = 32 << 20;
/** Texts and metadata per group, in UTF-16 units, which may take three bytes each in UTF-8. Offsets in Arrow have 31 bits. */
const GROUP_CHARACTERS = 32 << 20;
/** Most rows per group, for short vectors. */
const GROUP_ROWS = 131_072;
/** Returns the number of vectors per group. */
function groupRows(dimensions, dtype) {
    return Math.max(1, Math.min(GROUP_ROWS, Math.floor(GROUP_BYTES / (dimensions * components/* COMPONENT_BYTES */.Yd[dtype]))));
}
/** Rows collected for a file of columns. */
class RowGroup {
    columns;
    dimensions;
    components;
    ids = [];
    texts = [];
    /** One array per metadata column. */
    fields;
    /** Metadata without a column, as JSON. */
    rest = [];
    characters = 0;
    /** @param components room for vectors; only the first `rows` of them count */
    constructor(columns, dimensions, components) {
        this.columns = columns;
        this.dimensions = dimensions;
        this.components = components;
        this.fields = columns.map(() => []);
    }
    get rows() {
        return this.ids.length;
    }
    get full() {
        const room = (this.rows + 1) * this.dimensions <= this.components.length;
        return !room || this.characters >= GROUP_CHARACTERS;
    }
    /** @throws OutputError if a component does not fit the dtype */
    add(record, vector) {
        (0,components/* putComponents */.yb)(vector, this.components, this.rows * this.dimensions);
        const { values, rest } = (0,metadata_columns/* splitMetadata */.A)(record.metadata, this.columns);
        for (const [column, value] of values.entries()) {
            this.fields[column]?.push(value);
            if (typeof value === 'string')
                this.characters += value.length;
        }
        const id = (0,corpus_record/* recordId */.R)(record);
        this.ids.push(id);
        this.texts.push(record.text);
        this.rest.push(rest);
        this.characters += id.length + record.text.length + (rest?.length ?? 0);
    }
}

;// CONCATENATED MODULE: ./src/output/table.ts



/**
 * A file of columns: id, text, metadata fields, metadata (fields without a column, as JSON), vector. Holds one row group in memory.
 */
class TableOutput extends file_output/* FileOutput */.M {
    file;
    shape;
    begin;
    writer;
    group;
    /** Shared by all groups: allocating it for each costs more than filling it. */
    room;
    constructor(format, file, shape, begin) {
        super(format, [file]);
        this.file = file;
        this.shape = shape;
        this.begin = begin;
    }
    async write({ records, vectors }) {
        const { columns, dimensions, dtype } = this.shape;
        const decided = columns.decide(records);
        for (const [index, record] of records.entries()) {
            this.room ??= (0,components/* componentRoom */.Bf)(dtype, groupRows(dimensions, dtype) * dimensions);
            this.group ??= new RowGroup(decided, dimensions, this.room);
            this.group.add(record, vectors[index]);
            this.rows++;
            if (this.group.full)
                await this.flush();
        }
    }
    async end() {
        await this.flush();
        await this.opened().end();
        // A file that waits for its name while others are written must hold no memory.
        this.writer = undefined;
        this.room = undefined;
    }
    async flush() {
        if (!this.group)
            return;
        const group = this.group;
        this.group = undefined;
        await this.opened().write(group);
        await this.file.settle();
    }
    /** Must only be called once the columns are known. */
    opened() {
        this.writer ??= this.begin(this.shape.columns.columns);
        return this.writer;
    }
}


/***/ })

};
