const mask = '***';
const base64Character = /[\w+/=-]/;

/** Hides secrets in a text that somebody may read. */
export type Redactor = (text: string) => string;

/**
 * A redactor for these secrets in every form that they take on the wire: plain, as in a URL, a form
 * or JSON, and inside base64, where the whole word goes (`Basic` of anybody's name with the secret as
 * password). Very short secrets mask harmless text too.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const told = secrets.filter((secret) => secret !== '');
  const cores = [...new Set(told.flatMap(base64Cores))];
  // The longest first, so that no form leaves the rest of a longer one behind.
  const forms = [...new Set(told.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return (text) => {
    const masked = cores.reduce(maskWords, text);
    return forms.reduce((rest, form) => rest.replaceAll(form, mask), masked);
  };
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const url = encodeURIComponent(bytes.toString());
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  const escaped = [url, form].flatMap((text) => [
    text,
    text.replaceAll(/%../g, (hex) => hex.toLowerCase()),
  ]);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    ...escaped,
    base64,
    bytes.toString('base64url'),
  ];
}

/**
 * What stands in the base64 of every text that holds the secret: base64 has three alignments, and in
 * each the outermost characters mix with the neighbours.
 */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const cores = [0, 1, 2].flatMap((skip) => {
    const whole = bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3);
    return [whole.toString('base64'), whole.toString('base64url')];
  });
  return cores.filter((core) => core.length >= 4);
}

/** Masks each base64 word that holds `core`. */
function maskWords(text: string, core: string): string {
  let masked = '';
  let done = 0;
  for (let at = text.indexOf(core); at !== -1; at = text.indexOf(core, done)) {
    let from = at;
    while (from > done && base64Character.test(text.charAt(from - 1))) from -= 1;
    let to = at + core.length;
    while (to < text.length && base64Character.test(text.charAt(to))) to += 1;
    masked += text.slice(done, from) + mask;
    done = to;
  }
  return masked + text.slice(done);
}
