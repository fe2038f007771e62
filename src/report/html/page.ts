import { createHash } from 'node:crypto';
import { excerpt } from '../../base/wording';
import type { RunReport } from '../run-report';
import {
  type Fact,
  factsFor,
  mostImportantFirst,
  type ReportDocument,
  type Scalar,
  type Section,
} from '../sections/model';
import { momentOf } from '../sections/run';
import { allTexts } from './all-texts';
import { content, sectionOf, sign } from './figure';
import { checksTable } from './layers';
import { foreign, html, Markup, type Part } from './markup';
import { originFigure } from './origin';
import { SCRIPT } from './script';
import { similarityFigure } from './similarity-histogram';
import { STYLE } from './style';
import { mapFigure } from './vector-map';
import { worstCards } from './worst-texts';

/** The page loads and sends nothing. It runs only its one script, and applies only its one style. */
const POLICY = [
  "default-src 'none'",
  `style-src ${digestOf(STYLE)}`,
  `script-src ${digestOf(SCRIPT)}`,
  // The icon, which browsers would otherwise request from the server.
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Returns a run as one page without external resources. */
export function renderHtml(report: RunReport, document: ReportDocument): string {
  const sections = mostImportantFirst(document.sections).filter((one) => factsFor(one, 'page').length > 0);
  const [verdict, ...others] = sections as [Section, ...Section[]];
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
<a class="skip" href="#main">Skip to the verdict</a>
<header class="top"><p><strong>embed-once</strong> <span class="muted">${foreign(excerpt(report.model.name))}, ${momentOf(report.started)}</span></p><button type="button" id="theme" aria-pressed="false" hidden>Dark</button></header>
<main id="main">
${verdictBlock(verdict)}
<nav class="sections" aria-label="Sections"><ul>${others.map(({ id, title }) => html`<li><a href="${`#${id}`}">${title}</a></li>`)}</ul></nav>
${others.map((one) => sectionOf(one, drawn))}
</main>
<footer class="muted">Made by embed-once ${report.version} from report.json.</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.source;
}

function verdictBlock(one: Section): Markup {
  const [first, ...rest] = factsFor(one, 'page') as [Fact, ...Fact[]];
  const status = first.value as Extract<Scalar, { kind: 'status' }>;
  return html`<section class="verdict ${status.state}" aria-labelledby="verdict">
<h1 id="verdict">${sign(status.state)}${status.word}</h1>
<p class="lead">${foreign(status.text ?? '')}</p>
${content(rest, drawn, 2)}
</section>`;
}

function drawn({ value }: Fact): Part {
  switch (value.kind) {
    case 'origin':
      return originFigure(value.origins);
    case 'similarity':
      return similarityFigure(value);
    case 'checks':
      return checksTable(value.validation);
    case 'map':
      return mapFigure(value.validation, value.ranked);
    case 'worst':
      return worstCards(value.ranked);
    case 'texts':
      return allTexts(value.validation, value.ranked);
    default:
      return undefined;
  }
}

function digestOf(part: string): string {
  return `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
}
