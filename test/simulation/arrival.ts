import type { CursorRow } from '../../renderer/data/store/database'
import { isLost, sealedMark } from '../../renderer/data/store/pages'
import type { CarriedFiles } from './carried-files'
import type { Course } from './course'
import type { Person } from './sim-server'

/** Tells whether everything that people said has arrived everywhere it belongs. */
export class Arrival {
  /** Who has said hello since everything healed: before that a device cannot know what a restored server lost. */
  readonly #greeted = new Set<string>()

  constructor(
    private readonly course: Course,
    private readonly files: CarriedFiles,
  ) {}

  greets(name: string): void {
    this.#greeted.add(name)
  }

  /** What has not arrived, in words; empty once everything has. */
  get unfinished(): readonly string[] {
    const { clients, forked, town, disk: servers, now } = this.course
    const open: string[] = []
    for (const { name } of this.files.onlyOnTheirWay) open.push(`the file of ${name} is on its way`)
    for (const { name, alive, disk, person, device, lost } of clients) {
      if (forked.has(device) || lost) continue
      if (!alive) open.push(`${name} is off`)
      if (!this.#greeted.has(name)) open.push(`${name} has not said hello`)
      if (disk.state.outbox.size > 0) open.push(`${name} has ${disk.state.outbox.size} unsent`)
      for (const lost of disk.state.cursors.values())
        if (isLost(lost) && (lost.returned ?? 0) < lost.seq && this.#mayRead(person, lost))
          open.push(`${name} has read ${lost.stream} to ${lost.seq} and given it back to ${lost.returned ?? 0}`)
      for (const stream of town.streamsOf(person.user, now())) {
        const head = servers.state.heads.get(stream)?.head ?? 0
        const mark = [...disk.state.cursors.values()].find((cursor) => cursor.stream.endsWith(stream))
        const parts = [...disk.state.parts.values()].filter((part) => part.stream.endsWith(stream))
        const missing = parts.filter((part) => part.missing > 0).length
        if (missing > 0 || mark?.base?.proved === false) open.push(`${name} lacks ${missing} parts of ${stream}`)
        if ((mark?.seq ?? 0) !== head) open.push(`${name} has ${stream} to ${mark?.seq ?? 0} of ${head}`)
      }
    }
    return open
  }

  /** Whose stream a log was that a server lost: its mark names it here. */
  #mayRead(person: Person, { stream: mark }: CursorRow): boolean {
    const { town, now } = this.course
    return town.streamsOf(person.user, now()).some((stream) => sealedMark(mark).endsWith(stream))
  }
}
