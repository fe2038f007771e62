import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../base/replace-file';
import type { Ledger, LedgerFields } from './ledger';
import { TIERS } from './tier-identity';

/** Beside the folders of the fingerprints. */
const FOLDER = 'ledger';
const SUFFIX = '.jsonl';
/** A file that has grown beyond this is written anew as one line, in bytes. */
const LONGEST = 64 * 1024;

type Line = { readonly set: LedgerFields } | { readonly add: Readonly<Record<string, number>> };

/**
 * Files in the folder of the runner cache, `<root>/ledger/<name>.jsonl`, of JSON Lines that are only ever appended: a line is
 * one write, so that processes need no lock. What one process adds in the moment in which another writes a long file anew
 * is lost; that happens once in some hundred runs, to counts that are for people.
 */
export class FolderLedger implements Ledger {
  readonly tier = TIERS.runner.name;
  readonly answers = true;

  constructor(
    private readonly root: string,
    private readonly writable: boolean,
  ) {}

  async read(name: string): Promise<LedgerFields | undefined> {
    const text = await readFile(this.file(name), 'utf8').catch(() => '');
    const fields = folded(text);
    return Object.keys(fields).length > 0 ? fields : undefined;
  }

  async names(start: string): Promise<string[]> {
    const files = await readdir(path.join(this.root, FOLDER)).catch(() => []);
    return files
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length).replaceAll('~', ':'))
      .filter((name) => name.startsWith(start));
  }

  async write(name: string, fields: LedgerFields): Promise<void> {
    await this.append(name, { set: fields });
  }

  async add(name: string, amounts: Readonly<Record<string, number>>): Promise<void> {
    await this.append(name, { add: amounts });
  }

  async close(): Promise<void> {}

  private file(name: string): string {
    // A colon may not stand in the name of a file on every system.
    return path.join(this.root, FOLDER, name.replaceAll(':', '~') + SUFFIX);
  }

  private async append(name: string, line: Line): Promise<void> {
    if (!this.writable) return;
    const file = this.file(name);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await appendFile(file, lineOf(line));
      const text = await readFile(file, 'utf8');
      if (text.length > LONGEST) await replaceFile(file, lineOf({ set: folded(text) }));
    } catch {
      // A full disk, or a folder that cannot be written: the runner cache itself says so.
    }
  }
}

function lineOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

/** What the lines come to, in order. One that a killed process left unfinished counts for nothing. */
function folded(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const line of text.split('\n')) {
    let parsed: Partial<{ set: LedgerFields; add: Readonly<Record<string, number>> }>;
    try {
      parsed = JSON.parse(line);
    } catch {
      continue;
    }
    Object.assign(fields, parsed.set);
    for (const [field, amount] of Object.entries(parsed.add ?? {})) {
      fields[field] = String(Number(fields[field] ?? 0) + amount);
    }
  }
  return fields;
}
