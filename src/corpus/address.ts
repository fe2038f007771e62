/** Whether a line of the corpus is an address. */
export function isAddress(line: string): boolean {
  return /^\s*(https?|s3):\/\//i.test(line);
}

/**
 * An address without a password, and without a query: links that are signed have their signature there. Addresses of S3 have
 * neither, and keys may hold any sign.
 */
export function shownAddress(line: string): string {
  if (!isAddress(line) || /^\s*s3:/i.test(line)) return line;
  return line.replace(/[?#].*$/s, '').replace(/^(\s*[a-z0-9]+:\/\/)[^/]*@/i, '$1');
}
