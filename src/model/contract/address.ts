/**
 * A name as a part of an address. Two names mean a folder there whatever is done to them, `.` and `..`, in
 * any encoding [URL Standard]: a NUL before them, which no name can have, keeps them names.
 */
const dots = /^(?:\.|%2e){1,2}$/i;
const mark = '\u0000';

export function addressPart(name: string): string {
  const part = encodeURIComponent(name);
  return dots.test(part) ? `%00${part}` : part;
}

/** What `addressPart` made of a name, decoded; any other text as it is. */
export function nameInAddress(text: string): string {
  return text.startsWith(mark) ? text.slice(mark.length) : text;
}

/** The path of an address with its dots kept as names: for a server that gets it as it was typed. */
export function withNamedDots(path: string): string {
  return path
    .split('/')
    .map((part) => (dots.test(part) ? `%00${part}` : part))
    .join('/');
}
