import { INPUTS, type Inputs } from './inputs';
import { namesFolder, outputContradictions } from './values/output-format';

/** What their arithmetic comes to depends on the processor, which their keys name. */
const CPU_DTYPES: readonly string[] = ['q8', 'quantized', 'q4'] satisfies Inputs['dtype'][];

/** Below, what is repeated and what a piece may hold come to less than a token or two. */
const LEAST_CHUNK_SIZE = 16;

const READS_CORPUS: readonly string[] = ['run', 'plan', 'embed', 'enqueue'] satisfies Inputs['mode'][];

/** What only shows when inputs are seen together. */
export function contradictions(inputs: Inputs): string[] {
  const faults: string[] = [];
  if (READS_CORPUS.includes(inputs.mode) && inputs.corpus?.length === 0) {
    faults.push('corpus: none given. Name a file, a glob or a folder, or - for stdin: --corpus data/corpus.txt');
  }
  if (inputs.mode === 'golden' && inputs.goldenSet === '') {
    faults.push('golden-set: none given. Mode golden needs the file that holds the golden texts.');
  }
  if (inputs.mode === 'golden' && inputs.propose > 0 && inputs.corpus.length === 0) {
    faults.push('corpus: none given. Mode golden chooses the texts that it is to propose from a corpus.');
  }
  if (inputs.mode === 'golden' && inputs.validationNeighbours === 'corpus' && inputs.corpus.length === 0) {
    faults.push('corpus: none given. With validation-neighbours corpus, neighbours are searched in it.');
  }
  if (inputs.mode !== 'golden' && inputs.propose > 0) {
    faults.push(`propose: ${inputs.propose} is for mode golden, and the mode is ${inputs.mode}.`);
  }
  if (inputs.mode === 'serve') faults.push(...serveContradictions(inputs));
  if (inputs.mode === 'validate') faults.push(...validateContradictions(inputs));
  if (inputs.mode === 'run') faults.push(...outputContradictions(inputs));
  if (inputs.decisionLog !== '' && inputs.decisionLog === inputs.output) {
    faults.push(`decision-log: ${JSON.stringify(inputs.decisionLog)} is the output too. Give each a file of its own.`);
  }
  if (inputs.cacheSigningKey.length > 0 && inputs.cacheSigningKeyFile !== '') {
    faults.push(
      'cache-signing-key-file: cache-signing-key is given as well. Put all keys in one of them, the one that signs first.',
    );
  }
  if (inputs.mode === 'audit' && inputs.cacheMode === 'off') {
    faults.push('cache-mode: "off" leaves nothing to audit.');
  }
  if (inputs.mode === 'audit' && inputs.prune === 'on' && inputs.cacheMode === 'read-only') {
    faults.push('prune: "on" is not possible with cache-mode read-only. dry-run is.');
  }
  if (inputs.deviceVectors === 'own' && !isGpu(inputs.device)) {
    faults.push(
      `device-vectors: "own" needs device cuda or webgpu, not ${inputs.device}: the device is part of the keys.`,
    );
  }
  if (isGpu(inputs.device) && CPU_DTYPES.includes(inputs.dtype)) {
    faults.push(
      `dtype: "${inputs.dtype}" is computed on the CPU alone. Use device auto or cpu, or dtype fp32 or fp16.`,
    );
  }
  faults.push(...corpusContradictions(inputs), ...recordContradictions(inputs), ...engineContradictions(inputs));
  faults.push(...queueContradictions(inputs), ...sinkContradictions(inputs));
  faults.push(...planContradictions(inputs), ...tlsContradictions(inputs));
  return faults;
}

function recordContradictions({ chunkSize, chunkOverlap, recordsState, changes, output }: Inputs): string[] {
  const faults: string[] = [];
  if (chunkSize > 0 && chunkSize < LEAST_CHUNK_SIZE) {
    faults.push(
      `chunk-size: ${chunkSize} is too few to say anything. Use at least ${LEAST_CHUNK_SIZE}, or 0 not to cut texts.`,
    );
  }
  if (chunkOverlap > 0 && chunkSize === 0) {
    faults.push(`chunk-overlap: ${chunkOverlap} is of no use without chunk-size.`);
  } else if (chunkOverlap > chunkSize / 2) {
    faults.push(
      `chunk-overlap: ${chunkOverlap} is more than half of chunk-size, ${chunkSize}. Use at most ${Math.floor(chunkSize / 2)}.`,
    );
  }
  if (changes !== '' && recordsState === '') {
    faults.push(
      'records-state: none given. Without the file that remembers the last run, there are no changes to write.',
    );
  }
  const files = Object.entries({ changes, 'records-state': recordsState, output }).filter(([, file]) => file !== '');
  for (const [at, [name, file]] of files.entries()) {
    const other = files.slice(at + 1).find(([, its]) => its === file);
    if (other) faults.push(`${name}: ${JSON.stringify(file)} is ${other[0]} too. Give each a file of its own.`);
  }
  return faults;
}

