import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { readCorpus, readingFailure } from '../../../test-support/builders/corpus';
import { repeatedZstd } from '../../../test-support/builders/repeated-bytes';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const MARKS = { utf8: [0xef, 0xbb, 0xbf], utf16le: [0xff, 0xfe], utf16be: [0xfe, 0xff] };

function utf16(text: string, order: 'utf16le' | 'utf16be'): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return Buffer.concat([Buffer.from(MARKS[order]), order === 'utf16le' ? bytes : bytes.swap16()]);
}

describe('the encoding of a text file', () => {
  const folder = temporaryFolder();

  async function texts(name: string, content: Uint8Array, encoding = 'auto') {
    const { records } = await readCorpus([await folder.write(name, content)], { encoding });
    return records.map(({ text }) => text);
  }

  it.each([
    ['UTF-8', Buffer.from('ä\n😀\n')],
    ['UTF-8 with a byte order mark', Buffer.concat([Buffer.from(MARKS.utf8), Buffer.from('ä\n😀\n')])],
    ['UTF-16, the low byte first', utf16('ä\n😀\n', 'utf16le')],
    ['UTF-16, the high byte first', utf16('ä\n😀\n', 'utf16be')],
  ])('may be %s', async (_, content) => {
    expect(await texts('a.txt', content)).toEqual(['ä', '😀']);
    // A byte order mark says more than what was asked for.
    if (content[0] !== 0xc3) expect(await texts('a.txt', content, 'windows-1252')).toEqual(['ä', '😀']);
  });

  // From the tables of the WHATWG Encoding Standard.
  it.each([
    ['windows-1252', [0x80, 0x93, 0xe4], '€“ä'],
    ['iso-8859-1', [0x80, 0xe4], '€ä'],
    ['iso-8859-15', [0xa4, 0xe4], '€ä'],
    ['iso-8859-2', [0xa1, 0xb3], 'Ął'],
    ['koi8-r', [0xd0, 0xd2, 0xc9], 'при'],
    ['shift_jis', [0x93, 0xfa, 0x96, 0x7b], '日本'],
    ['euc-kr', [0xc7, 0xd1], '한'],
    ['gb18030', [0xd6, 0xd0, 0x94, 0x39, 0xfc, 0x36], '中😀'],
    ['utf-16le', [0xe4, 0x00], 'ä'],
  ])('may be given as %s', async (encoding, bytes, text) => {
    expect(await texts('a.txt', Uint8Array.from(bytes), encoding)).toEqual([text]);
  });

  it.each(['utf16le', 'utf16be'] as const)('is told by its mark within what is compressed: %s', async (order) => {
    const table = utf16('id,text\n1,"ä,b"\n', order);
    expect(await texts('a.csv.gz', gzipSync(table))).toEqual(['ä,b']);
    expect(await texts('a.csv.zst', repeatedZstd(table, 0, Buffer.alloc(0)))).toEqual(['ä,b']);
    const archive = await packTar([
      { header: { name: 'a.csv.gz', size: gzipSync(table).length }, body: gzipSync(table) },
    ]);
    expect(await texts('a.tar.gz', gzipSync(archive))).toEqual(['ä,b']);
  });

  it('counts for every format of text', async () => {
    expect(await texts('a.csv', utf16('id,text\n1,"ä,b"\n', 'utf16be'))).toEqual(['ä,b']);
    expect(await texts('a.jsonl', utf16('{"text":"ä"}\n', 'utf16le'))).toEqual(['ä']);
    expect(await texts('a.json', utf16('["ä"]', 'utf16le'))).toEqual(['ä']);
    expect(await texts('a.md', Uint8Array.from([0x23, 0x20, 0xe4]), 'windows-1252')).toEqual(['ä']);
    const page = Buffer.concat([Buffer.from('<meta charset="iso-8859-15"><p>'), Buffer.from([0xa4])]);
    expect(await texts('a.html', page)).toEqual(['€']);
  });

  it('names the line and column of what is no character in it', async () => {
    const half = Buffer.concat([
      utf16('a\nbc', 'utf16le'),
      Buffer.from([0x3d, 0xd8]),
      Buffer.from('d\ne\n', 'utf16le'),
    ]);
    const file = await folder.write('a.txt', half);
    expect((await readingFailure([file])).message).toContain(
      `${file}:2: the line is not valid UTF-16LE, from column 3 on`,
    );
    const { records, facts } = await readCorpus([file], { onBadRecord: 'skip' });
    expect([records.map(({ text, line }) => [text, line]), facts.skipped]).toEqual([
      [
        ['a', 1],
        ['e', 3],
      ],
      1,
    ]);
    const cut = await folder.write('b.txt', utf16('a\nb', 'utf16le').subarray(0, -1));
    expect((await readingFailure([cut])).message).toContain(':2: the line is not valid UTF-16LE');
  });

  it('refuses what cannot be read', async () => {
    const wide = await folder.write('a.txt', Uint8Array.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]));
    expect((await readingFailure([wide])).message).toContain('"utf-32le" is not supported');
    const page = await folder.write('a.html', '<meta charset="klingon">x');
    expect((await readingFailure([page])).message).toContain('"klingon" is not supported: set encoding');
  });

  it('gives the text that was written, however long it is', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `x${text.replace(/[\n\ufffd]/g, '')}x`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.constantFrom('utf16le', 'utf16be'),
        async (lines, order) => {
          expect(await texts('a.txt', utf16(lines.join('\n'), order))).toEqual(lines);
        },
      ),
      { numRuns: 100 },
    );
    const many = Array.from({ length: 100_000 }, (_, at) => `Zeile ${at} 😀`);
    expect(await texts('a.txt', utf16(many.join('\n'), 'utf16le'))).toEqual(many);
  });
});
