import { lengthOf, type Vector } from '../../base/vector';
import { cosine } from '../knn/exact';
import { check, countCheck, type Fault, type Findings } from './findings';

/** Farthest that the length of a normalized vector may be from 1: fp16 storage moves it by 2e-4 at most. */
const LENGTH_TOLERANCE = 1e-3;
/** Share of texts that another model may no longer tell apart, such as by case. */
const MERGED = 0.05;
/** Approved vectors at least so similar are of texts that the model cannot tell apart, such as by case. */
const SAME = 1 - 1e-6;

/** Golden texts with their vectors, one of each a text. */
export interface SanitySubject {
  readonly names: readonly string[];
  readonly approved: readonly Vector[];
  /** Undefined where there is none. */
  readonly present: readonly (Vector | undefined)[];
  /** That the embedding contract promises. */
  readonly dimensions: number;
  readonly normalized: boolean;
  /** Whether another model may take some texts for the same that the approved one told apart. */
  readonly mayMerge: boolean;
}

/** A vector that can be compared with others: of the right length, finite, and not zero. */
export function isUsable(vector: Vector | undefined, dimensions: number): vector is Vector {
  return vector !== undefined && vector.length === dimensions && vector.every(Number.isFinite) && vector.some(Boolean);
}

/** Whether present vectors are vectors at all. Looks at no approved one, but to know which texts the model never told apart. */
export function checkSanity(subject: SanitySubject): Findings {
  const { names, present, dimensions, normalized } = subject;
  const faults: Fault[] = [];
  const failing = (wrong: (vector: Vector | undefined) => string | undefined): string[] =>
    names.filter((_, position) => {
      const message = wrong(present[position]);
      if (message !== undefined) faults.push({ position, message });
      return message !== undefined;
    });
  const count = (name: string, description: string, wrong: (vector: Vector) => string | undefined) =>
    countCheck(
      { name, description, happened: 'have one' },
      failing((vector) => vector && wrong(vector)),
      names.length,
    );
  const checks = [
    countCheck(
      { name: 'missing', description: 'Golden texts without a present vector.', happened: 'have none' },
      failing((vector) => (vector ? undefined : 'there is no present vector')),
      names.length,
    ),
    count('dimensions', `Vectors that have not ${dimensions} dimensions, as the contract says.`, ({ length }) =>
      length === dimensions ? undefined : `the vector has ${length} dimensions, not ${dimensions}`,
    ),
    count('not finite', 'Vectors with components that are infinite or not a number.', (vector) =>
      vector.every(Number.isFinite) ? undefined : 'components are infinite or not a number',
    ),
    count('zero', 'Vectors of zeros, which have no direction.', (vector) =>
      vector.some(Boolean) ? undefined : 'the vector is zero',
    ),
    ...(normalized
      ? [
          count(
            'length',
            `Vectors whose length is more than ${LENGTH_TOLERANCE} from 1, though they are normalized.`,
            wrongLength,
          ),
        ]
      : []),
  ];
  const same = alike(subject);
  return { checks: [...checks, ...same.checks], faults: [...faults, ...same.faults] };
}

function wrongLength(vector: Vector): string | undefined {
  const length = lengthOf(vector);
  // Zero, infinite and so on are told by name.
  if (length === 0 || !Number.isFinite(length) || Math.abs(length - 1) <= LENGTH_TOLERANCE) return undefined;
  return `the length of the vector is ${length.toPrecision(4)}, not 1`;
}

/** Texts that now have the very vector of another text, though their approved vectors differ. */
function alike({ names, approved, present, dimensions, mayMerge }: SanitySubject): Findings {
  const faults: Fault[] = [];
  const firsts = new Map<string, number>();
  const failing: string[] = [];
  for (const [position, vector] of present.entries()) {
    if (!isUsable(vector, dimensions)) continue;
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('latin1');
    const first = firsts.get(bytes);
    if (first === undefined) firsts.set(bytes, position);
    else if (!(cosine(approved[first] as Vector, approved[position] as Vector) >= SAME)) {
      failing.push(names[position] as string);
      faults.push({ position, message: `the same vector as that of ${names[first]}` });
    }
  }
  const found = check({
    name: 'identical',
    description: 'Share of texts whose vector is that of another text, though they were approved with different ones.',
    value: names.length === 0 ? 0 : failing.length / names.length,
    threshold: mayMerge ? MERGED : 0,
    bound: 'at most',
    failing,
  });
  return { checks: [found], faults: found.passed ? [] : faults };
}
