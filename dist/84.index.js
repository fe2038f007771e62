export const id = 84;
export const ids = [84];
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

/***/ 73084:
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
// EXTERNAL MODULE: ./src/base/node-20.ts
var node_20 = __webpack_require__(61536);
// EXTERNAL MODULE: ./src/base/partial-file.ts
var partial_file = __webpack_require__(42387);
// EXTERNAL MODULE: ./src/output/arrow-table.ts
var arrow_table = __webpack_require__(92429);
// EXTERNAL MODULE: ./node_modules/hyparquet-writer/src/datapage.js + 3 modules
var datapage = __webpack_require__(92997);
// EXTERNAL MODULE: ./src/base/vector.ts
var vector = __webpack_require__(77574);
// EXTERNAL MODULE: ./src/output/components.ts
var output_components = __webpack_require__(21937);
;// CONCATENATED MODULE: ./src/output/parquet-vectors.ts



/** Size of one page before compression. */
const PAGE_BYTES = 1 << 20;
/** Returns the schema of the vector column: a list, because Parquet has no lists of fixed size. */
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
/** Yields the pages of a group, uncompressed: Zstandard would save 8 % and halve the speed of the whole output. */
function* vectorPages({ rows, components }, { dimensions, dtype }) {
    const most = Math.max(1, Math.floor(PAGE_BYTES / (dimensions * output_components/* COMPONENT_BYTES */.Yd[dtype])));
    for (let from = 0; from < rows; from += most) {
        const to = Math.min(rows, from + most);
        yield { rows: to - from, bytes: (0,vector/* bytesOf */.$$)(components.subarray(from * dimensions, to * dimensions)) };
    }
}
/**
 * Writes the header of a data page, version 2, and the levels that mark the start of lists: for each row a 0, then a 1 for each
 * further component. https://parquet.apache.org/docs/file-format/data-pages/encodings, "RLE", with runs alone.
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
/** Encodes a run of levels of one bit: their number times two, as a varint, then the level. */
function run(count, level) {
    const bytes = [];
    let rest = count * 2;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80))
        bytes.push((rest % 0x80) | 0x80);
    return Buffer.from([...bytes, rest, level]);
}
/** Returns the footer's entry for a column of vectors whose pages start at `offset`. */
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

// EXTERNAL MODULE: ./src/output/table.ts + 1 modules
var table = __webpack_require__(98994);
;// CONCATENATED MODULE: ./src/output/parquet.ts






const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
const TYPES = {
    string: TEXT,
    number: { type: 'DOUBLE' },
    boolean: { type: 'BOOLEAN' },
};
/** A Parquet file. Readers that use its Arrow schema see vectors as lists of fixed size, others as lists. */
async function openParquet(path, shape) {
    const file = await partial_file/* PartialFile */.A.open(path);
    return new table/* TableOutput */.I('parquet', file, shape, (columns) => new ParquetTable(file, shape, columns));
}
/**
 * The library writes all columns but the vectors: it would take each component as a value of its own and compute its level in the
 * list, which is slow. Here all lists have one length, and their components are in memory as the file stores them.
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
            // Ids and texts are mostly distinct, so a dictionary would not help.
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
    /** Adds the column of vectors, which is the last, to the row group that the library wrote. */
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
/** Compresses ids, texts and metadata: with zstd if Node.js has it, else with the library's own Snappy. */
function pageCompression() {
    if (!node_20/* nodeZstd */.iL)
        return { codec: 'SNAPPY' };
    const { constants, zstdCompressSync } = node_20/* nodeZstd */.iL;
    const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
    return { codec: 'ZSTD', compressors: { ZSTD: (bytes) => zstdCompressSync(bytes, options) } };
}
/** Collects the bytes that the library writes. The offset includes drained bytes. */
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
