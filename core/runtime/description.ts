/** What everybody may know of a node, whatever its system. */
export interface NodeDescription {
  /** A word for people: `leader`, `follower`, `candidate`, `replica`. */
  readonly role: string
  /** Whether the selector `leader` means this node; of several, the highest `term` wins. */
  readonly leads: boolean
  readonly term: number
  /** Digest of the applied state, and how much was applied; equal when replicas converged. */
  readonly state: { readonly applied: number; readonly digest: number }
}
