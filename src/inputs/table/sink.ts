import { choice, readBy, redisUrl, sinkFields, text, vectorIndex } from '../kinds';
import { WRITES } from '../modes';

export const SINK = readBy(WRITES, {
  sink: choice(['none', 'redis-index', 'command'], {
    description:
      'Downstream index to keep in sync with the records (docs/sinks.md). redis-index: documents and an index of RediSearch. command: your own program.',
    default: 'none',
  }),
  'sink-index': text({
    description: 'Name of the index for readers. redis-index: an alias of RediSearch, and the prefix of all keys.',
    default: '',
  }),
  'sink-url': redisUrl({
    description: 'Redis with RediSearch, for redis-index. Empty: that of redis-url.',
    default: '',
    secret: true,
  }),
  'sink-document': choice(['hash', 'json'], {
    description: 'Type of stored documents, for redis-index. json needs RedisJSON and more memory.',
    default: 'hash',
  }),
  'sink-fields': sinkFields({
    description:
      'Metadata fields to filter by, in addition to id, source and record. tag: equal values. numeric: ranges. text: words. A value that does not fit its field cannot be filtered by.',
    default: 'page:numeric, headings:tag',
  }),
  'sink-vector-index': vectorIndex({
    description:
      'Build of the vector index, for redis-index. flat compares every vector; hnsw is approximate, and the choice for many vectors.',
    default: 'hnsw,cosine,float32',
  }),
  'sink-old': choice(['drop', 'keep'], {
    description: 'Drop or keep the previous index once readers have the new one, for redis-index.',
    default: 'drop',
  }),
  'sink-command': text({
    description: 'Command line for sink command. The program reads and answers lines of JSON until its input ends.',
    default: '',
  }),
});
