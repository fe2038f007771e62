import { AuditFailed, CorpusError, EmbedOnceError, InputError, messageOf, ValidationFailed } from '../base/errors';
import { helpTopic, renderHelp } from '../inputs/help';
import type { Inputs } from '../inputs/inputs';
import { parseInputs, policyFilesOf } from '../inputs/parse-inputs';
import { readPolicies } from '../inputs/read-policy';
import type { Platform } from '../platform/platform';
import { auditPublication, enqueuePublication, type Publication, runPublication } from '../report/publication';
import type { RunReport } from '../report/run-report';
import { audit } from './modes/audit';
import { embed } from './modes/embed';
import { enqueue } from './modes/enqueue';
import { golden } from './modes/golden';
import { plan } from './modes/plan';
import { run } from './modes/run';
import { validate } from './modes/validate';
import { worker } from './modes/worker';
import { publish } from './publish';
import type { Surroundings } from './surroundings';

/** The exit codes of the process. */
export const EXIT = { done: 0, failed: 1, unusableInput: 2, gateClosed: 3 } as const;

type Mode = (inputs: Inputs, surroundings: Surroundings) => Promise<Publication>;

/** Each mode ends with a report, and with the way to publish it. */
const MODES: Readonly<Record<Inputs['mode'], Mode>> = {
  run: reporting(run),
  plan: reporting(plan),
  embed: reporting(embed),
  validate: reporting(validate),
  golden: reporting(golden),
  worker: reporting(worker),
  // Loaded on use: other modes need no server.
  serve: reporting(async (inputs, surroundings) => (await import('./modes/serve')).serve(inputs, surroundings)),
  audit: async (inputs, surroundings) => auditPublication(await audit(inputs, surroundings), { inputs }),
  enqueue: async (inputs, surroundings) => enqueuePublication(await enqueue(inputs, surroundings)),
};

function reporting(mode: (inputs: Inputs, surroundings: Surroundings) => Promise<RunReport>): Mode {
  return async (inputs, surroundings) =>
    runPublication(await mode(inputs, surroundings), { inputs, ...runPageOf(surroundings) });
}

function runPageOf({ platform: { runPage } }: Surroundings): { readonly runPage?: string } {
  return runPage === undefined ? {} : { runPage };
}

/** One call of embed-once, from a command line, a workflow step or a test. */
export interface Call {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: Platform;
  /** Aborted to end the run early; its reason is the name of the signal. */
  readonly signal: AbortSignal;
  /** Folder of the bundle. */
  readonly bundle: string;
  readonly version: string;
  /** Prints a text that was asked for, such as the help. */
  print(text: string): void;
}

/** Parses the inputs, runs the mode, and publishes its result. Returns the exit code, and never throws. */
export async function command(call: Call): Promise<number> {
  const { arguments: words, platform, version } = call;
  if (words.includes('--version')) {
    call.print(version);
    return EXIT.done;
  }
  try {
    const topic = helpTopic(words);
    if (topic !== undefined) {
      call.print(renderHelp(topic));
      return EXIT.done;
    }
    const { inputs, ...surroundings } = await prepare(call);
    await publish(await MODES[inputs.mode](inputs, surroundings), inputs, platform);
    return EXIT.done;
  } catch (error) {
    return explain(error, platform);
  }
}

/** @throws InputError with every fault of the inputs */
async function prepare(call: Call): Promise<Surroundings & { readonly inputs: Inputs }> {
  const { platform, version, bundle, signal } = call;
  const policies = await readPolicies(policyFilesOf(call));
  const { inputs, settings, warnings } = parseInputs({ ...call, policies });
  for (const secret of secretsIn(inputs)) platform.mask(secret);
  for (const warning of warnings) platform.warn(warning);
  return { inputs, platform, version, bundle, signal, settings, warnings };
}

function secretsIn({ redisUrl, queueUrl, sinkUrl, embedderApiKey, hubToken, ortUrl, githubToken }: Inputs): string[] {
  const servers = [redisUrl, queueUrl, sinkUrl].flatMap((target) => target?.secrets ?? []);
  return [...servers, embedderApiKey, hubToken, ortUrl, githubToken].filter((secret) => secret !== '');
}

/** Shows the error, and returns its exit code. */
function explain(error: unknown, platform: Platform): number {
  if (isSuppressed(error)) {
    // The first error is the cause; closing failed after it.
    const code = explain(error.suppressed, platform);
    platform.warn(`closing failed too: ${messageOf(error.error)}`);
    return code;
  }
  if (error instanceof InputError) {
    for (const fault of error.faults) platform.error(fault);
    return EXIT.unusableInput;
  }
  if (error instanceof CorpusError) {
    platform.error(error.message, error.position);
    return EXIT.unusableInput;
  }
  if (error instanceof EmbedOnceError) {
    platform.error(error.message);
    return error instanceof ValidationFailed || error instanceof AuditFailed ? EXIT.gateClosed : EXIT.failed;
  }
  platform.error(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`);
  return EXIT.failed;
}

/** Two errors at once, from a block with `await using`: Node.js 20 has no class of its own for them. */
function isSuppressed(error: unknown): error is { readonly error: unknown; readonly suppressed: unknown } {
  return error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error && 'error' in error;
}
