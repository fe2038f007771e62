import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { JsonOutput } from '../../../src/output/json';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('JsonOutput', () => {
  const folder = temporaryFolder();

  it('holds each text once, under its SHA-256', async () => {
    const output = await JsonOutput.open(folder.path('a.json'));
    const texts = ['plain', 'plain', '"quoted"\n\u2028 \\ é 😀'];
    const rows = texts.map((text, at) => ({ record: corpusRecord(text), vector: [at, -0.5] }));
    await output.write(resolvedWindow(rows));
    // A later window that repeats a text of an earlier one.
    await output.write({ ...resolvedWindow(rows.slice(0, 1)), firsts: [false] });
    await output.finish(4);
    const content = await readFile(folder.path('a.json'), 'utf8');
    expect(JSON.parse(content)).toEqual({
      [sha256('plain')]: { text: 'plain', vector: [0, -0.5] },
      [sha256(texts[2] as string)]: { text: texts[2], vector: [2, -0.5] },
    });
    expect(content.split(sha256('plain'))).toHaveLength(2);
  });

  it('is an empty object where there is nothing', async () => {
    const output = await JsonOutput.open(folder.path('a.json'));
    await output.finish(0);
    expect(JSON.parse(await readFile(folder.path('a.json'), 'utf8'))).toEqual({});
  });

  it('is one object over many windows and buffers', async () => {
    const output = await JsonOutput.open(folder.path('a.json'));
    const vector = Array.from({ length: 64 }, (_, at) => Math.fround(Math.sin(at)));
    for (let window = 0; window < 30; window++) {
      const rows = Array.from({ length: 100 }, (_, at) => ({ record: corpusRecord(`text ${window} ${at}`), vector }));
      await output.write(resolvedWindow(rows));
    }
    const { files } = await output.finish(3000);
    expect(files[0]?.bytes).toBeGreaterThan(2 ** 21);
    const all: Record<string, { text: string; vector: number[] }> = JSON.parse(
      await readFile(folder.path('a.json'), 'utf8'),
    );
    expect(Object.keys(all)).toHaveLength(3000);
    const wrong = Object.entries(all).filter(
      ([name, entry]) =>
        name !== sha256(entry.text) || entry.vector.some((value, at) => Math.fround(value) !== vector[at]),
    );
    expect(wrong).toEqual([]);
  });
});
