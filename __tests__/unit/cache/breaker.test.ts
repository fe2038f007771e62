import { describe, expect, it } from '@jest/globals';
import { BREAKER_SETTINGS, Breaker, type BreakerChange } from '../../../src/cache/breaker';

function breaker() {
  const changes: BreakerChange[] = [];
  return { changes, breaker: new Breaker((change) => changes.push(change), BREAKER_SETTINGS) };
}

/** Calls in order: `.` succeeds, `x` fails. */
function play(subject: Breaker, calls: string): void {
  for (const call of calls) {
    if (call === 'x') subject.failed(0, 'no answer');
    else subject.succeeded();
  }
}

describe('Breaker', () => {
  it.each([
    ['fewer calls than it takes for a rate', 'xx', true],
    ['three failures at the start', 'xxx', false],
    ['single failures among many successes, however many in all', '...x'.repeat(40), true],
    ['one failure in two, over the window', `${'.'.repeat(30)}${'x'.repeat(10)}`, false],
    ['just less than that', `${'.'.repeat(30)}${'x'.repeat(9)}`, true],
    ['failures that have left the window', `x${'.'.repeat(20)}${'x'.repeat(9)}`, true],
  ])('after %s: closed is %3$s', (_, calls, closed) => {
    const { breaker: subject } = breaker();
    play(subject, calls);
    expect(subject.closed).toBe(closed);
  });

  it('says how many calls failed, and with what', () => {
    const { breaker: subject, changes } = breaker();
    play(subject, '.xx');
    expect(changes).toEqual([{ state: 'open', reason: '2 of the last 3 calls failed, the last with: no answer' }]);
  });

  it('asks for a probe when its pause is over, one at a time, and pauses twice as long after each that fails', () => {
    const { breaker: subject } = breaker();
    subject.trip(0, 'no connection');
    const pauses: number[] = [];
    let opened = 0;
    for (let now = 0; pauses.length < 7; now += 500) {
      if (!subject.takeProbe(now)) continue;
      expect(subject.takeProbe(now + 100_000)).toBe(false);
      pauses.push(now - opened);
      subject.probed(now, 'still none');
      opened = now;
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('closes when a probe succeeds, forgets old failures, and begins with a short pause again', () => {
    const { breaker: subject, changes } = breaker();
    subject.trip(0, 'no connection');
    subject.takeProbe(1000);
    subject.probed(1000, 'none');
    subject.takeProbe(3000);
    subject.probed(3000);
    expect(subject.closed).toBe(true);
    play(subject, 'xx');
    expect(subject.closed).toBe(true);
    subject.trip(4000, 'lost');
    expect(subject.takeProbe(5000)).toBe(true);
    expect(changes.map(({ state }) => state)).toEqual([
      'open',
      'half-open',
      'open',
      'half-open',
      'closed',
      'open',
      'half-open',
    ]);
  });
});
