import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/base/errors';
import { fingerprint } from '../../../src/keys/embedding-contract';
import { textKey } from '../../../src/keys/text-key';
import { type PlanEnd, PlanWriter, readPlan } from '../../../src/plan/plan-file';
import { contract } from '../../../test-support/builders/contract';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const folder = temporaryFolder();
const MODEL = { contract: contract(), fingerprint: fingerprint(contract()) };
const ENTRIES = Array.from({ length: 50 }, (_, at): [string, number] => [textKey(`text ${at}`), at + 3]);
const END: Omit<PlanEnd, 'crc32'> = {
  records: 80,
  unique: 70,
  texts: ENTRIES.length,
  tokens: 1375,
  shards: [{ texts: ENTRIES.length, tokens: 1375 }],
};

async function written(name = 'deep/plan.jsonl'): Promise<string> {
  const file = folder.path(name);
  const writer = await PlanWriter.open(file, MODEL, '1.2.3');
  for (const [key, tokens] of ENTRIES) await writer.add(key, tokens);
  expect(existsSync(file)).toBe(false);
  await writer.finish(END);
  return file;
}

async function faultOf(file: string, model = MODEL): Promise<string> {
  const failure = await readPlan(file, model, () => {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  return (failure as InputError).message;
}

describe('a plan', () => {
  it('is read as it was written', async () => {
    const read: [string, number][] = [];
    const end = await readPlan(await written(), MODEL, (key, tokens) => read.push([key, tokens]));
    expect(read).toEqual(ENTRIES);
    expect(end).toMatchObject(END);
  });

  it('may list nothing', async () => {
    const writer = await PlanWriter.open(folder.path('plan.jsonl'), MODEL, '1.2.3');
    await writer.finish({ records: 3, unique: 3, texts: 0, tokens: 0, shards: [] });
    expect(await readPlan(folder.path('plan.jsonl'), MODEL, () => {})).toMatchObject({ texts: 0, shards: [] });
  });

  it('leaves nothing behind that was not finished', async () => {
    const writer = await PlanWriter.open(folder.path('plan.jsonl'), MODEL, '1.2.3');
    await writer.add('key', 1);
    await writer.discard();
    expect(readdirSync(folder.path())).toEqual([]);
  });

  it('is refused wherever it was cut off or changed', async () => {
    const file = await written();
    const bytes = readFileSync(file);
    const cuts = [bytes.indexOf('\n') + 1, bytes.length >> 1, bytes.lastIndexOf('\n', -2) + 1];
    for (const cut of cuts) {
      expect(await faultOf(await folder.write('cut.jsonl', bytes.subarray(0, cut)))).toContain('is incomplete');
    }
    const [head, first, second, ...rest] = bytes.toString().split('\n');
    for (const lines of [
      [head, second, first, ...rest],
      [head, first, ...rest],
      [head, first, first, second, ...rest],
      [head, first, 'x', ...rest],
      [head, first, second, ...rest, 'more'],
      [head, first, second, ...rest.slice(0, -1), first, ''],
    ]) {
      expect(await faultOf(await folder.write('changed.jsonl', lines.join('\n')))).toContain(
        'Create it again with mode plan',
      );
    }
  });

  it.each([
    ['an empty file', '', 'is not a plan of embed-once: it is empty'],
    ['a corpus', 'some text\nmore\n', 'is not a plan of embed-once.'],
    ['other JSON', '{"text":"a"}\n', 'is not a plan of embed-once.'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x0a]), 'is not a plan of embed-once.'],
    [
      'a plan of a later version',
      '{"format":"embed-once/plan@2","version":"9.0.0"}\n',
      'is a plan of embed-once 9.0.0 in the format embed-once/plan@2, but this version reads embed-once/plan@1. Create it again with mode plan.',
    ],
  ])('is not %s', async (_, content, message) => {
    const file = await folder.write('plan.jsonl', content);
    expect(await faultOf(file)).toBe(`plan-path: ${file} ${message}${message.endsWith('.') ? '' : '.'}`);
  });

  it('is refused where there is none', async () => {
    expect(await faultOf(folder.path('nowhere'))).toMatch(/cannot be read: .*ENOENT/);
  });

  it('is refused for another model, and says what differs', async () => {
    const other = contract({ maxTokens: 128, files: { ...MODEL.contract.files, 'config.json': '33'.repeat(32) } });
    const message = await faultOf(await written(), { contract: other, fingerprint: fingerprint(other) });
    expect(message).toContain(
      `${path.join('deep', 'plan.jsonl')} was made for another model: config.json changed: 1111… → 3333…; max-tokens changed: 256 → 128.`,
    );
  });

  it('is refused for another model even where its contract is missing', async () => {
    const file = await folder.write('plan.jsonl', '{"format":"embed-once/plan@1","fingerprint":"ff"}\n');
    expect(await faultOf(file)).toContain('was made for another model');
  });
});
