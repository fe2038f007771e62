import { LAYERS, type Layer } from '../../src/inputs/values/choices';
import type { NamedNeighbour } from '../../src/validation/golden/golden-set';
import type { Check, LayerVerdict, TextVerdict, Validation } from '../../src/validation/validation';

const TOPICS = ['refunds', 'shipping', 'returns', 'invoices', 'passwords', 'deliveries', 'warranties', 'discounts'];

/** The same numbers in each run: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function nameOf(at: number): string {
  return `${TOPICS[at % TOPICS.length]}-${Math.floor(at / TOPICS.length) + 1}`;
}

function excerptOf(at: number): string {
  return `Question ${at + 1} about ${TOPICS[at % TOPICS.length]}: what do I have to do, and how long does it take until it is done?`;
}

export function neighbour(at: number, similarity: number): NamedNeighbour {
  return { name: nameOf(at), excerpt: excerptOf(at), similarity };
}

export function check(overrides: Partial<Check> = {}): Check {
  return {
    name: 'similarity',
    description: 'Lowest cosine similarity of a present vector to the approved one.',
    value: 0.9991,
    threshold: 0.99,
    bound: 'at least',
    passed: true,
    failing: [],
    ...overrides,
  };
}

export function layer(name: Layer, overrides: Partial<LayerVerdict> = {}): LayerVerdict {
  return { layer: name, verdict: 'passed', gates: true, checks: [CHECKS[name]], ...overrides };
}

const CHECKS: Readonly<Record<Layer, Check>> = {
  sanity: check({
    name: 'NaN',
    description: 'Vectors with a component that is not a number.',
    value: 0,
    threshold: 0,
    bound: 'at most',
  }),
  identity: check({ unseen: 'with 95% confidence, fewer than 5.8% of texts drifted' }),
  neighbourhood: check({
    name: 'recall@10',
    description: 'Share of approved neighbours that are still near, on average.',
    value: 0.987,
    threshold: 0.9,
  }),
  required: check({
    name: 'must-include',
    description: 'Named neighbours that are gone.',
    value: 0,
    threshold: 0,
    bound: 'at most',
  }),
  distribution: check({
    name: 'classifier AUC',
    description: 'How well a classifier tells present from approved vectors.',
    value: 0.512,
    threshold: 0.7,
    bound: 'at most',
  }),
};

/** A golden text that is as approved. */
export function textVerdict(at: number, overrides: Partial<TextVerdict> = {}): TextVerdict {
  return {
    name: nameOf(at),
    excerpt: excerptOf(at),
    position: { source: 'corpus.jsonl', line: at + 1 },
    similarity: 0.9995,
    recall: 1,
    jaccard: 1,
    rankBiasedOverlap: 1,
    approvedNeighbours: [],
    presentNeighbours: [],
    faults: [],
    ...overrides,
  };
}

/** 50 golden texts that are as approved, without neighbours or map. */
export function validation(overrides: Partial<Validation> = {}): Validation {
  const texts = overrides.texts ?? Array.from({ length: 50 }, (_, at) => textVerdict(at));
  return {
    passed: true,
    profile: 'same-model',
    profileReason: 'every approved vector has the present fingerprint',
    goldenSet: {
      path: 'golden.jsonl',
      texts: texts.length,
      version: 3,
      approvedAt: '2024-11-20T08:00:00.000Z',
      approvedCommit: '0123456789abcdef0123456789abcdef01234567',
      model: 'all-MiniLM-L6-v2',
      fingerprint: 'ab'.repeat(32),
    },
    engine: { name: 'exact', description: 'in this process, cosine', indexed: texts.length },
    k: 10,
    neighboursFrom: 'golden',
    layers: LAYERS.map((name) => layer(name)),
    texts,
    notInCorpus: [],
    ...overrides,
  };
}

