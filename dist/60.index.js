export const id = 60;
export const ids = [60];
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
    // A JSON number is one: where the first records have 1, a later one may have 0.5.
    number: () => new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Float64 */ .$G(),
    boolean: () => new apache_arrow__WEBPACK_IMPORTED_MODULE_1__/* .Bool */ .x(),
};
/** The columns of a table: their names, their types, and what made the vectors. */
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
/** As key and value in the files that have room for such. */
function provenanceOf({ fingerprint, contract }) {
    return new Map([
        ['embed-once.fingerprint', fingerprint],
        ['embed-once.contract', (0,_keys_embedding_contract__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .d)(contract)],
    ]);
}
/** The rows of a group, of which the vectors are not copied. */
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
/** A schema as it begins a stream, in base64: what Parquet files carry as `ARROW:schema` to name what Parquet has no type for. */
function encodedSchema(schema) {
    const writer = new apache_arrow__WEBPACK_IMPORTED_MODULE_6__/* .RecordBatchStreamWriter */ .vs();
    writer.reset(undefined, schema);
    writer.finish();
    return Buffer.from(writer.toUint8Array(true)).toString('base64');
}


/***/ }),

/***/ 78060:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openParquet: () => (/* binding */ openParquet)
});

// EXTERNAL MODULE: ./node_modules/hyparquet-writer/src/parquet-writer.js + 14 modules
var parquet_writer = __webpack_require__(81935);
// EXTERNAL MODULE: ./node_modules/hyparquet-writer/src/bytewriter.js
var bytewriter = __webpack_require__(83732);
// EXTERNAL MODULE: ./src/output/arrow-table.ts
var arrow_table = __webpack_require__(92429);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
var external_node_zlib_default = /*#__PURE__*/__webpack_require__.n(external_node_zlib_);
;// CONCATENATED MODULE: ./src/output/page-compression.ts

/** Of ids, texts and metadata: Zstandard where Node has it, from 22.15 on, elsewhere Snappy. */
function pageCompression() {
    if (!("zstdCompressSync" in (external_node_zlib_default())))
        return { codec: 'SNAPPY', compressors: {} };
    const { constants, zstdCompressSync } = (external_node_zlib_default());
    const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
    return { codec: 'ZSTD', compressors: { ZSTD: (bytes) => zstdCompressSync(bytes, options) } };
}

// EXTERNAL MODULE: ./node_modules/hyparquet-writer/src/datapage.js + 3 modules
var datapage = __webpack_require__(92997);
// EXTERNAL MODULE: ./src/output/components.ts
var output_components = __webpack_require__(21937);
;// CONCATENATED MODULE: ./src/output/parquet-vectors.ts


/** Of one page before it is compressed. */
const PAGE_BYTES = 1 << 20;
/** The column of vectors: Parquet has no lists of a fixed size, so that they are lists that happen to have one. */
function vectorElements(dtype) {
    const component = dtype === 'float32'
        ? { type: 'FLOAT' }
        : { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: { type: 'FLOAT16' } };
    return [
        {
            name: 'vector',
            repetition_type: 'REQUIRED',
            num_children: 1,
            converted_type: 'LIST',
            logical_type: { type: 'LIST' },
        },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'REQUIRED', ...component },
    ];
}
/** The pages of a group, not compressed: Zstandard takes off 8 % of them and half the speed of the whole output. */
function* vectorPages({ rows, components }, { dimensions, dtype }) {
    const most = Math.max(1, Math.floor(PAGE_BYTES / (dimensions * output_components/* COMPONENT_BYTES */.Yd[dtype])));
    for (let from = 0; from < rows; from += most) {
        const to = Math.min(rows, from + most);
        yield { rows: to - from, bytes: (0,output_components/* bytesOf */.$$)(components.subarray(from * dimensions, to * dimensions)) };
    }
}
/**
 * The header of a data page, version 2, and the levels that say where lists begin: for each row a 0, then a 1 for each further
 * component. https://parquet.apache.org/docs/file-format/data-pages/encodings, "RLE", with runs alone.
 */
