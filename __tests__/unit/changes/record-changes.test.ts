import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ChangeFacts, RecordChanges } from '../../../src/changes/record-changes';
import { entryOf, idOf, keyOf } from '../../../src/changes/record-state';
import { SortedEntries } from '../../../src/changes/sorted-entries';
import { textKey } from '../../../src/keys/text-key';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

interface Row {
  readonly text: string;
  readonly metadata?: Record<string, unknown>;
}
type Rows = Readonly<Record<string, Row>>;

const folder = temporaryFolder();

async function run(rows: Rows, { fingerprint = 'ff', recorded = true, chunkSize = 0 } = {}) {
  const inputs = { recordsState: folder.path('state/records'), changes: folder.path('changes.jsonl'), chunkSize };
  const changes = (await RecordChanges.open(inputs, fingerprint)) as RecordChanges;
  const records = Object.entries(rows).map(([id, { text, metadata }]) =>
    corpusRecord(text, { id, ...(metadata && { metadata }) }),
  );
  await changes.take(resolvedWindow(records.map((record) => ({ record, vector: [0] }))));
  const facts = await changes.finish(recorded).finally(() => changes.close());
  const lines = recorded ? readFileSync(inputs.changes, 'utf8').split('\n').slice(0, -1) : [];
  return { facts, lines: lines.map((line) => JSON.parse(line)), inputs };
}

const counts = ({ added, changed, removed, unchanged }: ChangeFacts) => ({ added, changed, removed, unchanged });

describe('RecordChanges', () => {
  it('lists what was added, changed and removed since the last run, by id', async () => {
    const first = await run({ a: { text: 'one' }, b: { text: 'two' }, c: { text: 'three' } });
    expect(counts(first.facts)).toEqual({ added: 3, changed: 0, removed: 0, unchanged: 0 });
    expect(first.facts).not.toHaveProperty('since');
    const second = await run({ a: { text: 'one' }, b: { text: 'other' }, d: { text: 'three' } });
    expect(counts(second.facts)).toEqual({ added: 1, changed: 1, removed: 1, unchanged: 1 });
    expect(second.facts.since).toMatch(/^\d{4}-/);
    expect(second.lines.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'b', change: 'changed', what: ['text'], key: textKey('other') },
      { id: 'c', change: 'removed', key: textKey('three') },
      { id: 'd', change: 'added', key: textKey('three') },
    ]);
  });

  it('tells changed metadata, and a changed model, from a changed text', async () => {
    await run({ a: { text: 'one', metadata: { lang: 'en' } }, b: { text: 'two' } });
    const { lines } = await run({ a: { text: 'one', metadata: { lang: 'de' } }, b: { text: 'two' } });
    expect(lines).toEqual([{ id: 'a', change: 'changed', what: ['metadata'], key: textKey('one') }]);
    const other = await run({ a: { text: 'one' }, b: { text: 'two' } }, { fingerprint: 'ee' });
    expect(Object.fromEntries(other.lines.map(({ id, what }) => [id, what]))).toEqual({
      a: ['metadata', 'model'],
      b: ['model'],
    });
  });

  it('does not take the place of a chunk for metadata, but a field of that name in a corpus that is not cut', async () => {
    const rows = (index: number): Rows => ({ a: { text: 'one', metadata: { chunk: { index } } } });
    await run(rows(1), { chunkSize: 64 });
    expect(counts((await run(rows(2), { chunkSize: 64 })).facts)).toMatchObject({ unchanged: 1 });
    await run(rows(1));
    expect(counts((await run(rows(2))).facts)).toMatchObject({ changed: 1 });
  });

  it('keeps an index the same as the corpus, whatever happens to that', async () => {
    const corpus = fc.dictionary(
      fc.constantFrom('a', 'b', 'ü', '', 'c'.repeat(300), '#', '漢'),
      fc.record({ text: fc.constantFrom('one', 'two', 'three'), metadata: fc.constantFrom({}, { x: 1 }, { x: 2 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(corpus, { minLength: 1, maxLength: 4 }), async (versions) => {
        let last: Rows = {};
        await run({});
        for (const version of versions) {
          const index = new Map(Object.entries(last).map(([id, { text }]) => [id, textKey(text)]));
          const { lines, facts } = await run(version);
          for (const { id, change, key } of lines) {
            expect(index.has(id)).toBe(change !== 'added');
            if (change === 'removed') index.delete(id);
            else index.set(id, key);
          }
          expect(Object.fromEntries(index)).toEqual(
            Object.fromEntries(Object.entries(version).map(([id, { text }]) => [id, textKey(text)])),
          );
          expect(facts.added + facts.changed + facts.unchanged).toBe(Object.keys(version).length);
          last = version;
        }
      }),
      { numRuns: 25 },
    );
  });

  it('leaves all as it was where it is not to be recorded', async () => {
    await run({ a: { text: 'one' } });
    const refused = await run({ a: { text: 'two' } }, { recorded: false });
    expect(refused.facts).toMatchObject({ changed: 1, recorded: false });
    expect(refused.facts).not.toHaveProperty('path');
    expect(readdirSync(folder.path('state'))).toEqual(['records']);
    expect((await run({ a: { text: 'two' } })).lines).toHaveLength(1);
  });

  it.each([
    ['is no state', () => Buffer.from('{"id":"a"}\n'), 'it is not a state file'],
    ['is empty', () => Buffer.alloc(0), 'it is truncated'],
    ['lacks its end', (bytes: Buffer) => bytes.subarray(0, -1), 'it is truncated'],
    ['has a changed byte', (bytes: Buffer) => bytes.fill(0x7a, bytes.length - 50, bytes.length - 49), 'it is damaged'],
  ])('refuses a file that %s, and leaves it', async (_, spoil, why) => {
    const { inputs } = await run({ a: { text: 'one' } });
    const spoilt = spoil(readFileSync(inputs.recordsState));
    writeFileSync(inputs.recordsState, spoilt);
    await expect(run({ a: { text: 'two' } })).rejects.toThrow(
      `records-state: cannot use ${inputs.recordsState}: ${why}`,
    );
    expect(readFileSync(inputs.recordsState).equals(spoilt)).toBe(true);
    expect(readdirSync(folder.path('state'))).toEqual(['records']);
  });

  it('keeps no state unless asked to', async () => {
    expect(await RecordChanges.open({ recordsState: '', changes: '', chunkSize: 0 }, 'ff')).toBeUndefined();
  });
});

describe('SortedEntries', () => {
  it('gives back each record once, in order, when they are more than memory is to hold', async () => {
    const entries = new SortedEntries(100);
    const ids = Array.from({ length: 950 }, (_, at) => `id ${(at * 7) % 500}`);
    for (const id of ids) await entries.add(entryOf(id, textKey(id), ''));
    const sorted: string[] = [];
    for await (const entry of entries.sorted()) sorted.push(entry);
    await entries.discard();
    expect(sorted).toEqual(sorted.toSorted());
    expect(sorted.map(idOf).toSorted()).toEqual([...new Set(ids)].toSorted());
    for (const entry of sorted) expect(keyOf(entry)).toBe(textKey(idOf(entry)));
  });
});