/** One text with a fault in `identity`, among texts that are as approved. */
export function drifted(overrides: Partial<TextVerdict> = {}): TextVerdict {
  return textVerdict(0, {
    name: 'refunds',
    excerpt: 'How do I get my money back?',
    similarity: 0.91234,
    recall: 0.5,
    approvedNeighbours: [neighbour(1, 0.8), neighbour(2, 0.7)],
    presentNeighbours: [neighbour(3, 0.75), neighbour(1, 0.72)],
    faults: [{ layer: 'identity', message: 'similarity 0.9123 is below 0.99' }],
    ...overrides,
  });
}

/** A validation that these texts fail, with `identity` closing the gate. */
export function failedValidation(
  texts: readonly TextVerdict[] = [drifted()],
  overrides: Partial<Validation> = {},
): Validation {
  const failing = texts.filter(({ faults }) => faults.length > 0).map(({ name }) => name);
  const failed = layer('identity', {
    verdict: 'failed',
    checks: [check({ value: 0.91234, passed: false, failing })],
  });
  return validation({
    passed: false,
    texts,
    layers: LAYERS.map((name) => (name === 'identity' ? failed : layer(name))),
    ...overrides,
  });
}

/** A whole validation with everything in it: clusters on a map, a histogram with a tail, neighbours that came and went. */
export function richValidation({ texts: count = 60, faulty = 5, k = 10, seed = 1 } = {}): Validation {
  const random = randomNumbers(seed);
  const places = Array.from({ length: count }, (_, at) => {
    const angle = ((at % TOPICS.length) / TOPICS.length) * 2 * Math.PI;
    const approved = [
      Math.cos(angle) * 0.6 + (random() - 0.5) * 0.3,
      Math.sin(angle) * 0.3 + (random() - 0.5) * 0.2,
    ] as const;
    const far = at < faulty ? 0.5 : 0.01;
    const present = [approved[0] + (random() - 0.5) * far, approved[1] + (random() - 0.5) * far] as const;
    return { approved, present };
  });
  const reach = Math.min(k, count - 1);
  const texts = places.map((_, at) => {
    const approvedNeighbours = Array.from({ length: reach }, (_, step) =>
      neighbour((at + (step + 1) * 8) % count, 0.95 - step * 0.03),
    );
    if (at >= faulty) {
      const similarity = 1 - random() * 0.004;
      return textVerdict(at, { similarity, approvedNeighbours, presentNeighbours: approvedNeighbours });
    }
    const presentNeighbours = approvedNeighbours.map((one, step) =>
      step % 2 === 0
        ? neighbour((at + step * 8 + 3) % count, 0.9 - step * 0.03)
        : { ...one, similarity: one.similarity - 0.02 },
    );
    return textVerdict(at, {
      similarity: 0.9 + random() * 0.08,
      recall: 0.5,
      jaccard: 0.3333,
      rankBiasedOverlap: 0.4567,
      approvedNeighbours,
      presentNeighbours,
      faults: [
        { layer: 'identity', message: 'similarity 0.9123 is below 0.99' },
        ...(at % 2 === 0 ? [{ layer: 'neighbourhood', message: '5 of 10 neighbours are gone' } as const] : []),
      ],
    });
  });
  const similarities = texts.map(({ similarity }) => similarity as number).sort((a, b) => a - b);
  const min = similarities[0] as number;
  const width = (1 - min) / 20;
  const histogram = Array.from({ length: 20 }, (_, at) => {
    const [from, to] = [min + at * width, min + (at + 1) * width];
    const last = at === 19;
    return { from, to, texts: similarities.filter((one) => one >= from && (one < to || last)).length };
  });
  const facts = faulty > 0 ? failedValidation(texts) : validation({ texts });
  return {
    ...facts,
    similarity: {
      min,
      mean: similarities.reduce((sum, one) => sum + one, 0) / count,
      quantiles: [0.01, 0.05, 0.5].map((share) => ({
        share,
        value: similarities[Math.floor(share * count)] as number,
      })),
      histogram,
    },
    map: { explained: [0.231, 0.114], points: places },
  };
}
