import { PartialFile } from '../base/partial-file';
import { recordId } from '../corpus/record';
import type { Inputs } from '../inputs/inputs';
import type { ResolvedWindow, WindowObserver } from '../resolve/window';
import {
  entryOf,
  idOf,
  keyOf,
  metadataOf,
  placeOf,
  rawKeyOf,
  readState,
  type StateEntry,
  type StateHeader,
  StateWriter,
} from './record-state';
import { SortedEntries } from './sorted-entries';

/** Changes of records since the run that wrote the state. Counts ids, each once. */
export interface ChangeFacts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** Start of that run, ISO 8601; absent if there was none. */
  readonly since?: string;
  /** Whether the next run compares with this one; false if a gate was closed. */
  readonly recorded: boolean;
  /** The file of the state. */
  readonly state: string;
  /** The file that lists the changes. */
  readonly path?: string;
}

/** Differences between a record and its earlier version; `model` if the embedding contract differs. */
type Difference = 'text' | 'metadata' | 'model';

type ChangeInputs = Pick<Inputs, 'recordsState' | 'changes' | 'chunkSize'>;

/** Compares the records of a run with those of the last one, by their ids. */
export class RecordChanges implements WindowObserver {
  private readonly entries = new SortedEntries();

  private constructor(
    private readonly inputs: ChangeInputs,
    private readonly header: StateHeader,
  ) {}

  /**
   * @returns undefined if no state is kept
   * @throws InputError if the file is not a state
   */
  static async open(inputs: ChangeInputs, fingerprint: string): Promise<RecordChanges | undefined> {
    if (inputs.recordsState === '') return undefined;
    // Fails before anything is embedded.
    (await readState(inputs.recordsState))?.close();
    return new RecordChanges(inputs, { fingerprint, started: new Date().toISOString() });
  }

  async take({ records, keys }: ResolvedWindow): Promise<void> {
    for (const [at, record] of records.entries()) {
      const { chunk, ...others } = record.metadata ?? {};
      // The position of a chunk changes with every edit above it, which is not a change of the chunk.
      const metadata = this.inputs.chunkSize > 0 || chunk === undefined ? others : record.metadata;
      const about = Object.keys(metadata ?? {}).length > 0 ? JSON.stringify(metadata) : '';
      await this.entries.add(entryOf(recordId(record), keys[at] as string, about));
    }
  }

  /**
   * Compares the records, and writes the changes.
   * @param recorded whether files get their names; otherwise only the counts remain
   * @throws InputError if the state of the last run is damaged; OutputError
   */
  async finish(recorded: boolean): Promise<ChangeFacts> {
    const { recordsState, changes } = this.inputs;
    const before = await readState(recordsState);
    const facts: ChangeFacts = {
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 0,
      ...(before && { since: before.header.started }),
      recorded,
      state: recordsState,
      ...(recorded && changes !== '' && { path: changes }),
    };
    const state = await PartialFile.open(recordsState);
    const list = changes === '' ? undefined : await PartialFile.open(changes).catch(discarding([state]));
    const files = [...(list ? [list] : []), state];
    try {
      const writer = new StateWriter(state, this.header);
      const sameModel = before?.header.fingerprint === this.header.fingerprint;
      for await (const [old, now] of paired(before?.entries, this.entries.sorted())) {
        if (now !== undefined) await writer.add(now);
        const line = changeOf(old, now, sameModel, facts);
        list?.text(line);
        if (list?.full) await list.flush();
      }
      writer.end();
      // The list first: if the process ends between the two, the next run lists the same again.
      for (const file of files) await (recorded ? file.finish() : file.discard());
      return facts;
    } catch (error) {
      return discarding(files)(error);
    } finally {
      before?.close();
    }
  }

  /** Must always be called, also after a failure. */
  async close(): Promise<void> {
    await this.entries.discard();
  }
}

function discarding(files: readonly PartialFile[]): (error: unknown) => Promise<never> {
  return async (error) => {
    for (const file of files) await file.discard();
    throw error;
  };
}

/** Counts the change of a record. @returns its line, empty if it is unchanged */
function changeOf(
  old: StateEntry | undefined,
  now: StateEntry | undefined,
  sameModel: boolean,
  facts: ChangeFacts,
): string {
  const entry = (now ?? old) as StateEntry;
  const differences = old !== undefined && now !== undefined ? differencesOf(old, now, sameModel) : undefined;
  if (differences?.length === 0) {
    facts.unchanged++;
    return '';
  }
  const change = differences ? 'changed' : old === undefined ? 'added' : 'removed';
  facts[change]++;
  const what = differences && { what: differences };
  return `${JSON.stringify({ id: idOf(entry), change, ...what, key: keyOf(entry) })}\n`;
}

function differencesOf(old: StateEntry, now: StateEntry, sameModel: boolean): Difference[] {
  const differences: Difference[] = [];
  if (rawKeyOf(old) !== rawKeyOf(now)) differences.push('text');
  if (metadataOf(old) !== metadataOf(now)) differences.push('metadata');
  if (!sameModel) differences.push('model');
  return differences;
}

/** Walks both in their common order, and yields each record once, with its old and its new version. */
async function* paired(
  before: AsyncGenerator<StateEntry> | undefined,
  present: AsyncGenerator<StateEntry>,
): AsyncGenerator<[old: StateEntry | undefined, now: StateEntry | undefined]> {
  let old = await before?.next();
  let now = await present.next();
  while ((old && !old.done) || !now.done) {
    const [a, b] = [old && !old.done ? old.value : undefined, now.done ? undefined : now.value];
    const [first, second] = [a && placeOf(a), b && placeOf(b)];
    const takesOld = first !== undefined && (second === undefined || first <= second);
    const takesNow = second !== undefined && (first === undefined || second <= first);
    yield [takesOld ? a : undefined, takesNow ? b : undefined];
    if (takesOld) old = await before?.next();
    if (takesNow) now = await present.next();
  }
}
