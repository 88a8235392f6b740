/** A row's text as the value that it says; a text that isn't even JSON stands for itself. */
export function parseRowText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
