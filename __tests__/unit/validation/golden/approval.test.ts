import { describe, expect, it } from '@jest/globals';
import type { Inputs } from '../../../../src/inputs/inputs';
import type { NeighbourSource } from '../../../../src/inputs/values/choices';
import { decide, draftApproval, yardsticks } from '../../../../src/validation/golden/approval';
import { neighboursAmongGolden } from '../../../../src/validation/golden/golden-neighbours';
import type { GoldenHeader, GoldenSet, GoldenText } from '../../../../src/validation/golden/golden-set';
import { contract } from '../../../../test-support/builders/contract';
import { FINGERPRINT } from '../../../../test-support/builders/run-report';

const OTHER = 'cd'.repeat(32);

function text(id: string, overrides: Partial<GoldenText> = {}): GoldenText {
  return { text: `text ${id}`, name: id, mustInclude: [], mustExclude: [], fields: { id }, ...overrides };
}

const VECTORS: Record<string, number[]> = {
  a: [1, 0, 0],
  b: [0.8, 0.6, 0],
  c: [0, 1, 0],
  d: [0, 0, 1],
  e: [-0.1, -0.1, 1],
};

function set(ids: string, overrides: Partial<GoldenText> = {}): GoldenSet {
  return { path: 'golden.jsonl', texts: [...ids].map((id) => text(id, overrides)) };
}

interface Present {
  vectors?: Record<string, number[]>;
  about?: Partial<GoldenHeader>;
  k?: number;
  choice?: Inputs['approve'];
}

/** What mode golden does, without the model and the disk. */
function approve(golden: GoldenSet, { vectors = VECTORS, about = {}, k = 2, choice = 'new' }: Present = {}) {
  const fingerprint = about.fingerprint ?? FINGERPRINT;
  const present = new Map(
    golden.texts.map(({ text, name }) => [text, Float32Array.from(vectors[name] ?? [0.5, 0.5, 0.5])]),
  );
  const texts = yardsticks(golden, { fingerprint, vectors: present, tolerance: 0.001 });
  const header = {
    approvedAt: '2025-01-02T03:04:05.000Z',
    model: 'm',
    fingerprint,
    contract: contract(),
    k,
    neighboursFrom: 'golden' as NeighbourSource,
    ...about,
  };
  const draft = draftApproval(golden, texts, neighboursAmongGolden(texts, k), header);
  return { set: draft.set, facts: decide(draft, choice, golden) };
}

