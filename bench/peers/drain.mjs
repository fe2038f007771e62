/**
 * The least that any client can do: asks Redis for the values of all keys, over a bare socket, and only counts the bytes
 * that come back. No parsing, no checking, no output.
 *
 *   node drain.mjs PORT KEYS_FILE VALUE_BYTES     every value must be there and be VALUE_BYTES long
 *
 * Prints `{"milliseconds", "bytes"}`: from the first write to the last byte.
 */
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';

/** As embed-once asks: keys in one MGET, and MGETs under way at once. */
const BATCH_KEYS = 512;
const BATCHES_UNDER_WAY = 12;
const SILENCE_MS = 10_000;

const [port, file, valueBytes] = process.argv.slice(2);
const keys = readFileSync(file, 'utf8').trimEnd().split('\n');

const batches = [];
for (let from = 0; from < keys.length; from += BATCH_KEYS) {
  const batch = keys.slice(from, from + BATCH_KEYS);
  const words = ['MGET', ...batch].map((word) => `$${word.length}\r\n${word}\r\n`);
  batches.push({
    command: Buffer.from(`*${words.length}\r\n${words.join('')}`),
    replyBytes: `*${batch.length}\r\n`.length + batch.length * (`$${valueBytes}\r\n\r\n`.length + Number(valueBytes)),
  });
}

let sent = 0;
let answered = 0;
let bytes = 0;
/** Bytes at which the reply that is arriving is whole. */
let whole = 0;
let started = 0;

const socket = new Socket({
  // One buffer for all: what is read is not kept.
  onread: { buffer: Buffer.alloc(1 << 18), callback: count },
});
socket.setNoDelay();
socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error(`silence after ${bytes} bytes: are all keys there?`)));
socket.connect(Number(port), '127.0.0.1', () => {
  whole = batches[0].replyBytes;
  started = performance.now();
  while (sent < Math.min(BATCHES_UNDER_WAY, batches.length)) socket.write(batches[sent++].command);
});

function count(arrived) {
  bytes += arrived;
  while (bytes >= whole) {
    answered++;
    if (answered === batches.length) {
      console.log(JSON.stringify({ milliseconds: performance.now() - started, bytes }));
      socket.destroy();
      return true;
    }
    whole += batches[answered].replyBytes;
    if (sent < batches.length) socket.write(batches[sent++].command);
  }
  return true;
}
