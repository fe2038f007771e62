import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/base/errors';
import { LAYERS, type Layer } from '../../../src/inputs/values/choices';
import type { EmbeddingContract } from '../../../src/keys/embedding-contract';
import { judgeByLayers } from '../../../src/validation/gate';
import type { GoldenSet, GoldenText } from '../../../src/validation/golden/golden-set';
import type { KnnIndex } from '../../../src/validation/knn/knn';
import { openKnn } from '../../../src/validation/knn/open';
import type { GateInputs, PresentVectors } from '../../../src/validation/subject';
import type { Validation } from '../../../src/validation/validation';
import { contract } from '../../../test-support/builders/contract';
import { goldenText } from '../../../test-support/builders/golden';
import { knnOptions } from '../../../test-support/builders/knn';
import { FINGERPRINT } from '../../../test-support/builders/run-report';

const INPUTS: GateInputs = {
  goldenSet: 'golden.jsonl',
  validationProfile: 'auto',
  validationNeighbours: 'golden',
  validationK: 10,
  validationThreshold: 0.99,
  validationRecall: 0.9,
  failOnValidation: LAYERS,
};
const OTHER = 'cd'.repeat(32);

/** Twelve texts on a half circle, so that the neighbours of each are those beside it. */
const ANGLES = Array.from({ length: 12 }, (_, at) => (at * Math.PI) / 12 + 0.01 * at * at);
const at = (angle: number) => [Math.cos(angle), Math.sin(angle), 0];
const NAMES = ANGLES.map((_, index) => `t${index}`);
const GOLDEN = ANGLES.map((angle, index) => goldenText(`t${index}`, at(angle), { name: `t${index}` }));
const SAME = Object.fromEntries(ANGLES.map((angle, index) => [`t${index}`, at(angle)]));

interface Options {
  readonly inputs?: Partial<GateInputs>;
  readonly contract?: Partial<EmbeddingContract>;
  readonly fingerprint?: string;
  readonly header?: GoldenSet['header'];
  readonly more?: Partial<PresentVectors>;
  readonly opened?: (index: KnnIndex) => KnnIndex;
}

async function judge(
  present: Readonly<Record<string, readonly number[]>>,
  texts: readonly GoldenText[] = GOLDEN,
  { inputs, fingerprint = FINGERPRINT, header, more, opened = (index) => index, ...options }: Options = {},
): Promise<Validation> {
  const dimensions = Object.values(present)[0]?.length ?? 0;
  return judgeByLayers(
    { path: 'golden.jsonl', texts, ...(header && { header }) },
    {
      model: { fingerprint, contract: contract({ dimensions, ...options.contract }) },
      vectors: new Map(Object.entries(present).map(([text, vector]) => [text, Float32Array.from(vector)])),
      positions: new Map(),
      notInCorpus: [],
      ...more,
    },
    { ...INPUTS, ...inputs },
    async (vectors, of) => opened(await openKnn(vectors, { ...knnOptions({ validationEngine: 'exact' }), ...of })),
  );
}

const verdicts = ({ layers }: Validation) => Object.fromEntries(layers.map(({ layer, verdict }) => [layer, verdict]));
const gating = ({ layers }: Validation) => layers.filter(({ gates }) => gates).map(({ layer }) => layer);
const failing = ({ layers }: Validation): Layer[] =>
  layers.filter(({ verdict }) => verdict === 'failed').map(({ layer }) => layer);

