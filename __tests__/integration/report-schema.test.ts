import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { TINY_MODEL } from '../../test-support/builders/tiny-model';
import { reportIn, runBundle } from '../../test-support/run/bundle';
import { sharedFolder } from '../../test-support/run/shared-folder';

const folder = sharedFolder();
const isReport = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('docs/schemas/report.schema.json', 'utf8')),
);
const TEXTS = Array.from({ length: 20 }, (_, at) => `text number ${at}`);

it('real reports fit their schema', async () => {
  writeFileSync(path.join(folder, 'corpus.txt'), TEXTS.join('\n'));
  writeFileSync(
    path.join(folder, 'golden.jsonl'),
    TEXTS.slice(0, 6)
      .map((text) => `${JSON.stringify({ text })}\n`)
      .join(''),
  );
  const corpus = ['--corpus', 'corpus.txt'];
  const golden = ['--golden-set', 'golden.jsonl'];
  const commands = [
    ['plan', ...corpus, '--max-misses', '100'],
    ['embed', ...corpus, '--plan-path', 'output/plan.jsonl', '--shard', '1/1'],
    ['golden', ...golden],
    ['run', ...corpus, ...golden, '--records-state', 'state', '--audit-sample', '1', '--max-misses', '100'],
    ['run', ...corpus, ...golden, '--text-prefix', 'x: '],
    ['validate', ...golden],
  ];
  for (const words of commands) {
    const { stderr } = await runBundle([...words, '--model', TINY_MODEL], { folder });
    const report = reportIn(folder);
    expect([report.mode, stderr, isReport(report), isReport.errors]).toEqual([
      words[0],
      expect.any(String),
      true,
      null,
    ]);
    expect(stderr).not.toContain('is not read by mode');
  }
});
