import { startNet } from '#forms/start-net/study'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { affectedBy } from '#shared/casebook/affected'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { layoutOf } from '#shared/casebook/layout'
import { type ItemPath, formOf, itemOf, steps } from '#shared/casebook/path'
import { summarise } from '#shared/casebook/summary'
import type { Logged } from '#shared/change/change'
import { SiteId } from '#shared/ids'
import { isoDayPlus } from '#shared/partial-date'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { FilledParticipant } from '../support/whole-casebook'
import { quantile, tell, tellTimes } from './figures'

const VISITS = 60
/** Enough that the slowest twentieth is not the few that the engine had not compiled yet. */
const CHANGES = 1_500
const TODAY = '2027-01-01'
const site = SiteId.parse('NL01')

/**
 * One item changed in a casebook of sixty visits, everything entered: from the change to all findings, calculated values,
 * the calendar and the participant's line in the list. Any item is as likely as any other; the date of a visit, on which
 * the calendar hangs, is measured by itself as well.
 */
export function recompute(): void {
  for (const version of [startNet, wholeNetter2]) {
    const study = compileStudy(version)
    const participant = new FilledParticipant(study, { visits: VISITS, logs: 8, itemByItem: true })
    let casebook = fold(participant.log(), emptyCasebook(participant.subject))
    const follow = (one: Casebook) => summarise(study, one, { study: version.study.id, site }, TODAY)
    const name = `${version.study.name}, ${String(VISITS)} visits`
    tellTimes('recompute', [timed(() => follow(casebook))], `${name}, all of it once`)
    const all = [...casebook.forms.keys()].reduce((sum, form) => sum + expressionsIn(study, casebook, form), 0)
    const items = [...casebook.forms.values()].flatMap((form) => [...form.items.keys()])
    const dates = items.filter((path) => itemOf(path) === version.visitDate.item)
    for (const [what, places] of [
      ['one change', items],
      ['the date of a visit', dates],
    ] as const) {
      const samples: number[] = []
      const touched: number[] = []
      for (let i = 0; i < CHANGES; i++) {
        const logged = correction(study, casebook, participant, places)
        const before = casebook
        const took = timed(() => {
          casebook = fold([logged], casebook)
          follow(casebook)
        })
        // The first ones only warm up.
        if (i < CHANGES / 10) continue
        samples.push(took)
        touched.push(affectedBy(study, before, casebook).count)
      }
      tellTimes('recompute', samples, `${name}, ${what}`)
      for (const share of [0.5, 0.95])
        tell({
          ...{ bench: 'recompute', unit: 'count', n: touched.length, value: quantile(touched, share) },
          metric: `${name}, ${what}, items and checks touched of ${String(all)}, p${String(share * 100)}`,
        })
    }
  }
}

/** What an item says of a day; a slip in a date is one of days, not of years. */
function dayIn(casebook: Casebook, path: ItemPath): string | undefined {
  const form = formOf(path)
  const value = form && casebook.forms.get(form)?.items.get(path)?.value
  return value?.state === 'value' ? /^\d{4}-\d\d-\d\d/.exec(value.text)?.[0] : undefined
}

/** Another value for one of these items. */
function correction(
  study: CompiledStudy,
  casebook: Casebook,
  participant: FilledParticipant,
  places: readonly ItemPath[],
): Logged {
  const { values } = participant
  const path = values.chance.among(places)
  const form = formOf(path)
  const bases =
    (form &&
      casebook.forms
        .get(form)
        ?.items.get(path)
        ?.heads.map(({ ref }) => ref)) ??
    []
  const def = study.item(steps(path)[1]?.oid ?? '', itemOf(path))?.def
  const entry = def && values.entry(def, isoDayPlus(dayIn(casebook, path) ?? '2024-06-01', values.chance.whole(-7, 7)))
  if (!entry) throw new Error(`nobody enters ${path}`)
  return participant.says({ kind: 'value', items: [{ path, bases, entry, reason: 'Slip' }] })
}

const expressionsIn = (study: CompiledStudy, casebook: Casebook, form: Parameters<typeof layoutOf>[2]): number => {
  const layout = layoutOf(study, casebook, form)
  const items = layout?.groups.flatMap(({ rows }) => rows.flatMap((row) => row.items)) ?? []
  return items.length + (layout?.def.checks.length ?? 0)
}

function timed(work: () => unknown): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}