function isGpu(device: Inputs['device']): boolean {
  return device === 'cuda' || device === 'webgpu';
}

/** An engine of a server, and no server. */
function engineContradictions({ goldenSet, validationEngine, redisUrl, cacheMode }: Inputs): string[] {
  if (goldenSet === '' || validationEngine === 'auto' || validationEngine === 'exact') return [];
  const engine = `validation-engine: ${validationEngine} is asked for`;
  if (!redisUrl) return [`${engine}, and no redis-url is given. Give one, or take auto or exact.`];
  return cacheMode === 'off' ? [`${engine}, and cache-mode off keeps the run from Redis. Take auto or exact.`] : [];
}

function corpusContradictions({ corpus, csvHeader, textField, enqueueUpload, ...inputs }: Inputs): string[] {
  const faults: string[] = [];
  const { s3AccessKeyId, s3SecretAccessKey } = inputs;
  if (!csvHeader && !/^(0|[1-9]\d*)$/.test(textField)) {
    faults.push(
      `text-field: ${JSON.stringify(textField)} is no column number, and csv-header is false. Give one from 0 on.`,
    );
  }
  // Half a pair in the environment is of no importance to a run that asks S3 for nothing.
  const usesS3 = enqueueUpload !== '' || corpus.some((line) => /^s3:/i.test(line));
  if (usesS3 && (s3AccessKeyId === '') !== (s3SecretAccessKey === '')) {
    const missing = s3AccessKeyId === '' ? 's3-access-key-id' : 's3-secret-access-key';
    faults.push(`${missing}: none given, and the other half of it is. Give both or neither.`);
  }
  return faults;
}

function validateContradictions({ goldenSet, validationVectors, validationNeighbours, cacheMode }: Inputs): string[] {
  const faults: string[] = [];
  if (goldenSet === '') faults.push('golden-set: none given. Mode validate needs the file that mode golden wrote.');
  if (validationNeighbours === 'corpus') {
    faults.push('validation-neighbours: "corpus" is for mode run, which reads the corpus. Mode validate reads none.');
  }
  if (validationVectors === '' && (cacheMode === 'off' || cacheMode === 'recache')) {
    faults.push(
      `cache-mode: ${cacheMode} asks no tier, so that mode validate finds no vector. Use read-only, or give validation-vectors.`,
    );
  }
  return faults;
}

function serveContradictions({ goldenSet, validationNeighbours, corpus, ...inputs }: Inputs): string[] {
  const faults: string[] = [];
  if (goldenSet !== '' && validationNeighbours === 'corpus') {
    faults.push(
      'validation-neighbours: "corpus" is for mode run, which reads the corpus. Mode serve judges by golden.',
    );
  }
  if (inputs.serveMaxBody === 0) {
    faults.push('serve-max-body: 0 would let one request fill the memory. Give a limit, such as 8MB.');
  }
  if (inputs.serveTimeout === 0) {
    faults.push('serve-timeout: 0 would let slow requests hold the service up. Give a time, such as 30s.');
  }
  if (corpus.includes('-'))
    faults.push('corpus: "-" can be read once only. Mode serve reads its corpus for each shard.');
  return faults;
}

function planContradictions(inputs: Inputs): string[] {
  const faults: string[] = [];
  const { mode, shard, cacheMode, redisUrl, runnerCache, maxCost, costPerHour } = inputs;
  if (shard && mode !== 'embed') {
    faults.push(`shard: ${shard.number}/${shard.of} is for mode embed, and the mode is ${mode}.`);
  }
  const stores = cacheMode === 'read-write' || cacheMode === 'recache';
  const fills = mode === 'embed' || mode === 'worker';
  if (fills && !stores) {
    faults.push(`cache-mode: ${mode} only fills the tiers, and with ${cacheMode} it would store nothing.`);
  } else if (fills && !redisUrl && runnerCache === 'off') {
    faults.push(`redis-url: ${mode} only fills the tiers, and there is none: give redis-url, or turn runner-cache on.`);
  }
  if (maxCost !== undefined && Object.keys(costPerHour).length === 0) {
    faults.push('cost-per-hour: none given, and max-cost is of no use without it.');
  }
  return faults;
}

/** Less would take messages away from workers that live: a busy processor may keep one from telling for a second. */
const LEAST_CLAIM_AFTER = 2;
/** SQS lets a message be held no longer. Seconds. */
const LONGEST_HOLD = 43_200;

