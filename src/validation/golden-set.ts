import { readFile } from 'node:fs/promises';
import type { Vector } from '../cache/vector-cache';
import { trimText } from '../corpus/lines';
import { InputError, messageOf } from '../errors';
import type { Fingerprint } from '../keys/embedding-contract';
import { PartialFile } from '../output/partial-file';

/** A text whose vector is a yardstick, once it was approved. */
export interface GoldenText {
  readonly text: string;
  /** What people know it by: its id, or its line in the file. */
  readonly name: string;
  readonly approved?: { readonly vector: Vector; readonly fingerprint: Fingerprint };
  /** The other fields of its line, kept when the file is written anew. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads a golden set: JSON Lines `{"text", "id"?, "vector"?, "fingerprint"?}`, or plain text, one a line.
 * @throws InputError naming every line that cannot be used
 */
export async function readGoldenSet(file: string): Promise<GoldenText[]> {
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw new InputError([`golden-set: cannot read ${file}: ${messageOf(error)}`], { cause: error });
  }
  const faults: string[] = [];
  const golden = new Map<string, GoldenText>();
  for (const [index, line] of content.split('\n').entries()) {
    if (trimText(line) === '') continue;
    try {
      const entry = parseLine(line, index + 1);
      const twin = golden.get(entry.text);
      if (twin) throw new Error(`the same text as ${twin.name}`);
      golden.set(entry.text, entry);
    } catch (error) {
      faults.push(`golden-set: ${file}:${index + 1}: ${messageOf(error)}`);
    }
  }
  if (faults.length === 0 && golden.size === 0) faults.push(`golden-set: ${file} holds no text`);
  if (faults.length > 0) throw new InputError(faults);
  return [...golden.values()];
}

function parseLine(line: string, number: number): GoldenText {
  if (!line.trimStart().startsWith('{')) return { text: trimText(line), name: `line ${number}`, fields: {} };
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error('the line begins with { but is not JSON');
  }
  const { text, vector, fingerprint, ...fields } = value;
  if (typeof text !== 'string' || trimText(text) === '') throw new Error('field "text" is missing or empty');
  if (!text.isWellFormed()) throw new Error('field "text" holds half of a surrogate pair, which is no character');
  const name = fields.id === undefined ? `line ${number}` : String(fields.id);
  if (vector === undefined) return { text: trimText(text), name, fields };
  if (!Array.isArray(vector) || !vector.every(Number.isFinite))
    throw new Error('field "vector" is not an array of numbers');
  if (typeof fingerprint !== 'string') throw new Error('field "fingerprint" is missing beside "vector"');
  return { text: trimText(text), name, fields, approved: { vector: Float32Array.from(vector), fingerprint } };
}

/** Writes the golden set with its approved vectors, in its order. Replaces the file only when the new one is whole. */
export async function writeGoldenSet(file: string, golden: readonly GoldenText[]): Promise<void> {
  const output = await PartialFile.open(file);
  try {
    for (const { text, fields, approved } of golden) {
      output.text(JSON.stringify({ ...fields, text, fingerprint: approved?.fingerprint }).slice(0, -1));
      if (approved) {
        output.text(',"vector":[');
        output.components(approved.vector);
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
