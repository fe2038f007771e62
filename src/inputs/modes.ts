/** The modes, each with a line for people. */
export const MODES = {
  run: 'Embed a corpus, write its vectors, and validate them against a golden set.',
  plan: 'List the texts without a cached vector, and predict time and cost. Loads no model.',
  embed: 'Fill the cache tiers with the vectors of a corpus, or of one shard. Writes no output.',
  validate: 'Validate cached or written vectors against a golden set. Loads no model.',
  golden: 'Approve the present vectors of a golden set, or propose golden texts from a corpus.',
  worker: 'Embed the documents and shards in a queue until it is empty.',
  enqueue: 'Add the files of a corpus, or the shards of a plan, to that queue.',
  serve: 'Answer CloudEvents over HTTP until a signal ends the service.',
  audit: 'Inspect all entries in the cache tiers, and prune them on request.',
} as const;

export type Mode = keyof typeof MODES;

export const MODE_NAMES = Object.keys(MODES) as readonly Mode[];

/** Modes that read the text of records. */
export const READS_RECORDS: readonly Mode[] = ['run', 'plan', 'embed', 'golden', 'worker', 'serve'];
/** Modes that find files, which enqueue does without reading their records. */
export const READS_FILES: readonly Mode[] = [...READS_RECORDS, 'enqueue'];
/** Modes that can load the model and embed. */
export const EMBEDS: readonly Mode[] = ['run', 'embed', 'golden', 'worker', 'serve'];
/** Modes that know the model by its fingerprint, and the tiers that hold its vectors. */
export const KNOWS_MODEL: readonly Mode[] = MODE_NAMES.filter((mode) => mode !== 'enqueue');
/** Modes that look up vectors. */
export const LOOKS_UP: readonly Mode[] = KNOWS_MODEL.filter((mode) => mode !== 'audit');
/** Modes that validate. */
export const VALIDATES: readonly Mode[] = ['run', 'validate', 'serve'];
/** Modes that write vectors of records to a file or an index. */
export const WRITES: readonly Mode[] = ['run', 'worker'];

/** "all", "all but …" or the modes: whichever is shortest. */
export function modesText(modes: readonly Mode[] = MODE_NAMES): string {
  const others = MODE_NAMES.filter((mode) => !modes.includes(mode));
  if (others.length === 0) return 'all';
  return others.length <= 3 ? `all but ${others.join(', ')}` : modes.join(', ');
}
