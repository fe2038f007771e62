import { count, counted, percent } from '../../base/wording';
import { type Origin, quantity } from '../sections/model';
import { figure, numbers } from './figure';
import { foreign, html, type Markup } from './markup';

/** Colours of tiers. Further tiers share the last. */
const TIER_COLOURS = 4;

/** Returns the bar of origins with its legend. */
export function originFigure(origins: readonly Origin[]): Markup {
  const total = origins.reduce((sum, origin) => sum + origin.texts, 0);
  if (total === 0) return html`<p>No vector was looked up or embedded.</p>`;
  const parts = origins.map(({ name, texts, role }, at) => ({
    name,
    texts,
    share: percent(texts / total),
    width: (texts / total) * 100,
    colour: role === 'tier' ? `tier-${Math.min(at, TIER_COLOURS - 1) + 1}` : role,
  }));
  let from = 0;
  const segments = parts.map(({ width, colour }) => {
    const x = from;
    from += width;
    return html`<rect class="${colour}" x="${x.toFixed(3)}%" width="${width.toFixed(3)}%" height="100%"/>`;
  });
  const spoken = parts.map(({ name, texts, share }) => `${name} ${count(texts)}, ${share}`).join('; ');
  const legend = parts.map(
    ({ name, texts, share, colour }) =>
      html`<li><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><rect class="${colour}" width="12" height="12" rx="2"/></svg> ${foreign(name)} <span class="number">${count(texts)}</span> <span class="muted">${share}</span></li>`,
  );
  return figure({
    id: 'origin-figure',
    picture: html`<svg class="bar" role="img" aria-label="${`Origin of ${counted(total, 'vector')}: ${spoken}`}">${segments}</svg>`,
    caption: html`<ul class="legend">${legend}</ul>`,
    numbers: numbers(
      'Texts by origin of their vector',
      ['Origin', 'Texts', 'Share'],
      parts.map(({ name, texts }) => [name, texts, quantity('share', texts / total)]),
    ),
  });
}
