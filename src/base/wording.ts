/** Formats numbers and values for people, independent of the machine's locale. */

export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 text`, `2 texts`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Returns a share as a percentage. Only 1 is 100%, and only 0 is 0%. */
export function percent(share: number): string {
  if (share === 1 || share === 0) return `${share * 100}%`;
  return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)}%`;
}

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let amount = value;
  // Not 1000: amounts that round up to 1000 belong to the next unit.
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[unit]}`;
}

export function duration(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const SPANS: readonly [string, number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
];

/** Formats a long time in one unit, never rounded up: `30 d`, `47 h`, `2 min`, `1 s`. Uses a unit from two of it on. */
export function span(seconds: number): string {
  const [unit, length] = SPANS.find(([, least]) => seconds >= 2 * least) ?? ['s', 1];
  return `${count(Math.floor(Math.max(0, seconds) / length))} ${unit}`;
}

/** Shortens a text to a recognizable excerpt. */
export function excerpt(text: string, length = 60): string {
  const characters = [...text.slice(0, length * 4).replace(/\s+/g, ' ')];
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}

/** Formats the value of an input for one line. */
export function shownValue(value: string): string {
  return value.trim() === '' ? JSON.stringify(value) : excerpt(value);
}

/** Formats a sum in any currency. Sums below 1 keep two significant digits. */
export function cost(value: number): string {
  if (value >= 1) return value.toFixed(2);
  return value === 0 || value >= 0.0001 ? String(Number(value.toPrecision(2))) : 'less than 0.0001';
}

/** `a`, `a and b`, `a, b and c`. */
export function cited(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Formats a cosine similarity or a share with four decimals, never rounded up, so no value seems to reach a threshold above it. */
export function fraction(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  // 1e-8 absorbs the rounding error of the multiplication.
  return (Math.floor(value * 1e4 + 1e-8) / 1e4).toFixed(4);
}

/** Formats a number and its threshold with enough digits to tell them apart. */
export function measured(value: number, threshold: number): [value: string, threshold: string] {
  for (let digits = 4; digits <= 16; digits++) {
    const shown = [value, threshold].map((one) => significant(one, digits)) as [string, string];
    if (shown[0] !== shown[1] || value === threshold) return shown;
  }
  return [String(value), String(threshold)];
}

function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : String(value);
  if (Number.isInteger(value)) return count(value);
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1000 ? count(rounded) : String(rounded);
}
