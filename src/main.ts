#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { audit } from './app/modes/audit';
import { embed } from './app/modes/embed';
import { enqueue } from './app/modes/enqueue';
import { golden } from './app/modes/golden';
import { plan } from './app/modes/plan';
import { run } from './app/modes/run';
import { validate } from './app/modes/validate';
import { worker } from './app/modes/worker';
import type { Surroundings } from './app/session';
import { type AuditReport, totalOf } from './audit/audit-report';
import {
  AuditFailed,
  CacheError,
  CorpusError,
  EmbedOnceError,
  InputError,
  LimitExceeded,
  messageOf,
  ValidationFailed,
} from './base/errors';
import { helpTopic, renderHelp } from './inputs/help';
import type { Inputs } from './inputs/inputs';
import { parseInputs, policyFilesOf } from './inputs/parse-inputs';
import { readPolicies } from './inputs/read-policy';
import { publishComment } from './platform/comment/publish';
import { detectPlatform } from './platform/detect';
import { type Platform, secretsOf } from './platform/platform';
import type { EnqueueFacts } from './queue/queue';
import { accountOf } from './report/account';
import { annotationsOf } from './report/annotations';
import { renderAuditAccount, renderAuditSummary } from './report/audit-account';
import { gates } from './report/gates';
import { enqueueLine, renderEnqueueSummary } from './report/queue-lines';
import { outputsOf, type RunReport } from './report/run-report';
import { renderSummary } from './report/summary';
import { writeAudit, writeEnqueued, writeReport } from './report/write-report';

/** GitHub kills a cancelled step 10 s after its first signal, and Kubernetes a pod 30 s after. */
const GRACE_MS = 7_000;

/** What ends the process, and why. */
const EXIT = { done: 0, failed: 1, unusableInput: 2, gateClosed: 3 } as const;

/** The modes that end with the report of a run. */
const MODES: Readonly<
  Record<
    Exclude<Inputs['mode'], 'audit' | 'enqueue'>,
    (inputs: Inputs, surroundings: Surroundings) => Promise<RunReport>
  >
> = {
  run,
  plan,
  embed,
  validate,
  golden,
  worker,
  // Other modes have no use for a server.
  serve: async (inputs, surroundings) => (await import('./app/modes/serve')).serve(inputs, surroundings),
};

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes('--version')) return console.log(version);

  const platform = await detectPlatform(process.env);
  const signal = endOnSignal(platform);
  try {
    const topic = helpTopic(words);
    if (topic !== undefined) return console.log(renderHelp(topic));
    const given = { arguments: words, environment: process.env };
    const policies = await readPolicies(policyFilesOf(given));
    const { inputs, settings, warnings } = parseInputs({ ...given, policies });
    for (const secret of secretsIn(inputs)) platform.mask(secret);
    for (const warning of warnings) platform.warn(warning);
    const bundle = path.dirname(fileURLToPath(import.meta.url));
    const surroundings = { platform, version, bundle, signal, settings, warnings };
    if (inputs.mode === 'audit') await publishAudit(await audit(inputs, surroundings), inputs, platform);
    else if (inputs.mode === 'enqueue') await publishEnqueued(await enqueue(inputs, surroundings), inputs, platform);
    else await publish(await MODES[inputs.mode](inputs, surroundings), inputs, platform);
  } catch (error) {
    process.exitCode = explain(error, platform);
  }
}

function secretsIn({ redisUrl, queueUrl, sinkUrl, embedderApiKey, hubToken, ortUrl, githubToken }: Inputs): string[] {
  const servers = [redisUrl, queueUrl, sinkUrl].filter((url) => url !== '').flatMap(secretsOf);
  return [...servers, embedderApiKey, hubToken, ortUrl, githubToken].filter((secret) => secret !== '');
}

/** Turns the first SIGTERM or SIGINT into an orderly end, and a second one, or the end of the grace time, into an immediate one. */
function endOnSignal(platform: Platform): AbortSignal {
  const controller = new AbortController();
  const end = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(EXIT.failed);
    platform.warn(`${name}: what is being embedded is stored, then the run ends, within ${GRACE_MS / 1000} s`);
    controller.abort(name);
    setTimeout(() => {
      platform.error(`ended by ${name}: the grace time is over. What was stored until now is not computed again.`);
      process.exit(EXIT.failed);
    }, GRACE_MS).unref();
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, end);
  return controller.signal;
}

async function publish(report: RunReport, inputs: Inputs, platform: Platform): Promise<void> {
  const reportPath = await writeReport(report, inputs.reportDir);
  await platform.setOutputs(outputsOf(report, reportPath));
  await platform.writeSummary(renderSummary(report, platform.runPage));
  platform.account(accountOf(report));
  platform.annotate(annotationsOf(report));
  await publishComment(report, inputs, platform);
  if (report.plan?.refusal !== undefined) throw new LimitExceeded(report.plan.refusal);
  const closed: string[] = [];
  for (const { message, fails } of gates(report, inputs)) {
    if (fails) closed.push(message);
    else platform.warn(message);
  }
  if (closed.length > 0) throw new ValidationFailed(closed.join('\n'));
}

async function publishEnqueued(facts: EnqueueFacts, inputs: Inputs, platform: Platform): Promise<void> {
  await platform.setOutputs({ 'report-path': await writeEnqueued(facts, inputs.reportDir) });
  await platform.writeSummary(renderEnqueueSummary(facts));
  platform.info(enqueueLine(facts));
}

async function publishAudit(report: AuditReport, inputs: Inputs, platform: Platform): Promise<void> {
  await platform.setOutputs({ 'report-path': await writeAudit(report, inputs.reportDir) });
  await platform.writeSummary(renderAuditSummary(report));
  platform.info(renderAuditAccount(report));
  const incomplete = report.tiers.filter(({ failure }) => failure !== undefined).map(({ tier }) => tier);
  if (incomplete.length > 0) {
    throw new CacheError(`the audit is not complete: ${incomplete.join(' and ')} was not looked at to the end`);
  }
  const corrupt = totalOf(report.tiers, 'corrupt');
  if (corrupt > 0 && inputs.failOnCorrupt) {
    throw new AuditFailed(`${corrupt} corrupt entries. Runs overwrite those they meet; prune takes them all away.`);
  }
}

/** Says what went wrong, and gives the exit code. */
function explain(error: unknown, platform: Platform): number {
  if (error instanceof ValidationFailed || error instanceof AuditFailed) {
    platform.error(error.message);
    return EXIT.gateClosed;
  }
  if (error instanceof InputError) {
    for (const fault of error.faults) platform.error(fault);
    return EXIT.unusableInput;
  }
  if (error instanceof CorpusError) {
    platform.error(error.message, error.position);
    return EXIT.unusableInput;
  }
  const unexpected = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  platform.error(error instanceof EmbedOnceError ? error.message : `unexpected: ${unexpected}`);
  return EXIT.failed;
}

await main();
