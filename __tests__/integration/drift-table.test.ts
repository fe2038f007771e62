import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MODEL_CHANGES, SETTING_CHANGES, VECTOR_CHANGES } from '../../bench/drift/changes';
import { tableTexts } from '../../bench/drift/golden-texts';
import { Lab } from '../../bench/drift/lab';
import { type DriftRow, driftRows, failedLayers, renderTable } from '../../bench/drift/table';
import { DEFAULT_MODEL } from '../../test-support/builders/default-model';

/** The changes of the whole table that take little time; one of the model's weights among them. */
const CHANGES = [
  ...VECTOR_CHANGES,
  ...SETTING_CHANGES,
  ...MODEL_CHANGES.filter(({ name, size }) => name === 'one layer quantized' && size === '3 bits'),
];

/** The table in docs/validation.md, small: the same changes on fewer texts. */
describe('validation', () => {
  const rows = new Map<string, DriftRow>();
  let lab: Lab;
  const row = (name: string) => rows.get(name) as DriftRow;

  beforeAll(async () => {
    lab = new Lab(DEFAULT_MODEL, await tableTexts(60));
    for await (const one of driftRows(lab, CHANGES)) rows.set(`${one.change.name} ${one.change.size}`.trim(), one);
  });
  afterAll(() => lab.close());

  it.each(CHANGES.map((change) => [`${change.name} ${change.size}`.trim(), change.harmless ?? false] as const))(
    'judges "%s" as harmless: %s',
    (name, harmless) => {
      const { sameModel, crossModel } = row(name);
      expect([sameModel.passed, failedLayers(sameModel).length === 0]).toEqual([harmless, harmless]);
      if (harmless) expect(crossModel.passed).toBe(true);
    },
  );

  it('catches each with the layer that can see it', () => {
    expect(failedLayers(row('two vectors swapped 2 texts').sameModel)).toContain('identity');
    expect(failedLayers(row('vectors zeroed 1 text').sameModel)).toContain('sanity');
    expect(failedLayers(row('not normalized × 1.01').sameModel)).toEqual(['sanity']);
    expect(failedLayers(row('another pooling mean → cls').sameModel)).toEqual(
      expect.arrayContaining(['identity', 'neighbourhood', 'distribution']),
    );
    expect(failedLayers(row('one layer quantized 3 bits').sameModel)).toContain('distribution');
  });

  it('closes the gate across models where neighbours changed', () => {
    for (const name of ['another pooling mean → cls', 'all rows moved by one 100 %', 'one layer quantized 3 bits']) {
      expect([name, row(name).crossModel.passed]).toEqual([name, false]);
    }
  });

  it('makes a line of the table of each', () => {
    const table = renderTable([...rows.values()]);
    expect(table).toHaveLength(CHANGES.length + 2);
    const columns = (line: string) => line.split('|').length;
    expect(new Set(table.map(columns)).size).toBe(1);
  });
});
