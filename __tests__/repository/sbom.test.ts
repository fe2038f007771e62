import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { billOfMaterials } from '../../scripts/build/sbom';

const FOLDERS = ['node_modules/yaml', 'node_modules/@redis/client'];

it('names packages with version, licence and digest, and the model', () => {
  const { specVersion, components } = JSON.parse(billOfMaterials(FOLDERS));
  const { version } = JSON.parse(readFileSync('node_modules/@redis/client/package.json', 'utf8'));
  expect(specVersion).toBe('1.5');
  expect(components.map(({ name }: { name: string }) => name)).toEqual([
    'sentence-transformers/all-MiniLM-L6-v2',
    '@redis/client',
    'yaml',
  ]);
  expect(components[0].hashes).toEqual([{ alg: 'SHA-256', content: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(components[1]).toMatchObject({
    purl: `pkg:npm/%40redis/client@${version}`,
    licenses: [{ license: { id: 'MIT' } }],
    hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
  });
});

it('gives the same bytes whatever order packages come in', () => {
  expect(billOfMaterials([...FOLDERS].reverse())).toBe(billOfMaterials(FOLDERS));
});
