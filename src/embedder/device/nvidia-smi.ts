import { execFile } from 'node:child_process';
import { type CudaFacts, GPU_QUERY } from './choose';

/** In ms. The first call after a boot wakes the driver, which takes seconds; a longer wait means a broken driver. */
const DEADLINE = 15_000;

/**
 * Lists the GPUs. Never throws. Uses node:child_process because @actions/exec would print the output to the log and add a dependency.
 * @param program looked for on PATH
 * @param deadline in ms
 */
export function askNvidiaSmi(program = 'nvidia-smi', deadline = DEADLINE): Promise<CudaFacts['smi']> {
  return new Promise((resolve) => {
    // SIGKILL: a process that hangs in a driver may ignore other signals.
    execFile(program, GPU_QUERY, { timeout: deadline, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (!error) return resolve({ output: stdout });
      if (error.code === 'ENOENT')
        return resolve({ failure: 'nvidia-smi is not installed, so no NVIDIA GPU is known' });
      if (error.killed) return resolve({ failure: `nvidia-smi gave no answer within ${deadline / 1000} s` });
      const said = `${stdout}\n${stderr}`.trim().split('\n')[0]?.slice(0, 200);
      resolve({ failure: `nvidia-smi failed with code ${error.code}${said ? `: ${said}` : ''}` });
    });
  });
}
