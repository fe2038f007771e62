import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { JsonlOutput } from '../../../src/output/jsonl';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

describe('JsonlOutput', () => {
  const folder = temporaryFolder();

  async function lines(): Promise<unknown[]> {
    const content = await readFile(folder.path('a.jsonl'), 'utf8');
    expect(content.endsWith('\n')).toBe(true);
    return content
      .slice(0, -1)
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  it('has a line for each record, in order, repeated texts and all', async () => {
    const output = await JsonlOutput.open(folder.path('a.jsonl'));
    const texts = ['plain', '"quoted"\nline \\ é 😀', 'plain'];
    await output.write(
      resolvedWindow([
        {
          record: corpusRecord(texts[0] as string, { id: 'x"y', metadata: { page: 3, tags: ['a\n'] } }),
          vector: [1, 0],
        },
        { record: corpusRecord(texts[1] as string, { line: 7 }), vector: [0.5, -0.25] },
      ]),
    );
    await output.write(resolvedWindow([{ record: corpusRecord(texts[2] as string, { line: 8 }), vector: [1, 0] }]));
    await output.finish(3);
    expect(await lines()).toEqual([
      { id: 'x"y', text: texts[0], metadata: { page: 3, tags: ['a\n'] }, vector: [1, 0] },
      { id: 'corpus.txt:7', text: texts[1], vector: [0.5, -0.25] },
      { id: 'corpus.txt:8', text: texts[2], vector: [1, 0] },
    ]);
  });

  it('gives back every float32 over many buffers', async () => {
    const output = await JsonlOutput.open(folder.path('a.jsonl'));
    const row = (at: number) => Array.from({ length: 100 }, (_, column) => Math.fround(Math.sin(at * 100 + column)));
    for (let window = 0; window < 10; window++) {
      const rows = Array.from({ length: 200 }, (_, at) => ({
        record: corpusRecord('text'),
        vector: row(window * 200 + at),
      }));
      await output.write(resolvedWindow(rows));
    }
    await output.finish(2000);
    const vectors = (await lines()).map((line) => (line as { vector: number[] }).vector.map(Math.fround));
    expect(vectors).toHaveLength(2000);
    const wrong = vectors.filter((vector, at) => !row(at).every((value, column) => value === vector[column]));
    expect(wrong).toEqual([]);
  });
});
