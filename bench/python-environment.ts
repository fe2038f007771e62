import { copyFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from './child-process';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Makes the virtual environment of the Python peers of a part, unless it is there with what they ask for.
 * @param of the part, if not those of the warm path
 * @returns its Python
 */
export async function openPythonEnvironment(of?: 'chunking' | 'embedder' | 'outputs' | 'validation'): Promise<string> {
  const suffix = of ? `-${of}` : '';
  const requirements = path.join(HERE, 'peers', `requirements${suffix}.txt`);
  const environment = path.join(HERE, 'data', `venv${suffix}`);
  const python = path.join(environment, 'bin', 'python');
  const installed = path.join(environment, 'requirements.txt');
  const wanted = await readFile(requirements, 'utf8');
  if ((await readFile(installed, 'utf8').catch(() => '')) === wanted) return python;
  await rm(environment, { recursive: true, force: true });
  const folder = path.dirname(requirements);
  await runProcess('python3', ['-m', 'venv', environment], { folder });
  await runProcess(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], { folder });
  // Only now is it whole.
  await copyFile(requirements, installed);
  return python;
}