function queueContradictions(inputs: Inputs): string[] {
  const { mode, queue, queueUrl, redisUrl, queueClaimAfter, corpus, output } = inputs;
  if (mode !== 'worker' && mode !== 'enqueue') return [];
  const faults: string[] = [];
  const target = queueUrl ?? redisUrl;
  const sqs = target?.kind === 'sqs';
  if (sqs && queueClaimAfter > LONGEST_HOLD) {
    faults.push(`queue-claim-after: ${queueClaimAfter}s is too long. SQS lets a message be held for 12h at most.`);
  }
  if (sqs && inputs.queueDeadUrl?.url === target.url) {
    faults.push('queue-dead-url: the same queue as queue-url. What is put aside would come again: name another one.');
  }
  if (!sqs && inputs.queueDeadUrl) {
    faults.push('queue-dead-url: given, and queue-url is no queue of SQS. In Redis, <queue>:dead is the place.');
  }
  if (!target)
    faults.push(
      `queue-url: none given, and no redis-url either. Mode ${mode} needs the Redis of the queue, or a queue of SQS.`,
    );
  else if (target.kind === 'cluster' && !/\{[^{}]+\}/.test(queue)) {
    faults.push(
      `queue: ${JSON.stringify(queue)} needs a hash tag in a cluster, so that all its keys share a slot: {eo1}:queue`,
    );
  }
  if (!sqs && queue === '') faults.push('queue: none given. Name the key of the stream.');
  if (queueClaimAfter < LEAST_CLAIM_AFTER) {
    faults.push(`queue-claim-after: ${queueClaimAfter}s is too short. Give ${LEAST_CLAIM_AFTER}s or more.`);
  }
  if (inputs.enqueueUpload !== '' && inputs.planPath !== '') {
    faults.push('enqueue-upload: of no use with plan-path: the shards of a plan name the corpus as it was planned.');
  }
  if (mode === 'enqueue' && corpus.includes('-'))
    faults.push('corpus: a worker cannot read the stdin of mode enqueue.');
  if (mode === 'worker' && output !== INPUTS.output.default && !namesFolder(output)) {
    faults.push(
      `output: ${JSON.stringify(output)} is a file. Mode worker writes one for each document: name a folder, with / at its end.`,
    );
  }
  return faults;
}

/** Names of keys and of indexes, without what patterns and queries make of other characters. */
const INDEX_NAME = /^[\p{L}\p{N}_{][\p{L}\p{N}_.{}-]{0,99}$/u;

function sinkContradictions(inputs: Inputs): string[] {
  const { mode, sink, sinkIndex, sinkUrl, redisUrl, sinkCommand } = inputs;
  if (sink === 'none' || (mode !== 'run' && mode !== 'worker')) return [];
  const faults: string[] = [];
  if (sinkIndex === '') faults.push('sink-index: none given. Name the index that readers are to use.');
  else if (!INDEX_NAME.test(sinkIndex)) {
    faults.push(
      `sink-index: ${JSON.stringify(sinkIndex)} is no name. Use up to 100 letters, digits, _ . - and, in a cluster, { }.`,
    );
  }
  if (sink === 'command') {
    if (sinkCommand === '') faults.push('sink-command: none given. Sink command needs the program to start.');
    return faults;
  }
  const target = sinkUrl ?? redisUrl;
  if (!target) {
    faults.push('sink-url: none given, and no redis-url either. Sink redis-index needs a Redis with RediSearch.');
  } else if (target.kind === 'cluster' && !/\{[^{}]+\}/.test(sinkIndex)) {
    faults.push(
      `sink-index: ${JSON.stringify(sinkIndex)} needs a hash tag in a cluster, so that all its keys share a slot: {docs}`,
    );
  }
  return faults;
}

/** Files without a Redis that they are for are no fault: they may be set for all jobs of a machine. */
function tlsContradictions({ redisUrl, redisCa, redisCert, redisKey }: Inputs): string[] {
  if (!redisUrl) return [];
  if (!redisUrl.tls) {
    return Object.entries({ 'redis-ca': redisCa, 'redis-cert': redisCert, 'redis-key': redisKey })
      .filter(([, file]) => file !== '')
      .map(([name, file]) => `${name}: ${JSON.stringify(file)} is for TLS. Begin redis-url with rediss, not redis.`);
  }
  if (redisCert !== '' && redisKey === '') return ['redis-key: none given, and redis-cert is of no use without it.'];
  if (redisKey !== '' && redisCert === '') return ['redis-cert: none given, and redis-key is of no use without it.'];
  return [];
}
