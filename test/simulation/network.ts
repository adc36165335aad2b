import type { Answering, Fetch } from '../../renderer/data/surroundings'
import type { Answer } from './sim-server'
import { Process, type VirtualTime } from './time'

/** How likely each fault is, for one request or answer. */
export interface LineFaults {
  readonly dropRequest: number
  readonly dropAnswer: number
  readonly delay: number
  readonly duplicate: number
  readonly truncate: number
  readonly replay: number
  readonly portal: number
  readonly empty: number
  readonly alter: number
}

export const noLineFaults: LineFaults = {
  ...{ dropRequest: 0, dropAnswer: 0, delay: 0, duplicate: 0, truncate: 0, replay: 0, portal: 0, empty: 0, alter: 0 },
}

type Handle = (method: string, address: string, body: string, authorization: string) => Promise<Answer>

/** What lies between an app and the servers. */
export class Network {
  faults: LineFaults = noLineFaults
  /** Faults that happened. */
  happened = 0
  /** Nothing gets through at all, and everybody is told so. */
  out = false
  onAnswer: (name: string, path: string) => void = () => undefined
  /** The line itself: what is under way there arrives whoever is cut off meanwhile. */
  readonly #line = new Process('the line')
  readonly #earlier = new Map<string, Answer[]>()

  constructor(
    readonly time: VirtualTime,
    /** Hands a request to one of the servers; rejects when it is cut off before it answers. */
    readonly deliver: Handle,
  ) {}

  fetchFor(name: string, process: Process): Fetch {
    return (address, init) =>
      new Promise<Answering>((resolve, reject) => {
        const { time } = this
        const fail = () => reject(new TypeError('no network'))
        init.signal?.addEventListener('abort', fail)
        const body = init.body instanceof Uint8Array ? Buffer.from(init.body).toString() : ''
        const authorization = new Headers(init.headers).get('authorization') ?? ''
        const kind = `${name} ${address.split('?')[0]}`
        const answered = (answer: Answer) => {
          const spoiled = this.#spoil(kind, answer)
          if (!spoiled) return
          time.trace(`${kind} ${spoiled.status} ${spoiled.text.length}`)
          time.after(process, this.#latency(), () => {
            this.onAnswer(name, address)
            resolve(responseOf(spoiled))
          })
        }
        const send = () => {
          this.deliver(init.method ?? 'GET', address, body, authorization).then(answered, () =>
            time.after(process, this.#latency(), fail),
          )
        }
        if (this.out) {
          time.after(process, 5, fail)
          return
        }
        if (this.#hits('dropRequest')) {
          // Half of the lost ones say so; the others are never heard of again.
          if (time.happens(0.5)) time.after(process, this.#latency(), fail)
          return
        }
        time.after(this.#line, this.#latency(), send)
        if (this.#hits('duplicate')) time.after(this.#line, this.#latency() * 3, send)
      })
  }

  #hits(fault: keyof LineFaults): boolean {
    const hit = this.time.happens(this.faults[fault])
    if (hit) {
      this.happened++
      this.time.trace(fault)
    }
    return hit
  }

  #latency(): number {
    const { chance } = this.time
    const usual = 2 + chance.fraction() * 80
    return this.#hits('delay') ? usual + chance.fraction() * (chance.fraction() < 0.2 ? 600_000 : 4_000) : usual
  }

  /** The answer as it arrives; undefined when it does not. */
  #spoil(kind: string, answer: Answer): Answer | undefined {
    const earlier = this.#earlier.get(kind) ?? []
    this.#earlier.set(kind, [...earlier.slice(-6), answer])
    if (this.#hits('dropAnswer')) return undefined
    if (earlier.length > 0 && this.#hits('replay')) return this.time.chance.among(earlier)
    if (this.#hits('portal')) return { status: 200, text: '<!doctype html><title>Welcome to our Wi-Fi</title>' }
    if (this.#hits('empty')) return { status: 200, text: '' }
    const at = this.time.chance.whole(0, Math.max(0, answer.text.length - 1))
    if (this.#hits('truncate')) return { ...answer, text: answer.text.slice(0, at) }
    if (this.#hits('alter')) return { ...answer, text: altered(answer.text, at) }
    return answer
  }
}

/** One digit is another one, where there is one from there on. */
const altered = (text: string, at: number): string =>
  text.slice(0, at) + text.slice(at).replace(/[0-9]/, (digit) => String((Number(digit) + 1) % 10))

function responseOf({ status, text }: Answer): Answering {
  const chunks = text === '' ? [] : [new TextEncoder().encode(text)]
  return {
    ok: status < 400,
    body: {
      getReader: () => ({
        read: async () => {
          const value = chunks.shift()
          return { done: value === undefined, value }
        },
      }),
    },
  }
}
