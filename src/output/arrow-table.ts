import * as arrow from 'apache-arrow';
import { canonicalJson } from '../keys/embedding-contract';
import type { ColumnType, MetadataColumn } from './metadata-columns';
import type { RowGroup } from './row-group';
import type { TableShape } from './table';

const TYPES: Readonly<Record<ColumnType, () => arrow.DataType>> = {
  string: () => new arrow.Utf8(),
  // A JSON number is one: where the first records have 1, a later one may have 0.5.
  number: () => new arrow.Float64(),
  boolean: () => new arrow.Bool(),
};

/** The columns of a table: their names, their types, and what made the vectors. */
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

/** As key and value in the files that have room for such. */
export function provenanceOf({ fingerprint, contract }: TableShape['provenance']): Map<string, string> {
  return new Map([
    ['embed-once.fingerprint', fingerprint],
    ['embed-once.contract', canonicalJson(contract)],
  ]);
}

/** The rows of a group, of which the vectors are not copied. */
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

/** A schema as it begins a stream, in base64: what Parquet files carry as `ARROW:schema` to name what Parquet has no type for. */
export function encodedSchema(schema: arrow.Schema): string {
  const writer = new arrow.RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  writer.finish();
  return Buffer.from(writer.toUint8Array(true)).toString('base64');
}
