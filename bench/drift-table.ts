/**
 * Makes vectors drift in many ways and shows which layer of validation notices what: the table in docs/validation.md.
 *
 *     npx tsx bench/drift-table.ts [--texts 440] [--write]
 *
 * Takes some minutes. --write puts the table into the page.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { MODEL_CHANGES, SETTING_CHANGES, VECTOR_CHANGES } from './drift/changes';
import { tableTexts } from './drift/golden-texts';
import { Lab } from './drift/lab';
import { driftRows, renderTable } from './drift/table';

const PAGE = 'docs/validation.md';
const [BEGIN, END] = ['<!-- drift table: begin -->', '<!-- drift table: end -->'];

const words = process.argv.slice(2);
const texts = await tableTexts(words.includes('--texts') ? Number(words[words.indexOf('--texts') + 1]) : 440);
const lab = new Lab('dist/model/all-MiniLM-L6-v2', texts);
try {
  const rows = [];
  for await (const row of driftRows(lab, [...VECTOR_CHANGES, ...SETTING_CHANGES, ...MODEL_CHANGES])) {
    console.error(renderTable([row]).at(-1));
    rows.push(row);
  }
  const date = new Date().toISOString().slice(0, 10);
  const table = [`${texts.length} golden texts, all-MiniLM-L6-v2, ${date}.`, '', ...renderTable(rows)].join('\n');
  if (words.includes('--write')) writePage(table);
  else console.log(table);
} finally {
  lab.close();
}

function writePage(table: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} lacks ${BEGIN} and ${END}`);
  writeFileSync(PAGE, `${page.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${page.slice(end)}`);
}
