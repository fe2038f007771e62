import { describe, expect, it } from '@jest/globals';
import { CorpusError } from '../../../src/base/errors';
import { readCorpus, readingFailure } from '../../../test-support/builders/corpus';
import { repeatedZstd } from '../../../test-support/builders/repeated-bytes';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const MEBIBYTE = 2 ** 20;
const NOTHING = Buffer.alloc(0);

/** A frame that holds this text. */
const frame = (text: string) => repeatedZstd(Buffer.from(text), 0, NOTHING);

/** A frame that decompressors pass over. */
function skippable(content: string): Buffer {
  const header = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, Buffer.from(content)]);
}

describe('a zstd file', () => {
  const folder = temporaryFolder();

  async function textsOf(bytes: Buffer): Promise<string[]> {
    const { records } = await readCorpus([await folder.write('a.txt.zst', bytes)]);
    return records.map(({ text }) => text);
  }

  it('is read to its end where it has several frames, and some that are to be passed over', async () => {
    const frames = [frame('one\ntw'), skippable('not text'), frame('o\n'), frame(''), frame('three\n'), skippable('')];
    expect(await textsOf(Buffer.concat(frames))).toEqual(['one', 'two', 'three']);
  });

  it('may hold a long text in short blocks', async () => {
    const [text] = await textsOf(repeatedZstd(Buffer.from('b'), 10 * MEBIBYTE, Buffer.from('b\n')));
    expect(text === `b${'a'.repeat(10 * MEBIBYTE)}b`).toBe(true);
  });

  it('fails wherever it was cut, but between frames', async () => {
    const parts = [frame('one\n'), skippable('no text'), frame('two\n')];
    const whole = Buffer.concat(parts);
    const unnoticed: number[] = [];
    for (let length = 1; length < whole.length; length++) {
      const file = await folder.write('cut.txt.zst', whole.subarray(0, length));
      const failure = await readCorpus([file]).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure) expect(failure).toBeInstanceOf(CorpusError);
      else unnoticed.push(length);
    }
    expect(unnoticed).toEqual([parts[0]?.length, (parts[0]?.length ?? 0) + (parts[1]?.length ?? 0)]);
  });

  it.each<[string, Buffer, string]>([
    [
      'has something behind its last frame',
      Buffer.concat([frame('one\n'), Buffer.from('more')]),
      'it is not zstd, or damaged',
    ],
    ['is something else', Buffer.from('just text\n'), 'it is not zstd, or damaged'],
    // A window of 2 GiB, and a size of 1 GiB in one segment.
    ['wants a large window', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8]), 'it needs 2048 MiB to be decompressed'],
    [
      'wants to be decompressed at once',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0x40]),
      'it needs 1024 MiB to be decompressed',
    ],
    ['has a block that is none', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38, 0x07, 0, 0]), 'it is damaged'],
  ])('that %s is an error', async (_, bytes, message) => {
    const file = await folder.write('a.txt.zst', bytes);
    const failure = await readingFailure([file], { onBadRecord: 'skip' });
    expect(failure).toBeInstanceOf(CorpusError);
    expect(failure.message).toContain(`cannot read ${file}: ${message}`);
  });
});
