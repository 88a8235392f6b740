import { inspect } from 'node:util';
import { describeOptions } from '@cdr/engine';
import type { StreamLab } from './stream-lab.ts';

/** The credentials in the options of a provider. */
export function secretsOf({ provider, options }: StreamLab): string[] {
  return describeOptions(provider.options)
    .filter(({ secret }) => secret)
    .flatMap(({ name }) => (typeof options[name] === 'string' ? [options[name]] : []));
}

/** A secret in the forms in which it goes over the wire. */
export function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ];
  return [...new Set(forms)];
}

/** Whether one of the texts holds one of the secrets in any form; those that are too short hide in everything. */
export function holdSecret(texts: readonly string[], secrets: Iterable<string>): boolean {
  const forms = [...secrets].flatMap(formsOf).filter((form) => form.length > 3);
  return forms.some((form) => texts.some((text) => text.includes(form)));
}

/** Everything that can be read in a thing, hidden parts and causes included. */
export function readableText(thing: unknown): string {
  const options = { depth: Number.POSITIVE_INFINITY, maxStringLength: null, maxArrayLength: null };
  return `${inspect(thing, { ...options, showHidden: true })}\n${toJson(thing)}`;
}

function toJson(thing: unknown): string {
  try {
    return JSON.stringify(thing) ?? '';
  } catch {
    return '';
  }
}
