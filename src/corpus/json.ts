import { isUtf8 } from 'node:buffer';
import { recordOfObject, usableText } from './fields';
import type { CorpusFormat, FormatContext } from './format';
import { jsonFault } from './json-fault';
import { ItemCutter, type JsonItem } from './json-items';
import { MAX_RECORD_BYTES } from './lines';
import type { CorpusRecord } from './record';

const THE_ITEM = 'the item';

/** One array with one record per item. An item is an object like a line of jsonl, or the text itself. */
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

function parse(item: JsonItem, place: number, context: FormatContext): CorpusRecord | undefined {
  const value = parseItem(item, place, context);
  if (value === undefined) return undefined;
  const where = () => whereOf(item);
  if (typeof value === 'string') {
    const text = usableText(value, place, context, () => where() + THE_ITEM);
    return text === undefined ? undefined : { text, source: context.source, line: place };
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return recordOfObject(value, place, context, where);
  context.bad(place, `${where()}${THE_ITEM} is neither an object nor a string`);
  return undefined;
}

/** Returns undefined if the item is unusable; the context gets the reason. */
function parseItem(item: JsonItem, place: number, context: FormatContext): unknown {
  const { bytes } = item;
  const bad = (reason: string): undefined => {
    context.bad(place, `${whereOf(item)}${THE_ITEM} ${reason}`);
    return undefined;
  };
  if (!bytes) return bad(`is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB`);
  if (!isUtf8(bytes)) return bad(`is not valid ${context.encoding}`);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    return bad(`is not JSON${jsonFault(error)}`);
  }
}

function whereOf({ line }: JsonItem): string {
  return `line ${line}: `;
}
