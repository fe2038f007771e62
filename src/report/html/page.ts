import { createHash } from 'node:crypto';
import { excerpt } from '../../base/wording';
import type { RunReport } from '../run-report';
import { verdictOf } from '../verdict';
import { worstFirst } from '../worst-texts';
import { allTextsSection } from './all-texts';
import { islandOf } from './data-island';
import { sign } from './figure';
import { layersSection } from './layers';
import { foreign, html, Markup } from './markup';
import { originSection } from './origin';
import { headlineFacts, moment, runSection, warningsSection } from './run-facts';
import { SCRIPT } from './script';
import { similaritySection } from './similarity-histogram';
import { STYLE } from './style';
import { mapSection } from './vector-map';
import { worstSection } from './worst-texts';

/** Golden texts that the page shows without its script, and that are points of their own on the map. */
const SHOWN = 200;

/** Nothing is fetched, sent or run but the two parts of this page whose digests these are. */
const POLICY = [
  "default-src 'none'",
  `style-src ${digestOf(STYLE)}`,
  `script-src ${digestOf(SCRIPT)}`,
  // The icon, which browsers would otherwise ask the server for.
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The run as one page that needs nothing but itself. */
export function renderHtml(report: RunReport): string {
  const verdict = verdictOf(report);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${verdict.title} · embed-once</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">To the verdict</a>
<header class="top"><p><strong>embed-once</strong> <span class="muted">${foreign(excerpt(report.model.name))}, ${moment(report.started)}</span></p><button type="button" id="theme" aria-pressed="false" hidden>Dark</button></header>
<main id="main">
<section class="verdict ${verdict.state}" aria-labelledby="verdict">
<h1 id="verdict">${sign(verdict.state)}${verdict.title}</h1>
<p class="lead">${foreign(verdict.sentence)}</p>
${
  verdict.advice.length > 0 &&
  html`<h2>What to do</h2>
<ul>${verdict.advice.map((advice) => html`<li>${foreign(advice)}</li>`)}</ul>`
}
${headlineFacts(report)}
</section>
${sectionLinks(report)}
${originSection(report)}
${validationSections(report)}
${runSection(report)}
${warningsSection(report)}
</main>
<footer class="muted">Made by embed-once ${report.version} from the facts of report.json.</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.source;
}

/** The sections that the page has, in their order. */
function sectionLinks({ validation, warnings }: RunReport): Markup {
  const links: readonly (readonly [id: string, title: string, there: boolean])[] = [
    ['origin', 'Where vectors came from', true],
    ['layers', 'Checks', validation !== undefined],
    ['similarity', 'Similarity', validation?.similarity !== undefined],
    ['map', 'Map', validation?.map !== undefined],
    ['worst', 'Worst texts', validation !== undefined],
    ['texts', 'All golden texts', validation !== undefined],
    ['run', 'The run', true],
    ['warnings', 'Warnings', warnings.length > 0],
  ];
  const items = links
    .filter(([, , there]) => there)
    .map(([id, title]) => html`<li><a href="${`#${id}`}">${title}</a></li>`);
  return html`<nav class="sections" aria-label="Sections"><ul>${items}</ul></nav>`;
}

function validationSections({ validation }: RunReport): Markup | undefined {
  if (!validation) return undefined;
  const ranked = worstFirst(validation);
  const { similarity, map } = validation;
  const island = islandOf(ranked);
  const shown = Math.min(SHOWN, island.texts.length);
  return html`${layersSection(validation)}
${similarity && similaritySection(validation, similarity)}
${map && mapSection(map, ranked, shown, validation.profile)}
${worstSection(ranked)}
${allTextsSection(validation, ranked, island, shown)}`;
}

function digestOf(part: string): string {
  return `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
}
