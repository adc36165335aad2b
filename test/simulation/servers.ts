import type { StreamId } from '#shared/ids'
import type { Course } from './course'
import type { Network } from './network'
import type { Promises } from './promises'
import type { Schedule } from './schedule'
import { SimServer } from './sim-server'
import { Process } from './time'

/** The server programs before one database. One that is cut off is replaced by another, which knows nothing of it. */
export class Servers {
  #running: readonly SimServer[] = []
  #number = 0
  readonly #wire = new Process('the wire')

  constructor(
    private readonly course: Course,
    private readonly promises: Promises,
    private readonly schedule: Pick<Schedule, 'without' | 'withoutRecovery'>,
  ) {}

  start(count: number): void {
    this.#running = Array.from({ length: count }, () => this.#another())
  }

  /** One of them is cut off where it stands. */
  crashOne(): void {
    const { time } = this.course
    time.crash(time.chance.among(this.#running).process)
  }

  crashAll(): void {
    for (const { process } of this.#running) this.course.time.crash(process)
  }

  pack(stream: StreamId): void {
    void this.course.time.chance.among(this.#running).pack(stream)
  }

  /** Does nothing when it was something else that was cut off. */
  replace(process: Process): void {
    if (!this.#running.some((server) => server.process === process)) return
    this.course.disk.releaseDead()
    this.#running = this.#running.map((server) => (server.process === process ? this.#another() : server))
  }

  /** To any of the servers; a request to one that is cut off fails when the connection does. */
  deliver([method, address, body, authorization]: Parameters<Network['deliver']>): ReturnType<Network['deliver']> {
    const server = this.course.time.chance.among(this.#running)
    return new Promise((resolve, reject) => {
      server.handle(method, address, body, authorization).then(resolve, (error: unknown) => {
        this.promises.broken('I4', `the server failed: ${error instanceof Error ? error.stack : String(error)}`)
        resolve({ status: 500, text: JSON.stringify({ code: 'internal', message: 'failed' }) })
      })
      const watch = () => {
        if (!server.process.alive) reject(new Error('cut off'))
        else if (!answered) this.course.time.after(this.#wire, 500, watch)
      }
      let answered = false
      const done = () => (answered = true)
      void Promise.resolve().then(watch)
      const settle = resolve
      resolve = (answer) => {
        done()
        settle(answer)
      }
    })
  }

  #another(): SimServer {
    const { time, town, disk, now } = this.course
    const { without, withoutRecovery } = this.schedule
    return new SimServer(`s${++this.#number}`, time, town, disk, now, without, withoutRecovery)
  }
}
