// Loaded before the bundle: whoever starts a worker thread, which is where model and runtime live, fails.

import { syncBuiltinESMExports } from 'node:module';
import workers from 'node:worker_threads';

workers.Worker = class {
  constructor(file) {
    throw new Error(`no worker may start here: ${file}`);
  }
};
syncBuiltinESMExports();
