import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';

const PAGE = readFileSync('docs/architecture.md', 'utf8');
/** Code spans that look like a file of src. */
const FILES = [...PAGE.matchAll(/`([a-z][a-z0-9/-]*\.ts)`/g)].map(([, file = '']) => file);

it('lists every folder of src, once, and nothing else', () => {
  const rows = [...PAGE.matchAll(/^\| `([a-z-]+)\/` +\|/gm)].map(([, folder]) => folder);
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...rows].sort()).toEqual(folders.map(({ name }) => name).sort());
});

it('names files that exist', () => {
  const rows = [...PAGE.matchAll(/^\| `([a-z-]+)\/` +\|(.*)$/gm)];
  const inRows = rows.flatMap(([, folder = '', row = '']) =>
    [...row.matchAll(/`([a-z][a-z0-9/-]*\.ts)`/g)].map(([, file = '']) => [
      path.join('src', folder, file),
      path.join('src', file),
    ]),
  );
  for (const places of inRows) expect(places.filter(existsSync)).not.toEqual([]);
  const prose = PAGE.replace(/^\|.*$/gm, '');
  const inProse = [...prose.matchAll(/`([a-z][a-z0-9/-]*\.ts)`/g)].map(([, file = '']) => file);
  expect(inProse.length).toBeGreaterThan(20);
  expect(inProse.filter((file) => !existsSync(path.join('src', file)))).toEqual([]);
  expect(FILES.length).toBeGreaterThan(inProse.length);
});

it('walks through functions and classes that the named files define', () => {
  const walk = PAGE.slice(PAGE.indexOf('## One text'), PAGE.indexOf('## Rules'));
  const pairs = [
    ...walk.matchAll(
      /`([A-Za-z.]+)`(?:'s writer)?,?\s+\(?`([a-z][a-z0-9/-]*\.ts)`|`([A-Za-z.]+)`\s+\(`([a-z][a-z0-9/-]*\.ts)`\)/g,
    ),
  ];
  const named = pairs.map(([, a, b, c, d]) => [a ?? c ?? '', b ?? d ?? '']);
  expect(named.length).toBeGreaterThan(15);
  for (const [name = '', file = ''] of named) {
    const code = readFileSync(path.join('src', file), 'utf8');
    for (const word of name.split('.'))
      expect(code).toMatch(new RegExp(`(function\\*?|class|interface|const|async|static async) ${word}\\b`));
  }
});
