export const id = 103;
export const ids = [103];
export const modules = {

/***/ 52103:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  decideDevice: () => (/* binding */ decideDevice),
  whyNot: () => (/* binding */ whyNot)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/base/errors.ts
var errors = __webpack_require__(34758);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./src/embedder/download.ts
var download = __webpack_require__(15458);
;// CONCATENATED MODULE: ./src/embedder/device/archive.ts




/**
 * The Python package of ONNX Runtime 1.30.0 for CUDA 13, as published on PyPI (247 MB). Node uses the same provider.
 * PyPI lists the same digest as the downloaded file has.
 */
const PUBLISHED = {
    url: 'https://files.pythonhosted.org/packages/ea/71/b225bd559a718f6cefb058d4f4c4c95e556543f47d4be0e81819681ac347/onnxruntime_gpu-1.30.0-cp311-cp311-manylinux_2_28_x86_64.whl',
    sha256: '4fbf0c5d7b5fb99266c2e8a802e3e64af68bdc383e0f3c7349b985f1087eedaa',
};
const MOST_TRIES = 3;
/** Timeout of a download, in ms: enough for 247 MB at 0.3 MB/s. */
const DEADLINE = 900_000;
const PAUSE = 1000;
/** @param unasked whether it may be fetched from PyPI if the user has not named a mirror */
function archiveOf({ ortUrl, ortSha256 }, unasked) {
    const url = ortUrl || PUBLISHED.url;
    return {
        url,
        host: new URL(url).host,
        sha256: ortSha256.toLowerCase() || PUBLISHED.sha256,
        mayFetch: unasked || ortUrl !== '',
    };
}
/**
 * Downloads an archive and verifies it.
 * @throws ModelError with the host, never the whole address
 */
async function fetchArchive({ url, host, sha256 }, target) {
    for (let tries = 1;; tries++) {
        try {
            return await fetchOnce(url, sha256, target);
        }
        catch (error) {
            if (tries < MOST_TRIES && !(error instanceof OtherContent)) {
                await (0,promises_.setTimeout)(PAUSE * tries);
                continue;
            }
            throw new errors/* ModelError */.me(`cannot fetch ONNX Runtime's CUDA provider from ${host}: ${(0,errors/* causeOf */.rl)(error)}. On a closed network, set ort-url to a mirror, or ort-dir to a folder.`, { cause: error });
        }
    }
}
/** Not retried: the next download would have the same content. */
class OtherContent extends Error {
}
async function fetchOnce(url, sha256, target) {
    const { address, headers } = requestOf(url);
    const answer = await fetch(address, { headers, signal: AbortSignal.timeout(DEADLINE) });
    const found = await (0,download/* saveBody */.m)(answer, target, (0,external_node_crypto_.createHash)('sha256'));
    if (found !== sha256)
        throw new OtherContent(`its SHA-256 is ${found}, not ${sha256} (ort-sha256)`);
}
/** `fetch` refuses URLs with credentials, and its error message shows them. */
function requestOf(url) {
    const address = new URL(url);
    const user = [address.username, address.password].map(decodeURIComponent).join(':');
    address.username = '';
    address.password = '';
    return { address, headers: user === ':' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` } };
}

;// CONCATENATED MODULE: ./src/embedder/device/choose.ts
/** Arguments of nvidia-smi, which prints one line per GPU. */
const GPU_QUERY = ['--query-gpu=name,driver_version,memory.total,compute_cap', '--format=csv,noheader'];
/**
 * Requirements of each CUDA release: the lowest driver version (docs.nvidia.com/deploy/cuda-compatibility, minor version
 * compatibility) and the lowest compute capability (CUDA 12.0 dropped Kepler; CUDA 13.0 dropped Maxwell, Pascal and Volta: see
 * their release notes).
 */
const CUDA_NEEDS = {
    '12': { driver: 525, computeCapability: 5.0 },
    '13': { driver: 580, computeCapability: 7.5 },
};
/**
 * Decides whether the first NVIDIA GPU is usable, and gives the reason: if it is not, the first requirement that is not met.
 * @param facts without `provider`, the verdict says whether to look for one
 */
function judgeCuda(facts) {
    if (facts.platform !== 'linux/x64') {
        return no(`ONNX Runtime has a CUDA provider for linux/x64, and this is ${facts.platform}`);
    }
    if ('failure' in facts.smi)
        return no(facts.smi.failure);
    const gpus = parseGpus(facts.smi.output);
    const [gpu] = gpus;
    if (!gpu)
        return no('nvidia-smi lists no GPU');
    const { provider } = facts;
    const name = gpus.length > 1 ? `${gpu.name}, the first of ${gpus.length} GPUs` : gpu.name;
    if (!provider)
        return { usable: true, reason: name, name: gpu.name };
    const cuda = cudaOf(provider.needs);
    const needs = CUDA_NEEDS[cuda];
    if (needs && Number.parseFloat(gpu.driver) < needs.driver) {
        return no(`${name} has driver ${gpu.driver}, and CUDA ${cuda} needs ${needs.driver} or newer`);
    }
    if (needs && Number.parseFloat(gpu.computeCapability) < needs.computeCapability) {
        return no(`${name} has compute capability ${gpu.computeCapability}, and CUDA ${cuda} needs ${needs.computeCapability.toFixed(1)} or higher`);
    }
    if (provider.missing.length > 0) {
        return no(`the loader does not find ${provider.missing.join(', ')}, which the CUDA provider from ${provider.from} needs on ${name}`);
    }
    return {
        usable: true,
        name: gpu.name,
        reason: `${name} with ${gpu.memory}, driver ${gpu.driver}, compute capability ${gpu.computeCapability}; CUDA ${cuda}, provider from ${provider.from}`,
    };
}
/** Parses the lines that nvidia-smi prints for GPU_QUERY, and ignores others, such as warnings. */
function parseGpus(output) {
    return output.split('\n').flatMap((line) => {
        const [name, driver, memory, computeCapability] = line.split(',').map((value) => value.trim());
        if (!name || !driver || !memory || !computeCapability || !/^\d+(\.\d+)+$/.test(driver))
            return [];
        return [{ name, driver, memory, computeCapability }];
    });
}
/** The major release of CUDA, from the version of its runtime library. */
function cudaOf(needs) {
    return needs.map((name) => /^libcudart\.so\.(\d+)$/.exec(name)?.[1]).find((major) => major !== undefined) ?? '';
}
function no(reason) {
    return { usable: false, reason };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./src/embedder/device/nvidia-smi.ts


/** In ms. The first call after a boot wakes the driver, which takes seconds; a longer wait means a broken driver. */
const nvidia_smi_DEADLINE = 15_000;
/**
 * Lists the GPUs. Never throws. Uses node:child_process because @actions/exec would print the output to the log and add a dependency.
 * @param program looked for on PATH
 * @param deadline in ms
 */
function askNvidiaSmi(program = 'nvidia-smi', deadline = nvidia_smi_DEADLINE) {
    return new Promise((resolve) => {
        // SIGKILL: a process that hangs in a driver may ignore other signals.
        (0,external_node_child_process_.execFile)(program, GPU_QUERY, { timeout: deadline, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
            if (!error)
                return resolve({ output: stdout });
            if (error.code === 'ENOENT')
                return resolve({ failure: 'nvidia-smi is not installed, so no NVIDIA GPU is known' });
            if (error.killed)
                return resolve({ failure: `nvidia-smi gave no answer within ${deadline / 1000} s` });
            const said = `${stdout}\n${stderr}`.trim().split('\n')[0]?.slice(0, 200);
            resolve({ failure: `nvidia-smi failed with code ${error.code}${said ? `: ${said}` : ''}` });
        });
    });
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./src/base/exists.ts
var exists = __webpack_require__(91569);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(98995);
;// CONCATENATED MODULE: ./src/embedder/runtime.ts




/** Version of the runtime in `dist`, and the one to install if `dist` has none. */
const RUNTIME_VERSION = '1.30.0';
/**
 * Loads ONNX Runtime: from `dist` on linux x64 and arm64, else from the working directory. No other code here imports the runtime.
 * @param folder of the running bundle, whose sibling `bin` contains the native libraries
 * @param natives another folder with the same native libraries, beside which the runtime finds the CUDA provider
 * @throws ModelError naming the package to install
 */
async function loadRuntime(folder, natives) {
    const platform = `${process.platform}/${process.arch}`;
    const binding = path.join(folder, '..', 'bin', 'napi-v6', platform, 'onnxruntime_binding.node');
    try {
        // The loader identifies libraries by name, so the other binding links to those loaded here.
        if (natives)
            process.dlopen({ exports: {} }, path.join(natives, 'onnxruntime_binding.node'));
        if (existsSync(binding))
            return await __webpack_require__.e(/* import() */ 701).then(__webpack_require__.t.bind(__webpack_require__, 30701, 23));
        return createRequire(`${process.cwd()}${path.sep}`)('onnxruntime-node');
    }
    catch (error) {
        throw new ModelError(existsSync(binding)
            ? `ONNX Runtime ${RUNTIME_VERSION} does not start on this machine: ${messageOf(error)}`
            : `cannot load ONNX Runtime: embed-once includes it only for linux x64 and arm64, and this is ${platform}. Run "npm install onnxruntime-node@${RUNTIME_VERSION}" in ${process.cwd()}, then start again.`, { cause: error });
    }
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./src/base/bytes-at.ts
var bytes_at = __webpack_require__(31470);
;// CONCATENATED MODULE: ./src/embedder/device/zip.ts






/** Signatures and sizes from PKWARE's APPNOTE.TXT, 4.3. */
const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DEFLATED = 8;
/**
 * Extracts some files from a ZIP archive, such as a Python wheel or a NuGet package. The caller has verified the archive, so its
 * checksums are ignored. Archives over 4 GiB are not supported.
 * @param wanted from file name, without its folder, to target path
 * @throws Error naming the missing file
 */
async function extract(archive, wanted) {
    const handle = await (0,external_node_fs_promises_.open)(archive);
    try {
        const members = await membersOf(handle);
        for (const [name, target] of wanted) {
            const member = members.find((one) => one.name === name || one.name.endsWith(`/${name}`));
            if (!member)
                throw new Error(`the archive does not contain ${name}`);
            const local = await (0,bytes_at/* bytesAt */.L)(handle, member.start, LOCAL_BYTES);
            const start = member.start + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
            const packed = handle.createReadStream({ start, end: start + member.size - 1, autoClose: false });
            const unpacking = member.method === DEFLATED ? (0,external_node_zlib_.createInflateRaw)() : new external_node_stream_.PassThrough();
            await (0,external_node_stream_promises_.pipeline)(packed, unpacking, (0,external_node_fs_.createWriteStream)(target));
        }
    }
    finally {
        await handle.close();
    }
}
async function membersOf(handle) {
    const { size } = await handle.stat();
    const tailStart = Math.max(0, size - END_BYTES - LONGEST_COMMENT);
    const tail = await (0,bytes_at/* bytesAt */.L)(handle, tailStart, size - tailStart);
    let end = tail.length - END_BYTES;
    while (end >= 0 && tail.readUInt32LE(end) !== END)
        end--;
    if (end < 0)
        throw new Error('not a ZIP archive');
    const directory = await (0,bytes_at/* bytesAt */.L)(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    const members = [];
    for (let at = 0; at + ENTRY_BYTES <= directory.length && directory.readUInt32LE(at) === ENTRY;) {
        const nameEnd = at + ENTRY_BYTES + directory.readUInt16LE(at + 28);
        members.push({
            name: directory.toString('utf8', at + ENTRY_BYTES, nameEnd),
            method: directory.readUInt16LE(at + 10),
            size: directory.readUInt32LE(at + 20),
            start: directory.readUInt32LE(at + 42),
        });
        at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return members;
}

;// CONCATENATED MODULE: ./src/embedder/device/provider.ts









/** ONNX Runtime loads the first library from its own folder, and the first loads the second. */
const SHARED = 'libonnxruntime_providers_shared.so';
const CUDA_LIBRARY = 'libonnxruntime_providers_cuda.so';
/**
 * Finds the CUDA provider in the first place that has it, or fetches it.
 * @returns undefined if no place has it and it may not be fetched
 * @throws ModelError if `ort-dir` does not contain it, or the download fails
 */
async function findProvider(places) {
    for (const look of [givenFolder, installedPackage, fetchedBefore, fetched]) {
        const provider = await look(places);
        if (provider)
            return provider;
    }
    return undefined;
}
/**
 * Creates, once, a folder in which the bundled runtime finds the provider. It contains links to the provider's libraries and copies
 * of the runtime's own, because the runtime looks beside the real files of its libraries, not beside links to them.
 * @param natives folder of the runtime's own libraries
 * @throws ModelError if the provider has another version, or the folder cannot be created
 */
async function runtimeWithProvider(provider, natives, nativesFolder) {
    try {
        const sources = await Promise.all([SHARED, CUDA_LIBRARY].map((name) => (0,external_node_fs_promises_.realpath)(external_node_path_default().join(provider.folder, name))));
        const identity = await Promise.all([...sources, external_node_path_default().join(natives, 'libonnxruntime.so.1')].map(identityOf));
        const name = `cuda-${(0,external_node_crypto_.createHash)('sha256').update(identity.join('\n')).digest('hex').slice(0, 16)}`;
        return await makeOnce(external_node_path_default().join(nativesFolder, 'runtimes', name), async (folder) => {
            await checkVersion(sources[1], provider);
            for (const file of ['onnxruntime_binding.node', 'libonnxruntime.so.1']) {
                await (0,external_node_fs_promises_.copyFile)(external_node_path_default().join(natives, file), external_node_path_default().join(folder, file));
            }
            for (const source of sources)
                await (0,external_node_fs_promises_.symlink)(source, external_node_path_default().join(folder, external_node_path_default().basename(source)));
        });
    }
    catch (error) {
        if (error instanceof errors/* ModelError */.me)
            throw error;
        throw new errors/* ModelError */.me(`cannot link the CUDA provider to the runtime: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
async function givenFolder({ folder }) {
    if (folder === '')
        return undefined;
    if (await holdsProvider(folder))
        return { folder, from: 'ort-dir' };
    throw new errors/* ModelError */.me(`ort-dir: ${folder} does not contain ${SHARED} and ${CUDA_LIBRARY}. Give the folder with both in onnxruntime-node ${RUNTIME_VERSION} or in the Python package onnxruntime-gpu ${RUNTIME_VERSION}.`);
}
async function installedPackage({ workingFolder }) {
    const home = external_node_path_default().join(workingFolder, 'node_modules', 'onnxruntime-node');
    const folder = external_node_path_default().join(home, 'bin', 'napi-v6', 'linux', 'x64');
    if (!(await holdsProvider(folder)))
        return undefined;
    const { version } = JSON.parse(await (0,external_node_fs_promises_.readFile)(external_node_path_default().join(home, 'package.json'), 'utf8'));
    return version === RUNTIME_VERSION ? { folder, from: 'onnxruntime-node in the working directory' } : undefined;
}
async function fetchedBefore(places) {
    const folder = fetchedFolder(places);
    return folder && (await holdsProvider(folder)) ? { folder, from: 'an earlier download' } : undefined;
}
async function fetched(places) {
    const { archive } = places;
    const target = fetchedFolder(places);
    if (!archive?.mayFetch || !target)
        return undefined;
    const folder = await makeOnce(target, async (partial) => {
        const file = external_node_path_default().join(partial, 'archive');
        await fetchArchive(archive, file);
        try {
            await extract(file, new Map([SHARED, CUDA_LIBRARY].map((name) => [name, external_node_path_default().join(partial, name)])));
        }
        catch (error) {
            throw new errors/* ModelError */.me(`ort-url: cannot use the archive: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }
        await (0,external_node_fs_promises_.rm)(file);
    });
    return { folder, from: archive.host };
}
function fetchedFolder({ nativesFolder, archive }) {
    return archive && external_node_path_default().join(nativesFolder, 'runtimes', `provider-${archive.sha256.slice(0, 16)}`);
}
/** Fills a temporary folder and renames it to `target`. If another process does the same, the first to finish wins. */
async function makeOnce(target, fill) {
    if (await (0,exists/* exists */.t)(target))
        return target;
    await (0,external_node_fs_promises_.mkdir)(external_node_path_default().dirname(target), { recursive: true });
    const partial = await (0,external_node_fs_promises_.mkdtemp)(`${target}.partial-`);
    try {
        await fill(partial);
        await (0,external_node_fs_promises_.rename)(partial, target);
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(partial, { recursive: true, force: true });
        if (!(await (0,exists/* exists */.t)(target)))
            throw error;
    }
    return target;
}
/**
 * ONNX Runtime does not check the version, and a provider of another version misreads its arguments: 1.31.1 under 1.30.0 read
 * garbage in an option that was not set. The library contains its version as a C string.
 */
async function checkVersion(file, { from }) {
    const wanted = Buffer.from(`\0${RUNTIME_VERSION}\0`);
    let tail = Buffer.alloc(0);
    for await (const piece of (0,external_node_fs_.createReadStream)(file, { highWaterMark: 2 ** 20 })) {
        const seen = Buffer.concat([tail, piece]);
        if (seen.includes(wanted))
            return;
        tail = seen.subarray(-wanted.length);
    }
    throw new errors/* ModelError */.me(`the CUDA provider from ${from} is not for ONNX Runtime ${RUNTIME_VERSION}, which embed-once uses. Set ort-dir or ort-url to a provider of that version.`);
}
async function identityOf(file) {
    const { size, mtimeMs, ino } = await (0,external_node_fs_promises_.stat)(file);
    return `${await (0,external_node_fs_promises_.realpath)(file)} ${size} ${mtimeMs} ${ino}`;
}
async function holdsProvider(folder) {
    return (await (0,exists/* exists */.t)(external_node_path_default().join(folder, SHARED))) && (await (0,exists/* exists */.t)(external_node_path_default().join(folder, CUDA_LIBRARY)));
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./src/embedder/device/shared-libraries.ts






/** Offsets in the ELF-64 header and in an entry of the section table (System V ABI, chapter on object files). */
const HEADER_BYTES = 64;
const SECTION_TABLE = 0x28;
const SECTION_BYTES = 0x3a;
const SECTION_COUNT = 0x3c;
const DYNAMIC = 6;
const NEEDED = 1n;
/**
 * Names the libraries that a shared library depends on.
 * @throws Error if the file is not 64-bit little-endian ELF
 */
async function neededLibraries(file) {
    const handle = await (0,external_node_fs_promises_.open)(file);
    try {
        const header = await (0,bytes_at/* bytesAt */.L)(handle, 0, HEADER_BYTES);
        if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) {
            throw new Error(`${file} is not a shared library for 64-bit Linux`);
        }
        const size = header.readUInt16LE(SECTION_BYTES);
        const sections = await (0,bytes_at/* bytesAt */.L)(handle, Number(header.readBigUInt64LE(SECTION_TABLE)), size * header.readUInt16LE(SECTION_COUNT));
        const section = (index) => sections.subarray(index * size, (index + 1) * size);
        const content = (entry) => (0,bytes_at/* bytesAt */.L)(handle, Number(entry.readBigUInt64LE(0x18)), Number(entry.readBigUInt64LE(0x20)));
        for (let index = 0; index * size < sections.length; index++) {
            const entry = section(index);
            if (entry.readUInt32LE(4) !== DYNAMIC)
                continue;
            return namesIn(await content(entry), await content(section(entry.readUInt32LE(0x28))));
        }
        return [];
    }
    finally {
        await handle.close();
    }
}
/** The libraries that the loader would find neither in LD_LIBRARY_PATH nor in the cache of ldconfig. */
async function missingLibraries(names, searchPath) {
    const cached = await cachedLibraries();
    const folders = searchPath.split(':').filter((folder) => folder !== '');
    return names.filter((name) => !cached.has(name) && !folders.some((folder) => (0,external_node_fs_.existsSync)(external_node_path_default().join(folder, name))));
}
/** @returns an empty set if ldconfig is missing, as on musl */
async function cachedLibraries() {
    for (const program of ['/sbin/ldconfig', 'ldconfig']) {
        try {
            const { stdout } = await (0,external_node_util_.promisify)(external_node_child_process_.execFile)(program, ['-p'], { maxBuffer: 2 ** 24 });
            return new Set(stdout.split('\n').map((line) => line.trim().split(' ', 1)[0]));
        }
        catch {
            // Try the next path.
        }
    }
    return new Set();
}
function namesIn(dynamic, strings) {
    const names = [];
    for (let at = 0; at + 16 <= dynamic.length; at += 16) {
        if (dynamic.readBigUInt64LE(at) !== NEEDED)
            continue;
        const start = Number(dynamic.readBigUInt64LE(at + 8));
        names.push(strings.toString('latin1', start, strings.indexOf(0, start)));
    }
    return names;
}

;// CONCATENATED MODULE: ./src/embedder/device/decision.ts







/**
 * Chooses the device before any part of the model is loaded. `auto` falls back to the CPU if a GPU has any fault.
 * @throws ModelError if a GPU requested by name is unusable
 */
async function decideDevice(options) {
    switch (options.asked) {
        case 'cpu':
        case 'webgpu':
            return { used: options.asked, reason: 'it was asked for' };
        case 'cuda':
            return decideCuda(options);
        case 'auto':
            return decideCuda(options).catch((error) => ({ used: 'cpu', reason: whyNot(error) }));
    }
}
/** The fault of a GPU, as the reason for using the CPU. */
function whyNot(error) {
    return error instanceof errors/* DeviceUnusable */.QT ? error.fault.said : (0,errors/* messageOf */.bD)(error);
}
async function decideCuda(options) {
    const { asked, ortDir, nativesFolder, bundle } = options;
    const facts = { platform: `${process.platform}/${process.arch}`, smi: await askNvidiaSmi() };
    const machine = judgeCuda(facts);
    if (!machine.usable)
        throw unusable(machine.reason);
    const provider = await findProvider({
        folder: ortDir,
        workingFolder: process.cwd(),
        nativesFolder,
        archive: archiveOf(options, asked === 'cuda'),
    });
    if (!provider) {
        throw unusable(`ONNX Runtime's CUDA provider for ${machine.reason} is not installed: --device cuda downloads it once (247 MB)`);
    }
    const needs = (await neededLibraries(external_node_path_default().join(provider.folder, CUDA_LIBRARY))).filter((name) => /^lib(cu|nv)/.test(name));
    const missing = await missingLibraries(needs, process.env.LD_LIBRARY_PATH ?? '');
    const verdict = judgeCuda({ ...facts, provider: { from: provider.from, needs, missing } });
    if (!verdict.usable)
        throw unusable(verdict.reason);
    const own = external_node_path_default().join(bundle, 'bin', 'napi-v6', 'linux', 'x64');
    return {
        used: 'cuda',
        reason: verdict.reason,
        natives: await runtimeWithProvider(provider, own, nativesFolder),
        ...(verdict.name !== undefined && { name: verdict.name }),
    };
}
function unusable(said) {
    return new errors/* DeviceUnusable */.QT({ device: 'cuda', said, advice: 'See docs/gpu-runners.md, or use --device cpu.' });
}


/***/ }),

/***/ 15458:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ saveBody)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_2__);



/**
 * Writes the body of a response to a file.
 * @returns the digest of the content, in hexadecimal
 * @throws Error if the response is not successful
 */
async function saveBody(answer, target, digest) {
    if (!answer.ok || !answer.body)
        throw new Error(`HTTP ${answer.status}`);
    const measure = new node_stream__WEBPACK_IMPORTED_MODULE_1__.Transform({
        transform(piece, _, done) {
            digest.update(piece);
            done(null, piece);
        },
    });
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable.fromWeb(answer.body), measure, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createWriteStream)(target));
    return digest.digest('hex');
}


/***/ })

};
