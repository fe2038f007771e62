import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { showProgress } from '../../../src/app/show-progress';
import { resolveFacts } from '../../../test-support/builders/run-report';

const MINUTE = 60_000;

describe('showProgress', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Shows the progress of a run of so long. @returns when lines came, in s, and what was drawn */
  function shown(progress: 'auto' | 'on' | 'off', terminal: boolean, milliseconds: number) {
    const [said, drawn]: [[number, string][], (string | undefined)[]] = [[], []];
    const started = performance.now();
    const platform = {
      terminal,
      draw: (line: string | undefined) => void drawn.push(line),
      info: (line: string) => void said.push([Math.round((performance.now() - started) / 1000), line]),
    };
    const stop = showProgress({ progress }, platform, () => ({ texts: resolveFacts(), total: 6000 }));
    jest.advanceTimersByTime(milliseconds);
    stop();
    jest.advanceTimersByTime(10 * MINUTE);
    return { said, drawn };
  }

  it('says a line now and then in a log, and seldomer the longer it takes', () => {
    const { said, drawn } = shown('auto', false, 10 * MINUTE);
    expect(said.map(([seconds]) => seconds)).toEqual([10, 30, 70, 150, 270, 390, 510]);
    expect(drawn).toEqual([]);
    expect(said[0]?.[1]).toMatch(/^25\.0%, 1,500 of 6,000 records, 150\/s, 30 s left, /);
  });

  it('says nothing in a log of a run that is done in less than ten seconds', () => {
    expect(shown('auto', false, 9_900).said).toEqual([]);
  });

  it('draws one line over and over on a terminal, and takes it away at the end', () => {
    const { said, drawn } = shown('auto', true, 1050);
    expect(said).toEqual([]);
    expect(drawn).toHaveLength(11);
    expect(drawn.at(0)).toMatch(/^█{3}░{9} 25\.0%, /);
    expect(drawn.at(-1)).toBeUndefined();
  });

  it.each([true, false])('shows nothing where it is off, on a terminal: %s', (terminal) => {
    const { said, drawn } = shown('off', terminal, 10 * MINUTE);
    expect([...said, ...drawn]).toEqual([]);
  });
});
