import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SinkError } from '../../../src/base/errors';
import { CommandSink } from '../../../src/sink/command';
import { sinkDocument } from '../../../src/sink/sink-document';
import { corpusRecord } from '../../../test-support/builders/resolved-window';
import { sharedFolder } from '../../../test-support/run/shared-folder';

const root = sharedFolder();
const opened: CommandSink[] = [];
afterEach(async () => {
  for (const sink of opened.splice(0)) await sink.close();
});
const TARGET = {
  index: 'docs',
  generation: 'docs:a',
  dimensions: 2,
  exclusive: true,
  metric: 'cosine',
  fields: [],
} as const;
const document = sinkDocument(corpusRecord('text', { id: 'a' }), Float32Array.of(1, 2), false);

/** A program that answers each line with the value of `body`, where `line` is the question. */
async function sinkThat(body: string): Promise<CommandSink> {
  const file = path.join(root, `sink-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(
    file,
    `import { createInterface } from 'node:readline';
    for await (const text of createInterface({ input: process.stdin })) {
      const line = JSON.parse(text);
      const answer = 'open' in line ? {} : (${body});
      console.log(typeof answer === 'string' ? answer : JSON.stringify(answer));
    }`,
  );
  const sink = await CommandSink.open({ ...TARGET, command: `'${process.execPath}' '${file}'` });
  opened.push(sink);
  return sink;
}
const failureOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('it did not fail'),
    (error) => error,
  );

describe('a sink that is a program', () => {
  it('gets a line for each call, one after the other', async () => {
    const sink = await sinkThat(`{ digests: [JSON.stringify(line)] }`);
    const [first, second] = await Promise.all([sink.digests([document]), sink.digests([{ ...document, id: 'ü"\n' }])]);
    expect([first, second]).toEqual([['{"digests":["a"]}'], ['{"digests":["ü\\"\\n"]}']]);
  });

  it.each([
    [
      'gives too few digests',
      '{ digests: [] }',
      (sink: CommandSink) => sink.digests([document]),
      /did not return a list of 1 digests/,
    ],
    [
      'gives no digests',
      '{ digests: [1] }',
      (sink: CommandSink) => sink.digests([document]),
      /did not return a list of 1 digests/,
    ],
    [
      'lists no pairs',
      '{ documents: [["a"]] }',
      (sink: CommandSink) => sink.list({ after: document, before: 'g' }, 9),
      /did not return a list of at most 9/,
    ],
    [
      'does not count',
      '{}',
      (sink: CommandSink) => sink.remove([document]),
      /did not return a number of documents as removed/,
    ],
    [
      'does not say whether it switched',
      '{ documents: 1 }',
      (sink: CommandSink) => sink.publish(1),
      /did not answer publish/,
    ],
    [
      'refuses',
      '{ error: "the disk is full." }',
      (sink: CommandSink) => sink.upsert([document]),
      /^sink-command failed: the disk is full\. The index "docs" was not switched\.$/,
    ],
    [
      'dies',
      'process.exit(3)',
      (sink: CommandSink) => sink.upsert([document]),
      /^sink-command ended: exit code 3, nothing on stderr\. The index/,
    ],
    [
      'babbles',
      '"text of the corpus"',
      (sink: CommandSink) => sink.upsert([document]),
      /^sink-command wrote a line of 18 characters to stdout that is not JSON/,
    ],
  ])('and %s is an error', async (_, body, call, message) => {
    const failure = await failureOf(call(await sinkThat(body)));
    expect(failure).toBeInstanceOf(SinkError);
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain('text of the corpus');
  });

  it('that cannot be started is an error', async () => {
    const failure = await failureOf(CommandSink.open({ ...TARGET, command: '/nowhere/sink' }));
    expect(failure.message).toMatch(/^sink-command ended: exit code 127\. End of stderr: .*not found/);
  });
});
