import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, OutputError } from '../base/errors';
import { PartialFile, removeOrphans } from '../base/partial-file';
import { PARTIAL } from '../base/replace-file';
import type { Vector } from '../base/vector';
import { type CorpusRecord, recordId } from '../corpus/record';
import type { ResolvedWindow } from '../resolve/window';
import { componentBytes, type OutputDtype } from './components';
import type { FileOutput } from './file-output';
import { renderManifest, type Shard } from './manifest';
import { idsFile } from './matrix';
import { MerkleTree } from './merkle';
import type { MetadataColumns } from './metadata-columns';
import { checkRows, type Output, type OutputFacts, type Provenance } from './output';

const NUMBER_DIGITS = 5;

export interface Sharding {
  /** The path of the output without sharding. */
  readonly path: string;
  readonly rows: number;
  readonly format: string;
  readonly dtype: OutputDtype;
  readonly provenance: Provenance;
  /** Only for tables: decided once for all shards. */
  readonly columns?: MetadataColumns;
  open(path: string): Promise<FileOutput>;
}

/** Files of a fixed number of rows, and their manifest. All get their names at the end, the manifest last. */
export class ShardedOutput implements Output {
  private rows = 0;
  private current: OpenShard | undefined;
  private readonly whole: { output: FileOutput; shard: Shard }[] = [];
  private manifest: PartialFile | undefined;

  constructor(private readonly sharding: Sharding) {}

  async write(window: ResolvedWindow): Promise<void> {
    this.sharding.columns?.decide(window.records);
    for (let from = 0; from < window.records.length; ) {
      const shard = await this.opened();
      const to = Math.min(window.records.length, from + this.sharding.rows - shard.rows);
      await shard.write(part(window, from, to));
      this.rows += to - from;
      from = to;
      if (shard.rows === this.sharding.rows) await this.complete();
    }
  }

  async finish(records: number): Promise<OutputFacts> {
    checkRows(this.rows, records);
    // Without records, one empty shard still shows the columns.
    if (this.current || this.whole.length === 0) await this.opened().then(() => this.complete());
    const file = manifestFile(this.sharding.path);
    this.manifest = await PartialFile.open(file);
    this.manifest.text(this.describe(records));
    await this.manifest.close();
    // No manifest exists until all files have their names: an old one would describe new files.
    await attempt(file, () => rm(file, { force: true }));
    for (const { output, shard } of this.whole) await output.finish(shard.rows);
    await attempt(this.sharding.path, () => this.removeBeyond());
    const bytes = this.whole.flatMap(({ shard }) => shard.files).reduce((sum, each) => sum + each.bytes, 0);
    const shards = { count: this.whole.length, bytes };
    return { format: this.sharding.format, files: [await this.manifest.finish()], rows: this.rows, shards };
  }

  async discard(): Promise<void> {
    const outputs = this.whole.map(({ output }) => output);
    await Promise.all([...outputs, this.current, this.manifest].map((open) => open?.discard()));
  }

  private async opened(): Promise<OpenShard> {
    this.current ??= new OpenShard(
      await this.sharding.open(shardFile(this.sharding.path, this.whole.length)),
      this.sharding.dtype,
    );
    return this.current;
  }

  private async complete(): Promise<void> {
    const { output, shard } = await (this.current as OpenShard).complete();
    this.current = undefined;
    this.whole.push({ output, shard });
  }

  private describe(records: number): string {
    const { format, dtype, provenance, columns } = this.sharding;
    const tree = new MerkleTree();
    const shards = this.whole.map(({ shard }) => shard);
    for (const { merkleRoot } of shards) tree.add(merkleRoot);
    const table = columns && { columns: columns.columns };
    return renderManifest({ format, dtype, ...provenance, ...table, records, merkleRoot: tree.root(), shards });
  }

  /** Removes extra shards of an earlier, larger run, so readers that use a pattern do not pick them up. */
  private async removeBeyond(): Promise<void> {
    const folder = path.dirname(this.sharding.path);
    for (const entry of await readdir(folder)) {
      const [whole = '', ...partial] = entry.split(PARTIAL);
      const number = shardNumber(this.sharding.path, whole);
      if (number === undefined || number < this.whole.length) continue;
      const file = path.join(folder, whole);
      await (partial.length > 0 ? removeOrphans(file) : rm(file, { force: true }));
    }
  }
}

/** @returns undefined for a file that is neither a shard nor the ids of one */
function shardNumber(file: string, entry: string): number | undefined {
  const { name } = path.parse(file);
  const digits = entry.startsWith(`${name}-`) ? /^(\d{5,})(\.|$)/.exec(entry.slice(name.length + 1))?.[1] : undefined;
  if (digits === undefined) return undefined;
  const shard = path.basename(shardFile(file, Number(digits)));
  return entry === shard || entry === path.basename(idsFile(shard)) ? Number(digits) : undefined;
}

/** A shard during writing, and the Merkle tree over its rows. */
class OpenShard {
  rows = 0;
  private readonly tree = new MerkleTree();

  constructor(
    private readonly output: FileOutput,
    private readonly dtype: OutputDtype,
  ) {}

  async write(window: ResolvedWindow): Promise<void> {
    for (const [index, record] of window.records.entries()) {
      this.tree.add(...leaf(record, window.vectors[index] as Vector, this.dtype));
    }
    await this.output.write(window);
    this.rows += window.records.length;
  }

  async complete(): Promise<{ output: FileOutput; shard: Shard }> {
    await this.output.complete(this.rows);
    const files = (await this.output.checksums()).map(({ path: file, bytes, sha256 }) => ({
      name: path.basename(file),
      bytes,
      sha256,
    }));
    return { output: this.output, shard: { rows: this.rows, merkleRoot: this.tree.root(), files } };
  }

  async discard(): Promise<void> {
    await this.output.discard();
  }
}

/** Returns the parts of a row that every format stores: the length of its id in bytes (uint32, little-endian), the id, and the stored vector. */
function leaf(record: CorpusRecord, vector: Vector, dtype: OutputDtype): [Uint8Array, Uint8Array] {
  const id = recordId(record);
  const head = Buffer.alloc(4 + Buffer.byteLength(id));
  head.writeUInt32LE(head.length - 4);
  head.write(id, 4, 'utf8');
  return [head, componentBytes(vector, dtype)];
}

/** `embeddings.parquet` → `embeddings-00007.parquet`. */
export function shardFile(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${String(number).padStart(NUMBER_DIGITS, '0')}${ext}`);
}

/** `embeddings.parquet` → `embeddings.manifest.json`. */
export function manifestFile(file: string): string {
  const { dir, name } = path.parse(file);
  return path.join(dir, `${name}.manifest.json`);
}

function part(window: ResolvedWindow, from: number, to: number): ResolvedWindow {
  if (from === 0 && to === window.records.length) return window;
  return {
    records: window.records.slice(from, to),
    keys: window.keys.slice(from, to),
    vectors: window.vectors.slice(from, to),
    firsts: window.firsts.slice(from, to),
  };
}

async function attempt(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new OutputError(`cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
}
