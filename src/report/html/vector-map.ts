import { count, excerpt, fraction, percent } from '../../base/wording';
import type { Validation, VectorMap } from '../../validation/validation';
import type { RankedText } from '../worst-texts';
import { figure, numbers } from './figure';
import { html, type Markup, type Part } from './markup';

type Point = readonly [number, number];

/** Width to height of the picture. Both axes have one scale, because the map shows distances. */
const WIDTH = 4;
const HEIGHT = 3;
/** Free percent at each edge. */
const MARGIN = 4;
/** Texts that are points of their own. The others are dots. */
const SHOWN = 200;
/** Dots in the background. More would not change the picture. */
const DOTS = 20_000;
/** Percent of the width. Shorter arrows are left out. */
const SHORTEST_ARROW = 0.6;

/** Returns the golden set in two dimensions, with arrows from approved to present places. */
export function mapFigure({ map, profile }: Validation, ranked: readonly RankedText[]): Part {
  if (!map) return undefined;
  const place = placing(map);
  const drawn = ranked.filter(({ at }) => isFinitePoint(map, at));
  const worst = drawn.slice(0, SHOWN);
  const others = drawn.slice(SHOWN);
  const lost = ranked.length - drawn.length;
  const turned =
    profile === 'cross-model' ? ' The space of the present model was rotated onto that of the approved model.' : '';
  return figure({
    id: 'map-figure',
    picture: html`<div class="map-frame"><svg class="map" role="group" aria-label="Map of the golden texts, worst first. Arrow keys move between texts, Enter opens one." >
<defs>
<marker id="head" viewBox="0 0 8 8" refX="14" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path d="M0 0 8 4 0 8Z"/></marker>
<circle id="approved" r="4"/><circle id="present" r="4"/><path id="faulty" d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/>
</defs>
${others.length > 0 && cloud(map, others, place)}
${[...worst].reverse().map((text) => point(map, text, place))}
</svg><div class="tip" id="tip" aria-hidden="true" hidden></div></div>`,
    caption: html`${legend()}
<p>Principal components of the approved vectors: ${percent(map.explained[0])} of their variance from left to right, ${percent(map.explained[1])} from bottom to top.${turned}${
      others.length > 0 && ` ${count(Math.min(DOTS, others.length))} texts that moved less are dots in the background.`
    }${lost > 0 && ` ${count(lost)} cannot be placed: their vectors contain values that are not numbers.`}</p>`,
    numbers: numbersOf(map, worst),
  });
}

function isFinitePoint({ points }: VectorMap, at: number): boolean {
  const point = points[at];
  return point !== undefined && [...point.approved, ...point.present].every(Number.isFinite);
}

/** @returns the place of a point in percent of the picture's width and height */
function placing({ points }: VectorMap): (point: Point) => Point {
  const all = points
    .flatMap(({ approved, present }) => [approved, present])
    .filter((point) => point.every(Number.isFinite));
  const range = (axis: 0 | 1): Point =>
    all.reduce<Point>(
      ([least, most], point) => [Math.min(least, point[axis]), Math.max(most, point[axis])],
      [Infinity, -Infinity],
    );
  const [left, right] = range(0);
  const [bottom, top] = range(1);
  const unit = Math.max((right - left) / WIDTH, (top - bottom) / HEIGHT) || 1;
  const inside = 100 - 2 * MARGIN;
  return ([x, y]) => [
    MARGIN + inside * ((x - (left + right) / 2) / (unit * WIDTH) + 0.5),
    MARGIN + inside * (0.5 - (y - (bottom + top) / 2) / (unit * HEIGHT)),
  ];
}

/** Thousands of dots are one path, because only their density matters. */
function cloud({ points }: VectorMap, texts: readonly RankedText[], place: (point: Point) => Point): Markup {
  const dots = texts.slice(0, DOTS).map(({ at }) => {
    const [x, y] = place(points[at]?.present as Point);
    return `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
  });
  return html`<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%"><path class="cloud" vector-effect="non-scaling-stroke" d="${dots.join('')}"/></svg>`;
}

function point({ points }: VectorMap, text: RankedText, place: (point: Point) => Point): Markup {
  const { approved, present } = points[text.at] as VectorMap['points'][number];
  const [[fromX, fromY], [x, y]] = [place(approved), place(present)];
  const far = Math.hypot(x - fromX, ((y - fromY) * HEIGHT) / WIDTH) >= SHORTEST_ARROW;
  const kind = text.faults.length > 0 ? 'faulty' : 'present';
  const spoken = describe(text);
  const [x1, y1, x2, y2] = [fromX, fromY, x, y].map((value) => `${value.toFixed(2)}%`);
  return html`<a class="point ${kind}" href="${`#text-${text.at}`}" data-at="${text.at}" aria-label="${spoken}"><title>${spoken}</title>${
    far &&
    html`<use class="from" href="#approved" x="${x1}" y="${y1}"/><line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" marker-end="url(#head)"/>`
  }<use class="at" href="#${kind}" x="${x2}" y="${y2}"/></a>
`;
}

function describe({ name, excerpt: text, similarity, faults }: RankedText): string {
  const layers = [...new Set(faults.map(({ layer }) => layer))];
  return [
    `${excerpt(name)}: ${excerpt(text)}`,
    ...(similarity === undefined ? [] : [`similarity ${fraction(similarity)}`]),
    layers.length === 0 ? 'no faults' : `fault in ${layers.join(', ')}`,
  ].join('; ');
}

function legend(): Markup {
  const key = (content: Markup) =>
    html`<svg class="key" viewBox="0 0 32 16" aria-hidden="true" focusable="false">${content}</svg>`;
  return html`<ul class="legend">
<li>${key(html`<g class="point present"><circle class="at" cx="16" cy="8" r="4"/></g>`)} no faults</li>
<li>${key(html`<g class="point faulty"><path class="at" transform="translate(16 8)" d="M0-6.5 6.5 0 0 6.5-6.5 0Z"/></g>`)} faults</li>
<li>${key(html`<g class="point present"><circle class="from" cx="5" cy="8" r="4"/><line x1="9" y1="8" x2="38" y2="8" marker-end="url(#head)"/></g>`)} moved from its approved place</li>
</ul>`;
}

function numbersOf({ points }: VectorMap, texts: readonly RankedText[]): Part {
  return numbers(
    'Places on the map, worst first',
    ['Golden text', 'Approved x', 'Approved y', 'Present x', 'Present y', 'Moved'],
    texts.map(({ at, name }) => {
      const { approved, present } = points[at] as VectorMap['points'][number];
      const moved = Math.hypot(present[0] - approved[0], present[1] - approved[1]);
      return [excerpt(name), ...[...approved, ...present, moved].map((value) => value.toFixed(4))];
    }),
  );
}
