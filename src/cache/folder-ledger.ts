import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../base/replace-file';
import type { Ledger, LedgerFields } from './ledger';
import { TIERS } from './tier-identity';

/** The ledger's folder, beside those of the fingerprints. */
const FOLDER = 'ledger';
const SUFFIX = '.jsonl';
/** A larger file, in bytes, is rewritten as one line. */
const LONGEST = 64 * 1024;

type Line = { readonly set: LedgerFields } | { readonly add: Readonly<Record<string, number>> };

/**
 * Append-only JSON Lines files in the folder of the runner cache, `<root>/ledger/<name>.jsonl`. Each line is one write, so
 * processes need no lock. A line appended while another process rewrites a long file is lost: this happens once in some hundred
 * runs, and affects only counts shown to people.
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
    // Some systems allow no colon in a file name.
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
      // The disk is full or the folder is not writable: the runner cache reports that.
    }
  }
}

function lineOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

/** Combines the lines in order. Ignores an unfinished line of a killed process. */
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
