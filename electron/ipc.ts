import type { AwayReason, Host } from '#shared/host'
import { z } from 'zod'
import { AWAY, channelOf } from './channels'
import { isAppAddress } from './origin'

/** Calls of the page that wait for an answer: all of the host but its one event. */
export type Calls = Omit<Host, 'onAway'>
type Call = keyof Calls
type Arguments = { [C in Call]: Parameters<Calls[C]> }
type Answers = { [C in Call]: (...args: Arguments[C]) => ReturnType<Calls[C]> }

/** A device backup of the largest site, with room to spare. */
const LARGEST_FILE = 1024 ** 3
/** A wrapped key is a few hundred bytes. */
const Sealable = z.string().max(16_384)
const Name = z.string().regex(/^[\w-]{1,80}$/)

const schemas: { [C in Call]: z.ZodType<Arguments[C]> } = {
  version: z.tuple([]),
  canSeal: z.tuple([]),
  seal: z.tuple([Sealable]),
  unseal: z.tuple([Sealable]),
  remember: z.tuple([Name, z.string().max(1_024)]),
  recall: z.tuple([Name]),
  fuses: z.tuple([]),
  saveFile: z.tuple([
    z.string().min(1).max(120),
    z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= LARGEST_FILE),
  ]),
  openExternal: z.tuple([z.string().max(2_000)]),
  printToPdf: z.tuple([]),
  setBadge: z.tuple([z.int().nonnegative()]),
  setPrivate: z.tuple([z.boolean()]),
}

/** Who calls, as Electron tells it: which page, in which frame of it. */
interface CallEvent<Sender> {
  readonly sender: Sender
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null
}

/**
 * Answers the page's calls, each on a channel of its own. `hostOf` gives the host of a window of ours. A call is refused
 * unless it comes from the main frame of such a window, from the app's own address, with arguments of the right form.
 */
export function answerCalls<Sender>(
  ipc: { handle(channel: string, listener: (event: CallEvent<Sender>, ...args: unknown[]) => unknown): void },
  hostOf: (sender: Sender) => Calls | undefined,
): void {
  const answer = <C extends Call>(call: C, schema: z.ZodType<Arguments[C]>): void => {
    ipc.handle(channelOf(call), (event, ...args: unknown[]) => {
      const answers: Answers | undefined = isFromMainFrame(event.senderFrame) ? hostOf(event.sender) : undefined
      if (!answers) throw new Error(`${call}: refused, not from the app`)
      const parsed = schema.safeParse(args)
      if (!parsed.success) throw new Error(`${call}: refused, wrong arguments`)
      return answers[call](...parsed.data)
    })
  }
  for (const call of Object.keys(schemas).filter(isCall)) answer(call, schemas[call])
}

const isCall = (name: string): name is Call => name in schemas

const isFromMainFrame = (frame: CallEvent<unknown>['senderFrame']): boolean =>
  frame !== null && frame.parent === null && isAppAddress(frame.url)

/** Tells a window that the person has turned away from the computer. */
export const tellAway = (
  window: { webContents: { send: (channel: string, why: AwayReason) => void } },
  why: AwayReason,
) => {
  window.webContents.send(AWAY, why)
}
