/** Those whose name, serial number or address has the text, the first by name: a list to choose from. */
export function choicesOf(search: string) {
  return { query: { search, sort: 'name' as const } };
}
