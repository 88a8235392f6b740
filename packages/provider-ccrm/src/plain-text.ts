import { textOrNull } from '@cdr/provider-kit';
import { z } from 'zod';

/** What the editor Draft.js writes: paragraphs, whose styles and links stand beside their text. */
const contentSchema = z.object({ blocks: z.array(z.object({ text: z.string() })) });

/**
 * The text of a note without its form, a line a block; `null` when nothing is written. What isn't
 * the editor's stays as it is.
 */
export function plainText(value: unknown): string | null {
  const content = contentSchema.safeParse(typeof value === 'string' ? parseOrNull(value) : value);
  if (!content.success) return textOrNull(value);
  return textOrNull(content.data.blocks.map((block) => block.text).join('\n'));
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
