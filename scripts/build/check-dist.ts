/** Fails when `dist` is not what `npm run build` makes of the sources. Builds it anew in a temporary folder. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const fresh = mkdtempSync(path.join(tmpdir(), 'embed-once-dist-'));
try {
  // The model is made elsewhere. The build checks it against its provenance.
  cpSync('dist/model', path.join(fresh, 'model'), { recursive: true });
  execFileSync('npx', ['tsx', 'scripts/build/bundle.ts', fresh], { stdio: 'inherit' });
  const names = new Set([...filesIn('dist'), ...filesIn(fresh)]);
  const stale = [...names].filter((name) => !sameBytes(path.join('dist', name), path.join(fresh, name)));
  for (const name of stale) console.error(`dist/${name} is not what the sources give: npm run build`);
  if (stale.length > 0) process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

function sameBytes(a: string, b: string): boolean {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch {
    return false;
  }
}
