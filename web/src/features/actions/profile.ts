/** A person's further facts as lines of `name = value`; a value that is a number stays one. */
export const attributesText = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n');

/** Null where a line is no fact. */
export function readAttributes(text: string): Record<string, string | number> | null {
  const attributes: Record<string, string | number> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    if (at < 1 || name === '' || value === '') return null;
    attributes[name] = isNumber(value) ? Number(value) : value;
  }
  return attributes;
}

/** A customer number with leading zeros, or one too long to be exact, is a text. */
const isNumber = (value: string): boolean => /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(value);
