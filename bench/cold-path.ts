import path from 'node:path';
import type { Bench, Row } from './bench';
import { perSecond } from './comparison';
import { textBatches, writeLines } from './texts';

const TEXTS = 5_000;
const ROUNDS = 3;

/** How fast texts are embedded that no tier has: the default model, on the processors of this machine. */
export async function measureColdPath(bench: Bench): Promise<Row[]> {
  const corpus = path.join(bench.folder, 'cold.txt');
  await writeLines(corpus, textBatches(spread(bench.glosses, TEXTS), TEXTS));
  const seconds: number[] = [];
  const textRates: number[] = [];
  const tokenRates: number[] = [];
  let tokens = 0;
  for (let round = 0; round < ROUNDS; round++) {
    bench.log(`cold path: round ${round + 1} of ${ROUNDS}`);
    const { milliseconds, report } = await bench.bundle.run({ corpus, 'cache-mode': 'off', 'output-format': 'none' });
    const { texts } = report;
    if (texts.embedded !== TEXTS) throw new Error(`${texts.embedded} texts were embedded, not ${TEXTS}`);
    tokens = texts.tokens;
    seconds.push(milliseconds / 1000);
    textRates.push(texts.embedded / (texts.embedMs / 1000));
    tokenRates.push(tokens / (texts.embedMs / 1000));
  }
  const rate = `${perSecond(TEXTS, seconds, 'texts')}, ${perSecond(tokens, seconds, 'tokens')}`;
  return [
    { part: 'b', name: `${TEXTS.toLocaleString('en-US')} texts: whole process`, unit: 's', values: seconds, rate },
    { part: 'b', name: 'by the embedding time it reports', unit: 'texts/s', values: textRates },
    { part: 'b', name: 'by the embedding time it reports', unit: 'tokens/s', values: tokenRates },
  ];
}

/** At least `count` glosses from all over the dictionary, whose parts of speech differ in length. */
export function spread(glosses: readonly string[], count: number): string[] {
  const step = Math.floor(glosses.length / count);
  return glosses.filter((_, index) => index % step === 0);
}
