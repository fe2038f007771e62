import { copyFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from './child-process';

const REQUIREMENTS = fileURLToPath(new URL('peers/requirements.txt', import.meta.url));
const FOLDER = fileURLToPath(new URL('data/venv', import.meta.url));

/** Makes the virtual environment of the Python peers, unless it is there with what they ask for. @returns its Python */
export async function openPythonEnvironment(): Promise<string> {
  const python = path.join(FOLDER, 'bin', 'python');
  const installed = path.join(FOLDER, 'requirements.txt');
  const wanted = await readFile(REQUIREMENTS, 'utf8');
  if ((await readFile(installed, 'utf8').catch(() => '')) === wanted) return python;
  await rm(FOLDER, { recursive: true, force: true });
  const folder = path.dirname(REQUIREMENTS);
  await runProcess('python3', ['-m', 'venv', FOLDER], { folder });
  await runProcess(python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS], { folder });
  // Only now is it whole.
  await copyFile(REQUIREMENTS, installed);
  return python;
}
