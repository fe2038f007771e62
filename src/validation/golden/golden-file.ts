import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InputError, messageOf, OutputError } from '../../base/errors';
import { PartialFile } from '../../base/partial-file';
import { trimText } from '../../corpus/lines';
import { NEIGHBOUR_SOURCES, type NeighbourSource } from '../../inputs/values/choices';
import { nameFaults } from './golden-names';
import {
  type GoldenHeader,
  type GoldenSet,
  type GoldenText,
  MOST_GOLDEN_TEXTS,
  type NamedNeighbour,
} from './golden-set';

/** Value of `golden-set` in the first line; raised when older readers would misread the file. */
const FORMAT = 2;
/** Most faults reported: a file of another format has one per line. */
const FAULTS_TOLD = 50;

/**
 * Reads a golden set. Before its approval, it is JSON Lines `{"text", "id"?, "must-include"?, "must-exclude"?}`, or plain text with
 * one text per line. After it, a header comes first, and each text has `fingerprint`, `neighbours` and `vector`.
 * @param neighboursFrom the set in which neighbours will be searched; by default that of the header, or golden without a header
 * @throws InputError that names every unusable line
 */
export async function readGoldenSet(file: string, neighboursFrom?: NeighbourSource): Promise<GoldenSet> {
  const { content, digest } = await readText(file);
  const faults: { line: number; reason: string }[] = [];
  const golden = new Map<string, GoldenText>();
  /** Line of each text, in order. */
  const lines: number[] = [];
  let header: GoldenHeader | undefined;
  for (const [index, line] of content.split('\n').entries()) {
    if (trimText(line) === '') continue;
    try {
      const value = parseLine(line);
      if (typeof value !== 'string' && 'golden-set' in value) {
        header = headerOf(value, index);
        continue;
      }
      const entry = entryOf(value, index + 1);
      const twin = golden.get(entry.text);
      if (twin) throw new Error(`repeats the text of ${twin.name}`);
      golden.set(entry.text, entry);
      lines.push(index + 1);
    } catch (error) {
      faults.push({ line: index + 1, reason: messageOf(error) });
    }
  }
  const texts = [...golden.values()];
  // A name that seems unknown may belong to a line that could not be read.
  if (faults.length === 0) faults.push(...nameFaults(texts, lines, neighboursFrom ?? header?.neighboursFrom));
  const told = faults.slice(0, FAULTS_TOLD).map(({ line, reason }) => `golden-set: ${file}:${line}: ${reason}`);
  if (faults.length > FAULTS_TOLD) told.push(`golden-set: ${file}: and ${faults.length - FAULTS_TOLD} more lines`);
  if (faults.length === 0 && texts.length === 0) told.push(`golden-set: ${file} contains no text`);
  if (texts.length > MOST_GOLDEN_TEXTS)
    told.push(
      `golden-set: ${file} contains ${texts.length} texts, more than the maximum of ${MOST_GOLDEN_TEXTS}. If it is a corpus, choose golden texts from it with --propose.`,
    );
  if (told.length > 0) throw new InputError(told);
  return { path: file, ...(header && { header }), texts, digest };
}

async function readText(file: string): Promise<{ content: string; digest: string }> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new InputError([`golden-set: cannot read ${file}: ${messageOf(error)}`], { cause: error });
  }
  if (!isUtf8(bytes)) throw new InputError([`golden-set: ${file}:${invalidLine(bytes)}: the line is not valid UTF-8`]);
  return { content: new TextDecoder().decode(bytes), digest: digestOf(bytes) };
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @param bytes that are not valid UTF-8 as a whole */
function invalidLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}

type Line = Readonly<Record<string, unknown>>;

/** @returns the text itself if the line is plain text */
function parseLine(line: string): Line | string {
  if (!line.trimStart().startsWith('{')) return trimText(line);
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('the line begins with { but is not JSON');
  }
}

function headerOf({ 'golden-set': format, ...header }: Line, index: number): GoldenHeader {
  if (index > 0) throw new Error('a header must be the first line');
  if (format !== FORMAT)
    throw new Error(`golden-set format ${format} is not supported; this version reads format ${FORMAT}`);
  const { version, fingerprint, k, neighboursFrom, model, contract, names } = header;
  if (!Number.isInteger(version) || !Number.isInteger(k) || typeof fingerprint !== 'string')
    throw new Error('the header lacks version, k or fingerprint');
  if (typeof model !== 'string' || contract === null || typeof contract !== 'object')
    throw new Error('the header lacks model or contract');
  if (!NEIGHBOUR_SOURCES.some((one) => one === neighboursFrom))
    throw new Error(`neighboursFrom must be one of ${NEIGHBOUR_SOURCES.join(', ')}`);
  namesIn('names', names);
  return header as unknown as GoldenHeader;
}

