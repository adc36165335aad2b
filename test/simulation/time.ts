import { Chance } from '../support/chance'

/** Something that runs and can be cut off: an app, a server. What a dead one waits for never comes. */
export class Process {
  alive = true
  /** Answers, timers and turns that it waits for. */
  pending = 0
  constructor(readonly name: string) {}
}

interface Task {
  readonly at: number
  readonly order: number
  readonly process: Process
  run: (() => void) | undefined
}

/**
 * Time that passes only when there is nothing left to do in it. Everything that could happen in another order in the
 * world (an answer, a commit, a timer) is a task at an instant that chance chose; between two tasks all promises run dry.
 */
export class VirtualTime {
  now = 0
  steps = 0
  readonly chance: Chance
  /** Chance that a process is cut off where it waits. */
  crashes = 0
  onCrash: (process: Process) => void = () => undefined
  onStep: () => void = () => undefined
  #hash = 0x811c9dc5
  #order = 0
  readonly #heap: Task[] = []

  constructor(seed: number) {
    this.chance = new Chance(seed)
  }

  /** A fingerprint of everything that has happened. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }

  trace(what: string): void {
    const text = `${this.now.toFixed(3)} ${what}`
    for (let i = 0; i < text.length; i++) this.#hash = Math.imul(this.#hash ^ text.charCodeAt(i), 0x01000193)
  }

  happens(probability: number): boolean {
    return probability > 0 && this.chance.fraction() < probability
  }

  /** Runs `run` after so many milliseconds, if the process still lives. Returns a way to call it off. */
  after(process: Process, milliseconds: number, run: () => void): () => void {
    const task: Task = { at: this.now + milliseconds, order: this.#order++, process, run }
    process.pending++
    this.#push(task)
    return () => {
      if (task.run) process.pending--
      task.run = undefined
    }
  }

  /** A moment in which others get on, and in which the process may be cut off. */
  turn(process: Process, most = 2): Promise<void> {
    return new Promise((resolve) => {
      this.after(process, this.chance.fraction() * most, () => {
        if (this.happens(this.crashes)) this.crash(process)
        else resolve()
      })
    })
  }

  crash(process: Process): void {
    if (!process.alive) return
    process.alive = false
    this.trace(`${process.name} is cut off`)
    this.onCrash(process)
  }

  /** Lets things happen until `done`, or until the instant is reached. False when it was not done by then. */
  async run(done: () => boolean, until: number): Promise<boolean> {
    await settled()
    while (!done()) {
      const task = this.#pop()
      if (!task || task.at > until) {
        if (task) this.#push(task)
        this.now = Math.max(this.now, until)
        return done()
      }
      const { run, process } = task
      if (!run) continue
      task.run = undefined
      process.pending--
      if (!process.alive) continue
      this.now = Math.max(this.now, task.at)
      this.steps++
      run()
      await settled()
      this.onStep()
    }
    return true
  }

  #push(task: Task): void {
    const heap = this.#heap
    let at = heap.push(task) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!before(task, heap[up]!)) break
      heap[at] = heap[up]!
      at = up
    }
    heap[at] = task
  }

  #pop(): Task | undefined {
    const heap = this.#heap
    const top = heap[0]
    const last = heap.pop()
    if (!top || !last || top === last) return top
    let at = 0
    for (;;) {
      let down = at * 2 + 1
      if (down >= heap.length) break
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++
      if (!before(heap[down]!, last)) break
      heap[at] = heap[down]!
      at = down
    }
    heap[at] = last
    return top
  }
}

const before = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** Every promise that can go on without the world has gone on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
