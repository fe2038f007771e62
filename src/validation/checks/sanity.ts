import { lengthOf, type Vector } from '../../base/vector';
import { cosine } from '../knn/exact';
import { check, countCheck, type Fault, type Findings } from './findings';

/** Largest deviation from 1 of a normalized vector's length: fp16 storage moves it by 2e-4 at most. */
const LENGTH_TOLERANCE = 1e-3;
/** Share of texts that another model may no longer tell apart, for example by case. */
const MERGED = 0.05;
/** Similarity from which the approved model does not tell two texts apart, for example by case. */
const SAME = 1 - 1e-6;

/** Golden texts with their vectors; one element per text. */
export interface SanitySubject {
  readonly names: readonly string[];
  readonly approved: readonly Vector[];
  /** Undefined if missing. */
  readonly present: readonly (Vector | undefined)[];
  /** Of the embedding contract. */
  readonly dimensions: number;
  readonly normalized: boolean;
  /** Whether the present model may merge some texts that the approved one told apart. */
  readonly mayMerge: boolean;
}

/** Whether a vector can be compared with others: it has the right length, is finite, and is not zero. */
export function isUsable(vector: Vector | undefined, dimensions: number): vector is Vector {
  return vector !== undefined && vector.length === dimensions && vector.every(Number.isFinite) && vector.some(Boolean);
}

/** Checks that present vectors are valid. Uses approved ones only to find texts that the approved model never told apart. */
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
    count('dimensions', `Vectors without the ${dimensions} dimensions of the contract.`, ({ length }) =>
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
            `Normalized vectors whose length differs from 1 by more than ${LENGTH_TOLERANCE}.`,
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
  // Zero and non-finite vectors have checks of their own.
  if (length === 0 || !Number.isFinite(length) || Math.abs(length - 1) <= LENGTH_TOLERANCE) return undefined;
  return `the length of the vector is ${length.toPrecision(4)}, not 1`;
}

/** Finds texts that have the same vector as another text, although their approved vectors differ. */
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
      faults.push({ position, message: `the same vector as ${names[first]}` });
    }
  }
  const found = check({
    name: 'identical',
    description: 'Share of texts with the same vector as another text, although their approved vectors differ.',
    value: names.length === 0 ? 0 : failing.length / names.length,
    threshold: mayMerge ? MERGED : 0,
    bound: 'at most',
    failing,
  });
  return { checks: [found], faults: found.passed ? [] : faults };
}