describe('judgeByLayers', () => {
  it('passes where every vector is as approved, and tells all it knows', async () => {
    const positions = new Map([['t3', { source: 'corpus.txt', line: 7 }]]);
    const validation = await judge(SAME, GOLDEN, { more: { positions, notInCorpus: ['t5'] } });
    expect(validation).toMatchObject({
      passed: true,
      profile: 'same-model',
      profileReason: 'all golden texts were approved under the present contract',
      goldenSet: { path: 'golden.jsonl', texts: 12 },
      engine: { name: 'exact', indexed: 12 },
      k: 5,
      neighboursFrom: 'golden',
      notInCorpus: ['t5'],
    });
    expect(verdicts(validation)).toEqual({
      sanity: 'passed',
      identity: 'passed',
      neighbourhood: 'passed',
      required: 'skipped',
      distribution: 'passed',
    });
    expect(validation.similarity?.min).toBeCloseTo(1, 6);
    expect(validation.texts.map(({ name }) => name)).toEqual(NAMES);
    expect(validation.texts[3]).toMatchObject({
      excerpt: 't3',
      position: { source: 'corpus.txt', line: 7 },
      recall: 1,
      jaccard: 1,
      faults: [],
    });
    expect(validation.texts[3]?.rankBiasedOverlap).toBeCloseTo(1, 12);
    expect(validation.texts[3]?.presentNeighbours).toHaveLength(5);
    expect(validation.texts[3]?.presentNeighbours).toEqual(validation.texts[3]?.approvedNeighbours);
    expect(validation.texts[4]).not.toHaveProperty('position');
    expect(validation.map?.points).toHaveLength(12);
    expect(validation.layers[0]?.checks[0]?.unseen).toMatch(/^with 95% confidence, fewer than 22.1% of texts/);
  });

  it('gives reports nothing that JSON cannot hold', async () => {
    const broken: Record<string, readonly number[]> = {
      ...SAME,
      t2: [Number.NaN, 1, 0],
      t3: [Number.POSITIVE_INFINITY, 0, 0],
      t4: [0, 0, 0],
      t5: [1, 0],
    };
    const { t6, ...some } = broken;
    const validation = await judge(some);
    expect(failing(validation)).toEqual(['sanity', 'identity', 'neighbourhood', 'distribution'].slice(0, 3));
    expect(JSON.parse(JSON.stringify(validation))).toEqual(validation);
    expect(validation.texts.filter(({ faults }) => faults.some(({ layer }) => layer === 'sanity')).length).toBe(5);
  });

  it('fails identity alone where two texts changed places that are neighbours', async () => {
    const validation = await judge({ ...SAME, t3: SAME.t4 ?? [], t4: SAME.t3 ?? [] });
    expect(verdicts(validation)).toMatchObject({ sanity: 'passed', identity: 'failed', distribution: 'passed' });
    expect(validation.texts[3]?.faults).toEqual(
      expect.arrayContaining([
        { layer: 'identity', message: expect.stringMatching(/^similarity 0\.9\d+ is below 0\.99/) },
        { layer: 'identity', message: expect.stringContaining('nearest to the approved vector of t4 (1.0000)') },
      ]),
    );
    expect(validation.texts[8]?.faults).toEqual([]);
    expect(validation.passed).toBe(false);
  });

  it('fails neighbourhood where texts are rearranged', async () => {
    const order = [0, 7, 2, 9, 4, 11, 6, 1, 8, 3, 10, 5];
    const mixed = Object.fromEntries(order.map((from, to) => [`t${to}`, at(ANGLES[from] as number)]));
    const validation = await judge(mixed, GOLDEN, { fingerprint: OTHER });
    expect(failing(validation)).toEqual(['neighbourhood']);
    expect(validation.texts[1]?.recall).toBeLessThan(0.9);
  });

  it('fails what golden texts require of their neighbours', async () => {
    const texts = GOLDEN.map((entry, index) =>
      index === 0 ? { ...entry, mustInclude: ['t1', 't11'], mustExclude: ['t2', 't10'] } : entry,
    );
    const validation = await judge(SAME, texts);
    expect(failing(validation)).toEqual(['required']);
    expect(validation.texts[0]?.faults).toEqual([
      { layer: 'required', message: 't11 must be among the 5 nearest' },
      { layer: 'required', message: 't2 must not be among the 5 nearest' },
    ]);
  });

  it('has fewer neighbours among few texts, and none to judge among two', async () => {
    expect((await judge(SAME, GOLDEN, { inputs: { validationK: 3 } })).k).toBe(3);
    const two = await judge(SAME, GOLDEN.slice(0, 2));
    expect([two.k, verdicts(two).neighbourhood, two.map]).toEqual([1, 'skipped', undefined]);
    const one = await judge(SAME, GOLDEN.slice(0, 1));
    expect([one.passed, verdicts(one).neighbourhood]).toEqual([true, 'skipped']);
  });

  it('reads approved neighbours from the golden set, and searches them where they are not those of this set', async () => {
    // Not what the approved vectors say, so that it shows where they come from.
    const neighbour = (name: string) => ({ name, excerpt: name, similarity: 0.5 });
    const farthest = (index: number) => [11, 10, 9, 8, 7, 6].filter((one) => one !== index).slice(0, 5);
    const recorded = (neighbours: (index: number) => string[]) =>
      GOLDEN.map((entry, index) => ({
        ...entry,
        approved: {
          vector: Float32Array.from(at(ANGLES[index] as number)),
          fingerprint: FINGERPRINT,
          neighbours: neighbours(index).map(neighbour),
        },
      }));
    const taken = await judge(
      SAME,
      recorded((index) => farthest(index).map((one) => `t${one}`)),
    );
    expect(taken.texts[0]?.approvedNeighbours.map(({ name }) => name)).toEqual(['t11', 't10', 't9', 't8', 't7']);
    expect(failing(taken)).toEqual(['neighbourhood']);
    const gone = await judge(
      SAME,
      recorded(() => ['gone', 't2', 't3', 't4', 't5']),
    );
    expect(gone.texts[0]?.approvedNeighbours.map(({ name }) => name)).toEqual(['t1', 't2', 't3', 't4', 't5']);
    expect(gone.passed).toBe(true);
  });

  it('believes what an approximate engine found, not what it says of it', async () => {
    const rounded = (index: KnnIndex): KnnIndex => ({
      ...index,
      facts: { ...index.facts, recall: 0.97 },
      searchAll: async (queries, k) =>
        (await index.searchAll(queries, k)).map((list) => list.map((one) => ({ ...one, similarity: 1.5 }))),
      close: () => index.close(),
    });
    const validation = await judge(SAME, GOLDEN, { opened: rounded });
    expect(validation.passed).toBe(true);
    expect(validation.engine.recall).toBe(0.97);
  });
});

