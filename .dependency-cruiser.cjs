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
      comment: 'Only policy/parse.ts loads the parser, and only a run with a policy loads policy/parse.ts.',
      severity: 'error',
      from: { pathNot: '^src/policy/parse\\.ts$' },
      to: { path: '^node_modules/yaml' },
    },
    {
      name: 'github-in-one-place',
      severity: 'error',
      from: { pathNot: '^src/platform/github\\.ts$' },
      to: { path: '^node_modules/@actions' },
    },
    {
      name: 'pure-stays-pure',
      comment: 'Keys, envelopes, batches, pooling, checks and rendering touch no disk, network or platform.',
      severity: 'error',
      from: {
        path: '^src/(settings|trust-scope|nearest-name|corpus/(cut-points|distinct-ids|heading-path|text-units)|embedder/word-pieces|policy/(policy|parse)|keys/(text-key|key-index|embedding-contract)|cache/(envelope|half-precision|memory|redis-(batch|names|replies|traffic|url)|signature|tiered)|embedder/(batch|pooling)|quantization/(protobuf|onnx-graph|constants|row-wise)|plan/(balance|limits|plan-facts|prediction|selection)|validation/(exact|approval|clusters|golden-(diff|names|neighbours|proposal)|unit-vectors|word-rarity)|audit/(audit-report|classify|fingerprint-ages|pruning)|platform/github-trust|report/(account|gates|record-lines|audit-account|exposition|golden-lines|html/[^/]+|junit|metrics|neighbour-changes|plan-lines|summary|progress|validation-lines|verdict|visible-text|wording|worst-texts|run-report))\\.ts$',
      },
      to: { path: '^(node:)?(fs|net|http|https|child_process|worker_threads)', dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-entry-knows-the-platform',
      severity: 'error',
      from: { path: '^src/(keys|cache|corpus|embedder|output|quantization|validation)/' },
      to: { path: '^src/(platform|main)' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
