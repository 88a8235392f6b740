/** An instant as whole milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/**
 * A wall-clock reading as whole milliseconds since 1970-01-01T00:00:00 on the same wall.
 * It names an instant only together with a zone.
 */
export type WallMs = number;
