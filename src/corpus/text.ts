import type { CorpusFormat } from './format';
import { recordsOfLines, trimText } from './lines';

/** One record per line, without the white space around it; blank lines are no records. */
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