function entryOf(line: Line | string, number: number): GoldenText {
  const named = `line ${number}`;
  if (typeof line === 'string') return { text: line, name: named, mustInclude: [], mustExclude: [], fields: {} };
  const { text, vector, fingerprint, neighbours, ...rest } = line;
  const { 'must-include': mustInclude, 'must-exclude': mustExclude, ...fields } = rest;
  if (typeof text !== 'string' || trimText(text) === '') throw new Error('field "text" is missing or empty');
  if (!text.isWellFormed()) throw new Error('field "text" contains half of a surrogate pair, which is not a character');
  const entry = {
    text: trimText(text),
    name: idIn(fields.id) ?? named,
    mustInclude: namesIn('must-include', mustInclude),
    mustExclude: namesIn('must-exclude', mustExclude),
    fields,
  };
  if (vector === undefined) return entry;
  if (!Array.isArray(vector) || !vector.every(Number.isFinite))
    throw new Error('field "vector" is not an array of numbers');
  if (typeof fingerprint !== 'string') throw new Error('field "fingerprint" is missing beside "vector"');
  const approved = { vector: Float32Array.from(vector), fingerprint, neighbours: neighboursIn(neighbours) };
  return { ...entry, approved };
}

function idIn(id: unknown): string | undefined {
  if (id === undefined) return undefined;
  if ((typeof id !== 'string' || id.trim() === '') && typeof id !== 'number')
    throw new Error('field "id" is neither a number nor text');
  return String(id);
}

function namesIn(field: string, value: unknown = []): string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
    throw new Error(`field "${field}" is not an array of names, such as ["refunds", "7"]`);
  return value;
}

function neighboursIn(value: unknown = []): NamedNeighbour[] {
  const fits = (one: Partial<NamedNeighbour>) =>
    typeof one?.name === 'string' && typeof one.excerpt === 'string' && Number.isFinite(one.similarity);
  if (!Array.isArray(value) || !value.every(fits))
    throw new Error('field "neighbours" is not an array of {"name", "excerpt", "similarity"}');
  return value;
}

/**
 * Writes the golden set with its approved vectors, in its order. Replaces the file only when the new one is complete, and only if
 * the file is still as it was read, so an approval or edit made meanwhile is not lost.
 * @throws OutputError
 */
export async function writeGoldenSet({ path, header, texts, digest }: GoldenSet): Promise<void> {
  const output = await PartialFile.open(path);
  try {
    if (header) output.text(`${JSON.stringify({ 'golden-set': FORMAT, ...header })}\n`);
    for (const entry of texts) {
      output.text(JSON.stringify(fieldsOf(entry)).slice(0, -1));
      if (entry.approved) {
        output.text(',"vector":[');
        output.components(entry.approved.vector);
        output.text(']');
      }
      output.text('}\n');
      if (output.full) await output.flush();
    }
    await refuseToOverwrite(output, digest);
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
}

/**
 * Of two concurrent writers, at least one sees the other: each creates its partial file before it looks for those of others and
 * then reads the current file. So it finds the other's content either in a partial file or in place.
 */
async function refuseToOverwrite(output: PartialFile, digest: string | undefined): Promise<void> {
  const [other] = await output.others();
  if (other !== undefined)
    throw new OutputError(
      `golden-set: ${output.path} was not written: another run is writing it. If no other run is active, remove ${other}.`,
    );
  const standing = await readFile(output.path).then(digestOf, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new OutputError(`cannot write ${output.path}: ${messageOf(error)}`, { cause: error });
  });
  if (standing !== digest)
    throw new OutputError(
      `golden-set: ${output.path} was not written: it changed during this run. Run again to see the changes against the new file.`,
    );
}

function fieldsOf({ text, fields, mustInclude, mustExclude, approved }: GoldenText): Line {
  return {
    ...fields,
    text,
    ...(mustInclude.length > 0 && { 'must-include': mustInclude }),
    ...(mustExclude.length > 0 && { 'must-exclude': mustExclude }),
    ...(approved && { fingerprint: approved.fingerprint, neighbours: approved.neighbours }),
  };
}
