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

/** What the first line of an approved golden set has under this name; raised when older readers would misunderstand the file. */
const FORMAT = 2;
/** Of a file that is something else altogether, nobody wants a fault for each line. */
const FAULTS_TOLD = 50;

/**
 * Reads a golden set. Before it is approved: JSON Lines `{"text", "id"?, "must-include"?, "must-exclude"?}`, or plain text, one a
 * line. Once it was: a header first, and each text with `fingerprint`, `neighbours` and `vector`.
 * @param neighboursFrom among what neighbours will be searched; as the header says unless given, and golden without a header
 * @throws InputError naming every line that cannot be used
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
      if (twin) throw new Error(`the same text as ${twin.name}`);
      golden.set(entry.text, entry);
      lines.push(index + 1);
    } catch (error) {
      faults.push({ line: index + 1, reason: messageOf(error) });
    }
  }
  const texts = [...golden.values()];
  // A name that seems unknown may be that of a line that cannot be read.
  if (faults.length === 0) faults.push(...nameFaults(texts, lines, neighboursFrom ?? header?.neighboursFrom));
  const told = faults.slice(0, FAULTS_TOLD).map(({ line, reason }) => `golden-set: ${file}:${line}: ${reason}`);
  if (faults.length > FAULTS_TOLD) told.push(`golden-set: ${file}: and ${faults.length - FAULTS_TOLD} more lines`);
  if (faults.length === 0 && texts.length === 0) told.push(`golden-set: ${file} holds no text`);
  if (texts.length > MOST_GOLDEN_TEXTS)
    told.push(
      `golden-set: ${file} holds ${texts.length} texts, and ${MOST_GOLDEN_TEXTS} are the most. Is it a corpus? --propose chooses golden texts from one.`,
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

/** @param bytes not all of them UTF-8 */
function invalidLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return line;
    from = end + 1;
  }
}

type Line = Readonly<Record<string, unknown>>;

/** @returns a plain text as it is */
function parseLine(line: string): Line | string {
  if (!line.trimStart().startsWith('{')) return trimText(line);
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('the line begins with { but is not JSON');
  }
}

function headerOf({ 'golden-set': format, ...header }: Line, index: number): GoldenHeader {
  if (index > 0) throw new Error('a header that is not the first line');
  if (format !== FORMAT) throw new Error(`golden-set format ${format} is not known here; ${FORMAT} is`);
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
  if (!text.isWellFormed()) throw new Error('field "text" holds half of a surrogate pair, which is no character');
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
 * Writes the golden set with its approved vectors, in its order. Replaces the file only when the new one is whole, and only if
 * what stands there is what was read: who approved meanwhile, or mended a line, does not lose it.
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
 * Of two who write at once, at least one sees the other: each makes its partial file first, and looks for those of others before
 * it looks at what stands there. So what the other is about to put there is seen as the one or as the other.
 */
async function refuseToOverwrite(output: PartialFile, digest: string | undefined): Promise<void> {
  const [other] = await output.others();
  if (other !== undefined)
    throw new OutputError(
      `golden-set: ${output.path} is being written by another run, and was left as it is. If there is none, remove ${other}.`,
    );
  const standing = await readFile(output.path).then(digestOf, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new OutputError(`cannot write ${output.path}: ${messageOf(error)}`, { cause: error });
  });
  if (standing !== digest)
    throw new OutputError(
      `golden-set: ${output.path} was changed by somebody else during this run, and was left as it is. Run it again to see what would change now.`,
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
