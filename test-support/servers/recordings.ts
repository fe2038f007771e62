import { readFileSync } from 'node:fs';

/** One command to a real server, and the bytes that it answered. */
export interface Recording {
  readonly protocol: 2 | 3;
  readonly name: string;
  readonly command: readonly (string | Buffer)[];
  readonly reply: Buffer;
}

export const RECORDINGS: readonly Recording[] = readFileSync('__tests__/fixtures/redisearch/recordings.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const { protocol, name, command, reply_b64 } = JSON.parse(line);
    const words = command.map((word: string | { b64: string }) =>
      typeof word === 'string' ? word : Buffer.from(word.b64, 'base64'),
    );
    return { protocol, name, command: words, reply: Buffer.from(reply_b64, 'base64') };
  });

/** @throws Error if there is no such recording */
export function recorded(protocol: 2 | 3, name: string): Recording {
  const found = RECORDINGS.find((recording) => recording.protocol === protocol && recording.name === name);
  if (!found) throw new Error(`nothing is recorded as ${name}`);
  return found;
}
