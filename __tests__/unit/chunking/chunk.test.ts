import { cpSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chunker, type ChunkPlace, openChunker } from '../../../src/chunking/chunk';
import { openTokenCounter, type TokenCounter } from '../../../src/chunking/token-counter';
import { trimText } from '../../../src/corpus/lines';
import type { CorpusRecord } from '../../../src/corpus/record';
import { openOnnxModel } from '../../../src/embedder/model';
import { TextTokenizer } from '../../../src/embedder/tokenizer';
import { parseInputs } from '../../../src/inputs/parse-inputs';
import { openDefaultModel, parityTexts } from '../../../test-support/builders/default-model';
import { openEncoder } from '../../../test-support/builders/encoders';
import { corpusRecord } from '../../../test-support/builders/resolved-window';
import { TINY_MODEL } from '../../../test-support/builders/tiny-model';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();
let counter: TokenCounter;
beforeAll(async () => {
  counter = await openTokenCounter(await openDefaultModel());
});

const chunksOf = (text: string, size: number, overlap = 0, its = counter): CorpusRecord[] => [
  ...new Chunker(its, size, overlap).chunk(corpusRecord(text, { id: 'doc' })),
];
const placeOf = ({ metadata = {} }: CorpusRecord) => metadata.chunk as ChunkPlace;
/** What no chunk needs to hold. */
const withoutSpaces = (text: string) => trimText(text.replaceAll('\u0085', ' '));
const sentences = parityTexts()
  .slice(0, 600)
  .map(({ text }) => text.replace(/[\s.?!]+/g, ' ').trim())
  .filter((text) => text.length > 20 && text.length < 200)
  .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
const paragraph = fc.array(fc.constantFrom(...sentences), { minLength: 1, maxLength: 6 }).map((all) => all.join(' '));
const document = fc.array(paragraph, { minLength: 60, maxLength: 90 });

