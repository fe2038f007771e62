import { CorpusError } from '../base/errors';
import { recordFrom, shownNames } from './fields';
import type { CorpusFormat, FormatContext, RandomAccess } from './format';
import type { ParquetAnswer, ParquetQuestion } from './parquet-protocol';
import { fieldAt, withoutField } from './parquet-values';
import { withRandomAccess } from './random-access';
import { ReaderThread } from './reader-thread';
import type { CorpusRecord } from './record';

/** One record per row. One row group is in memory at a time, in its own thread. */
export const parquetFormat: CorpusFormat = {
  name: 'parquet',
  extensions: ['.parquet', '.pq'],
  counts: 'row',
  binary: true,
  read: (bytes, context) => withRandomAccess(bytes, (random) => readRows(random, context)),
};

async function* readRows(random: RandomAccess, context: FormatContext): AsyncGenerator<CorpusRecord[]> {
  const thread = ReaderThread.take<ParquetQuestion, ParquetAnswer>('parquet', random);
  try {
    const { textField, idField } = context.inputs;
    const opened = await thread.ask({ open: random.bytes, texts: [textField, idField] });
    if ('fault' in opened) throw new Error(opened.fault);
    if (!('columns' in opened)) return;
    checkColumns(opened.columns, context);
    for (let row = 0; ; ) {
      const some = await thread.ask({ next: true });
      if ('fault' in some) throw new Error(some.fault);
      if (!('rows' in some)) return;
      const notText = new Set(some.notText);
      const records: CorpusRecord[] = [];
      for (const [index, value] of some.rows.entries()) {
        const record = recordOfRow(value, ++row, notText.has(index), context);
        if (record) records.push(record);
      }
      context.reach(row / Math.max(row, opened.all));
      yield records;
    }
  } finally {
    await thread.giveBack({ close: true });
  }
}

function recordOfRow(
  value: Readonly<Record<string, unknown>>,
  row: number,
  notText: boolean,
  context: FormatContext,
): CorpusRecord | undefined {
  const { textField, idField } = context.inputs;
  if (notText) {
    context.bad(row, 'the row holds a string that is not valid UTF-8');
    return undefined;
  }
  const metadata = withoutField(withoutField(value, textField), idField);
  // A null in the id column means no id.
  const id = fieldAt(value, idField) ?? undefined;
  return recordFrom({ text: fieldAt(value, textField), id, metadata, fields: value }, row, context);
}

/** @throws CorpusError if the text column is missing: the whole file is unusable then */
function checkColumns(columns: readonly string[], { inputs: { textField }, source }: FormatContext): void {
  // The list is flat: if all parts of the path occur, the path may exist.
  if (columns.includes(textField) || textField.split('.').every((part) => columns.includes(part))) return;
  throw new CorpusError(
    `${source}: column ${JSON.stringify(textField)} (text-field) is missing; columns: ${shownNames(columns)}.`,
    {
      position: { source },
    },
  );
}
