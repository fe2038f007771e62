import { count, counted } from '../base/wording';
import type { ChangeFacts } from '../changes/record-changes';
import type { CorpusFacts } from '../corpus/record';

/** What became of records, for the account and the summary alike. */
export function changesLine({ added, changed, removed, unchanged, since, recorded, path }: ChangeFacts): string {
  const counts = `${count(added)} added, ${count(changed)} changed, ${count(removed)} removed, ${count(unchanged)} unchanged`;
  const when = since === undefined ? 'there was no earlier run' : `since the run of ${since}`;
  if (!recorded) return `${counts}, ${when}; not recorded, as a gate is closed`;
  return `${counts}, ${when}${path === undefined ? '' : `; listed in ${path}`}`;
}

/** @returns undefined where no text was cut */
export function chunkedLine({ chunked }: CorpusFacts): string | undefined {
  if (!chunked || chunked.records === 0) return undefined;
  return `${counted(chunked.chunks, 'chunk')} of ${counted(chunked.records, 'longer text')}`;
}
