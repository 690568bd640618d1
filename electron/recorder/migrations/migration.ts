/** What a migration is: plain SQL that takes a run file from the version before it to its own. */
export interface Migration {
  /** Grows by ten, so that one can be put between two others; kept in `user_version`. */
  readonly number: number
  readonly sql: string
}