describe('the profile', () => {
  it.each([1, 2])('stays that of one model for %i texts, whose neighbours cannot tell', async (count) => {
    const few = GOLDEN.slice(0, count);
    const moved = Object.fromEntries(NAMES.slice(0, count).map((name) => [name, [0, 0, 1]]));
    const validation = await judge(moved, few, { fingerprint: OTHER });
    expect(validation).toMatchObject({ passed: false, profile: 'same-model' });
    expect(validation.profileReason).toContain('too few texts to compare their neighbours');
  });

  it('is cross-model where the contract is another: identity and distribution are told, and do not count', async () => {
    const turned = Object.fromEntries(ANGLES.map((angle, index) => [`t${index}`, at(angle + 2)]));
    const validation = await judge(turned, GOLDEN, { fingerprint: OTHER });
    expect(validation).toMatchObject({ passed: true, profile: 'cross-model' });
    expect(validation.profileReason).toBe('12 of 12 golden texts were approved under another contract');
    expect(verdicts(validation)).toMatchObject({
      identity: 'skipped',
      neighbourhood: 'passed',
      distribution: 'skipped',
    });
    expect(validation.layers[1]?.checks[0]?.passed).toBe(false);
    expect(validation.texts[0]?.faults).toEqual([]);
    expect(validation.similarity?.min).toBeLessThan(0);
    // Turned back onto each other.
    for (const { approved, present } of validation.map?.points ?? []) {
      expect(Math.hypot(approved[0] - present[0], approved[1] - present[1])).toBeLessThan(1e-3);
    }
  });

  it('compares models of different dimensions', async () => {
    const longer = Object.fromEntries(ANGLES.map((angle, index) => [`t${index}`, [0, ...at(angle + 2), 0]]));
    const validation = await judge(longer, GOLDEN, { fingerprint: OTHER });
    expect(validation.passed).toBe(true);
    expect(verdicts(validation)).toMatchObject({ sanity: 'passed', identity: 'skipped', neighbourhood: 'passed' });
    expect(validation.similarity).toBeUndefined();
    expect(validation.texts[0]).not.toHaveProperty('similarity');
    expect(validation.map?.points).toHaveLength(12);
  });

  it('says what changed in the contract', async () => {
    const header = {
      version: 3,
      approvedAt: '2025-01-02T03:04:05.000Z',
      model: 'm',
      fingerprint: FINGERPRINT,
      contract: contract({ dimensions: 3 }),
      k: 10,
      neighboursFrom: 'golden',
    } as const;
    const validation = await judge(SAME, GOLDEN, { fingerprint: OTHER, header, contract: { pooling: 'cls' } });
    expect(validation.profileReason).toBe(
      '12 of 12 golden texts were approved under another contract: pooling changed: mean → cls',
    );
    expect(validation.goldenSet).toEqual({
      path: 'golden.jsonl',
      texts: 12,
      version: 3,
      approvedAt: '2025-01-02T03:04:05.000Z',
      model: 'm',
      fingerprint: FINGERPRINT,
    });
  });

  it('is what is asked for, where vectors allow it', async () => {
    const forced = await judge(SAME, GOLDEN, { fingerprint: OTHER, inputs: { validationProfile: 'same-model' } });
    expect([forced.profile, verdicts(forced).identity]).toEqual(['same-model', 'passed']);
    expect(forced.profileReason).toMatch(/^set by validation-profile; 12 of 12/);
    const longer = Object.fromEntries(ANGLES.map((angle, index) => [`t${index}`, [...at(angle), 0]]));
    const failure = judge(longer, GOLDEN, { fingerprint: OTHER, inputs: { validationProfile: 'same-model' } });
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow('was approved with 3 dimensions, but the model returns 4');
  });
});

