import { describe, expect, it } from '@jest/globals';
import { decideTrustScope, scopeFolder, TRUSTED, type TrustScope, untrustedName } from '../../../src/keys/trust-scope';

const FORK: TrustScope = { name: 'pr-12', source: 'event', why: 'pull request 12 from a fork' };
const MAIN: TrustScope = { name: TRUSTED, source: 'event', why: 'push on the default branch' };

describe('decideTrustScope', () => {
  it('takes what the event says, and where there is none, trusts', () => {
    expect(decideTrustScope('auto', FORK)).toEqual({ scope: FORK });
    expect(decideTrustScope('auto', MAIN)).toEqual({ scope: MAIN });
    expect(decideTrustScope('auto', undefined).scope).toMatchObject({ name: TRUSTED, source: 'default' });
  });

  it('takes a name that is given', () => {
    const named = { scope: { name: 'nightly', source: 'input', why: 'trust-scope: nightly' } };
    expect(decideTrustScope('nightly', undefined)).toEqual(named);
    expect(decideTrustScope('nightly', MAIN)).toEqual(named);
    expect(decideTrustScope('nightly', FORK)).toEqual(named);
  });

  it('warns of trust that the event contradicts, and of nothing else', () => {
    expect(decideTrustScope(TRUSTED, MAIN).warning).toBeUndefined();
    expect(decideTrustScope(TRUSTED, undefined).warning).toBeUndefined();
    const { scope, warning } = decideTrustScope(TRUSTED, FORK);
    expect(scope).toMatchObject({ name: TRUSTED, source: 'input' });
    expect(warning).toContain('overrides the event: this run is for pull request 12 from a fork');
  });
});

it('keeps names and folders of the trusted scope as they are without scopes', () => {
  expect([untrustedName(MAIN), untrustedName(FORK)]).toEqual([undefined, 'pr-12']);
  expect([scopeFolder('cache', undefined), scopeFolder('cache', 'pr-12')]).toEqual(['cache', 'cache/~pr-12']);
});
