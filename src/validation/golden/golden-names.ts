import { createHash } from 'node:crypto';
import { nearestName } from '../../base/nearest-name';
import type { NeighbourSource } from '../../inputs/values/choices';
import type { GoldenText } from './golden-set';

/** Of the digest of a text, in hexadecimal digits: two of a hundred thousand are the same once in fifty thousand sets. */
const DIGITS = 12;

/** An id for a text that has none: the same wherever it stands. */
export function idOf(text: string): string {
  return `text-${createHash('sha256').update(text).digest('hex').slice(0, DIGITS)}`;
}

/** Gives each text without an id one: neighbours are named, and the number of a line changes with the lines before it. */
export function withIds(texts: readonly GoldenText[]): GoldenText[] {
  const taken = new Set(texts.filter(({ fields }) => fields.id !== undefined).map(({ name }) => name));
  return texts.map((entry) => {
    if (entry.fields.id !== undefined) return entry;
    let id = idOf(entry.text);
    // A text that was edited keeps the id of what it was.
    for (let more = 2; taken.has(id); more++) id = `${idOf(entry.text)}-${more}`;
    taken.add(id);
    return { ...entry, name: id, fields: { id, ...entry.fields } };
  });
}

/** @param lines of each text, in order */
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
    else faults.push({ line, reason: `the id ${shown(name)} is that of line ${first} already` });
  }
  for (const [at, entry] of texts.entries()) {
    const reasons = requirementFaults(entry, neighboursFrom === 'golden' ? ids : undefined);
    faults.push(...reasons.map((reason) => ({ line: lines[at] as number, reason })));
  }
  return faults;
}

/** @param ids that may be named; undefined where neighbours come from a corpus, whose ids are not known yet */
function requirementFaults(entry: GoldenText, ids: ReadonlyMap<string, number> | undefined): string[] {
  const { name, mustInclude, mustExclude } = entry;
  const reasons: string[] = [];
  for (const [field, names] of [
    ['must-include', mustInclude],
    ['must-exclude', mustExclude],
  ] as const) {
    for (const other of new Set(names)) {
      if (other === name)
        reasons.push(`${field} of ${shown(name)} names the text itself, which is never its own neighbour`);
      else if (ids && !ids.has(other))
        reasons.push(`${field} names ${shown(other)}, ${unknown(other, [...ids.keys()])}`);
    }
  }
  const both = mustInclude.filter((other) => mustExclude.includes(other));
  for (const other of new Set(both)) reasons.push(`${shown(other)} is in must-include and in must-exclude`);
  return reasons;
}

function unknown(name: string, ids: readonly string[]): string {
  if (/^line \d+$/.test(name)) return 'which is no id: give that text one, since lines move';
  const near = nearestName(name, ids);
  return `which is the id of no golden text${near === undefined ? '' : `; did you mean ${shown(near)}?`}`;
}

function shown(name: string): string {
  return JSON.stringify(name);
}
