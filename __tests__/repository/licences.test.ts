import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

interface LockedPackage {
  readonly dev?: boolean;
  readonly license?: string;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

const ALLOWED = /^(MIT|Apache-2\.0|ISC|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0)$/;

/** Whether one of the alternatives of an SPDX expression asks for no more than that its text goes along. */
function isAllowed({ license = '' }: LockedPackage): boolean {
  const alternatives = license.replace(/[()]/g, '').split(' OR ');
  return alternatives.some((one) => one.split(' AND ').every((name) => ALLOWED.test(name)));
}

it('ships nothing under a licence that asks for more than its text', () => {
  const shipped = Object.entries(packages).filter(([name, { dev }]) => name !== '' && dev !== true);
  expect(shipped.length).toBeGreaterThan(10);
  const others = shipped.filter(([, one]) => !isAllowed(one));
  expect(others.map(([name, { license }]) => [name, license])).toEqual([]);
});
