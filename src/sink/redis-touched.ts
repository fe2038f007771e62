import type { RedisReply } from '../redis/connection';
import type { RedisLink } from '../redis/link';
import type { ListedDocument } from './sink';
import { sourcePlace, sourcePlaceOf } from './sink-document';

/** Sources that workers updated while a run reads the corpus. The run may have read older versions, so it must not overwrite them. */
export class TouchedSources {
  /** The sources of this worker since its last publication. */
  private readonly own = new Set<string>();

  constructor(
    private readonly link: RedisLink,
    /** The set of these sources, as half places. */
    private readonly key: string,
  ) {}

  /** A worker calls this before it writes. */
  async touch(sources: readonly string[]): Promise<void> {
    for (const source of sources) this.own.add(sourcePlace(source));
    await this.tell();
  }

  /** A worker calls this after it wrote, for a run that began meanwhile. */
  async touchAgain(): Promise<void> {
    await this.tell();
    this.own.clear();
  }

  /** A run calls this to keep only documents whose source no worker has updated since the run began. */
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
