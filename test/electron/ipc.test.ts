import { expect, test } from 'vitest'
import { answerCalls, type Calls } from '../../electron/ipc'

interface Caller {
  readonly sender: object
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null
}
type Listener = (event: Caller, ...args: unknown[]) => unknown

const host: Calls = {
  version: () => Promise.resolve({ app: '1.0.0', build: 'b', host: 'electron', platform: 'p' }),
  canSeal: () => Promise.resolve(true),
  seal: (secret) => Promise.resolve(`sealed ${secret}`),
  unseal: (sealed) => Promise.resolve(sealed.slice(7)),
  remember: () => Promise.resolve(true),
  recall: () => Promise.resolve('kept'),
  fuses: () => Promise.resolve({ asBuilt: true, wire: '01001100' }),
  saveFile: () => Promise.resolve(true),
  openExternal: () => Promise.resolve(false),
  printToPdf: () => Promise.resolve(new Uint8Array([1])),
  setBadge: () => Promise.resolve(),
  setPrivate: () => Promise.resolve(),
}
const good: Record<keyof Calls, unknown[]> = {
  version: [],
  canSeal: [],
  seal: ['c2VjcmV0'],
  unseal: ['c2VhbGVk'],
  remember: ['tries', 'two'],
  recall: ['tries'],
  fuses: [],
  saveFile: ['casebook.pdf', new Uint8Array([1])],
  openExternal: ['https://clinicaltrials.gov/'],
  printToPdf: [],
  setBadge: [3],
  setPrivate: [true],
}
const isCall = (name: string): name is keyof Calls => name in good
const calls = Object.keys(good).filter(isCall)

const ourWindow = { id: 1 }
const listeners = new Map<string, Listener>()
answerCalls({ handle: (channel, listener) => listeners.set(channel, listener) }, (sender) =>
  sender === ourWindow ? host : undefined,
)

const from = (senderFrame: Caller['senderFrame'], sender: object = ourWindow): Caller => ({ senderFrame, sender })
const page = { url: 'app://tracer/index.html#/sync', parent: null }

async function ask(call: string, event: Caller, args: unknown[]): Promise<unknown> {
  return listeners.get(`host:${call}`)?.(event, ...args)
}

test('there is one channel a call and no other (ELEC-06)', () => {
  expect([...listeners.keys()].sort()).toEqual(calls.map((call) => `host:${call}`).sort())
})

test.each(calls)('%s answers the page', async (call) => {
  await expect(ask(call, from(page), good[call])).resolves.not.toThrow()
})

const strangers: [string, Caller][] = [
  ['a foreign page', from({ url: 'https://evil.test/', parent: null })],
  ['a page that looks like ours', from({ url: 'app://tracer.evil/index.html', parent: null })],
  ['a frame inside the page', from({ url: 'app://tracer/index.html', parent: page })],
  ['a frame that is gone', from(null)],
  ['a window we did not make', from(page, { id: 2 })],
]
test.each(calls.flatMap((call) => strangers.map(([who, event]) => [call, who, event] as const)))(
  '%s refuses %s (ELEC-06)',
  async (call, _, event) => {
    await expect(ask(call, event, good[call])).rejects.toThrow('refused, not from the app')
  },
)

const wrong: [keyof Calls, string, unknown[]][] = [
  ...calls.map((call): [keyof Calls, string, unknown[]] => [call, 'one argument too many', [...good[call], 'more']]),
  ['seal', 'no text', [7]],
  ['seal', 'a text without end', ['a'.repeat(20_000)]],
  ['unseal', 'nothing', []],
  ['saveFile', 'no name', ['', new Uint8Array()]],
  ['saveFile', 'a list instead of bytes', ['a.pdf', [1, 2]]],
  ['openExternal', 'an object', [{ toString: () => 'https://clinicaltrials.gov/' }]],
  ['setBadge', 'less than none', [-1]],
  ['setBadge', 'a fraction', [1.5]],
  ['setPrivate', 'a word', ['yes']],
]
test.each(wrong)('%s refuses %s (ELEC-06)', async (call, _, args) => {
  await expect(ask(call, from(page), args)).rejects.toThrow('refused, wrong arguments')
})
