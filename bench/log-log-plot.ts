/** A curve over logarithmic axes. Points are [x, y], by rising x. */
export interface PlottedCurve {
  readonly name: string;
  readonly points: readonly Point[];
  /** Goes on from the last point as a broken line without marks: what was not measured. */
  readonly continued?: readonly Point[];
}

export type Point = readonly [x: number, y: number];

export interface Plot {
  /** What is seen, for those who do not see it. */
  readonly description: string;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** At most as many as there are styles. */
  readonly curves: readonly PlottedCurve[];
}

export interface Axis {
  readonly label: string;
  /** By rising value; the first and the last are the ends of the axis. */
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** Of middling brightness: as an image, a page's theme does not reach it, and these are read on white and on black. */
const INK = '#7d8590';
const STYLES = [
  { color: '#d9480f', mark: (x: string, y: string) => `<circle cx="${x}" cy="${y}" r="4.5"/>` },
  { color: '#2f81f7', mark: (x: string, y: string) => `<path d="M${x} ${y}m-4.5-4.5h9v9h-9z"/>` },
  { color: '#2da44e', mark: (x: string, y: string) => `<path d="M${x} ${y}m0-6l6 6-6 6-6-6z"/>` },
] as const;
const WIDTH = 760;
const HEIGHT = 440;
const EDGE = { left: 74, right: 40, top: 20, bottom: 54 };

type Style = (typeof STYLES)[number];
type Place = (point: Point) => readonly [x: string, y: string];

/** An SVG without scripts, fonts or style sheets, so that it is shown wherever images are. */
export function renderLogLogPlot({ description, xAxis, yAxis, curves }: Plot): string {
  const x = scale(xAxis, EDGE.left, WIDTH - EDGE.right);
  const y = scale(yAxis, HEIGHT - EDGE.bottom, EDGE.top);
  const place: Place = (point) => [x(point[0]).toFixed(1), y(point[1]).toFixed(1)];
  const styled = curves.map((curve, index) => ({ curve, style: STYLES[index] as Style }));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>${inXml(description)}</title>`,
    `<g stroke="${INK}" stroke-opacity="0.35">`,
    ...xAxis.ticks.map(({ value }) => line(x(value), EDGE.top, x(value), HEIGHT - EDGE.bottom)),
    ...yAxis.ticks.map(({ value }) => line(EDGE.left, y(value), WIDTH - EDGE.right, y(value))),
    '</g>',
    `<g fill="${INK}">`,
    ...xAxis.ticks.map(({ value, label }) => text(x(value), HEIGHT - EDGE.bottom + 20, 'middle', label)),
    ...yAxis.ticks.map(({ value, label }) => text(EDGE.left - 8, y(value) + 4, 'end', label)),
    text((EDGE.left + WIDTH - EDGE.right) / 2, HEIGHT - 12, 'middle', xAxis.label),
    `<g transform="translate(18 ${(EDGE.top + HEIGHT - EDGE.bottom) / 2}) rotate(-90)">${text(0, 0, 'middle', yAxis.label)}</g>`,
    '</g>',
    ...styled.flatMap(({ curve, style }) => renderCurve(curve, style, place)),
    ...styled.flatMap(({ curve, style }, index) => renderLegend(curve, style, EDGE.top + 22 + index * 22)),
    '</svg>',
  ].join('\n')}\n`;
}

function renderCurve({ points, continued = [] }: PlottedCurve, { color, mark }: Style, place: Place): string[] {
  const stroke = `fill="none" stroke="${color}" stroke-width="2"`;
  const path = (through: readonly Point[]) => through.map((point) => place(point).join(',')).join(' ');
  const broken = [...points.slice(-1), ...continued];
  return [
    `<polyline points="${path(points)}" ${stroke}/>`,
    ...(continued.length > 0 ? [`<polyline points="${path(broken)}" ${stroke} stroke-dasharray="6 5"/>`] : []),
    `<g fill="${color}">${points.map((point) => mark(...place(point))).join('')}</g>`,
  ];
}

function renderLegend({ name }: PlottedCurve, { color, mark }: Style, y: number): string[] {
  const x = EDGE.left + 22;
  return [
    `<g fill="${color}">${mark(String(x), String(y - 4))}</g>`,
    `<g fill="${INK}">${text(x + 14, y, 'start', name)}</g>`,
  ];
}

/** @returns where a value lies, in pixels */
function scale({ ticks }: Axis, from: number, to: number): (value: number) => number {
  const [least = 1, most = 10] = [ticks[0]?.value, ticks.at(-1)?.value];
  return (value) => from + ((to - from) * Math.log(value / least)) / Math.log(most / least);
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  const [a, b, c, d] = [x1, y1, x2, y2].map((value) => value.toFixed(1));
  return `<line x1="${a}" y1="${b}" x2="${c}" y2="${d}"/>`;
}

function text(x: number, y: number, anchor: 'start' | 'middle' | 'end', words: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${inXml(words)}</text>`;
}

function inXml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
