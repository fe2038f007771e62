/** The rules of the house about who may import whom. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'runtime-in-one-place',
      comment: 'Only embedder/runtime.ts loads ONNX Runtime, so that a run without misses never does.',
      severity: 'error',
      from: { pathNot: '^src/embedder/runtime\\.ts$' },
      to: { path: '^node_modules/onnxruntime', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'redis-in-one-place',
      severity: 'error',
      from: { pathNot: '^src/cache/redis-clients\\.ts$' },
      to: { path: '^node_modules/(@redis|redis)' },
    },
    {
      name: 'yaml-in-one-place',
      comment:
        'Only policy/parse.ts and front matter load the parser, and only a run that has one of both loads these.',
      severity: 'error',
      from: { pathNot: '^src/(policy/parse|corpus/front-matter)\\.ts$' },
      to: { path: '^node_modules/yaml' },
    },
    {
      name: 'formats-load-what-they-need',
      comment: 'Libraries of formats are loaded when a file of the format is read, so that other runs never do.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: '^node_modules/(aws4fetch|htmlparser2|hyparquet/|marked|modern-tar|picomatch|unpdf)',
        dependencyTypesNot: ['type-only'],
        dynamic: false,
      },
    },
    {
      name: 'aws-in-two-places',
      comment: 'The AWS SDK: only a queue of SQS, and S3 without keys that were given, load it.',
      severity: 'error',
      from: { pathNot: '^src/(queue/sqs-queue|aws/credentials)\\.ts$' },
      to: { path: '^node_modules/@(aws-sdk|smithy)' },
    },
    {
      name: 'aws-when-it-is-used',
      comment: 'These two, and what reads and lists objects, are loaded by runs that use them.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: '^src/(queue/(sqs-queue|s3-upload)|aws/credentials|corpus/remote)\\.ts$',
        dependencyTypesNot: ['type-only'],
        dynamic: false,
      },
    },
    {
      name: 'cloudevents-in-one-place',
      comment: 'Only a service loads the package, at its first event.',
      severity: 'error',
      from: { pathNot: '^src/serve/event-message\\.ts$' },
      to: { path: '^node_modules/cloudevents' },
    },
    {
      name: 'github-in-one-place',
      severity: 'error',
      from: { pathNot: '^src/(platform/github|github-cache/client)\\.ts$' },
      to: { path: '^node_modules/@actions' },
    },
    {
      name: 'arrow-in-one-chunk',
      comment:
        'Only the outputs that need them load these libraries: output/open.ts imports both when they are asked for.',
      severity: 'error',
      from: { pathNot: '^src/output/(arrow|arrow-table|parquet|parquet-vectors)\\.ts$' },
      to: { path: '^node_modules/(apache-arrow|hyparquet-writer)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-stays-pure',
      comment: 'Keys, envelopes, batches, pooling, checks and rendering touch no disk, network or platform.',
      severity: 'error',
      from: {
        path: '^src/(settings|trust-scope|nearest-name|corpus/(cut-points|distinct-ids|heading-path|s3-(address|faults|listing)|text-units)|queue/(message|s3-event|sqs-(address|body|faults))|embedder/word-pieces|policy/(policy|parse)|keys/(text-key|key-index|embedding-contract)|cache/(envelope|half-precision|memory|redis-(batch|names|replies|traffic|url)|signature|tiered)|embedder/(batch|pooling)|quantization/(protobuf|onnx-graph|constants|row-wise)|plan/(balance|limits|plan-facts|prediction|selection|time-saved)|validation/(random|rank-overlap|similarity-facts|statistics|vector-map|checks/[a-z-]+|golden/(approval|clusters|golden-(diff|names|neighbours|proposal)|word-rarity)|knn/(candidate-scan|golden-index-names|knn-recall|nearest|product-graph|products|redisearch-(commands|replies)|unit-rows|vector-index))|output/(components|manifest|merkle|metadata-columns|npy|output-format|row-group|safetensors)|audit/(audit-report|classify|fingerprint-ages|pruning)|platform/github-(log|pull-request|trust)|github-comment/decision|github-cache/(entry-key|listing|manifest|job|client-log|cache-service)|sink/(redis-documents|redis-index-names|sink|sink-document|sink-facts|sink-fields)|serve/(admission|answers|embed-request|event-data|event-types|service-metrics)|report/(account|gates|index-lines|record-lines|annotations|audit-account|comment-body|exposition|github-cache-lines|golden-lines|html/[^/]+|junit|markdown|metrics|neighbour-changes|output-lines|pictures|plan-lines|saved-line|summary|progress|validation-lines|validation-markdown|verdict|visible-text|wording|worst-texts|run-report))\\.ts$',
      },
      to: { path: '^(node:)?(fs|net|http|https|child_process|worker_threads)', dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-entry-knows-the-platform',
      severity: 'error',
      from: { path: '^src/(keys|cache|corpus|embedder|output|quantization|validation)/' },
      to: { path: '^src/(platform|main)' },
    },
    {
      name: 'github-cache-client-in-its-own-process',
      severity: 'error',
      from: {},
      to: { path: '^src/github-cache/client\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
    doNotFollow: { path: 'node_modules' },
  },
};
