/** What a proof came to. */
export interface Evidence {
  readonly passed: boolean
  readonly figures: Readonly<Record<string, unknown>>
}
