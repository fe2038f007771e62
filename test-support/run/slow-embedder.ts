import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** A program that embeds, and takes so many ms for each request of 256 texts or fewer. */
export function slowEmbedder(folder: string, ms: number): string[] {
  const program = path.join(folder, 'slow.mjs');
  writeFileSync(
    program,
    `import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  await new Promise((resolve) => setTimeout(resolve, ${ms}));
  console.log(JSON.stringify({ vectors: JSON.parse(line).texts.map((text) => [text.length, 1]) }));
}`,
  );
  return [
    '--embedder',
    'command',
    '--embedder-command',
    `${process.execPath} ${program}`,
    '--model',
    'slow',
    '--revision',
    '1',
    '--dimensions',
    '2',
  ];
}
