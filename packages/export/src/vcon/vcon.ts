/** A party of a conversation. */
export interface VConParty {
  /** A `tel:` URI, or a number that means something only where it was told. */
  tel?: string;
  name?: string;
  /** How somebody made sure that the name is right. */
  validation?: string;
}

/** A piece of a conversation. */
export interface VConDialog {
  type: 'recording' | 'text' | 'incomplete';
  start: string;
  /** Seconds. */
  duration?: number;
  /** Places in the list of parties; the first one began. */
  parties: number[];
  /** Why there was no conversation; of `incomplete` alone. */
  disposition?: 'no-answer' | 'failed' | 'busy' | 'hung-up';
  mediatype?: string;
  encoding?: 'none';
  body?: string;
}

/** Something that belongs to a conversation. */
export interface VConAttachment {
  purpose: string;
  start: string;
  /** The place of the party that it comes from. */
  party: number;
  /** The place of the dialog that it belongs to. */
  dialog: number;
  mediatype: string;
  filename: string;
  encoding: 'json';
  body: unknown;
}

/** A conversation as draft-ietf-vcon-vcon-core-04 writes it: the part of it that calls fill. */
export interface VCon {
  vcon: '0.4.0';
  uuid: string;
  created_at: string;
  parties: VConParty[];
  dialog: VConDialog[];
  attachments: VConAttachment[];
}
