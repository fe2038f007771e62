import { describe, expect, it } from '@jest/globals';
import { planSessions } from '../../../src/embedder/session-plan';

describe('planSessions', () => {
  it.each([
    ['one a thread, for a small model', 4, 25e6, 16e9, [1, 1, 1, 1]],
    ['what memory holds, with the threads shared out', 4, 440e6, 16e9, [2, 2]],
    ['uneven shares', 5, 440e6, 16e9, [3, 2]],
    ['one, for a model that fills memory', 8, 2e9, 8e9, [8]],
    ['one, in a small container', 2, 25e6, 512e6, [2]],
    ['one for one thread', 1, 25e6, 16e9, [1]],
  ])('%s', (_, threads, weightBytes, memoryBytes, sessions) => {
    expect(planSessions({ threads, weightBytes, memoryBytes })).toEqual(sessions);
  });
});
