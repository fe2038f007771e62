import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bytes,
  cited,
  count,
  counted,
  duration,
  excerpt,
  fraction,
  measured,
  percent,
  span,
} from '../../../src/base/wording';

describe('count', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [12_345.6, '12,346'],
    [1_234_567, '1,234,567'],
  ])('shows %d as %s', (value, text) => {
    expect(count(value)).toBe(text);
  });
});

describe('counted', () => {
  it.each([
    [0, '0 texts'],
    [1, '1 text'],
    [2000, '2,000 texts'],
  ])('shows %d as %s', (value, text) => {
    expect(counted(value, 'text')).toBe(text);
  });
});

describe('percent', () => {
  it.each([
    [0, '0%'],
    [1, '100%'],
    [0.5, '50.0%'],
    [0.12345, '12.3%'],
    [0.999999, '99.9%'],
    [0.9996, '99.9%'],
    [0.000001, '0.1%'],
  ])('shows %d as %s', (value, text) => {
    expect(percent(value)).toBe(text);
  });

  it('never rounds up to all or down to nothing', () => {
    const share = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true });
    fc.assert(fc.property(share, (value) => !['0%', '0.0%', '100%', '100.0%'].includes(percent(value))));
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345, '12.3 kB'],
    [123_456, '123 kB'],
    [5_000_000, '5.0 MB'],
    [7_200_000_000, '7.2 GB'],
    [5e15, '5000 TB'],
    [999_950, '1.0 MB'],
  ])('shows %d as %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });
});

describe('duration', () => {
  it.each([
    [0, '0.00 s'],
    [1.234, '1.23 s'],
    [12.34, '12 s'],
    [59.4, '59 s'],
    [59.7, '1 min 0 s'],
    [60, '1 min 0 s'],
    [125, '2 min 5 s'],
    [3599, '59 min 59 s'],
    [3600, '1 h 0 min'],
    [5400, '1 h 30 min'],
    [90_000, '25 h 0 min'],
  ])('shows %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('span', () => {
  it.each([
    [-1, '0 s'],
    [1.9, '1 s'],
    [119, '119 s'],
    [120, '2 min'],
    [7199, '119 min'],
    [7200, '2 h'],
    [2 * 86_400 - 1, '47 h'],
    [30 * 86_400, '30 d'],
  ])('shows %d seconds as %s', (seconds, text) => {
    expect(span(seconds)).toBe(text);
  });
});

describe('excerpt', () => {
  it.each([
    ['short', 'short'],
    ['two\n  lines\there', 'two lines here'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(59)}…`],
  ])('of %j is %j', (text, shown) => {
    expect(excerpt(text)).toBe(shown);
  });

  it('does not cut a character in two', () => {
    expect(excerpt('😀'.repeat(40), 10).isWellFormed()).toBe(true);
    expect(excerpt(`x${'😀'.repeat(40)}`, 10).isWellFormed()).toBe(true);
  });
});

describe('fraction', () => {
  it.each([
    [1, '1.0000'],
    [0.99999, '0.9999'],
    [0.9123, '0.9123'],
    [0.98999999, '0.9899'],
    [0.99, '0.9900'],
    [-0.00001, '-0.0001'],
    [Number.NaN, 'not a number'],
  ])('shows %d as %s', (value, text) => {
    expect(fraction(value)).toBe(text);
  });
});

describe('measured', () => {
  it.each([
    [0.912345, 0.99, ['0.9123', '0.99']],
    [0.98996, 0.99, ['0.98996', '0.99']],
    [0.99, 0.99, ['0.99', '0.99']],
    [0, 12_345, ['0', '12,345']],
    [Number.NaN, 1, ['not a number', '1']],
    [0.1 + 0.2, 0.3, ['0.30000000000000004', '0.3']],
  ])('shows %d against %d as %j', (value, threshold, shown) => {
    expect(measured(value, threshold)).toEqual(shown);
  });
});

describe('cited', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('of %j is %j', (names, text) => {
    expect(cited(names)).toBe(text);
  });
});
