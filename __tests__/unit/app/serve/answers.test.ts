import { describe, expect, it } from '@jest/globals';
import { Answers } from '../../../../src/app/serve/answers';

interface Numbered {
  readonly number: number;
  readonly size: number;
}

/** Counts how often an answer is made. */
function counting(limits: { answers: number; bytes: number }) {
  const answers = new Answers<Numbered>(limits);
  let made = 0;
  return { answers, of: (key: string, size = 1) => answers.of(key, async () => ({ number: ++made, size })) };
}

describe('answers', () => {
  it('are made once for each key, and once for all that ask at the same time', async () => {
    const { answers, of } = counting({ answers: 9, bytes: 99 });
    expect(await Promise.all([of('a'), of('a'), of('b')])).toMatchObject([{ number: 1 }, { number: 1 }, { number: 2 }]);
    expect(await of('a')).toMatchObject({ number: 1 });
    expect(answers.repeats).toBe(2);
  });

  it('are forgotten in the order of their use, by number', async () => {
    const { of } = counting({ answers: 2, bytes: 99 });
    for (const key of ['a', 'b', 'a', 'c']) await of(key);
    expect(await of('a')).toMatchObject({ number: 1 });
    expect(await of('b')).toMatchObject({ number: 4 });
  });

  it('are forgotten by size, one that is larger than all at once', async () => {
    const { of } = counting({ answers: 9, bytes: 10 });
    await of('a', 6);
    await of('b', 6);
    expect(await of('a', 6)).toMatchObject({ number: 3 });
    await of('large', 11);
    expect(await of('large', 11)).toMatchObject({ number: 5 });
  });

  it('are not remembered where making them failed', async () => {
    const { answers, of } = counting({ answers: 9, bytes: 99 });
    const fail = () => answers.of('a', () => Promise.reject(new Error('no')));
    expect((await Promise.allSettled([fail(), fail()])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await of('a')).toMatchObject({ number: 1 });
  });
});
