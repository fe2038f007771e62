import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser of this machine, which scripts/test.sh installs.
 * @returns undefined if there is none
 * @throws Error if there is none where EMBED_ONCE_TEST_ALL is set: there its tests have to run
 */
export function findChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find(isProgram);
  if (!found && process.env.EMBED_ONCE_TEST_ALL)
    throw new Error(`no Chromium: none of ${NAMES.join(', ')} is on the path`);
  return found;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
