import { describe, expect, it } from '@jest/globals';
import { openRecords } from '../../../src/chunking/records';
import { DistinctIds } from '../../../src/corpus/distinct-ids';
import type { CorpusRecord } from '../../../src/corpus/record';
import type { Inputs } from '../../../src/inputs/inputs';
import { inputsWith, openDefaultModel } from '../../../test-support/builders/default-model';
import { corpusRecord } from '../../../test-support/builders/resolved-window';
import { corpusFacts } from '../../../test-support/builders/run-report';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

describe('ids', () => {
  const kept = (records: CorpusRecord[], onBadRecord: Inputs['onBadRecord'] = 'fail') => {
    const facts = corpusFacts({ records: records.length });
    return { records: new DistinctIds(onBadRecord, facts).keep(records), facts };
  };

  it('may not stand for two texts: the error names both places', () => {
    const records = [
      corpusRecord('one', { id: 'a', source: 'x.jsonl', line: 3 }),
      corpusRecord('two', { id: 'b' }),
      corpusRecord('other', { id: 'a', source: 'y.jsonl', line: 70_000 }),
    ];
    expect(() => kept(records)).toThrow(
      'y.jsonl:70000: the id "a" belongs to another text at x.jsonl:3. Give each text its own id, or set on-bad-record to skip',
    );
  });

  it('are skipped and counted where bad records are', () => {
    const { records, facts } = kept(
      [corpusRecord('one', { id: 'a' }), corpusRecord('other', { id: 'a', line: 2 }), corpusRecord('one', { id: 'a' })],
      'skip',
    );
    expect(records.map(({ text }) => text)).toEqual(['one', 'one']);
    expect(facts).toMatchObject({ records: 2, skipped: 1 });
    expect(facts.skippedExamples).toEqual([
      { position: { source: 'corpus.txt', line: 2 }, reason: 'the id "a" belongs to another text at corpus.txt:1' },
    ]);
  });

  it('may come twice with the same text, and a text under two ids or none', () => {
    const records = [
      corpusRecord('one', { id: 'a' }),
      corpusRecord('one', { id: 'a', line: 2 }),
      corpusRecord('one', { id: 'b' }),
      corpusRecord('one'),
      corpusRecord('two'),
    ];
    expect(kept(records).records).toEqual(records);
  });

  it('are told apart however many there are, and long ones are not shown whole', () => {
    const many = Array.from({ length: 5000 }, (_, at) => corpusRecord(`text ${at}`, { id: `id ${at}`, line: at + 1 }));
    expect(kept(many).records).toHaveLength(5000);
    const again = corpusRecord('other', { id: 'id 4321', line: 9999 });
    expect(() => kept([...many, again])).toThrow(
      'corpus.txt:9999: the id "id 4321" belongs to another text at corpus.txt:4322',
    );
    const long = 'x'.repeat(5000);
    const error = () => kept([corpusRecord('one', { id: long }), corpusRecord('two', { id: long })]);
    expect(error).toThrow(`"${'x'.repeat(80)}…"`);
  });
});

describe('openRecords', () => {
  const folder = temporaryFolder();
  const read = async (lines: readonly object[], overrides: Partial<Inputs>) => {
    const file = await folder.write('corpus.jsonl', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    const corpus = await openRecords(inputsWith({ corpus: [file], ...overrides }), await openDefaultModel(), () => {});
    const records: CorpusRecord[] = [];
    for await (const some of corpus.records()) records.push(...some);
    return { records, facts: corpus.facts };
  };
  const long = Array.from({ length: 200 }, (_, at) => `This is sentence number ${at}.`).join(' ');

  it('counts chunks as records, so that what is read and what is written still agree', async () => {
    const { records, facts } = await read([{ id: 1, text: 'short' }, { id: 2, text: long }, { text: 'short too' }], {
      chunkSize: 100,
    });
    expect(facts.records).toBe(records.length);
    expect(facts.chunked).toEqual({ records: 1, chunks: records.length - 2 });
    expect(records.length).toBeGreaterThan(15);
    expect(records[0]).toMatchObject({ id: '1', text: 'short' });
    expect(records.at(-1)).not.toHaveProperty('id');
    // Those in between are of the second line.
    for (const record of records.slice(1, -1))
      expect(record).toMatchObject({ line: 2, id: expect.stringMatching(/^2#/) });
  });

  it('leaves texts as they are without chunk-size', async () => {
    const { records, facts } = await read([{ id: 2, text: long }], {});
    expect(records.map(({ text }) => text)).toEqual([long]);
    expect(facts).not.toHaveProperty('chunked');
  });

  it('looks at ids before it cuts: the chunks of two texts under one id are not mixed', async () => {
    await expect(
      read(
        [
          { id: 2, text: long },
          { id: 2, text: `${long} More.` },
        ],
        { chunkSize: 100 },
      ),
    ).rejects.toThrow('the id "2" belongs to another text');
  });
});
