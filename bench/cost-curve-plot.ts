import type { Curve, Row } from './bench';
import { type Axis, type PlottedCurve, type Point, renderLogLogPlot } from './log-log-plot';
import { median, straightLine } from './statistics';

const NAMES: Readonly<Record<Curve, string>> = {
  embedding: 'embedded; broken line: computed, not measured',
  Redis: 'all in Redis',
  'runner cache': 'all in the runner cache',
};

/** The curves of part f as an SVG. Embedding goes on, as a straight line, to where the others end. */
export function plotCostCurve(rows: readonly Row[]): string {
  const measured = new Map<Curve, Point[]>();
  for (const { point, values } of rows) {
    if (!point) continue;
    const points = measured.get(point.curve) ?? [];
    measured.set(point.curve, [...points, [point.records, median(values)]]);
  }
  const sizes = [...measured.values()].flat().map(([records]) => records);
  const curves = (Object.keys(NAMES) as Curve[]).map((curve) => {
    const points = measured.get(curve) ?? [];
    const continued = curve === 'embedding' ? continueLine(points, sizes) : [];
    return { name: NAMES[curve], points, continued };
  });
  return renderLogLogPlot({
    description: 'Seconds that a run takes over corpora of different sizes, both on logarithmic axes',
    xAxis: { label: 'records', ticks: recordTicks(Math.min(...sizes), Math.max(...sizes)) },
    yAxis: { label: 'seconds, whole process', ticks: secondTicks(curves) },
    curves,
  });
}

function continueLine(points: readonly Point[], sizes: readonly number[]): Point[] {
  const { start, slope } = straightLine(points);
  const last = points.at(-1)?.[0] ?? 0;
  const beyond = [...new Set(sizes.filter((records) => records > last))].sort((a, b) => a - b);
  return beyond.map((records) => [records, start + slope * records]);
}

/** 1, 3, 10, 30, … times a thousand. */
function recordTicks(least: number, most: number): Axis['ticks'] {
  const values: number[] = [];
  for (let decade = 1_000; decade <= most; decade *= 10) values.push(decade, 3 * decade);
  return values
    .filter((value) => value >= least && value <= most)
    .map((value) => ({ value, label: value.toLocaleString('en-US') }));
}

/** Powers of ten, one below the least and one above the most. */
function secondTicks(curves: readonly PlottedCurve[]): Axis['ticks'] {
  const seconds = curves.flatMap(({ points, continued = [] }) => [...points, ...continued]).map((point) => point[1]);
  const [least, most] = [Math.floor(Math.log10(Math.min(...seconds))), Math.ceil(Math.log10(Math.max(...seconds)))];
  return Array.from({ length: most - least + 1 }, (_, index) => {
    const value = 10 ** (least + index);
    return { value, label: value.toLocaleString('en-US') };
  });
}
