import type { OutputDtype } from './components';
import type { MetadataColumn } from './metadata-columns';
import type { Provenance } from './output';

/** Version of the manifest format, raised when a field is removed or changes its meaning. */
const MANIFEST_SCHEMA = 'embed-once/output-manifest@1';

/** Rows stored together in files of their own. */
export interface Shard {
  readonly rows: number;
  /** Root of the Merkle tree over its rows. */
  readonly merkleRoot: Buffer;
  /** Named relative to the manifest, the main file first. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

export interface Manifest extends Provenance {
  readonly format: string;
  readonly dtype: OutputDtype;
  /** Only for tables. */
  readonly columns?: readonly MetadataColumn[];
  /** Read from the corpus. */
  readonly records: number;
  /** Root of the Merkle tree over the roots of the shards. */
  readonly merkleRoot: Buffer;
  readonly shards: readonly Shard[];
}

/** docs/outputs.md explains each field and how to check it. */
export function renderManifest({ fingerprint, contract, ...manifest }: Manifest): string {
  const { format, dtype, records, merkleRoot, shards } = manifest;
  const vectors = { dtype, dimensions: contract.dimensions };
  const rows = shards.reduce((sum, shard) => sum + shard.rows, 0);
  let first = 0;
  const placed = shards.map((shard) => {
    const place = { firstRow: first, rows: shard.rows, merkleRoot: shard.merkleRoot.toString('hex') };
    first += shard.rows;
    return { ...place, files: shard.files };
  });
  const rendered = {
    schema: MANIFEST_SCHEMA,
    format,
    vectors,
    ...(manifest.columns && { columns: tableColumns(manifest.columns) }),
    fingerprint,
    contract,
    records,
    rows,
    merkleRoot: merkleRoot.toString('hex'),
    shards: placed,
  };
  return `${JSON.stringify(rendered, null, 2)}\n`;
}

function tableColumns(columns: readonly MetadataColumn[]) {
  const column = (name: string, type: string) => ({ name, type });
  return [
    column('id', 'string'),
    column('text', 'string'),
    ...columns,
    column('metadata', 'json'),
    column('vector', 'vector'),
  ];
}