describe('a first approval', () => {
  it('writes version 1, with header, neighbours and names', () => {
    const { set: written, facts } = approve(set('abc'));
    expect(facts).toMatchObject({ outcome: 'written', version: 1, replaces: false, texts: 3, unmet: [] });
    expect(facts.diff).toMatchObject({ version: { to: 1 }, added: ['a', 'b', 'c'], vectors: { changed: 0 } });
    expect(written.header).toMatchObject({ version: 1, k: 2, names: ['a', 'b', 'c'], fingerprint: FINGERPRINT });
    expect(written.texts[0]?.approved?.neighbours.map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('gives ids to texts without one, by which neighbours stay known when lines move', () => {
    const unnamed = set('ab', { fields: {} });
    const { set: written } = approve(unnamed);
    const names = written.texts.map(({ name }) => name);
    expect(names[0]).toMatch(/^text-[0-9a-f]{12}$/);
    expect(new Set(names).size).toBe(2);
    expect(written.texts.map(({ fields }) => fields.id)).toEqual(names);
    const turned = approve({ ...unnamed, texts: unnamed.texts.toReversed() });
    expect(turned.set.texts.map(({ name }) => name)).toEqual(names.toReversed());
  });

  it('gives no id twice, when a text that was edited keeps that of what it was', () => {
    const { set: written } = approve(set('a', { fields: {} }));
    const id = written.texts[0]?.name as string;
    const edited = { ...text(id), text: 'another' };
    const again = approve({ ...written, texts: [edited, text('a', { fields: {} })] });
    expect(again.set.texts.map(({ name }) => name)).toEqual([id, `${id}-2`]);
  });

  it('completes a file of a time without headers and neighbours, whose vectors stay as they are', () => {
    const old = set('abc');
    const texts = old.texts.map((entry) => ({
      ...entry,
      approved: {
        vector: Float32Array.from(VECTORS[entry.name] as number[]),
        fingerprint: FINGERPRINT,
        neighbours: [],
      },
    }));
    const { facts } = approve({ ...old, texts });
    expect(facts).toMatchObject({ outcome: 'written', version: 1, replaces: false });
    expect(facts.diff).toMatchObject({ added: [], completed: 3, vectors: { compared: 3, changed: 0 } });
  });
});

describe('a later approval', () => {
  const { set: approved } = approve(set('abcd'));

  it('changes nothing when nothing changed, on whichever day and commit', () => {
    const { facts } = approve(approved, { about: { approvedAt: 'later', commit: 'f'.repeat(40) } });
    expect(facts).toMatchObject({ outcome: 'unchanged', version: 1, diff: { version: { from: 1, to: 1 } } });
    expect(approve(approved, { choice: 'all' }).facts.outcome).toBe('unchanged');
    expect(approve(approved, { choice: 'dry-run' }).facts.outcome).toBe('unchanged');
  });

  it('keeps approved vectors that differ only by rounding', () => {
    const { facts, set: draft } = approve(approved, { vectors: { ...VECTORS, a: [1, 1e-6, 0] } });
    expect(facts.outcome).toBe('unchanged');
    expect([...(draft.texts[0]?.approved?.vector ?? [])]).toEqual([1, 0, 0]);
  });

  it('adds texts under new, and says whose neighbours they become', () => {
    const { facts, set: written } = approve({ ...approved, texts: [...approved.texts, text('e')] });
    expect(facts).toMatchObject({ outcome: 'written', version: 2, replaces: false });
    expect(facts.diff.added).toEqual(['e']);
    expect(facts.diff.vectors).toMatchObject({ compared: 4, changed: 0, similarity: { min: 1, mean: 1 } });
    expect(facts.diff.neighbours).toMatchObject({ compared: 4, moved: 1, meanRecall: 0.875 });
    expect(facts.diff.neighbours.worst).toEqual([
      { name: 'd', excerpt: 'text d', recall: 0.5, gone: ['b'], came: ['e'] },
    ]);
    expect(written.header?.names).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('tells which texts are gone', () => {
    const { facts } = approve({ ...approved, texts: approved.texts.slice(1) });
    expect(facts).toMatchObject({ outcome: 'written', version: 2, diff: { removed: ['a'], added: [] } });
  });

  it('replaces a vector only when all is given, and says which changed most', () => {
    const vectors = { ...VECTORS, a: [0.8, 0.6, 0.1], c: [0, 1, 0.2] };
    const refused = approve(approved, { vectors });
    expect(refused.facts).toMatchObject({ outcome: 'refused', version: 1, replaces: true });
    expect(refused.facts.diff.version).toEqual({ from: 1, to: 2 });
    const { changed, worst } = refused.facts.diff.vectors;
    expect([changed, worst.map(({ name }) => name)]).toEqual([2, ['a', 'c']]);
    expect(worst[0]?.similarity).toBeCloseTo(0.796, 3);
    expect(approve(approved, { vectors, choice: 'dry-run' }).facts).toMatchObject({ outcome: 'dry-run', version: 1 });
    expect(approve(approved, { vectors, choice: 'all' }).facts).toMatchObject({ outcome: 'written', version: 2 });
  });

  it('replaces a contract only when all is given, even where no vector changed', () => {
    const about = { fingerprint: OTHER, contract: contract({ textPrefix: '' }) };
    const { facts } = approve(approved, { about });
    expect(facts).toMatchObject({ outcome: 'refused', diff: { otherContract: 4, vectors: { changed: 0 } } });
    expect(facts.diff.contract).toEqual([{ part: 'text-prefix', change: 'changed', from: '"query: "', to: '""' }]);
  });

  it('takes the present vectors of another contract as they are, to the last digit', () => {
    const vectors = { ...VECTORS, a: [1, 1e-6, 0] };
    const { facts } = approve(approved, { vectors, about: { fingerprint: OTHER } });
    expect(facts).toMatchObject({ outcome: 'refused', diff: { otherContract: 4, vectors: { changed: 1 } } });
  });

  it('cannot compare vectors of another length, and takes them for changed', () => {
    const vectors = Object.fromEntries('abcd'.split('').map((id) => [id, [1, 0]]));
    const { facts } = approve(approved, { vectors, about: { fingerprint: OTHER } });
    expect(facts.outcome).toBe('refused');
    expect(facts.diff.vectors).toEqual({ compared: 4, changed: 4, otherDimensions: 4, worst: [] });
  });

  it('writes another k, which loses nothing', () => {
    const { facts } = approve(approved, { k: 1 });
    expect(facts).toMatchObject({ outcome: 'written', diff: { k: { from: 2, to: 1 }, neighbours: { moved: 0 } } });
  });

  it('does not lose neighbours that were found in a corpus', () => {
    const inCorpus = approve(set('abcd'), { about: { neighboursFrom: 'corpus' } }).set;
    expect(approve(inCorpus).facts).toMatchObject({ outcome: 'refused', replaces: true });
    const [first, ...others] = inCorpus.texts as [GoldenText, ...GoldenText[]];
    const moved = [{ name: 'document 7', excerpt: '', similarity: 0.9 }];
    const approvedElse = { ...(first.approved as NonNullable<GoldenText['approved']>), neighbours: moved };
    const texts = [{ ...first, approved: approvedElse }, ...others];
    const { facts } = approve({ ...inCorpus, texts }, { about: { neighboursFrom: 'corpus' } });
    expect(facts).toMatchObject({ outcome: 'refused', diff: { neighbours: { moved: 1 } } });
  });
});

describe('what a golden set asks of neighbours', () => {
  it('is judged by those that are approved', () => {
    const golden = set('abcd');
    const texts = golden.texts.map((entry) =>
      entry.name === 'a' ? { ...entry, mustInclude: ['b', 'd'], mustExclude: ['b', 'd'] } : entry,
    );
    expect(approve({ ...golden, texts }, { k: 1 }).facts.unmet).toEqual([
      { name: 'a', requirement: 'must-include', neighbour: 'd' },
      { name: 'a', requirement: 'must-exclude', neighbour: 'b' },
    ]);
  });
});
