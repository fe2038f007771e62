import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { SinkError } from '../../src/base/errors';
import type { CorpusRecord } from '../../src/corpus/record';
import type { Sink, SinkTarget } from '../../src/sink/sink';
import type { SinkFacts } from '../../src/sink/sink-facts';
import { type Ending, Synchronization } from '../../src/sink/synchronization';
import { resolvedWindow } from '../../test-support/builders/resolved-window';
import { vectorOf } from '../../test-support/builders/vectors';

export const DIMENSIONS = 6;

/** A document as readers find it. */
export interface SeenDocument {
  readonly text: string;
  readonly source: string;
  readonly record?: string;
  readonly metadata?: unknown;
  readonly vector: readonly number[];
}

export interface SinkKind {
  readonly name: string;
  /** Why it cannot be tried here; it is then skipped, by name. */
  readonly missing?: string | undefined;
  open(target: SinkTarget): Promise<Sink>;
  /** What readers see under a name, by id; undefined where there is no such index. */
  seen(index: string): Promise<ReadonlyMap<string, SeenDocument> | undefined>;
}

/** A record of the corpus, and perhaps another vector than that of its text. */
export interface SinkRow extends Partial<CorpusRecord> {
  readonly id: string;
  readonly vector?: readonly number[];
}

const GOOD: Ending = { skipped: 0 };

export const windowOf = (rows: readonly SinkRow[]) =>
  resolvedWindow(
    rows.map(({ vector, ...row }) => {
      const record = { text: `text of ${row.id}`, source: 'corpus.jsonl', line: 1, ...row };
      return { record, vector: vector ?? [...vectorOf(record.text, DIMENSIONS)] };
    }),
  );

/** Brings an index up to date with these records, in windows of so many. */
export async function publish(
  sink: Sink,
  rows: readonly SinkRow[],
  { ending = GOOD, whole = true, window = 1024 }: { ending?: Ending; whole?: boolean; window?: number } = {},
): Promise<SinkFacts> {
  const synchronization = new Synchronization(sink, { chunkSize: 0 }, whole);
  try {
    for (let at = 0; at < rows.length; at += window) {
      await synchronization.take(windowOf(rows.slice(at, at + window)));
    }
    return await synchronization.finish(ending);
  } finally {
    await synchronization.close();
  }
}

