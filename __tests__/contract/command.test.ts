import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CommandEmbedder } from '../../src/embedder/command';
import { type CommandModel, externalModel } from '../../src/embedder/external-model';
import { inputsWith } from '../../test-support/builders/default-model';
import { texts } from '../../test-support/builders/vectors';
import { sharedFolder } from '../../test-support/run/shared-folder';

const root = sharedFolder();
const opened: CommandEmbedder[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** Of two components: length and 1. */
const ROW = '[text.length, 1]';
const expected = (all: readonly string[]) => Float32Array.from(all.flatMap((text) => [text.length, 1]));

/** A program that does `body` for each line, with `texts` and `lives`, how often it was started before. */
function embedder(body: string): CommandEmbedder {
  const file = path.join(root, `program-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(
    file,
    `import { appendFileSync, readFileSync } from 'node:fs';
    import { createInterface } from 'node:readline';
    appendFileSync(${JSON.stringify(`${file}.lives`)}, 'x');
    const lives = readFileSync(${JSON.stringify(`${file}.lives`)}).length - 1;
    const answer = (vectors, more) => console.log(JSON.stringify({ vectors, ...more }));
    for await (const line of createInterface({ input: process.stdin })) {
      const { texts } = JSON.parse(line);
      ${body}
    }`,
  );
  const embedderCommand = `${JSON.stringify(process.execPath)} ${JSON.stringify(file)}`;
  const model = externalModel(
    inputsWith({ embedder: 'command', embedderCommand, revision: '1', dimensions: 2, normalize: 'false' }),
  );
  const one = new CommandEmbedder(model as CommandModel);
  opened.push(one);
  return one;
}

describe('a program', () => {
  it('stays for all texts, gets at most 256 in a line, and may count tokens', async () => {
    const one = embedder(
      `if (texts.length > 256) process.exit(9); answer(texts.map((text) => ${ROW}), { tokens: lives + 1 });`,
    );
    const all = [...texts(600), 'a\nline', '"ü\u2028'];
    const [first, second] = await Promise.all([one.embed(all), one.embed(['again'])]);
    expect(first.vectors).toEqual(expected(all));
    expect(first.tokens).toBe(3);
    expect(second.vectors).toEqual(expected(['again']));
  });

  it('may answer with line separators of Unicode, which end no line', async () => {
    const one = embedder(`answer(texts.map((text) => ${ROW}), { about: 'a\\u2028b\\u2029c' });`);
    expect((await one.embed(['a', 'b\u2029c'])).vectors).toEqual(expected(['a', 'b\u2029c']));
  });

  it('that dies is started once more, and gets the same texts again', async () => {
    const one = embedder(`if (lives === 0) process.exit(3); answer(texts.map((text) => ${ROW}));`);
    expect((await one.embed(['a', 'bc'])).vectors).toEqual(expected(['a', 'bc']));
  });

  it('that dies again ends the run, with its exit code and the end of stderr', async () => {
    const one = embedder(`console.error('no memory left on the card'); process.exit(3);`);
    await expect(one.embed(['a'])).rejects.toThrow(
      /embedder-command ended twice: exit code 3\. End of stderr: no memory left on the card/,
    );
  });

  it.each([
    ['says hello', `console.log('hello');`, /a line of 5 characters to stdout that is not JSON/],
    ['gives too many', 'answer([[1, 1], [1, 1]]);', /2 vectors for 1 texts/],
    ['gives other dimensions', 'answer([[1, 2, 3]]);', /has 3 components, but dimensions is 2/],
    ['gives null', 'answer([[null, 1]]);', /not a number/],
    ['gives nothing', 'console.log(null);', /returned no list of vectors/],
  ])('that %s is not believed', async (_, body, message) => {
    await expect(embedder(body).embed(['a'])).rejects.toThrow(message);
  });

  it('that cannot be started ends the run with what the shell says', async () => {
    const model = externalModel(
      inputsWith({ embedder: 'command', embedderCommand: 'no-such-program-here', revision: '1', dimensions: 2 }),
    );
    await expect(new CommandEmbedder(model as CommandModel).embed(['a'])).rejects.toThrow(/code 127.*not found/);
  });
});