describe('the gate', () => {
  const swapped = { ...SAME, t3: SAME.t8 ?? [], t8: SAME.t3 ?? [] };

  it('is closed by the layers that are named, and by no other', async () => {
    const closed = await judge(swapped, GOLDEN, { inputs: { failOnValidation: ['sanity', 'identity'] } });
    expect([closed.passed, gating(closed)]).toEqual([false, ['sanity', 'identity']]);
    const open = await judge(swapped, GOLDEN, { inputs: { failOnValidation: ['sanity', 'distribution'] } });
    expect([open.passed, failing(open).includes('identity')]).toEqual([true, true]);
    expect(open.layers[1]).toMatchObject({ gates: false, why: 'not listed in fail-on-validation' });
  });

  it('is closed by nothing where that is asked for, and still says how it would be', async () => {
    const validation = await judge(swapped, GOLDEN, { inputs: { failOnValidation: [] } });
    expect([validation.passed, gating(validation)]).toEqual([false, []]);
    expect((await judge(SAME, GOLDEN, { inputs: { failOnValidation: [] } })).passed).toBe(true);
  });

  it('is not opened by a change of the model, where identity was to close it', async () => {
    const order = [0, 7, 2, 9, 4, 11, 6, 1, 8, 3, 10, 5];
    const mixed = Object.fromEntries(order.map((from, to) => [`t${to}`, at(ANGLES[from] as number)]));
    const inputs = { failOnValidation: ['identity'] as const };
    const validation = await judge(mixed, GOLDEN, { fingerprint: OTHER, inputs });
    expect([validation.passed, gating(validation)]).toEqual([false, ['neighbourhood']]);
  });
});

describe('neighbours in the corpus', () => {
  const neighbour = (text: string, similarity: number) => ({
    name: `corpus.txt:${text.length}`,
    excerpt: text,
    similarity,
  });
  const header = {
    version: 1,
    approvedAt: '2025-01-02T03:04:05.000Z',
    model: 'm',
    fingerprint: FINGERPRINT,
    contract: contract({ dimensions: 3 }),
    k: 2,
    neighboursFrom: 'corpus',
  } as const;
  const texts = GOLDEN.slice(0, 2).map((entry, index) => ({
    ...entry,
    approved: {
      vector: Float32Array.from(at(ANGLES[index] as number)),
      fingerprint: FINGERPRINT,
      neighbours: [neighbour('near', 0.9), neighbour('less near', 0.8)],
    },
  }));
  const inputs = { validationNeighbours: 'corpus' } as const;

  it('are compared by their texts, wherever those lie now', async () => {
    const moved = { ...neighbour('near', 0.9), name: 'corpus.txt:99' };
    const neighbours = [
      [moved, neighbour('less near', 0.8)],
      [neighbour('new', 0.95), moved],
    ];
    const corpus = { neighbours, texts: 1000 };
    const validation = await judge(SAME, texts, { header, inputs, more: { corpus } });
    expect(validation.texts.map(({ recall }) => recall)).toEqual([1, 0.5]);
    expect([validation.k, validation.neighboursFrom]).toEqual([2, 'corpus']);
    expect(failing(validation)).toEqual(['neighbourhood']);
  });

  it('have to be approved before', async () => {
    await expect(judge(SAME, GOLDEN, { inputs })).rejects.toThrow(
      'validation-neighbours: "corpus" needs approved neighbours from a corpus, but golden.jsonl has none',
    );
  });
});

describe('a golden set', () => {
  it('cannot be judged by without approved vectors', async () => {
    const { approved, ...unapproved } = GOLDEN[1] as GoldenText;
    const failure = judge(SAME, [GOLDEN[0] as GoldenText, unapproved]);
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow('1 of 2 texts in golden.jsonl have no approved vector; the first is t1');
  });

  it('cannot be judged by with vectors of different lengths', async () => {
    const failure = judge(SAME, [GOLDEN[0] as GoldenText, goldenText('t1', [1, 0], { name: 't1' })]);
    await expect(failure).rejects.toThrow(
      't1 in golden.jsonl was approved with 2 dimensions, but texts before it with 3',
    );
  });
});
