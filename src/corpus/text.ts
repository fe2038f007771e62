import type { CorpusFormat } from './format';
import { readLines, trimText } from './lines';
import type { CorpusRecord } from './record';

/** One record a line; whitespace around it does not count, and a line with nothing else is no record. */
export const textFormat: CorpusFormat = {
  name: 'text',
  extensions: ['.txt', '.text'],
  counts: 'line',
  async *read(bytes, context) {
    for await (const { texts, first } of readLines(bytes, context)) {
      const records: CorpusRecord[] = [];
      for (let index = 0; index < texts.length; index++) {
        const line = texts[index];
        if (line === undefined) continue;
        const text = trimText(line);
        if (text === '') context.blank();
        else records.push({ text, source: context.source, line: first + index });
      }
      yield records;
    }
  },
};
