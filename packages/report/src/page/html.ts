/** Markup that is safe to put into a page. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: texts are escaped, markup is not, and `null` is nothing. */
export type HtmlPart = string | number | null | Html | readonly HtmlPart[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup with texts put in, in places for texts and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const [first = '', ...rest] = strings;
  const markup = rest.reduce(
    (before, after, index) => before + markupOf(parts[index] ?? null) + after,
    first,
  );
  return { markup };
}

/** Markup that somebody else has made, and answers for. */
export function trustedHtml(markup: string): Html {
  return { markup };
}

function markupOf(part: HtmlPart): string {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}
