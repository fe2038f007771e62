/** Reads a corpus and makes the key of each text, in a process that does nothing else: `reading-probe.ts <file>`. */
import { openCorpus } from '../src/corpus/read';
import { parseInputs } from '../src/inputs/parse-inputs';
import { textKey } from '../src/keys/text-key';

/** What it prints, as JSON. */
export interface ProbedReading {
  readonly records: number;
  /** Processor time of all threads, to read and to make keys. */
  readonly milliseconds: number;
  /** To read alone. */
  readonly readMilliseconds: number;
}

const [, , file = ''] = process.argv;
const { inputs } = parseInputs({ arguments: ['--corpus', file], environment: {} });

async function read(each: (text: string) => void): Promise<{ records: number; milliseconds: number }> {
  const started = process.cpuUsage();
  const corpus = await openCorpus(inputs, (message) => {
    throw new Error(message);
  });
  for await (const records of corpus.records()) for (const { text } of records) each(text);
  const { user, system } = process.cpuUsage(started);
  return { records: corpus.facts.records, milliseconds: (user + system) / 1000 };
}

const keyed = await read((text) => void textKey(text));
const alone = await read(() => {});
const probed: ProbedReading = { ...keyed, readMilliseconds: alone.milliseconds };
console.log(JSON.stringify(probed));
