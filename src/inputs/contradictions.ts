import { INPUTS, type Inputs } from './inputs';
import { namesFolder, outputContradictions } from './values/output-format';

/** Their results depend on the CPU, which is part of their keys. */
const CPU_DTYPES: readonly string[] = ['q8', 'quantized', 'q4'] satisfies Inputs['dtype'][];

/** In smaller chunks, overlap and content come to less than a token or two. */
const LEAST_CHUNK_SIZE = 16;

const NEEDS_CORPUS: readonly string[] = ['run', 'plan', 'embed', 'enqueue'] satisfies Inputs['mode'][];

/** Returns the faults of inputs that are valid each, but not together. */
export function contradictions(inputs: Inputs): string[] {
  const faults: string[] = [];
  if (NEEDS_CORPUS.includes(inputs.mode) && inputs.corpus?.length === 0) {
    faults.push('corpus: none given. Name a file, a glob or a folder, or - for stdin: --corpus data/corpus.txt');
  }
  if (inputs.mode === 'golden' && inputs.goldenSet === '') {
    faults.push('golden-set: none given. Mode golden needs the file with the golden texts.');
  }
  if (inputs.mode === 'golden' && inputs.propose > 0 && inputs.corpus.length === 0) {
    faults.push('corpus: none given. Mode golden proposes texts from a corpus.');
  }
  if (inputs.mode === 'golden' && inputs.validationNeighbours === 'corpus' && inputs.corpus.length === 0) {
    faults.push('corpus: none given. With validation-neighbours corpus, neighbours are searched in the corpus.');
  }
  // A warning would not do: the run would embed and write everything, and not what was asked for.
  if (inputs.mode !== 'golden' && inputs.propose > 0) {
    faults.push(`propose: ${inputs.propose} needs mode golden, and the mode is ${inputs.mode}.`);
  }
  if (inputs.mode === 'serve') faults.push(...serveContradictions(inputs));
  if (inputs.mode === 'validate') faults.push(...validateContradictions(inputs));
  if (inputs.mode === 'run') faults.push(...outputContradictions(inputs));
  if (inputs.decisionLog !== '' && inputs.decisionLog === inputs.output) {
    faults.push(`decision-log: ${JSON.stringify(inputs.decisionLog)} is also the output. Use two files.`);
  }
  if (inputs.cacheSigningKey.length > 0 && inputs.cacheSigningKeyFile !== '') {
    faults.push(
      'cache-signing-key-file: cache-signing-key is also given. Put all keys in one of them, the signing key first.',
    );
  }
  if (inputs.mode === 'audit' && inputs.cacheMode === 'off') {
    faults.push('cache-mode: "off" leaves nothing to audit.');
  }
  if (inputs.mode === 'audit' && inputs.prune === 'on' && inputs.cacheMode === 'read-only') {
    faults.push('prune: "on" is impossible with cache-mode read-only. Use dry-run.');
  }
  if (inputs.deviceVectors === 'own' && !isGpu(inputs.device)) {
    faults.push(
      `device-vectors: "own" needs device cuda or webgpu, not ${inputs.device}: the device is part of the keys.`,
    );
  }
  if (isGpu(inputs.device) && CPU_DTYPES.includes(inputs.dtype)) {
    faults.push(`dtype: "${inputs.dtype}" needs the CPU. Use device auto or cpu, or dtype fp32 or fp16.`);
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
      `chunk-size: ${chunkSize} tokens are too few. Use at least ${LEAST_CHUNK_SIZE}, or 0 to leave texts whole.`,
    );
  }
  if (chunkOverlap > 0 && chunkSize === 0) {
    faults.push(`chunk-overlap: ${chunkOverlap} needs chunk-size.`);
  } else if (chunkOverlap > chunkSize / 2) {
    faults.push(
      `chunk-overlap: ${chunkOverlap} is more than half of chunk-size, ${chunkSize}. Use at most ${Math.floor(chunkSize / 2)}.`,
    );
  }
  if (changes !== '' && recordsState === '') {
    faults.push('records-state: none given. Without the file that remembers the last run, no changes are known.');
  }
  const files = Object.entries({ changes, 'records-state': recordsState, output }).filter(([, file]) => file !== '');
  for (const [at, [name, file]] of files.entries()) {
    const other = files.slice(at + 1).find(([, its]) => its === file);
    if (other) faults.push(`${name}: ${JSON.stringify(file)} is also ${other[0]}. Use two files.`);
  }
  return faults;
}

