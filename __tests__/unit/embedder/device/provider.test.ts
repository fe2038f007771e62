import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { archiveOf } from '../../../../src/embedder/device/archive';
import { findProvider, type ProviderPlaces, runtimeWithProvider } from '../../../../src/embedder/device/provider';
import { missingLibraries, neededLibraries } from '../../../../src/embedder/device/shared-libraries';
import { RUNTIME_VERSION } from '../../../../src/embedder/runtime';
import { temporaryFolder } from '../../../../test-support/run/temporary-folder';
import { ArchiveServer, zipOf } from '../../../../test-support/servers/archive-server';

const NATIVES = path.resolve('dist/bin/napi-v6/linux/x64');
const SHARED = 'libonnxruntime_providers_shared.so';
const CUDA = 'libonnxruntime_providers_cuda.so';
/** No libraries: files with these names, and the version where a library has it. */
const STAND_INS = { [SHARED]: 'shared', [CUDA]: `cuda \0${RUNTIME_VERSION}\0` };

const folder = temporaryFolder();
let server: ArchiveServer;
beforeAll(async () => {
  server = await ArchiveServer.start(
    zipOf(Object.fromEntries(Object.entries(STAND_INS).map(([name, content]) => [`package/capi/${name}`, content]))),
  );
});
afterAll(() => server.stop());

function places(overrides: Partial<ProviderPlaces> = {}): ProviderPlaces {
  return { folder: '', workingFolder: folder.path('work'), nativesFolder: folder.path('cache'), ...overrides };
}

async function writeProvider(place: string, version = RUNTIME_VERSION): Promise<string> {
  await folder.write(path.join(place, SHARED), 'shared');
  return path.dirname(await folder.write(path.join(place, CUDA), `cuda \0${version}\0`));
}

describe('finding the CUDA provider', () => {
  it('takes the folder that was given, then the package in the working directory, then what is fetched', async () => {
    const archive = archiveOf({ ortUrl: server.url, ortSha256: server.sha256 }, false);
    const given = await writeProvider('given');
    const home = path.join('work', 'node_modules', 'onnxruntime-node');
    const installed = await writeProvider(path.join(home, 'bin/napi-v6/linux/x64'));
    const version = (number: string) => folder.write(path.join(home, 'package.json'), `{"version":"${number}"}`);
    await version(RUNTIME_VERSION);
    expect((await findProvider(places({ folder: given, archive })))?.folder).toBe(given);
    expect((await findProvider(places({ archive })))?.folder).toBe(installed);
    await version('1.29.0');
    expect((await findProvider(places({ archive })))?.from).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it('fetches once', async () => {
    const archive = archiveOf({ ortUrl: server.url, ortSha256: server.sha256 }, false);
    server.requests = 0;
    const first = await findProvider(places({ archive }));
    expect(readFileSync(path.join(first?.folder as string, CUDA), 'utf8')).toBe(STAND_INS[CUDA]);
    expect(await findProvider(places({ archive }))).toEqual({ ...first, from: 'an earlier download' });
    expect(server.requests).toBe(1);
  });

  it('gives user and password to a mirror that wants them, and tells them to nobody else', async () => {
    const ortUrl = server.url.replace('//', '//user:geh%C3%A4im@');
    expect(archiveOf({ ortUrl, ortSha256: '' }, false).host).toMatch(/^127\.0\.0\.1:\d+$/);
    await findProvider(places({ archive: archiveOf({ ortUrl, ortSha256: server.sha256 }, false) }));
    expect(server.authorization).toBe(`Basic ${Buffer.from('user:gehäim').toString('base64')}`);
    const refused = findProvider(places({ archive: archiveOf({ ortUrl, ortSha256: '0'.repeat(64) }, false) }));
    await expect(refused).rejects.not.toThrow(/user|geh/);
  });

  it('does not fetch unasked', async () => {
    expect(await findProvider(places({ archive: archiveOf({ ortUrl: '', ortSha256: '' }, false) }))).toBeUndefined();
  });

  it('refuses an archive with another digest, at once, keeps nothing of it, and does not tell its address', async () => {
    server.requests = 0;
    const fetching = findProvider(
      places({ archive: archiveOf({ ortUrl: server.url, ortSha256: '0'.repeat(64) }, false) }),
    );
    await expect(fetching).rejects.toThrow(
      new RegExp(`^cannot fetch .* from 127\\.0\\.0\\.1:\\d+: its SHA-256 is ${server.sha256}`),
    );
    await expect(fetching).rejects.not.toThrow(/secret-path/);
    expect([server.requests, readdirSync(folder.path('cache/runtimes'))]).toEqual([1, []]);
  });

  it('refuses a folder that does not hold it', async () => {
    await expect(findProvider(places({ folder: folder.path() }))).rejects.toThrow(/^ort-dir: .* does not contain/);
  });
});

describe('the runtime with a provider', () => {
  const own = ['libonnxruntime.so.1', 'onnxruntime_binding.node'];

  it('is made once, with all four libraries in one folder', async () => {
    const provider = { folder: await writeProvider('given'), from: 'ort-dir' };
    const made = await runtimeWithProvider(provider, NATIVES, folder.path('cache'));
    expect(readdirSync(made).sort()).toEqual([...own, CUDA, SHARED].sort());
    expect(await runtimeWithProvider(provider, NATIVES, folder.path('cache'))).toBe(made);
    expect(readdirSync(folder.path('cache/runtimes'))).toHaveLength(1);
  });

  it('refuses a provider of another version', async () => {
    const provider = { folder: await writeProvider('given', '1.29.0'), from: 'ort-dir' };
    await expect(runtimeWithProvider(provider, NATIVES, folder.path('cache'))).rejects.toThrow(
      /from ort-dir is not for ONNX Runtime 1\.30\.0/,
    );
    expect(readdirSync(folder.path('cache/runtimes'))).toEqual([]);
  });
});

describe('shared libraries', () => {
  it('say what they need', async () => {
    const needs = await neededLibraries(path.join(NATIVES, 'onnxruntime_binding.node'));
    expect(needs).toEqual(expect.arrayContaining(['libonnxruntime.so.1', 'libstdc++.so.6', 'libc.so.6']));
    await expect(neededLibraries(await folder.write('text', 'x'.repeat(100)))).rejects.toThrow(/not a shared library/);
  });

  it('are looked for where the loader looks', async () => {
    await folder.write('libmine.so.1', '');
    const names = ['libc.so.6', 'libmine.so.1', 'libnobody.so.7'];
    expect(await missingLibraries(names, '')).toEqual(['libmine.so.1', 'libnobody.so.7']);
    expect(await missingLibraries(names, `:${folder.path()}`)).toEqual(['libnobody.so.7']);
  });
});
