import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench';
import { runProcess } from './child-process';
import { openPythonEnvironment } from './python-environment';

const PEERS = fileURLToPath(new URL('peers', import.meta.url));

/** One corpus that all engines embed. */
export interface Texts {
  readonly name: string;
  readonly count: number;
  readonly file: string;
}

/** What one process that embedded all texts took. */
export interface EngineRun {
  /** Embedding alone. */
  readonly seconds: number;
  /** All else: starting, loading model and libraries, warming up, reading, ending. */
  readonly startSeconds: number;
  readonly peakMegabytes: number;
  /** Vector of the first text. */
  readonly first: readonly number[];
}

export interface Peer {
  readonly name: string;
  run(texts: Texts): Promise<EngineRun>;
}

/** The share of a second's work that matrix products of fp32 can be, by two libraries. In 10⁹ operations a second. */
export interface SgemmPeak {
  readonly openblas: number;
  readonly onnxruntime: number;
}

interface Python {
  readonly peers: Peer[];
  measureSgemm(): Promise<SgemmPeak>;
}

/**
 * The Python of EMBEDDER_PYTHON if that is given, else an environment that is installed once. EMBEDDER_TORCH_MODEL is passed on.
 * @param maxTokens where texts are cut
 */
export async function pythonPeers({ bundle, folder }: Bench, maxTokens: number): Promise<Python> {
  const python = process.env.EMBEDDER_PYTHON ?? (await openPythonEnvironment('embedder'));
  const torchModel = process.env.EMBEDDER_TORCH_MODEL;
  const environment = torchModel ? { EMBEDDER_TORCH_MODEL: torchModel } : {};
  const start = (engine: string, file: string) => {
    const words = [path.join(PEERS, 'embedder_peers.py'), engine, file, bundle.defaultModel, String(maxTokens)];
    return runProcess(python, words, { folder, environment });
  };
  const peer = (name: string, engine: string): Peer => ({ name, run: ({ file }) => measured(start(engine, file)) });
  return {
    peers: [
      peer('sentence-transformers, torch', 'torch'),
      peer('an ONNX Runtime loop in Python', 'onnxruntime'),
      peer('fastembed', 'fastembed'),
    ],
    measureSgemm: async () => JSON.parse((await start('sgemm', '')).stdout) as SgemmPeak,
  };
}

export function nodePeers({ bundle, folder }: Bench, maxTokens: number): Peer[] {
  return ['transformers.js', 'onnxruntime-node'].map((engine) => ({
    name: engine === 'transformers.js' ? 'Transformers.js' : 'an onnxruntime-node loop',
    run: ({ file }) => {
      const words = [path.join(PEERS, 'embedder-peers.mjs'), engine, file, bundle.defaultModel, String(maxTokens)];
      return measured(runProcess(process.execPath, words, { folder }));
    },
  }));
}

async function measured(process: ReturnType<typeof runProcess>): Promise<EngineRun> {
  const { milliseconds: whole, stdout } = await process;
  const printed = JSON.parse(stdout.trim().split('\n').at(-1) as string) as {
    milliseconds: number;
    peakBytes: number;
    first: number[];
  };
  return {
    seconds: printed.milliseconds / 1000,
    startSeconds: (whole - printed.milliseconds) / 1000,
    peakMegabytes: printed.peakBytes / 1e6,
    first: printed.first,
  };
}
