/** A vendor row's text as the value it says; rows that are no JSON stay text. */
export function parseRaw(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
