import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './bench';
import { threeDigits } from './comparison';
import { plotCostCurve } from './cost-curve-plot';
import type { Machine } from './machine';
import { median } from './statistics';

const FOLDER = fileURLToPath(new URL('results', import.meta.url));
/** Always the same name, since docs/scale.md shows it. */
const COST_CURVE = path.join(FOLDER, 'cost-curve.svg');

/** A benchmark as facts: what is kept, and what the table is made from. */
export interface Results {
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly parts: readonly string[];
  readonly bundle: { readonly version: string; readonly sha256: string };
  readonly machine: Machine;
  readonly rows: readonly Row[];
}

export function renderTable(rows: readonly Row[]): string {
  const heads = ['Part', 'Measured', 'Rounds', 'Median', 'Min to max', 'Rate', 'Compared', 'Goal', 'Reached'];
  const lines = rows.map(({ part, name, unit, values, rate, comparison }) => [
    part,
    name,
    String(values.length),
    `${threeDigits(median(values))} ${unit}`,
    `${threeDigits(Math.min(...values))} to ${threeDigits(Math.max(...values))}`,
    rate ?? '',
    comparison?.text ?? '',
    comparison?.goal?.text ?? '',
    comparison?.goal ? (comparison.goal.reached ? 'yes' : '**no**') : '',
  ]);
  return [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Writes `<date>.md` and `<date>.json`, or `<date>-<parts>` where only some parts were run; a later run of the day replaces
 * them. Part f is also drawn. @returns the Markdown file, relative to the current folder
 */
export async function keepResults(results: Results, complete: boolean): Promise<string> {
  const name = results.started.slice(0, 10) + (complete ? '' : `-${results.parts.join('')}`);
  await mkdir(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `${name}.md`);
  await writeFile(path.join(FOLDER, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(file, renderResults(results));
  if (results.parts.includes('f')) await writeFile(COST_CURVE, plotCostCurve(results.rows));
  return path.relative(process.cwd(), file);
}

function renderResults({ started, bundle, machine, rows }: Results): string {
  return `# Benchmark of ${started.slice(0, 10)}

embed-once ${bundle.version}, \`dist/index.js\` with SHA-256 \`${bundle.sha256.slice(0, 16)}\`, measured from ${started} on:
${machine.processor}, ${machine.cores} cores, ${machine.memoryGigabytes} GB of memory; Node.js ${machine.node}, \
Redis ${machine.redis}, Python ${machine.python}; load before it began ${machine.loadBefore.toFixed(2)}.

${renderTable(rows)}

What each line means is in [the README](../README.md).
`;
}
