/** Whether a line of the corpus is an address. */
export function isAddress(line: string): boolean {
  return /^\s*(https?|s3):\/\//i.test(line);
}

/** An address without a password, and without a query: links that are signed have their signature there. */
export function shownAddress(line: string): string {
  if (!isAddress(line)) return line;
  return line.replace(/[?#].*$/s, '').replace(/^(\s*[a-z0-9]+:\/\/)[^/]*@/i, '$1');
}
