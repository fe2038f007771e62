import type { ApprovalFacts } from '../../src/validation/golden/approval';
import type { GoldenDiff } from '../../src/validation/golden/golden-diff';

/** What an approval found that changes nothing. */
export function goldenDiff(overrides: Partial<GoldenDiff> = {}): GoldenDiff {
  return {
    version: { from: 1, to: 2 },
    added: [],
    removed: [],
    completed: 0,
    vectors: { compared: 20, changed: 0, otherDimensions: 0, similarity: { min: 1, mean: 1 }, worst: [] },
    neighbours: { compared: 20, moved: 0, meanRecall: 1, worst: [] },
    otherContract: 0,
    contract: [],
    ...overrides,
  };
}

/** One that was written. */
export function approval(overrides: Partial<ApprovalFacts> = {}): ApprovalFacts {
  return {
    path: 'golden.jsonl',
    texts: 20,
    outcome: 'written',
    version: 2,
    k: 9,
    neighboursFrom: 'golden',
    diff: goldenDiff(),
    replaces: false,
    unmet: [],
    ...overrides,
  };
}