function writeVectorPageHeader(writer, page, dimensions) {
    const repetition = repetitionLevels(page.rows, dimensions);
    const definition = run(page.rows * dimensions, 1);
    const bytes = repetition.length + definition.length + page.bytes.length;
    (0,datapage/* writePageHeader */.s)(writer, {
        type: 'DATA_PAGE_V2',
        uncompressed_page_size: bytes,
        compressed_page_size: bytes,
        data_page_header_v2: {
            num_values: page.rows * dimensions,
            num_nulls: 0,
            num_rows: page.rows,
            encoding: 'PLAIN',
            definition_levels_byte_length: definition.length,
            repetition_levels_byte_length: repetition.length,
            is_compressed: false,
        },
    });
    writer.appendBytes(repetition);
    writer.appendBytes(definition);
}
function repetitionLevels(rows, dimensions) {
    if (dimensions === 1)
        return run(rows, 0);
    const row = Buffer.concat([run(1, 0), run(dimensions - 1, 1)]);
    return Buffer.alloc(rows * row.length, row);
}
/** So many levels of one bit: their number times two, as a varint, then the level. */
function run(count, level) {
    const bytes = [];
    let rest = count * 2;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80))
        bytes.push((rest % 0x80) | 0x80);
    return Buffer.from([...bytes, rest, level]);
}
/** What the footer says of a column of vectors whose pages stand in the file from `offset` on. */
function vectorChunk(dtype, { offset, values, bytes }) {
    return {
        file_offset: BigInt(offset),
        meta_data: {
            type: dtype === 'float32' ? 'FLOAT' : 'FIXED_LEN_BYTE_ARRAY',
            encodings: ['PLAIN', 'RLE'],
            path_in_schema: ['vector', 'list', 'element'],
            codec: 'UNCOMPRESSED',
            num_values: BigInt(values),
            total_uncompressed_size: BigInt(bytes),
            total_compressed_size: BigInt(bytes),
            data_page_offset: BigInt(offset),
        },
    };
}

// EXTERNAL MODULE: ./src/output/partial-file.ts
var partial_file = __webpack_require__(42631);
// EXTERNAL MODULE: ./src/output/table.ts + 1 modules
var table = __webpack_require__(98994);
;// CONCATENATED MODULE: ./src/output/parquet.ts






const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
const TYPES = {
    string: TEXT,
    number: { type: 'DOUBLE' },
    boolean: { type: 'BOOLEAN' },
};
/** A Parquet file. Its vectors are lists of a fixed size to readers that know Arrow's schema in it, to others lists. */
async function openParquet(path, shape) {
    const file = await partial_file/* PartialFile */.AV.open(path);
    return new table/* TableOutput */.I('parquet', file, shape, (columns) => new ParquetTable(file, shape, columns));
}
/**
 * The library writes everything but the vectors: it takes each number of a list as a value of its own and finds out its place in
 * the list, which is slow, while here all lists are alike and their numbers already lie in memory as the file has them.
 */
