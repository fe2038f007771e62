/**
 * Colours by meaning. The contrast to the page and to panels is at least 4.5 for text and 3 for shapes. People of every colour vision
 * tell blue from orange, and a shape or a word repeats the meaning of every colour.
 */
const LIGHT = {
  page: '#ffffff',
  panel: '#f5f6f8',
  line: '#d5d9e0',
  text: '#1a1e26',
  muted: '#545d6c',
  link: '#0b57a4',
  good: '#14693a',
  'good-panel': '#eaf5ee',
  bad: '#a53312',
  'bad-panel': '#fdeee8',
  mild: '#7a5200',
  'mild-panel': '#fcf3dd',
  'tier-1': '#0b57a4',
  'tier-2': '#4a8ccb',
  'tier-3': '#2a7d78',
  'tier-4': '#7466a8',
  shared: '#8a6d3b',
  embedded: '#c25e0a',
  missing: '#7c8594',
};

const DARK: typeof LIGHT = {
  page: '#14171c',
  panel: '#1d2128',
  line: '#3a414d',
  text: '#e8eaee',
  muted: '#a8b0bd',
  link: '#84bcf7',
  good: '#74d19b',
  'good-panel': '#17291f',
  bad: '#ff9f80',
  'bad-panel': '#33201a',
  mild: '#ecc067',
  'mild-panel': '#2d2615',
  'tier-1': '#6cb0f2',
  'tier-2': '#3f7fbd',
  'tier-3': '#4fbcae',
  'tier-4': '#a596dc',
  shared: '#c2a36b',
  embedded: '#f0923f',
  missing: '#8b94a3',
};

function variables(colours: typeof LIGHT): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('');
}

const FILLS = ['tier-1', 'tier-2', 'tier-3', 'tier-4', 'shared', 'embedded', 'missing']
  .map((name) => `.${name}{fill:var(--${name})}`)
  .join('\n');

