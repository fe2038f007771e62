import type { Platform } from '../platform/platform';

/** GitHub kills a cancelled step 10 s after its first signal, and Kubernetes a pod 30 s after. */
const GRACE_MS = 7_000;

/**
 * Ends the run in order at the first SIGTERM or SIGINT, and the process at the second one or when the grace time is over.
 * @returns the signal that is aborted at the first one, with its name as the reason
 */
export function endOnSignal(platform: Pick<Platform, 'warn' | 'error'>, exit: () => never): AbortSignal {
  const controller = new AbortController();
  const end = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) exit();
    platform.warn(`${name}: the run stores the texts it is embedding and ends within ${GRACE_MS / 1000} s`);
    controller.abort(name);
    setTimeout(() => {
      platform.error(`ended by ${name}: the grace time is over. Stored vectors are not computed again.`);
      exit();
    }, GRACE_MS).unref();
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, end);
  return controller.signal;
}
