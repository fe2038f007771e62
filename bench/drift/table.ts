import { LAYERS, type Layer } from '../../src/inputs/values/choices';
import type { Validation } from '../../src/validation/validation';
import type { Change } from './changes';
import type { Lab } from './lab';

/** One change, judged as a change of the same model and as one of another. */
export interface DriftRow {
  readonly change: Change;
  readonly sameModel: Validation;
  readonly crossModel: Validation;
}

/** Makes one change after the other. */
export async function* driftRows(lab: Lab, changes: readonly Change[]): AsyncGenerator<DriftRow> {
  const plain = await lab.embed();
  for (const change of changes) {
    const { approved, present } = await change.make(lab, plain);
    yield {
      change,
      sameModel: await lab.judge(approved, present, 'same-model'),
      crossModel: await lab.judge(approved, present, 'cross-model'),
    };
  }
}

/** As Markdown, a line each. */
export function renderTable(rows: readonly DriftRow[]): string[] {
  return [
    `| change | size | ${LAYERS.join(' | ')} | cross-model gate | least similarity | mean | recall | overlap | mean vector | components | AUC |`,
    `|${'---|'.repeat(LAYERS.length + 10)}`,
    ...rows.map(({ change, sameModel, crossModel }) =>
      [
        '',
        change.harmless ? `${change.name} (must pass)` : change.name,
        change.size,
        ...LAYERS.map((layer) => mark(sameModel, layer)),
        crossModel.passed ? 'open' : '**closed**',
        (sameModel.similarity?.min ?? 0).toFixed(5),
        (sameModel.similarity?.mean ?? 0).toFixed(5),
        checkValue(sameModel, 'neighbourhood', 'recall').toFixed(3),
        checkValue(sameModel, 'neighbourhood', 'overlap').toFixed(3),
        checkValue(sameModel, 'distribution', 'mean').toFixed(4),
        checkValue(sameModel, 'distribution', 'drifted').toFixed(2),
        checkValue(sameModel, 'distribution', 'classifier').toFixed(2),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ];
}

/** Layers that judge a change as they should see it. */
export function failedLayers(validation: Validation): Layer[] {
  return validation.layers.filter(({ verdict }) => verdict === 'failed').map(({ layer }) => layer);
}

function mark({ layers }: Validation, layer: Layer): string {
  const verdict = layers.find((one) => one.layer === layer)?.verdict;
  return verdict === 'failed' ? '**fails**' : verdict === 'passed' ? '·' : '–';
}

function checkValue({ layers }: Validation, layer: Layer, check: string): number {
  const found = layers.find((one) => one.layer === layer)?.checks.find(({ name }) => name.startsWith(check));
  return found?.value ?? Number.NaN;
}
