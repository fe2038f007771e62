#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { command, EXIT } from './app/command';
import { endOnSignal } from './app/signals';
import { detectPlatform } from './platform/detect';

const platform = await detectPlatform(process.env);
process.exitCode = await command({
  arguments: process.argv.slice(2),
  environment: process.env,
  platform,
  signal: endOnSignal(platform, () => process.exit(EXIT.failed)),
  bundle: path.dirname(fileURLToPath(import.meta.url)),
  version,
  print: console.log,
});
