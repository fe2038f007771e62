import { isUtf8 } from 'node:buffer';
import { recordOf, usableText } from './fields';
import type { CorpusFormat, FormatContext } from './format';
import { jsonFault } from './json-fault';
import { ItemCutter, type JsonItem } from './json-items';
import { MAX_RECORD_BYTES } from './lines';
import type { CorpusRecord } from './record';

/** One array: a record an item, which is an object as a line of jsonl is, or the text itself. */
export const jsonFormat: CorpusFormat = {
  name: 'json',
  extensions: ['.json'],
  counts: 'item',
  async *read(bytes, context) {
    const cutter = new ItemCutter();
    let place = 0;
    for await (const piece of bytes) {
      const records: CorpusRecord[] = [];
      for (const item of cutter.cut(piece)) {
        const record = parse(item, ++place, context);
        if (record) records.push(record);
      }
      yield records;
    }
    cutter.end();
  },
};

function parse({ bytes, line }: JsonItem, place: number, context: FormatContext): CorpusRecord | undefined {
  const where = `line ${line}: `;
  const bad = (reason: string) => context.bad(place, `${where}the item ${reason}`);
  if (!bytes) {
    bad(`is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB`);
    return undefined;
  }
  if (!isUtf8(bytes)) {
    bad(`is not valid ${context.encoding}`);
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    bad(`is not JSON${jsonFault(error)}`);
    return undefined;
  }
  if (typeof value === 'string') {
    const text = usableText(value, place, context, `${where}the item`);
    return text === undefined ? undefined : { text, source: context.source, line: place };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    bad('is neither an object nor a string');
    return undefined;
  }
  return recordOf(value, place, context, where);
}
