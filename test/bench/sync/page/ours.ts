/** What a page that runs the app's data worker does when it is asked to, with times in milliseconds. */
export interface Ours {
  signIn(userName: string, password: string, version: string): Promise<void>
  /** Nothing waits, and everything of the server is here. */
  idle(): Promise<void>
  enrol(n: number): Promise<void>
  /** Records a change a document, and waits until the device has taken them into its casebooks. */
  record(n: number): Promise<void>
  /** From now until the server has acknowledged everything that waits. */
  push(): Promise<number>
  /** Records one change more and waits until the exchange is at rest. */
  one(n: number, index: number): Promise<void>
  /** One round with the server when there is nothing to say. */
  exchange(): Promise<number>
  /** Everybody is in the list, and a casebook that was asked for is there whole. */
  usable(n: number): Promise<void>
  /** How long each of so many saves took, one after the other. */
  saves(n: number, times: number): Promise<readonly number[]>
  /** The same for a worker that does nothing but store as many bytes in three stores. */
  rawSaves(n: number, times: number): Promise<readonly number[]>
  status(): Promise<{ waiting: number; held: number; refused: number; cursor: number; trouble: string | undefined }>
}

declare global {
  interface Window {
    readonly ours: Ours
  }
}
