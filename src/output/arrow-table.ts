import * as arrow from 'apache-arrow';
import { canonicalJson } from '../keys/embedding-contract';
import type { ColumnType, MetadataColumn } from './metadata-columns';
import type { RowGroup } from './row-group';
import type { TableShape } from './table';

const TYPES: Readonly<Record<ColumnType, () => arrow.DataType>> = {
  string: () => new arrow.Utf8(),
  // Double precision even if the first records have integers: 0.5 may follow 1.
  number: () => new arrow.Float64(),
  boolean: () => new arrow.Bool(),
};

/** Returns the names and types of a table's columns, with the provenance of its vectors. */
export function arrowSchema({ dimensions, dtype, provenance }: TableShape, columns: readonly MetadataColumn[]) {
  const component = dtype === 'float32' ? new arrow.Float32() : new arrow.Float16();
  const vector = new arrow.FixedSizeList(dimensions, new arrow.Field('element', component, false));
  return new arrow.Schema(
    [
      new arrow.Field('id', new arrow.Utf8(), false),
      new arrow.Field('text', new arrow.Utf8(), false),
      ...columns.map(({ name, type }) => new arrow.Field(name, TYPES[type](), true)),
      new arrow.Field('metadata', new arrow.Utf8(), true),
      new arrow.Field('vector', vector, false),
    ],
    provenanceOf(provenance),
  );
}

/** Returns key-value metadata for files that have room for it. */
export function provenanceOf({ fingerprint, contract }: TableShape['provenance']): Map<string, string> {
  return new Map([
    ['embed-once.fingerprint', fingerprint],
    ['embed-once.contract', canonicalJson(contract)],
  ]);
}

/** Returns the rows of a group, without copying the vectors. */
export function recordBatch(schema: arrow.Schema, group: RowGroup): arrow.RecordBatch {
  const { rows, ids, texts, fields, rest } = group;
  const values = [ids, texts, ...fields, rest];
  const children = schema.fields.slice(0, -1).map(({ type }, column) => {
    const [data] = arrow.vectorFromArray(values[column] as (string | null)[], type as arrow.Utf8).data;
    return data as arrow.Data;
  });
  children.push(vectorData(schema.fields.at(-1)?.type as arrow.FixedSizeList, group));
  const type = new arrow.Struct(schema.fields);
  return new arrow.RecordBatch(schema, arrow.makeData({ type, length: rows, nullCount: 0, children }));
}

function vectorData(type: arrow.FixedSizeList, { rows, components }: RowGroup): arrow.Data {
  const length = rows * type.listSize;
  const data = components.subarray(0, length);
  const child = arrow.makeData({ type: type.children[0]?.type as arrow.Float, length, nullCount: 0, data });
  return arrow.makeData({ type, length: rows, nullCount: 0, child });
}

/** Returns the schema as the start of a stream, in base64: Parquet files carry it as `ARROW:schema`, for types that Parquet lacks. */
export function encodedSchema(schema: arrow.Schema): string {
  const writer = new arrow.RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  writer.finish();
  return Buffer.from(writer.toUint8Array(true)).toString('base64');
}
