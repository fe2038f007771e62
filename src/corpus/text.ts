import type { CorpusFormat } from './format';
import { recordsOfLines, trimText } from './lines';

/** One record a line; whitespace around it does not count, and a line with nothing else is no record. */
export const textFormat: CorpusFormat = {
  name: 'text',
  extensions: ['.txt', '.text'],
  counts: 'line',
  read: (bytes, context) =>
    recordsOfLines(bytes, context, (line, number) => {
      const text = trimText(line);
      if (text !== '') return { text, source: context.source, line: number };
      context.blank();
      return undefined;
    }),
};
