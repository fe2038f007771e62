import { describe, expect, it } from '@jest/globals';
import { corpusIdentity } from '../../../src/explanation/corpus-identity';

const INPUTS = { corpus: ['data/a.jsonl', 'data/b.jsonl'], textField: 'text' };
const name = corpusIdentity(INPUTS, 'org/project');

describe('the identity of a corpus', () => {
  it('can be part of the name of a ledger', () => {
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(corpusIdentity({ ...INPUTS }, 'org/project')).toBe(name);
  });

  it.each([
    ['project', INPUTS, 'org/other'],
    ['files', { ...INPUTS, corpus: ['data/a.jsonl'] }, 'org/project'],
    ['field', { ...INPUTS, textField: 'body' }, 'org/project'],
  ])('is another for another %s', (_, inputs, project) => {
    expect(corpusIdentity(inputs, project)).not.toBe(name);
  });
});