function isGpu(device: Inputs['device']): boolean {
  return device === 'cuda' || device === 'webgpu';
}

/** The engine needs a server, and none is given. */
function engineContradictions({ goldenSet, validationEngine, redisUrl, cacheMode }: Inputs): string[] {
  if (goldenSet === '' || validationEngine === 'auto' || validationEngine === 'exact') return [];
  const engine = `validation-engine: ${validationEngine} needs Redis`;
  if (!redisUrl) return [`${engine}, and no redis-url is given. Give one, or use auto or exact.`];
  return cacheMode === 'off' ? [`${engine}, and cache-mode off disables it. Use auto or exact.`] : [];
}

function corpusContradictions({ corpus, csvHeader, textField, enqueueUpload, ...inputs }: Inputs): string[] {
  const faults: string[] = [];
  const { s3AccessKeyId, s3SecretAccessKey } = inputs;
  if (!csvHeader && !/^(0|[1-9]\d*)$/.test(textField)) {
    faults.push(
      `text-field: ${JSON.stringify(textField)} is not a column number, and csv-header is false. Give a number, counting from 0.`,
    );
  }
  // Half a pair in the environment does not matter to a run that sends no request to S3.
  const usesS3 = enqueueUpload !== '' || corpus.some((line) => /^s3:/i.test(line));
  if (usesS3 && (s3AccessKeyId === '') !== (s3SecretAccessKey === '')) {
    const missing = s3AccessKeyId === '' ? 's3-access-key-id' : 's3-secret-access-key';
    faults.push(`${missing}: none given, but the other half of the pair is. Give both or neither.`);
  }
  return faults;
}

function validateContradictions({ goldenSet, validationVectors, validationNeighbours, cacheMode }: Inputs): string[] {
  const faults: string[] = [];
  if (goldenSet === '') faults.push('golden-set: none given. Mode validate needs the file that mode golden wrote.');
  if (validationNeighbours === 'corpus') {
    faults.push('validation-neighbours: "corpus" needs mode run, which reads the corpus. Mode validate does not.');
  }
  if (validationVectors === '' && (cacheMode === 'off' || cacheMode === 'recache')) {
    faults.push(
      `cache-mode: ${cacheMode} looks up no vector, so mode validate finds none. Use read-only, or give validation-vectors.`,
    );
  }
  return faults;
}

function serveContradictions({ goldenSet, validationNeighbours, corpus, ...inputs }: Inputs): string[] {
  const faults: string[] = [];
  if (goldenSet !== '' && validationNeighbours === 'corpus') {
    faults.push(
      'validation-neighbours: "corpus" needs mode run, which reads the corpus. Mode serve validates with golden.',
    );
  }
  if (inputs.serveMaxBody === 0) {
    faults.push('serve-max-body: with 0, one request could fill the memory. Give a limit, such as 8MB.');
  }
  if (inputs.serveTimeout === 0) {
    faults.push('serve-timeout: with 0, slow requests could block the service. Give a time, such as 30s.');
  }
  if (corpus.includes('-'))
    faults.push('corpus: "-" can be read only once, and mode serve reads the corpus for each shard.');
  return faults;
}

function planContradictions(inputs: Inputs): string[] {
  const faults: string[] = [];
  const { mode, shard, cacheMode, redisUrl, runnerCache, maxCost, costPerHour } = inputs;
  // A warning would not do: each job of a matrix would embed the whole corpus.
  if (shard && mode !== 'embed') {
    faults.push(`shard: ${shard.number}/${shard.of} needs mode embed, and the mode is ${mode}.`);
  }
  const stores = cacheMode === 'read-write' || cacheMode === 'recache';
  const fills = mode === 'embed' || mode === 'worker';
  if (fills && !stores) {
    faults.push(`cache-mode: ${cacheMode} stores nothing, and mode ${mode} only fills the cache tiers.`);
  } else if (fills && !redisUrl && runnerCache === 'off') {
    faults.push(
      `redis-url: none given, and mode ${mode} needs a cache tier to fill. Give one, or turn runner-cache on.`,
    );
  }
  if (maxCost !== undefined && Object.keys(costPerHour).length === 0) {
    faults.push('cost-per-hour: none given, and max-cost needs it.');
  }
  return faults;
}

/** A shorter time would take messages from live workers: a busy CPU may delay their reports by a second. In s. */
const LEAST_CLAIM_AFTER = 2;
/** The longest time for which SQS lets a message be held. In s. */
const LONGEST_HOLD = 43_200;

