import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/base/errors';
import { TIERS } from '../../../src/cache/tier-identity';
import { decisionLines, openDecisionLog } from '../../../src/explanation/decision-log';
import type { ResolvedWindow, WindowTrace } from '../../../src/resolve/window';
import { inputsWith } from '../../../test-support/builders/default-model';
import { corpusRecord, resolvedWindow } from '../../../test-support/builders/resolved-window';
import { mountedFolder } from '../../../test-support/run/mounted-folder';
import { temporaryFolder } from '../../../test-support/run/temporary-folder';

const TIME = '2025-01-02T03:04:05.000Z';
const DECIDED = { number: 3, time: TIME, cacheMode: 'read-write' } as const;
const TEXTS = ['found', 'below', 'new', 'found', 'theirs'];

/** Five records: two hits, two misses, one repeated. */
function tracedWindow(overrides: Partial<WindowTrace> = {}): ResolvedWindow {
  const window = resolvedWindow(
    TEXTS.map((text, index) => ({ record: corpusRecord(text, { line: index + 1, id: `id of ${text}` }), vector: [1] })),
  );
  const origins = [TIERS.redis, TIERS.runner, undefined, undefined, undefined];
  return { ...window, trace: { origins, byOthers: new Set([4]), corrupt: 0, unanswered: [], ...overrides } };
}

describe('decisions', () => {
  it('are one line for a window', () => {
    expect(decisionLines(tracedWindow(), DECIDED, false)).toEqual([
      {
        time: TIME,
        window: 3,
        first: 'corpus.txt:1',
        last: 'corpus.txt:5',
        records: 5,
        texts: 4,
        hits: { redis: 1, 'runner cache': 1 },
        misses: 2,
        embedded: 1,
        sharedByOthers: 1,
        corrupt: 0,
        reason: 'in no tier',
      },
    ]);
  });

  it('are a line for each record too, where that is asked for', () => {
    const [, ...lines] = decisionLines(tracedWindow(), DECIDED, true);
    const keys = tracedWindow().keys;
    expect(lines).toEqual(
      [
        { tier: 'redis', verdict: 'hit', reason: 'found' },
        { tier: 'runner cache', verdict: 'hit', reason: 'found' },
        { tier: null, verdict: 'miss', reason: 'in no tier' },
        { tier: null, verdict: 'repeated', reason: 'the text of an earlier record of this run' },
        { tier: null, verdict: 'miss', reason: 'in no tier; another run embedded it meanwhile' },
      ].map((expected, index) => ({
        time: TIME,
        window: 3,
        record: `corpus.txt:${index + 1}`,
        key: keys[index],
        ...expected,
      })),
    );
  });

  it.each<[string, Partial<WindowTrace>, 'read-write' | 'off' | 'recache']>([
    ['in no tier; no answer from redis', { unanswered: ['redis'] }, 'read-write'],
    ['in no tier; bad entries in this window: 2', { corrupt: 2 }, 'read-write'],
    ['cache-mode is recache: not looked up', {}, 'recache'],
    ['cache-mode is off: not looked up', {}, 'off'],
    ['found', { origins: TEXTS.map(() => TIERS.redis) }, 'read-write'],
  ])('say %s', (reason, trace, cacheMode) => {
    expect(decisionLines(tracedWindow(trace), { ...DECIDED, cacheMode }, false)).toMatchObject([{ reason }]);
  });

  it('hold neither text nor id', () => {
    const lines = JSON.stringify(
      decisionLines(tracedWindow(), DECIDED, true)
        .slice(1)
        .map((line) => ({ ...line, reason: '' })),
    );
    for (const text of ['theirs', 'below', 'id of']) expect(lines).not.toContain(text);
  });
});

describe('the decision log', () => {
  const folder = temporaryFolder();
  const open = async (file: string, warn: (message: string) => void = (message) => expect(message).toBe('')) => {
    const log = await openDecisionLog(inputsWith({ decisionLog: file, decisionLogDetail: 'record' }), warn);
    if (!log) throw new Error('there is no log');
    return log;
  };

  it('has the lines of every window, as they come', async () => {
    const file = folder.path('in', 'a', 'folder.jsonl');
    const log = await open(file);
    await log.take(tracedWindow());
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(6);
    await log.take(tracedWindow());
    await log.close();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).window)).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
  });

  it('is begun anew by each run', async () => {
    const file = await folder.write('log.jsonl', 'old\n');
    await (await open(file)).close();
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('is refused where it cannot be written at all', async () => {
    const blocked = `${await folder.write('file', '')}/log.jsonl`;
    await expect(open(blocked)).rejects.toThrow(InputError);
    await expect(open(blocked)).rejects.toThrow(`decision-log: cannot write ${blocked}: `);
  });

  it('is given up, with one warning, where the disk is full', async () => {
    const warnings: string[] = [];
    const log = await open('/dev/full', (message) => warnings.push(message));
    for (let window = 0; window < 3; window++) await log.take(tracedWindow());
    await log.close();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^decision-log: \/dev\/full ends after 0 windows: .*ENOSPC.* The run continues without it\.$/,
    );
  });

  const mounted = mountedFolder('16k');
  (mounted.works ? it : it.skip)('ends with a whole window where the disk fills up', async () => {
    const warnings: string[] = [];
    const file = `${mounted.path}/log.jsonl`;
    const log = await open(file, (message) => warnings.push(message));
    for (let window = 0; window < 40; window++) await log.take(tracedWindow());
    await log.close();
    expect(warnings).toHaveLength(1);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(6);
    expect(lines.length % 6).toBe(0);
    expect(lines.map((line) => JSON.parse(line).window).at(-1)).toBe(lines.length / 6);
    expect(warnings[0]).toContain(` ends after ${lines.length / 6} windows: `);
  });
});
