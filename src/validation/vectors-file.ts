import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { InputError, messageOf } from '../base/errors';
import { widenedHalves } from '../base/half-precision';
import { bytesOf, type Vector } from '../base/vector';
import { readLines, trimText } from '../corpus/lines';
import { componentRoom, type OutputDtype } from '../output/components';
import { idsFile } from '../output/matrix';
import type { GoldenText } from './golden/golden-set';

/** More than the header of one matrix takes. */
const MOST_HEADER_BYTES = 4096;
/** The start of an entry as runs write it, up to its text: others are skipped without parsing their numbers. */
const JSONL_TEXT = /^\{"id":"(?:[^"\\]|\\.)*","text":("(?:[^"\\]|\\.)*")/;
const JSON_TEXT = /^"[0-9a-f]{64}": \{"text": ("(?:[^"\\]|\\.)*")/;

/**
 * Finds the vectors of golden texts in a file that a run wrote, without holding the file in memory: by text in json and jsonl,
 * by id in npy, which has no texts.
 * @returns the vectors found, by text
 * @throws InputError if the file cannot be read, or no run wrote it
 */
export async function readVectors(file: string, golden: readonly GoldenText[]): Promise<ReadonlyMap<string, Vector>> {
  const read = READERS[path.extname(file)];
  if (!read) {
    throw new InputError([
      `validation-vectors: cannot tell the format of ${file}: its name must end with ${Object.keys(READERS).join(', ')}.`,
    ]);
  }
  try {
    return await read(file, golden);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`validation-vectors: cannot read ${file}: ${messageOf(error)}`], { cause: error });
  }
}

type Reader = (file: string, golden: readonly GoldenText[]) => Promise<Map<string, Vector>>;

const READERS: Readonly<Record<string, Reader>> = {
  '.json': (file, golden) => readEntries(file, golden, jsonEntry),
  '.jsonl': (file, golden) => readEntries(file, golden, jsonlEntry),
  '.ndjson': (file, golden) => readEntries(file, golden, jsonlEntry),
  '.npy': readRows,
};

interface Entry {
  readonly text?: unknown;
  readonly vector?: unknown;
}

/** @returns undefined for a line without an entry, or with an unwanted one */
type ParseEntry = (line: string, wanted: ReadonlySet<string>) => Entry | undefined;

async function readEntries(file: string, golden: readonly GoldenText[], parse: ParseEntry) {
  const wanted = new Set(golden.map(({ text }) => text));
  const vectors = new Map<string, Vector>();
  for await (const { line, number } of linesOf(file)) {
    let entry: Entry | undefined;
    try {
      entry = parse(line, wanted);
    } catch {
      throw notOurs(file, `line ${number} is not an entry`);
    }
    if (typeof entry?.text !== 'string') continue;
    const text = trimText(entry.text);
    if (wanted.has(text) && !vectors.has(text)) vectors.set(text, vectorOf(entry.vector, file, number));
  }
  return vectors;
}

function jsonlEntry(line: string, wanted: ReadonlySet<string>): Entry | undefined {
  if (line.trim() === '' || isOther(JSONL_TEXT.exec(line), wanted)) return undefined;
  return JSON.parse(line);
}

/** Parses one line as a run writes it: `"<SHA-256>": {"text": …, "vector": […]},` */
function jsonEntry(line: string, wanted: ReadonlySet<string>): Entry | undefined {
  const entry = line.replace(/^[{,]|,$/g, '').trim();
  if (entry === '' || entry === '}' || entry === '{}' || isOther(JSON_TEXT.exec(entry), wanted)) return undefined;
  return Object.values(JSON.parse(`{${entry}}`))[0] as Entry;
}

function isOther(match: RegExpExecArray | null, wanted: ReadonlySet<string>): boolean {
  return match?.[1] !== undefined && !wanted.has(trimText(JSON.parse(match[1])));
}

/** Keeps components that are not numbers as NaN, for the sanity layer to report. */
function vectorOf(value: unknown, file: string, line: number): Vector {
  if (!Array.isArray(value)) throw notOurs(file, `line ${line} has no vector`);
  return Float32Array.from(value, (component) => (typeof component === 'number' ? component : Number.NaN));
}

/** Reads the wanted rows of a matrix, which it finds by the line number of their id. */
async function readRows(file: string, golden: readonly GoldenText[]): Promise<Map<string, Vector>> {
  const textOf = new Map(golden.map(({ text, name }) => [name, text]));
  const rows = new Map<string, number>();
  for await (const { line, number } of linesOf(idsFile(file))) {
    if (line === '') continue;
    const text = textOf.get(String(JSON.parse(line)));
    if (text !== undefined && !rows.has(text)) rows.set(text, number - 1);
  }
  const handle = await open(file);
  try {
    const matrix = await readHeader(handle, file);
    const vectors = new Map<string, Vector>();
    for (const [text, row] of rows) vectors.set(text, await readRow(handle, matrix, row, file));
    return vectors;
  } finally {
    await handle.close();
  }
}

/** The layout of the rows. */
interface Matrix {
  readonly start: number;
  readonly columns: number;
  readonly dtype: OutputDtype;
}

/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1.0 and 2.0. */
async function readHeader(handle: FileHandle, file: string): Promise<Matrix> {
  const { buffer: bytes, bytesRead } = await handle.read(Buffer.alloc(MOST_HEADER_BYTES), 0, MOST_HEADER_BYTES, 0);
  if (bytesRead < 12 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY')
    throw notOurs(file, 'it does not start with a NumPy header');
  const first = bytes[6] === 1;
  const from = first ? 10 : 12;
  const start = from + (first ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  const header = bytes.toString('latin1', from, start);
  const columns = /'shape': \(\d+, (\d+)\)/.exec(header)?.[1];
  const width = /'descr': '<f([24])'/.exec(header)?.[1];
  if (width === undefined || !header.includes("'fortran_order': False") || columns === undefined)
    throw notOurs(file, 'it is not a float32 or float16 matrix in row order');
  return { start, columns: Number(columns), dtype: width === '4' ? 'float32' : 'float16' };
}

async function readRow(handle: FileHandle, matrix: Matrix, row: number, file: string): Promise<Vector> {
  const components = componentRoom(matrix.dtype, matrix.columns);
  const bytes = bytesOf(components);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, matrix.start + row * bytes.length);
  if (bytesRead !== bytes.length) throw notOurs(file, `it has no row ${row + 1}, although ${idsFile(file)} lists it`);
  return components instanceof Float32Array
    ? components
    : Float32Array.from(components, (half) => widenedHalves()[half] as number);
}

async function* linesOf(file: string): AsyncGenerator<{ line: string; number: number }> {
  const bad = (line: number, reason: string) => {
    throw notOurs(file, `line ${line}: ${reason}`);
  };
  for await (const { texts, first } of readLines(createReadStream(file), { bad, encoding: 'UTF-8' })) {
    for (const [index, text] of texts.entries()) {
      if (text !== undefined) yield { line: text.replace(/\r$/, ''), number: first + index };
    }
  }
}

function notOurs(file: string, why: string): InputError {
  return new InputError([`validation-vectors: ${file} is not an output of a run: ${why}.`]);
}
