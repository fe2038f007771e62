import { describe, expect, it } from '@jest/globals';
import { Admission } from '../../../../src/app/serve/admission';

/** Work that ends when it is told to. */
function work() {
  let end = (): void => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, run: () => done };
}

describe('admission', () => {
  it('lets so many work, so many wait, and refuses the others with a time', async () => {
    const admission = new Admission(1, 1);
    const [first, second] = [work(), work()];
    const one = admission.run(first.run);
    const two = admission.run(second.run);
    expect([admission.atWork, admission.waiting]).toEqual([1, 1]);
    await expect(admission.run(async () => {})).rejects.toMatchObject({ status: 429, retryAfter: 2 });
    first.end();
    await one;
    expect([admission.atWork, admission.waiting]).toEqual([1, 0]);
    second.end();
    await two;
    expect([admission.atWork, admission.waiting]).toEqual([0, 0]);
  });

  it('gives the place of work that failed to the next', async () => {
    const admission = new Admission(1, 5);
    const failing = admission.run(() => Promise.reject(new Error('no')));
    const order: number[] = [];
    const others = [1, 2, 3].map((number) => admission.run(async () => void order.push(number)));
    await expect(failing).rejects.toThrow('no');
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
    expect(admission.atWork).toBe(0);
  });

  it('lets nobody wait where no place is given to that', async () => {
    const admission = new Admission(1, 0);
    const first = work();
    const one = admission.run(first.run);
    await expect(admission.run(async () => {})).rejects.toMatchObject({ status: 429 });
    first.end();
    await one;
  });
});