/** Spaces are 4, 8, 12, 16, 24 or 40 pixels. */
export const STYLE = `
:root{color-scheme:light;${variables(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${variables(DARK)}}}
@media screen{:root[data-theme=dark]{color-scheme:dark;${variables(DARK)}}}
*{box-sizing:border-box}
html{scroll-padding-top:16px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
main,.top,footer{max-width:1080px;margin:0 auto;padding:0 24px}
.top{display:flex;justify-content:space-between;align-items:center;gap:16px;padding-top:12px;padding-bottom:12px}
.top p{margin:0}
footer{padding-top:24px;padding-bottom:40px;font-size:13px}
section{margin:0 0 40px}
h1{display:flex;align-items:center;gap:12px;margin:0 0 8px;font-size:26px;line-height:1.25}
h2{margin:0 0 12px;padding-bottom:8px;border-bottom:1px solid var(--line);font-size:19px;line-height:1.3}
h3{margin:24px 0 8px;font-size:16px;line-height:1.4}
p,ul{margin:0 0 12px}
ul{padding-left:20px}
a{color:var(--link)}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.muted{color:var(--muted)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;z-index:3;padding:8px 12px;background:var(--page);border:2px solid var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
button,input,select{font:inherit;color:var(--text);background:var(--page);border:1px solid var(--muted);border-radius:6px;padding:4px 12px;min-height:36px}
button{cursor:pointer;flex:none;overflow-wrap:normal}
button:disabled{color:var(--muted);border-color:var(--line);cursor:default}
summary{cursor:pointer;padding:4px 0;color:var(--link)}
[hidden]{display:none!important}

.sign{width:16px;height:16px;flex:none}
h1 .sign{width:32px;height:32px}
.sign circle{fill:currentColor}
.sign path{fill:none;stroke:var(--page);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.sign.passed,.badge.passed{color:var(--good)}
.sign.failed,.badge.failed{color:var(--bad)}
.sign.warned,.badge.warned{color:var(--mild)}
.sign.skipped,.badge.skipped,.sign.neutral{color:var(--muted)}
.badge{display:inline-flex;align-items:baseline;gap:6px;white-space:nowrap;font-weight:600;font-size:14px}
.badge .sign{position:relative;top:2px}

.verdict{padding:24px;border-radius:10px;background:var(--panel);border-left:6px solid var(--muted)}
.verdict.passed{background:var(--good-panel);border-color:var(--good)}
.verdict.failed{background:var(--bad-panel);border-color:var(--bad)}
.verdict.warned{background:var(--mild-panel);border-color:var(--mild)}
.verdict h2{border:0;padding:0;margin:16px 0 4px;font-size:15px}
.verdict ul{margin-bottom:4px}
.lead{font-size:17px}
.sections{margin:-24px 0 32px}
.sections ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;padding:0;margin:0}
.sections a{display:inline-block;padding:4px 0}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:12px 24px;margin:16px 0}
.facts .wide{grid-column:1/-1}
.facts dt{color:var(--muted);font-size:13px}
.facts dd{margin:0;font-variant-numeric:tabular-nums}
.verdict .facts{grid-template-columns:repeat(auto-fill,minmax(150px,1fr));margin:20px 0 0;padding-top:16px;border-top:1px solid var(--line)}
.verdict .facts dd{font-size:17px}
.verdict .facts .muted{font-size:13px}

figure{margin:16px 0}
figcaption{margin:8px 0;color:var(--muted);font-size:14px}
.bar{display:block;width:100%;height:28px;border-radius:6px}
.bar rect{stroke:var(--page);stroke-width:1.5}
${FILLS}
.legend{display:flex;flex-wrap:wrap;gap:4px 24px;list-style:none;padding:0;margin:8px 0;color:var(--text)}
.legend li{display:flex;align-items:center;gap:6px}
.swatch{width:12px;height:12px}
.key{width:32px;height:16px}
.histogram{display:block;width:100%;height:204px;overflow:visible}
svg text{fill:var(--muted);font-size:12px;font-variant-numeric:tabular-nums}
.grid{stroke:var(--line);stroke-dasharray:2 4}
.axis{stroke:var(--muted)}
.above{fill:var(--tier-1)}
.below{fill:var(--embedded)}
line.threshold{stroke:var(--text);stroke-width:2;stroke-dasharray:6 3}
text.threshold{fill:var(--text);font-weight:600}
.map-frame{position:relative}
.map-frame{max-width:880px}
.map{display:block;width:100%;aspect-ratio:4/3;background:var(--panel);border-radius:10px;overflow:hidden}
.cloud{fill:none;stroke:var(--missing);stroke-width:4;stroke-linecap:round}
.point line{stroke:var(--muted);stroke-width:1.2}
#head path{fill:var(--muted)}
.point .from{fill:none;stroke:var(--muted);stroke-width:1.4}
.point.present .at{fill:var(--tier-1);stroke:var(--panel)}
.point.faulty .at{fill:var(--embedded);stroke:var(--panel)}
.point:focus{outline:none}
.point:hover .at,.point:focus .at{stroke:var(--text);stroke-width:3}
.point:hover line,.point:focus line{stroke:var(--text);stroke-width:2.4}
.tip{position:absolute;z-index:2;max-width:min(300px,80%);padding:8px 12px;border-radius:6px;background:var(--text);color:var(--page);font-size:13px;pointer-events:none}
.tip strong,.tip span{display:block}

.scroll{overflow-x:auto;margin:8px 0}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{padding:8px 12px 8px 0;text-align:left;vertical-align:top;font-weight:400;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
.scroll th,.scroll td{overflow-wrap:break-word}
.scroll .checks th,.scroll .texts th[scope=row],code{overflow-wrap:anywhere}
.scroll th[scope=row]{min-width:120px}
.scroll td:last-child:not(.number){min-width:260px}
.checks th:last-child,.checks td:last-child{padding-left:16px}
thead th{font-weight:600;font-size:13px;color:var(--muted);vertical-align:bottom;white-space:nowrap}
.number{font-variant-numeric:tabular-nums}
th.number,td.number{text-align:right;white-space:nowrap}
td.number,th.number{overflow-wrap:normal}
td.number+td:not(.number),th.number+th:not(.number){padding-left:16px}
abbr{text-decoration:none}
.checks .layer>*{padding-top:20px;background:none}
.checks .name{font-weight:600}
.checks .layer .name{font-size:16px;margin-right:8px}
.checks tr:not(.layer) th[scope=row]{padding-left:16px}
.unseen{color:var(--muted);font-style:italic}

.card{margin:0 0 16px;padding:16px;border:1px solid var(--line);border-radius:10px}
.card h3{margin:0}
.card p{margin:0 0 8px}
.quote{font-size:16px}
ul.faults{list-style:none;padding:0;margin:0 0 8px}
.lists{display:grid;grid-template-columns:1fr 1fr;gap:8px 24px}
.list-title{margin:8px 0 4px!important;font-weight:600;font-size:13px;color:var(--muted)}
.lists ol{list-style:none;margin:0;padding:0}
.lists li{display:grid;grid-template-columns:20px 96px 1fr auto;gap:0 8px;align-items:baseline;padding:4px 8px;border-bottom:1px solid var(--line);font-size:14px}
.lists .place{color:var(--muted);text-align:right;font-variant-numeric:tabular-nums}
.lists .fate{color:var(--muted);font-size:13px}
.lists .gone,.lists .new{background:var(--panel)}
.gone .fate,.new .fate{font-weight:600}
.lists .gone .fate{color:var(--bad)}
.lists .new .fate{color:var(--link)}
.lists .text{grid-column:2/-1;color:var(--muted)}
.gone .who strong{text-decoration:line-through}

.controls{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:end;margin:12px 0}
.controls label{display:flex;flex-direction:column;font-size:13px;color:var(--muted)}
.controls input,.controls select{min-width:220px;font-size:15px}
.texts th[scope=row]{min-width:220px}
.texts thead button{min-height:28px;padding:0 4px;margin:0 -4px;border:0;background:none;font-weight:600;color:inherit}
.texts thead button::after{content:"↕";display:inline-block;width:14px;text-align:right;color:var(--muted)}
.texts [aria-sort=ascending] button::after{content:"↑";color:var(--text)}
.texts [aria-sort=descending] button::after{content:"↓";color:var(--text)}
.texts .faults .badge{display:flex}
.texts .open{display:block;text-align:left;padding:0;border:0;background:none;color:var(--link);min-height:24px;font-weight:600;overflow-wrap:anywhere}
.texts .open::before{content:"▸ ";color:var(--muted)}
.texts .open[aria-expanded=true]::before{content:"▾ "}
.texts .detail td{padding:8px 0 16px 16px}
.pages{display:flex;align-items:center;gap:16px;margin:12px 0}
.items li{white-space:pre-wrap;margin-bottom:4px}

@media (max-width:700px){
main,.top,footer{padding-left:16px;padding-right:16px}
.verdict{padding:16px}
h1{font-size:22px;gap:8px}
h1 .sign{width:26px;height:26px}
.lists{grid-template-columns:1fr}
.lists li{padding:4px 0}
.facts{grid-template-columns:1fr 1fr}
.verdict .facts{grid-template-columns:1fr 1fr}
.controls label,.controls input,.controls select{width:100%}
.texts .recall,.texts .jaccard,.texts .rankBiasedOverlap{display:none}
.texts th[scope=row]{min-width:110px}
.texts .badge{font-size:13px;gap:4px}
.texts .detail td{padding-left:0}
th,td{padding-right:8px}
}
@media print{
main,.top,footer{max-width:none;padding:0}
.controls,.pages,.sections,#theme,.skip{display:none!important}
.card,figure,tr{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scroll{overflow:visible}
}
@media (forced-colors:active){
.sign circle{fill:CanvasText}.sign path{stroke:Canvas}
.bar rect,.above,.below,.point .at{forced-color-adjust:none}
}
`;
