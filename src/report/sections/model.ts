import { bytes, count, duration, percent } from '../../base/wording';
import type { SimilarityFacts, Validation } from '../../validation/validation';
import type { RankedText } from '../worst-texts';

/**
 * The model of every report. Sections hold facts without markup; `account.ts`, `summary.ts`, `comment-body.ts` and `html/page.ts`
 * render the same facts, and each escapes texts for its own medium.
 */
export interface ReportDocument {
  /** The result in one line, as a title. */
  readonly title: string;
  /** The result in one line, at the end of the account. */
  readonly last: string;
  /** In the order of events. */
  readonly sections: readonly Section[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  /** The section in one line. A log shows it if the section is folded. */
  readonly result?: string;
}

export type Medium = 'terminal' | 'summary' | 'comment' | 'page';

export interface Fact {
  /** Empty if the value needs none. */
  readonly label: string;
  readonly value: Value;
  /** Every medium except comments unless given. */
  readonly media?: readonly Medium[];
  /** Whether documents show the fact by itself and not among the figures. */
  readonly lead?: boolean;
  /** Whether the page folds the fact. */
  readonly folded?: boolean;
}

export type State = 'passed' | 'failed' | 'warned' | 'skipped' | 'neutral';
export type Value = Scalar | List | Table | Visual;
export type Scalar = Text | Quantity | Status;
type Text = { readonly kind: 'text' | 'code'; readonly text: string; readonly note?: string | undefined };
type Unit = 'count' | 'bytes' | 'seconds' | 'share';
type Quantity = { readonly kind: Unit; readonly amount: number; readonly note?: string | undefined };
type Status = { readonly kind: 'status'; readonly state: State; readonly word: string; readonly text?: string };

export interface Item {
  readonly text: string;
  readonly details?: readonly string[];
  /** Marks the item in documents. */
  readonly state?: State;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Item[];
  readonly most?: Limits | undefined;
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Scalar[])[];
  readonly most?: Limits | undefined;
}

/** Facts that a medium draws in its own way, or leaves out. */
type Visual =
  | { readonly kind: 'origin'; readonly origins: readonly Origin[] }
  | Similarities
  | {
      readonly kind: 'checks' | 'map' | 'worst' | 'texts';
      readonly validation: Validation;
      readonly ranked: readonly RankedText[];
    };

/** The texts whose vectors came from one place. */
export interface Origin {
  readonly name: string;
  readonly texts: number;
  readonly role: 'tier' | 'shared' | 'embedded' | 'missing';
}

export interface Similarities {
  readonly kind: 'similarity';
  readonly similarity: SimilarityFacts;
  readonly threshold?: number;
  readonly failed: boolean;
  /** Why the similarities were not judged. */
  readonly notJudged?: string;
}

/** The number of rows or items that each medium shows. report.json has all. */
type Limits = Readonly<Record<Medium, number>>;

export const LONG: Limits = { terminal: 10, summary: 20, comment: 5, page: 50 };

type Options = Omit<Fact, 'label' | 'value'>;

export const ON_PAGE: Options = { media: ['page'] };
export const ON_TERMINAL: Options = { media: ['terminal'] };
export const NOT_ON_PAGE: Options = { media: ['terminal', 'summary'] };

type Optional<T> = T | undefined | false;

export function section(id: string, title: string, facts: readonly Optional<Fact>[], result?: string): Section {
  return {
    id,
    title,
    facts: facts.filter((one) => one !== undefined && one !== false),
    ...(result !== undefined && { result }),
  };
}

/** Returns a fact. A string is text. */
export function fact(label: string, value: Value | string, options: Options = {}): Fact {
  return { label, value: typeof value === 'string' ? text(value) : value, ...options };
}

export function text(words: string, note?: string): Text {
  return { kind: 'text', text: words, note };
}

export function code(words: string, note?: string): Text {
  return { kind: 'code', text: words, note };
}

export function quantity(kind: Unit, amount: number, note?: string): Quantity {
  return { kind, amount, note };
}

export function list(items: readonly (string | Item)[], most?: Limits): List {
  return { kind: 'list', items: items.map((item) => (typeof item === 'string' ? { text: item } : item)), most };
}

/** A cell of a table. A string is text, a number is a count. */
export type Cell = string | number | Scalar;

export function table(columns: readonly string[], rows: readonly (readonly Cell[])[], most?: Limits): Table {
  return { kind: 'table', columns, rows: rows.map((row) => row.map(scalar)), most };
}

function scalar(cell: Cell): Scalar {
  if (typeof cell === 'string') return text(cell);
  return typeof cell === 'number' ? quantity('count', cell) : cell;
}

/** Returns the facts of a section that suit a medium. */
export function factsFor({ facts }: Section, medium: Medium): readonly Fact[] {
  return facts.filter(({ media }) => (media ? media.includes(medium) : medium !== 'comment'));
}

/** The sections that readers of a document need first. The others follow in the order of events. */
const FIRST = ['verdict', 'origin', 'checks', 'similarity', 'map', 'worst', 'texts', 'golden', 'warnings'];

/** Returns sections as documents show them. An account shows them in the order of events, since its end is read first. */
export function mostImportantFirst(sections: readonly Section[]): readonly Section[] {
  const rank = ({ id }: Section): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
  return [...sections].sort((a, b) => rank(a) - rank(b));
}

export function isScalar(value: Value): value is Scalar {
  return value.kind in FORMATS;
}

const FORMATS = {
  text: String,
  code: String,
  status: String,
  count,
  bytes,
  seconds: duration,
  share: percent,
} as const;

/** Returns the words of a value without its note. */
export function wordsOf(value: Scalar): string {
  if (value.kind === 'status') return value.text === undefined ? value.word : `${value.word}: ${value.text}`;
  return 'amount' in value ? FORMATS[value.kind](value.amount) : value.text;
}

/** Returns whether a column has only quantities, which are aligned to the right, or `–` for none. */
export function isNumeric({ rows }: Table, column: number): boolean {
  const cells = rows.map((row) => row[column] as Scalar);
  const numbers = cells.filter((cell) => 'amount' in cell).length;
  return numbers > 0 && cells.every((cell) => 'amount' in cell || cell.text === '–');
}

/** Returns the rows or items that a medium shows, and the number of those that it leaves out. */
export function cutFor<T>(all: readonly T[], most: Limits | undefined, medium: Medium) {
  const shown = all.slice(0, most?.[medium]);
  return { shown, more: all.length - shown.length };
}
