import { contentOf } from '#shared/casebook/derive'
import { deviationsProposed } from '#shared/casebook/deviations'
import { findingsOf, isOpen } from '#shared/casebook/findings'
import { coursesOf, journeyOf } from '#shared/casebook/phases'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import type { Casebook } from '#shared/casebook/casebook'
import type { Logged } from '#shared/change/change'
import type { Script } from '../../../server/demo/script/script'
import { type Hand, type Played, walk } from '../../../server/demo/script/walk'
import { Story, investigator, nurse } from '../story'

/** A script played into a story: how the casebook stood after each visit, and at the end. */
export class Participant {
  readonly study: CompiledStudy
  readonly visits: readonly Played[]
  /** Everything that was said, in the order in which it was. */
  readonly log: readonly Logged[]

  constructor(readonly script: Script) {
    this.study = compileStudy(script.study)
    const story = new Story(versionIdOf(script.study), script.study.study.id)
    this.visits = [...walk(script, handOf(story))]
    this.log = story.log()
  }

  get casebook(): Casebook {
    const last = this.visits.at(-1)
    if (!last) throw new Error('an empty script')
    return last.casebook
  }

  get phases(): readonly string[] {
    return journeyOf(this.study, this.casebook).stays.map(({ phase }) => phase)
  }

  /** Doses given in each course. */
  get given(): readonly string[] {
    return coursesOf(this.study, this.casebook).map(({ def, given }) => `${def.oid} ${given.length}`)
  }

  /** What the gate said before each dose. */
  get gates(): readonly string[] {
    return this.visits.flatMap(({ visit, gate }) =>
      gate ? [[visit.event, gate.decision, gate.activityMbq, ...gate.reasons].filter(Boolean).join(' ')] : [],
    )
  }

  /** Every open finding at the end, `W0/EXLU S X004`; what is asked and not answered among them. */
  get findings(): readonly string[] {
    return [...this.casebook.forms.keys()].flatMap((form) =>
      findingsOf(this.study, this.casebook, form, this.today)
        .filter(isOpen)
        .map(
          ({ check, severity }) =>
            `${form.replace(/:[0-9a-f-]{36}/g, '')} ${severity} ${check.replace(/:[0-9a-f-]{36}/g, '')}`,
        ),
    )
  }

  get deviations(): readonly string[] {
    return deviationsProposed(this.study, this.casebook, this.today).map(({ id }) => id)
  }

  /** The day of the last visit. */
  get today(): string {
    return this.visits.at(-1)?.visit.on ?? ''
  }
}

function handOf(story: Story): Hand {
  let rows = 0
  const last = () => {
    const logged = story.log().at(-1)
    if (!logged) throw new Error('nothing was said')
    return logged
  }
  return {
    subject: story.subject,
    uuid: () => `0198c0de-0000-7000-8000-${String(++rows).padStart(12, '0')}`,
    offset,
    asserts(on, body) {
      story.says(nurse, `${on}T12:00:00.000${offset(on)}`, body)
      return last()
    },
    confirms(on, body) {
      story.says(investigator, `${on}T12:00:00.000${offset(on)}`, body)
      return last()
    },
    releases(on, release) {
      const signed = { kind: 'dose-release' as const, ...release, key: 'key-1', signature: 'c2ln' }
      story.says(investigator, `${on}T09:50:00.000${offset(on)}`, signed)
      return last()
    },
    signs(on, { path, items }, meaning) {
      const scopes = [{ scope: path, content: contentOf(path, items) }]
      const signed = { kind: 'sign' as const, meaning, scopes, key: 'key-1', signature: 'c2ln' }
      story.says(investigator, `${on}T12:00:00.000${offset(on)}`, signed)
      return last()
    },
  }
}

/** Of Amsterdam, on that day. */
export function offset(on: string): string {
  const clock = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Amsterdam', timeZoneName: 'longOffset' })
  const name = clock.formatToParts(new Date(`${on}T12:00:00Z`)).find(({ type }) => type === 'timeZoneName')
  return name?.value.replace('GMT', '') ?? '+00:00'
}
