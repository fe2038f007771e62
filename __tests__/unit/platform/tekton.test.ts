import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { TektonPlatform, tektonResultsFolder } from '../../../src/platform/tekton';
import { outputsOf } from '../../../src/report/run-report';
import { runReport } from '../../../test-support/builders/run-report';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

describe('TektonPlatform', () => {
  const folder = temporaryFolder();

  it('writes one file for each output, with its value and nothing else', async () => {
    const outputs = outputsOf(runReport(), '');
    const results = folder.path('tekton', 'results');
    await new TektonPlatform({}, results).setOutputs(outputs);
    expect((await readdir(results)).sort()).toEqual(Object.keys(outputs).sort());
    for (const [name, value] of Object.entries(outputs)) {
      expect([name, await readFile(folder.path('tekton', 'results', name), 'utf8')]).toEqual([name, value]);
    }
  });

  it('takes the results folder that the environment names', () => {
    expect(tektonResultsFolder({ TEKTON_RESULTS_DIR: '/somewhere' })).toBe('/somewhere');
    expect(tektonResultsFolder({ TEKTON_RESULTS_DIR: '/steps/s/results/total/..' })).toBe('/steps/s/results');
  });
});