function queueContradictions(inputs: Inputs): string[] {
  const { mode, queue, queueUrl, redisUrl, queueClaimAfter, corpus, output } = inputs;
  if (mode !== 'worker' && mode !== 'enqueue') return [];
  const faults: string[] = [];
  const target = queueUrl ?? redisUrl;
  const sqs = target?.kind === 'sqs';
  if (sqs && queueClaimAfter > LONGEST_HOLD) {
    faults.push(`queue-claim-after: ${queueClaimAfter}s is too long. SQS holds a message for at most 12h.`);
  }
  if (sqs && inputs.queueDeadUrl?.url === target.url) {
    faults.push('queue-dead-url: is also queue-url, so failed messages would come back. Name another queue.');
  }
  if (!sqs && inputs.queueDeadUrl) {
    faults.push('queue-dead-url: needs an SQS queue as queue-url. In Redis, failed messages move to <queue>:dead.');
  }
  if (!target)
    faults.push(
      `queue-url: none given, and no redis-url either. Mode ${mode} needs the Redis with the queue, or an SQS queue.`,
    );
  else if (target.kind === 'cluster' && !/\{[^{}]+\}/.test(queue)) {
    faults.push(
      `queue: ${JSON.stringify(queue)} needs a hash tag in a cluster, so all its keys share a slot: {eo1}:queue`,
    );
  }
  if (!sqs && queue === '') faults.push('queue: none given. Name the key of the stream.');
  if (queueClaimAfter < LEAST_CLAIM_AFTER) {
    faults.push(`queue-claim-after: ${queueClaimAfter}s is too short. Use at least ${LEAST_CLAIM_AFTER}s.`);
  }
  if (inputs.enqueueUpload !== '' && inputs.planPath !== '') {
    faults.push('enqueue-upload: cannot be used with plan-path: shards of a plan name the corpus as it was planned.');
  }
  if (mode === 'enqueue' && corpus.includes('-'))
    faults.push('corpus: "-" cannot be enqueued: a worker has no access to this stdin.');
  if (mode === 'worker' && output !== INPUTS.output.default && !namesFolder(output)) {
    faults.push(
      `output: ${JSON.stringify(output)} is a file, and mode worker writes one per document. Name a folder, with / at its end.`,
    );
  }
  return faults;
}

/** Names of keys and of indexes, without characters that have a meaning in patterns and queries. */
const INDEX_NAME = /^[\p{L}\p{N}_{][\p{L}\p{N}_.{}-]{0,99}$/u;

function sinkContradictions(inputs: Inputs): string[] {
  const { mode, sink, sinkIndex, sinkUrl, redisUrl, sinkCommand } = inputs;
  if (sink === 'none' || (mode !== 'run' && mode !== 'worker')) return [];
  const faults: string[] = [];
  if (sinkIndex === '') faults.push('sink-index: none given. Name the index for readers.');
  else if (!INDEX_NAME.test(sinkIndex)) {
    faults.push(
      `sink-index: ${JSON.stringify(sinkIndex)} is not a valid name. Use up to 100 letters, digits, _ . - and, in a cluster, { }.`,
    );
  }
  if (sink === 'command') {
    if (sinkCommand === '') faults.push('sink-command: none given. Sink command needs a program to start.');
    return faults;
  }
  const target = sinkUrl ?? redisUrl;
  if (!target) {
    faults.push('sink-url: none given, and no redis-url either. Sink redis-index needs a Redis with RediSearch.');
  } else if (target.kind === 'cluster' && !/\{[^{}]+\}/.test(sinkIndex)) {
    faults.push(
      `sink-index: ${JSON.stringify(sinkIndex)} needs a hash tag in a cluster, so all its keys share a slot: {docs}`,
    );
  }
  return faults;
}

/** Files without redis-url are not a fault: they may be set for all jobs of a machine. */
function tlsContradictions({ redisUrl, redisCa, redisCert, redisKey }: Inputs): string[] {
  if (!redisUrl) return [];
  if (!redisUrl.tls) {
    return Object.entries({ 'redis-ca': redisCa, 'redis-cert': redisCert, 'redis-key': redisKey })
      .filter(([, file]) => file !== '')
      .map(
        ([name, file]) => `${name}: ${JSON.stringify(file)} needs TLS. Start redis-url with rediss instead of redis.`,
      );
  }
  if (redisCert !== '' && redisKey === '') return ['redis-key: none given, and redis-cert needs it.'];
  if (redisKey !== '' && redisCert === '') return ['redis-cert: none given, and redis-key needs it.'];
  return [];
}
