import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORDINGS } from '../../../test-support/servers/recordings';
import { SearchServer } from '../../../test-support/servers/search-server';

/** The stand-in for a search module is only as good as this: it answers what was recorded, byte for byte. */
describe.each([2, 3] as const)('the stand-in, RESP%d', (protocol) => {
  let server: SearchServer;
  beforeAll(async () => {
    server = await SearchServer.start();
  });
  afterAll(() => server.stop());

  const cases = RECORDINGS.filter((recording) => recording.protocol === protocol).filter(
    ({ name }) => !/alias/.test(name),
  );
  it.each(cases.filter(({ command }) => !/^V[A-Z]+$/.test(String(command[0]))).map((one) => [one.name, one] as const))(
    'answers as recorded: %s',
    (_, { command, reply }) => {
      const words = command.map((word) => Buffer.from(word as string));
      expect(server.answer(words, protocol).toString('latin1')).toBe(reply.toString('latin1'));
    },
  );
});
