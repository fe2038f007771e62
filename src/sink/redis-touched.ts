import type { RedisReply } from '../redis/connection';
import type { RedisLink } from '../redis/link';
import type { ListedDocument } from './sink';
import { sourcePlace, sourcePlaceOf } from './sink-document';

/** Sources that workers brought up to date while a run reads the corpus: what it read of them before is not to replace that. */
export class TouchedSources {
  /** Those of this worker since its last publication. */
  private readonly own = new Set<string>();

  constructor(
    private readonly link: RedisLink,
    /** The set that holds them, as halves of places. */
    private readonly key: string,
  ) {}

  /** Of a worker, before it writes. */
  async touch(sources: readonly string[]): Promise<void> {
    for (const source of sources) this.own.add(sourcePlace(source));
    await this.tell();
  }

  /** Of a worker, after it wrote: for a run that began meanwhile. */
  async touchAgain(): Promise<void> {
    await this.tell();
    this.own.clear();
  }

  /** Of a run: those that no worker brought up to date since it began. */
  async without<D extends ListedDocument>(documents: readonly D[]): Promise<readonly D[]> {
    if (documents.length === 0) return documents;
    const halves = documents.map(({ place }) => sourcePlaceOf(place));
    const found = (await this.link.ask(['SMISMEMBER', this.key, ...halves])) as readonly RedisReply[];
    return documents.filter((_, at) => found[at] === 0);
  }

  private async tell(): Promise<void> {
    if (this.own.size === 0) return;
    await this.link.ask(['SADD', this.key, ...this.own]);
  }
}
