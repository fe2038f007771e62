import { CorpusError } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { KeyIndex } from '../keys/key-index';
import { textKey } from '../keys/text-key';
import { SKIPPED_EXAMPLES } from './format';
import type { CorpusFacts, CorpusRecord } from './record';

const { imul } = Math;

/** Words stored per id: two of the hash of its text, the number of its source, its line. */
const STRIDE = 4;
/** Messages shorten longer ids. */
const LONGEST_SHOWN = 80;

/**
 * Ensures that no two different texts share an id. One id may have the same text twice: a lookup still finds the right one.
 *
 * Takes 39 to 62 bytes per different id, and nothing for records without one. Texts are compared by 64 bits of a hash: two
 * different texts pass as equal once in 10¹⁹ times. The hash does not protect against deliberate collisions.
 */
export class DistinctIds {
  private readonly index = new KeyIndex();
  private places = new Uint32Array(1024 * STRIDE);
  private readonly sources: string[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly onBadRecord: Inputs['onBadRecord'],
    private readonly facts: CorpusFacts,
  ) {}

  /**
   * @returns the records without those whose id belongs to another text
   * @throws CorpusError for such a record unless `on-bad-record` is `skip`
   */
  keep(records: CorpusRecord[]): CorpusRecord[] {
    // Formats without ids pay nothing.
    if (records.every(({ id }) => id === undefined)) return records;
    return records.filter((record) => record.id === undefined || this.isKept(record, record.id));
  }

  private isKept(record: CorpusRecord, id: string): boolean {
    const number = this.index.size;
    const known = this.index.getOrSet(textKey(id), number);
    const [high, low] = hashOf(record.text);
    if (known === undefined) {
      this.remember(number, [high, low, this.numberOf(record.source), record.line]);
      return true;
    }
    const at = known * STRIDE;
    if (this.places[at] === high && this.places[at + 1] === low) return true;
    this.refuse(record, id, `${this.sources[this.places[at + 2] as number]}:${this.places[at + 3]}`);
    return false;
  }

  private refuse({ source, line }: CorpusRecord, id: string, first: string): void {
    const shown = JSON.stringify(id.length > LONGEST_SHOWN ? `${id.slice(0, LONGEST_SHOWN)}…`.toWellFormed() : id);
    const reason = `the id ${shown} belongs to another text at ${first}`;
    const position = { source, line };
    if (this.onBadRecord === 'fail') {
      throw new CorpusError(
        `${source}:${line}: ${reason}. Give each text its own id, or set on-bad-record to skip to keep only the first.`,
        { position },
      );
    }
    this.facts.records--;
    this.facts.skipped++;
    if (this.facts.skippedExamples.length < SKIPPED_EXAMPLES) this.facts.skippedExamples.push({ position, reason });
  }

  private remember(number: number, place: readonly number[]): void {
    if ((number + 1) * STRIDE > this.places.length) {
      const larger = new Uint32Array(this.places.length * 2);
      larger.set(this.places);
      this.places = larger;
    }
    this.places.set(place, number * STRIDE);
  }

  private numberOf(source: string): number {
    const known = this.numbers.get(source);
    if (known !== undefined) return known;
    this.numbers.set(source, this.sources.length);
    return this.sources.push(source) - 1;
  }
}

/** Two multiplicative hashes of 32 bits, finished as in MurmurHash3: a tenth of the time of SHA-256 on short texts. */
function hashOf(text: string): [high: number, low: number] {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = imul(a ^ code, 2654435761);
    b = imul(b ^ code, 1597334677);
  }
  a = imul(a ^ (a >>> 16), 2246822507) ^ imul(b ^ (b >>> 13), 3266489909);
  b = imul(b ^ (b >>> 16), 2246822507) ^ imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0];
}
