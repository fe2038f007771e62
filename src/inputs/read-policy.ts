import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '../base/errors';
import type { Policies, Policy, PolicyFile } from './policy';

/** All inputs together need a tenth of it, and deeper nesting than this allows could exhaust the parser. */
const MOST_BYTES = 64_000;

/** Reads and checks policy files. Loads the YAML parser only if one of them exists. */
export async function readPolicies(files: readonly PolicyFile[]): Promise<Policies> {
  const policies: Policy[] = [];
  const faults: string[] = [];
  for (const file of files) {
    const text = await readText(file).catch((error) => {
      faults.push(`policy: ${JSON.stringify(file.file)} ${messageOf(error)}`);
    });
    if (text === undefined) continue;
    const { parsePolicy } = await import('./parse-policy');
    const parsed = parsePolicy(text, file);
    policies.push(parsed.policy);
    faults.push(...parsed.faults);
  }
  return { policies, faults };
}

/**
 * @returns undefined if the file may be missing, and is
 * @throws Error that says what is wrong; the caller adds the name
 */
async function readText({ file, optional }: PolicyFile): Promise<string | undefined> {
  let content: Buffer;
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new Error('is a folder. Name the file in it');
    // A pipe or a device may never end.
    if (!found.isFile()) throw new Error('is not a regular file');
    if (found.size > MOST_BYTES) throw new Error(`has ${found.size} bytes; the limit is ${MOST_BYTES}`);
    content = await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    if (missing && optional) return undefined;
    if (missing) throw new Error('does not exist. Relative paths start in the working directory', { cause: error });
    if (code === 'EACCES' || code === 'EPERM') {
      throw new Error('cannot be read: permission denied', { cause: error });
    }
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    throw new Error('is not UTF-8 text', { cause: error });
  }
}
