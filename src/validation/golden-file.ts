import { readFile } from 'node:fs/promises';
import { trimText } from '../corpus/lines';
import { InputError, messageOf } from '../errors';
import { PartialFile } from '../output/partial-file';
import {
  type GoldenHeader,
  type GoldenSet,
  type GoldenText,
  type NamedNeighbour,
  NEIGHBOUR_SOURCES,
} from './golden-set';

/** What the first line of an approved golden set has under this name; raised when older readers would misunderstand the file. */
const FORMAT = 2;

/**
 * Reads a golden set. Before it is approved: JSON Lines `{"text", "id"?, "must-include"?, "must-exclude"?}`, or plain text, one a
 * line. Once it was: a header first, and each text with `fingerprint`, `neighbours` and `vector`.
 * @throws InputError naming every line that cannot be used
 */
export async function readGoldenSet(file: string): Promise<GoldenSet> {
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw new InputError([`golden-set: cannot read ${file}: ${messageOf(error)}`], { cause: error });
  }
  const faults: string[] = [];
  const golden = new Map<string, GoldenText>();
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
    } catch (error) {
      faults.push(`golden-set: ${file}:${index + 1}: ${messageOf(error)}`);
    }
  }
  if (faults.length === 0 && golden.size === 0) faults.push(`golden-set: ${file} holds no text`);
  if (faults.length > 0) throw new InputError(faults);
  return { path: file, ...(header && { header }), texts: [...golden.values()] };
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
  const { version, fingerprint, k, neighboursFrom } = header;
  if (!Number.isInteger(version) || !Number.isInteger(k) || typeof fingerprint !== 'string')
    throw new Error('the header lacks version, k or fingerprint');
  if (!NEIGHBOUR_SOURCES.some((one) => one === neighboursFrom))
    throw new Error(`neighboursFrom must be one of ${NEIGHBOUR_SOURCES.join(', ')}`);
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
    name: fields.id === undefined ? named : String(fields.id),
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

function namesIn(field: string, value: unknown = []): string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
    throw new Error(`field "${field}" is not an array of names`);
  return value;
}

function neighboursIn(value: unknown = []): NamedNeighbour[] {
  const fits = (one: Partial<NamedNeighbour>) =>
    typeof one?.name === 'string' && typeof one.excerpt === 'string' && Number.isFinite(one.similarity);
  if (!Array.isArray(value) || !value.every(fits))
    throw new Error('field "neighbours" is not an array of {"name", "excerpt", "similarity"}');
  return value;
}

/** Writes the golden set with its approved vectors, in its order. Replaces the file only when the new one is whole. */
export async function writeGoldenSet({ path, header, texts }: GoldenSet): Promise<void> {
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
    }
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
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
