/** What a vendor says, or somebody before it, when it has something else to tell. */
const noSound = /^(?:text\/(?:html|xml)|application\/(?:json|xml|(?:[\w.-]+\+)(?:json|xml)))$/;

/** Whether an answer of that media type may be a recording; `null` for one that wasn't told. */
export function isSound(type: string | null): boolean {
  return type === null || !noSound.test(type);
}
