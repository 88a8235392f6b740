/** Which sources are not synced by themselves, as somebody wants it. */
export interface PauseStore {
  /** Their names, in order. */
  pausedSources(): Promise<string[]>;
  /** Writes whether a source is one of them. */
  recordPause(source: string, isPaused: boolean): Promise<void>;
}
