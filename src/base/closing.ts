interface Closable {
  close(): Promise<void>;
}

/** Closes a value at the end of the block that declares it with `await using`. Passes undefined through. */
export function closing<T extends Closable>(value: T): T & AsyncDisposable;
export function closing<T extends Closable>(value: T | undefined): (T & AsyncDisposable) | undefined;
export function closing<T extends Closable>(value: T | undefined): (T & AsyncDisposable) | undefined {
  return value && Object.assign(value, { [Symbol.asyncDispose]: () => value.close() });
}
