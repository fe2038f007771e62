import { choice, redisUrl, sinkFields, text, vectorIndex } from '../kinds';
import { WRITES } from '../modes';

export const SINK = {
  sink: choice(['none', 'redis-index', 'command'], {
    modes: WRITES,
    description:
      'Downstream index to keep in sync with the records (docs/sinks.md). redis-index: documents and an index of RediSearch. command: your own program.',
    default: 'none',
  }),
  'sink-index': text({
    modes: WRITES,
    description: 'Name of the index for readers. redis-index: an alias of RediSearch, and the prefix of all keys.',
    default: '',
  }),
  'sink-url': redisUrl({
    modes: WRITES,
    description: 'Redis with RediSearch, for redis-index. Empty: that of redis-url.',
    default: '',
    secret: true,
  }),
  'sink-document': choice(['hash', 'json'], {
    modes: WRITES,
    description: 'Type of stored documents, for redis-index. json needs RedisJSON and more memory.',
    default: 'hash',
  }),
  'sink-fields': sinkFields({
    modes: WRITES,
    description:
      'Metadata fields to filter by, in addition to id, source and record. tag: equal values. numeric: ranges. text: words. A value that does not fit its field cannot be filtered by.',
    default: 'page:numeric, headings:tag',
  }),
  'sink-vector-index': vectorIndex({
    modes: WRITES,
    description:
      'Build of the vector index, for redis-index. flat compares every vector; hnsw is approximate, and the choice for many vectors.',
    default: 'hnsw,cosine,float32',
  }),
  'sink-old': choice(['drop', 'keep'], {
    modes: WRITES,
    description: 'Drop or keep the previous index once readers have the new one, for redis-index.',
    default: 'drop',
  }),
  'sink-command': text({
    modes: WRITES,
    description: 'Command line for sink command. The program reads and answers lines of JSON until its input ends.',
    default: '',
  }),
};
