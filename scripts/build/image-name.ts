import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Where the image is named: by this name and the version of package.json, and by no other. */
const PLACES = ['README.md', 'docs', 'examples', 'tekton-adapter'];
const TAGGED = /\bembed-once:\d+\.\d+\.\d+/g;

/** @returns the files that name the image, with the tag of this version, by path */
export function filesNamingImage(version: string): Record<string, string> {
  const files = PLACES.flatMap((place) =>
    statSync(place).isDirectory()
      ? readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => path.join(place, name))
      : [place],
  ).filter((file) => /(\.(md|ya?ml|py)|Jenkinsfile|Containerfile)$/.test(file));
  const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const);
  return Object.fromEntries(
    texts
      .filter(([, text]) => text.search(TAGGED) >= 0)
      .map(([file, text]) => [file, text.replace(TAGGED, `embed-once:${version}`)]),
  );
}