class ParquetTable {
    file;
    shape;
    columns;
    bytes = new FileBytes();
    writer;
    constructor(file, shape, columns) {
        this.file = file;
        this.shape = shape;
        this.columns = columns;
        const schema = (0,arrow_table/* arrowSchema */.le)(shape, columns);
        const metadata = new Map([...(0,arrow_table/* provenanceOf */.Jj)(shape.provenance), ['ARROW:schema', (0,arrow_table/* encodedSchema */.Wv)(schema)]]);
        this.writer = new parquet_writer/* ParquetWriter */.o({
            writer: this.bytes,
            schema: parquetSchema(shape, columns),
            ...pageCompression(),
            kvMetadata: [...metadata].map(([key, value]) => ({ key, value })),
        });
    }
    async write(group) {
        const { rows, ids, texts, fields, rest } = group;
        await this.writer.write({
            // Ids and texts differ: a dictionary would be tried in vain.
            columnData: [
                { name: 'id', data: ids, encoding: 'PLAIN' },
                { name: 'text', data: texts, encoding: 'PLAIN', statistics: false },
                ...this.columns.map(({ name }, column) => ({ name, data: fields[column] ?? [] })),
                { name: 'metadata', data: rest, statistics: false },
            ],
            rowGroupSize: rows,
        });
        const offset = this.bytes.offset;
        for (const page of vectorPages(group, this.shape)) {
            writeVectorPageHeader(this.bytes, page, this.shape.dimensions);
            await this.bytes.drain(this.file);
            await this.file.lasting(page.bytes);
            this.bytes.offset += page.bytes.length;
        }
        this.addVectors({ offset, values: rows * this.shape.dimensions, bytes: this.bytes.offset - offset });
    }
    async end() {
        await this.writer.finish();
        await this.bytes.drain(this.file);
    }
    /** Puts the column of vectors, which is the last, into the row group that the library wrote. */
    addVectors(sizes) {
        const group = this.writer.row_groups.at(-1);
        if (!group)
            throw new Error('the row group was not written');
        group.columns.push(vectorChunk(this.shape.dtype, sizes));
        group.total_byte_size += BigInt(sizes.bytes);
        group.total_compressed_size = (group.total_compressed_size ?? 0n) + BigInt(sizes.bytes);
    }
}
function parquetSchema({ dtype }, columns) {
    const named = [
        { name: 'id', repetition_type: 'REQUIRED', ...TEXT },
        { name: 'text', repetition_type: 'REQUIRED', ...TEXT },
        ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL', ...TYPES[type] })),
        { name: 'metadata', repetition_type: 'OPTIONAL', ...TEXT },
    ];
    return [{ name: 'schema', num_children: named.length + 1 }, ...named, ...vectorElements(dtype)];
}
/** Gathers what the library writes. Its offset counts what was drained, too. */
class FileBytes extends bytewriter/* ByteWriter */.U {
    async drain(file) {
        const gathered = this.getBytes();
        this.buffer = new ArrayBuffer(1024);
        this.view = new DataView(this.buffer);
        this.index = 0;
        await file.lasting(gathered);
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



/** Vectors that are written together, and held until then. Readers read them together, one processor each. */
const GROUP_BYTES = 32 << 20;
/** Texts and metadata that are: UTF-16 units, of which UTF-8 may take three bytes. Offsets in Arrow have 31 bits. */
const GROUP_CHARACTERS = 32 << 20;
/** Of short vectors. */
const GROUP_ROWS = 131_072;
/** Vectors that fit into one group. */
function groupRows(dimensions, dtype) {
    return Math.max(1, Math.min(GROUP_ROWS, Math.floor(GROUP_BYTES / (dimensions * components/* COMPONENT_BYTES */.Yd[dtype]))));
}
/** Rows on their way into a file of columns. */
class RowGroup {
    columns;
    dimensions;
    components;
    ids = [];
    texts = [];
    /** One array a metadata column. */
    fields;
    /** What has no column, as JSON. */
    rest = [];
    characters = 0;
    /** @param components room for vectors, of which only those of the first `rows` count */
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
 * A file of columns: id, text, those of metadata fields, metadata (what has no column, as JSON), vector. Holds a row group in
 * memory.
 */
class TableOutput extends file_output/* FileOutput */.M {
    file;
    shape;
    begin;
    writer;
    group;
    /** The same for all groups: fresh memory for each costs more than filling it. */
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
        // A file that waits for its name while others are written is to hold nothing.
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
    /** Only once the columns are known. */
    opened() {
        this.writer ??= this.begin(this.shape.columns.columns);
        return this.writer;
    }
}


/***/ })

};
