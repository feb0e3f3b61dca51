/** A name for a file of a world or a draft: what file systems refuse is left out. */
export function fileNameOf(name: string, ending: 'json' | 'conf'): string {
  const plain = name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, '').trim();
  return `${plain === '' ? 'world' : plain}.${ending}`;
}
