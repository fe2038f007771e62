import { bytes, count, counted, duration, percent } from '../../base/wording';
import type { TierFacts } from '../../cache/guarded-tier';
import { describeChange } from '../../keys/contract-parts';
import { filesWithMisses, planLine, predictionLines } from '../plan-lines';
import type { RunReport } from '../run-report';
import { facts, figure, section, table } from './figure';
import { foreign, html, type Markup } from './markup';

/** Files with something missing that are shown; report.json has all. */
const FILES_SHOWN = 50;
/** Colours for tiers; of more tiers than that, the last shares one. */
const TIER_COLOURS = 4;

interface Origin {
  readonly name: string;
  readonly texts: number;
  readonly colour: string;
}

/** Where vectors came from, why some were missing, and how each tier did. */
export function originSection(report: RunReport): Markup {
  const { explanation, plan, tiers } = report;
  return section(
    'origin',
    report.mode === 'plan' ? 'Where vectors are' : 'Where vectors came from',
    originFigure(report),
    explanation && html`<p><strong>Why texts were missing:</strong> ${foreign(explanation.sentence)}.</p>`,
    explanation &&
      explanation.changes.length > 0 &&
      html`<ul>${explanation.changes.map((change) => html`<li>${foreign(describeChange(change))}</li>`)}</ul>`,
    plan && planBlock(plan),
    html`<h3>Time</h3>`,
    timeFacts(report),
    tiers.length > 0 && [html`<h3>Tiers</h3>`, tierTable(tiers)],
  );
}

/** By where the vector of a text came from, in the order in which they are asked. */
function originsOf({ texts }: Pick<RunReport, 'texts'>): Origin[] {
  const left = texts.misses - texts.embedded - texts.sharedByOthers;
  const origins = [
    ...Object.entries(texts.hitsByTier).map(([name, hits], at) => ({
      name,
      texts: hits,
      colour: `tier-${Math.min(at, TIER_COLOURS - 1) + 1}`,
    })),
    { name: 'embedded by another run meanwhile', texts: texts.sharedByOthers, colour: 'shared' },
    { name: 'embedded', texts: texts.embedded, colour: 'embedded' },
    { name: 'missing', texts: left, colour: 'missing' },
  ];
  return origins.filter((origin) => origin.texts > 0);
}

function originFigure(report: RunReport): Markup {
  const origins = originsOf(report);
  const total = origins.reduce((sum, origin) => sum + origin.texts, 0);
  if (total === 0) return html`<p>No tier was asked for a vector, and none was embedded.</p>`;
  const legend = origins.map(
    ({ name, texts, colour }) =>
      html`<li><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><rect class="${colour}" width="12" height="12" rx="2"/></svg> ${foreign(name)} <span class="number">${count(texts)}</span> <span class="muted">${percent(texts / total)}</span></li>`,
  );
  return figure({
    id: 'origin-figure',
    picture: bar(origins, total),
    caption: html`<ul class="legend">${legend}</ul>`,
    numbers: table(
      'Texts by origin of their vector',
      [{ title: 'Origin' }, { title: 'Texts', numeric: true }, { title: 'Share', numeric: true }],
      origins.map(({ name, texts }) => [foreign(name), count(texts), percent(texts / total)]),
    ),
  });
}

function bar(origins: readonly Origin[], total: number): Markup {
  let from = 0;
  const segments = origins.map(({ texts, colour }) => {
    const x = (from / total) * 100;
    from += texts;
    return html`<rect class="${colour}" x="${x.toFixed(3)}%" width="${((texts / total) * 100).toFixed(3)}%" height="100%"/>`;
  });
  const spoken = origins.map(({ name, texts }) => `${name} ${count(texts)}, ${percent(texts / total)}`).join('; ');
  return html`<svg class="bar" role="img" aria-label="${`Origin of ${counted(total, 'vector')}: ${spoken}`}">${segments}</svg>`;
}

function timeFacts({ texts, seconds, tiers, recomputed }: RunReport): Markup {
  const embedding = texts.embedMs / 1000;
  const rate = embedding > 0 ? `, ${count(texts.tokens / embedding)} tokens/s` : '';
  const asked = tiers.filter(({ asked }) => asked > 0);
  return facts([
    ['Whole run', duration(seconds)],
    ['Embedding', texts.embedded === 0 ? 'nothing was embedded' : `${duration(embedding)}${rate}`],
    ...(texts.loadMs > 0 ? [['Loading the model', duration(texts.loadMs / 1000)] as const] : []),
    ...(recomputed ? [['Embedding hits again', duration(recomputed.milliseconds / 1000)] as const] : []),
    ...asked.map(({ name, lookupMs }) => [`Lookups in ${name}, which overlap`, duration(lookupMs / 1000)] as const),
  ]);
}

function tierTable(tiers: readonly TierFacts[]): Markup {
  return table(
    'Tiers',
    [
      { title: 'Tier' },
      { title: 'Asked', numeric: true },
      { title: 'Found', numeric: true },
      { title: 'Stored', numeric: true },
      { title: 'Lookups', numeric: true },
      { title: 'Writes', numeric: true },
      { title: 'Besides' },
    ],
    tiers.map((tier) => [
      html`${foreign(tier.name)}<br><span class="muted">${foreign(tier.location)}</span>`,
      count(tier.asked),
      count(tier.found),
      count(tier.written),
      duration(tier.lookupMs / 1000),
      duration(tier.writeMs / 1000),
      foreign(remarks(tier).join('; ')),
    ]),
  );
}

function remarks(tier: TierFacts): string[] {
  const counts: readonly (readonly [number, string])[] = [
    [tier.adopted, 'adopted from another run'],
    [tier.corrupt, 'corrupt and replaced'],
    [tier.unsigned, 'not signed by a known key'],
    [tier.missed - tier.madeUp, 'not taken'],
    [tier.unanswered ?? 0, 'not answered'],
    [tier.failedCalls, tier.failedCalls === 1 ? 'failed call' : 'failed calls'],
  ];
  const traffic = tier.traffic
    ? [`${bytes(tier.traffic.bytesReceived)} received, ${bytes(tier.traffic.bytesSent)} sent`]
    : [];
  return [
    ...counts.filter(([amount]) => amount > 0).map(([amount, what]) => `${count(amount)} ${what}`),
    ...(tier.lastFailure === undefined ? [] : [`last failure: ${tier.lastFailure}`]),
    ...tier.changes.filter(({ state }) => state === 'open').map(({ of, reason }) => `${of} paused: ${reason}`),
    ...traffic,
  ];
}

function planBlock(plan: NonNullable<RunReport['plan']>): Markup {
  const files = filesWithMisses(plan);
  const more = files.length - FILES_SHOWN;
  return html`<h3>Plan</h3>
<p>${planLine(plan)}.</p>
<ul>${predictionLines(plan).map((line) => html`<li>${foreign(line)}</li>`)}</ul>
${
  files.length > 0 &&
  table(
    'Files in which texts are missing',
    [
      { title: 'File' },
      { title: 'Records', numeric: true },
      { title: 'Hits', numeric: true },
      { title: 'Missing', numeric: true },
      { title: 'Tokens to embed', numeric: true },
    ],
    files
      .slice(0, FILES_SHOWN)
      .map(({ file, records, unique, misses, tokens }) => [
        foreign(file),
        count(records),
        count(unique - misses),
        count(misses),
        count(tokens),
      ]),
  )
}
${more > 0 && html`<p class="muted">And ${counted(more, 'more file')}, in report.json.</p>`}`;
}
