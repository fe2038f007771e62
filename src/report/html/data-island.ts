import { excerpt, fraction } from '../../base/wording';
import { LAYERS } from '../../inputs/values/choices';
import type { NamedNeighbour } from '../../validation/golden/golden-set';
import { cutToBytes, visibleText } from '../visible-text';
import type { RankedText } from '../worst-texts';
import { Markup } from './markup';

/** Bytes of rows and of neighbours. They keep the page below 5 MB. */
const ROW_BUDGET = 2_000_000;
const NEIGHBOUR_BUDGET = 2_000_000;
/** Bytes of all excerpts, shared evenly, and the limits of one. */
const EXCERPT_BUDGET = 1_000_000;
const SHORTEST_EXCERPT = 40;
const LONGEST_EXCERPT = 800;
const NAME_BYTES = 120;
const MESSAGE_BYTES = 200;
/** Faults of one text. */
const MESSAGES = 5;

/**
 * A golden text: place in the golden set, name, excerpt, position in the corpus, then similarity, recall, Jaccard index and
 * rank-biased overlap in ten thousandths (null if absent), then faults as [layer, message], then the approved and the present
 * neighbours, each as [reference, similarity, reference, similarity …]; null if they did not fit.
 *
 * A reference from 0 is the place of a golden text; below, −1 − its place in `others`.
 */
type Row = [
  at: number,
  name: string,
  excerpt: string,
  where: string,
  ...measures: [number | null, number | null, number | null, number | null],
  faults: [layer: number, message: string][],
  approved: number[] | null,
  present: number[] | null,
];

export interface Island {
  readonly layers: readonly string[];
  readonly texts: readonly Row[];
  /** Neighbours outside the golden set. */
  readonly others: readonly (readonly [name: string, excerpt: string])[];
}

/** Returns the golden texts that fit, the worst first. The script filters, sorts and opens them. */
export function islandOf(ranked: readonly RankedText[]): Island {
  const excerptBytes = Math.max(
    SHORTEST_EXCERPT,
    Math.min(LONGEST_EXCERPT, Math.floor(EXCERPT_BUDGET / Math.max(1, ranked.length))),
  );
  const texts: Row[] = [];
  let bytes = 0;
  for (const text of ranked) {
    const row = rowOf(text, excerptBytes);
    bytes += sizeOf(row);
    if (bytes > ROW_BUDGET) break;
    texts.push(row);
  }
  return { layers: LAYERS, texts, others: addNeighbours(texts, ranked, excerptBytes) };
}

/** Returns the island as an element that no browser runs and that no text can end. */
export function islandElement(island: Island): Markup {
  return new Markup(`<script type="application/json" id="data">${scriptSafe(island)}</script>`);
}

function rowOf({ at, name, excerpt: text, position, faults, ...measures }: RankedText, excerptBytes: number): Row {
  const where = position ? `${position.source}${position.line === undefined ? '' : `:${position.line}`}` : '';
  return [
    at,
    shown(name, NAME_BYTES),
    shown(text, excerptBytes),
    shown(where, NAME_BYTES),
    tenThousandths(measures.similarity),
    tenThousandths(measures.recall),
    tenThousandths(measures.jaccard),
    tenThousandths(measures.rankBiasedOverlap),
    faults.slice(0, MESSAGES).map(({ layer, message }) => [LAYERS.indexOf(layer), shown(message, MESSAGE_BYTES)]),
    null,
    null,
  ];
}

function addNeighbours(rows: readonly Row[], ranked: readonly RankedText[], excerptBytes: number): Island['others'] {
  const golden = new Map(
    ranked.slice(0, rows.length).map(({ at, name, excerpt }) => [JSON.stringify([name, excerpt]), at]),
  );
  const known = new Map<string, number>();
  const others: [string, string][] = [];
  let bytes = 0;
  const referenceTo = ({ name, excerpt }: NamedNeighbour): number => {
    const identity = JSON.stringify([name, excerpt]);
    const reference = golden.get(identity) ?? known.get(identity);
    if (reference !== undefined) return reference;
    const other: [string, string] = [shown(name, NAME_BYTES), shown(excerpt, excerptBytes)];
    bytes += sizeOf(other);
    known.set(identity, -others.push(other));
    return -others.length;
  };
  const flat = (neighbours: readonly NamedNeighbour[]): number[] =>
    neighbours.flatMap((neighbour) => [referenceTo(neighbour), tenThousandths(neighbour.similarity) ?? 0]);
  for (const [place, row] of rows.entries()) {
    const text = ranked[place] as RankedText;
    const lists = [flat(text.approvedNeighbours), flat(text.presentNeighbours)] as const;
    bytes += sizeOf(lists);
    if (bytes > NEIGHBOUR_BUDGET) break;
    [row[9], row[10]] = lists;
  }
  return others;
}

function shown(text: string, limit: number): string {
  return cutToBytes(visibleText(excerpt(text, limit)), limit);
}

function tenThousandths(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Math.round(Number(fraction(value)) * 1e4);
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(scriptSafe(value)) + 1;
}

/** Returns JSON without `<`, which could end the element or begin a comment. */
function scriptSafe(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)
    .replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
