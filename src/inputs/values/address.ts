/** Returns whether a line of the corpus is an address. */
export function isAddress(line: string): boolean {
  return /^\s*(https?|s3):\/\//i.test(line);
}

/** Returns an address without its password and its query, which holds the signature of a signed link. */
export function shownAddress(line: string): string {
  if (!isAddress(line)) return line;
  return line.replace(/[?#].*$/s, '').replace(/^(\s*[a-z0-9]+:\/\/)[^/]*@/i, '$1');
}
