/** What a new provider is called, wherever it is called something. */
export interface ProviderNames {
  /** In the manifest: `big-phone`. */
  id: string;
  /** For people: `Big Phone`. */
  title: string;
  /** Its package: `@cdr/provider-big-phone`. */
  package: string;
  /** Where its package goes, below `packages`. */
  folder: string;
}

const longestId = 30;
const idShape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const ownPackage = /^@cdr\/provider-(?<id>.*)$/;
const otherPackage = /^(?:@[a-z0-9][a-z0-9._-]*\/)?cdr-provider-(?<id>.*)$/;
/** Belong to packages that are no vendor's. */
const reserved = ['kit', 'template'];

/**
 * Reads what somebody calls a new provider: `acme` for `@cdr/provider-acme`, or a package's full name,
 * such as `@acme/cdr-provider-acme`. Throws `Error` that says what a name looks like.
 */
export function readProviderNames(text: string): ProviderNames {
  const other = otherPackage.exec(text)?.groups?.id;
  const id = other ?? ownPackage.exec(text)?.groups?.id ?? text;
  if (!idShape.test(id) || id.length > longestId) {
    throw new Error(
      `"${text}" can't name a provider. Give the vendor's name in small letters, digits and single hyphens, ${longestId} at most, such as acme; or a package's name, such as @acme/cdr-provider-acme`,
    );
  }
  if (reserved.includes(id)) throw new Error(`"${id}" belongs to no vendor. Give another name`);
  return {
    id,
    title: id.split('-').map(capitalize).join(' '),
    package: other === undefined ? `@cdr/provider-${id}` : text,
    folder: other === undefined ? `provider-${id}` : `cdr-provider-${id}`,
  };
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