describe('a chunk', () => {
  const nasty = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...sentences) },
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom(
        'x'.repeat(3000),
        '漢字かな交じり文。'.repeat(40),
        '漢'.repeat(700),
        '👩‍👩‍👧‍👦🏽'.repeat(60),
        'e\u0301\u0327'.repeat(200),
        '\u0301'.repeat(400),
        '한국어'.repeat(90),
        '\u0000\u0001 \u0085 \u00a0',
        '# Heading',
        '[SEP][MASK]',
        'ﷺ'.repeat(90),
        ' - - - | | | ',
      ),
    ),
    { minLength: 1, maxLength: 12 },
  );
  const text = fc
    .tuple(nasty, fc.constantFrom(' ', '\n', '\r\n\r\n', '\n\n', '\u3000', ''))
    .map(([parts, separator]) => parts.join(separator).toWellFormed());

  // One of each way to count: by words; subwords of SentencePiece; bytes.
  it.each([
    ['default', 40],
    ['e5', 12],
    ['modernbert', 12],
  ])(
    'never has more tokens than asked for, is a piece of its text, and none of that is lost (%s)',
    async (name, runs) => {
      const model = name === 'default' ? await openDefaultModel() : await openEncoder(name);
      const its = await openTokenCounter(model);
      const tokenizer = await TextTokenizer.open(model.folder, 1_000_000, model.contract);
      fc.assert(
        fc.property(
          text,
          fc.integer({ min: 16, max: 90 }),
          fc.double({ min: 0, max: 0.5, noNaN: true }),
          (all, size, share) => {
            const chunks = chunksOf(all, size, Math.floor(size * share), its);
            const tokens = chunks.map((chunk) => tokenizer.encode(chunk.text).ids.length - tokenizer.specialTokens);
            expect(Math.max(...tokens)).toBeLessThanOrEqual(size);
            if (chunks.length === 1 && chunks[0]?.text === all) return;
            let covered = 0;
            for (const chunk of chunks) {
              const [piece, { start, end }] = [chunk.text, placeOf(chunk)];
              expect(all.slice(start, end)).toBe(piece);
              expect(piece.isWellFormed()).toBe(true);
              expect(withoutSpaces(all.slice(covered, Math.max(covered, start)))).toBe('');
              expect(end).toBeGreaterThan(covered);
              covered = end;
            }
            expect(withoutSpaces(all.slice(covered))).toBe('');
          },
        ),
        { numRuns: runs },
      );
    },
  );

  it('has an id that says what it says, where it stands, and the headings above it', () => {
    const text = `# Guide\n\n${sentences.slice(0, 4).join(' ')}\n\n## Install\n\n${sentences.slice(4, 9).join(' ')}\n\n# Use\n\n${sentences.slice(9, 14).join(' ')}`;
    const record = corpusRecord(text, { id: 'doc', metadata: { headings: ['Manual'], lang: 'en' } });
    const chunks = [...new Chunker(counter, 64, 0).chunk(record)];
    expect(chunks.length).toBeGreaterThan(3);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
    for (const [at, { id, metadata, line, source }] of chunks.entries()) {
      expect(id).toMatch(/^doc#[0-9a-f]{16}$/);
      expect({ line, source }).toEqual({ line: 1, source: 'corpus.txt' });
      expect(metadata).toMatchObject({ lang: 'en', chunk: { record: 'doc', index: at } });
    }
    const headings = chunks.map(({ metadata = {} }) => (metadata.headings as string[]).join(' > '));
    expect([...new Set(headings)]).toEqual(['Manual > Guide', 'Manual > Guide > Install', 'Manual > Use']);
    // A heading is not parted from what it is the heading of.
    for (const { text: piece } of chunks) expect(piece).not.toMatch(/(^|\n)#+ \w+$/);
  });

  it('has a number behind its id where the same text stands in the record twice', () => {
    const text = Array.from({ length: 8 }, () => sentences.slice(0, 3).join(' ')).join('\n\n');
    const ids = chunksOf(text, 64).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContainEqual(expect.stringMatching(/#[0-9a-f]{16}-2$/));
  });

  it('is the record itself, with its own id and nothing added, where the text is short enough', () => {
    const record = corpusRecord('short', { id: 'doc', metadata: { a: 1 } });
    expect([...new Chunker(counter, 16, 8).chunk(record)]).toEqual([record]);
  });

  it('repeats the end of the one before, at most so many tokens of it, but not across a heading', () => {
    const text = `${sentences.slice(0, 30).join(' ')}\n\n# Next\n\n${sentences.slice(30, 60).join(' ')}`;
    for (const { text: piece } of chunksOf(text, 64, 32)) expect(counter.text(piece)).toBeLessThanOrEqual(64);
    const chunks = chunksOf(text, 128, 32);
    const repeated = chunks.slice(1).map((chunk, at) => {
      const before = placeOf(chunks[at] as CorpusRecord);
      return text.slice(placeOf(chunk).start, Math.max(placeOf(chunk).start, before.end));
    });
    for (const piece of repeated) expect(counter.text(piece)).toBeLessThanOrEqual(32);
    const next = chunks.findIndex((chunk) => chunk.text.startsWith('# Next'));
    expect(next).toBeGreaterThan(0);
    expect(repeated[next - 1]).toBe('');
    expect(repeated.filter((piece) => piece !== '').length).toBe(chunks.length - 2);
  });

  it.each([
    ['a megabyte without a space', 'x'.repeat(2 ** 20)],
    ['a megabyte of one ideograph', '漢'.repeat(2 ** 19)],
    ['a megabyte of joined emoji', '👩‍👧'.repeat(2 ** 17)],
  ])('is cut of %s in good time', (_, text) => {
    const before = process.cpuUsage();
    const chunks = chunksOf(text, 200);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(15_000);
    expect(chunks.length).toBeGreaterThan(100);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
  });

  it('is not made of white space alone', () => {
    const blank = ' \u0085 '.repeat(300);
    const chunks = chunksOf(
      `${sentences.slice(0, 10).join(' ')}\n\n${blank}\n\n${sentences.slice(10, 20).join(' ')}`,
      32,
    );
    for (const { text } of chunks) expect(text.replace(/\u0085/g, '').trim()).not.toBe('');
  });
});

describe('an edit', () => {
  type Edit = (paragraphs: string[], at: number, other: string) => void;
  const edits: Record<string, Edit> = {
    changes: (all, at) => {
      all[at] = (all[at] as string).replace(/\w+(?=\W*$)/, 'otherwise');
    },
    replaces: (all, at, other) => {
      all[at] = other;
    },
    inserts: (all, at, other) => {
      all.splice(at, 0, other);
    },
    deletes: (all, at) => {
      all.splice(at, 1);
    },
  };
  const changed = (before: readonly CorpusRecord[], after: readonly CorpusRecord[]): CorpusRecord[] => {
    const there = new Set(before.map(({ text }) => text));
    return after.filter(({ text }) => !there.has(text));
  };

  it.each(Object.entries(edits))('that %s a paragraph changes the chunks beside it and no others', (_, edit) => {
    fc.assert(
      fc.property(
        document,
        fc.nat(),
        paragraph,
        fc.constantFrom([64, 0], [64, 16], [128, 0], [256, 32]),
        (all, where, other, [size, overlap]) => {
          const [most, repeated] = [size as number, overlap as number];
          const at = where % all.length;
          const edited = [...all];
          edit(edited, at, other);
          const [before, text] = [all.join('\n\n'), edited.join('\n\n')];
          const added = changed(chunksOf(before, most, repeated), chunksOf(text, most, repeated));
          expect(added.length).toBeLessThanOrEqual(9);
          // None begins or ends further from the edit than four chunks reach.
          const edge = edited.slice(0, at).join('\n\n').length;
          const end = edited.slice(0, at + 1).join('\n\n').length;
          for (const chunk of added) {
            const { start, end: last } = placeOf(chunk) ?? { start: 0, end: text.length };
            if (last < edge) expect(counter.text(text.slice(last, edge))).toBeLessThan(4 * most);
            if (start > end) expect(counter.text(text.slice(end, start))).toBeLessThan(4 * most);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of a paragraph changes three chunks at most, and seldom more than one', () => {
    // Not random, so that the numbers stand: the same thousand pages each time.
    const pages = Array.from({ length: 1000 }, (_, page) =>
      sentences.map((_, at) => sentences[(page * 7 + at * (page % 13)) % sentences.length]).slice(0, 9),
    );
    const paragraphs = pages.flatMap((page) => [
      page.slice(0, 3).join(' '),
      page.slice(3, 6).join(' '),
      page.slice(6).join(' '),
    ]);
    const around = 30;
    const counts: number[] = [];
    for (let at = around; at < paragraphs.length - around; at += 23) {
      const some = paragraphs.slice(at - around, at + around);
      const edited = [...some];
      edits.changes?.(edited, around, '');
      counts.push(changed(chunksOf(some.join('\n\n'), 256), chunksOf(edited.join('\n\n'), 256)).length);
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeLessThan(1.3);
  });
});

describe('openChunker', () => {
  it('reads the tokenizer once for a model, and again where it could not', async () => {
    const copy = folder.path('model');
    cpSync(TINY_MODEL, copy, { recursive: true });
    const { inputs: settings } = parseInputs({ arguments: ['serve', '--model', copy], environment: {} });
    const model = await openOnnxModel(copy, settings, { digestFolder: undefined });
    const inputs = { chunkSize: 8, chunkOverlap: 0 };
    const tokenizer = path.join(copy, 'tokenizer.json');
    renameSync(tokenizer, `${tokenizer}.away`);
    await expect(openChunker(inputs, model)).rejects.toThrow();
    renameSync(`${tokenizer}.away`, tokenizer);
    await openChunker(inputs, model);
    rmSync(tokenizer);
    const again = await openChunker({ ...inputs, chunkSize: 4 }, model);
    expect([...(again as Chunker).chunk(corpusRecord('red green blue black white'.repeat(4)))].length).toBeGreaterThan(
      2,
    );
  });

  it('cuts nothing unless asked to', async () => {
    expect(await openChunker({ chunkSize: 0, chunkOverlap: 0 }, await openDefaultModel())).toBeUndefined();
  });

  it.each([
    ['', 126, 'of which 2 are special tokens'],
    ['query: ', 124, 'of which 2 are special tokens and 2 the prefix'],
  ])('refuses chunks that the model would cut again (prefix %j)', async (textPrefix, most, taken) => {
    const model = await openDefaultModel({ maxTokens: 128, textPrefix });
    await expect(openChunker({ chunkSize: most, chunkOverlap: 0 }, model)).resolves.toBeDefined();
    await expect(openChunker({ chunkSize: most + 1, chunkOverlap: 0 }, model)).rejects.toThrow(
      `chunk-size: ${most + 1} is more than the model reads: 128 tokens (max-tokens), ${taken}. Use at most ${most}.`,
    );
  });

  it('guesses the tokens of a service, four bytes each', async () => {
    const model = { kind: 'service', contract: { maxTokens: 0, textPrefix: '' } } as never;
    const chunker = (await openChunker({ chunkSize: 16, chunkOverlap: 0 }, model)) as Chunker;
    const chunks = [...chunker.chunk(corpusRecord('abcd '.repeat(40).trim()))];
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text } of chunks) expect(text.length).toBeLessThanOrEqual(16 * 5);
  });
});