/** What every sink promises, whichever store is behind it. */
export function describeSink(kind: SinkKind): void {
  const title = kind.missing === undefined ? kind.name : `${kind.name} (skipped: ${kind.missing})`;
  (kind.missing === undefined ? describe : describe.skip)(`a sink: ${title}`, () => {
    let count = 0;
    const run = `${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
    let index = '';
    const opened: Sink[] = [];
    const written: string[] = [];
    afterEach(async () => {
      for (const sink of opened.splice(0)) await sink.close();
    });
    afterAll(async () => {
      for (const sink of opened.splice(0)) await sink.close();
    });

    /** @param contract another one is another generation */
    const open = async (contract = 'a', exclusive = true): Promise<Sink> => {
      const target = { index, generation: `${index}:${contract}`, dimensions: DIMENSIONS, exclusive };
      const sink = await kind.open(target);
      const upsert = sink.upsert.bind(sink);
      sink.upsert = (documents) => {
        written.push(...documents.map(({ id }) => id));
        return upsert(documents);
      };
      opened.push(sink);
      return sink;
    };
    /** One whole run. */
    const runOf = async (rows: readonly SinkRow[], contract = 'a', ending = GOOD): Promise<SinkFacts> => {
      written.length = 0;
      const sink = await open(contract);
      const facts = await publish(sink, rows, { ending });
      await sink.close();
      return facts;
    };
    const begin = (): void => {
      index = `test-${run}-${count++}`;
    };
    const ids = async () => [...((await kind.seen(index))?.keys() ?? [])].sort();
    const rows = (...names: string[]): SinkRow[] => names.map((id) => ({ id }));

    it('shows all of a first run, and only when it is whole', async () => {
      begin();
      const sink = await open();
      const all: SinkRow[] = [
        {
          id: 'a',
          text: 'ein Text\n"ü"',
          source: 'one.md',
          metadata: { page: 3, headings: ['A', 'B'], nested: { x: [1] } },
        },
        { id: 'b', source: 'two.md' },
      ];
      const synchronization = new Synchronization(sink, { chunkSize: 0 }, true);
      await synchronization.take(windowOf(all));
      await synchronization.take(windowOf(rows('c')));
      expect(await kind.seen(index)).toBeUndefined();
      const facts = await synchronization.finish(GOOD);
      await synchronization.close();
      expect(facts).toMatchObject({ added: 3, changed: 0, removed: 0, unchanged: 0, published: true, switched: true });
      expect(facts).toMatchObject({ documents: 3, index, generation: `${index}:a`, dropped: [] });
      const seen = await kind.seen(index);
      expect([...(seen?.keys() ?? [])].sort()).toEqual(['a', 'b', 'c']);
      expect(seen?.get('a')).toMatchObject({ text: 'ein Text\n"ü"', source: 'one.md', metadata: all[0]?.metadata });
      const vector = [...vectorOf('ein Text\n"ü"', DIMENSIONS)];
      expect(seen?.get('a')?.vector).toEqual(vector.map((component) => expect.closeTo(component, 6)));
    });

    it('is sent nothing of what is as it was', async () => {
      begin();
      await runOf(rows('a', 'b', 'c'));
      const again = await runOf(rows('c', 'a', 'b'));
      expect(again).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 3, published: true, switched: false });
      expect(written).toEqual([]);
      expect(await ids()).toEqual(['a', 'b', 'c']);
    });

    it('shows what was added, changed and removed when it is published, and not before', async () => {
      begin();
      await runOf([...rows('a', 'b', 'c', 'd'), { id: 'e', metadata: { page: 1 } }]);
      const sink = await open();
      const now: SinkRow[] = [
        { id: 'a' },
        { id: 'b', text: 'another' },
        { id: 'd', vector: [1, 2, 3, 4, 5, 6] },
        { id: 'e' },
      ];
      const synchronization = new Synchronization(sink, { chunkSize: 0 }, true);
      written.length = 0;
      await synchronization.take(windowOf([...now, { id: 'new' }]));
      await synchronization.take(windowOf([{ id: 'new2' }]));
      expect(await ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect((await kind.seen(index))?.get('b')?.text).toBe('text of b');
      expect(await synchronization.finish(GOOD)).toMatchObject({
        added: 2,
        changed: 3,
        removed: 1,
        unchanged: 1,
        documents: 6,
      });
      await synchronization.close();
      expect(written.sort()).toEqual(['b', 'd', 'e', 'new', 'new2']);
      const seen = await kind.seen(index);
      expect(await ids()).toEqual(['a', 'b', 'd', 'e', 'new', 'new2']);
      expect(seen?.get('b')?.text).toBe('another');
      expect(seen?.get('d')?.vector).toEqual([1, 2, 3, 4, 5, 6]);
      expect(seen?.get('e')?.metadata ?? undefined).toBeUndefined();
    });

    it('shows readers the old generation until the new one is whole, and drops it then', async () => {
      begin();
      await runOf(rows('a', 'b'));
      const sink = await open('b');
      const synchronization = new Synchronization(sink, { chunkSize: 0 }, true);
      await synchronization.take(windowOf(rows('b', 'c')));
      await synchronization.take(windowOf(rows('d')));
      expect(await ids()).toEqual(['a', 'b']);
      const facts = await synchronization.finish(GOOD);
      await synchronization.close();
      expect(facts).toMatchObject({ added: 3, removed: 0, switched: true, dropped: [`${index}:a`], documents: 3 });
      expect(await ids()).toEqual(['b', 'c', 'd']);
      await sink.close();
      // The old one is gone, and is made anew.
      expect(await runOf(rows('b', 'c'), 'a')).toMatchObject({ added: 2, switched: true, dropped: [`${index}:b`] });
    });

    it.each(['a', 'b'])('leaves all as it is where publishing is refused, contract %s', async (contract) => {
      begin();
      await runOf(rows('a', 'b'));
      const refused = await runOf([{ id: 'a', text: 'other' }, { id: 'c' }], contract, {
        refusal: 'a gate is closed',
        skipped: 0,
      });
      expect(refused).toMatchObject({ published: false, refusal: 'a gate is closed', switched: false, removed: 0 });
      expect(await ids()).toEqual(['a', 'b']);
      expect((await kind.seen(index))?.get('a')?.text).toBe('text of a');
      // Nothing of it is left behind.
      expect(await runOf(rows('a', 'b'))).toMatchObject({
        added: 0,
        changed: 0,
        removed: 0,
        unchanged: 2,
        documents: 2,
      });
      expect(await ids()).toEqual(['a', 'b']);
    });

    it('goes on where an earlier run was interrupted', async () => {
      begin();
      const all = rows('a', 'b', 'c', 'gone');
      const sink = await open();
      const synchronization = new Synchronization(sink, { chunkSize: 0 }, true);
      await synchronization.take(windowOf(all.slice(0, 2)));
      await synchronization.take(windowOf(all.slice(3)));
      await synchronization.close();
      await sink.close();
      expect(await kind.seen(index)).toBeUndefined();
      expect(await runOf(all.slice(0, 3))).toMatchObject({
        added: 1,
        removed: 1,
        unchanged: 2,
        switched: true,
        documents: 3,
      });
      expect(written).toEqual(['c']);
      expect(await ids()).toEqual(['a', 'b', 'c']);
    });

    it('removes nothing where records were skipped', async () => {
      begin();
      await runOf(rows('a', 'b', 'c'));
      const facts = await runOf([{ id: 'a', text: 'other' }], 'a', { skipped: 2 });
      expect(facts).toMatchObject({ changed: 1, removed: 0, removesNone: 2, published: true });
      expect(await ids()).toEqual(['a', 'b', 'c']);
    });

    it('keeps a document that moved to another source', async () => {
      begin();
      await runOf([
        { id: 'a', source: 'one.md' },
        { id: 'b', source: 'one.md' },
      ]);
      const facts = await runOf([
        { id: 'a', source: 'two.md' },
        { id: 'b', source: 'one.md' },
      ]);
      expect(facts).toMatchObject({ added: 0, changed: 1, removed: 0, unchanged: 1, documents: 2 });
      expect((await kind.seen(index))?.get('a')?.source).toBe('two.md');
      expect(await runOf([{ id: 'b', source: 'one.md' }])).toMatchObject({ removed: 1, documents: 1 });
      expect(await ids()).toEqual(['b']);
    });

    it('has an id once that comes twice, as it came last', async () => {
      begin();
      const twice: SinkRow[] = [{ id: 'a' }, { id: 'a' }, { id: 'a', source: 'other.md' }, { id: 'b' }];
      for (const window of [2, 1]) {
        const sink = await open();
        expect(await publish(sink, twice, { window })).toMatchObject({ documents: 2, published: true });
        expect(await ids()).toEqual(['a', 'b']);
        expect((await kind.seen(index))?.get('a')?.source).toBe('other.md');
        await sink.close();
      }
      expect(await runOf(rows('b'))).toMatchObject({ removed: 1, documents: 1 });
      expect(await ids()).toEqual(['b']);
    });

    it('takes thousands of documents with ids of all kinds', async () => {
      begin();
      const nasty = [
        '',
        ' ',
        'a b',
        'ä\n"quoted"',
        'x:y:*',
        '{tag}',
        '#1',
        "o'hara",
        '🙂',
        '\u001f',
        'a'.repeat(300),
        '-1',
      ];
      const all = [...nasty.slice(1), ...Array.from({ length: 1500 }, (_, at) => `doc ${at}`)].map((id, at) => ({
        id,
        source: `file ${at % 7}`,
      }));
      const sink = await open();
      expect(await publish(sink, all, { window: 700 })).toMatchObject({ added: all.length, documents: all.length });
      await sink.close();
      const left = all.filter((_, at) => at % 2 === 0);
      expect(await runOf(left)).toMatchObject({ unchanged: left.length, removed: all.length - left.length });
      expect(await ids()).toEqual(left.map(({ id }) => id).sort());
    });

    it('lets one run at a time write', async () => {
      begin();
      const first = await open();
      const synchronization = new Synchronization(first, { chunkSize: 0 }, true);
      await synchronization.take(windowOf(rows('a')));
      const refused = await open('b').then(
        () => undefined,
        (error) => error,
      );
      expect(refused).toBeInstanceOf(SinkError);
      expect(refused.message).toMatch(/another run .*writing this index.* Run it again when that run has ended/);
      expect(await synchronization.finish(GOOD)).toMatchObject({ added: 1, switched: true });
      await synchronization.close();
      await first.close();
      expect(await runOf(rows('a', 'b'))).toMatchObject({ added: 1, unchanged: 1 });
    });

    describe('that brings single documents up to date', () => {
      const of = (source: string, ...names: string[]): SinkRow[] =>
        names.map((id) => ({ id: `${source}#${id}`, source }));
      const part = async (...all: SinkRow[]) => {
        const sink = await open('a', false);
        const facts = await publish(sink, all, { whole: false });
        await sink.close();
        return facts;
      };

      it('adds, changes and removes what is of this source, at once where readers see the generation', async () => {
        begin();
        await runOf([...of('a.md', '1', '2', '3'), ...of('b.md', '1')]);
        const [first, ...others] = of('a.md', '1', '3', '4');
        const facts = await part({ ...(first as SinkRow), text: 'other' }, ...others);
        expect(facts).toMatchObject({
          added: 1,
          changed: 1,
          removed: 1,
          unchanged: 1,
          published: true,
          switched: false,
        });
        expect(await ids()).toEqual(['a.md#1', 'a.md#3', 'a.md#4', 'b.md#1']);
        expect((await kind.seen(index))?.get('a.md#1')?.text).toBe('other');
        expect(await part({ ...(first as SinkRow), text: 'other' }, ...others)).toMatchObject({ unchanged: 3 });
      });

      it('shows nothing of a generation that no whole run published, which then finds it there', async () => {
        begin();
        expect(await part(...of('a.md', '1'))).toMatchObject({ added: 1, published: false, switched: false });
        expect(await part(...of('b.md', '1'))).toMatchObject({ added: 1, published: false });
        expect(await kind.seen(index)).toBeUndefined();
        const whole = await runOf([...of('a.md', '1'), ...of('b.md', '1'), ...of('c.md', '1')]);
        expect(whole).toMatchObject({ added: 1, unchanged: 2, switched: true, documents: 3 });
      });
    });
  });
}
