import { createHash } from 'node:crypto';
import { nearestName } from '../../base/nearest-name';
import type { NeighbourSource } from '../../inputs/values/choices';
import type { GoldenText } from './golden-set';

/** Hexadecimal digits of a text's digest: with 100,000 texts, one set in 50,000 has a collision. */
const DIGITS = 12;

/** Returns an id for a text without one, which does not depend on the text's place. */
export function idOf(text: string): string {
  return `text-${createHash('sha256').update(text).digest('hex').slice(0, DIGITS)}`;
}

/** Gives an id to each text without one: neighbours are named, and a line number changes with the lines before it. */
export function withIds(texts: readonly GoldenText[]): GoldenText[] {
  const taken = new Set(texts.filter(({ fields }) => fields.id !== undefined).map(({ name }) => name));
  return texts.map((entry) => {
    if (entry.fields.id !== undefined) return entry;
    let id = idOf(entry.text);
    // An edited text keeps the id of its old version.
    for (let more = 2; taken.has(id); more++) id = `${idOf(entry.text)}-${more}`;
    taken.add(id);
    return { ...entry, name: id, fields: { id, ...entry.fields } };
  });
}

/** @param lines the line of each text, in order */
export function nameFaults(
  texts: readonly GoldenText[],
  lines: readonly number[],
  neighboursFrom: NeighbourSource = 'golden',
): { line: number; reason: string }[] {
  const faults: { line: number; reason: string }[] = [];
  /** Line of each id. */
  const ids = new Map<string, number>();
  for (const [at, { name, fields }] of texts.entries()) {
    if (fields.id === undefined) continue;
    const [line, first] = [lines[at] as number, ids.get(name)];
    if (first === undefined) ids.set(name, line);
    else faults.push({ line, reason: `id ${shown(name)} is already used in line ${first}` });
  }
  for (const [at, entry] of texts.entries()) {
    const reasons = requirementFaults(entry, neighboursFrom === 'golden' ? ids : undefined);
    faults.push(...reasons.map((reason) => ({ line: lines[at] as number, reason })));
  }
  return faults;
}

/** @param ids that may be named; undefined if neighbours come from a corpus, whose ids are not known yet */
function requirementFaults(entry: GoldenText, ids: ReadonlyMap<string, number> | undefined): string[] {
  const { name, mustInclude, mustExclude } = entry;
  const reasons: string[] = [];
  for (const [field, names] of [
    ['must-include', mustInclude],
    ['must-exclude', mustExclude],
  ] as const) {
    for (const other of new Set(names)) {
      if (other === name)
        reasons.push(`${field} of ${shown(name)} names the text itself, but a text is never its own neighbour`);
      else if (ids && !ids.has(other))
        reasons.push(`${field} names ${shown(other)}, ${unknown(other, [...ids.keys()])}`);
    }
  }
  const both = mustInclude.filter((other) => mustExclude.includes(other));
  for (const other of new Set(both)) reasons.push(`${shown(other)} is in both must-include and must-exclude`);
  return reasons;
}

function unknown(name: string, ids: readonly string[]): string {
  if (/^line \d+$/.test(name)) return 'which is not an id: give that text an id, because line numbers change';
  const near = nearestName(name, ids);
  return `which is not the id of a golden text${near === undefined ? '' : `; did you mean ${shown(near)}?`}`;
}

function shown(name: string): string {
  return JSON.stringify(name);
}
