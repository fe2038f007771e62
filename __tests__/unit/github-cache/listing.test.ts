import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyOf, type Log } from '../../../src/github-cache/entry-key';
import { freeSlot, listGeneration, newestGeneration } from '../../../src/github-cache/listing';
import { FINGERPRINT } from '../../../test-support/builders/run-report';
import { CacheServiceInMemory } from '../../../test-support/servers/cache-service-in-memory';

const LOG: Log = { fingerprint: FINGERPRINT, scope: 'trusted' };
const slot = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(2).padStart(16, '0'));

function serviceWith(log: Log, generation: number, slots: readonly string[]): CacheServiceInMemory {
  const service = new CacheServiceInMemory('');
  service.keys.push(...slots.map((one) => keyOf(log, { generation, slot: one })));
  return service;
}

describe('listGeneration', () => {
  it('finds every entry and no other, whatever is known already', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(slot, { maxLength: 60 }),
        fc.integer({ min: 0, max: 60 }),
        async (slots, known) => {
          const service = serviceWith(LOG, 3, slots);
          // Of others: another generation, another scope that begins alike, another fingerprint.
          service.keys.push(
            keyOf(LOG, { generation: 4, slot: slots[0] ?? '0'.repeat(16) }),
            keyOf({ ...LOG, scope: 'trusted-too' }, { generation: 3, slot: '1'.repeat(16) }),
            keyOf({ ...LOG, fingerprint: 'cd'.repeat(32) }, { generation: 3, slot: '1'.repeat(16) }),
          );
          const found = await listGeneration(service, LOG, 3, slots.slice(0, known));
          expect(found.sort()).toEqual(slots.slice(known).sort());
        },
      ),
    );
  });

  it.each([
    [0, 1],
    [1, 3],
    [8, 21],
    [256, 500],
  ])('asks about %d entries in at most %d questions', async (entries, most) => {
    const random = seeded();
    const slots: string[] = [];
    while (slots.length < entries)
      slots.push(
        freeSlot(
          slots.map((one) => ({ generation: 0, slot: one })),
          0,
          random,
        ),
      );
    const service = serviceWith(LOG, 0, slots);
    expect(await listGeneration(service, LOG, 0)).toHaveLength(entries);
    expect(service.questions).toBeLessThanOrEqual(most);
  });

  it('does not go round in circles with a service that answers anything', async () => {
    const key = keyOf(LOG, { generation: 0, slot: '0'.repeat(16) });
    await expect(listGeneration({ find: async () => key }, LOG, 0)).rejects.toThrow('a key that was not asked for');
    await expect(listGeneration({ find: async () => 'other' }, LOG, 0)).rejects.toThrow('a key that was not asked for');
  });
});

describe('newestGeneration', () => {
  it('is not misled by an entry that came late to an older one', async () => {
    const service = serviceWith(LOG, 7, ['0'.repeat(16)]);
    service.keys.push(keyOf(LOG, { generation: 5, slot: '1'.repeat(16) }));
    service.keys.push(keyOf(LOG, { generation: 6, slot: '1'.repeat(16) }));
    expect(await newestGeneration(service, LOG)).toBe(7);
    service.keys.push(keyOf(LOG, { generation: 5, slot: '01'.repeat(8) }));
    expect(await newestGeneration(service, LOG)).toBe(7);
  });

  it('is none where there is no entry', async () => {
    expect(await newestGeneration(new CacheServiceInMemory(''), LOG)).toBeUndefined();
  });
});

/** The same numbers each time. */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
