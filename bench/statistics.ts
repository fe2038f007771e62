export interface Line {
  readonly start: number;
  readonly slope: number;
}

/** The straight line with the least squared distances to points [x, y]. */
export function straightLine(points: readonly (readonly [x: number, y: number])[]): Line {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point[0])), mean(points.map((point) => point[1]))];
  const along = mean(points.map((point) => (point[0] - x) ** 2));
  const slope = mean(points.map((point) => (point[0] - x) * (point[1] - y))) / along;
  return { start: y - slope * x, slope };
}

/** @throws RangeError for no values, which have no median */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('no values were measured');
  return (low + high) / 2;
}
