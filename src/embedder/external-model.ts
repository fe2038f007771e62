import { InputError } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import { type EmbeddingContract, type Fingerprint, fingerprint } from '../keys/embedding-contract';

/** Revisions of the code for services and commands. Raise one when a change alters vectors. */
const SERVICE = 'service/1';
const COMMAND = 'command/1';

type ExternalInputs = Pick<
  Inputs,
  | 'embedder'
  | 'embedderUrl'
  | 'embedderCommand'
  | 'model'
  | 'revision'
  | 'dimensions'
  | 'normalize'
  | 'textPrefix'
  | 'cacheDtype'
>;

/** A model behind an HTTP interface. */
export interface ServiceModel {
  readonly kind: 'service';
  /** Full URL of requests. */
  readonly url: string;
  /** Whether it has the interface of text-embeddings-inference instead of OpenAI's. */
  readonly native: boolean;
  /** Model name in requests; empty if the service has only one model. */
  readonly served: string;
  readonly name: string;
  readonly contract: EmbeddingContract;
  readonly fingerprint: Fingerprint;
}

/** A model in a program of the user. */
export interface CommandModel {
  readonly kind: 'command';
  readonly command: string;
  readonly name: string;
  readonly contract: EmbeddingContract;
  readonly fingerprint: Fingerprint;
}

/**
 * Fixes the contract of a model that cannot be inspected, from the user's inputs alone.
 * @throws InputError if inputs are missing
 */
export function externalModel(inputs: ExternalInputs): ServiceModel | CommandModel {
  const faults = missingInputs(inputs);
  if (faults.length > 0) throw new InputError(faults);
  return inputs.embedder === 'command' ? commandModel(inputs) : serviceModel(inputs);
}

function serviceModel(inputs: ExternalInputs): ServiceModel {
  const { url, native } = endpoint(inputs.embedderUrl);
  const { origin, host, pathname } = new URL(url);
  // Without credentials and query, which may be secret.
  const contract = contractOf(SERVICE, { url: origin + pathname, model: inputs.model }, inputs);
  const name = inputs.model || host;
  return { kind: 'service', url, native, served: inputs.model, name, contract, fingerprint: fingerprint(contract) };
}

function commandModel(inputs: ExternalInputs): CommandModel {
  // Without the command, which may contain folders of one machine.
  const contract = contractOf(COMMAND, { model: inputs.model }, inputs);
  const name = inputs.model || 'command';
  return { kind: 'command', command: inputs.embedderCommand, name, contract, fingerprint: fingerprint(contract) };
}

function contractOf(embedder: string, engine: Record<string, string>, inputs: ExternalInputs): EmbeddingContract {
  return {
    embedder,
    engine: { ...engine, revision: inputs.revision },
    files: {},
    pooling: 'engine',
    normalize: inputs.normalize !== 'false',
    maxTokens: 0,
    textPrefix: inputs.textPrefix,
    dimensions: inputs.dimensions,
    dtype: 'engine',
    ...(inputs.cacheDtype === 'fp16' && { cacheDtype: inputs.cacheDtype }),
  };
}

/** `…/v1` is the base URL of an OpenAI interface; `…/embed` is the native endpoint of text-embeddings-inference. */
function endpoint(given: string): { url: string; native: boolean } {
  const url = new URL(given);
  const path = url.pathname.replace(/\/+$/, '');
  if (path.endsWith('/embed')) return { url: given, native: true };
  if (!path.endsWith('/embeddings')) url.pathname = `${path}/embeddings`;
  return { url: url.href, native: false };
}

function missingInputs(inputs: ExternalInputs): string[] {
  const { embedder } = inputs;
  const faults: string[] = [];
  if (inputs.dimensions === 0) {
    faults.push(
      `dimensions: embedder ${embedder} needs the number of components to look up stored vectors without calling it.`,
    );
  }
  if (embedder === 'command') {
    if (inputs.embedderCommand === '') faults.push('embedder-command: none given, but embedder is command.');
    if (inputs.revision === '') {
      faults.push(
        'revision: embedder command needs a name for the version of the program and its model. Change it when they change: every text is then embedded again.',
      );
    }
  } else if (!URL.canParse(inputs.embedderUrl) || !/^https?:$/.test(new URL(inputs.embedderUrl).protocol)) {
    faults.push(
      'embedder-url: embedder openai needs a URL that begins with http:// or https://, such as https://api.openai.com/v1 or http://127.0.0.1:8080/embed',
    );
  }
  return faults;
}
