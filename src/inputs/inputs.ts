import {
  choice,
  delimiter,
  duration,
  encoding,
  flag,
  gateLayers,
  httpUrl,
  integer,
  limit,
  lines,
  number,
  prices,
  queueUrl,
  redisUrl,
  s3Prefix,
  sha256,
  shard,
  shareOrAuto,
  signingKeys,
  sinkFields,
  size,
  someOf,
  sources,
  sqsUrl,
  text,
  trustScope,
  vectorIndex,
} from './kinds';
import { REPOSITORY_POLICY } from './policy';
import { NEIGHBOUR_SOURCES, PRUNE_CLASSES } from './values/choices';
import { MOST_SHARDS } from './values/shard';

/**
 * Every input, in one table. `action.yml`, `--help` and docs/inputs.md are generated from it, and the type `Inputs` is
 * derived from it.
 */
export const INPUTS = {
  mode: choice(['run', 'plan', 'embed', 'validate', 'golden', 'worker', 'enqueue', 'serve', 'audit'], {
    group: 'What to do',
    description:
      'run embeds the corpus and validates; plan only says what is missing and what it will take; embed only fills the tiers; validate only validates, without a model; golden approves the present vectors of golden-set; worker embeds what a queue holds, until it is empty; enqueue fills that queue; serve answers events over HTTP until it is told to end (docs/events.md); audit looks at what the tiers hold. May stand first, without --mode.',
    default: 'run',
  }),
  policy: lines({
    group: 'What to do',
    description: `Files with settings for this run; the first that has a value counts. Empty: ${REPOSITORY_POLICY}, if it is there. none: no file.`,
    default: '',
  }),
  corpus: sources({
    group: 'Corpus',
    description:
      'Files, globs or folders, https:// or s3:// objects, s3://bucket/prefix/ for all under it, or - for stdin; several on lines of their own. .gz and .zst are decompressed, .tar archives unpacked.',
    default: '',
  }),
  format: choice(['auto', 'text', 'jsonl', 'json', 'csv', 'tsv', 'markdown', 'html', 'parquet', 'pdf'], {
    group: 'Corpus',
    description:
      'How records lie in the files; auto: by extension. text: one a line. jsonl: one JSON object a line. json: one array. csv, tsv, parquet: one a row. markdown, html: one a heading. pdf: one a page. docs/corpora.md has more.',
    default: 'auto',
  }),
  encoding: encoding({
    group: 'Corpus',
    description:
      'How text is written. auto: UTF-8, or UTF-16 if a byte order mark says so, or as an HTML page declares. A byte order mark counts before this.',
    default: 'auto',
  }),
  'text-field': text({
    group: 'Corpus',
    description:
      'The field or column that holds the text; in parquet with dots into structs; with csv-header false a number from 0 on.',
    default: 'text',
  }),
  'id-field': text({
    group: 'Corpus',
    description: 'The same for the id. A record without one is named by file and line, or file#part of a document.',
    default: 'id',
  }),
  'csv-header': flag({
    group: 'Corpus',
    description: 'csv, tsv: whether the first row has the names of the columns.',
    default: 'true',
  }),
  'csv-delimiter': delimiter({
    group: 'Corpus',
    description: 'csv: what stands between cells.',
    default: ',',
  }),
  'markdown-code': choice(['keep', 'drop'], {
    group: 'Corpus',
    description: 'markdown, html: whether blocks of code are part of the text.',
    default: 'keep',
  }),
  's3-endpoint': text({
    group: 'Corpus',
    description: 'Where s3:// objects are, if not at AWS, such as http://minio:9000.',
    default: '',
    known: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'],
  }),
  's3-region': text({
    group: 'Corpus',
    description: 'The region of s3:// objects.',
    default: 'us-east-1',
    known: 'AWS_REGION',
  }),
  's3-access-key-id': text({
    group: 'Corpus',
    description:
      'Signs requests for s3:// objects. Empty: what the AWS SDK finds (a role of the pod or the machine, a profile) does; without any they are not signed.',
    default: '',
    known: 'AWS_ACCESS_KEY_ID',
    secret: true,
  }),
  's3-secret-access-key': text({
    group: 'Corpus',
    description: 'Belongs to s3-access-key-id.',
    default: '',
    known: 'AWS_SECRET_ACCESS_KEY',
    secret: true,
  }),
  's3-session-token': text({
    group: 'Corpus',
    description: 'Belongs to both, where they are temporary.',
    default: '',
    known: 'AWS_SESSION_TOKEN',
    secret: true,
  }),
  'on-bad-record': choice(['fail', 'skip'], {
    group: 'Corpus',
    description:
      'What to do about invalid UTF-8, broken JSON, a missing text field, a wrong number of columns, a page without text, or a record above 16 MiB. skip counts and reports them.',
    default: 'fail',
  }),
  'chunk-size': integer(0, 1_000_000, {
    group: 'Corpus',
    description:
      "Texts with more tokens are cut into chunks with at most so many, counted by the model's own tokenizer, special tokens and prefix not counted. 0: texts are not cut.",
    default: '0',
  }),
  'chunk-overlap': integer(0, 1_000_000, {
    group: 'Corpus',
    description: 'Tokens of the end of a chunk that the next one repeats, at most. Up to half of chunk-size.',
    default: '0',
  }),
  'records-state': text({
    group: 'Corpus',
    description:
      'run: a file that remembers which records there were, so that the next run can tell which were added, changed or removed. Empty: none.',
    default: '',
  }),
  changes: text({
    group: 'Corpus',
    description: 'run: file for those changes, as JSON Lines. Needs records-state. Empty: they are only counted.',
    default: '',
  }),
  model: text({
    group: 'Model',
    description:
      'A folder with config.json, tokenizer.json and onnx/model.onnx, or owner/name of a model on the hub. Empty: all-MiniLM-L6-v2, which is built in. embedder openai: the name that the service knows.',
    default: '',
  }),
  revision: text({
    group: 'Model',
    description:
      'Of a model on the hub: a commit, or a branch or tag, which is looked up in each run. embedder openai and command: a word for the version of what embeds.',
    default: '',
  }),
  'hub-endpoint': text({
    group: 'Model',
    description: 'The hub that a model named owner/name comes from, or a mirror of it.',
    default: 'https://huggingface.co',
    known: 'HF_ENDPOINT',
  }),
  'hub-token': text({
    group: 'Model',
    description: 'For models of the hub that are not public.',
    default: '',
    known: 'HF_TOKEN',
    secret: true,
  }),
  'hub-offline': flag({
    group: 'Model',
    description: 'true: the hub is not asked, and what was downloaded before is used.',
    default: 'false',
  }),
  dtype: choice(['auto', 'fp32', 'fp16', 'q8', 'quantized', 'q4'], {
    group: 'Model',
    description:
      'fp32 takes onnx/model.onnx, fp16 onnx/model_fp16.onnx, quantized onnx/model_quantized.onnx (one text at a time), q4 onnx/model_q4.onnx. q8 takes onnx/model.onnx and computes in 8-bit integers: quicker, less exact (docs/quantization.md). auto: fp32, else fp16.',
    default: 'auto',
  }),
  pooling: choice(['auto', 'mean', 'cls', 'last'], {
    group: 'Model',
    description:
      "How token states become one vector. auto: as the model's 1_Pooling/config.json says, else mean, with a warning.",
    default: 'auto',
  }),
  normalize: choice(['auto', 'true', 'false'], {
    group: 'Model',
    description: "Scale vectors to length 1. auto: as the model's modules.json says, else true.",
    default: 'auto',
  }),
  'max-tokens': integer(0, 1_000_000, {
    group: 'Model',
    description:
      'Texts are cut here, special tokens counted. 0: as sentence_bert_config.json says, else what the model can read.',
    default: '0',
  }),
  prompt: text({
    group: 'Model',
    description:
      "Put the model's own prompt of this name before each text, such as query or passage. auto: the one that the model names as its default, if it does. none: no prompt.",
    default: 'auto',
  }),
  'text-prefix': text({
    group: 'Model',
    description: 'Put before each text as it stands, such as "query: " for E5 models.',
    default: '',
  }),
  dimensions: integer(0, 65_536, {
    group: 'Model',
    description: 'Keep the first so many components (Matryoshka models). 0: all.',
    default: '0',
  }),
  embedder: choice(['onnx', 'openai', 'command'], {
    group: 'Embedder',
    description:
      "What embeds. onnx: the model's files, in this process. openai: a service with OpenAI's /v1/embeddings, or text-embeddings-inference. command: a program of your own.",
    default: 'onnx',
  }),
  'embedder-url': text({
    group: 'Embedder',
    description: 'openai: where it is, such as https://api.openai.com/v1 or http://127.0.0.1:8080/embed.',
    default: '',
  }),
  'embedder-api-key': text({
    group: 'Embedder',
    description: 'openai: sent as a bearer token. Empty: none is sent.',
    default: '',
    secret: true,
  }),
  'embedder-concurrency': integer(1, 256, {
    group: 'Embedder',
    description: 'openai: requests under way at once.',
    default: '4',
  }),
  'embedder-batch': integer(1, 4096, {
    group: 'Embedder',
    description: 'openai: most texts in one request. One that is refused as too large is sent in halves.',
    default: '64',
  }),
  'embedder-command': text({
    group: 'Embedder',
    description:
      'command: a command line. It reads {"texts": ["…"]} and answers {"vectors": [[…]]}, a line each, until its input ends.',
    default: '',
  }),
  device: choice(['auto', 'cpu', 'cuda', 'webgpu'], {
    group: 'Embedder',
    description:
      'onnx: where the model is computed. auto: on an NVIDIA GPU if all that it needs is there and vectors are the same, else on the CPU. cuda and webgpu: there, or not at all.',
    default: 'auto',
  }),
  'device-vectors': choice(['shared', 'own'], {
    group: 'Embedder',
    description:
      "shared: a GPU's vectors have the keys of the CPU's, and canary texts must show that they are the same. own: keys that name the device, for fp16 above all, and rounding is allowed; device must be cuda or webgpu.",
    default: 'shared',
  }),
  'ort-dir': text({
    group: 'Embedder',
    description:
      "device cuda: a folder that holds libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so of this ONNX Runtime's version. Empty: those of onnxruntime-node in the working directory, else what is fetched.",
    default: '',
  }),
  'ort-url': httpUrl({
    group: 'Embedder',
    description:
      'device cuda: a mirror of the archive (wheel, NuGet package or other ZIP) that holds the two. Empty: the Python package onnxruntime-gpu on PyPI, which device auto does not fetch by itself.',
    default: '',
    secret: true,
  }),
  'ort-sha256': sha256({
    group: 'Embedder',
    description: 'Of what ort-url gives. Empty: that of the package on PyPI.',
    default: '',
  }),
  threads: integer(0, 1024, {
    group: 'Embedder',
    description:
      'Threads for inference. 0: one for each processor this process may use, a CPU limit of its container counted.',
    default: '0',
  }),
  'batch-tokens': integer(0, 1_048_576, {
    group: 'Embedder',
    description:
      'Most tokens in one batch, padding counted. 0: as many as are fastest. Changes speed and memory, never a vector.',
    default: '0',
  }),
  'redis-url': redisUrl({
    group: 'Tiers',
    description: 'Where Redis is: a single node, the sentinels of a master, or nodes of a cluster. Empty: no Redis.',
    default: '',
    secret: true,
  }),
  'redis-password-file': text({
    group: 'Tiers',
    description: 'File that holds the password, for a redis-url without one. Line ends at its end do not count.',
    default: '',
  }),
  'redis-ca': text({
    group: 'Tiers',
    description: 'TLS: PEM file with the authorities to trust. Empty: those that Node.js knows.',
    default: '',
  }),
  'redis-cert': text({
    group: 'Tiers',
    description: 'TLS: PEM file with the certificate to show, if the server wants one.',
    default: '',
  }),
  'redis-key': text({ group: 'Tiers', description: 'TLS: PEM file with the key of redis-cert.', default: '' }),
  'redis-prefix': text({ group: 'Tiers', description: 'First part of every key in Redis.', default: 'eo1' }),
  'redis-ttl': duration({
    group: 'Tiers',
    description: 'How long Redis keeps a vector after it was written, or found with less than half of that left.',
    default: '30d',
  }),
  'cache-dtype': choice(['fp32', 'fp16'], {
    group: 'Tiers',
    description:
      'How vectors are stored. fp16 halves memory and traffic, and rounds every vector of the run; it makes new keys.',
    default: 'fp32',
  }),
  'cache-mode': choice(['read-write', 'read-only', 'recache', 'off'], {
    group: 'Tiers',
    description:
      'read-only asks and stores nothing. recache computes everything and replaces what is stored. off does neither.',
    default: 'read-write',
  }),
  'cache-signing-key': signingKeys({
    group: 'Tiers',
    description:
      'Signs what is stored; what is not signed is computed anew and replaced. Several: the first signs, all are accepted. Best given in the environment.',
    default: '',
    secret: true,
  }),
  'cache-signing-key-file': text({
    group: 'Tiers',
    description: 'File that holds the same, instead of cache-signing-key.',
    default: '',
  }),
  'trust-scope': trustScope({
    group: 'Tiers',
    description:
      "Where vectors go. Every run reads the trusted scope, and writes only its own. auto: as GitHub's event says, elsewhere trusted.",
    default: 'auto',
  }),
  'on-cache-failure': choice(['fallback', 'fail'], {
    group: 'Tiers',
    description: 'What to do when a tier cannot be used: go on without it, or end the run.',
    default: 'fallback',
  }),
  'runner-cache': choice(['auto', 'on', 'off'], {
    group: 'Tiers',
    description: 'Keep vectors in a folder of this machine. auto: on.',
    default: 'auto',
  }),
  'runner-cache-path': text({
    group: 'Tiers',
    description: 'That folder. Empty: the cache folder of the user, or of the runner.',
    default: '',
  }),
  'runner-cache-max-size': size({
    group: 'Tiers',
    description:
      'What vectors may take in that folder, those of all models together. At the end of a run those used longest ago are dropped.',
    default: '4GB',
  }),
  'github-cache': choice(['auto', 'on', 'off'], {
    group: 'Tiers',
    description:
      "Carry the runner cache from job to job by GitHub's cache (docs/runner-cache.md). auto: on GitHub's own runners, unless redis-url is given.",
    default: 'auto',
  }),
  'audit-sample': shareOrAuto({
    group: 'Trust',
    description:
      'Share of hits that are embedded again and compared. auto: 0.001, in runs that load the model for misses anyway. 0: none.',
    default: 'auto',
  }),
  'audit-tolerance': number(0, 2, {
    group: 'Trust',
    description:
      'Largest deviation of a stored vector from the one embedded again, as a share of its length. Beyond it, the vector is replaced.',
    default: '0.001',
  }),
  'audit-seed': text({
    group: 'Trust',
    description: 'Draws the same hits as a run with the same seed. Empty: hits that nobody can foresee.',
    default: '',
  }),
  'fail-on-audit': flag({
    group: 'Trust',
    description: 'true ends a run that found a deviating vector with code 3. false replaces it, and warns.',
    default: 'false',
  }),
  'plan-path': text({
    group: 'Plan',
    description:
      'plan: where the list of what is missing goes; empty: output/plan.jsonl. embed: the list to take; empty: all that is missing.',
    default: '',
  }),
  shards: integer(0, MOST_SHARDS, {
    group: 'Plan',
    description:
      'plan: into how many parts of like many tokens to cut what is missing. 0: one for each two million tokens.',
    default: '0',
  }),
  shard: shard({
    group: 'Plan',
    description: 'embed: which part to take. Empty: all.',
    default: '',
  }),
  'max-misses': limit('whole number', {
    group: 'Plan',
    description: 'Ends plan, run and embed with code 1, before anything is embedded, if more texts are missing.',
    default: '',
  }),
  'max-cost': limit('number', {
    group: 'Plan',
    description:
      'The same if embedding will cost more, by cost-per-hour and the rates of earlier runs; ends run and embed also when it has cost so much.',
    default: '',
  }),
  'cost-per-hour': prices({
    group: 'Plan',
    description: 'What an hour of a runner costs, in whichever currency. Empty: no cost is predicted.',
    default: '',
  }),
  'queue-url': queueUrl({
    group: 'Queue',
    description:
      'worker, enqueue: the Redis that holds the queue, or the URL of a standard queue of SQS. Empty: the Redis of redis-url.',
    default: '',
    secret: true,
  }),
  'queue-dead-url': sqsUrl({
    group: 'Queue',
    description:
      'worker: SQS: the queue for what was put aside. Empty: the dead-letter queue in the redrive policy of queue-url.',
    default: '',
  }),
  queue: text({
    group: 'Queue',
    description:
      'worker, enqueue: in Redis, the key of the stream. <queue>:dead holds what was put aside, <queue>:known what is waiting.',
    default: 'eo1:queue',
  }),
  'queue-group': text({
    group: 'Queue',
    description: 'worker, enqueue: in Redis, the consumer group. All workers of a queue are of one.',
    default: 'embed-once',
  }),
  'queue-max-tries': integer(1, 1000, {
    group: 'Queue',
    description: 'worker: a message that was tried so often in vain is put aside.',
    default: '3',
  }),
  'queue-claim-after': duration({
    group: 'Queue',
    description:
      'worker: a message whose worker has been silent for so long is taken over. Workers that live tell so four times in this time.',
    default: '60s',
  }),
  'queue-idle': duration({
    group: 'Queue',
    description: 'worker: ends, with code 0, when the queue has been empty for so long. 0: never.',
    default: '10s',
  }),
  'enqueue-upload': s3Prefix({
    group: 'Queue',
    description:
      'enqueue: puts the files of corpus under this prefix of S3 first, and adds the objects instead: for workers that do not see the files. Empty: files are added by their paths.',
    default: '',
  }),
  output: text({
    group: 'Output',
    description:
      'File for the vectors. It gets its name only when it is whole. worker: a folder, with / at its end, for a file of each document; else only the tiers are filled.',
    default: 'output/embeddings.jsonl',
  }),
  'output-format': choice(['auto', 'json', 'jsonl', 'npy', 'parquet', 'arrow', 'safetensors', 'none'], {
    group: 'Output',
    description:
      'json: an object from the SHA-256 of each text to text and vector. jsonl: an object a record. parquet, arrow: a table with id, text, metadata and vector. npy, safetensors: a matrix, and <name>.ids.jsonl. none: only fill the tiers. auto: by the extension of output.',
    default: 'auto',
  }),
  'output-dtype': choice(['float32', 'float16'], {
    group: 'Output',
    description:
      'How vectors stand in npy, parquet, arrow and safetensors. float16 halves the file, and rounds. Changes no key.',
    default: 'float32',
  }),
  'output-shard-rows': integer(0, 1_000_000_000, {
    group: 'Output',
    description:
      'Cut the output into files of so many rows, <name>-00000 and so on, with a manifest that tells what must be in them: <name>.manifest.json. 0: one file, and no manifest.',
    default: '0',
  }),
  sink: choice(['none', 'redis-index', 'command'], {
    group: 'Sink',
    description:
      'run, worker: an index downstream that is kept up to date with the records (docs/sinks.md). redis-index: documents and an index of RediSearch. command: a program of your own.',
    default: 'none',
  }),
  'sink-index': text({
    group: 'Sink',
    description: 'The name that readers use. redis-index: an alias of RediSearch, and the first part of all keys.',
    default: '',
  }),
  'sink-url': redisUrl({
    group: 'Sink',
    description: 'redis-index: the Redis with RediSearch. Empty: that of redis-url.',
    default: '',
    secret: true,
  }),
  'sink-document': choice(['hash', 'json'], {
    group: 'Sink',
    description: 'redis-index: as what documents are stored. json needs RedisJSON, and more memory.',
    default: 'hash',
  }),
  'sink-fields': sinkFields({
    group: 'Sink',
    description:
      'Metadata fields to filter by, besides id, source and record. tag: equal values. numeric: ranges. text: words. A value that does not fit its field is not filtered by.',
    default: 'page:numeric, headings:tag',
  }),
  'sink-vector-index': vectorIndex({
    group: 'Sink',
    description:
      'redis-index: how vectors are indexed, as in validation-index. flat compares every vector, hnsw is approximate and the one for many.',
    default: 'hnsw,cosine,float32',
  }),
  'sink-old': choice(['drop', 'keep'], {
    group: 'Sink',
    description: 'redis-index: what becomes of the index that readers had, when they were given another.',
    default: 'drop',
  }),
  'sink-command': text({
    group: 'Sink',
    description: 'command: a command line. It reads and answers lines of JSON until its input ends.',
    default: '',
  }),
  'golden-set': text({
    group: 'Validation',
    description:
      'JSON Lines with the golden texts and, once mode golden has run, their approved vectors. Empty: no validation.',
    default: '',
  }),
  approve: choice(['dry-run', 'new', 'all'], {
    group: 'Validation',
    description:
      'golden: what may be written. new approves texts that were not approved yet, and writes nothing if an approved vector would change. all replaces those as well. dry-run only shows what would change.',
    default: 'new',
  }),
  propose: integer(0, 10_000, {
    group: 'Validation',
    description:
      'golden: choose so many texts of the corpus and write them to golden-set, a file that is not there yet, for people to look through before they approve them. 0: approve.',
    default: '0',
  }),
  'validation-engine': choice(['auto', 'redisearch', 'vectorset', 'exact'], {
    group: 'Validation',
    description:
      'What finds nearest neighbours. redisearch: an index of RediSearch or Valkey-search. vectorset: a vector set of Redis 8. exact: this process. auto: the first of these that the Redis of redis-url has (docs/validation-engines.md).',
    default: 'auto',
  }),
  'validation-index': vectorIndex({
    group: 'Validation',
    description:
      'redisearch: how the index is built. flat compares every vector, hnsw is approximate. What is left out is flat, cosine, float32.',
    default: 'flat,cosine,float32',
  }),
  'validation-profile': choice(['auto', 'same-model', 'cross-model'], {
    group: 'Validation',
    description:
      'same-model compares vectors with the approved ones. cross-model only compares what is near what, because vectors of two models cannot be compared. auto: cross-model where the embedding contract is not the approved one.',
    default: 'auto',
  }),
  'validation-neighbours': choice(NEIGHBOUR_SOURCES, {
    group: 'Validation',
    description: 'Where nearest neighbours are searched: among the golden texts, or among all texts of the corpus.',
    default: 'golden',
  }),
  'validation-k': integer(1, 1000, {
    group: 'Validation',
    description:
      'Nearest neighbours of a golden text that are compared. Among few golden texts at most half of the others.',
    default: '10',
  }),
  'validation-threshold': number(-1, 1, {
    group: 'Validation',
    description: 'Identity: least cosine similarity of a present vector to the approved one.',
    default: '0.999',
  }),
  'validation-recall': number(0, 1, {
    group: 'Validation',
    description:
      'Neighbourhood: least share of the approved neighbours that are still there, as a mean over the golden texts; least rank-biased overlap, too.',
    default: '0.95',
  }),
  'validation-vectors': text({
    group: 'Validation',
    description:
      'validate: a file of vectors that a run wrote (json, jsonl, npy), instead of what the tiers hold. Empty: the tiers.',
    default: '',
  }),
  'fail-on-validation': gateLayers({
    group: 'Validation',
    description:
      'Which layers end the run with code 3 if they fail. true: all that apply. false: none, drift is only reported.',
    default: 'true',
  }),
  prune: choice(['off', 'dry-run', 'on'], {
    group: 'Audit',
    description: 'audit: take entries of prune-classes away. dry-run only counts what on would take.',
    default: 'off',
  }),
  'prune-classes': someOf(PRUNE_CLASSES, {
    group: 'Audit',
    description:
      'audit: corrupt entries, all entries of orphaned fingerprints, and of undated ones, of which no ledger tells when they were used.',
    default: 'corrupt,orphaned',
  }),
  'orphan-age': duration({
    group: 'Audit',
    description: 'audit: a fingerprint that no run has used for so long is orphaned. 0: none is.',
    default: '30d',
  }),
  'fail-on-corrupt': flag({
    group: 'Audit',
    description: 'audit: true ends with code 3 if a tier holds corrupt entries.',
    default: 'false',
  }),
  host: text({
    group: 'Service',
    description: 'serve: the address to listen on. Empty: every address of this machine. Nobody is asked who they are.',
    default: '',
  }),
  port: integer(0, 65_535, {
    group: 'Service',
    description: 'serve: the port to listen on. 0: any that is free.',
    default: '8080',
    known: 'PORT',
  }),
  'serve-concurrency': integer(1, 256, {
    group: 'Service',
    description: 'serve: events at work at once.',
    default: '4',
  }),
  'serve-queue': integer(0, 10_000, {
    group: 'Service',
    description: 'serve: events that may wait for others; those beyond are answered with 429.',
    default: '32',
  }),
  'serve-max-body': size({
    group: 'Service',
    description: 'serve: largest body of a request.',
    default: '8MB',
  }),
  'serve-timeout': duration({
    group: 'Service',
    description: 'serve: how long a request may take to come in. One that is slower is answered with 408.',
    default: '30s',
  }),
  'serve-max-texts': integer(1, 1_000_000, {
    group: 'Service',
    description: 'serve: most records in one event, those of its documents together.',
    default: '10000',
  }),
  'report-dir': text({
    group: 'Report',
    description:
      'Folder for report.json, report.html for people, junit.xml for dashboards, summary.md and metrics.prom (audit: audit.json, summary.md, metrics.prom). Empty: no files.',
    default: 'output/report',
  }),
  'decision-log': text({
    group: 'Report',
    description:
      'File for what was decided, as JSON Lines: which tier had what, and why not. Written anew by each run. Empty: none.',
    default: '',
  }),
  'decision-log-detail': choice(['window', 'record'], {
    group: 'Report',
    description: 'window: a line for each 1,024 records. record: a line for each record too, with its text key.',
    default: 'window',
  }),
  comment: flag({
    group: 'Report',
    description:
      'true: on GitHub, a comment on the pull request that the run is for, made once and kept up to date. Needs github-token.',
    default: 'false',
  }),
  'github-token': text({
    group: 'Report',
    description:
      'comment: the token to write it with: github.token, in a job with the permission pull-requests: write.',
    default: '',
    secret: true,
  }),
  progress: choice(['auto', 'on', 'off'], {
    group: 'Report',
    description: 'on: a bar on a terminal, else a line now and then. auto: on.',
    default: 'auto',
  }),
} as const;

type InputName = keyof typeof INPUTS;

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** What a run is asked to do: one property an input, in camel case, parsed and checked. */
export type Inputs = { readonly [K in InputName as CamelCase<K>]: ReturnType<(typeof INPUTS)[K]['parse']> };
