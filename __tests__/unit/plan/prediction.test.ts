import { describe, expect, it } from '@jest/globals';
import { checkPrediction, kindOf, predict, type Rate, SQUARE_SCALE } from '../../../src/plan/prediction';

/** Of runs given as [tokens, ms], each of which took 500 ms to load the model. */
function rateOf(...runs: [number, number][]): Rate {
  const sum = (of: (tokens: number, ms: number) => number) => runs.reduce((total, run) => total + of(...run), 0);
  return {
    device: 'cpu-4-test',
    runs: runs.length,
    texts: 10 * runs.length,
    tokens: sum((tokens) => tokens),
    milliseconds: sum((_, ms) => ms),
    squares: Math.round(sum((tokens, ms) => ms ** 2 / tokens) * SQUARE_SCALE),
    loadMilliseconds: 500 * runs.length,
  };
}

const TWO_SHARDS = [
  { texts: 5, tokens: 600 },
  { texts: 5, tokens: 400 },
];

describe('predict', () => {
  it('is loads × loading + tokens × time a token', () => {
    const prediction = predict(rateOf([1000, 10_000], [3000, 10_000]), TWO_SHARDS, 7200);
    // 5 ms a token over both runs, not the mean of 10 and 3.3.
    expect(prediction.tokensPerSecond).toBeCloseTo(200);
    expect(prediction.seconds.expected).toBeCloseTo(2 * 0.5 + 1000 * 0.005);
    expect(prediction.longestShardSeconds.expected).toBeCloseTo(0.5 + 600 * 0.005);
    expect(prediction.cost?.expected).toBeCloseTo(12);
    expect(prediction).toMatchObject({ device: 'cpu-4-test', runs: 2 });
  });

  it('is nothing where nothing is missing', () => {
    expect(predict(rateOf([1000, 1000]), [], 1).seconds).toEqual({ expected: 0, low: 0, high: 0 });
  });

  it('has no cost without a price', () => {
    expect(predict(rateOf([1000, 1000]), TWO_SHARDS, undefined).cost).toBeUndefined();
  });

  it.each<[string, [number, number][], number]>([
    ['one run', [[1000, 1000]], 0.3],
    ['nine like runs', Array(9).fill([1000, 1000]), 0.1],
    // Times a token of 0.5 and 1.5 ms, each for half of the tokens: a standard deviation of half the mean.
    [
      'two unlike runs',
      [
        [1000, 500],
        [1000, 1500],
      ],
      Math.sqrt(0.25 + 0.09 / 2),
    ],
    // The same, with a quarter and three quarters: mean 1.25, standard deviation √0.1875.
    [
      'unlike runs of unlike length',
      [
        [1000, 500],
        [3000, 4500],
      ],
      Math.sqrt(0.1875 / 1.25 ** 2 + 0.09 / 2),
    ],
  ])('knows after %s how far it may be off', (_, runs, spread) => {
    const { expected, low, high } = predict(rateOf(...runs), TWO_SHARDS, undefined).seconds;
    expect(high / expected).toBeCloseTo(1 + 2 * spread, 3);
    expect(expected / low).toBeCloseTo(1 + 2 * spread, 3);
  });
});

describe('checkPrediction', () => {
  const happened = { texts: 10, tokens: 900, milliseconds: 4000, loadMilliseconds: 600 };

  it('sets what the plan and earlier runs said beside what happened', () => {
    const check = checkPrediction('cpu-4-test', rateOf([1000, 5000]), 1000, happened);
    expect(check).toMatchObject({ device: 'cpu-4-test', runs: 1, tokens: { expected: 1000, happened: 900 } });
    expect(check?.seconds?.expected).toBeCloseTo(5.5);
    expect(check?.seconds?.happened).toBeCloseTo(4.6);
  });

  it('judges the rate alone where there was no plan', () => {
    const check = checkPrediction('cpu-4-test', rateOf([1000, 5000]), undefined, happened);
    expect(check?.tokens).toBeUndefined();
    expect(check?.seconds?.expected).toBeCloseTo(5);
  });

  it('judges the tokens alone where no rate was known, and nothing where neither was', () => {
    expect(checkPrediction('cpu-4-test', undefined, 1000, happened)).toEqual({
      device: 'cpu-4-test',
      runs: 0,
      tokens: { expected: 1000, happened: 900 },
    });
    expect(checkPrediction('cpu-4-test', undefined, undefined, happened)).toBeUndefined();
  });
});

it('the kind of a device is its first word', () => {
  const names = ['cpu-2-amd-epyc', 'cuda-nvidia-l4', 'webgpu-amd-epyc', 'openai'];
  expect(names.map(kindOf)).toEqual(['cpu', 'cuda', 'webgpu', 'cpu']);
});
