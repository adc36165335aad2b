import { UnsentFile } from '#shared/unsent-file'
import type { Course } from './course'
import type { Promises } from './promises'
import type { SimClient } from './sim-client'

interface Carried {
  readonly bytes: Uint8Array
  readonly from: SimClient
}

/** Files of unsent work that people save and carry to another device. */
export class CarriedFiles {
  /** Those on their way. */
  readonly #files = new Set<Carried>()
  /** Up to which number a device's work stands in a file, at least. */
  readonly kept = new Map<SimClient, number>()
  readonly #road = { name: 'the road', alive: true, pending: 0 }

  constructor(
    private readonly course: Course,
    private readonly promises: Promises,
    /** Whether anything is written that the server can never take. */
    private readonly spoils: boolean,
  ) {}

  /** Devices that are gone while their file is on its way. */
  get onlyOnTheirWay(): readonly SimClient[] {
    return [...this.#files].map(({ from }) => from).filter(({ lost }) => lost)
  }

  /** Somebody saves what waits as a file and carries it to another device; where it is lost, only the file is left. */
  async carry(from: SimClient, lost: boolean): Promise<void> {
    const { time, clients, forked } = this.course
    if (!from.alive || forked.has(from.device)) return
    if (lost && clients.filter((client) => !client.lost).length < 3) return
    const file = await from.running?.carries()
    const through = Math.max(0, ...[...from.disk.state.log.values()].map(({ n }) => n))
    if (lost && from.running) {
      from.lost = true
      time.crash(from.running.process)
    }
    if (!file) return
    this.kept.set(from, through)
    const carried: Carried = { bytes: file.bytes, from }
    this.#files.add(carried)
    time.after(this.#road, time.chance.fraction() * 8_000, () => void this.#takeIn(carried))
  }

  /** Again and again, by whoever is there, until the server has it or says that it never will. */
  async #takeIn(carried: Carried): Promise<void> {
    if (!this.#files.has(carried)) return
    const { time, clients, forked } = this.course
    // Who is cut off while they do it leaves it to the next.
    time.after(this.#road, 30_000, () => void this.#takeIn(carried))
    // At a copied device, where there is no other, as well: the file is proved by the device that wrote it, and nothing of
    // it goes through the log of the one where it is taken in. Who may (an administrator, of any site) is not played here.
    const here = clients.filter((client) => client.alive)
    const by = here.find((client) => !forked.has(client.device)) ?? here[0]
    const taken = await by?.running?.takesIn(carried.bytes)
    // A bad line alters what is on its way as well, and the file is as whole as before.
    if (!taken || (taken.kind === 'not-taken' && (taken.why === 'no-server' || taken.why === 'altered'))) return
    // Only what was spoilt can never be taken: what was blacked out since can, whether or not its agreement is there yet.
    if (taken.kind === 'not-taken' && taken.why === 'unacceptable' && !this.spoils)
      this.promises.broken('I1', `the file of ${carried.from.name} was refused for good`)
    if (taken.kind === 'taken')
      this.promises.watchTakenIn(UnsentFile.parse(JSON.parse(Buffer.from(carried.bytes).toString())))
    else this.kept.delete(carried.from)
    this.#files.delete(carried)
  }
}
